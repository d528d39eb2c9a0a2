/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files as rows: what was read, how far, where its records went and where it lies now; and the
 * quarantine of records that could not be read.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/ledger-private.h"
#include "shared/base/error.h"

#include <string.h>

#define FILE_COLUMNS                                                                              \
  "id, name, size, sha256, format, state, offset_committed, records, legs, quality, duplicates,"  \
  " noise, quarantined, calls, archive_path, reason, conflicts, columns_hash"

void
collector_file_row_clear (CollectorFileRow *row)
{
  g_clear_pointer (&row->name, g_free);
  g_clear_pointer (&row->sha256, g_free);
  g_clear_pointer (&row->format, g_free);
  g_clear_pointer (&row->state, g_free);
  g_clear_pointer (&row->archive_path, g_free);
  g_clear_pointer (&row->reason, g_free);
}

static char *
dup_nullable (CollectorStmt *stmt, int column)
{
  return collector_stmt_is_null (stmt, column)
             ? NULL
             : g_strdup (collector_stmt_get_text (stmt, column));
}

static void
read_file (CollectorStmt *stmt, CollectorFileRow *row)
{
  row->id = collector_stmt_get_int (stmt, 0);
  row->name = g_strdup (collector_stmt_get_text (stmt, 1));
  row->size = collector_stmt_get_int (stmt, 2);
  row->sha256 = dup_nullable (stmt, 3);
  row->format = g_strdup (collector_stmt_get_text (stmt, 4));
  row->state = g_strdup (collector_stmt_get_text (stmt, 5));
  row->offset_committed = collector_stmt_get_int (stmt, 6);
  row->counts.records = collector_stmt_get_int (stmt, 7);
  row->counts.legs = collector_stmt_get_int (stmt, 8);
  row->counts.quality = collector_stmt_get_int (stmt, 9);
  row->counts.duplicates = collector_stmt_get_int (stmt, 10);
  row->counts.noise = collector_stmt_get_int (stmt, 11);
  row->counts.quarantined = collector_stmt_get_int (stmt, 12);
  row->counts.calls = collector_stmt_get_int (stmt, 13);
  row->archive_path = dup_nullable (stmt, 14);
  row->reason = dup_nullable (stmt, 15);
  row->counts.conflicts = collector_stmt_get_int (stmt, 16);
  row->columns_hash = collector_stmt_get_int (stmt, 17);
}

static gboolean
collect_files (CollectorStmt *stmt, GArray *rows, GError **error)
{
  gboolean has_row = FALSE, is_ok;

  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      CollectorFileRow row = { 0 };

      read_file (stmt, &row);
      g_array_append_val (rows, row);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_ledger_list_done_files (CollectorDb *db, gint64 size, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " FILE_COLUMNS " FROM file WHERE size = ?1 AND state = 'done' ORDER BY id",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, size);
  return collect_files (stmt, rows, error);
}

gboolean
collector_ledger_list_unfinished_files (CollectorDb *db, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " FILE_COLUMNS " FROM file WHERE state = 'reading' ORDER BY id", error);

  return stmt != NULL && collect_files (stmt, rows, error);
}

gboolean
collector_ledger_list_latest_files (CollectorDb *db, gint64 now_ms, gint64 window_ms, GArray *rows,
                                    GError **error)
{
  /* The largest row of a place: max() names the row that the other columns are taken from. */
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT " FILE_COLUMNS ", max (size) FROM file WHERE archive_path IS NOT NULL AND done_ms >="
      " min (?1, (SELECT coalesce (max (done_ms), 0) FROM file)) - ?2 GROUP BY archive_path",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  collector_stmt_bind_int (stmt, 2, window_ms);
  return collect_files (stmt, rows, error);
}

gboolean
collector_ledger_get_file (CollectorDb *db, gint64 id, CollectorFileRow *row, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " FILE_COLUMNS " FROM file WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    read_file (stmt, row);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no file %" G_GINT64_FORMAT,
                 id);
  collector_stmt_reset (stmt);
  return has_row;
}

static void
bind_file (CollectorStmt *stmt, const CollectorFileRow *row)
{
  const CollectorFileCounts *counts = &row->counts;
  const gint64 figures[]
      = { row->offset_committed, counts->records, counts->legs,        counts->quality,
          counts->duplicates,    counts->noise,   counts->quarantined, counts->calls };

  collector_stmt_bind_text (stmt, 1, row->name);
  collector_stmt_bind_int (stmt, 2, row->size);
  collector_stmt_bind_text (stmt, 3, row->sha256);
  collector_stmt_bind_text (stmt, 4, row->format);
  collector_stmt_bind_text (stmt, 5, row->state);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 6 + i, figures[i]);
  collector_stmt_bind_text (stmt, 14, row->archive_path);
  collector_stmt_bind_text (stmt, 15, row->reason);
  collector_stmt_bind_int (stmt, 16, g_get_real_time () / 1000);
  collector_stmt_bind_int (stmt, 17, counts->conflicts);
  if (row->columns_hash != 0)
    collector_stmt_bind_int (stmt, 18, row->columns_hash);
}

gboolean
collector_ledger_put_file (CollectorLedger *ledger, CollectorFileRow *row, GError **error)
{
  gboolean is_new = row->id == 0;
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      is_new ? "INSERT INTO file (name, size, sha256, format, state, offset_committed, records,"
               " legs, quality, duplicates, noise, quarantined, calls, archive_path, reason,"
               " first_seen_ms, done_ms, conflicts, columns_hash)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
               " ?12, ?13, ?14, ?15, ?16, CASE WHEN ?5 <> 'reading' THEN ?16 END, ?17, ?18)"
             : "UPDATE file SET name = ?1, size = ?2, sha256 = ?3, format = ?4, state = ?5,"
               " offset_committed = ?6, records = ?7, legs = ?8, quality = ?9, duplicates = ?10,"
               " noise = ?11, quarantined = ?12, calls = ?13, archive_path = ?14, reason = ?15,"
               " done_ms = CASE WHEN ?5 <> 'reading' THEN ?16 END, conflicts = ?17,"
               " columns_hash = ?18 WHERE id = ?19",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_file (stmt, row);
  if (!is_new)
    collector_stmt_bind_int (stmt, 19, row->id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (is_new)
    row->id = collector_db_get_last_id (ledger->db);
  return TRUE;
}

gboolean
collector_ledger_refresh_counts (CollectorLedger *ledger, CollectorFileRow *row, GError **error)
{
  g_auto (CollectorFileRow) stored = { 0 };

  if (!collector_ledger_get_file (ledger->db, row->id, &stored, error))
    return FALSE;
  row->counts = stored.counts;
  return TRUE;
}

gboolean
collector_ledger_shift_file (CollectorLedger *ledger, gint64 file_id, gint64 n_calls,
                             gint64 n_legs, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "UPDATE file SET calls = calls + ?2, legs = legs + ?3, noise = noise - ?3 WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  collector_stmt_bind_int (stmt, 2, n_calls);
  collector_stmt_bind_int (stmt, 3, n_legs);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_see_file_again (CollectorLedger *ledger, gint64 file_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db, "UPDATE file SET times_seen = times_seen + 1, done_ms = ?2 WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  collector_stmt_bind_int (stmt, 2, g_get_real_time () / 1000);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_set_archive_path (CollectorDb *db, gint64 file_id, const char *path,
                                   GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "UPDATE file SET archive_path = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  collector_stmt_bind_text (stmt, 2, path);
  return collector_stmt_run (stmt, error);
}

/* FNV-1a: only to find the same bytes again; it guards nothing. */
static gint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return (gint64) hash;
}

gboolean
collector_ledger_hold (CollectorLedger *ledger, const CollectorHeld *held, gboolean *is_stored,
                       GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "INSERT OR IGNORE INTO quarantine (file_id, line, byte_offset, field, reason, raw,"
      " raw_hash, state, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'held', ?8)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, held->file_id);
  collector_stmt_bind_int (stmt, 2, held->line);
  collector_stmt_bind_int (stmt, 3, held->byte_offset);
  collector_stmt_bind_text (stmt, 4, held->field);
  collector_stmt_bind_text (stmt, 5, held->reason);
  collector_stmt_bind_text (stmt, 6, held->raw);
  collector_stmt_bind_int (stmt, 7, hash_text (held->raw));
  collector_stmt_bind_int (stmt, 8, g_get_real_time () / 1000);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *is_stored = collector_db_get_changes (ledger->db) == 1;
  return TRUE;
}

gboolean
collector_ledger_release (CollectorLedger *ledger, gint64 quarantine_id, const char *state,
                          GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db, "UPDATE quarantine SET state = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, quarantine_id);
  collector_stmt_bind_text (stmt, 2, state);
  return collector_stmt_run (stmt, error);
}
