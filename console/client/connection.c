/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the line to the collector, for others to bind to. It opens nothing itself: the
 * API client and the live feed tell it what they saw. Main thread. */

#include "config.h"
#include "console/client/connection.h"

struct _ConsoleConnection
{
  GObject parent_instance;
  ConsoleConnectionState state;
  char *message;
  gint64 last_call_ms;
};

enum
{
  PROP_STATE = 1,
  PROP_MESSAGE,
  PROP_LAST_CALL_MS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleConnection, console_connection, G_TYPE_OBJECT)

static void
console_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ConsoleConnection *self = CONSOLE_CONNECTION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_LAST_CALL_MS:
      g_value_set_int64 (value, self->last_call_ms);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
console_connection_finalize (GObject *object)
{
  g_free (CONSOLE_CONNECTION (object)->message);
  G_OBJECT_CLASS (console_connection_parent_class)->finalize (object);
}

static void
console_connection_class_init (ConsoleConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_connection_get_property;
  object_class->finalize = console_connection_finalize;

  props[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, CONSOLE_CONNECTION_REFUSED,
                                         CONSOLE_CONNECTION_CONNECTING, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  props[PROP_LAST_CALL_MS] =
      g_param_spec_int64 ("last-call-ms", NULL, NULL, -1, G_MAXINT64, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
console_connection_init (ConsoleConnection *self)
{
  self->state = CONSOLE_CONNECTION_CONNECTING;
  self->last_call_ms = -1;
}

ConsoleConnection *
console_connection_new (void)
{
  return g_object_new (CONSOLE_TYPE_CONNECTION, NULL);
}

ConsoleConnectionState
console_connection_get_state (ConsoleConnection *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONNECTION (self), CONSOLE_CONNECTION_OFFLINE);
  return self->state;
}

void
console_connection_set_state (ConsoleConnection *self, ConsoleConnectionState state,
                              const char *message)
{
  g_return_if_fail (CONSOLE_IS_CONNECTION (self));

  if (g_strcmp0 (self->message, message) != 0)
    {
      g_free (self->message);
      self->message = g_strdup (message);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
    }
}

const char *
console_connection_get_message (ConsoleConnection *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONNECTION (self), NULL);
  return self->message;
}

gint64
console_connection_get_last_call_ms (ConsoleConnection *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONNECTION (self), 0);
  return self->last_call_ms;
}

void
console_connection_note_call (ConsoleConnection *self, gint64 start_ms)
{
  g_return_if_fail (CONSOLE_IS_CONNECTION (self));

  if (start_ms <= self->last_call_ms)
    return;
  self->last_call_ms = start_ms;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_CALL_MS]);
}
