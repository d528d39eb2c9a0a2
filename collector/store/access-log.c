/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The access log: a table that only grows, chained by hashes, and the anchor that tells the ledger
 * how far it had grown. One connection at a time appends; the last hash is read in the same
 * transaction, so that the service and commands on the host may both.
 */
#include "config.h"

#include "collector/store/access-log.h"

#include "collector/store/db-private.h"
#include "collector/store/mask.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define COLUMNS                                                                                    \
  "id, at_ms, account_id, user_name, action, object, filter, purpose, people, n_rows, n_people,"   \
  " hash"
#define HASH_COLUMN 11

/* The triggers keep honest programs from mistakes; the hashes are what finds the others. */
static const char *const schema_sql =
    "CREATE TABLE IF NOT EXISTS entry ("
    " id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, account_id INTEGER NOT NULL,"
    " user_name TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, filter TEXT NOT NULL,"
    " purpose TEXT NOT NULL, people TEXT NOT NULL, n_rows INTEGER NOT NULL,"
    " n_people INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS entry_by_time ON entry (at_ms);"
    "CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry"
    " BEGIN SELECT raise (ABORT, 'the access log only grows'); END;"
    "CREATE TRIGGER IF NOT EXISTS entry_remains BEFORE DELETE ON entry"
    " BEGIN SELECT raise (ABORT, 'the access log only grows'); END;";

gboolean
collector_access_log_prepare (const char *path, GError **error)
{
  g_autoptr (CollectorDb) log = NULL;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  if (!collector_migrate_check_header (path, error))
    return FALSE;
  log = collector_db_open (path, COLLECTOR_DB_WRITE, error);
  return log != NULL && collector_db_run (log, "PRAGMA application_id = 1416588396", error) &&
         collector_db_run (log, schema_sql, error);
}

/* Commits do not wait for the disk. */
static gboolean
tune_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_db_run (log, "PRAGMA synchronous = NORMAL", error);
}

CollectorLanes *
collector_access_log_open (const char *path, GError **error)
{
  g_autoptr (CollectorLanes) lanes = NULL;

  if (!collector_access_log_prepare (path, error))
    return NULL;
  lanes = collector_lanes_new (path, 1, error);
  if (lanes == NULL || !collector_lanes_write_sync (lanes, tune_task, NULL, error))
    return NULL;
  return g_steal_pointer (&lanes);
}

gboolean
collector_access_log_open_beside (CollectorDb *ledger, CollectorDb **log, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (sqlite3_db_filename (ledger->handle, "main"));
  g_autofree char *path = g_build_filename (dir, COLLECTOR_ACCESS_LOG_NAME, NULL);

  *log = NULL;
  return !g_file_test (path, G_FILE_TEST_EXISTS)
         || (*log = collector_db_open (path, COLLECTOR_DB_READ, error)) != NULL;
}

/* A figure or text of an entry, so that no two different entries read alike. */
static void
add_figure (GChecksum *sum, gint64 figure)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT ",", figure);
  g_checksum_update (sum, (const guchar *) text, -1);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add_figure (sum, strlen (text));
  g_checksum_update (sum, (const guchar *) text, -1);
}

static void
hash_entry (const CollectorAccessEntry *entry, const char *before, char *hash)
{
  const char *const texts[] = { entry->user_name, entry->action,  entry->object,
                                entry->filter,    entry->purpose, entry->people };
  const gint64 figures[] = { entry->id, entry->at_ms, entry->account_id, entry->n_rows,
                             entry->n_people };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, before);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    add_figure (sum, figures[i]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (sum, texts[i]);
  g_strlcpy (hash, g_checksum_get_string (sum), sizeof ((CollectorAccessHead *) NULL)->hash);
}

/* @sql: a row of a count and a hash, or none. Constant text. */
static gboolean
read_head (CollectorDb *db, const char *sql, CollectorAccessHead *head, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE;

  *head = (CollectorAccessHead){ 0 };
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      head->n_entries = collector_stmt_get_int (stmt, 0);
      g_strlcpy (head->hash, collector_stmt_get_text (stmt, 1), sizeof head->hash);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_access_log_get_head (CollectorDb *log, CollectorAccessHead *head, GError **error)
{
  return read_head (log, "SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1", head, error);
}

static gboolean
insert_entry (CollectorDb *log, const CollectorAccessEntry *entry, const char *hash,
              GError **error)
{
  const char *const texts[] = { entry->user_name, entry->action,  entry->object,
                                entry->filter,    entry->purpose, entry->people };
  CollectorStmt *stmt = collector_db_prepare (
      log,
      "INSERT INTO entry (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, entry->id);
  collector_stmt_bind_int (stmt, 2, entry->at_ms);
  collector_stmt_bind_int (stmt, 3, entry->account_id);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    collector_stmt_bind_text (stmt, 4 + i, texts[i]);
  collector_stmt_bind_int (stmt, 10, entry->n_rows);
  collector_stmt_bind_int (stmt, 11, entry->n_people);
  collector_stmt_bind_text (stmt, 12, hash);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_access_log_append (CollectorDb *log, CollectorAccessEntry *entry, GError **error)
{
  CollectorAccessHead head;
  char hash[sizeof head.hash];

  if (!collector_db_begin (log, error))
    return FALSE;
  if (collector_access_log_get_head (log, &head, error))
    {
      entry->id = head.n_entries + 1;
      hash_entry (entry, head.hash, hash);
      if (insert_entry (log, entry, hash, error) && collector_db_commit (log, error))
        return TRUE;
    }
  collector_db_rollback (log);
  return FALSE;
}

/* The one name that an address holds; in others long figures are ids. */
#define OF_DEVICE " " TOLL_PATH_DEVICE
#define OF_DEVICE_SQL "instr (action, '" OF_DEVICE "') > 0"

static gboolean
masks_texts (const CollectorViewer *viewer)
{
  return collector_viewer_is_masked (viewer) || !collector_viewer_sees_all (viewer);
}

/* Purposes and names of devices that others wrote may hold numbers. */
static void
show_entry (const CollectorViewer *viewer, CollectorAccessEntry *entry, TollArena *arena)
{
  if (viewer->hides_individuals)
    entry->people = "";
  if (entry->account_id == viewer->account_id)
    return;
  collector_viewer_note_row (viewer, 0);
  if (!masks_texts (viewer))
    return;
  entry->purpose = collector_mask_text (entry->purpose, 1, arena);
  if (strstr (entry->action, OF_DEVICE) != NULL)
    entry->object = collector_mask_device (entry->object, 1, arena);
}

static void
read_entry (CollectorStmt *stmt, CollectorAccessEntry *entry)
{
  *entry = (CollectorAccessEntry){
    .id = collector_stmt_get_int (stmt, 0),
    .at_ms = collector_stmt_get_int (stmt, 1),
    .account_id = collector_stmt_get_int (stmt, 2),
    .user_name = collector_stmt_get_text (stmt, 3),
    .action = collector_stmt_get_text (stmt, 4),
    .object = collector_stmt_get_text (stmt, 5),
    .filter = collector_stmt_get_text (stmt, 6),
    .purpose = collector_stmt_get_text (stmt, 7),
    .people = collector_stmt_get_text (stmt, 8),
    .n_rows = collector_stmt_get_int (stmt, 9),
    .n_people = collector_stmt_get_int (stmt, 10),
  };
}

gboolean
collector_access_log_visit (CollectorDb *log, const CollectorAccessQuery *query,
                            CollectorAccessVisit visit, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      log,
      "SELECT " COLUMNS " FROM entry WHERE id < ?1 AND at_ms >= ?2 AND at_ms < ?3"
      " AND (?4 IS NULL OR user_name = ?4 COLLATE NOCASE)"
      " AND (?5 IS NULL OR instr (toll_fold (action || ' ' ||"
      "  iif (?8 AND account_id <> ?9 AND " OF_DEVICE_SQL ", toll_mask_device (object), object)"
      "  || ' ' || filter || ' ' ||"
      "  iif (?8 AND account_id <> ?9, toll_mask_text (purpose), purpose)), toll_fold (?5)) > 0)"
      " AND (?6 = 0 OR instr (' ' || people || ' ', ' ' || ?6 || ' ') > 0)"
      " ORDER BY id DESC LIMIT ?7",
      error);
  const CollectorViewer *viewer = query->viewer;
  g_autoptr (TollArena) arena = toll_arena_new ();
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  if (!is_ok
      || !collector_viewer_check_individuals (
          viewer, query->person_id == 0 || collector_viewer_is_owner (viewer, query->person_id),
          error))
    return FALSE;
  collector_stmt_bind_int (stmt, 8, masks_texts (viewer));
  collector_stmt_bind_int (stmt, 9, viewer->account_id);
  collector_stmt_bind_int (stmt, 1, query->before_id != 0 ? query->before_id : G_MAXINT64);
  collector_stmt_bind_int (stmt, 2, query->from_ms);
  collector_stmt_bind_int (stmt, 3, query->to_ms != 0 ? query->to_ms : G_MAXINT64);
  collector_stmt_bind_text (stmt, 4, query->user_name);
  collector_stmt_bind_text (stmt, 5, query->words);
  collector_stmt_bind_int (stmt, 6, query->person_id);
  collector_stmt_bind_int (stmt, 7, query->limit);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      CollectorAccessEntry entry;

      read_entry (stmt, &entry);
      show_entry (viewer, &entry, arena);
      visit (&entry, data);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_access_log_settle (CollectorDb *log, CollectorAccessHead *head, GError **error)
{
  return collector_access_log_get_head (log, head, error) && collector_db_checkpoint (log, error);
}

gboolean
collector_access_log_get_anchor (CollectorDb *ledger, CollectorAccessHead *head, GError **error)
{
  return read_head (ledger, "SELECT n_entries, hash FROM access_anchor", head, error);
}

gboolean
collector_access_log_set_anchor (CollectorDb *ledger, const CollectorAccessHead *head,
                                 gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger,
      "INSERT INTO access_anchor VALUES (1, ?1, ?2, ?3) ON CONFLICT (id) DO UPDATE"
      " SET n_entries = excluded.n_entries, hash = excluded.hash, at_ms = excluded.at_ms"
      " WHERE excluded.n_entries > n_entries",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, head->n_entries);
  collector_stmt_bind_text (stmt, 2, head->hash);
  collector_stmt_bind_int (stmt, 3, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_access_log_continues (CollectorDb *log, const CollectorAccessHead *head, gboolean *does,
                                GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (log, "SELECT hash FROM entry WHERE id = ?1", error);
  gboolean has_row = FALSE;

  *does = head->n_entries == 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, head->n_entries);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *does = strcmp (collector_stmt_get_text (stmt, 0), head->hash) == 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what is wrong with the entry after @head, which becomes the
 * entry. */
static char *
check_entry (CollectorStmt *stmt, const CollectorAccessHead *anchor, CollectorAccessHead *head)
{
  CollectorAccessEntry entry;
  char hash[sizeof head->hash];
  const char *stored = collector_stmt_get_text (stmt, HASH_COLUMN);

  read_entry (stmt, &entry);
  if (entry.id != head->n_entries + 1)
    return g_strdup_printf ("entries %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " are missing",
                            head->n_entries + 1, entry.id - 1);
  hash_entry (&entry, head->hash, hash);
  if (strcmp (hash, stored) != 0)
    return g_strdup_printf ("entry %" G_GINT64_FORMAT " is not what was written", entry.id);
  if (entry.id == anchor->n_entries && strcmp (stored, anchor->hash) != 0)
    return g_strdup_printf ("the entries up to %" G_GINT64_FORMAT " were written anew", entry.id);
  head->n_entries = entry.id;
  g_strlcpy (head->hash, stored, sizeof head->hash);
  return NULL;
}

gboolean
collector_access_log_verify (CollectorDb *log, const CollectorAccessHead *anchor,
                             gint64 *n_entries, char **fault, GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (log, "SELECT " COLUMNS " FROM entry ORDER BY id", error);
  CollectorAccessHead head = { 0 };
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  *fault = NULL;
  if (!is_ok)
    return FALSE;
  while (*fault == NULL && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    *fault = check_entry (stmt, anchor, &head);
  collector_stmt_reset (stmt);
  *n_entries = head.n_entries;
  if (is_ok && *fault == NULL && head.n_entries < anchor->n_entries)
    *fault = g_strdup_printf ("the log ends with entry %" G_GINT64_FORMAT ", but had %" G_GINT64_FORMAT,
                              head.n_entries, anchor->n_entries);
  return is_ok;
}
