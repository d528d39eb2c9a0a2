/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What calls cost, whom, where and when.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char listed[]
    = N_ ("Cost per minute: what was paid, with connection fees, minimum, mark-up and tax. List price: "
          "the first step of the rate that priced the call, of the band that held when it began to "
          "cost, without them.");

/* What costs: calls that were forwarded to the outside are in as well. */
#define WENT_OUT "\"directions\": [\"outgoing\", \"transit\"]"

const CollectorReport collector_reports_cost[] = {
  { "3.1", N_ ("Phone Bill"),
    N_ ("What do the calls cost?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"rating_states\": [\"rated\"], "
    WENT_OUT ", \"section\": \"extension\", \"sort\": [\"start\"]}",
    "extension name number number_name start talk_ms cost nation class gateway",
    TOLL_CHART_NONE, "" },
  { "3.2", N_ ("Group Cost By Area"),
    N_ ("How is cost spread by area?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"area\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.3", N_ ("Group Cost By Department"),
    N_ ("How is cost spread by department?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"department\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.4", N_ ("Group Cost By Extension"),
    N_ ("How is cost spread by extension?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"extension\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "holder calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.5", N_ ("Group Cost By Operator"),
    N_ ("How is cost spread by operator?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"operator\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.6", N_ ("Group Cost By Cost Centre"),
    N_ ("How is cost spread by cost centre?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"cost_centre\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.7", N_ ("Group Cost By Gateway"),
    N_ ("How is cost spread by gateway?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"gateway\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.8", N_ ("Group Cost By Nation"),
    N_ ("How is cost spread by nation?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"nation\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.9", N_ ("Group Cost By Destination"),
    N_ ("How is cost spread by destination class?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"class\"], \"sort\": "
    "[\"-cost\"], " WENT_OUT "}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_PIE, "cost" },
  { "3.10", N_ ("Group Cost By Location"),
    N_ ("How is cost spread by office location?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, " WENT_OUT ", \"group_by\": "
    "[\"location\"], \"sort\": [\"-cost\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR_H, "cost" },
  { "3.11", N_ ("Top Spenders"),
    N_ ("Who spends most?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"this_month\"}, " WENT_OUT ", \"group_by\": "
    "[\"extension\"], \"sort\": [\"-cost\"], \"limit\": 50}",
    "holder rank calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share "
    "cumulative_share",
    TOLL_CHART_BAR_H, "cost" },
  { "3.12", N_ ("Most Expensive Calls"),
    N_ ("Which single calls cost most?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"rating_states\": [\"rated\"], \"sort\": "
    "[\"-cost\"], \"limit\": 100}",
    "rank direction extension name number number_name start talk_ms cost gateway tariff prefix",
    TOLL_CHART_BAR_H, "cost" },
  { "3.13", N_ ("Cost By Hour"),
    N_ ("At which hour do we spend?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"today\"}, " WENT_OUT ", \"group_by\": "
    "[\"hour\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR, "cost" },
  { "3.14", N_ ("Cost By Date"),
    N_ ("On which day do we spend?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, " WENT_OUT ", \"group_by\": "
    "[\"day\"]}",
    "calls answered answered_share talk_ms avg_talk_ms cost avg_cost cost_share",
    TOLL_CHART_BAR, "cost" },
  { "3.15", N_ ("Cost By Time Band"),
    N_ ("Peak or off-peak?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, " WENT_OUT ", "
    "\"rating_states\": [\"rated\"], \"group_by\": [\"band\"], \"sort\": [\"-cost\"]}",
    "calls talk_ms avg_talk_ms cost avg_cost cost_per_minute cost_share",
    TOLL_CHART_PIE, "cost",
    .basis = N_ ("Calls that went out and have a price, by the band of their tariff that held when "
                 "they began to cost; those of rates without bands have none. The whole cost of a "
                 "call that goes on into another band stands with the first.") },
  { "3.16", N_ ("Cost Per Minute"),
    N_ ("What do we really pay for a minute?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, " WENT_OUT ", "
    "\"rating_states\": [\"rated\"], \"group_by\": [\"operator\", \"class\"], \"sort\": "
    "[\"-cost\"]}",
    "calls talk_ms cost cost_per_minute list_per_minute",
    TOLL_CHART_TWIN, "cost_per_minute list_per_minute", .basis = listed },
  { "3.18", N_ ("Cost Forecast"),
    N_ ("What will the month cost?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"group_by\": [\"day\"]}",
    "", TOLL_CHART_LINE, "cost forecast", collector_report_build_forecast,
    N_ ("Spent so far: what the calls until the end of the day cost, in the company's currency. "
        "Forecast: for each day to come the average of the same weekday in the eight weeks before; "
        "for today at least that. At least, at most: four of five months end between them, if days "
        "are as unlike as they were.") },
  { "3.20", N_ ("Unrated Calls"),
    N_ ("Which calls have no price, and why?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"rating_states\": [\"unrated\"], "
    "\"group_by\": [\"reason\", \"number_prefix\"], \"sort\": [\"-calls\"]}",
    "calls calls_share talk_ms lines latest_number last_ms",
    TOLL_CHART_BAR_H, "calls" },
  { NULL },
};
