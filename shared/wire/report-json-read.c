/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report document from JSON. Of what a newer collector may say more, nothing is missed; what is
 * needed to show rows must be there and fit together.
 */
#include "config.h"

#include "shared/wire/report-json.h"

#include <string.h>

#include "shared/base/error.h"

/* Texts of the document live in its own arena: the JSON goes. */
static const char *
copy_text (TollReportDoc *doc, const TollJsonValue *object, const char *name)
{
  return toll_arena_strdup (
      doc->arena, toll_json_value_get_text (toll_json_value_get_member (object, name)));
}

static const char *
copy_text_or_null (TollReportDoc *doc, const TollJsonValue *object, const char *name)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);

  return toll_json_value_get_kind (value) == TOLL_JSON_TEXT ? copy_text (doc, object, name) : NULL;
}

static gint64
get_int (const TollJsonValue *object, const char *name)
{
  return toll_json_value_get_int (toll_json_value_get_member (object, name));
}

static TollColumnRole
read_role (const TollJsonValue *column)
{
  const char *name = toll_json_value_get_text (toll_json_value_get_member (column, "role"));

  if (strcmp (name, "key") == 0)
    return TOLL_COLUMN_KEY;
  return strcmp (name, "figure") == 0 ? TOLL_COLUMN_FIGURE : TOLL_COLUMN_FACT;
}

static void
read_columns (TollReportDoc *doc, const TollJsonValue *object)
{
  const TollJsonValue *columns = toll_json_value_get_member (object, "columns");

  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    {
      const TollJsonValue *value = toll_json_value_get_element (columns, i);
      const TollJsonValue *is_total = toll_json_value_get_member (value, "is_total");
      TollReportColumn column = {
        .id = copy_text (doc, value, "id"),
        .title = copy_text (doc, value, "title"),
        .role = read_role (value),
        .unit = copy_text (doc, value, "unit"),
        .is_total = toll_json_value_get_bool (is_total),
        .is_whole = toll_json_value_get_bool (toll_json_value_get_member (value, "is_whole")),
        .is_fixed = toll_json_value_get_bool (toll_json_value_get_member (value, "is_fixed")),
        .drill = copy_text_or_null (doc, value, "drill"),
        .drill_at = copy_text_or_null (doc, value, "drill_at"),
        .drill_ms = get_int (value, "drill_ms"),
        .drill_up = toll_json_value_get_bool (toll_json_value_get_member (value, "drill_up")),
        .drill_above = (int) get_int (value, "drill_above"),
        .drill_other = toll_json_value_get_bool (toll_json_value_get_member (value, "drill_other")),
        .of = copy_text_or_null (doc, value, "of"),
      };

      /* A kind of a newer collector shows as text. */
      if (!toll_cell_kind_from_name (
              toll_json_value_get_text (toll_json_value_get_member (value, "kind")), &column.kind))
        column.kind = TOLL_CELL_TEXT;
      toll_report_doc_add_column (doc, &column);
    }
}

static void
read_cell (TollReportDoc *doc, const TollJsonValue *value, TollCell *cell)
{
  switch (toll_json_value_get_kind (value))
    {
    case TOLL_JSON_INT:
      toll_cell_set_figure (cell, toll_json_value_get_int (value));
      break;
    case TOLL_JSON_TEXT:
      toll_cell_set_text (cell, toll_arena_strdup (doc->arena, toll_json_value_get_text (value)));
      break;
    default:
      break;
    }
}

static gboolean
read_cells (TollReportDoc *doc, const TollJsonValue *array, TollReportRow *row, GError **error)
{
  if (toll_json_value_get_length (array) != doc->columns->len)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                           "a row of the report has not as many cells as there are columns");
      return FALSE;
    }
  for (guint i = 0; i < doc->columns->len; i++)
    read_cell (doc, toll_json_value_get_element (array, i), &row->cells[i]);
  return TRUE;
}

static void
read_keys (TollReportDoc *doc, const TollJsonValue *keys, TollReportRow *row)
{
  guint n_keys = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role == TOLL_COLUMN_KEY)
      {
        read_cell (doc, toll_json_value_get_element (keys, n_keys), &row->keys[n_keys]);
        n_keys++;
      }
}

/* What the rows and their companions side by side say about one row. */
static gboolean
read_row (TollReportDoc *doc, const TollJsonValue *object, guint index, GError **error)
{
  const TollJsonValue *rows = toll_json_value_get_member (object, "rows");
  const TollJsonValue *keys = toll_json_value_get_element (
      toll_json_value_get_member (object, "keys"), index);
  const TollJsonValue *call = toll_json_value_get_element (
      toll_json_value_get_member (object, "calls"), index);
  TollReportRow *row = toll_report_doc_add_row (doc);

  read_keys (doc, keys, row);
  row->call_id = g_ascii_strtoll (toll_json_value_get_text (call), NULL, 10);
  return read_cells (doc, toll_json_value_get_element (rows, index), row, error);
}

static gboolean
read_subtotal (TollReportDoc *doc, const TollJsonValue *value, GError **error)
{
  TollReportRow *row = toll_report_doc_add_row (doc);

  row->level = CLAMP (get_int (value, "level"), 1, 8);
  row->call_id = g_ascii_strtoll (
      toll_json_value_get_text (toll_json_value_get_member (value, "call")), NULL, 10);
  read_keys (doc, toll_json_value_get_member (value, "keys"), row);
  return read_cells (doc, toll_json_value_get_member (value, "cells"), row, error);
}

static gboolean
read_rows (TollReportDoc *doc, const TollJsonValue *object, GError **error)
{
  const TollJsonValue *subtotals = toll_json_value_get_member (object, "subtotals");
  guint n_rows = toll_json_value_get_length (toll_json_value_get_member (object, "rows"));
  guint n_subtotals = toll_json_value_get_length (subtotals), at = 0;

  for (guint i = 0; i <= n_rows; i++)
    {
      for (; at < n_subtotals; at++)
        {
          const TollJsonValue *value = toll_json_value_get_element (subtotals, at);

          if (get_int (value, "behind") > i)
            break;
          if (!read_subtotal (doc, value, error))
            return FALSE;
        }
      if (i < n_rows && !read_row (doc, object, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_totals (TollReportDoc *doc, const TollJsonValue *object, GError **error)
{
  const TollJsonValue *totals = toll_json_value_get_member (object, "totals");

  if (toll_json_value_get_kind (totals) != TOLL_JSON_ARRAY)
    return TRUE;
  toll_report_doc_init_row (doc, &doc->totals);
  return read_cells (doc, totals, &doc->totals, error);
}

/* TRUE when @column is one of the document's. */
static gboolean
take_column (const TollReportDoc *doc, gint64 column, guint *index)
{
  if (column < 0 || column >= doc->columns->len)
    return FALSE;
  *index = column;
  return TRUE;
}

/* A chart that does not fit the columns is none. */
static void
read_chart (TollReportDoc *doc, const TollJsonValue *object)
{
  const TollJsonValue *value = toll_json_value_get_member (object, "chart");
  const TollJsonValue *series = toll_json_value_get_member (value, "series");
  const TollJsonValue *band = toll_json_value_get_member (value, "band");
  TollReportChart chart = { .average = CLAMP (get_int (value, "average"), 0, 1000) };

  if (!toll_chart_kind_from_name (
          toll_json_value_get_text (toll_json_value_get_member (value, "kind")), &chart.kind)
      || !take_column (doc, get_int (value, "x"), &chart.x))
    return;
  for (guint i = 0; i < MIN (toll_json_value_get_length (series), TOLL_CHART_MAX_SERIES); i++)
    chart.n_series += take_column (
        doc, toll_json_value_get_int (toll_json_value_get_element (series, i)),
        &chart.series[chart.n_series]);
  chart.has_band
      = toll_json_value_get_length (band) == 2
        && take_column (doc, toll_json_value_get_int (toll_json_value_get_element (band, 0)),
                        &chart.band_low)
        && take_column (doc, toll_json_value_get_int (toll_json_value_get_element (band, 1)),
                        &chart.band_high);
  doc->chart = chart;
}

/* Returns: -1 for null, @standard without the member. */
static gint64
read_count (const TollJsonValue *object, const char *name, gint64 standard)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);

  if (value == NULL)
    return standard;
  return toll_json_value_get_kind (value) == TOLL_JSON_INT ? toll_json_value_get_int (value) : -1;
}

static void
read_head (TollReportDoc *doc, const TollJsonValue *object)
{
  const TollJsonValue *filters = toll_json_value_get_member (object, "filters");
  const TollJsonValue *period = toll_json_value_get_member (object, "period");
  const TollJsonValue *compared = toll_json_value_get_member (object, "compared");

  doc->id = copy_text (doc, object, "id");
  doc->title = copy_text (doc, object, "title");
  doc->question = copy_text (doc, object, "question");
  doc->basis = copy_text (doc, object, "basis");
  for (guint i = 0; i < toll_json_value_get_length (filters); i++)
    toll_report_doc_add_filter (
        doc, toll_json_value_get_text (toll_json_value_get_element (filters, i)));
  doc->zone = copy_text (doc, object, "zone");
  doc->from_ms = get_int (period, "from_ms");
  doc->to_ms = get_int (period, "to_ms");
  if (toll_json_value_get_kind (compared) == TOLL_JSON_OBJECT)
    {
      doc->other_from_ms = get_int (compared, "from_ms");
      doc->other_to_ms = get_int (compared, "to_ms");
    }
  doc->n_calls = read_count (object, "n_calls", -1);
  doc->n_cut = read_count (object, "n_cut", 0);
  doc->n_before = read_count (object, "n_before", 0);
  doc->next = copy_text (doc, object, "next");
  doc->source = copy_text (doc, object, "source");
  doc->made_ms = get_int (object, "made_ms");
  doc->took_ms = get_int (object, "took_ms");
}

static gboolean
read_overview (TollReportDoc *doc, const TollJsonValue *object, GError **error)
{
  const TollJsonValue *overview = toll_json_value_get_member (object, "overview");

  if (toll_json_value_get_kind (overview) != TOLL_JSON_OBJECT)
    return TRUE;
  doc->overview = toll_report_doc_read (overview, error);
  return doc->overview != NULL;
}

TollReportDoc *
toll_report_doc_read (const TollJsonValue *object, GError **error)
{
  g_autoptr (TollReportDoc) doc = toll_report_doc_new ();

  read_head (doc, object);
  read_columns (doc, object);
  read_chart (doc, object);
  return read_rows (doc, object, error) && read_totals (doc, object, error)
                 && read_overview (doc, object, error)
             ? g_steal_pointer (&doc) : NULL;
}
