/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file from the collector onto this machine. Main thread. */

#include "config.h"
#include "console/dialogs/save-file.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkNativeDialog *dialog;
  GtkWindow *window; /* owned: it shows the toast */
  GBytes *content;
} Saving;

static void
free_saving (Saving *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->window);
  g_bytes_unref (self->content);
  g_free (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    /* TRANSLATORS: %s is the name of a file */
    text = g_strdup_printf (_ ("Saved as %s"), name);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "s",
                              text != NULL ? text : error->message);
  free_saving (self);
}

static void
response_cb (GtkNativeDialog *dialog, int response, Saving *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file == NULL)
    free_saving (self);
  else
    g_file_replace_contents_bytes_async (file, self->content, NULL, FALSE,
                                         G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                         self);
}

void
console_save_file (GtkWidget *widget, const char *title, const char *name, GBytes *content)
{
  Saving *self = g_new0 (Saving, 1);

  self->window = g_object_ref (GTK_WINDOW (gtk_widget_get_root (widget)));
  self->content = g_bytes_ref (content);
  self->dialog = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      title, self->window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel")));
  gtk_native_dialog_set_modal (self->dialog, TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), name);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (self->dialog);
}
