/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few rows, all of them widgets: what a card has room for. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-table.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/models/words.h"
#include "console/pages/dashboard/widget-columns.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "console/widgets/reading.h"
#include "shared/base/clock.h"

#define MOST_ROWS   10
#define NAME_CHARS  18
#define LEAST_CHARS 7 /* of a name, where there is no room for more */

/* A figure that can be pressed. */
typedef struct
{
  ConsoleReportResult *result;
  GTimeZone *zone;
  guint row;
  guint column;
} Figure;

static void
figure_free (gpointer data, GClosure *closure)
{
  Figure *figure = data;

  g_object_unref (figure->result);
  g_time_zone_unref (figure->zone);
  g_free (figure);
}

void
console_widget_open_figure (GtkWidget *widget, ConsoleReportResult *result,
                            const TollReportDoc *doc, const TollReportRow *row, guint column,
                            GTimeZone *zone)
{
  g_autofree char *spec = NULL, *id = NULL, *name = NULL, *title = NULL;

  if (row->call_id != 0)
    {
      id = g_strdup_printf ("%" G_GINT64_FORMAT, row->call_id);
      gtk_widget_activate_action (widget, "win.open-call", "s", id);
      return;
    }
  spec = console_report_result_dup_drill (result, doc, row == &doc->totals ? NULL : row, column);
  if (spec == NULL)
    return;
  name = row == &doc->totals
             ? g_strdup (console_chart_words_translate (doc->title))
             : console_chart_words_cell (toll_report_doc_get_column (doc, 0), &row->cells[0], zone);
  /* TRANSLATORS: the calls behind a figure: what the row is called, what the figure is */
  title = g_strdup_printf (
      C_ ("figure", "%s · %s"), name,
      console_chart_words_translate (
          toll_report_doc_get_column (doc, MIN (column, doc->columns->len - 1))->title));
  gtk_widget_activate_action (widget, "win.open-report", "(sss)", "1.1", title, spec);
}

static void
pressed_cb (GtkWidget *button, Figure *figure)
{
  const TollReportDoc *doc = console_report_result_get_doc (figure->result);

  console_widget_open_figure (button, figure->result, doc,
                              toll_report_doc_get_row (doc, figure->row), figure->column,
                              figure->zone);
}

static gboolean
is_at_end (const TollReportColumn *column)
{
  return toll_cell_kind_is_figure (column->kind) && column->role != TOLL_COLUMN_KEY
         && column->kind != TOLL_CELL_INSTANT;
}

/* A figure or a key opens its calls, a number of a list its call. */
static gboolean
opens (const TollReportDoc *doc, const TollReportRow *row, guint index)
{
  if (row->call_id != 0)
    return toll_report_doc_get_column (doc, index)->kind == TOLL_CELL_PHONE
           && !row->cells[index].is_empty;
  return console_report_result_opens (doc, row, index);
}

/* A card has little room: instants and days as they are told in lists of calls.
 * Returns: (transfer full) */
static char *
dup_text (const TollReportColumn *column, const TollCell *cell, GTimeZone *zone)
{
  if (column->kind == TOLL_CELL_DAY && !cell->is_empty && !g_str_equal (column->unit, "month"))
    {
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (cell->figure * 86400);

      /* TRANSLATORS: a day where there is little room: "Fri 27 Nov"; see man strftime */
      return g_date_time_format (day, C_ ("short day", "%a %e %b"));
    }
  if (column->kind == TOLL_CELL_INSTANT && !cell->is_empty)
    return console_format_short_moment (cell->figure, toll_clock_now_ms (NULL), zone);
  return console_chart_words_cell (column, cell, zone);
}

static GtkWidget *
make_heading (const TollReportColumn *column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label),
                        is_at_end (column) ? console_reading_get_figure_xalign () : 0);
  gtk_label_set_justify (GTK_LABEL (label),
                         is_at_end (column) && console_reading_get_figure_xalign () > 0
                             ? GTK_JUSTIFY_RIGHT
                             : GTK_JUSTIFY_LEFT);
  gtk_label_set_yalign (GTK_LABEL (label), 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "widget-heading");
  return label;
}

/* Names give way where there is no room; figures never do: a part of one reads as another. */
static GtkWidget *
make_label (const TollReportColumn *column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label),
                        is_at_end (column) ? console_reading_get_figure_xalign () : 0);
  gtk_widget_add_css_class (label, "numeric");
  if (is_at_end (column) || (column->kind != TOLL_CELL_TEXT && column->kind != TOLL_CELL_WORD))
    return label;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_label_set_width_chars (GTK_LABEL (label),
                             MIN ((int) g_utf8_strlen (text, -1), LEAST_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  return label;
}

/* Which way a call went, and whether it was answered, by one sign: the column of the outcome, which is
 * there for it, is not shown. */
static GtkWidget *
make_direction (const TollReportDoc *doc, const TollReportRow *row, const char *direction)
{
  guint index = toll_report_doc_find_column (doc, "outcome");
  const char *outcome = index < doc->columns->len ? row->cells[index].text : NULL;
  ConsoleCallLook look = console_words_look (direction, outcome);
  GtkWidget *image = gtk_image_new_from_icon_name (look.icon_name);

  gtk_widget_add_css_class (image, look.css_class);
  gtk_widget_set_tooltip_text (image, look.text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, look.text,
                                  -1);
  return image;
}

static gboolean
is_of_sign (const TollReportDoc *doc, const TollReportColumn *column)
{
  return g_str_equal (column->id, "outcome")
         && toll_report_doc_find_column (doc, "direction") < doc->columns->len;
}

/* Returns: (transfer full): what the row is called: its keys; "" of a list. */
static char *
dup_row_name (const TollReportDoc *doc, const TollReportRow *row, GTimeZone *zone)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      g_autofree char *text = NULL;

      if (column->role != TOLL_COLUMN_KEY)
        continue;
      text = dup_text (column, &row->cells[i], zone);
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", text);
    }
  return g_string_free (name, FALSE);
}

/* For who does not see where in the table it stands. A key names its row. */
static void
name_cell (GtkWidget *cell, const TollReportDoc *doc, const TollReportRow *row, guint index,
           GTimeZone *zone, const char *text)
{
  const TollReportColumn *column = toll_report_doc_get_column (doc, index);
  g_autofree char *of = dup_row_name (doc, row, zone);
  g_autofree char *title = console_chart_words_dup_title (column), *name = NULL;

  if (column->role == TOLL_COLUMN_KEY)
    name = g_strdup (text);
  else if (*of == '\0')
    /* TRANSLATORS: a cell of a table, read aloud: heading of its column, what stands in it */
    name = g_strdup_printf (C_ ("table cell", "%s: %s"), title, text);
  else
    /* TRANSLATORS: a cell of a table, read aloud: its row, heading of its column, what stands in it */
    name = g_strdup_printf (C_ ("table cell", "%s, %s: %s"), of, title, text);
  console_column_access_set_label (cell, name);
}

static GtkWidget *
make_cell (ConsoleReportResult *result, GTimeZone *zone, guint row, guint index)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  const TollReportColumn *column = toll_report_doc_get_column (doc, index);
  const TollReportRow *of = toll_report_doc_get_row (doc, row);
  g_autofree char *text = dup_text (column, &of->cells[index], zone);
  GtkWidget *label = make_label (column, text), *button;
  Figure *figure;

  if (g_str_equal (column->id, "direction"))
    {
      g_object_unref (g_object_ref_sink (label));
      return make_direction (doc, of, of->cells[index].text);
    }
  if (!opens (doc, of, index))
    {
      name_cell (label, doc, of, index, zone, text);
      return label;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "figure-link");
  gtk_widget_set_halign (button, is_at_end (column) ? console_reading_get_figure_align ()
                                                         : GTK_ALIGN_START);
  name_cell (button, doc, of, index, zone, text);
  figure = g_new0 (Figure, 1);
  *figure = (Figure){ g_object_ref (result), g_time_zone_ref (zone), row, index };
  g_signal_connect_data (button, "clicked", G_CALLBACK (pressed_cb), figure, figure_free, 0);
  return button;
}

/* Cells that there is little of to read grow no wider than that. */
static gboolean
grows (const TollReportColumn *column)
{
  return column->kind == TOLL_CELL_PHONE || column->role == TOLL_COLUMN_KEY;
}

GtkWidget *
console_widget_table_new (ConsoleReportResult *result, GTimeZone *zone)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  ConsoleWidgetColumns *table = CONSOLE_WIDGET_COLUMNS (console_widget_columns_new ());

  gtk_widget_add_css_class (GTK_WIDGET (table), "widget-table");
  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      g_autofree char *title = console_chart_words_dup_title (column);
      gboolean is_sign = g_str_equal (column->id, "direction");
      GtkWidget *heading;

      if (is_of_sign (doc, column))
        continue;
      heading = make_heading (column, is_sign ? "" : title);
      if (is_sign)
        console_column_access_set_label (heading, title);
      console_widget_columns_add (table, heading, title, grows (column));
      for (guint j = 0; j < MIN (doc->rows->len, MOST_ROWS); j++)
        console_widget_columns_add_cell (table, make_cell (result, zone, j, i));
    }
  return GTK_WIDGET (table);
}

/* Of calls that a list was cut behind nobody needs the number: it is the latest that are shown. */
char *
console_widget_table_dup_rest (const TollReportDoc *doc)
{
  gboolean is_list = doc->rows->len > 0 && toll_report_doc_get_row (doc, 0)->call_id != 0;
  gint64 n = (gint64) doc->rows->len - MOST_ROWS;
  g_autofree char *count = NULL;

  if (!is_list)
    n = MAX (n, 0) + MAX (doc->n_cut, 0);
  if (!is_list && doc->n_cut < 0)
    /* TRANSLATORS: under a table on a card: there are more rows than it shows, nobody counted how many */
    return g_strdup (_ ("and more"));
  if (n <= 0)
    return NULL;
  count = console_format_count (n);
  /* TRANSLATORS: under a table on a card: how many more rows the report has */
  return g_strdup_printf (_ ("+%s more"), count);
}
