/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Fills @grid with the first columns of a report that has no chart, and a few invented rows: what it
 * looks like. @columns: (nullable): of GET /reports/{id}/columns; NULL empties it. */
void console_sample_table_fill (GtkGrid *grid, JsonArray *columns, GTimeZone *zone);

G_END_DECLS
