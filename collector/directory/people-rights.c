/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person of a file may do and see: role, scope, hidden digits, whether signing in is stopped.
 */
#include "config.h"

#include "collector/directory/people-record.h"

#include "collector/store/people/grouping-store.h"
#include "shared/base/error.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TARGETS 1000

static gboolean
refuse (CollectorPeopleColumn column, const char *reason, GError **error)
{
  toll_error_set_field (error, collector_people_column_get_name (column), "%s", reason);
  return FALSE;
}

static gboolean
apply_masked_digits (const char *cell, CollectorPerson *person, GError **error)
{
  guint64 masked;

  if (*cell == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (cell, 10, 0, 99, &masked, NULL))
    return refuse (COLLECTOR_PEOPLE_MASKED_DIGITS, "0 to 99 are expected", error);
  person->masked_digits = (guint) masked;
  return TRUE;
}

static gboolean
apply_disabled (const char *cell, CollectorPerson *person, GError **error)
{
  static const struct
  {
    const char *word;
    gboolean value;
  } words[] = { { "true", TRUE }, { "yes", TRUE }, { "1", TRUE },
                { "false", FALSE }, { "no", FALSE }, { "0", FALSE } };

  if (*cell == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, cell) == 0)
      {
        person->disabled = words[i].value;
        return TRUE;
      }
  return refuse (COLLECTOR_PEOPLE_DISABLED, "true or false is expected", error);
}

/* What a new role sees when the file does not say. */
static void
set_usual_scope (CollectorPerson *person, TollArena *arena)
{
  person->n_scope_ids = 0;
  person->scope = COLLECTOR_SCOPE_OWN;
  if (person->role == COLLECTOR_ROLE_ADMINISTRATOR)
    person->scope = COLLECTOR_SCOPE_ALL;
  else if (person->role == COLLECTOR_ROLE_SUPERVISOR && person->department_id != 0)
    {
      person->scope = COLLECTOR_SCOPE_DEPARTMENTS;
      person->scope_ids = toll_arena_alloc (arena, sizeof (gint64));
      person->scope_ids[person->n_scope_ids++] = person->department_id;
    }
}

static int
compare_ids (const void *a, const void *b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
contains (const CollectorPerson *person, gint64 id)
{
  for (guint i = 0; i < person->n_scope_ids; i++)
    if (person->scope_ids[i] == id)
      return TRUE;
  return FALSE;
}

static gboolean
add_target (const CollectorPeopleStoring *how, const char *name, CollectorPerson *person,
            GError **error)
{
  CollectorGrouping grouping
      = (CollectorGrouping) (person->scope - COLLECTOR_SCOPE_DEPARTMENTS);
  gint64 id;

  if (*name == '\0')
    return TRUE;
  if (!collector_grouping_lookup (how->db, grouping, name, &id, error))
    return FALSE;
  if (id == 0)
    {
      toll_error_set_field (error, collector_people_column_get_name (COLLECTOR_PEOPLE_SCOPE_OF),
                            "there is none called '%s'", name);
      return FALSE;
    }
  if (contains (person, id))
    return TRUE;
  if (person->n_scope_ids == MAX_TARGETS)
    return refuse (COLLECTOR_PEOPLE_SCOPE_OF, "more than 1,000 names", error);
  person->scope_ids[person->n_scope_ids++] = id;
  return TRUE;
}

static gboolean
apply_targets (const CollectorPeopleStoring *how, const char *cell, CollectorPerson *person,
               GError **error)
{
  g_auto (GStrv) names
      = collector_people_record_split_list (cell, COLLECTOR_PEOPLE_SCOPE_OF, error);

  if (names == NULL)
    return FALSE;
  person->scope_ids
      = toll_arena_alloc (how->arena, MIN (strlen (cell) + 1, MAX_TARGETS) * sizeof (gint64));
  for (guint i = 0; names[i] != NULL; i++)
    if (!add_target (how, names[i], person, error))
      return FALSE;
  qsort (person->scope_ids, person->n_scope_ids, sizeof (gint64), compare_ids);
  return TRUE;
}

static gboolean
apply_scope (const CollectorPeopleRecord *record, const CollectorPeopleStoring *how,
             CollectorPerson *person, GError **error)
{
  const char *kind = record->cells[COLLECTOR_PEOPLE_SCOPE];
  const char *names = record->cells[COLLECTOR_PEOPLE_SCOPE_OF];
  gboolean is_of_some;

  if (*kind == '\0')
    return *names == '\0'
           || refuse (COLLECTOR_PEOPLE_SCOPE_OF, "names are for a scope, and none is told", error);
  if (!collector_scope_from_name (kind, &person->scope))
    return refuse (COLLECTOR_PEOPLE_SCOPE,
                   "own, departments, cost_centres, locations or all is expected", error);
  if (person->role == COLLECTOR_ROLE_USER && person->scope != COLLECTOR_SCOPE_OWN)
    return refuse (COLLECTOR_PEOPLE_SCOPE, "users see their own calls only", error);
  is_of_some = person->scope != COLLECTOR_SCOPE_OWN && person->scope != COLLECTOR_SCOPE_ALL;
  if (!is_of_some && *names != '\0')
    return refuse (COLLECTOR_PEOPLE_SCOPE_OF, "this scope has no names", error);
  person->n_scope_ids = 0;
  if (!is_of_some)
    return TRUE;
  return apply_targets (how, names, person, error)
         && (person->n_scope_ids > 0
             || refuse (COLLECTOR_PEOPLE_SCOPE_OF, "of which ones is expected: this scope would "
                                                   "hold nothing", error));
}

gboolean
collector_people_record_apply_rights (const CollectorPeopleRecord *record,
                                      const CollectorPeopleStoring *how, CollectorPerson *person,
                                      GError **error)
{
  const char *role = record->cells[COLLECTOR_PEOPLE_ROLE];
  CollectorRole before = person->role;

  if (*role != '\0' && !collector_role_from_name (role, &person->role))
    return refuse (COLLECTOR_PEOPLE_ROLE, "must be user, supervisor or administrator", error);
  if (person->role != before)
    set_usual_scope (person, how->arena);
  return apply_masked_digits (record->cells[COLLECTOR_PEOPLE_MASKED_DIGITS], person, error)
         && apply_disabled (record->cells[COLLECTOR_PEOPLE_DISABLED], person, error)
         && apply_scope (record, how, person, error);
}
