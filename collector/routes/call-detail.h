/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"
#include "collector/store/call-legs.h"

G_BEGIN_DECLS

/* Writes everything that is known about a call the viewer was found to be allowed to see: the
 * call, its journey, its records, how its price came about, what its sides heard. Outside numbers
 * are masked, the authorisation code is left out, raw records are for those who may see them.
 * Reader lane. */
gboolean collector_call_detail_write (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                                      const CollectorViewer *viewer, const CollectorCallRow *row,
                                      TollArena *arena, GError **error);

/* Writes "price": the stored price, and the tariff version that made it asked again for its
 * reasons. */
void collector_call_price_write (TollJsonWriter *json, CollectorHouse *house,
                                 const CollectorCallRow *row);

G_END_DECLS
