/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page windows over any list of the collector. Pages are asked for one at a time and appended in
 * order; an answer to a question that is no longer asked is dropped. Main thread. */

#include "config.h"
#include "console/models/paged-list.h"

#include "console/client/json.h"
#include "shared/wire/query.h"

#define PAGE_LENGTH 100
#define READ_AHEAD  100 /* a page that comes among the rows a view keeps ready is slow to lay out */

struct _ConsolePagedList
{
  GObject parent_instance;
  ConsoleApiClient *client;
  GType item_type;
  ConsolePagedListMakeItem make_item;
  char *question;
  guint fill_ahead;
  gboolean newest_first;
  GPtrArray *items;
  GPtrArray *objects; /* newest first only: what each item was made of */
  gint64 total;      /* as the collector told; -1 = it did not */
  char *next;        /* cursor of the page to ask for; NULL = the first or none */
  gboolean complete; /* the last page is here */
  gboolean starting; /* the page on its way replaces the list */
  GCancellable *asked; /* the request on its way, or NULL */
  guint ask_id;
};

enum
{
  PROP_LOADING = 1,
  N_PROPS
};

enum
{
  LOADED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void ask_for_more (ConsolePagedList *self);

static GType
get_item_type (GListModel *model)
{
  return CONSOLE_PAGED_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return CONSOLE_PAGED_LIST (model)->items->len;
}

static gboolean
ask_cb (gpointer user_data)
{
  ConsolePagedList *self = user_data;

  self->ask_id = 0;
  ask_for_more (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: a view asks for items while it is being laid out. */
static void
ask_soon (ConsolePagedList *self)
{
  if (self->ask_id == 0)
    self->ask_id = g_idle_add (ask_cb, self);
}

static gpointer
get_item (GListModel *model, guint position)
{
  ConsolePagedList *self = CONSOLE_PAGED_LIST (model);

  if (position >= self->items->len)
    return NULL;
  if (!self->complete && self->next != NULL && self->asked == NULL &&
      position + READ_AHEAD >= self->items->len)
    ask_soon (self);
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePagedList, console_paged_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_asked (ConsolePagedList *self, GCancellable *asked)
{
  if (self->asked != NULL && asked == NULL)
    g_cancellable_cancel (self->asked);
  g_set_object (&self->asked, asked);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
console_paged_list_dispose (GObject *object)
{
  ConsolePagedList *self = CONSOLE_PAGED_LIST (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->asked != NULL)
    g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (console_paged_list_parent_class)->dispose (object);
}

static void
console_paged_list_finalize (GObject *object)
{
  ConsolePagedList *self = CONSOLE_PAGED_LIST (object);

  g_free (self->question);
  g_free (self->next);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->objects);
  G_OBJECT_CLASS (console_paged_list_parent_class)->finalize (object);
}

static void
console_paged_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, CONSOLE_PAGED_LIST (object)->asked != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_paged_list_class_init (ConsolePagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_paged_list_dispose;
  object_class->finalize = console_paged_list_finalize;
  object_class->get_property = console_paged_list_get_property;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_paged_list_init (ConsolePagedList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->total = -1;
}

ConsolePagedList *
console_paged_list_new (ConsoleApiClient *client, GType item_type,
                        ConsolePagedListMakeItem make_item)
{
  ConsolePagedList *self = g_object_new (CONSOLE_TYPE_PAGED_LIST, NULL);

  self->client = g_object_ref (client);
  self->item_type = item_type;
  self->make_item = make_item;
  return self;
}

void
console_paged_list_set_question (ConsolePagedList *self, const char *path)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self));
  g_free (self->question);
  self->question = g_strdup (path);
  g_ptr_array_set_size (self->objects, 0);
}

void
console_paged_list_set_fill_ahead (ConsolePagedList *self, guint n_items)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self));
  self->fill_ahead = n_items;
}

void
console_paged_list_set_newest_first (ConsolePagedList *self)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self) && self->items->len == 0);
  self->newest_first = TRUE;
}

static JsonObject *
object_at (ConsolePagedList *self, guint position)
{
  return g_ptr_array_index (self->objects, position);
}

static void
insert (ConsolePagedList *self, guint position, JsonObject *object)
{
  g_ptr_array_insert (self->items, (int) position, self->make_item (object));
  if (self->newest_first)
    g_ptr_array_insert (self->objects, (int) position, json_object_ref (object));
}

/* Returns: how many of @items are newer than the list, when the list goes on where they end or
 * longer; -1 when something between changed and nothing but the new page can be trusted. */
static int
count_newer (ConsolePagedList *self, JsonArray *items)
{
  guint length = console_json_length (items);
  guint n_newer = 0;

  if (self->objects->len == 0)
    return -1;
  while (n_newer < length &&
         !json_object_equal (object_at (self, 0), console_json_at (items, n_newer)))
    n_newer++;
  if (n_newer == length || length - n_newer > self->objects->len)
    return -1;
  for (guint i = n_newer + 1; i < length; i++)
    if (!json_object_equal (object_at (self, i - n_newer), console_json_at (items, i)))
      return -1;
  return (int) n_newer;
}

static void
prepend (ConsolePagedList *self, JsonArray *items, guint n_newer)
{
  for (guint i = 0; i < n_newer; i++)
    insert (self, i, console_json_at (items, i));
  if (n_newer > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_newer);
}

/* The first page takes the place of what was there, in one step: a view keeps its place. */
static void
put_page (ConsolePagedList *self, JsonArray *items)
{
  guint n_new = console_json_length (items);
  guint n_removed = self->starting ? self->items->len : 0;
  guint position = self->items->len - n_removed;

  g_ptr_array_set_size (self->items, (int) position);
  if (self->newest_first)
    g_ptr_array_set_size (self->objects, (int) position);
  for (guint i = 0; i < n_new; i++)
    insert (self, position + i, console_json_at (items, i));
  if (n_removed > 0 || n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_new);
}

/* Where the newest come first, a new first page puts what is newer on top, so that a reader
 * further down keeps the place; the pages below stay as they are. */
static void
take_page (ConsolePagedList *self, JsonObject *page)
{
  JsonArray *items = console_json_array (page, "items");
  const char *next = console_json_text (page, "next");
  int n_newer = self->starting ? count_newer (self, items) : -1;

  self->total = console_json_int (page, "total", -1);
  if (n_newer >= 0)
    {
      self->starting = FALSE;
      prepend (self, items, (guint) n_newer);
      return;
    }
  /* First of all: a view that makes rows for the whole page asks for what is after it at once. */
  g_free (self->next);
  self->next = *next != '\0' ? g_strdup (next) : NULL;
  self->complete = self->next == NULL;
  put_page (self, items);
  self->starting = FALSE;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsolePagedList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error) || self->client == NULL)
    return;
  g_clear_object (&self->asked);
  if (page != NULL)
    {
      take_page (self, page);
      g_signal_emit (self, signals[LOADED], 0);
      if (!self->complete && self->items->len < self->fill_ahead)
        ask_soon (self);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
ask_for_more (ConsolePagedList *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GString) path = NULL;

  if (self->asked != NULL || self->question == NULL)
    return;
  path = g_string_new (self->question);
  toll_query_append (path, "limit", G_STRINGIFY (PAGE_LENGTH));
  if (!self->starting && self->next != NULL)
    toll_query_append (path, "after", self->next);
  cancellable = g_cancellable_new ();
  set_asked (self, cancellable);
  console_api_client_send_async (self->client, "GET", path->str, NULL, cancellable, page_cb,
                                 g_object_ref (self));
}

void
console_paged_list_restart (ConsolePagedList *self)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self));

  if (self->asked != NULL)
    set_asked (self, NULL);
  self->starting = TRUE;
  ask_for_more (self);
}

void
console_paged_list_continue (ConsolePagedList *self)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self));

  if (!self->complete)
    ask_for_more (self);
}

gboolean
console_paged_list_is_complete (ConsolePagedList *self)
{
  return self->complete;
}

guint
console_paged_list_get_total (ConsolePagedList *self)
{
  return self->total >= 0 ? (guint) self->total : self->items->len;
}

void
console_paged_list_replace (ConsolePagedList *self, guint position, JsonObject *object)
{
  g_return_if_fail (CONSOLE_IS_PAGED_LIST (self) && position < self->items->len);

  g_object_unref (g_ptr_array_index (self->items, position));
  g_ptr_array_index (self->items, position) = self->make_item (object);
  if (position < self->objects->len)
    {
      json_object_unref (object_at (self, position));
      g_ptr_array_index (self->objects, position) = json_object_ref (object);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}
