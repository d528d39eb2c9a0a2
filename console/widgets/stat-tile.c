/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A big figure that opens what it counts. What that is, its owner knows. Main thread. */

#include "config.h"
#include "console/widgets/stat-tile.h"

#include <glib/gi18n.h>

#include "console/widgets/decoration.h"

struct _ConsoleStatTile
{
  GtkButton parent_instance;
  GtkImage *icon;
  GtkLabel *value;
  GtkLabel *caption;
  char *meaning;
};

G_DEFINE_FINAL_TYPE (ConsoleStatTile, console_stat_tile, GTK_TYPE_BUTTON)

static void
console_stat_tile_finalize (GObject *object)
{
  g_free (CONSOLE_STAT_TILE (object)->meaning);
  G_OBJECT_CLASS (console_stat_tile_parent_class)->finalize (object);
}

static void
console_stat_tile_class_init (ConsoleStatTileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_stat_tile_finalize;
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  return label;
}

static void
console_stat_tile_init (ConsoleStatTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = GTK_IMAGE (console_decoration_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "tile-icon");
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_CENTER);
  self->value = new_label ("tile-value");
  self->caption = new_label ("caption");
  gtk_label_set_max_width_chars (self->caption, 24);
  gtk_label_set_wrap (self->caption, TRUE);
  gtk_label_set_lines (self->caption, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_button_set_has_frame (GTK_BUTTON (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "stat-tile");
}

GtkWidget *
console_stat_tile_new (const char *icon_name, const char *css_class, const char *caption)
{
  ConsoleStatTile *self = g_object_new (CONSOLE_TYPE_STAT_TILE, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
  self->meaning = g_strdup (caption);
  console_stat_tile_set_value (self, "–", NULL);
  return GTK_WIDGET (self);
}

void
console_stat_tile_set_value (ConsoleStatTile *self, const char *value, const char *more)
{
  g_autofree char *caption = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (CONSOLE_IS_STAT_TILE (self));
  /* TRANSLATORS: the meaning of a figure ("cost this month"), below it other currencies' amounts */
  caption = more != NULL ? g_strdup_printf (C_ ("tile", "%s\n%s"), self->meaning, more)
                         : g_strdup (self->meaning);
  /* TRANSLATORS: read out for a tile: its figure, then what it means */
  spoken = g_strdup_printf (C_ ("tile", "%s %s"), value, caption);
  gtk_label_set_text (self->value, value);
  gtk_label_set_text (self->caption, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}
