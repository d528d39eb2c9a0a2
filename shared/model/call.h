/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/model/field.h"

G_BEGIN_DECLS

/* The enumerations below are stored as figures: append only. Names on the wire: see the
 * toll_*_to_name() functions ("incoming", "answered", "international" ...). */
typedef enum
{
  TOLL_DIRECTION_INTERNAL,
  TOLL_DIRECTION_INCOMING,
  TOLL_DIRECTION_OUTGOING,
  TOLL_DIRECTION_TRANSIT,
  TOLL_N_DIRECTIONS
} TollDirection;

typedef enum
{
  TOLL_OUTCOME_ANSWERED,
  TOLL_OUTCOME_MISSED,     /* incoming, no human answered (voicemail counts as missed) */
  TOLL_OUTCOME_UNANSWERED, /* outgoing or internal, nobody answered */
  TOLL_OUTCOME_BUSY,
  TOLL_OUTCOME_FAILED,
  TOLL_N_OUTCOMES
} TollOutcome;

typedef enum
{
  TOLL_CLASS_UNKNOWN,
  TOLL_CLASS_INTERNAL,
  TOLL_CLASS_LOCAL,
  TOLL_CLASS_NATIONAL,
  TOLL_CLASS_MOBILE,
  TOLL_CLASS_INTERNATIONAL,
  TOLL_CLASS_TOLLFREE,
  TOLL_CLASS_PREMIUM,
  TOLL_CLASS_SPECIAL,
  TOLL_CLASS_EMERGENCY,
  TOLL_N_CLASSES
} TollClass;

typedef enum
{
  TOLL_RATING_NOT_CHARGEABLE, /* nobody answered, or nothing to pay for: cost 0 */
  TOLL_RATING_RATED,
  TOLL_RATING_UNRATED, /* a price is missing: never 0, always with a reason */
  TOLL_N_RATING_STATES
} TollRatingState;

typedef enum
{
  TOLL_REASON_NONE,
  TOLL_REASON_NO_TARIFF,
  TOLL_REASON_NO_VERSION,
  TOLL_REASON_NO_PREFIX,
  TOLL_REASON_NO_BAND,
  TOLL_REASON_BAD_NUMBER,
  TOLL_REASON_OVERFLOW,
  TOLL_N_REASONS
} TollReason;

/* TollCallFlags: what happened on the way; a call may carry several. */
typedef enum
{
  TOLL_CALL_TRANSFERRED = 1 << 0,
  TOLL_CALL_CONFERENCE = 1 << 1,
  TOLL_CALL_FORWARDED = 1 << 2,
  TOLL_CALL_PICKED_UP = 1 << 3,
  TOLL_CALL_PARKED = 1 << 4,
  TOLL_CALL_VOICEMAIL = 1 << 5,
  TOLL_CALL_HUNT = 1 << 6,
  TOLL_CALL_QUEUED = 1 << 7,
  TOLL_CALL_RECORDED = 1 << 8,
  TOLL_CALL_BLOCKED = 1 << 9,   /* refused by external call control */
  TOLL_CALL_MOBILITY = 1 << 10, /* a mobile leg took part */
  TOLL_CALL_BAD_TIMES = 1 << 11, /* disconnect before connect, or a duration that cannot be */
  TOLL_CALL_MALICIOUS = 1 << 12,
  TOLL_CALL_SHORT = 1 << 13, /* answered, under one second */
} TollCallFlags;

/* TollCall:
 * One conversation as the outside party lived it (or one internal conversation), attributed and
 * priced. Texts are never NULL and belong to the arena of the batch. Instants are UTC epoch
 * milliseconds, intervals milliseconds, costs 10^-6 of @currency.
 */
typedef struct
{
  gint64 id; /* see collector/store: time-led, a pure function of the call's first leg */

  gint64 start_ms;   /* set-up of the first leg */
  gint64 connect_ms; /* first answer; 0 = never */
  gint64 end_ms;
  gint64 ring_ms; /* from start to the first answer, or to the end; without queue time */
  gint64 talk_ms;
  gint64 queue_ms;

  TollDirection direction;
  TollOutcome outcome;
  TollClass dest_class; /* class of the outside number; INTERNAL for internal calls */
  guint32 flags;        /* TollCallFlags */
  guint32 cause;        /* Q.850, of the side that cleared */
  guint32 n_legs;

  /* Whose call it is: the line that placed an outgoing or internal call; for an incoming one the
   * line that answered, else the last that rang. */
  const char *extension;
  const char *partition;
  const char *device;
  const char *login_user;     /* login on the record, when there is one */
  const char *last_extension; /* who held the call last, when that is another line; "" else */
  const char *first_extension; /* incoming: the first line that was offered the call */
  gint64 person_id;     /* 0 = no person known for the line at that instant */
  gint64 department_id; /* 0 = none */
  gint64 cost_centre_id;
  gint64 location_id;

  /* Whose call an internal one is, too: the line that answered it, else the last that rang. It is
   * counted once, to the line that placed it. Empty for all other calls, and when a line called
   * itself. */
  const char *called_extension;
  const char *called_partition;
  const char *called_device;
  const char *called_login;
  gint64 called_person_id; /* 0 = nobody known */
  gint64 called_department_id;
  gint64 called_cost_centre_id;
  gint64 called_location_id;

  /* The other side. number: what the screen shows (E.164 with +, a short code as dialled, an
   * extension for internal calls, "" when withheld). */
  const char *number;
  const char *caller_e164; /* with +, when the caller is outside and known; "" else */
  const char *callee_e164; /* with +, when the called party is outside; "" else */
  const char *dialled;     /* as it stands in the record */
  const char *hunt_pilot;
  const char *nation;   /* ISO 3166-1 alpha-2 of the outside number, "" when none */
  const char *area;     /* name of the place or kind, "" when unknown */
  const char *operator_name;

  const char *gateway; /* device name of the trunk; "" for internal calls */
  const char *site;    /* name of the site the call was placed from or arrived at */
  const char *authorization_description;
  const char *client_matter_code;

  TollRatingState rating_state;
  TollReason reason;
  gint64 cost_micro;
  const char *currency; /* ISO 4217; "" when nothing was priced */
  gint64 tariff_version_id; /* 0 = none */
  const char *rate_prefix;  /* the prefix that matched; "" also for the match-all rate */
  gint64 charged_from_ms;   /* first instant and length of what was priced: a transferred call */
  gint64 charged_ms;        /* goes on paying for its trunk leg */
} TollCall;

/* Every text "" and every figure 0. */
void toll_call_init (TollCall *call);

/* Whether all but the ids are the same. A partition counts only with its extension. */
gboolean toll_call_equal (const TollCall *a, const TollCall *b);

/* Wire names; static strings. Values outside the enumeration read as "unknown". */
const char *toll_direction_to_name (TollDirection direction);
const char *toll_outcome_to_name (TollOutcome outcome);
const char *toll_class_to_name (TollClass dest_class);
const char *toll_rating_state_to_name (TollRatingState state);
const char *toll_reason_to_name (TollReason reason); /* "NO_PREFIX"; NONE is "" */
const char *toll_call_flag_to_name (TollCallFlags flag); /* one flag: "transferred" */

/* Returns: TRUE and the value in @out when @name is a wire name. */
gboolean toll_direction_from_name (const char *name, TollDirection *out);
gboolean toll_outcome_from_name (const char *name, TollOutcome *out);
gboolean toll_class_from_name (const char *name, TollClass *out);

/* Q.850 of a Cisco 32-bit cause: the low 7 bits when above 255 and SIP-derived; the bookkeeping
 * values (393216 call split, 458752 conference drop ...) read as 16, normal clearing.
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR Cause Codes". */
guint32 toll_cause_to_q850 (guint32 cause);

G_END_DECLS
