/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gallery of widgets. A new one is a row.
 */
#include "config.h"

#include "collector/dashboard/widgets.h"

#include <glib/gi18n.h>
#include <string.h>

#define OFTEN_S 60

const CollectorWidget collector_widgets[] = {
  { "week-cost-area", N_ ("This Week Top Costs by Area"),
    N_ ("Which areas did we pay most for?"), "3.2",
    "{\"period\":{\"relative\":\"this_week\"},\"limit\":7,\"fields\":[\"calls\",\"cost\"]}",
    TOLL_CHART_BAR_H, "cost", "" },
  /* TRANSLATORS: the % is "per cent of", as in a heading */
  { "today-share-destination", N_ ("Today Top % Costs by Destination"),
    N_ ("What share of the cost went to which kind of number?"), "3.9",
    "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\",\"cost\",\"cost_share\"]}",
    TOLL_CHART_PIE, "cost", "" },
  { "week-cost-extension", N_ ("This Week Top Costs by Extension"),
    N_ ("Which extensions cost most?"), "3.4",
    "{\"period\":{\"relative\":\"this_week\"},\"limit\":7,\"fields\":[\"calls\",\"cost\"]}",
    TOLL_CHART_BAR_H, "cost", "" },
  { "week-cost-date", N_ ("This Week Top Costs by Date"),
    N_ ("Which days cost most?"), "3.14",
    "{\"period\":{\"relative\":\"this_week\"},\"fields\":[\"calls\",\"cost\"]}", TOLL_CHART_BAR,
    "cost", "" },
  { "today-cost-hour", N_ ("Today Costs by Hours"),
    N_ ("When did we spend today?"), "3.13",
    "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\",\"cost\"]}", TOLL_CHART_BAR,
    "cost", "" },
  /* TRANSLATORS: the % is "per cent of", as in a heading */
  { "today-share-department", N_ ("Today Top % Costs by Department"),
    N_ ("What share of the cost is which department's?"), "3.3",
    "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\",\"cost\",\"cost_share\"]}",
    TOLL_CHART_PIE, "cost", "" },
  /* TRANSLATORS: the % is "per cent of", as in a heading */
  { "today-share-area", N_ ("Today Top % Costs by Area"),
    N_ ("What share of the cost went to which area?"), "3.2",
    "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\",\"cost\",\"cost_share\"]}",
    TOLL_CHART_PIE, "cost", "" },
  { "internal-top", N_ ("Top 5 Internal Traffic by Total Duration"),
    N_ ("Which departments talk most among ourselves?"), "1.6",
    "{\"period\":{\"relative\":\"last_30_days\"},\"directions\":[\"internal\"],"
    "\"sort\":[\"-talk_ms\"],\"limit\":5,\"fields\":[\"calls\",\"talk_ms\"]}",
    TOLL_CHART_BAR_H, "talk_ms", "" },
  { "personal-traffic", N_ ("Last 30 Days Personal Traffic Analysis"),
    N_ ("How did I use my phone?"), "1.18",
    "{\"period\":{\"relative\":\"last_30_days\"},"
    "\"fields\":[\"calls\",\"incoming\",\"outgoing\",\"internal\"]}",
    TOLL_CHART_LINE, "incoming outgoing internal", "" },
  { "today-status-department", N_ ("Today Call Status by Department"),
    N_ ("How many of today's calls did each department answer?"), "2.16",
    "{\"period\":{\"relative\":\"today\"},\"limit\":7,"
    "\"fields\":[\"calls\",\"answered\",\"not_answered\",\"answered_share\"]}",
    TOLL_CHART_STACKED, "answered not_answered", "" },
  { "today-status-area", N_ ("Today Call Status by Area"),
    N_ ("How many of today's calls of each area were answered?"), "2.17",
    "{\"period\":{\"relative\":\"today\"},\"limit\":7,"
    "\"fields\":[\"calls\",\"answered\",\"not_answered\",\"answered_share\"]}",
    TOLL_CHART_STACKED, "answered not_answered", "" },
  { "status-7-days", N_ ("Call Status of Last 7 Days"),
    N_ ("How many calls, at what cost, answered, in and out, each day?"), "1.11",
    "{\"period\":{\"relative\":\"last_7_days\"},\"sort\":[\"-day\"],\"fields\":[\"calls\","
    "\"answered_share\",\"incoming_share\",\"outgoing_share\",\"cost\",\"avg_talk_ms\",\"avg_cost\"]}",
    TOLL_CHART_NONE, "answered not_answered", "" },
  { "last-calls", N_ ("Last Calls Report"),
    N_ ("What happened just now?"), "1.2",
    "{\"limit\":10,\"fields\":[\"direction\",\"extension\",\"number\",\"start\",\"talk_ms\","
    "\"outcome\"]}",
    TOLL_CHART_NONE, "", "" },

  { "busy-hours", N_ ("When We Are Busy"),
    N_ ("At which hours of which weekdays do calls come and go?"), "1.12",
    "{\"period\":{\"relative\":\"last_90_days\"},\"fields\":[\"calls\"]}", TOLL_CHART_HEAT, "calls",
    "" },
  { "month-cost", N_ ("Month Cost"),
    N_ ("What did the month cost so far, and what will it?"), "3.18", "{}", TOLL_CHART_LINE,
    "cost forecast", "cost" },
  { "unreturned", N_ ("Unreturned Missed Calls"),
    N_ ("Whom must we call back?"), "2.8",
    "{\"period\":{\"relative\":\"last_7_days\"},\"limit\":7,\"fields\":[\"calls\",\"last_ms\",\"age_ms\"]}",
    TOLL_CHART_NONE, "", "", OFTEN_S },
  { "quality", N_ ("Voice Quality"),
    N_ ("What share of calls sounds good, acceptable, fair, poor?"), "7.1",
    "{\"period\":{\"relative\":\"last_7_days\"},\"fields\":[\"calls\",\"calls_share\"]}",
    TOLL_CHART_PIE, "calls", "" },
  { "busy-gateways", N_ ("Busiest Gateways, Last Hour and Peak"),
    N_ ("How many calls at once did each gateway carry in the last hour, and at most today? Calls "
        "that are still up have no record yet."), "5.3",
    "{\"period\":{\"relative\":\"today\"},\"group_by\":[\"gateway\"],\"sort\":[\"-peak\"],"
    "\"limit\":7,\"fields\":[\"recent\",\"peak\",\"peak_ms\",\"channels\"]}",
    TOLL_CHART_BULLET, "recent channels peak", "", OFTEN_S },
  { "silent-sources", N_ ("Silent Sources"),
    N_ ("Which site stopped sending records?"), "12.3", "{}", TOLL_CHART_NONE, "", "", OFTEN_S },
  { NULL },
};

const CollectorWidget *
collector_widget_lookup (const char *id)
{
  for (const CollectorWidget *widget = collector_widgets; widget->id != NULL; widget++)
    if (strcmp (widget->id, id) == 0)
      return widget;
  return NULL;
}

CollectorReport
collector_widget_get_report (const CollectorWidget *widget)
{
  CollectorReport report = *collector_report_lookup (widget->report);

  report.chart = widget->chart;
  report.series = widget->series;
  return report;
}
