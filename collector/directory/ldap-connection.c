/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection to the directory server: encryption, binding, searching page by page. OpenLDAP's
 * library, with a limit on every wait.
 */
#include "config.h"

#include "collector/directory/ldap-connection.h"

#include "collector/directory/ldap-watch.h"
#include "shared/base/error.h"

#include <ldap.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#define PAGE_SIZE 250
#define SLICE_MS 100 /* how often a wait looks whether it was cancelled */
#define ACTIVE_DIRECTORY_OID "1.2.840.113556.1.4.800"

struct _CollectorLdap
{
  LDAP *handle;
  guint limit_ms;
  guint reach_ms; /* to connect; and then for the handshake */
  GCancellable *cancellable; /* (nullable) */
  struct ldap_conncb callbacks; /* as long as the handle lives */
  CollectorLdapWatch *watch; /* (nullable): while the connection is opened */
};

struct _CollectorLdapEntry
{
  LDAP *handle;
  LDAPMessage *message;
};

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

static gboolean
set_error (CollectorLdap *ldap, int result, const char *what, GError **error)
{
  TollError code = TOLL_ERROR_FAILED;
  char *more = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].result == result)
      code = meanings[i].code;
  ldap_get_option (ldap->handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &more);
  if (more != NULL && *more != '\0')
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
set_tls (CollectorLdap *ldap, const CollectorLdapSettings *settings, GError **error)
{
  static const char machine_ca[] = "/etc/ssl/certs/ca-certificates.crt";
  const char *ca = *settings->ca_file != '\0' ? settings->ca_file : machine_ca;
  int demand = LDAP_OPT_X_TLS_DEMAND, oldest = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2, client = 0;

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
  const CollectorLdap *ldap = callbacks->lc_arg;
  struct timeval limit = to_timeval (ldap->limit_ms), endless = { .tv_sec = -1 };
  ber_socket_t fd;

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
set_options (CollectorLdap *ldap, const CollectorLdapSettings *settings, GError **error)
{
  struct timeval limit = to_timeval (ldap->limit_ms), reach = to_timeval (ldap->reach_ms);
  int version = LDAP_VERSION3;

  ldap_set_option (ldap->handle, LDAP_OPT_PROTOCOL_VERSION, &version);
  ldap_set_option (ldap->handle, LDAP_OPT_NETWORK_TIMEOUT, &reach);
  ldap_set_option (ldap->handle, LDAP_OPT_TIMEOUT, &limit);
  ldap_set_option (ldap->handle, LDAP_OPT_CONNECT_CB, &ldap->callbacks);
  /* Other servers would be told the password. */
  ldap_set_option (ldap->handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
  return set_tls (ldap, settings, error);
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

static CollectorLdap *
open_one (const CollectorLdapSettings *settings, const char *url, guint limit_ms, guint reach_ms,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (CollectorLdap) ldap = g_new0 (CollectorLdap, 1);
  int result = ldap_initialize (&ldap->handle, url);

  ldap->callbacks = (struct ldap_conncb){ connected_cb, closed_cb, ldap };
  ldap->limit_ms = limit_ms;
  ldap->reach_ms = reach_ms;
  ldap->cancellable = cancellable;
  if (result != LDAP_SUCCESS)
    {
      ldap->handle = NULL;
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "%s: %s", url,
                   ldap_err2string (result));
      return NULL;
    }
  if (!set_options (ldap, settings, error))
    return NULL;
  result = reach_out (ldap, settings);
  if (result == LDAP_SUCCESS)
    return g_steal_pointer (&ldap);
  set_error (ldap, result, url, error);
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
  g_free (ldap);
}

/* Waits for one message of the answer to @id. @message: (out): to be freed by ldap_msgfree().
 * Returns: its type; -1 with an error. */
static int
wait_for (CollectorLdap *ldap, int id, int how, LDAPMessage **message, const char *what,
          GError **error)
{
  gint64 end_us = g_get_monotonic_time () + ldap->limit_ms * G_GINT64_CONSTANT (1000);

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
      set_error (ldap, result, what, error);
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
    return set_error (ldap, result, "bind", error);
  if (wait_for (ldap, id, LDAP_MSG_ALL, &message, "bind", error) < 0)
    return FALSE;
  if (ldap_parse_result (ldap->handle, message, &result, NULL, NULL, NULL, NULL, TRUE)
      != LDAP_SUCCESS)
    result = LDAP_DECODING_ERROR;
  return result == LDAP_SUCCESS || set_error (ldap, result, "bind", error);
}

gboolean
collector_ldap_bind_service (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                             GError **error)
{
  return collector_ldap_bind (ldap, settings->bind_dn,
                              *settings->bind_dn != '\0' ? settings->bind_password : "", error);
}

/* Begins to ask for a page. Returns: FALSE with an error. */
static gboolean
ask_page (CollectorLdap *ldap, const char *base, int scope, const char *filter,
          const char *const *attributes, struct berval *cookie, int *id, GError **error)
{
  LDAPControl *page = NULL, *controls[2] = { NULL };
  int result = ldap_create_page_control (ldap->handle, PAGE_SIZE, cookie, TRUE, &page);

  controls[0] = page;
  if (result == LDAP_SUCCESS)
    result = ldap_search_ext (ldap->handle, base, scope, filter, (char **) attributes, FALSE,
                              scope != LDAP_SCOPE_BASE ? controls : NULL, NULL, NULL, 0, id);
  if (page != NULL)
    ldap_control_free (page);
  return result == LDAP_SUCCESS || set_error (ldap, result, "search", error);
}

/* The end of a page. @cookie: (inout): where the next begins; empty = that was all. */
static gboolean
end_page (CollectorLdap *ldap, LDAPMessage *message, struct berval *cookie, GError **error)
{
  LDAPControl **controls = NULL, *page;
  int result, size = 0;

  ber_memfree (cookie->bv_val);
  *cookie = (struct berval){ 0 };
  if (ldap_parse_result (ldap->handle, message, &result, NULL, NULL, NULL, &controls, FALSE)
      != LDAP_SUCCESS)
    result = LDAP_DECODING_ERROR;
  if (result != LDAP_SUCCESS)
    {
      ldap_controls_free (controls);
      return set_error (ldap, result, "search", error);
    }
  page = controls != NULL ? ldap_control_find (LDAP_CONTROL_PAGEDRESULTS, controls, NULL) : NULL;
  if (page != NULL)
    result = ldap_parse_pageresponse_control (ldap->handle, page, &size, cookie);
  ldap_controls_free (controls);
  return result == LDAP_SUCCESS || set_error (ldap, result, "search", error);
}

/* Takes the messages of one page. */
static gboolean
take_page (CollectorLdap *ldap, int id, struct berval *cookie, CollectorLdapEntryFunc func,
           gpointer data, GError **error)
{
  while (TRUE)
    {
      LDAPMessage *message = NULL;
      int type = wait_for (ldap, id, LDAP_MSG_ONE, &message, "search", error);
      gboolean is_ok = type >= 0, is_end = type == LDAP_RES_SEARCH_RESULT;
      CollectorLdapEntry entry = { ldap->handle, message };

      if (is_end)
        is_ok = end_page (ldap, message, cookie, error);
      else if (type == LDAP_RES_SEARCH_ENTRY)
        is_ok = func (&entry, data, error);
      if (message != NULL)
        ldap_msgfree (message);
      if (!is_ok && !is_end && type >= 0)
        ldap_abandon_ext (ldap->handle, id, NULL, NULL);
      if (!is_ok || is_end)
        return is_ok;
    }
}

static gboolean
search (CollectorLdap *ldap, const char *base, int scope, const char *filter,
        const char *const *attributes, CollectorLdapEntryFunc func, gpointer data, GError **error)
{
  struct berval cookie = { 0 };
  gboolean is_ok;
  int id;

  do
    is_ok = ask_page (ldap, base, scope, filter, attributes, &cookie, &id, error)
            && take_page (ldap, id, &cookie, func, data, error);
  while (is_ok && cookie.bv_len > 0);
  ber_memfree (cookie.bv_val);
  return is_ok;
}

gboolean
collector_ldap_search (CollectorLdap *ldap, const char *base, const char *filter,
                       const char *const *attributes, CollectorLdapEntryFunc func, gpointer data,
                       GError **error)
{
  return search (ldap, base, LDAP_SCOPE_SUBTREE, filter, attributes, func, data, error);
}

static gboolean
look_at_root (const CollectorLdapEntry *entry, gpointer is_one, GError **error)
{
  g_auto (GStrv) values = collector_ldap_entry_list (entry, "supportedCapabilities");

  *(gboolean *) is_one = g_strv_contains ((const char *const *) values, ACTIVE_DIRECTORY_OID);
  return TRUE;
}

gboolean
collector_ldap_is_active_directory (CollectorLdap *ldap, gboolean *is_one, GError **error)
{
  static const char *const attributes[] = { "supportedCapabilities", NULL };

  *is_one = FALSE;
  return search (ldap, "", LDAP_SCOPE_BASE, "(objectClass=*)", attributes, look_at_root, is_one,
                 error);
}

char *
collector_ldap_entry_dup_dn (const CollectorLdapEntry *entry)
{
  char *dn = ldap_get_dn (entry->handle, entry->message);
  char *copy = g_strdup (dn != NULL ? dn : "");

  ldap_memfree (dn);
  return copy;
}

char **
collector_ldap_entry_list (const CollectorLdapEntry *entry, const char *attribute)
{
  struct berval **values = ldap_get_values_len (entry->handle, entry->message, attribute);
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    if (g_utf8_validate_len (values[i]->bv_val, values[i]->bv_len, NULL))
      g_ptr_array_add (texts, g_strndup (values[i]->bv_val, values[i]->bv_len));
  if (values != NULL)
    ldap_value_free_len (values);
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

char *
collector_ldap_entry_dup_key (const CollectorLdapEntry *entry)
{
  g_auto (GStrv) uuids = collector_ldap_entry_list (entry, "entryUUID");
  struct berval **guids;
  GString *hex;

  if (uuids[0] != NULL)
    return g_strdup (uuids[0]);
  guids = ldap_get_values_len (entry->handle, entry->message, "objectGUID");
  if (guids == NULL)
    return NULL;
  hex = g_string_new (NULL);
  for (gsize i = 0; guids[0] != NULL && i < guids[0]->bv_len; i++)
    g_string_append_printf (hex, "%02x", (guchar) guids[0]->bv_val[i]);
  ldap_value_free_len (guids);
  return g_string_free (hex, hex->len == 0);
}

char *
collector_ldap_fold_dn (const char *dn)
{
  LDAPDN parts = NULL;
  char *text = NULL, *folded;

  if (ldap_str2dn (dn, &parts, LDAP_DN_FORMAT_LDAPV3) == LDAP_SUCCESS && parts != NULL)
    ldap_dn2str (parts, &text, LDAP_DN_FORMAT_LDAPV3);
  folded = g_utf8_casefold (text != NULL ? text : dn, -1);
  ldap_memfree (text);
  ldap_dnfree (parts);
  return folded;
}

char *
collector_ldap_escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr ("*()\\", *p) != NULL || (guchar) *p < ' ')
      g_string_append_printf (escaped, "\\%02x", (guchar) *p);
    else
      g_string_append_c (escaped, *p);
  return g_string_free (escaped, FALSE);
}
