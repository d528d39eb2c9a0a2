/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What both sides take for a purpose.
 */
#include "config.h"

#include "shared/wire/purpose.h"

#define FEWEST_LETTERS 3 /* and digits */

gboolean
toll_purpose_is_stated (const char *purpose)
{
  guint n = 0;

  for (const char *p = purpose; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_isalnum (g_utf8_get_char (p)) ? 1 : 0;
  return n >= FEWEST_LETTERS;
}
