/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection to the directory server: encryption, binding, waiting for answers. OpenLDAP's
 * library, with a limit on every wait.
 */
#include "config.h"

#include "collector/directory/ldap-connection-private.h"

#include "collector/directory/ldap-certificate.h"
#include "shared/base/error.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#define NO_TEXT "(unknown error code)" /* what the library says of GnuTLS when it does not know */
#define SLICE_MS 100 /* how often a wait looks whether it was cancelled */

/* What the server's or the library's code means to us; others: FAILED. */
static const struct
{
  int result;
  TollError code;
} meanings[] = {
  { LDAP_TIMEOUT, TOLL_ERROR_TIMEOUT },
  { LDAP_TIMELIMIT_EXCEEDED, TOLL_ERROR_TIMEOUT },
  { LDAP_SERVER_DOWN, TOLL_ERROR_BUSY },
  { LDAP_CONNECT_ERROR, TOLL_ERROR_BUSY },
  { LDAP_BUSY, TOLL_ERROR_BUSY },
  { LDAP_UNAVAILABLE, TOLL_ERROR_BUSY },
  { LDAP_INVALID_CREDENTIALS, TOLL_ERROR_UNAUTHENTICATED },
  { LDAP_INAPPROPRIATE_AUTH, TOLL_ERROR_UNAUTHENTICATED },
  { LDAP_NO_SUCH_OBJECT, TOLL_ERROR_NOT_FOUND },
  { LDAP_SIZELIMIT_EXCEEDED, TOLL_ERROR_TOO_LARGE },
  { LDAP_ADMINLIMIT_EXCEEDED, TOLL_ERROR_TOO_LARGE },
};

gboolean
collector_ldap_set_error (CollectorLdap *ldap, int result, const char *what, GError **error)
{
  TollError code = TOLL_ERROR_FAILED;
  char *more = NULL;

  ldap->last_result = result;
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].result == result)
      code = meanings[i].code;
  ldap_get_option (ldap->handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &more);
  if (more != NULL && *more != '\0' && strcmp (more, NO_TEXT) != 0)
    g_set_error (error, TOLL_ERROR, code, "%s: %s (%s)", what, ldap_err2string (result), more);
  else
    g_set_error (error, TOLL_ERROR, code, "%s: %s", what, ldap_err2string (result));
  ldap_memfree (more);
  return FALSE;
}

static struct timeval
to_timeval (guint ms)
{
  return (struct timeval){ .tv_sec = ms / 1000, .tv_usec = (ms % 1000) * 1000 };
}

/* Trust is never a matter of the machine's ldap.conf, but whom it trusts may be. */
static gboolean
set_tls (CollectorLdap *ldap, const CollectorLdapSettings *settings, int demand, GError **error)
{
  const char *ca = collector_ldap_certificate_get_trusted (settings);
  int oldest = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2, client = 0;

  if (*settings->ca_file != '\0' && !g_file_test (ca, G_FILE_TEST_IS_REGULAR))
    {
      toll_error_set_field (error, "ca_file", "there is no such file");
      return FALSE;
    }
  if (ldap_set_option (ldap->handle, LDAP_OPT_X_TLS_CACERTFILE, ca) == LDAP_OPT_SUCCESS
      && ldap_set_option (ldap->handle, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand) == LDAP_OPT_SUCCESS
      && ldap_set_option (ldap->handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest) == LDAP_OPT_SUCCESS
      && ldap_set_option (ldap->handle, LDAP_OPT_X_TLS_NEWCTX, &client) == LDAP_OPT_SUCCESS)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED, "encryption cannot be set up with %s", ca);
  return FALSE;
}

/* The socket is connected. While the library has a limit of its own on the network, it spins
 * through a handshake that hangs, and never ends it: from here on the watch and the socket's own
 * limits hold instead. */
static int
connected_cb (LDAP *handle, Sockbuf *buffer, LDAPURLDesc *url, struct sockaddr *address,
              struct ldap_conncb *callbacks)
{
  CollectorLdap *ldap = callbacks->lc_arg;
  struct timeval limit = to_timeval (ldap->limit_ms), endless = { .tv_sec = -1 };
  ber_socket_t fd;

  ldap->is_reached = TRUE;
  if (ldap->watch == NULL || ber_sockbuf_ctrl (buffer, LBER_SB_OPT_GET_FD, &fd) != 1)
    return 0;
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  ldap_set_option (handle, LDAP_OPT_NETWORK_TIMEOUT, &endless);
  collector_ldap_watch_begin (ldap->watch, fd, ldap->reach_ms);
  return 0;
}

static void
closed_cb (LDAP *handle, Sockbuf *buffer, struct ldap_conncb *callbacks)
{
}

static gboolean
set_options (CollectorLdap *ldap, const CollectorLdapSettings *settings, int demand, GError **error)
{
  struct timeval limit = to_timeval (ldap->limit_ms), reach = to_timeval (ldap->reach_ms);
  int version = LDAP_VERSION3;

  ldap_set_option (ldap->handle, LDAP_OPT_PROTOCOL_VERSION, &version);
  ldap_set_option (ldap->handle, LDAP_OPT_NETWORK_TIMEOUT, &reach);
  ldap_set_option (ldap->handle, LDAP_OPT_TIMEOUT, &limit);
  ldap_set_option (ldap->handle, LDAP_OPT_CONNECT_CB, &ldap->callbacks);
  /* Other servers would be told the password. */
  ldap_set_option (ldap->handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
  return set_tls (ldap, settings, demand, error);
}

/* Connects and encrypts. Returns: what the library says. */
static int
reach_out (CollectorLdap *ldap, const CollectorLdapSettings *settings)
{
  int result;

  ldap->watch = collector_ldap_watch_new ();
  result = ldap_connect (ldap->handle);
  if (result == LDAP_SUCCESS && settings->starttls)
    result = ldap_start_tls_s (ldap->handle, NULL, NULL);
  if (collector_ldap_watch_end (g_steal_pointer (&ldap->watch)) && result != LDAP_SUCCESS)
    result = LDAP_TIMEOUT;
  return result;
}

/* @demand: what of the certificate, as the library calls it.
 * Returns: what the library says; @error with what comes before it. */
static int
open_with (CollectorLdap *ldap, const CollectorLdapSettings *settings, const char *url, int demand,
           GError **error)
{
  int result = ldap_initialize (&ldap->handle, url);

  ldap->callbacks = (struct ldap_conncb){ connected_cb, closed_cb, ldap };
  if (result != LDAP_SUCCESS)
    {
      ldap->handle = NULL;
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "%s: %s", url,
                   ldap_err2string (result));
      return result;
    }
  return set_options (ldap, settings, demand, error) ? reach_out (ldap, settings)
                                                     : LDAP_PARAM_ERROR;
}

/* Looks at the certificate of a server that was not trusted, and tells it nothing.
 * Returns: (transfer full) (nullable): what is wrong with it. */
static char *
find_certificate_fault (const CollectorLdap *failed, const CollectorLdapSettings *settings,
                        const char *url)
{
  g_autoptr (CollectorLdap) ldap = g_new0 (CollectorLdap, 1);
  struct berval der = { 0 };
  char *fault = NULL;

  ldap->limit_ms = failed->reach_ms;
  ldap->reach_ms = failed->reach_ms;
  if (open_with (ldap, settings, url, LDAP_OPT_X_TLS_NEVER, NULL) == LDAP_SUCCESS
      && ldap_get_option (ldap->handle, LDAP_OPT_X_TLS_PEERCERT, &der) == LDAP_OPT_SUCCESS)
    fault = collector_ldap_certificate_find_fault (settings, url, der.bv_val, der.bv_len);
  ldap_memfree (der.bv_val);
  return fault;
}

/* The server was reached, and does not speak what the settings ask for.
 * Returns: (nullable): static: what to do. */
static const char *
find_wrong_tongue (const CollectorLdapSettings *settings, int result)
{
  if (settings->starttls && (result == LDAP_PROTOCOL_ERROR || result == LDAP_UNAVAILABLE))
    return "the server does not offer STARTTLS; it needs a certificate, or is asked by ldaps://";
  if (settings->starttls && (result == LDAP_SERVER_DOWN || result == LDAP_DECODING_ERROR))
    return "the server hung up when asked for STARTTLS; if this is the port of LDAPS (usually 636), "
           "the address begins with ldaps://, without STARTTLS";
  if (!settings->starttls && (result == LDAP_SERVER_DOWN || result == LDAP_CONNECT_ERROR))
    return "the server does not answer with TLS; if this is the port of LDAP (usually 389), the "
           "address begins with ldap://, with STARTTLS";
  return NULL;
}

/* Why the server @ldap of @url could not be used. */
static void
set_open_error (CollectorLdap *ldap, const CollectorLdapSettings *settings, const char *url,
                int result, GError **error)
{
  gboolean is_tls = settings->starttls || g_str_has_prefix (url, "ldaps:");
  gboolean is_spoken = is_tls && ldap->is_reached && result != LDAP_TIMEOUT;
  g_autofree char *certificate = is_spoken ? find_certificate_fault (ldap, settings, url) : NULL;
  const char *tongue = is_spoken ? find_wrong_tongue (settings, result) : NULL;
  g_autoptr (GError) fault = NULL;

  collector_ldap_set_error (ldap, result, url, &fault);
  if (certificate != NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED, "%s: %s", url, certificate);
  else if (tongue != NULL)
    g_set_error (error, TOLL_ERROR, fault->code, "%s: %s", url, tongue);
  else
    g_propagate_error (error, g_steal_pointer (&fault));
}

static CollectorLdap *
open_one (const CollectorLdapSettings *settings, const char *url, guint limit_ms, guint reach_ms,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (CollectorLdap) ldap = g_new0 (CollectorLdap, 1);
  g_autoptr (GError) fault = NULL;
  int result;

  ldap->limit_ms = limit_ms;
  ldap->reach_ms = reach_ms;
  ldap->cancellable = cancellable;
  result = open_with (ldap, settings, url, LDAP_OPT_X_TLS_DEMAND, &fault);
  if (result == LDAP_SUCCESS)
    return g_steal_pointer (&ldap);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    set_open_error (ldap, settings, url, result, error);
  return NULL;
}

CollectorLdap *
collector_ldap_open (const CollectorLdapSettings *settings, guint limit_ms,
                     GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) urls = g_strsplit_set (settings->url, " ", -1);
  guint n_urls = MAX (1, g_strv_length (urls));
  g_autoptr (GError) fault = NULL;

  for (guint i = 0; i < n_urls; i++)
    {
      guint reach_ms = MIN (limit_ms, COLLECTOR_LDAP_QUICK_MS) / n_urls;
      CollectorLdap *ldap;

      if (urls[i] == NULL || *urls[i] == '\0')
        continue;
      g_clear_error (&fault);
      ldap = open_one (settings, urls[i], limit_ms, reach_ms, cancellable, &fault);
      if (ldap != NULL)
        return ldap;
    }
  if (fault == NULL)
    toll_error_set_field (&fault, "url", "the server's address is wanting");
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

void
collector_ldap_close (CollectorLdap *ldap)
{
  if (ldap == NULL)
    return;
  if (ldap->handle != NULL)
    ldap_unbind_ext (ldap->handle, NULL, NULL);
  g_free (ldap->first_passed_over);
  g_free (ldap);
}

int
collector_ldap_wait_for (CollectorLdap *ldap, int id, int how, guint limit_ms,
                         LDAPMessage **message, const char *what, GError **error)
{
  gint64 end_us = g_get_monotonic_time () + limit_ms * G_GINT64_CONSTANT (1000);

  while (TRUE)
    {
      struct timeval slice = to_timeval (SLICE_MS);
      int type = ldap_result (ldap->handle, id, how, &slice, message);
      int result = LDAP_TIMEOUT;

      if (type > 0)
        return type;
      if (type < 0)
        ldap_get_option (ldap->handle, LDAP_OPT_RESULT_CODE, &result);
      if (g_cancellable_set_error_if_cancelled (ldap->cancellable, error))
        {
          toll_error_convert (error);
          return -1;
        }
      if (type == 0 && g_get_monotonic_time () < end_us)
        continue;
      if (type == 0)
        ldap_abandon_ext (ldap->handle, id, NULL, NULL);
      collector_ldap_set_error (ldap, result, what, error);
      return -1;
    }
}

gboolean
collector_ldap_bind (CollectorLdap *ldap, const char *dn, const char *password, GError **error)
{
  struct berval secret = { .bv_len = strlen (password), .bv_val = (char *) password };
  LDAPMessage *message = NULL;
  int id, result;

  if (*dn != '\0' && *password == '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED,
                           "a bind needs a password");
      return FALSE;
    }
  result = ldap_sasl_bind (ldap->handle, dn, LDAP_SASL_SIMPLE, &secret, NULL, NULL, &id);
  if (result != LDAP_SUCCESS)
    return collector_ldap_set_error (ldap, result, "bind", error);
  if (collector_ldap_wait_for (ldap, id, LDAP_MSG_ALL,
                               MIN (ldap->limit_ms, COLLECTOR_LDAP_QUICK_MS), &message, "bind",
                               error)
      < 0)
    return FALSE;
  if (ldap_parse_result (ldap->handle, message, &result, NULL, NULL, NULL, NULL, TRUE)
      != LDAP_SUCCESS)
    result = LDAP_DECODING_ERROR;
  return result == LDAP_SUCCESS || collector_ldap_set_error (ldap, result, "bind", error);
}

gboolean
collector_ldap_bind_service (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                             GError **error)
{
  return collector_ldap_bind (ldap, settings->bind_dn,
                              *settings->bind_dn != '\0' ? settings->bind_password : "", error);
}
