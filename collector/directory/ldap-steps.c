/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trying the directory server's settings: each step says what it found, so that whoever types them
 * sees where the way ends. Any thread that may be slow.
 */
#include "config.h"

#include "collector/directory/ldap-steps.h"

#include "collector/directory/ldap-people.h"
#include "collector/directory/ldap-sign-in.h"
#include "shared/base/error.h"

#define LDAP_PORT 389
#define LDAPS_PORT 636

/* What the steps hand on to each other. */
typedef struct
{
  const CollectorLdapSettings *settings;
  const char *user_name; /* (nullable) */
  const char *password;  /* (nullable) */
  gboolean is_local;     /* the name is that of an account with a password here */
  GUri *uri;
  CollectorLdap *ldap;
  GPtrArray *people;
  gboolean warns; /* the step that was done */
} Way;

/* Returns: FALSE with an error; @detail: (out): what was found; NULL: nothing was to be done. */
typedef gboolean (*StepFunc) (Way *way, char **detail, GError **error);

/* The first server that is named. */
static gboolean
resolve (Way *way, char **detail, GError **error)
{
  g_auto (GStrv) urls = g_strsplit (way->settings->url, " ", 2);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GString) text = g_string_new (NULL);
  GList *addresses;

  way->uri = g_uri_parse (urls[0] != NULL ? urls[0] : "", G_URI_FLAGS_NONE, NULL);
  if (way->uri == NULL || g_uri_get_host (way->uri) == NULL || *g_uri_get_host (way->uri) == '\0')
    {
      toll_error_set_field (error, "url", "the server's address is wanting");
      return FALSE;
    }
  addresses = g_resolver_lookup_by_name (resolver, g_uri_get_host (way->uri), NULL, error);
  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *address = g_inet_address_to_string (l->data);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", address);
    }
  if (addresses == NULL)
    return FALSE;
  g_resolver_free_addresses (addresses);
  *detail = g_strdup (text->str);
  return TRUE;
}

static gboolean
connect_plain (Way *way, char **detail, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  int port = g_uri_get_port (way->uri);

  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (way->uri), "ldaps") ? LDAPS_PORT : LDAP_PORT;
  g_socket_client_set_timeout (client, COLLECTOR_LDAP_QUICK_MS / 1000);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, g_uri_get_host (way->uri), (guint16) port,
                                                NULL, error);
  if (connection == NULL)
    return FALSE;
  *detail = g_strdup_printf ("%s:%d", g_uri_get_host (way->uri), port);
  return TRUE;
}

static gboolean
encrypt (Way *way, char **detail, GError **error)
{
  gboolean is_tls
      = way->settings->starttls || g_str_equal (g_uri_get_scheme (way->uri), "ldaps");

  way->ldap = collector_ldap_open (way->settings, COLLECTOR_LDAP_QUICK_MS, NULL, error);
  if (way->ldap != NULL && is_tls)
    *detail = g_strdup (way->settings->starttls ? "STARTTLS" : "LDAPS");
  return way->ldap != NULL;
}

static gboolean
bind_service (Way *way, char **detail, GError **error)
{
  *detail = g_strdup (*way->settings->bind_dn != '\0' ? way->settings->bind_dn : "anonymous");
  return collector_ldap_bind_service (way->ldap, way->settings, error);
}

/* Returns: (nullable): the first who has a user name. */
static const CollectorLdapPerson *
find_named (const GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      const CollectorLdapPerson *person = g_ptr_array_index (people, i);

      if (*person->texts[COLLECTOR_LDAP_USER_NAME] != '\0')
        return person;
    }
  return NULL;
}

/* Returns: (transfer full): how many were found, the first, and what was not looked at. */
static char *
describe_people (const Way *way, const CollectorLdapPerson *named)
{
  GString *text = g_string_new (NULL);
  const char *first;
  guint n_passed_over = collector_ldap_get_passed_over (way->ldap, &first);

  g_string_append_printf (text, "%u people; the first: %s, %s %s", way->people->len,
                          named->texts[COLLECTOR_LDAP_USER_NAME],
                          named->texts[COLLECTOR_LDAP_FIRST_NAME],
                          named->texts[COLLECTOR_LDAP_LAST_NAME]);
  if (n_passed_over > 0)
    g_string_append_printf (text, "; references to other servers, not followed: %u, the first %s",
                            n_passed_over, first);
  return g_string_free (text, FALSE);
}

static gboolean
search (Way *way, char **detail, GError **error)
{
  CollectorLdapSettings *settings = collector_ldap_settings_copy (way->settings);
  const CollectorLdapPerson *named;

  g_ptr_array_set_size (settings->rules, 0); /* groups are the next step */
  way->people = collector_ldap_people_fetch (way->ldap, settings, error);
  collector_ldap_settings_free (settings);
  if (way->people == NULL)
    return FALSE;
  named = find_named (way->people);
  if (way->people->len == 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                         "nobody was found; look at base and filter");
  else if (named == NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                 "none of the %u entries shows the attribute %s, which tells the user name",
                 way->people->len, way->settings->attributes[COLLECTOR_LDAP_USER_NAME]);
  else
    *detail = describe_people (way, named);
  return *detail != NULL;
}

/* What a rule's group came to. */
static gboolean
add_group (Way *way, const CollectorLdapRule *rule, guint n_members, GString *text, GError **error)
{
  gboolean exists = TRUE;

  if (n_members == 0 && !collector_ldap_look_up (way->ldap, rule->group, &exists, error))
    return FALSE;
  way->warns |= !exists;
  g_string_append_printf (text, "%s%s: ", text->len > 0 ? "; " : "", rule->group);
  if (exists)
    g_string_append_printf (text, "%u", n_members);
  else
    g_string_append (text, "not there, or may not be read");
  return TRUE;
}

static gboolean
groups (Way *way, char **detail, GError **error)
{
  GPtrArray *rules = way->settings->rules;
  g_autofree guint *n_members = g_new0 (guint, rules->len + 1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_groups;

  if (rules->len == 0)
    return TRUE;
  if (!collector_ldap_groups_apply (way->ldap, way->settings, way->people, &n_groups, error))
    return FALSE;
  for (guint i = 0; i < way->people->len; i++)
    n_members[((CollectorLdapPerson *) way->people->pdata[i])->rule + 1]++;
  for (guint i = 0; i < rules->len; i++)
    if (!add_group (way, rules->pdata[i], n_members[i + 1], text, error))
      return FALSE;
  *detail = g_strdup (text->str);
  return TRUE;
}

/* Returns: FALSE with an error unless @people is one who may sign in. */
static gboolean
check_found (const Way *way, const GPtrArray *people, GError **error)
{
  const char *user_name = way->user_name;

  if (people->len == 0)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                 "nobody there has the user name %s, or the filter leaves them out", user_name);
  else if (people->len > 1)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                 "%u entries have the user name %s, and so nobody signs in by it: %s; %s",
                 people->len, user_name, ((CollectorLdapPerson *) people->pdata[0])->dn,
                 ((CollectorLdapPerson *) people->pdata[1])->dn);
  else if (((CollectorLdapPerson *) people->pdata[0])->disabled)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "%s is disabled there", user_name);
  else
    return TRUE;
  return FALSE;
}

/* The name's own entry; whoever it is. */
static gboolean
sign_in (Way *way, char **detail, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;
  const CollectorLdapPerson *found;

  if (way->user_name == NULL || *way->user_name == '\0')
    return TRUE;
  people = collector_ldap_people_find (way->ldap, way->settings, way->user_name, error);
  if (people == NULL || !check_found (way, people, error))
    return FALSE;
  found = g_ptr_array_index (people, 0);
  way->warns = way->is_local;
  *detail = way->is_local
                ? g_strdup_printf ("%s; but an account %s here has a password of its own, and signs "
                                   "in with that one only",
                                   found->dn, way->user_name)
                : g_strdup (found->dn);
  return collector_ldap_check_password (way->settings, way->user_name, found->key,
                                        way->password != NULL ? way->password : "",
                                        COLLECTOR_LDAP_QUICK_MS, error);
}

static const struct
{
  const char *id;
  StepFunc run;
} table[COLLECTOR_N_LDAP_STEPS] = {
  { "resolve", resolve }, { "connect", connect_plain }, { "tls", encrypt },
  { "bind", bind_service }, { "search", search },       { "groups", groups },
  { "sign_in", sign_in },
};

const char *
collector_ldap_step_state_to_name (CollectorLdapStepState state)
{
  static const char *const names[] = { "ok", "warning", "failed", "skipped" };

  return names[state];
}

void
collector_ldap_steps_clear (CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS])
{
  for (guint i = 0; i < COLLECTOR_N_LDAP_STEPS; i++)
    g_clear_pointer (&steps[i].detail, g_free);
}

static void
run_step (Way *way, guint index, CollectorLdapStep *step)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  way->warns = FALSE;
  if (!table[index].run (way, &step->detail, &error))
    {
      step->state = COLLECTOR_LDAP_STEP_FAILED;
      g_free (step->detail);
      step->detail = g_strdup (error->message);
    }
  else if (step->detail != NULL)
    step->state = way->warns ? COLLECTOR_LDAP_STEP_WARNING : COLLECTOR_LDAP_STEP_OK;
  step->took_ms = (g_get_monotonic_time () - start_us) / 1000;
}

void
collector_ldap_steps_run (const CollectorLdapSettings *settings, const char *user_name,
                          const char *password, gboolean is_local,
                          CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS])
{
  Way way = { .settings = settings, .user_name = user_name, .password = password,
              .is_local = is_local };
  gboolean goes_on = TRUE;

  for (guint i = 0; i < COLLECTOR_N_LDAP_STEPS; i++)
    {
      steps[i] = (CollectorLdapStep){ .id = table[i].id, .state = COLLECTOR_LDAP_STEP_SKIPPED };
      if (goes_on)
        run_step (&way, i, &steps[i]);
      goes_on &= steps[i].state != COLLECTOR_LDAP_STEP_FAILED;
    }
  g_clear_pointer (&way.uri, g_uri_unref);
  g_clear_pointer (&way.ldap, collector_ldap_close);
  g_clear_pointer (&way.people, g_ptr_array_unref);
}
