/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hides for everybody what is hidden for the eye. Main thread. */

#include "config.h"
#include "console/widgets/presence.h"

void
console_presence_show_only (GtkStack *stack, GtkWidget *child)
{
  GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (stack));

  /* The stack first: it hands the focus over. */
  gtk_widget_set_visible (child, TRUE);
  gtk_stack_set_visible_child (stack, child);
  for (; other != NULL; other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == child);
}

static void
closed_cb (GtkRevealer *revealer)
{
  if (!gtk_revealer_get_reveal_child (revealer) && !gtk_revealer_get_child_revealed (revealer))
    gtk_widget_set_visible (GTK_WIDGET (revealer), FALSE);
}

void
console_presence_reveal (GtkRevealer *revealer, gboolean reveal)
{
  if (reveal)
    gtk_widget_set_visible (GTK_WIDGET (revealer), TRUE);
  else
    {
      g_signal_handlers_disconnect_by_func (revealer, closed_cb, NULL);
      g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (closed_cb), NULL);
    }
  gtk_revealer_set_reveal_child (revealer, reveal);
  closed_cb (revealer);
}
