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

G_END_DECLS
