/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column view keeps from those who do not see it or have no mouse. Main thread. */

#include "config.h"
#include "console/widgets/column-access.h"

#include <glib/gi18n.h>

#include "console/widgets/reading.h"

/* How much of a long heading stays. */
#define HEADING_CHARS 6
#define LONG_HEADING  14

void
console_column_access_set_label (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

GtkWidget *
console_column_access_name_cell (GtkWidget *content, const char *text)
{
  GtkWidget *cell = gtk_widget_get_parent (content);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row != NULL)
    console_column_access_set_label (cell, text);
  return row;
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

GtkWidget *
console_column_access_dress_header (GtkColumnView *view, const char *const *titles)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *first = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  GtkWidget *title = first;

  if (header != NULL)
    console_column_access_set_label (header, _ ("Columns"));
  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      console_column_access_set_label (title, titles[i]);
      if (gtk_column_view_column_get_sorter (column) != NULL)
        {
          gtk_widget_set_can_focus (header, TRUE);
          add_sort_keys (title, column);
        }
      title = gtk_widget_get_next_sibling (title);
    }
  return first;
}

void
console_column_access_align_end (GtkWidget *title)
{
  GtkWidget *box = gtk_widget_get_first_child (title);

  if (!GTK_IS_BOX (box) || console_reading_get_figure_align () == GTK_ALIGN_START)
    return;
  /* The sort arrow keeps its room: before the words instead of after them. */
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                               gtk_widget_get_last_child (box));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
}

void
console_column_access_cut (GtkWidget *title)
{
  GtkWidget *box = gtk_widget_get_first_child (title);
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_LABEL (label)
      || g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1) < LONG_HEADING)
    return;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), HEADING_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (title, gtk_label_get_text (GTK_LABEL (label)));
}
