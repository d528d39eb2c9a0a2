/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The runs of schedules in a period: the viewer's own, or all for administrators. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>

#include "collector/store/schedule-store.h"

#define MOST_ROWS 10000

static const TollReportColumn columns[] = {
  { "schedule", N_ ("Schedule"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  { "run", N_ ("Run"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  { "rows", N_ ("Rows"), TOLL_CELL_COUNT, TOLL_COLUMN_FACT, "" },
  { "bytes", N_ ("Bytes"), TOLL_CELL_COUNT, TOLL_COLUMN_FACT, "" },
  { "recipients", N_ ("Recipients"), TOLL_CELL_COUNT, TOLL_COLUMN_FACT, "" },
  { "result", N_ ("Result"), TOLL_CELL_WORD, TOLL_COLUMN_FACT, "" },
  { "detail", N_ ("Detail"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
};

/* The results, as whoever shows them translates them; by CollectorScheduleState. */
static const char *const results[]
    = { N_ ("sent"), N_ ("empty"), N_ ("failed"), N_ ("waiting") };
G_STATIC_ASSERT (G_N_ELEMENTS (results) == COLLECTOR_N_SCHEDULE_STATES);

static void
add_run (const CollectorScheduleRun *run, const char *name, gpointer data)
{
  TollReportDoc *doc = data;
  TollCell *cells = toll_report_doc_add_row (doc)->cells;

  toll_cell_set_text (&cells[0], toll_arena_strdup (doc->arena, name));
  toll_cell_set_figure (&cells[1], run->run_ms);
  toll_cell_set_figure (&cells[2], run->n_rows);
  toll_cell_set_figure (&cells[3], run->n_bytes);
  toll_cell_set_figure (&cells[4], run->n_recipients);
  toll_cell_set_text (&cells[5], results[run->state]);
  toll_cell_set_text (&cells[6],
                      *run->detail != '\0' ? toll_arena_strdup (doc->arena, run->detail) : NULL);
}

gboolean
collector_report_build_schedule_runs (CollectorReportRun *run, GError **error)
{
  /* Sorted otherwise, the first are known only when all are there. */
  gboolean is_first = run->spec->limit > 0 && run->spec->sort->len == 0;
  guint limit = is_first ? MIN (run->spec->limit + 1, MOST_ROWS) : MOST_ROWS;

  if (!collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error))
    return FALSE;
  /* Beyond the first it is only known whether there are more. */
  run->doc->n_cut = is_first ? -1 : 0;
  return collector_schedule_visit_runs (run->db, run->viewer, run->from_ms,
                                        run->to_ms != 0 ? run->to_ms : G_MAXINT64, limit, add_run,
                                        run->doc, error);
}
