/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A range of numbers counted through, and found in as networks write numbers. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/number-block.h"

#include <string.h>

static gint64
get_value (const char *digits)
{
  return g_ascii_strtoll (digits, NULL, 10);
}

static int
count_choices (const CollectorNumberRange *range, guint index)
{
  return range->last[index] - range->first[index] + 1;
}

gboolean
collector_number_block_init (CollectorNumberBlock *block, const char *text)
{
  *block = (CollectorNumberBlock){ .n_numbers = 1 };
  if (!collector_number_range_parse (text, &block->range))
    return FALSE;
  for (guint i = 0; block->range.is_pattern && i < block->range.length; i++)
    block->n_numbers *= count_choices (&block->range, i);
  if (!block->range.is_pattern)
    block->n_numbers = get_value (block->range.last) - get_value (block->range.first) + 1;
  return TRUE;
}

void
collector_number_block_write (const CollectorNumberBlock *block, gint64 place,
                              char text[COLLECTOR_NUMBER_BLOCK_TEXT])
{
  const CollectorNumberRange *range = &block->range;

  if (!range->is_pattern)
    {
      g_snprintf (text, COLLECTOR_NUMBER_BLOCK_TEXT, "+%0*" G_GINT64_FORMAT, (int) range->length,
                  get_value (range->first) + place);
      return;
    }
  text[0] = '+';
  text[range->length + 1] = '\0';
  for (guint i = range->length; i > 0; i--)
    {
      int n = count_choices (range, i - 1);

      text[i] = (char) (range->first[i - 1] + place % n);
      place /= n;
    }
}

static gint64
get_place (const CollectorNumberBlock *block, const char *number)
{
  const CollectorNumberRange *range = &block->range;
  gint64 place = 0;

  if (!collector_number_range_contains (range, number))
    return -1;
  if (!range->is_pattern)
    return get_value (number) - get_value (range->first);
  for (guint i = 0; i < range->length; i++)
    place = place * count_choices (range, i) + number[i] - range->first[i];
  return place;
}

gint64
collector_number_block_find (const CollectorNumberBlock *block, const char *dialled)
{
  char whole[16];

  return collector_number_range_complete (&block->range, dialled, whole)
             ? get_place (block, whole)
             : -1;
}
