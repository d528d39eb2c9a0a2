/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four rows to narrow the log by. Main thread. */

#include "config.h"
#include "console/pages/access-log/log-filter.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/date-row.h"
#include "console/widgets/pick-row.h"
#include "shared/wire/query.h"

enum
{
  WHO,
  WHOSE,
  FROM,
  UNTIL,
  N_ROWS
};

static const struct
{
  const char *title; /* untranslated */
  const char *none;
  GType (*get_type) (void);
} rows[N_ROWS] = {
  [WHO] = { N_ ("Who looked"), N_ ("Anybody"), console_pick_row_get_type },
  [WHOSE] = { N_ ("Whose data"), N_ ("Anybody’s"), console_pick_row_get_type },
  [FROM] = { N_ ("From"), N_ ("The beginning"), console_date_row_get_type },
  [UNTIL] = { N_ ("Until"), N_ ("Now"), console_date_row_get_type },
};

struct _ConsoleLogFilter
{
  AdwPreferencesGroup parent_instance;
  ConsoleField *rows[N_ROWS];
  ConsoleApiClient *client;
  GCancellable *search; /* under way; NULL at first */
  ConsolePickRow *asking;
  GTimeZone *zone;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (ConsoleLogFilter, console_log_filter, ADW_TYPE_PREFERENCES_GROUP)

static void
edited_cb (ConsoleLogFilter *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* Who looked is known by user name only: that is the id there. */
static JsonArray *
list_found (ConsoleLogFilter *self, JsonArray *people)
{
  JsonArray *found = json_array_new ();

  for (guint i = 0; i < console_json_length (people); i++)
    {
      JsonObject *person = console_json_at (people, i);
      const char *user_name = console_json_text (person, "user_name");
      gboolean is_who = self->asking == CONSOLE_PICK_ROW (self->rows[WHO]);
      JsonObject *item;

      if (is_who && *user_name == '\0')
        continue;
      item = json_object_new ();
      json_object_set_string_member (item, "id",
                                     is_who ? user_name : console_json_text (person, "id"));
      json_object_set_string_member (item, "name", console_json_text (person, "name"));
      json_object_set_string_member (item, "user_name", user_name);
      json_array_add_object_element (found, item);
    }
  return found;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (JsonArray) found = NULL;
  ConsoleLogFilter *self = user_data;

  if (answer == NULL) /* cancelled, or the list stays as it is */
    return;
  found = list_found (self, console_json_array (answer, "items"));
  console_pick_row_set_found (self->asking, found, FALSE);
}

static void
search_cb (ConsoleLogFilter *self, const char *typed, ConsolePickRow *row)
{
  g_autoptr (GString) path = g_string_new ("/people?limit=20");

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  self->asking = row;
  if (*typed != '\0')
    toll_query_append (path, "q", typed);
  console_api_client_send_async (self->client, "GET", path->str, NULL, self->search, found_cb,
                                 self);
}

static void
console_log_filter_dispose (GObject *object)
{
  ConsoleLogFilter *self = CONSOLE_LOG_FILTER (object);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->client);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_log_filter_parent_class)->dispose (object);
}

static void
console_log_filter_class_init (ConsoleLogFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_log_filter_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_log_filter_init (ConsoleLogFilter *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = g_object_new (rows[i].get_type (), "title", _ (rows[i].title), "none",
                                     _ (rows[i].none), NULL);

      self->rows[i] = CONSOLE_FIELD (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      if (CONSOLE_IS_PICK_ROW (row))
        g_signal_connect_object (row, "search", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  /* Not everybody who may look is in the directory. */
  g_object_set (self->rows[WHO], "allow-new", TRUE, NULL);
}

void
console_log_filter_start (ConsoleLogFilter *self, ConsoleApiClient *client, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_LOG_FILTER (self) && self->client == NULL);
  self->client = g_object_ref (client);
  self->zone = g_time_zone_ref (zone);
  console_date_row_set_zone (CONSOLE_DATE_ROW (self->rows[FROM]), zone);
  console_date_row_set_zone (CONSOLE_DATE_ROW (self->rows[UNTIL]), zone);
}

gboolean
console_log_filter_is_clear (ConsoleLogFilter *self)
{
  g_return_val_if_fail (CONSOLE_IS_LOG_FILTER (self), TRUE);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (JsonNode) value = console_field_dup_value (self->rows[i]);

      if (console_field_has_value (value))
        return FALSE;
    }
  return TRUE;
}

static void
append_day (ConsoleLogFilter *self, GString *path, guint row, const char *name, int days)
{
  g_autoptr (JsonNode) value = console_field_dup_value (self->rows[row]);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *text = NULL;

  if (!console_field_has_value (value))
    return;
  utc = g_date_time_new_from_unix_utc (json_node_get_int (value) / 1000);
  local = g_date_time_to_timezone (utc, self->zone);
  end = g_date_time_add_days (local, days);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, g_date_time_to_unix (end) * 1000);
  toll_query_append (path, name, text);
}

void
console_log_filter_append (ConsoleLogFilter *self, GString *path)
{
  ConsolePickRow *who;
  const char *user;
  const char *person;

  g_return_if_fail (CONSOLE_IS_LOG_FILTER (self));
  who = CONSOLE_PICK_ROW (self->rows[WHO]);
  user = console_pick_row_get_chosen_id (who);
  if (*user == '\0')
    user = console_pick_row_get_chosen_name (who);
  if (*user != '\0')
    toll_query_append (path, "user", user);
  person = console_pick_row_get_chosen_id (CONSOLE_PICK_ROW (self->rows[WHOSE]));
  if (*person != '\0')
    toll_query_append (path, "person", person);
  append_day (self, path, FROM, "from_ms", 0);
  append_day (self, path, UNTIL, "to_ms", 1); /* that day too */
}
