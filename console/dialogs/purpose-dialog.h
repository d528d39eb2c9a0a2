/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/purpose.h"

G_BEGIN_DECLS

/* Asks over the window of @widget why one looks at calls and data of others, and puts the answer
 * into @purpose; cancelled, it changes nothing. One at a time: while it is open, asking again
 * brings it to the front. Main thread. */
void console_purpose_dialog_present (GtkWidget *widget, ConsolePurpose *purpose);

G_END_DECLS
