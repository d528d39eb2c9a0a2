/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What TLS needs: a certificate with its key, and the versions that are good enough.
 */
#include "config.h"

#include "collector/api/tls.h"

#include "shared/base/error.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

void
collector_tls_prepare (void)
{
  /* Read once, when the first connection's class is made; by itself it speaks 1.0 too. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", TRUE);
}

/* A key of another certificate makes every handshake fail, which nobody would see but at the phones
 * and consoles. What cannot be read here is GIO's to judge. */
static gboolean
check_pair (const char *certificate_path, const char *key_path, GError **error)
{
  BIO *certificate_file = BIO_new_file (certificate_path, "r");
  BIO *key_file = BIO_new_file (key_path, "r");
  X509 *certificate = certificate_file != NULL
                          ? PEM_read_bio_X509 (certificate_file, NULL, NULL, NULL) : NULL;
  EVP_PKEY *key = key_file != NULL
                      ? PEM_read_bio_PrivateKey (key_file, NULL, NULL, (void *) "") : NULL;
  gboolean fits = certificate == NULL || key == NULL
                  || X509_check_private_key (certificate, key) == 1;

  EVP_PKEY_free (key);
  X509_free (certificate);
  BIO_free (key_file);
  BIO_free (certificate_file);
  if (!fits)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                 "%s is not the key of the certificate %s", key_path, certificate_path);
  return fits;
}

gboolean
collector_tls_load (const char *certificate_path, const char *key_path,
                    GTlsCertificate **certificate, GError **error)
{
  *certificate = NULL;
  if (certificate_path == NULL && key_path == NULL)
    return TRUE;
  if (certificate_path == NULL || key_path == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                           "TLS needs a certificate and its key");
      return FALSE;
    }
  if (!check_pair (certificate_path, key_path, error))
    return FALSE;
  *certificate = g_tls_certificate_new_from_files (certificate_path, key_path, error);
  if (*certificate == NULL)
    {
      toll_error_convert (error);
      g_prefix_error (error, "%s, %s: ", certificate_path, key_path);
    }
  return *certificate != NULL;
}
