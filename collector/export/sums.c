/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Totals and units over all pages.
 */
#include "config.h"

#include "collector/export/sums.h"

#include <string.h>

typedef struct
{
  gint64 figure;
  gboolean is_summed; /* the column may be added up, and every figure could be */
  gboolean has_unit;
  gboolean is_mixed;
  char unit[16];
} Sum;

struct _CollectorSums
{
  TollArena *arena;
  Sum *columns;
  guint n_columns;
  guint64 n_rows;
  TollCell *totals; /* of the pages; NULL = none had some */
  TollCell *added;
};

CollectorSums *
collector_sums_new (void)
{
  CollectorSums *sums = g_new0 (CollectorSums, 1);

  sums->arena = toll_arena_new ();
  return sums;
}

void
collector_sums_free (CollectorSums *sums)
{
  if (sums == NULL)
    return;
  toll_arena_free (sums->arena);
  g_free (sums);
}

static void
begin (CollectorSums *sums, const TollReportDoc *page)
{
  sums->n_columns = page->columns->len;
  sums->columns = toll_arena_alloc (sums->arena, sums->n_columns * sizeof *sums->columns);
  sums->added = toll_arena_alloc (sums->arena, sums->n_columns * sizeof *sums->added);
  for (guint i = 0; i < sums->n_columns; i++)
    sums->columns[i].is_summed = toll_report_doc_get_column (page, i)->is_total;
}

static void
note_unit (Sum *sum, const char *unit)
{
  if (sum->has_unit && strcmp (sum->unit, unit) != 0)
    sum->is_mixed = TRUE;
  g_strlcpy (sum->unit, unit, sizeof sum->unit);
  sum->has_unit = TRUE;
}

static void
add_column (CollectorSums *sums, const TollReportDoc *page, guint index)
{
  const TollReportColumn *column = toll_report_doc_get_column (page, index);
  Sum *sum = &sums->columns[index];
  gboolean has_figures = FALSE;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (page, i);
      const TollCell *cell = &row->cells[index];

      if (row->level > 0 || cell->is_empty)
        continue;
      has_figures = TRUE;
      if (sum->is_summed && __builtin_add_overflow (sum->figure, cell->figure, &sum->figure))
        sum->is_summed = FALSE;
    }
  /* A page without a price says nothing about the currency. */
  if (has_figures || page->rows->len == 0 || *column->unit != '\0')
    note_unit (sum, column->unit);
  if (column->kind == TOLL_CELL_MONEY && has_figures && *column->unit == '\0')
    sum->is_summed = FALSE;
}

static void
keep_totals (CollectorSums *sums, const TollReportDoc *page)
{
  sums->totals = toll_arena_alloc (sums->arena, sums->n_columns * sizeof *sums->totals);
  for (guint i = 0; i < sums->n_columns; i++)
    {
      sums->totals[i] = page->totals.cells[i];
      if (sums->totals[i].text != NULL)
        sums->totals[i].text = toll_arena_strdup (sums->arena, sums->totals[i].text);
    }
}

void
collector_sums_add_page (CollectorSums *sums, const TollReportDoc *page)
{
  if (sums->columns == NULL)
    begin (sums, page);
  for (guint i = 0; i < sums->n_columns; i++)
    add_column (sums, page, i);
  for (guint i = 0; i < page->rows->len; i++)
    sums->n_rows += toll_report_doc_get_row (page, i)->level == 0;
  if (page->totals.cells != NULL)
    keep_totals (sums, page);
}

/* Adds up what may be. */
static gboolean
fill_added (const CollectorSums *sums)
{
  gboolean has_sum = FALSE;

  for (guint i = 0; i < sums->n_columns; i++)
    {
      const Sum *sum = &sums->columns[i];
      gboolean is_known = sum->is_summed && !sum->is_mixed;

      sums->added[i] = (TollCell){ .is_empty = !is_known, .figure = is_known ? sum->figure : 0 };
      has_sum |= is_known;
    }
  return has_sum;
}

const TollCell *
collector_sums_get_totals (const CollectorSums *sums)
{
  if (sums->totals != NULL)
    return sums->n_rows > 0 ? sums->totals : NULL;
  return sums->n_rows > 0 && fill_added (sums) ? sums->added : NULL;
}

gboolean
collector_sums_is_sum (const CollectorSums *sums, guint column)
{
  const TollCell *totals = collector_sums_get_totals (sums);
  const Sum *sum = &sums->columns[column];

  return totals != NULL && !totals[column].is_empty && sum->is_summed && !sum->is_mixed
         && totals[column].figure == sum->figure;
}

const char *
collector_sums_get_unit (const CollectorSums *sums, guint column)
{
  if (column >= sums->n_columns || sums->columns[column].is_mixed)
    return "";
  return sums->columns[column].unit;
}

guint64
collector_sums_get_n_rows (const CollectorSums *sums)
{
  return sums->n_rows;
}
