/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/app/command.h"
#include "collector/app/company.h"
#include "collector/pipeline/pipeline.h"
#include "collector/store/lanes.h"

G_BEGIN_DECLS

/* CollectorIngest: the rooms that take files, built in order: the ledger's lanes, the company's
 * snapshots, the pipeline. `import`, the service and the care commands stand on it. One process
 * has it at a time (BUSY for a second one). */
typedef struct
{
  char *data_dir;
  const CollectorSettings *settings; /* borrowed */
  CollectorLanes *lanes;
  CollectorCompany *company;
  CollectorPipeline *pipeline;
  GHashTable *told; /* texts (owned): what the thread that takes files has warned of */
} CollectorIngest;

/* Returns: (transfer full). @cli must outlive it. */
CollectorIngest *collector_ingest_new (CollectorCli *cli, guint n_readers, GError **error);
void collector_ingest_free (CollectorIngest *ingest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorIngest, collector_ingest_free)

/* Makes new snapshots when the company's revision has grown. Blocks on a reader lane; the thread
 * that owns the ingest. @changed: (out) (optional). */
gboolean collector_ingest_refresh (CollectorIngest *ingest, gboolean *changed, GError **error);

/* Notes where a file of the ledger lies now, relative to the data directory. Blocks on the writer
 * lane; any other thread. */
gboolean collector_ingest_note_archived (
    CollectorIngest *ingest, gint64 file_id, const char *path, GError **error);

G_END_DECLS
