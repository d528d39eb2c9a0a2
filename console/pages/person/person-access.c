/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three rows, each with its button; what they send is done at once. Main thread. */

#include "config.h"
#include "console/pages/person/person-access.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/dialogs/secret-dialog.h"

struct _ConsolePersonAccess
{
  AdwPreferencesGroup parent_instance;
  AdwActionRow *password;
  AdwActionRow *pin;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  char *id;
  gboolean has_password;
  gboolean has_pin;
};

G_DEFINE_FINAL_TYPE (ConsolePersonAccess, console_person_access, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_path (ConsolePersonAccess *self, const char *rest)
{
  return g_strconcat ("/people/", self->id, rest, NULL);
}

static void
toast (gpointer self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
show_states (ConsolePersonAccess *self)
{
  adw_action_row_set_subtitle (self->password,
                               self->has_password ? _ ("Is set here") : _ ("None here"));
  adw_action_row_set_subtitle (self->pin, self->has_pin ? _ ("Is set") : _ ("None"));
}

static void
password_set_cb (GObject *object, gboolean is_set)
{
  ConsolePersonAccess *self = CONSOLE_PERSON_ACCESS (object);

  self->has_password = is_set;
  show_states (self);
  toast (self, is_set ? _ ("The password is set") : _ ("The password is gone"));
}

static void
password_cb (ConsolePersonAccess *self)
{
  g_autofree char *path = dup_path (self, "/password");
  const ConsoleSecretQuestion question = {
    _ ("Set Password"),
    _ ("New password"),
    _ ("Open sessions of this person end."),
    self->has_password ? _ ("Remove Password") : NULL,
    path,
    "password",
  };

  console_secret_dialog_present (GTK_WIDGET (self), self->client, &question, password_set_cb,
                                 G_OBJECT (self));
}

static void
pin_set_cb (GObject *object, gboolean is_set)
{
  ConsolePersonAccess *self = CONSOLE_PERSON_ACCESS (object);

  self->has_pin = is_set;
  show_states (self);
  toast (self, is_set ? _ ("The PIN is set") : _ ("The PIN is gone"));
}

static void
pin_cb (ConsolePersonAccess *self)
{
  g_autofree char *path = dup_path (self, "/pin");
  const ConsoleSecretQuestion question = {
    _ ("Set PIN"),
    _ ("New PIN"),
    _ ("4 to 50 digits"),
    self->has_pin ? _ ("Remove PIN") : NULL,
    path,
    "pin",
  };

  console_secret_dialog_present (GTK_WIDGET (self), self->client, &question, pin_set_cb,
                                 G_OBJECT (self));
}

static void
sessions_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (!console_api_client_is_cancelled (error))
    toast (user_data, answer != NULL ? _ ("All sessions have ended") : error->message);
}

static void
sessions_cb (ConsolePersonAccess *self)
{
  g_autofree char *path = dup_path (self, "/sessions");

  console_api_client_send_async (self->client, "DELETE", path, NULL, self->cancellable,
                                 sessions_ended_cb, self);
}

static AdwActionRow *
add_row (ConsolePersonAccess *self, const char *title, const char *label, GCallback callback)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
console_person_access_dispose (GObject *object)
{
  ConsolePersonAccess *self = CONSOLE_PERSON_ACCESS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (console_person_access_parent_class)->dispose (object);
}

static void
console_person_access_finalize (GObject *object)
{
  g_object_unref (CONSOLE_PERSON_ACCESS (object)->cancellable);
  g_free (CONSOLE_PERSON_ACCESS (object)->id);
  G_OBJECT_CLASS (console_person_access_parent_class)->finalize (object);
}

static void
console_person_access_class_init (ConsolePersonAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_person_access_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_person_access_finalize;
}

static void
console_person_access_init (ConsolePersonAccess *self)
{
  self->cancellable = g_cancellable_new ();
  self->password =
      add_row (self, _ ("Password"), _ ("Set Password…"), G_CALLBACK (password_cb));
  self->pin = add_row (self, _ ("PIN"), _ ("Set PIN…"), G_CALLBACK (pin_cb));
  add_row (self, _ ("Sessions"), _ ("Sign Out Everywhere"), G_CALLBACK (sessions_cb));
}

void
console_person_access_show (ConsolePersonAccess *self, ConsoleApiClient *client,
                            JsonObject *person)
{
  g_return_if_fail (CONSOLE_IS_PERSON_ACCESS (self));
  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (console_json_text (person, "id"));
  self->has_password = console_json_flag (person, "has_password");
  self->has_pin = console_json_flag (person, "has_pin");
  show_states (self);
}
