/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What TLS needs: a certificate with its key, and the versions and ciphers that are good enough.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/tls.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "collector/api/tls-stream.h"
#include "shared/base/error.h"

/* Of TLS 1.2; every cipher of 1.3 is good. */
#define CIPHERS "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES256:ECDHE+AES128"

struct _CollectorTls
{
  SSL_CTX *context;
};

static void
tls_clear (gpointer data)
{
  SSL_CTX_free (((CollectorTls *) data)->context);
}

CollectorTls *
collector_tls_ref (CollectorTls *tls)
{
  return g_rc_box_acquire (tls);
}

void
collector_tls_unref (CollectorTls *tls)
{
  g_rc_box_release_full (tls, tls_clear);
}

/* No session is resumed: the keys of tickets would live as long as the process. */
static CollectorTls *
tls_new (void)
{
  CollectorTls *tls = g_rc_box_new0 (CollectorTls);

  tls->context = SSL_CTX_new (TLS_server_method ());
  SSL_CTX_set_min_proto_version (tls->context, TLS1_2_VERSION);
  SSL_CTX_set_security_level (tls->context, 2);
  SSL_CTX_set_cipher_list (tls->context, CIPHERS);
  SSL_CTX_set_options (tls->context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode (tls->context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets (tls->context, 0);
  SSL_CTX_set_mode (tls->context, SSL_MODE_ENABLE_PARTIAL_WRITE
                                      | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                      | SSL_MODE_RELEASE_BUFFERS);
  return tls;
}

/* Returns: (nullable): what the library says, in full where its own words are short ones. */
static const char *
get_reason (gulong code)
{
  if (ERR_SYSTEM_ERROR (code))
    return g_strerror (ERR_GET_REASON (code));
  if (ERR_GET_LIB (code) == ERR_LIB_SSL && ERR_GET_REASON (code) == SSL_R_EE_KEY_TOO_SMALL)
    return "the key of the certificate is too short; an RSA key needs 2048 bits, an elliptic curve 224";
  if (ERR_GET_LIB (code) == ERR_LIB_SSL && ERR_GET_REASON (code) == SSL_R_CA_KEY_TOO_SMALL)
    return "the key of an issuer is too short; an RSA key needs 2048 bits, an elliptic curve 224";
  return ERR_reason_error_string (code);
}

/* Sets @error to what the library says of @path; the first of its complaints is the cause. */
static gboolean
set_reason (const char *path, GError **error)
{
  const char *reason = get_reason (ERR_peek_error ());

  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "%s: %s", path,
               reason != NULL ? reason : "it cannot be used");
  ERR_clear_error ();
  return FALSE;
}

/* As with every other secret: a group may read it, others may not. */
static gboolean
check_rights (const char *key_path, GError **error)
{
  GStatBuf info;

  if (g_stat (key_path, &info) != 0)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "%s: %s", key_path,
                 g_strerror (errno));
  else if ((info.st_mode & (S_IRWXO | S_IWGRP)) != 0)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                 "%s: others may read the key; take their rights away (chmod 600)", key_path);
  else
    return TRUE;
  return FALSE;
}

/* Nobody is there to type a password. */
static int
password_cb (char *buffer, int size, int is_writing, void *data)
{
  *(gboolean *) data = TRUE;
  return 0;
}

/* Returns: (transfer full) (nullable): the key in the file. */
static EVP_PKEY *
read_key (const char *path, GError **error)
{
  BIO *file = BIO_new_file (path, "r");
  gboolean is_locked = FALSE;
  EVP_PKEY *key = file != NULL ? PEM_read_bio_PrivateKey (file, NULL, password_cb, &is_locked)
                               : NULL;

  BIO_free (file);
  if (key == NULL && is_locked)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                 "%s: the key is locked by a password; write it without one (openssl pkey)", path);
  else if (key == NULL)
    set_reason (path, error);
  ERR_clear_error ();
  return key;
}

/* A key of another certificate makes every handshake fail, which nobody would see but at the phones
 * and consoles. */
static gboolean
take_key (CollectorTls *tls, const char *certificate_path, const char *key_path, GError **error)
{
  X509 *certificate = SSL_CTX_get0_certificate (tls->context);
  EVP_PKEY *key = read_key (key_path, error);
  gboolean is_taken = FALSE;

  if (key == NULL)
    return FALSE;
  if (X509_check_private_key (certificate, key) != 1)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                 "%s is not the key of the certificate %s", key_path, certificate_path);
  else
    is_taken = SSL_CTX_use_PrivateKey (tls->context, key) == 1 || set_reason (key_path, error);
  ERR_clear_error ();
  EVP_PKEY_free (key);
  return is_taken;
}

gboolean
collector_tls_load (const char *certificate_path, const char *key_path, CollectorTls **tls,
                    GError **error)
{
  g_autoptr (CollectorTls) fresh = NULL;

  *tls = NULL;
  if (certificate_path == NULL && key_path == NULL)
    return TRUE;
  if (certificate_path == NULL || key_path == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                           "TLS needs a certificate and its key");
      return FALSE;
    }
  ERR_clear_error ();
  fresh = tls_new ();
  if (SSL_CTX_use_certificate_chain_file (fresh->context, certificate_path) != 1)
    return set_reason (certificate_path, error);
  if (!check_rights (key_path, error) || !take_key (fresh, certificate_path, key_path, error))
    return FALSE;
  *tls = g_steal_pointer (&fresh);
  return TRUE;
}

/* Returns: (transfer full): the day of @time, UTC. */
static char *
format_day (const ASN1_TIME *time)
{
  struct tm tm = { 0 };

  ASN1_TIME_to_tm (time, &tm);
  return g_strdup_printf ("%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void
collector_tls_warn_of_dates (CollectorTls *tls, const char *certificate_path)
{
  X509 *certificate = SSL_CTX_get0_certificate (tls->context);
  g_autofree char *from = format_day (X509_get0_notBefore (certificate));
  g_autofree char *to = format_day (X509_get0_notAfter (certificate));

  if (X509_cmp_current_time (X509_get0_notAfter (certificate)) < 0)
    g_warning ("The certificate %s expired on %s: clients that check it will not connect until "
               "it is renewed and the service started again", certificate_path, to);
  else if (X509_cmp_current_time (X509_get0_notBefore (certificate)) > 0)
    g_warning ("The certificate %s is valid only from %s on: clients that check it will not "
               "connect before; is the clock of this machine right?", certificate_path, from);
}

GIOStream *
collector_tls_accept (CollectorTls *tls, GSocketConnection *socket)
{
  return collector_tls_stream_new (SSL_new (tls->context),
                                   g_socket_connection_get_socket (socket));
}
