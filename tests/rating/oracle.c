/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pricing rules written down a second time, as plainly as possible: slow on purpose.
 */
#include "tests/rating/oracle.h"

#include <stdio.h>
#include <string.h>

#include "shared/base/money.h"

/* Every unit of the made-up tariffs divides an hour. */
#define UNIT_MS G_GINT64_CONSTANT (3600000)
#define MAX_PARTS 16

typedef struct
{
  gint64 start_ms, price_e8, per_s, increment_ms;
} Step;

typedef struct
{
  char **parts; /* of the band's text, NULL for a rate without bands */
  gint64 weight, fee_e8;
  Step steps[MAX_PARTS];
  guint n_steps;
} Band;

typedef struct
{
  GTimeZone *zone;
  Band bands[MAX_PARTS];
  guint n_bands;
  gboolean timed, start_band, advance, total, truncate;
  gint64 connect_ms;
} Oracle;

static gint64
amount (const char *text)
{
  gint64 value = 0;

  if (text != NULL && text[0] != '\0')
    g_assert_true (toll_money_parse (text, 8, &value, NULL));
  return value;
}

static const char *
option (const char *rounding, const char *name)
{
  const char *found = strstr (rounding, name);

  return found != NULL ? found + strlen (name) : NULL;
}

static gint64
amount_option (const char *rounding, const char *name)
{
  const char *found = option (rounding, name);
  g_autofree char *text = found != NULL ? g_strndup (found, strcspn (found, " ")) : NULL;

  return amount (text);
}

static void
read_steps (Band *band, const char *text)
{
  g_auto (GStrv) list = g_strsplit (text, ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) part = g_strsplit (list[i], ":", -1);
      Step *step = &band->steps[band->n_steps++];

      step->start_ms = g_ascii_strtoll (part[0], NULL, 10) * 1000;
      step->price_e8 = amount (part[1]);
      step->per_s = g_ascii_strtoll (part[2], NULL, 10);
      step->increment_ms = g_ascii_strtoll (part[3], NULL, 10) * 1000;
    }
}

static void
oracle_init (Oracle *oracle, const GrammarCase *row)
{
  g_auto (GStrv) parts = g_strsplit (row->time_bands, "|", -1);
  const char *zone = parts[0] != NULL ? strchr (parts[0], '@') : NULL;
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (row->start_time, NULL);

  memset (oracle, 0, sizeof *oracle);
  oracle->zone = g_time_zone_new_identifier (zone != NULL ? zone + 1 : "UTC");
  oracle->connect_ms
      = g_date_time_to_unix (start) * 1000 + g_date_time_get_microsecond (start) / 1000;
  oracle->advance = option (row->rounding, "advance=1") != NULL;
  oracle->total = option (row->rounding, "total=1") != NULL;
  oracle->truncate = option (row->rounding, "overlap=truncate") != NULL;
  oracle->timed = parts[0] != NULL;
  oracle->start_band = oracle->timed && g_str_has_prefix (parts[0], "start");
  for (guint i = 1; oracle->timed && parts[i] != NULL; i++)
    {
      Band *band = &oracle->bands[oracle->n_bands++];

      band->parts = g_strsplit (parts[i], ",", -1);
      band->weight = g_ascii_strtoll (band->parts[3], NULL, 10);
      band->fee_e8 = amount (band->parts[4]);
      read_steps (band, band->parts[5]);
    }
  if (!oracle->timed)
    {
      oracle->n_bands = 1;
      oracle->bands[0].fee_e8 = amount (row->connect_fee);
      read_steps (&oracle->bands[0], row->steps);
    }
}

static void
oracle_clear (Oracle *oracle)
{
  g_time_zone_unref (oracle->zone);
  for (guint i = 0; i < oracle->n_bands; i++)
    g_strfreev (oracle->bands[i].parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Oracle, oracle_clear)

static gboolean
day_holds (const char *days, const GDate *date)
{
  g_autofree char *text
      = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                         g_date_get_day (date));
  g_autofree char *yearly
      = g_strdup_printf ("d%02d%02d", g_date_get_month (date), g_date_get_day (date));
  int weekday = g_date_get_weekday (date);

  if (strcmp (days, "*") == 0)
    return TRUE;
  if (days[0] == 'd')
    return strcmp (days, yearly) == 0;
  if (days[0] == 'D')
    return strncmp (text, days + 1, 10) >= 0 && strncmp (text, days + 12, 10) < 0;
  if (strcmp (days, "1-5") == 0)
    return weekday <= 5;
  return strchr (days, '0' + weekday) != NULL;
}

static int
time_of (const char *text)
{
  int hour = 0, minute = 0, second = 0;

  sscanf (text, "%d:%d:%d", &hour, &minute, &second);
  return hour * 3600 + minute * 60 + second;
}

static gboolean
window_holds (const char *windows, int second)
{
  g_auto (GStrv) list = g_strsplit (windows, "+", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      int from = time_of (list[i]), to = time_of (strchr (list[i], '-') + 1);

      if (from < to ? second >= from && second < to : second >= from || second < to)
        return TRUE;
    }
  return FALSE;
}

static Band *
band_at (Oracle *oracle, gint64 position_ms)
{
  gint64 utc_ms = oracle->connect_ms + position_ms;
  int interval = g_time_zone_find_interval (oracle->zone, G_TIME_TYPE_UNIVERSAL, utc_ms / 1000);
  gint64 local_s = utc_ms / 1000 + g_time_zone_get_offset (oracle->zone, interval);
  Band *best = NULL;
  GDate date;

  if (!oracle->timed)
    return &oracle->bands[0];
  g_date_clear (&date, 1);
  g_date_set_julian (&date, 719163 + local_s / 86400);
  for (guint i = 0; i < oracle->n_bands; i++)
    {
      Band *band = &oracle->bands[i];

      if (day_holds (band->parts[1], &date) && window_holds (band->parts[2], local_s % 86400)
          && (best == NULL || band->weight > best->weight))
        best = band;
    }
  return best;
}

static Step *
step_at (Band *band, gint64 position_ms)
{
  Step *found = &band->steps[0];

  for (guint i = 0; i < band->n_steps; i++)
    if (band->steps[i].start_ms <= position_ms)
      found = &band->steps[i];
  return found;
}

/* First instant after @position_ms and before @to_ms at which band or step is another: they change
 * at whole seconds of the call (steps) or of the clock (bands). */
static gint64
find_change (Oracle *oracle, Band *band, gint64 position_ms, gint64 to_ms)
{
  gint64 second_ms = 1000 - (oracle->connect_ms + position_ms) % 1000;
  Step *step = step_at (band, position_ms);

  for (gint64 at_ms = (position_ms / 1000 + 1) * 1000; at_ms < to_ms; at_ms += 1000)
    if (step_at (band, at_ms) != step)
      {
        to_ms = at_ms;
        break;
      }
  if (oracle->start_band)
    return to_ms;
  for (gint64 at_ms = position_ms + second_ms; at_ms < to_ms; at_ms += 1000)
    if (band_at (oracle, at_ms) != band)
      return at_ms;
  return to_ms;
}

static gint64
round_duration (gint64 ms, const char *rounding)
{
  if (option (rounding, "dur=ceil") != NULL)
    return (ms + 999) / 1000 * 1000;
  if (option (rounding, "dur=floor") != NULL)
    return ms / 1000 * 1000;
  if (option (rounding, "dur=half_up") != NULL)
    return (ms + 500) / 1000 * 1000;
  return ms;
}

/* Usage in 10^-8 / UNIT_MS, increment by increment. */
static gboolean
sum_usage (Oracle *oracle, Band *first, gint64 duration_ms, __int128 *usage)
{
  gint64 end_ms = duration_ms + (oracle->advance ? 1 : 0), limit_ms = G_MAXINT64;
  Band *band = first;

  if (oracle->total && end_ms > first->steps[0].increment_ms)
    {
      gint64 last_ms = step_at (first, end_ms - 1)->increment_ms;

      end_ms = limit_ms = (end_ms + last_ms - 1) / last_ms * last_ms;
    }
  *usage = 0;
  for (gint64 position_ms = 0, to_ms; position_ms < end_ms; position_ms = to_ms)
    {
      Step *step;

      if (!oracle->start_band)
        band = band_at (oracle, position_ms);
      if (band == NULL)
        return FALSE;
      step = step_at (band, position_ms);
      to_ms = position_ms + step->increment_ms;
      if (oracle->truncate)
        to_ms = find_change (oracle, band, position_ms, to_ms);
      to_ms = MIN (to_ms, limit_ms);
      *usage += (__int128) step->price_e8 * (to_ms - position_ms) * (3600 / step->per_s);
    }
  return TRUE;
}

/* @sum / @denominator to micro units, at the decimals and in the mode of @rounding. */
static gint64
round_cost (__int128 sum, __int128 denominator, const char *rounding)
{
  gboolean exact = g_str_has_prefix (rounding, "exact"), negative = sum < 0;
  int decimals = exact ? 6 : strchr (rounding, '@')[1] - '0';
  __int128 magnitude = negative ? -sum : sum, quotient, rest;
  gint64 result;

  for (int i = decimals; i < 8; i++)
    denominator *= 10;
  quotient = magnitude / denominator;
  rest = magnitude % denominator;
  if (g_str_has_prefix (rounding, "up"))
    quotient += rest > 0;
  else if (g_str_has_prefix (rounding, "half_even"))
    quotient += rest * 2 > denominator || (rest * 2 == denominator && quotient % 2 == 1);
  else if (!g_str_has_prefix (rounding, "down"))
    quotient += rest * 2 >= denominator;
  result = quotient;
  for (int i = decimals; i < 6; i++)
    result *= 10;
  return negative ? -result : result;
}

gboolean
oracle_price (const GrammarCase *row, gint64 *cost_micro)
{
  g_auto (Oracle) oracle = { 0 };
  __int128 sum;
  gint64 duration_ms;
  Band *first;

  oracle_init (&oracle, row);
  g_assert_true (toll_money_parse (row->duration_s, 3, &duration_ms, NULL));
  duration_ms = round_duration (duration_ms, row->rounding);
  *cost_micro = 0;
  if (duration_ms == 0 || duration_ms * 100000 <= amount_option (row->rounding, "grace="))
    return TRUE;
  first = band_at (&oracle, 0);
  if (first == NULL || !sum_usage (&oracle, first, duration_ms, &sum))
    return FALSE;
  if (option (row->rounding, "firstleg=0") == NULL)
    sum += (__int128) first->fee_e8 * UNIT_MS;
  if (option (row->rounding, "max=") != NULL)
    sum = MIN (sum, (__int128) amount_option (row->rounding, "max=") * UNIT_MS);
  if (option (row->rounding, "min=") != NULL)
    sum = MAX (sum, (__int128) amount_option (row->rounding, "min=") * UNIT_MS);
  sum *= 10000 + amount_option (row->rounding, "markup=") / 10000;
  sum *= 10000 + amount_option (row->rounding, "vat=") / 10000;
  *cost_micro = round_cost (sum, (__int128) UNIT_MS * 100000000, row->rounding);
  return TRUE;
}
