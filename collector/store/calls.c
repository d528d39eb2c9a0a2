/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls as rows: the texts that repeat become words, what can be derived is left out, and every
 * row that comes or goes changes the totals with it. Writer lane.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/bulk.h"
#include "collector/store/ledger-private.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_ID_STEPS 1000
#define ID_SECOND_SHIFT 31

/* Columns of a row in the order of the values made by fill_row(). */
#define N_COLUMNS 46
#define LINE_COLUMN 13
#define CALLED_LINE_COLUMN 45
#define COLUMNS \
  "id, start_ms, connect_ms, end_ms, ring_ms, talk_ms, queue_ms, direction," \
  " outcome, dest_class, flags, cause, n_legs, line_id, last_line_id, first_line_id," \
  " device_id, login_id, person_id, department_id, cost_centre_id, location_id, number," \
  " caller_e164, callee_e164, dialled, hunt_pilot_id, nation_id, area_id, operator_id," \
  " gateway_id, site_id, authorization_id, client_matter_code, rating_state, reason," \
  " cost_micro, currency_id, tariff_version_id, prefix_id, charged_from_ms, charged_ms," \
  " node_id, global_call_id, change, called_line_id"

static const char *const insert_sql
    = "INSERT OR FAIL INTO call (" COLUMNS ") SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10,"
      " c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26,"
      " c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42,"
      " c43, c44, c45 FROM bulk_rows (?1)";

static const char *const insert_one_sql
    = "INSERT INTO call (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
      " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,"
      " ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44,"
      " ?45, ?46)";

gint64
collector_call_first_id (gint64 start_ms)
{
  return CLAMP (start_ms / 1000, 0, G_GINT64_CONSTANT (0xffffffff)) << ID_SECOND_SHIFT;
}

gint64
collector_call_last_id (gint64 start_ms)
{
  return collector_call_first_id (start_ms) | ((G_GINT64_CONSTANT (1) << ID_SECOND_SHIFT) - 1);
}

gint64
collector_call_start_ms (gint64 id)
{
  return (id >> ID_SECOND_SHIFT) * 1000;
}

static void
set_unless_same (CollectorValue *value, const char *text, const char *derived)
{
  if (strcmp (text, derived) == 0)
    collector_value_set_null (value);
  else
    collector_value_set_text (value, text);
}

static void
set_int_unless_same (CollectorValue *value, gint64 figure, gint64 derived)
{
  if (figure == derived)
    collector_value_set_null (value);
  else
    collector_value_set_int (value, figure);
}

static CollectorValue *
set_ints (CollectorValue *values, const gint64 *figures, guint n)
{
  for (guint i = 0; i < n; i++)
    collector_value_set_int (values++, figures[i]);
  return values;
}

static CollectorValue *
fill_figures (CollectorValue *values, const TollCall *call)
{
  const gint64 figures[] = { call->id,         call->start_ms, call->connect_ms, call->end_ms,
                             call->ring_ms,    call->talk_ms,  call->queue_ms,   call->direction,
                             call->outcome,    call->dest_class, call->flags,    call->cause,
                             call->n_legs };

  return set_ints (values, figures, G_N_ELEMENTS (figures));
}

static CollectorValue *
fill_owner (CollectorValue *values, const TollCall *call, const gint64 *ids)
{
  const gint64 figures[]
      = { ids[COLLECTOR_CALL_LINE],       ids[COLLECTOR_CALL_LAST_LINE],
          ids[COLLECTOR_CALL_FIRST_LINE], ids[COLLECTOR_CALL_DEVICE],
          ids[COLLECTOR_CALL_LOGIN],      call->person_id,
          call->department_id,            call->cost_centre_id,
          call->location_id };

  return set_ints (values, figures, G_N_ELEMENTS (figures));
}

static CollectorValue *
fill_other_side (CollectorValue *values, const TollCall *call, const gint64 *ids)
{
  const gint64 figures[]
      = { ids[COLLECTOR_CALL_HUNT_PILOT], ids[COLLECTOR_CALL_NATION],  ids[COLLECTOR_CALL_AREA],
          ids[COLLECTOR_CALL_OPERATOR],   ids[COLLECTOR_CALL_GATEWAY], ids[COLLECTOR_CALL_SITE],
          ids[COLLECTOR_CALL_AUTHORIZATION] };

  collector_value_set_text (values++, call->number);
  set_unless_same (values++, call->caller_e164,
                   collector_ledger_derive_caller (call->direction, call->number));
  set_unless_same (values++, call->callee_e164,
                   collector_ledger_derive_callee (call->direction, call->number));
  collector_value_set_text (values++, call->dialled);
  values = set_ints (values, figures, G_N_ELEMENTS (figures));
  collector_value_set_text (values++, call->client_matter_code);
  return values;
}

static CollectorValue *
fill_price (CollectorValue *values, const TollCall *call, const gint64 *ids)
{
  const gint64 figures[] = { call->rating_state,      call->reason,
                             call->cost_micro,        ids[COLLECTOR_CALL_CURRENCY],
                             call->tariff_version_id, ids[COLLECTOR_CALL_PREFIX] };

  values = set_ints (values, figures, G_N_ELEMENTS (figures));
  set_int_unless_same (values++, call->charged_from_ms, call->connect_ms);
  set_int_unless_same (values++, call->charged_ms, call->talk_ms);
  return values;
}

/* One call by itself: two calls of one second may hash alike once in two thousand million; the
 * later takes the next free id. */
static gboolean
insert_one (CollectorLedger *ledger, TollCall *call, CollectorValue *values, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (ledger->db, insert_one_sql, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (values[i].kind == COLLECTOR_VALUE_INT)
      collector_stmt_bind_int (stmt, i + 1, values[i].figure);
    else if (values[i].kind == COLLECTOR_VALUE_TEXT)
      collector_stmt_bind_text (stmt, i + 1, values[i].bytes);
  for (guint i = 0; i < MAX_ID_STEPS; i++)
    {
      g_autoptr (GError) reason = NULL;

      collector_stmt_bind_int (stmt, 1, call->id);
      if (collector_stmt_run (stmt, &reason))
        return TRUE;
      if (i + 1 == MAX_ID_STEPS || !g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      call->id++;
    }
  return FALSE;
}

static gboolean
add_row (CollectorLedger *ledger, const CollectorCallPut *row, CollectorBulk *bulk,
         GError **error)
{
  gint64 ids[COLLECTOR_N_CALL_WORDS];
  CollectorTotalsKeys keys;
  CollectorValue *values;

  if (!collector_call_words_ensure (row->words, ledger->words, ids, error))
    return FALSE;
  values = fill_figures (collector_bulk_add (bulk), row->call);
  values = fill_owner (values, row->call, ids);
  values = fill_other_side (values, row->call, ids);
  values = fill_price (values, row->call, ids);
  collector_value_set_int (values++, row->node_id);
  collector_value_set_int (values++, row->global_call_id);
  collector_value_set_int (values++, ledger->change);
  collector_value_set_int (values, ids[COLLECTOR_CALL_CALLED_LINE]);
  keys = (CollectorTotalsKeys){ .line_id = ids[COLLECTOR_CALL_LINE],
                                .nation_id = ids[COLLECTOR_CALL_NATION],
                                .area_id = ids[COLLECTOR_CALL_AREA],
                                .gateway_id = ids[COLLECTOR_CALL_GATEWAY],
                                .operator_id = ids[COLLECTOR_CALL_OPERATOR],
                                .site_id = ids[COLLECTOR_CALL_SITE],
                                .currency_id = ids[COLLECTOR_CALL_CURRENCY] };
  collector_totals_add (ledger->totals, &keys, row->call, 1);
  return TRUE;
}

/* Where a stored call is found. @values: its row. */
static gboolean
note_place (CollectorLedger *ledger, const CollectorCallPut *row, const CollectorValue *values,
            GError **error)
{
  const TollCall *call = row->call;
  gint64 ids[COLLECTOR_N_CALL_WORDS];
  CollectorCalledRow called = { .line_id = values[CALLED_LINE_COLUMN].figure,
                                .call_id = call->id,
                                .person_id = call->called_person_id,
                                .department_id = call->called_department_id,
                                .cost_centre_id = call->called_cost_centre_id,
                                .location_id = call->called_location_id };
  const CollectorFinderCall found
      = { call->id, values[LINE_COLUMN].figure, call->person_id, call->number,
          collector_follow_get (call->direction, call->outcome, call->number) };

  collector_finder_note (ledger->finder, &found, 1);
  collector_grades_note_call (ledger->grades, call->id);
  collector_touched_note (ledger->touched, call);
  if (called.line_id == 0)
    return TRUE;
  if (!collector_call_words_ensure (row->words, ledger->words, ids, error))
    return FALSE;
  called.device_id = ids[COLLECTOR_CALL_CALLED_DEVICE];
  called.login_id = ids[COLLECTOR_CALL_CALLED_LOGIN];
  collector_called_add (ledger->called, &called);
  return TRUE;
}

/* Stores the rows of a block; a row whose id is taken goes by itself. */
static gboolean
store_block (CollectorLedger *ledger, const CollectorCallPut *rows, CollectorBulk *bulk,
             GError **error)
{
  for (guint first = 0; first < bulk->n_rows; first = bulk->at + 1)
    {
      g_autoptr (GError) reason = NULL;

      if (collector_bulk_run (ledger->db, insert_sql, bulk, first, &reason))
        break;
      if (!g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (!insert_one (ledger, rows[bulk->at].call, bulk->values + bulk->at * N_COLUMNS, error))
        return FALSE;
    }
  /* Only now are the ids certain. */
  for (guint i = 0; i < bulk->n_rows; i++)
    if (!note_place (ledger, &rows[i], bulk->values + i * N_COLUMNS, error))
      return FALSE;
  bulk->n_rows = 0;
  return TRUE;
}

gboolean
collector_ledger_insert_calls (CollectorLedger *ledger, const CollectorCallPut *rows, guint n_rows,
                               GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, N_COLUMNS);
  ledger->has_changed |= n_rows > 0;
  for (guint first = 0; first < n_rows && is_ok; first += COLLECTOR_BULK_ROWS)
    {
      guint end = MIN (first + COLLECTOR_BULK_ROWS, n_rows);

      for (guint i = first; i < end && is_ok; i++)
        is_ok = add_row (ledger, &rows[i], &bulk, error);
      is_ok = is_ok && store_block (ledger, rows + first, &bulk, error);
    }
  collector_bulk_clear (&bulk);
  return is_ok;
}

gboolean
collector_ledger_insert_call (CollectorLedger *ledger, TollCall *call, gint64 node_id,
                              guint32 global_call_id, GError **error)
{
  g_autoptr (CollectorGlossary) glossary = collector_glossary_new ();
  CollectorCallWords words;
  const CollectorCallPut row = { call, &words, node_id, global_call_id };

  collector_glossary_note (glossary, call, &words);
  return collector_ledger_insert_calls (ledger, &row, 1, error);
}

void
collector_ledger_fill_counted (const gint64 *figures, TollCall *call, CollectorTotalsKeys *keys)
{
  toll_call_init (call);
  call->start_ms = figures[0];
  call->ring_ms = figures[1];
  call->talk_ms = figures[2];
  call->direction = figures[3];
  call->outcome = figures[4];
  call->dest_class = figures[5];
  call->department_id = figures[6];
  call->cost_centre_id = figures[7];
  call->location_id = figures[8];
  call->rating_state = figures[9];
  call->cost_micro = figures[10];
  *keys = (CollectorTotalsKeys){ figures[11], figures[12], figures[13], figures[14],
                                 figures[15], figures[16], figures[17] };
  call->person_id = figures[18];
}

gboolean
collector_ledger_load_counted (CollectorLedger *ledger, gint64 id, TollCall *call,
                               CollectorTotalsKeys *keys, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db, "SELECT " COLLECTOR_COUNTED_COLUMNS " FROM call WHERE id = ?1", error);
  gint64 figures[COLLECTOR_N_COUNTED_COLUMNS];
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    figures[i] = has_row ? collector_stmt_get_int (stmt, i) : 0;
  collector_stmt_reset (stmt);
  if (!has_row)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no call %" G_GINT64_FORMAT,
                   id);
      return FALSE;
    }
  collector_ledger_fill_counted (figures, call, keys);
  call->id = id;
  return TRUE;
}

/* Takes the call out of where it is found. */
static gboolean
forget_place (CollectorLedger *ledger, gint64 id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (
          ledger->db,
          "SELECT line_id, number, called_line_id, person_id, direction, outcome FROM call"
          " WHERE id = ?1",
          error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      const char *number = collector_stmt_get_text (stmt, 1);
      const CollectorFinderCall found
          = { id, collector_stmt_get_int (stmt, 0), collector_stmt_get_int (stmt, 3), number,
              collector_follow_get (collector_stmt_get_int (stmt, 4),
                                    collector_stmt_get_int (stmt, 5), number) };

      collector_finder_note (ledger->finder, &found, -1);
    }
  if (has_row && collector_stmt_get_int (stmt, 2) != 0)
    collector_called_remove (ledger->called, collector_stmt_get_int (stmt, 2), id);
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_ledger_delete_call (CollectorLedger *ledger, gint64 id, GError **error)
{
  CollectorTotalsKeys keys;
  TollCall call;
  CollectorStmt *stmt;

  if (!collector_ledger_load_counted (ledger, id, &call, &keys, error)
      || !forget_place (ledger, id, error) || !collector_ledger_forget_sides (ledger, id, error)
      || !collector_touched_delete (ledger->db, id, error))
    return FALSE;
  stmt = collector_db_prepare (ledger->db, "DELETE FROM call WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  ledger->has_changed = TRUE;
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  collector_grades_note_call (ledger->grades, id);
  collector_totals_add (ledger->totals, &keys, &call, -1);
  return TRUE;
}
