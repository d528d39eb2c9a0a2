/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linear scales with ticks at round numbers. Integers throughout, so that a tick is exactly the
 * figure it says.
 */
#include "config.h"

#include "shared/chart/scale.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)

/* Steps of clocks below an hour; from there on 1, 2, 5 hours and their tenfold. */
static const gint64 clock_steps[] = {
  SECOND_MS, 5 * SECOND_MS, 15 * SECOND_MS, 30 * SECOND_MS,
  MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS,
};

/* What a kind counts in: the finest step, and how many of a cell are one at the ticks. */
static const struct
{
  gint64 finest;
  gint64 per_unit;
  const char *unit; /* NULL = the column's */
} kinds[TOLL_N_CELL_KINDS] = {
  [TOLL_CELL_MONEY] = { 1000, 1000000, NULL },
  [TOLL_CELL_SHARE] = { 1000, 10000, "%" },
  [TOLL_CELL_DECIMAL] = { 1, 1000, "" },
};

static gint64
count_steps (gint64 largest, gint64 step)
{
  return largest <= 0 ? 1 : (largest - 1) / step + 1;
}

/* The first of @first times 1, 2, 5, 10, 20 .. that needs few enough steps. */
static gint64
decimal_step (gint64 first, gint64 largest, guint max_steps)
{
  static const guint times[] = { 1, 2, 5 };
  gint64 power = first;

  for (;;)
    {
      for (guint i = 0; i < G_N_ELEMENTS (times); i++)
        if (count_steps (largest, power * times[i]) <= max_steps)
          return power * times[i];
      power *= 10;
    }
}

static gint64
clock_step (gint64 largest, guint max_steps)
{
  for (guint i = 0; i < G_N_ELEMENTS (clock_steps); i++)
    if (count_steps (largest, clock_steps[i]) <= max_steps)
      return clock_steps[i];
  return decimal_step (HOUR_MS, largest, max_steps);
}

static void
init_clock (TollScale *scale, gint64 largest, guint max_steps)
{
  scale->step = clock_step (largest, max_steps);
  scale->per_unit = scale->step >= HOUR_MS     ? HOUR_MS
                    : scale->step >= MINUTE_MS ? MINUTE_MS
                                               : SECOND_MS;
  scale->unit = scale->step >= HOUR_MS ? "h" : scale->step >= MINUTE_MS ? "min" : "s";
}

void
toll_scale_init (TollScale *scale, TollCellKind kind, const char *unit, gint64 largest,
                 guint max_steps)
{
  gint64 finest = MAX (kinds[kind].finest, 1);

  /* Far beyond any figure, and the last tick still fits. */
  largest = CLAMP (largest, 0, G_MAXINT64 / 16);
  max_steps = MAX (max_steps, 1);
  *scale = (TollScale){ .per_unit = MAX (kinds[kind].per_unit, 1) };
  if (kind == TOLL_CELL_DURATION)
    init_clock (scale, largest, max_steps);
  else
    {
      scale->unit = kind == TOLL_CELL_MONEY ? unit : kinds[kind].unit;
      if (largest == 0) /* an empty axis counts to one */
        finest = scale->per_unit;
      scale->step = decimal_step (finest, largest, max_steps);
    }
  if (scale->unit == NULL)
    scale->unit = "";
  scale->max = count_steps (largest, scale->step) * scale->step;
  for (gint64 power = scale->per_unit; scale->step % power != 0; power /= 10)
    scale->decimals++;
}

guint
toll_scale_get_n_ticks (const TollScale *scale)
{
  return scale->max / scale->step + 1;
}

gint64
toll_scale_get_number (const TollScale *scale, guint index)
{
  gint64 power = scale->per_unit;

  for (guint i = 0; i < scale->decimals; i++)
    power /= 10;
  return index * scale->step / power;
}

double
toll_scale_map (const TollScale *scale, gint64 figure)
{
  return (double) CLAMP (figure, 0, scale->max) / scale->max;
}

gint64
toll_scale_share (gint64 part, gint64 whole)
{
  if (part <= 0 || whole <= 0)
    return 0;
  return ((__int128) MIN (part, whole) * 1000000 + whole / 2) / whole;
}

gint64
toll_scale_add (gint64 a, gint64 b)
{
  gint64 sum;

  if (__builtin_add_overflow (a, b, &sum))
    return b > 0 ? G_MAXINT64 : G_MININT64;
  return sum;
}
