/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls as rows: the texts that repeat become words, what can be derived is left out, and every
 * row that comes or goes changes the totals with it. Writer lane, except for reading.
 */
#include "config.h"

#include "collector/store/ledger.h"

#include "collector/store/ledger-private.h"
#include "shared/base/error.h"

#include <string.h>

/* COLLECTOR_CALL_COLUMNS names the kinds by figure. */
G_STATIC_ASSERT (COLLECTOR_WORD_DEVICE == 3 && COLLECTOR_WORD_PREFIX == 13);

/* Ids of a call's words beyond those it is counted under. */
typedef struct
{
  CollectorTotalsKeys keys;
  gint64 last_line_id;
  gint64 first_line_id;
  gint64 device_id;
  gint64 login_id;
  gint64 hunt_pilot_id;
  gint64 authorization_id;
  gint64 prefix_id;
} WordIds;

static const char *const insert_sql
    = "INSERT INTO call (id, start_ms, connect_ms, end_ms, ring_ms, talk_ms, queue_ms, direction,"
      " outcome, dest_class, flags, cause, n_legs, line_id, last_line_id, first_line_id,"
      " device_id, login_id, person_id, department_id, cost_centre_id, location_id, number,"
      " caller_e164, callee_e164, dialled, hunt_pilot_id, nation_id, area_id, operator_id,"
      " gateway_id, site_id, authorization_id, client_matter_code, rating_state, reason,"
      " cost_micro, currency_id, tariff_version_id, prefix_id, charged_from_ms, charged_ms,"
      " node_id, global_call_id, change)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
      " ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36,"
      " ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45)";

static gboolean
ensure_area (CollectorLedger *ledger, const TollCall *call, gint64 *id, GError **error)
{
  *id = 0;
  if (call->area[0] == '\0')
    return TRUE;
  g_string_assign (ledger->area_key, call->nation);
  g_string_append_c (ledger->area_key, '/');
  g_string_append (ledger->area_key, call->area);
  return collector_words_ensure (ledger->words, COLLECTOR_WORD_AREA, ledger->area_key->str, id,
                                 error);
}

static gboolean
ensure_words (CollectorLedger *ledger, const TollCall *call, WordIds *ids, GError **error)
{
  const struct
  {
    CollectorWordKind kind;
    const char *text;
    gint64 *id;
  } rows[] = {
    { COLLECTOR_WORD_NATION, call->nation, &ids->keys.nation_id },
    { COLLECTOR_WORD_OPERATOR, call->operator_name, &ids->keys.operator_id },
    { COLLECTOR_WORD_GATEWAY, call->gateway, &ids->keys.gateway_id },
    { COLLECTOR_WORD_SITE, call->site, &ids->keys.site_id },
    { COLLECTOR_WORD_CURRENCY, call->currency, &ids->keys.currency_id },
    { COLLECTOR_WORD_DEVICE, call->device, &ids->device_id },
    { COLLECTOR_WORD_LOGIN, call->login_user, &ids->login_id },
    { COLLECTOR_WORD_HUNT_PILOT, call->hunt_pilot, &ids->hunt_pilot_id },
    { COLLECTOR_WORD_AUTHORIZATION, call->authorization_description, &ids->authorization_id },
    { COLLECTOR_WORD_PREFIX, call->rate_prefix, &ids->prefix_id },
  };
  CollectorWords *words = ledger->words;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!collector_words_ensure (words, rows[i].kind, rows[i].text, rows[i].id, error))
      return FALSE;
  return ensure_area (ledger, call, &ids->keys.area_id, error)
         && collector_words_ensure_line (words, call->extension, call->partition,
                                         &ids->keys.line_id, error)
         && collector_words_ensure_line (words, call->last_extension, "", &ids->last_line_id,
                                         error)
         && collector_words_ensure_line (words, call->first_extension, "", &ids->first_line_id,
                                         error);
}

/* What caller_e164 and callee_e164 are unless the row says otherwise. */
static const char *
derive_caller (TollDirection direction, const char *number)
{
  return direction == TOLL_DIRECTION_INCOMING && number[0] == '+' ? number : "";
}

static const char *
derive_callee (TollDirection direction, const char *number)
{
  return (direction == TOLL_DIRECTION_OUTGOING || direction == TOLL_DIRECTION_TRANSIT)
                 && number[0] == '+'
             ? number
             : "";
}

static void
bind_unless_same (CollectorStmt *stmt, int index, const char *text, const char *derived)
{
  collector_stmt_bind_text (stmt, index, strcmp (text, derived) == 0 ? NULL : text);
}

static void
bind_int_unless_same (CollectorStmt *stmt, int index, gint64 value, gint64 derived)
{
  if (value == derived)
    collector_stmt_bind_null (stmt, index);
  else
    collector_stmt_bind_int (stmt, index, value);
}

static void
bind_figures (CollectorStmt *stmt, const TollCall *call)
{
  const gint64 figures[] = { call->id,         call->start_ms, call->connect_ms, call->end_ms,
                             call->ring_ms,    call->talk_ms,  call->queue_ms,   call->direction,
                             call->outcome,    call->dest_class, call->flags,    call->cause,
                             call->n_legs };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 1 + i, figures[i]);
}

static void
bind_owner (CollectorStmt *stmt, const TollCall *call, const WordIds *ids)
{
  const gint64 figures[]
      = { ids->keys.line_id, ids->last_line_id,   ids->first_line_id,   ids->device_id,
          ids->login_id,     call->person_id,     call->department_id,  call->cost_centre_id,
          call->location_id };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 14 + i, figures[i]);
}

static void
bind_other_side (CollectorStmt *stmt, const TollCall *call, const WordIds *ids)
{
  const gint64 figures[] = { ids->hunt_pilot_id,    ids->keys.nation_id,  ids->keys.area_id,
                             ids->keys.operator_id, ids->keys.gateway_id, ids->keys.site_id,
                             ids->authorization_id };

  collector_stmt_bind_text (stmt, 23, call->number);
  bind_unless_same (stmt, 24, call->caller_e164, derive_caller (call->direction, call->number));
  bind_unless_same (stmt, 25, call->callee_e164, derive_callee (call->direction, call->number));
  collector_stmt_bind_text (stmt, 26, call->dialled);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 27 + i, figures[i]);
  collector_stmt_bind_text (stmt, 34, call->client_matter_code);
}

static void
bind_price (CollectorStmt *stmt, const TollCall *call, const WordIds *ids)
{
  const gint64 figures[] = { call->rating_state,    call->reason,
                             call->cost_micro,      ids->keys.currency_id,
                             call->tariff_version_id, ids->prefix_id };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 35 + i, figures[i]);
  bind_int_unless_same (stmt, 41, call->charged_from_ms, call->connect_ms);
  bind_int_unless_same (stmt, 42, call->charged_ms, call->talk_ms);
}

/* Two calls of one second may hash alike once in two thousand million: the later takes the next
 * free id. */
static gboolean
insert_with_free_id (CollectorStmt *stmt, TollCall *call, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) reason = NULL;

      collector_stmt_bind_int (stmt, 1, call->id);
      if (collector_stmt_run (stmt, &reason))
        return TRUE;
      if (!g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      call->id++;
    }
}

gboolean
collector_ledger_insert_call (CollectorLedger *ledger, TollCall *call, gint64 node_id,
                              guint32 global_call_id, GError **error)
{
  WordIds ids = { 0 };
  CollectorStmt *stmt;

  if (!ensure_words (ledger, call, &ids, error))
    return FALSE;
  stmt = collector_db_prepare (ledger->db, insert_sql, error);
  if (stmt == NULL)
    return FALSE;
  bind_figures (stmt, call);
  bind_owner (stmt, call, &ids);
  bind_other_side (stmt, call, &ids);
  bind_price (stmt, call, &ids);
  collector_stmt_bind_int (stmt, 43, node_id);
  collector_stmt_bind_int (stmt, 44, global_call_id);
  collector_stmt_bind_int (stmt, 45, ledger->change);
  ledger->has_changed = TRUE;
  if (!insert_with_free_id (stmt, call, error))
    return FALSE;
  collector_totals_add (ledger->totals, &ids.keys, call, 1);
  return TRUE;
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
}

/* Only what the totals count a call under. */
static gboolean
load_counted (CollectorLedger *ledger, gint64 id, TollCall *call, CollectorTotalsKeys *keys,
              GError **error)
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

gboolean
collector_ledger_delete_call (CollectorLedger *ledger, gint64 id, GError **error)
{
  CollectorTotalsKeys keys;
  TollCall call;
  CollectorStmt *stmt;

  if (!load_counted (ledger, id, &call, &keys, error))
    return FALSE;
  stmt = collector_db_prepare (ledger->db, "DELETE FROM call WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  ledger->has_changed = TRUE;
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  collector_totals_add (ledger->totals, &keys, &call, -1);
  return TRUE;
}

gboolean
collector_ledger_reprice_call (CollectorLedger *ledger, const TollCall *before,
                               const TollCall *after, GError **error)
{
  CollectorTotalsKeys keys;
  TollCall counted;
  gint64 prefix_id = 0;
  CollectorStmt *stmt;

  if (!load_counted (ledger, before->id, &counted, &keys, error))
    return FALSE;
  collector_totals_add (ledger->totals, &keys, &counted, -1);
  if (!collector_words_ensure (ledger->words, COLLECTOR_WORD_CURRENCY, after->currency,
                               &keys.currency_id, error)
      || !collector_words_ensure (ledger->words, COLLECTOR_WORD_PREFIX, after->rate_prefix,
                                  &prefix_id, error))
    return FALSE;
  stmt = collector_db_prepare (
      ledger->db,
      "UPDATE call SET rating_state = ?2, reason = ?3, cost_micro = ?4, currency_id = ?5,"
      " tariff_version_id = ?6, prefix_id = ?7, change = ?8 WHERE id = ?1",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, before->id);
  collector_stmt_bind_int (stmt, 2, after->rating_state);
  collector_stmt_bind_int (stmt, 3, after->reason);
  collector_stmt_bind_int (stmt, 4, after->cost_micro);
  collector_stmt_bind_int (stmt, 5, keys.currency_id);
  collector_stmt_bind_int (stmt, 6, after->tariff_version_id);
  collector_stmt_bind_int (stmt, 7, prefix_id);
  collector_stmt_bind_int (stmt, 8, ledger->change);
  ledger->has_changed = TRUE;
  counted.rating_state = after->rating_state;
  counted.cost_micro = after->cost_micro;
  collector_totals_add (ledger->totals, &keys, &counted, 1);
  return collector_stmt_run (stmt, error);
}

static void
read_figures (CollectorStmt *stmt, TollCall *call)
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
}

static void
read_texts (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  const struct
  {
    int column;
    const char **text;
  } rows[] = {
    { 17, &call->number },         { 20, &call->dialled },
    { 21, &call->client_matter_code }, { 28, &call->extension },
    { 29, &call->partition },      { 30, &call->last_extension },
    { 31, &call->first_extension }, { 32, &call->device },
    { 33, &call->login_user },     { 34, &call->hunt_pilot },
    { 35, &call->nation },         { 37, &call->operator_name },
    { 38, &call->gateway },        { 39, &call->site },
    { 40, &call->authorization_description }, { 41, &call->currency },
    { 42, &call->rate_prefix },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    *rows[i].text = toll_arena_strdup (arena, collector_stmt_get_text (stmt, rows[i].column));
}

void
collector_ledger_read_call (CollectorStmt *stmt, TollArena *arena, TollCall *call)
{
  const char *area;

  toll_call_init (call);
  read_figures (stmt, call);
  read_texts (stmt, arena, call);
  area = strchr (collector_stmt_get_text (stmt, 36), '/');
  call->area = toll_arena_strdup (arena, area != NULL ? area + 1 : "");
  call->caller_e164 = collector_stmt_is_null (stmt, 18)
                          ? derive_caller (call->direction, call->number)
                          : toll_arena_strdup (arena, collector_stmt_get_text (stmt, 18));
  call->callee_e164 = collector_stmt_is_null (stmt, 19)
                          ? derive_callee (call->direction, call->number)
                          : toll_arena_strdup (arena, collector_stmt_get_text (stmt, 19));
}
