/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* What the files of ConsoleApiClient share; nobody else includes it. Main thread. */

struct _ConsoleApiClient
{
  GObject parent_instance;
  char *server;
  char *host;
  char *token;
  SoupSession *answers;
  SoupSession *events;
  SoupSession *work; /* what may take long */
  ConsoleCertificateGuard *guard;
  ConsoleConnection *connection;
  ConsolePurpose *purpose;
};

/* Returns: (transfer full): a request at @path, which says who asks and why. */
SoupMessage *console_api_client_new_message (ConsoleApiClient *self, const char *method,
                                             const char *path);
/* The failures that happen before the collector says anything. */
void console_api_client_set_transport_error (ConsoleApiClient *self, const GError *foreign,
                                             GError **error);
/* What the collector refused, by its problem document. @body: (nullable). */
void console_api_client_set_refusal (ConsoleApiClient *self, SoupMessage *message, GBytes *body,
                                     GError **error);
/* Tells the connection when @error says that the collector is away, or may be another one. */
void console_api_client_note_failure (ConsoleApiClient *self, const GError *error);
/* Ends the GTask @user_data with the JSON object that was answered. */
void console_api_client_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
