/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/people.h"
#include "collector/normalize/plan.h"
#include "shared/base/arena.h"
#include "shared/model/call.h"
#include "shared/model/leg.h"

G_BEGIN_DECLS

/* CollectorContext: all that turning legs into calls depends on. Immutable for a batch. */
typedef struct
{
  const CollectorPlan *plan;
  const CollectorPeople *people;
} CollectorContext;

/* How far apart in time two legs with the same callId or leg id may lie and still be one
 * conversation; the identifiers wrap (Cisco: unique "for some days"). */
#define COLLECTOR_JOURNEY_WINDOW_MS (4 * 3600 * 1000LL)

/* Why a record is not traffic: a short stable id ("recording", "monitoring", "agent-greeting",
 * "mwi", "off-hook"), or NULL when it is. Pure. */
const char *collector_noise_rule (const TollLeg *leg, const CollectorPlan *plan);

/* Whether @rule says that the record is of a copy of a conversation for a recorder's or a
 * supervisor's ear: it then names the call it was made of. */
gboolean collector_noise_is_copy (const char *rule);

/* TRUE when the leg's own fields say that other records may share one of its leg ids (transfer,
 * conference, park, pickup, redirect bookkeeping ...): only such legs are indexed by leg id. */
gboolean collector_leg_may_link (const TollLeg *leg);

/* Sorts legs into conversations: same cluster, manager and callId within the window, or a leg id
 * of the same cluster shared within it by two legs that may link, transitively. The window is the
 * gap between the end of one leg and the set-up of the next. A callId or leg id of 0 is absent.
 * The answer does not depend on the order; time grows as n log n.
 * @group: (array length=n_legs) (out): for each leg the number of its conversation, 0 .. n-1.
 * Returns: n, the number of conversations. */
guint collector_journey_group (const TollLeg *const *legs, guint n_legs, guint *group);

/* Turns the legs of one conversation into calls: normally one; one for each outside party when
 * several took part (a conference of two customers). Direction by the gateway table, owner by the
 * directory as of the call, everything but the price filled in: charged_from_ms and charged_ms
 * say what a rater shall price (charged_ms of a call that never connected is 0).
 * The result is a pure function of the set of legs: any order gives the same bytes, and
 * call->id = (start second << 31) | 31 bits of a hash of the call's first leg's identity.
 * Every call has at least the leg that set it up; n_legs of the calls add up to @n_legs.
 * Texts are those of the legs or copies in @arena: the legs must live as long as the calls.
 * README.md tells the rules: direction, owner, outcome, times.
 * @legs: at least one, all of one conversation, none of them noise.
 * @calls: (out caller-allocates): array of TollCall, appended to.
 * @leg_call: (array length=n_legs) (out): for each leg the index in @calls it belongs to. */
void collector_journey_derive (const CollectorContext *context, const TollLeg *const *legs,
                               guint n_legs, TollArena *arena, GArray *calls, guint *leg_call);

G_END_DECLS
