/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page windows over GET /calls. Pages are asked for one at a time and appended in order; an
 * answer to a question that is no longer asked is dropped. Main thread. */

#include "config.h"
#include "console/models/paged-calls.h"

#include "console/client/json.h"
#include "console/models/call-item.h"

#define PAGE_LENGTH 100
#define READ_AHEAD  40

struct _ConsolePagedCalls
{
  GObject parent_instance;
  ConsoleApiClient *client;
  char *filter;
  gboolean mine;
  GPtrArray *items;
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

static void ask_for_more (ConsolePagedCalls *self);

static GType
get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_CALL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CONSOLE_PAGED_CALLS (model)->items->len;
}

static gboolean
ask_cb (gpointer user_data)
{
  ConsolePagedCalls *self = user_data;

  self->ask_id = 0;
  ask_for_more (self);
  return G_SOURCE_REMOVE;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ConsolePagedCalls *self = CONSOLE_PAGED_CALLS (model);

  if (position >= self->items->len)
    return NULL;
  /* Not at once: a view asks for items while it is being laid out. */
  if (!self->complete && self->next != NULL && self->asked == NULL && self->ask_id == 0 &&
      position + READ_AHEAD >= self->items->len)
    self->ask_id = g_idle_add (ask_cb, self);
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePagedCalls, console_paged_calls, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_asked (ConsolePagedCalls *self, GCancellable *asked)
{
  if (self->asked != NULL && asked == NULL)
    g_cancellable_cancel (self->asked);
  g_set_object (&self->asked, asked);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
console_paged_calls_dispose (GObject *object)
{
  ConsolePagedCalls *self = CONSOLE_PAGED_CALLS (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->asked != NULL)
    g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (console_paged_calls_parent_class)->dispose (object);
}

static void
console_paged_calls_finalize (GObject *object)
{
  ConsolePagedCalls *self = CONSOLE_PAGED_CALLS (object);

  g_free (self->filter);
  g_free (self->next);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (console_paged_calls_parent_class)->finalize (object);
}

static void
console_paged_calls_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, CONSOLE_PAGED_CALLS (object)->asked != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_paged_calls_class_init (ConsolePagedCallsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_paged_calls_dispose;
  object_class->finalize = console_paged_calls_finalize;
  object_class->get_property = console_paged_calls_get_property;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_paged_calls_init (ConsolePagedCalls *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

ConsolePagedCalls *
console_paged_calls_new (ConsoleApiClient *client, const char *filter, gboolean mine)
{
  ConsolePagedCalls *self = g_object_new (CONSOLE_TYPE_PAGED_CALLS, NULL);

  self->client = g_object_ref (client);
  self->filter = g_strdup (filter);
  self->mine = mine;
  return self;
}

static void
append (ConsolePagedCalls *self, JsonArray *items)
{
  guint n_old = self->items->len;
  guint n_new = console_json_length (items);

  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (self->items, console_call_item_new (console_json_at (items, i)));
  if (n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n_new);
}

static void
take_page (ConsolePagedCalls *self, JsonObject *page)
{
  const char *next = console_json_text (page, "next");
  guint n_old = self->items->len;

  if (self->starting)
    {
      g_ptr_array_set_size (self->items, 0);
      if (n_old > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
    }
  self->starting = FALSE;
  g_free (self->next);
  self->next = *next != '\0' ? g_strdup (next) : NULL;
  self->complete = self->next == NULL;
  append (self, console_json_array (page, "items"));
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsolePagedCalls) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page =
      console_api_client_list_calls_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error) || self->client == NULL)
    return;
  g_clear_object (&self->asked);
  if (page != NULL)
    {
      take_page (self, page);
      g_signal_emit (self, signals[LOADED], 0);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
ask_for_more (ConsolePagedCalls *self)
{
  g_autoptr (GCancellable) cancellable = NULL;

  if (self->asked != NULL)
    return;
  cancellable = g_cancellable_new ();
  set_asked (self, cancellable);
  console_api_client_list_calls_async (self->client, self->filter, self->mine,
                                       self->starting ? NULL : self->next, PAGE_LENGTH,
                                       cancellable, page_cb, g_object_ref (self));
}

void
console_paged_calls_restart (ConsolePagedCalls *self)
{
  g_return_if_fail (CONSOLE_IS_PAGED_CALLS (self));

  if (self->asked != NULL)
    set_asked (self, NULL);
  self->starting = TRUE;
  ask_for_more (self);
}

void
console_paged_calls_continue (ConsolePagedCalls *self)
{
  g_return_if_fail (CONSOLE_IS_PAGED_CALLS (self));

  if (!self->complete)
    ask_for_more (self);
}

gboolean
console_paged_calls_is_complete (ConsolePagedCalls *self)
{
  return self->complete;
}
