/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that list calls. Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include <string.h>

#include "collector/reports/facts.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

GStrv
collector_report_run_dup_columns (const CollectorReportRun *run)
{
  const GPtrArray *fields = run->spec->fields;
  GStrvBuilder *builder;
  GStrv columns;

  if (fields == NULL)
    return g_strsplit (run->report->columns, " ", -1);
  builder = g_strv_builder_new ();
  for (guint i = 0; i < fields->len; i++)
    g_strv_builder_add (builder, fields->pdata[i]);
  columns = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return columns;
}

static void
add_column (CollectorReportRun *run, GArray *facts, const CollectorFact *fact)
{
  TollReportColumn column = { .id = fact->id, .title = fact->title, .kind = fact->kind,
                              .role = TOLL_COLUMN_FACT, .unit = "", .is_total = fact->is_total };

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
    add_column (run, facts, collector_fact_lookup ("currency"));
}

static gboolean
add_columns (CollectorReportRun *run, GArray *facts, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (run);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFact *fact = collector_fact_lookup (ids[i]);

      if (fact == NULL)
        {
          toll_error_set_field (error, "spec.fields", "\"%.40s\" is no fact of a call", ids[i]);
          return FALSE;
        }
      add_column (run, facts, fact);
    }
  add_currency (run, facts);
  return TRUE;
}

/* ---- Where a page stands ---- */

#define MAX_SUMS 8

/* What the pages so far came to: it travels with where the next one begins, so that the end of a
 * list of any length knows its sums. */
typedef struct
{
  gint64 n_rows;
  gint64 sums[MAX_SUMS]; /* of the columns that add up, in their order */
  char currency[4];      /* of the costs: "" = none yet, "*" = several, which are never added */
  const char *after;     /* (nullable): where the calls go on */
} Progress;

/* "ROWS;SUM;SUM;EUR~KEY" */
static gboolean
read_progress (const CollectorReportRun *run, Progress *progress, GError **error)
{
  const char *after = run->after, *tilde = after != NULL ? strchr (after, '~') : NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *head = NULL;
  guint n;

  *progress = (Progress){ 0 };
  if (after == NULL || *after == '\0')
    return TRUE;
  head = g_strndup (after, tilde != NULL ? (gsize) (tilde - after) : 0);
  parts = g_strsplit (head, ";", MAX_SUMS + 3);
  n = g_strv_length (parts);
  if (n >= 2 && n <= MAX_SUMS + 2
      && g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT32, &progress->n_rows, NULL))
    {
      for (guint i = 1; i + 1 < n; i++)
        progress->sums[i - 1] = g_ascii_strtoll (parts[i], NULL, 10);
      g_strlcpy (progress->currency, parts[n - 1], sizeof progress->currency);
      progress->after = tilde + 1;
      return TRUE;
    }
  toll_error_set_field (error, "after", "is not where a page of this list ended");
  return FALSE;
}

static const char *
make_next (const CollectorReportRun *run, const Progress *progress, guint n_sums, const char *next)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*next == '\0' || (run->spec->limit > 0 && progress->n_rows >= run->spec->limit))
    return "";
  g_string_printf (text, "%" G_GINT64_FORMAT, progress->n_rows);
  for (guint i = 0; i < n_sums; i++)
    g_string_append_printf (text, ";%" G_GINT64_FORMAT, progress->sums[i]);
  g_string_append_printf (text, ";%s~%s", progress->currency, next);
  return toll_arena_strdup (run->doc->arena, text->str);
}

static guint
add_row_sums (const CollectorReportRun *run, const TollReportRow *row, Progress *progress)
{
  guint n = 0;

  for (guint i = 0; i < run->doc->columns->len && n < MAX_SUMS; i++)
    if (toll_report_doc_get_column (run->doc, i)->is_total)
      progress->sums[n++] += row != NULL && !row->cells[i].is_empty ? row->cells[i].figure : 0;
  return n;
}

/* A money column names the currency of its cells when that is one; else it names none, and the
 * column "currency" tells. */
static void
name_currency (CollectorReportRun *run, const GArray *rows, Progress *progress)
{
  const char *currency = progress->currency;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *one = g_array_index (rows, CollectorCallRow, i).call.currency;

      if (*one != '\0' && *currency == '\0')
        currency = one;
      else if (*one != '\0' && strcmp (one, currency) != 0)
        currency = "*";
    }
  if (currency != progress->currency)
    g_strlcpy (progress->currency, currency, sizeof progress->currency);
  currency = progress->currency;
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
             && collector_calls_load_quality (run->db, legs, run->doc->arena, qualities, error));
}

static gboolean
needs_legs (const GArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_array_index (facts, const CollectorFact *, i)->needs_legs)
      return TRUE;
  return FALSE;
}

static gboolean
fill_row (CollectorReportRun *run, const GArray *facts, const CollectorCallRow *call, gint64 rank,
          GError **error)
{
  TollReportRow *row = toll_report_doc_add_row (run->doc);
  g_autoptr (GArray) legs = NULL, qualities = NULL;
  CollectorFactInput input = { .row = call, .rank = rank, .arena = run->doc->arena };
  gboolean is_ok = !needs_legs (facts) || load_legs (run, call, &input, error);

  legs = (GArray *) input.legs;
  qualities = (GArray *) input.qualities;
  row->call_id = call->call.id;
  for (guint j = 0; is_ok && j < facts->len; j++)
    g_array_index (facts, const CollectorFact *, j)->fill (&input, &row->cells[j]);
  return is_ok;
}

/* The end of a list says what all of it comes to. */
static void
add_totals (CollectorReportRun *run, const Progress *progress)
{
  guint n = 0;

  toll_report_doc_init_row (run->doc, &run->doc->totals);
  for (guint i = 0; i < run->doc->columns->len && n < MAX_SUMS; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (run->doc, i);

      if (!column->is_total)
        continue;
      if (column->kind != TOLL_CELL_MONEY || *progress->currency != '*')
        toll_cell_set_figure (&run->doc->totals.cells[i], progress->sums[n]);
      n++;
    }
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
find_page (const CollectorReportRun *run, const Progress *progress)
{
  gint64 limit = run->spec->limit;

  return limit > 0 ? (guint) CLAMP (limit - progress->n_rows, 1, (gint64) run->page) : run->page;
}

gboolean
collector_report_run_list (CollectorReportRun *run, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (CollectorFact *));
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));
  g_autofree char *next = NULL;
  Progress progress;

  if (!read_progress (run, &progress, error) || !add_columns (run, facts, error))
    return FALSE;
  query.is_lean = is_lean (facts);
  if (!collector_query_list (run->db, &query, progress.after, find_page (run, &progress),
                             run->doc->arena, rows, &next, error))
    return FALSE;
  name_currency (run, rows, &progress);
  for (guint i = 0; i < rows->len; i++)
    {
      progress.n_rows++;
      if (!fill_row (run, facts, &g_array_index (rows, CollectorCallRow, i), progress.n_rows,
                     error))
        return FALSE;
      add_row_sums (run, toll_report_doc_get_row (run->doc, i), &progress);
    }
  run->doc->next = make_next (run, &progress, add_row_sums (run, NULL, &progress), next);
  if (*run->doc->next == '\0')
    add_totals (run, &progress);
  return TRUE;
}
