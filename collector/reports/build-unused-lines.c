/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines without a call in the period, by department. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/line-use.h"
#include "collector/store/sight.h"

enum
{
  DEPARTMENT,
  EXTENSION,
  PARTITION,
  NAME,
  DEVICE,
  SINCE,
  LAST,
  LINES,
};

static const TollReportColumn columns[] = {
  [DEPARTMENT] = { "department", N_ ("Department"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "" },
  [EXTENSION] = { "extension", N_ ("Extension"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "" },
  [PARTITION] = { "partition", N_ ("Partition"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  [NAME] = { "name", N_ ("Name"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  [DEVICE] = { "device", N_ ("Device"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  [SINCE] = { "since", N_ ("Theirs since"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  [LAST] = { "last_ms", N_ ("Last call"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  [LINES] = { "lines", N_ ("Extensions"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "",
              .is_total = TRUE },
};

typedef struct
{
  CollectorReportRun *run;
  guint first_row; /* of the department */
} Build;

/* Behind the rows of a department: how many they are. */
static void
end_department (Build *self)
{
  TollReportDoc *doc = self->run->doc;
  TollCell department;
  TollReportRow *row;

  if (self->first_row == doc->rows->len)
    return;
  department = toll_report_doc_get_row (doc, self->first_row)->cells[DEPARTMENT];
  row = toll_report_doc_add_row (doc);
  row->level = 1;
  row->cells[DEPARTMENT] = department;
  collector_report_add_totals (self->run, self->first_row, row);
  self->first_row = doc->rows->len;
}

static gboolean
is_of_another (const Build *self, const char *department)
{
  const TollReportDoc *doc = self->run->doc;
  const TollCell *cell;

  if (self->first_row == doc->rows->len)
    return FALSE;
  cell = &toll_report_doc_get_row (doc, self->first_row)->cells[DEPARTMENT];
  return strcmp (cell->text != NULL ? cell->text : "", department) != 0;
}

static void
add_line (const CollectorUnusedLine *line, gpointer data)
{
  Build *self = data;
  TollCell *cells;

  if (is_of_another (self, line->department))
    end_department (self);
  cells = toll_report_doc_add_row (self->run->doc)->cells;
  collector_report_set_text (self->run, &cells[DEPARTMENT], line->department);
  collector_report_set_text (self->run, &cells[EXTENSION], line->extension);
  collector_report_set_text (self->run, &cells[PARTITION], line->partition);
  collector_report_set_text (self->run, &cells[NAME], line->name);
  collector_report_set_text (
      self->run, &cells[DEVICE],
      collector_sight_show_device (self->run->viewer, line->device, self->run->doc->arena));
  if (line->since_ms > 0)
    toll_cell_set_figure (&cells[SINCE], line->since_ms);
  if (line->last_ms > 0)
    toll_cell_set_figure (&cells[LAST], line->last_ms);
  toll_cell_set_figure (&cells[LINES], 1);
}

gboolean
collector_report_build_unused_lines (CollectorReportRun *run, GError **error)
{
  Build self = { run, 0 };

  if (!collector_viewer_check_individuals (run->viewer, run->spec->mine, error)
      || !collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error)
      || !collector_lines_visit_unused (run->db, run->viewer, run->spec->mine, run->from_ms,
                                        collector_report_get_end_ms (run), add_line, &self,
                                        error))
    return FALSE;
  end_department (&self);
  collector_report_fix_table (run);
  toll_report_doc_init_row (run->doc, &run->doc->totals);
  collector_report_add_totals (run, 0, &run->doc->totals);
  return TRUE;
}
