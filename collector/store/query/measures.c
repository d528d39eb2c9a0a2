/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measures of groups: what of each call "c" they are made of, and how. Adding one is a row.
 * Pure; any thread.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "collector/store/band-function.h"
#include "collector/store/query/pieces.h"

#define SUM(value) { COLLECTOR_FOLD_SUM, value }
#define MAX_OF(value) { COLLECTOR_FOLD_MAX, value }
#define MIN_OF(value) { COLLECTOR_FOLD_MIN, value }
/* Of rated calls, per currency. */
#define MONEY(value) { COLLECTOR_FOLD_MONEY, value " * (c.rating_state = 1)" }
#define COUNT(value, wanted) { COLLECTOR_FOLD_COUNT, value, NULL, wanted }
#define BELOW(value, limit) { COLLECTOR_FOLD_BELOW, value, NULL, limit }
/* By the field's key as the viewer sees it: they may not be told it of each call. */
#define COUNT_SEEN(field, wanted) { COLLECTOR_FOLD_COUNT, NULL, field, wanted }

/* Whoever waited exactly @to was answered within it. */
#define ANSWERED_WITHIN(from, to)                                                                  \
  SUM ("c.outcome = 0 AND " COLLECTOR_WAIT_SQL " > " from " AND " COLLECTOR_WAIT_SQL " <= " to)
/* Of every stream that was heard in the calls. */
#define HEARD(what) SUM (COLLECTOR_HEARD_SQL (what))

/* The figures of outcomes, directions and flags are part of the texts below. */
G_STATIC_ASSERT (TOLL_OUTCOME_ANSWERED == 0 && TOLL_OUTCOME_MISSED == 1
                 && TOLL_OUTCOME_UNANSWERED == 2 && TOLL_OUTCOME_BUSY == 3
                 && TOLL_OUTCOME_FAILED == 4 && TOLL_DIRECTION_INTERNAL == 0
                 && TOLL_DIRECTION_INCOMING == 1 && TOLL_DIRECTION_OUTGOING == 2
                 && TOLL_DIRECTION_TRANSIT == 3 && TOLL_RATING_RATED == 1
                 && TOLL_RATING_UNRATED == 2 && TOLL_CALL_TRANSFERRED == 1
                 && TOLL_CALL_FORWARDED == 4 && TOLL_CALL_VOICEMAIL == 32
                 && TOLL_CALL_QUEUED == 128);

#define TAX "CAST (round (c.cost_micro * coalesce (part.tax, 0)) AS INTEGER)"
#define MARKUP "CAST (round (c.cost_micro * coalesce (part.markup, 0)) AS INTEGER)"

const CollectorMeasureRow collector_measure_rows[COLLECTOR_N_MEASURES] = {
  [COLLECTOR_MEASURE_CALLS] = { COLLECTOR_FOLD_ROWS },
  [COLLECTOR_MEASURE_ANSWERED] = COUNT ("c.outcome", 0),
  [COLLECTOR_MEASURE_MISSED] = COUNT ("c.outcome", 1),
  [COLLECTOR_MEASURE_UNRATED] = COUNT ("c.rating_state", 2),
  [COLLECTOR_MEASURE_TALK_MS] = SUM ("c.talk_ms * (c.outcome = 0)"),
  [COLLECTOR_MEASURE_RING_MS] = SUM ("c.ring_ms * (c.outcome = 0)"),
  [COLLECTOR_MEASURE_COST_MICRO] = MONEY ("c.cost_micro"),
  [COLLECTOR_MEASURE_PRICED] = MONEY ("1"),
  [COLLECTOR_MEASURE_BASE_MICRO] = MONEY ("(c.cost_micro - " TAX " - " MARKUP ")"),
  [COLLECTOR_MEASURE_MARKUP_MICRO] = MONEY (MARKUP),
  [COLLECTOR_MEASURE_TAX_MICRO] = MONEY (TAX),
  [COLLECTOR_MEASURE_LIST_MICRO] = MONEY ("(" COLLECTOR_LIST_PRICE_SQL ")"),
  [COLLECTOR_MEASURE_PAID_MS] = MONEY ("c.talk_ms"),
  [COLLECTOR_MEASURE_INCOMING] = COUNT ("c.direction", 1),
  [COLLECTOR_MEASURE_OUTGOING] = COUNT ("c.direction", 2),
  [COLLECTOR_MEASURE_INTERNAL] = COUNT ("c.direction", 0),
  [COLLECTOR_MEASURE_TRANSIT] = COUNT ("c.direction", 3),
  [COLLECTOR_MEASURE_UNANSWERED] = COUNT ("c.outcome", 2),
  [COLLECTOR_MEASURE_BUSY] = COUNT ("c.outcome", 3),
  [COLLECTOR_MEASURE_FAILED] = COUNT ("c.outcome", 4),
  [COLLECTOR_MEASURE_MAX_TALK_MS] = MAX_OF ("c.talk_ms * (c.outcome = 0)"),
  [COLLECTOR_MEASURE_MAX_RING_MS] = MAX_OF ("c.ring_ms"),
  [COLLECTOR_MEASURE_QUEUE_MS] = SUM ("c.queue_ms"),
  [COLLECTOR_MEASURE_MAX_QUEUE_MS] = MAX_OF ("c.queue_ms"),
  [COLLECTOR_MEASURE_QUEUED] = SUM ("c.flags & 128 <> 0"),
  [COLLECTOR_MEASURE_MAX_COST_MICRO]
  = { COLLECTOR_FOLD_DEAREST, "c.cost_micro * (c.rating_state = 1)" },
  [COLLECTOR_MEASURE_FIRST_MS] = MIN_OF ("c.start_ms"),
  [COLLECTOR_MEASURE_LAST_MS] = MAX_OF ("c.start_ms"),
  [COLLECTOR_MEASURE_LINES] = { COLLECTOR_FOLD_DISTINCT, "c.line_id" },
  [COLLECTOR_MEASURE_NUMBERS] = { COLLECTOR_FOLD_DISTINCT, NULL, "number" },
  [COLLECTOR_MEASURE_FORWARDED] = SUM ("c.flags & 4 <> 0"),
  [COLLECTOR_MEASURE_TRANSFERRED] = SUM ("c.flags & 1 <> 0"),
  [COLLECTOR_MEASURE_VOICEMAIL] = SUM ("c.flags & 32 <> 0"),
  [COLLECTOR_MEASURE_VOICEMAIL_MS] = SUM ("c.talk_ms * (c.flags & 32 <> 0)"),
  [COLLECTOR_MEASURE_WAIT_MS] = SUM (COLLECTOR_WAIT_SQL),
  [COLLECTOR_MEASURE_MAX_WAIT_MS] = MAX_OF (COLLECTOR_WAIT_SQL),
  [COLLECTOR_MEASURE_ANSWERED_5] = ANSWERED_WITHIN ("-1", "5000"),
  [COLLECTOR_MEASURE_ANSWERED_10] = ANSWERED_WITHIN ("5000", "10000"),
  [COLLECTOR_MEASURE_ANSWERED_20] = ANSWERED_WITHIN ("10000", "20000"),
  [COLLECTOR_MEASURE_ANSWERED_30] = ANSWERED_WITHIN ("20000", "30000"),
  [COLLECTOR_MEASURE_ANSWERED_60] = ANSWERED_WITHIN ("30000", "60000"),
  [COLLECTOR_MEASURE_ANSWERED_LATE] = SUM ("c.outcome = 0 AND " COLLECTOR_WAIT_SQL " > 60000"),
  [COLLECTOR_MEASURE_IN_TARGET] = ANSWERED_WITHIN ("-1", "20000"),
  [COLLECTOR_MEASURE_ANSWERED_FIRST] = SUM (COLLECTOR_ANSWERED_FIRST_SQL),
  [COLLECTOR_MEASURE_SHORT] = SUM ("c.outcome = 0 AND c.talk_ms < 5000"),
  [COLLECTOR_MEASURE_ABANDONED] = SUM ("c.outcome <> 0 AND c.flags & 32 = 0"),
  [COLLECTOR_MEASURE_OVERFLOW] = SUM ("c.outcome <> 0 AND c.flags & 32 <> 0"),
  [COLLECTOR_MEASURE_RETURNED] = COUNT_SEEN ("follow_up", 2),
  [COLLECTOR_MEASURE_REACHED_US] = COUNT_SEEN ("follow_up", 3),
  [COLLECTOR_MEASURE_STILL_OPEN] = COUNT_SEEN ("follow_up", 1),
  [COLLECTOR_MEASURE_CAUSE] = MAX_OF ("c.cause"),
  [COLLECTOR_MEASURE_BY_CALLING] = COUNT_SEEN ("cause_side", 1),
  [COLLECTOR_MEASURE_BY_CALLED] = COUNT_SEEN ("cause_side", 2),
  [COLLECTOR_MEASURE_LEVEL] = { COLLECTOR_FOLD_MAX, NULL, "authorization_level" },
  [COLLECTOR_MEASURE_MEASURED] = BELOW (COLLECTOR_SCORE_SQL, G_MAXINT64),
  [COLLECTOR_MEASURE_MOS_MILLI] = SUM (COLLECTOR_SCORE_SQL), /* NULL adds 0 */
  [COLLECTOR_MEASURE_MIN_MOS_MILLI] = MIN_OF (COLLECTOR_SCORE_SQL),
  [COLLECTOR_MEASURE_POOR] = BELOW (COLLECTOR_SCORE_SQL, 3100),
  [COLLECTOR_MEASURE_JITTER_MS] = HEARD ("sum (max (q.jitter_ms, 0))"),
  [COLLECTOR_MEASURE_LATENCY_MS] = HEARD ("sum (max (q.latency_ms, 0))"),
  [COLLECTOR_MEASURE_STREAMS] = HEARD ("count (*)"),
  [COLLECTOR_MEASURE_PACKETS_LOST] = HEARD ("sum (max (q.packets_lost, 0))"),
  [COLLECTOR_MEASURE_PACKETS]
  = HEARD ("sum (max (q.packets_received, 0) + max (q.packets_lost, 0))"),
};

/* Which share of a price is tax, and which mark-up, of each tariff version, whose documents say
 * every option. A price that was rounded is shared out to the last millionth, so that the parts add
 * up to it. */
const char collector_measure_money_tables[]
    = "WITH part AS MATERIALIZED (SELECT id, vat / (1 + vat) AS tax,"
      " coalesce (markup / ((1 + vat) * (1 + markup)), 0) AS markup FROM (SELECT id,"
      " coalesce (CAST (json_extract (document, '$.vat') AS REAL), 0) AS vat,"
      " coalesce (CAST (json_extract (document, '$.markup') AS REAL), 0) AS markup"
      " FROM tariff_version))";
const char collector_measure_money_joins[]
    = " LEFT JOIN part ON part.id = c.tariff_version_id";
