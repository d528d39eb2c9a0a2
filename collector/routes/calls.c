/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /calls: a page of the calls the viewer may see, newest first; GET /calls/{id}: one of them
 * with everything that is known about it. Reader lane.
 */
#include "config.h"

#include "collector/routes/calls-page.h"

#include "collector/routes/call-detail.h"
#include "collector/routes/call-filter.h"
#include "collector/routes/call-json.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

/* A cursor is the last id of the page in hexadecimal; opaque to clients. */
static gboolean
read_cursor (const char *text, gint64 *before_id, GError **error)
{
  *before_id = G_MAXINT64;
  if (text == NULL || g_ascii_string_to_signed (text, 16, 1, G_MAXINT64, before_id, NULL))
    return TRUE;
  toll_error_set_field (error, "after", "this is not a place in the list");
  return FALSE;
}

gboolean
collector_calls_write_page (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                            const CollectorViewer *viewer, const CollectorCallQuery *query,
                            gint64 before_id, guint limit, GError **error)
{
  CollectorNumbering *numbering = collector_house_get_options (house)->numbering;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorCallRow));
  g_autofree char *cursor = NULL;
  gint64 next_id;

  if (!collector_calls_list (db, viewer, query, before_id, limit, arena, rows, &next_id, error))
    return FALSE;
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < rows->len; i++)
    collector_call_write (json, NULL, &g_array_index (rows, CollectorCallRow, i), numbering);
  toll_json_end_array (json);
  if (next_id != 0)
    cursor = g_strdup_printf ("%" G_GINT64_MODIFIER "x", next_id);
  toll_json_add_text (json, "next", cursor);
  return TRUE;
}

static gboolean
list_calls (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "limit", "after", "filter", "mine", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_auto (CollectorCallFilter) filter = { 0 };
  gint64 limit, before_id;

  if (!toll_query_check (parameters, known, error) ||
      !toll_query_get_int (parameters, "limit", 1, 1000, 20, &limit, error) ||
      !read_cursor (toll_query_lookup (parameters, "after"), &before_id, error) ||
      !collector_call_filter_read (&filter, toll_query_lookup (parameters, "filter"), viewer, db,
                                   collector_request_get_now_ms (request), error) ||
      !toll_query_get_bool (parameters, "mine", &filter.query.own_only, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  return collector_calls_write_page (json, COLLECTOR_HOUSE_OF (request), db, viewer,
                                     &filter.query, before_id, limit, error);
}

static gboolean
get_call (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorCallRow row;
  gint64 id = 0;

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  /* What is no id is the id of no call: the same answer as for one of others. */
  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return collector_calls_find (db, viewer, id, arena, &row, error) &&
         collector_call_detail_write (collector_reply_get_json (reply),
                                      COLLECTOR_HOUSE_OF (request), db, viewer, &row, arena,
                                      error);
}

const CollectorRoute collector_routes_calls[] = {
  { "GET", TOLL_PATH_CALLS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_calls,
    COLLECTOR_AUDIT_READ },
  { "GET", TOLL_PATH_CALL, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_call,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
