/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People of the directory server into the ledger. First whoever can be taken whole; then those who
 * waited for what others gave up; of the rest the fields that nobody objects to. A field that
 * cannot be taken never keeps what the server says of somebody's rights. Writer lane.
 */
#include "config.h"

#include "collector/directory/ldap-apply-private.h"

#include "collector/directory/ldap-person.h"
#include "collector/store/people/read.h"
#include "collector/store/session-store.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_PASSES 5

/* One person on its way into the ledger. */
typedef struct
{
  CollectorLdapApplying *self;
  const CollectorLdapPerson *found;
  CollectorLdapArrival *arrival;
  CollectorPutResult result;
} One;

static One
get_one (CollectorLdapApplying *self, guint index)
{
  return (One){ self, g_ptr_array_index (self->people, index), &self->arrivals[index],
                COLLECTOR_PUT_SAME };
}

static const char *
get_user_name (const CollectorLdapPerson *found)
{
  return found->texts[COLLECTOR_LDAP_USER_NAME];
}

/* @manager_id: (out): 0 = nobody: who heads the house is often their own manager there.
 * Returns: FALSE when it is somebody who has no id yet. */
static gboolean
find_manager (const CollectorLdapApplying *self, const CollectorLdapPerson *found,
              gint64 *manager_id)
{
  g_autofree char *dn = collector_ldap_fold_dn (found->texts[COLLECTOR_LDAP_MANAGER]);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->index_of, dn));

  if (strcmp (dn, found->folded_dn) == 0)
    index = 0;
  *manager_id = index != 0 ? self->arrivals[index - 1].id : 0;
  return index == 0 || *manager_id != 0;
}

static gboolean
refuse_name (GError **error, const char *reason)
{
  return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, "user_name", "%s", reason);
}

/* Nobody has what was before of somebody else of the name; nor what an account may do that the server
 * did not make: whoever has its name there would sign in as it. */
static gboolean
begin (CollectorDb *db, const One *one, TollArena *arena, CollectorPerson *person, GError **error)
{
  if (!collector_people_begin (db, get_user_name (one->found), arena, person, error))
    return FALSE;
  if (person->account_id != 0 && !person->binds)
    return refuse_name (error, "there is an account of that name, of no person: an administrator "
                               "makes it a person's first, or one of both is called otherwise");
  if (one->arrival->former_end_ms != 0)
    person->valid_from_ms = one->arrival->former_end_ms;
  return TRUE;
}

/* Somebody of the name who did not come from the server becomes the server's, which is told; but not
 * with rights that the server neither gives nor takes, and no password here guards. */
static gboolean
adopt (CollectorDb *db, const One *one, TollArena *arena, CollectorPerson *person, GError **error)
{
  const CollectorLdapPerson *found = one->found;
  gint64 id;

  if (!collector_people_lookup_id (db, get_user_name (found), &id, error))
    return FALSE;
  if (id == 0)
    return begin (db, one, arena, person, error);
  if (!collector_people_get (db, NULL, id, arena, person, error))
    return FALSE;
  one->arrival->is_adopted = person->source != COLLECTOR_SOURCE_LDAP;
  if (one->arrival->is_adopted && person->role != COLLECTOR_ROLE_USER && !person->has_password
      && one->self->settings->rules->len == 0)
    return refuse_name (error, "there is somebody of that name here who may do more than a user: "
                               "an administrator gives them a password here, or makes them a user");
  if (one->arrival->is_adopted)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "another entry of the directory server has that user name");
  return FALSE;
}

/* Somebody known keeps the name they had. */
static gboolean
check_name (const One *one, GError **error)
{
  if (*get_user_name (one->found) != '\0'
      || collector_ldap_refused_has (&one->arrival->refused, COLLECTOR_LDAP_USER_NAME))
    return TRUE;
  toll_error_set_field (error, "user_name", "the entry has no %s",
                        one->self->settings->attributes[COLLECTOR_LDAP_USER_NAME]);
  return FALSE;
}

/* The last administrator stays one, but who is disabled there does not go on here. */
static gboolean
end_sessions (const One *one, const CollectorPerson *person, GError **error)
{
  return !one->arrival->refused.rights || !one->found->disabled
         || collector_session_store_delete_of (one->self->db, person->account_id, error);
}

static gboolean
save_one (CollectorDb *db, gpointer data, GError **error)
{
  One *one = data;
  CollectorLdapApplying *self = one->self;
  CollectorLdapArrival *arrival = one->arrival;
  CollectorPersonChange change = { self->now_ms, self->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;
  gint64 manager_id;

  arrival->is_waiting = !find_manager (self, one->found, &manager_id);
  if (!check_name (one, error)
      || !(arrival->id != 0 ? collector_people_get (db, NULL, arrival->id, arena, &person, error)
                            : adopt (db, one, arena, &person, error))
      || !collector_ldap_person_fill (db, self->settings, one->found, &arrival->refused,
                                      manager_id, self->now_ms, arena, &person, error)
      || !collector_person_save (db, &person, &change, &one->result, error)
      || !collector_sync_store_set_bind_dn (db, person.account_id, one->found->dn, self->now_ms,
                                            error)
      || !end_sessions (one, &person, error))
    return FALSE;
  arrival->id = person.id;
  arrival->sees_nothing = person.role != COLLECTOR_ROLE_USER && person.scope != COLLECTOR_SCOPE_OWN
                          && person.scope != COLLECTOR_SCOPE_ALL && person.n_scope_ids == 0;
  return TRUE;
}

static void
count (const One *one)
{
  CollectorPutResult result
      = one->result == COLLECTOR_PUT_SAME && one->arrival->has_given_up ? COLLECTOR_PUT_CHANGED
                                                                        : one->result;

  if (one->arrival->is_counted)
    return;
  one->arrival->is_counted = result != COLLECTOR_PUT_SAME;
  one->self->run->n_new += result == COLLECTOR_PUT_NEW;
  one->self->run->n_changed += result == COLLECTOR_PUT_CHANGED;
}

/* @saved: (out). Returns: FALSE with what ends the run. */
static gboolean
attempt (One *one, gboolean *saved, GError **fault, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *saved = collector_db_attempt (one->self->db, save_one, one, &reason);
  if (*saved)
    count (one);
  else if (reason->code == TOLL_ERROR_DATABASE)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  else
    g_propagate_error (fault, g_steal_pointer (&reason));
  return TRUE;
}

/* One pass over @pending (of indices): what could be saved is taken out of it. */
static gboolean
save_pass (CollectorLdapApplying *self, GArray *pending, GError **error)
{
  guint kept = 0;

  for (guint i = 0; i < pending->len; i++)
    {
      guint index = g_array_index (pending, guint, i);
      One one = get_one (self, index);
      gboolean saved;

      if (!attempt (&one, &saved, NULL, error))
        return FALSE;
      if (!saved)
        g_array_index (pending, guint, kept++) = index;
    }
  g_array_set_size (pending, kept);
  return TRUE;
}

static gboolean
save_passes (CollectorLdapApplying *self, GArray *pending, GError **error)
{
  guint before = G_MAXUINT;

  for (guint pass = 0; pass < MAX_PASSES && pending->len > 0 && pending->len < before; pass++)
    {
      before = pending->len;
      if (!save_pass (self, pending, error))
        return FALSE;
    }
  return TRUE;
}

/* One person who gives up what others want. */
typedef struct
{
  One *one;
  const CollectorLdapWanted *wanted;
} Releasing;

static gboolean
release_one (CollectorDb *db, gpointer data, GError **error)
{
  const Releasing *releasing = data;
  One *one = releasing->one;
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;
  gboolean changed = FALSE;

  if (!collector_people_get (db, NULL, one->arrival->id, arena, &person, error))
    return FALSE;
  collector_ldap_person_give_up (one->self->settings, one->found, releasing->wanted, &person);
  if (!collector_person_release (db, &person, NULL, one->self->now_ms, &changed, error))
    return FALSE;
  one->arrival->has_given_up |= changed;
  return TRUE;
}

static void
add_wanted (const CollectorLdapWanted *wanted, const CollectorLdapPerson *found)
{
  for (guint i = 0; found->numbers[i] != NULL; i++)
    g_hash_table_add (wanted->numbers, found->numbers[i]);
  g_hash_table_add (wanted->user_ids,
                    g_ascii_strdown (found->texts[COLLECTOR_LDAP_CUCM_USER_ID], -1));
}

/* Those who could not be saved give up what the server gives to others of them, so that numbers and
 * user ids can go round. Who cannot is told of when they are saved. */
static gboolean
release_pending (CollectorLdapApplying *self, const GArray *pending, GError **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) user_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CollectorLdapWanted wanted = { numbers, user_ids };

  for (guint i = 0; i < pending->len; i++)
    add_wanted (&wanted, get_one (self, g_array_index (pending, guint, i)).found);
  for (guint i = 0; i < pending->len; i++)
    {
      One one = get_one (self, g_array_index (pending, guint, i));
      Releasing releasing = { &one, &wanted };
      g_autoptr (GError) fault = NULL;

      if (one.arrival->id != 0
          && !collector_db_attempt (self->db, release_one, &releasing, &fault)
          && fault->code == TOLL_ERROR_DATABASE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
    }
  return TRUE;
}

/* Notes what @fault is about. Returns: FALSE when there is nothing more to leave out. */
static gboolean
leave_out (One *one, const GError *fault)
{
  CollectorLdapRefused *refused = &one->arrival->refused;
  gboolean is_new = collector_ldap_refused_add (refused, one->found, fault);

  if (!is_new)
    collector_ldap_refused_tell (refused, toll_error_get_reason (fault));
  /* Nobody is made without a name. */
  return is_new
         && (one->arrival->id != 0
             || !collector_ldap_refused_has (refused, COLLECTOR_LDAP_USER_NAME));
}

/* Leaves out one field after the other until the rest is taken. */
static gboolean
save_rest_of (CollectorLdapApplying *self, guint index, GError **error)
{
  One one = get_one (self, index);
  gboolean goes_on = TRUE, saved = FALSE;

  while (goes_on)
    {
      g_autoptr (GError) fault = NULL;

      if (!attempt (&one, &saved, &fault, error))
        return FALSE;
      goes_on = !saved && leave_out (&one, fault);
    }
  one.arrival->is_waiting &= saved;
  return TRUE;
}

/* Managers who were new themselves have ids by now. */
static gboolean
save_managers (CollectorLdapApplying *self, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    if (self->arrivals[i].is_waiting && !save_rest_of (self, i, error))
      return FALSE;
  return TRUE;
}

/* What was done, and should be known. */
static void
tell_remarks (CollectorLdapApplying *self, const CollectorLdapArrival *arrival, const char *name)
{
  if (arrival->is_adopted && arrival->id != 0)
    collector_ldap_apply_tell (self, name,
                               "was kept here under that name, and is the directory server's now");
  if (arrival->sees_nothing)
    collector_ldap_apply_tell (self, name,
                               "sees no calls of others: the rule names nothing, and they are in no "
                               "department, cost centre or location that it could mean");
}

/* Whether the entry @dn (folded) lies at or below the base. */
static gboolean
is_in_base (const CollectorLdapApplying *self, const char *dn)
{
  g_autofree char *base = collector_ldap_fold_dn (self->settings->base);
  gsize n_base = strlen (base), n_dn = strlen (dn);

  return g_str_has_suffix (dn, base)
         && (n_base == 0 || n_dn == n_base || dn[n_dn - n_base - 1] == ',');
}

/* Why the manager of @index was dropped. Returns: (nullable): static. */
static const char *
find_manager_fault (const CollectorLdapApplying *self, guint index)
{
  const CollectorLdapPerson *found = g_ptr_array_index (self->people, index);
  const char *told = found->texts[COLLECTOR_LDAP_MANAGER];
  g_autofree char *dn = collector_ldap_fold_dn (told);

  if (*told == '\0')
    return NULL;
  if (!collector_ldap_is_dn (told))
    return "is not the DN of an entry";
  if (strcmp (dn, found->folded_dn) == 0)
    return "is their own entry";
  if (g_hash_table_contains (self->index_of, dn))
    return self->arrivals[index].is_waiting ? "could not be taken" : NULL;
  return is_in_base (self, dn) ? "is not there, or the filter leaves them out"
                               : "lies outside the base";
}

static const char *
get_told_name (const CollectorLdapPerson *found)
{
  return *get_user_name (found) != '\0' ? get_user_name (found) : found->dn;
}

/* Who is taken without their manager, for no fault of their own. */
static void
tell_managers (CollectorLdapApplying *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      const CollectorLdapArrival *arrival = &self->arrivals[i];
      const char *fault = find_manager_fault (self, i);
      g_autofree char *reason = NULL;

      if (fault == NULL || arrival->id == 0
          || collector_ldap_refused_has (&arrival->refused, COLLECTOR_LDAP_MANAGER))
        continue;
      reason = g_strdup_printf ("manager: %s %s", found->texts[COLLECTOR_LDAP_MANAGER], fault);
      collector_ldap_apply_tell (self, get_told_name (found), reason);
    }
}

static void
tell_refusals (CollectorLdapApplying *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const CollectorLdapPerson *found = g_ptr_array_index (self->people, i);
      const GPtrArray *reasons = self->arrivals[i].refused.reasons;
      const char *name = get_told_name (found);

      tell_remarks (self, &self->arrivals[i], name);
      self->run->n_refused += reasons != NULL;
      for (guint j = 0; reasons != NULL && j < reasons->len; j++)
        collector_ldap_apply_tell (self, name, g_ptr_array_index (reasons, j));
    }
  tell_managers (self);
}

/* Is there anybody whose name could be taken? Else it is sought where it is not, and what was done
 * to those who left was done in error. */
static gboolean
check_taken (const CollectorLdapApplying *self, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    if (!collector_ldap_refused_has (&self->arrivals[i].refused, COLLECTOR_LDAP_USER_NAME))
      return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "of %u entries none could be taken, and nothing was changed: %s",
               self->people->len, self->run->message != NULL ? self->run->message : "");
  return FALSE;
}

gboolean
collector_ldap_save_people (CollectorLdapApplying *self, GError **error)
{
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->people->len; i++)
    g_array_append_val (pending, i);
  if (!save_passes (self, pending, error) || !release_pending (self, pending, error)
      || !collector_ldap_names_exchange (self, pending, error)
      || !save_passes (self, pending, error))
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    if (!save_rest_of (self, g_array_index (pending, guint, i), error))
      return FALSE;
  if (!save_managers (self, error))
    return FALSE;
  tell_refusals (self);
  return check_taken (self, error);
}
