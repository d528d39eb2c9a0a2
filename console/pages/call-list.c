/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lists of calls on all pages have in common. The cells are call-columns.c's, the calls
 * their owner's. Main thread. */

#include "config.h"
#include "console/pages/call-list.h"

#include "console/models/call-item.h"
#include "console/pages/call-columns.h"

static void
activate_cb (GtkColumnView *view, guint position)
{
  g_autoptr (ConsoleCallItem) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "win.open-call", "s",
                                console_call_item_get (item)->id);
}

void
console_call_list_set_up (GtkColumnView *view, GListModel *model, GTimeZone *zone,
                          gboolean sortable)
{
  g_autoptr (GListModel) listed = g_object_ref (model);
  g_autoptr (GtkSingleSelection) selection = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (view), "calls");
  gtk_column_view_set_single_click_activate (view, TRUE);
  g_signal_connect (view, "activate", G_CALLBACK (activate_cb), NULL);
  console_call_columns_add (view, zone, sortable);
  if (sortable)
    {
      GtkSorter *sorter = g_object_ref (gtk_column_view_get_sorter (view));

      listed = G_LIST_MODEL (gtk_sort_list_model_new (g_steal_pointer (&listed), sorter));
    }
  selection = gtk_single_selection_new (g_steal_pointer (&listed));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
}
