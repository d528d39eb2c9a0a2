/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/settle.h"

G_BEGIN_DECLS

/* CollectorSettling: one batch while it is put into the ledger. */
typedef struct
{
  CollectorSettlement *to;
  const CollectorPrepared *from;
  TollArena *arena;
  gint64 *node_ids;    /* per leg */
  gint64 *cluster_ids; /* per leg */
  gint64 *leg_call_ids; /* per leg of a conversation that was rejoined */
  gboolean *is_new;    /* per leg */
  gboolean *has_kin;   /* per leg: the ledger has records with its callId */
  gboolean *reaches_out; /* per group: some of its records are in the ledger */
  GArray *stored;      /* of CollectorLegRow: of one range */
} CollectorSettling;

static inline TollLeg *
collector_settling_leg (const CollectorSettling *self, guint index)
{
  return &g_array_index (self->from->batch->legs, TollLeg, index);
}

/* The conversation of a record has others in the ledger, or is to be derived again. */
static inline void
collector_settling_reach_out (CollectorSettling *self, guint index)
{
  if (self->from->legs[index].group != COLLECTOR_NO_GROUP)
    self->reaches_out[self->from->legs[index].group] = TRUE;
}

/* -- settle-recorded.c -- */

/* What the recordings of the batch name, for records that are read later. */
gboolean collector_settle_store_marks (CollectorSettling *self, GError **error);

/* Records of the batch whose recordings were read earlier: their calls are derived again. */
gboolean collector_settle_find_recorded (CollectorSettling *self, GError **error);

/* Appends (CollectorRevisit) where the records are that a recording of the batch names and that
 * were read before it. */
gboolean collector_settle_find_revisits (CollectorSettling *self, GArray *revisits,
                                         GError **error);

/* Where the connected records of the batch are found by their leg ids. */
gboolean collector_settle_store_places (CollectorSettling *self, GError **error);

/* -- settle-owners.c -- */

/* The calls that the batch put in, which are those of the changes from @first on: when the directory
 * is newer than the one their owners were found by, these are to be found again. */
gboolean collector_settle_note_owners (CollectorSettling *self, guint first, GError **error);

/* -- settle-conflict.c -- */

/* The record @leg, whose place in the ledger would be @row, has another hash than @stays, that of
 * the one that stays: @stored (nullable: it is of this batch). Notes a conflict unless the
 * two only come from files with different columns. */
gboolean collector_settle_note_leg_conflict (CollectorSettling *self, const TollLeg *leg,
                                             const CollectorLegRow *row,
                                             const CollectorLegRow *stored, gint64 stays,
                                             GError **error);
gboolean collector_settle_note_quality_conflict (CollectorSettling *self, gint64 node_id,
                                                 const TollQuality *quality, gint64 stored_hash,
                                                 GError **error);

G_END_DECLS
