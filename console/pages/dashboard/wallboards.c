/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form for one more wallboard, and those that there are. Main thread. */

#include "config.h"
#include "console/pages/dashboard/wallboards.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/dialogs/small-window.h"
#include "console/pages/dashboard/wallboard-row.h"
#include "console/pages/person/person-scope.h"
#include "console/widgets/form.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/error.h"

#define WALLBOARDS   "/wallboards"
#define USUAL_MASK   4
#define USUAL_TURN_S 20

typedef struct
{
  GtkWindow *window;
  GtkWidget *accept;
  GtkBuilder *builder;
  ConsoleForm *form;
  ConsoleSession *session;
  GCancellable *cancellable;
  GPtrArray *rows; /* borrowed: of the wallboards that there are */
  GtkWidget *link; /* (nullable): the row that tells the newest one's */
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->form);
  g_object_unref (self->builder);
  g_object_unref (self->session);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static ConsoleApiClient *
client_of (Dialog *self)
{
  return console_session_get_client (self->session);
}

static GtkWidget *
widget_of (Dialog *self, const char *id)
{
  return GTK_WIDGET (gtk_builder_get_object (self->builder, id));
}

static ConsoleField *
field_of (Dialog *self, const char *member)
{
  return CONSOLE_FIELD (widget_of (self, member));
}

/* ---- Those that there are ---- */

static void load (Dialog *self);

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (!console_api_client_is_cancelled (error))
    load (user_data); /* one that could not be revoked is still there */
}

static void
revoke_cb (Dialog *self, const char *id)
{
  g_autofree char *path = g_strconcat (WALLBOARDS "/", id, NULL);

  console_api_client_send_async (client_of (self), "DELETE", path, NULL, self->cancellable,
                                 revoked_cb, self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");
  AdwPreferencesGroup *list;
  Dialog *self = user_data;

  if (answer == NULL)
    return;
  list = ADW_PREFERENCES_GROUP (widget_of (self, "list"));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (list, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < console_json_length (items); i++)
    {
      GtkWidget *row = console_wallboard_row_new (console_json_at (items, i),
                                                  console_session_get_zone (self->session));

      g_signal_connect_swapped (row, "revoke", G_CALLBACK (revoke_cb), self);
      adw_preferences_group_add (list, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (list), self->rows->len > 0);
}

static void
load (Dialog *self)
{
  console_api_client_send_async (client_of (self), "GET", WALLBOARDS "?limit=1000", NULL,
                                 self->cancellable, listed_cb, self);
}

/* ---- One more ---- */

/* A message has no place in a window that goes. */
static void
copy_cb (GtkButton *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          g_object_get_data (G_OBJECT (button), "text"));
  gtk_button_set_label (button, _ ("Copied"));
}

static void
tell_link (Dialog *self, JsonObject *wallboard)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (widget_of (self, "link"));
  GtkWidget *copy = gtk_button_new_with_label (_ ("Copy"));
  char *link = g_strconcat (console_api_client_get_server (client_of (self)),
                            console_json_text (wallboard, "path"), NULL);
  /* TRANSLATORS: %s is the name of a wallboard */
  g_autofree char *title
      = g_strdup_printf (_ ("Link of “%s”"), console_json_text (wallboard, "name"));

  if (self->link != NULL)
    adw_preferences_group_remove (group, self->link);
  self->link = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                             link, "subtitle-lines", 0, NULL);
  g_object_set_data_full (G_OBJECT (copy), "text", link, g_free);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  g_signal_connect (copy, "clicked", G_CALLBACK (copy_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->link), copy);
  adw_preferences_group_set_description (group, _ ("It is told only now. Open it in the browser of "
                                                   "the screen."));
  adw_preferences_group_add (group, self->link);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  gtk_widget_grab_focus (copy);
}

static void
begin_form (Dialog *self)
{
  const ConsoleMe *me = console_session_get_me (self->session);
  g_autoptr (JsonObject) begin = json_object_new ();

  json_object_set_string_member (begin, "name", "");
  json_object_set_int_member (begin, "masked_digits", MAX (me->masked_digits, USUAL_MASK));
  json_object_set_int_member (begin, "rotate_s", USUAL_TURN_S);
  json_object_set_boolean_member (begin, "is_part", FALSE);
  console_form_load (self->form, begin, NULL, NULL);
  console_person_scope_set_usual (CONSOLE_PERSON_SCOPE (widget_of (self, "scope")), "supervisor",
                                  "", "");
  gtk_widget_set_visible (widget_of (self, "scope"), FALSE);
  gtk_widget_set_sensitive (self->accept, FALSE);
}

static void
show_error (Dialog *self, const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);

  if (field == NULL
      || !console_form_show_error (self->form, field, console_problem_get_reason (error)))
    console_field_set_note (field_of (self, "name"), "", console_problem_get_reason (error), TRUE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Dialog *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  gtk_widget_set_sensitive (self->accept, TRUE);
  if (answer == NULL)
    {
      show_error (self, error);
      return;
    }
  begin_form (self);
  tell_link (self, answer);
  load (self);
}

static gboolean
is_part (Dialog *self)
{
  return console_switch_row_get_active (CONSOLE_SWITCH_ROW (widget_of (self, "is_part")));
}

static void
accept_cb (Dialog *self)
{
  static const char *const members[] = { "name", "masked_digits", "rotate_s", "scope" };
  g_autoptr (JsonObject) body = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (is_part (self) || !g_str_equal (members[i], "scope"))
      json_object_set_member (body, members[i],
                              console_field_dup_value (field_of (self, members[i])));
  gtk_widget_set_sensitive (self->accept, FALSE);
  console_form_clear_errors (self->form);
  console_api_client_send_async (client_of (self), "POST", WALLBOARDS, body, self->cancellable,
                                 made_cb, self);
}

static void
changed_cb (Dialog *self)
{
  gtk_widget_set_visible (widget_of (self, "scope"), is_part (self));
  gtk_widget_set_sensitive (
      self->accept, *gtk_editable_get_text (GTK_EDITABLE (widget_of (self, "name"))) != '\0');
}

/* ---- What a part can be of ---- */

typedef struct
{
  Dialog *dialog;
  const char *kind;
} Choices;

static void
choices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Choices *choices = user_data;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_person_scope_set_choices (
        CONSOLE_PERSON_SCOPE (widget_of (choices->dialog, "scope")), choices->kind,
        console_json_array (answer, "items"));
}

static void
load_choices (Dialog *self)
{
  static const struct
  {
    const char *path, *kind;
  } lists[] = {
    { "/departments?limit=1000", "departments" },
    { "/cost-centres?limit=1000", "cost_centres" },
    { "/locations?limit=1000", "locations" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      Choices *choices = g_new0 (Choices, 1);

      *choices = (Choices){ self, lists[i].kind };
      console_api_client_send_async (client_of (self), "GET", lists[i].path, NULL,
                                     self->cancellable, choices_cb, choices);
    }
}

void
console_wallboards_present (GtkWidget *widget, ConsoleSession *session)
{
  Dialog *self = g_new0 (Dialog, 1);

  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_PERSON_SCOPE);
  self->window = console_small_window_new (widget, _ ("Share as Wallboard"), _ ("Create"),
                                           &self->accept);
  gtk_window_set_default_size (self->window, 520, -1);
  self->builder = gtk_builder_new_from_resource ("/org/tollkeeper/Console/pages/dashboard/"
                                                 "wallboards.ui");
  self->form = console_form_new (widget_of (self, "form"));
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_small_window_set_content (self->window, widget_of (self, "root"));
  gtk_window_set_default_widget (self->window, self->accept);
  begin_form (self);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  load (self);
  load_choices (self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (widget_of (self, "name"));
}
