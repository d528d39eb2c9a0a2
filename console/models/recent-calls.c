/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list behind Home. It never sorts or filters what the collector gave; it only keeps the
 * order of time when a live call comes in between. Main thread. */

#include "config.h"
#include "console/models/recent-calls.h"

#include "console/client/json.h"
#include "console/models/call-item.h"

struct _ConsoleRecentCalls
{
  GObject parent_instance;
  GPtrArray *items;
  GPtrArray *waiting; /* of calls not in items, while held */
  gboolean held;
  guint limit;
};

static GType
get_item_type (GListModel *model)
{
  return CONSOLE_TYPE_CALL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CONSOLE_RECENT_CALLS (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = CONSOLE_RECENT_CALLS (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleRecentCalls, console_recent_calls, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
console_recent_calls_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_RECENT_CALLS (object)->items);
  g_ptr_array_unref (CONSOLE_RECENT_CALLS (object)->waiting);
  G_OBJECT_CLASS (console_recent_calls_parent_class)->finalize (object);
}

static void
console_recent_calls_class_init (ConsoleRecentCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_recent_calls_finalize;
}

static void
console_recent_calls_init (ConsoleRecentCalls *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->limit = 20;
}

ConsoleRecentCalls *
console_recent_calls_new (void)
{
  return g_object_new (CONSOLE_TYPE_RECENT_CALLS, NULL);
}

static const ConsoleCall *
call_at (GPtrArray *items, guint position)
{
  return console_call_item_get (g_ptr_array_index (items, position));
}

/* Where the call @id stands, or the length when it is not there. */
static guint
position_of (GPtrArray *items, const char *id)
{
  guint position = 0;

  while (position < items->len && !g_str_equal (call_at (items, position)->id, id))
    position++;
  return position;
}

static void
insert (ConsoleRecentCalls *self, guint position, ConsoleCallItem *item)
{
  g_ptr_array_insert (self->items, position, item);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
shorten (ConsoleRecentCalls *self, guint length)
{
  guint n_removed = self->items->len > length ? self->items->len - length : 0;

  if (n_removed == 0)
    return;
  g_ptr_array_set_size (self->items, length);
  g_list_model_items_changed (G_LIST_MODEL (self), length, n_removed, 0);
}

static void
replace (ConsoleRecentCalls *self, guint position, ConsoleCallItem *item)
{
  g_object_unref (g_ptr_array_index (self->items, position));
  g_ptr_array_index (self->items, position) = item;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

/* Puts @item at @position, keeping the object that is already there when nothing changed. */
static void
settle (ConsoleRecentCalls *self, guint position, ConsoleCallItem *item)
{
  const ConsoleCall *call = console_call_item_get (item);
  guint known = position_of (self->items, call->id);

  if (known < position || known == self->items->len)
    {
      insert (self, position, item);
      return;
    }
  if (known > position)
    {
      guint n_removed = known - position;

      g_ptr_array_remove_range (self->items, position, n_removed);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, 0);
    }
  if (console_call_is_same (call_at (self->items, position), call))
    g_object_unref (item);
  else
    replace (self, position, item);
}

void
console_recent_calls_set (ConsoleRecentCalls *self, JsonArray *items, guint limit)
{
  guint length = MIN (console_json_length (items), limit);

  self->limit = MAX (limit, 1);
  for (guint i = 0; self->held && i < length; i++)
    console_recent_calls_push (self, console_json_at (items, i));
  if (self->held)
    return;
  for (guint i = 0; i < length; i++)
    settle (self, i, console_call_item_new (console_json_at (items, i)));
  shorten (self, length);
}

static guint
place_by_time (ConsoleRecentCalls *self, gint64 start_ms)
{
  guint position = 0;

  while (position < self->items->len && call_at (self->items, position)->start_ms > start_ms)
    position++;
  return position;
}

static gboolean
take_in (ConsoleRecentCalls *self, ConsoleCallItem *item)
{
  guint position = place_by_time (self, console_call_item_get (item)->start_ms);

  if (position >= self->limit)
    return FALSE;
  console_call_item_set_fresh (item);
  insert (self, position, g_object_ref (item));
  shorten (self, self->limit);
  return TRUE;
}

/* A call that would not be in the list does not wait either. */
static gboolean
let_wait (ConsoleRecentCalls *self, ConsoleCallItem *item)
{
  const ConsoleCall *call = console_call_item_get (item);
  guint known = position_of (self->waiting, call->id);

  if (known < self->waiting->len)
    g_ptr_array_remove_index (self->waiting, known);
  else if (place_by_time (self, call->start_ms) >= self->limit)
    return FALSE;
  g_ptr_array_add (self->waiting, g_object_ref (item));
  return TRUE;
}

gboolean
console_recent_calls_push (ConsoleRecentCalls *self, JsonObject *call)
{
  g_autoptr (ConsoleCallItem) item = console_call_item_new (call);
  const ConsoleCall *fields = console_call_item_get (item);
  guint known = position_of (self->items, fields->id);

  if (known == self->items->len)
    return self->held ? let_wait (self, item) : take_in (self, item);
  if (!console_call_is_same (call_at (self->items, known), fields))
    replace (self, known, g_steal_pointer (&item));
  return FALSE;
}

void
console_recent_calls_set_held (ConsoleRecentCalls *self, gboolean held)
{
  self->held = held;
  for (guint i = 0; !held && i < self->waiting->len; i++)
    take_in (self, g_ptr_array_index (self->waiting, i));
  if (!held)
    g_ptr_array_set_size (self->waiting, 0);
}

guint
console_recent_calls_get_n_waiting (ConsoleRecentCalls *self)
{
  return self->waiting->len;
}
