/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What "Go to" finds at the collector. A failure leaves the pages that are there. Main thread. */

#include "config.h"
#include "console/dialogs/go-to-found.h"

#include <adwaita.h>
#include <string.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "shared/wire/query.h"

#define MIN_LETTERS 2
#define PEOPLE_PATH "/people?limit=6"

/* What a row is found by. */
typedef enum
{
  BY_TITLE = 1,  /* what is typed stands in its words */
  BY_COLLECTOR, /* the collector found it for what is typed */
} FoundBy;

struct _ConsoleGoToFound
{
  ConsoleApiClient *client;
  GtkListBox *list;
  gboolean has_people;
  void (*came) (gpointer data);
  gpointer data;
  GCancellable *reports;
  GCancellable *people;  /* (nullable): of the question on its way */
  GPtrArray *people_rows; /* borrowed: those on show */
};

static void
set_found_by (GtkWidget *row, FoundBy by)
{
  g_object_set_data (G_OBJECT (row), "found-by", GUINT_TO_POINTER (by));
}

/* @target: (transfer floating): of @action. */
static GtkWidget *
add_row (ConsoleGoToFound *self, const char *title, const char *subtitle, const char *icon_name,
         FoundBy by, const char *action, GVariant *target)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_found_by (row, by);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (action), g_free);
  g_object_set_data_full (G_OBJECT (row), "target", g_variant_ref_sink (target),
                          (GDestroyNotify) g_variant_unref);
  gtk_list_box_append (self->list, row);
  return row;
}

/* ---- Reports ---- */

static void
add_report (ConsoleGoToFound *self, JsonObject *report)
{
  const char *name = console_json_text (report, "name");
  gboolean is_personal = *name != '\0';
  const char *id = console_json_text (report, is_personal ? "report_id" : "id");
  JsonObject *spec = is_personal ? console_json_object (report, "spec") : NULL;
  g_autofree char *text = spec != NULL ? console_json_to_text (spec) : g_strdup ("");
  GtkWidget *row;

  row = add_row (
      self, is_personal ? name : console_chart_words_translate (console_json_text (report, "title")),
      is_personal ? console_json_text (report, "description")
                  : console_chart_words_translate (console_json_text (report, "question")),
      "x-office-document-symbolic", BY_TITLE, "win.open-report",
      g_variant_new ("(sss)", id, name, text));
  if (!is_personal)
    g_object_set_data_full (G_OBJECT (row), "report-id", g_strdup (id), g_free);
}

static void
reports_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleGoToFound *self = user_data;
  JsonArray *items = answer != NULL ? console_json_array (answer, "items") : NULL;

  if (console_api_client_is_cancelled (error))
    return;
  for (guint i = 0; i < console_json_length (items); i++)
    add_report (self, console_json_at (items, i));
  self->came (self->data);
}

/* ---- People ---- */

static void
remove_people (ConsoleGoToFound *self)
{
  for (guint i = 0; i < self->people_rows->len; i++)
    gtk_list_box_remove (self->list, self->people_rows->pdata[i]);
  g_ptr_array_set_size (self->people_rows, 0);
}

static void
people_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleGoToFound *self = user_data;
  JsonArray *items = answer != NULL ? console_json_array (answer, "items") : NULL;

  if (console_api_client_is_cancelled (error))
    return;
  remove_people (self);
  for (guint i = 0; i < console_json_length (items); i++)
    {
      JsonObject *person = console_json_at (items, i);
      const char *id = console_json_text (person, "id");

      g_ptr_array_add (self->people_rows,
                       add_row (self, console_json_text (person, "name"),
                                console_json_text (person, "user_name"),
                                "avatar-default-symbolic", BY_COLLECTOR, "win.open-person",
                                g_variant_new_string (id)));
    }
  self->came (self->data);
}

void
console_go_to_found_search (ConsoleGoToFound *self, const char *typed)
{
  g_autoptr (GString) path = g_string_new (PEOPLE_PATH);

  if (self->people != NULL)
    g_cancellable_cancel (self->people);
  g_clear_object (&self->people);
  for (guint i = 0; i < self->people_rows->len; i++)
    set_found_by (self->people_rows->pdata[i], BY_TITLE); /* what is typed now was not asked for */
  if (!self->has_people || g_utf8_strlen (typed, -1) < MIN_LETTERS)
    {
      remove_people (self);
      return;
    }
  self->people = g_cancellable_new ();
  toll_query_append (path, "q", typed);
  console_api_client_send_async (self->client, "GET", path->str, NULL, self->people, people_cb,
                                 self);
}

gboolean
console_go_to_found_has_row (GtkListBoxRow *row, const char *typed, gboolean *shows)
{
  FoundBy by = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "found-by"));
  g_autofree char *title = NULL, *subtitle = NULL;

  if (by == 0)
    return FALSE;
  *shows = by == BY_COLLECTOR;
  if (by == BY_COLLECTOR || *typed == '\0')
    return TRUE;
  title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  subtitle = g_utf8_casefold (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), -1);
  *shows = strstr (title, typed) != NULL || strstr (subtitle, typed) != NULL
           || g_strcmp0 (g_object_get_data (G_OBJECT (row), "report-id"), typed) == 0;
  return TRUE;
}

ConsoleGoToFound *
console_go_to_found_new (ConsoleApiClient *client, GtkListBox *list, gboolean has_people,
                         void (*came) (gpointer data), gpointer data)
{
  static const char *const paths[] = { "/personal-reports?limit=1000", "/reports" };
  ConsoleGoToFound *self = g_new0 (ConsoleGoToFound, 1);

  self->client = g_object_ref (client);
  self->list = list;
  self->has_people = has_people;
  self->came = came;
  self->data = data;
  self->reports = g_cancellable_new ();
  self->people_rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    console_api_client_send_async (client, "GET", paths[i], NULL, self->reports, reports_cb, self);
  return self;
}

void
console_go_to_found_free (ConsoleGoToFound *self)
{
  if (self->people != NULL)
    g_cancellable_cancel (self->people);
  g_clear_object (&self->people);
  g_cancellable_cancel (self->reports);
  g_object_unref (self->reports);
  g_object_unref (self->client);
  g_ptr_array_unref (self->people_rows);
  g_free (self);
}
