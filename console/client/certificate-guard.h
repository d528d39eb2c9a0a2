/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console/client/preferences.h"

G_BEGIN_DECLS

/* ConsoleCertificateGuard:
 * Decides about certificates the system does not vouch for: the one that was accepted for this
 * host before passes; an unknown one, or another one than the accepted, is refused and kept for
 * the user to decide about. Main thread.
 */
typedef struct _ConsoleCertificateGuard ConsoleCertificateGuard;

typedef enum
{
  CONSOLE_CERTIFICATE_FINE,
  CONSOLE_CERTIFICATE_UNKNOWN, /* ask, showing the fingerprint */
  CONSOLE_CERTIFICATE_CHANGED, /* warn, and ask showing both */
} ConsoleCertificateVerdict;

/* @host: "name:port". */
ConsoleCertificateGuard *console_certificate_guard_new (ConsolePreferences *preferences,
                                                        const char *host);
void console_certificate_guard_free (ConsoleCertificateGuard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleCertificateGuard, console_certificate_guard_free)

/* Returns: TRUE to go on with @certificate. Remembers the verdict and the fingerprint. */
gboolean console_certificate_guard_check (ConsoleCertificateGuard *self,
                                          GTlsCertificate *certificate);
ConsoleCertificateVerdict console_certificate_guard_get_verdict (ConsoleCertificateGuard *self);
/* Returns: (nullable): of the certificate seen last: SHA-256, upper-case hex with colons. */
const char *console_certificate_guard_get_fingerprint (ConsoleCertificateGuard *self);
/* Returns: (nullable) (transfer none): the certificate seen last. */
GTlsCertificate *console_certificate_guard_get_certificate (ConsoleCertificateGuard *self);
const char *console_certificate_guard_get_host (ConsoleCertificateGuard *self);
/* Returns: (transfer full) (nullable): the fingerprint accepted for the host, and when. */
char *console_certificate_guard_dup_accepted (ConsoleCertificateGuard *self, gint64 *accepted_ms);
/* From now on the certificate with @fingerprint passes and no other does. It is the one somebody
 * was shown, which need not be the one seen last any more. */
void console_certificate_guard_accept (ConsoleCertificateGuard *self, const char *fingerprint);

/* Returns: (transfer full): the fingerprint of DER bytes, in the form above. */
char *console_certificate_fingerprint (const guint8 *der, gsize length);

G_END_DECLS
