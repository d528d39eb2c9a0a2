/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* What is asked before a department, cost centre or location changes. @path: of the list
 * ("/departments"); @object: one of it as the collector gives it. @done is called with @widget,
 * unless that is gone, once the collector did it; what it refuses is asked again with its reason.
 * Main thread. */
typedef void (*ConsoleGroupingDone) (GObject *widget);

/* A name for a new one (@object NULL) or another name. */
void console_grouping_dialogs_ask_name (GtkWidget *widget, ConsoleApiClient *client,
                                        const char *path, JsonObject *object,
                                        ConsoleGroupingDone done);
/* Into which of @items its people go; without people it just goes. */
void console_grouping_dialogs_ask_remove (GtkWidget *widget, ConsoleApiClient *client,
                                          const char *path, JsonObject *object, JsonArray *items,
                                          ConsoleGroupingDone done);

G_END_DECLS
