/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines nobody has, each to be given away. Main thread. */

#include "config.h"
#include "console/pages/unknown/unknown-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "console/widgets/pick-row.h"
#include "shared/base/clock.h"
#include "shared/wire/query.h"

#define MAX_SHOWN "200"

struct _ConsoleUnknownPage
{
  ConsolePage parent_instance;
  AdwPreferencesGroup *group;

  GPtrArray *rows; /* borrowed, with their "object" */
  GCancellable *search;
};

G_DEFINE_FINAL_TYPE (ConsoleUnknownPage, console_unknown_page, CONSOLE_TYPE_PAGE)

static JsonObject *
object_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "object");
}

static void
refuse (ConsolePickRow *row, const GError *error)
{
  console_field_set_value (CONSOLE_FIELD (row), NULL);
  console_field_set_note (CONSOLE_FIELD (row), "", console_problem_get_reason (error), TRUE);
}

static ConsolePage *
page_of (ConsolePickRow *row)
{
  return CONSOLE_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (row), CONSOLE_TYPE_PAGE));
}

static void
show_state (ConsoleUnknownPage *self)
{
  if (self->rows->len > 0)
    console_page_set_ready (CONSOLE_PAGE (self));
  else
    console_page_set_empty (CONSOLE_PAGE (self), "object-select-symbolic",
                            _ ("Every Extension Belongs to Somebody"),
                            _ ("New ones appear here with their first call."), NULL);
}

/* The collector gives the calls of the past to their owner behind its answers: the row goes at
 * once. */
static void
take_row (ConsoleUnknownPage *self, GtkWidget *row)
{
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->group, row);
  show_state (self);
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) person =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (ConsolePickRow) row = user_data;
  ConsolePage *page = page_of (row);

  if (page == NULL || console_api_client_is_cancelled (error))
    return;
  if (person == NULL)
    {
      refuse (row, error);
      return;
    }
  console_page_toast (page, _ ("The extension is given"));
  console_page_tell_changed (page, "person", person);
  take_row (CONSOLE_UNKNOWN_PAGE (page), GTK_WIDGET (row));
}

/* The person's lines and this one. Returns: (transfer full) */
static JsonObject *
add_line (JsonObject *person, JsonObject *unknown)
{
  JsonObject *body = json_object_new ();
  JsonObject *line = json_object_new ();
  JsonArray *lines = console_json_array (person, "lines");
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < console_json_length (lines); i++)
    json_array_add_object_element (all, json_object_ref (console_json_at (lines, i)));
  json_object_set_string_member (line, "number", console_json_text (unknown, "extension"));
  json_object_set_string_member (line, "partition", console_json_text (unknown, "partition"));
  json_object_set_string_member (line, "kind", "extension");
  json_array_add_object_element (all, line);
  json_object_set_array_member (body, "lines", all);
  return body;
}

static void
person_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) person =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (ConsolePickRow) row = user_data;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *path = NULL;
  ConsolePage *page = page_of (row);

  if (page == NULL || console_api_client_is_cancelled (error))
    return;
  if (person == NULL)
    {
      refuse (row, error);
      return;
    }
  body = add_line (person, object_of (GTK_WIDGET (row)));
  path = g_strconcat ("/people/", console_json_text (person, "id"), NULL);
  console_api_client_send_async (CONSOLE_API_CLIENT (source), "PUT", path, body,
                                 console_page_get_cancellable (page), given_cb,
                                 g_object_ref (row));
}

static void
chosen_cb (ConsoleUnknownPage *self, ConsolePickRow *row)
{
  g_autofree char *path =
      g_strconcat ("/people/", console_pick_row_get_chosen_id (row), NULL);

  console_field_set_note (CONSOLE_FIELD (row), "", NULL, FALSE);
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "GET", path, NULL,
                                 console_page_get_cancellable (CONSOLE_PAGE (self)), person_cb,
                                 g_object_ref (row));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsolePickRow) row = user_data;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_pick_row_set_found (row, console_json_array (answer, "items"), FALSE);
}

static void
search_cb (ConsoleUnknownPage *self, const char *typed, ConsolePickRow *row)
{
  g_autoptr (GString) path = g_string_new ("/people?state=active&limit=50");

  if (*typed != '\0')
    toll_query_append (path, "q", typed);
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "GET", path->str,
                                 NULL, self->search, found_cb, g_object_ref (row));
}

static void
new_person_cb (ConsoleUnknownPage *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, CONSOLE_TYPE_PICK_ROW);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-new-person", "s",
                              console_json_text (object_of (row), "extension"));
}

/* The collector does not tell where the house hides what single people do. */
static char *
dup_subtitle (ConsoleUnknownPage *self, JsonObject *object)
{
  gint64 n_calls = console_json_int (object, "n_calls", 0);
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  g_autofree char *figure = console_format_count (n_calls);
  g_autofree char *last = console_format_moment_in_sentence (
      console_json_int (object, "last_ms", 0), toll_clock_now_ms (NULL), zone);

  if (json_object_get_null_member (object, "n_calls"))
    return g_strdup ("");
  /* TRANSLATORS: how many calls an extension made (a number), and when the last one was */
  return g_strdup_printf (ngettext ("%s call · last %s", "%s calls · last %s", n_calls), figure,
                          last);
}

static void
add_row (ConsoleUnknownPage *self, JsonObject *object)
{
  const char *extension = console_json_text (object, "extension");
  g_autofree char *subtitle = dup_subtitle (self, object);
  /* TRANSLATORS: %s is an extension */
  g_autofree char *label = g_strdup_printf (_ ("New person for %s"), extension);
  GtkWidget *row = g_object_new (CONSOLE_TYPE_PICK_ROW, "use-markup", FALSE, "title", extension,
                                 "subtitle", subtitle, "none", _ ("Give to…"), NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("contact-new-symbolic");

  g_object_set_data_full (G_OBJECT (row), "object", json_object_ref (object),
                          (GDestroyNotify) json_object_unref);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("New person"));
  console_column_access_set_label (button, label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (new_person_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (row, "search", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edited", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleUnknownPage *self = user_data;
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The List Could Not Be Loaded"), error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < console_json_length (items); i++)
    add_row (self, console_json_at (items, i));
  show_state (self);
}

static void
console_unknown_page_load (ConsolePage *page)
{
  console_api_client_send_async (console_page_get_client (page), "GET",
                                 "/unknown-extensions?limit=" MAX_SHOWN, NULL,
                                 console_page_begin_load (page), listed_cb, page);
}

/* Somebody new may have taken one. */
static void
console_unknown_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "person") || g_str_equal (what, "people"))
    console_page_refresh (page);
}

static void
console_unknown_page_dispose (GObject *object)
{
  ConsoleUnknownPage *self = CONSOLE_UNKNOWN_PAGE (object);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (console_unknown_page_parent_class)->dispose (object);
}

static void
console_unknown_page_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_UNKNOWN_PAGE (object)->rows);
  G_OBJECT_CLASS (console_unknown_page_parent_class)->finalize (object);
}

static void
console_unknown_page_class_init (ConsoleUnknownPageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_unknown_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_unknown_page_finalize;
  page_class->load = console_unknown_page_load;
  page_class->changed = console_unknown_page_changed;
  console_page_class_set_template (page_class, "unknown-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleUnknownPage, group);
}

static void
console_unknown_page_init (ConsoleUnknownPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

ConsolePage *
console_unknown_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_UNKNOWN_PAGE, NULL);
}
