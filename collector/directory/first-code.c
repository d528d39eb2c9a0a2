/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The code that makes the first administrator. Any lane; writes on the writer's.
 */
#include "config.h"

#include "collector/directory/first-code.h"

#include <sodium.h>
#include <string.h>

#include "collector/store/account-store.h"
#include "shared/base/error.h"

#define N_SYMBOLS 20
#define GROUP 5

/* 32 symbols, none of which is mistaken for another. */
static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
G_STATIC_ASSERT (sizeof symbols == 33);

/* What people make of a symbol. */
static char
read_symbol (char c)
{
  c = g_ascii_toupper (c);
  if (c == 'O')
    return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

/* Returns: (transfer full): the hash of the code, however it is written. */
static char *
hash_code (const char *code)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (; *code != '\0' && plain->len <= N_SYMBOLS; code++)
    if (*code != '-' && !g_ascii_isspace (*code))
      g_string_append_c (plain, read_symbol (*code));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain->str, -1);
}

gboolean
collector_first_code_is_needed (CollectorDb *db, gboolean *is_needed, GError **error)
{
  gboolean has = TRUE;

  if (!collector_account_store_has_administrator (db, &has, error))
    return FALSE;
  *is_needed = !has;
  return TRUE;
}

static gboolean
store (CollectorDb *db, const char *code, gint64 now_ms, GError **error)
{
  g_autofree char *hash = hash_code (code);
  CollectorStmt *stmt = collector_db_prepare (
      db, "INSERT OR REPLACE INTO first_code (id, code_hash, expires_ms) VALUES (1, ?1, ?2)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, hash);
  collector_stmt_bind_int (stmt, 2, now_ms + COLLECTOR_FIRST_CODE_MS);
  return collector_stmt_run (stmt, error);
}

char *
collector_first_code_new (CollectorDb *db, gint64 now_ms, GError **error)
{
  g_autoptr (GString) code = g_string_new (NULL);
  gboolean is_needed = FALSE;

  if (!collector_first_code_is_needed (db, &is_needed, error))
    return NULL;
  if (!is_needed)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                           "there is an administrator already");
      return NULL;
    }
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FAILED, "no random numbers");
      return NULL;
    }
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, symbols[randombytes_uniform (sizeof symbols - 1)]);
    }
  if (!store (db, code->str, now_ms, error))
    return NULL;
  return g_string_free (g_steal_pointer (&code), FALSE);
}

gboolean
collector_first_code_check (CollectorDb *db, const char *code, gint64 now_ms, GError **error)
{
  g_autofree char *hash = hash_code (code);
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT code_hash FROM first_code WHERE expires_ms > ?1", error);
  gboolean is_needed = FALSE, has_row = FALSE, is_right;

  if (stmt == NULL || !collector_first_code_is_needed (db, &is_needed, error))
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  is_right = has_row && is_needed && strlen (collector_stmt_get_text (stmt, 0)) == strlen (hash) &&
             sodium_memcmp (collector_stmt_get_text (stmt, 0), hash, strlen (hash)) == 0;
  collector_stmt_reset (stmt);
  if (!is_right)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED,
                         "the code is wrong, used or too old; the host prints a new one with "
                         "\"tollkeeper-collector user first-code\"");
  return is_right;
}

gboolean
collector_first_code_forget (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "DELETE FROM first_code", error);
}
