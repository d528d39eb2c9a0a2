/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How calls sounded.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char grading[]
    = N_ ("The quality of a call is the worst voice score (MOS) that either side reported in the "
          "records of the call: good from 4.0, acceptable from 3.6, fair from 3.1, poor below. "
          "Calls without a report are not measured, and are in no average.");

#define MEASURED "\"where\": {\"field\": \"mos\", \"op\": \">=\", \"value\": 0}"

const CollectorReport collector_reports_quality[] = {
  { "7.1", N_ ("Quality Summary"),
    N_ ("What share of calls sounds good, acceptable, fair, poor?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"outcomes\": [\"answered\"], \"group_by\": "
    "[\"quality\"]}",
    "calls calls_share avg_mos talk_ms",
    TOLL_CHART_PIE, "calls", .basis = grading },
  { "7.2", N_ ("Quality By Gateway"),
    N_ ("Through which gateway does it sound poor?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"outcomes\": [\"answered\"], \"traffic\": "
    "\"external\", \"group_by\": [\"gateway\"], " MEASURED ", \"sort\": [\"avg_mos\"]}",
    "calls avg_mos min_mos avg_jitter_ms avg_latency_ms loss_share poor poor_share",
    TOLL_CHART_BAR_H, "poor_share", .basis = grading },
  { "7.3", N_ ("Worst Calls"),
    N_ ("Which calls sounded worst?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_7_days\"}, " MEASURED ", \"sort\": [\"mos\"], \"limit\": "
    "100}",
    "direction extension name number number_name start talk_ms cost gateway mos loss concealed "
    "jitter_ms latency_ms worse_side",
    TOLL_CHART_NONE, "", .basis = grading },
  { "7.4", N_ ("Quality Trend"),
    N_ ("Does it sound better or worse?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"outcomes\": [\"answered\"], " MEASURED
    ", \"group_by\": [\"day\"]}",
    "calls p10_mos median_mos avg_mos poor poor_share",
    TOLL_CHART_LINE, "p10_mos median_mos", .basis = grading },
  { "7.6", N_ ("Quality By Site"),
    N_ ("At which site does it sound poor?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"outcomes\": [\"answered\"], \"group_by\": "
    "[\"site\"], " MEASURED ", \"sort\": [\"avg_mos\"]}",
    "calls avg_mos min_mos avg_jitter_ms avg_latency_ms loss_share poor poor_share",
    TOLL_CHART_BAR_H, "poor_share", .basis = grading },
  { "7.7", N_ ("Quality By Phone"),
    N_ ("Which phones sound poor?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"outcomes\": [\"answered\"], \"group_by\": "
    "[\"device\"], " MEASURED ", \"sort\": [\"-poor\"], \"limit\": 100}",
    "calls avg_mos min_mos avg_jitter_ms avg_latency_ms loss_share poor poor_share",
    TOLL_CHART_BAR_H, "poor", .basis = grading },
  { NULL },
};
