/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP to the collector: builds the requests, turns answers into JSON objects and refusals into
 * TollErrors. It keeps no data. Main thread. */

#include "config.h"
#include "console/client/api-client-private.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/client/server-address.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#define ANSWER_TIMEOUT_S  20
#define SILENCE_TIMEOUT_S 45 /* three keep-alive comments */
#define WORK_TIMEOUT_S    600

G_DEFINE_FINAL_TYPE (ConsoleApiClient, console_api_client, G_TYPE_OBJECT)

static void
console_api_client_finalize (GObject *object)
{
  ConsoleApiClient *self = CONSOLE_API_CLIENT (object);

  g_free (self->server);
  g_free (self->host);
  g_free (self->token);
  g_clear_object (&self->answers);
  g_clear_object (&self->events);
  g_clear_object (&self->work);
  g_clear_pointer (&self->guard, console_certificate_guard_free);
  g_clear_object (&self->connection);
  g_clear_object (&self->purpose);
  G_OBJECT_CLASS (console_api_client_parent_class)->finalize (object);
}

static void
console_api_client_class_init (ConsoleApiClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_api_client_finalize;
}

/* Who looks at where they are signed in tells this desk from others by the name of its computer. */
static char *
dup_agent (void)
{
  g_autofree char *host = g_str_to_ascii (g_get_host_name (), "C");

  g_strcanon (host, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._", '-');
  return g_strdup_printf (CONSOLE_AGENT "/%s (%s)", TOLL_VERSION, host);
}

static SoupSession *
new_session (guint timeout_s)
{
  g_autofree char *agent = dup_agent ();

  return soup_session_new_with_options ("timeout", timeout_s, "user-agent", agent,
                                        "accept-language-auto", TRUE, NULL);
}

static void
console_api_client_init (ConsoleApiClient *self)
{
  self->answers = new_session (ANSWER_TIMEOUT_S);
  self->events = new_session (SILENCE_TIMEOUT_S);
  self->work = new_session (WORK_TIMEOUT_S);
  self->purpose = console_purpose_new ();
}

ConsoleApiClient *
console_api_client_new (const char *server, ConsolePreferences *preferences,
                        ConsoleConnection *connection)
{
  ConsoleApiClient *self = g_object_new (CONSOLE_TYPE_API_CLIENT, NULL);

  self->server = g_strdup (server);
  self->host = console_server_address_dup_host (server);
  self->guard = console_certificate_guard_new (preferences, self->host);
  self->connection = g_object_ref (connection);
  return self;
}

const char *
console_api_client_get_server (ConsoleApiClient *self)
{
  return self->server;
}

ConsoleCertificateGuard *
console_api_client_get_guard (ConsoleApiClient *self)
{
  return self->guard;
}

ConsolePurpose *
console_api_client_get_purpose (ConsoleApiClient *self)
{
  return self->purpose;
}

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate,
                       GTlsCertificateFlags flags, ConsoleApiClient *self)
{
  return console_certificate_guard_check (self->guard, certificate);
}

/* What every request says of who asks, and why. */
static void
introduce (ConsoleApiClient *self, SoupMessageHeaders *headers)
{
  g_autofree char *purpose = console_purpose_dup_header (self->purpose);

  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (purpose != NULL)
    soup_message_headers_replace (headers, "Tollkeeper-Purpose", purpose);
}

SoupMessage *
console_api_client_new_message (ConsoleApiClient *self, const char *method, const char *path)
{
  g_autofree char *address = g_strconcat (self->server, TOLL_PATH_BASE, path, NULL);
  SoupMessage *message = soup_message_new (method, address);

  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                           self, 0);
  introduce (self, soup_message_get_request_headers (message));
  return message;
}

static void
set_certificate_error (ConsoleApiClient *self, GError **error)
{
  if (console_certificate_guard_get_verdict (self->guard) == CONSOLE_CERTIFICATE_CHANGED)
    g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                 /* TRANSLATORS: %s is host:port */
                 _ ("%s shows another certificate than the one accepted before."), self->host);
  else
    g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                 /* TRANSLATORS: %s is host:port */
                 _ ("The certificate of %s is not known on this computer."), self->host);
}

/* The failures that happen before the collector says anything. */
void
console_api_client_set_transport_error (ConsoleApiClient *self, const GError *foreign,
                                        GError **error)
{
  if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CANCELLED, foreign->message);
      return;
    }
  if (console_api_client_is_distrusted (foreign))
    {
      set_certificate_error (self, error);
      return;
    }
  if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_TIMEOUT,
                 /* TRANSLATORS: %s is host:port */
                 _ ("The collector at %s does not answer."), self->host);
  else if (foreign->domain == G_TLS_ERROR)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO,
                 /* TRANSLATORS: %s is host:port */
                 _ ("%s does not answer over an encrypted connection. If it is not set up for one, "
                    "write http:// before the address."),
                 self->host);
  else
    {
      g_autofree char *reason = g_strdup (foreign->message);

      if (g_str_has_suffix (reason, "."))
        reason[strlen (reason) - 1] = '\0';
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO,
                   /* TRANSLATORS: host:port, then the system's reason */
                   _ ("The collector at %s cannot be reached: %s."), self->host, reason);
    }
}

void
console_api_client_note_failure (ConsoleApiClient *self, const GError *error)
{
  if (console_api_client_is_distrusted (error))
    console_connection_set_state (self->connection, CONSOLE_CONNECTION_DISTRUSTED,
                                  error->message);
  else if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_IO) ||
           g_error_matches (error, TOLL_ERROR, TOLL_ERROR_TIMEOUT))
    console_connection_set_state (self->connection, CONSOLE_CONNECTION_OFFLINE, error->message);
}

static guint
retry_after_s (SoupMessage *message)
{
  const char *value =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 0;

  if (value != NULL)
    g_ascii_string_to_unsigned (value, 10, 0, 86400, &seconds, NULL);
  return seconds;
}

void
console_api_client_set_refusal (ConsoleApiClient *self, SoupMessage *message, GBytes *body,
                                GError **error)
{
  guint status = soup_message_get_status (message);
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  console_problem_set_error (error, status, text, length, retry_after_s (message));
  if (g_error_matches (*error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED))
    console_purpose_note_refusal (self->purpose);
  if (status == SOUP_STATUS_UNAUTHORIZED && self->token != NULL)
    {
      g_clear_pointer (&self->token, g_free);
      console_connection_set_state (self->connection, CONSOLE_CONNECTION_REFUSED,
                                    _ ("Your session has ended. Sign in again."));
    }
}

/* An answer without a body, as a deletion has, reads as an empty object. */
static JsonObject *
parse_answer (SoupMessage *message, GBytes *body, GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);

  if (soup_message_get_status (message) == SOUP_STATUS_NO_CONTENT)
    return json_object_new ();
  return console_json_parse (text != NULL ? text : "", length, error);
}

void
console_api_client_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConsoleApiClient *self = g_task_get_source_object (task);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;
  JsonObject *object = NULL;

  body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &foreign);
  if (body == NULL)
    console_api_client_set_transport_error (self, foreign, &error);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    console_api_client_set_refusal (self, message, body, &error);
  else
    object = parse_answer (message, body, &error);

  if (object != NULL)
    g_task_return_pointer (task, object, (GDestroyNotify) json_object_unref);
  else
    {
      console_api_client_note_failure (self, error);
      g_task_return_error (task, error);
    }
}

static void
ask (ConsoleApiClient *self, SoupMessage *message, gpointer tag, GCancellable *cancellable,
     GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  soup_session_send_and_read_async (self->answers, message, G_PRIORITY_DEFAULT, cancellable,
                                    console_api_client_answered_cb, task);
}

static JsonObject *
finish (ConsoleApiClient *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
set_json_body (SoupMessage *message, JsonObject *object)
{
  g_autofree char *text = console_json_to_text (object);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
}

void
console_api_client_sign_in_async (ConsoleApiClient *self, const char *code, const char *user,
                                  const char *password, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (SoupMessage) message = NULL;

  g_clear_pointer (&self->token, g_free);
  message = console_api_client_new_message (self, SOUP_METHOD_POST,
                                            code != NULL ? "/session/first" : "/session");
  if (code != NULL)
    json_object_set_string_member (body, "code", code);
  json_object_set_string_member (body, "username", user);
  json_object_set_string_member (body, "password", password);
  set_json_body (message, body);
  ask (self, message, console_api_client_sign_in_async, cancellable, callback, user_data);
}

JsonObject *
console_api_client_sign_in_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer =
      finish (self, result, console_api_client_sign_in_async, error);
  JsonObject *user = console_json_object (answer, "user");
  const char *token = console_json_text (answer, "token");

  if (answer == NULL)
    return NULL;
  if (user == NULL || *token == '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                           _("The answer is not in the form of a Tollkeeper collector."));
      return NULL;
    }
  g_free (self->token);
  self->token = g_strdup (token);
  return json_object_ref (user);
}

void
console_api_client_take_session (ConsoleApiClient *self, ConsoleApiClient *other)
{
  g_return_if_fail (g_str_equal (self->server, other->server));

  g_free (self->token);
  self->token = g_steal_pointer (&other->token);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (body == NULL)
    g_debug ("signing out: %s", error->message);
}

void
console_api_client_sign_out (ConsoleApiClient *self)
{
  g_autoptr (SoupMessage) message = NULL;

  if (self->token == NULL)
    return;
  message = console_api_client_new_message (self, SOUP_METHOD_DELETE, "/session");
  soup_session_send_and_read_async (self->answers, message, G_PRIORITY_DEFAULT, NULL,
                                    signed_out_cb, NULL);
  g_clear_pointer (&self->token, g_free);
}

void
console_api_client_get_home_async (ConsoleApiClient *self, guint n_calls, gboolean mine,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *path =
      g_strdup_printf ("/home?calls=%u&mine=%s", n_calls, mine ? "true" : "false");
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, SOUP_METHOD_GET, path);

  ask (self, message, console_api_client_get_home_async, cancellable, callback, user_data);
}

JsonObject *
console_api_client_get_home_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, console_api_client_get_home_async, error);
}

void
console_api_client_get_call_async (ConsoleApiClient *self, const char *id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/calls/", escaped, NULL);
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, SOUP_METHOD_GET, path);

  ask (self, message, console_api_client_get_call_async, cancellable, callback, user_data);
}

JsonObject *
console_api_client_get_call_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, console_api_client_get_call_async, error);
}

void
console_api_client_send_async (ConsoleApiClient *self, const char *method, const char *path,
                               JsonObject *body, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SoupMessage) message = console_api_client_new_message (self, method, path);

  if (body != NULL)
    set_json_body (message, body);
  ask (self, message, console_api_client_send_async, cancellable, callback, user_data);
}

JsonObject *
console_api_client_send_finish (ConsoleApiClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, console_api_client_send_async, error);
}

gboolean
console_api_client_is_cancelled (const GError *error)
{
  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

gboolean
console_api_client_is_distrusted (const GError *error)
{
  return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
}
