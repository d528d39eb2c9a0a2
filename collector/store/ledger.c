/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One transaction of the ledger: dictionary, totals and learned devices live and die with it.
 * Writer lane.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/follow-up.h"
#include "collector/store/hidden-calls.h"
#include "collector/store/ledger-private.h"

#include <string.h>

CollectorLedger *
collector_ledger_new (CollectorDb *db, GError **error)
{
  CollectorTotals *totals = collector_totals_new (db, error);
  CollectorLedger *ledger;

  if (totals == NULL)
    return NULL;
  ledger = g_new0 (CollectorLedger, 1);
  ledger->db = db;
  ledger->words = collector_words_new (db);
  ledger->totals = totals;
  ledger->finder = collector_finder_new ();
  ledger->called = collector_called_new ();
  ledger->grades = collector_grades_new ();
  ledger->touched = collector_touched_new ();
  ledger->learned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return ledger;
}

void
collector_ledger_free (CollectorLedger *ledger)
{
  if (ledger == NULL)
    return;
  collector_words_free (ledger->words);
  collector_totals_free (ledger->totals);
  collector_finder_free (ledger->finder);
  collector_called_free (ledger->called);
  collector_grades_free (ledger->grades);
  collector_touched_free (ledger->touched);
  g_hash_table_unref (ledger->learned);
  g_free (ledger);
}

CollectorDb *
collector_ledger_get_db (CollectorLedger *ledger)
{
  return ledger->db;
}

CollectorWords *
collector_ledger_get_words (CollectorLedger *ledger)
{
  return ledger->words;
}

gboolean
collector_ledger_begin (CollectorLedger *ledger, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  if (!collector_db_begin (ledger->db, error))
    return FALSE;
  stmt = collector_db_prepare (ledger->db,
                               "SELECT last_change, (SELECT max (id) FROM call) FROM meta", error);
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  ledger->change = (has_row ? collector_stmt_get_int (stmt, 0) : 0) + 1;
  ledger->last_id = has_row ? collector_stmt_get_int (stmt, 1) : 0;
  ledger->has_changed = FALSE;
  collector_stmt_reset (stmt);
  return TRUE;
}

void
collector_ledger_learn_device (CollectorLedger *ledger, const char *name, gint64 seen_ms)
{
  CollectorLearned *learned;

  if (name[0] == '\0')
    return;
  learned = g_hash_table_lookup (ledger->learned, name);
  if (learned == NULL)
    {
      learned = g_new0 (CollectorLearned, 1);
      learned->first_ms = learned->last_ms = seen_ms;
      g_hash_table_insert (ledger->learned, g_strdup (name), learned);
    }
  learned->first_ms = MIN (learned->first_ms, seen_ms);
  learned->last_ms = MAX (learned->last_ms, seen_ms);
  learned->n_records++;
}

static gboolean
write_learned (CollectorLedger *ledger, GError **error)
{
  GHashTableIter iter;
  gpointer name, data;

  g_hash_table_iter_init (&iter, ledger->learned);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      const CollectorLearned *learned = data;
      CollectorStmt *stmt = collector_db_prepare (
          ledger->db,
          "INSERT INTO learned_device (name, first_seen_ms, last_seen_ms, n_records)"
          " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
          " first_seen_ms = min (first_seen_ms, ?2), last_seen_ms = max (last_seen_ms, ?3),"
          " n_records = n_records + ?4",
          error);

      if (stmt == NULL)
        return FALSE;
      collector_stmt_bind_text (stmt, 1, name);
      collector_stmt_bind_int (stmt, 2, learned->first_ms);
      collector_stmt_bind_int (stmt, 3, learned->last_ms);
      collector_stmt_bind_int (stmt, 4, learned->n_records);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_change (CollectorLedger *ledger, GError **error)
{
  CollectorStmt *stmt;

  if (!ledger->has_changed)
    return TRUE;
  stmt = collector_db_prepare (ledger->db, "UPDATE meta SET last_change = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, ledger->change);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_commit (CollectorLedger *ledger, GError **error)
{
  collector_finder_close (ledger->finder);
  if (!collector_grades_flush (ledger->grades, ledger->db, ledger->totals, error)
      || !collector_totals_flush (ledger->totals, ledger->db, error)
      || !collector_called_flush (ledger->called, ledger->db, error)
      || !collector_finder_flush (ledger->finder, ledger->db, error)
      || !collector_follow_up_flush (ledger->finder, ledger->db, ledger->last_id, error)
      || !collector_hidden_flush (ledger->finder, ledger->db, error)
      || !collector_touched_flush (ledger->touched, ledger->db, error)
      || !write_learned (ledger, error) || !write_change (ledger, error)
      || !collector_db_commit (ledger->db, error))
    return FALSE;
  collector_finder_forget (ledger->finder);
  collector_words_keep (ledger->words);
  collector_totals_keep (ledger->totals);
  g_hash_table_remove_all (ledger->learned);
  return TRUE;
}

const GArray *
collector_ledger_get_heard (const CollectorLedger *ledger)
{
  return collector_grades_get_heard (ledger->grades);
}

void
collector_ledger_rollback (CollectorLedger *ledger)
{
  collector_db_rollback (ledger->db);
  collector_words_forget (ledger->words);
  collector_totals_forget (ledger->totals);
  collector_finder_forget (ledger->finder);
  collector_called_forget (ledger->called);
  collector_grades_forget (ledger->grades);
  collector_touched_forget (ledger->touched);
  g_hash_table_remove_all (ledger->learned);
}
