/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of windows that ask for one thing. Main thread. */

#include "config.h"
#include "console/dialogs/small-window.h"

#include <glib/gi18n.h>

#include "console/widgets/text-scale.h"

#define WIDTH_PX 400 /* with texts of the default size */

static GtkWidget *
make_header (GtkWindow *window, GtkWidget *accept)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_widget_set_sensitive (accept, FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), window);
  return header;
}

/* Escape is no key of a plain window. */
static void
add_escape (GtkWindow *window)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), shortcuts);
}

/* No wider than the window that it stands in front of, which a phone's may be. */
static int
find_width (GtkWidget *widget)
{
  return MIN (WIDTH_PX * console_text_scale (widget),
              gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (widget))));
}

GtkWindow *
console_small_window_new (GtkWidget *widget, const char *title, const char *label,
                          GtkWidget **accept)
{
  GtkWindow *window =
      g_object_new (ADW_TYPE_WINDOW, "modal", TRUE, "title", title, "transient-for",
                    gtk_widget_get_root (widget), "default-width", find_width (widget), "resizable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *accept = gtk_button_new_with_label (label);
  gtk_box_append (GTK_BOX (box), make_header (window, *accept));
  adw_window_set_content (ADW_WINDOW (window), box);
  add_escape (window);
  return window;
}

void
console_small_window_set_content (GtkWindow *window, GtkWidget *content)
{
  gtk_box_append (GTK_BOX (adw_window_get_content (ADW_WINDOW (window))), content);
}
