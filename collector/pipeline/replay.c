/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quarantine once more, after a parser or a file was mended: each held record is read behind
 * the first lines of its own file; one that the file's end had cut is looked for in a longer
 * version of it. What is understood now goes the way of any record; what is not stays where it is.
 * Called from any thread but a lane.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/cut-record.h"
#include "collector/pipeline/pipeline-private.h"
#include "collector/pipeline/source-file.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_HEAD_LINES 2

typedef struct
{
  gint64 id;
  guint32 line;
  gint64 byte_offset;
  char *raw;
} Held;

typedef struct
{
  CollectorPipeline *pipeline;
  const char *data_dir; /* (nullable) */
  const char *name;     /* (nullable): only files delivered under this name, … */
  const char *path;     /* … of which this is a version, … */
  gint64 size;          /* … longer than they were */
  gint64 file_id; /* being replayed; 0 = the first */
  CollectorFileRow row;
  GPtrArray *versions; /* paths (owned) of the file and of longer versions of it */
  GArray *held; /* of Held: of this file */
  gint64 n_tried;
  gint64 n_taken;
} Replay;

static void
clear_held (gpointer data)
{
  g_free (((Held *) data)->raw);
}

/* Returns: (transfer none): the held records of the next file that has some. */
static CollectorStmt *
prepare_next (CollectorDb *db, const Replay *self, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      self->name == NULL
          ? "SELECT file_id, id, line, byte_offset, raw FROM quarantine WHERE state = 'held'"
            " AND file_id = (SELECT min (file_id) FROM quarantine WHERE state = 'held'"
            " AND file_id > ?1) ORDER BY id"
          : "SELECT file_id, id, line, byte_offset, raw FROM quarantine WHERE state = 'held'"
            " AND file_id = (SELECT min (f.id) FROM file f WHERE f.name = ?2 AND f.size < ?3"
            " AND f.id > ?1 AND EXISTS (SELECT 1 FROM quarantine q WHERE q.file_id = f.id"
            " AND q.state = 'held')) ORDER BY id",
      error);

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, self->file_id);
  if (self->name != NULL)
    {
      collector_stmt_bind_text (stmt, 2, self->name);
      collector_stmt_bind_int (stmt, 3, self->size);
    }
  return stmt;
}

/* The file's own place first, which may have grown, then those of longer deliveries. */
static gboolean
load_versions (CollectorDb *db, Replay *self, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT archive_path FROM file WHERE name = ?1 AND size >= ?2 AND archive_path IS NOT NULL"
      " ORDER BY id <> ?3, size",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, self->row.name);
  collector_stmt_bind_int (stmt, 2, self->row.size);
  collector_stmt_bind_int (stmt, 3, self->row.id);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    g_ptr_array_add (self->versions, g_build_filename (self->data_dir,
                                                       collector_stmt_get_text (stmt, 0), NULL));
  collector_stmt_reset (stmt);
  return is_ok;
}

/* Moves on to the next file that has held records: its row and its records; file_id 0: none. */
static gboolean
load_next_file (CollectorDb *db, gpointer data, GError **error)
{
  Replay *self = data;
  CollectorStmt *stmt = prepare_next (db, self, error);
  gboolean has_row = FALSE, is_ok;

  g_array_set_size (self->held, 0);
  g_ptr_array_set_size (self->versions, 0);
  collector_file_row_clear (&self->row);
  if (stmt == NULL)
    return FALSE;
  self->file_id = 0;
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      Held held = { collector_stmt_get_int (stmt, 1), collector_stmt_get_int (stmt, 2),
                    collector_stmt_get_int (stmt, 3),
                    g_strdup (collector_stmt_get_text (stmt, 4)) };

      self->file_id = collector_stmt_get_int (stmt, 0);
      g_array_append_val (self->held, held);
    }
  collector_stmt_reset (stmt);
  if (!is_ok || self->file_id == 0)
    return is_ok;
  if (!collector_ledger_get_file (db, self->file_id, &self->row, error))
    return FALSE;
  if (self->path != NULL)
    g_ptr_array_add (self->versions, g_strdup (self->path));
  else if (self->row.archive_path == NULL)
    g_ptr_array_add (self->versions, g_build_filename (self->data_dir, self->row.name, NULL));
  return self->path != NULL || load_versions (db, self, error);
}

/* Returns: (transfer full) (nullable): the first lines of the file. */
static char *
read_head (const char *path)
{
  g_autoptr (CollectorSourceFile) source
      = collector_source_file_open (path, COLLECTOR_IMPORT_MAX_BYTES, NULL);
  const char *bytes, *end;
  gsize n_bytes;
  gboolean is_last;

  if (source == NULL || !collector_source_file_peek (source, &bytes, &n_bytes, &is_last, NULL))
    return NULL;
  end = bytes;
  for (guint i = 0; i < MAX_HEAD_LINES && end < bytes + n_bytes; i++)
    {
      const char *newline = memchr (end, '\n', bytes + n_bytes - end);

      end = newline != NULL ? newline + 1 : bytes + n_bytes;
    }
  return g_strndup (bytes, end - bytes);
}

/* Returns: (transfer full) (nullable): the first lines of the first version that is there. */
static char *
dup_head (const Replay *self)
{
  char *head = NULL;

  for (guint i = 0; head == NULL && i < self->versions->len; i++)
    head = read_head (self->versions->pdata[i]);
  return head;
}

/* Parses one record behind the head. A head of names only gives its first record again, too: that
 * one is left out. Returns: TRUE when the record was understood; it is then in @batch, alone. */
static gboolean
parse_again (const CollectorFormat *format, const char *head, const char *record,
             CollectorBatch *batch)
{
  g_autofree char *text = g_strconcat (head, record, "\n", NULL);
  gpointer parser = format->open (format);
  gssize n_used = format->parse (parser, text, strlen (text), TRUE, 8, batch, NULL);
  gsize head_length = strlen (head);

  format->close (parser);
  if (n_used < 0)
    return FALSE;
  for (guint i = batch->legs->len; i-- > 0;)
    if (g_array_index (batch->legs, TollLeg, i).byte_offset < (gint64) head_length)
      g_array_remove_index (batch->legs, i);
  for (guint i = batch->qualities->len; i-- > 0;)
    if (g_array_index (batch->qualities, TollQuality, i).byte_offset < (gint64) head_length)
      g_array_remove_index (batch->qualities, i);
  g_array_set_size (batch->rejects, 0);
  return batch->legs->len + batch->qualities->len == 1;
}

/* Understands the held record: as it stands, or whole, as a longer version of the file has it. */
static gboolean
understand (const Replay *self, const CollectorFormat *format, const char *head, const Held *held,
            CollectorBatch *batch)
{
  /* A record was refused for its NUL bytes, and has them still. */
  if (strstr (held->raw, COLLECTOR_NUL_SIGN) != NULL)
    return FALSE;
  if (self->path == NULL && parse_again (format, head, held->raw, batch))
    return TRUE;
  for (guint i = 0; i < self->versions->len; i++)
    {
      g_autofree char *whole
          = collector_cut_record_find (self->versions->pdata[i], held->byte_offset, held->raw);

      collector_batch_reset (batch);
      if (whole != NULL && parse_again (format, head, whole, batch))
        return TRUE;
    }
  return FALSE;
}

static void
place (CollectorBatch *batch, const Held *held)
{
  for (guint i = 0; i < batch->legs->len; i++)
    {
      TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);

      leg->line = held->line;
      leg->byte_offset = held->byte_offset;
    }
  for (guint i = 0; i < batch->qualities->len; i++)
    {
      TollQuality *quality = &g_array_index (batch->qualities, TollQuality, i);

      quality->line = held->line;
      quality->byte_offset = held->byte_offset;
    }
}

/* One record was quarantined and is something else now: the sum of the file stays. */
static gboolean
take_record (Replay *self, CollectorLedger *ledger, const CollectorFormat *format,
             const char *head, const Held *held, GArray *changes, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (self->pipeline);
  CollectorPrepared *prepared = collector_prepared_new ();
  CollectorSettlement to = { ledger, self->file_id, &self->row.counts, changes };
  gboolean is_ok = TRUE;

  if (understand (self, format, head, held, prepared->batch))
    {
      place (prepared->batch, held);
      collector_prepared_work (prepared, snapshot);
      is_ok = collector_settle_batch (&to, prepared, error)
              && collector_ledger_release (ledger, held->id, "replayed", error);
      self->row.counts.records--;
      self->row.counts.quarantined--;
      self->n_taken++;
    }
  collector_prepared_free (prepared);
  return is_ok;
}

static gboolean
take_records (Replay *self, CollectorLedger *ledger, const CollectorFormat *format,
              const char *head, GArray *changes, GError **error)
{
  for (guint i = 0; i < self->held->len; i++)
    if (!take_record (self, ledger, format, head, &g_array_index (self->held, Held, i), changes,
                      error))
      return FALSE;
  return collector_ledger_put_file (ledger, &self->row, error);
}

typedef struct
{
  Replay *replay;
  const CollectorFormat *format;
  const char *head;
} FileTask;

static gboolean
replay_task (CollectorDb *db, gpointer data, GError **error)
{
  FileTask *task = data;
  Replay *self = task->replay;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (self->pipeline, db, error);

  if (ledger == NULL)
    return FALSE;
  if (!collector_ledger_begin (ledger, error)
      || !collector_ledger_refresh_counts (ledger, &self->row, error)
      || !take_records (self, ledger, task->format, task->head, changes, error)
      || !collector_ledger_commit (ledger, error))
    {
      collector_ledger_rollback (ledger);
      return FALSE;
    }
  collector_pipeline_notify (self->pipeline, self->row.name, changes);
  return TRUE;
}

static gboolean
replay_file (Replay *self, GError **error)
{
  g_autofree char *head = dup_head (self);
  FileTask task = { self, collector_format_lookup (self->row.format), head };

  self->n_tried += self->held->len;
  if (head == NULL || task.format == NULL)
    {
      if (self->path == NULL)
        g_message ("%s is not in the archive: its quarantined records stay", self->row.name);
      return TRUE;
    }
  return collector_lanes_write_sync (self->pipeline->lanes, replay_task, &task, error);
}

/* Goes through the files that @self asks for. */
static gboolean
replay_files (Replay *self, GError **error)
{
  gboolean is_ok;

  self->versions = g_ptr_array_new_with_free_func (g_free);
  self->held = g_array_new (FALSE, FALSE, sizeof (Held));
  g_array_set_clear_func (self->held, clear_held);
  while ((is_ok = collector_lanes_read_sync (self->pipeline->lanes, load_next_file, self, error))
         && self->file_id != 0)
    if (!(is_ok = replay_file (self, error)))
      break;
  collector_file_row_clear (&self->row);
  g_array_unref (self->held);
  g_ptr_array_unref (self->versions);
  return is_ok;
}

gboolean
collector_pipeline_replay (CollectorPipeline *pipeline, const char *data_dir, gint64 *n_tried,
                           gint64 *n_taken, GError **error)
{
  Replay self = { .pipeline = pipeline, .data_dir = data_dir };
  gboolean is_ok = replay_files (&self, error);

  *n_tried = self.n_tried;
  *n_taken = self.n_taken;
  return is_ok;
}

gboolean
collector_pipeline_complete_cut (CollectorPipeline *pipeline, const char *path, const char *name,
                                 gint64 size, GError **error)
{
  Replay self = { .pipeline = pipeline, .path = path, .name = name, .size = size };

  return replay_files (&self, error);
}
