/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleFactGrid:
 * Names and values in two columns, the names dim, the values selectable. CSS: grid.facts.
 */
#define CONSOLE_TYPE_FACT_GRID (console_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFactGrid, console_fact_grid, CONSOLE, FACT_GRID, GtkGrid)

GtkWidget *console_fact_grid_new (void);
/* Adds a row; nothing when @value is NULL or "". Returns: (transfer none) (nullable): the label
 * of the value. */
GtkWidget *console_fact_grid_add (ConsoleFactGrid *self, const char *name, const char *value);
/* The names of both take as much room as the longest. */
void console_fact_grid_align (ConsoleFactGrid *self, ConsoleFactGrid *other);

G_END_DECLS
