/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which rows of the running totals a period is summed up from: months where it has whole ones, thirds
 * of them where the cube has those, days, or a longer span without the rest of it, whichever is least
 * to read.
 */
#include "config.h"

#include "collector/store/totals/private.h"

/* From the smallest. Every unit begins and ends where smaller ones do. */
typedef enum
{
  UNIT_DAY,
  UNIT_THIRD,
  UNIT_MONTH,
} Unit;

static const gint64 unit_bits[] = { 0, COLLECTOR_THIRD_BIT, COLLECTOR_MONTH_BIT };
static const gint32 unit_days[] = { 1, 10, 30 }; /* about */

typedef struct
{
  gboolean has_thirds;
  gint32 end;    /* the day behind the last that has calls: what comes then costs nothing to read */
  GArray *spans; /* (nullable): of CollectorSpan; NULL = only what it would cost */
} Planning;

gint32
collector_totals_get_third (gint32 day)
{
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  return day - (mday - 1) + MIN ((mday - 1) / 10, 2) * 10;
}

static gint32
get_begin (Unit unit, gint32 day)
{
  return unit == UNIT_MONTH ? collector_totals_get_month (day) : collector_totals_get_third (day);
}

/* Where the unit that begins on @begin ends. */
static gint32
get_end (Unit unit, gint32 begin)
{
  gint32 third = begin + 10;

  if (unit == UNIT_MONTH)
    return collector_totals_get_month (begin + 31);
  return collector_totals_get_third (third) == third ? third
                                                     : collector_totals_get_month (begin + 31);
}

/* Returns: how many rows it takes. */
static guint
add_span (Planning *self, Unit unit, gint32 from, gint32 to, gboolean is_taken)
{
  const CollectorSpan span = { unit_bits[unit], from, to, is_taken };

  if (self->spans != NULL && from < to)
    g_array_append_val (self->spans, span);
  return (to - from + unit_days[unit] / 2) / unit_days[unit];
}

static guint plan (Planning *self, Unit unit, gint32 from, gint32 to, gboolean is_taken);

/* [from, to) is a part of the unit of [begin, end). Returns: how many rows it takes, as the next. */
static guint
plan_part (Planning *self, Unit unit, gint32 begin, gint32 from, gint32 to, gboolean is_taken)
{
  Unit smaller = unit == UNIT_MONTH && !self->has_thirds ? UNIT_DAY : (Unit) (unit - 1);
  Planning asking = { self->has_thirds, self->end, NULL };
  gint32 end = get_end (unit, begin);
  guint within, without;

  within = plan (&asking, smaller, from, to, is_taken);
  without = 1 + plan (&asking, smaller, begin, from, !is_taken)
            + plan (&asking, smaller, to, end, !is_taken);
  if (self->spans != NULL && within <= without)
    plan (self, smaller, from, to, is_taken);
  else if (self->spans != NULL)
    {
      add_span (self, unit, begin, end, is_taken);
      plan (self, smaller, begin, from, !is_taken);
      plan (self, smaller, to, end, !is_taken);
    }
  return MIN (within, without);
}

static guint
plan (Planning *self, Unit unit, gint32 from, gint32 to, gboolean is_taken)
{
  gint32 begin, first, last;
  guint cost;

  to = MIN (to, self->end);
  if (from >= to)
    return 0;
  if (unit == UNIT_DAY)
    return add_span (self, unit, from, to, is_taken);
  begin = get_begin (unit, from);
  first = begin == from ? from : get_end (unit, begin);
  last = get_begin (unit, to);
  if (first > last)
    return plan_part (self, unit, begin, from, to, is_taken);
  cost = from < first ? plan_part (self, unit, begin, from, first, is_taken) : 0;
  cost += add_span (self, unit, first, last, is_taken);
  return cost + (last < to ? plan_part (self, unit, last, last, to, is_taken) : 0);
}

GArray *
collector_totals_plan (CollectorCube cube, gint32 day_from, gint32 day_to, gint32 end)
{
  Planning self = { collector_cube_has_thirds (cube), end,
                    g_array_new (FALSE, FALSE, sizeof (CollectorSpan)) };

  plan (&self, UNIT_MONTH, day_from, day_to, FALSE);
  return self.spans;
}
