/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of Unified CM's CMR files in the order of release 15, each with where its value
 * comes from. Older releases end earlier. Columns the demo never fills hold what a real file
 * holds there. Source of names, types and order: Cisco, Call Reporting and Billing
 * Administration Guide.
 */
#include "config.h"

#include "collector/demo/columns.h"

#include "collector/demo/sheet.h"

#define CONSTANT(name, type, text) { name, type, COLLECTOR_DEMO_CELL_CONSTANT, 0, text }
#define CELL(name, type, kind, member)                                                             \
  { name, type, COLLECTOR_DEMO_CELL_##kind, G_STRUCT_OFFSET (CollectorDemoCmr, member), NULL }

/* clang-format off */
const CollectorDemoColumn collector_demo_cmr_columns[COLLECTOR_DEMO_N_CMR_COLUMNS] = {
  CONSTANT ("cdrRecordType", "INTEGER", "2"),
  CELL ("globalCallID_callManagerId", "INTEGER", FIGURE, manager_id),
  CELL ("globalCallID_callId", "INTEGER", FIGURE, call_id),
  CELL ("nodeId", "INTEGER", FIGURE, node),
  CELL ("directoryNum", "VARCHAR(50)", TEXT, number),
  CELL ("callIdentifier", "INTEGER", FIGURE, leg),
  CELL ("dateTimeStamp", "INTEGER", FIGURE, stamp_s),
  CELL ("numberPacketsSent", "INTEGER", FIGURE, packets_sent),
  CELL ("numberOctetsSent", "INTEGER", FIGURE, octets_sent),
  CELL ("numberPacketsReceived", "INTEGER", FIGURE, packets_received),
  CELL ("numberOctetsReceived", "INTEGER", FIGURE, octets_received),
  CELL ("numberPacketsLost", "INTEGER", FIGURE, packets_lost),
  CELL ("jitter", "INTEGER", FIGURE, jitter_ms),
  CELL ("latency", "INTEGER", FIGURE, latency_ms),
  CELL ("pkid", "UNIQUEIDENTIFIER", GUID, pkid_high),
  CELL ("directoryNumPartition", "VARCHAR(50)", TEXT, partition),
  CONSTANT ("globalCallId_ClusterID", "VARCHAR(50)", "\"" COLLECTOR_DEMO_CLUSTER "\""),
  CELL ("deviceName", "VARCHAR(129)", TEXT, device),
  CELL ("varVQMetrics", "VARCHAR(600)", TEXT, metrics),
  CELL ("duration", "INTEGER", FIGURE, duration_s),
  CONSTANT ("videoContentType", "VARCHAR(10)", "\"\""),
  CONSTANT ("videoDuration", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsSent", "INTEGER", ""),
  CONSTANT ("numberVideoOctetsSent", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsReceived", "INTEGER", ""),
  CONSTANT ("numberVideoOctetsReceived", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsLost", "INTEGER", ""),
  CONSTANT ("videoAverageJitter", "INTEGER", ""),
  CONSTANT ("videoRoundTripTime", "INTEGER", ""),
  CONSTANT ("videoOneWayDelay", "INTEGER", ""),
  CONSTANT ("videoReceptionMetrics", "VARCHAR(600)", "\"\""),
  CONSTANT ("videoTransmissionMetrics", "VARCHAR(600)", "\"\""),
  CONSTANT ("videoContentType_channel2", "VARCHAR(10)", "\"\""),
  CONSTANT ("videoDuration_channel2", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsSent_channel2", "INTEGER", ""),
  CONSTANT ("numberVideoOctetsSent_channel2", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsReceived_channel2", "INTEGER", ""),
  CONSTANT ("numberVideoOctetsReceived_channel2", "INTEGER", ""),
  CONSTANT ("numberVideoPacketsLost_channel2", "INTEGER", ""),
  CONSTANT ("videoAverageJitter_channel2", "INTEGER", ""),
  CONSTANT ("videoRoundTripTime_channel2", "INTEGER", ""),
  CONSTANT ("videoOneWayDelay_channel2", "INTEGER", ""),
  CONSTANT ("videoReceptionMetrics_channel2", "VARCHAR(600)", "\"\""),
  CONSTANT ("videoTransmissionMetrics_channel2", "VARCHAR(600)", "\"\""),
  CELL ("localSessionID", "VARCHAR(128)", HEX, local_session),
  CELL ("remoteSessionID", "VARCHAR(128)", HEX, remote_session),
  CONSTANT ("headsetSN", "VARCHAR(129)", "\"\""),
  CONSTANT ("headsetMetrics", "VARCHAR(1024)", "\"\""),
};
/* clang-format on */
