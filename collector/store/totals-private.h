/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/totals.h"

G_BEGIN_DECLS

/* The layout, known to the sources of the totals only.
 * Row: 32 keys of one cube, day and currency. id, from the high bits: cube 5, day 17 (days since
 * 1970), currency 8, chunk 18. Its BLOB: 32 x 4 directions cells of 40 bytes, little-endian:
 * u32 calls, answered, missed, unrated, i64 talk_ms, ring_ms, cost_micro. */
#define KEYS_A_ROW 32
#define CELLS_A_ROW (KEYS_A_ROW * TOLL_N_DIRECTIONS)
#define CELL_BYTES 40
#define ROW_BYTES (CELLS_A_ROW * CELL_BYTES)
#define MAX_DAY ((1 << 17) - 1)
#define MAX_CURRENCY 255
#define MAX_KEY ((1 << 23) - 1)

static inline gint64
collector_totals_row_id (CollectorCube cube, gint32 day, gint64 currency_id, gint64 key)
{
  return (gint64) cube << 43 | (gint64) CLAMP (day, 0, MAX_DAY) << 26 | currency_id << 18
         | key / KEYS_A_ROW;
}

static inline void
collector_cell_read (const guint8 *at, CollectorCell *cell)
{
  guint32 counts[4];
  gint64 sums[3];

  memcpy (counts, at, sizeof counts);
  memcpy (sums, at + sizeof counts, sizeof sums);
  cell->calls = GUINT32_FROM_LE (counts[0]);
  cell->answered = GUINT32_FROM_LE (counts[1]);
  cell->missed = GUINT32_FROM_LE (counts[2]);
  cell->unrated = GUINT32_FROM_LE (counts[3]);
  cell->talk_ms = GINT64_FROM_LE (sums[0]);
  cell->ring_ms = GINT64_FROM_LE (sums[1]);
  cell->cost_micro = GINT64_FROM_LE (sums[2]);
}

static inline void
collector_cell_write (guint8 *at, const CollectorCell *cell)
{
  guint32 counts[4] = { GUINT32_TO_LE ((guint32) cell->calls),
                        GUINT32_TO_LE ((guint32) cell->answered),
                        GUINT32_TO_LE ((guint32) cell->missed),
                        GUINT32_TO_LE ((guint32) cell->unrated) };
  gint64 sums[3] = { GINT64_TO_LE (cell->talk_ms), GINT64_TO_LE (cell->ring_ms),
                     GINT64_TO_LE (cell->cost_micro) };

  memcpy (at, counts, sizeof counts);
  memcpy (at + sizeof counts, sums, sizeof sums);
}

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

static inline gboolean
collector_cell_is_empty (const CollectorCell *cell)
{
  return cell->calls == 0 && cell->answered == 0 && cell->missed == 0 && cell->unrated == 0
         && cell->talk_ms == 0 && cell->ring_ms == 0 && cell->cost_micro == 0;
}

G_END_DECLS
