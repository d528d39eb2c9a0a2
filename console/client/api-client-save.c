/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of any size from the collector onto this machine, a piece at a time. Main thread. */

#include "config.h"
#include "console/client/api-client-private.h"

#include "console/client/json.h"
#include "shared/base/error.h"

#define PIECE           (256 * 1024) /* bytes */
#define LONGEST_REFUSAL 65536        /* bytes */

typedef struct
{
  SoupMessage *message;
  GFile *file;
  gboolean was_there; /* then a failure leaves it as it was */
  GInputStream *from;
  GOutputStream *to;
  ConsoleProgressFunc progress;
  gpointer progress_data;
  gsize n_written;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_object (&save->message);
  g_clear_object (&save->file);
  g_clear_object (&save->from);
  g_clear_object (&save->to);
  g_free (save);
}

/* Ends the task; half a file is worse than none. @error: (transfer full) */
static void
fail (GTask *task, GError *error)
{
  Save *save = g_task_get_task_data (task);

  if (save->to != NULL)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      /* A file that was there keeps its content when what replaces it is closed in this way. */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (save->to, cancelled, NULL);
      if (!save->was_there)
        g_file_delete (save->file, NULL, NULL);
    }
  console_api_client_note_failure (g_task_get_source_object (task), error);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fail_foreign (GTask *task, const GError *foreign)
{
  GError *error = NULL;

  console_api_client_set_transport_error (g_task_get_source_object (task), foreign, &error);
  fail (task, error);
}

/* What this machine refuses is told in its own words. */
static void
fail_here (GTask *task, const GError *foreign)
{
  fail (task, g_error_new_literal (TOLL_ERROR, TOLL_ERROR_IO, foreign->message));
}

static void read_next (GTask *task);

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) foreign = NULL;
  GTask *task = user_data;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &foreign))
    {
      fail_here (task, foreign);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) foreign = NULL;
  GTask *task = user_data;
  Save *save = g_task_get_task_data (task);
  gsize n_written = 0;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, &n_written, &foreign))
    {
      fail_here (task, foreign);
      return;
    }
  save->n_written += n_written;
  if (save->progress != NULL)
    save->progress (save->n_written, 0, save->progress_data);
  read_next (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) foreign = NULL;
  GTask *task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &foreign);

  if (bytes == NULL)
    fail_foreign (task, foreign);
  else if (g_bytes_get_size (bytes) == 0)
    g_output_stream_close_async (save->to, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                 closed_cb, task);
  else
    {
      gconstpointer data = g_bytes_get_data (bytes, NULL);

      /* The bytes live until they are written. */
      g_object_set_data_full (G_OBJECT (save->to), "piece", g_bytes_ref (bytes),
                              (GDestroyNotify) g_bytes_unref);
      g_output_stream_write_all_async (save->to, data, g_bytes_get_size (bytes),
                                       G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                       written_cb, task);
    }
}

static void
read_next (GTask *task)
{
  Save *save = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (save->from, PIECE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) foreign = NULL;
  GTask *task = user_data;
  Save *save = g_task_get_task_data (task);

  save->to = G_OUTPUT_STREAM (g_file_replace_finish (G_FILE (source), result, &foreign));
  if (save->to == NULL)
    fail_here (task, foreign);
  else
    read_next (task);
}

static void
refusal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (GBytes) body =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  GError *error = NULL;

  console_api_client_set_refusal (g_task_get_source_object (task), save->message, body, &error);
  fail (task, error);
}

/* The file is touched only once there is something to put into it. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) foreign = NULL;
  GTask *task = user_data;
  Save *save = g_task_get_task_data (task);

  save->from = soup_session_send_finish (SOUP_SESSION (source), result, &foreign);
  if (save->from == NULL)
    fail_foreign (task, foreign);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (save->message)))
    g_input_stream_read_bytes_async (save->from, LONGEST_REFUSAL, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), refusal_cb, task);
  else
    {
      save->was_there = g_file_query_exists (save->file, NULL);
      g_file_replace_async (save->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                            g_task_get_cancellable (task), replaced_cb, task);
    }
}

void
console_api_client_save_async (ConsoleApiClient *self, const char *path, JsonObject *body,
                               GFile *file, ConsoleProgressFunc progress,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);
  g_autofree char *text = console_json_to_text (body);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  save->message = console_api_client_new_message (self, SOUP_METHOD_POST, path);
  soup_message_set_request_body_from_bytes (save->message, "application/json", bytes);
  save->file = g_object_ref (file);
  save->progress = progress;
  save->progress_data = user_data;
  g_task_set_task_data (task, save, save_free);
  soup_session_send_async (self->work, save->message, G_PRIORITY_DEFAULT, cancellable,
                           answered_cb, task);
}

gboolean
console_api_client_save_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
