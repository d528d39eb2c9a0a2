/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expect: a placeholder without a TRANSLATORS: comment */
void
collector_silent (guint count)
{
  g_print (_("A plain sentence"));
  g_autofree char *text = NULL;



  text = g_strdup_printf (_("%u calls were "
                            "read from %s"), count, "x");
}
