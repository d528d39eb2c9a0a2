/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/format.h"
#include "collector/normalize/people.h"
#include "collector/normalize/plan.h"
#include "collector/rating/book.h"
#include "collector/store/lanes.h"
#include "collector/store/ledger.h"

G_BEGIN_DECLS

/* CollectorPipeline: the way of a file into the ledger: parse, normalise, join, price on the
 * caller's thread; compare, store, count on the writer lane, one transaction a batch. Any thread;
 * several files may be read at once, their transactions take turns. */
typedef struct _CollectorPipeline CollectorPipeline;

#define COLLECTOR_DROP_MAX_BYTES (G_GINT64_CONSTANT (256) << 20)
#define COLLECTOR_IMPORT_MAX_BYTES (G_GINT64_CONSTANT (2) << 30)

/* @lanes must outlive the pipeline. References are taken on the rest. Never from a lane. */
CollectorPipeline *collector_pipeline_new (CollectorLanes *lanes, CollectorPlan *plan,
                                           CollectorPeople *people, CollectorBook *book);
void collector_pipeline_free (CollectorPipeline *pipeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPipeline, collector_pipeline_free)

/* Swaps what records are understood and priced by, whole: batches that are on their way are
 * understood again before they are stored. */
void collector_pipeline_set_snapshots (CollectorPipeline *pipeline, CollectorPlan *plan,
                                       CollectorPeople *people, CollectorBook *book);

/* CollectorCommit: what one transaction did. Valid during the call only. */
typedef struct
{
  const char *source;         /* the file's name; "" when stored calls were looked at again */
  const gint64 *changed_ids;  /* calls that are new, different or heard of now */
  guint n_changed;
  const gint64 *removed_ids;  /* calls that are no more: a late record united them with others */
  guint n_removed;
  gboolean has_before;        /* some of them were there before, perhaps otherwise: of somebody else, missed */
} CollectorCommit;

/* On the writer lane, after each commit that changed a call; must be quick and never wait. */
typedef void (*CollectorCommitted) (const CollectorCommit *commit, gpointer data);
void collector_pipeline_add_observer (CollectorPipeline *pipeline, CollectorCommitted callback,
                                      gpointer data);

/* CollectorFileResult: what became of one delivery. */
typedef struct
{
  gint64 file_id;     /* of a refused file, too; 0 = it is not in the ledger */
  const char *format; /* id; static */
  gboolean was_known; /* the whole file was in the ledger: all its records are duplicates */
  CollectorFileCounts counts;
} CollectorFileResult;

/* Reads the file @path into the ledger. What was committed before a crash is not read twice; a
 * file that is there already is recognised by its SHA-256 and size whatever its name.
 * @name: base name it was delivered as. @format: (nullable): NULL = found out.
 * Blocking; never on a lane. Errors: see collector_source_file_open(); BAD_FORMAT: refused, noted;
 * BUSY: it changed while it was read, try again; DATABASE, IO: try again. */
gboolean collector_pipeline_read_file (CollectorPipeline *pipeline, const char *path,
                                       const char *name, const CollectorFormat *format,
                                       gint64 max_bytes, CollectorFileResult *result,
                                       GError **error);

/* Derives the stored calls with start in [from_ms, to_ms) anew from their records and prices them, a
 * few hundred a transaction; what comes out the same is left alone. @n_changed: (out). Blocking. */
gboolean collector_pipeline_rerate (CollectorPipeline *pipeline, gint64 from_ms, gint64 to_ms,
                                    gint64 *n_changed, GError **error);

/* The same with the stored calls that a change of devices or sites queued, by the snapshots of this
 * moment, which know the company up to @revision. @cancellable: (nullable): what is left then stays
 * queued. @n_changed: (out). Blocking; one at a time. */
gboolean collector_pipeline_rederive (CollectorPipeline *pipeline, gint64 revision,
                                      GCancellable *cancellable, gint64 *n_changed,
                                      GError **error);

/* Finds again whose the stored calls are that a change of the directory queued, by the snapshots
 * of this moment, which know the company up to @revision. @cancellable: (nullable): what is left
 * then stays queued. @n_changed: (out). Blocking; one at a time. */
gboolean collector_pipeline_reattribute (CollectorPipeline *pipeline, gint64 revision,
                                         GCancellable *cancellable, gint64 *n_changed,
                                         GError **error);

/* Finds again which stored calls are private, where a rule or a word changed. @cancellable: (nullable):
 * what is left then stays queued. Blocking; one at a time. */
gboolean collector_pipeline_rehide (CollectorPipeline *pipeline, GCancellable *cancellable,
                                    GError **error);

/* Tries the quarantined records again: their files' first lines are read in the archive, below
 * @data_dir, and so is what the end of a file had cut. A record that is understood now leaves the
 * quarantine. Blocking.
 * @n_tried, @n_taken: (out). */
gboolean collector_pipeline_replay (CollectorPipeline *pipeline, const char *data_dir,
                                    gint64 *n_tried, gint64 *n_taken, GError **error);

G_END_DECLS
