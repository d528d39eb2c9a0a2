/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cells of a row of running totals, in as few bytes as can be read without a branch for each
 * figure: most cells of a row are empty, and most figures of the others are small.
 *
 * A cell: three bytes, of whose bits 0 to 9 say which cell it is and two more for each figure how
 * many bytes it takes; then the figures in the order of CollectorCell, little-endian.
 */
#include "config.h"

#include "collector/store/totals/private.h"

#include <string.h>

#define HEAD_BYTES 3
#define INDEX_BITS 10
#define INDEX_MASK ((1u << INDEX_BITS) - 1)
#define N_COUNTS 4 /* they come before the sums */
#define N_WIDTHS 4

G_STATIC_ASSERT (CELLS_A_ROW <= 1 << INDEX_BITS);
G_STATIC_ASSERT (sizeof (CollectorCell) == COLLECTOR_CELL_FIGURES * sizeof (gint64));

/* Of counts, then of sums: what their two bits stand for. The last takes every value. */
static const guint8 widths[2][N_WIDTHS] = { { 0, 1, 2, 4 }, { 0, 3, 4, 8 } };
static const guint64 masks[2][N_WIDTHS]
    = { { 0, 0xff, 0xffff, 0xffffffff }, { 0, 0xffffff, 0xffffffff, G_MAXUINT64 } };

gint32
collector_totals_get_month (gint32 day)
{
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  return day - (mday - 1);
}

void
collector_row_cells_load (CollectorRowCells *row, gconstpointer stored, gsize n)
{
  collector_row_cells_clear (row);
  row->n_bytes = (guint) MIN (n, COLLECTOR_ROW_MAX_BYTES);
  if (row->n_bytes > 0)
    memcpy (row->bytes, stored, row->n_bytes);
  /* A cell that is cut short is read with zeros. */
  memset (row->bytes + row->n_bytes, 0, COLLECTOR_ROW_SPARE_BYTES);
}

void
collector_row_cells_clear (CollectorRowCells *row)
{
  row->n_bytes = 0;
  row->at = 0;
  row->next = 0;
}

/* @kind: of the @n figures. Returns: where they end. */
static inline const guint8 *
read_figures (const guint8 *at, guint kind, guint32 head, gint64 *figures, guint n)
{
  for (guint i = 0; i < n; i++, head >>= 2)
    {
      guint width = head & (N_WIDTHS - 1);
      guint64 word;

      memcpy (&word, at, sizeof word);
      figures[i] = (gint64) (GUINT64_FROM_LE (word) & masks[kind][width]);
      at += widths[kind][width];
    }
  return at;
}

gboolean
collector_row_cells_read (CollectorRowCells *row, guint *index, CollectorCell *cell)
{
  gint64 figures[COLLECTOR_CELL_FIGURES];
  const guint8 *at = row->bytes + row->at;
  guint32 head;

  if (row->at >= row->n_bytes)
    return FALSE;
  head = (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16;
  *index = head & INDEX_MASK;
  if (*index < row->next || *index >= CELLS_A_ROW)
    return FALSE;
  head >>= INDEX_BITS;
  at = read_figures (at + HEAD_BYTES, 0, head, figures, N_COUNTS);
  at = read_figures (at, 1, head >> 2 * N_COUNTS, figures + N_COUNTS,
                     COLLECTOR_CELL_FIGURES - N_COUNTS);
  memcpy (cell, figures, sizeof *cell);
  row->at = (guint) (at - row->bytes);
  row->next = *index + 1;
  return TRUE;
}

static guint
find_width (guint kind, guint64 figure)
{
  guint width = 0;

  while (figure > masks[kind][width])
    width++;
  return width;
}

void
collector_row_cells_write (CollectorRowCells *row, guint index, const CollectorCell *cell)
{
  gint64 figures[COLLECTOR_CELL_FIGURES];
  guint8 *begin = row->bytes + row->n_bytes, *at = begin + HEAD_BYTES;
  guint32 head = index;

  if (collector_cell_is_empty (cell))
    return;
  memcpy (figures, cell, sizeof figures);
  for (guint i = 0; i < COLLECTOR_CELL_FIGURES; i++)
    {
      guint kind = i >= N_COUNTS, width = find_width (kind, (guint64) figures[i]);
      guint64 word = GUINT64_TO_LE ((guint64) figures[i]);

      head |= width << (INDEX_BITS + 2 * i);
      memcpy (at, &word, sizeof word);
      at += widths[kind][width];
    }
  begin[0] = (guint8) head;
  begin[1] = (guint8) (head >> 8);
  begin[2] = (guint8) (head >> 16);
  row->n_bytes = (guint) (at - row->bytes);
}
