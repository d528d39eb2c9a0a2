/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Passwords of those who asked to stay signed in, kept by the session's secret service and
 * nowhere else. Where there is no such service every function fails with TOLL_ERROR_UNSUPPORTED
 * and the console asks for the password as before. Main thread; asynchronous only. */

void console_credentials_lookup_async (const char *server, const char *user,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: (transfer full) (nullable): the password, to be freed by secret_password_free();
 * NULL without an error when none is kept. */
char *console_credentials_lookup_finish (GAsyncResult *result, GError **error);
/* Wipes and frees what the lookup gave. */
void console_credentials_free_password (char *password);

void console_credentials_store_async (const char *server, const char *user, const char *password,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean console_credentials_store_finish (GAsyncResult *result, GError **error);

/* Forgets the password, if one is kept; nobody waits for the end of it. */
void console_credentials_forget (const char *server, const char *user);

G_END_DECLS
