/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the call table becomes a call, with its names looked up by the statement, or by ids for
 * long lists. Any lane.
 */
#include "config.h"

#include "collector/store/ledger-private.h"

#include <string.h>

/* COLLECTOR_CALL_COLUMNS names the kinds by figure. */
G_STATIC_ASSERT (COLLECTOR_WORD_DEVICE == 3 && COLLECTOR_WORD_PREFIX == 13);

/* Behind the names of COLLECTOR_CALL_COLUMNS. */
#define CALLED_COLUMN 43

const char *
collector_ledger_derive_caller (TollDirection direction, const char *number)
{
  return direction == TOLL_DIRECTION_INCOMING && number[0] == '+' ? number : "";
}

const char *
collector_ledger_derive_callee (TollDirection direction, const char *number)
{
  return (direction == TOLL_DIRECTION_OUTGOING || direction == TOLL_DIRECTION_TRANSIT)
                 && number[0] == '+'
             ? number
             : "";
}

static const char *
copy_text (CollectorStmt *stmt, int column, TollArena *arena)
{
  return toll_arena_strdup (arena, collector_stmt_get_text (stmt, column));
}

/* caller_e164 and callee_e164 at @at, behind direction and number. */
static void
read_parties (CollectorStmt *stmt, int at, TollArena *arena, TollCall *call)
{
  call->caller_e164 = collector_stmt_is_null (stmt, at)
                          ? collector_ledger_derive_caller (call->direction, call->number)
                          : copy_text (stmt, at, arena);
  call->callee_e164 = collector_stmt_is_null (stmt, at + 1)
                          ? collector_ledger_derive_callee (call->direction, call->number)
                          : copy_text (stmt, at + 1, arena);
}

static void
read_own (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  gint64 *const wide[] = { &call->id,      &call->start_ms, &call->connect_ms, &call->end_ms,
                           &call->ring_ms, &call->talk_ms,  &call->queue_ms };

  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    *wide[i] = collector_stmt_get_int (stmt, i);
  call->direction = collector_stmt_get_int (stmt, 7);
  call->outcome = collector_stmt_get_int (stmt, 8);
  call->dest_class = collector_stmt_get_int (stmt, 9);
  call->flags = collector_stmt_get_int (stmt, 10);
  call->cause = collector_stmt_get_int (stmt, 11);
  call->n_legs = collector_stmt_get_int (stmt, 12);
  call->person_id = collector_stmt_get_int (stmt, 13);
  call->department_id = collector_stmt_get_int (stmt, 14);
  call->cost_centre_id = collector_stmt_get_int (stmt, 15);
  call->location_id = collector_stmt_get_int (stmt, 16);
  call->rating_state = collector_stmt_get_int (stmt, 22);
  call->reason = collector_stmt_get_int (stmt, 23);
  call->cost_micro = collector_stmt_get_int (stmt, 24);
  call->tariff_version_id = collector_stmt_get_int (stmt, 25);
  call->charged_from_ms = collector_stmt_get_int (stmt, 26);
  call->charged_ms = collector_stmt_get_int (stmt, 27);
  call->number = copy_text (stmt, 17, arena);
  read_parties (stmt, 18, arena, call);
  call->dialled = copy_text (stmt, 20, arena);
  call->client_matter_code = copy_text (stmt, 21, arena);
}

static void
read_called (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  const char **const texts[] = { &call->called_extension, &call->called_partition,
                                 &call->called_device, &call->called_login };
  gint64 *const ids[] = { &call->called_person_id, &call->called_department_id,
                          &call->called_cost_centre_id, &call->called_location_id };
  int column = CALLED_COLUMN;

  if (collector_stmt_is_null (stmt, column))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = copy_text (stmt, column++, arena);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    *ids[i] = collector_stmt_get_int (stmt, column++);
}

/* "Milan" of "IT/Milan". */
static const char *
get_area (const char *word)
{
  const char *bar = strchr (word, '/');

  return bar != NULL ? bar + 1 : "";
}

static void
read_names (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  const struct
  {
    int column;
    const char **text;
  } rows[] = {
    { 28, &call->extension },  { 29, &call->partition },
    { 30, &call->last_extension }, { 31, &call->first_extension },
    { 32, &call->device },     { 33, &call->login_user },
    { 34, &call->hunt_pilot }, { 35, &call->nation },
    { 37, &call->operator_name }, { 38, &call->gateway },
    { 39, &call->site },       { 40, &call->authorization_description },
    { 41, &call->currency },   { 42, &call->rate_prefix },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    *rows[i].text = copy_text (stmt, rows[i].column, arena);
}

void
collector_ledger_read_call (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  toll_call_init (call);
  read_own (stmt, arena, call);
  read_names (stmt, arena, call);
  read_called (stmt, arena, call);
  call->area = toll_arena_strdup (arena, get_area (collector_stmt_get_text (stmt, 36)));
}

gboolean
collector_ledger_read_calls (CollectorStmt *stmt, TollArena *arena, GArray *calls, GError **error)
{
  gboolean has_row = FALSE, is_ok;

  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      TollCall call;

      collector_ledger_read_call (stmt, arena, &call);
      g_array_append_val (calls, call);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

/* ---- By ids ---- */

/* @asks: also whose line it was, by what device. */
static void
name_called (CollectorNames *names, gint64 line_id, gboolean asks, TollCall *call)
{
  CollectorNamesCalled called;

  if (line_id == 0)
    return;
  call->called_extension = collector_names_get (names, COLLECTOR_NAMED_EXTENSION, line_id);
  call->called_partition = collector_names_get (names, COLLECTOR_NAMED_PARTITION, line_id);
  if (!asks)
    return;
  called = collector_names_ask_called (names, line_id, call->id);
  call->called_device
      = collector_names_get_word (names, COLLECTOR_WORD_DEVICE, called.device_id);
  call->called_login = collector_names_get_word (names, COLLECTOR_WORD_LOGIN, called.login_id);
  call->called_person_id = called.person_id;
  call->called_department_id = called.department_id;
  call->called_cost_centre_id = called.cost_centre_id;
  call->called_location_id = called.location_id;
}

void
collector_ledger_read_lean (CollectorStmt *stmt, int at, CollectorNames *names,
                            gboolean asks_called, TollArena *arena, TollCall *call)
{
  gint64 line_id;

  toll_call_init (call);
  call->id = collector_stmt_get_int (stmt, at++);
  call->start_ms = collector_stmt_get_int (stmt, at++);
  call->talk_ms = collector_stmt_get_int (stmt, at++);
  call->direction = collector_stmt_get_int (stmt, at++);
  call->outcome = collector_stmt_get_int (stmt, at++);
  call->dest_class = collector_stmt_get_int (stmt, at++);
  call->person_id = collector_stmt_get_int (stmt, at++);
  call->department_id = collector_stmt_get_int (stmt, at++);
  call->cost_centre_id = collector_stmt_get_int (stmt, at++);
  call->location_id = collector_stmt_get_int (stmt, at++);
  call->number = copy_text (stmt, at++, arena);
  call->rating_state = collector_stmt_get_int (stmt, at++);
  call->cost_micro = collector_stmt_get_int (stmt, at++);
  line_id = collector_stmt_get_int (stmt, at++);
  call->extension = collector_names_get (names, COLLECTOR_NAMED_EXTENSION, line_id);
  call->partition = collector_names_get (names, COLLECTOR_NAMED_PARTITION, line_id);
  call->gateway = collector_names_get_word (names, COLLECTOR_WORD_GATEWAY,
                                            collector_stmt_get_int (stmt, at++));
  call->currency = collector_names_get_word (names, COLLECTOR_WORD_CURRENCY,
                                             collector_stmt_get_int (stmt, at++));
  name_called (names, collector_stmt_get_int (stmt, at), asks_called, call);
}

/* Returns: the column behind. */
static int
read_rest_figures (CollectorStmt *stmt, int at, TollArena *arena, TollCall *call)
{
  call->connect_ms = collector_stmt_get_int (stmt, at++);
  call->end_ms = collector_stmt_get_int (stmt, at++);
  call->ring_ms = collector_stmt_get_int (stmt, at++);
  call->queue_ms = collector_stmt_get_int (stmt, at++);
  call->flags = collector_stmt_get_int (stmt, at++);
  call->cause = collector_stmt_get_int (stmt, at++);
  call->n_legs = collector_stmt_get_int (stmt, at++);
  read_parties (stmt, at, arena, call);
  at += 2;
  call->dialled = copy_text (stmt, at++, arena);
  call->client_matter_code = copy_text (stmt, at++, arena);
  call->reason = collector_stmt_get_int (stmt, at++);
  call->tariff_version_id = collector_stmt_get_int (stmt, at++);
  call->charged_from_ms = collector_stmt_get_int (stmt, at++);
  call->charged_ms = collector_stmt_get_int (stmt, at++);
  return at;
}

void
collector_ledger_read_rest (CollectorStmt *stmt, int at, CollectorNames *names, TollArena *arena,
                            TollCall *call)
{
  const struct
  {
    CollectorWordKind kind;
    const char **text;
  } words[] = {
    { COLLECTOR_WORD_DEVICE, &call->device },
    { COLLECTOR_WORD_LOGIN, &call->login_user },
    { COLLECTOR_WORD_HUNT_PILOT, &call->hunt_pilot },
    { COLLECTOR_WORD_NATION, &call->nation },
    { COLLECTOR_WORD_AREA, &call->area },
    { COLLECTOR_WORD_OPERATOR, &call->operator_name },
    { COLLECTOR_WORD_SITE, &call->site },
    { COLLECTOR_WORD_AUTHORIZATION, &call->authorization_description },
    { COLLECTOR_WORD_PREFIX, &call->rate_prefix },
  };

  at = read_rest_figures (stmt, at, arena, call);
  call->last_extension
      = collector_names_get (names, COLLECTOR_NAMED_EXTENSION, collector_stmt_get_int (stmt, at++));
  call->first_extension
      = collector_names_get (names, COLLECTOR_NAMED_EXTENSION, collector_stmt_get_int (stmt, at++));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    *words[i].text
        = collector_names_get_word (names, words[i].kind, collector_stmt_get_int (stmt, at++));
  call->area = get_area (call->area);
}
