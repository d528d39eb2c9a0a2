/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"
#include "shared/model/field.h"

G_BEGIN_DECLS

/* TollQuality:
 * One call management record (CMR): what one side of a leg heard. Never creates a call.
 * Absent figures are -1, so that "not measured" is never shown as 0.
 */
typedef struct
{
  const char *cluster;
  guint32 manager_id;
  guint32 global_call_id;
  gint64 record_key;
  gint64 content_hash;
  const char *pkid;
  guint32 leg_id; /* callIdentifier: orig_leg_id or dest_leg_id of a TollLeg */

  gint64 stamp_ms;
  const char *number; /* directoryNum */
  const char *partition;
  const char *device;
  gint64 packets_sent;
  gint64 packets_received;
  gint64 packets_lost;
  gint64 jitter_ms;
  gint64 latency_ms;
  gint64 duration_ms;
  gint64 mos_milli;       /* MLQK of varVQMetrics x 1000 */
  gint64 concealed_ppm;   /* cumulative conceal ratio x 10^6 */
  gint64 severely_concealed_s;
  const char *metrics; /* varVQMetrics as it came */

  guint32 line;
  gint64 byte_offset;
  guint32 byte_length;
} TollQuality;

extern const TollField toll_quality_fields[];
extern const guint toll_quality_n_fields;

/* Every text "", every measured figure -1, the rest 0. */
void toll_quality_init (TollQuality *quality);

G_END_DECLS
