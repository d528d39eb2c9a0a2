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
    = N_ ("Calls of a pilot that a member answered. How often each was rung is in no call record "
          "of Unified CM: a member who did not answer is not named there.");

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
    "{\"period\": {\"relative\":\"last_week\"}, \"where\": {\"field\": \"hunt_pilot\", \"op\": "
    "\"not_empty\"}, \"outcomes\": [\"answered\"], \"group_by\": [\"hunt_pilot\", "
    "\"extension\"], \"sort\": [\"-calls\"]}",
    "calls calls_share avg_talk_ms avg_ring_ms",
    TOLL_CHART_BAR_H, "calls", .basis = sharing },
  { "6.3", N_ ("Abandon By Wait"),
    N_ ("When do callers give up?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_month\"}, \"directions\": [\"incoming\"], \"outcomes\": "
    "[\"missed\"], \"where\": {\"field\": \"hunt_pilot\", \"op\": \"not_empty\"}, \"group_by\": "
    "[\"wait_band\"]}",
    "calls calls_share",
    TOLL_CHART_HISTOGRAM, "calls" },
  { NULL },
};
