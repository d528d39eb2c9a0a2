/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two buttons, what the last of them came to, and the runs before. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-runs.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define LIST_PATH "/ldap/runs?limit=20"

struct _ConsoleLdapRuns
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *preview;
  GtkWidget *sync;
  GtkWidget *spinner;
  GtkWidget *shown;   /* (nullable): the row of what was just tried; borrowed */
  GPtrArray *rows;    /* borrowed */
  ConsoleApiClient *client;
  GCancellable *cancellable;
  GTimeZone *zone;
  char *reason; /* why it is locked; NULL = it is not */
  gboolean busy;
  gboolean is_dry; /* the one under way */
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (ConsoleLdapRuns, console_ldap_runs, ADW_TYPE_PREFERENCES_GROUP)

/* "partly": done, and of some entries not everything could be taken. */
static const ConsoleWord state_words[] = {
  { "running", N_ ("Under way") },
  { "done", N_ ("Done") },
  { "partly", N_ ("Done, but not everything could be taken") },
  { "refused", N_ ("Refused") },
  { "failed", N_ ("Failed") },
  { NULL, NULL },
};

static const ConsoleWord state_icons[] = {
  { "running", "content-loading-symbolic" },
  { "done", "object-select-symbolic" },
  { "partly", "dialog-warning-symbolic" },
  { "refused", "dialog-warning-symbolic" },
  { "failed", "dialog-error-symbolic" },
  { NULL, NULL },
};

static const char *
icon_of (const char *state)
{
  for (const ConsoleWord *word = state_icons; word->id != NULL; word++)
    if (g_str_equal (word->id, state))
      return word->text;
  return "dialog-question-symbolic";
}

static const char *
state_of (JsonObject *run)
{
  const char *state = console_json_text (run, "state");

  return g_str_equal (state, "done") && console_json_int (run, "n_refused", 0) > 0 ? "partly"
                                                                                   : state;
}

static char *
dup_counts (JsonObject *run)
{
  static const char *const members[] = { "n_found", "n_new", "n_changed", "n_removed",
                                         "n_refused" };
  char *figures[G_N_ELEMENTS (members)];
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    figures[i] = console_format_count (console_json_int (run, members[i], 0));
  /* TRANSLATORS: figures of a run that takes people over; each %s is a number */
  text = g_strdup_printf (_ ("Found: %s · New: %s · Changed: %s · Gone: %s · Refused: %s"),
                          figures[0], figures[1], figures[2], figures[3], figures[4]);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_free (figures[i]);
  return text;
}

static char *
dup_subtitle (JsonObject *run)
{
  const char *message = console_json_text (run, "message");
  g_autofree char *counts = dup_counts (run);

  return *message != '\0' ? g_strjoin ("\n", message, counts, NULL) : g_strdup (counts);
}

static GtkWidget *
new_refusal (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "field-note");
  return g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label, "activatable", FALSE, NULL);
}

/* Who was refused unfolds below it. */
static GtkWidget *
new_row (JsonObject *run, const char *title)
{
  const char *state = state_of (run);
  g_autofree char *subtitle = dup_subtitle (run);
  g_auto (GStrv) refusals = console_json_dup_texts (console_json_array (run, "refusals"));
  gboolean unfolds = *refusals != NULL;
  GtkWidget *row = g_object_new (unfolds ? ADW_TYPE_EXPANDER_ROW : ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_of (state));

  gtk_widget_set_tooltip_text (icon, console_word_of (state_words, state));
  console_column_access_set_label (icon, console_word_of (state_words, state));
  if (g_str_equal (state, "failed") || g_str_equal (state, "refused"))
    gtk_widget_add_css_class (icon, "error");
  else if (g_str_equal (state, "partly"))
    gtk_widget_add_css_class (icon, "warning");
  if (!unfolds)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  else
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  for (guint i = 0; refusals[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_refusal (refusals[i]));
  return row;
}

static void
show_buttons (ConsoleLdapRuns *self)
{
  gboolean can = !self->busy && self->reason == NULL;

  gtk_widget_set_sensitive (self->preview, can);
  gtk_widget_set_sensitive (self->sync, can);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), self->reason);
}

static void
clear_rows (ConsoleLdapRuns *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (ConsoleLdapRuns *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleLdapRuns *self = user_data;
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return;
  clear_rows (self);
  if (console_json_length (items) == 0)
    add_row (self, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 answer != NULL ? _ ("No runs yet")
                                                : _ ("The runs could not be loaded"),
                                 "subtitle", answer != NULL ? "" : error->message, NULL));
  for (guint i = 0; i < console_json_length (items); i++)
    {
      JsonObject *run = console_json_at (items, i);
      g_autofree char *moment = console_format_moment (console_json_int (run, "started_ms", 0),
                                                       toll_clock_now_ms (NULL), self->zone);

      add_row (self, new_row (run, moment));
    }
}

void
console_ldap_runs_load (ConsoleLdapRuns *self)
{
  g_return_if_fail (CONSOLE_IS_LDAP_RUNS (self));
  console_api_client_send_async (self->client, "GET", LIST_PATH, NULL, self->cancellable,
                                 listed_cb, self);
}

static void
show_run (ConsoleLdapRuns *self, JsonObject *run)
{
  clear_rows (self);
  if (self->shown != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->shown);
  self->shown = new_row (run, _ ("Preview: nothing was changed"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->shown);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) run =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleLdapRuns *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  self->busy = FALSE;
  show_buttons (self);
  if (run == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  else if (self->is_dry)
    show_run (self, run);
  else if (self->shown != NULL)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->shown);
      self->shown = NULL;
    }
  console_ldap_runs_load (self);
  if (run != NULL && !self->is_dry)
    g_signal_emit (self, done_signal, 0);
}

static void
run (ConsoleLdapRuns *self, gboolean is_dry)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  self->busy = TRUE;
  self->is_dry = is_dry;
  show_buttons (self);
  console_api_client_upload_async (self->client,
                                   is_dry ? "/ldap/sync?dry_run=true" : "/ldap/sync",
                                   "application/json", nothing, NULL, self->cancellable, ran_cb,
                                   self);
}

static void
preview_cb (ConsoleLdapRuns *self)
{
  run (self, TRUE);
}

static void
sync_cb (ConsoleLdapRuns *self)
{
  run (self, FALSE);
}

static void
console_ldap_runs_finalize (GObject *object)
{
  ConsoleLdapRuns *self = CONSOLE_LDAP_RUNS (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->reason);
  G_OBJECT_CLASS (console_ldap_runs_parent_class)->finalize (object);
}

static void
console_ldap_runs_class_init (ConsoleLdapRunsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_ldap_runs_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (ConsoleLdapRuns *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
console_ldap_runs_init (ConsoleLdapRuns *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->rows = g_ptr_array_new ();
  self->spinner = gtk_spinner_new ();
  console_column_access_set_label (self->spinner, _ ("Taking people over"));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->spinner);
  self->preview = add_button (self, box, _ ("Preview"), G_CALLBACK (preview_cb));
  self->sync = add_button (self, box, _ ("Sync Now"), G_CALLBACK (sync_cb));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
  show_buttons (self);
}

void
console_ldap_runs_start (ConsoleLdapRuns *self, ConsoleApiClient *client,
                         GCancellable *cancellable, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_LDAP_RUNS (self));
  g_set_object (&self->client, client);
  g_set_object (&self->cancellable, cancellable);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
}

void
console_ldap_runs_set_locked (ConsoleLdapRuns *self, const char *reason)
{
  g_return_if_fail (CONSOLE_IS_LDAP_RUNS (self));
  g_free (self->reason);
  self->reason = g_strdup (reason);
  show_buttons (self);
}
