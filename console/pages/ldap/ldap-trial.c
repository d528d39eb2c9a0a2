/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button, whom to try with, and a row a step. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-trial.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/text-row.h"

struct _ConsoleLdapTrial
{
  AdwPreferencesGroup parent_instance;
  ConsoleField *user_name;
  ConsoleField *password;
  GtkWidget *button;
  GtkWidget *spinner;
  GPtrArray *steps; /* borrowed rows */
};

enum
{
  ASK,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleLdapTrial, console_ldap_trial, ADW_TYPE_PREFERENCES_GROUP)

static const ConsoleWord step_words[] = {
  { "resolve", N_ ("Find the server's address") },
  { "connect", N_ ("Connect") },
  { "tls", N_ ("Encrypt") },
  { "bind", N_ ("Sign in as the reader") },
  { "search", N_ ("Find people") },
  { "groups", N_ ("Find groups") },
  { "sign_in", N_ ("Sign in as the user") },
  { NULL, NULL },
};

static const struct
{
  const char *id;
  const char *word; /* untranslated */
  const char *icon;
  const char *css_class;
} states[] = {
  { "ok", N_ ("Done"), "object-select-symbolic", "success" },
  { "warning", N_ ("Done with a warning"), "dialog-warning-symbolic", "warning" },
  { "failed", N_ ("Failed"), "dialog-error-symbolic", "error" },
  { "skipped", N_ ("Not tried"), "list-remove-symbolic", "dim-label" },
};

static guint
state_of (JsonObject *step)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (states) &&
         !g_str_equal (states[i].id, console_json_text (step, "state")))
    i++;
  return i;
}

static void
add_step (ConsoleLdapTrial *self, JsonObject *step)
{
  guint state = state_of (step);
  const char *detail = console_json_text (step, "detail");
  const char *title = console_word_of (step_words, console_json_text (step, "id"));
  /* TRANSLATORS: a step and what it came to, as "Connect: Done" */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), title, _ (states[state].word));
  /* TRANSLATORS: milliseconds that a step took */
  g_autofree char *took =
      g_strdup_printf (_ ("%u ms"), (guint) console_json_int (step, "took_ms", 0));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", *detail != '\0' ? detail : _ (states[state].word),
                                 NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (states[state].icon);

  gtk_widget_add_css_class (icon, states[state].css_class);
  gtk_widget_set_tooltip_text (icon, _ (states[state].word));
  console_column_access_set_label (icon, label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (!g_str_equal (states[state].id, "skipped"))
    {
      GtkWidget *time = gtk_label_new (took);

      gtk_widget_add_css_class (time, "dim-label");
      gtk_widget_add_css_class (time, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
    }
  g_ptr_array_add (self->steps, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
clear_steps (ConsoleLdapTrial *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->steps->pdata[i]);
  g_ptr_array_set_size (self->steps, 0);
}

static void
set_busy (ConsoleLdapTrial *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->button, !busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleLdapTrial *self = user_data;
  JsonArray *steps = console_json_array (answer, "steps");

  if (console_api_client_is_cancelled (error))
    return;
  set_busy (self, FALSE);
  if (answer == NULL)
    {
      g_signal_emit (self, signals[REFUSED], 0, error);
      return;
    }
  for (guint i = 0; i < console_json_length (steps); i++)
    add_step (self, console_json_at (steps, i));
}

static void
ask_cb (ConsoleLdapTrial *self)
{
  g_signal_emit (self, signals[ASK], 0);
}

static void
console_ldap_trial_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_LDAP_TRIAL (object)->steps);
  G_OBJECT_CLASS (console_ldap_trial_parent_class)->finalize (object);
}

static void
console_ldap_trial_class_init (ConsoleLdapTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_ldap_trial_finalize;
  signals[ASK] = g_signal_new ("ask", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_ldap_trial_init (ConsoleLdapTrial *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->steps = g_ptr_array_new ();
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  console_column_access_set_label (self->spinner, _ ("Trying the directory server"));
  self->button = gtk_button_new_with_label (_ ("Test"));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
  self->user_name = g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", _ ("Try as user"), "hint",
                                  _ ("Not needed: somebody who would sign in"), NULL);
  self->password = g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", _ ("Password of that user"),
                                 "kind", CONSOLE_TEXT_ROW_SECRET, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->user_name));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->password));
}

void
console_ldap_trial_run (ConsoleLdapTrial *self, ConsoleApiClient *client, JsonObject *settings,
                        GCancellable *cancellable)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  g_return_if_fail (CONSOLE_IS_LDAP_TRIAL (self));
  json_object_set_object_member (body, "settings", json_object_ref (settings));
  json_object_set_member (body, "username", console_field_dup_value (self->user_name));
  json_object_set_member (body, "password", console_field_dup_value (self->password));
  text = console_json_to_text (body);
  bytes = g_bytes_new_take (text, strlen (text));
  clear_steps (self);
  set_busy (self, TRUE);
  console_api_client_upload_async (client, "/ldap/test", "application/json", bytes, NULL,
                                   cancellable, tried_cb, self);
}
