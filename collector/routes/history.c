/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /history: what the viewer asked of reports, and each answer as it was given then. Nobody else's.
 */
#include "config.h"

#include "collector/routes/list-page.h"

#include "collector/routes/house.h"
#include "collector/routes/history-view.h"
#include "collector/routes/report-find.h"
#include "collector/store/history-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

/* @figure: -1 = not told. */
static void
add_figure (TollJsonWriter *json, const char *name, gint64 figure)
{
  if (figure >= 0)
    toll_json_add_int (json, name, figure);
  else
    toll_json_add_null (json, name);
}

static void
write_row (TollJsonWriter *json, const CollectorHistoryRow *row, gboolean is_outdated)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "report_id", row->report_id);
  toll_json_add_text (json, "title", row->title);
  collector_report_write_spec (json, row->spec);
  toll_json_add_int (json, "made_ms", row->made_ms);
  add_figure (json, "rows", is_outdated ? -1 : row->n_rows);
  add_figure (json, "calls", is_outdated ? -1 : row->n_calls);
  toll_json_add_int (json, "took_ms", row->took_ms);
  toll_json_add_text (json, "origin", collector_history_origin_to_name (row->origin));
  toll_json_add_text (json, "format", *row->format != '\0' ? row->format : NULL);
  toll_json_add_bool (json, "is_outdated", is_outdated);
  toll_json_end_object (json);
}

typedef struct
{
  CollectorListPage *page;
  const CollectorHistoryView *view;
} Listing;

static void
add_row (const CollectorHistoryRow *row, gpointer data)
{
  Listing *listing = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

  if (collector_list_page_admit (listing->page, key)
      && collector_history_view_shows (listing->view, row))
    write_row (listing->page->json, row, collector_history_view_is_outdated (listing->view, row));
}

static gboolean
list_history (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_auto (CollectorListPage) page = { 0 };
  g_auto (CollectorHistoryView) view = { 0 };
  Listing listing = { &page, &view };
  gint64 before_id = G_MAXINT64;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &before_id, error)
      || !collector_history_view_init (&view, db, viewer, error)
      || !collector_history_list (db, viewer->account_id, before_id, page.limit + 1, add_row,
                                  &listing, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

/* What is no id is the id of nothing. */
static gint64
get_id (CollectorRequest *request)
{
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return id;
}

/* The access log hears again what the document tells of others. */
static void
note_others (const CollectorViewer *viewer, const CollectorHistoryRow *row)
{
  g_auto (GStrv) ids = g_strsplit (row->people, " ", -1);
  guint n_people = 0;

  for (; ids[n_people] != NULL && *ids[n_people] != '\0'; n_people++)
    collector_viewer_note_row (viewer, g_ascii_strtoll (ids[n_people], NULL, 10));
  for (gint64 i = n_people; i < row->n_others; i++)
    collector_viewer_note_row (viewer, 0);
}

/* An answer of other rights than today's shows what its reader may not see any more. */
static gboolean
check_rights (CollectorDb *db, const CollectorViewer *viewer, const CollectorHistoryRow *row,
              GError **error)
{
  g_auto (CollectorHistoryView) view = { 0 };

  if (!collector_history_view_init (&view, db, viewer, error))
    return FALSE;
  if (!collector_history_view_is_outdated (&view, row))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       "what you may see has changed since: run the report again");
  return FALSE;
}

/* The document as it was answered. */
static gboolean
get_entry (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorHistoryRow row;
  GString *document;

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_history_find (db, viewer->account_id, get_id (request), arena, &row,
                                  &document, error))
    return FALSE;
  if (!check_rights (db, viewer, &row, error))
    {
      g_string_free (document, TRUE);
      return FALSE;
    }
  note_others (viewer, &row);
  collector_reply_take_text (reply, document, "application/json");
  return TRUE;
}

static gboolean
delete_entry (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  if (collector_history_delete (db, collector_request_get_viewer (request)->account_id,
                                get_id (request), error)
      && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

const CollectorRoute collector_routes_history[] = {
  { "GET", TOLL_PATH_HISTORY, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_history,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_HISTORY_ENTRY, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_entry,
    COLLECTOR_AUDIT_READ },
  { "DELETE", TOLL_PATH_HISTORY_ENTRY, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, delete_entry,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
