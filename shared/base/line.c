/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names stand in headers, lists and files: each is one line there.
 */
#include "config.h"

#include "shared/base/line.h"

#include "shared/base/error.h"

gboolean
toll_line_check (const char *text, const char *field, GError **error)
{
  gboolean is_line = g_utf8_validate (text, -1, NULL);

  for (const char *p = text; is_line && *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

      is_line = type != G_UNICODE_CONTROL && type != G_UNICODE_LINE_SEPARATOR
                && type != G_UNICODE_PARAGRAPH_SEPARATOR;
    }
  if (!is_line)
    toll_error_set_field (error, field, "must be one line of text");
  return is_line;
}
