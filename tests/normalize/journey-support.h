/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/journey.h"

/* A company in Milan: access code 0, lines 2000-6999, voicemail 2900, trunks "trunk" and
 * "trunk-b". Instants are seconds from an arbitrary midday. */
#define BASE_S 1700000000
#define AT(second) ((BASE_S + (gint64) (second)) * 1000)
#define NEVER (-1)

#define CITY "+39023071111"    /* 0023071111 as dialled */
#define CITY_DIALLED "0023071111"
#define MOBILE "+393331234567" /* 003331234567 would be national; dialled 03331234567 */
#define MOBILE_DIALLED "03331234567"
#define CALLER "+39028134987"

#define PHONE(extension) "SEP00000000" extension

/* A record starts from what every record has; a row overrides what it is about. */
#pragma GCC diagnostic ignored "-Woverride-init"

/* A record: call id, its two leg ids, set-up, answer and end in seconds; then any member. */
#define LEG(call, orig, dest, setup, connect, end, ...)                                            \
  {                                                                                                \
    .cluster = "C1", .manager_id = 1, .global_call_id = call, .orig_leg_id = orig,                 \
    .dest_leg_id = dest, .record_key = 1000 * (call) + (orig) + (dest), .setup_ms = AT (setup),    \
    .connect_ms = (int) (connect) < 0 ? 0 : AT (connect), .disconnect_ms = AT (end),               \
    .duration_ms = (int) (connect) < 0 ? 0 : 1000 * ((end) - (connect)), __VA_ARGS__               \
  }
#define FROM(number, device) .calling_number = number, .orig_device = device
#define TO(number, device)                                                                         \
  .original_called_number = number, .final_called_number = number, .dest_device = device

typedef struct
{
  TollDirection direction;
  TollOutcome outcome;
  const char *extension;
  const char *last_extension; /* NULL reads as "" here and below */
  const char *number;
  int start_s;
  int connect_s;
  int talk_s;
  int charged_s; /* from the answer */
  guint32 flags;
  guint n_legs;
  const char *first_extension;
  const char *gateway;
  const char *pilot;
  const char *code;   /* authorization_description */
  const char *matter; /* client_matter_code */
  int queue_s;
  int ring_s; /* looked at when not 0 */
  guint32 cause;
} Expected;

#define MAX_LEGS 6
#define MAX_CALLS 3

/* A conversation and its calls, in canonical order. The rows end with the first empty one. */
typedef struct
{
  const char *name;
  TollLeg legs[MAX_LEGS];
  Expected calls[MAX_CALLS];
} Scenario;

/* The company's plan and people. */
CollectorContext *support_context_new (void);
void support_context_free (CollectorContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorContext, support_context_free)

/* Makes the texts that a literal left out "". */
void support_mend (TollLeg *leg);

/* Derives @scenario in every order of its records: each must give the same bytes, and these what
 * is expected. */
void support_check (const CollectorContext *context, const Scenario *scenario);

/* Every member of @call as text. */
void support_print (const TollCall *call, GString *out);
