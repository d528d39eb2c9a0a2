/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the drop folder to the archive: a file is moved only after its records are committed and its
 * place is noted, so that a crash in between makes it be read again, without effect. A file that
 * grows in the archive is read again, too: its first records are duplicates, the others new.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector-intake"

#include "collector/app/intake-job.h"

#include "collector/intake/archive.h"
#include "shared/base/clock.h"
#include "shared/base/crash.h"
#include "shared/base/error.h"

#define ARCHIVE "archive"
#define REFUSED "refused"
#define LOOK_BACK_MS (60 * 60 * G_GINT64_CONSTANT (1000))

CollectorRestRule
collector_intake_get_rest_rule (const CollectorSettings *settings)
{
  return (CollectorRestRule){ (guint) collector_settings_get_int (settings, "settle_s"),
                              (guint) collector_settings_get_int (settings, "open_s") };
}

/* The place is noted before the file is moved: one that is not in its place is still in the drop
 * folder, and one that is there is found. */
static gboolean
move_away (CollectorIngest *ingest, const char *folder, const char *path, const char *name,
           gint64 file_id, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) taken = NULL;
      g_autofree char *where = collector_archive_choose (ingest->data_dir, folder, name,
                                                         toll_clock_now_ms (NULL), error);

      if (where == NULL
          || (file_id != 0 && !collector_ingest_note_archived (ingest, file_id, where, error)))
        return FALSE;
      toll_crash_point ("before-archive");
      if (collector_archive_move (ingest->data_dir, where, path, &taken))
        break;
      if (!g_error_matches (taken, TOLL_ERROR, TOLL_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&taken));
          return FALSE;
        }
    }
  toll_crash_point ("after-archive");
  return TRUE;
}

static gboolean
read_file (CollectorIngest *ingest, const char *path, const char *name,
           CollectorFileResult *result, GError **error)
{
  gint64 max_bytes = collector_settings_get_int (ingest->settings, "max_file_mib") << 20;

  if (!collector_pipeline_read_file (ingest->pipeline, path, name, NULL, max_bytes, result, error))
    return FALSE;
  g_debug ("%s: %" G_GINT64_FORMAT " records", name, result->counts.records);
  if (result->counts.quarantined > 0)
    g_message ("%s: %" G_GINT64_FORMAT " records are held back; 'quarantine list' tells why", name,
               result->counts.quarantined);
  if (result->counts.conflicts > 0)
    g_warning ("%s: %" G_GINT64_FORMAT " records contradict stored ones, which stay;"
               " 'quarantine list --conflicts' lists them",
               name, result->counts.conflicts);
  return TRUE;
}

/* A file that is no record file leaves the folder; one that only cannot be read now stays. */
static CollectorTake
answer_failure (CollectorIngest *ingest, const char *path, const char *name,
                const CollectorFileResult *result, const GError *reason, GError **error)
{
  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
    return COLLECTOR_TAKE_DONE; /* a probe file that Unified CM took away again */
  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_BUSY))
    return COLLECTOR_TAKE_LATER; /* it grew while it was read */
  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT))
    {
      g_warning ("%s: %s", name, reason->message);
      return move_away (ingest, REFUSED, path, name, result->file_id, error)
                 ? COLLECTOR_TAKE_DONE
                 : COLLECTOR_TAKE_LATER;
    }
  g_propagate_error (error, g_error_copy (reason));
  return g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT)
                 || g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED)
                 || g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_TOO_LARGE)
             ? COLLECTOR_TAKE_NEVER
             : COLLECTOR_TAKE_LATER;
}

CollectorTake
collector_intake_take (const char *path, const char *name, gpointer data, GError **error)
{
  CollectorIngest *ingest = data;
  g_autoptr (GError) reason = NULL;
  CollectorFileResult result = { 0 };

  if (!read_file (ingest, path, name, &result, &reason))
    return answer_failure (ingest, path, name, &result, reason, error);
  return move_away (ingest, ARCHIVE, path, name, result.file_id, error) ? COLLECTOR_TAKE_DONE
                                                                        : COLLECTOR_TAKE_LATER;
}

/* -- what was taken before -- */

static gboolean
list_latest (CollectorDb *db, gpointer data, GError **error)
{
  return collector_ledger_list_latest_files (db, toll_clock_now_ms (NULL), LOOK_BACK_MS,
                                             data, error);
}

/* Once for a file and a reason: it is looked at again and again. */
static void
warn_once (CollectorIngest *ingest, const char *name, const GError *reason)
{
  char *text = g_strdup_printf ("%s: %s", name, reason->message);

  if (g_hash_table_add (ingest->told, text))
    g_warning ("%s", text);
}

/* What was refused half-written and is whole now belongs into the archive. */
static void
read_grown (CollectorIngest *ingest, const char *path, const CollectorFileRow *row)
{
  gboolean was_refused = g_str_has_prefix (row->archive_path, REFUSED "/");
  g_autoptr (GError) reason = NULL;
  CollectorFileResult result = { 0 };
  gboolean is_read = read_file (ingest, path, row->name, &result, &reason);

  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_BUSY))
    return;
  if (is_read)
    g_message ("%s had grown since it was taken and was read again", row->name);
  else
    warn_once (ingest, row->name, reason);
  g_clear_error (&reason);
  if (is_read && was_refused)
    move_away (ingest, ARCHIVE, path, row->name, result.file_id, &reason);
  else if (result.file_id != 0)
    collector_ingest_note_archived (ingest, result.file_id, row->archive_path, &reason);
  if (reason != NULL)
    warn_once (ingest, row->name, reason);
}

void
collector_intake_look_back (gpointer data)
{
  CollectorIngest *ingest = data;
  CollectorRestRule rule = collector_intake_get_rest_rule (ingest->settings);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorFileRow));
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (rows, (GDestroyNotify) collector_file_row_clear);
  if (!collector_lanes_read_sync (ingest->lanes, list_latest, rows, &error))
    {
      g_warning ("%s", error->message);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorFileRow *row = &g_array_index (rows, CollectorFileRow, i);
      g_autofree char *path = g_build_filename (ingest->data_dir, row->archive_path, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > row->size
          && collector_file_is_at_rest (path, &info, &rule))
        read_grown (ingest, path, row);
    }
}
