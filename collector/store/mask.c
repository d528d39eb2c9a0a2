/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hiding the tail of numbers from those who may not see it. Pure; any thread.
 */
#include "config.h"

#include "collector/store/mask.h"

#include <string.h>

#define RUN_OF_A_NUMBER 5

const char *
collector_mask_number (const char *number, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *number == '\0')
    return number;
  masked = (char *) toll_arena_strdup (arena, number);
  for (char *p = masked + strlen (masked); p > masked && n_digits > 0; p--)
    if (g_ascii_isdigit (p[-1]))
      {
        p[-1] = '*';
        n_digits--;
      }
  return masked;
}

const char *
collector_mask_text (const char *text, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *text == '\0')
    return text;
  masked = (char *) toll_arena_strdup (arena, text);
  for (char *p = masked; *p != '\0';)
    {
      gsize run = strspn (p, "0123456789");

      if (run >= RUN_OF_A_NUMBER)
        memset (p, '*', run);
      p += run > 0 ? run : 1;
    }
  return masked;
}
