/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/dashboard/widget-card.h"

G_BEGIN_DECLS

/* A small window that asks what a widget is called, which time it is about and how it is drawn.
 * @done: called with @object, unless that is gone, and the placed widget as it is to be. @zone: instants
 * are shown in. Main thread. */
typedef void (*ConsoleWidgetChangedFunc) (GObject *object, JsonObject *placed);
void console_widget_change_present (GtkWidget *widget, ConsoleWidgetCard *card, GTimeZone *zone,
                                    ConsoleWidgetChangedFunc done, GObject *object);

G_END_DECLS
