/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small table of facts; a fact that is not known has no row. Main thread. */

#include "config.h"
#include "console/widgets/fact-grid.h"

#include <glib/gi18n.h>

struct _ConsoleFactGrid
{
  GtkGrid parent_instance;
  int n_rows;
};

G_DEFINE_FINAL_TYPE (ConsoleFactGrid, console_fact_grid, GTK_TYPE_GRID)

static void
console_fact_grid_class_init (ConsoleFactGridClass *klass)
{
}

static void
console_fact_grid_init (ConsoleFactGrid *self)
{
  gtk_grid_set_column_spacing (GTK_GRID (self), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "facts");
}

GtkWidget *
console_fact_grid_new (void)
{
  return g_object_new (CONSOLE_TYPE_FACT_GRID, NULL);
}

GtkWidget *
console_fact_grid_add (ConsoleFactGrid *self, const char *name, const char *value)
{
  g_autofree char *spoken = NULL;
  GtkWidget *name_label;
  GtkWidget *value_label;

  g_return_val_if_fail (CONSOLE_IS_FACT_GRID (self), NULL);
  if (value == NULL || *value == '\0')
    return NULL;

  name_label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_widget_set_valign (name_label, GTK_ALIGN_START);
  gtk_widget_add_css_class (name_label, "dim-label");
  value_label = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_widget_set_halign (value_label, GTK_ALIGN_START); /* left-to-right values too */
  gtk_widget_set_can_focus (value_label, FALSE); /* GTK 4.8 gets stuck in it */
  gtk_widget_add_css_class (value_label, "numeric");
  /* TRANSLATORS: as a screen reader says a fact: what it is, then its value */
  spoken = g_strdup_printf (C_ ("fact", "%s: %s"), name, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (value_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_grid_attach (GTK_GRID (self), name_label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self), value_label, 1, self->n_rows, 1, 1);
  self->n_rows++;
  return value_label;
}

void
console_fact_grid_align (ConsoleFactGrid *self, ConsoleFactGrid *other)
{
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  ConsoleFactGrid *grids[] = { self, other };

  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    for (int row = 0; row < grids[i]->n_rows; row++)
      gtk_size_group_add_widget (group, gtk_grid_get_child_at (GTK_GRID (grids[i]), 0, row));
}
