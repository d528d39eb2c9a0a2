/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Certificates for the servers of tests.
 */
#include "config.h"

#include "tests/support/certificate.h"

#include <gio/gio.h>
#include <string.h>

void
test_certificate_make (const char *certificate, const char *key)
{
  test_certificate_make_for ("IP:127.0.0.1", certificate, key);
}

void
test_certificate_make_for (const char *name, const char *certificate, const char *key)
{
  g_autofree char *subject = g_strconcat ("/CN=", strchr (name, ':') + 1, NULL);
  g_autofree char *names = g_strconcat ("subjectAltName=", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl",
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "2", "-subj", subject, "-addext", names, "-keyout", key, "-out", certificate, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}
