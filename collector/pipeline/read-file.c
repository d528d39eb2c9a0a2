/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One delivered file: recognised if it was delivered before, gone on with if its reading was cut
 * short, else read from the beginning. Blocking; on the caller's thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/channel.h"
#include "collector/pipeline/source-file.h"
#include "shared/base/crash.h"
#include "shared/base/error.h"

#include <string.h>

#define BATCH_RECORDS 8192
/* Large transactions write each index leaf once for many records; all they change stays within the
 * cache of the writer. */
#define TRANSACTION_RECORDS (16 * BATCH_RECORDS)
#define SNIFF_BYTES (64 * 1024)

typedef struct
{
  CollectorPipeline *pipeline;
  CollectorSourceFile *source;
  const CollectorFormat *format;
  gpointer parser;
  CollectorChannel *channel;
  gint64 n_to_skip; /* records that are committed already */
  guint n_in_transaction;
  gboolean is_at_end;
} Reading;

/* -- was it here before? -- */

typedef struct
{
  gint64 size;
  GArray *done;       /* of CollectorFileRow */
  GArray *unfinished; /* of CollectorFileRow */
} Earlier;

static gboolean
find_earlier (CollectorDb *db, gpointer data, GError **error)
{
  Earlier *earlier = data;

  return collector_ledger_list_done_files (db, earlier->size, earlier->done, error)
         && collector_ledger_list_unfinished_files (db, earlier->unfinished, error);
}

static GArray *
new_row_list (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CollectorFileRow));

  g_array_set_clear_func (rows, (GDestroyNotify) collector_file_row_clear);
  return rows;
}

/* Moves the first row out whose hash is that of the first bytes of the file. */
static gboolean
match (CollectorSourceFile *source, GArray *rows, gboolean whole, CollectorFileRow *row,
       GError **error)
{
  gint64 size = collector_source_file_get_size (source);

  for (guint i = 0; i < rows->len; i++)
    {
      CollectorFileRow *candidate = &g_array_index (rows, CollectorFileRow, i);
      gint64 n_bytes = whole ? size : candidate->offset_committed;
      g_autofree char *sha256 = NULL;

      if (n_bytes > size || candidate->sha256 == NULL)
        continue;
      sha256 = collector_source_file_hash_start (source, n_bytes, error);
      if (sha256 == NULL)
        return FALSE;
      if (strcmp (sha256, candidate->sha256) != 0)
        continue;
      *row = *candidate;
      memset (candidate, 0, sizeof *candidate);
      return TRUE;
    }
  return TRUE;
}

/* Fills @row (id 0: nothing is known). */
static gboolean
recognise (CollectorPipeline *pipeline, CollectorSourceFile *source, CollectorFileRow *row,
           GError **error)
{
  g_autoptr (GArray) done = new_row_list ();
  g_autoptr (GArray) unfinished = new_row_list ();
  Earlier earlier = { collector_source_file_get_size (source), done, unfinished };

  return collector_lanes_read_sync (pipeline->lanes, find_earlier, &earlier, error)
         && match (source, done, TRUE, row, error)
         && (row->id != 0 || match (source, unfinished, FALSE, row, error));
}

/* -- rows without records -- */

typedef struct
{
  CollectorPipeline *pipeline;
  CollectorFileRow *row;
} RowTask;

static gboolean
in_transaction (CollectorDb *db, RowTask *task,
                gboolean (*change) (CollectorLedger *, CollectorFileRow *, GError **),
                GError **error)
{
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (task->pipeline, db, error);

  if (ledger == NULL)
    return FALSE;
  if (collector_ledger_begin (ledger, error) && change (ledger, task->row, error)
      && collector_ledger_commit (ledger, error))
    return TRUE;
  collector_ledger_rollback (ledger);
  return FALSE;
}

static gboolean
see_again (CollectorLedger *ledger, CollectorFileRow *row, GError **error)
{
  return collector_ledger_see_file_again (ledger, row->id, error);
}

static gboolean
see_again_task (CollectorDb *db, gpointer data, GError **error)
{
  return in_transaction (db, data, see_again, error);
}

static gboolean
refuse_task (CollectorDb *db, gpointer data, GError **error)
{
  return in_transaction (db, data, collector_ledger_put_file, error);
}

static gboolean
accept_known (CollectorPipeline *pipeline, CollectorFileRow *row, CollectorFileResult *result,
              GError **error)
{
  RowTask task = { pipeline, row };
  const CollectorFormat *format = collector_format_lookup (row->format);

  result->file_id = row->id;
  result->was_known = TRUE;
  result->format = format != NULL ? format->id : "";
  result->counts = (CollectorFileCounts){ .records = row->counts.records,
                                          .duplicates = row->counts.records };
  return collector_lanes_write_sync (pipeline->lanes, see_again_task, &task, error);
}

/* A refused file leaves a row with the reason. */
static void
note_refusal (CollectorPipeline *pipeline, CollectorFileRow *row, const GError *reason)
{
  g_autoptr (GError) error = NULL;
  RowTask task = { pipeline, row };

  g_free (row->state);
  row->state = g_strdup ("refused");
  g_free (row->reason);
  row->reason = g_strdup (reason->message);
  if (!collector_lanes_write_sync (pipeline->lanes, refuse_task, &task, &error))
    g_warning ("A refused file could not be noted: %s", error->message);
}

/* -- reading -- */

/* Parses into @batch until it holds @max_records or the file ends. */
static gboolean
fill_batch (Reading *self, CollectorBatch *batch, guint max_records, GError **error)
{
  while (collector_batch_count (batch) < max_records && !self->is_at_end)
    {
      guint n_before = collector_batch_count (batch);
      const char *bytes;
      gsize n_bytes;
      gboolean is_last;
      gssize n_used;

      if (!collector_source_file_peek (self->source, &bytes, &n_bytes, &is_last, error))
        return FALSE;
      n_used = self->format->parse (self->parser, bytes, n_bytes, is_last,
                                    max_records - n_before, batch, error);
      if (n_used < 0)
        return FALSE;
      collector_source_file_use (self->source, n_used);
      self->is_at_end = is_last && (gsize) n_used == n_bytes;
      if (n_used == 0 && collector_batch_count (batch) == n_before && !self->is_at_end)
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                       "The file cannot be read beyond byte %" G_GINT64_FORMAT,
                       collector_source_file_get_offset (self->source));
          return FALSE;
        }
    }
  return TRUE;
}

/* Passes over the records an earlier, interrupted reading has committed. */
static gboolean
skip_committed (Reading *self, GError **error)
{
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  while (self->n_to_skip > 0 && !self->is_at_end)
    {
      collector_batch_reset (batch);
      if (!fill_batch (self, batch, MIN (self->n_to_skip, BATCH_RECORDS), error))
        return FALSE;
      self->n_to_skip -= collector_batch_count (batch);
    }
  return TRUE;
}

/* Reads, prepares and hands over one batch. */
static gboolean
read_batch (Reading *self, CollectorPrepared *prepared, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (self->pipeline);
  gboolean ends;

  if (!fill_batch (self, prepared->batch, BATCH_RECORDS, error)
      || (self->is_at_end && !collector_source_file_check_unchanged (self->source, error)))
    {
      collector_prepared_free (prepared);
      return FALSE;
    }
  collector_prepared_work (prepared, snapshot);
  prepared->offset_end = collector_source_file_get_offset (self->source);
  self->n_in_transaction += collector_batch_count (prepared->batch);
  ends = self->is_at_end || self->n_in_transaction >= TRANSACTION_RECORDS;
  if (ends)
    self->n_in_transaction = 0;
  collector_channel_push (self->channel, prepared,
                          ends ? collector_source_file_dup_sha256 (self->source) : NULL,
                          self->is_at_end);
  return TRUE;
}

static gboolean
read_all (Reading *self, GError **error)
{
  do
    {
      CollectorPrepared *prepared = collector_channel_take_empty (self->channel);

      if (prepared == NULL)
        return TRUE; /* the writer failed: finishing tells why */
      if (!read_batch (self, prepared, error))
        return FALSE;
    }
  while (!self->is_at_end);
  return TRUE;
}

static gboolean
read_records (CollectorPipeline *pipeline, CollectorSourceFile *source,
              const CollectorFormat *format, CollectorFileRow *row, GError **error)
{
  Reading self = { .pipeline = pipeline,
                   .source = source,
                   .format = format,
                   .parser = format->open (format),
                   .n_to_skip = row->counts.records };
  gboolean is_read;

  is_read = skip_committed (&self, error);
  if (is_read)
    {
      self.channel = collector_channel_new (pipeline, row);
      is_read = read_all (&self, error);
      is_read = collector_channel_finish (self.channel, !is_read, is_read ? error : NULL)
                && is_read;
    }
  format->close (self.parser);
  return is_read;
}

static const CollectorFormat *
choose_format (CollectorSourceFile *source, const CollectorFormat *format, const char *name,
               GError **error)
{
  const char *bytes;
  gsize n_bytes;
  gboolean is_last;

  if (format != NULL)
    return format;
  if (!collector_source_file_peek (source, &bytes, &n_bytes, &is_last, error))
    return NULL;
  return collector_format_detect (bytes, MIN (n_bytes, SNIFF_BYTES), name, error);
}

static gboolean
read_unknown (CollectorPipeline *pipeline, CollectorSourceFile *source,
              const CollectorFormat *format, CollectorFileRow *row, CollectorFileResult *result,
              GError **error)
{
  g_autoptr (GError) reason = NULL;

  format = choose_format (source, format, row->name, &reason);
  if (format != NULL)
    {
      g_free (row->format);
      row->format = g_strdup (format->id);
      result->format = format->id;
      if (read_records (pipeline, source, format, row, &reason))
        {
          result->file_id = row->id;
          result->counts = row->counts;
          return TRUE;
        }
    }
  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT))
    note_refusal (pipeline, row, reason);
  result->file_id = row->id;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
read_opened (CollectorPipeline *pipeline, CollectorSourceFile *source,
             const CollectorFormat *format, const char *name, CollectorFileResult *result,
             GError **error)
{
  g_auto (CollectorFileRow) row = { 0 };

  if (!recognise (pipeline, source, &row, error))
    return FALSE;
  if (row.id != 0 && strcmp (row.state, "done") == 0)
    return accept_known (pipeline, &row, result, error);
  if (row.id == 0)
    {
      row.format = g_strdup ("");
      row.state = g_strdup ("reading");
    }
  g_free (row.name);
  row.name = g_strdup (name);
  row.size = collector_source_file_get_size (source);
  return read_unknown (pipeline, source, format, &row, result, error);
}

gboolean
collector_pipeline_read_file (CollectorPipeline *pipeline, const char *path, const char *name,
                              const CollectorFormat *format, gint64 max_bytes,
                              CollectorFileResult *result, GError **error)
{
  g_autoptr (CollectorSourceFile) source = NULL;

  memset (result, 0, sizeof *result);
  source = collector_source_file_open (path, max_bytes, error);
  if (source == NULL)
    return FALSE;
  toll_crash_point ("after-open");
  return read_opened (pipeline, source, format, name, result, error)
         && collector_pipeline_complete_cut (pipeline, path, name,
                                             collector_source_file_get_size (source), error);
}
