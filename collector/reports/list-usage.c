/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is used much, little or not at all.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

const CollectorReport collector_reports_usage[] = {
  { "10.1", N_ ("Unused Extensions"),
    N_ ("Which lines had no call?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_90_days\"}}", "", TOLL_CHART_BAR_H, "lines",
    collector_report_build_unused_lines,
    N_ ("An extension is unused when in the period no call was placed by it, reached it, answered "
        "or not, or ended at it after a transfer. Whose it is: at the end of the period. The last "
        "call: since it is theirs."),
    .is_table = TRUE },
  { "10.2", N_ ("Unused Numbers"),
    N_ ("Which public numbers are silent?"), COLLECTOR_ROLE_ADMINISTRATOR,
    "{\"period\": {\"relative\":\"last_90_days\"}}", "", TOLL_CHART_NONE, "",
    collector_report_build_unused_dids,
    N_ ("The public numbers of the sites to which no call came in the period, answered or not. "
        "Neighbours that were never called stand in one row. Where the network hands over only "
        "the last digits of a number, they count when they tell the numbers of a block apart, and "
        "else for the number that the directory had for whose extension they were. Calls of "
        "the whole house count, private ones too."),
    .is_table = TRUE },
  { "10.3", N_ ("High And Low Usage"),
    N_ ("Who calls far more or less than the others?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"group_by\": [\"extension\"], \"sort\": "
    "[\"-calls\"]}",
    "holder calls calls_deviation answered answered_share talk_ms avg_talk_ms cost avg_cost "
    "cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { NULL },
};
