/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that list calls. Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include <string.h>

#include "collector/reports/facts.h"
#include "collector/reports/figures.h"
#include "collector/reports/run-progress.h"
#include "collector/reports/run-sections.h"
#include "collector/reports/run-steps.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

/* What nobody asked for by name is left out where it may not be shown. */
static void
add_standard (const CollectorReportRun *run, GStrvBuilder *builder)
{
  g_auto (GStrv) ids = g_strsplit (run->report->columns, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFigure *figure = collector_figure_lookup (ids[i]);

      if (figure == NULL
          || collector_figure_is_open (figure, run->viewer, run->spec->mine, NULL))
        g_strv_builder_add (builder, ids[i]);
    }
}

GStrv
collector_report_run_dup_columns (const CollectorReportRun *run)
{
  const GPtrArray *fields = run->spec->fields;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (fields == NULL)
    add_standard (run, builder);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    g_strv_builder_add (builder, fields->pdata[i]);
  return g_strv_builder_end (builder);
}

static const CollectorFact *
look_up (const CollectorReportRun *run, const char *id)
{
  return run->report->tells_steps ? collector_step_fact_lookup (id) : collector_fact_lookup (id);
}

/* Calls are sorted, not their steps: what those have in common with calls by name alone sorts
 * nothing. */
static gboolean
is_fixed (const CollectorReportRun *run, const CollectorFact *fact)
{
  static const char *const of_calls[] = { "start", "ring_ms", "talk_ms", "cost", "mos", NULL };

  return collector_field_lookup (fact->id) == NULL
         || (run->report->tells_steps && !g_strv_contains (of_calls, fact->id));
}

static void
add_column (CollectorReportRun *run, GArray *facts, const CollectorFact *fact)
{
  TollReportColumn column = { .id = fact->id, .kind = fact->kind,
                              .title = collector_field_find_title (run->db, fact->id, fact->title,
                                                                   run->doc->arena),
                              .role = TOLL_COLUMN_FACT, .unit = "", .is_total = fact->is_total,
                              .is_fixed = is_fixed (run, fact) };

  g_array_append_val (facts, fact);
  toll_report_doc_add_column (run->doc, &column);
}

/* Where calls were paid in several currencies an amount means nothing without its own. It stands
 * last, so that a second currency that turns up between two pages moves no other column. */
static void
add_currency (CollectorReportRun *run, GArray *facts)
{
  g_autofree char *second = collector_words_dup_text (run->db, COLLECTOR_WORD_CURRENCY, 2);
  gboolean has_money = FALSE;

  for (guint i = 0; i < run->doc->columns->len; i++)
    has_money |= toll_report_doc_get_column (run->doc, i)->kind == TOLL_CELL_MONEY;
  if (has_money && *second != '\0'
      && toll_report_doc_find_column (run->doc, "currency") == G_MAXUINT)
    add_column (run, facts, look_up (run, "currency"));
}

/* @section: (nullable): what rows stand together by has the first column, and no other. */
static gboolean
add_columns (CollectorReportRun *run, const CollectorField *section, GArray *facts, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (run);

  if (section != NULL)
    collector_report_run_add_key_column (run, section);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFact *fact = look_up (run, ids[i]);

      if (fact == NULL)
        {
          toll_error_set_field (error, "spec.fields", "\"%.40s\" is no fact of a %s", ids[i],
                                run->report->tells_steps ? "step" : "call");
          return FALSE;
        }
      if (section == NULL || strcmp (section->id, fact->id) != 0)
        add_column (run, facts, fact);
    }
  add_currency (run, facts);
  return TRUE;
}

/* A money column names the currency of its cells when that is one; else it names none, and the
 * column "currency" tells. */
static void
name_currency (CollectorReportRun *run, const GArray *rows, CollectorListProgress *progress)
{
  const char *currency = progress->currency;

  for (guint i = 0; i < rows->len; i++)
    collector_list_note_currency (progress->currency,
                                  g_array_index (rows, CollectorCallRow, i).call.currency);
  for (guint i = 0; i < run->doc->columns->len; i++)
    {
      TollReportColumn *column = &g_array_index (run->doc->columns, TollReportColumn, i);

      if (column->kind == TOLL_CELL_MONEY && *currency != '*')
        column->unit = toll_arena_strdup (run->doc->arena, currency);
    }
}

/* ---- Rows ---- */

static gboolean
load_legs (CollectorReportRun *run, const CollectorCallRow *row, CollectorFactInput *input,
           GError **error)
{
  GArray *legs = g_array_new (FALSE, FALSE, sizeof (CollectorCallLeg));
  GArray *qualities = g_array_new (FALSE, FALSE, sizeof (TollQuality));

  input->legs = legs;
  input->qualities = qualities;
  /* A call whose other side is hidden has no records to show. */
  return row->hidden != COLLECTOR_NUMBER_SHOWN
         || (collector_calls_load_legs (run->db, row, run->doc->arena, legs, error)
             && collector_calls_load_quality (run->db, row, run->doc->arena, qualities, error));
}

static gboolean
needs_legs (const GArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_array_index (facts, const CollectorFact *, i)->needs_legs)
      return TRUE;
  return FALSE;
}

/* A call whose other side is hidden does not say by which of its rates it was priced. */
static gboolean
load_band (CollectorReportRun *run, const GArray *facts, CollectorFactInput *input, GError **error)
{
  gboolean needs_band = FALSE;

  input->band = "";
  for (guint i = 0; i < facts->len; i++)
    needs_band |= g_array_index (facts, const CollectorFact *, i)->needs_band;
  return !needs_band || input->row->hidden != COLLECTOR_NUMBER_SHOWN
         || collector_calls_load_band (run->db, input->row, input->arena, &input->band, error);
}

static gboolean
fill_row (CollectorReportRun *run, const GArray *facts, const CollectorCallRow *call, gint64 rank,
          TollReportRow *row, GError **error)
{
  g_autoptr (GArray) legs = NULL, qualities = NULL;
  CollectorFactInput input = { .row = call, .rank = rank, .arena = run->doc->arena,
                               .names = run->names, .zone = run->zone };
  gboolean is_ok = load_band (run, facts, &input, error)
                   && (!needs_legs (facts) || load_legs (run, call, &input, error));
  guint first = run->doc->columns->len - facts->len;

  legs = (GArray *) input.legs;
  qualities = (GArray *) input.qualities;
  row->call_id = call->call.id;
  for (guint j = 0; is_ok && j < facts->len; j++)
    g_array_index (facts, const CollectorFact *, j)->fill (&input, &row->cells[first + j]);
  return is_ok;
}

static gboolean
is_lean (const GArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    if (!g_array_index (facts, const CollectorFact *, i)->is_lean)
      return FALSE;
  return TRUE;
}

/* How many rows the page may have. */
static guint
find_page (const CollectorReportRun *run, const CollectorListProgress *progress)
{
  gint64 limit = run->spec->limit;

  return limit > 0 ? (guint) CLAMP (limit - progress->n_rows, 1, (gint64) run->page) : run->page;
}

/* A page on its way. */
typedef struct
{
  GArray *facts; /* of const CollectorFact * */
  GArray *rows;  /* of CollectorCallRow */
  GArray *keys;  /* of CollectorKey: their sections */
  const CollectorField *section; /* (nullable) */
  CollectorListProgress progress;
} Page;

static gboolean
add_rows (CollectorReportRun *run, Page *page, GError **error)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const CollectorCallRow *call = &g_array_index (page->rows, CollectorCallRow, i);
      TollReportRow *row;

      if (run->report->tells_steps)
        {
          if (!collector_list_steps_add (run, page->facts, call, &page->progress, error))
            return FALSE;
          continue;
        }
      if (page->section != NULL)
        collector_list_sections_step (run, page->section, &page->progress,
                                      &g_array_index (page->keys, CollectorKey, i));
      row = toll_report_doc_add_row (run->doc);
      if (page->section != NULL)
        collector_list_sections_fill (run, page->section, &page->progress, row);
      page->progress.n_rows++;
      if (!fill_row (run, page->facts, call, page->progress.n_rows, row, error))
        return FALSE;
      collector_list_progress_add (&page->progress, run->doc, row, call->call.currency);
    }
  return TRUE;
}

static gboolean
list_page (CollectorReportRun *run, Page *page, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  CollectorListProgress *progress = &page->progress;
  g_autofree char *next = NULL;

  if (!collector_list_sections_find (run, &page->section, error)
      || !add_columns (run, page->section, page->facts, error)
      || !collector_list_progress_read (progress, run, page->section, error))
    return FALSE;
  query.is_lean = is_lean (page->facts);
  query.section_keys = page->keys;
  if (!collector_query_list (run->db, &query, progress->after, find_page (run, progress),
                             run->doc->arena, page->rows, &next, error))
    return FALSE;
  name_currency (run, page->rows, progress);
  if (!add_rows (run, page, error))
    return FALSE;
  run->doc->next = collector_list_progress_write (progress, run, page->section, next);
  if (*run->doc->next == '\0')
    {
      if (page->section != NULL)
        collector_list_sections_end (run, page->section, progress);
      toll_report_doc_init_row (run->doc, &run->doc->totals);
      collector_list_progress_fill (progress, run->doc, &run->doc->totals);
    }
  return TRUE;
}

gboolean
collector_report_run_list (CollectorReportRun *run, GError **error)
{
  Page page = { .facts = g_array_new (FALSE, FALSE, sizeof (CollectorFact *)),
                .rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow)),
                .keys = g_array_new (FALSE, TRUE, sizeof (CollectorKey)) };
  gboolean is_ok = list_page (run, &page, error)
                   && (page.section == NULL
                       || collector_list_sections_draw (run, page.section, error));

  g_array_unref (page.facts);
  g_array_unref (page.rows);
  g_array_unref (page.keys);
  return is_ok;
}
