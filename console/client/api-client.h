/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "console/client/certificate-guard.h"
#include "console/client/connection.h"
#include "console/client/purpose.h"

G_BEGIN_DECLS

/* ConsoleApiClient:
 * The collector's HTTP interface, one pair of functions a verb. Every call is asynchronous and
 * dies with its GCancellable. Errors are TollErrors: what the collector refused (with the field
 * it named), or TOLL_ERROR_IO and TIMEOUT when it cannot be reached, which also turns the
 * connection OFFLINE; a session that ended turns it REFUSED. A certificate that is unknown, or
 * not the accepted one, is G_TLS_ERROR_BAD_CERTIFICATE and turns it DISTRUSTED. Main thread.
 */
/* What this program is called where one looks at where one is signed in: "NAME/VERSION (COMPUTER)". */
#define CONSOLE_AGENT "tollkeeper-console"

#define CONSOLE_TYPE_API_CLIENT (console_api_client_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleApiClient, console_api_client, CONSOLE, API_CLIENT, GObject)

/* @server: a normalized address (console_server_address_normalize()). */
ConsoleApiClient *console_api_client_new (const char *server, ConsolePreferences *preferences,
                                          ConsoleConnection *connection);

const char *console_api_client_get_server (ConsoleApiClient *self);
ConsoleCertificateGuard *console_api_client_get_guard (ConsoleApiClient *self);
/* Returns: (transfer none): why the person asks, which all requests carry from when it is stated. */
ConsolePurpose *console_api_client_get_purpose (ConsoleApiClient *self);

/* POST /session. The result is the profile of who signed in; the token is kept here. @code:
 * (nullable): as the host printed it: makes @user the first administrator before. */
void console_api_client_sign_in_async (ConsoleApiClient *self, const char *code, const char *user,
                                       const char *password, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
JsonObject *console_api_client_sign_in_finish (ConsoleApiClient *self, GAsyncResult *result,
                                               GError **error);

/* Goes on with the session that @other began at the same server; @other has none then. */
void console_api_client_take_session (ConsoleApiClient *self, ConsoleApiClient *other);

/* DELETE /session; forgets the token at once, whatever the answer will be. */
void console_api_client_sign_out (ConsoleApiClient *self);

/* GET /home. @n_calls: 1..1000; @mine: only one's own calls. */
void console_api_client_get_home_async (ConsoleApiClient *self, guint n_calls, gboolean mine,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) */
JsonObject *console_api_client_get_home_finish (ConsoleApiClient *self, GAsyncResult *result,
                                                GError **error);

/* GET /calls/{id}. */
void console_api_client_get_call_async (ConsoleApiClient *self, const char *id,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full): {"call","journey","legs","price","quality"} */
JsonObject *console_api_client_get_call_finish (ConsoleApiClient *self, GAsyncResult *result,
                                                GError **error);

/* Any other question: @method and @path, which begins after the API's base and is escaped already
 * ("/people/7"). @body: (nullable). An answer without a body reads as an empty object. */
void console_api_client_send_async (ConsoleApiClient *self, const char *method, const char *path,
                                    JsonObject *body, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
JsonObject *console_api_client_send_finish (ConsoleApiClient *self, GAsyncResult *result,
                                            GError **error);

/* Sends @body, a file's content, by POST; long work: an answer may take minutes. @progress:
 * (nullable): told now and then, with @user_data, how much of it went. */
typedef void (*ConsoleProgressFunc) (gsize n_sent, gsize n_total, gpointer user_data);
void console_api_client_upload_async (ConsoleApiClient *self, const char *path,
                                      const char *content_type, GBytes *body,
                                      ConsoleProgressFunc progress, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
JsonObject *console_api_client_upload_finish (ConsoleApiClient *self, GAsyncResult *result,
                                              GError **error);
/* Gets what is no JSON: a file's content, whole. */
void console_api_client_download_async (ConsoleApiClient *self, const char *path,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) */
GBytes *console_api_client_download_finish (ConsoleApiClient *self, GAsyncResult *result,
                                            GError **error);

/* Puts what POST @path answers, a file of any size, into @file. A failure leaves no half of it.
 * @progress: (nullable): told, with @user_data, how much is there; the whole is not known. */
void console_api_client_save_async (ConsoleApiClient *self, const char *path, JsonObject *body,
                                    GFile *file, ConsoleProgressFunc progress,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean console_api_client_save_finish (ConsoleApiClient *self, GAsyncResult *result,
                                         GError **error);

/* Opens GET /events; @mine: about one's own calls only; @board: about one's widgets, too. The stream stays open for as long as the
 * collector lives; reading it is the caller's. A silence of 45 s ends it with a timeout. */
void console_api_client_open_events_async (ConsoleApiClient *self, gboolean mine, gboolean board,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
GInputStream *console_api_client_open_events_finish (ConsoleApiClient *self,
                                                     GAsyncResult *result, GError **error);

/* Returns: TRUE when @error only says that nobody waits for the answer any more. */
gboolean console_api_client_is_cancelled (const GError *error);
/* Returns: TRUE when @error says that the guard let a certificate not pass. */
gboolean console_api_client_is_distrusted (const GError *error);

G_END_DECLS
