/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of the directory server that would do harm: a search that finds too few, a group or an
 * attribute that may not be read, a rule that means something else or names what nothing is. They
 * are refused before anything changes. Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-apply-private.h"

#include "collector/directory/ldap-scopes.h"
#include "collector/directory/ldap-settings-private.h"

#define ANYWAY                                                                                     \
  "; nothing was changed. If that is meant, raise the limit (max_removed_percent) in the"          \
  " settings of the directory server for one run"

static gboolean
is_too_many (const CollectorLdapApplying *self, gint64 n, gint64 n_all)
{
  return n * 100 > self->settings->max_removed_percent * n_all;
}

/* One person may always lose something, as long as others have it. */
static gboolean
is_harmful (const CollectorLdapApplying *self, gint64 n, gint64 n_all)
{
  return is_too_many (self, n, n_all)
         && !(n == 1 && n_all > 1 && self->settings->max_removed_percent > 0);
}

/* Does a group that gives rights have a member at all? */
static gboolean
has_leaders (const CollectorLdapApplying *self)
{
  for (guint i = 0; i < self->people->len; i++)
    if (collector_ldap_apply_role_of (self, g_ptr_array_index (self->people, i))
        != COLLECTOR_ROLE_USER)
      return TRUE;
  return FALSE;
}

/* Groups that were not found, or half of them, must not take everybody's rights. One person's may
 * always be taken, as long as others have theirs: few have any.
 * Returns: (transfer full) (nullable): why not. */
static char *
find_lost_roles (const CollectorLdapApplying *self)
{
  gint64 n_all = 0, n_lost = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const CollectorLdapKnown *known = g_ptr_array_index (self->known, i);

      n_all += known->is_here && known->role != COLLECTOR_ROLE_USER;
      n_lost += known->is_here && known->new_role < known->role;
    }
  if (!is_too_many (self, n_lost, n_all)
      || (n_lost == 1 && self->settings->max_removed_percent > 0 && has_leaders (self)))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                          " administrators and supervisors would lose their role, more than %"
                          G_GINT64_FORMAT " %%; look whether the groups of the rules are found and "
                          "their members may be read" ANYWAY,
                          n_lost, n_all, self->settings->max_removed_percent);
}

/* An attribute that is not there, or not readable, must not take everybody's numbers.
 * Returns: (transfer full) (nullable): why not. */
static char *
find_lost_numbers (const CollectorLdapApplying *self)
{
  gint64 n_all = 0, n_lost = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const CollectorLdapKnown *known = g_ptr_array_index (self->known, i);

      n_all += known->is_here && known->has_lines;
      n_lost += known->is_here && known->has_lines && known->is_bare;
    }
  if (!is_harmful (self, n_lost, n_all))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                          " people would lose all their numbers, more than %" G_GINT64_FORMAT
                          " %%; look whether the entries have the attribute %s and it may be "
                          "read" ANYWAY,
                          n_lost, n_all, self->settings->max_removed_percent,
                          self->settings->attributes[COLLECTOR_LDAP_LINES]);
}

/* Returns: (transfer full) (nullable): why not. */
static char *
find_lost_people (CollectorLdapApplying *self)
{
  gint64 n_here = 0, n_gone = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const CollectorLdapKnown *known = g_ptr_array_index (self->known, i);

      n_here += known->is_here;
      n_gone += known->is_here && !known->is_found;
    }
  self->run->n_removed = n_gone;
  if (self->people->len == 0)
    return g_strdup ("the server answered with nobody; nothing was changed");
  if (!is_too_many (self, n_gone, n_here))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                          " people would leave, more than %" G_GINT64_FORMAT " %%" ANYWAY,
                          n_gone, n_here, self->settings->max_removed_percent);
}

/* The same of everything else that is told of people.
 * Returns: (transfer full) (nullable): why not. */
static char *
find_lost_fields (const CollectorLdapApplying *self)
{
  for (guint i = 0; i < COLLECTOR_N_SYNC_FIELDS; i++)
    {
      gint64 n_all = 0, n_lost = 0;

      for (guint j = 0; j < self->known->len; j++)
        {
          const CollectorLdapKnown *known = g_ptr_array_index (self->known, j);

          n_all += known->is_here && (known->filled >> i & 1);
          n_lost += known->is_here && (known->filled & known->emptied) >> i & 1;
        }
      if (is_harmful (self, n_lost, n_all))
        return g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                " people would have no %s any more, more than %" G_GINT64_FORMAT
                                " %%; look whether the entries have the attribute %s and it may be "
                                "read" ANYWAY,
                                n_lost, n_all,
                                collector_ldap_field_names[COLLECTOR_LDAP_FIRST_NAME + i],
                                self->settings->max_removed_percent,
                                self->settings->attributes[COLLECTOR_LDAP_FIRST_NAME + i]);
    }
  return NULL;
}

/* A rule that takes everybody for disabled must not lock the house.
 * Returns: (transfer full) (nullable): why not. */
static char *
find_shut_out (const CollectorLdapApplying *self)
{
  gint64 n_all = 0, n_lost = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const CollectorLdapKnown *known = g_ptr_array_index (self->known, i);

      n_all += known->is_here && known->is_let_in;
      n_lost += known->is_here && known->is_let_in && known->is_shut_out;
    }
  return is_harmful (self, n_lost, n_all)
             ? g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                " people would no longer be let in, more than %" G_GINT64_FORMAT
                                " %%; look whether disabled_rule means what it should" ANYWAY,
                                n_lost, n_all, self->settings->max_removed_percent)
             : NULL;
}

/* Supervisors of what nothing is would see nothing. No limit lets that through.
 * @why: (out) (transfer full): NULL = nothing is wrong. Returns: FALSE when it cannot be told. */
static gboolean
find_empty_scopes (const CollectorLdapApplying *self, char **why, GError **error)
{
  static const char *const nouns[COLLECTOR_N_GROUPINGS]
      = { "department", "cost centre", "location" };
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GArray) unknown
      = collector_ldap_scopes_find_unknown (self->db, self->settings, self->people, error);

  *why = NULL;
  for (guint i = 0; unknown != NULL && i < unknown->len; i++)
    {
      const CollectorLdapUnknown *one = &g_array_index (unknown, CollectorLdapUnknown, i);

      g_string_append_printf (names, "%sgroup_rules[%u] names the %s '%s'", i > 0 ? ", " : "",
                              one->rule, nouns[one->grouping], one->name);
    }
  if (names->len > 0)
    *why = g_strdup_printf ("%s: not known here, and nobody on the server has it; nothing was "
                            "changed. Correct the rule, or add what it names",
                            names->str);
  return unknown != NULL;
}

gboolean
collector_ldap_guard_check (CollectorLdapApplying *self, gboolean *is_harmless, GError **error)
{
  char *(*const guards[]) (const CollectorLdapApplying *)
      = { find_lost_roles, find_lost_numbers, find_shut_out, find_lost_fields };

  self->run->message = find_lost_people (self);
  for (guint i = 0; i < G_N_ELEMENTS (guards) && self->run->message == NULL; i++)
    self->run->message = guards[i] (self);
  if (self->run->message == NULL && !find_empty_scopes (self, &self->run->message, error))
    return FALSE;
  *is_harmless = self->run->message == NULL;
  if (!*is_harmless)
    self->run->state = COLLECTOR_SYNC_REFUSED;
  return TRUE;
}
