/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/parties.h"

G_BEGIN_DECLS

/* Fills whose call it is, the other side's number and what is known of it, gateway and site, and
 * the outcome. The times of @call must be filled. */
void collector_attribution_fill (const CollectorContext *context, const CollectorTree *tree,
                                 guint party, TollArena *arena, TollCall *call);

/* Finds again whose a call is, by its line, device, login user, trunk and start, as the snapshot
 * has it; of an internal one also who was called. What else is known of it stays. */
void collector_attribution_find_owner (const CollectorContext *context, TollCall *call);

G_END_DECLS
