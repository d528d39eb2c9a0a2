/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An object of the collector in a list. Main thread. */

#include "config.h"
#include "console/models/json-item.h"

struct _ConsoleJsonItem
{
  GObject parent_instance;
  JsonObject *object;
};

G_DEFINE_FINAL_TYPE (ConsoleJsonItem, console_json_item, G_TYPE_OBJECT)

static void
console_json_item_finalize (GObject *object)
{
  json_object_unref (CONSOLE_JSON_ITEM (object)->object);
  G_OBJECT_CLASS (console_json_item_parent_class)->finalize (object);
}

static void
console_json_item_class_init (ConsoleJsonItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_json_item_finalize;
}

static void
console_json_item_init (ConsoleJsonItem *self)
{
}

ConsoleJsonItem *
console_json_item_new (JsonObject *object)
{
  ConsoleJsonItem *self = g_object_new (CONSOLE_TYPE_JSON_ITEM, NULL);

  self->object = json_object_ref (object);
  return self;
}

JsonObject *
console_json_item_get (ConsoleJsonItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_JSON_ITEM (self), NULL);
  return self->object;
}
