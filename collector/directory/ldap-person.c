/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One entry of the directory server onto one person: fields, groupings, lines, role and scope.
 * Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-person.h"

#include "collector/directory/ldap-settings-private.h"
#include "collector/store/people/grouping-store.h"
#include "shared/base/error.h"

#include <string.h>

#define USUAL_MASK 3

typedef struct
{
  CollectorDb *db;
  const CollectorLdapSettings *settings;
  const CollectorLdapPerson *found;
  const CollectorLdapRefused *refused;
  gint64 now_ms;
  TollArena *arena;
  CollectorPerson *person;
} Filling;

static gboolean
is_told (const Filling *self, guint field)
{
  return *self->settings->attributes[field] != '\0'
         && !collector_ldap_refused_has (self->refused, field);
}

static void
fill_texts (Filling *self)
{
  CollectorPerson *person = self->person;
  const struct
  {
    CollectorLdapField field;
    const char **text;
  } rows[] = {
    { COLLECTOR_LDAP_USER_NAME, &person->user_name },
    { COLLECTOR_LDAP_FIRST_NAME, &person->first_name },
    { COLLECTOR_LDAP_LAST_NAME, &person->last_name },
    { COLLECTOR_LDAP_MAIL, &person->mail },
    { COLLECTOR_LDAP_CUCM_USER_ID, &person->cucm_user_id },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (is_told (self, rows[i].field))
      *rows[i].text = self->found->texts[rows[i].field];
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    if (is_told (self, COLLECTOR_LDAP_CUSTOM_1 + i))
      person->custom[i] = self->found->texts[COLLECTOR_LDAP_CUSTOM_1 + i];
}

static gboolean
fill_places (Filling *self, GError **error)
{
  CollectorPerson *person = self->person;
  const struct
  {
    CollectorLdapField field;
    CollectorGrouping grouping;
    gint64 *id;
  } rows[] = {
    { COLLECTOR_LDAP_DEPARTMENT, COLLECTOR_GROUPING_DEPARTMENT, &person->department_id },
    { COLLECTOR_LDAP_COST_CENTRE, COLLECTOR_GROUPING_COST_CENTRE, &person->cost_centre_id },
    { COLLECTOR_LDAP_LOCATION, COLLECTOR_GROUPING_LOCATION, &person->location_id },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) fault = NULL;

      if (!is_told (self, rows[i].field)
          || collector_grouping_ensure (self->db, rows[i].grouping,
                                        self->found->texts[rows[i].field], rows[i].id, &fault))
        continue;
      if (fault->code == TOLL_ERROR_DATABASE)
        g_propagate_error (error, g_steal_pointer (&fault));
      else
        toll_error_set_field (error, collector_ldap_field_names[rows[i].field], "%s",
                              toll_error_get_reason (fault));
      return FALSE;
    }
  return TRUE;
}

/* The line of the number that goes on, an extension before others; or else one that begins when the
 * person's last of that number ended. */
static CollectorPersonLine
choose_line (const CollectorPerson *person, const char *number, gint64 now_ms)
{
  CollectorPersonLine line = { .number = number,
                               .partition = "",
                               .site = "",
                               .valid_from_ms = G_MININT64,
                               .valid_to_ms = G_MAXINT64 };
  const CollectorPersonLine *open = NULL;

  for (guint i = 0; i < person->n_lines; i++)
    {
      const CollectorPersonLine *old = &person->lines[i];

      if (strcmp (old->number, number) != 0)
        continue;
      if (old->valid_to_ms <= now_ms)
        line.valid_from_ms = MAX (line.valid_from_ms, old->valid_to_ms);
      else if (open == NULL
               || (old->kind == COLLECTOR_LINE_EXTENSION && open->kind != COLLECTOR_LINE_EXTENSION))
        open = old;
    }
  return open != NULL ? *open : line;
}

static gboolean
has_line (const CollectorPerson *person, const CollectorPersonLine *line)
{
  for (guint i = 0; i < person->n_lines; i++)
    if (collector_person_line_is_same_number (&person->lines[i], line))
      return TRUE;
  return FALSE;
}

/* The server tells extensions alone: direct numbers, mailboxes and faxes are the house's own. A
 * number that cannot be taken takes no extension away either. */
static void
keep_lines (Filling *self, const CollectorPerson *before, gboolean is_refused)
{
  for (guint i = 0; i < before->n_lines; i++)
    {
      const CollectorPersonLine *line = &before->lines[i];

      if (line->valid_to_ms <= self->now_ms)
        continue;
      if (line->kind == COLLECTOR_LINE_EXTENSION
              ? is_refused && !collector_person_has_number (self->person, line->number)
              : !has_line (self->person, line))
        collector_person_add_line (self->person, line, self->arena);
    }
}

static void
fill_lines (Filling *self)
{
  CollectorPerson before = *self->person;
  gboolean is_refused = FALSE;

  if (!is_told (self, COLLECTOR_LDAP_LINES))
    return;
  self->person->lines = NULL;
  self->person->n_lines = 0;
  for (guint i = 0; self->found->numbers[i] != NULL; i++)
    if (collector_ldap_refused_has_number (self->refused, i))
      is_refused = TRUE;
    else
      {
        CollectorPersonLine line = choose_line (&before, self->found->numbers[i], self->now_ms);

        collector_person_add_line (self->person, &line, self->arena);
      }
  keep_lines (self, &before, is_refused);
}

static int
compare_ids (const void *a, const void *b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* The set of a rule's scope; nothing named: where the person is. Where that was refused it is not
 * known, and the scope holds nothing. */
static gboolean
fill_scope_ids (Filling *self, const CollectorLdapRule *rule, GError **error)
{
  CollectorPerson *person = self->person;
  gint64 own[] = { person->department_id, person->cost_centre_id, person->location_id };
  CollectorGrouping grouping;

  person->n_scope_ids = 0;
  if (person->scope == COLLECTOR_SCOPE_OWN || person->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  grouping = (CollectorGrouping) (person->scope - COLLECTOR_SCOPE_DEPARTMENTS);
  person->scope_ids = toll_arena_alloc (
      self->arena, (g_strv_length (rule->names) + 1) * sizeof *person->scope_ids);
  for (guint i = 0; rule->names[i] != NULL; i++)
    {
      g_autoptr (GError) fault = NULL;

      if (collector_grouping_ensure (self->db, grouping, rule->names[i],
                                     &person->scope_ids[person->n_scope_ids], &fault))
        person->n_scope_ids++;
      else if (fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        } /* a name that nothing can have */
    }
  if (*rule->names == NULL && own[grouping] != 0
      && !collector_ldap_refused_has (self->refused, COLLECTOR_LDAP_DEPARTMENT + grouping))
    person->scope_ids[person->n_scope_ids++] = own[grouping];
  qsort (person->scope_ids, person->n_scope_ids, sizeof *person->scope_ids, compare_ids);
  return TRUE;
}

G_STATIC_ASSERT (COLLECTOR_LDAP_LOCATION - COLLECTOR_LDAP_DEPARTMENT
                 == COLLECTOR_GROUPING_LOCATION);

static gboolean
fill_role (Filling *self, GError **error)
{
  CollectorPerson *person = self->person;
  const CollectorLdapRule *rule
      = self->found->rule >= 0 ? g_ptr_array_index (self->settings->rules, self->found->rule)
                               : NULL;
  CollectorRole role = rule != NULL ? rule->role : COLLECTOR_ROLE_USER;

  if (person->role != role)
    person->masked_digits = role == COLLECTOR_ROLE_ADMINISTRATOR ? 0 : USUAL_MASK;
  person->role = role;
  person->scope = rule != NULL ? rule->scope : COLLECTOR_SCOPE_OWN;
  return fill_scope_ids (self, rule, error);
}

static void
fill_source (Filling *self)
{
  CollectorPerson *person = self->person;
  g_autofree char *synced = collector_ldap_settings_dup_synced (self->settings);

  person->source = COLLECTOR_SOURCE_LDAP;
  person->source_key = self->found->key;
  person->synced = toll_arena_strdup (self->arena, synced);
}

/* Whether they may get in, and what they see there. */
static gboolean
fill_rights (Filling *self, gboolean is_local, GError **error)
{
  if (is_local || self->refused->rights)
    return TRUE;
  if (*self->settings->disabled_rule != '\0')
    self->person->disabled = self->found->disabled;
  return self->settings->rules->len == 0 || fill_role (self, error);
}

gboolean
collector_ldap_person_fill (CollectorDb *db, const CollectorLdapSettings *settings,
                            const CollectorLdapPerson *found, const CollectorLdapRefused *refused,
                            gint64 manager_id, gint64 now_ms, TollArena *arena,
                            CollectorPerson *person, GError **error)
{
  Filling self = { db, settings, found, refused, now_ms, arena, person };
  gboolean is_local = person->has_password;

  fill_texts (&self);
  fill_lines (&self);
  fill_source (&self);
  if (is_told (&self, COLLECTOR_LDAP_MANAGER))
    person->manager_id = manager_id;
  if (person->valid_to_ms <= now_ms)
    person->valid_to_ms = G_MAXINT64; /* somebody who is back */
  return fill_places (&self, error) && fill_rights (&self, is_local, error);
}

static void
give_up_lines (const CollectorLdapPerson *found, GHashTable *wanted, CollectorPerson *person)
{
  guint n = 0;

  for (guint i = 0; i < person->n_lines; i++)
    if (person->lines[i].kind != COLLECTOR_LINE_EXTENSION
        || !g_hash_table_contains (wanted, person->lines[i].number)
        || g_strv_contains ((const char *const *) found->numbers, person->lines[i].number))
      person->lines[n++] = person->lines[i];
  person->n_lines = n;
}

void
collector_ldap_person_give_up (const CollectorLdapSettings *settings,
                               const CollectorLdapPerson *found,
                               const CollectorLdapWanted *wanted, CollectorPerson *person)
{
  g_autofree char *user_id = g_ascii_strdown (person->cucm_user_id, -1);

  if (*settings->attributes[COLLECTOR_LDAP_LINES] != '\0')
    give_up_lines (found, wanted->numbers, person);
  if (*settings->attributes[COLLECTOR_LDAP_CUCM_USER_ID] != '\0'
      && g_hash_table_contains (wanted->user_ids, user_id))
    person->cucm_user_id = found->texts[COLLECTOR_LDAP_CUCM_USER_ID];
}
