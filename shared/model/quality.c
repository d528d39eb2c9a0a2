/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call management record: its field table.
 */
#include "config.h"

#include "shared/model/quality.h"

#include <string.h>

#define TEXT(member) { #member, G_STRUCT_OFFSET (TollQuality, member), TOLL_FIELD_TEXT }
#define U32(member)  { #member, G_STRUCT_OFFSET (TollQuality, member), TOLL_FIELD_U32 }
#define I64(member)  { #member, G_STRUCT_OFFSET (TollQuality, member), TOLL_FIELD_I64 }

const TollField toll_quality_fields[] = {
  TEXT (cluster),
  U32 (manager_id),
  U32 (global_call_id),
  TEXT (pkid),
  U32 (leg_id),
  I64 (stamp_ms),
  TEXT (number),
  TEXT (partition),
  TEXT (device),
  I64 (packets_sent),
  I64 (packets_received),
  I64 (packets_lost),
  I64 (jitter_ms),
  I64 (latency_ms),
  I64 (duration_ms),
  I64 (mos_milli),
  I64 (concealed_ppm),
  I64 (severely_concealed_s),
  TEXT (metrics),
};
const guint toll_quality_n_fields = G_N_ELEMENTS (toll_quality_fields);

void
toll_quality_init (TollQuality *quality)
{
  memset (quality, 0, sizeof *quality);
  for (guint i = 0; i < toll_quality_n_fields; i++)
    if (toll_quality_fields[i].kind == TOLL_FIELD_TEXT)
      *(const char **) ((char *) quality + toll_quality_fields[i].offset) = "";
  quality->packets_sent = quality->packets_received = quality->packets_lost = -1;
  quality->jitter_ms = quality->latency_ms = quality->duration_ms = -1;
  quality->mos_milli = quality->concealed_ppm = quality->severely_concealed_s = -1;
}
