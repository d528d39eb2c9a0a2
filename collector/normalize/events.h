/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/leg.h"

G_BEGIN_DECLS

/* Codes of redirectReason and onBehalfOf that more than one file asks for.
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR Field Descriptions". */
enum
{
  COLLECTOR_BEHALF_CONFERENCE = 4,
  COLLECTOR_BEHALF_MWI = 8,
  COLLECTOR_BEHALF_RECORDING = 27,
  COLLECTOR_BEHALF_MONITORING = 28,
  COLLECTOR_BEHALF_AGENT_GREETING = 33,
  COLLECTOR_REASON_RECORDING = 354,
  COLLECTOR_REASON_MONITORING = 370,
  COLLECTOR_REASON_AGENT_GREETING = 752,
  COLLECTOR_USAGE_HUNT_PILOT = 7,
  COLLECTOR_ROUTING_REJECTED = 7,
};

/* What the leg says happened on the way: TollCallFlags, without those that need the times of the
 * whole call (BAD_TIMES, SHORT). Pure; any thread. */
guint32 collector_events_get_flags (const TollLeg *leg);

/* The number of who runs the conference, as the comment of a record tells it
 * ("ConfControllerDn=2001;..."). Returns: (transfer none): a text in @arena, "" when not told. */
const char *collector_events_get_controller (const TollLeg *leg, TollArena *arena);

G_END_DECLS
