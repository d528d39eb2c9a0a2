/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the drop folder to the archive: a file is moved only after its records are committed, so
 * that a crash in between makes it be read again, without effect.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector-intake"

#include "collector/app/intake-job.h"

#include "collector/intake/archive.h"
#include "collector/pipeline/crash.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

static CollectorTake
move_away (CollectorIngest *ingest, const char *folder, const char *path, gint64 file_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *where = NULL;

  collector_crash_point ("before-archive");
  where = collector_archive_move (ingest->data_dir, folder, path, toll_clock_now_ms (NULL), &error);
  collector_crash_point ("after-archive");
  if (where == NULL
      || !collector_ingest_note_archived (ingest, file_id, where, &error))
    {
      g_warning ("%s", error->message);
      return COLLECTOR_TAKE_LATER;
    }
  return COLLECTOR_TAKE_DONE;
}

/* A file that is no record file leaves the folder; one that only cannot be read now stays. */
static CollectorTake
answer_failure (CollectorIngest *ingest, const char *path, const char *name,
                const CollectorFileResult *result, const GError *error)
{
  g_warning ("%s: %s", name, error->message);
  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT))
    return move_away (ingest, "refused", path, result->file_id);
  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED)
      || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE))
    return COLLECTOR_TAKE_NEVER;
  return COLLECTOR_TAKE_LATER;
}

CollectorTake
collector_intake_take (const char *path, const char *name, gpointer data)
{
  CollectorIngest *ingest = data;
  g_autoptr (GError) error = NULL;
  CollectorFileResult result = { 0 };
  gint64 max_bytes = collector_settings_get_int (ingest->settings, "max_file_mib") << 20;

  if (collector_pipeline_read_file (ingest->pipeline, path, name, NULL, max_bytes, &result, &error))
    {
      g_debug ("%s: %" G_GINT64_FORMAT " records", name, result.counts.records);
      if (result.counts.quarantined > 0)
        g_message ("%s: %" G_GINT64_FORMAT " records are held back; 'quarantine list' tells why",
                   name, result.counts.quarantined);
      return move_away (ingest, "archive", path, result.file_id);
    }
  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
    return COLLECTOR_TAKE_DONE; /* a probe file that Unified CM took away again */
  return answer_failure (ingest, path, name, &result, error);
}
