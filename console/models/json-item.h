/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleJsonItem: an object of the collector as it came, for lists that only show it. */
#define CONSOLE_TYPE_JSON_ITEM (console_json_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleJsonItem, console_json_item, CONSOLE, JSON_ITEM, GObject)

ConsoleJsonItem *console_json_item_new (JsonObject *object);
/* Returns: (transfer none) */
JsonObject *console_json_item_get (ConsoleJsonItem *self);

G_END_DECLS
