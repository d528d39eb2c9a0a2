/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorDemoCdr: what varies in a CDR row. Instants are UTC epoch seconds, as on the wire;
 * texts are borrowed, at most 150 bytes, NULL reads as "". */
typedef struct
{
  guint32 manager_id;
  guint32 call_id;
  guint32 orig_leg, dest_leg;
  guint32 setup_s, connect_s, disconnect_s, duration_s;
  guint32 orig_node, dest_node;
  guint32 orig_span, dest_span;
  guint32 orig_ip, dest_ip; /* a.b.c.d as 0xaabbccdd */
  guint32 orig_port, dest_port;
  guint32 orig_codec, dest_codec;
  guint32 orig_frames, dest_frames;
  guint32 orig_bandwidth, dest_bandwidth;
  guint32 orig_cause, dest_cause;
  guint32 orig_term, dest_term; /* CallTerminationOnBehalfOf */
  guint32 orig_redirect_behalf, last_redirect_behalf;
  guint32 orig_redirect_reason, last_redirect_reason;
  guint32 orig_conversation, dest_conversation;
  guint32 join_behalf;
  guint32 fac_level;
  guint32 usage; /* calledPartyPatternUsage */
  guint32 was_queued, queue_s;
  guint32 incoming_protocol, outgoing_protocol;
  guint64 incoming_reference, outgoing_reference; /* 0 = none */
  guint64 pkid_high, pkid_low;
  guint64 orig_session, dest_session;
  const char *calling, *calling_user, *calling_partition;
  const char *original_called, *original_partition;
  const char *final_called, *called_user, *final_partition;
  const char *last_redirect, *last_redirect_partition;
  const char *outpulsed_calling, *outpulsed_called;
  const char *hunt_pilot, *hunt_partition;
  const char *orig_device, *dest_device;
  const char *comment;
  const char *fac_name, *fac_code, *client_matter;
  const char *original_pattern, *final_pattern;
} CollectorDemoCdr;

/* CollectorDemoCmr: what varies in a CMR row. */
typedef struct
{
  guint32 manager_id;
  guint32 call_id;
  guint32 node;
  guint32 leg;
  guint32 stamp_s;
  guint32 duration_s;
  guint32 packets_sent, octets_sent;
  guint32 packets_received, octets_received;
  guint32 packets_lost;
  guint32 jitter_ms, latency_ms;
  guint64 pkid_high, pkid_low;
  guint64 local_session, remote_session;
  const char *number, *partition;
  const char *device;
  const char *metrics;
} CollectorDemoCmr;

#define COLLECTOR_DEMO_CLUSTER "StandAloneCluster"

/* CollectorDemoSheet: a kind of file with so many columns, made ready for fast writing. */
typedef struct _CollectorDemoSheet CollectorDemoSheet;

/* @n_columns: the first so many columns are written. Returns: (transfer full). */
CollectorDemoSheet *collector_demo_sheet_new_cdr (guint n_columns);
CollectorDemoSheet *collector_demo_sheet_new_cmr (void);
void collector_demo_sheet_free (CollectorDemoSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDemoSheet, collector_demo_sheet_free)

/* The row of names and the row of types. Returns: (transfer none). */
const char *collector_demo_sheet_get_head (const CollectorDemoSheet *sheet);

/* Writes one row with its line end. @record: of the sheet's kind. Returns: (transfer none): the
 * row, valid until the next one; its length in @length. */
const char *collector_demo_sheet_write (
    CollectorDemoSheet *sheet, gconstpointer record, gsize *length);

G_END_DECLS
