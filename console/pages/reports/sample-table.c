/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a report that nobody ran yet: its own columns, invented cells. Main thread. */

#include "config.h"
#include "console/pages/reports/sample-table.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/widgets/reading.h"

#define N_ROWS       5
#define MOST_COLUMNS 4 /* as many as the pane has room for */
#define LEAST_CHARS  5
#define FIRST_MS     G_GINT64_CONSTANT (1767603720000) /* a working day in January 2026 */
#define STEP_MS      G_GINT64_CONSTANT (437000)

static const char *const names[N_ROWS]
    = { N_ ("Sales"), N_ ("Support"), N_ ("Export"), N_ ("Purchasing"), N_ ("Workshop") };
static const char *const phones[N_ROWS] = { "+390255501423", "+390655501187", "+390115550102",
                                            "+390515550166", "+390255501390" };
static const char *const lines[N_ROWS] = { "2014", "2031", "2007", "2122", "2050" };
static const char *const directions[N_ROWS]
    = { "incoming", "outgoing", "incoming", "incoming", "outgoing" };
static const gint64 figures[N_ROWS] = { 412, 97, 203, 31, 148 };

static gint64
invent_figure (TollCellKind kind, guint row)
{
  switch (kind)
    {
    case TOLL_CELL_DURATION:
    case TOLL_CELL_SHARE:
      return figures[row] * 1000;
    case TOLL_CELL_MONEY:
      return figures[row] * 10000;
    case TOLL_CELL_DECIMAL:
      return 4000 + figures[row];
    case TOLL_CELL_INSTANT:
      return FIRST_MS + row * STEP_MS;
    case TOLL_CELL_DAY:
      return FIRST_MS / 86400000 + row;
    case TOLL_CELL_MINUTE:
      return 480 + row * 60;
    case TOLL_CELL_WEEKDAY:
      return row + 1;
    default:
      return figures[row];
    }
}

static char *
dup_cell (const TollReportColumn *column, guint row, GTimeZone *zone)
{
  TollCell cell = { .is_empty = FALSE };

  if (column->kind == TOLL_CELL_PHONE)
    cell.text = phones[row];
  else if (g_str_equal (column->id, "direction"))
    cell.text = directions[row];
  else if (column->kind == TOLL_CELL_WORD)
    cell.text = "answered";
  else if (g_str_has_suffix (column->id, "extension"))
    cell.text = lines[row];
  else if (column->kind == TOLL_CELL_TEXT)
    cell.text = _ (names[row]);
  else
    cell.figure = invent_figure (column->kind, row);
  return console_chart_words_cell (column, &cell, zone);
}

static void
attach (GtkGrid *grid, const char *text, int column, int row, gboolean is_at_end)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label),
                        is_at_end ? console_reading_get_figure_xalign () : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "dim-label");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
add_column (GtkGrid *grid, JsonObject *of, int at, GTimeZone *zone)
{
  TollReportColumn column = { .id = console_json_text (of, "id"),
                              .title = console_json_text (of, "title"), .unit = "" };
  gboolean is_at_end;

  toll_cell_kind_from_name (console_json_text (of, "kind"), &column.kind);
  if (column.kind == TOLL_CELL_MONEY)
    column.unit = "EUR";
  is_at_end = toll_cell_kind_is_figure (column.kind) && column.kind != TOLL_CELL_INSTANT;
  attach (grid, console_chart_words_translate (column.title), at, 0, is_at_end);
  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *text = dup_cell (&column, row, zone);

      attach (grid, text, at, (int) row + 1, is_at_end);
    }
}

void
console_sample_table_fill (GtkGrid *grid, JsonArray *columns, GTimeZone *zone)
{
  GtkWidget *child;
  int n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  for (guint i = 0; i < console_json_length (columns) && n < MOST_COLUMNS; i++)
    if (console_json_flag (console_json_at (columns, i), "is_chosen"))
      add_column (grid, console_json_at (columns, i), n++, zone);
  gtk_widget_set_visible (GTK_WIDGET (grid), n > 0);
}
