/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own password or PIN, changed where it stands. Main thread. */

#include "config.h"
#include "console/pages/profile/secret-row.h"

#include <glib/gi18n.h>

#include "console/client/problem.h"
#include "console/widgets/field.h"
#include "shared/base/error.h"

enum
{
  CURRENT,
  NEW,
  AGAIN,
  N_ENTRIES
};

struct _ConsoleSecretRow
{
  AdwExpanderRow parent_instance;
  GtkWidget *entries[N_ENTRIES];
  GtkWidget *change;
  char *path;
  char *member;
  ConsoleApiClient *client;
  GCancellable *cancellable;
};

enum
{
  PROP_PATH = 1,
  PROP_MEMBER,
  PROP_ASKS_CURRENT,
  N_PROPS
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (ConsoleSecretRow, console_secret_row, ADW_TYPE_EXPANDER_ROW)

static const char *
text_of (ConsoleSecretRow *self, guint entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entries[entry]));
}

static void
show_note (ConsoleSecretRow *self, guint entry, const char *text)
{
  console_field_show_note (GTK_LIST_BOX_ROW (self->entries[entry]), text, TRUE);
}

static gboolean
asks_current (ConsoleSecretRow *self)
{
  return gtk_widget_get_visible (self->entries[CURRENT]);
}

static void
changed_cb (ConsoleSecretRow *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    show_note (self, i, NULL);
  gtk_widget_set_sensitive (self->change, *text_of (self, NEW) != '\0'
                                              && (!asks_current (self)
                                                  || *text_of (self, CURRENT) != '\0'));
}

static void
clear (ConsoleSecretRow *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleSecretRow *self = user_data;
  g_autofree char *field = NULL;
  guint entry;

  if (console_api_client_is_cancelled (error))
    return;
  gtk_widget_set_sensitive (self->change, TRUE);
  if (answer != NULL)
    {
      clear (self);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
      g_signal_emit (self, done_signal, 0);
      return;
    }
  field = toll_error_dup_field (error);
  entry = g_strcmp0 (field, "current") == 0 ? CURRENT : NEW;
  show_note (self, entry, console_problem_get_reason (error));
  gtk_widget_grab_focus (self->entries[entry]);
}

static void
change_cb (ConsoleSecretRow *self)
{
  g_autoptr (JsonObject) body = json_object_new ();

  if (!gtk_widget_get_sensitive (self->change))
    return;
  if (!g_str_equal (text_of (self, NEW), text_of (self, AGAIN)))
    {
      show_note (self, AGAIN, _ ("This is not the same as above."));
      gtk_widget_grab_focus (self->entries[AGAIN]);
      return;
    }
  if (asks_current (self))
    json_object_set_string_member (body, "current", text_of (self, CURRENT));
  json_object_set_string_member (body, self->member, text_of (self, NEW));
  gtk_widget_set_sensitive (self->change, FALSE);
  console_api_client_send_async (self->client, "PUT", self->path, body, self->cancellable,
                                 answer_cb, self);
}

void
console_secret_row_set_client (ConsoleSecretRow *self, ConsoleApiClient *client)
{
  g_return_if_fail (CONSOLE_IS_SECRET_ROW (self));
  g_set_object (&self->client, client);
}

static void
console_secret_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsoleSecretRow *self = CONSOLE_SECRET_ROW (object);

  if (id == PROP_PATH)
    self->path = g_value_dup_string (value);
  else if (id == PROP_MEMBER)
    self->member = g_value_dup_string (value);
  else if (id == PROP_ASKS_CURRENT)
    gtk_widget_set_visible (self->entries[CURRENT], g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_secret_row_dispose (GObject *object)
{
  ConsoleSecretRow *self = CONSOLE_SECRET_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (console_secret_row_parent_class)->dispose (object);
}

static void
console_secret_row_finalize (GObject *object)
{
  g_free (CONSOLE_SECRET_ROW (object)->path);
  g_free (CONSOLE_SECRET_ROW (object)->member);
  G_OBJECT_CLASS (console_secret_row_parent_class)->finalize (object);
}

static void
console_secret_row_class_init (ConsoleSecretRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = console_secret_row_set_property;
  object_class->dispose = console_secret_row_dispose;
  object_class->finalize = console_secret_row_finalize;
  g_object_class_install_property (object_class, PROP_PATH,
                                   g_param_spec_string ("path", NULL, NULL, NULL,
                                                        flags | G_PARAM_CONSTRUCT_ONLY));
  g_object_class_install_property (object_class, PROP_MEMBER,
                                   g_param_spec_string ("member", NULL, NULL, NULL,
                                                        flags | G_PARAM_CONSTRUCT_ONLY));
  g_object_class_install_property (
      object_class, PROP_ASKS_CURRENT,
      g_param_spec_boolean ("asks-current", NULL, NULL, TRUE, flags));
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_change_row (ConsoleSecretRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->change = gtk_button_new_with_label (_ ("Change"));
  gtk_widget_set_valign (self->change, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->change, "suggested-action");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->change);
  g_signal_connect_swapped (self->change, "clicked", G_CALLBACK (change_cb), self);
  return row;
}

static void
console_secret_row_init (ConsoleSecretRow *self)
{
  const char *const titles[] = { _ ("Current one"), _ ("New one"), _ ("New one again") };

  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      self->entries[i] = adw_password_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entries[i]), titles[i]);
      console_field_add_note (GTK_LIST_BOX_ROW (self->entries[i]));
      g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (self->entries[i], "entry-activated", G_CALLBACK (change_cb), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->entries[i]);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), make_change_row (self));
  changed_cb (self);
}
