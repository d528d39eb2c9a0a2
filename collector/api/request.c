/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request as handlers see it: nothing of the HTTP library, everything checked once.
 */
#include "config.h"

#include "collector/api/request.h"

#include <gio/gio.h>
#include <string.h>

#include "shared/base/error.h"

struct _CollectorRequest
{
  char *address;
  char *method;
  char **variables;
  TollQuery *query;
  TollJson *body;
  GBytes *upload; /* (nullable) */
  char *token;
  char *client;
  char *purpose; /* (nullable): until there is a viewer */
  CollectorViewer *viewer;
  gpointer context;
  gint64 now_ms;
};

#define MAX_TOKEN_BYTES 128
#define MAX_CLIENT_CHARACTERS 200
#define MAX_BODY_VALUES 20000

CollectorRequest *
collector_request_new (const char *address, const char *method)
{
  CollectorRequest *request = g_new0 (CollectorRequest, 1);

  request->address = g_strdup (address);
  request->method = g_strdup (method);
  request->token = g_strdup ("");
  request->client = g_strdup ("");
  return request;
}

void
collector_request_free (CollectorRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->address);
  g_free (request->method);
  g_strfreev (request->variables);
  g_clear_pointer (&request->query, toll_query_free);
  g_clear_pointer (&request->body, toll_json_free);
  g_clear_pointer (&request->upload, g_bytes_unref);
  g_free (request->token);
  g_free (request->client);
  g_free (request->purpose);
  g_clear_pointer (&request->viewer, collector_viewer_free);
  g_free (request);
}

void
collector_request_take_variables (CollectorRequest *request, char **variables)
{
  g_strfreev (request->variables);
  request->variables = variables;
}

gboolean
collector_request_read_query (CollectorRequest *request, const char *text, GError **error)
{
  request->query = toll_query_read (text, error);
  return request->query != NULL;
}

/* Bodies are read on the main thread, before it is known who asks: what is as large as it may be and
 * all small values would hold up everybody. Each has a comma before it; those in texts count along. */
static gboolean
has_too_many_values (const char *bytes, gsize n_bytes)
{
  guint n_values = 0;

  for (gsize i = 0; i < n_bytes; i++)
    n_values += bytes[i] == ',';
  return n_values > MAX_BODY_VALUES;
}

gboolean
collector_request_read_body (CollectorRequest *request, const char *bytes, gsize n_bytes,
                             GError **error)
{
  if (n_bytes == 0)
    return TRUE;
  if (has_too_many_values (bytes, n_bytes))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE, "a body of more than %d values",
                   MAX_BODY_VALUES);
      return FALSE;
    }
  request->body = toll_json_read (bytes, n_bytes, 0, error);
  return request->body != NULL;
}

void
collector_request_set_upload (CollectorRequest *request, const char *bytes, gsize n_bytes)
{
  g_clear_pointer (&request->upload, g_bytes_unref);
  request->upload = g_bytes_new (bytes, n_bytes);
}

const char *
collector_request_get_upload (const CollectorRequest *request, gsize *n_bytes)
{
  *n_bytes = 0;
  return request->upload != NULL ? g_bytes_get_data (request->upload, n_bytes) : NULL;
}

void
collector_request_set_token (CollectorRequest *request, const char *authorization)
{
  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0 ||
      strlen (authorization + 7) > MAX_TOKEN_BYTES)
    return;
  g_free (request->token);
  request->token = g_strstrip (g_strdup (authorization + 7));
}

void
collector_request_set_client (CollectorRequest *request, const char *agent)
{
  g_autofree char *text = agent != NULL ? g_utf8_make_valid (agent, -1) : g_strdup ("");
  GString *client = g_string_new (NULL);
  const char *p = text;

  for (guint n = 0; *p != '\0' && n < MAX_CLIENT_CHARACTERS; n++, p = g_utf8_next_char (p))
    if (!g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_unichar (client, g_utf8_get_char (p));
  g_free (request->client);
  request->client = g_string_free (client, FALSE);
}

/* "192.0.2.7" or "2001:db8::7"; some put a port behind: "192.0.2.7:4711", "[2001:db8::7]:4711". */
static GInetAddress *
read_address (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  GInetAddress *address = g_inet_address_new_from_string (stripped);
  g_autoptr (GSocketConnectable) with_port = NULL;

  if (address != NULL)
    return address;
  with_port = g_network_address_parse (stripped, 1, NULL);
  return with_port != NULL ? g_inet_address_new_from_string (g_network_address_get_hostname (
                                 G_NETWORK_ADDRESS (with_port)))
                           : NULL;
}

void
collector_request_set_forwarded (CollectorRequest *request, const char *chain)
{
  g_autoptr (GInetAddress) peer = read_address (request->address), client = NULL;
  const char *comma;

  if (chain == NULL || peer == NULL || !g_inet_address_get_is_loopback (peer))
    return;
  comma = strrchr (chain, ',');
  client = read_address (comma != NULL ? comma + 1 : chain);
  if (client == NULL)
    return;
  g_free (request->address);
  request->address = g_inet_address_to_string (client);
}

void
collector_request_take_purpose (CollectorRequest *request, char *purpose)
{
  g_free (request->purpose);
  request->purpose = purpose;
}

void
collector_request_take_viewer (CollectorRequest *request, CollectorViewer *viewer)
{
  g_clear_pointer (&request->viewer, collector_viewer_free);
  request->viewer = viewer;
  if (request->purpose != NULL)
    {
      g_free (viewer->purpose);
      viewer->purpose = g_strdup (request->purpose);
    }
}

void
collector_request_set_context (CollectorRequest *request, gpointer context, gint64 now_ms)
{
  request->context = context;
  request->now_ms = now_ms;
}

const char *
collector_request_get_address (const CollectorRequest *request)
{
  return request->address;
}

const char *
collector_request_get_client (const CollectorRequest *request)
{
  return request->client;
}

const char *
collector_request_get_variable (const CollectorRequest *request, const char *name)
{
  for (guint i = 0; request->variables != NULL && request->variables[i] != NULL; i += 2)
    if (strcmp (request->variables[i], name) == 0)
      return request->variables[i + 1];
  return "";
}

char *
collector_request_dup_object (const CollectorRequest *request)
{
  GString *object = g_string_new (NULL);

  for (guint i = 0; request->variables != NULL && request->variables[i] != NULL; i += 2)
    g_string_append_printf (object, "%s%s", i > 0 ? " " : "", request->variables[i + 1]);
  return g_string_free (object, FALSE);
}

const TollQuery *
collector_request_get_query (const CollectorRequest *request)
{
  return request->query;
}

const TollJsonValue *
collector_request_get_body (const CollectorRequest *request, GError **error)
{
  if (request->body != NULL)
    return toll_json_get_root (request->body);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "a JSON body is expected");
  return NULL;
}

const char *
collector_request_get_token (const CollectorRequest *request)
{
  return request->token;
}

const CollectorViewer *
collector_request_get_viewer (const CollectorRequest *request)
{
  return request->viewer;
}

gpointer
collector_request_get_context (const CollectorRequest *request)
{
  return request->context;
}

gint64
collector_request_get_now_ms (const CollectorRequest *request)
{
  return request->now_ms;
}
