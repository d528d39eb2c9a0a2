/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making accounts: the defaults of each role, the tie to a person, the password. Writer lane.
 */
#include "config.h"

#include "collector/directory/accounts.h"

#include "collector/directory/password.h"
#include "collector/store/session-store.h"
#include "shared/base/error.h"

#define USUAL_MASK 3

/* What a role usually sees. */
static const struct
{
  CollectorScope scope;
  guint masked_digits;
} usual[] = {
  { COLLECTOR_SCOPE_OWN, USUAL_MASK },
  { COLLECTOR_SCOPE_DEPARTMENTS, USUAL_MASK },
  { COLLECTOR_SCOPE_ALL, 0 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (usual) == COLLECTOR_N_ROLES);

/* @person_id, @department_id: (out): 0 when there is none. */
static gboolean
find_person (CollectorDb *db, const char *user_name, gint64 *person_id, gint64 *department_id,
             GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT id, department_id FROM person WHERE user_name = ?1", error);
  gboolean has_row = FALSE;

  *person_id = *department_id = 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, user_name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      *person_id = collector_stmt_get_int (stmt, 0);
      *department_id = collector_stmt_get_int (stmt, 1);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

/* A person's account was made with the person; until it can be signed in to, it is completed
 * instead of made. Sets the id when there is such an account. */
static gboolean
find_waiting (CollectorDb *db, CollectorAccount *account, GError **error)
{
  g_autoptr (CollectorAccount) waiting = NULL;

  if (!collector_account_store_lookup (db, account->user_name, &waiting, error))
    return FALSE;
  if (waiting != NULL && waiting->person_id == account->person_id && account->person_id != 0 &&
      *waiting->password_hash == '\0' && waiting->last_sign_in_ms == 0)
    account->id = waiting->id;
  return TRUE;
}

static gboolean
insert (CollectorDb *db, CollectorAccount *account, gint64 department_id, gint64 now_ms,
        GError **error)
{
  guint n_ids = account->scope == COLLECTOR_SCOPE_DEPARTMENTS && department_id != 0 ? 1 : 0;

  if (!collector_db_begin (db, error))
    return FALSE;
  if (find_waiting (db, account, error) &&
      (account->id != 0 ? collector_account_store_update (db, account, now_ms, error)
                        : collector_account_store_insert (db, account, now_ms, error)) &&
      collector_account_store_set_scope_ids (db, account->id, &department_id, n_ids, error) &&
      collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static void
set_text (char **to, const char *text)
{
  g_free (*to);
  *to = g_strdup (text);
}

/* The account speaks the person's language, and reads time in their zone. */
static gboolean
take_habits (CollectorDb *db, CollectorAccount *account, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT coalesce (nullif (a.language, ''), p.language), coalesce (nullif (a.zone, ''), p.zone)"
      " FROM person AS p LEFT JOIN account AS a ON a.user_name = p.user_name AND a.person_id = p.id"
      " WHERE p.id = ?1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account->person_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && *collector_stmt_get_text (stmt, 0) != '\0')
    set_text (&account->language, collector_stmt_get_text (stmt, 0));
  if (has_row)
    set_text (&account->zone, collector_stmt_get_text (stmt, 1));
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_accounts_add (CollectorDb *db, const CollectorNewAccount *wanted, gint64 now_ms,
                        gint64 *id, GError **error)
{
  g_autoptr (CollectorAccount) account = collector_account_new ();
  const char *person = wanted->person != NULL ? wanted->person : wanted->user_name;
  g_autofree char *hash = NULL;
  gint64 department_id;

  if ((guint) wanted->role >= COLLECTOR_N_ROLES || wanted->scope >= COLLECTOR_N_SCOPES)
    {
      toll_error_set_field (error, "role", "out of range");
      return FALSE;
    }
  if (wanted->masked_digits > 99)
    {
      toll_error_set_field (error, "masked_digits", "0 to 99 are expected");
      return FALSE;
    }
  if (!find_person (db, person, &account->person_id, &department_id, error))
    return FALSE;
  if (wanted->person != NULL && account->person_id == 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no person \"%s\"", person);
      return FALSE;
    }
  if (wanted->password != NULL)
    {
      hash = collector_password_hash (wanted->password, wanted->user_name, error);
      if (hash == NULL)
        return FALSE;
      set_text (&account->password_hash, hash);
    }
  set_text (&account->user_name, wanted->user_name);
  if (!take_habits (db, account, error))
    return FALSE;
  if (wanted->language != NULL)
    set_text (&account->language, wanted->language);
  account->role = wanted->role;
  account->scope = wanted->scope >= 0 ? (CollectorScope) wanted->scope : usual[wanted->role].scope;
  account->masked_digits = wanted->masked_digits >= 0 ? (guint) wanted->masked_digits
                                                      : usual[wanted->role].masked_digits;
  if (!insert (db, account, department_id, now_ms, error))
    {
      if (error != NULL && g_error_matches (*error, TOLL_ERROR, TOLL_ERROR_CONFLICT))
        {
          g_clear_error (error);
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       "there is an account \"%s\" already", wanted->user_name);
        }
      return FALSE;
    }
  if (id != NULL)
    *id = account->id;
  return TRUE;
}

/* The account, which must be there. Returns: (transfer full). */
static CollectorAccount *
find_account (CollectorDb *db, const char *user_name, GError **error)
{
  CollectorAccount *account = NULL;

  if (collector_account_store_lookup (db, user_name, &account, error) && account == NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no account \"%s\"",
                 user_name);
  return account;
}

gboolean
collector_accounts_set_password (CollectorDb *db, const char *user_name, const char *password,
                                 gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = find_account (db, user_name, error);
  g_autofree char *hash
      = account != NULL ? collector_password_hash (password, account->user_name, error) : NULL;

  return hash != NULL &&
         collector_account_store_set_password (db, account->id, hash, now_ms, error) &&
         collector_session_store_delete_of (db, account->id, error);
}

/* What the role usually sees: a supervisor the department of the account's person, if any. */
static gboolean
set_usual_scope (CollectorDb *db, CollectorAccount *account, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT department_id FROM person WHERE id = ?1 AND department_id IS NOT NULL", error);
  gboolean has_row = FALSE;
  gint64 department_id = 0;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account->person_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  department_id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  account->scope = usual[account->role].scope;
  return collector_account_store_set_scope_ids (
      db, account->id, &department_id,
      account->scope == COLLECTOR_SCOPE_DEPARTMENTS && has_row ? 1 : 0, error);
}

static gboolean
change (CollectorDb *db, CollectorAccount *account, gboolean has_new_role, gint64 now_ms,
        GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if ((!has_new_role || set_usual_scope (db, account, error)) &&
      collector_account_store_update (db, account, now_ms, error) &&
      collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

gboolean
collector_accounts_set_role (CollectorDb *db, const char *user_name, CollectorRole role,
                             gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = find_account (db, user_name, error);

  if (account == NULL)
    return FALSE;
  account->role = role;
  return change (db, account, TRUE, now_ms, error);
}

gboolean
collector_accounts_set_disabled (CollectorDb *db, const char *user_name, gboolean disabled,
                                 gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = find_account (db, user_name, error);

  if (account == NULL)
    return FALSE;
  account->disabled = disabled;
  return change (db, account, FALSE, now_ms, error);
}

gboolean
collector_accounts_make_administrator (CollectorDb *db, const char *user_name,
                                       const char *password_hash, gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;
  gint64 department_id;

  if (!collector_account_store_lookup (db, user_name, &account, error))
    return FALSE;
  if (account == NULL)
    {
      account = collector_account_new ();
      set_text (&account->user_name, user_name);
      if (!find_person (db, user_name, &account->person_id, &department_id, error))
        return FALSE;
    }
  account->role = COLLECTOR_ROLE_ADMINISTRATOR;
  account->scope = usual[account->role].scope;
  account->masked_digits = usual[account->role].masked_digits;
  account->disabled = FALSE;
  set_text (&account->password_hash, password_hash);
  if (account->id == 0)
    return collector_account_store_insert (db, account, now_ms, error);
  return collector_account_store_update (db, account, now_ms, error) &&
         collector_session_store_delete_of (db, account->id, error);
}

static gboolean
insert_of_person (CollectorDb *db, gint64 person_id, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT user_name FROM person WHERE id = ?1", error);
  g_autoptr (CollectorAccount) account = collector_account_new ();
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      collector_stmt_reset (stmt);
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such person");
      return FALSE;
    }
  set_text (&account->user_name, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  account->person_id = person_id;
  if (!take_habits (db, account, error))
    return FALSE;
  account->role = COLLECTOR_ROLE_USER;
  account->scope = usual[account->role].scope;
  account->masked_digits = usual[account->role].masked_digits;
  return collector_account_store_insert (db, account, now_ms, error);
}

CollectorAccount *
collector_accounts_ensure (CollectorDb *db, gint64 person_id, gint64 now_ms, GError **error)
{
  CollectorAccount *account = NULL;

  if (!collector_account_store_lookup_person (db, person_id, &account, error) || account != NULL)
    return account;
  if (!insert_of_person (db, person_id, now_ms, error) ||
      !collector_account_store_lookup_person (db, person_id, &account, error))
    return NULL;
  return account;
}

gboolean
collector_accounts_has_password (CollectorDb *db, const char *user_name, gboolean *has,
                                 GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, user_name, &account, error))
    return FALSE;
  *has = account != NULL && account->password_hash[0] != '\0';
  return TRUE;
}
