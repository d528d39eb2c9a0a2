/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of this machine, for the collector. Main thread. */

#include "config.h"
#include "console/dialogs/open-file.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkNativeDialog *dialog;
  GWeakRef widget;
  ConsoleFileFunc callback;
  gpointer user_data;
} Opening;

static void
response_cb (GtkNativeDialog *dialog, int response, Opening *self)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&self->widget);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (widget != NULL && file != NULL)
    self->callback (file, self->user_data);
  g_object_unref (self->dialog);
  g_weak_ref_clear (&self->widget);
  g_free (self);
}

static void
add_filter (GtkFileChooser *chooser, const char *kind, const char *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_auto (GStrv) each = g_strsplit (patterns, " ", -1);

  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; each[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, each[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
console_open_file (GtkWidget *widget, const char *title, const char *kind, const char *patterns,
                   ConsoleFileFunc callback, gpointer user_data)
{
  Opening *self = g_new0 (Opening, 1);

  self->callback = callback;
  self->user_data = user_data;
  g_weak_ref_init (&self->widget, widget);
  self->dialog = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      title, GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
      _ ("_Cancel")));
  gtk_native_dialog_set_modal (self->dialog, TRUE);
  add_filter (GTK_FILE_CHOOSER (self->dialog), kind, patterns);
  add_filter (GTK_FILE_CHOOSER (self->dialog), _ ("All files"), "*");
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (self->dialog);
}
