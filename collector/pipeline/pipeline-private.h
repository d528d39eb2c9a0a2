/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/pipeline.h"
#include "collector/pipeline/settle.h"
#include "collector/pipeline/snapshot.h"

G_BEGIN_DECLS

struct _CollectorPipeline
{
  CollectorLanes *lanes;
  GMutex mutex; /* guards snapshot and observers */
  CollectorSnapshot *snapshot;
  GArray *observers;
  CollectorLedger *ledger; /* made and used on the writer lane only */
};

/* Returns: (transfer full): the snapshot of this moment. */
CollectorSnapshot *collector_pipeline_dup_snapshot (CollectorPipeline *pipeline);

/* On the writer lane: the ledger, made at the first use; NULL with @error. */
CollectorLedger *collector_pipeline_ensure_ledger (CollectorPipeline *pipeline, CollectorDb *db,
                                                   GError **error);

/* On the writer lane, after a commit: tells the observers what became of @changes (see
 * CollectorSettlement). */
void collector_pipeline_notify (CollectorPipeline *pipeline, const char *source,
                                const GArray *changes);

/* The file @path, delivered as @name and read whole, may complete records that the end of a shorter
 * delivery had cut: they leave the quarantine. Blocking; never on a lane. */
gboolean collector_pipeline_complete_cut (CollectorPipeline *pipeline, const char *path,
                                          const char *name, gint64 size, GError **error);

G_END_DECLS
