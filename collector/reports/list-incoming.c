/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answers, when, how fast; who is missed.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char waiting[]
    = N_ ("Wait: from the arrival of a call to its answer or its end, ring and queue together, "
          "also of calls that nobody answered. A call counts for the extension that answered it "
          "or rang last.");
static const char ringing[]
    = N_ ("A call is one conversation as the outside party lived it, counted at its start and to "
          "the extension that answered it or rang last. Missed: incoming calls that nobody "
          "answered, voicemail included. The average ring time and the talk time are of answered "
          "calls, the longest ring time is of all.");
static const char offering[]
    = N_ ("A call counts to the line that was offered it first, wherever it was answered. The number "
          "of a group counts as the line, and who of the group took the call answered there. The "
          "average ring time and the talk time are of answered calls, the longest ring time is of "
          "all.");
static const char closed[]
    = N_ ("Closed: before 8 o'clock, from 18 o'clock on, on Saturdays and Sundays, by the clock of the "
          "report's time zone. An office in another zone is open at other hours: ask for it alone, "
          "in its own zone. The average ring time and the talk time are of answered calls, the "
          "longest ring time is of all.");
static const char returning[]
    = N_ ("Missed: incoming calls that nobody answered, voicemail included, with a caller who is "
          "known. Called back: somebody of the company reached the caller within 14 days. Caller "
          "tried again: they were answered before that. What came first counts. Where "
          "digits are hidden by a call's age, a time to return is left out that would tell them.");

const CollectorReport collector_reports_incoming[] = {
  { "2.1", N_ ("Incoming By Extension"),
    N_ ("Who answers, who misses?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"extension\"], \"sort\": [\"-calls\"]}",
    "holder calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_STACKED, "answered not_answered", .basis = ringing },
  { "2.2", N_ ("Incoming By Department"),
    N_ ("Which team answers?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"department\"], \"sort\": [\"-calls\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_STACKED, "answered not_answered", .basis = ringing },
  { "2.3", N_ ("Incoming By Called Number"),
    N_ ("Which of our numbers ring?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"did\"], \"sort\": [\"-calls\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms last_ms",
    TOLL_CHART_BAR_H, "calls", .basis = ringing },
  { "2.4", N_ ("Incoming By Half Hour"),
    N_ ("When do calls arrive and get lost?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"half_hour\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_STACKED, "answered not_answered", .basis = ringing },
  { "2.5", N_ ("Answer Target"),
    N_ ("How many calls are answered within how many seconds?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"department\"], \"sort\": [\"-calls\"]}",
    "calls answered_5 answered_10 answered_20 answered_30 answered_60 answered_late "
    "not_answered target_share",
    TOLL_CHART_STACKED,
    "answered_5 answered_10 answered_20 answered_30 answered_60 answered_late", .basis = waiting },
  { "2.6", N_ ("First Point Of Answer"),
    N_ ("How did the first phone that rang do?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"first_extension\"], \"sort\": [\"-calls\"]}",
    "holder calls answered_first answered_first_share answered not_answered answered_share "
    "avg_ring_ms max_ring_ms avg_talk_ms forwarded_share transferred_share",
    TOLL_CHART_BAR_H, "calls", .basis = offering },
  { "2.7", N_ ("Ring Time"),
    N_ ("How long do callers wait?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"extension\"], \"sort\": [\"-avg_wait_ms\"]}",
    "holder calls avg_wait_ms median_wait_ms p90_wait_ms max_wait_ms",
    TOLL_CHART_BAR_H, "avg_wait_ms", .basis = waiting },
  { "2.8", N_ ("Missed Calls Not Returned"),
    N_ ("Whom must we call back?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_7_days\"}, \"directions\": [\"incoming\"], \"outcomes\": "
    "[\"missed\"], \"where\": {\"field\": \"follow_up\", \"op\": \"is\", \"value\": "
    "\"still open\"}, \"group_by\": [\"number\"], \"sort\": [\"-last_ms\"]}",
    "calls first_ms last_ms latest_did latest_extension latest_name age_ms",
    TOLL_CHART_NONE, "", .basis = returning },
  { "2.9", N_ ("Time To Return"),
    N_ ("How fast do we call back?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"outcomes\": "
    "[\"missed\"], \"where\": {\"field\": \"number\", \"op\": \"not_empty\"}, \"group_by\": "
    "[\"department\"], \"sort\": [\"-calls\"]}",
    "calls returned reached_us still_open median_return_ms",
    TOLL_CHART_STACKED, "returned reached_us still_open", .basis = returning },
  { "2.10", N_ ("Repeat Callers"),
    N_ ("Who has to call again and again?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"number\"], \"sort\": [\"-calls\"], \"limit\": 200, \"where\": {\"field\": \"number\", "
    "\"op\": \"not_empty\"}}",
    "calls answered not_answered first_ms last_ms span_ms",
    TOLL_CHART_BAR_H, "calls", .least_calls = 2 },
  { "2.11", N_ ("Callers By Origin"),
    N_ ("Where do calls come from?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"this_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"nation\", \"area\"], \"sort\": [\"-calls\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms "
    "avg_talk_ms talk_ms",
    TOLL_CHART_BAR_H, "calls", .basis = ringing },
  { "2.12", N_ ("Operator Load"),
    N_ ("How many calls has each attendant in each hour?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"where\": "
    "{\"field\": \"hunt\", \"op\": \"is\", \"value\": \"yes\"}, \"group_by\": [\"extension\", "
    "\"hour\"], \"sort\": [\"-calls\"]}",
    "holder calls answered not_answered answered_share avg_ring_ms max_ring_ms "
    "avg_talk_ms transferred",
    TOLL_CHART_HEAT, "calls", .basis = ringing },
  { "2.14", N_ ("Voicemail Ends"),
    N_ ("Which calls ended in voicemail?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"extension\"], \"sort\": [\"-voicemail\"]}",
    "holder calls voicemail voicemail_share avg_message_ms",
    TOLL_CHART_BAR_H, "voicemail" },
  { "2.15", N_ ("Out-Of-Hours Incoming"),
    N_ ("What arrives when the office is closed?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"where\": "
    "{\"any\": [{\"field\": \"weekday\", \"op\": \">\", \"value\": 5}, {\"field\": \"minute\", "
    "\"op\": \"<\", \"value\": \"08:00\"}, {\"field\": \"minute\", \"op\": \">=\", \"value\": "
    "\"18:00\"}]}, \"group_by\": [\"weekday\", \"hour\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_HEAT, "calls", .basis = closed },
  { "2.16", N_ ("Call Status By Department"),
    N_ ("What is today's answered share of each team?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"today\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"department\"], \"sort\": [\"-calls\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_STACKED, "answered not_answered", .basis = ringing },
  { "2.17", N_ ("Call Status By Area"),
    N_ ("What is today's answered share of each area?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"today\"}, \"directions\": [\"incoming\"], \"group_by\": "
    "[\"area\"], \"sort\": [\"-calls\"]}",
    "calls answered not_answered answered_share avg_ring_ms max_ring_ms avg_talk_ms",
    TOLL_CHART_STACKED, "answered not_answered", .basis = ringing },
  { NULL },
};
