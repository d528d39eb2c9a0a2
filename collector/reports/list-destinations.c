/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where calls go and whether they get there.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

const CollectorReport collector_reports_destinations[] = {
  { "4.1", N_ ("Outgoing By Extension"),
    N_ ("Who dials out?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"extension\"], \"sort\": [\"-calls\"]}",
    "holder calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { "4.2", N_ ("Destination Classes"),
    N_ ("How much is local, national, mobile, international?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"class\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "calls" },
  { "4.3", N_ ("International By Nation"),
    N_ ("Which countries are called?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"classes\": "
    "[\"international\"], \"group_by\": [\"nation\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share "
    "max_talk_ms max_cost",
    TOLL_CHART_BAR_H, "calls" },
  { "4.4", N_ ("Mobile By Operator"),
    N_ ("Which mobile networks are called?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"classes\": "
    "[\"mobile\"], \"group_by\": [\"operator\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "calls" },
  { "4.5", N_ ("Premium And Special"),
    N_ ("Who calls premium numbers?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"classes\": "
    "[\"premium\", \"special\"], \"section\": \"extension\"}",
    "direction extension name number number_name start talk_ms cost gateway",
    TOLL_CHART_BAR_H, "cost" },
  { "4.6", N_ ("Top Numbers"),
    N_ ("Which numbers are dialled most?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"number\"], \"sort\": [\"-calls\"], \"limit\": 100}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share lines last_ms",
    TOLL_CHART_BAR_H, "calls" },
  { "4.7", N_ ("Unrecognised Destinations"),
    N_ ("Which destinations are unknown?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"directions\": [\"outgoing\"], "
    "\"classes\": [\"unknown\"], \"group_by\": [\"number_prefix\"], \"sort\": [\"-calls\"]}",
    "calls latest_number numbers lines first_ms last_ms",
    TOLL_CHART_BAR_H, "calls" },
  { "4.8", N_ ("Outgoing Success"),
    N_ ("How many attempts connect?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"gateway\", \"class\"], \"sort\": [\"-calls\"]}",
    "calls answered busy unanswered failed answered_share avg_ring_ms",
    TOLL_CHART_STACKED, "answered busy unanswered failed" },
  { "4.9", N_ ("Failure Causes"),
    N_ ("Why do calls fail?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"outgoing\"], \"outcomes\": "
    "[\"unanswered\", \"busy\", \"failed\"], \"group_by\": [\"cause_text\"], \"sort\": [\"-calls\"]}",
    "cause calls calls_share by_calling by_called lines",
    TOLL_CHART_BAR_H, "calls",
    .basis = N_ ("Outgoing calls that did not get through, by the cause that their last record gives. "
                 "The side that ended a call is the one of which that record has the cause; some "
                 "records have none.") },
  { "4.10", N_ ("Emergency Calls"),
    N_ ("Who called emergency, when, from where?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_12_months\"}, \"classes\": [\"emergency\"]}",
    "start direction extension name department location site device number number_name talk_ms cost "
    "outcome gateway",
    TOLL_CHART_NONE, "" },
  { "4.11", N_ ("On-Net Leakage"),
    N_ ("Which outside calls went to our own numbers?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"outgoing\"], \"where\": "
    "{\"field\": \"number_site\", \"op\": \"not_empty\"}, \"group_by\": [\"site\", "
    "\"number_site\"], \"sort\": [\"-calls\"]}",
    "calls answered talk_ms saving lines numbers latest_number last_ms",
    TOLL_CHART_BAR_H, "calls",
    .basis = N_ ("Calls that left by a trunk for a number in the public ranges of the sites, which "
                 "an internal call would have reached. What could be saved is what they cost.") },
  { NULL },
};
