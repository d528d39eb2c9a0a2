/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question, its answer to the collector, and the question again when that refuses. Main thread. */

#include "config.h"
#include "console/pages/groupings/grouping-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/widgets/pick-row.h"
#include "console/widgets/text-row.h"
#include "shared/wire/query.h"

typedef struct Question Question;

struct Question
{
  GWeakRef widget;
  ConsoleApiClient *client;
  ConsoleGroupingDone done;
  char *path;
  char *id;        /* "" = a new one */
  char *name;      /* as it is */
  char *typed;     /* as it shall be */
  JsonArray *items; /* to merge into; NULL for names */
  ConsoleField *field; /* in the dialog on show; NULL = nothing to choose */
  AdwMessageDialog *dialog;
  void (*ask) (Question *self, const char *error);
};

static void
free_question (Question *self)
{
  g_weak_ref_clear (&self->widget);
  g_object_unref (self->client);
  g_free (self->path);
  g_free (self->id);
  g_free (self->name);
  g_free (self->typed);
  g_clear_pointer (&self->items, json_array_unref);
  g_free (self);
}

static Question *
new_question (GtkWidget *widget, ConsoleApiClient *client, const char *path, JsonObject *object,
              ConsoleGroupingDone done)
{
  Question *self = g_new0 (Question, 1);

  g_weak_ref_init (&self->widget, widget);
  self->client = g_object_ref (client);
  self->done = done;
  self->path = g_strdup (path);
  self->id = g_strdup (console_json_text (object, "id"));
  self->name = g_strdup (console_json_text (object, "name"));
  self->typed = g_strdup (self->name);
  return self;
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Question *self = user_data;
  g_autoptr (GObject) widget = g_weak_ref_get (&self->widget);

  if (widget != NULL && answer == NULL)
    {
      self->ask (self, console_problem_get_reason (error));
      return;
    }
  if (widget != NULL)
    self->done (widget);
  free_question (self);
}

static void
send (Question *self, const char *method, const char *rest, JsonObject *body)
{
  g_autofree char *path = g_strconcat (self->path, rest, NULL);

  console_api_client_send_async (self->client, method, path, body, NULL, answer_cb, self);
}

/* What is there now has not been refused. */
static void
edited_cb (ConsoleField *field)
{
  console_field_set_note (field, "", NULL, FALSE);
}

/* A dialog of @self with one field; @action is what it does, in a word. */
static void
present (Question *self, const char *heading, const char *body, const char *action,
         gboolean is_destructive, GtkWidget *row, const char *error, GCallback response_cb)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&self->widget);
  GtkWidget *list = gtk_list_box_new ();

  self->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body));
  self->field = row != NULL ? CONSOLE_FIELD (row) : NULL;
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("Cancel"), "do", action, NULL);
  adw_message_dialog_set_response_appearance (
      self->dialog, "do",
      is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, is_destructive ? "cancel" : "do");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  if (row != NULL)
    {
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      console_field_set_note (self->field, "", error, TRUE);
      g_signal_connect (row, "edited", G_CALLBACK (edited_cb), NULL);
    }
  adw_message_dialog_set_extra_child (self->dialog, list);
  gtk_widget_set_visible (list, row != NULL);
  g_signal_connect (self->dialog, "response", response_cb, self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
name_response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *rest = NULL;

  if (!g_str_equal (response, "do"))
    {
      free_question (self);
      return;
    }
  body = json_object_new ();
  g_free (self->typed);
  self->typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field)));
  json_object_set_string_member (body, "name", self->typed);
  rest = *self->id != '\0' ? g_strconcat ("/", self->id, NULL) : g_strdup ("");
  send (self, *self->id != '\0' ? "PUT" : "POST", rest, body);
}

static void
ask_name (Question *self, const char *error)
{
  GtkWidget *row = g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", _ ("Name"), NULL);
  /* TRANSLATORS: %s is the name of a department or the like */
  g_autofree char *heading = g_strdup_printf (_ ("Rename %s"), self->name);

  gtk_editable_set_text (GTK_EDITABLE (row), self->typed);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  present (self, *self->id != '\0' ? heading : _ ("Add"), NULL,
           *self->id != '\0' ? _ ("Rename") : _ ("Add"), FALSE, row, error,
           G_CALLBACK (name_response_cb));
}

void
console_grouping_dialogs_ask_name (GtkWidget *widget, ConsoleApiClient *client, const char *path,
                                   JsonObject *object, ConsoleGroupingDone done)
{
  Question *self = new_question (widget, client, path, object, done);

  self->ask = ask_name;
  ask_name (self, NULL);
}

static void
remove_response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  const char *into = self->field != NULL
                         ? console_pick_row_get_chosen_id (CONSOLE_PICK_ROW (self->field))
                         : "";
  g_autoptr (GString) rest = g_string_new ("/");

  if (!g_str_equal (response, "do"))
    {
      free_question (self);
      return;
    }
  g_string_append (rest, self->id);
  if (*into != '\0')
    toll_query_append (rest, "into", into);
  send (self, "DELETE", rest->str, NULL);
}

static void
search_cb (Question *self)
{
  console_pick_row_set_found (CONSOLE_PICK_ROW (self->field), self->items, TRUE);
}

static void
ask_remove (Question *self, const char *error)
{
  GtkWidget *row = g_object_new (CONSOLE_TYPE_PICK_ROW, "title", _ ("Merge into"), "none",
                                 _ ("Nothing"), NULL);
  /* TRANSLATORS: %s is the name of a department or the like */
  g_autofree char *heading = g_strdup_printf (_ ("Remove %s?"), self->name);

  g_signal_connect_swapped (row, "search", G_CALLBACK (search_cb), self);
  present (self, heading,
           _ ("Its people, and the past of those who were there, go into the other."),
           _ ("Remove"), TRUE, row, error, G_CALLBACK (remove_response_cb));
}

void
console_grouping_dialogs_ask_remove (GtkWidget *widget, ConsoleApiClient *client,
                                     const char *path, JsonObject *object, JsonArray *items,
                                     ConsoleGroupingDone done)
{
  Question *self = new_question (widget, client, path, object, done);

  self->items = json_array_new ();
  for (guint i = 0; i < console_json_length (items); i++)
    if (!g_str_equal (console_json_text (console_json_at (items, i), "id"), self->id))
      json_array_add_object_element (self->items, json_object_ref (console_json_at (items, i)));
  self->ask = ask_remove;
  ask_remove (self, NULL);
}
