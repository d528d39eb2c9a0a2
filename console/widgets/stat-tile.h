/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleStatTile:
 * A figure with its icon and its meaning, as one button: "€ 15.20 / cost this month".
 * CSS: button.stat-tile > box > image.tile-icon + box > label.tile-value + label.caption.
 */
#define CONSOLE_TYPE_STAT_TILE (console_stat_tile_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStatTile, console_stat_tile, CONSOLE, STAT_TILE, GtkButton)

/* @css_class: gives the icon its colour. */
GtkWidget *console_stat_tile_new (const char *icon_name, const char *css_class,
                                  const char *caption);
/* @more: (nullable): goes on in the caption. */
void console_stat_tile_set_value (ConsoleStatTile *self, const char *value, const char *more);

G_END_DECLS
