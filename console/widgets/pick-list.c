/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens under a button where one chooses from many. Main thread. */

#include "config.h"
#include "console/widgets/pick-list.h"

#include <glib/gi18n.h>

#include "console/widgets/column-access.h"

#define WIDTH  260
#define HEIGHT 280 /* of the list; then it scrolls */

GtkWidget *
console_pick_list_popover_new (GtkSearchEntry *search, GtkLabel *state, GtkListBox *list)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (GTK_WIDGET (list), "pick-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (search));
  if (state != NULL)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (state));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  console_column_access_set_label (GTK_WIDGET (search), _ ("Search"));
  return popover;
}
