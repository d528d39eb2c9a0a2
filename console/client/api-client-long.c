/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP to the collector that takes long: files up and down, and the stream of events. Main
 * thread. */

#include "config.h"
#include "console/client/api-client-private.h"

#define LONGEST_REFUSAL 65536 /* bytes */

typedef struct
{
  ConsoleProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
  gsize n_sent;
  gsize n_total;
} Upload;

static void
wrote_cb (SoupMessage *message, guint n_bytes, gpointer user_data)
{
  Upload *upload = user_data;

  upload->n_sent += n_bytes;
  if (!g_cancellable_is_cancelled (upload->cancellable))
    upload->progress (MIN (upload->n_sent, upload->n_total), upload->n_total,
                      upload->user_data);
}

static void
free_upload (gpointer data, GClosure *closure)
{
  Upload *upload = data;

  g_clear_object (&upload->cancellable);
  g_free (upload);
}

void
console_api_client_upload_async (ConsoleApiClient *self, const char *path,
                                 const char *content_type, GBytes *body,
                                 ConsoleProgressFunc progress, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, SOUP_METHOD_POST, path);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  soup_message_set_request_body_from_bytes (message, content_type, body);
  if (progress != NULL)
    {
      Upload *upload = g_new0 (Upload, 1);

      upload->progress = progress;
      upload->user_data = user_data;
      upload->n_total = g_bytes_get_size (body);
      g_set_object (&upload->cancellable, cancellable);
      g_signal_connect_data (message, "wrote-body-data", G_CALLBACK (wrote_cb), upload,
                             free_upload, 0);
    }
  g_task_set_source_tag (task, console_api_client_upload_async);
  soup_session_send_and_read_async (self->work, message, G_PRIORITY_DEFAULT, cancellable,
                                    console_api_client_answered_cb, task);
}

JsonObject *
console_api_client_upload_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConsoleApiClient *self = g_task_get_source_object (task);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &foreign);
  if (body == NULL)
    console_api_client_set_transport_error (self, foreign, &error);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    console_api_client_set_refusal (self, message, body, &error);

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    {
      console_api_client_note_failure (self, error);
      g_task_return_error (task, error);
    }
}

void
console_api_client_download_async (ConsoleApiClient *self, const char *path,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, SOUP_METHOD_GET, path);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  soup_session_send_and_read_async (self->work, message, G_PRIORITY_DEFAULT, cancellable,
                                    downloaded_cb, task);
}

GBytes *
console_api_client_download_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refusal_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) body =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  GError *error = NULL;

  console_api_client_set_refusal (g_task_get_source_object (task), g_task_get_task_data (task),
                                  body, &error);
  g_task_return_error (task, error);
}

static void
events_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConsoleApiClient *self = g_task_get_source_object (task);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result,
                                                              &foreign);
  GError *error = NULL;

  if (stream == NULL)
    console_api_client_set_transport_error (self, foreign, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (soup_message_get_status (message) == SOUP_STATUS_OK)
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
  else
    {
      GCancellable *cancellable = g_task_get_cancellable (task);

      g_task_set_task_data (task, g_object_ref (message), g_object_unref);
      g_input_stream_read_bytes_async (stream, LONGEST_REFUSAL, G_PRIORITY_DEFAULT, cancellable,
                                       refusal_read_cb, g_steal_pointer (&task));
    }
}

void
console_api_client_open_events_async (ConsoleApiClient *self, gboolean mine, gboolean board,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/events?mine=%s&dashboard=%s", mine ? "true" : "false",
                                           board ? "true" : "false");
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, SOUP_METHOD_GET, path);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "text/event-stream");
  soup_session_send_async (self->events, message, G_PRIORITY_DEFAULT, cancellable,
                           events_opened_cb, task);
}

GInputStream *
console_api_client_open_events_finish (ConsoleApiClient *self, GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
