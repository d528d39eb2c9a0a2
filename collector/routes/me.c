/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /me: who is signed in, whose calls they see, what they may do.
 */
#include "config.h"

#include "collector/routes/me-json.h"

#include "collector/store/totals.h"
#include "shared/wire/paths.h"

/* The names of a scope's set, by kind; rows of CollectorScope. */
static const char *const name_queries[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS] = "SELECT name FROM department WHERE id = ?1",
  [COLLECTOR_SCOPE_COST_CENTRES] = "SELECT name FROM cost_centre WHERE id = ?1",
  [COLLECTOR_SCOPE_LOCATIONS] = "SELECT name FROM location WHERE id = ?1",
};

gboolean
collector_today_find (CollectorDb *db, gint64 now_ms, CollectorToday *today, GError **error)
{
  gint32 second;
  int year, month, mday;

  today->zone = collector_totals_get_zone (db, error);
  if (today->zone == NULL)
    return FALSE;
  toll_zone_to_local (today->zone, now_ms, &today->today, &second);
  toll_day_to_date (today->today, &year, &month, &mday);
  today->month_begin = toll_day_from_date (year, month, 1);
  today->month_end = month < 12 ? toll_day_from_date (year, month + 1, 1)
                                : toll_day_from_date (year + 1, 1, 1);
  return TRUE;
}

static gboolean
write_scope_names (TollJsonWriter *json, CollectorDb *db, const CollectorViewer *viewer,
                   GError **error)
{
  const char *sql = name_queries[viewer->scope];
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  if (sql == NULL)
    return TRUE;
  stmt = collector_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < viewer->scope_ids->len; i++)
    {
      collector_stmt_bind_int (stmt, 1, g_array_index (viewer->scope_ids, gint64, i));
      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        toll_json_add_text (json, NULL, collector_stmt_get_text (stmt, 0));
      collector_stmt_reset (stmt);
    }
  return TRUE;
}

static void
write_rights (TollJsonWriter *json, const CollectorViewer *viewer)
{
  toll_json_begin_array (json, "may");
  if (collector_viewer_sees_others (viewer))
    toll_json_add_text (json, NULL, "calls.all");
  if (collector_viewer_sees_raw (viewer))
    toll_json_add_text (json, NULL, "raw");
  toll_json_end_array (json);
}

gboolean
collector_me_write (TollJsonWriter *json, const char *name, CollectorHouse *house, CollectorDb *db,
                    const CollectorViewer *viewer, GError **error)
{
  const CollectorHouseOptions *options = collector_house_get_options (house);
  const TollZone *zone = collector_totals_get_zone (db, error);

  if (zone == NULL)
    return FALSE;
  toll_json_begin_object (json, name);
  toll_json_add_text (json, "username", viewer->user_name);
  toll_json_add_text (json, "name", viewer->name);
  toll_json_add_text (json, "role", collector_role_to_name (viewer->role));
  toll_json_add_text (json, "language", viewer->language);
  toll_json_add_text (json, "zone",
                      viewer->zone[0] != '\0' ? viewer->zone : toll_zone_get_name (zone));
  toll_json_begin_object (json, "scope");
  toll_json_add_text (json, "kind", collector_scope_to_name (viewer->scope));
  toll_json_begin_array (json, "names");
  if (!write_scope_names (json, db, viewer, error))
    return FALSE;
  toll_json_end_array (json);
  toll_json_end_object (json);
  toll_json_begin_array (json, "extensions");
  for (guint i = 0; i < viewer->extensions->len; i++)
    toll_json_add_text (json, NULL, viewer->extensions->pdata[i]);
  toll_json_end_array (json);
  toll_json_add_int (json, "masked_digits", viewer->masked_digits);
  toll_json_add_text (json, "currency", options->currency);
  toll_json_add_text (json, "company", options->company);
  write_rights (json, viewer);
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
get_me (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error) &&
         collector_me_write (collector_reply_get_json (reply), NULL, COLLECTOR_HOUSE_OF (request),
                             db, collector_request_get_viewer (request), error);
}

const CollectorRoute collector_routes_me[] = {
  { "GET", TOLL_PATH_ME, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_me,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
