/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came in and was not imported, by reason. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>

#include "collector/store/deliveries.h"

static const TollReportColumn columns[] = {
  { "reason", N_ ("Reason"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "" },
  { "field", N_ ("Column"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  { "records", N_ ("Records"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "", .is_total = TRUE },
  /* TRANSLATORS: heading of a column: records that wait and can be tried again */
  { "replayable", N_ ("Can be tried again"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "",
    .is_total = TRUE },
  { "replayed", N_ ("Imported since"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "",
    .is_total = TRUE },
  /* TRANSLATORS: heading of a column: how many whole files were refused */
  { "files", N_ ("Whole files"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "", .is_total = TRUE },
  { "first_ms", N_ ("First"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  { "last_ms", N_ ("Last"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
};

static void
add_discard (const CollectorDiscard *discard, gpointer data)
{
  CollectorReportRun *run = data;
  TollCell *cells = toll_report_doc_add_row (run->doc)->cells;

  collector_report_set_text (run, &cells[0], discard->reason);
  collector_report_set_text (run, &cells[1], discard->field);
  toll_cell_set_figure (&cells[2], discard->n_records);
  toll_cell_set_figure (&cells[3], discard->n_held);
  toll_cell_set_figure (&cells[4], discard->n_replayed);
  toll_cell_set_figure (&cells[5], discard->n_files);
  toll_cell_set_figure (&cells[6], discard->first_ms);
  toll_cell_set_figure (&cells[7], discard->last_ms);
}

gboolean
collector_report_build_discards (CollectorReportRun *run, GError **error)
{
  if (!collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error)
      || !collector_discards_visit (run->db, run->from_ms,
                                    run->to_ms != 0 ? run->to_ms : G_MAXINT64, add_discard, run,
                                    error))
    return FALSE;
  toll_report_doc_init_row (run->doc, &run->doc->totals);
  collector_report_add_totals (run, 0, &run->doc->totals);
  return TRUE;
}
