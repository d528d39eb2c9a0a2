/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose calls a person sees, inwards: a kind, and departments and the like by id or by name.
 */
#include "config.h"

#include "collector/routes/person-json.h"

#include "collector/store/people/grouping-store.h"
#include "shared/base/error.h"

#define MAX_TARGETS 1000

typedef struct
{
  CollectorPerson *person;
  CollectorDb *db;
  TollArena *arena;
  CollectorGrouping grouping; /* what the scope is made of */
} Scoping;

/* Reads one of the list. Returns: FALSE with an error. */
typedef gboolean (*TargetFunc) (const Scoping *self, const char *text, gint64 *id, GError **error);

static gboolean
read_target_id (const Scoping *self, const char *text, gint64 *id, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL)
      && collector_grouping_dup_name (self->db, self->grouping, *id, self->arena, &fault) != NULL)
    return TRUE;
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    toll_error_set_field (error, "scope.ids", "there is none with the id '%s'", text);
  return FALSE;
}

static gboolean
read_target_name (const Scoping *self, const char *text, gint64 *id, GError **error)
{
  if (!collector_grouping_lookup (self->db, self->grouping, text, id, error))
    return FALSE;
  if (*id == 0)
    toll_error_set_field (error, "scope.names", "there is none called '%s'", text);
  return *id != 0;
}

static gboolean
contains (const CollectorPerson *person, gint64 id)
{
  for (guint i = 0; i < person->n_scope_ids; i++)
    if (person->scope_ids[i] == id)
      return TRUE;
  return FALSE;
}

static int
compare_ids (const void *a, const void *b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
take_targets (const Scoping *self, const TollJsonValue *list, const char *field, TargetFunc read,
              GError **error)
{
  CollectorPerson *person = self->person;
  guint n = toll_json_value_get_length (list);

  person->scope_ids = toll_arena_alloc (self->arena, (n + 1) * sizeof (gint64));
  for (guint i = 0; i < n; i++)
    {
      const char *text = toll_json_value_get_text (toll_json_value_get_element (list, i));
      gint64 id;

      if (text == NULL)
        {
          toll_error_set_field (error, field, "a list of texts is expected");
          return FALSE;
        }
      if (!read (self, text, &id, error))
        return FALSE;
      if (!contains (person, id))
        person->scope_ids[person->n_scope_ids++] = id;
    }
  qsort (person->scope_ids, person->n_scope_ids, sizeof (gint64), compare_ids);
  return TRUE;
}

/* @list: (nullable). */
static gboolean
check_list (const CollectorPerson *person, const TollJsonValue *list, const char *field,
            GError **error)
{
  guint n = list != NULL ? toll_json_value_get_length (list) : 0;

  if (list != NULL && toll_json_value_get_kind (list) != TOLL_JSON_ARRAY)
    toll_error_set_field (error, field, "a list is expected");
  else if (n > MAX_TARGETS)
    toll_error_set_field (error, field, "a list of at most 1,000 is expected");
  else if (n > 0
           && (person->scope == COLLECTOR_SCOPE_OWN || person->scope == COLLECTOR_SCOPE_ALL))
    toll_error_set_field (error, field, "an empty list, with this kind, is expected");
  else
    return TRUE;
  return FALSE;
}

/* Ids say it more exactly than names: names count where there are no ids. */
static gboolean
take_lists (CollectorPerson *person, const TollJsonValue *value, CollectorDb *db, TollArena *arena,
            GError **error)
{
  const TollJsonValue *ids = toll_json_value_get_member (value, "ids");
  const TollJsonValue *names = toll_json_value_get_member (value, "names");
  Scoping self = { person, db, arena, COLLECTOR_GROUPING_DEPARTMENT };

  if (!check_list (person, ids, "scope.ids", error)
      || !check_list (person, names, "scope.names", error))
    return FALSE;
  person->n_scope_ids = 0;
  if (person->scope == COLLECTOR_SCOPE_OWN || person->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  self.grouping = (CollectorGrouping) (person->scope - COLLECTOR_SCOPE_DEPARTMENTS);
  if (ids != NULL && toll_json_value_get_length (ids) > 0)
    return take_targets (&self, ids, "scope.ids", read_target_id, error);
  return names == NULL || take_targets (&self, names, "scope.names", read_target_name, error);
}

gboolean
collector_person_apply_scope (CollectorPerson *person, const TollJsonValue *value, CollectorDb *db,
                              TollArena *arena, GError **error)
{
  static const char *const members[] = { "kind", "ids", "names", NULL };
  CollectorScope before = person->scope;
  guint n_before = person->n_scope_ids;
  gboolean is_of_some;
  const char *kind;

  if (!toll_json_check_members (value, "scope", members, error)
      || !toll_json_require_text (value, "scope", "kind", &kind, error))
    return FALSE;
  if (!collector_scope_from_name (kind, &person->scope))
    {
      toll_error_set_field (error, "scope.kind",
                            "own, departments, cost_centres, locations or all is expected");
      return FALSE;
    }
  if (person->role == COLLECTOR_ROLE_USER && person->scope != COLLECTOR_SCOPE_OWN)
    {
      toll_error_set_field (error, "scope.kind", "users see their own calls only");
      return FALSE;
    }
  if (!take_lists (person, value, db, arena, error))
    return FALSE;
  is_of_some = person->scope != COLLECTOR_SCOPE_OWN && person->scope != COLLECTOR_SCOPE_ALL;
  /* One that was empty before, as of a group of the directory server, is in nobody's way. */
  if (!is_of_some || person->n_scope_ids > 0 || (before == person->scope && n_before == 0))
    return TRUE;
  toll_error_set_field (error, "scope.ids", "of which ones is expected: it would hold nothing");
  return FALSE;
}
