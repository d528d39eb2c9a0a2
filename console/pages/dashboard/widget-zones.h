/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/dashboard/widget-card.h"

G_BEGIN_DECLS

/* ConsoleWidgetZones:
 * Where the cards of a dashboard stand: three zones beside each other, fewer columns where there is
 * no room. Cards are dragged from one place to another. Main thread.
 *
 * Signal "moved": a card was dropped at another place.
 */
#define CONSOLE_N_ZONES 3

#define CONSOLE_TYPE_WIDGET_ZONES (console_widget_zones_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWidgetZones, console_widget_zones, CONSOLE, WIDGET_ZONES, GtkBox)

/* In so many columns the zones stand: 1 to 3. */
void console_widget_zones_set_columns (ConsoleWidgetZones *self, guint n_columns);

void console_widget_zones_clear (ConsoleWidgetZones *self);
/* Puts @card at @index of @zone; behind the last one when there are fewer. */
void console_widget_zones_insert (ConsoleWidgetZones *self, ConsoleWidgetCard *card, guint zone,
                                  guint index);
void console_widget_zones_remove (ConsoleWidgetZones *self, ConsoleWidgetCard *card);
/* Moves @card a zone or a place further, and keeps the focus on it.
 * Returns: FALSE at the edge. */
gboolean console_widget_zones_move (ConsoleWidgetZones *self, ConsoleWidgetCard *card, int across,
                                    int down);

/* Returns: (transfer none) (nullable) */
ConsoleWidgetCard *console_widget_zones_lookup (ConsoleWidgetZones *self, const char *id);
/* Where @card stands. */
void console_widget_zones_find (ConsoleWidgetZones *self, ConsoleWidgetCard *card, guint *zone,
                                guint *index);
guint console_widget_zones_get_n_cards (ConsoleWidgetZones *self);
/* Called for each card, zone by zone, from above. */
typedef void (*ConsoleCardFunc) (ConsoleWidgetCard *card, guint zone, gpointer user_data);
void console_widget_zones_foreach (ConsoleWidgetZones *self, ConsoleCardFunc func,
                                   gpointer user_data);
/* Returns: (transfer full): {"zones":[[…],[…],[…]]}, for PUT /dashboard. */
JsonObject *console_widget_zones_dup_layout (ConsoleWidgetZones *self);

/* TRUE when the same cards stand at the same places in @zones, as GET /dashboard has them. */
gboolean console_widget_zones_stand_so (ConsoleWidgetZones *self, JsonArray *zones);
/* Returns: (transfer full): an id that no card has. */
char *console_widget_zones_dup_free_id (ConsoleWidgetZones *self);
/* Returns: (transfer full): which widgets of the gallery the cards are. */
GStrv console_widget_zones_dup_widgets (ConsoleWidgetZones *self);

G_END_DECLS
