/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of the ledger: made by SQLite's own backup interface, taken back only after they were
 * checked. Reads data only; nothing in a backup is run.
 */
#include "config.h"

#include "collector/store/backup.h"

#include "collector/store/db-private.h"
#include "collector/store/guard.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PAGES_A_STEP 1024

static gboolean
fail_io (const char *path, GError **error)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* Flushes @path (a file or a folder) to the disk. */
static gboolean
sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;

  if (!is_synced)
    fail_io (path, error);
  if (fd >= 0)
    close (fd);
  return is_synced;
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_rename (from, to) != 0)
    return fail_io (to, error);
  return sync_path (folder, error);
}

static int
copy_pages (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int result;

  if (backup == NULL)
    return sqlite3_errcode (to);
  do
    result = sqlite3_backup_step (backup, PAGES_A_STEP);
  while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED);
  sqlite3_backup_finish (backup);
  /* The copy stands alone: no log beside it. */
  if (result == SQLITE_DONE)
    result = sqlite3_exec (to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  return result;
}

gboolean
collector_backup_copy (CollectorDb *db, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  sqlite3 *to = NULL;
  int fd, result;

  g_unlink (part);
  fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_io (part, error);
  close (fd);
  result = sqlite3_open_v2 (part, &to, SQLITE_OPEN_READWRITE, NULL);
  if (result == SQLITE_OK)
    result = copy_pages (db->handle, to);
  sqlite3_close (to);
  if (result != SQLITE_OK)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE, "%s: %s", path,
                   sqlite3_errstr (result));
      g_unlink (part);
      return FALSE;
    }
  return sync_path (part, error) && move_into_place (part, path, error);
}

static gboolean
check_backup (const char *from, GError **error)
{
  g_autoptr (CollectorDb) db = NULL;
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  guint version;

  if (!g_file_test (from, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                   g_file_test (from, G_FILE_TEST_EXISTS) ? "%s is not a regular file"
                                                          : "%s: there is no such file",
                   from);
      return FALSE;
    }
  if (!collector_migrate_check_header (from, error))
    return FALSE;
  db = collector_db_open (from, COLLECTOR_DB_READ, error);
  if (db == NULL || !collector_migrate_check_pages (db, error))
    return FALSE;
  stmt = collector_db_prepare (db, "PRAGMA user_version", error);
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  version = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  if (version >= 1 && version <= collector_migrate_get_target ())
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "%s has schema %u, which this version cannot take (it knows 1 to %u)", from,
               version, collector_migrate_get_target ());
  return FALSE;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (CollectorDb) db = collector_db_open (from, COLLECTOR_DB_READ, error);

  return db != NULL && collector_backup_copy (db, to, error);
}

/* Returns: (transfer full): a name that nothing has: what an earlier restore set aside stays. */
static char *
find_aside (const char *path)
{
  char *aside = g_strconcat (path, ".before-restore", NULL);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.before-restore-%u", path, i);
    }
  return aside;
}

/* The ledger that is there goes aside as a whole: its log is part of it. */
static gboolean
set_aside (const char *path, GError **error)
{
  static const char *const tails[] = { "-wal", "-shm" };
  g_autofree char *aside = find_aside (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!copy_file (path, aside, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *beside = g_strconcat (path, tails[i], NULL);

      g_unlink (beside);
    }
  return TRUE;
}

gboolean
collector_backup_replace (const char *from, const char *path, GError **error)
{
  g_autofree char *ready = g_strconcat (path, ".restoring", NULL);

  return copy_file (from, ready, error) && set_aside (path, error)
         && move_into_place (ready, path, error);
}

gboolean
collector_backup_restore (const char *from, const char *path, GError **error)
{
  CollectorLastStop last = COLLECTOR_STOP_CLEAN;
  gboolean is_done;
  CollectorGuard *guard;

  if (!check_backup (from, error))
    return FALSE;
  guard = collector_guard_take (path, &last, error);
  if (guard == NULL)
    return FALSE;
  is_done = collector_migrate_check_header (path, error)
            && collector_backup_replace (from, path, error);
  collector_guard_release (guard);
  return is_done;
}
