/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema's history: sql/NNNN-*.sql in the program's resources, run in order and never changed
 * once released. Refuses foreign and newer files before a byte is written.
 */
#include "config.h"

#include "collector/store/migrate.h"

#include "collector/store/backup.h"
#include "collector/store/db-private.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"
#include "collector/store/store-resources.h"
#include "collector/store/totals/totals.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SQL_FOLDER "/store/sql/"
#define HEADER_BYTES 100
#define APPLICATION_ID_AT 68
#define CHECKED_AT_ONCE_BYTES (64 * 1024 * 1024) /* a third of a second */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): names of the migrations, in order. */
static GStrv
list_migrations (void)
{
  GResource *resource = collector_store_get_resource ();
  GStrv names = g_resource_enumerate_children (resource, SQL_FOLDER, 0, NULL);

  if (names != NULL)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

guint
collector_migrate_get_target (void)
{
  g_auto (GStrv) names = list_migrations ();

  return names != NULL ? g_strv_length (names) : 0;
}

gboolean
collector_migrate_check_header (const char *path, GError **error)
{
  g_autofree char *start = NULL;
  const guint8 *bytes;
  FILE *file = fopen (path, "rbe");
  gsize n;

  if (file == NULL)
    return TRUE;
  start = g_malloc0 (HEADER_BYTES);
  n = fread (start, 1, HEADER_BYTES, file);
  fclose (file);
  bytes = (const guint8 *) start + APPLICATION_ID_AT;
  if (n == 0
      || (n == HEADER_BYTES && memcmp (start, "SQLite format 3", 16) == 0
          && ((guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3])
                 == COLLECTOR_APPLICATION_ID))
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "%s is not a ledger of Tollkeeper; it was left untouched", path);
  return FALSE;
}

gboolean
collector_migrate_must_check (const char *path, CollectorLastStop last)
{
  struct stat info;

  return last == COLLECTOR_STOP_DAMAGED
         || (last == COLLECTOR_STOP_UNCLEAN && stat (path, &info) == 0
             && info.st_size <= CHECKED_AT_ONCE_BYTES);
}

gboolean
collector_migrate_check_pages (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "PRAGMA quick_check(1)", error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  is_ok = has_row && strcmp (collector_stmt_get_text (stmt, 0), "ok") == 0;
  if (!is_ok)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE,
                 "The ledger is damaged: %s. Restore a backup",
                 has_row ? collector_stmt_get_text (stmt, 0) : "");
  collector_stmt_reset (stmt);
  return is_ok;
}

static gboolean
read_version (CollectorDb *db, guint *version, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "PRAGMA user_version", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *version = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* An empty file gets its page size and its application id before WAL begins, so that both are in
 * the file's own header from the first moment. */
static gboolean
found (const char *path, GError **error)
{
  sqlite3 *handle = NULL;
  struct stat info;
  int result;

  if (stat (path, &info) == 0 && info.st_size > 0)
    return TRUE;
  result = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (handle,
                           "PRAGMA page_size = 16384;"
                           "PRAGMA application_id = 1416588396;"
                           "PRAGMA journal_mode = WAL;",
                           NULL, NULL, NULL);
  if (result != SQLITE_OK)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE, "%s: %s", path,
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
  sqlite3_close (handle);
  return result == SQLITE_OK;
}

static gboolean
run_migration (CollectorDb *db, guint number, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (SQL_FOLDER, name, NULL);
  g_autoptr (GBytes) text
      = g_resource_lookup_data (collector_store_get_resource (), path, 0, error);
  char set_version[64];

  if (text == NULL)
    return FALSE;
  g_snprintf (set_version, sizeof set_version, "PRAGMA user_version = %u", number);
  if (collector_db_begin (db, error)
      && collector_db_run (db, g_bytes_get_data (text, NULL), error)
      && collector_db_run (db, set_version, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  g_prefix_error (error, "Migration %s: ", name);
  return FALSE;
}

static gboolean
fill_meta (CollectorDb *db, const char *company_zone, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT OR IGNORE INTO meta (id, company_zone, totals_layout, created_ms)"
      " VALUES (1, ?1, ?2, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, company_zone);
  collector_stmt_bind_int (stmt, 2, COLLECTOR_TOTALS_LAYOUT);
  collector_stmt_bind_int (stmt, 3, g_get_real_time () / 1000);
  return collector_stmt_run (stmt, error);
}

static gboolean
bring_up (CollectorDb *db, const char *path, guint version, GError **error)
{
  g_auto (GStrv) names = list_migrations ();
  guint target = names != NULL ? g_strv_length (names) : 0;

  if (version > target)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                   "%s was written by a newer Tollkeeper (schema %u; this one knows %u); "
                   "it was left untouched",
                   path, version, target);
      return FALSE;
    }
  if (version > 0 && version < target)
    {
      g_autofree char *copy = g_strdup_printf ("%s.before-v%u", path, target);

      g_message ("Copying the ledger to %s before it is brought to schema %u", copy, target);
      if (!collector_backup_copy (db, copy, error))
        return FALSE;
    }
  for (guint i = version; i < target; i++)
    if (!run_migration (db, i + 1, names[i], error))
      return FALSE;
  return TRUE;
}

/* @is_checked: (inout): whether the pages are known to be whole. */
static gboolean
migrate_held (const char *path, const char *company_zone, CollectorLastStop last,
              gboolean *is_checked, GError **error)
{
  g_autoptr (CollectorDb) db = NULL;
  guint version = 0;

  if (!collector_migrate_check_header (path, error) || !found (path, error))
    return FALSE;
  db = collector_db_open (path, COLLECTOR_DB_WRITE, error);
  if (db == NULL || !read_version (db, &version, error))
    return FALSE;
  if (!*is_checked
      && (collector_migrate_must_check (path, last) || version != collector_migrate_get_target ()))
    {
      if (!collector_migrate_check_pages (db, error))
        return FALSE;
      *is_checked = TRUE;
    }
  return bring_up (db, path, version, error) && fill_meta (db, company_zone, error)
         && collector_totals_bring_up (db, error);
}

gboolean
collector_migrate (const char *path, const char *company_zone, GError **error)
{
  CollectorLastStop last = COLLECTOR_STOP_CLEAN;
  gboolean is_checked, is_done;
  CollectorGuard *guard;

  if (toll_zone_get (company_zone, error) == NULL)
    return FALSE;
  guard = collector_guard_take (path, &last, error);
  if (guard == NULL)
    return FALSE;
  is_checked = last == COLLECTOR_STOP_CLEAN;
  is_done = migrate_held (path, company_zone, last, &is_checked, error);
  /* Without a look at the pages the note stays: somebody still has to. */
  if (is_checked)
    collector_guard_release (guard);
  else
    collector_guard_abandon (guard);
  return is_done;
}
