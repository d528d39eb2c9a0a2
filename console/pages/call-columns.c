/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the lists of calls: their factories, headings and widths. What stands in a cell,
 * call-cells.c knows. GTK 4.8 names neither rows nor cells nor headings for assistive technology,
 * and gives headings no keys: that is done here. Main thread. */

#include "config.h"
#include "console/pages/call-columns.h"

#include <glib/gi18n.h>

#include "console/pages/call-cells.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const ConsoleCallColumn *column = user_data;
  GtkWidget *cell = column->make ();

  if (GTK_IS_LABEL (cell))
    gtk_label_set_xalign (GTK_LABEL (cell), column->xalign);
  if (column->flags & CONSOLE_CALL_COLUMN_DIM)
    gtk_widget_add_css_class (cell, "dim-label");
  gtk_list_item_set_child (list_item, cell);
}

static void
set_accessible_label (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

/* The row tells its call in one line, and glows once for a call that just came in. */
static void
dress_row (GtkWidget *row, ConsoleCallItem *item, GTimeZone *zone)
{
  g_autofree char *summary =
      console_call_cells_dup_summary (console_call_item_get (item), zone);

  set_accessible_label (row, summary);
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
  GtkWidget *cell = gtk_widget_get_parent (content);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  gtk_widget_set_sensitive (content, TRUE);
  column->fill (content, console_call_item_get (item), zone);
  if (row == NULL)
    return;
  gtk_widget_add_css_class (cell, column->id);
  set_accessible_label (cell, shown_text (content));
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

/* A heading that sorts does so by keyboard too: GTK 4.8 gives it to the mouse only. */
static gboolean
sort_cb (GtkWidget *title, GVariant *args, gpointer user_data)
{
  GtkColumnViewColumn *column = user_data;
  GtkColumnView *view = gtk_column_view_column_get_column_view (column);
  gboolean rising = g_object_get_data (G_OBJECT (title), "rising") == NULL;

  gtk_column_view_sort_by_column (view, column,
                                  rising ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
  g_object_set_data (G_OBJECT (title), "rising", GINT_TO_POINTER (rising));
  return TRUE;
}

static void
add_sort_keys (GtkWidget *title, GtkColumnViewColumn *column)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                          gtk_callback_action_new (sort_cb, column, NULL)));
  gtk_widget_add_controller (title, controller);
  gtk_widget_set_focusable (title, TRUE);
}

/* Headings stand over their figures: the header's own labels are all at the start. */
static void
align_end (GtkWidget *title)
{
  GtkWidget *box = gtk_widget_get_first_child (title);

  if (!GTK_IS_BOX (box))
    return;
  /* The sort arrow keeps its room: before the words instead of after them. */
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                               gtk_widget_get_last_child (box));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
}

static void
dress_header (GtkColumnView *view)
{
  GListModel *shown = gtk_column_view_get_columns (view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  if (header != NULL)
    set_accessible_label (header, _ ("Columns"));
  for (guint i = 0; i < console_call_cells_length && title != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      gtk_widget_add_css_class (title, console_call_cells[i].id);
      set_accessible_label (title, _ (console_call_cells[i].title));
      if (console_call_cells[i].xalign == 1)
        align_end (title);
      if (gtk_column_view_column_get_sorter (column) != NULL)
        {
          gtk_widget_set_can_focus (header, TRUE);
          add_sort_keys (title, column);
        }
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
