/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of a stored call it may become another's. The totals follow. Writer lane.
 */
#include "config.h"

#include "collector/store/follow-up.h"
#include "collector/store/hidden-calls.h"
#include "collector/store/ledger-private.h"

/* Whose the call is, where it is found. */
static gboolean
reown_place (CollectorLedger *ledger, const TollCall *after, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "UPDATE call_line SET person_id = ?2"
      " WHERE line_id = (SELECT line_id FROM call WHERE id = ?1) AND call_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, after->id);
  collector_stmt_bind_int (stmt, 2, after->person_id);
  return collector_stmt_run (stmt, error);
}

static gboolean
note_called_groups (CollectorLedger *ledger, const TollCall *after, GError **error)
{
  CollectorCalledRow row = { .person_id = after->called_person_id,
                             .department_id = after->called_department_id,
                             .cost_centre_id = after->called_cost_centre_id,
                             .location_id = after->called_location_id };
  CollectorStmt *stmt
      = collector_db_prepare (ledger->db, "SELECT called_line_id FROM call WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, after->id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  row.line_id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return row.line_id == 0 || collector_called_note_groups (ledger->db, &row, error);
}

/* The owner of the called side; of a call without one there is nothing to change. */
static gboolean
reown_called (CollectorLedger *ledger, const TollCall *after, GError **error)
{
  const gint64 owner[] = { after->id, after->called_person_id, after->called_department_id,
                           after->called_cost_centre_id, after->called_location_id };
  CollectorStmt *stmt;

  if (*after->called_extension == '\0')
    return TRUE;
  stmt = collector_db_prepare (
      ledger->db,
      "UPDATE call_called SET person_id = ?2, department_id = ?3, cost_centre_id = ?4,"
      " location_id = ?5 WHERE line_id = (SELECT called_line_id FROM call WHERE id = ?1)"
      " AND call_id = ?1",
      error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (owner); i++)
    collector_stmt_bind_int (stmt, (int) i + 1, owner[i]);
  return collector_stmt_run (stmt, error) && note_called_groups (ledger, after, error);
}

gboolean
collector_ledger_reown_call (CollectorLedger *ledger, const TollCall *after, GError **error)
{
  const gint64 owner[] = { after->id, after->person_id, after->department_id,
                           after->cost_centre_id, after->location_id };
  CollectorTotalsKeys keys;
  TollCall counted;
  CollectorStmt *stmt;

  if (!collector_ledger_load_counted (ledger, after->id, &counted, &keys, error))
    return FALSE;
  stmt = collector_db_prepare (
      ledger->db,
      "UPDATE call SET person_id = ?2, department_id = ?3, cost_centre_id = ?4, location_id = ?5,"
      " change = ?6 WHERE id = ?1",
      error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (owner); i++)
    collector_stmt_bind_int (stmt, (int) i + 1, owner[i]);
  collector_stmt_bind_int (stmt, G_N_ELEMENTS (owner) + 1, ledger->change);
  ledger->has_changed = TRUE;
  collector_totals_add (ledger->totals, &keys, &counted, -1);
  counted.person_id = after->person_id;
  counted.department_id = after->department_id;
  counted.cost_centre_id = after->cost_centre_id;
  counted.location_id = after->location_id;
  collector_grades_note_call (ledger->grades, after->id);
  collector_totals_add (ledger->totals, &keys, &counted, 1);
  return collector_stmt_run (stmt, error) && reown_place (ledger, after, error) &&
         collector_follow_up_reown (ledger->db, after->id, error) &&
         reown_called (ledger, after, error) &&
         collector_hidden_reown (ledger->db, after->id, error);
}
