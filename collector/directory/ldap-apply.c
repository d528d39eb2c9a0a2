/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the directory server told becomes the company's people, in one transaction: who vanished
 * leaves, who is new or different is written, who cannot be taken is listed. An answer that would
 * empty the house is refused before anything changes. Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-sync.h"

#include "collector/directory/ldap-person.h"
#include "collector/store/people-read.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_PASSES 5

/* A person who came from the server before. */
typedef struct
{
  gint64 id;
  char *key;
  char *folded_name;
  gboolean is_here; /* has not left */
  gboolean is_found;
} Known;

typedef struct
{
  CollectorDb *db;
  const CollectorLdapSettings *settings;
  GPtrArray *people;
  gint64 now_ms;
  CollectorSyncRun *run;
  GPtrArray *refusals;    /* (nullable) */
  GPtrArray *known;       /* Known */
  GHashTable *by_key;     /* key -> Known (unowned) */
  GHashTable *by_name;    /* folded user name -> Known (unowned) */
  GHashTable *index_of;   /* folded DN -> index in people + 1 */
  gint64 *ids;            /* per person: its id; 0 = not known yet */
  gboolean *is_waiting;   /* per person: its manager has no id yet */
  CollectorPutResult *results;
} Applying;

/* One person on its way into the ledger. */
typedef struct
{
  Applying *self;
  guint index;
} One;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->key);
  g_free (known->folded_name);
  g_free (known);
}

static void
add_known (const CollectorSyncPerson *person, gpointer data)
{
  Applying *self = data;
  Known *known = g_new0 (Known, 1);

  known->id = person->id;
  known->key = g_strdup (person->source_key);
  known->folded_name = g_utf8_casefold (person->user_name, -1);
  known->is_here = person->valid_to_ms > self->now_ms;
  g_ptr_array_add (self->known, known);
  g_hash_table_insert (self->by_key, known->key, known);
  g_hash_table_insert (self->by_name, known->folded_name, known);
}

/* Ties entries to people who came from the server before: by the lasting id; or by the name, when
 * an entry was made anew. */
static void
match_people (Applying *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      Known *known = g_hash_table_lookup (self->by_key, found->key);

      g_hash_table_insert (self->index_of, found->folded_dn, GUINT_TO_POINTER (i + 1));
      if (known == NULL)
        continue;
      known->is_found = TRUE;
      self->ids[i] = known->id;
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      g_autofree char *name = g_utf8_casefold (found->texts[COLLECTOR_LDAP_USER_NAME], -1);
      Known *known = self->ids[i] == 0 ? g_hash_table_lookup (self->by_name, name) : NULL;

      if (known == NULL || known->is_found)
        continue;
      known->is_found = TRUE;
      self->ids[i] = known->id;
    }
}

/* Returns: FALSE when the answer would do harm: then the run says so. */
static gboolean
check_share (Applying *self)
{
  gint64 n_here = 0, n_gone = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = g_ptr_array_index (self->known, i);

      n_here += known->is_here;
      n_gone += known->is_here && !known->is_found;
    }
  self->run->n_removed = n_gone;
  if (self->people->len == 0)
    self->run->message = g_strdup ("the server answered with nobody; nothing was changed");
  else if (n_gone * 100 > self->settings->max_removed_percent * n_here)
    self->run->message = g_strdup_printf (
        "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " people would leave, more than %"
        G_GINT64_FORMAT " %%; nothing was changed",
        n_gone, n_here, self->settings->max_removed_percent);
  else
    return TRUE;
  self->run->state = COLLECTOR_SYNC_REFUSED;
  return FALSE;
}

static void
refuse (Applying *self, const char *name, const GError *error)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name, error->message);

  self->run->n_refused++;
  if (self->run->n_refused <= 5)
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
  One *one = data;
  const Known *known = g_ptr_array_index (one->self->known, one->index);
  CollectorPersonChange change = { one->self->now_ms, one->self->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_get (db, NULL, known->id, arena, &person, error))
    return FALSE;
  person.valid_to_ms = MAX (one->self->now_ms, person.valid_from_ms + 1);
  return collector_person_save (db, &person, &change, &result, error);
}

/* First those who left: their numbers may be others' now. */
static gboolean
remove_people (Applying *self, GError **error)
{
  self->run->n_removed = 0;
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = g_ptr_array_index (self->known, i);
      One one = { self, i };
      g_autoptr (GError) fault = NULL;

      if (!known->is_here || known->is_found)
        continue;
      if (collector_db_attempt (self->db, remove_one, &one, &fault))
        self->run->n_removed++;
      else if (fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      else
        refuse (self, known->folded_name, fault);
    }
  return TRUE;
}

/* @manager_id: (out): 0 = nobody: who heads the house is often their own manager there.
 * Returns: FALSE when it is somebody who has no id yet. */
static gboolean
find_manager (const Applying *self, const CollectorLdapPerson *found, gint64 *manager_id)
{
  g_autofree char *dn = collector_ldap_fold_dn (found->texts[COLLECTOR_LDAP_MANAGER]);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->index_of, dn));

  if (strcmp (dn, found->folded_dn) == 0)
    index = 0;
  *manager_id = index != 0 ? self->ids[index - 1] : 0;
  return index == 0 || *manager_id != 0;
}

/* Somebody of the name who did not come from the server becomes the server's. */
static gboolean
adopt (CollectorDb *db, const CollectorLdapPerson *found, TollArena *arena,
       CollectorPerson *person, GError **error)
{
  gint64 id;

  collector_person_init (person);
  if (!collector_people_lookup_id (db, found->texts[COLLECTOR_LDAP_USER_NAME], &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!collector_people_get (db, NULL, id, arena, person, error))
    return FALSE;
  if (person->source != COLLECTOR_SOURCE_LDAP)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "another entry of the directory server has that user name");
  return FALSE;
}

static gboolean
save_one (CollectorDb *db, gpointer data, GError **error)
{
  One *one = data;
  Applying *self = one->self;
  const CollectorLdapPerson *found = g_ptr_array_index (self->people, one->index);
  CollectorPersonChange change = { self->now_ms, self->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;
  gint64 manager_id;

  self->is_waiting[one->index] = !find_manager (self, found, &manager_id);
  if (*found->texts[COLLECTOR_LDAP_USER_NAME] == '\0')
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "the entry has no %s",
                   self->settings->attributes[COLLECTOR_LDAP_USER_NAME]);
      return FALSE;
    }
  if (!(self->ids[one->index] != 0
            ? collector_people_get (db, NULL, self->ids[one->index], arena, &person, error)
            : adopt (db, found, arena, &person, error))
      || !collector_ldap_person_fill (db, self->settings, found, manager_id, self->now_ms, arena,
                                      &person, error)
      || !collector_person_save (db, &person, &change, &self->results[one->index], error)
      || !collector_sync_store_set_bind_dn (db, person.account_id, found->dn, self->now_ms, error))
    return FALSE;
  self->ids[one->index] = person.id;
  return TRUE;
}

static void
count (CollectorSyncRun *run, CollectorPutResult result)
{
  run->n_new += result == COLLECTOR_PUT_NEW;
  run->n_changed += result == COLLECTOR_PUT_CHANGED;
}

/* One pass over @pending (of indices): what could be saved is taken out of it; of the others the
 * reasons go into @faults. */
static gboolean
save_pass (Applying *self, GArray *pending, GPtrArray *faults, GError **error)
{
  guint kept = 0;

  g_ptr_array_set_size (faults, 0);
  for (guint i = 0; i < pending->len; i++)
    {
      One one = { self, g_array_index (pending, guint, i) };
      GError *fault = NULL;

      if (collector_db_attempt (self->db, save_one, &one, &fault))
        {
          count (self->run, self->results[one.index]);
          continue;
        }
      if (fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, fault);
          return FALSE;
        }
      g_ptr_array_add (faults, fault);
      g_array_index (pending, guint, kept++) = one.index;
    }
  g_array_set_size (pending, kept);
  return TRUE;
}

/* What one cannot have yet another may give up in the same run: tried again while that helps. */
static gboolean
save_people (Applying *self, GError **error)
{
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  guint before = G_MAXUINT;

  for (guint i = 0; i < self->people->len; i++)
    g_array_append_val (pending, i);
  for (guint pass = 0; pass < MAX_PASSES && pending->len > 0 && pending->len < before; pass++)
    {
      before = pending->len;
      if (!save_pass (self, pending, faults, error))
        return FALSE;
    }
  for (guint i = 0; i < pending->len; i++)
    {
      const CollectorLdapPerson *found
          = g_ptr_array_index (self->people, g_array_index (pending, guint, i));
      const char *name = found->texts[COLLECTOR_LDAP_USER_NAME];

      self->is_waiting[g_array_index (pending, guint, i)] = FALSE;
      refuse (self, *name != '\0' ? name : found->dn, g_ptr_array_index (faults, i));
    }
  return TRUE;
}

/* Managers who were new themselves have ids by now. */
static gboolean
save_managers (Applying *self, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      CollectorPutResult before = self->results[i];
      One one = { self, i };
      g_autoptr (GError) fault = NULL;

      if (!self->is_waiting[i])
        continue;
      if (collector_db_attempt (self->db, save_one, &one, &fault))
        {
          if (before == COLLECTOR_PUT_SAME)
            count (self->run, self->results[i]);
        }
      else if (fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      else
        refuse (self, ((CollectorLdapPerson *) self->people->pdata[i])->dn, fault);
    }
  return TRUE;
}

gboolean
collector_ldap_sync_apply (CollectorDb *db, const CollectorLdapSettings *settings,
                           GPtrArray *people, gint64 now_ms, CollectorSyncRun *run,
                           GPtrArray *refusals, GError **error)
{
  Applying self = {
    .db = db, .settings = settings, .people = people, .now_ms = now_ms, .run = run,
    .refusals = refusals,
    .known = g_ptr_array_new_with_free_func (known_free),
    .by_key = g_hash_table_new (g_str_hash, g_str_equal),
    .by_name = g_hash_table_new (g_str_hash, g_str_equal),
    .index_of = g_hash_table_new (g_str_hash, g_str_equal),
    .ids = g_new0 (gint64, people->len),
    .is_waiting = g_new0 (gboolean, people->len),
    .results = g_new0 (CollectorPutResult, people->len),
  };
  gboolean is_ok = collector_sync_store_foreach_person (db, add_known, &self, error);

  run->n_found = people->len;
  run->state = COLLECTOR_SYNC_DONE;
  if (is_ok)
    match_people (&self);
  if (is_ok && check_share (&self))
    is_ok = remove_people (&self, error) && save_people (&self, error)
            && save_managers (&self, error);
  g_hash_table_unref (self.by_key);
  g_hash_table_unref (self.by_name);
  g_hash_table_unref (self.index_of);
  g_ptr_array_unref (self.known);
  g_free (self.ids);
  g_free (self.is_waiting);
  g_free (self.results);
  return is_ok;
}
