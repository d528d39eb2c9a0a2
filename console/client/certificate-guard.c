/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust on first use for collectors with a certificate of their own making: the SHA-256 of the
 * certificate is shown once, kept, and required from then on. Main thread. */

#include "config.h"
#include "console/client/certificate-guard.h"

#include "shared/base/clock.h"

struct _ConsoleCertificateGuard
{
  ConsolePreferences *preferences;
  char *host;
  GTlsCertificate *certificate; /* seen last, with its fingerprint and what was thought of it */
  char *fingerprint;
  ConsoleCertificateVerdict verdict;
};

ConsoleCertificateGuard *
console_certificate_guard_new (ConsolePreferences *preferences, const char *host)
{
  ConsoleCertificateGuard *self = g_new0 (ConsoleCertificateGuard, 1);

  self->preferences = g_object_ref (preferences);
  self->host = g_strdup (host);
  return self;
}

void
console_certificate_guard_free (ConsoleCertificateGuard *self)
{
  g_object_unref (self->preferences);
  g_free (self->host);
  g_clear_object (&self->certificate);
  g_free (self->fingerprint);
  g_free (self);
}

char *
console_certificate_fingerprint (const guint8 *der, gsize length)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GString *text = g_string_new (NULL);
  guint8 digest[32];
  gsize n = sizeof digest;

  g_checksum_update (sum, der, length);
  g_checksum_get_digest (sum, digest, &n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? ":" : "", digest[i]);
  return g_string_free (text, FALSE);
}

gboolean
console_certificate_guard_check (ConsoleCertificateGuard *self, GTlsCertificate *certificate)
{
  g_autofree char *pinned = console_preferences_dup_pin (self->preferences, self->host, NULL);
  g_autoptr (GByteArray) der = NULL;

  g_set_object (&self->certificate, certificate);
  g_object_get (certificate, "certificate", &der, NULL);
  g_clear_pointer (&self->fingerprint, g_free);
  self->fingerprint = console_certificate_fingerprint (der->data, der->len);
  if (pinned == NULL)
    self->verdict = CONSOLE_CERTIFICATE_UNKNOWN;
  else
    self->verdict = g_strcmp0 (pinned, self->fingerprint) == 0 ? CONSOLE_CERTIFICATE_FINE
                                                               : CONSOLE_CERTIFICATE_CHANGED;
  return self->verdict == CONSOLE_CERTIFICATE_FINE;
}

ConsoleCertificateVerdict
console_certificate_guard_get_verdict (ConsoleCertificateGuard *self)
{
  return self->verdict;
}

const char *
console_certificate_guard_get_fingerprint (ConsoleCertificateGuard *self)
{
  return self->fingerprint;
}

GTlsCertificate *
console_certificate_guard_get_certificate (ConsoleCertificateGuard *self)
{
  return self->certificate;
}

const char *
console_certificate_guard_get_host (ConsoleCertificateGuard *self)
{
  return self->host;
}

char *
console_certificate_guard_dup_accepted (ConsoleCertificateGuard *self, gint64 *accepted_ms)
{
  return console_preferences_dup_pin (self->preferences, self->host, accepted_ms);
}

void
console_certificate_guard_accept (ConsoleCertificateGuard *self, const char *fingerprint)
{
  g_return_if_fail (fingerprint != NULL);

  console_preferences_set_pin (self->preferences, self->host, fingerprint,
                               toll_clock_now_ms (NULL));
}
