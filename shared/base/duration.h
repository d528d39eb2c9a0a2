/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How lengths of time are shown: in whole seconds, half of one rounded up, so that every place and file
 * says the same of one. Pure; any thread. */

/* Whole seconds; of what is less than nothing those of its amount, with its sign. */
gint64 toll_duration_get_seconds (gint64 ms);
/* "h:mm:ss" of the amount: 34500 -> "0:00:35". Returns: (transfer full). */
char *toll_duration_format (gint64 ms);

G_END_DECLS
