/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a call, masked. One place for all who show them, so that none shows more. Reader
 * lanes.
 */
#include "config.h"

#include "collector/store/call-steps.h"

#include <string.h>

#include "collector/store/mask.h"

#define MIN_SAME_DIGITS  6 /* of the end of a number, to be taken for the same */
#define MAX_DIALLED_MORE 6 /* access code and prefixes in front */

const char *
collector_calls_mask_known (const CollectorCallRow *row, const char *text, TollArena *arena)
{
  return collector_mask_known (text, row->stored_number, row->masked_leg_digits, arena);
}

const char *
collector_calls_mask_number (CollectorDb *db, const CollectorCallRow *row, const char *number,
                             TollArena *arena)
{
  guint n = row->masked_leg_digits;

  if (n > 0 && !collector_calls_is_line (db, number))
    number = collector_mask_number (number, n, arena);
  return collector_calls_mask_known (row, number, arena);
}

/* TRUE when @number, as a record has it, is how somebody dialled @global, "+39...". */
static gboolean
is_same_number (const char *number, const char *global)
{
  gsize n = strlen (number), n_global = strlen (global), n_same = 0;

  while (n_same < n && n_same < n_global && g_ascii_isdigit (number[n - n_same - 1])
         && number[n - n_same - 1] == global[n_global - n_same - 1])
    n_same++;
  return *global == '+' && n_same >= MIN_SAME_DIGITS && n - n_same <= MAX_DIALLED_MORE;
}

/* One number has one form wherever the call is shown. */
static const char *
show_party (CollectorDb *db, const CollectorCallRow *row, const char *number, TollArena *arena)
{
  return is_same_number (number, row->stored_number) && !collector_calls_is_line (db, number)
             ? row->call.number
             : collector_calls_mask_number (db, row, number, arena);
}

void
collector_calls_tell_steps (CollectorDb *db, const CollectorCallRow *row, const GArray *legs,
                            TollArena *arena, GArray *steps)
{
  g_autofree const TollLeg **records = g_new (const TollLeg *, legs->len + 1);
  g_autoptr (GArray) derived = g_array_new (FALSE, FALSE, sizeof (CollectorStep));

  for (guint i = 0; i < legs->len; i++)
    records[i] = &g_array_index (legs, CollectorCallLeg, i).leg;
  collector_steps_derive (&row->call, records, legs->len, derived);
  for (guint i = 0; i < derived->len; i++)
    {
      CollectorCallStep shown = { .step = g_array_index (derived, CollectorStep, i) };
      CollectorStep *step = &shown.step;

      shown.from_name = collector_calls_dup_line_name (db, step->from, step->at_ms, arena);
      shown.to_name = collector_calls_dup_line_name (db, step->to, step->at_ms, arena);
      step->from = show_party (db, row, step->from, arena);
      step->to = show_party (db, row, step->to, arena);
      step->device = collector_calls_mask_known (row, step->device, arena);
      g_array_append_val (steps, shown);
    }
}
