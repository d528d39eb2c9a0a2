/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a report once: a schedule that is only asked for, and forgotten when the mail server has
 * answered. Main thread. */

#include "config.h"
#include "console/pages/result/send-report.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/dialogs/small-window.h"
#include "console/pages/schedule-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/form.h"
#include "console/widgets/text-area.h"
#include "console/widgets/text-row.h"
#include "shared/base/error.h"

#define ASK_AGAIN_MS 400
#define MOST_QUESTIONS 25 /* then it is left to the outbox */

typedef struct
{
  GtkWindow *window;
  GtkWidget *send;
  GtkBuilder *builder;
  ConsoleForm *form;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  char *report_id;
  char *name;
  char *zone;
  JsonObject *spec;
  GWeakRef widget;
  char *path; /* (nullable): of the schedule */
  guint n_questions;
  guint timer;
} Dialog;

static void ask_result (Dialog *self);

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_object_unref (self->form);
  g_object_unref (self->builder);
  g_weak_ref_clear (&self->widget);
  json_object_unref (self->spec);
  g_free (self->report_id);
  g_free (self->name);
  g_free (self->zone);
  g_free (self->path);
  g_free (self);
}

static void
update_button (Dialog *self)
{
  const char *typed = gtk_editable_get_text (
      GTK_EDITABLE (console_form_lookup (self->form, "recipients")));

  gtk_button_set_label (GTK_BUTTON (self->send), _ ("Send"));
  gtk_widget_set_sensitive (self->send, *typed != '\0');
}

/* Says why it did not work, at the field that it is about; it can be sent anew then. */
static void
refuse (Dialog *self, const char *field, const char *reason)
{
  update_button (self);
  if (!console_form_show_error (self->form, field, reason))
    console_form_show_error (self->form, "recipients", reason);
}

static void
refuse_error (Dialog *self, const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);

  refuse (self, field != NULL ? field : "", console_problem_get_reason (error));
}

/* What was needed only to be sent is not kept. */
static void
forget (Dialog *self)
{
  console_api_client_send_async (self->client, "DELETE", self->path, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->path, g_free);
}

static void
finish (Dialog *self, const char *text)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&self->widget);

  if (widget != NULL)
    gtk_widget_activate_action (widget, "win.toast", "s", text);
  gtk_window_destroy (self->window);
}

static void
finish_sent (Dialog *self, JsonObject *run)
{
  gint64 n = console_json_int (run, "n_recipients", 0);
  /* TRANSLATORS: the number of addresses that a report was sent to */
  g_autofree char *text = g_strdup_printf (
      ngettext ("Sent to %u address", "Sent to %u addresses", n), (guint) n);

  forget (self);
  finish (self, text);
}

static gboolean
again_cb (gpointer data)
{
  Dialog *self = data;

  self->timer = 0;
  ask_result (self);
  return G_SOURCE_REMOVE;
}

static void
waits (Dialog *self, JsonObject *run)
{
  const char *detail = console_json_text (run, "detail");
  g_autofree char *text = NULL;

  if (*detail == '\0' && ++self->n_questions < MOST_QUESTIONS)
    {
      self->timer = g_timeout_add (ASK_AGAIN_MS, again_cb, self);
      return;
    }
  /* TRANSLATORS: %s is why, in the mail server's words */
  text = g_strdup_printf (_ ("Not sent yet, tried again later: %s"),
                          *detail != '\0' ? detail : _ ("no answer"));
  finish (self, text);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;
  JsonObject *run;
  const char *state;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      refuse_error (self, error);
      return;
    }
  run = console_json_at (console_json_array (answer, "items"), 0);
  state = console_json_text (run, "state");
  if (g_str_equal (state, "sent"))
    finish_sent (self, run);
  else if (g_str_equal (state, "failed"))
    {
      refuse (self, "recipients", console_json_text (run, "detail"));
      forget (self);
    }
  else
    waits (self, run);
}

static void
ask_result (Dialog *self)
{
  g_autofree char *path = g_strconcat (self->path, "/runs?limit=1", NULL);

  console_api_client_send_async (self->client, "GET", path, NULL, self->cancellable, result_cb,
                                 self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer != NULL)
    {
      ask_result (self);
      return;
    }
  refuse_error (self, error);
  forget (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;
  g_autofree char *run = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      refuse_error (self, error);
      return;
    }
  self->path = g_strconcat ("/schedules/", console_json_text (answer, "id"), NULL);
  self->n_questions = 0;
  run = g_strconcat (self->path, "/run", NULL);
  console_api_client_send_async (self->client, "POST", run, NULL, self->cancellable, asked_cb,
                                 self);
}

static JsonObject *
make_body (Dialog *self)
{
  static const char *const members[] = { "recipients", "format", "subject", "body" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->zone);
  g_autoptr (GDateTime) now =
      zone != NULL ? g_date_time_new_now (zone) : g_date_time_new_now_utc ();
  g_autofree char *start = g_date_time_format (now, "%Y-%m-%dT%H:%M");
  JsonObject *body = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_member (body, members[i],
                            console_field_dup_value (console_form_lookup (self->form,
                                                                          members[i])));
  json_object_set_string_member (body, "name", self->name);
  json_object_set_string_member (body, "report_id", self->report_id);
  json_object_set_object_member (body, "spec", json_object_ref (self->spec));
  json_object_set_string_member (body, "every_unit", "once");
  json_object_set_string_member (body, "start", start);
  json_object_set_boolean_member (body, "enabled", FALSE); /* it is asked for */
  return body;
}

static void
send_cb (Dialog *self)
{
  g_autoptr (JsonObject) body = make_body (self);

  console_form_clear_errors (self->form);
  gtk_widget_set_sensitive (self->send, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->send), _ ("Sending…"));
  console_api_client_send_async (self->client, "POST", "/schedules", body, self->cancellable,
                                 made_cb, self);
}

static void
fill (Dialog *self)
{
  g_autoptr (JsonObject) begin = json_object_new ();

  json_object_set_string_member (begin, "format", "pdf");
  json_object_set_string_member (begin, "subject", self->name);
  console_choice_row_set_words (
      CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "format")), console_schedule_formats);
  console_text_area_set_places (
      CONSOLE_TEXT_AREA (console_form_lookup (self->form, "body")), console_schedule_places);
  console_form_load (self->form, begin, NULL, NULL);
}

void
console_send_report_present (GtkWidget *widget, ConsoleApiClient *client, const char *report_id,
                             const char *name, JsonObject *spec, const char *zone)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkWidget *group;

  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_AREA);
  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  self->window = console_small_window_new (widget, _ ("Send Report"), _ ("Send"), &self->send);
  self->builder = gtk_builder_new_from_resource ("/org/tollkeeper/Console/pages/result/"
                                                 "send-report.ui");
  group = GTK_WIDGET (gtk_builder_get_object (self->builder, "group"));
  self->form = console_form_new (group);
  self->client = g_object_ref (client);
  self->cancellable = g_cancellable_new ();
  self->report_id = g_strdup (report_id);
  self->name = g_strdup (name);
  self->zone = g_strdup (zone);
  self->spec = json_object_ref (spec);
  g_weak_ref_init (&self->widget, widget);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_small_window_set_content (self->window, group);
  gtk_window_set_default_widget (self->window, self->send);
  fill (self);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  update_button (self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (GTK_WIDGET (console_form_lookup (self->form, "recipients")));
}
