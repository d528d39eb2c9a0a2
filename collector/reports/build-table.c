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

void
collector_report_fix_table (CollectorReportRun *run)
{
  for (guint i = 0; i < run->doc->columns->len; i++)
    g_array_index (run->doc->columns, TollReportColumn, i).is_fixed = TRUE;
}

typedef struct
{
  guint column;
  gboolean is_descending;
} Order;

/* What is empty comes last either way. */
static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *by = data;
  const TollCell *one = &((const TollReportRow *) a)->cells[by->column];
  const TollCell *other = &((const TollReportRow *) b)->cells[by->column];
  int order;

  if (one->is_empty != other->is_empty)
    return one->is_empty ? 1 : -1;
  if (one->text != NULL && other->text != NULL)
    order = g_utf8_collate (one->text, other->text);
  else
    order = (one->figure > other->figure) - (one->figure < other->figure);
  return by->is_descending ? -order : order;
}

/* Leaves the first @limit rows, and the sums behind groups of which one is among them: those are of all
 * rows, as the totals. */
static void
cut_rows (TollReportDoc *doc, guint limit)
{
  guint n_shown = 0, n_kept = 0;
  gboolean is_open = FALSE; /* a row of the group is shown */

  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow row = *toll_report_doc_get_row (doc, i);
      gboolean is_kept = row.level > 0 ? is_open : n_shown < limit;

      if (row.level == 0)
        n_shown += is_kept;
      is_open = row.level == 0 && (is_open || is_kept);
      if (is_kept)
        g_array_index (doc->rows, TollReportRow, n_kept++) = row;
    }
  g_array_set_size (doc->rows, n_kept);
}

gboolean
collector_report_arrange_table (CollectorReportRun *run, GError **error)
{
  TollReportDoc *doc = run->doc;
  const TollReportSpec *spec = run->spec;
  guint n_rows = toll_report_doc_count_rows (doc);
  gboolean is_counted = doc->n_cut == 0;

  doc->n_cut = 0;
  /* What is alike stays as it stands: the last is sorted by first. */
  for (guint i = spec->sort->len; i-- > 0;)
    {
      const TollSort *sort = &g_array_index (spec->sort, TollSort, i);
      Order by = { toll_report_doc_find_column (doc, sort->field), sort->is_descending };

      if (by.column == G_MAXUINT || toll_report_doc_get_column (doc, by.column)->is_fixed)
        {
          toll_error_set_field (error, "spec.sort",
                                "\"%.40s\" is no column that this report sorts by", sort->field);
          return FALSE;
        }
      g_array_sort_with_data (doc->rows, compare_rows, &by);
    }
  if (spec->limit > 0 && spec->limit < n_rows)
    {
      doc->n_cut = is_counted ? n_rows - spec->limit : -1;
      cut_rows (doc, (guint) spec->limit);
    }
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
