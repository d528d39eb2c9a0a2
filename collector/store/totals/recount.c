/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running totals counted anew from the calls: to see whether they are right, and to write them
 * where they are kept in a layout of the past.
 */
#include "config.h"

#include "collector/store/totals/grades.h"
#include "collector/store/ledger.h"

/* Calls that are gathered before they are written: what is in memory stays small, and the rows of
 * a month are written few times. */
#define CALLS_A_FLUSH 1000000

static void
add_row (CollectorStmt *stmt, CollectorTotals *totals, gboolean is_written)
{
  gint64 figures[COLLECTOR_N_COUNTED_COLUMNS];
  TollCall call;
  CollectorTotalsKeys keys;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    figures[i] = collector_stmt_get_int (stmt, i);
  collector_ledger_fill_counted (figures, &call, &keys);
  /* The totals of people's own calls are a table of their own, which is not written anew. */
  if (is_written)
    call.person_id = 0;
  collector_totals_add (totals, &keys, &call, 1);
}

/* In the order of their ids, which is that of time: a day is then written once or twice. */
static gboolean
add_calls (CollectorTotals *totals, CollectorDb *db, gboolean is_written, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " COLLECTOR_COUNTED_COLUMNS " FROM call ORDER BY id", error);
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  for (guint n = 1; is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row; n++)
    {
      add_row (stmt, totals, is_written);
      if (is_written && n % CALLS_A_FLUSH == 0)
        is_ok = collector_totals_flush (totals, db, error);
    }
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_totals_add_all (CollectorTotals *totals, CollectorDb *db, GError **error)
{
  return add_calls (totals, db, FALSE, error) && collector_grades_add_all (db, totals, error);
}

static gboolean
write_anew (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorTotals) totals = NULL;
  CollectorStmt *stmt;

  (void) data;
  if (!collector_db_run (db, "DELETE FROM totals", error))
    return FALSE;
  stmt = collector_db_prepare (db, "UPDATE meta SET totals_layout = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, COLLECTOR_TOTALS_LAYOUT);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  totals = collector_totals_new (db, error);
  return totals != NULL && add_calls (totals, db, TRUE, error)
         && collector_grades_count_anew (db, totals, error)
         && collector_totals_flush (totals, db, error);
}

gboolean
collector_totals_bring_up (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT totals_layout FROM meta", error);
  gboolean has_row = FALSE, is_current;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  is_current = !has_row || collector_stmt_get_int (stmt, 0) == COLLECTOR_TOTALS_LAYOUT;
  collector_stmt_reset (stmt);
  if (is_current)
    return TRUE;
  g_message ("Counting the running totals anew from the calls");
  if (collector_db_transact (db, write_anew, NULL, error))
    return TRUE;
  g_prefix_error (error, "Running totals: ");
  return FALSE;
}
