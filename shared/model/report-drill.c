/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a figure to its calls. Whoever shows a report opens its figures by this one function.
 */
#include "config.h"

#include "shared/model/report-drill.h"

/* Whose rows are no single calls. */
static gboolean
is_counted (const TollReportDoc *doc)
{
  if (doc->rows->len > 0 && toll_report_doc_get_row (doc, 0)->call_id != 0)
    return FALSE;
  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role != TOLL_COLUMN_FACT)
      return TRUE;
  return FALSE;
}

/* A list of calls instead of groups: everything that said how groups look goes. */
static void
make_list (TollReportSpec *spec, const TollReportDoc *doc)
{
  spec->n_keys = 0;
  spec->has_group_by = FALSE;
  spec->section = NULL;
  spec->compare = TOLL_COMPARE_NONE;
  spec->fields = NULL;
  spec->limit = 0;
  spec->chart = "";
  spec->counted = spec->counted || is_counted (doc);
  g_array_set_size (spec->sort, 0);
  spec->has_period = TRUE;
  spec->period = (TollPeriod){ .from_ms = doc->from_ms, .to_ms = doc->to_ms };
}

/* Told by the instant of the start, which calls that are up began before. */
static gboolean
is_of_time (const TollReportColumn *column)
{
  return column->kind == TOLL_CELL_DAY || column->kind == TOLL_CELL_MINUTE
         || column->kind == TOLL_CELL_WEEKDAY;
}

/* The row's keys find its calls. An empty key is that of a subtotal, which has all of them. */
static void
add_keys (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
          gboolean is_instant)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const TollCell *key;
      g_autofree char *figure = NULL;

      if (column->role != TOLL_COLUMN_KEY)
        continue;
      key = &row->keys[n++];
      if (key->is_empty || (is_instant && is_of_time (column)))
        continue;
      figure = g_strdup_printf ("%" G_GINT64_FORMAT, key->figure);
      toll_report_spec_add_test (spec, column->id, TOLL_OP_KEY,
                                 key->text != NULL ? key->text : figure);
    }
}

/* The calls that were up at the instant that the figure is of, or in the time from it on. Returns: FALSE when it is of none. */
static gboolean
set_instant (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
             guint column)
{
  const char *id = column < doc->columns->len
                       ? toll_report_doc_get_column (doc, column)->drill_at : NULL;
  guint at = id != NULL ? toll_report_doc_find_column (doc, id) : G_MAXUINT;
  const TollCell *cells = row != NULL ? row->cells : doc->totals.cells;
  gint64 length_ms;

  if (at == G_MAXUINT || cells == NULL || cells[at].is_empty)
    return FALSE;
  length_ms = MAX (toll_report_doc_get_column (doc, column)->drill_ms, 1);
  spec->up = TRUE;
  spec->period
      = (TollPeriod){ .from_ms = cells[at].figure, .to_ms = cells[at].figure + length_ms };
  return TRUE;
}

gboolean
toll_report_drill (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
                   guint column, GError **error)
{
  const char *drill = column < doc->columns->len
                          ? toll_report_doc_get_column (doc, column)->drill : "";
  g_autoptr (TollJson) narrow = NULL;
  gboolean is_instant;

  make_list (spec, doc);
  is_instant = set_instant (spec, doc, row, column);
  if (row != NULL)
    add_keys (spec, doc, row, is_instant);
  if (drill == NULL || *drill == '\0')
    return TRUE;
  narrow = toll_json_read (drill, -1, 0, error);
  return narrow != NULL
         && toll_report_spec_narrow (spec, toll_json_get_root (narrow), "drill", error);
}
