/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What reports have in common that are tables of something else than calls. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include "shared/base/error.h"

/* Returns: (nullable): the first member that restricts or arranges calls. */
static const char *
find_call_member (const TollReportSpec *spec)
{
  const struct
  {
    gboolean is_said;
    const char *member;
  } members[] = {
    { spec->where != NULL, "spec.where" },
    { spec->groups->len > 0, "spec.groups" },
    { spec->n_keys > 0, "spec.group_by" },
    { spec->section != NULL, "spec.section" },
    { spec->fields != NULL, "spec.fields" },
    { spec->traffic != TOLL_TRAFFIC_ALL, "spec.traffic" },
    { spec->directions != 0, "spec.directions" },
    { spec->outcomes != 0, "spec.outcomes" },
    { spec->classes != 0, "spec.classes" },
    { spec->rating_states != 0, "spec.rating_states" },
    { *spec->same_number_as != '\0', "spec.same_number_as" },
    { spec->compare != TOLL_COMPARE_NONE, "spec.compare" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].is_said)
      return members[i].member;
  return NULL;
}

gboolean
collector_report_begin_table (CollectorReportRun *run, const TollReportColumn *columns,
                              guint n_columns, GError **error)
{
  const char *member = find_call_member (run->spec);

  if (member != NULL)
    {
      toll_error_set_field (error, member, "this report is always whole: it lists no calls");
      return FALSE;
    }
  for (guint i = 0; i < n_columns; i++)
    toll_report_doc_add_column (run->doc, &columns[i]);
  run->doc->n_calls = -1;
  return TRUE;
}

gint64
collector_report_get_end_ms (const CollectorReportRun *run)
{
  return run->to_ms != 0 ? MIN (run->to_ms, run->now_ms) : run->now_ms;
}

void
collector_report_set_text (const CollectorReportRun *run, TollCell *cell, const char *text)
{
  toll_cell_set_text (cell, *text != '\0' ? toll_arena_strdup (run->doc->arena, text) : NULL);
}

void
collector_report_add_totals (CollectorReportRun *run, guint first_row, TollReportRow *totals)
{
  TollReportDoc *doc = run->doc;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      gint64 sum = 0;

      if (!toll_report_doc_get_column (doc, i)->is_total)
        continue;
      for (guint j = first_row; j < doc->rows->len; j++)
        {
          const TollReportRow *row = toll_report_doc_get_row (doc, j);

          if (row->level == 0 && !row->cells[i].is_empty)
            sum += row->cells[i].figure;
        }
      toll_cell_set_figure (&totals->cells[i], sum);
    }
}
