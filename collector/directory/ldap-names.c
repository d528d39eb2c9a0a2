/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * User names that change hands. Those that the directory server hands round in a ring: nobody of it
 * can take theirs before somebody else has given it up, so all of a ring are renamed together, or
 * nobody. And those of people who left, when somebody new bears them. Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-apply-private.h"

#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "shared/base/error.h"

#define NOBODY G_MAXUINT
#define MAX_USER_NAME 128 /* characters */

/* Who waits for whose name, by the index of people. */
typedef struct
{
  CollectorLdapApplying *self;
  GHashTable *holders; /* id of a person -> index + 1 */
  guint *next;         /* who has the name that this one is given; NOBODY = none of them */
  guint *seen;         /* the walk that came by; 0 = none */
} Rings;

/* One ring: @first and whoever follows. */
typedef struct
{
  const Rings *rings;
  guint first;
} Ring;

static const CollectorLdapPerson *
get_found (const Rings *rings, guint index)
{
  return g_ptr_array_index (rings->self->people, index);
}

static gboolean
find_next (Rings *rings, guint index, GError **error)
{
  gint64 holder_id;
  guint holder;

  if (!collector_people_lookup_id (rings->self->db,
                                   get_found (rings, index)->texts[COLLECTOR_LDAP_USER_NAME],
                                   &holder_id, error))
    return FALSE;
  holder = GPOINTER_TO_UINT (g_hash_table_lookup (rings->holders, &holder_id));
  if (holder != 0 && holder - 1 != index)
    rings->next[index] = holder - 1;
  return TRUE;
}

static gboolean
rename_one (const Rings *rings, guint index, const char *user_name, GError **error)
{
  CollectorLdapApplying *self = rings->self;
  const CollectorPersonChange change = { self->now_ms, self->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_get (self->db, NULL, self->arrivals[index].id, arena, &person, error))
    return FALSE;
  person.user_name = user_name;
  return collector_person_save (self->db, &person, &change, &result, error);
}

/* Their lasting ids are nobody's names: they bear them until all names are free. */
static gboolean
exchange (CollectorDb *db, gpointer data, GError **error)
{
  const Ring *ring = data;
  const Rings *rings = ring->rings;
  guint at = ring->first;

  do
    if (!rename_one (rings, at, get_found (rings, at)->key, error))
      return FALSE;
  while ((at = rings->next[at]) != ring->first);
  do
    if (!rename_one (rings, at, get_found (rings, at)->texts[COLLECTOR_LDAP_USER_NAME], error))
      return FALSE;
  while ((at = rings->next[at]) != ring->first);
  return TRUE;
}

/* What a ring cannot take its people are told when they are saved. */
static gboolean
exchange_ring (const Rings *rings, guint first, GError **error)
{
  Ring ring = { rings, first };
  g_autoptr (GError) fault = NULL;
  guint at = first;

  if (!collector_db_attempt (rings->self->db, exchange, &ring, &fault))
    {
      if (fault->code != TOLL_ERROR_DATABASE)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  do
    rings->self->arrivals[at].has_given_up = TRUE;
  while ((at = rings->next[at]) != first);
  return TRUE;
}

static gboolean
walk_all (Rings *rings, const GArray *pending, GError **error)
{
  for (guint walk = 1; walk <= pending->len; walk++)
    {
      guint at = g_array_index (pending, guint, walk - 1);

      while (at != NOBODY && rings->seen[at] == 0)
        {
          rings->seen[at] = walk;
          at = rings->next[at];
        }
      if (at != NOBODY && rings->seen[at] == walk && !exchange_ring (rings, at, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_all (Rings *rings, const GArray *pending, GError **error)
{
  CollectorLdapArrival *arrivals = rings->self->arrivals;

  for (guint i = 0; i < pending->len; i++)
    {
      guint index = g_array_index (pending, guint, i);

      if (arrivals[index].id != 0)
        g_hash_table_insert (rings->holders, &arrivals[index].id, GUINT_TO_POINTER (index + 1));
    }
  for (guint i = 0; i < pending->len; i++)
    {
      guint index = g_array_index (pending, guint, i);

      rings->next[index] = NOBODY;
      if (arrivals[index].id != 0 && !find_next (rings, index, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_ldap_names_exchange (CollectorLdapApplying *self, const GArray *pending, GError **error)
{
  g_autoptr (GHashTable) holders = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint *next = g_new0 (guint, self->people->len + 1);
  g_autofree guint *seen = g_new0 (guint, self->people->len + 1);
  Rings rings = { self, holders, next, seen };

  return find_all (&rings, pending, error) && walk_all (&rings, pending, error);
}

/* One who left and whose name is somebody else's now. */
typedef struct
{
  CollectorLdapApplying *self;
  guint heir; /* index */
} Former;

/* The name with the day they left, or what is surely nobody's. */
static gboolean
choose_name (CollectorDb *db, TollArena *arena, CollectorPerson *person, GError **error)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (person->valid_to_ms / 1000);
  g_autofree char *day = end != NULL ? g_date_time_format (end, "%Y-%m-%d") : g_strdup ("");
  g_autofree char *name = g_strconcat (person->user_name, ".", day, NULL);
  gint64 other_id;

  if (!collector_people_lookup_id (db, name, &other_id, error))
    return FALSE;
  person->user_name = other_id == 0 && g_utf8_strlen (name, -1) <= MAX_USER_NAME
                          ? toll_arena_strdup (arena, name)
                          : person->source_key;
  return TRUE;
}

/* Who could not leave keeps the name. */
static gboolean
release_one (CollectorDb *db, gpointer data, GError **error)
{
  const Former *former = data;
  CollectorLdapApplying *self = former->self;
  CollectorLdapArrival *heir = &self->arrivals[former->heir];
  const CollectorLdapPerson *found = g_ptr_array_index (self->people, former->heir);
  const CollectorPersonChange change = { self->now_ms, self->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_get (db, NULL, heir->former_id, arena, &person, error))
    return FALSE;
  if (person.valid_to_ms > MAX (self->now_ms, person.valid_from_ms + 1))
    return TRUE;
  heir->former_end_ms = person.valid_to_ms;
  if (g_ascii_strcasecmp (person.user_name, found->texts[COLLECTOR_LDAP_USER_NAME]) != 0)
    return TRUE;
  if (*person.cucm_user_id == '\0')
    person.cucm_user_id = person.user_name;
  return choose_name (db, arena, &person, error)
         && collector_person_save (db, &person, &change, &result, error);
}

gboolean
collector_ldap_names_release (CollectorLdapApplying *self, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      Former former = { self, i };
      g_autoptr (GError) fault = NULL;

      if (self->arrivals[i].former_id == 0
          || collector_db_attempt (self->db, release_one, &former, &fault)
          || fault->code != TOLL_ERROR_DATABASE)
        continue;
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return TRUE;
}
