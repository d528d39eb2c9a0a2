/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of answers that people were given. Documents are compressed. Any lane reads, the writer
 * writes.
 */
#include "config.h"

#include "collector/store/history-store.h"

#include <string.h>

#include "shared/base/error.h"

#define SELECT_SQL                                                                                 \
  "SELECT id, account_id, report_id, title, spec, made_ms, n_rows, ifnull (n_calls, -1), took_ms," \
  " origin, format, n_others, people, rights, document FROM report_history WHERE account_id = ?1"
#define DOCUMENT_COLUMN 14

static const char *const origin_names[] = { "screen", "export", "schedule" };
G_STATIC_ASSERT (G_N_ELEMENTS (origin_names) == COLLECTOR_N_HISTORY_ORIGINS);

const char *
collector_history_origin_to_name (CollectorHistoryOrigin origin)
{
  return (guint) origin < COLLECTOR_N_HISTORY_ORIGINS ? origin_names[origin] : "unknown";
}

/* Returns: (transfer full) (nullable): @bytes after @converter; NULL with IO. */
static GBytes *
convert (GConverter *converter, gconstpointer bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, converter);

  if (!g_output_stream_write_all (out, bytes, n_bytes, NULL, NULL, error)
      || !g_output_stream_close (out, NULL, error))
    {
      toll_error_convert (error);
      return NULL;
    }
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* What is older than the newest goes. */
static gboolean
prune (CollectorDb *db, gint64 account_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "DELETE FROM report_history WHERE account_id = ?1 AND id <= (SELECT id FROM report_history"
      " WHERE account_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, COLLECTOR_HISTORY_MOST);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_history_add (CollectorDb *db, const CollectorHistoryRow *row, const char *document,
                       GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  g_autoptr (GBytes) packed
      = convert (G_CONVERTER (compressor), document, strlen (document), error);
  CollectorStmt *stmt;

  if (packed == NULL)
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO report_history (account_id, report_id, title, spec, made_ms, n_rows, n_calls,"
      " took_ms, origin, format, n_others, document, people, rights)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, -1), ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->account_id);
  collector_stmt_bind_text (stmt, 2, row->report_id);
  collector_stmt_bind_text (stmt, 3, row->title);
  collector_stmt_bind_text (stmt, 4, row->spec);
  collector_stmt_bind_int (stmt, 5, row->made_ms);
  collector_stmt_bind_int (stmt, 6, row->n_rows);
  collector_stmt_bind_int (stmt, 7, row->n_calls);
  collector_stmt_bind_int (stmt, 8, row->took_ms);
  collector_stmt_bind_int (stmt, 9, row->origin);
  collector_stmt_bind_text (stmt, 10, row->format);
  collector_stmt_bind_int (stmt, 11, row->n_others);
  collector_stmt_bind_blob (stmt, 12, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  collector_stmt_bind_text (stmt, 13, row->people);
  collector_stmt_bind_text (stmt, 14, row->rights);
  return collector_stmt_run (stmt, error) && prune (db, row->account_id, error);
}

static CollectorHistoryRow
read_row (CollectorStmt *stmt)
{
  return (CollectorHistoryRow){
    .id = collector_stmt_get_int (stmt, 0),
    .account_id = collector_stmt_get_int (stmt, 1),
    .report_id = collector_stmt_get_text (stmt, 2),
    .title = collector_stmt_get_text (stmt, 3),
    .spec = collector_stmt_get_text (stmt, 4),
    .made_ms = collector_stmt_get_int (stmt, 5),
    .n_rows = collector_stmt_get_int (stmt, 6),
    .n_calls = collector_stmt_get_int (stmt, 7),
    .took_ms = collector_stmt_get_int (stmt, 8),
    .origin = (CollectorHistoryOrigin) collector_stmt_get_int (stmt, 9),
    .format = collector_stmt_get_text (stmt, 10),
    .n_others = collector_stmt_get_int (stmt, 11),
    .people = collector_stmt_get_text (stmt, 12),
    .rights = collector_stmt_get_text (stmt, 13),
  };
}

typedef struct
{
  CollectorHistoryVisit visit;
  gpointer data;
} Visit;

static gboolean
visit_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  CollectorHistoryRow row = read_row (stmt);

  visit->visit (&row, visit->data);
  return TRUE;
}

gboolean
collector_history_list (CollectorDb *db, gint64 account_id, gint64 before_id, guint limit,
                        CollectorHistoryVisit visit, gpointer data, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, SELECT_SQL " AND id < ?2 ORDER BY id DESC LIMIT ?3", error);
  Visit visiting = { visit, data };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, before_id);
  collector_stmt_bind_int (stmt, 3, limit);
  return collector_stmt_foreach (stmt, visit_row, &visiting, error);
}

static gboolean
not_found (GError **error)
{
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                       "there is no such answer, or it is not yours");
  return FALSE;
}

static gboolean
unpack (CollectorStmt *stmt, GString **document, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor
      = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  gsize n_packed;
  gconstpointer packed = collector_stmt_get_blob (stmt, DOCUMENT_COLUMN, &n_packed);
  g_autoptr (GBytes) bytes = convert (G_CONVERTER (decompressor), packed, n_packed, error);

  if (bytes == NULL)
    return FALSE;
  *document = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

gboolean
collector_history_find (CollectorDb *db, gint64 account_id, gint64 id, TollArena *arena,
                        CollectorHistoryRow *row, GString **document, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, SELECT_SQL " AND id = ?2", error);
  const char **texts[] = { &row->report_id, &row->title, &row->spec, &row->format,
                           &row->people, &row->rights };
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      collector_stmt_reset (stmt);
      return not_found (error);
    }
  *row = read_row (stmt);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = toll_arena_strdup (arena, *texts[i]);
  is_ok = unpack (stmt, document, error);
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_history_delete (CollectorDb *db, gint64 account_id, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM report_history WHERE account_id = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  return collector_db_get_changes (db) > 0 || not_found (error);
}

typedef struct
{
  CollectorUsedReportVisit visit;
  gpointer data;
} UsedVisit;

static gboolean
visit_used (CollectorStmt *stmt, gpointer data, GError **error)
{
  const UsedVisit *visit = data;

  visit->visit (collector_stmt_get_text (stmt, 0), visit->data);
  return TRUE;
}

gboolean
collector_history_list_used (CollectorDb *db, gint64 account_id, CollectorUsedReportVisit visit,
                             gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT report_id FROM report_history WHERE account_id = ?1 AND origin <> ?2 GROUP BY 1"
      " ORDER BY count (*) DESC, max (id) DESC",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, COLLECTOR_HISTORY_SCHEDULE);
  return collector_stmt_foreach (stmt, visit_used, &(UsedVisit){ visit, data }, error);
}
