/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of reports that nobody ran yet. Main thread. */

#include "config.h"
#include "console/charts/chart-sample.h"

#include <glib/gi18n.h>

#define HOUR_MS   (G_GINT64_CONSTANT (3600000))
#define FIRST_DAY 20454 /* 1 January 2026, which was a Thursday */
#define N_DAYS    28

/* Names of departments, in the reader's language. */
static const char *const names[] = { N_ ("Sales"), N_ ("Support"), N_ ("Export"), N_ ("Purchasing"),
                                     N_ ("Administration"), N_ ("Workshop") };
static const char *const bands[] = { N_ ("under 5 s"), N_ ("5 to 30 s"), N_ ("30 to 60 s"),
                                     N_ ("1 to 2 min"), N_ ("2 to 5 min"), N_ ("5 to 10 min") };
static const gint64 figures[][3] = { { 412, 96, 31 }, { 297, 143, 44 }, { 203, 61, 12 },
                                     { 131, 40, 22 }, { 77, 52, 9 },    { 38, 18, 6 } };
static const gint64 band_figures[] = { 44, 160, 231, 305, 187, 62 };

static void
add_column (TollReportDoc *doc, const char *id, const char *title, TollCellKind kind,
            TollColumnRole role)
{
  TollReportColumn column = { .id = id, .title = title, .kind = kind, .role = role,
                              .unit = kind == TOLL_CELL_DAY ? "day" : "" };

  toll_report_doc_add_column (doc, &column);
}

static void
add_figures (TollReportDoc *doc)
{
  add_column (doc, "answered", N_ ("Answered"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE);
  add_column (doc, "missed", N_ ("Missed"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE);
  add_column (doc, "busy", N_ ("Busy"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE);
}

static void
make_names (TollReportDoc *doc)
{
  add_column (doc, "department", N_ ("Department"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY);
  add_figures (doc);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_text (&row->cells[0], _ (names[i]));
      for (guint j = 0; j < G_N_ELEMENTS (figures[i]); j++)
        toll_cell_set_figure (&row->cells[j + 1], figures[i][j]);
    }
}

static void
make_bands (TollReportDoc *doc)
{
  add_column (doc, "duration_band", N_ ("Duration"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY);
  add_column (doc, "calls", N_ ("Calls"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE);
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_text (&row->cells[0], _ (bands[i]));
      toll_cell_set_figure (&row->cells[1], band_figures[i]);
    }
}

/* Busy weeks, quiet weekends. */
static gint64
day_figure (guint day, guint series)
{
  static const gint64 parts[] = { 100, 55, 12 };
  guint weekday = (day + 3) % 7;
  gint64 busy = weekday >= 5 ? 12 : 90 + (day * 7) % 41;

  return busy * parts[series] / 100;
}

static void
make_days (TollReportDoc *doc)
{
  add_column (doc, "day", N_ ("Day"), TOLL_CELL_DAY, TOLL_COLUMN_KEY);
  add_figures (doc);
  for (guint i = 0; i < N_DAYS; i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_figure (&row->cells[0], FIRST_DAY + i);
      for (guint j = 0; j < 3; j++)
        toll_cell_set_figure (&row->cells[j + 1], day_figure (i, j));
    }
}

static void
make_week (TollReportDoc *doc)
{
  add_column (doc, "weekday", N_ ("Weekday"), TOLL_CELL_WEEKDAY, TOLL_COLUMN_KEY);
  add_column (doc, "hour", N_ ("Hour"), TOLL_CELL_MINUTE, TOLL_COLUMN_KEY);
  add_column (doc, "calls", N_ ("Calls"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE);
  for (guint day = 1; day <= 7; day++)
    for (guint hour = 7; hour < 20; hour++)
      {
        TollReportRow *row = toll_report_doc_add_row (doc);
        gint64 rise = hour < 13 ? (gint64) hour - 6 : 20 - (gint64) hour;

        toll_cell_set_figure (&row->cells[0], day);
        toll_cell_set_figure (&row->cells[1], hour * 60);
        toll_cell_set_figure (&row->cells[2], day > 5 ? rise : rise * (9 + day % 3));
      }
}

static void
make_parts (TollReportDoc *doc)
{
  static const char *const steps[] = { N_ ("Reception"), N_ ("Sales"), N_ ("Export") };
  gint64 at_ms = FIRST_DAY * 24 * HOUR_MS + 9 * HOUR_MS;

  add_column (doc, "step", N_ ("Step"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY);
  add_column (doc, "start", N_ ("Start"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT);
  add_column (doc, "ring_ms", N_ ("Ringing"), TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE);
  add_column (doc, "talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_text (&row->cells[0], _ (steps[i]));
      toll_cell_set_figure (&row->cells[1], at_ms);
      toll_cell_set_figure (&row->cells[2], 9000 + 4000 * i);
      toll_cell_set_figure (&row->cells[3], 31000 + 42000 * i);
      at_ms += 40000 + 46000 * i;
    }
}

static const struct
{
  TollChartKind kind;
  void (*make) (TollReportDoc *doc);
  TollReportChart chart;
} samples[] = {
  { TOLL_CHART_BAR, make_days, { .series = { 1 }, .n_series = 1 } },
  { TOLL_CHART_BAR_H, make_names, { .series = { 1 }, .n_series = 1 } },
  { TOLL_CHART_STACKED, make_names, { .series = { 1, 2, 3 }, .n_series = 3 } },
  { TOLL_CHART_TWIN, make_names, { .series = { 1, 2 }, .n_series = 2 } },
  { TOLL_CHART_LINE, make_days, { .series = { 1, 2 }, .n_series = 2 } },
  { TOLL_CHART_PIE, make_names, { .series = { 1 }, .n_series = 1 } },
  { TOLL_CHART_HISTOGRAM, make_bands, { .series = { 1 }, .n_series = 1 } },
  { TOLL_CHART_HEAT, make_week, { .series = { 2 }, .n_series = 1 } },
  { TOLL_CHART_BULLET, make_names, { .series = { 2, 1 }, .n_series = 2 } },
  { TOLL_CHART_TIMELINE, make_parts, { .series = { 1, 2, 3 }, .n_series = 3 } },
};

TollReportDoc *
console_chart_sample_new (TollChartKind kind)
{
  TollReportDoc *doc = toll_report_doc_new ();

  doc->zone = "Etc/UTC";
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (samples[i].kind == kind)
      {
        samples[i].make (doc);
        doc->chart = samples[i].chart;
        doc->chart.kind = kind;
      }
  return doc;
}

/* Invented figures count calls; as durations they are minutes. */
static void
scale_column (TollReportDoc *doc, guint column, TollCellKind kind)
{
  gint64 unit = kind == TOLL_CELL_DURATION ? HOUR_MS / 60 : 1;

  for (guint i = 0; i < doc->rows->len; i++)
    toll_report_doc_get_row (doc, i)->cells[column].figure *= unit;
}

void
console_chart_sample_name_series (TollReportDoc *doc, const TollReportColumn *columns,
                                  guint n_columns)
{
  if (n_columns == 0)
    return;
  doc->chart.n_series = MIN (doc->chart.n_series, n_columns);
  for (guint i = 0; i < doc->chart.n_series; i++)
    {
      guint at = doc->chart.series[i];
      TollReportColumn *column = &g_array_index (doc->columns, TollReportColumn, at);

      /* Colours go by the id. */
      column->id = toll_arena_strdup (doc->arena, columns[i].id);
      column->title = toll_arena_strdup (doc->arena, columns[i].title);
      if (columns[i].kind != TOLL_CELL_DURATION || column->kind != TOLL_CELL_COUNT)
        continue;
      column->kind = columns[i].kind;
      scale_column (doc, at, columns[i].kind);
    }
}
