/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking the directory server, page by page, and what an entry says.
 */
#include "config.h"

#include "collector/directory/ldap-connection-private.h"

#include "shared/base/error.h"

#include <string.h>

#define ACTIVE_DIRECTORY_OID "1.2.840.113556.1.4.800"

/* Tried in turn until the server takes one; 0 = no pages. */
static const int page_sizes[] = { 250, 100, 50, 20, 0 };

struct _CollectorLdapEntry
{
  LDAP *handle;
  LDAPMessage *message;
};

/* A search, page by page. */
typedef struct
{
  CollectorLdap *ldap;
  const char *base;
  int scope;
  const char *filter;
  const char *const *attributes;
  CollectorLdapEntryFunc func;
  gpointer data;
  struct berval cookie; /* where the next page begins; empty = that was all */
  gboolean has_begun;   /* a page was answered, or a part of it */
} Search;

/* Begins to ask for a page. Returns: FALSE with an error. */
static gboolean
ask_page (Search *search, int *id, GError **error)
{
  CollectorLdap *ldap = search->ldap;
  int size = search->scope != LDAP_SCOPE_BASE ? page_sizes[ldap->page] : 0;
  LDAPControl *page = NULL, *controls[2] = { NULL };
  int result = LDAP_SUCCESS;

  if (size > 0)
    result = ldap_create_page_control (ldap->handle, size, &search->cookie, TRUE, &page);
  controls[0] = page;
  if (result == LDAP_SUCCESS)
    result = ldap_search_ext (ldap->handle, search->base, search->scope, search->filter,
                              (char **) search->attributes, FALSE, size > 0 ? controls : NULL,
                              NULL, NULL, 0, id);
  if (page != NULL)
    ldap_control_free (page);
  return result == LDAP_SUCCESS || collector_ldap_set_error (ldap, result, "search", error);
}

/* What is kept elsewhere is not asked for there: another server would be told the password. */
static gboolean
refuse_referral (Search *search, char **urls, GError **error)
{
  search->ldap->last_result = LDAP_REFERRAL;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED,
               "search: '%s' is kept by another server, %s; ask that one, or at another base",
               search->base, urls[0]);
  return FALSE;
}

/* Notes a reference within an answer. */
static void
pass_over (CollectorLdap *ldap, LDAPMessage *message)
{
  char **urls = NULL;

  if (ldap_parse_reference (ldap->handle, message, &urls, NULL, FALSE) != LDAP_SUCCESS
      || urls == NULL)
    return;
  if (ldap->n_passed_over++ == 0)
    ldap->first_passed_over = g_strdup (urls[0]);
  ldap_memvfree ((void **) urls);
}

guint
collector_ldap_get_passed_over (const CollectorLdap *ldap, const char **first)
{
  *first = ldap->first_passed_over;
  return ldap->n_passed_over;
}

static gboolean
end_page (Search *search, LDAPMessage *message, GError **error)
{
  CollectorLdap *ldap = search->ldap;
  LDAPControl **controls = NULL, *page;
  char **referrals = NULL;
  int result, size = 0;

  ber_memfree (search->cookie.bv_val);
  search->cookie = (struct berval){ 0 };
  if (ldap_parse_result (ldap->handle, message, &result, NULL, NULL, &referrals, &controls, FALSE)
      != LDAP_SUCCESS)
    result = LDAP_DECODING_ERROR;
  if (result != LDAP_SUCCESS)
    {
      if (result == LDAP_REFERRAL && referrals != NULL && referrals[0] != NULL)
        refuse_referral (search, referrals, error);
      else
        collector_ldap_set_error (ldap, result, "search", error);
      ldap_controls_free (controls);
      ldap_memvfree ((void **) referrals);
      return FALSE;
    }
  ldap_memvfree ((void **) referrals);
  page = controls != NULL ? ldap_control_find (LDAP_CONTROL_PAGEDRESULTS, controls, NULL) : NULL;
  if (page != NULL)
    result = ldap_parse_pageresponse_control (ldap->handle, page, &size,
                                              &search->cookie);
  ldap_controls_free (controls);
  return result == LDAP_SUCCESS || collector_ldap_set_error (ldap, result, "search", error);
}

/* Takes the messages of one page. */
static gboolean
take_page (Search *search, int id, GError **error)
{
  CollectorLdap *ldap = search->ldap;

  while (TRUE)
    {
      LDAPMessage *message = NULL;
      int type = collector_ldap_wait_for (ldap, id, LDAP_MSG_ONE, ldap->limit_ms, &message,
                                          "search", error);
      gboolean is_ok = type >= 0, is_end = type == LDAP_RES_SEARCH_RESULT;
      CollectorLdapEntry entry = { ldap->handle, message };

      if (is_end)
        is_ok = end_page (search, message, error);
      else if (type == LDAP_RES_SEARCH_REFERENCE)
        pass_over (ldap, message);
      else if (type == LDAP_RES_SEARCH_ENTRY)
        is_ok = search->func (&entry, search->data, error);
      search->has_begun |= is_ok;
      if (message != NULL)
        ldap_msgfree (message);
      if (!is_ok && !is_end && type >= 0)
        ldap_abandon_ext (ldap->handle, id, NULL, NULL);
      if (!is_ok || is_end)
        return is_ok;
    }
}

static gboolean
take_pages (Search *search, GError **error)
{
  gboolean is_ok;
  int id;

  do
    is_ok = ask_page (search, &id, error) && take_page (search, id, error);
  while (is_ok && search->cookie.bv_len > 0);
  ber_memfree (search->cookie.bv_val);
  search->cookie = (struct berval){ 0 };
  return is_ok;
}

/* Servers refuse pages that are larger than they give, each in its own way, or pages at all. */
static gboolean
is_of_the_page (const Search *search)
{
  int result = search->ldap->last_result;

  return !search->has_begun && search->scope != LDAP_SCOPE_BASE
         && search->ldap->page + 1 < G_N_ELEMENTS (page_sizes)
         && (result == LDAP_ADMINLIMIT_EXCEEDED || result == LDAP_UNWILLING_TO_PERFORM
             || result == LDAP_UNAVAILABLE_CRITICAL_EXTENSION);
}

/* What the server says to the first try is what is told when no page size helps. */
static gboolean
search (CollectorLdap *ldap, const char *base, int scope, const char *filter,
        const char *const *attributes, CollectorLdapEntryFunc func, gpointer data, GError **error)
{
  Search search = { .ldap = ldap, .base = base, .scope = scope, .filter = filter,
                    .attributes = attributes, .func = func, .data = data };
  guint page = ldap->page;
  g_autoptr (GError) first = NULL;

  if (take_pages (&search, &first))
    return TRUE;
  while (is_of_the_page (&search))
    {
      ldap->page++;
      if (take_pages (&search, NULL))
        return TRUE;
    }
  if (!search.has_begun)
    ldap->page = page;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

gboolean
collector_ldap_search (CollectorLdap *ldap, const char *base, const char *filter,
                       const char *const *attributes, CollectorLdapEntryFunc func, gpointer data,
                       GError **error)
{
  return search (ldap, base, LDAP_SCOPE_SUBTREE, filter, attributes, func, data, error);
}

static gboolean
note_entry (const CollectorLdapEntry *entry, gpointer exists, GError **error)
{
  *(gboolean *) exists = TRUE;
  return TRUE;
}

gboolean
collector_ldap_look_up (CollectorLdap *ldap, const char *dn, gboolean *exists, GError **error)
{
  static const char *const nothing[] = { LDAP_NO_ATTRS, NULL };
  g_autoptr (GError) fault = NULL;

  *exists = FALSE;
  if (search (ldap, dn, LDAP_SCOPE_BASE, "(objectClass=*)", nothing, note_entry, exists, &fault)
      || g_error_matches (fault, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
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

gboolean
collector_ldap_is_dn (const char *text)
{
  LDAPDN parts = NULL;
  gboolean is_one
      = ldap_str2dn (text, &parts, LDAP_DN_FORMAT_LDAPV3) == LDAP_SUCCESS && parts != NULL;

  ldap_dnfree (parts);
  return is_one;
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
