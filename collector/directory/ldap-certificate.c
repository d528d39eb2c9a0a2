/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why the certificate of the directory server was refused. It only explains: whom to trust the
 * connection itself decides.
 */
#include "config.h"

#include "collector/directory/ldap-certificate.h"

#include <gio/gio.h>
#include <netdb.h>

const char *
collector_ldap_certificate_get_trusted (const CollectorLdapSettings *settings)
{
  return *settings->ca_file != '\0' ? settings->ca_file : "/etc/ssl/certs/ca-certificates.crt";
}

static GTlsCertificate *
read_certificate (const void *der, gsize n_bytes)
{
  g_autoptr (GByteArray) bytes = g_byte_array_append (g_byte_array_new (), der, n_bytes);
  GType type = g_tls_backend_get_certificate_type (g_tls_backend_get_default ());

  return g_initable_new (type, NULL, NULL, "certificate", bytes, NULL);
}

/* Whose certificate it should be. Returns: (transfer full) (nullable). */
static GSocketConnectable *
make_identity (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (address != NULL)
    return G_SOCKET_CONNECTABLE (g_inet_socket_address_new (address, 0));
  return host != NULL ? g_network_address_new (host, 0) : NULL;
}

static char *
format_day (GDateTime *moment)
{
  g_autoptr (GDateTime) owned = moment;

  return owned != NULL ? g_date_time_format (owned, "%Y-%m-%d") : g_strdup ("?");
}

/* The gravest of @flags, in words. Returns: (transfer full). */
static char *
explain (GTlsCertificate *certificate, GTlsCertificateFlags flags, const char *trusted,
         const char *url)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *from = format_day (g_tls_certificate_get_not_valid_before (certificate));
  g_autofree char *to = format_day (g_tls_certificate_get_not_valid_after (certificate));

  if ((flags & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return g_strdup_printf ("it expired on %s", to);
  if ((flags & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    return g_strdup_printf ("it is valid from %s only", from);
  if ((flags & G_TLS_CERTIFICATE_REVOKED) != 0)
    return g_strdup ("it was revoked");
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return g_strdup_printf ("its issuer %s is not among the authorities of %s",
                            issuer != NULL ? issuer : "?", trusted);
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return g_strdup_printf ("it is another host's than that of %s", url);
  if ((flags & G_TLS_CERTIFICATE_INSECURE) != 0)
    return g_strdup ("it is signed in a way that is safe no more");
  return g_strdup ("it cannot be used by a server");
}

/* The library takes localhost for the machine, and looks for its name in the certificate instead.
 * Returns: (transfer full) (nullable): what to do when that is why it did not trust it. */
static char *
explain_localhost (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const struct addrinfo hints = { .ai_flags = AI_CANONNAME };
  struct addrinfo *found = NULL;
  char *reason;

  if (uri == NULL || g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") != 0)
    return NULL;
  if (getaddrinfo (g_get_host_name (), NULL, &hints, &found) != 0)
    found = NULL;
  reason = g_strdup_printf (
      "under the address localhost the server's certificate must carry the name of this machine, "
      "%s; give the address by a name that the certificate carries, or 127.0.0.1 if it carries that",
      found != NULL && found->ai_canonname != NULL ? found->ai_canonname : g_get_host_name ());
  if (found != NULL)
    freeaddrinfo (found);
  return reason;
}

char *
collector_ldap_certificate_find_fault (const CollectorLdapSettings *settings, const char *url,
                                       const void *der, gsize n_bytes)
{
  const char *trusted = collector_ldap_certificate_get_trusted (settings);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (trusted, NULL);
  g_autoptr (GTlsCertificate) certificate = read_certificate (der, n_bytes);
  g_autoptr (GSocketConnectable) identity = make_identity (url);
  g_autofree char *name = NULL, *reason = NULL;
  GTlsCertificateFlags flags;

  if (certificate == NULL)
    return NULL;
  if (database == NULL)
    return g_strdup_printf ("no certificates could be read from %s", trusted);
  flags = g_tls_database_verify_chain (database, certificate,
                                       G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                       G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
  if (flags == 0)
    return explain_localhost (url);
  name = g_tls_certificate_get_subject_name (certificate);
  reason = explain (certificate, flags, trusted, url);
  return g_strdup_printf ("the server's certificate %s is not trusted: %s",
                          name != NULL ? name : "?", reason);
}
