/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a question under a name. A name that is one's own already is replaced, and the button says
 * so before. Main thread. */

#include "config.h"
#include "console/pages/result/save-report.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/dialogs/small-window.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/form.h"
#include "console/widgets/text-row.h"
#include "shared/base/error.h"

static const ConsoleWord share_words[] = {
  { "none", N_ ("Only me") },
  { "user", N_ ("Everybody") },
  { "supervisor", N_ ("Supervisors and administrators") },
  { "administrator", N_ ("Administrators") },
  { NULL, NULL },
};

typedef struct
{
  GtkWindow *window;
  GtkWidget *save;
  GtkBuilder *builder;
  ConsoleForm *form;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  char *report_id;
  JsonObject *spec;
  JsonObject *kept; /* by name, one's own reports: objects of GET /personal-reports */
  void (*done) (GObject *object, JsonObject *kept);
  GWeakRef object;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_object_unref (self->form);
  g_object_unref (self->builder);
  g_weak_ref_clear (&self->object);
  json_object_unref (self->spec);
  json_object_unref (self->kept);
  g_free (self->report_id);
  g_free (self);
}

static char *
dup_name (Dialog *self)
{
  return g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (console_form_lookup (self->form, "name")))));
}

/* Returns: (nullable) (transfer none): the report one keeps under the name that is typed. */
static JsonObject *
find_kept (Dialog *self)
{
  g_autofree char *name = dup_name (self);

  return console_json_object (self->kept, name);
}

static void
update_button (Dialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_button_set_label (GTK_BUTTON (self->save),
                        find_kept (self) != NULL ? _ ("Replace") : _ ("Save"));
  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;
  g_autoptr (GObject) object = NULL;
  g_autofree char *field = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer != NULL)
    {
      object = g_weak_ref_get (&self->object);
      if (object != NULL)
        self->done (object, answer);
      gtk_window_destroy (self->window);
      return;
    }
  update_button (self);
  field = toll_error_dup_field (error);
  if (!console_form_show_error (self->form, field != NULL ? field : "",
                                console_problem_get_reason (error)))
    console_form_show_error (self->form, "name", console_problem_get_reason (error));
}

static JsonObject *
make_body (Dialog *self)
{
  static const char *const members[] = { "name", "description", "category", "share" };
  JsonObject *body = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_member (
        body, members[i],
        console_field_dup_value (console_form_lookup (self->form, members[i])));
  json_object_set_string_member (body, "report_id", self->report_id);
  json_object_set_object_member (body, "spec", json_object_ref (self->spec));
  return body;
}

static void
save_cb (Dialog *self)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject *kept = find_kept (self);
  g_autofree char *path = NULL;

  body = make_body (self);
  path = kept != NULL
             ? g_strconcat ("/personal-reports/", console_json_text (kept, "id"), NULL)
             : g_strdup ("/personal-reports");
  console_form_clear_errors (self->form);
  gtk_widget_set_sensitive (self->save, FALSE);
  console_api_client_send_async (self->client, kept != NULL ? "PUT" : "POST", path, body,
                                 self->cancellable, saved_cb, self);
}

/* What one keeps under the name already is where one begins. */
static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;
  JsonArray *items = answer != NULL ? console_json_array (answer, "items") : NULL;

  if (items == NULL)
    return;
  for (guint i = 0; i < console_json_length (items); i++)
    {
      JsonObject *report = console_json_at (items, i);

      if (console_json_flag (report, "is_own"))
        json_object_set_object_member (self->kept, console_json_text (report, "name"),
                                       json_object_ref (report));
    }
  if (find_kept (self) != NULL && !console_form_is_changed (self->form))
    console_form_load (self->form, find_kept (self), NULL, NULL);
  update_button (self);
}

static void
fill (Dialog *self, const char *name)
{
  g_autoptr (JsonObject) begin = json_object_new ();

  json_object_set_string_member (begin, "name", name);
  json_object_set_string_member (begin, "share", share_words[0].id);
  console_choice_row_set_words (
      CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "share")), share_words);
  console_form_load (self->form, begin, NULL, NULL);
}

void
console_save_report_present (GtkWidget *widget, ConsoleApiClient *client,
                             const ConsoleSaveReport *report,
                             void (*done) (GObject *object, JsonObject *kept), GObject *object)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkWidget *group;

  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  self->window = console_small_window_new (widget, _ ("Save Report"), _ ("Save"), &self->save);
  self->builder = gtk_builder_new_from_resource ("/org/tollkeeper/Console/pages/result/"
                                                 "save-report.ui");
  group = GTK_WIDGET (gtk_builder_get_object (self->builder, "group"));
  self->form = console_form_new (group);
  self->client = g_object_ref (client);
  self->cancellable = g_cancellable_new ();
  self->report_id = g_strdup (report->report_id);
  self->spec = json_object_ref (report->spec);
  self->kept = json_object_new ();
  self->done = done;
  g_weak_ref_init (&self->object, object);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_small_window_set_content (self->window, group);
  gtk_window_set_default_widget (self->window, self->save);
  fill (self, report->name);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  update_button (self);
  console_api_client_send_async (client, "GET", "/personal-reports?limit=1000", NULL,
                                 self->cancellable, kept_cb, self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (GTK_WIDGET (console_form_lookup (self->form, "name")));
}
