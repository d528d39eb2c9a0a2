/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* The gallery: what may be placed on the dashboard, each with a picture of what it looks like, a
 * check box and a zone. @add: called with @object, unless that is gone, for each that was chosen when
 * OK is pressed, and at the end with NULL. @present: ids of widgets that stand there already.
 * Main thread. */
typedef void (*ConsoleGalleryFunc) (GObject *object, const char *widget, guint zone);
void console_widget_gallery_present (GtkWidget *widget, ConsoleApiClient *client,
                                     const char *const *present, ConsoleGalleryFunc add,
                                     GObject *object);

G_END_DECLS
