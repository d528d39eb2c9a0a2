/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When what a record tells happened. Cisco does not say which origination time a record carries
 * that ties others together: it may be that of the first call. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/step-order.h"

/* A switch's clocks count whole seconds: what ended then may seem to end a little later. */
#define CLOCK_SLACK_MS 2000

static gint64
find_begin (const TollLeg *const *legs, guint n_legs, guint index)
{
  const TollLeg *leg = legs[index];
  gint64 until_ms = leg->connect_ms != 0 ? leg->connect_ms : leg->disconnect_ms;
  gint64 begin_ms = leg->setup_ms;

  if (leg->join_behalf == 0 || until_ms <= begin_ms)
    return begin_ms;
  for (guint i = 0; i < n_legs; i++)
    if (i != index && legs[i]->disconnect_ms > begin_ms &&
        legs[i]->disconnect_ms <= until_ms + CLOCK_SLACK_MS)
      begin_ms = legs[i]->disconnect_ms;
  return MIN (begin_ms, until_ms);
}

/* Those who came at one instant stand in the order in which they had come on the line. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  const CollectorStepRecord *x = a, *y = b;

  if (x->begin_ms != y->begin_ms)
    return x->begin_ms < y->begin_ms ? -1 : 1;
  if ((x->leg->join_behalf != 0) != (y->leg->join_behalf != 0))
    return x->leg->join_behalf != 0 ? 1 : -1;
  if (x->leg->orig_leg_id != y->leg->orig_leg_id)
    return x->leg->orig_leg_id < y->leg->orig_leg_id ? -1 : 1;
  return (x->leg->record_key > y->leg->record_key) - (x->leg->record_key < y->leg->record_key);
}

void
collector_step_order (const TollLeg *const *legs, guint n_legs, GArray *records)
{
  for (guint i = 0; i < n_legs; i++)
    {
      CollectorStepRecord record = { legs[i], i, find_begin (legs, n_legs, i) };

      g_array_append_val (records, record);
    }
  g_array_sort (records, compare_records);
}

static gboolean
has_party (const TollLeg *leg, guint32 leg_id)
{
  return leg_id != 0 && (leg->orig_leg_id == leg_id || leg->dest_leg_id == leg_id);
}

gboolean
collector_step_shares_party (const TollLeg *a, const TollLeg *b)
{
  return has_party (b, a->orig_leg_id) || has_party (b, a->dest_leg_id);
}

const char *
collector_step_find_joiner (const GArray *records, const CollectorStepRecord *joined)
{
  const char *joiner = "";

  for (guint i = 0; i < records->len; i++)
    {
      const CollectorStepRecord *record = &g_array_index (records, CollectorStepRecord, i);
      const TollLeg *leg = record->leg;

      if (record == joined)
        break;
      if (has_party (joined->leg, leg->dest_leg_id) && !has_party (joined->leg, leg->orig_leg_id))
        joiner = leg->calling_number;
      else if (has_party (joined->leg, leg->orig_leg_id) &&
               !has_party (joined->leg, leg->dest_leg_id))
        joiner = leg->final_called_number;
    }
  return joiner;
}
