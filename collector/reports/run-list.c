/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that list calls. Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include <string.h>

#include "collector/reports/figures.h"
#include "collector/reports/run-progress.h"
#include "collector/reports/run-sections.h"
#include "collector/reports/run-steps.h"
#include "collector/store/currencies.h"
#include "shared/base/error.h"

static gboolean
groups_lines (const TollReportSpec *spec)
{
  for (guint i = 0; i < spec->n_keys; i++)
    if (collector_field_is_line (collector_field_lookup (spec->group_by[i])))
      return TRUE;
  return FALSE;
}

/* What nobody asked for by name is left out where it may not be shown, or where there is nothing for
 * it to tell. */
static void
add_standard (const CollectorReportRun *run, GStrvBuilder *builder)
{
  g_auto (GStrv) ids = g_strsplit (run->report->columns, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFigure *figure = collector_figure_lookup (ids[i]);

      if (figure == NULL
          || (collector_figure_is_open (figure, run->viewer, run->spec->mine, NULL)
              && (figure->shape != COLLECTOR_FIGURE_HOLDER || groups_lines (run->spec))))
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
add_column (CollectorReportRun *run, GArray *columns, const CollectorFact *fact, const char *id,
            const char *currency)
{
  CollectorFactColumn added = { fact, currency };
  TollReportColumn column = { .id = id, .kind = fact->kind,
                              .title = collector_field_find_title (run->db, fact->id, fact->title,
                                                                   run->doc->arena),
                              .role = TOLL_COLUMN_FACT, .unit = currency != NULL ? currency : "",
                              .is_total = fact->is_total,
                              .is_fixed = id != fact->id || is_fixed (run, fact) };

  g_array_append_val (columns, added);
  toll_report_doc_add_column (run->doc, &column);
}

/* An amount has a column for each currency that calls of the period were priced in, as in groups: the
 * first has the plain name, "cost.CHF" is another's. */
static void
add_amounts (CollectorReportRun *run, GArray *columns, const CollectorFact *fact)
{
  for (guint i = 0; i < run->currencies->len; i++)
    {
      const char *code = toll_arena_strdup (
          run->doc->arena, g_array_index (run->currencies, CollectorCurrency, i).code);
      g_autofree char *id = g_strconcat (fact->id, ".", code, NULL);

      add_column (run, columns, fact, i == 0 ? fact->id : toll_arena_strdup (run->doc->arena, id),
                  code);
    }
  if (run->currencies->len == 0)
    add_column (run, columns, fact, fact->id, NULL);
}

/* Returns: (nullable): the currency that every call of @where was priced in. */
static const char *
find_only_currency (const TollCondition *where)
{
  const char *only = NULL;

  if (where == NULL || where->kind == TOLL_CONDITION_ANY)
    return NULL;
  if (where->kind == TOLL_CONDITION_TEST)
    return strcmp (where->field, "currency") == 0 && where->op == TOLL_OP_IS && !where->is_negated
               ? where->values->pdata[0]
               : NULL;
  for (guint i = 0; i < where->children->len && only == NULL; i++)
    only = find_only_currency (where->children->pdata[i]);
  return only;
}

/* What stands behind an amount has no column of other currencies. */
static void
keep_only_currency (CollectorReportRun *run)
{
  const char *only = find_only_currency (run->spec->where);

  for (guint i = run->currencies->len; only != NULL && i-- > 0;)
    if (g_ascii_strcasecmp (g_array_index (run->currencies, CollectorCurrency, i).code, only) != 0)
      g_array_remove_index (run->currencies, i);
}

/* Once for all pages. A call that is up in the period may have begun long before it. */
static gboolean
find_currencies (CollectorReportRun *run, GError **error)
{
  if (run->currencies != NULL)
    return TRUE;
  run->currencies = collector_currencies_list (run->db, run->names_arena, error);
  if (run->currencies == NULL
      || !collector_currencies_keep_used (run->db, run->currencies,
                                          run->spec->up ? 0 : run->from_ms, run->to_ms, error))
    return FALSE;
  keep_only_currency (run);
  return TRUE;
}

/* Who asks for a list and not for its columns did not say what is wrong. */
static gboolean
refuse_column (const CollectorReportRun *run, const char *id, GError **error)
{
  if (run->spec->fields == NULL)
    toll_error_set_field (error, "spec.group_by", "this report shows groups: a list of calls needs "
                                                  "\"fields\" that say its columns");
  else
    toll_error_set_field (error, "spec.fields", "\"%.40s\" is no fact of a %s", id,
                          run->report->tells_steps ? "step" : "call");
  return FALSE;
}

/* @section: (nullable): what rows stand together by has the first column, and no other. */
static gboolean
add_columns (CollectorReportRun *run, const CollectorField *section, GArray *columns,
             GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (run);

  if (!find_currencies (run, error))
    return FALSE;
  if (section != NULL)
    collector_report_run_add_key_column (run, section);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFact *fact = look_up (run, ids[i]);

      if (fact == NULL)
        return refuse_column (run, ids[i], error);
      if (fact->kind == TOLL_CELL_MONEY)
        add_amounts (run, columns, fact);
      else if (section == NULL || strcmp (section->id, fact->id) != 0)
        add_column (run, columns, fact, fact->id, NULL);
    }
  return TRUE;
}

void
collector_fact_column_fill (const CollectorFactColumn *column, const CollectorFactInput *input,
                            TollCell *cell)
{
  if (column->currency == NULL || strcmp (input->row->call.currency, column->currency) == 0)
    column->fact->fill (input, cell);
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
needs_legs (const GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, CollectorFactColumn, i).fact->needs_legs)
      return TRUE;
  return FALSE;
}

/* A call whose other side is hidden does not say by which of its rates it was priced. */
static gboolean
load_band (CollectorReportRun *run, const GArray *columns, CollectorFactInput *input,
           GError **error)
{
  gboolean needs_band = FALSE;

  input->band = "";
  for (guint i = 0; i < columns->len; i++)
    needs_band |= g_array_index (columns, CollectorFactColumn, i).fact->needs_band;
  return !needs_band || input->row->hidden != COLLECTOR_NUMBER_SHOWN
         || collector_calls_load_band (run->db, input->row, input->arena, &input->band, error);
}

static gboolean
fill_row (CollectorReportRun *run, const GArray *columns, const CollectorCallRow *call, gint64 rank,
          TollReportRow *row, GError **error)
{
  g_autoptr (GArray) legs = NULL, qualities = NULL;
  CollectorFactInput input = { .row = call, .rank = rank, .arena = run->doc->arena,
                               .names = run->names, .zone = run->zone };
  gboolean is_ok = load_band (run, columns, &input, error)
                   && (!needs_legs (columns) || load_legs (run, call, &input, error));
  guint first = run->doc->columns->len - columns->len;

  legs = (GArray *) input.legs;
  qualities = (GArray *) input.qualities;
  row->call_id = call->call.id;
  for (guint j = 0; is_ok && j < columns->len; j++)
    collector_fact_column_fill (&g_array_index (columns, CollectorFactColumn, j), &input,
                                &row->cells[first + j]);
  return is_ok;
}

static gboolean
is_lean (const GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (!g_array_index (columns, CollectorFactColumn, i).fact->is_lean)
      return FALSE;
  return TRUE;
}

/* A page on its way. */
typedef struct
{
  GArray *columns; /* of CollectorFactColumn */
  GArray *rows;    /* of CollectorCallRow */
  GArray *keys;    /* of CollectorKey: their sections */
  const CollectorField *section; /* (nullable) */
  gboolean is_cut;           /* the limit left calls out */
  gboolean ranks_currencies; /* amounts of several are sorted: each by itself */
  CollectorListProgress progress;
} Page;

/* Where amounts are sorted, those of each currency stand together and are ranked by themselves. The
 * rows of a section are not cut by currency. */
static gboolean
ranks_currencies (const CollectorReportRun *run, const Page *page)
{
  const GArray *sort = run->spec->sort;
  const CollectorField *by
      = sort->len > 0 ? collector_field_lookup (g_array_index (sort, TollSort, 0).field) : NULL;

  return run->currencies->len > 1 && page->section == NULL && !run->report->tells_steps
         && by != NULL && by->kind == TOLL_CELL_MONEY;
}

/* From the row @first on. */
static gboolean
add_rows (CollectorReportRun *run, Page *page, guint first, GError **error)
{
  for (guint i = first; i < page->rows->len; i++)
    {
      const CollectorCallRow *call = &g_array_index (page->rows, CollectorCallRow, i);
      TollReportRow *row;

      if (run->report->tells_steps)
        {
          if (!collector_list_steps_add (run, page->columns, call, &page->progress, error))
            return FALSE;
          continue;
        }
      if (page->section != NULL)
        collector_list_sections_step (run, page->section, &page->progress,
                                      &g_array_index (page->keys, CollectorKey, i));
      row = toll_report_doc_add_row (run->doc);
      if (page->section != NULL)
        collector_list_sections_fill (run, page->section, &page->progress, row);
      collector_list_progress_step (&page->progress,
                                    page->ranks_currencies ? call->call.currency : NULL);
      if (!fill_row (run, page->columns, call, page->progress.rank, row, error))
        return FALSE;
      collector_list_progress_add (&page->progress, run->doc, row);
    }
  return TRUE;
}

/* How many rows may follow those of the page. */
static guint
find_room (const CollectorReportRun *run, const Page *page)
{
  gint64 limit = run->spec->limit, so_far
      = page->ranks_currencies ? page->progress.rank : page->progress.n_rows;
  guint room = run->page > page->rows->len ? run->page - page->rows->len : 1;

  return limit > 0 ? (guint) CLAMP (limit - so_far, 1, (gint64) room) : room;
}

/* Whether no more rows may follow: of the list, or of the currency that it is at. */
static gboolean
is_at_limit (const CollectorReportRun *run, const Page *page)
{
  return run->spec->limit > 0
         && (page->ranks_currencies ? page->progress.rank : page->progress.n_rows)
                >= run->spec->limit;
}

/* Where the calls go on behind what was read: nowhere at the limit, unless there are other
 * currencies. @next: (transfer full). Returns: (transfer full). */
static char *
find_next (const CollectorReportRun *run, Page *page, char *next)
{
  g_autofree char *read = next;

  if (*read == '\0' || !is_at_limit (run, page))
    return g_steal_pointer (&read);
  page->is_cut = TRUE;
  if (!page->ranks_currencies)
    return g_strdup ("");
  return collector_query_list_skip_currency (read, run->spec);
}

/* Until the page is full or nothing follows. */
static gboolean
take_rows (CollectorReportRun *run, Page *page, char **next, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);

  query.is_lean = is_lean (page->columns);
  query.section_keys = page->keys;
  *next = g_strdup (page->progress.after);
  do
    {
      g_autofree char *after = g_steal_pointer (next);
      guint first = page->rows->len;

      if (!collector_query_list (run->db, &query, after, find_room (run, page), run->doc->arena,
                                 page->rows, next, error)
          || !add_rows (run, page, first, error))
        return FALSE;
      *next = find_next (run, page, *next);
    }
  while (page->ranks_currencies && **next != '\0' && page->rows->len < run->page);
  return TRUE;
}

/* How many calls the limit leaves out, of all pages. Counted once, and only where it may be. @next: where
 * the page ended. */
static gboolean
count_cut (CollectorReportRun *run, const Page *page, const char *next, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  gint64 limit = run->spec->limit;

  if (limit == 0 || (!page->is_cut && *next == '\0' && run->n_all == 0))
    return TRUE;
  /* A limit of each currency leaves out what cannot be told from the number of all. */
  if (page->ranks_currencies)
    run->doc->n_cut = page->is_cut ? -1 : 0;
  else if (run->n_all == 0 && !collector_query_count (run->db, &query, &run->n_all, error))
    return FALSE;
  else
    run->doc->n_cut = MAX (run->n_all - limit, 0);
  return TRUE;
}

static gboolean
list_page (CollectorReportRun *run, Page *page, GError **error)
{
  CollectorListProgress *progress = &page->progress;
  g_autofree char *next = NULL;

  if (!collector_list_sections_find (run, &page->section, error)
      || !add_columns (run, page->section, page->columns, error)
      || !collector_list_progress_read (progress, run, page->section, error))
    return FALSE;
  page->ranks_currencies = ranks_currencies (run, page);
  if (!take_rows (run, page, &next, error) || !count_cut (run, page, next, error))
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
  Page page = { .columns = g_array_new (FALSE, FALSE, sizeof (CollectorFactColumn)),
                .rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow)),
                .keys = g_array_new (FALSE, TRUE, sizeof (CollectorKey)) };
  gboolean is_ok = list_page (run, &page, error)
                   && (page.section == NULL
                       || collector_list_sections_draw (run, page.section, error));

  g_array_unref (page.columns);
  g_array_unref (page.rows);
  g_array_unref (page.keys);
  return is_ok;
}
