/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entries of the access log in a period, to be printed, sent or handed to who has to watch over
 * it. Lanes of the ledger.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>

#include "collector/store/access-names.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/chart/words.h"
#include "shared/model/access-filter.h"
#include "shared/model/access-words.h"

#define MOST_ROWS 100000
#define MOST_NAMES 5 /* in a cell; how many there are is said beside them */

static const TollReportColumn columns[] = {
  { "at", N_ ("When"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  { "who", N_ ("Who"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  { "what", N_ ("What"), TOLL_CELL_WORD, TOLL_COLUMN_FACT, "" },
  { "whose", N_ ("Whose"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  { "people", N_ ("People"), TOLL_CELL_COUNT, TOLL_COLUMN_FACT, "" },
  { "rows", N_ ("Rows"), TOLL_CELL_COUNT, TOLL_COLUMN_FACT, "" },
  { "narrowed", N_ ("Narrowed or changed"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  { "purpose", N_ ("Purpose"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
};

typedef struct
{
  CollectorReportRun *run;
  CollectorAccessNames *names;
  GError *error; /* (nullable): the first */
} Build;

/* @n_people: (inout): nobody was shown of who was changed, and yet it is about somebody. */
static char *
dup_names (Build *self, const CollectorAccessEntry *entry, gint64 *n_people)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (self->error == NULL)
    collector_access_names_list (self->names, entry, MOST_NAMES, list, &self->error);
  *n_people = MAX (*n_people, list->len);
  if (list->len > 0 && list->len < *n_people)
    g_ptr_array_add (list, (gpointer) "…");
  g_ptr_array_add (list, NULL);
  return g_strjoinv (", ", (char **) list->pdata);
}

static const char *
translate (const char *words, gpointer data)
{
  const Build *self = data;

  return toll_language_translate (self->run->language, words);
}

static char *
dup_instant (gint64 at_ms, gpointer data)
{
  const Build *self = data;
  TollChartStyle style = { .translate = translate, .data = data };
  TollChartWords words = { &style, self->run->zone };

  return g_strdup (toll_words_figure (&words, self->run->doc->arena, TOLL_CELL_INSTANT, "", at_ms));
}

static void
add_entry (const CollectorAccessEntry *entry, gpointer data)
{
  Build *self = data;
  CollectorReportRun *run = self->run;
  TollCell *cells = toll_report_doc_add_row (run->doc)->cells;
  gint64 n_people = entry->n_people;
  TollAccessReader reader = { translate, dup_instant, self };
  g_autofree char *names = dup_names (self, entry, &n_people);
  g_autofree char *narrowed = toll_access_filter_dup_words (entry->filter, &reader);

  toll_cell_set_figure (&cells[0], entry->at_ms);
  collector_report_set_text (run, &cells[1], entry->user_name);
  collector_report_set_text (run, &cells[2], toll_access_action_to_words (entry->action));
  collector_report_set_text (run, &cells[3], names);
  toll_cell_set_figure (&cells[4], n_people);
  toll_cell_set_figure (&cells[5], entry->n_rows);
  collector_report_set_text (run, &cells[6], narrowed);
  collector_report_set_text (run, &cells[7], entry->purpose);
}

static gboolean
visit (Build *self, GError **error)
{
  const CollectorReportRun *run = self->run;
  /* Sorted otherwise, the first are known only when all are there. */
  gboolean is_first = run->spec->limit > 0 && run->spec->sort->len == 0;
  g_autoptr (CollectorDb) log = NULL;
  CollectorAccessQuery query = { .from_ms = run->from_ms,
                                 .to_ms = run->to_ms,
                                 .limit = is_first ? MIN (run->spec->limit + 1, MOST_ROWS)
                                                   : MOST_ROWS + 1,
                                 .viewer = run->viewer };

  if (!collector_access_log_open_beside (run->db, &log, error))
    return FALSE;
  if (log != NULL && !collector_access_log_visit (log, &query, add_entry, self, error))
    return FALSE;
  if (self->error == NULL && run->doc->rows->len > MOST_ROWS)
    g_set_error (&self->error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                 "the log has more than %d entries of that period; ask for a shorter one",
                 MOST_ROWS);
  /* Beyond the first it is only known whether there are more. */
  run->doc->n_cut = is_first ? -1 : 0;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
collector_report_build_access_log (CollectorReportRun *run, GError **error)
{
  g_autoptr (CollectorAccessNames) names
      = collector_access_names_new (run->db, run->viewer, run->doc->arena);
  Build self = { run, names, NULL };
  gboolean is_ok = collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error)
                   && visit (&self, error);

  g_clear_error (&self.error);
  return is_ok;
}
