/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of numbers as an administrator writes them. Numbers of one length sort as texts do, so a
 * block is two texts and never a figure: leading zeros keep their meaning. Pure, any thread.
 */
#include "config.h"

#include "collector/normalize/number-range.h"

#include <string.h>

#define MAX_DIGITS 15

/* One end of a block, blanks and + left out; X stands for any digit where it may.
 * Returns: its length, 0 when it is not one. */
static guint
parse_end (const char *text, gsize n_bytes, char lowest[16], char highest[16])
{
  guint n = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      gboolean is_wild = text[i] == 'X' || text[i] == 'x';

      if (text[i] == ' ' || (text[i] == '+' && n == 0))
        continue;
      if (n == MAX_DIGITS || (!is_wild && !g_ascii_isdigit (text[i])))
        return 0;
      lowest[n] = is_wild ? '0' : text[i];
      highest[n++] = is_wild ? '9' : text[i];
    }
  lowest[n] = highest[n] = '\0';
  return n;
}

gboolean
collector_number_range_parse (const char *text, CollectorNumberRange *range)
{
  const char *dash = strchr (text, '-');
  char spare[16];

  memset (range, 0, sizeof *range);
  if (dash == NULL)
    {
      range->length = parse_end (text, strlen (text), range->first, range->last);
      range->is_pattern = TRUE;
      return range->length > 0;
    }
  range->length = parse_end (text, dash - text, range->first, spare);
  return range->length > 0 && strcmp (range->first, spare) == 0 &&
         parse_end (dash + 1, strlen (dash + 1), spare, range->last) == range->length &&
         strcmp (range->last, spare) == 0 && strcmp (range->first, range->last) <= 0;
}

gboolean
collector_number_range_contains (const CollectorNumberRange *range, const char *number)
{
  number += *number == '+';
  for (guint i = 0; i < range->length; i++)
    {
      guchar low = range->is_pattern ? range->first[i] : '0';
      guchar high = range->is_pattern ? range->last[i] : '9';

      if ((guchar)number[i] < low || (guchar)number[i] > high)
        return FALSE;
    }
  if (number[range->length] != '\0')
    return FALSE;
  return range->is_pattern ||
         (strcmp (number, range->first) >= 0 && strcmp (number, range->last) <= 0);
}

/* Fewer digits say nothing, however small the range. */
#define FEWEST_DIGITS 3

/* Digits in front that all of its numbers have. */
static guint
count_common (const CollectorNumberRange *range)
{
  guint n = 0;

  while (n < range->length && range->first[n] == range->last[n])
    n++;
  return n;
}

static gboolean
complete_end (const CollectorNumberRange *range, const char *digits, char whole[16])
{
  gsize n = strlen (digits);

  if (n > range->length || n < FEWEST_DIGITS || n < range->length - count_common (range))
    return FALSE;
  memcpy (whole, range->first, sizeof range->first);
  memcpy (whole + range->length - n, digits, n + 1);
  return collector_number_range_contains (range, whole);
}

gboolean
collector_number_range_complete (const CollectorNumberRange *range, const char *dialled,
                                 char whole[16])
{
  const char *digits = dialled + (dialled[0] == '+');

  return complete_end (range, digits, whole)
         || complete_end (range, digits + strspn (digits, "0"), whole);
}
