/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call.h"
#include "shared/model/leg.h"

G_BEGIN_DECLS

/* What happened to a call, hop by hop, read from its records: for the timeline of its page. */
typedef enum
{
  COLLECTOR_STEP_SETUP,
  COLLECTOR_STEP_RING,
  COLLECTOR_STEP_ANSWER,
  COLLECTOR_STEP_FORWARD,
  COLLECTOR_STEP_TRANSFER,
  COLLECTOR_STEP_CONSULT,
  COLLECTOR_STEP_CONFERENCE,
  COLLECTOR_STEP_HUNT,
  COLLECTOR_STEP_PICKUP,
  COLLECTOR_STEP_PARK,
  COLLECTOR_STEP_VOICEMAIL,
  COLLECTOR_STEP_END,
  COLLECTOR_STEP_JOIN,    /* somebody comes into a conference */
  COLLECTOR_STEP_CONNECT, /* two who were on the line are connected with one another */
  COLLECTOR_STEP_UNPARK,
  COLLECTOR_STEP_CODE,    /* an authorization or matter code was entered */
  COLLECTOR_STEP_QUEUE,
  COLLECTOR_N_STEPS
} CollectorStepKind;

/* Texts belong to the legs, or are static. */
typedef struct
{
  CollectorStepKind kind;
  gint64 at_ms;
  gboolean is_open;   /* at_ms is the earliest: no record tells when */
  const char *from;   /* numbers as the record has them; never a conference's own; "" nobody */
  const char *to;
  const char *device; /* of the side that is reached, "" */
  const char *detail; /* "no answer", untranslated; "" */
  gint64 ring_ms;     /* of RING and QUEUE: how long it rang or waited; 0 = not told */
  gint64 talk_ms;     /* of what connects: for how long */
  guint leg;          /* index of the record that tells it */
} CollectorStep;

/* @legs: (array length=n_legs): of @call. Appends (CollectorStep) in the order in which they
 * happened. Pure. */
void collector_steps_derive (const TollCall *call, const TollLeg *const *legs, guint n_legs,
                             GArray *steps);

const char *collector_step_to_name (CollectorStepKind kind);

G_END_DECLS
