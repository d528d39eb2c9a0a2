/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Five characters that are read from the left in every language. Main thread. */

#include "config.h"
#include "console/widgets/time-entry.h"

#include <glib/gi18n.h>

#include "console/widgets/column-access.h"

#define N_CHARACTERS 5

GtkEditable *
console_time_entry_new (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), N_CHARACTERS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), N_CHARACTERS);
  gtk_entry_set_max_length (GTK_ENTRY (entry), N_CHARACTERS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_direction (entry, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (entry, "numeric");
  return GTK_EDITABLE (entry);
}

void
console_time_entry_set_title (GtkEditable *entry, const char *title)
{
  /* TRANSLATORS: read out: the name of a field with a day, then what else it has */
  g_autofree char *label = g_strdup_printf (_ ("%s: time of day"), title);

  console_column_access_set_label (GTK_WIDGET (entry), label);
}
