/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* TollScale: a linear axis for the figures of one kind. It begins at zero, ends at a tick, and
 * ticks at numbers that people count in: 1, 2, 5 of every power of ten; 1, 5, 15, 30 seconds and
 * minutes; hours. Pure; any thread. */
typedef struct
{
  gint64 step;      /* from tick to tick, in the unit of the cells; > 0 */
  gint64 max;       /* the last tick: step or a multiple of it */
  gint64 per_unit;  /* cells hold this many for 1 at a tick: 3,600,000 where ticks say hours */
  guint decimals;   /* of the numbers at ticks */
  const char *unit; /* what ticks count: "h", "min", "s", "%", an ISO 4217 code, "" = pieces */
} TollScale;

/* Makes the scale for figures of @kind up to @largest (below zero reads as zero) with at most
 * @max_steps (>= 1) steps. @unit: of the column; it must outlive the scale. */
void toll_scale_init (TollScale *scale, TollCellKind kind, const char *unit, gint64 largest,
                      guint max_steps);

/* Returns: how many ticks there are, zero being the first: at least 2. */
guint toll_scale_get_n_ticks (const TollScale *scale);

/* Returns: the number to write at tick @index, in units of 10^-decimals. */
gint64 toll_scale_get_number (const TollScale *scale, guint index);

/* Returns: where @figure lies, 0 = zero .. 1 = max; figures outside lie at the ends. */
double toll_scale_map (const TollScale *scale, gint64 figure);

/* The part of a whole in millionths, half up; 0 of nothing. */
gint64 toll_scale_share (gint64 part, gint64 whole);

/* @a + @b, held at the ends of what fits. */
gint64 toll_scale_add (gint64 a, gint64 b);

G_END_DECLS
