/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How groups serve their callers.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char hunting[]
    = N_ ("A call counts once for its pilot, however many phones it rang. Abandoned: nobody "
          "answered, and it did not end in voicemail. Wait: ring and queue together. Target: "
          "answered within 20 seconds of all that were offered.");

static const char sharing[]
    = N_ ("Calls from outside to a pilot; internal ones count at who placed them, and in the summary of "
          "pilots. Offered: they ended at that line, answered or not. The call records of Unified CM "
          "name the line of the member who answered, or as it was set up only the phone: then the "
          "member is whose phone it is, at the pilot's number where nobody is known to have it. What "
          "nobody answered stands at the pilot's number, since whom it rang is in none of the "
          "records. The share is of the calls that the pilot's members answered.");

const CollectorReport collector_reports_hunt[] = {
  { "6.1", N_ ("Hunt Pilot Summary"),
    N_ ("How does each pilot serve its callers?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"where\": {\"field\": \"hunt_pilot\", \"op\": "
    "\"not_empty\"}, \"group_by\": [\"hunt_pilot\"], \"sort\": [\"-calls\"]}",
    "calls answered abandoned overflow answered_share avg_wait_ms max_wait_ms avg_queue_ms "
    "max_queue_ms target_share",
    TOLL_CHART_STACKED, "answered abandoned overflow", .basis = hunting },
  { "6.2", N_ ("Hunt Member Share"),
    N_ ("Who in the group answers?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"incoming\"], \"where\": "
    "{\"field\": \"hunt_pilot\", \"op\": \"not_empty\"}, \"group_by\": [\"hunt_pilot\", "
    "\"member\"], \"sort\": [\"-answered\"]}",
    "offered answered group_share avg_talk_ms avg_ring_ms",
    TOLL_CHART_BAR_H, "answered", .basis = sharing },
  { "6.3", N_ ("Abandon By Wait"),
    N_ ("When do callers give up?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"outcomes\": "
    "[\"missed\"], \"where\": {\"field\": \"hunt_pilot\", \"op\": \"not_empty\"}, \"group_by\": "
    "[\"wait_band\"]}",
    "calls calls_share",
    TOLL_CHART_HISTOGRAM, "calls" },
  { NULL },
};
