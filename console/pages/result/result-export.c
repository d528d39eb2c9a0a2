/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report to file. Main thread. */

#include "config.h"
#include "console/pages/result/result-export.h"

#include <glib/gi18n.h>

#include "console/widgets/format.h"

struct _ConsoleResultExport
{
  GtkWidget *widget; /* its owner */
  ConsoleApiClient *client;
  ConsoleExportStateFunc state;
  gpointer user_data;

  GtkNativeDialog *dialog;   /* (nullable): asks where */
  GCancellable *cancellable; /* (nullable): of what goes on */
  char *path;
  JsonObject *spec;
  char *file_name;
};

ConsoleResultExport *
console_result_export_new (GtkWidget *widget, ConsoleApiClient *client,
                           ConsoleExportStateFunc state, gpointer user_data)
{
  ConsoleResultExport *self = g_new0 (ConsoleResultExport, 1);

  self->widget = widget;
  self->client = client;
  self->state = state;
  self->user_data = user_data;
  return self;
}

static void
forget (ConsoleResultExport *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->spec, json_object_unref);
}

void
console_result_export_free (ConsoleResultExport *self)
{
  if (self->dialog != NULL)
    gtk_native_dialog_destroy (self->dialog);
  g_clear_object (&self->dialog);
  g_cancellable_cancel (self->cancellable);
  forget (self);
  g_free (self);
}

void
console_result_export_cancel (ConsoleResultExport *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->cancellable != NULL)
    {
      forget (self);
      self->state (NULL, self->user_data);
    }
}

/* How far it is, in words. */
static void
progress_cb (gsize n_sent, gsize n_total, gpointer user_data)
{
  ConsoleResultExport *self = user_data;
  g_autofree char *size = g_format_size (n_sent);
  /* TRANSLATORS: the name of a file, and how much of it is there: "2.3 MB" */
  g_autofree char *text = g_strdup_printf (_ ("Saving %s: %s"), self->file_name, size);

  if (self->cancellable != NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->state (text, self->user_data);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleResultExport *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved =
      console_api_client_save_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (console_api_client_is_cancelled (error))
    return; /* the export may be gone */
  /* TRANSLATORS: %s is the name of a file */
  text = is_saved ? g_strdup_printf (_ ("Saved as %s"), self->file_name)
                  : g_strdup (error->message);
  forget (self);
  self->state (NULL, self->user_data);
  gtk_widget_activate_action (self->widget, "win.toast", "s", text);
}

static void
response_cb (ConsoleResultExport *self, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->dialog))
                               : NULL;
  g_autofree char *text = NULL;

  g_clear_object (&self->dialog);
  if (file == NULL)
    {
      forget (self);
      return;
    }
  g_free (self->file_name);
  self->file_name = g_file_get_basename (file);
  self->cancellable = g_cancellable_new ();
  /* TRANSLATORS: %s is the name of a file */
  text = g_strdup_printf (_ ("Making %s …"), self->file_name);
  self->state (text, self->user_data);
  console_api_client_save_async (self->client, self->path, self->spec, file, progress_cb,
                                 self->cancellable, saved_cb, self);
}

/* A name that every file system takes. */
static char *
dup_file_name (const char *title, const char *format)
{
  g_autofree char *name = g_strdup (title);

  return g_strdup_printf ("%s.%s", g_strdelimit (name, "/\\:*?\"<>|", '-'), format);
}

void
console_result_export_begin (ConsoleResultExport *self, const char *report_id, const char *title,
                             const char *format, JsonObject *spec)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->widget));
  g_autofree char *escaped = g_uri_escape_string (report_id, NULL, FALSE);

  if (self->dialog != NULL || self->cancellable != NULL)
    {
      gtk_widget_activate_action (self->widget, "win.toast", "s",
                                  _ ("One file at a time: cancel the other first"));
      return;
    }
  forget (self);
  self->path = g_strdup_printf ("/reports/%s/run?format=%s", escaped, format);
  self->file_name = dup_file_name (title, format);
  self->spec = json_object_ref (spec);
  self->dialog = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      _ ("Export the Report"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel")));
  gtk_native_dialog_set_modal (self->dialog, TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), self->file_name);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (self->dialog);
}
