/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened: lists, spreads and trends of all calls.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

/* What lists of calls show. */
#define CL "direction extension name number number_name start talk_ms cost gateway"

const CollectorReport collector_reports_monitor[] = {
  { "1.1", N_ ("Call List"),
    N_ ("Which calls were made?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}}",
    CL,
    TOLL_CHART_NONE, "" },
  { "1.2", N_ ("Last Calls"),
    N_ ("What happened just now?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"today\"}, \"limit\": 200}",
    CL,
    TOLL_CHART_NONE, "" },
  { "1.3", N_ ("Unanswered Calls"),
    N_ ("Which calls got no answer?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_7_days\"}, \"outcomes\": [\"missed\", \"unanswered\"]}",
    CL " ring_ms outcome cause cause_text",
    TOLL_CHART_NONE, "" },
  { "1.4", N_ ("Calls With One Number"),
    N_ ("What is our whole history with this number?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_12_months\"}, \"section\": \"-day\"}",
    CL,
    TOLL_CHART_BAR, "calls", .needs_number = TRUE },
  { "1.5", N_ ("Call Journey"),
    N_ ("Which way did each call take?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_7_days\"}}",
    "call at step from to name detail ring_ms talk_ms cost mos device",
    TOLL_CHART_TIMELINE, "",
    .basis = N_ ("What the records of each call tell of its way, step by step; the row behind its "
                 "steps is the call as lists count it. Steps of several people at once overlap. A "
                 "step without a time came later than the one before it: no record tells when. "
                 "Drawn are the first calls, as far as they lie within an hour."),
    .tells_steps = TRUE },
  { "1.6", N_ ("Group By Department"),
    N_ ("How is traffic spread by department?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"department\"], \"sort\": "
    "[\"-calls\"]}",
    "calls incoming outgoing internal answered answered_share talk_ms avg_talk_ms "
    "cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { "1.7", N_ ("Group By Cost Centre"),
    N_ ("How is traffic spread by cost centre?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"cost_centre\"], \"sort\": "
    "[\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { "1.8", N_ ("Group By Department And Extension"),
    N_ ("How is traffic spread by department, then extension?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"department\", "
    "\"extension\"], \"sort\": [\"-calls\"]}",
    "holder calls incoming outgoing internal answered answered_share talk_ms avg_talk_ms cost "
    "avg_cost cost_share",
    TOLL_CHART_STACKED, "incoming outgoing internal" },
  { "1.9", N_ ("Outgoing By Two Custom Fields"),
    N_ ("How is outgoing traffic spread by two labels of your own?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"custom_1\", \"custom_2\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { "1.10", N_ ("Trend Analysis"),
    N_ ("How do volume, minutes and cost move?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_12_months\"}, \"group_by\": [\"month\"]}",
    "calls calls_moving incoming outgoing internal talk_ms cost",
    TOLL_CHART_LINE, "calls incoming outgoing internal", .average = 3 },
  { "1.11", N_ ("Call Status By Day"),
    N_ ("How many calls were answered, in and out, each day?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_7_days\"}, \"group_by\": [\"day\"]}",
    "calls answered not_answered cost avg_talk_ms avg_cost answered_share "
    "incoming_share outgoing_share",
    TOLL_CHART_STACKED, "answered not_answered" },
  { "1.12", N_ ("Hour And Weekday"),
    N_ ("When are we busy?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_90_days\"}, \"group_by\": [\"weekday\", \"hour\"]}",
    "calls talk_ms cost",
    TOLL_CHART_HEAT, "calls" },
  { "1.13", N_ ("Internal Traffic Matrix"),
    N_ ("Who talks to whom inside?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"internal\"], \"group_by\": "
    "[\"department\", \"other_department\"], \"sort\": [\"-calls\"]}",
    "calls answered talk_ms",
    TOLL_CHART_HEAT, "calls" },
  { "1.14", N_ ("Period Comparison"),
    N_ ("What changed against the period before?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"group_by\": [\"department\"], \"sort\": "
    "[\"-calls\"], \"compare\": \"before\"}",
    "calls answered_share talk_ms cost",
    TOLL_CHART_TWIN, "calls calls.before" },
  { "1.15", N_ ("Longest Calls"),
    N_ ("Which calls lasted longest?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"sort\": [\"-talk_ms\"], \"outcomes\": "
    "[\"answered\"], \"limit\": 100}",
    "rank " CL,
    TOLL_CHART_BAR_H, "talk_ms" },
  { "1.16", N_ ("Short Calls"),
    N_ ("Where do calls last less than five seconds?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"outcomes\": [\"answered\"], \"group_by\": "
    "[\"extension\"], \"sort\": [\"-short\"], \"limit\": 50}",
    "holder short short_share calls incoming outgoing avg_talk_ms",
    TOLL_CHART_BAR_H, "short" },
  { "1.17", N_ ("Duration Distribution"),
    N_ ("How long do calls last?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"outcomes\": [\"answered\"], \"group_by\": "
    "[\"duration_band\"]}",
    "calls calls_share talk_ms cost",
    TOLL_CHART_HISTOGRAM, "calls" },
  { "1.18", N_ ("My Traffic"),
    N_ ("How did I use my phone?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"mine\": true, \"group_by\": [\"day\"]}",
    "calls incoming outgoing internal answered talk_ms cost",
    TOLL_CHART_LINE, "calls incoming outgoing" },
  { NULL },
};
