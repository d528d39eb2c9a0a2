/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records as rows: legs with their links, quality records, and conflicts between records that
 * claim the same key. Keys grow with time, so inserts stay at the end of the tree.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/bulk.h"
#include "collector/store/ledger-private.h"

#include <string.h>

/* The figures of words are part of a text below. */
G_STATIC_ASSERT (COLLECTOR_WORD_NODE == 1 && COLLECTOR_WORD_CLUSTER == 2);

#define N_COLUMNS 12
#define N_LINK_COLUMNS 6

static void
add_row (CollectorBulk *bulk, const CollectorLegRow *row)
{
  CollectorValue *values = collector_bulk_add (bulk);
  const gint64 figures[N_COLUMNS - 1]
      = { row->node_id, row->global_call_id, row->record_key,  row->setup_s,
          row->call_id, row->noise_id,       row->file_id,     row->line,
          row->byte_offset, row->byte_length, row->content_hash };

  for (guint i = 0; i < N_COLUMNS - 1; i++)
    collector_value_set_int (&values[i], figures[i]);
  collector_value_set_blob (&values[N_COLUMNS - 1], row->body, row->n_body);
}

static gboolean
store_block (CollectorLedger *ledger, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok = collector_bulk_run (
      ledger->db,
      "INSERT OR FAIL INTO leg (node_id, global_call_id, record_key, setup_s, call_id, noise_id,"
      " file_id, line, byte_offset, byte_length, content_hash, body)"
      " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 FROM bulk_rows (?1)",
      bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

static void
add_link (CollectorBulk *bulk, const CollectorLegRow *row, guint32 leg_ident)
{
  const gint64 figures[N_LINK_COLUMNS] = { row->cluster_id,     leg_ident,       row->node_id,
                                           row->global_call_id, row->record_key, row->setup_s };
  CollectorValue *values = leg_ident != 0 ? collector_bulk_add (bulk) : NULL;

  for (guint i = 0; values != NULL && i < N_LINK_COLUMNS; i++)
    collector_value_set_int (&values[i], figures[i]);
}

static gboolean
insert_links (CollectorLedger *ledger, const CollectorLegRow *rows, const TollLeg *const *links,
              guint n_rows, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, N_LINK_COLUMNS);
  for (guint i = 0; i < n_rows && is_ok; i++)
    {
      if (links[i] != NULL)
        {
          add_link (&bulk, &rows[i], links[i]->orig_leg_id);
          add_link (&bulk, &rows[i], links[i]->dest_leg_id);
        }
      if (bulk.n_rows + 2 <= COLLECTOR_BULK_ROWS && i + 1 < n_rows)
        continue;
      is_ok = collector_bulk_run (
          ledger->db,
          "INSERT OR IGNORE INTO leg_link (cluster_id, leg_ident, node_id, global_call_id,"
          " record_key, setup_s) SELECT c0, c1, c2, c3, c4, c5 FROM bulk_rows (?1)",
          &bulk, 0, error);
      bulk.n_rows = 0;
    }
  collector_bulk_clear (&bulk);
  return is_ok;
}

gboolean
collector_ledger_insert_legs (CollectorLedger *ledger, const CollectorLegRow *rows,
                              const TollLeg *const *links, guint n_rows, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, N_COLUMNS);
  for (guint i = 0; i < n_rows && is_ok; i++)
    {
      add_row (&bulk, &rows[i]);
      if (bulk.n_rows == COLLECTOR_BULK_ROWS || i + 1 == n_rows)
        is_ok = store_block (ledger, &bulk, error);
    }
  collector_bulk_clear (&bulk);
  return is_ok && insert_links (ledger, rows, links, n_rows, error);
}

static void
bind_key (CollectorStmt *stmt, const CollectorLegRow *row)
{
  collector_stmt_bind_int (stmt, 1, row->node_id);
  collector_stmt_bind_int (stmt, 2, row->global_call_id);
  collector_stmt_bind_int (stmt, 3, row->record_key);
}

gboolean
collector_ledger_set_leg_call (CollectorLedger *ledger, const CollectorLegRow *row,
                               gint64 call_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "UPDATE leg SET call_id = ?4, noise_id = 0 WHERE node_id = ?1 AND global_call_id = ?2"
      " AND record_key = ?3",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_key (stmt, row);
  collector_stmt_bind_int (stmt, 4, call_id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_set_leg_noise (CollectorLedger *ledger, const CollectorLegRow *row,
                                gint64 noise_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "UPDATE leg SET call_id = 0, noise_id = ?4 WHERE node_id = ?1 AND global_call_id = ?2"
      " AND record_key = ?3",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_key (stmt, row);
  collector_stmt_bind_int (stmt, 4, noise_id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_link_leg (CollectorLedger *ledger, const CollectorLegRow *row,
                           const TollLeg *leg, GError **error)
{
  return insert_links (ledger, row, &leg, 1, error);
}

static void
read_leg (CollectorStmt *stmt, CollectorLegRow *row)
{
  memset (row, 0, sizeof *row);
  row->node_id = collector_stmt_get_int (stmt, 0);
  row->global_call_id = collector_stmt_get_int (stmt, 1);
  row->record_key = collector_stmt_get_int (stmt, 2);
  row->setup_s = collector_stmt_get_int (stmt, 3);
  row->call_id = collector_stmt_get_int (stmt, 4);
  row->noise_id = collector_stmt_get_int (stmt, 5);
  row->file_id = collector_stmt_get_int (stmt, 6);
  row->line = collector_stmt_get_int (stmt, 7);
  row->byte_offset = collector_stmt_get_int (stmt, 8);
  row->byte_length = collector_stmt_get_int (stmt, 9);
  row->content_hash = collector_stmt_get_int (stmt, 10);
}

static gboolean
collect_legs (CollectorStmt *stmt, TollArena *arena, GArray *rows, GError **error)
{
  gboolean has_row = FALSE, is_ok;

  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      CollectorLegRow row;

      read_leg (stmt, &row);
      if (arena != NULL)
        {
          gconstpointer body = collector_stmt_get_blob (stmt, 11, &row.n_body);

          row.body = body != NULL
                         ? memcpy (toll_arena_alloc (arena, row.n_body), body, row.n_body)
                         : (gpointer) "";
        }
      g_array_append_val (rows, row);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_ledger_list_legs (CollectorDb *db, gint64 node_id, guint32 first, guint32 last,
                            GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT node_id, global_call_id, record_key, setup_s, call_id, noise_id, file_id, line,"
      " byte_offset, byte_length, content_hash FROM leg"
      " WHERE node_id = ?1 AND global_call_id BETWEEN ?2 AND ?3"
      " ORDER BY node_id, global_call_id, record_key",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, node_id);
  collector_stmt_bind_int (stmt, 2, first);
  collector_stmt_bind_int (stmt, 3, last);
  return collect_legs (stmt, NULL, rows, error);
}

gboolean
collector_ledger_load_legs (CollectorDb *db, gint64 node_id, guint32 global_call_id,
                            TollArena *arena, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT node_id, global_call_id, record_key, setup_s, call_id, noise_id, file_id, line,"
      " byte_offset, byte_length, content_hash, body FROM leg"
      " WHERE node_id = ?1 AND global_call_id = ?2 ORDER BY record_key",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, node_id);
  collector_stmt_bind_int (stmt, 2, global_call_id);
  return collect_legs (stmt, arena, rows, error);
}

/* Rows of one node follow each other. */
static gboolean
find_clusters (CollectorDb *db, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT c.id FROM word n JOIN word c ON c.kind = 2"
      " AND c.text = substr (rtrim (n.text, '0123456789'), 1,"
      "  length (rtrim (n.text, '0123456789')) - 1) WHERE n.kind = 1 AND n.id = ?1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      CollectorLegRow *row = &g_array_index (rows, CollectorLegRow, i);

      if (i > 0 && row[-1].node_id == row->node_id)
        {
          row->cluster_id = row[-1].cluster_id;
          continue;
        }
      collector_stmt_bind_int (stmt, 1, row->node_id);
      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      row->cluster_id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
      collector_stmt_reset (stmt);
    }
  return TRUE;
}

gboolean
collector_ledger_scan_legs (CollectorDb *db, const CollectorLegKey *after, guint limit,
                            TollArena *arena, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT node_id, global_call_id, record_key, setup_s, call_id, noise_id, file_id, line,"
      " byte_offset, byte_length, content_hash, body FROM leg"
      " WHERE (node_id, global_call_id, record_key) > (?1, ?2, ?3)"
      " ORDER BY node_id, global_call_id, record_key LIMIT ?4",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, after->node_id);
  collector_stmt_bind_int (stmt, 2, after->global_call_id);
  collector_stmt_bind_int (stmt, 3, after->record_key);
  collector_stmt_bind_int (stmt, 4, limit);
  return collect_legs (stmt, arena, rows, error) && find_clusters (db, rows, error);
}

gboolean
collector_ledger_list_linked (CollectorDb *db, gint64 cluster_id, guint32 leg_ident, GArray *rows,
                              GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT node_id, global_call_id, record_key, setup_s FROM leg_link"
      " WHERE cluster_id = ?1 AND leg_ident = ?2",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, leg_ident);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      CollectorLegRow row = { .node_id = collector_stmt_get_int (stmt, 0),
                              .cluster_id = cluster_id,
                              .global_call_id = collector_stmt_get_int (stmt, 1),
                              .record_key = collector_stmt_get_int (stmt, 2),
                              .setup_s = collector_stmt_get_int (stmt, 3) };

      g_array_append_val (rows, row);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_ledger_add_conflict (CollectorLedger *ledger, const CollectorLegRow *row,
                               gint64 stored_hash, gboolean *is_new, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "INSERT OR IGNORE INTO conflict (node_id, global_call_id, record_key, stored_hash,"
      " content_hash, file_id, line, byte_offset, byte_length, body, created_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_key (stmt, row);
  collector_stmt_bind_int (stmt, 4, stored_hash);
  collector_stmt_bind_int (stmt, 5, row->content_hash);
  collector_stmt_bind_int (stmt, 6, row->file_id);
  collector_stmt_bind_int (stmt, 7, row->line);
  collector_stmt_bind_int (stmt, 8, row->byte_offset);
  collector_stmt_bind_int (stmt, 9, row->byte_length);
  if (row->body != NULL)
    collector_stmt_bind_blob (stmt, 10, row->body, row->n_body);
  collector_stmt_bind_int (stmt, 11, g_get_real_time () / 1000);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *is_new = collector_db_get_changes (ledger->db) == 1;
  return TRUE;
}

static gboolean
find_quality (CollectorLedger *ledger, gint64 node_id, const TollQuality *quality,
              gboolean *is_there, gint64 *stored_hash, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "SELECT content_hash FROM quality WHERE node_id = ?1 AND global_call_id = ?2"
      " AND record_key = ?3",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, node_id);
  collector_stmt_bind_int (stmt, 2, quality->global_call_id);
  collector_stmt_bind_int (stmt, 3, quality->record_key);
  if (!collector_stmt_step (stmt, is_there, error))
    return FALSE;
  *stored_hash = *is_there ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
insert_quality (CollectorLedger *ledger, gint64 node_id, gint64 file_id,
                const TollQuality *quality, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "INSERT INTO quality (node_id, global_call_id, record_key, leg_ident, content_hash,"
      " stamp_ms, packets_sent, packets_received, packets_lost, jitter_ms, latency_ms,"
      " duration_ms, mos_milli, concealed_ppm, severely_concealed_s, file_id, line, device_id,"
      " number, partition, metrics)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
      " ?19, ?20, ?21)",
      error);
  gint64 device_id = 0;

  if (stmt == NULL
      || !collector_words_ensure (ledger->words, COLLECTOR_WORD_DEVICE, quality->device,
                                  &device_id, error))
    return FALSE;
  {
    const gint64 figures[] = {
      node_id,
      quality->global_call_id,
      quality->record_key,
      quality->leg_id,
      quality->content_hash,
      quality->stamp_ms,
      quality->packets_sent,
      quality->packets_received,
      quality->packets_lost,
      quality->jitter_ms,
      quality->latency_ms,
      quality->duration_ms,
      quality->mos_milli,
      quality->concealed_ppm,
      quality->severely_concealed_s,
      file_id,
      quality->line,
      device_id,
    };

    for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
      collector_stmt_bind_int (stmt, 1 + i, figures[i]);
  }
  collector_stmt_bind_text (stmt, 19, quality->number);
  collector_stmt_bind_text (stmt, 20, quality->partition);
  collector_stmt_bind_text (stmt, 21, quality->metrics);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_add_quality (CollectorLedger *ledger, gint64 node_id, gint64 file_id,
                              const TollQuality *quality, gboolean *is_stored,
                              gint64 *stored_hash, GError **error)
{
  gboolean is_there = FALSE;

  if (!find_quality (ledger, node_id, quality, &is_there, stored_hash, error))
    return FALSE;
  *is_stored = !is_there;
  if (is_there)
    return TRUE;
  collector_grades_note_heard (ledger->grades, node_id, quality->global_call_id);
  return insert_quality (ledger, node_id, file_id, quality, error);
}
