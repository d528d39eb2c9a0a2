/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "collector"

#include "collector/app/access-keeper.h"

#include "collector/store/access-log.h"
#include "collector/store/backup.h"
#include "shared/base/clock.h"

#include <glib/gstdio.h>
#include <string.h>

#define ANCHOR_INTERVAL_S 1 /* a glance, as long as nothing was appended */

#define BACKUP_TAIL  ".access"

struct _CollectorAccessKeeper
{
  CollectorLanes *log;
  CollectorLanes *ledger;      /* borrowed */
  CollectorAccessHead head;    /* of the log's lane while a settling is under way */
  CollectorAccessHead anchored;
  gboolean is_strange; /* not the log that was anchored */
  gboolean is_busy;    /* a settling is under way */
  guint source;
};

/* Entries that were anchored and cut off are missed before others take their places. */
static gboolean
settle_task (CollectorDb *log, gpointer data, GError **error)
{
  CollectorAccessKeeper *self = data;
  CollectorAccessHead head;
  gboolean continues = FALSE;

  if (!collector_access_log_get_head (log, &head, error))
    return FALSE;
  if (head.n_entries == self->anchored.n_entries && strcmp (head.hash, self->anchored.hash) == 0)
    return TRUE;
  if (!collector_access_log_continues (log, &self->anchored, &continues, error))
    return FALSE;
  self->is_strange = !continues;
  return self->is_strange || collector_access_log_settle (log, &self->head, error);
}

static gboolean
anchor_task (CollectorDb *ledger, gpointer data, GError **error)
{
  return collector_access_log_set_anchor (ledger, &((CollectorAccessKeeper *) data)->head,
                                          toll_clock_now_ms (NULL), error);
}

static void
tell (const GError *error)
{
  g_warning ("The access log could not be anchored: %s", error->message);
}

static void
anchored_cb (gpointer data, const GError *error)
{
  CollectorAccessKeeper *self = data;

  self->is_busy = FALSE;
  if (error != NULL)
    tell (error);
  else
    self->anchored = self->head;
}

static gboolean
has_grown (const CollectorAccessKeeper *self)
{
  return !self->is_strange && self->head.n_entries > self->anchored.n_entries;
}

static void
tell_strange (void)
{
  g_warning ("The access log was cut, changed or replaced since it was anchored; it goes on, but "
             "will not be called whole again");
}

static void
settled_cb (gpointer data, const GError *error)
{
  CollectorAccessKeeper *self = data;

  self->is_busy = FALSE;
  if (error != NULL)
    tell (error);
  else if (self->is_strange)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      tell_strange ();
    }
  else if (has_grown (self))
    {
      self->is_busy = TRUE;
      collector_lanes_write (self->ledger, anchor_task, self, anchored_cb);
    }
}

static gboolean
anchor_cb (gpointer data)
{
  CollectorAccessKeeper *self = data;

  if (!self->is_busy)
    {
      self->is_busy = TRUE;
      collector_lanes_write (self->log, settle_task, self, settled_cb);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
get_anchor_task (CollectorDb *ledger, gpointer data, GError **error)
{
  return collector_access_log_get_anchor (ledger, &((CollectorAccessKeeper *) data)->anchored,
                                          error);
}

static gboolean
compare_task (CollectorDb *log, gpointer data, GError **error)
{
  CollectorAccessKeeper *self = data;
  gboolean continues = FALSE;

  if (!collector_access_log_continues (log, &self->anchored, &continues, error))
    return FALSE;
  self->is_strange = !continues;
  return TRUE;
}

CollectorAccessKeeper *
collector_access_keeper_new (const char *data_dir, CollectorLanes *ledger, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, COLLECTOR_ACCESS_LOG_NAME, NULL);
  CollectorAccessKeeper *self = g_new0 (CollectorAccessKeeper, 1);

  self->ledger = ledger;
  self->log = collector_access_log_open (path, error);
  if (self->log == NULL || !collector_lanes_read_sync (ledger, get_anchor_task, self, error) ||
      !collector_lanes_read_sync (self->log, compare_task, self, error))
    {
      g_clear_pointer (&self->log, collector_lanes_free);
      g_free (self);
      return NULL;
    }
  if (self->is_strange)
    tell_strange ();
  else
    self->source = g_timeout_add_seconds (ANCHOR_INTERVAL_S, anchor_cb, self);
  return self;
}

void
collector_access_keeper_free (CollectorAccessKeeper *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  while (self->is_busy)
    g_main_context_iteration (NULL, TRUE);
  if (!self->is_strange &&
      (!collector_lanes_write_sync (self->log, settle_task, self, &error) ||
       (has_grown (self) && !collector_lanes_write_sync (self->ledger, anchor_task, self, &error))))
    tell (error);
  collector_lanes_free (self->log);
  g_free (self);
}

CollectorLanes *
collector_access_keeper_get_lanes (CollectorAccessKeeper *self)
{
  return self->log;
}

/* The anchor is read first, so that what is appended meanwhile is no fault. */
gboolean
collector_access_keeper_verify (const char *data_dir, CollectorDb *ledger, GPtrArray *differences,
                                GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, COLLECTOR_ACCESS_LOG_NAME, NULL);
  g_autoptr (CollectorDb) log = NULL;
  g_autofree char *fault = NULL;
  CollectorAccessHead anchor;
  gint64 n_entries;

  if (!collector_access_log_get_anchor (ledger, &anchor, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (anchor.n_entries > 0)
        g_ptr_array_add (differences, g_strdup ("the access log is gone"));
      return TRUE;
    }
  log = collector_db_open (path, COLLECTOR_DB_READ, error);
  if (log == NULL || !collector_access_log_verify (log, &anchor, &n_entries, &fault, error))
    return FALSE;
  if (fault != NULL)
    g_ptr_array_add (differences, g_strdup_printf ("access log: %s", fault));
  return TRUE;
}

gboolean
collector_access_keeper_backup (const char *data_dir, const char *backup, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, COLLECTOR_ACCESS_LOG_NAME, NULL);
  g_autofree char *copy = g_strconcat (backup, BACKUP_TAIL, NULL);
  g_autoptr (CollectorDb) log = NULL;

  g_unlink (copy); /* an older backup's */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  log = collector_db_open (path, COLLECTOR_DB_READ, error);
  return log != NULL && collector_backup_copy (log, copy, error);
}

/* Whether the log at @path is the one that @anchor is of. A file that is no log is not. */
static gboolean
is_log_of (const char *path, const CollectorAccessHead *anchor)
{
  g_autoptr (CollectorDb) log = g_file_test (path, G_FILE_TEST_EXISTS)
                                    ? collector_db_open (path, COLLECTOR_DB_READ, NULL)
                                    : NULL;
  gboolean continues = FALSE;

  return log != NULL && collector_access_log_continues (log, anchor, &continues, NULL) && continues;
}

gboolean
collector_access_keeper_restore (const char *data_dir, CollectorDb *ledger, const char *backup,
                                 gboolean *is_missing, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, COLLECTOR_ACCESS_LOG_NAME, NULL);
  g_autofree char *copy = g_strconcat (backup, BACKUP_TAIL, NULL);
  CollectorAccessHead anchor;

  *is_missing = FALSE;
  if (!collector_access_log_get_anchor (ledger, &anchor, error))
    return FALSE;
  if (anchor.n_entries == 0 || is_log_of (path, &anchor))
    return TRUE;
  if (is_log_of (copy, &anchor))
    return collector_backup_replace (copy, path, error);
  *is_missing = TRUE;
  return TRUE;
}
