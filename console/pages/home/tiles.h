/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleTiles:
 * The column of figures on Home, by table: each known tile of the collector is one row. A tile
 * opens its calls by the action win.open-calls (title, filter, whether only one's own).
 */
#define CONSOLE_TYPE_TILES (console_tiles_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTiles, console_tiles, CONSOLE, TILES, GtkBox)

/* @tiles: (nullable): as GET /home and the live event "tile" give them; a tile that is not there
 * keeps its figure, one that is not known is skipped. @mine: what they count. */
void console_tiles_set (ConsoleTiles *self, JsonArray *tiles, gboolean mine);

G_END_DECLS
