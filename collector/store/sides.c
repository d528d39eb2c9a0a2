/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Under which ids the quality records lie of calls whose conversation has several records. Writer
 * lane.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/bulk.h"
#include "collector/store/ledger-private.h"

#define N_COLUMNS 4

static void
add_side (CollectorBulk *bulk, const CollectorSide *side, guint32 leg_ident)
{
  const gint64 figures[N_COLUMNS]
      = { side->call_id, side->node_id, side->leg->global_call_id, leg_ident };
  CollectorValue *values = leg_ident != 0 ? collector_bulk_add (bulk) : NULL;

  for (guint i = 0; values != NULL && i < N_COLUMNS; i++)
    collector_value_set_int (&values[i], figures[i]);
}

/* A record may come with the side of another: parts of a conversation share it. */
gboolean
collector_ledger_put_sides (CollectorLedger *ledger, const CollectorSide *sides, guint n_sides,
                            GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, N_COLUMNS);
  for (guint i = 0; i < n_sides && is_ok; i++)
    {
      add_side (&bulk, &sides[i], sides[i].leg->orig_leg_id);
      add_side (&bulk, &sides[i], sides[i].leg->dest_leg_id);
      collector_grades_note_call (ledger->grades, sides[i].call_id);
      if (bulk.n_rows + 2 <= COLLECTOR_BULK_ROWS && i + 1 < n_sides)
        continue;
      is_ok = collector_bulk_run (
          ledger->db,
          "INSERT OR IGNORE INTO call_side (call_id, node_id, global_call_id, leg_ident)"
          " SELECT c0, c1, c2, c3 FROM bulk_rows (?1)",
          &bulk, 0, error);
      bulk.n_rows = 0;
    }
  collector_bulk_clear (&bulk);
  return is_ok;
}

gboolean
collector_ledger_forget_sides (CollectorLedger *ledger, gint64 call_id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (ledger->db, "DELETE FROM call_side WHERE call_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  collector_grades_note_call (ledger->grades, call_id);
  return collector_stmt_run (stmt, error);
}
