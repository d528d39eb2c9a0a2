/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a request: understood on the main context, answered where its route says, sent from
 * the main context in one place. Refuses by problem documents only. The HTTP library stays in this
 * room. Main thread, but for the handlers.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/server.h"

#include "collector/api/answer.h"
#include "collector/api/audit.h"
#include "collector/api/auth.h"
#include "collector/api/problem.h"
#include "collector/api/tls.h"
#include "shared/base/error.h"

#define SLOW_THREADS 24 /* most wait for a server far away; passwords limit themselves */
#define SLOW_QUEUE 256 /* a company that signs in when its directory server begins to hang */

struct _CollectorServer
{
  CollectorServerOptions options;
  CollectorSessionLimits session_limits;
  SoupServer *soup;
  CollectorTls *tls; /* (nullable) */
  CollectorAcceptor *acceptor;
  CollectorRouter *router;
  CollectorLive *live;
  GThreadPool *slow;
  GMainContext *main_context;
  char *url;
  GQueue jobs;             /* of Job: all under way; main thread */
  gint is_stopping; /* atomic */
  gboolean is_log_failing; /* the last entry could not be written */
};

/* One request under way. Touched by one thread at a time. */
typedef struct
{
  CollectorServer *server; /* a reference */
  SoupServerMessage *message;
  gboolean is_gone; /* the client has left: nobody to answer */
  GCancellable *cancellable; /* (nullable): of a long task: the client has left */
  gboolean is_paused;
  const CollectorRoute *route;
  CollectorRequest *request;
  CollectorReply *reply;
  gboolean is_refused; /* the reply holds an error already */
  CollectorSessionState session;
  CollectorAuditNote *note; /* (nullable): on its way to the access log */
} Job;

static void
server_clear (gpointer data)
{
  CollectorServer *server = data;

  g_clear_pointer (&server->live, collector_live_unref);
  g_clear_pointer (&server->router, collector_router_free);
  g_clear_object (&server->soup);
  g_clear_pointer (&server->tls, collector_tls_unref);
  g_main_context_unref (server->main_context);
  g_free (server->url);
}

static void
server_unref (CollectorServer *server)
{
  g_rc_box_release_full (server, server_clear);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  Job *job = data;

  job->is_gone = TRUE;
  if (job->cancellable != NULL)
    g_cancellable_cancel (job->cancellable);
}

static Job *
job_new (CollectorServer *server, SoupServerMessage *message)
{
  CollectorConnection *connection = collector_connection_of (message);
  Job *job = g_new0 (Job, 1);

  job->server = g_rc_box_acquire (server);
  job->message = g_object_ref (message);
  job->reply = collector_reply_new ();
  job->request = collector_request_new (
      connection != NULL ? collector_connection_get_address (connection) : "",
      soup_server_message_get_method (message));
  collector_request_set_context (job->request, server->options.context,
                                 toll_clock_now_ms (server->options.clock));
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), job);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), job);
  g_queue_push_tail (&server->jobs, job);
  return job;
}

static void
job_free (Job *job)
{
  g_queue_remove (&job->server->jobs, job);
  g_signal_handlers_disconnect_by_data (job->message, job);
  g_object_unref (job->message);
  collector_request_free (job->request);
  collector_reply_free (job->reply);
  collector_audit_note_free (job->note);
  g_clear_object (&job->cancellable);
  server_unref (job->server);
  g_free (job);
}

/* The one place where answers leave. Frees the job. */
static void
send_answer (Job *job)
{
  CollectorStream stream;

  if (!job->is_gone && !job->server->is_stopping)
    {
      if (collector_reply_get_stream (job->reply, &stream) && job->is_paused)
        collector_live_add (job->server->live, job->message, job->request, &stream);
      else
        {
          collector_answer_put (job->message, job->reply);
          if (job->is_paused)
            soup_server_message_unpause (job->message);
        }
    }
  job_free (job);
}

static void
refuse (Job *job, const GError *error)
{
  collector_reply_set_error (job->reply, error);
  job->is_refused = TRUE;
}

/* TRUE when the answer goes on with others' calls. */
static gboolean
is_wide_stream (Job *job)
{
  CollectorStream stream;

  return collector_reply_get_stream (job->reply, &stream)
         && (!stream.own_only || stream.has_board);
}

static void
run_handler (Job *job, CollectorDb *db)
{
  g_autoptr (GError) error = NULL;

  if (!job->route->handler (job->request, db, job->reply, &error) ||
      !collector_audit_check_purpose (job->route, job->request, is_wide_stream (job), &error))
    refuse (job, error);
}

static gboolean
note_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_audit_task (log, ((Job *) data)->note, error);
}

/* What cannot be noted is refused. */
static void
take_note_result (Job *job, const GError *error)
{
  g_autoptr (GError) refusal = NULL;

  job->server->is_log_failing = error != NULL;
  if (error == NULL)
    return;
  g_warning ("The access log cannot be written: %s", error->message);
  refusal = g_error_new_literal (TOLL_ERROR, TOLL_ERROR_BUSY,
                                 "the access log cannot be written; until it can, nothing that "
                                 "belongs into it is done");
  refuse (job, refusal);
}

static void
noted_done (gpointer data, const GError *error)
{
  take_note_result (data, error);
  send_answer (data);
}

/* The answer is there: it is noted, where it must be, and leaves. */
static void
finish (Job *job)
{
  CollectorServer *server = job->server;

  if (job->is_refused || server->options.access_log == NULL || job->note != NULL ||
      !collector_audit_is_due (job->route, job->request, is_wide_stream (job)))
    {
      send_answer (job);
      return;
    }
  job->note = collector_audit_note_new (job->route, job->request,
                                        collector_reply_get_note (job->reply));
  collector_lanes_write (server->options.access_log, note_task, job, noted_done);
}

static gboolean
run_task (CollectorDb *db, gpointer data, GError **error)
{
  run_handler (data, db);
  return TRUE;
}

static void
lane_done (gpointer data, const GError *error)
{
  Job *job = data;

  if (error != NULL && !job->is_refused)
    refuse (job, error);
  finish (job);
}

static gboolean
slow_done_cb (gpointer data)
{
  finish (data);
  return G_SOURCE_REMOVE;
}

static void
slow_run (gpointer data, gpointer pool_data)
{
  Job *job = data;

  if (!g_atomic_int_get (&job->server->is_stopping))
    run_handler (job, NULL);
  g_main_context_invoke_full (job->server->main_context, G_PRIORITY_DEFAULT, slow_done_cb, job,
                              NULL);
}

/* Queued behind what takes as long. The client may wait for minutes, and is watched for leaving. */
static gboolean
go_long (Job *job, GError **error)
{
  CollectorConnection *connection = collector_connection_of (job->message);
  CollectorLongTask task = { .task = run_task, .data = job, .done = lane_done };

  job->cancellable = task.cancellable = g_cancellable_new ();
  task.owner = collector_request_get_viewer (job->request)->account_id;
  if (!collector_lanes_run_long (job->server->options.lanes, &task, error))
    return FALSE;
  if (connection != NULL)
    collector_connection_set_streaming (connection);
  return TRUE;
}

/* Takes an admitted request to the place its route names. */
static void
go_to_place (Job *job)
{
  CollectorServer *server = job->server;
  g_autoptr (GError) refusal = NULL;

  if (server->is_stopping)
    {
      send_answer (job);
      return;
    }
  switch (job->route->place)
    {
    case COLLECTOR_PLACE_LONG:
      if (go_long (job, &refusal))
        return;
      refuse (job, refusal);
      break;
    case COLLECTOR_PLACE_WRITE:
      collector_lanes_write (server->options.lanes, run_task, job, lane_done);
      return;
    case COLLECTOR_PLACE_SLOW:
      if (g_thread_pool_unprocessed (server->slow) < SLOW_QUEUE)
        {
          g_thread_pool_push (server->slow, job, NULL);
          return;
        }
      {
        g_autoptr (GError) error = g_error_new_literal (TOLL_ERROR, TOLL_ERROR_BUSY,
                                                        "too many are signing in; try again");

        refuse (job, error);
      }
      break;
    case COLLECTOR_PLACE_MAIN:
      run_handler (job, NULL);
      break;
    case COLLECTOR_PLACE_READ:
    default:
      break; /* has run on the lane that asked who it is */
    }
  finish (job);
}

static void
noted_before_done (gpointer data, const GError *error)
{
  Job *job = data;

  take_note_result (job, error);
  if (job->is_refused)
    send_answer (job);
  else
    go_to_place (job);
}

/* A change cannot be taken back when its entry fails: after a failure the entry goes first. */
static void
go_on (Job *job)
{
  CollectorServer *server = job->server;

  if (server->is_log_failing && job->route->audit == COLLECTOR_AUDIT_CHANGE)
    {
      job->note = collector_audit_note_new (job->route, job->request, NULL);
      collector_lanes_write (server->options.access_log, note_task, job, noted_before_done);
    }
  else
    go_to_place (job);
}

static gboolean
admit (Job *job, CollectorDb *db, GError **error)
{
  CollectorViewer *viewer;

  if (job->route->access != COLLECTOR_ACCESS_ANYONE)
    {
      viewer = collector_auth_check (db, collector_request_get_token (job->request),
                                     job->route->access,
                                     collector_request_get_now_ms (job->request),
                                     &job->server->session_limits, &job->session, error);
      if (viewer == NULL)
        return FALSE;
      collector_request_take_viewer (job->request, viewer);
    }
  if (job->route->place == COLLECTOR_PLACE_READ)
    run_handler (job, db);
  return TRUE;
}

static gboolean
admit_task (CollectorDb *db, gpointer data, GError **error)
{
  gboolean is_ok = collector_db_hold (db, error) && admit (data, db, error);

  collector_db_rollback (db);
  return is_ok;
}

static void
admit_done (gpointer data, const GError *error)
{
  Job *job = data;

  if (error != NULL)
    refuse (job, error);
  if (job->session == (error == NULL ? COLLECTOR_SESSION_STALE : COLLECTOR_SESSION_OVER))
    collector_auth_touch (job->server->options.lanes, collector_request_get_token (job->request),
                          collector_request_get_now_ms (job->request),
                          job->session == COLLECTOR_SESSION_OVER);
  if (job->is_refused)
    send_answer (job);
  else
    go_on (job);
}

/* Reads what came with the request. Returns: FALSE with what is wrong about it. */
static gboolean
understand (Job *job, GError **error)
{
  SoupServerMessage *message = job->message;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *allow = NULL;
  char **variables = NULL;
  char *purpose;

  job->route =
      collector_router_match (job->server->router, soup_server_message_get_method (message),
                              g_uri_get_path (uri), &variables, &allow, error);
  if (job->route == NULL)
    {
      if (allow != NULL)
        collector_reply_add_header (job->reply, "Allow", allow);
      return FALSE;
    }
  collector_request_take_variables (job->request, variables);
  collector_request_set_token (job->request,
                               soup_message_headers_get_one (headers, "Authorization"));
  collector_request_set_client (job->request,
                                soup_message_headers_get_one (headers, "User-Agent"));
  collector_request_set_forwarded (job->request,
                                   soup_message_headers_get_list (headers, "X-Forwarded-For"));
  purpose = collector_audit_read_purpose (
      soup_message_headers_get_one (headers, "Tollkeeper-Purpose"), error);
  if (purpose == NULL)
    return FALSE;
  collector_request_take_purpose (job->request, purpose);
  if (!collector_request_read_query (job->request, g_uri_get_query (uri), error)
      || !collector_auth_check_origin (soup_server_message_get_method (message),
                                       soup_message_headers_get_one (headers, "Origin"),
                                       soup_message_headers_get_one (headers, "Host"), error))
    return FALSE;
  if (job->route->body == COLLECTOR_BODY_JSON)
    return collector_request_read_body (job->request, body->data, body->length, error);
  collector_request_set_upload (job->request, body->data, body->length);
  return TRUE;
}

static void
handle_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
           gpointer data)
{
  CollectorServer *server = data;
  Job *job = job_new (server, message);
  g_autoptr (GError) error = NULL;

  if (!understand (job, &error))
    {
      refuse (job, error);
      send_answer (job);
      return;
    }
  if (job->route->access == COLLECTOR_ACCESS_ANYONE &&
      job->route->place == COLLECTOR_PLACE_MAIN)
    {
      go_to_place (job);
      return;
    }
  job->is_paused = TRUE;
  soup_server_message_pause (message);
  if (job->route->access == COLLECTOR_ACCESS_ANYONE && job->route->place != COLLECTOR_PLACE_READ)
    go_on (job);
  else
    collector_lanes_read (server->options.lanes, admit_task, job, admit_done);
}

/* From the first moment on, so that also the library's own refusals carry them. */
static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  CollectorServer *server = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (guint i = 0; i < collector_n_common_headers; i++)
    if (server->tls != NULL || !collector_common_headers[i].only_tls)
      soup_message_headers_replace (headers, collector_common_headers[i].name,
                                    collector_common_headers[i].value);
}

CollectorServer *
collector_server_new (const CollectorServerOptions *options, GError **error)
{
  g_autoptr (CollectorServer) server = g_rc_box_new0 (CollectorServer);

  server->options = *options;
  server->main_context = g_main_context_ref_thread_default ();
  server->url = g_strdup ("");
  server->session_limits = options->session_limits;
  if (server->session_limits.idle_ms <= 0)
    server->session_limits.idle_ms = COLLECTOR_SESSION_IDLE_MS;
  if (server->session_limits.whole_ms <= 0)
    server->session_limits.whole_ms = COLLECTOR_SESSION_WHOLE_MS;
  server->router = collector_router_new (options->routes, error);
  if (server->router == NULL
      || !collector_tls_load (options->tls_certificate_path, options->tls_key_path,
                              &server->tls, error))
    return NULL;
  if (server->tls != NULL)
    collector_tls_warn_of_dates (server->tls, options->tls_certificate_path);
  server->options.tls_certificate_path = NULL;
  server->options.tls_key_path = NULL;
  server->soup = soup_server_new ("server-header", "Tollkeeper", "raw-paths", TRUE, NULL);
  soup_server_add_handler (server->soup, NULL, handle_cb, server, NULL);
  g_signal_connect (server->soup, "request-started", G_CALLBACK (request_started_cb), server);
  server->acceptor =
      collector_acceptor_new (server->soup, &options->limits, server->tls,
                              collector_router_takes_upload, server->router);
  if (options->feed != NULL)
    server->live = collector_live_new (options->lanes, options->access_log, options->clock,
                                       options->feed, options->context, &server->session_limits,
                                       collector_acceptor_get_limits (server->acceptor));
  server->slow = g_thread_pool_new (slow_run, NULL, SLOW_THREADS, FALSE, NULL);
  return g_steal_pointer (&server);
}

gboolean
collector_server_listen (CollectorServer *server, const char *address, GError **error)
{
  const char *colon = g_strrstr (address, ":");
  g_autofree char *host = g_strndup (address, colon != NULL ? colon - address : 0);
  guint16 port;

  if (colon == NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "%s: ADDRESS:PORT is expected",
                   address);
      return FALSE;
    }
  if (!collector_acceptor_listen (server->acceptor, address, &port, error))
    return FALSE;
  if (server->url[0] == '\0')
    {
      g_free (server->url);
      server->url = g_strdup_printf ("%s://%s:%u", server->tls != NULL ? "https" : "http",
                                     host, port);
    }
  return TRUE;
}

const char *
collector_server_get_url (CollectorServer *server)
{
  return server->url;
}

/* What is under way uses what is freed next: the house, the ledger's lanes. What takes long is
 * broken off, the rest is waited for. */
static void
end_jobs (CollectorServer *server)
{
  for (GList *at = server->jobs.head; at != NULL; at = at->next)
    {
      Job *job = at->data;

      if (job->cancellable != NULL)
        g_cancellable_cancel (job->cancellable);
    }
  while (!g_queue_is_empty (&server->jobs))
    g_main_context_iteration (server->main_context, TRUE);
}

void
collector_server_stop (CollectorServer *server)
{
  g_atomic_int_set (&server->is_stopping, TRUE);
  if (server->live != NULL)
    collector_live_stop (server->live);
  g_clear_pointer (&server->acceptor, collector_acceptor_free);
  if (server->slow != NULL)
    g_thread_pool_free (g_steal_pointer (&server->slow), FALSE, TRUE);
  if (server->soup != NULL)
    {
      g_signal_handlers_disconnect_by_data (server->soup, server);
      soup_server_remove_handler (server->soup, NULL);
      soup_server_disconnect (server->soup);
    }
  end_jobs (server);
}

void
collector_server_free (CollectorServer *server)
{
  if (server == NULL)
    return;
  collector_server_stop (server);
  server_unref (server);
}

CollectorLive *
collector_server_get_live (CollectorServer *server)
{
  return server->live;
}

const CollectorRouter *
collector_server_get_router (CollectorServer *server)
{
  return server->router;
}

guint
collector_server_get_n_connections (CollectorServer *server)
{
  return server->acceptor != NULL ? collector_acceptor_get_n_connections (server->acceptor) : 0;
}
