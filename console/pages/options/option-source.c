/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that the collector offers, and its names. Main thread. */

#include "config.h"
#include "console/pages/options/option-source.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/options/option-words.h"
#include "shared/wire/query.h"

#define MOST_NAMES "50"

struct _ConsoleOptionSource
{
  GObject parent_instance;
  ConsoleApiClient *client;
  GPtrArray *fields;
  gboolean is_narrow;
};

static guint room_signal;

G_DEFINE_FINAL_TYPE (ConsoleOptionSource, console_option_source, G_TYPE_OBJECT)

static void
free_field (gpointer data)
{
  ConsoleOptionField *field = data;

  g_free (field->id);
  g_free (field->title);
  g_free (field->kind);
  g_free (field->unit);
  g_strfreev (field->operators);
  g_strfreev (field->value_ids);
  g_strfreev (field->value_titles);
  g_free (field);
}

static void
read_values (ConsoleOptionField *field, JsonArray *values)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  for (guint i = 0; i < console_json_length (values); i++)
    {
      const char *id = console_json_text (console_json_at (values, i), "id");

      /* What no call has has no words either. */
      if (*id == '\0')
        continue;
      g_strv_builder_add (ids, id);
      g_strv_builder_add (titles, console_option_words_value (field->id, id));
    }
  field->value_ids = g_strv_builder_end (ids);
  field->value_titles = g_strv_builder_end (titles);
}

static ConsoleOptionField *
read_field (JsonObject *item)
{
  ConsoleOptionField *field = g_new0 (ConsoleOptionField, 1);

  field->id = g_strdup (console_json_text (item, "id"));
  field->title = g_strdup (console_chart_words_translate (console_json_text (item, "title")));
  field->kind = g_strdup (console_json_text (item, "kind"));
  field->unit = g_strdup (console_json_text (item, "unit"));
  field->operators = console_json_dup_texts (console_json_array (item, "operators"));
  field->can_group = console_json_flag (item, "can_group");
  field->can_group_filter = console_json_flag (item, "can_group_filter");
  read_values (field, console_json_array (item, "values"));
  return field;
}

static void
console_option_source_finalize (GObject *object)
{
  ConsoleOptionSource *self = CONSOLE_OPTION_SOURCE (object);

  g_ptr_array_unref (self->fields);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (console_option_source_parent_class)->finalize (object);
}

static void
console_option_source_class_init (ConsoleOptionSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_option_source_finalize;
  room_signal = g_signal_new ("room-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_option_source_init (ConsoleOptionSource *self)
{
  self->fields = g_ptr_array_new_with_free_func (free_field);
}

ConsoleOptionSource *
console_option_source_new (ConsoleApiClient *client, JsonArray *items)
{
  ConsoleOptionSource *self = g_object_new (CONSOLE_TYPE_OPTION_SOURCE, NULL);

  self->client = g_object_ref (client);
  for (guint i = 0; i < console_json_length (items); i++)
    g_ptr_array_add (self->fields, read_field (console_json_at (items, i)));
  return self;
}

const ConsoleOptionField *
console_option_source_lookup (ConsoleOptionSource *self, const char *id)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const ConsoleOptionField *field = self->fields->pdata[i];

      if (g_str_equal (field->id, id))
        return field;
    }
  return NULL;
}

static gboolean
is_for (const ConsoleOptionField *field, ConsoleOptionUse use)
{
  switch (use)
    {
    case CONSOLE_OPTION_CHOOSE:
      return field->can_group_filter;
    case CONSOLE_OPTION_GROUP_BY:
      return field->can_group;
    default:
      return *field->operators != NULL;
    }
}

/* Returns: the index of the one called like @field, or the length. */
static guint
find_namesake (const GPtrArray *list, const ConsoleOptionField *field)
{
  guint i = 0;

  while (i < list->len
         && !g_str_equal (((const ConsoleOptionField *) list->pdata[i])->title, field->title))
    i++;
  return i;
}

/* What counts comes before what is in bands: one restricts by the first, and groups by the last. */
JsonObject *
console_option_source_dup_item (ConsoleOptionSource *self, const char *id)
{
  const ConsoleOptionField *field = id != NULL ? console_option_source_lookup (self, id) : NULL;
  JsonObject *item = json_object_new ();
  g_autofree char *untitled = NULL;
  guint n = 0;

  if (id != NULL && sscanf (id, "custom_%2u", &n) != 1)
    n = 0;
  json_object_set_string_member (item, "id", id != NULL ? id : "");
  if (field == NULL && n > 0)
    /* TRANSLATORS: what a company keeps of its people, which nobody gave a title: "Custom field 3" */
    untitled = g_strdup_printf (_ ("Custom field %u (no title)"), n);
  json_object_set_string_member (item, "name",
                                 field != NULL      ? field->title
                                 : untitled != NULL ? untitled
                                 : id != NULL       ? id
                                                    : "");
  return item;
}

GPtrArray *
console_option_source_list (ConsoleOptionSource *self, ConsoleOptionUse use)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      ConsoleOptionField *field = self->fields->pdata[i];
      guint namesake = find_namesake (list, field);

      if (!is_for (field, use))
        continue;
      if (namesake == list->len)
        g_ptr_array_add (list, field);
      else if (use == CONSOLE_OPTION_GROUP_BY)
        list->pdata[namesake] = field;
    }
  return list;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");
  GStrv names;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  names = g_new0 (char *, console_json_length (items) + 1);
  for (guint i = 0; i < console_json_length (items); i++)
    names[i] = g_strdup (console_json_text (console_json_at (items, i), "value"));
  g_task_return_pointer (task, names, (GDestroyNotify) g_strfreev);
}

void
console_option_source_search_async (ConsoleOptionSource *self, const char *id, const char *typed,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GString) path = g_string_new ("/reports/values");

  toll_query_append (path, "field", id);
  toll_query_append (path, "limit", MOST_NAMES);
  if (*typed != '\0')
    toll_query_append (path, "search", typed);
  console_api_client_send_async (self->client, "GET", path->str, NULL, cancellable, found_cb,
                                 task);
}

GStrv
console_option_source_search_finish (ConsoleOptionSource *self, GAsyncResult *result,
                                     GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
console_option_source_set_narrow (ConsoleOptionSource *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  g_signal_emit (self, room_signal, 0);
}

gboolean
console_option_source_is_narrow (ConsoleOptionSource *self)
{
  return self->is_narrow;
}
