/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger in words: for comparing two of them. Ids that depend on the order of files are
 * resolved to what they stand for.
 */
#include "config.h"

#include "collector/store/check.h"

#include "collector/store/ledger.h"

#include <string.h>

static char *
describe_call (const TollCall *call)
{
  return g_strdup_printf (
      "call %" G_GINT64_FORMAT " %s %s %s number=%s dialled=%s line=%s/%s last=%s first=%s"
      " device=%s login=%s person=%" G_GINT64_FORMAT " department=%" G_GINT64_FORMAT
      " cost_centre=%" G_GINT64_FORMAT " location=%" G_GINT64_FORMAT " connect=%" G_GINT64_FORMAT
      " end=%" G_GINT64_FORMAT " ring=%" G_GINT64_FORMAT " talk=%" G_GINT64_FORMAT
      " queue=%" G_GINT64_FORMAT " flags=%u cause=%u legs=%u caller=%s callee=%s pilot=%s"
      " nation=%s area=%s operator=%s gateway=%s site=%s fac=%s cmc=%s %s %s cost=%" G_GINT64_FORMAT
      " %s version=%" G_GINT64_FORMAT " prefix=%s charged=%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT
      " called=%s/%s/%s/%s person=%" G_GINT64_FORMAT " department=%" G_GINT64_FORMAT
      " cost_centre=%" G_GINT64_FORMAT " location=%" G_GINT64_FORMAT,
      call->start_ms, toll_direction_to_name (call->direction),
      toll_outcome_to_name (call->outcome), toll_class_to_name (call->dest_class), call->number,
      call->dialled, call->extension, call->partition, call->last_extension,
      call->first_extension, call->device, call->login_user, call->person_id, call->department_id,
      call->cost_centre_id, call->location_id, call->connect_ms, call->end_ms, call->ring_ms,
      call->talk_ms, call->queue_ms, call->flags, call->cause, call->n_legs, call->caller_e164,
      call->callee_e164, call->hunt_pilot, call->nation, call->area, call->operator_name,
      call->gateway, call->site, call->authorization_description, call->client_matter_code,
      toll_rating_state_to_name (call->rating_state), toll_reason_to_name (call->reason),
      call->cost_micro, call->currency, call->tariff_version_id, call->rate_prefix,
      call->charged_from_ms, call->charged_ms, call->called_extension, call->called_partition,
      call->called_device, call->called_login, call->called_person_id,
      call->called_department_id, call->called_cost_centre_id, call->called_location_id);
}

static gboolean
dump_calls (CollectorDb *db, GPtrArray *lines, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " COLLECTOR_CALL_COLUMNS " FROM call c", error);
  g_autoptr (TollArena) arena = toll_arena_new ();
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      TollCall call;

      toll_arena_reset (arena);
      collector_ledger_read_call (stmt, arena, &call);
      g_ptr_array_add (lines, describe_call (&call));
    }
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  return is_ok;
}

/* A query whose rows are one text each. */
static gboolean
dump_query (CollectorDb *db, const char *sql, GPtrArray *lines, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    g_ptr_array_add (lines, g_strdup (collector_stmt_get_text (stmt, 0)));
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  return is_ok;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
collector_check_dump (CollectorDb *db, GString *out, GError **error)
{
  static const char *const legs_sql
      = "SELECT printf ('leg %s %d %d setup=%d hash=%d noise=%s call=%d %s', n.text,"
        " l.global_call_id, l.record_key, l.setup_s, l.content_hash, coalesce (r.text, ''),"
        " c.start_ms, c.number)"
        " FROM leg l JOIN word n ON n.kind = 1 AND n.id = l.node_id"
        " LEFT JOIN word r ON r.kind = 14 AND r.id = l.noise_id"
        " LEFT JOIN call c ON c.id = l.call_id";
  static const char *const quality_sql
      = "SELECT printf ('quality %s %d %d leg=%d at=%d %s mos=%d jitter=%d lost=%d', n.text,"
        " q.global_call_id, q.record_key, q.leg_ident, q.stamp_ms, q.number, q.mos_milli,"
        " q.jitter_ms, q.packets_lost)"
        " FROM quality q JOIN word n ON n.kind = 1 AND n.id = q.node_id";
  static const char *const follow_up_sql
      = "SELECT printf ('follow-up %d %s: %d by %d', c.start_ms, f.number, f.became,"
        " coalesce (o.start_ms, 0)) FROM follow_up f JOIN call c ON c.id = f.call_id"
        " LEFT JOIN call o ON o.id = f.later_id";
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (!dump_calls (db, lines, error) || !dump_query (db, legs_sql, lines, error)
      || !dump_query (db, quality_sql, lines, error)
      || !dump_query (db, follow_up_sql, lines, error))
    return FALSE;
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append (out, lines->pdata[i]);
      g_string_append_c (out, '\n');
    }
  return collector_totals_dump (db, out, error);
}
