/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists to choose from, as the collector gives them. Main thread. */

#include "config.h"
#include "console/pages/person/person-choices.h"

#include "console/client/json.h"
#include "shared/wire/query.h"

#define N_GROUPINGS 3
#define SITES       N_GROUPINGS
#define N_LISTS     4

static const struct
{
  const char *path;
  const char *scope; /* kind of a scope; NULL = none */
} lists[N_LISTS] = {
  { "/departments?limit=1000", "departments" },
  { "/cost-centres?limit=1000", "cost_centres" },
  { "/locations?limit=1000", "locations" },
  [SITES] = { "/sites?limit=1000", NULL },
};

/* One list, and whom it belongs to: for the callbacks. */
typedef struct
{
  ConsolePersonChoices *owner;
  guint index;
  JsonArray *items; /* NULL before they are here */
} List;

struct _ConsolePersonChoices
{
  ConsoleApiClient *client;
  GCancellable *cancellable;
  GCancellable *search; /* of the search for managers under way */
  ConsolePickRow *groupings[N_GROUPINGS];
  ConsolePickRow *manager;
  ConsoleListField *lines;
  ConsolePersonScope *scope;
  List lists[N_LISTS];
};

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);
  List *list = user_data;
  JsonArray *items = console_json_array (answer, "items");

  if (items == NULL)
    return;
  g_clear_pointer (&list->items, json_array_unref);
  list->items = json_array_ref (items);
  if (list->index == SITES)
    console_person_lines_set_sites (list->owner->lines, items);
  else
    console_person_scope_set_choices (list->owner->scope, lists[list->index].scope, items);
}

static void
grouping_search_cb (ConsolePickRow *row, const char *typed, List *list)
{
  console_pick_row_set_found (row, list->items, TRUE);
}

static void
managers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_pick_row_set_found (user_data, console_json_array (answer, "items"), FALSE);
}

static void
forward_cancel_cb (GCancellable *cancellable, GCancellable *search)
{
  g_cancellable_cancel (search);
}

static void
manager_search_cb (ConsolePickRow *row, const char *typed, ConsolePersonChoices *self)
{
  g_autoptr (GString) path = g_string_new ("/people?state=active&limit=50");

  if (*typed != '\0')
    toll_query_append (path, "q", typed);
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (forward_cancel_cb),
                           self->search, 0);
  console_api_client_send_async (self->client, "GET", path->str, NULL, self->search, managers_cb,
                                 row);
}

ConsolePersonChoices *
console_person_choices_new (ConsoleApiClient *client, GCancellable *cancellable,
                            ConsolePickRow *const groupings[3], ConsolePickRow *manager,
                            ConsoleListField *lines_field, ConsolePersonScope *scope)
{
  ConsolePersonChoices *self = g_new0 (ConsolePersonChoices, 1);

  self->client = g_object_ref (client);
  self->cancellable = g_object_ref (cancellable);
  self->manager = manager;
  self->lines = lines_field;
  self->scope = scope;
  for (guint i = 0; i < N_LISTS; i++)
    self->lists[i] = (List){ self, i, NULL };
  for (guint i = 0; i < N_GROUPINGS; i++)
    {
      self->groupings[i] = groupings[i];
      g_signal_connect (groupings[i], "search", G_CALLBACK (grouping_search_cb),
                        &self->lists[i]);
    }
  g_signal_connect (manager, "search", G_CALLBACK (manager_search_cb), self);
  return self;
}

void
console_person_choices_load (ConsolePersonChoices *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    console_api_client_send_async (self->client, "GET", lists[i].path, NULL, self->cancellable,
                                   listed_cb, &self->lists[i]);
}

void
console_person_choices_free (ConsolePersonChoices *self)
{
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < N_GROUPINGS; i++)
    g_signal_handlers_disconnect_by_data (self->groupings[i], &self->lists[i]);
  g_signal_handlers_disconnect_by_data (self->manager, self);
  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&self->lists[i].items, json_array_unref);
  g_clear_object (&self->search);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_free (self);
}
