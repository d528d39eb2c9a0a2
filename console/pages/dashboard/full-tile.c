/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card that can only be looked at. Main thread. */

#include "config.h"
#include "console/pages/dashboard/full-tile.h"

struct _ConsoleFullTile
{
  GtkBox parent_instance;
  GtkLabel *title;
  GtkLabel *period;
  ConsoleWidgetBody *body;
  ConsoleWidgetCard *card;
};

G_DEFINE_FINAL_TYPE (ConsoleFullTile, console_full_tile, GTK_TYPE_BOX)

static void
shown_cb (ConsoleFullTile *self)
{
  console_widget_card_fill (self->card, self->title, self->period, self->body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  console_widget_card_get_title (self->card), -1);
}

static void
console_full_tile_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_FULL_TILE (object)->card);
  G_OBJECT_CLASS (console_full_tile_parent_class)->dispose (object);
}

static void
console_full_tile_class_init (ConsoleFullTileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_full_tile_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (ConsoleFullTile *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

/* What is too long for its place is cut off: nobody is there to scroll. */
static void
console_full_tile_init (ConsoleFullTile *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "full-tile");
  self->title = add_label (self, "heading");
  self->period = add_label (self, "widget-period");
  self->body = CONSOLE_WIDGET_BODY (console_widget_body_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->body));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

GtkWidget *
console_full_tile_new (ConsoleWidgetCard *card, double zoom)
{
  ConsoleFullTile *self = g_object_new (CONSOLE_TYPE_FULL_TILE, NULL);

  self->card = g_object_ref (card);
  console_widget_body_set_large (self->body, zoom);
  g_signal_connect_object (card, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  shown_cb (self);
  return GTK_WIDGET (self);
}
