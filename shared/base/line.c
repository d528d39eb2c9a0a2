/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names stand in headers, lists and files: each is one line there.
 */
#include "config.h"

#include "shared/base/line.h"

#include "shared/base/error.h"

gboolean
toll_line_is_control (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

gboolean
toll_line_check (const char *text, const char *field, GError **error)
{
  gboolean is_line = g_utf8_validate (text, -1, NULL);

  for (const char *p = text; is_line && *p != '\0'; p = g_utf8_next_char (p))
    is_line = !toll_line_is_control (g_utf8_get_char (p));
  if (!is_line)
    toll_error_set_field (error, field, "must be one line of text, without control characters");
  return is_line;
}
