/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /personal-reports: questions that people keep, their own and those shared with their role. They
 * are run as any report is, by the rights of whoever runs them.
 */
#include "config.h"

#include "collector/dashboard/keep-name.h"
#include "collector/routes/list-page.h"

#include "collector/routes/house.h"
#include "collector/routes/report-find.h"
#include "collector/store/personal-report-store.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/wire/paths.h"

#include <string.h>

#define MOST_NAME 100 /* characters */
#define MOST_DESCRIPTION 1000

static const char *
share_to_name (int share)
{
  return share == COLLECTOR_PERSONAL_REPORT_UNSHARED ? "none" : collector_role_to_name (share);
}

static gboolean
share_from_name (const char *name, int *share)
{
  CollectorRole role;

  *share = COLLECTOR_PERSONAL_REPORT_UNSHARED;
  if (strcmp (name, "none") == 0)
    return TRUE;
  if (!collector_role_from_name (name, &role))
    return FALSE;
  *share = role;
  return TRUE;
}

static void
write_report (TollJsonWriter *json, const CollectorPersonalReport *row,
              const CollectorViewer *viewer)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "name", row->name);
  toll_json_add_text (json, "description", row->description);
  toll_json_add_text (json, "category", row->category);
  toll_json_add_text (json, "report_id", row->report_id);
  collector_report_write_spec (json, row->spec);
  toll_json_add_text (json, "share", share_to_name (row->share));
  toll_json_add_text (json, "owner", row->owner);
  toll_json_add_bool (json, "is_own", row->account_id == viewer->account_id);
  toll_json_end_object (json);
}

typedef struct
{
  CollectorListPage *page;
  const CollectorViewer *viewer;
} Listing;

/* Those of a report that is above the viewer's role could not be run. */
static void
add_report (const CollectorPersonalReport *row, gpointer data)
{
  Listing *listing = data;
  const CollectorReport *report = collector_report_lookup (row->report_id);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

  if (collector_list_page_admit (listing->page, key) && report != NULL
      && report->role <= listing->viewer->role)
    write_report (listing->page->json, row, listing->viewer);
}

static gboolean
list_reports (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  Listing listing = { &page, collector_request_get_viewer (request) };
  gint64 after_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &after_id, error))
    return FALSE;
  if (!collector_personal_report_list (db, listing.viewer, after_id, page.limit + 1, add_report,
                                       &listing, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

/* A line of the body within its length; what is not said stays as it was. */
static gboolean
read_text (const TollJsonValue *body, const char *name, glong most, const char **text,
           GError **error)
{
  if (!toll_json_allow_text (body, "", name, text, error))
    return FALSE;
  if (!toll_line_check (*text, name, error))
    return FALSE;
  if (g_utf8_strlen (*text, -1) <= most)
    return TRUE;
  toll_error_set_field (error, name, "at most %ld characters are expected", most);
  return FALSE;
}

static gboolean
read_share (const TollJsonValue *body, int *share, GError **error)
{
  const char *name = NULL;

  if (!toll_json_allow_text (body, "", "share", &name, error))
    return FALSE;
  if (name == NULL || share_from_name (name, share))
    return TRUE;
  toll_error_set_field (error, "share", "must be none, user, supervisor or administrator");
  return FALSE;
}

/* Puts what the body says into @row. */
static gboolean
read_body (CollectorRequest *request, CollectorDb *db, CollectorPersonalReport *row,
           TollArena *arena, GError **error)
{
  static const char *const known[] = { "name",  "description", "category", "report_id",
                                       "spec", "share",       NULL };
  static const char *const none[] = { NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autofree char *name = NULL;

  if (body == NULL || !toll_query_check (collector_request_get_query (request), none, error)
      || !toll_json_check_members (body, "", known, error)
      || !read_text (body, "name", MOST_NAME, &row->name, error)
      || !read_text (body, "description", MOST_DESCRIPTION, &row->description, error)
      || !read_text (body, "category", MOST_NAME, &row->category, error)
      || !read_text (body, "report_id", MOST_NAME, &row->report_id, error)
      || !read_share (body, &row->share, error)
      || !collector_report_read_spec (request, db, row->report_id,
                                      toll_json_value_get_member (body, "spec"), arena, &row->spec,
                                      error))
    return FALSE;
  name = g_strstrip (g_strdup (row->name));
  row->name = toll_arena_strdup (arena, name);
  if (*row->name != '\0')
    return TRUE;
  toll_error_set_field (error, "name", "is missing");
  return FALSE;
}

static gboolean
save (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
      CollectorPersonalReport *row, GError **error)
{
  if (!collector_personal_report_save (db, row, collector_request_get_now_ms (request), error)
      || !collector_db_commit (db, error))
    return FALSE;
  write_report (collector_reply_get_json (reply), row, collector_request_get_viewer (request));
  return TRUE;
}

static gboolean
add (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPersonalReport row = { .account_id = viewer->account_id,
                                  .owner = viewer->user_name,
                                  .name = "", .description = "", .category = "",
                                  .report_id = "", .spec = "{}",
                                  .share = COLLECTOR_PERSONAL_REPORT_UNSHARED };

  collector_reply_set_status (reply, 201);
  if (!collector_db_begin (db, error))
    return FALSE;
  if (read_body (request, db, &row, arena, error) && save (request, db, reply, &row, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

/* The report of the request, when it is the viewer's own: others' are seen and not changed. */
static gboolean
find_own (CollectorRequest *request, CollectorDb *db, TollArena *arena,
          CollectorPersonalReport *row, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  if (!collector_personal_report_find (db, viewer, id, arena, row, error))
    return FALSE;
  if (row->account_id == viewer->account_id)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "this report is somebody else's: it can be run, not changed");
  return FALSE;
}

static gboolean
put (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPersonalReport row;

  if (!collector_db_begin (db, error))
    return FALSE;
  if (find_own (request, db, arena, &row, error) && read_body (request, db, &row, arena, error)
      && collector_board_keep_name (db, &row, FALSE, collector_request_get_now_ms (request), error)
      && save (request, db, reply, &row, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
delete (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPersonalReport row;

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  if (find_own (request, db, arena, &row, error)
      && collector_board_keep_name (db, &row, TRUE, collector_request_get_now_ms (request), error)
      && collector_personal_report_delete (db, row.id, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

/* Nobody's but the viewer's own are changed; who sees a shared one learns nothing of calls. */
const CollectorRoute collector_routes_personal_reports[] = {
  { "GET", TOLL_PATH_PERSONAL_REPORTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_reports,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_PERSONAL_REPORTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, add,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_PERSONAL_REPORT, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, put,
    COLLECTOR_AUDIT_NONE },
  { "DELETE", TOLL_PATH_PERSONAL_REPORT, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, delete,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
