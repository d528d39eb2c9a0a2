/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide the columns of a PDF's table are. Letters are never smaller than eyes can read: what
 * then still finds no room beside the rest goes on further pages, each with the labels again.
 */
#include "config.h"

#include "collector/export/pdf-table-private.h"

#define LEAST_TEXT  76.0 /* a column of texts is not made narrower */
#define MOST_TEXT   150.0 /* where columns are broken it is not made wider */
#define MOST_GROWTH 40.0 /* a column of figures is not made wider by more */
#define LEAST_SCALE 0.8  /* of 8.5 points */
#define PART_SCALE  0.9  /* where columns are broken anyway */
#define MOST_LABELS 0.4  /* of the page's width */

/* What a column needs so that only its title may be wrapped. */
static double
get_natural (const CollectorPdfColumn *column)
{
  double title = MAX (column->title_word, column->title_line * 0.55);

  return MAX (MAX (column->content, title), 16) + 2 * COLLECTOR_PDF_PAD_X;
}

/* What it needs at least. */
static double
get_least (const CollectorPdfColumn *column)
{
  double natural = get_natural (column);

  if (!column->is_text)
    return natural;
  return MIN (natural, MAX (LEAST_TEXT, column->title_word) + 2 * COLLECTOR_PDF_PAD_X);
}

double
collector_pdf_table_get_natural_width (const CollectorPdfTable *table)
{
  double width = 0;

  for (guint i = 0; i < table->n_columns; i++)
    width += get_natural (&table->columns[i]);
  return width;
}

/* Texts take what figures leave, in proportion to what they would like. */
static void
shrink (CollectorPdfTable *table, double natural, double least, double scale)
{
  double padding = 2 * COLLECTOR_PDF_PAD_X * table->n_columns; /* stays as it is */
  double room = (table->width - padding) / scale + padding;
  double share = natural > least ? CLAMP ((room - least) / (natural - least), 0, 1) : 1;

  for (guint i = 0; i < table->n_columns; i++)
    {
      CollectorPdfColumn *column = &table->columns[i];
      double from = get_least (column);

      column->width = (from + (get_natural (column) - from) * share - 2 * COLLECTOR_PDF_PAD_X) * scale
                      + 2 * COLLECTOR_PDF_PAD_X;
    }
}

/* What is left over goes to all alike, up to a limit, and then to texts. */
static void
grow (CollectorPdfTable *table, double spare)
{
  double each = MIN (spare / table->n_columns, MOST_GROWTH);
  guint n_texts = 0;

  for (guint i = 0; i < table->n_columns; i++)
    n_texts += table->columns[i].is_text;
  spare -= each * table->n_columns;
  for (guint i = 0; i < table->n_columns; i++)
    {
      CollectorPdfColumn *column = &table->columns[i];

      column->width = get_natural (column) + each;
      if (n_texts > 0)
        column->width += column->is_text ? spare / n_texts : 0;
      else
        column->width += spare / table->n_columns;
    }
}

/* ---- All on one page ---- */

static void
set_part (CollectorPdfTable *table, guint first, guint n, double width)
{
  CollectorPdfPart part = { first, n, width };

  g_array_append_val (table->parts, part);
}

/* Puts columns side by side from where reading begins. */
static double
place (CollectorPdfTable *table, guint first, guint n, double at)
{
  for (guint i = first; i < first + n; i++)
    {
      CollectorPdfColumn *column = &table->columns[i];

      column->x = table->is_rtl ? 2 * table->left + table->width - at - column->width : at;
      at += column->width;
    }
  return at;
}

static void
place_all (CollectorPdfTable *table)
{
  double total = 0;

  for (guint i = 0; i < table->n_columns; i++)
    total += table->columns[i].width;
  for (guint i = 0; i < table->n_columns; i++)
    table->columns[i].width *= table->width / total;
  place (table, 0, table->n_columns, table->left);
  set_part (table, 0, table->n_columns, table->width);
}

/* ---- Broken into parts ---- */

/* What a column gets in a part: figures all they need, texts within limits. */
static double
get_part_width (const CollectorPdfColumn *column)
{
  double natural = get_natural (column) - 2 * COLLECTOR_PDF_PAD_X;

  if (column->is_text)
    natural = MIN (natural, MAX (MOST_TEXT, column->title_word));
  return natural * PART_SCALE + 2 * COLLECTOR_PDF_PAD_X;
}

/* The columns behind @first that its heading is also of: they stay together. */
static guint
find_unit_end (const CollectorPdfTable *table, guint first)
{
  guint end = first + 1;

  while (end < table->n_columns && table->columns[end].is_in_span)
    end++;
  return end;
}

static double
sum_widths (const CollectorPdfTable *table, guint first, guint end)
{
  double width = 0;

  for (guint i = first; i < end; i++)
    width += table->columns[i].width;
  return width;
}

/* Cuts the columns behind the labels into parts not wider than @room. Returns: how many. */
static guint
cut_parts (CollectorPdfTable *table, double labels, double room)
{
  guint first = table->n_labels, end;
  double width = 0;

  g_array_set_size (table->parts, 0);
  for (guint i = first; i < table->n_columns; i = end)
    {
      double unit;

      end = find_unit_end (table, i);
      unit = sum_widths (table, i, end);
      if (unit > room)
        {
          end = i + 1;
          unit = table->columns[i].width;
        }
      if (i > first && width + unit > room)
        {
          set_part (table, first, i - first, labels + width);
          first = i;
          width = 0;
        }
      width += unit;
    }
  set_part (table, first, table->n_columns - first, labels + width);
  return table->parts->len;
}

/* The columns that say what a row is of: its keys, else the first. */
static double
choose_labels (CollectorPdfTable *table)
{
  double most = MOST_LABELS * table->width;

  table->n_labels = CLAMP (table->n_keys, 1, table->n_columns - 1);
  while (table->n_labels > 1 && sum_widths (table, 0, table->n_labels) > most)
    table->n_labels--;
  if (table->n_labels == 1)
    table->columns[0].width = MIN (table->columns[0].width, most);
  return sum_widths (table, 0, table->n_labels);
}

/* As few parts as there is room for, each about as wide as the others. */
static void
break_columns (CollectorPdfTable *table)
{
  double labels, room, all, least;
  guint n_parts;

  collector_typeset_scale_table (table->typeset, PART_SCALE);
  for (guint i = 0; i < table->n_columns; i++)
    table->columns[i].width = get_part_width (&table->columns[i]);
  labels = choose_labels (table);
  room = table->width - labels;
  for (guint i = table->n_labels; i < table->n_columns; i++)
    table->columns[i].width = MIN (table->columns[i].width, room);
  n_parts = cut_parts (table, labels, room);
  all = sum_widths (table, table->n_labels, table->n_columns);
  for (least = all / n_parts; least < room && cut_parts (table, labels, least) > n_parts;)
    least += 4;
  cut_parts (table, labels, MIN (least, room));
  place (table, 0, table->n_labels, table->left);
  for (guint i = 0; i < table->parts->len; i++)
    {
      CollectorPdfPart *part = &g_array_index (table->parts, CollectorPdfPart, i);
      double each = MIN ((table->width - part->width) / part->n, MOST_GROWTH);

      for (guint j = part->first; j < part->first + part->n; j++)
        table->columns[j].width += each;
      part->width = place (table, part->first, part->n, table->left + labels) - table->left;
    }
}

static void
count_title_lines (CollectorPdfTable *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      CollectorPdfColumn *column = &table->columns[i];
      guint n_lines = collector_typeset_count_lines (table->typeset, COLLECTOR_FACE_HEADING,
                                                     column->title,
                                                     column->width - 2 * COLLECTOR_PDF_PAD_X + 0.1);

      table->n_title_lines = MAX (table->n_title_lines, n_lines);
    }
}

void
collector_pdf_table_fit (CollectorPdfTable *table, double left, double width)
{
  double natural = collector_pdf_table_get_natural_width (table), least = 0, scale = 1;
  double padding = 2 * COLLECTOR_PDF_PAD_X * table->n_columns;

  table->left = left;
  table->width = width;
  for (guint i = 0; i < table->n_columns; i++)
    least += get_least (&table->columns[i]);
  if (natural > width)
    scale = (width - padding) / (least - padding);
  if (scale < LEAST_SCALE && table->n_columns > 1)
    break_columns (table);
  else
    {
      if (natural <= width)
        grow (table, width - natural);
      else
        {
          scale = CLAMP (scale, LEAST_SCALE, 1);
          collector_typeset_scale_table (table->typeset, scale);
          shrink (table, natural, least, scale);
        }
      place_all (table);
    }
  count_title_lines (table);
}
