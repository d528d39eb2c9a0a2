/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expect: g_ascii_strtod ( reads money through floating point */
/* expect: atoi ( hides errors */
/* expect: g_assert ( ends the service */
void
collector_float (const char *text)
{
  double price = g_ascii_strtod (text, NULL);
  int n = atoi (text);
  g_assert (price > n);
}
