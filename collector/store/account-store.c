/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts, and the same seen as somebody who looks at calls. Reads run on any lane, writes on the
 * writer's.
 */
#include "config.h"

#include "collector/store/account-store.h"

#include "collector/store/people/private.h"
#include "collector/store/privacy-store.h"
#include "collector/store/sync-store.h"
#include "shared/base/error.h"
#include "shared/base/line.h"

#define MAX_USER_NAME 128

#define ACCOUNT_COLUMNS                                                                            \
  "id, user_name, password_hash, person_id, role, scope, masked_digits, language, zone,"           \
  " disabled, last_sign_in_ms, bind_dn"

CollectorAccount *
collector_account_new (void)
{
  CollectorAccount *account = g_new0 (CollectorAccount, 1);

  account->user_name = g_strdup ("");
  account->password_hash = g_strdup ("");
  account->bind_dn = g_strdup ("");
  account->language = g_strdup ("en");
  account->zone = g_strdup ("");
  return account;
}

void
collector_account_free (CollectorAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->user_name);
  g_free (account->password_hash);
  g_free (account->bind_dn);
  g_free (account->language);
  g_free (account->zone);
  g_free (account);
}

static gboolean
check_user_name (const char *name, GError **error)
{
  const char *fault = NULL;

  if (!g_utf8_validate (name, -1, NULL))
    fault = "not UTF-8";
  else if (*name == '\0' || g_utf8_strlen (name, -1) > MAX_USER_NAME)
    fault = "1 to 128 characters are expected";
  for (const char *p = name; fault == NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (toll_line_is_control (g_utf8_get_char (p)))
      fault = "control characters are not allowed";
  if (fault != NULL)
    toll_error_set_field (error, "username", "%s", fault);
  return fault == NULL;
}

/* Binds what insert and update share: parameters 1 to 11. */
static void
bind_account (CollectorStmt *stmt, const CollectorAccount *account, gint64 now_ms)
{
  collector_stmt_bind_text (stmt, 1, account->user_name);
  collector_stmt_bind_text (stmt, 2, account->password_hash);
  if (account->person_id != 0)
    collector_stmt_bind_int (stmt, 3, account->person_id);
  else
    collector_stmt_bind_null (stmt, 3);
  collector_stmt_bind_int (stmt, 4, account->role);
  collector_stmt_bind_int (stmt, 5, account->scope);
  collector_stmt_bind_int (stmt, 6, account->masked_digits);
  collector_stmt_bind_text (stmt, 7, account->language);
  collector_stmt_bind_text (stmt, 8, account->zone);
  collector_stmt_bind_int (stmt, 9, account->disabled);
  collector_stmt_bind_int (stmt, 10, now_ms);
  collector_stmt_bind_text (stmt, 11, account->bind_dn);
}

gboolean
collector_account_store_insert (CollectorDb *db, CollectorAccount *account, gint64 now_ms,
                                GError **error)
{
  CollectorStmt *stmt;

  if (!check_user_name (account->user_name, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO account (user_name, password_hash, person_id, role, scope, masked_digits,"
      " language, zone, disabled, created_ms, changed_ms, bind_dn)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11)",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_account (stmt, account, now_ms);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  account->id = collector_db_get_last_id (db);
  return TRUE;
}

/* A session opened in another role, or by somebody who is shut out now, is not carried on. */
static gboolean
end_outdated_sessions (CollectorDb *db, const CollectorAccount *account, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "DELETE FROM session WHERE account_id = (SELECT id FROM account WHERE id = ?1"
      " AND (role <> ?2 OR bind_dn <> ?3 OR disabled < ?4))",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account->id);
  collector_stmt_bind_int (stmt, 2, account->role);
  collector_stmt_bind_text (stmt, 3, account->bind_dn);
  collector_stmt_bind_int (stmt, 4, account->disabled);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_account_store_update (CollectorDb *db, const CollectorAccount *account, gint64 now_ms,
                                GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE account SET user_name = ?1, password_hash = ?2, person_id = ?3, role = ?4,"
      " scope = ?5, masked_digits = ?6, language = ?7, zone = ?8, disabled = ?9,"
      " changed_ms = ?10, bind_dn = ?11 WHERE id = ?12",
      error);

  if (stmt == NULL || !end_outdated_sessions (db, account, error))
    return FALSE;
  bind_account (stmt, account, now_ms);
  collector_stmt_bind_int (stmt, 12, account->id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_account_store_set_scope_ids (CollectorDb *db, gint64 account_id, const gint64 *ids,
                                       guint n_ids, GError **error)
{
  CollectorStmt *clear =
      collector_db_prepare (db, "DELETE FROM account_scope WHERE account_id = ?1", error);
  CollectorStmt *add = collector_db_prepare (
      db, "INSERT OR IGNORE INTO account_scope (account_id, target_id) VALUES (?1, ?2)", error);

  if (clear == NULL || add == NULL)
    return FALSE;
  collector_stmt_bind_int (clear, 1, account_id);
  if (!collector_stmt_run (clear, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      collector_stmt_bind_int (add, 1, account_id);
      collector_stmt_bind_int (add, 2, ids[i]);
      if (!collector_stmt_run (add, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_account_store_set_password (CollectorDb *db, gint64 account_id,
                                      const char *password_hash, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE account SET password_hash = ?2, changed_ms = ?3 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_text (stmt, 2, password_hash);
  collector_stmt_bind_int (stmt, 3, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_account_store_set_pin (CollectorDb *db, gint64 person_id, const char *pin_hash,
                                 GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "UPDATE person SET pin_hash = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  collector_stmt_bind_text (stmt, 2, pin_hash);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (collector_db_get_changes (db) == 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such person");
  return collector_db_get_changes (db) > 0;
}

gboolean
collector_account_store_note_sign_in (CollectorDb *db, gint64 account_id, gint64 now_ms,
                                      GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "UPDATE account SET last_sign_in_ms = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, now_ms);
  return collector_stmt_run (stmt, error);
}

static CollectorAccount *
read_account (CollectorStmt *stmt)
{
  CollectorAccount *account = g_new0 (CollectorAccount, 1);

  account->id = collector_stmt_get_int (stmt, 0);
  account->user_name = g_strdup (collector_stmt_get_text (stmt, 1));
  account->password_hash = g_strdup (collector_stmt_get_text (stmt, 2));
  account->person_id = collector_stmt_get_int (stmt, 3);
  account->role = collector_stmt_get_int (stmt, 4);
  account->scope = collector_stmt_get_int (stmt, 5);
  account->masked_digits = collector_stmt_get_int (stmt, 6);
  account->language = g_strdup (collector_stmt_get_text (stmt, 7));
  account->zone = g_strdup (collector_stmt_get_text (stmt, 8));
  account->disabled = collector_stmt_get_int (stmt, 9) != 0;
  account->last_sign_in_ms = collector_stmt_get_int (stmt, 10);
  account->bind_dn = g_strdup (collector_stmt_get_text (stmt, 11));
  return account;
}

/* The account of the one row @stmt finds. */
static gboolean
read_one_account (CollectorStmt *stmt, CollectorAccount **account, GError **error)
{
  gboolean has_row = FALSE;

  *account = NULL;
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *account = read_account (stmt);
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_account_store_lookup (CollectorDb *db, const char *user_name, CollectorAccount **account,
                                GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE user_name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, user_name);
  return read_one_account (stmt, account, error);
}

gboolean
collector_account_store_lookup_id (CollectorDb *db, gint64 id, CollectorAccount **account,
                                   GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return read_one_account (stmt, account, error);
}

gboolean
collector_account_store_lookup_person (CollectorDb *db, gint64 person_id,
                                       CollectorAccount **account, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE person_id = ?1 ORDER BY id LIMIT 1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  return read_one_account (stmt, account, error);
}

gboolean
collector_account_store_has_administrator (CollectorDb *db, gboolean *has, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT EXISTS (SELECT 1 FROM account WHERE role = ?1 AND disabled = 0"
      " AND (password_hash <> '' OR (bind_dn <> '' AND " COLLECTOR_SYNC_IS_ON_SQL ")))",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, COLLECTOR_ROLE_ADMINISTRATOR);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *has = has_row && collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Which administrators are enough. */
typedef struct
{
  gboolean local_only;
  gboolean of_all; /* what is the whole house's, and who sees it, those of a part do not change */
  guint most_masked;
} Enough;

/* Whether such an administrator can sign in today and without an end. */
static gboolean
has_lasting (CollectorDb *db, const Enough *enough, gint64 now_ms, gboolean *has, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT EXISTS (SELECT 1 FROM account AS a LEFT JOIN person AS p ON p.id = a.person_id"
      " WHERE a.role = ?1 AND a.disabled = 0"
      " AND (a.password_hash <> '' OR (a.bind_dn <> '' AND NOT ?2 AND " COLLECTOR_SYNC_IS_ON_SQL "))"
      " AND ifnull (p.valid_from_ms, 0) <= ?3"
      " AND ifnull (p.valid_to_ms, 9223372036854775807) = 9223372036854775807"
      " AND a.masked_digits <= ?4 AND (a.scope = ?5 OR NOT ?6))",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, COLLECTOR_ROLE_ADMINISTRATOR);
  collector_stmt_bind_int (stmt, 2, enough->local_only);
  collector_stmt_bind_int (stmt, 3, now_ms);
  collector_stmt_bind_int (stmt, 4, enough->most_masked);
  collector_stmt_bind_int (stmt, 5, COLLECTOR_SCOPE_ALL);
  collector_stmt_bind_int (stmt, 6, enough->of_all);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *has = has_row && collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Somebody must be able to put things right again. */
gboolean
collector_account_store_keep_administrator (CollectorDb *db, gboolean local_only,
                                            CollectorScope scope, gint64 now_ms, GError **error)
{
  const Enough enough = { local_only, scope == COLLECTOR_SCOPE_ALL, G_MAXUINT };
  const char *of = enough.of_all ? " of the whole house" : "";
  gboolean has;

  if (!has_lasting (db, &enough, now_ms, &has, error))
    return FALSE;
  return has
         || collector_person_refuse (
             error, "role",
             local_only ? "this is the last administrator%s with a password of Tollkeeper, who gets "
                          "in when the directory server does not answer"
                        : "this is the last administrator%s who can sign in",
             of);
}

gboolean
collector_account_store_keep_unmasked (CollectorDb *db, CollectorScope scope, gint64 now_ms,
                                       GError **error)
{
  const Enough enough = { FALSE, scope == COLLECTOR_SCOPE_ALL, 0 };
  gboolean has;

  if (!has_lasting (db, &enough, now_ms, &has, error))
    return FALSE;
  return has
         || collector_person_refuse (error, "masked_digits",
                                     "this is the last administrator who sees numbers whole: "
                                     "nobody could show them to anybody again; rules can hide "
                                     "numbers from administrators, and be taken back");
}

GPtrArray *
collector_account_store_list (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY user_name", error);
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) collector_account_free);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      if (!collector_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      g_ptr_array_add (accounts, read_account (stmt));
    }
  collector_stmt_reset (stmt);
  return g_steal_pointer (&accounts);
}

/* Appends the first column of every row to @ids. */
static gboolean
read_ids (CollectorStmt *stmt, GArray *ids, GError **error)
{
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      gint64 id;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      id = collector_stmt_get_int (stmt, 0);
      g_array_append_val (ids, id);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

/* One look for each line, however many days it has. */
gboolean
collector_account_store_load_lines (CollectorDb *db, gint64 person_id, GArray *ids, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "WITH RECURSIVE used (id) AS (SELECT min (line_id) FROM own_total WHERE person_id = ?1"
      "  UNION ALL SELECT (SELECT min (line_id) FROM own_total"
      "   WHERE person_id = ?1 AND line_id > used.id) FROM used WHERE used.id IS NOT NULL)"
      " SELECT line.id FROM person_line AS owned JOIN line ON line.extension = owned.extension"
      "  AND (owned.partition = '' OR line.partition = owned.partition)"
      " WHERE owned.person_id = ?1 UNION SELECT id FROM used WHERE id <> 0"
      " UNION SELECT line_id FROM called_group WHERE scope = 0 AND group_id = ?1 ORDER BY 1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  return read_ids (stmt, ids, error);
}

static gboolean
load_extensions (CollectorDb *db, CollectorViewer *viewer, gint64 now_ms, GError **error)
{
  CollectorStmt *now = collector_db_prepare (
      db,
      "SELECT DISTINCT extension FROM person_line"
      " WHERE person_id = ?1 AND valid_from_ms <= ?2 AND valid_to_ms > ?2 ORDER BY extension",
      error);
  gboolean has_row = FALSE;

  if (now == NULL)
    return FALSE;
  collector_stmt_bind_int (now, 1, viewer->person_id);
  collector_stmt_bind_int (now, 2, now_ms);
  while (TRUE)
    {
      if (!collector_stmt_step (now, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      g_ptr_array_add (viewer->extensions, g_strdup (collector_stmt_get_text (now, 0)));
    }
  collector_stmt_reset (now);
  return TRUE;
}

gboolean
collector_account_store_load_scope_ids (CollectorDb *db, gint64 account_id, GArray *ids,
                                        GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT target_id FROM account_scope WHERE account_id = ?1 ORDER BY target_id", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  return read_ids (stmt, ids, error);
}

static CollectorViewer *
read_viewer (CollectorStmt *stmt)
{
  CollectorViewer *viewer = collector_viewer_new ();
  const char *name = collector_stmt_get_text (stmt, 8);

  g_free (viewer->user_name);
  g_free (viewer->name);
  g_free (viewer->language);
  g_free (viewer->zone);
  viewer->account_id = collector_stmt_get_int (stmt, 0);
  viewer->user_name = g_strdup (collector_stmt_get_text (stmt, 1));
  viewer->person_id = collector_stmt_get_int (stmt, 2);
  viewer->role = collector_stmt_get_int (stmt, 3);
  viewer->scope = collector_stmt_get_int (stmt, 4);
  viewer->masked_digits = collector_stmt_get_int (stmt, 5);
  viewer->language = g_strdup (collector_stmt_get_text (stmt, 6));
  viewer->zone = g_strdup (collector_stmt_get_text (stmt, 7));
  viewer->name = g_strdup (*name != '\0' ? name : viewer->user_name);
  if (viewer->role == COLLECTOR_ROLE_USER)
    viewer->scope = COLLECTOR_SCOPE_OWN;
  return viewer;
}

CollectorViewer *
collector_account_store_load_viewer (CollectorDb *db, gint64 account_id, gint64 now_ms,
                                     GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT account.id, account.user_name, account.person_id, role, scope, masked_digits,"
      " account.language, account.zone,"
      " trim (coalesce (person.first_name, '') || ' ' || coalesce (person.last_name, ''))"
      " FROM account LEFT JOIN person ON person.id = account.person_id"
      " WHERE account.id = ?1 AND disabled = 0 AND ifnull (person.valid_from_ms <= ?2"
      "  AND person.valid_to_ms > ?2, 1)",
      error);
  g_autoptr (CollectorViewer) viewer = NULL;
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_int (stmt, 2, now_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row)
    viewer = read_viewer (stmt);
  collector_stmt_reset (stmt);
  if (viewer == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED, "sign in first");
      return NULL;
    }
  if (viewer->person_id != 0
      && (!collector_account_store_load_lines (db, viewer->person_id, viewer->line_ids, error)
          || !load_extensions (db, viewer, now_ms, error)))
    return NULL;
  if (!collector_account_store_load_scope_ids (db, account_id, viewer->scope_ids, error) ||
      !collector_privacy_store_fill_viewer (db, viewer, now_ms, error))
    return NULL;
  return g_steal_pointer (&viewer);
}
