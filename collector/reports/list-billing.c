/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who pays.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char allocating[]
    = N_ ("A code belongs to somebody when a department, a cost centre, a user name or a custom "
          "field of a person is called like it.");

static const char owing[]
    = N_ ("Of calls with a price: what the carrier's list makes of them, the mark-up and the tax of the "
          "tariff by which each was priced, and what they come to.");

const CollectorReport collector_reports_billing[] = {
  { "9.1", N_ ("Department Statement"),
    N_ ("What does each unit owe?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"rating_states\": [\"rated\"], \"group_by\": "
    "[\"department\", \"name\"], \"sort\": [\"-cost\"]}",
    "calls talk_ms base markup tax cost cost_share",
    TOLL_CHART_NONE, "", .basis = owing },
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
    "authorization_level calls answered answered_share talk_ms avg_talk_ms cost avg_cost"
    " cost_share",
    TOLL_CHART_BAR_H, "cost" },
  { "9.5", N_ ("Unallocated Codes"),
    N_ ("Which codes belong to nobody?"), COLLECTOR_ROLE_ADMINISTRATOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"where\": {\"all\": [{\"field\": \"code\", "
    "\"op\": \"not_empty\"}, {\"field\": \"code_allocated\", \"op\": \"is\", \"value\": "
    "\"no\"}]}, \"group_by\": [\"code\"], \"sort\": [\"-cost\"]}",
    "calls talk_ms cost last_ms",
    TOLL_CHART_NONE, "", .basis = allocating },
  { "9.9", N_ ("Account Code Detail"),
    N_ ("Which calls were made for each matter?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"where\": {\"field\": "
    "\"client_matter_code\", \"op\": \"not_empty\"}, \"sort\": [\"client_matter_code\"]}",
    "client_matter_code direction extension name number number_name start talk_ms cost gateway",
    TOLL_CHART_NONE, "" },
  { "9.10", N_ ("Authorisation Code Detail"),
    N_ ("Which calls did each authorisation let through?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"where\": {\"field\": \"authorization\", "
    "\"op\": \"not_empty\"}, \"sort\": [\"authorization\"]}",
    "authorization authorization_level direction extension name number number_name start talk_ms"
    " cost gateway",
    TOLL_CHART_NONE, "" },
  { NULL },
};
