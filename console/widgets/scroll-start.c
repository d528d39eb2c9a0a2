/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK's horizontal adjustments count from the left in either direction. Main thread. */

#include "config.h"
#include "console/widgets/scroll-start.h"

/* Whoever has not moved stays at the start, however wide the content or the window becomes. */
typedef struct
{
  GtkWidget *scroller; /* the adjustment's owner */
  double start;        /* where it was put last */
  guint source;        /* 0 = none */
} Place;

static double
find_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static gboolean
go_cb (gpointer data)
{
  Place *place = data;
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (place->scroller));

  place->source = 0;
  place->start = find_end (adjustment);
  gtk_adjustment_set_value (adjustment, place->start);
  return G_SOURCE_REMOVE;
}

/* It changes while sizes are allotted: what moves then is not drawn there. */
static void
changed_cb (GtkAdjustment *adjustment, Place *place)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (place->source == 0 && gtk_widget_get_direction (place->scroller) == GTK_TEXT_DIR_RTL &&
      (value == place->start || value >= find_end (adjustment)))
    place->source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, go_cb, place, NULL);
}

static void
free_place (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_clear_handle_id (&place->source, g_source_remove);
  g_free (place);
}

static void
unrealize_cb (GtkWidget *scroller, Place *place)
{
  g_clear_handle_id (&place->source, g_source_remove);
}

void
console_scroll_from_start (GtkScrolledWindow *scroller)
{
  Place *place = g_new0 (Place, 1);

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  place->scroller = GTK_WIDGET (scroller);
  g_signal_connect (scroller, "unrealize", G_CALLBACK (unrealize_cb), place);
  g_signal_connect_data (gtk_scrolled_window_get_hadjustment (scroller), "changed",
                         G_CALLBACK (changed_cb), place, free_place, G_CONNECT_DEFAULT);
}
