/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Report documents: memory and names.
 */
#include "config.h"

#include "shared/model/report-doc.h"

#include <string.h>

static const char *const kind_names[TOLL_N_CELL_KINDS] = {
  [TOLL_CELL_TEXT] = "text",         [TOLL_CELL_PHONE] = "phone",
  [TOLL_CELL_WORD] = "word",         [TOLL_CELL_COUNT] = "count",
  [TOLL_CELL_DURATION] = "duration", [TOLL_CELL_MONEY] = "money",
  [TOLL_CELL_SHARE] = "share",       [TOLL_CELL_DECIMAL] = "decimal",
  [TOLL_CELL_INSTANT] = "instant",   [TOLL_CELL_DAY] = "day",
  [TOLL_CELL_MINUTE] = "minute",     [TOLL_CELL_WEEKDAY] = "weekday",
};

static const char *const chart_names[TOLL_N_CHARTS] = {
  [TOLL_CHART_NONE] = "none",           [TOLL_CHART_BAR] = "bar",
  [TOLL_CHART_BAR_H] = "bar-h",         [TOLL_CHART_STACKED] = "stacked",
  [TOLL_CHART_TWIN] = "twin",           [TOLL_CHART_LINE] = "line",
  [TOLL_CHART_PIE] = "pie",             [TOLL_CHART_HISTOGRAM] = "histogram",
  [TOLL_CHART_HEAT] = "heat",           [TOLL_CHART_BULLET] = "bullet",
  [TOLL_CHART_TIMELINE] = "timeline",
};

gboolean
toll_cell_kind_is_figure (TollCellKind kind)
{
  return kind >= TOLL_CELL_COUNT;
}

const char *
toll_cell_kind_to_name (TollCellKind kind)
{
  return kind < TOLL_N_CELL_KINDS ? kind_names[kind] : "text";
}

gboolean
toll_cell_kind_from_name (const char *name, TollCellKind *kind)
{
  for (guint i = 0; i < TOLL_N_CELL_KINDS; i++)
    if (strcmp (kind_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
toll_chart_kind_to_name (TollChartKind kind)
{
  return kind < TOLL_N_CHARTS ? chart_names[kind] : "none";
}

gboolean
toll_chart_kind_from_name (const char *name, TollChartKind *kind)
{
  for (guint i = 0; i < TOLL_N_CHARTS; i++)
    if (strcmp (chart_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

TollReportDoc *
toll_report_doc_new (void)
{
  TollReportDoc *doc = g_new0 (TollReportDoc, 1);

  doc->arena = toll_arena_new ();
  doc->id = doc->title = doc->question = doc->basis = doc->zone = doc->next = doc->source = "";
  doc->filters = g_ptr_array_new ();
  doc->columns = g_array_new (FALSE, TRUE, sizeof (TollReportColumn));
  doc->rows = g_array_new (FALSE, TRUE, sizeof (TollReportRow));
  doc->n_calls = -1;
  return doc;
}

void
toll_report_doc_free (TollReportDoc *doc)
{
  if (doc == NULL)
    return;
  g_ptr_array_unref (doc->filters);
  g_array_unref (doc->columns);
  g_array_unref (doc->rows);
  toll_arena_free (doc->arena);
  toll_report_doc_free (doc->overview);
  g_free (doc);
}

const TollReportDoc *
toll_report_doc_get_drawn (const TollReportDoc *doc)
{
  return doc->overview != NULL ? doc->overview : doc;
}

const TollReportColumn *
toll_report_doc_get_column (const TollReportDoc *doc, guint index)
{
  return &g_array_index (doc->columns, TollReportColumn, index);
}

const TollReportRow *
toll_report_doc_get_row (const TollReportDoc *doc, guint index)
{
  return &g_array_index (doc->rows, TollReportRow, index);
}

gboolean
toll_report_column_is_side (const TollReportColumn *column)
{
  return column->of != NULL && strcmp (column->of, column->title) != 0;
}

guint
toll_report_doc_count_rows (const TollReportDoc *doc)
{
  guint n = 0;

  for (guint i = 0; i < doc->rows->len; i++)
    n += toll_report_doc_get_row (doc, i)->level == 0;
  return n;
}

guint
toll_report_doc_find_column (const TollReportDoc *doc, const char *id)
{
  for (guint i = 0; i < doc->columns->len; i++)
    if (strcmp (toll_report_doc_get_column (doc, i)->id, id) == 0)
      return i;
  return G_MAXUINT;
}

void
toll_report_doc_add_column (TollReportDoc *doc, const TollReportColumn *column)
{
  g_array_append_vals (doc->columns, column, 1);
  doc->n_keys += column->role == TOLL_COLUMN_KEY;
}

void
toll_report_doc_init_row (TollReportDoc *doc, TollReportRow *row)
{
  guint n_cells = doc->columns->len + doc->n_keys;

  *row = (TollReportRow){ 0 };
  row->cells = toll_arena_alloc (doc->arena, n_cells * sizeof *row->cells);
  row->keys = row->cells + doc->columns->len;
  for (guint i = 0; i < n_cells; i++)
    row->cells[i].is_empty = TRUE;
}

TollReportRow *
toll_report_doc_add_row (TollReportDoc *doc)
{
  TollReportRow row;

  toll_report_doc_init_row (doc, &row);
  g_array_append_val (doc->rows, row);
  return &g_array_index (doc->rows, TollReportRow, doc->rows->len - 1);
}

void
toll_report_doc_add_filter (TollReportDoc *doc, const char *text)
{
  g_ptr_array_add (doc->filters, (gpointer) toll_arena_strdup (doc->arena, text));
}

void
toll_cell_set_text (TollCell *cell, const char *text)
{
  *cell = (TollCell){ .text = text, .is_empty = text == NULL };
}
