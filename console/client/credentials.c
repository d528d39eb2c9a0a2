/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only user of libsecret: one password per server and user. Main thread. */

#include "config.h"
#include "console/client/credentials.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "shared/base/error.h"

static const SecretSchema schema = {
  "org.tollkeeper.Console.Password",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

static void
convert (GError **error, GError *foreign)
{
  g_autoptr (GError) owned = foreign;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CANCELLED, owned->message);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED,
                 /* TRANSLATORS: %s is the message of the system's secret service */
                 _ ("This session has no service that keeps passwords (%s)."), owned->message);
}

void
console_credentials_lookup_async (const char *server, const char *user, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "server", server, "user",
                          user, NULL);
}

char *
console_credentials_lookup_finish (GAsyncResult *result, GError **error)
{
  GError *foreign = NULL;
  char *password = secret_password_lookup_finish (result, &foreign);

  if (foreign != NULL)
    convert (error, foreign);
  return password;
}

void
console_credentials_free_password (char *password)
{
  secret_password_free (password);
}

void
console_credentials_store_async (const char *server, const char *user, const char *password,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  /* TRANSLATORS: the name of the entry in the password manager; user name, then server */
  g_autofree char *label = g_strdup_printf (_ ("Tollkeeper: %s at %s"), user, server);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, cancellable,
                         callback, user_data, "server", server, "user", user, NULL);
}

gboolean
console_credentials_store_finish (GAsyncResult *result, GError **error)
{
  GError *foreign = NULL;

  if (secret_password_store_finish (result, &foreign))
    return TRUE;
  convert (error, foreign);
  return FALSE;
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("forgetting a password: %s", error->message);
}

void
console_credentials_forget (const char *server, const char *user)
{
  secret_password_clear (&schema, NULL, forgotten_cb, NULL, "server", server, "user", user, NULL);
}
