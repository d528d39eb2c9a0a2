/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periods: a table of units around today, and what a JSON object says.
 */
#include "config.h"

#include "shared/model/period.h"

#include <string.h>

#include "shared/base/error.h"

/* The longest time a figure may name: year 9999. */
#define MAX_MS   G_GINT64_CONSTANT (253402300800000)
#define MAX_DAYS 3660

typedef enum
{
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_BILLING, /* a month from the billing day on */
  UNIT_QUARTER,
  UNIT_YEAR,
} Unit;

typedef struct
{
  const char *name;
  Unit unit;
  int from; /* units from the one today lies in */
  int to;   /* exclusive */
} Row;

static const Row rows[] = {
  { "today", UNIT_DAY, 0, 1 },
  { "yesterday", UNIT_DAY, -1, 0 },
  { "this_week", UNIT_WEEK, 0, 1 },
  { "last_week", UNIT_WEEK, -1, 0 },
  { "this_month", UNIT_MONTH, 0, 1 },
  { "last_month", UNIT_MONTH, -1, 0 },
  { "last_12_months", UNIT_MONTH, -11, 1 },
  { "this_billing_period", UNIT_BILLING, 0, 1 },
  { "last_billing_period", UNIT_BILLING, -1, 0 },
  { "this_quarter", UNIT_QUARTER, 0, 1 },
  { "last_quarter", UNIT_QUARTER, -1, 0 },
  { "this_year", UNIT_YEAR, 0, 1 },
  { "last_year", UNIT_YEAR, -1, 0 },
};

gboolean
toll_period_is_everything (const TollPeriod *period)
{
  return *period->relative == '\0' && period->to_ms == 0;
}

/* "last_45_days" as a row of its own. */
static gboolean
read_last_days (const char *name, Row *row)
{
  guint64 n;
  char *end;

  if (!g_str_has_prefix (name, "last_") || !g_ascii_isdigit (name[5]))
    return FALSE;
  n = g_ascii_strtoull (name + 5, &end, 10);
  if (strcmp (end, "_days") != 0 || n < 1 || n > MAX_DAYS)
    return FALSE;
  *row = (Row){ name, UNIT_DAY, 1 - (int) n, 1 };
  return TRUE;
}

static gboolean
find_row (const char *name, Row *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, name) == 0)
      {
        *row = rows[i];
        return TRUE;
      }
  return read_last_days (name, row);
}

/* First day of the @step-th unit from the one @today lies in. */
static gint32
find_day (Unit unit, gint32 today, guint billing_day, int step)
{
  gint32 late = unit == UNIT_BILLING ? (gint32) billing_day - 1 : 0;
  int year, month, mday, months;

  toll_day_to_date (today - late, &year, &month, &mday);
  switch (unit)
    {
    case UNIT_DAY:
      return today + step;
    case UNIT_WEEK:
      return today - (toll_day_get_weekday (today) - 1) + 7 * step;
    case UNIT_YEAR:
      return toll_day_from_date (year + step, 1, 1);
    case UNIT_QUARTER:
      months = year * 12 + (month - 1) / 3 * 3 + 3 * step;
      return toll_day_from_date (months / 12, months % 12 + 1, 1);
    case UNIT_MONTH:
    case UNIT_BILLING:
    default:
      months = year * 12 + month - 1 + step;
      return toll_day_from_date (months / 12, months % 12 + 1, 1) + late;
    }
}

static void
resolve_row (const Row *row, int shift, const TollPeriodNow *now, gint64 *from_ms, gint64 *to_ms)
{
  gint32 today, second;

  toll_zone_to_local (now->zone, now->now_ms, &today, &second);
  *from_ms = toll_zone_from_local (
      now->zone, find_day (row->unit, today, now->billing_day, row->from + shift), 0);
  *to_ms = toll_zone_from_local (
      now->zone, find_day (row->unit, today, now->billing_day, row->to + shift), 0);
}

gboolean
toll_period_resolve (const TollPeriod *period, const TollPeriodNow *now, const char *path,
                     gint64 *from_ms, gint64 *to_ms, GError **error)
{
  Row row;

  *from_ms = period->from_ms;
  *to_ms = period->to_ms;
  if (*period->relative == '\0')
    return TRUE;
  if (!find_row (period->relative, &row))
    {
      g_autofree char *field = g_strconcat (path, ".relative", NULL);

      toll_error_set_field (error, field, "unknown period");
      return FALSE;
    }
  resolve_row (&row, 0, now, from_ms, to_ms);
  return TRUE;
}

/* TRUE when @ms is a local midnight; @day: of which day. */
static gboolean
is_midnight (const TollZone *zone, gint64 ms, gint32 *day)
{
  gint32 second;

  toll_zone_to_local (zone, ms, day, &second);
  return toll_zone_from_local (zone, *day, 0) == ms;
}

/* How many whole calendar months lie between two days; 0 = not such. */
static int
count_months (gint32 from, gint32 to)
{
  int year, month, mday, to_year, to_month, to_mday;

  toll_day_to_date (from, &year, &month, &mday);
  toll_day_to_date (to, &to_year, &to_month, &to_mday);
  return mday == 1 && to_mday == 1 ? (to_year - year) * 12 + to_month - month : 0;
}

/* As much before as @from_ms to @to_ms lasts. */
static void
resolve_instants_before (const TollZone *zone, gint64 *from_ms, gint64 *to_ms)
{
  gint64 length_ms = *to_ms - *from_ms;
  gint32 from, to;
  int n_months;

  if (!is_midnight (zone, *from_ms, &from) || !is_midnight (zone, *to_ms, &to))
    {
      *to_ms = *from_ms;
      *from_ms = MAX (0, *from_ms - length_ms);
      return;
    }
  *to_ms = *from_ms;
  n_months = count_months (from, to);
  *from_ms = toll_zone_from_local (
      zone, n_months > 0 ? find_day (UNIT_MONTH, from, 1, -n_months) : from - (to - from), 0);
}

/* The same local date and time a year before. Instead of the 29th of February that year has the 28th
 * where @ends_february, else the 1st of March. */
static gint64
find_year_before (const TollZone *zone, gint64 ms, gboolean ends_february)
{
  gint32 day, second;
  int year, month, mday;

  toll_zone_to_local (zone, ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  if (ends_february && month == 2)
    mday = MIN (mday, 28);
  return toll_zone_from_local (zone, toll_day_from_date (year - 1, month, mday), second);
}

/* What begins on the 29th of February begins on the 28th then; what ends on it, too, unless it began
 * on another day: it has all of the 28th. */
static void
resolve_year_before (const TollZone *zone, gint64 *from_ms, gint64 *to_ms)
{
  gint32 first, last, second;

  toll_zone_to_local (zone, *from_ms, &first, &second);
  toll_zone_to_local (zone, *to_ms, &last, &second);
  *from_ms = find_year_before (zone, *from_ms, TRUE);
  *to_ms = find_year_before (zone, *to_ms, first == last);
}

void
toll_period_resolve_other (const TollPeriod *period, gboolean a_year, const TollPeriodNow *now,
                           gint64 *from_ms, gint64 *to_ms)
{
  Row row;
  gboolean is_relative = find_row (period->relative, &row);

  *from_ms = period->from_ms;
  *to_ms = period->to_ms;
  if (is_relative)
    resolve_row (&row, a_year ? 0 : row.from - row.to, now, from_ms, to_ms);
  if (a_year)
    resolve_year_before (now->zone, from_ms, to_ms);
  else if (!is_relative)
    resolve_instants_before (now->zone, from_ms, to_ms);
}

/* The range is told of what lies outside it, the order of what lies inside. */
static gboolean
check_instants (const TollPeriod *period, const char *path, GError **error)
{
  const struct
  {
    const char *name;
    gint64 ms;
  } ends[] = { { "from_ms", period->from_ms }, { "to_ms", period->to_ms } };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i].ms < 0 || ends[i].ms > MAX_MS)
      {
        g_autofree char *field = g_strconcat (path, ".", ends[i].name, NULL);

        toll_error_set_field (error, field, "milliseconds from 1970 to 9999 are expected");
        return FALSE;
      }
  if (period->to_ms > period->from_ms)
    return TRUE;
  toll_error_set_field (error, path, "to_ms must lie behind from_ms");
  return FALSE;
}

gboolean
toll_period_read (TollPeriod *period, const TollJsonValue *object, const char *path,
                  GError **error)
{
  static const char *const relative[] = { "relative", NULL };
  static const char *const absolute[] = { "from_ms", "to_ms", NULL };
  static const char *const none[] = { NULL };
  g_autofree char *field = g_strconcat (path, ".relative", NULL);
  const char *name;
  Row row;

  *period = (TollPeriod){ 0 };
  if (toll_json_value_get_member (object, "relative") != NULL)
    {
      if (!toll_json_check_members (object, path, relative, error)
          || !toll_json_require_text (object, path, "relative", &name, error))
        return FALSE;
      if (strcmp (name, "everything") == 0)
        return TRUE;
      if (!find_row (name, &row))
        {
          toll_error_set_field (error, field, "unknown period");
          return FALSE;
        }
      g_strlcpy (period->relative, name, sizeof period->relative);
      return TRUE;
    }
  /* Nothing said is everything. */
  if (toll_json_check_members (object, path, none, NULL))
    return TRUE;
  if (!toll_json_check_members (object, path, absolute, error)
      || !toll_json_require_int (object, path, "from_ms", &period->from_ms, error)
      || !toll_json_require_int (object, path, "to_ms", &period->to_ms, error))
    return FALSE;
  return check_instants (period, path, error);
}

void
toll_period_write (const TollPeriod *period, TollJsonWriter *json, const char *name)
{
  toll_json_begin_object (json, name);
  if (*period->relative != '\0')
    toll_json_add_text (json, "relative", period->relative);
  else if (toll_period_is_everything (period))
    toll_json_add_text (json, "relative", "everything");
  else
    {
      toll_json_add_int (json, "from_ms", period->from_ms);
      toll_json_add_int (json, "to_ms", period->to_ms);
    }
  toll_json_end_object (json);
}
