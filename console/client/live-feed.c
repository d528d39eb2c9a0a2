/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps one event stream open and hands its events on. It stores nothing, and gives up only when
 * the session is refused, or until a purpose is stated. Main thread. */

#include "config.h"
#include "console/client/live-feed.h"

#include "console/client/event-parser.h"
#include "console/client/json.h"
#include "shared/base/error.h"

#define FIRST_WAIT_MS   1000
#define LONGEST_WAIT_MS 30000

struct _ConsoleLiveFeed
{
  GObject parent_instance;
  ConsoleApiClient *client;
  ConsoleConnection *connection;
  GCancellable *cancellable;
  GDataInputStream *lines;
  ConsoleEventParser parser;
  gboolean mine;
  gboolean board;
  guint wait_ms;
  guint retry_id;
};

G_DEFINE_FINAL_TYPE (ConsoleLiveFeed, console_live_feed, G_TYPE_OBJECT)

static const char *const known_events[] = { "hello", "call", "tile", "source", "widget", NULL };
static guint event_signal;

static void connect_now (ConsoleLiveFeed *self);
static void read_line (ConsoleLiveFeed *self);

static void
console_live_feed_dispose (GObject *object)
{
  ConsoleLiveFeed *self = CONSOLE_LIVE_FEED (object);

  console_live_feed_stop (self);
  g_clear_object (&self->lines);
  g_clear_object (&self->client);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (console_live_feed_parent_class)->dispose (object);
}

static void
console_live_feed_finalize (GObject *object)
{
  ConsoleLiveFeed *self = CONSOLE_LIVE_FEED (object);

  console_event_parser_clear (&self->parser);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (console_live_feed_parent_class)->finalize (object);
}

static void
console_live_feed_class_init (ConsoleLiveFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_live_feed_dispose;
  object_class->finalize = console_live_feed_finalize;
  event_signal = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_OBJECT);
}

static void
console_live_feed_init (ConsoleLiveFeed *self)
{
  console_event_parser_init (&self->parser);
  self->cancellable = g_cancellable_new ();
  self->wait_ms = FIRST_WAIT_MS;
}

static gboolean
retry_cb (gpointer user_data)
{
  ConsoleLiveFeed *self = user_data;

  self->retry_id = 0;
  connect_now (self);
  return G_SOURCE_REMOVE;
}

static void
lost (ConsoleLiveFeed *self, const GError *error)
{
  ConsoleConnectionState state = console_api_client_is_distrusted (error)
                                     ? CONSOLE_CONNECTION_DISTRUSTED
                                     : CONSOLE_CONNECTION_OFFLINE;

  g_clear_object (&self->lines);
  if (g_cancellable_is_cancelled (self->cancellable) ||
      console_connection_get_state (self->connection) == CONSOLE_CONNECTION_REFUSED)
    return;
  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED))
    {
      console_connection_set_state (self->connection, CONSOLE_CONNECTION_WAITING, error->message);
      return;
    }
  console_connection_set_state (self->connection, state, error != NULL ? error->message : NULL);
  /* A quarter of chance keeps a whole office from coming back in the same instant. */
  self->retry_id = g_timeout_add (self->wait_ms + g_random_int_range (0, self->wait_ms / 4),
                                  retry_cb, self);
  self->wait_ms = MIN (self->wait_ms * 2, LONGEST_WAIT_MS);
}

static void
dispatch (ConsoleLiveFeed *self)
{
  const char *name = self->parser.name->str;
  g_autoptr (JsonObject) data = NULL;

  if (!g_strv_contains (known_events, name))
    return;
  data = console_json_parse (self->parser.data->str, self->parser.data->len, NULL);
  if (data == NULL)
    {
      g_warning ("live feed: an event \"%s\" is not JSON; skipped", name);
      return;
    }
  if (g_str_equal (name, "call"))
    console_connection_note_call (self->connection, console_json_int (data, "start_ms", 0));
  g_signal_emit (self, event_signal, 0, name, data);
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleLiveFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (
      G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (self->lines != (gpointer) source)
    return;
  if (line == NULL)
    {
      lost (self, error);
      return;
    }
  self->wait_ms = FIRST_WAIT_MS;
  if (console_event_parser_push (&self->parser, line))
    dispatch (self);
  read_line (self);
}

static void
read_line (ConsoleLiveFeed *self)
{
  if (self->lines != NULL)
    g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable,
                                         line_read_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleLiveFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      console_api_client_open_events_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error) || self->connection == NULL)
    return;
  if (stream == NULL)
    {
      lost (self, error);
      return;
    }
  self->lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  console_event_parser_clear (&self->parser);
  console_event_parser_init (&self->parser);
  console_connection_set_state (self->connection, CONSOLE_CONNECTION_ONLINE, NULL);
  read_line (self);
}

static void
connect_now (ConsoleLiveFeed *self)
{
  console_api_client_open_events_async (self->client, self->mine, self->board, self->cancellable,
                                        opened_cb, g_object_ref (self));
}

ConsoleLiveFeed *
console_live_feed_new (ConsoleApiClient *client, ConsoleConnection *connection)
{
  ConsoleLiveFeed *self = g_object_new (CONSOLE_TYPE_LIVE_FEED, NULL);

  self->client = g_object_ref (client);
  self->connection = g_object_ref (connection);
  connect_now (self);
  return self;
}

void
console_live_feed_stop (ConsoleLiveFeed *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_id, g_source_remove);
}

void
console_live_feed_restart (ConsoleLiveFeed *self)
{
  g_return_if_fail (CONSOLE_IS_LIVE_FEED (self));

  console_live_feed_stop (self);
  g_clear_object (&self->lines);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->wait_ms = FIRST_WAIT_MS;
  connect_now (self);
}

void
console_live_feed_set_mine (ConsoleLiveFeed *self, gboolean mine)
{
  g_return_if_fail (CONSOLE_IS_LIVE_FEED (self));

  if (self->mine == mine)
    return;
  self->mine = mine;
  console_live_feed_restart (self);
}

void
console_live_feed_set_board (ConsoleLiveFeed *self, gboolean board)
{
  g_return_if_fail (CONSOLE_IS_LIVE_FEED (self));

  if (self->board == board)
    return;
  self->board = board;
  console_live_feed_restart (self);
}

void
console_live_feed_retry (ConsoleLiveFeed *self)
{
  if (self->retry_id == 0)
    return;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->wait_ms = FIRST_WAIT_MS;
  connect_now (self);
}
