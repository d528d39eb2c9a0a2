/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* A window in which links to one's dashboard are made for screens on a wall, told once, and revoked.
 * For supervisors and administrators. Main thread. */
void console_wallboards_present (GtkWidget *widget, ConsoleSession *session);

G_END_DECLS
