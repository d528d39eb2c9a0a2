/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measures of groups as SQL over the call "c". Adding one is a row. Pure; any thread.
 */
#include "config.h"

#include "collector/store/query-private.h"

#include "collector/store/query-pieces.h"

#define ANSWERED_WITHIN(from, to)                                                                  \
  "sum (c.outcome = 0 AND " COLLECTOR_WAIT_SQL " >= " from " AND " COLLECTOR_WAIT_SQL " < " to ")"
/* Of every stream that was heard in the calls. */
#define HEARD(what) "sum ((SELECT " what COLLECTOR_QUALITY_OF_CALL_SQL "))"

/* The figures of outcomes, directions and flags are part of the texts below. */
G_STATIC_ASSERT (TOLL_OUTCOME_ANSWERED == 0 && TOLL_OUTCOME_MISSED == 1
                 && TOLL_OUTCOME_UNANSWERED == 2 && TOLL_OUTCOME_BUSY == 3
                 && TOLL_OUTCOME_FAILED == 4 && TOLL_DIRECTION_INTERNAL == 0
                 && TOLL_DIRECTION_INCOMING == 1 && TOLL_DIRECTION_OUTGOING == 2
                 && TOLL_DIRECTION_TRANSIT == 3 && TOLL_RATING_RATED == 1
                 && TOLL_RATING_UNRATED == 2 && TOLL_CALL_TRANSFERRED == 1
                 && TOLL_CALL_FORWARDED == 4 && TOLL_CALL_VOICEMAIL == 32
                 && TOLL_CALL_QUEUED == 128);

const char *const collector_measure_sums[COLLECTOR_N_MEASURES] = {
  [COLLECTOR_MEASURE_CALLS] = "count (*)",
  [COLLECTOR_MEASURE_ANSWERED] = "sum (c.outcome = 0)",
  [COLLECTOR_MEASURE_MISSED] = "sum (c.outcome = 1)",
  [COLLECTOR_MEASURE_UNRATED] = "sum (c.rating_state = 2)",
  [COLLECTOR_MEASURE_TALK_MS] = "sum (c.talk_ms * (c.outcome = 0))",
  [COLLECTOR_MEASURE_RING_MS] = "sum (c.ring_ms * (c.outcome = 0))",
  [COLLECTOR_MEASURE_INCOMING] = "sum (c.direction = 1)",
  [COLLECTOR_MEASURE_OUTGOING] = "sum (c.direction = 2)",
  [COLLECTOR_MEASURE_INTERNAL] = "sum (c.direction = 0)",
  [COLLECTOR_MEASURE_TRANSIT] = "sum (c.direction = 3)",
  [COLLECTOR_MEASURE_UNANSWERED] = "sum (c.outcome = 2)",
  [COLLECTOR_MEASURE_BUSY] = "sum (c.outcome = 3)",
  [COLLECTOR_MEASURE_FAILED] = "sum (c.outcome = 4)",
  [COLLECTOR_MEASURE_MAX_TALK_MS] = "max (c.talk_ms * (c.outcome = 0))",
  [COLLECTOR_MEASURE_MAX_RING_MS] = "max (c.ring_ms)",
  [COLLECTOR_MEASURE_QUEUE_MS] = "sum (c.queue_ms)",
  [COLLECTOR_MEASURE_MAX_QUEUE_MS] = "max (c.queue_ms)",
  [COLLECTOR_MEASURE_QUEUED] = "sum (c.flags & 128 <> 0)",
  [COLLECTOR_MEASURE_MAX_COST_MICRO] = "max (c.cost_micro * (c.rating_state = 1))",
  [COLLECTOR_MEASURE_FIRST_MS] = "min (c.start_ms)",
  [COLLECTOR_MEASURE_LAST_MS] = "max (c.start_ms)",
  [COLLECTOR_MEASURE_LINES] = "count (DISTINCT c.line_id)",
  [COLLECTOR_MEASURE_FORWARDED] = "sum (c.flags & 4 <> 0)",
  [COLLECTOR_MEASURE_TRANSFERRED] = "sum (c.flags & 1 <> 0)",
  [COLLECTOR_MEASURE_VOICEMAIL] = "sum (c.flags & 32 <> 0)",
  [COLLECTOR_MEASURE_VOICEMAIL_MS] = "sum (c.talk_ms * (c.flags & 32 <> 0))",
  [COLLECTOR_MEASURE_WAIT_MS] = "sum (" COLLECTOR_WAIT_SQL ")",
  [COLLECTOR_MEASURE_MAX_WAIT_MS] = "max (" COLLECTOR_WAIT_SQL ")",
  [COLLECTOR_MEASURE_ANSWERED_5] = ANSWERED_WITHIN ("0", "5000"),
  [COLLECTOR_MEASURE_ANSWERED_10] = ANSWERED_WITHIN ("5000", "10000"),
  [COLLECTOR_MEASURE_ANSWERED_20] = ANSWERED_WITHIN ("10000", "20000"),
  [COLLECTOR_MEASURE_ANSWERED_30] = ANSWERED_WITHIN ("20000", "30000"),
  [COLLECTOR_MEASURE_ANSWERED_60] = ANSWERED_WITHIN ("30000", "60000"),
  [COLLECTOR_MEASURE_ANSWERED_LATE] = "sum (c.outcome = 0 AND " COLLECTOR_WAIT_SQL " >= 60000)",
  [COLLECTOR_MEASURE_IN_TARGET] = ANSWERED_WITHIN ("0", "20000"),
  [COLLECTOR_MEASURE_ANSWERED_FIRST] = "sum (" COLLECTOR_ANSWERED_FIRST_SQL ")",
  [COLLECTOR_MEASURE_SHORT] = "sum (c.outcome = 0 AND c.talk_ms < 5000)",
  [COLLECTOR_MEASURE_ABANDONED] = "sum (c.outcome <> 0 AND c.flags & 32 = 0)",
  [COLLECTOR_MEASURE_OVERFLOW] = "sum (c.outcome <> 0 AND c.flags & 32 <> 0)",
  [COLLECTOR_MEASURE_CAUSE] = "max (c.cause)",
  [COLLECTOR_MEASURE_MEASURED] = "sum (" COLLECTOR_MOS_SQL " >= 0)",
  [COLLECTOR_MEASURE_MOS_MILLI] = "sum (max (" COLLECTOR_MOS_SQL ", 0))",
  [COLLECTOR_MEASURE_MIN_MOS_MILLI] = "min (nullif (" COLLECTOR_MOS_SQL ", -1))",
  [COLLECTOR_MEASURE_POOR] = "sum (" COLLECTOR_MOS_SQL " BETWEEN 0 AND 3099)",
  [COLLECTOR_MEASURE_JITTER_MS] = HEARD ("sum (max (q.jitter_ms, 0))"),
  [COLLECTOR_MEASURE_LATENCY_MS] = HEARD ("sum (max (q.latency_ms, 0))"),
  [COLLECTOR_MEASURE_STREAMS] = HEARD ("count (*)"),
  [COLLECTOR_MEASURE_PACKETS_LOST] = HEARD ("sum (max (q.packets_lost, 0))"),
  [COLLECTOR_MEASURE_PACKETS]
  = HEARD ("sum (max (q.packets_received, 0) + max (q.packets_lost, 0))"),
};

/* Which share of a price is tax, and which mark-up, of each tariff version, whose documents say
 * every option; and what the list asks for a millisecond, by prefix. A price that was rounded is
 * shared out to the last millionth, so that the parts add up to it. */
const char collector_measure_money_tables[]
    = "WITH part AS MATERIALIZED (SELECT id, vat / (1 + vat) AS tax,"
      " coalesce (markup / ((1 + vat) * (1 + markup)), 0) AS markup FROM (SELECT id,"
      " coalesce (CAST (json_extract (document, '$.vat') AS REAL), 0) AS vat,"
      " coalesce (CAST (json_extract (document, '$.markup') AS REAL), 0) AS markup"
      " FROM tariff_version)),"
      " list AS MATERIALIZED (SELECT version, prefix_id,"
      " CAST (json_extract (step, '$.price') AS REAL) * 1000"
      " / max (json_extract (step, '$.per_s'), 1) AS per_ms"
      " FROM (SELECT v.id AS version, w.id AS prefix_id,"
      " coalesce (json_extract (r.value, '$.steps[0]'),"
      " json_extract (r.value, '$.bands[0].steps[0]')) AS step"
      " FROM tariff_version AS v, json_each (v.document, '$.rates') AS r"
      " JOIN word AS w ON w.kind = 13 AND w.text = json_extract (r.value, '$.prefix')))";
const char collector_measure_money_joins[]
    = " LEFT JOIN part ON part.id = c.tariff_version_id"
      " LEFT JOIN list ON list.version = c.tariff_version_id AND list.prefix_id = c.prefix_id";

#define TAX "CAST (round (c.cost_micro * coalesce (part.tax, 0)) AS INTEGER)"
#define MARKUP "CAST (round (c.cost_micro * coalesce (part.markup, 0)) AS INTEGER)"

const char *const collector_measure_moneys[COLLECTOR_N_MONEYS] = {
  "c.cost_micro",
  "(c.cost_micro - " TAX " - " MARKUP ")",
  MARKUP,
  TAX,
  "CAST (round (c.talk_ms * coalesce (list.per_ms, 0)) AS INTEGER)",
  "c.talk_ms",
};
