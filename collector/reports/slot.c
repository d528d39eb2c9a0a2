/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long how many calls were up: a histogram of time by their number, from which peaks,
 * percentiles and means are exact. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/sweep.h"

CollectorSlot *
collector_slot_new (void)
{
  CollectorSlot *slot = g_new0 (CollectorSlot, 1);

  slot->level_ms = g_array_new (FALSE, TRUE, sizeof (gint64));
  return slot;
}

void
collector_slot_free (CollectorSlot *slot)
{
  if (slot == NULL)
    return;
  g_array_unref (slot->level_ms);
  g_free (slot);
}

static void
add_level (CollectorSlot *slot, guint level, gint64 length_ms)
{
  if (slot->level_ms->len <= level)
    g_array_set_size (slot->level_ms, level + 1);
  g_array_index (slot->level_ms, gint64, level) += length_ms;
}

void
collector_slot_close_hour (CollectorSlot *slot)
{
  if (slot->open_busy_ms > slot->hour_busy_ms)
    {
      slot->hour_ms = slot->open_hour_ms;
      slot->hour_busy_ms = slot->open_busy_ms;
    }
  slot->open_busy_ms = 0;
}

void
collector_slot_note (CollectorSlot *slot, guint n_calls, guint n_in, guint n_out, gint64 at_ms,
                     gint64 length_ms, gint64 hour_ms)
{
  add_level (slot, n_calls, length_ms);
  slot->busy_ms += n_calls * length_ms;
  slot->busy_in_ms += n_in * length_ms;
  slot->busy_out_ms += n_out * length_ms;
  if (n_calls > slot->peak)
    {
      slot->peak = n_calls;
      slot->peak_ms = at_ms;
      slot->peak_in = n_in;
      slot->peak_out = n_out;
    }
  if (hour_ms != slot->open_hour_ms)
    collector_slot_close_hour (slot);
  slot->open_hour_ms = hour_ms;
  slot->open_busy_ms += n_calls * length_ms;
}

static gboolean
is_higher (const CollectorSlot *a, const CollectorSlot *b)
{
  return a->peak > b->peak || (a->peak == b->peak && a->peak_ms < b->peak_ms);
}

static gboolean
is_busier (const CollectorSlot *a, const CollectorSlot *b)
{
  return a->hour_busy_ms > b->hour_busy_ms
         || (a->hour_busy_ms == b->hour_busy_ms && a->hour_ms < b->hour_ms);
}

void
collector_slot_merge (CollectorSlot *into, const CollectorSlot *from)
{
  for (guint i = 0; i < from->level_ms->len; i++)
    add_level (into, i, g_array_index (from->level_ms, gint64, i));
  into->busy_ms += from->busy_ms;
  into->busy_in_ms += from->busy_in_ms;
  into->busy_out_ms += from->busy_out_ms;
  into->talk_ms += from->talk_ms;
  into->recent = MAX (into->recent, from->recent);
  if (is_higher (from, into))
    {
      into->peak = from->peak;
      into->peak_ms = from->peak_ms;
      into->peak_in = from->peak_in;
      into->peak_out = from->peak_out;
    }
  if (is_busier (from, into))
    {
      into->hour_ms = from->hour_ms;
      into->hour_busy_ms = from->hour_busy_ms;
    }
}

gint64
collector_slot_find_percentile (const CollectorSlot *slot, gint64 length_ms, guint per_mille)
{
  guint rest = 1000 - per_mille;
  gint64 allowed_ms = length_ms / 1000 * rest + length_ms % 1000 * rest / 1000, above_ms = 0;
  guint level = slot->level_ms->len;

  /* From the top: for how much of the time there were more. */
  while (level > 1 && above_ms + g_array_index (slot->level_ms, gint64, level - 1)
                          <= allowed_ms)
    above_ms += g_array_index (slot->level_ms, gint64, --level);
  return level > 0 ? level - 1 : 0;
}
