/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who pays.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

const CollectorReport collector_reports_billing[] = {
  { "9.1", N_ ("Department Statement"),
    N_ ("What does each unit owe?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"rating_states\": [\"rated\"], \"group_by\": "
    "[\"department\", \"name\"], \"sort\": [\"-cost\"]}",
    "calls talk_ms cost cost_share",
    TOLL_CHART_BAR_H, "cost" },
  { "9.3", N_ ("Account Code Summary"),
    N_ ("What did each matter cost?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"where\": {\"field\": "
    "\"client_matter_code\", \"op\": \"not_empty\"}, \"group_by\": [\"client_matter_code\"], "
    "\"sort\": [\"-cost\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "cost" },
  { "9.4", N_ ("Authorisation Code Summary"),
    N_ ("What did each authorisation cost?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"where\": {\"field\": \"authorization\", "
    "\"op\": \"not_empty\"}, \"group_by\": [\"authorization\"], \"sort\": [\"-cost\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "cost" },
  { NULL },
};
