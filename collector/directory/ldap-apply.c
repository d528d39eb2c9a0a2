/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the directory server told becomes the company's people, in one transaction: who vanished
 * leaves, who is new or different is written, who cannot be taken is listed. Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-apply-private.h"

#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "collector/store/people/store.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_SHOWN_REFUSALS 5 /* in the message of a run */

/* One of them who leaves. */
typedef struct
{
  CollectorLdapApplying *self;
  const CollectorLdapKnown *known;
} Leaving;

static void
known_free (gpointer data)
{
  CollectorLdapKnown *known = data;

  g_free (known->key);
  g_free (known->folded_name);
  g_free (known->folded_first_name);
  g_free (known->folded_last_name);
  g_free (known);
}

static void
add_known (const CollectorSyncPerson *person, gpointer data)
{
  CollectorLdapApplying *self = data;
  CollectorLdapKnown *known = g_new0 (CollectorLdapKnown, 1);

  known->id = person->id;
  known->key = g_strdup (person->source_key);
  known->folded_name = g_utf8_casefold (person->user_name, -1);
  known->folded_first_name = g_utf8_casefold (person->first_name, -1);
  known->folded_last_name = g_utf8_casefold (person->last_name, -1);
  known->role = person->role;
  known->has_lines = person->has_lines;
  known->is_let_in = person->is_let_in;
  known->filled = person->filled;
  known->is_here = person->valid_to_ms > self->now_ms;
  g_ptr_array_add (self->known, known);
  g_hash_table_insert (self->by_key, known->key, known);
  g_hash_table_insert (self->by_name, known->folded_name, known);
}

CollectorRole
collector_ldap_apply_role_of (const CollectorLdapApplying *self, const CollectorLdapPerson *found)
{
  return found->rule >= 0
             ? ((CollectorLdapRule *) g_ptr_array_index (self->settings->rules, found->rule))->role
             : COLLECTOR_ROLE_USER;
}

/* What the server is asked for and has nothing to say about. */
static guint
find_emptied (const CollectorLdapApplying *self, const CollectorLdapPerson *found)
{
  guint emptied = 0;

  for (guint i = 0; i < COLLECTOR_N_SYNC_FIELDS; i++)
    if (*self->settings->attributes[COLLECTOR_LDAP_FIRST_NAME + i] != '\0'
        && *found->texts[COLLECTOR_LDAP_FIRST_NAME + i] == '\0')
      emptied |= 1u << i;
  return emptied;
}
G_STATIC_ASSERT (COLLECTOR_LDAP_MANAGER - COLLECTOR_LDAP_FIRST_NAME == COLLECTOR_SYNC_MANAGER
                 && COLLECTOR_SYNC_MANAGER + 1 == COLLECTOR_N_SYNC_FIELDS);

/* Without rules the server says nothing of roles. */
static void
arrive (CollectorLdapApplying *self, guint index, CollectorLdapKnown *known)
{
  const CollectorLdapPerson *found = g_ptr_array_index (self->people, index);

  known->is_found = TRUE;
  known->is_bare = *self->settings->attributes[COLLECTOR_LDAP_LINES] != '\0'
                   && found->numbers[0] == NULL;
  known->new_role = self->settings->rules->len > 0
                        ? collector_ldap_apply_role_of (self, found)
                        : known->role;
  known->is_shut_out = *self->settings->disabled_rule != '\0' && found->disabled;
  known->emptied = find_emptied (self, found);
  self->arrivals[index].id = known->id;
}

/* The server does not tell extensions from outside numbers: what the plan takes for a whole outside
 * number gets its one form. Of two ways to write the same number one is left. */
static void
settle_numbers (CollectorLdapPerson *found, const CollectorPlan *plan)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  guint n = 0;

  for (guint i = 0; found->numbers[i] != NULL; i++)
    {
      g_autofree char *written = found->numbers[i];
      CollectorPersonLine line = { .number = written, .kind = COLLECTOR_LINE_ALIAS };

      collector_person_settle_number (&line, plan, arena);
      found->numbers[n] = NULL;
      if (!g_strv_contains ((const char *const *) found->numbers, line.number))
        found->numbers[n++] = g_strdup (line.number);
    }
  found->numbers[n] = NULL;
}

/* What the server does not tell speaks against nobody. */
static gboolean
is_told_same (const CollectorLdapApplying *self, const CollectorLdapPerson *found,
              CollectorLdapField field, const char *folded)
{
  g_autofree char *told = g_utf8_casefold (found->texts[field], -1);

  return *self->settings->attributes[field] == '\0' || strcmp (told, folded) == 0;
}

/* User names are given to others once somebody has left. */
static gboolean
is_same_person (const CollectorLdapApplying *self, const CollectorLdapPerson *found,
                const CollectorLdapKnown *known)
{
  return known->is_here
         && is_told_same (self, found, COLLECTOR_LDAP_FIRST_NAME, known->folded_first_name)
         && is_told_same (self, found, COLLECTOR_LDAP_LAST_NAME, known->folded_last_name);
}

/* Ties entries to people who came from the server before: by the lasting id; or by the names, when
 * another server, or a restored one, has entries made anew. */
static void
match_people (CollectorLdapApplying *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      CollectorLdapKnown *known = g_hash_table_lookup (self->by_key, found->key);

      g_hash_table_insert (self->index_of, found->folded_dn, GUINT_TO_POINTER (i + 1));
      if (known == NULL)
        continue;
      arrive (self, i, known);
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      g_autofree char *name = g_utf8_casefold (found->texts[COLLECTOR_LDAP_USER_NAME], -1);
      CollectorLdapKnown *known
          = self->arrivals[i].id == 0 ? g_hash_table_lookup (self->by_name, name) : NULL;

      if (known == NULL || known->is_found)
        continue;
      if (is_same_person (self, found, known))
        arrive (self, i, known);
      else
        self->arrivals[i].former_id = known->id;
    }
}

/* What comes from outside moves nobody's terminal. */
static char *
make_plain (const char *name, const char *reason)
{
  GString *line = g_string_new (NULL);
  g_autofree char *text = g_strdup_printf ("%s: %s", name, reason);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_c (line, '?');
    else
      g_string_append_unichar (line, g_utf8_get_char (p));
  return g_string_free (line, FALSE);
}

void
collector_ldap_apply_tell (CollectorLdapApplying *self, const char *name, const char *reason)
{
  g_autofree char *line = make_plain (name, reason);

  if (self->n_told++ < MAX_SHOWN_REFUSALS)
    {
      g_autofree char *before = self->run->message;

      self->run->message = before != NULL ? g_strconcat (before, "; ", line, NULL)
                                          : g_strdup (line);
    }
  if (self->refusals != NULL)
    g_ptr_array_add (self->refusals, g_steal_pointer (&line));
}

static gboolean
remove_one (CollectorDb *db, gpointer data, GError **error)
{
  const Leaving *leaving = data;
  gint64 now_ms = leaving->self->now_ms;
  CollectorPersonChange change = { now_ms, now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_get (db, NULL, leaving->known->id, arena, &person, error))
    return FALSE;
  person.valid_to_ms = MAX (now_ms, person.valid_from_ms + 1);
  return collector_person_save (db, &person, &change, &result, error);
}

/* First those who left: their numbers may be others' now. */
static gboolean
remove_people (CollectorLdapApplying *self, GError **error)
{
  self->run->n_removed = 0;
  for (guint i = 0; i < self->known->len; i++)
    {
      const CollectorLdapKnown *known = g_ptr_array_index (self->known, i);
      Leaving leaving = { self, known };
      g_autoptr (GError) fault = NULL;

      if (!known->is_here || known->is_found)
        continue;
      if (collector_db_attempt (self->db, remove_one, &leaving, &fault))
        self->run->n_removed++;
      else if (fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      else
        {
          self->run->n_refused++;
          collector_ldap_apply_tell (self, known->folded_name, toll_error_get_reason (fault));
        }
    }
  return TRUE;
}

gboolean
collector_ldap_sync_apply (CollectorDb *db, const CollectorLdapSettings *settings,
                           const CollectorPlan *plan, GPtrArray *people, gint64 now_ms,
                           CollectorSyncRun *run, GPtrArray *refusals, GError **error)
{
  CollectorLdapApplying self = {
    .db = db, .settings = settings, .people = people, .now_ms = now_ms, .run = run,
    .refusals = refusals,
    .known = g_ptr_array_new_with_free_func (known_free),
    .by_key = g_hash_table_new (g_str_hash, g_str_equal),
    .by_name = g_hash_table_new (g_str_hash, g_str_equal),
    .index_of = g_hash_table_new (g_str_hash, g_str_equal),
    .arrivals = g_new0 (CollectorLdapArrival, people->len),
  };
  gboolean is_ok = collector_sync_store_foreach_person (db, now_ms, add_known, &self,
                                                       error);
  gboolean is_harmless = FALSE;

  for (guint i = 0; i < people->len; i++)
    settle_numbers (g_ptr_array_index (people, i), plan);
  run->n_found = people->len;
  run->state = COLLECTOR_SYNC_DONE;
  if (is_ok)
    match_people (&self);
  is_ok = is_ok && collector_ldap_guard_check (&self, &is_harmless, error);
  if (is_ok && is_harmless)
    is_ok = remove_people (&self, error) && collector_ldap_names_release (&self, error)
            && collector_ldap_save_people (&self, error);
  g_hash_table_unref (self.by_key);
  g_hash_table_unref (self.by_name);
  g_hash_table_unref (self.index_of);
  g_ptr_array_unref (self.known);
  for (guint i = 0; i < people->len; i++)
    collector_ldap_refused_clear (&self.arrivals[i].refused);
  g_free (self.arrivals);
  return is_ok;
}
