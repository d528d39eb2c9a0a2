/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What TLS needs: a certificate with its key, and the versions that are good enough.
 */
#include "config.h"

#include "collector/api/tls.h"

#include "shared/base/error.h"

void
collector_tls_prepare (void)
{
  /* Read once, when the first connection's class is made; by itself it speaks 1.0 too. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", TRUE);
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
  *certificate = g_tls_certificate_new_from_files (certificate_path, key_path, error);
  if (*certificate == NULL)
    {
      toll_error_convert (error);
      g_prefix_error (error, "%s, %s: ", certificate_path, key_path);
    }
  return *certificate != NULL;
}
