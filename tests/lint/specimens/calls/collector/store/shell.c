/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expect: system ( runs a shell */
/* expect: sprintf ( has no bounds */
/* expect: goto: use g_autoptr */
/* expect: a note to oneself */
void
collector_shell (const char *name)
{
  char text[80];
  sprintf (text, "rm %s", name); /* TODO: quote */
  if (system (text) != 0)
    goto out;
out:
  return;
}
