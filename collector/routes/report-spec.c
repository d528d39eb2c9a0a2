/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question that is to be kept: in personal reports, in schedules.
 */
#include "config.h"

#include "collector/routes/report-find.h"

#include <string.h>

#include "shared/base/error.h"

#define MOST_BYTES (64 * 1024)

gboolean
collector_report_read_spec (CollectorRequest *request, CollectorDb *db, const char *report_id,
                            const TollJsonValue *value, TollArena *arena, const char **text,
                            GError **error)
{
  const CollectorReport *report = collector_report_lookup (report_id);
  g_autoptr (CollectorReportRun) run = NULL;
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *written = NULL;

  if (report == NULL)
    {
      toll_error_set_field (error, "report_id", "there is no such report");
      return FALSE;
    }
  run = collector_report_run_new (report, db, collector_request_get_viewer (request), value,
                                  collector_request_get_now_ms (request), error);
  if (run == NULL)
    return FALSE;
  if (!collector_report_run_check_individuals (run, error)
      || !collector_report_run_check_number (run, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  if (!toll_report_spec_read (spec, value, "spec", error))
    return FALSE;
  toll_report_spec_write (spec, json, NULL);
  written = g_string_free (toll_json_writer_finish (json), FALSE);
  if (strlen (written) > MOST_BYTES)
    {
      toll_error_set_field (error, "spec", "it is too long");
      return FALSE;
    }
  *text = toll_arena_strdup (arena, written);
  return TRUE;
}
