/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"
#include "shared/model/field.h"

G_BEGIN_DECLS

/* TollLeg:
 * One call detail record as a source wrote it, decoded but not interpreted. Texts are never NULL
 * and belong to the arena the leg was parsed into. Instants are UTC epoch milliseconds.
 *
 * Member meanings follow Cisco's Call Reporting and Billing Administration Guide, chapter "CDR
 * Field Descriptions"; other sources fill what they have.
 */
typedef struct
{
  /* Identity. record_key is the first 8 bytes of the pkid GUID, or, when that is empty or all
   * zero, a hash of the identifying columns; content_hash covers the whole raw row, so the same
   * identity with another content is recognised. */
  const char *cluster;    /* globalCallId_ClusterID */
  guint32 manager_id;     /* globalCallID_callManagerId */
  guint32 global_call_id; /* globalCallID_callId, 24 bit, wraps */
  gint64 record_key;
  gint64 content_hash;
  const char *pkid;
  guint32 orig_leg_id; /* origLegCallIdentifier */
  guint32 dest_leg_id; /* destLegIdentifier */

  gint64 setup_ms;      /* dateTimeOrigination */
  gint64 connect_ms;    /* dateTimeConnect; 0 = never connected */
  gint64 disconnect_ms; /* dateTimeDisconnect */
  gint64 duration_ms;   /* duration, connect to disconnect */

  const char *calling_number;
  const char *calling_partition;
  const char *calling_user; /* callingPartyUnicodeLoginUserID */
  const char *original_called_number;
  const char *original_called_partition;
  const char *final_called_number;
  const char *final_called_partition;
  const char *called_user; /* finalCalledPartyUnicodeLoginUserID */
  const char *last_redirect_number;
  const char *last_redirect_partition;
  const char *outpulsed_calling_number;
  const char *outpulsed_called_number;
  const char *hunt_pilot_number;
  const char *hunt_pilot_partition;
  const char *mobile_calling_number;
  const char *mobile_called_number;
  const char *orig_device;
  const char *dest_device;

  guint32 orig_cause; /* 32-bit unsigned on the wire */
  guint32 dest_cause;
  guint32 orig_termination_behalf; /* origCallTerminationOnBehalfOf */
  guint32 dest_termination_behalf;
  guint32 orig_redirect_behalf; /* origCalledPartyRedirectOnBehalfOf */
  guint32 last_redirect_behalf;
  guint32 orig_redirect_reason;
  guint32 last_redirect_reason;
  guint32 join_behalf;
  guint32 orig_conversation_id;
  guint32 dest_conversation_id;
  guint32 called_pattern_usage; /* 7 = hunt pilot, 5 = route pattern, 2 = device */
  guint32 routing_reason;       /* currentRoutingReason; 7 = refused by call control */
  guint32 incoming_protocol;
  guint32 outgoing_protocol;
  guint32 orig_node;
  guint32 dest_node;
  guint32 orig_span;
  guint32 dest_span;
  guint32 orig_codec; /* media payload capability */
  guint32 dest_codec;
  guint32 secured_status;
  guint32 was_queued;
  gint64 queue_ms; /* totalWaitTimeInQueue */
  gint64 mobile_orig_ms;
  gint64 mobile_dest_ms;

  const char *orig_address; /* dotted IPv4 or IPv6 text */
  const char *dest_address;
  const char *comment;
  const char *authorization_description; /* the FAC's name */
  const char *authorization_code;        /* the FAC itself: never logged */
  guint32 authorization_level;
  const char *client_matter_code;

  /* Where the raw record lies: not part of the packed form. */
  guint32 line;       /* 1 = first line of the file */
  gint64 byte_offset; /* of the raw record in its file */
  guint32 byte_length;

  /* Told by other records, not by this one: not part of the packed form either. */
  gboolean is_recorded;
} TollLeg;

/* The members that are packed and shown, in the order of the packed form: append only. */
extern const TollField toll_leg_fields[];
extern const guint toll_leg_n_fields;

/* Every text "" and every figure 0. */
void toll_leg_init (TollLeg *leg);

/* Whether two versions of a record from files with different columns say the same: a member that is
 * empty in one of them may have had no column there, but for times, parties and devices, which
 * every file has. */
gboolean toll_leg_agrees (const TollLeg *a, const TollLeg *b);

/* Appends (const char *, static) the names of the members that differ, as the field table has them.
 */
void toll_leg_list_differences (const TollLeg *a, const TollLeg *b, GPtrArray *names);

/* Appends @leg to @out as bytes: a format version, then each field of the table (varint figures,
 * length-prefixed texts; absent trailing fields cost nothing). Pure; any thread. */
void toll_leg_pack (const TollLeg *leg, GByteArray *out);

/* Reads what toll_leg_pack() wrote, also of an older version (missing fields stay empty).
 * Texts are copied into @arena.
 * Returns: FALSE with TOLL_ERROR_BAD_FORMAT when the bytes are cut short or of a newer form. */
gboolean toll_leg_unpack (
    TollLeg *leg, const guint8 *bytes, gsize n_bytes, TollArena *arena, GError **error);

G_END_DECLS
