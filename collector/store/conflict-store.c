/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records with the key of a stored one and another content: compared, and listed with both places.
 */
#include "config.h"

#include "collector/store/conflict-store.h"

#include "collector/store/ledger-private.h"

#define LIST                                                                                      \
  "SELECT c.id, f.name, c.line, coalesce (s.name, ''), coalesce (l.line, q.line, 0), c.body,"     \
  " l.body FROM conflict c JOIN file f ON f.id = c.file_id"                                       \
  " LEFT JOIN leg l ON l.node_id = c.node_id AND l.global_call_id = c.global_call_id"             \
  " AND l.record_key = c.record_key AND c.body IS NOT NULL"                                       \
  " LEFT JOIN quality q ON q.node_id = c.node_id AND q.global_call_id = c.global_call_id"         \
  " AND q.record_key = c.record_key AND c.body IS NULL"                                           \
  " LEFT JOIN file s ON s.id = coalesce (l.file_id, q.file_id)"

gboolean
collector_conflict_get_columns (CollectorDb *db, gint64 file_id, gint64 *columns_hash,
                                GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT columns_hash FROM file WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *columns_hash = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static void
bind_quality (CollectorStmt *stmt, gint64 node_id, gint64 device_id, const TollQuality *quality)
{
  const gint64 figures[] = { node_id,
                             quality->global_call_id,
                             quality->record_key,
                             quality->leg_id,
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
                             device_id };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 1 + i, figures[i]);
  collector_stmt_bind_text (stmt, 16, quality->number);
  collector_stmt_bind_text (stmt, 17, quality->partition);
  collector_stmt_bind_text (stmt, 18, quality->metrics);
}

gboolean
collector_conflict_compare_quality (CollectorLedger *ledger, gint64 node_id,
                                    const TollQuality *quality, gint64 *columns_hash,
                                    gboolean *agrees, GError **error)
{
  /* What was not measured, or had no column, is -1 or empty. */
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "SELECT f.columns_hash, q.leg_ident = ?4 AND q.stamp_ms = ?5"
      " AND (q.packets_sent = ?6 OR -1 IN (q.packets_sent, ?6))"
      " AND (q.packets_received = ?7 OR -1 IN (q.packets_received, ?7))"
      " AND (q.packets_lost = ?8 OR -1 IN (q.packets_lost, ?8))"
      " AND (q.jitter_ms = ?9 OR -1 IN (q.jitter_ms, ?9))"
      " AND (q.latency_ms = ?10 OR -1 IN (q.latency_ms, ?10))"
      " AND (q.duration_ms = ?11 OR -1 IN (q.duration_ms, ?11))"
      " AND (q.mos_milli = ?12 OR -1 IN (q.mos_milli, ?12))"
      " AND (q.concealed_ppm = ?13 OR -1 IN (q.concealed_ppm, ?13))"
      " AND (q.severely_concealed_s = ?14 OR -1 IN (q.severely_concealed_s, ?14))"
      " AND q.device_id = ?15 AND q.number = ?16"
      " AND (q.partition = ?17 OR '' IN (q.partition, ?17))"
      " AND (q.metrics = ?18 OR '' IN (q.metrics, ?18))"
      " FROM quality q LEFT JOIN file f ON f.id = q.file_id"
      " WHERE q.node_id = ?1 AND q.global_call_id = ?2 AND q.record_key = ?3",
      error);
  gint64 device_id = 0;
  gboolean has_row = FALSE;

  if (stmt == NULL
      || !collector_words_ensure (ledger->words, COLLECTOR_WORD_DEVICE, quality->device,
                                  &device_id, error))
    return FALSE;
  bind_quality (stmt, node_id, device_id, quality);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *columns_hash = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  *agrees = has_row && collector_stmt_get_int (stmt, 1) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Columns @first and @second are packed legs. Returns: (transfer full): names; "" when either is
 * none. */
static char *
dup_fields (CollectorStmt *stmt, int first, int second)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  TollLeg legs[2];

  for (int i = 0; i < 2; i++)
    {
      gsize n_body = 0;
      const guint8 *body = collector_stmt_get_blob (stmt, i == 0 ? first : second, &n_body);

      toll_leg_init (&legs[i]);
      if (body == NULL || !toll_leg_unpack (&legs[i], body, n_body, arena, NULL))
        return g_strdup ("");
    }
  toll_leg_list_differences (&legs[0], &legs[1], names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

gboolean
collector_conflict_list (CollectorDb *db, gint64 file_id, gint64 limit, CollectorConflictFunc func,
                         gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      file_id == 0 ? LIST " WHERE ?1 = 0 ORDER BY c.id LIMIT ?2"
                   : LIST " WHERE c.file_id = ?1 ORDER BY c.id LIMIT ?2",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  collector_stmt_bind_int (stmt, 2, limit);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      g_autofree char *fields = dup_fields (stmt, 5, 6);

      func (&(CollectorConflictRow){ collector_stmt_get_int (stmt, 0),
                                     collector_stmt_get_text (stmt, 1),
                                     (guint) collector_stmt_get_int (stmt, 2),
                                     collector_stmt_get_text (stmt, 3),
                                     (guint) collector_stmt_get_int (stmt, 4), fields },
            data);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}
