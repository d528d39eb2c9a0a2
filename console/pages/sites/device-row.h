/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A row of one learned device, with the choice of what it is.
 * @told: called with @data, the device's name and the kind chosen, "gateway" among them.
 * Returns: (transfer floating). Main thread. */
typedef void (*ConsoleDeviceTold) (const char *device, const char *kind, gpointer data);
GtkWidget *console_device_row_new (JsonObject *device, GTimeZone *zone, ConsoleDeviceTold told,
                                   gpointer data);

G_END_DECLS
