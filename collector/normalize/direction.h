/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/journey.h"

G_BEGIN_DECLS

/* CollectorEnd: what stands at one end of a record. */
typedef enum
{
  COLLECTOR_END_INSIDE,    /* a line of ours, or nothing known that speaks against it */
  COLLECTOR_END_OUTSIDE,   /* a trunk or gateway: the party is not ours */
  COLLECTOR_END_BRIDGE,    /* a conference: nobody in particular */
  COLLECTOR_END_VOICEMAIL, /* only at the called end: a machine answers */
} CollectorEnd;

/* Tells what stands at both ends of @leg. The rule is told in README.md. */
void collector_direction_classify (const CollectorContext *context, const TollLeg *leg,
                                   TollArena *arena, CollectorEnd *orig, CollectorEnd *dest);

/* Whether the device at one end of @leg, whose name looks like a client's or a voicemail port's
 * (collector_device_shape_get_likely()), is taken for a trunk because of the number there. */
gboolean collector_direction_hides_trunk (const CollectorContext *context, const TollLeg *leg,
                                          gboolean is_called, TollArena *arena);

/* Returns: TRUE when @number is in a site's extension plan or somebody's line. */
gboolean collector_direction_is_our_number (const CollectorContext *context, const char *number);

/* Returns: TRUE for the number of a conference: "b" and digits, "c00" and digits. */
gboolean collector_direction_is_bridge_number (const char *number);

G_END_DECLS
