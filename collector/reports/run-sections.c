/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists in sections. A section may go over several pages: its sums travel with the progress. Any
 * lane.
 */
#include "config.h"

#include "collector/reports/run-sections.h"

#include <string.h>

#include "shared/base/error.h"
#include "shared/wire/json-write.h"

#define MOST_BARS 10

gboolean
collector_list_sections_find (const CollectorReportRun *run, const CollectorField **section,
                              GError **error)
{
  const char *id = run->spec->section;

  *section = id != NULL && *id != '\0' ? collector_field_lookup (id) : NULL;
  if (*section != NULL && run->report->tells_steps)
    {
      toll_error_set_field (error, "spec.section", "the rows of this report stand by their call");
      return FALSE;
    }
  if (*section != NULL || id == NULL || *id == '\0')
    return TRUE;
  toll_error_set_field (error, "spec.section", "\"%.40s\" is no field of calls", id);
  return FALSE;
}

void
collector_list_sections_fill (CollectorReportRun *run, const CollectorField *section,
                              CollectorListProgress *progress, TollReportRow *row)
{
  if (progress->section_name == NULL)
    progress->section_name = collector_query_name_key (run->db, run->viewer, section,
                                                       &progress->section, run->doc->arena);
  collector_report_run_fill_key (run, section, &progress->section, progress->section_name, row, 0);
}

void
collector_list_sections_end (CollectorReportRun *run, const CollectorField *section,
                             CollectorListProgress *progress)
{
  TollReportRow *row;

  if (!progress->has_section)
    return;
  row = toll_report_doc_add_row (run->doc);
  row->level = 1;
  collector_list_sections_fill (run, section, progress, row);
  collector_list_progress_fill_section (progress, run->doc, row);
}

void
collector_list_sections_step (CollectorReportRun *run, const CollectorField *section,
                              CollectorListProgress *progress, const CollectorKey *key)
{
  if (progress->has_section && collector_key_equal (&progress->section, key))
    return;
  collector_list_sections_end (run, section, progress);
  progress->has_section = TRUE;
  progress->section = *key;
  progress->section_name = NULL;
  memset (progress->section_sums, 0, sizeof progress->section_sums);
}

/* ---- What is drawn over the list ---- */

/* The same question, grouped: by what the report says, else by the section. */
static gboolean
make_spec (const CollectorReportRun *run, TollReportSpec *spec, const char *const *keys,
           const char *const *figures, GError **error)
{
  g_autoptr (TollJsonWriter) asked = toll_json_writer_new ();
  g_autoptr (TollJsonWriter) grouped = toll_json_writer_new ();
  g_autofree char *asked_text = NULL, *grouped_text = NULL;

  toll_report_spec_write (run->spec, asked, NULL);
  asked_text = g_string_free (toll_json_writer_finish (asked), FALSE);
  toll_json_begin_object (grouped, NULL);
  toll_json_begin_array (grouped, "group_by");
  for (guint i = 0; keys[i] != NULL; i++)
    toll_json_add_text (grouped, NULL, keys[i]);
  toll_json_end_array (grouped);
  toll_json_begin_array (grouped, "fields");
  for (guint i = 0; figures[i] != NULL; i++)
    toll_json_add_text (grouped, NULL, figures[i]);
  toll_json_end_array (grouped);
  toll_json_add_int (grouped, "limit", 0);
  toll_json_add_text (grouped, "section", "");
  toll_json_end_object (grouped);
  grouped_text = g_string_free (toll_json_writer_finish (grouped), FALSE);
  if (!toll_report_spec_read_text (spec, asked_text, "spec", error)
      || !toll_report_spec_read_text (spec, grouped_text, "spec", error))
    return FALSE;
  /* As groups stand by themselves: in their order, else the greatest first, of which the first are
   * enough to be seen over a list of all. */
  g_array_set_size (spec->sort, 0);
  if (collector_field_lookup (keys[0])->shape != COLLECTOR_FIELD_LOCAL)
    spec->limit = MOST_BARS;
  return TRUE;
}

gboolean
collector_list_sections_draw (CollectorReportRun *run, const CollectorField *section,
                              GError **error)
{
  const char *by = run->report->over != NULL ? run->report->over : section->id;
  g_auto (GStrv) keys = g_strsplit (by, " ", TOLL_SPEC_MAX_KEYS);
  g_auto (GStrv) figures = g_strsplit (run->report->series, " ", TOLL_CHART_MAX_SERIES);
  g_autoptr (TollReportSpec) spec = NULL;
  CollectorReportRun over = *run;

  if (run->after != NULL || *figures == NULL || run->doc->rows->len == 0)
    return TRUE;
  spec = toll_report_spec_new ();
  over.spec = spec;
  over.doc = run->doc->overview = toll_report_doc_new ();
  if (!make_spec (run, spec, (const char *const *) keys, (const char *const *) figures,
                  error)
      || !collector_report_run_groups (&over, error))
    return FALSE;
  over.doc->zone = toll_zone_get_name (run->zone);
  over.doc->from_ms = run->from_ms;
  over.doc->to_ms = run->to_ms;
  collector_report_run_add_chart (&over);
  return TRUE;
}
