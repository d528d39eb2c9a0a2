/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/dashboard/widget-card.h"

G_BEGIN_DECLS

/* ConsoleFullTile:
 * What a card shows, large and without a menu; it follows the card. Main thread.
 */
#define CONSOLE_TYPE_FULL_TILE (console_full_tile_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFullTile, console_full_tile, CONSOLE, FULL_TILE, GtkBox)

/* @zoom: so much larger than the card, at least 1. */
GtkWidget *console_full_tile_new (ConsoleWidgetCard *card, double zoom);

G_END_DECLS
