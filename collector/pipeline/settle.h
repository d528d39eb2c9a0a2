/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/prepared.h"
#include "collector/store/ledger.h"

G_BEGIN_DECLS

/* Records further apart than this are never one conversation, whatever ids they share: a record
 * may last a week, and its neighbours begin within the journey window of its end. */
#define COLLECTOR_NEAR_S (7 * 86400 + COLLECTOR_JOURNEY_WINDOW_MS / 1000)

/* CollectorSettlement: where the batches of one transaction go. Borrowed by the functions. */
typedef struct
{
  CollectorLedger *ledger;
  gint64 file_id;
  CollectorFileCounts *counts; /* grow with every batch; NULL when stored calls are derived anew */
  GArray *changes; /* gint64, in order: id of a call put in, ~id of one taken out */
} CollectorSettlement;

/* Puts a prepared batch into the ledger, inside the transaction: finds the records that are there
 * already, joins new ones to the calls they belong to, stores the rest. Writer lane. */
gboolean collector_settle_batch (CollectorSettlement *self, const CollectorPrepared *prepared,
                                 GError **error);

/* CollectorNewcomer: a record of the batch whose conversation reaches into the ledger. */
typedef struct
{
  TollLeg *leg;
  gint64 node_id;
  gint64 cluster_id;
  gint64 call_id; /* (out) */
} CollectorNewcomer;

/* CollectorRevisit: a callId of the ledger whose records are to be looked at again. */
typedef struct
{
  gint64 node_id;
  gint64 cluster_id;
  guint32 global_call_id;
  gint64 setup_s; /* of the recording, or of one of the records */
} CollectorRevisit;

/* Joins @newcomers with the stored records they share ids with: calls that change are taken out
 * and put in anew, with the current snapshot. The newcomers themselves are not stored here.
 * @revisits: (element-type CollectorRevisit): conversations to be looked at without a newcomer. */
gboolean collector_rejoin (CollectorSettlement *self, CollectorSnapshot *snapshot,
                           CollectorNewcomer *newcomers, guint n_newcomers,
                           const GArray *revisits, GError **error);

/* Derives the stored conversations at @revisits anew, with the company as @snapshot knows it: which
 * of their records are noise, their calls, whose they are, what they cost. Calls that start outside
 * of [from_ms, to_ms) stay, unless their conversation has one within. What comes out the same is not
 * touched; a call of the same records keeps its id. The counts of the records' files follow. */
gboolean collector_derive_anew (CollectorSettlement *self, CollectorSnapshot *snapshot,
                                const GArray *revisits, gint64 from_ms, gint64 to_ms,
                                GError **error);

G_END_DECLS
