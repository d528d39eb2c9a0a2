/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sign-in half of a person, and the titles of the custom fields. Every person has an account;
 * it cannot be signed in to before it has a password or a directory server vouches. Writer lane.
 */
#include "config.h"

#include "collector/store/account-store.h"
#include "collector/store/people/private.h"
#include "collector/store/setting-store.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_TITLE 60

static gboolean
is_same_account (const CollectorPerson *a, const CollectorPerson *b)
{
  return strcmp (a->user_name, b->user_name) == 0 && strcmp (a->language, b->language) == 0
         && strcmp (a->zone, b->zone) == 0 && a->role == b->role
         && a->masked_digits == b->masked_digits && a->disabled == b->disabled
         && collector_person_has_same_scope (a, b);
}

static void
set_text (char **to, const char *text)
{
  g_free (*to);
  *to = g_strdup (text);
}

static void
fill_account (CollectorAccount *account, const CollectorPerson *person)
{
  set_text (&account->user_name, person->user_name);
  set_text (&account->language, person->language);
  set_text (&account->zone, person->zone);
  account->person_id = person->id;
  account->role = person->role;
  account->scope = person->scope;
  account->masked_digits = person->masked_digits;
  account->disabled = person->disabled;
}

static gboolean
is_active_administrator (const CollectorPerson *person, gint64 now_ms)
{
  return person->role == COLLECTOR_ROLE_ADMINISTRATOR
         && collector_person_can_sign_in (person, now_ms);
}

/* Whether the change takes an administrator away, or one of the whole house, today or on a day that
 * it sets. */
static gboolean
is_taken_away (const CollectorPerson *before, const CollectorPerson *person, gint64 now_ms)
{
  return is_active_administrator (before, now_ms)
         && (!is_active_administrator (person, now_ms)
             || (before->scope == COLLECTOR_SCOPE_ALL && person->scope != COLLECTOR_SCOPE_ALL)
             || (before->valid_to_ms == G_MAXINT64 && person->valid_to_ms != G_MAXINT64));
}

/* The account of the name, which may have been there before the person; a new one else. What is
 * written over is what the person was begun with: see collector_people_begin(). */
static gboolean
write_account (CollectorDb *db, const char *user_name, CollectorPerson *person, gint64 now_ms,
               GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;
  gboolean is_ok;

  if (!collector_account_store_lookup (db, user_name, &account, error))
    return FALSE;
  if (account == NULL)
    {
      account = collector_account_new ();
      fill_account (account, person);
      is_ok = collector_account_store_insert (db, account, now_ms, error);
    }
  else if (account->person_id != 0 && account->person_id != person->id)
    return collector_person_refuse (error, "user_name", "the account '%s' is somebody else's",
                                    user_name);
  else
    {
      fill_account (account, person);
      is_ok = collector_account_store_update (db, account, now_ms, error);
    }
  person->account_id = account->id;
  return is_ok
         && collector_account_store_set_scope_ids (db, account->id, person->scope_ids,
                                                   person->n_scope_ids, error);
}

gboolean
collector_person_save_account (CollectorDb *db, const CollectorPerson *before,
                               CollectorPerson *person, const CollectorPersonChange *change,
                               gboolean *changed, GError **error)
{
  gboolean is_own = before->id != 0 && before->account_id != 0;
  const char *user_name = is_own ? before->user_name : person->user_name;
  gint64 now_ms = change->now_ms;

  if (!is_own || !is_same_account (before, person))
    {
      *changed = TRUE;
      if (!write_account (db, user_name, person, now_ms, error))
        return FALSE;
    }
  person->has_password = before->has_password;
  person->binds = before->binds;
  return (!is_taken_away (before, person, now_ms)
          || collector_account_store_keep_administrator (db, before->has_password, before->scope,
                                                         now_ms, error))
         && collector_sight_keep_somebody (db, before, person, now_ms, error);
}

typedef struct
{
  TollArena *arena;
  const char **titles;
} Titles;

static gboolean
read_title (CollectorStmt *stmt, gpointer data, GError **error)
{
  Titles *titles = data;
  gint64 number = collector_stmt_get_int (stmt, 0);

  titles->titles[number - 1]
      = toll_arena_strdup (titles->arena, collector_stmt_get_text (stmt, 1));
  return TRUE;
}

gboolean
collector_custom_fields_load (CollectorDb *db, TollArena *arena,
                              const char *titles[COLLECTOR_N_CUSTOM_FIELDS], GError **error)
{
  Titles reading = { arena, titles };
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT number, title FROM custom_field", error);

  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    titles[i] = "";
  return collector_stmt_foreach (stmt, read_title, &reading, error);
}

static gboolean
check_titles (const char *const titles[COLLECTOR_N_CUSTOM_FIELDS], GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *field = g_strdup_printf ("titles[%u]", i);

      if (g_utf8_strlen (titles[i], -1) > MAX_TITLE || strpbrk (titles[i], "\r\n\t") != NULL)
        {
          toll_error_set_field (error, field, "at most 60 characters in one line");
          return FALSE;
        }
      for (guint j = 0; j < i && *titles[i] != '\0'; j++)
        if (strcmp (titles[i], titles[j]) == 0)
          return collector_person_refuse (error, field, "'%s' stands there twice", titles[i]);
    }
  return TRUE;
}

gboolean
collector_custom_fields_store (CollectorDb *db,
                               const char *const titles[COLLECTOR_N_CUSTOM_FIELDS], GError **error)
{
  CollectorStmt *stmt;

  if (!check_titles (titles, error) || !collector_db_run (db, "DELETE FROM custom_field", error))
    return FALSE;
  stmt = collector_db_prepare (db, "INSERT INTO custom_field (number, title) VALUES (?1, ?2)",
                               error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    {
      if (*titles[i] == '\0')
        continue;
      collector_stmt_bind_int (stmt, 1, i + 1);
      collector_stmt_bind_text (stmt, 2, titles[i]);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return collector_revision_bump (db, error);
}
