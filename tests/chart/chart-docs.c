/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/chart/chart-docs.h"

#include "shared/base/zone.h"

static const char *const departments[] = {
  "Sales", "Support", "Export", "Purchase", "Administration", "IT", "Research and development",
  "Legal", "Logistics", "Marketing", "Reception", "Quality", "Warehouse", "Production",
};

/* Always the same, without a generator: spread over 0 .. @most. */
static gint64
figure_of (guint row, guint series, gint64 most)
{
  guint32 mixed = (row * 2654435761u) ^ (series * 40503u + 977u);

  mixed ^= mixed >> 15;
  mixed *= 2246822519u;
  mixed ^= mixed >> 13;
  return mixed % (guint32) most;
}

guint
chart_docs_add_column (TollReportDoc *doc, const char *id, const char *title, TollCellKind kind,
                       TollColumnRole role, const char *unit)
{
  TollReportColumn column = {
    .id = toll_arena_strdup (doc->arena, id),
    .title = toll_arena_strdup (doc->arena, title),
    .kind = kind,
    .role = role,
    .unit = unit,
    .is_total = kind == TOLL_CELL_COUNT || kind == TOLL_CELL_DURATION || kind == TOLL_CELL_MONEY,
  };

  toll_report_doc_add_column (doc, &column);
  return doc->columns->len - 1;
}

void
chart_docs_add_row (TollReportDoc *doc, const char *label, gint64 label_figure,
                    const gint64 *figures, guint n_figures)
{
  TollReportRow *row = toll_report_doc_add_row (doc);

  if (label != NULL)
    toll_cell_set_text (&row->cells[0], toll_arena_strdup (doc->arena, label));
  else
    toll_cell_set_figure (&row->cells[0], label_figure);
  for (guint i = 0; i < n_figures; i++)
    toll_cell_set_figure (&row->cells[i + 1], figures[i]);
}

gint64
chart_docs_sum (const TollReportDoc *doc, guint column)
{
  gint64 sum = 0;

  for (guint i = 0; i < doc->rows->len; i++)
    sum += toll_report_doc_get_row (doc, i)->cells[column].figure;
  return sum;
}

static void
name_department (guint index, char *name, gsize size)
{
  guint n = G_N_ELEMENTS (departments);

  if (index < n)
    g_strlcpy (name, departments[index], size);
  else
    g_snprintf (name, size, "%s %u", departments[index % n], index / n + 1);
}

static void
use_series (TollReportDoc *doc, guint n_series)
{
  doc->chart.n_series = n_series;
  for (guint i = 0; i < n_series; i++)
    doc->chart.series[i] = i + 1;
}

/* Costs of departments. */
static void
fill_costs (TollReportDoc *doc, guint n_rows)
{
  chart_docs_add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  use_series (doc, 1);
  for (guint i = 0; i < n_rows; i++)
    {
      char name[64];
      gint64 cost = G_GINT64_CONSTANT (412330000) / (i + 1) + figure_of (i, 1, 9000000);

      name_department (i, name, sizeof name);
      chart_docs_add_row (doc, name, 0, &cost, 1);
    }
}

static void
fill_hours (TollReportDoc *doc, guint n_rows)
{
  chart_docs_add_column (doc, "hour", "Hour", TOLL_CELL_MINUTE, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  use_series (doc, 1);
  for (guint i = 0; i < MIN (n_rows, 24); i++)
    {
      gint64 cost = figure_of (i, 7, 8000000);

      chart_docs_add_row (doc, NULL, (n_rows >= 24 ? i : 8 + i) % 24 * 60, &cost, 1);
    }
}

/* Days, from the first of September 2026 on. */
static void
fill_days (TollReportDoc *doc, guint n_rows, const char *const *ids, const char *const *titles,
           guint n_series)
{
  gint32 first = toll_day_from_date (2026, 9, 7);

  chart_docs_add_column (doc, "day", "Day", TOLL_CELL_DAY, TOLL_COLUMN_KEY, "day");
  for (guint i = 0; i < n_series; i++)
    chart_docs_add_column (doc, ids[i], titles[i], TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  use_series (doc, n_series);
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 figures[TOLL_CHART_MAX_SERIES];
      gboolean is_weekend = toll_day_get_weekday (first + i) > 5;

      for (guint j = 0; j < n_series; j++)
        figures[j] = ((is_weekend ? 20 : 320) + figure_of (i, j, is_weekend ? 18 : 90)) /
                     (j == 0 ? 1 : j == 1 ? 8 : 3);
      chart_docs_add_row (doc, NULL, first + i, figures, n_series);
    }
}

static void
fill_twin (TollReportDoc *doc, guint n_rows)
{
  chart_docs_add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "cost_now", "October", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "cost_before", "September", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE,
                         "EUR");
  use_series (doc, 2);
  for (guint i = 0; i < n_rows; i++)
    {
      char name[64];
      gint64 figures[] = { 20000000 + figure_of (i, 1, 400000000),
                           20000000 + figure_of (i, 2, 400000000) };

      name_department (i, name, sizeof name);
      chart_docs_add_row (doc, name, 0, figures, 2);
    }
}

static void
fill_durations (TollReportDoc *doc, guint n_rows)
{
  static const char *const bands[] = { "0–5 s",     "5–30 s",    "30–60 s",  "1–2 min",
                                       "2–5 min",   "5–10 min",  "10–30 min", "30–60 min",
                                       "over 1 h" };
  static const gint64 counts[] = { 210, 480, 655, 612, 540, 233, 120, 34, 9 };

  chart_docs_add_column (doc, "band", "Duration", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  use_series (doc, 1);
  for (guint i = 0; i < n_rows; i++)
    {
      char name[32];
      gint64 count = counts[i % G_N_ELEMENTS (counts)];

      g_snprintf (name, sizeof name, "%u s", i);
      chart_docs_add_row (doc, n_rows <= G_N_ELEMENTS (bands) ? bands[i] : name, 0, &count, 1);
    }
}

static void
fill_week (TollReportDoc *doc, guint n_rows)
{
  static const gint64 shape[24] = { 0,  0,  0,  0,  0,  1,  4,  22, 68, 96, 100, 88,
                                    51, 44, 77, 95, 90, 71, 38, 12, 6,  3,  1,   0 };

  chart_docs_add_column (doc, "weekday", "Weekday", TOLL_CELL_WEEKDAY, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "hour", "Hour", TOLL_CELL_MINUTE, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  doc->chart.n_series = 1;
  doc->chart.series[0] = 2;
  for (guint i = 0; i < MIN (n_rows, 168); i++)
    {
      gint64 day = i / 24 + 1, hour = i % 24;
      gint64 calls = shape[hour] * (day > 5 ? 1 : 8) + figure_of (i, 3, 40) * (day < 6 && hour > 7);

      if (calls > 0 || n_rows < 168)
        chart_docs_add_row (doc, NULL, day, (gint64[]){ hour * 60, calls }, 2);
    }
}

static void
fill_budgets (TollReportDoc *doc, guint n_rows)
{
  static const gint64 spent[] = { 41233, 61402, 19877, 9644, 6109, 2218 };
  static const gint64 amounts[] = { 50000, 55000, 40000, 10000, 20000, 5000 };

  chart_docs_add_column (doc, "budget", "Budget", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "spent", "Spent", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "amount", "Budget", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "forecast", "Forecast", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  use_series (doc, 3);
  for (guint i = 0; i < n_rows; i++)
    {
      char name[64];
      gint64 of = spent[i % 6] * 10000;

      name_department (i, name, sizeof name);
      chart_docs_add_row (doc, name, 0,
                          (gint64[]){ of, amounts[i % 6] * 10000, of + of / (3 + i % 4) }, 3);
    }
}

static void
fill_journey (TollReportDoc *doc, guint n_rows)
{
  static const char *const steps[] = { "Reception", "Queue Sales", "731 Alba Conti",
                                       "732 Carla Neri", "Voicemail" };
  gint64 at = G_GINT64_CONSTANT (1793181600000); /* an autumn noon */

  chart_docs_add_column (doc, "step", "Step", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "start", "Start", TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "");
  chart_docs_add_column (doc, "ring", "Ringing", TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE, "");
  chart_docs_add_column (doc, "talk", "Talking", TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE, "");
  use_series (doc, 3);
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 ring = 4000 + figure_of (i, 1, 20000), talk = i == 1 ? 0 : figure_of (i, 2, 160000);
      char name[64];

      g_snprintf (name, sizeof name, i < 5 ? "%s" : "%s %u", steps[i % 5], i);
      chart_docs_add_row (doc, name, 0, (gint64[]){ at, ring, talk }, 3);
      at += ring + talk;
    }
}

TollReportDoc *
chart_docs_new (TollChartKind kind, guint n_rows)
{
  static const char *const status_ids[] = { "answered", "missed" };
  static const char *const status_titles[] = { "Answered", "Missed" };
  static const char *const way_ids[] = { "outgoing", "internal", "incoming" };
  static const char *const way_titles[] = { "Outgoing", "Internal", "Incoming" };
  TollReportDoc *doc = toll_report_doc_new ();

  doc->zone = "Europe/Rome";
  doc->chart.kind = kind;
  switch (kind)
    {
    case TOLL_CHART_BAR:
      fill_hours (doc, n_rows);
      break;
    case TOLL_CHART_STACKED:
      fill_days (doc, n_rows, status_ids, status_titles, 2);
      break;
    case TOLL_CHART_LINE:
      fill_days (doc, n_rows, way_ids, way_titles, 3);
      break;
    case TOLL_CHART_TWIN:
      fill_twin (doc, n_rows);
      break;
    case TOLL_CHART_HISTOGRAM:
      fill_durations (doc, n_rows);
      break;
    case TOLL_CHART_HEAT:
      fill_week (doc, n_rows);
      break;
    case TOLL_CHART_BULLET:
      fill_budgets (doc, n_rows);
      break;
    case TOLL_CHART_TIMELINE:
      fill_journey (doc, n_rows);
      break;
    default:
      fill_costs (doc, n_rows);
      break;
    }
  return doc;
}
