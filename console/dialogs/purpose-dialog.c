/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "What for?" What is chosen from the suggestions can be edited before it is stated. Main
 * thread. */

#include "config.h"
#include "console/dialogs/purpose-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/dialogs/small-window.h"
#include "shared/wire/purpose.h"

#define WINDOW_KEY "dialog" /* of the purpose: the window that asks for it */

typedef struct
{
  GtkWindow *window;
  GtkWidget *entry;
  GtkWidget *accept;
  ConsolePurpose *purpose;
} Dialog;

static const char *const suggestions[] = {
  N_ ("Checking the bill"),
  N_ ("Complaint of a customer"),
  N_ ("Finding a fault"),
  N_ ("Planning lines and costs"),
};

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->purpose);
  g_free (self);
}

static gboolean
is_stated (Dialog *self)
{
  return toll_purpose_is_stated (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
state_cb (Dialog *self)
{
  if (!is_stated (self))
    return;
  console_purpose_set_text (self->purpose, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_window_destroy (self->window);
}

static void
changed_cb (Dialog *self)
{
  gtk_widget_set_sensitive (self->accept, is_stated (self));
}

static void
suggestion_cb (Dialog *self, GtkWidget *row)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
limit_length (GtkWidget *entry)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  if (GTK_IS_TEXT (text))
    gtk_text_set_max_length (GTK_TEXT (text), TOLL_MAX_PURPOSE);
}

static GtkWidget *
make_entry (Dialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Say why you look at calls and data of others. It stands in the access log, and holds "
         "until you change it or sign out."));
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Purpose"));
  limit_length (self->entry);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), console_purpose_get_text (self->purpose));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (state_cb), self);
  return group;
}

static GtkWidget *
make_suggestions (Dialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Suggestions"));
  for (guint i = 0; i < G_N_ELEMENTS (suggestions); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (suggestions[i]));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (suggestion_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
closed_cb (ConsolePurpose *purpose)
{
  g_object_set_data (G_OBJECT (purpose), WINDOW_KEY, NULL);
}

void
console_purpose_dialog_present (GtkWidget *widget, ConsolePurpose *purpose)
{
  GtkWindow *window = g_object_get_data (G_OBJECT (purpose), WINDOW_KEY);
  GtkWidget *content;
  Dialog *self;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  self = g_new0 (Dialog, 1);
  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->purpose = g_object_ref (purpose);
  self->window = console_small_window_new (widget, _ ("Purpose"), _ ("State"), &self->accept);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  g_object_set_data (G_OBJECT (purpose), WINDOW_KEY, self->window);
  g_signal_connect_object (self->window, "unrealize", G_CALLBACK (closed_cb), purpose,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (content), make_entry (self));
  gtk_box_append (GTK_BOX (content), make_suggestions (self));
  gtk_widget_add_css_class (content, "padded");
  console_small_window_set_content (self->window, content);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (state_cb), self);
  changed_cb (self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (self->entry);
}
