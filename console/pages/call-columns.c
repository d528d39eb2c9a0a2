/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the lists of calls: their factories, headings and widths. What stands in a cell,
 * call-cells.c knows. Main thread. */

#include "config.h"
#include "console/pages/call-columns.h"

#include <glib/gi18n.h>

#include "console/pages/call-cells.h"
#include "console/widgets/column-access.h"
#include "console/widgets/reading.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const ConsoleCallColumn *column = user_data;
  GtkWidget *cell = column->make ();

  if (GTK_IS_LABEL (cell))
    gtk_label_set_xalign (GTK_LABEL (cell),
                          column->xalign > 0 ? console_reading_get_figure_xalign () : 0);
  if (column->flags & CONSOLE_CALL_COLUMN_DIM)
    gtk_widget_add_css_class (cell, "dim-label");
  gtk_list_item_set_child (list_item, cell);
}

/* The row tells its call in one line, and glows once for a call that just came in. */
static void
dress_row (GtkWidget *row, ConsoleCallItem *item, GTimeZone *zone)
{
  g_autofree char *summary =
      console_call_cells_dup_summary (console_call_item_get (item), zone);

  console_column_access_set_label (row, summary);
  if (console_call_item_take_fresh (item))
    gtk_widget_add_css_class (row, "fresh");
  else
    gtk_widget_remove_css_class (row, "fresh");
}

/* The text of a cell is its content's. */
static const char *
shown_text (GtkWidget *content)
{
  if (GTK_IS_BUTTON (content))
    content = gtk_button_get_child (GTK_BUTTON (content));
  return GTK_IS_LABEL (content) ? gtk_label_get_text (GTK_LABEL (content))
                                : gtk_widget_get_tooltip_text (content);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const ConsoleCallColumn *column = user_data;
  ConsoleCallItem *item = gtk_list_item_get_item (list_item);
  GTimeZone *zone = g_object_get_data (G_OBJECT (factory), "zone");
  GtkWidget *content = gtk_list_item_get_child (list_item);
  GtkWidget *row;

  gtk_widget_set_sensitive (content, TRUE);
  column->fill (content, console_call_item_get (item), zone);
  row = console_column_access_name_cell (content, shown_text (content));
  if (row == NULL)
    return;
  gtk_widget_add_css_class (gtk_widget_get_parent (content), column->id);
  if (column == console_call_cells) /* the first column shows at every width */
    dress_row (row, item, zone);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ConsoleCallColumn *column = user_data;

  return column->compare (console_call_item_get (CONSOLE_CALL_ITEM ((gpointer) a)),
                          console_call_item_get (CONSOLE_CALL_ITEM ((gpointer) b)));
}

static GtkColumnViewColumn *
make_column (const ConsoleCallColumn *row, GTimeZone *zone, gboolean sortable)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data_full (G_OBJECT (factory), "zone", g_time_zone_ref (zone),
                          (GDestroyNotify) g_time_zone_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) row);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) row);
  column = gtk_column_view_column_new (
      row->flags & CONSOLE_CALL_COLUMN_NO_TITLE ? "" : _ (row->title), factory);
  gtk_column_view_column_set_expand (column, (row->flags & CONSOLE_CALL_COLUMN_EXPAND) != 0);
  if (sortable)
    {
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) row, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

static void
dress_header (GtkColumnView *view)
{
  g_autofree const char **titles = g_new (const char *, console_call_cells_length);
  GtkWidget *title;

  for (guint i = 0; i < console_call_cells_length; i++)
    titles[i] = _ (console_call_cells[i].title);
  title = console_column_access_dress_header (view, titles);
  for (guint i = 0; i < console_call_cells_length && title != NULL; i++)
    {
      gtk_widget_add_css_class (title, console_call_cells[i].id);
      if (console_call_cells[i].xalign == 1)
        console_column_access_align_end (title);
      title = gtk_widget_get_next_sibling (title);
    }
}

void
console_call_columns_add (GtkColumnView *view, GTimeZone *zone, gboolean sortable)
{
  for (guint i = 0; i < console_call_cells_length; i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
          make_column (&console_call_cells[i], zone, sortable);

      gtk_column_view_append_column (view, column);
    }
  dress_header (view);
}

void
console_call_columns_set_width_class (GtkColumnView *view, guint width_class)
{
  GListModel *shown = gtk_column_view_get_columns (view);
  guint bit = 1 << MIN (width_class, 2);

  for (guint i = 0; i < console_call_cells_length; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      gtk_column_view_column_set_visible (column, (console_call_cells[i].classes & bit) != 0);
      if (console_call_cells[i].flags & CONSOLE_CALL_COLUMN_EXPAND_NARROW)
        gtk_column_view_column_set_expand (column, width_class == 0);
    }
}
