/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Server-sent events. A turn every 100 ms, only while somebody listens: each subscriber's news are
 * read on a reader lane with its rights as they are at that moment, and queued for the client.
 * What a client leaves unread is counted; past the limit it is cut. Main thread.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/live.h"

#include <string.h>

#include "collector/api/audit.h"
#include "collector/api/auth.h"
#include "shared/wire/paths.h"

#define TURN_MS 100
#define TILES_US (2 * G_USEC_PER_SEC)
#define TIMED_US (60 * G_USEC_PER_SEC) /* widgets that change with time */
#define QUARTER_MS 900000 /* days of every zone begin at a quarter of an hour */

struct _CollectorLive
{
  CollectorLanes *lanes;
  CollectorLanes *access_log; /* (nullable) */
  const TollClock *clock;
  const CollectorFeed *feed;
  gpointer context;
  CollectorSessionLimits session_limits;
  CollectorHttpLimits limits;
  GHashTable *subscribers; /* set, a reference each */
  guint turn_id;
  gint64 quarter; /* of the last turn */
  gboolean is_stopped;
};

typedef struct
{
  CollectorLive *live; /* a reference */
  SoupServerMessage *message; /* NULL once it has ended */
  char *token;
  CollectorViewer *viewer; /* who subscribed; counts what of others was shown until now */
  CollectorStream stream;
  GArray *calls;  /* gint64: to be told */
  gboolean too_many; /* of them: told as one "refresh" */
  GArray *board_calls; /* gint64: that widgets have not heard of */
  gboolean board_too_many; /* of them, or what they counted in is another: all widgets are told */
  gboolean wants_hello;
  gboolean wants_tiles;
  gboolean is_busy; /* a job is on a lane */
  gint64 tiles_us;  /* when tiles and widgets were sent last */
  gint64 timed_us;  /* the same of widgets that change with time */
  gint64 written_us;
  gsize unread; /* bytes queued and not yet taken by the client's side */
} Subscriber;

/* One subscriber's news on their way: made on main, filled on a lane, sent on main. */
typedef struct
{
  Subscriber *subscriber;
  GArray *calls;
  gboolean too_many;
  gboolean hello;
  gboolean tiles;
  GArray *board_calls; /* (nullable): widgets hear of them */
  gboolean board;
  gboolean timed;
  gboolean is_over; /* no longer signed in */
  CollectorSessionState session;
  gint64 now_ms;
  GString *out;
  CollectorViewer *viewer; /* (nullable): who the news were read for */
} News;

static void
subscriber_clear (gpointer data)
{
  Subscriber *subscriber = data;

  g_array_unref (subscriber->calls);
  g_array_unref (subscriber->board_calls);
  g_free (subscriber->token);
  collector_viewer_free (subscriber->viewer);
  collector_live_unref (subscriber->live);
}

static void
subscriber_unref (gpointer subscriber)
{
  g_rc_box_release_full (subscriber, subscriber_clear);
}

CollectorLive *
collector_live_new (CollectorLanes *lanes, CollectorLanes *access_log, const TollClock *clock,
                    const CollectorFeed *feed, gpointer context,
                    const CollectorSessionLimits *session_limits,
                    const CollectorHttpLimits *limits)
{
  CollectorLive *live = g_rc_box_new0 (CollectorLive);

  live->lanes = lanes;
  live->access_log = access_log;
  live->clock = clock;
  live->feed = feed;
  live->context = context;
  live->session_limits = *session_limits;
  live->limits = *limits;
  live->subscribers = g_hash_table_new_full (NULL, NULL, subscriber_unref, NULL);
  return live;
}

CollectorLive *
collector_live_ref (CollectorLive *live)
{
  return g_rc_box_acquire (live);
}

static void
live_clear (gpointer data)
{
  CollectorLive *live = data;

  g_hash_table_unref (live->subscribers);
}

void
collector_live_unref (CollectorLive *live)
{
  g_rc_box_release_full (live, live_clear);
}

static void
noted_done (gpointer data, const GError *error)
{
  collector_audit_note_free (data);
  if (error != NULL)
    g_warning ("The end of a stream is missing in the access log: %s", error->message);
}

/* A stream was noted when it began; what it showed is known now. */
static void
note_end (Subscriber *subscriber)
{
  CollectorLive *live = subscriber->live;
  CollectorAuditNote *note;

  if (live->access_log == NULL || !collector_viewer_has_seen_others (subscriber->viewer))
    return;
  note = collector_audit_note_new_of (subscriber->viewer, "GET " TOLL_PATH_EVENTS " (end)", "",
                                      toll_clock_now_ms (live->clock));
  collector_lanes_write (live->access_log, collector_audit_task, note, noted_done);
}

/* Forgets a subscriber, whose message may or may not have ended. */
static void
drop (Subscriber *subscriber)
{
  CollectorLive *live = subscriber->live;
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&subscriber->message);

  if (message == NULL)
    return;
  g_signal_handlers_disconnect_by_data (message, subscriber);
  note_end (subscriber);
  g_hash_table_remove (live->subscribers, subscriber);
  if (g_hash_table_size (live->subscribers) == 0)
    g_clear_handle_id (&live->turn_id, g_source_remove);
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  drop (data);
}

/* Ends a stream from our side, at once. */
static void
cut (Subscriber *subscriber)
{
  CollectorConnection *connection = collector_connection_of (subscriber->message);

  g_rc_box_acquire (subscriber);
  drop (subscriber);
  if (connection != NULL)
    collector_connection_close (connection);
  subscriber_unref (subscriber);
}

static void
wrote_cb (SoupServerMessage *message, guint n_bytes, gpointer data)
{
  Subscriber *subscriber = data;

  subscriber->unread -= MIN (subscriber->unread, n_bytes);
}

/* Queues @text for the client. */
static void
send_text (Subscriber *subscriber, const char *text, gsize length)
{
  if (length == 0)
    return;
  subscriber->unread += length;
  if (subscriber->unread > subscriber->live->limits.max_stream_bytes)
    {
      g_message ("an event stream that is not read was cut");
      cut (subscriber);
      return;
    }
  subscriber->written_us = g_get_monotonic_time ();
  soup_message_body_append (soup_server_message_get_response_body (subscriber->message),
                            SOUP_MEMORY_COPY, text, length);
  soup_server_message_unpause (subscriber->message);
}

static gboolean
touch_task (CollectorDb *db, gpointer data, GError **error)
{
  News *news = data;
  g_autofree char *hash = collector_session_hash_token (news->subscriber->token);

  return collector_session_store_touch (db, hash, news->now_ms, error);
}

static void
news_free (gpointer data, const GError *error)
{
  News *news = data;

  if (error != NULL)
    g_warning ("events: %s", error->message);
  g_array_unref (news->calls);
  g_clear_pointer (&news->board_calls, g_array_unref);
  g_string_free (news->out, TRUE);
  collector_viewer_free (news->viewer);
  subscriber_unref (news->subscriber);
  g_free (news);
}

static gboolean
write_news (CollectorDb *db, const CollectorViewer *viewer, News *news, GError **error)
{
  CollectorLive *live = news->subscriber->live;
  gboolean own_only = news->subscriber->stream.own_only;

  if (news->hello &&
      !live->feed->write_hello (db, viewer, news->now_ms, live->context, news->out, error))
    return FALSE;
  if (news->calls->len > 0 &&
      !live->feed->write_calls (db, viewer, own_only, (gint64 *) (void *) news->calls->data,
                                news->calls->len, live->context, news->out, error))
    return FALSE;
  if (news->too_many)
    g_string_append (news->out, "event: refresh\ndata: {}\n\n");
  if (news->tiles && !live->feed->write_tiles (db, viewer, own_only, news->now_ms, live->context,
                                               news->out, error))
    return FALSE;
  return !(news->board || news->timed)
         || live->feed->write_board (db, viewer, news->board_calls, news->timed, news->now_ms,
                                     live->context, news->out, error);
}

static gboolean
read_news (CollectorDb *db, News *news, GError **error)
{
  CollectorLive *live = news->subscriber->live;

  news->viewer = collector_auth_check (db, news->subscriber->token, COLLECTOR_ACCESS_USER,
                                       news->now_ms, &live->session_limits, &news->session,
                                       error);
  if (news->viewer == NULL)
    {
      news->is_over = TRUE;
      return FALSE;
    }
  return write_news (db, news->viewer, news, error);
}

/* All of one moment: totals and what private calls take from them are of the same calls. */
static gboolean
news_task (CollectorDb *db, gpointer data, GError **error)
{
  gboolean is_ok = collector_db_hold (db, error) && read_news (db, data, error);

  collector_db_rollback (db);
  return is_ok;
}

static void
news_done (gpointer data, const GError *error)
{
  News *news = data;
  Subscriber *subscriber = news->subscriber;
  CollectorLive *live = subscriber->live;

  subscriber->is_busy = FALSE;
  if (subscriber->message != NULL)
    {
      if (news->is_over)
        cut (subscriber);
      else if (error == NULL)
        {
          collector_viewer_add_seen (subscriber->viewer, news->viewer);
          send_text (subscriber, news->out->str, news->out->len);
        }
      if (error == NULL && news->session == COLLECTOR_SESSION_STALE && !live->is_stopped)
        {
          collector_lanes_write (live->lanes, touch_task, news, news_free);
          return;
        }
    }
  news_free (news, news->is_over ? NULL : error);
}

/* What the widgets hear, as often as tiles do. */
static void
take_board (Subscriber *subscriber, News *news, gint64 now_us)
{
  news->timed = now_us - subscriber->timed_us >= TIMED_US;
  news->board = news->tiles && (subscriber->board_calls->len > 0 || subscriber->board_too_many);
  if (news->timed)
    subscriber->timed_us = now_us;
  if (!news->board)
    return;
  if (!subscriber->board_too_many)
    {
      news->board_calls = g_steal_pointer (&subscriber->board_calls);
      subscriber->board_calls = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  else
    news->timed = FALSE; /* is all of them */
  subscriber->board_too_many = FALSE;
}

/* Sends one subscriber's news to a lane. */
static void
send_news (Subscriber *subscriber, gint64 now_us)
{
  News *news = g_new0 (News, 1);

  news->subscriber = g_rc_box_acquire (subscriber);
  news->calls = g_steal_pointer (&subscriber->calls);
  subscriber->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  news->too_many = subscriber->too_many;
  news->hello = subscriber->wants_hello;
  news->tiles = subscriber->wants_tiles && now_us - subscriber->tiles_us >= TILES_US;
  news->now_ms = toll_clock_now_ms (subscriber->live->clock);
  news->out = g_string_new (NULL);
  subscriber->too_many = FALSE;
  subscriber->wants_hello = FALSE;
  if (news->tiles)
    {
      subscriber->wants_tiles = FALSE;
      subscriber->tiles_us = now_us;
    }
  if (subscriber->stream.has_board)
    take_board (subscriber, news, now_us);
  subscriber->is_busy = TRUE;
  collector_lanes_read (subscriber->live->lanes, news_task, news, news_done);
}

static void
take_turn (Subscriber *subscriber, gint64 now_us)
{
  CollectorHttpLimits *limits = &subscriber->live->limits;

  if (subscriber->message == NULL || subscriber->is_busy)
    return;
  if (subscriber->wants_hello || subscriber->calls->len > 0 || subscriber->too_many ||
      (subscriber->wants_tiles && now_us - subscriber->tiles_us >= TILES_US) ||
      (subscriber->stream.has_board && now_us - subscriber->timed_us >= TIMED_US))
    send_news (subscriber, now_us);
  else if (now_us - subscriber->written_us >= (gint64) limits->keep_alive_ms * 1000)
    {
      send_text (subscriber, ": keep-alive\n\n", strlen (": keep-alive\n\n"));
      /* Also asks whether the client is still signed in. */
      if (subscriber->message != NULL)
        send_news (subscriber, now_us);
    }
}

/* What is of today, or of this month, is another then: also where no call comes. */
static void
begin_quarter (CollectorLive *live)
{
  gint64 quarter = toll_clock_now_ms (live->clock) / QUARTER_MS;

  if (quarter == live->quarter)
    return;
  live->quarter = quarter;
  collector_live_publish_past (live);
}

static gboolean
turn_cb (gpointer data)
{
  CollectorLive *live = collector_live_ref (data);
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array (live->subscribers, &n);
  gint64 now_us = g_get_monotonic_time ();

  begin_quarter (live);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (live->subscribers, all[i]))
      take_turn (all[i], now_us);
  collector_live_unref (live);
  return G_SOURCE_CONTINUE;
}

void
collector_live_add (CollectorLive *live, SoupServerMessage *message,
                    const CollectorRequest *request, const CollectorStream *stream)
{
  Subscriber *subscriber = g_rc_box_new0 (Subscriber);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  CollectorConnection *connection = collector_connection_of (message);

  subscriber->live = collector_live_ref (live);
  subscriber->message = g_object_ref (message);
  subscriber->token = g_strdup (collector_request_get_token (request));
  subscriber->viewer = collector_viewer_copy_who (collector_request_get_viewer (request));
  subscriber->stream = *stream;
  subscriber->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  subscriber->board_calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  subscriber->wants_hello = TRUE;
  subscriber->written_us = subscriber->timed_us = g_get_monotonic_time ();
  g_hash_table_add (live->subscribers, subscriber);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), subscriber);
  g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb), subscriber);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_cb), subscriber);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_unpause (message);
  if (connection != NULL)
    collector_connection_set_streaming (connection);
  if (live->turn_id == 0)
    {
      live->quarter = toll_clock_now_ms (live->clock) / QUARTER_MS;
      live->turn_id = g_timeout_add (TURN_MS, turn_cb, live);
    }
}

/* Adds to what waits to be told; more than can be told one by one is told as a whole. */
static void
gather (GArray *calls, gboolean *too_many, const gint64 *ids, guint n_ids)
{
  if (*too_many)
    return;
  if (calls->len + n_ids <= COLLECTOR_LIVE_MAX_CALLS)
    g_array_append_vals (calls, ids, n_ids);
  else
    {
      g_array_set_size (calls, 0);
      *too_many = TRUE;
    }
}

void
collector_live_publish_calls (CollectorLive *live, const gint64 *ids, guint n_ids)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, live->subscribers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Subscriber *subscriber = key;

      subscriber->wants_tiles = TRUE;
      gather (subscriber->calls, &subscriber->too_many, ids, n_ids);
      if (subscriber->stream.has_board)
        gather (subscriber->board_calls, &subscriber->board_too_many, ids, n_ids);
    }
}

void
collector_live_publish_past (CollectorLive *live)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, live->subscribers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Subscriber *subscriber = key;

      subscriber->wants_tiles = subscriber->board_too_many = TRUE;
    }
}

void
collector_live_publish_event (CollectorLive *live, const char *event, const char *json)
{
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array (live->subscribers, &n);
  g_autofree char *text = g_strdup_printf ("event: %s\ndata: %s\n\n", event, json);

  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (live->subscribers, all[i]))
      send_text (all[i], text, strlen (text));
}

void
collector_live_stop (CollectorLive *live)
{
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array (live->subscribers, &n);

  live->is_stopped = TRUE;
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (live->subscribers, all[i]))
      cut (all[i]);
  g_clear_handle_id (&live->turn_id, g_source_remove);
}

guint
collector_live_get_n_subscribers (CollectorLive *live)
{
  return g_hash_table_size (live->subscribers);
}
