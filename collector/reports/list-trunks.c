/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What passes the trunks.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

const CollectorReport collector_reports_trunks[] = {
  { "5.1", N_ ("Gateway Summary"),
    N_ ("What passes each gateway?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"gateway\"], \"sort\": [\"-calls\"]}",
    "calls incoming outgoing transit answered talk_ms cost failed",
    TOLL_CHART_STACKED, "incoming outgoing transit" },
  { "5.6", N_ ("Transit Calls"),
    N_ ("Which calls enter and leave again?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"transit\"]}",
    "direction extension name number start talk_ms cost gateway gateway_in gateway_out outcome",
    TOLL_CHART_NONE, "" },
  { "5.7", N_ ("Route Pattern Use"),
    N_ ("Which prefixes carry calls?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"prefix\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { NULL },
};
