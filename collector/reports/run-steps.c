/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of calls as rows. Records are read a call at a time, so that a page of many calls holds
 * what it shows and no more. Any lane.
 */
#include "config.h"

#include "collector/reports/run-steps.h"

#include <glib/gi18n.h>

#include "collector/reports/facts.h"

/* What is drawn: rings of seconds are seen on an hour, and not on a week. */
#define MOST_DRAWN 12
#define NEAR_MS    (G_GINT64_CONSTANT (3600) * 1000)

enum
{
  DRAWN_NAME,
  DRAWN_AT,
  DRAWN_RING,
  DRAWN_TALK,
};

/* A number instead of a name keeps its direction among letters of the other one. */
static const TollReportColumn drawn_columns[] = {
  [DRAWN_NAME] = { "name", N_ ("Name"), TOLL_CELL_PHONE, TOLL_COLUMN_FACT, "" },
  [DRAWN_AT] = { "at", N_ ("Time"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  [DRAWN_RING] = { "ring_ms", N_ ("Ring time"), TOLL_CELL_DURATION, TOLL_COLUMN_FACT, "" },
  [DRAWN_TALK] = { "talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TOLL_COLUMN_FACT, "" },
};

/* ---- The rows ---- */

/* Of a call without records, as one whose other side is hidden, what its row says all the same. */
static void
tell_ends (const CollectorCallRow *row, GArray *steps)
{
  const TollCall *call = &row->call;
  gboolean is_incoming = call->direction == TOLL_DIRECTION_INCOMING;
  CollectorCallStep begin = {
    .step = { .kind = COLLECTOR_STEP_SETUP, .at_ms = call->start_ms,
              .from = is_incoming ? call->number : call->extension,
              .to = is_incoming ? call->extension : call->number, .device = "", .detail = "" },
    .from_name = is_incoming ? row->number_name : row->name,
    .to_name = is_incoming ? row->name : row->number_name,
  };
  CollectorCallStep end = {
    .step = { .kind = COLLECTOR_STEP_END, .at_ms = call->end_ms, .from = "", .to = "",
              .device = "", .detail = "" },
    .from_name = "",
    .to_name = "",
  };

  g_array_append_val (steps, begin);
  g_array_append_val (steps, end);
}

static TollReportRow *
add_row (CollectorReportRun *run, const GArray *columns, const CollectorFactInput *input)
{
  TollReportRow *row = toll_report_doc_add_row (run->doc);

  row->call_id = input->row->call.id;
  row->level = input->step == NULL ? 1 : 0;
  for (guint i = 0; i < columns->len; i++)
    collector_fact_column_fill (&g_array_index (columns, CollectorFactColumn, i), input,
                                &row->cells[i]);
  return row;
}

/* ---- What is drawn ---- */

static TollReportDoc *
ensure_overview (CollectorReportRun *run)
{
  TollReportDoc *doc = run->doc->overview;

  if (doc != NULL)
    return doc;
  doc = run->doc->overview = toll_report_doc_new ();
  doc->zone = toll_zone_get_name (run->zone);
  doc->from_ms = run->from_ms;
  doc->to_ms = run->to_ms;
  for (guint i = 0; i < G_N_ELEMENTS (drawn_columns); i++)
    toll_report_doc_add_column (doc, &drawn_columns[i]);
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_TIMELINE, .x = DRAWN_NAME, .n_series = 3,
                                  .series = { DRAWN_AT, DRAWN_RING, DRAWN_TALK } };
  return doc;
}

static gboolean
is_drawn (const CollectorReportRun *run, const CollectorListProgress *progress, gint64 start_ms)
{
  const TollReportDoc *doc = run->doc->overview;
  TollChartKind kind = run->report->chart;

  if (*run->spec->chart != '\0')
    toll_chart_kind_from_name (run->spec->chart, &kind);
  if (kind == TOLL_CHART_NONE || run->after != NULL || progress->n_rows > MOST_DRAWN)
    return FALSE;
  return doc == NULL
         || ABS (start_ms - toll_report_doc_get_row (doc, 0)->cells[DRAWN_AT].figure) <= NEAR_MS;
}

/* Everybody has a lane: by name, else by number. */
static void
fill_lane (const CollectorFactInput *input, TollCell *cell)
{
  static const char *const ids[] = { "name", "to", "from" };

  for (guint i = 0; i < G_N_ELEMENTS (ids) && cell->text == NULL; i++)
    collector_step_fact_lookup (ids[i])->fill (input, cell);
}

static void
draw_step (CollectorReportRun *run, const CollectorFactInput *input)
{
  const CollectorStep *step = &input->step->step;
  CollectorFactInput drawn = *input;
  TollReportRow *row;

  if (step->is_open || step->ring_ms + step->talk_ms == 0)
    return;
  row = toll_report_doc_add_row (ensure_overview (run));
  row->call_id = input->row->call.id;
  drawn.arena = run->doc->overview->arena;
  fill_lane (&drawn, &row->cells[DRAWN_NAME]);
  toll_cell_set_figure (&row->cells[DRAWN_AT], step->at_ms);
  toll_cell_set_figure (&row->cells[DRAWN_RING], step->ring_ms);
  toll_cell_set_figure (&row->cells[DRAWN_TALK], step->talk_ms);
}

/* ---- A call ---- */

gboolean
collector_list_steps_add (CollectorReportRun *run, const GArray *columns,
                          const CollectorCallRow *call, CollectorListProgress *progress,
                          GError **error)
{
  g_autoptr (TollArena) records_arena = toll_arena_new ();
  g_autoptr (GArray) legs = g_array_new (FALSE, FALSE, sizeof (CollectorCallLeg));
  g_autoptr (GArray) qualities = g_array_new (FALSE, FALSE, sizeof (TollQuality));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CollectorCallStep));
  CollectorFactInput input = { .row = call, .rank = progress->n_rows + 1, .legs = legs,
                               .qualities = qualities, .arena = run->doc->arena,
                               .names = run->names, .zone = run->zone };
  gboolean draws = is_drawn (run, progress, call->call.start_ms);

  /* A call of which a side is hidden has no records to show. */
  if (call->hidden == COLLECTOR_NUMBER_SHOWN && !call->hides_person
      && (!collector_calls_load_legs (run->db, call, records_arena, legs, error)
          || !collector_calls_load_quality (run->db, call, records_arena, qualities, error)))
    return FALSE;
  collector_calls_tell_steps (run->db, call, legs, records_arena, steps);
  if (steps->len == 0)
    tell_ends (call, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      input.step = &g_array_index (steps, CollectorCallStep, i);
      add_row (run, columns, &input);
      if (draws)
        draw_step (run, &input);
    }
  input.step = NULL;
  progress->n_rows++;
  collector_list_progress_add (progress, run->doc, add_row (run, columns, &input));
  return TRUE;
}
