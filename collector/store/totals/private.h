/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/totals/totals.h"

G_BEGIN_DECLS

G_STATIC_ASSERT (COLLECTOR_N_CUBES <= 32);

/* The layout, known to the sources of the totals only.
 * Row: the cells of 32 keys of one cube, span and currency, as far as they are not empty. A span is
 * a local day or, beside its days, a month or a third of one (it begins on the 1st, 11th or 21st),
 * which go by their first day. id, from the high bits: third 1, month 1, cube 5, day 17 (since 1970),
 * currency 8, chunk of keys 18. The BLOB: totals/cells.c. The keys of the cube of lines are seats. */
#define KEYS_A_ROW 32
#define CELLS_A_ROW (KEYS_A_ROW * TOLL_N_DIRECTIONS)
#define MAX_DAY ((1 << 17) - 1)
#define MAX_CURRENCY 255
#define MAX_KEY ((1 << 23) - 1)

#define COLLECTOR_THIRD_BIT ((gint64) 1 << 49)
#define COLLECTOR_MONTH_BIT ((gint64) 1 << 48)
#define COLLECTOR_CUBE_SHIFT 43
#define COLLECTOR_DAY_SHIFT 26

static inline gint64
collector_totals_row_id (CollectorCube cube, gint32 day, gint64 currency_id, gint64 key)
{
  return (gint64) cube << COLLECTOR_CUBE_SHIFT | (gint64) CLAMP (day, 0, MAX_DAY) << COLLECTOR_DAY_SHIFT
         | currency_id << 18 | key / KEYS_A_ROW;
}

static inline CollectorCube
collector_totals_row_get_cube (gint64 row_id)
{
  return (CollectorCube) (row_id >> COLLECTOR_CUBE_SHIFT & 0x1f);
}

static inline gint32
collector_totals_row_get_day (gint64 row_id)
{
  return (gint32) (row_id >> COLLECTOR_DAY_SHIFT & MAX_DAY);
}

static inline gint64
collector_totals_row_get_currency (gint64 row_id)
{
  return row_id >> 18 & MAX_CURRENCY;
}

static inline gint64
collector_totals_row_get_key (gint64 row_id, guint cell)
{
  return (row_id & 0x3ffff) * KEYS_A_ROW + cell / TOLL_N_DIRECTIONS;
}

/* The first day of the month that @day is in. */
gint32 collector_totals_get_month (gint32 day);
/* That of the third of a month. totals/spans.c, as what follows */
gint32 collector_totals_get_third (gint32 day);

/* Lines are many: part of a month is then many rows of days. The other cubes have few. */
static inline gboolean
collector_cube_has_thirds (CollectorCube cube)
{
  return cube == COLLECTOR_CUBE_LINE;
}

/* Days, thirds or months that are read in one go. */
typedef struct
{
  gint64 bit; /* 0, COLLECTOR_THIRD_BIT or COLLECTOR_MONTH_BIT: spans that begin on these days */
  gint32 day_from;
  gint32 day_to;
  gboolean is_taken; /* what is read is taken away: the rest of a span that was read whole */
} CollectorSpan;

/* What the cube's days [day_from, day_to) are summed up from, by month ascending.
 * @end: the day behind the last that has calls.
 * Returns: (transfer full): of CollectorSpan. */
GArray *collector_totals_plan (CollectorCube cube, gint32 day_from, gint32 day_to, gint32 end);

/* All days of a cube by its keys as they are stored: of the cube of lines, by seats. totals/read.c
 * Returns: (transfer full): of CollectorTotalsRow; NULL with DATABASE. */
GArray *collector_totals_list_stored (CollectorDb *db, CollectorCube cube, GError **error);

static inline void
collector_cell_add (CollectorCell *cell, const CollectorCell *more)
{
  cell->calls += more->calls;
  cell->answered += more->answered;
  cell->missed += more->missed;
  cell->unrated += more->unrated;
  cell->talk_ms += more->talk_ms;
  cell->ring_ms += more->ring_ms;
  cell->cost_micro += more->cost_micro;
}

static inline void
collector_cell_negate (CollectorCell *cell)
{
  const CollectorCell before = *cell;

  *cell = (CollectorCell){ -before.calls,   -before.answered, -before.missed,   -before.unrated,
                           -before.talk_ms, -before.ring_ms,  -before.cost_micro };
}

static inline gboolean
collector_cell_is_empty (const CollectorCell *cell)
{
  return cell->calls == 0 && cell->answered == 0 && cell->missed == 0 && cell->unrated == 0
         && cell->talk_ms == 0 && cell->ring_ms == 0 && cell->cost_micro == 0;
}

#define COLLECTOR_CELL_FIGURES 7
#define COLLECTOR_CELL_MAX_BYTES (3 + 4 * 4 + 3 * 8)
#define COLLECTOR_ROW_MAX_BYTES (CELLS_A_ROW * COLLECTOR_CELL_MAX_BYTES)
/* Figures are read and written eight bytes at a time, whatever their width. */
#define COLLECTOR_ROW_SPARE_BYTES 8

/* CollectorRowCells: the BLOB of a row while its cells are read or written, in ascending order. */
typedef struct
{
  guint8 bytes[COLLECTOR_ROW_MAX_BYTES + COLLECTOR_ROW_SPARE_BYTES];
  guint n_bytes;
  guint at;
  guint next; /* the cell that may come next */
} CollectorRowCells;

/* Takes the cells of a stored row, to be read. @stored: (nullable) (array length=n) */
void collector_row_cells_load (CollectorRowCells *row, gconstpointer stored, gsize n);
/* The next cell that is not empty. Bytes that make no sense end the row.
 * Returns: FALSE behind the last. */
gboolean collector_row_cells_read (CollectorRowCells *row, guint *index, CollectorCell *cell);
/* Begins a row without cells, to be written. */
void collector_row_cells_clear (CollectorRowCells *row);
/* Appends a cell, unless it is empty. @index: larger than that of the cell before; counts are
 * from 0 to 2^32 - 1. */
void collector_row_cells_write (CollectorRowCells *row, guint index, const CollectorCell *cell);

G_END_DECLS
