/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One secret, typed and sent. It is kept nowhere. Main thread. */

#include "config.h"
#include "console/dialogs/secret-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/problem.h"
#include "console/dialogs/small-window.h"
#include "console/widgets/field.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *entry;
  GtkWidget *set;
  char *hint;
  char *path;
  char *member;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  gboolean is_set; /* what was asked for */
  void (*done) (GObject *object, gboolean is_set);
  GWeakRef object;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_weak_ref_clear (&self->object);
  g_free (self->hint);
  g_free (self->path);
  g_free (self->member);
  g_free (self);
}

static void
show_note (Dialog *self, const char *text, gboolean is_error)
{
  console_field_show_note (GTK_LIST_BOX_ROW (self->entry), text, is_error);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;
  g_autoptr (GObject) object = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      gtk_widget_set_sensitive (self->set, TRUE);
      show_note (self, console_problem_get_reason (error), TRUE);
      gtk_widget_grab_focus (self->entry);
      return;
    }
  object = g_weak_ref_get (&self->object);
  if (object != NULL)
    self->done (object, self->is_set);
  gtk_window_destroy (self->window);
}

/* @secret: (nullable): NULL takes it away. */
static void
send (Dialog *self, const char *secret)
{
  g_autoptr (JsonObject) body = json_object_new ();

  if (secret != NULL)
    json_object_set_string_member (body, self->member, secret);
  else
    json_object_set_null_member (body, self->member);
  self->is_set = secret != NULL;
  gtk_widget_set_sensitive (self->set, FALSE);
  console_api_client_send_async (self->client, "PUT", self->path, body, self->cancellable,
                                 answer_cb, self);
}

static void
set_cb (Dialog *self)
{
  send (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
remove_cb (Dialog *self)
{
  send (self, NULL);
}

static void
changed_cb (Dialog *self)
{
  gtk_widget_set_sensitive (self->set,
                            *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0');
  show_note (self, self->hint, FALSE);
}

static GtkWidget *
make_content (Dialog *self, const ConsoleSecretQuestion *question)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->entry = adw_password_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), question->label);
  console_field_add_note (GTK_LIST_BOX_ROW (self->entry));
  show_note (self, question->hint, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (set_cb), self);
  if (question->remove != NULL)
    {
      GtkWidget *remove = gtk_button_new_with_label (question->remove);

      gtk_widget_add_css_class (remove, "destructive-action");
      gtk_widget_set_halign (remove, GTK_ALIGN_CENTER);
      gtk_widget_set_margin_top (remove, 18);
      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), remove);
    }
  gtk_widget_add_css_class (group, "secret");
  return group;
}

void
console_secret_dialog_present (GtkWidget *widget, ConsoleApiClient *client,
                               const ConsoleSecretQuestion *question,
                               void (*done) (GObject *object, gboolean is_set), GObject *object)
{
  Dialog *self = g_new0 (Dialog, 1);

  self->window = console_small_window_new (widget, question->title, _ ("Set"), &self->set);
  self->hint = g_strdup (question->hint);
  self->path = g_strdup (question->path);
  self->member = g_strdup (question->member);
  self->client = g_object_ref (client);
  self->cancellable = g_cancellable_new ();
  self->done = done;
  g_weak_ref_init (&self->object, object);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_small_window_set_content (self->window, make_content (self, question));
  g_signal_connect_swapped (self->set, "clicked", G_CALLBACK (set_cb), self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (self->entry);
}
