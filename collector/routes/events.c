/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /events: what streams of events carry. Calls leave by the same query and writer as in lists,
 * so scope and mask hold here too. Reader lane.
 */
#include "config.h"

#include "collector/dashboard/board.h"
#include "collector/routes/call-json.h"
#include "collector/routes/home.h"
#include "shared/wire/paths.h"

/* Appends an event with the writer's document. */
static void
append_event (GString *out, const char *event, TollJsonWriter *json)
{
  GString *data = toll_json_writer_finish (json);

  g_string_append_printf (out, "event: %s\ndata: ", event);
  g_string_append_len (out, data->str, data->len);
  g_string_append (out, "\n\n");
  g_string_free (data, TRUE);
}

static gboolean
write_hello (CollectorDb *db, const CollectorViewer *viewer, gint64 now_ms, gpointer context,
             GString *out, GError **error)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, "as_of_ms", now_ms);
  append_event (out, "hello", json);
  return TRUE;
}

static gboolean
write_calls (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only, const gint64 *ids,
             guint n_ids, gpointer context, GString *out, GError **error)
{
  CollectorNumbering *numbering = collector_house_get_options (context)->numbering;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorCallRow));
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  if (!collector_calls_list_ids (db, viewer, own_only, ids, n_ids, arena, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      collector_call_write (json, NULL, &g_array_index (rows, CollectorCallRow, i), numbering);
      append_event (out, "call", json);
    }
  return TRUE;
}

static gboolean
write_tiles (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only, gint64 now_ms,
             gpointer context, GString *out, GError **error)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_object (json, NULL);
  if (!collector_home_write_tiles (json, context, db, viewer, own_only, now_ms, error))
    return FALSE;
  append_event (out, "tile", json);
  return TRUE;
}

static gboolean
write_board (CollectorDb *db, const CollectorViewer *viewer, const GArray *calls, gboolean timed,
             gint64 now_ms, gpointer context, GString *out, GError **error)
{
  const CollectorBoardWish wish = { .calls = calls, .timed = timed };
  g_autoptr (CollectorLayout) layout = collector_board_load (db, viewer, NULL, error);
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  if (layout == NULL)
    return FALSE;
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      {
        const CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);

        if (!placed->is_minimised
            && collector_board_write_widget (json, db, viewer, placed, &wish, now_ms))
          append_event (out, "widget", json);
      }
  return TRUE;
}

const CollectorFeed collector_events_feed = { write_hello, write_calls, write_tiles,
                                              write_board };

static gboolean
follow_events (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "mine", "dashboard", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  CollectorStream stream;

  if (!toll_query_check (parameters, known, error) ||
      !toll_query_get_bool (parameters, "mine", &stream.own_only, error) ||
      !toll_query_get_bool (parameters, "dashboard", &stream.has_board, error))
    return FALSE;
  collector_reply_set_stream (reply, &stream);
  return TRUE;
}

const CollectorRoute collector_routes_events[] = {
  { "GET", TOLL_PATH_EVENTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_MAIN, follow_events,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
