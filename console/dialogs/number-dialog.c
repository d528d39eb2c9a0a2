/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Which number?" As it is dialled or as it is written in lists; the collector reads it. Main
 * thread. */

#include "config.h"
#include "console/dialogs/number-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/dialogs/small-window.h"
#include "console/widgets/reading.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *entry;
  GtkWidget *accept;
  ConsoleNumberFunc func;
  GWeakRef object;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_weak_ref_clear (&self->object);
  g_free (self);
}

static char *
dup_number (Dialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
accept_cb (Dialog *self)
{
  g_autofree char *number = dup_number (self);
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  if (*number == '\0')
    return;
  if (object != NULL)
    self->func (object, number);
  gtk_window_destroy (self->window);
}

static void
changed_cb (Dialog *self)
{
  g_autofree char *number = dup_number (self);

  gtk_widget_set_sensitive (self->accept, *number != '\0');
}

void
console_number_dialog_present (GtkWidget *widget, ConsoleNumberFunc func, GObject *object)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkWidget *group = adw_preferences_group_new ();

  self->func = func;
  g_weak_ref_init (&self->object, object);
  self->window = console_small_window_new (widget, _ ("Which Number?"), _ ("Run"), &self->accept);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("The report shows every call with this number."));
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Number"));
  console_reading_follow (GTK_EDITABLE (self->entry));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->entry);
  gtk_widget_add_css_class (group, "padded");
  console_small_window_set_content (self->window, group);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (accept_cb), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (self->entry);
}
