/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/snapshot.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorRelearning: which devices wait to be told, found out again while all records are walked
 * over: those that are unknown now, and, of the learned ones whose names only hint at what they are,
 * whether the numbers that spoke against it still do. */
typedef struct _CollectorRelearning CollectorRelearning;

/* @device: "" = all. Borrows @snapshot. Returns: (transfer full) (nullable): NULL
 * without @error when nothing is to be found out. Any lane. */
CollectorRelearning *collector_relearning_new (CollectorDb *db, CollectorSnapshot *snapshot,
                                               const char *device, GError **error);
void collector_relearning_free (CollectorRelearning *self);

/* Every stored record, once. @arena: for what is looked up. */
void collector_relearning_see (CollectorRelearning *self, const TollLeg *leg, TollArena *arena);

/* Stores what came out. Writer lane, inside the transaction. */
gboolean collector_relearning_finish (const CollectorRelearning *self, CollectorDb *db,
                                      GError **error);

G_END_DECLS
