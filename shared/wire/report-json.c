/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report document as JSON.
 */
#include "config.h"

#include "shared/wire/report-json.h"

static void
write_cell (TollJsonWriter *json, const TollCell *cell)
{
  if (cell->is_empty)
    toll_json_add_null (json, NULL);
  else if (cell->text != NULL)
    toll_json_add_text (json, NULL, cell->text);
  else
    toll_json_add_int (json, NULL, cell->figure);
}

static void
write_cells (TollJsonWriter *json, const char *name, const TollCell *cells, guint n_cells)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; i < n_cells; i++)
    write_cell (json, &cells[i]);
  toll_json_end_array (json);
}

static const char *
role_to_name (TollColumnRole role)
{
  static const char *const names[] = { "key", "figure", "fact" };

  return names[role];
}

/* The members of a drill are JSON of our own tables; they go as a text, to be put into a spec. */
static void
write_column (TollJsonWriter *json, const TollReportColumn *column)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", column->id);
  toll_json_add_text (json, "title", column->title);
  toll_json_add_text (json, "kind", toll_cell_kind_to_name (column->kind));
  toll_json_add_text (json, "role", role_to_name (column->role));
  toll_json_add_text (json, "unit", column->unit);
  toll_json_add_bool (json, "is_total", column->is_total);
  toll_json_add_bool (json, "is_whole", column->is_whole);
  toll_json_add_bool (json, "is_fixed", column->is_fixed);
  toll_json_add_text (json, "drill", column->drill);
  toll_json_add_text (json, "drill_at", column->drill_at);
  toll_json_add_int (json, "drill_ms", column->drill_ms);
  toll_json_add_bool (json, "drill_up", column->drill_up);
  toll_json_add_int (json, "drill_above", column->drill_above);
  toll_json_add_bool (json, "drill_other", column->drill_other);
  toll_json_add_text (json, "of", column->of);
  toll_json_end_object (json);
}

/* Keys are identities: as texts, so that no reader of JSON loses digits. */
static void
write_keys (TollJsonWriter *json, const char *name, const TollCell *keys, guint n_keys)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; i < n_keys; i++)
    if (keys[i].is_empty)
      toll_json_add_null (json, NULL);
    else if (keys[i].text != NULL)
      toll_json_add_text (json, NULL, keys[i].text);
    else
      toll_json_add_id (json, NULL, keys[i].figure);
  toll_json_end_array (json);
}

void
toll_report_doc_write_rows (const TollReportDoc *doc, TollJsonWriter *json)
{
  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (doc, i);

      if (row->level == 0)
        write_cells (json, NULL, row->cells, doc->columns->len);
    }
}

static void
write_calls (TollJsonWriter *json, const GArray *calls)
{
  toll_json_begin_array (json, "calls");
  for (guint i = 0; i < calls->len; i++)
    toll_json_add_id (json, NULL, g_array_index (calls, gint64, i));
  toll_json_end_array (json);
}

guint
toll_report_doc_write_subtotals (const TollReportDoc *doc, guint n_before, TollJsonWriter *json)
{
  guint n_rows = n_before;

  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (doc, i);

      n_rows += row->level == 0;
      if (row->level == 0)
        continue;
      toll_json_begin_object (json, NULL);
      toll_json_add_int (json, "behind", n_rows);
      toll_json_add_int (json, "level", row->level);
      if (row->call_id != 0)
        toll_json_add_id (json, "call", row->call_id);
      write_keys (json, "keys", row->keys, doc->n_keys);
      write_cells (json, "cells", row->cells, doc->columns->len);
      toll_json_end_object (json);
    }
  return n_rows;
}

static void
write_chart (TollJsonWriter *json, const TollReportDoc *doc)
{
  toll_json_begin_object (json, "chart");
  toll_json_add_text (json, "kind", toll_chart_kind_to_name (doc->chart.kind));
  toll_json_add_int (json, "x", doc->chart.x);
  toll_json_begin_array (json, "series");
  for (guint i = 0; i < doc->chart.n_series; i++)
    toll_json_add_int (json, NULL, doc->chart.series[i]);
  toll_json_end_array (json);
  toll_json_add_int (json, "average", doc->chart.average);
  if (doc->chart.has_band)
    {
      toll_json_begin_array (json, "band");
      toll_json_add_int (json, NULL, doc->chart.band_low);
      toll_json_add_int (json, NULL, doc->chart.band_high);
      toll_json_end_array (json);
    }
  toll_json_end_object (json);
}

/* What the chart over a list is made of. */
static void
write_overview (TollJsonWriter *json, const TollReportDoc *doc)
{
  if (doc->overview == NULL)
    return;
  toll_json_begin_object (json, "overview");
  toll_report_doc_write (doc->overview, json);
  toll_json_end_object (json);
}

static void
write_compared (TollJsonWriter *json, const TollReportDoc *doc)
{
  if (doc->other_to_ms == 0)
    {
      toll_json_add_null (json, "compared");
      return;
    }
  toll_json_begin_object (json, "compared");
  toll_json_add_int (json, "from_ms", doc->other_from_ms);
  toll_json_add_int (json, "to_ms", doc->other_to_ms);
  toll_json_end_object (json);
}

void
toll_report_doc_write_head (const TollReportDoc *doc, TollJsonWriter *json)
{
  toll_json_add_text (json, "id", doc->id);
  toll_json_add_text (json, "title", doc->title);
  toll_json_add_text (json, "question", doc->question);
  toll_json_add_text (json, "basis", doc->basis);
  toll_json_begin_array (json, "filters");
  for (guint i = 0; i < doc->filters->len; i++)
    toll_json_add_text (json, NULL, doc->filters->pdata[i]);
  toll_json_end_array (json);
  toll_json_add_text (json, "zone", doc->zone);
  toll_json_begin_object (json, "period");
  toll_json_add_int (json, "from_ms", doc->from_ms);
  toll_json_add_int (json, "to_ms", doc->to_ms);
  toll_json_end_object (json);
  write_compared (json, doc);
  toll_json_begin_array (json, "columns");
  for (guint i = 0; i < doc->columns->len; i++)
    write_column (json, toll_report_doc_get_column (doc, i));
  toll_json_end_array (json);
  write_overview (json, doc);
}

/* What stands behind the keys. */
static void
write_end (TollJsonWriter *json, const TollReportDoc *doc, const GArray *calls,
           const GString *subtotals, const TollCell *totals)
{
  write_calls (json, calls);
  if (subtotals != NULL)
    toll_json_add_finished (json, "subtotals", subtotals);
  else
    {
      toll_json_begin_array (json, "subtotals");
      toll_report_doc_write_subtotals (doc, 0, json);
      toll_json_end_array (json);
    }
  if (totals != NULL)
    write_cells (json, "totals", totals, doc->columns->len);
  else
    toll_json_add_null (json, "totals");
  write_chart (json, doc);
  if (doc->n_calls >= 0)
    toll_json_add_int (json, "n_calls", doc->n_calls);
  else
    toll_json_add_null (json, "n_calls");
  if (doc->n_cut >= 0)
    toll_json_add_int (json, "n_cut", doc->n_cut);
  else
    toll_json_add_null (json, "n_cut");
  toll_json_add_int (json, "n_before", doc->n_before);
  toll_json_add_text (json, "next", *doc->next != '\0' ? doc->next : NULL);
  toll_json_add_text (json, "source", doc->source);
  toll_json_add_int (json, "made_ms", doc->made_ms);
  toll_json_add_int (json, "took_ms", doc->took_ms);
}

void
toll_report_doc_write_tail (const TollReportDoc *doc, const GArray *calls,
                            const GString *subtotals, const TollCell *totals, TollJsonWriter *json)
{
  toll_json_begin_array (json, "keys");
  toll_json_end_array (json);
  write_end (json, doc, calls, subtotals, totals);
}

void
toll_report_doc_write (const TollReportDoc *doc, TollJsonWriter *json)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (gint64));

  toll_report_doc_write_head (doc, json);
  toll_json_begin_array (json, "rows");
  toll_report_doc_write_rows (doc, json);
  toll_json_end_array (json);
  toll_json_begin_array (json, "keys");
  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (doc, i);

      if (row->level == 0 && doc->n_keys > 0)
        write_keys (json, NULL, row->keys, doc->n_keys);
      if (row->level == 0 && row->call_id != 0)
        g_array_append_val (calls, row->call_id);
    }
  toll_json_end_array (json);
  write_end (json, doc, calls, NULL, doc->totals.cells);
}
