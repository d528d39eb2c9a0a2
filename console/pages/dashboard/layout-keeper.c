/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "console/pages/dashboard/layout-keeper.h"

#include "console/client/json.h"
#include "console/pages/dashboard/dashboard-standard.h"

struct _ConsoleLayoutKeeper
{
  ConsoleLayoutDup dup;
  ConsoleLayoutKept kept;
  gpointer user_data;
  char *version; /* (nullable) */
  gboolean is_sending;
  gboolean is_changed; /* since the one that is on its way */
};

ConsoleLayoutKeeper *
console_layout_keeper_new (ConsoleLayoutDup dup, ConsoleLayoutKept kept, gpointer user_data)
{
  ConsoleLayoutKeeper *self = g_atomic_rc_box_new0 (ConsoleLayoutKeeper);

  self->dup = dup;
  self->kept = kept;
  self->user_data = user_data;
  return self;
}

static void
keeper_clear (gpointer data)
{
  g_free (((ConsoleLayoutKeeper *) data)->version);
}

void
console_layout_keeper_free (ConsoleLayoutKeeper *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, keeper_clear);
}

static void
take_version (ConsoleLayoutKeeper *self, JsonObject *answer)
{
  g_free (self->version);
  self->version = g_strdup (console_json_text (answer, "version"));
}

void
console_layout_keeper_note (ConsoleLayoutKeeper *self, JsonObject *answer)
{
  if (!self->is_sending)
    take_version (self, answer);
}

/* On its way to the collector; holds the keeper. */
typedef struct
{
  ConsoleLayoutKeeper *keeper;
  GCancellable *cancellable;
} Sending;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  ConsoleLayoutKeeper *self = sending->keeper;
  g_autoptr (GCancellable) cancellable = sending->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  g_free (sending);
  self->is_sending = FALSE;
  if (answer != NULL)
    take_version (self, answer);
  if (answer != NULL && self->is_changed)
    console_layout_keeper_send (self, CONSOLE_API_CLIENT (source), cancellable);
  else if (!console_api_client_is_cancelled (error))
    self->kept (error, self->user_data);
  console_layout_keeper_free (self);
}

void
console_layout_keeper_send (ConsoleLayoutKeeper *self, ConsoleApiClient *client,
                            GCancellable *cancellable)
{
  g_autoptr (JsonObject) layout = NULL;
  Sending *sending;

  self->is_changed = self->is_sending;
  if (self->is_sending)
    return;
  layout = self->dup (self->user_data);
  if (self->version != NULL)
    json_object_set_string_member (layout, "version", self->version);
  self->is_sending = TRUE;
  sending = g_new0 (Sending, 1);
  *sending = (Sending){ g_atomic_rc_box_acquire (self), g_object_ref (cancellable) };
  console_api_client_send_async (client, "PUT", DASHBOARD, layout, cancellable, kept_cb, sending);
}
