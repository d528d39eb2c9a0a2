/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names from outside never end a log line, move a terminal's cursor or fill the disk.
 */
#include "config.h"

#include "collector/directory/log-name.h"

#define MAX_CHARACTERS 64

char *
collector_log_name (const char *name)
{
  GString *text = g_string_new ("\"");
  const char *p = name;

  for (guint n = 0; *p != '\0' && n < MAX_CHARACTERS; p++, n++)
    if (*p == '"' || *p == '\\' || !g_ascii_isprint (*p))
      g_string_append_printf (text, "\\x%02x", (guchar) *p);
    else
      g_string_append_c (text, *p);
  g_string_append (text, *p != '\0' ? "\"..." : "\"");
  return g_string_free (text, FALSE);
}
