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

/* Presses the number of the row that has the focus. */
static gboolean
open_number_cb (GtkWidget *view, GVariant *args, gpointer user_data)
{
  GtkWidget *row = gtk_root_get_focus (gtk_widget_get_root (view));
  GtkWidget *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  for (; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    if (GTK_IS_BUTTON (gtk_widget_get_first_child (cell)))
      return gtk_widget_activate (gtk_widget_get_first_child (cell));
  return FALSE;
}

/* The rows are one stop on the way through the page, whatever their number: arrows walk in them,
 * Tab leaves them. GTK would stop at each. */
static gboolean
leave_cb (GtkWidget *rows, GVariant *args, gpointer user_data)
{
  GtkDirectionType direction = GPOINTER_TO_INT (user_data);
  gboolean moved;

  gtk_widget_set_can_focus (rows, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (rows)), direction);
  gtk_widget_set_can_focus (rows, TRUE);
  return moved;
}

static void
add_key (GtkWidget *widget, const char *trigger, GtkShortcutFunc callback, gpointer user_data)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (callback, user_data, NULL)));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, controller);
}

static void
add_keys (GtkWidget *view)
{
  GtkWidget *rows = gtk_widget_get_last_child (view);

  add_key (view, "<Control>Return|<Control>KP_Enter", open_number_cb, NULL);
  add_key (rows, "Tab|KP_Tab", leave_cb, GINT_TO_POINTER (GTK_DIR_TAB_FORWARD));
  add_key (rows, "<Shift>Tab|<Shift>ISO_Left_Tab", leave_cb,
           GINT_TO_POINTER (GTK_DIR_TAB_BACKWARD));
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
  add_keys (GTK_WIDGET (view));
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

char *
console_call_list_dup_selected (GtkColumnView *view)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
  ConsoleCallItem *item = gtk_single_selection_get_selected_item (selection);

  return item != NULL ? g_strdup (console_call_item_get (item)->id) : NULL;
}

void
console_call_list_go_to (GtkColumnView *view, const char *id)
{
  GtkSelectionModel *model = gtk_column_view_get_model (view);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ConsoleCallItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (g_strcmp0 (console_call_item_get (item)->id, id) != 0)
        continue;
      gtk_selection_model_select_item (model, i, TRUE);
      gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (view)),
                                  "list.scroll-to-item", "u", i);
      return;
    }
}

gboolean
console_call_list_grab_focus (GtkColumnView *view)
{
  /* Not the view's own way, which begins at the headings. */
  return gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (view)));
}
