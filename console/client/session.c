/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that lives from sign-in to sign-out. Main thread. */

#include "config.h"
#include "console/client/session.h"

struct _ConsoleSession
{
  GObject parent_instance;
  ConsoleApiClient *client;
  ConsoleConnection *connection;
  ConsoleLiveFeed *feed;
  ConsolePreferences *preferences;
  ConsoleMe *me;
  GTimeZone *zone;
};

G_DEFINE_FINAL_TYPE (ConsoleSession, console_session, G_TYPE_OBJECT)

static void
console_session_finalize (GObject *object)
{
  ConsoleSession *self = CONSOLE_SESSION (object);

  console_live_feed_stop (self->feed);
  g_clear_object (&self->feed);
  g_clear_object (&self->client);
  g_clear_object (&self->connection);
  g_clear_object (&self->preferences);
  g_clear_pointer (&self->me, console_me_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_session_parent_class)->finalize (object);
}

static void
console_session_class_init (ConsoleSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_session_finalize;
}

static void
console_session_init (ConsoleSession *self)
{
}

ConsoleSession *
console_session_new (ConsoleApiClient *client, ConsoleConnection *connection,
                     ConsolePreferences *preferences, JsonObject *user)
{
  ConsoleSession *self = g_object_new (CONSOLE_TYPE_SESSION, NULL);

  self->client = g_object_ref (client);
  self->connection = g_object_ref (connection);
  self->preferences = g_object_ref (preferences);
  self->me = console_me_from_json (user);
  self->zone = g_time_zone_new_identifier (self->me->zone);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();
  self->feed = console_live_feed_new (client, connection);
  return self;
}

gboolean
console_session_resume (ConsoleSession *self, ConsoleSession *newer)
{
  if (!g_str_equal (console_api_client_get_server (self->client),
                    console_api_client_get_server (newer->client)) ||
      !console_me_equal (self->me, newer->me))
    return FALSE;
  console_live_feed_stop (newer->feed);
  console_api_client_take_session (self->client, newer->client);
  console_connection_set_state (self->connection, CONSOLE_CONNECTION_CONNECTING, NULL);
  console_live_feed_restart (self->feed);
  return TRUE;
}

void
console_session_end (ConsoleSession *self)
{
  console_live_feed_stop (self->feed);
  console_api_client_sign_out (self->client);
}

ConsoleApiClient *
console_session_get_client (ConsoleSession *self)
{
  return self->client;
}

ConsoleConnection *
console_session_get_connection (ConsoleSession *self)
{
  return self->connection;
}

ConsoleLiveFeed *
console_session_get_feed (ConsoleSession *self)
{
  return self->feed;
}

ConsolePreferences *
console_session_get_preferences (ConsoleSession *self)
{
  return self->preferences;
}

const ConsoleMe *
console_session_get_me (ConsoleSession *self)
{
  return self->me;
}

GTimeZone *
console_session_get_zone (ConsoleSession *self)
{
  return self->zone;
}
