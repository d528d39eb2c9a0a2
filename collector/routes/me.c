/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /me: who is signed in, whose calls they see, what they may do. PUT /me: the language and the
 * time zone they read in.
 */
#include "config.h"

#include "collector/routes/me-json.h"

#include "collector/store/account-store.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
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

/* How the viewer signs in, and whether there is a PIN. */
static gboolean
write_sign_in (TollJsonWriter *json, CollectorDb *db, const CollectorViewer *viewer,
               GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT account.bind_dn <> '', ifnull (person.pin_hash, '') <> ''"
      " FROM account LEFT JOIN person ON person.id = account.person_id WHERE account.id = ?1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, viewer->account_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  toll_json_add_text (json, "sign_in",
                      has_row && collector_stmt_get_int (stmt, 0) != 0 ? "directory" : "local");
  toll_json_add_bool (json, "has_person", viewer->person_id != 0);
  toll_json_add_bool (json, "has_pin", has_row && collector_stmt_get_int (stmt, 1) != 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

void
collector_me_write_notice (TollJsonWriter *json, const CollectorPrivacy *privacy)
{
  toll_json_add_text (json, "notice", privacy->notice);
  if (privacy->notice_ms != 0)
    toll_json_add_int (json, "notice_ms", privacy->notice_ms);
  else
    toll_json_add_null (json, "notice_ms");
}

gboolean
collector_me_write (TollJsonWriter *json, const char *name, CollectorHouse *house, CollectorDb *db,
                    const CollectorViewer *viewer, GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  g_autoptr (CollectorSettings) settings = NULL;
  g_autoptr (CollectorPrivacy) privacy = NULL;

  if (zone == NULL || (settings = collector_house_load_settings (house, db, error)) == NULL ||
      (privacy = collector_privacy_store_load (db, error)) == NULL)
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
  toll_json_add_int (json, "masked_digits",
                     collector_viewer_get_least_masked_digits (viewer));
  toll_json_add_text (json, "currency", collector_settings_get_text (settings, "currency"));
  toll_json_add_text (json, "company", collector_settings_get_text (settings, "company"));
  if (!write_sign_in (json, db, viewer, error))
    return FALSE;
  write_rights (json, viewer);
  collector_me_write_notice (json, privacy);
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

/* What PUT /me says; NULL = as it was. */
typedef struct
{
  const char *language;
  const char *zone; /* "" = the company's */
} Wishes;

static gboolean
read_wishes (const CollectorRequest *request, Wishes *wishes, GError **error)
{
  static const char *const known[] = { "language", "zone", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_allow_text (body, "", "language", &wishes->language, error) ||
      !toll_json_allow_text (body, "", "zone", &wishes->zone, error))
    return FALSE;
  if (wishes->language != NULL && !toll_language_is_known (wishes->language))
    {
      toll_error_set_field (error, "language", "there is no such language");
      return FALSE;
    }
  if (wishes->zone != NULL && *wishes->zone != '\0' && toll_zone_get (wishes->zone, NULL) == NULL)
    {
      toll_error_set_field (error, "zone", "there is no such time zone");
      return FALSE;
    }
  return TRUE;
}

/* Runs one statement of the parameters language, zone and @id; NULL keeps what is there. */
static gboolean
store_wishes (CollectorDb *db, const char *sql, const Wishes *wishes, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, wishes->language);
  collector_stmt_bind_text (stmt, 2, wishes->zone);
  collector_stmt_bind_int (stmt, 3, id);
  return collector_stmt_run (stmt, error);
}

static gboolean
put_me (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (CollectorViewer) changed = NULL;
  Wishes wishes = { NULL };

  if (!read_wishes (request, &wishes, error) || !collector_db_begin (db, error))
    return FALSE;
  if (!store_wishes (db,
                     "UPDATE account SET language = ifnull (?1, language),"
                     " zone = ifnull (?2, zone) WHERE id = ?3",
                     &wishes, viewer->account_id, error) ||
      !store_wishes (db,
                     "UPDATE person SET language = ifnull (?1, language),"
                     " zone = ifnull (?2, zone) WHERE id = ?3",
                     &wishes, viewer->person_id, error) ||
      !collector_db_commit (db, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  changed = collector_account_store_load_viewer (db, viewer->account_id,
                                                 collector_request_get_now_ms (request), error);
  return changed != NULL && collector_me_write (collector_reply_get_json (reply), NULL,
                                                COLLECTOR_HOUSE_OF (request), db, changed, error);
}

const CollectorRoute collector_routes_me[] = {
  { "GET", TOLL_PATH_ME, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_me,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_ME, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, put_me,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
