/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a call began, was answered and ended, and how long of it is to be priced. Clocks of a
 * cluster are not always right: what cannot be is flagged and bent until nothing is negative, but
 * no length is made up. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/timing.h"

#define LAST_INSTANT_MS G_GINT64_CONSTANT (253402300799000) /* end of the year 9999 */
#define WEEK_MS (7 * 24 * 3600 * G_GINT64_CONSTANT (1000))
#define SECOND_MS 1000
#define TOLERANCE_MS 2000 /* three instants in whole seconds differ that much by rounding */

static gint64
read_instant (gint64 raw_ms, gboolean *is_bad)
{
  gint64 sane_ms = CLAMP (raw_ms, 0, LAST_INSTANT_MS);

  *is_bad |= sane_ms != raw_ms;
  return sane_ms;
}

/* The source's own duration holds, unless it left it out, or it is no length of a call. */
static gint64
choose_length (gint64 duration_ms, gint64 span_ms)
{
  if (duration_ms >= WEEK_MS && span_ms < WEEK_MS)
    return span_ms;
  return duration_ms > 0 || span_ms <= SECOND_MS ? duration_ms : span_ms;
}

void
collector_timing_read (const TollLeg *leg, CollectorTimes *times)
{
  gboolean is_bad = leg->setup_ms <= 0 || leg->duration_ms >= WEEK_MS;
  gint64 setup_ms = read_instant (leg->setup_ms, &is_bad);
  gint64 connect_ms = read_instant (leg->connect_ms, &is_bad);
  gint64 disconnect_ms = read_instant (leg->disconnect_ms, &is_bad);
  gint64 duration_ms = read_instant (leg->duration_ms, &is_bad);
  gint64 start_ms = setup_ms > 0 ? setup_ms : connect_ms > 0 ? connect_ms : disconnect_ms;
  gint64 from_ms = connect_ms > 0 ? connect_ms : start_ms;
  gint64 end_ms = disconnect_ms, span_ms;

  is_bad |= from_ms < start_ms || end_ms < from_ms;
  if (end_ms < from_ms)
    end_ms = from_ms + (connect_ms > 0 ? duration_ms : 0);
  end_ms = MAX (end_ms, start_ms);
  span_ms = end_ms - from_ms;
  is_bad |= span_ms >= WEEK_MS;
  is_bad |= connect_ms == 0 && duration_ms > 0;
  is_bad |= connect_ms > 0 && duration_ms > 0 && ABS (duration_ms - span_ms) > TOLERANCE_MS;
  *times = (CollectorTimes){
    .start_ms = start_ms,
    .connect_ms = connect_ms,
    .end_ms = end_ms,
    /* A clock gone wild must not make a neighbour of every later use of the same id. */
    .reach_ms = end_ms - start_ms < WEEK_MS ? end_ms : start_ms,
    .length_ms = connect_ms > 0 ? choose_length (duration_ms, span_ms) : 0,
    .is_bad = is_bad,
  };
}

/* Q.850 of the side that cleared: the other side's cause is 0. */
static guint32
read_cause (const TollLeg *leg)
{
  return toll_cause_to_q850 (leg->orig_cause != 0 ? leg->orig_cause : leg->dest_cause);
}

void
collector_timing_fill (const CollectorTree *tree, guint party, TollCall *call)
{
  guint n, n_hops = 0;
  const guint *hops = collector_tree_list_hops (tree, party, &n);
  gint64 length_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];
      CollectorTimes times;

      if (!collector_hop_has_party (hop, party))
        continue;
      collector_timing_read (hop->leg, &times);
      if (n_hops++ == 0)
        call->start_ms = times.start_ms;
      if (times.connect_ms > 0)
        call->connect_ms = call->connect_ms > 0 ? MIN (call->connect_ms, times.connect_ms)
                                                : times.connect_ms;
      if (times.end_ms >= call->end_ms)
        {
          call->end_ms = times.end_ms;
          call->cause = read_cause (hop->leg);
        }
      length_ms = times.length_ms;
      call->queue_ms += CLAMP (hop->leg->queue_ms, 0, times.end_ms - times.start_ms);
      call->flags |= times.is_bad ? TOLL_CALL_BAD_TIMES : 0;
    }
  call->ring_ms = (call->connect_ms > 0 ? call->connect_ms : call->end_ms) - call->start_ms;
  call->ring_ms = MAX (call->ring_ms - call->queue_ms, 0);
  if (call->connect_ms == 0)
    return;
  call->talk_ms = n_hops == 1 ? length_ms : call->end_ms - call->connect_ms;
  call->charged_from_ms = call->connect_ms;
  call->charged_ms = call->talk_ms;
  if (call->talk_ms < SECOND_MS)
    call->flags |= TOLL_CALL_SHORT;
}
