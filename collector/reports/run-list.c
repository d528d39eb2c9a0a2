/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that list calls. Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include "collector/reports/facts.h"
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

static gboolean
add_columns (CollectorReportRun *run, GArray *facts, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (run);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorFact *fact = collector_fact_lookup (ids[i]);
      TollReportColumn column = { .role = TOLL_COLUMN_FACT, .unit = "" };

      if (fact == NULL)
        {
          toll_error_set_field (error, "spec.fields", "\"%.40s\" is no fact of a call", ids[i]);
          return FALSE;
        }
      column.id = fact->id;
      column.title = fact->title;
      column.kind = fact->kind;
      column.is_total = fact->is_total;
      g_array_append_val (facts, fact);
      toll_report_doc_add_column (run->doc, &column);
    }
  return TRUE;
}

static const char *
next_of (const CollectorReportRun *run, const char *next)
{
  return toll_arena_strdup (run->doc->arena, next);
}

/* A money column names the currency of its cells when that is one; else it names none, and the
 * column "currency" tells. */
static void
name_currency (CollectorReportRun *run, const GArray *rows)
{
  const char *currency = "";

  for (guint i = 0; i < rows->len; i++)
    {
      const char *one = g_array_index (rows, CollectorCallRow, i).call.currency;

      if (*one != '\0' && *currency == '\0')
        currency = one;
      else if (*one != '\0' && g_strcmp0 (one, currency) != 0)
        return;
    }
  for (guint i = 0; i < run->doc->columns->len; i++)
    {
      TollReportColumn *column = &g_array_index (run->doc->columns, TollReportColumn, i);

      if (column->kind == TOLL_CELL_MONEY)
        column->unit = currency;
    }
}

static void
fill_rows (CollectorReportRun *run, const GArray *facts, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorCallRow *call = &g_array_index (rows, CollectorCallRow, i);
      TollReportRow *row = toll_report_doc_add_row (run->doc);

      row->call_id = call->call.id;
      for (guint j = 0; j < facts->len; j++)
        g_array_index (facts, const CollectorFact *, j)->fill (call, &row->cells[j]);
    }
}

gboolean
collector_report_run_list (CollectorReportRun *run, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (CollectorFact *));
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));
  g_autofree char *next = NULL;
  gint64 limit = run->spec->limit;
  guint page = limit > 0 && limit < run->page ? (guint) limit : run->page;

  if (!add_columns (run, facts, error)
      || !collector_query_list (run->db, &query, run->after, page, run->doc->arena, rows, &next,
                                error))
    return FALSE;
  name_currency (run, rows);
  fill_rows (run, facts, rows);
  /* What was asked for at most is all there is. */
  run->doc->next = limit > 0 && limit <= run->page ? "" : next_of (run, next);
  return TRUE;
}
