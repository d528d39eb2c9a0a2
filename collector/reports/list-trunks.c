/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What passes the trunks.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char *const peaks
    = N_ ("A call is up from its set-up until it ends; those that began before the period count "
          "too. The most at once is exact to the second, of all gateways together as of each; "
          "percentages of time are of all the row's time. A call that comes in and leaves again "
          "counts at the gateway it leaves by. The last hour is that before now, or before the "
          "period's end; calls that are still up have no record yet and do not count.");

/* TRANSLATORS: what a report counts; % stands for "per cent of", as in its headings. */
static const char *const used
    = N_ ("% used: the time of conversations in a share of the time that all channels have, as "
          "Cisco's CAR estimates it. On average, most at once: calls that were up, each from its "
          "set-up until it ended. What is reckoned from a gateway's channels is empty where they "
          "are unknown.");

/* TRANSLATORS: what a report counts; % stands for "per cent of", as in its headings. */
static const char *const traffic
    = N_ ("Erlang: how many channels the calls of the busiest clock hour kept busy on average, from "
          "their set-up until they ended; 36 CCS are one Erlang. % blocked, and the channels "
          "needed: Erlang B, for this hour. Spare: channels beyond those needed for 1 % blocked; what "
          "they cost is not reckoned, as no price of a channel is kept. "
          "What is reckoned from a gateway's channels is empty where they are unknown.");

const CollectorReport collector_reports_trunks[] = {
  { "5.1", N_ ("Gateway Summary"),
    N_ ("What passes each gateway?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"gateway\"], \"sort\": [\"-calls\"]}",
    "calls incoming outgoing transit answered talk_ms cost failed",
    TOLL_CHART_STACKED, "incoming outgoing transit" },
  { "5.2", N_ ("Utilisation"), N_ ("How full is each trunk?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"gateway\", \"hour\"], \"up\": true, \"sort\": [\"gateway\"]}",
    "channels used avg peak peak_ms",
    TOLL_CHART_HEAT, "used avg", collector_report_build_occupancy, used },
  { "5.3", N_ ("Peak Concurrency"),
    N_ ("How many calls were up at once, and when exactly?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"day\", \"gateway\"], \"up\": true}",
    "peak peak_ms at_peak_ms p95 p99",
    TOLL_CHART_LINE, "peak p95", collector_report_build_occupancy, peaks },
  { "5.5", N_ ("Busy Hour And Erlang"), N_ ("How many channels do we need?"),
    COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_90_days\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"gateway\"], \"up\": true, \"sort\": [\"-erlang\"]}",
    "channels busy_hour erlang ccs blocked needed_1 needed_01 spare",
    TOLL_CHART_BULLET, "needed_1 channels needed_01", collector_report_build_occupancy, traffic },
  { "5.6", N_ ("Transit Calls"),
    N_ ("Which calls enter and leave again?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"transit\"], \"section\": "
    "\"gateway\"}",
    "direction extension name number start talk_ms cost gateway_in gateway_out outcome",
    TOLL_CHART_BAR_H, "calls" },
  { "5.7", N_ ("Route Pattern Use"),
    N_ ("Which prefixes carry calls?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"outgoing\"], \"group_by\": "
    "[\"prefix\"], \"sort\": [\"-calls\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "calls" },
  { "5.9", N_ ("Busy Lines By Half Hour"), N_ ("How many lines are in use, at most and on average?"),
    COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"traffic\": \"external\", \"group_by\": "
    "[\"half_hour\"], \"up\": true}",
    "peak peak_ms peak_in peak_out avg avg_in avg_out",
    TOLL_CHART_LINE, "peak avg", collector_report_build_occupancy, peaks },
  { NULL },
};
