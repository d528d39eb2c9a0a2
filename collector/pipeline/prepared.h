/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/format.h"
#include "collector/pipeline/snapshot.h"
#include "collector/store/glossary.h"

G_BEGIN_DECLS

#define COLLECTOR_NO_GROUP G_MAXUINT

/* CollectorPreparedLeg: what is known of a record of the batch before the ledger is asked. */
typedef struct
{
  const char *noise;  /* (nullable): the rule that says it is no traffic */
  gint32 same_as;     /* index of an earlier record of the batch with the same key; -1 = none */
  guint group;        /* conversation; COLLECTOR_NO_GROUP for noise and repeated records */
  guint call;         /* index in calls, within its group as derived */
  guint body_at;      /* packed form in bodies */
  guint n_body;
  guint8 link;        /* found by leg ids */
  guint8 learn_orig;  /* the device may be a gateway nobody has told about */
  guint8 learn_dest;
} CollectorPreparedLeg;

/* CollectorPrepared: a batch of records after everything that can be done without the ledger:
 * sorted, joined into calls among themselves, priced, packed. Made by one thread, then handed to
 * the writer. */
typedef struct
{
  CollectorBatch *batch;
  CollectorSnapshot *snapshot;
  TollArena *arena;   /* of the calls' texts */
  CollectorPreparedLeg *legs; /* as many as batch->legs */
  guint n_allocated;
  GArray *order;      /* of guint: legs by cluster, manager, callId, record key */
  guint n_groups;
  GArray *calls;      /* of TollCall, of all groups */
  CollectorGlossary *glossary;
  GArray *call_words; /* of CollectorCallWords: of each call */
  GArray *call_group; /* of guint: the group of each call */
  GArray *call_order; /* of guint: indices of calls, by id */
  GByteArray *bodies;
  GArray *marks;      /* of CollectorMark, sorted: what the recordings of the batch name */
  gint64 offset_end;  /* bytes of the file read so far, with this batch */
} CollectorPrepared;

CollectorPrepared *collector_prepared_new (void);
void collector_prepared_free (CollectorPrepared *prepared);
/* Empties it for the next batch. */
void collector_prepared_reset (CollectorPrepared *prepared);

/* Does the work on what was parsed into prepared->batch, or does it again. Takes a reference on
 * @snapshot. Pure; any thread. */
void collector_prepared_work (CollectorPrepared *prepared, CollectorSnapshot *snapshot);

G_END_DECLS
