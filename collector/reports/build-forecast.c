/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a period will have cost at its end: what was spent until now, day upon day, and for the days to
 * come what such weekdays cost in the eight weeks before, with a band in which four of five such
 * ends lie, as if days were independent. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>
#include <math.h>

#include "collector/store/currencies.h"
#include "shared/base/error.h"

#define N_BEFORE  56     /* days that tell what weekdays cost */
#define N_LEAST   7      /* of them, for a forecast */
#define MOST_DAYS 400
#define TWO_SIDED 1.2816 /* standard deviations of a normal sum: 10 % beyond on each side */

enum
{
  DAY,
  COST,
  FORECAST,
  LOW,
  HIGH,
  N_COLUMNS
};

/* Costs of days of the run's zone, from @first on. */
typedef struct
{
  gint32 first;
  guint n_days;
  gint64 *cost_micro; /* owned */
  gint32 begin;       /* the first with a call; G_MAXINT32 = none */
} Days;

/* What a day of the week costs: mean and variance. */
typedef struct
{
  double mean[8];
  double variance[8];
  gboolean is_known;
} Habit;

static void
take_days (Days *days, const CollectorGroups *groups, guint currency)
{
  for (guint i = 0; i < groups->groups->len; i++)
    {
      const CollectorGroup *group = collector_groups_get (groups, i);
      gint64 at = group->keys[0].figure - days->first;

      if (at < 0 || at >= days->n_days)
        continue;
      days->begin = MIN (days->begin, (gint32) group->keys[0].figure);
      if (currency < groups->currencies->len)
        days->cost_micro[at] += group->costs[currency * COLLECTOR_N_MONEYS + COLLECTOR_MONEY_COST];
    }
}

/* The calls that the run asks for, day by day, from @days->first until the end of @last. */
static gboolean
load_days (CollectorReportRun *run, Days *days, gint32 last, guint currency, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  g_autoptr (CollectorGroups) groups = NULL;

  days->n_days = (guint) (last + 1 - days->first);
  days->cost_micro = g_new0 (gint64, days->n_days);
  days->begin = G_MAXINT32;
  query.from_ms = toll_zone_from_local (run->zone, days->first, 0);
  query.to_ms = toll_zone_from_local (run->zone, last + 1, 0);
  groups = collector_query_group (run->db, &query,
                                  COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_CALLS)
                                      | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_COST_MICRO),
                                  error);
  if (groups == NULL)
    return FALSE;
  take_days (days, groups, currency);
  return TRUE;
}

/* Of @n days' costs, as of one kind. */
static double
get_variance (double sum, double square, double n)
{
  return MAX (0, square / n - sum / n * (sum / n));
}

/* Of the days before @today; those before the ledger's first call tell nothing. What one day alone
 * tells is no habit: how far such days differ is then taken from all days. */
static Habit
learn (const Days *days, gint32 today)
{
  gint32 from = MAX (days->first, days->begin);
  double sums[8] = { 0 }, squares[8] = { 0 }, n[8] = { 0 }; /* 0: of all days */
  Habit habit = { .is_known = days->begin != G_MAXINT32 && today - from >= N_LEAST };

  for (gint32 day = MAX (from, today - N_BEFORE); habit.is_known && day < today; day++)
    {
      int weekday = toll_day_get_weekday (day);
      double cost = (double) days->cost_micro[day - days->first];

      for (int i = 0; i <= weekday; i += weekday)
        {
          sums[i] += cost;
          squares[i] += cost * cost;
          n[i]++;
        }
    }
  for (int i = 1; habit.is_known && i <= 7; i++)
    {
      habit.mean[i] = n[i] > 0 ? sums[i] / n[i] : 0;
      habit.variance[i] = n[i] > 1 ? get_variance (sums[i], squares[i], n[i])
                                   : get_variance (sums[0], squares[0], n[0]);
    }
  return habit;
}

static void
set_money (TollReportRow *row, guint column, double micro)
{
  toll_cell_set_figure (&row->cells[column], (gint64) llround (micro));
}

static void
set_expected (TollReportRow *row, double spent, double expected, double variance)
{
  double width = TWO_SIDED * sqrt (variance);

  set_money (row, FORECAST, expected);
  set_money (row, LOW, MAX (spent, expected - width));
  set_money (row, HIGH, expected + width);
}

/* A row for each day; behind today only what is expected. */
static void
add_rows (CollectorReportRun *run, const Days *days, gint32 from, gint32 to, gint32 today)
{
  TollReportDoc *doc = run->doc;
  Habit habit = learn (days, today);
  double spent = 0, expected = 0, variance = 0;

  toll_report_doc_init_row (doc, &doc->totals);
  for (gint32 day = from; day < to; day++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);
      int weekday = toll_day_get_weekday (day);
      double cost = day <= today ? (double) days->cost_micro[day - days->first] : 0;

      toll_cell_set_figure (&row->cells[DAY], day);
      row->keys[0] = row->cells[DAY];
      spent += cost;
      expected += day < today ? cost : MAX (cost, habit.mean[weekday]);
      variance += day < today ? 0 : habit.variance[weekday];
      if (day <= today)
        set_money (row, COST, spent);
      /* The lines meet on the day before. */
      if (habit.is_known && day >= today - 1 && to > today)
        set_expected (row, spent, expected, variance);
    }
  set_money (&doc->totals, COST, spent);
  if (habit.is_known && to > today)
    set_expected (&doc->totals, spent, expected, variance);
}

static gboolean
check_spec (const TollReportSpec *spec, GError **error)
{
  const struct
  {
    gboolean is_said;
    const char *member;
  } members[] = {
    { spec->n_keys != 1 || g_strcmp0 (spec->group_by[0], "day") != 0, "spec.group_by" },
    { spec->fields != NULL, "spec.fields" },
    { spec->sort->len > 0, "spec.sort" },
    { spec->limit != 0, "spec.limit" },
    { spec->compare != TOLL_COMPARE_NONE, "spec.compare" },
    { spec->section != NULL, "spec.section" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].is_said)
      {
        toll_error_set_field (error, members[i].member,
                              "a forecast is always day by day, whole and in their order");
        return FALSE;
      }
  return TRUE;
}

/* The calls of all its days, which are whole ones whenever the period begins and ends.
 * @currency: "" = there is no other. */
static const char *
make_drill (const CollectorReportRun *run, const char *currency)
{
  gint32 from, to, second;
  g_autofree char *text = NULL, *only = NULL;

  toll_zone_to_local (run->zone, run->from_ms, &from, &second);
  toll_zone_to_local (run->zone, run->to_ms - 1, &to, &second);
  if (*currency != '\0')
    only = g_strdup_printf (
        ",\"where\":{\"field\":\"currency\",\"op\":\"is\",\"value\":\"%s\"}", currency);
  text = g_strdup_printf ("{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT
                          "},\"rating_states\":[\"rated\"]%s}",
                          toll_zone_from_local (run->zone, from, 0),
                          toll_zone_from_local (run->zone, to + 1, 0), only != NULL ? only : "");
  return toll_arena_strdup (run->doc->arena, text);
}

static void
add_columns (const CollectorReportRun *run, const char *currency, gboolean is_one_of_several)
{
  TollReportDoc *doc = run->doc;
  const TollReportColumn columns[] = {
    [DAY] = { "day", N_ ("Day"), TOLL_CELL_DAY, TOLL_COLUMN_KEY, "day" },
    /* TRANSLATORS: heading of a column: what was spent from the first day until this one */
    [COST] = { "cost", N_ ("Spent so far"), TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, currency },
    [FORECAST] = { "forecast", N_ ("Forecast"), TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, currency },
    /* TRANSLATORS: headings of columns: the ends of a range that a forecast will probably lie in */
    [LOW] = { "low", N_ ("At least"), TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, currency },
    [HIGH] = { "high", N_ ("At most"), TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, currency },
  };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      TollReportColumn column = columns[i];

      column.is_fixed = TRUE;
      if (i == COST)
        {
          column.drill = make_drill (run, is_one_of_several ? currency : "");
          column.drill_above = -1;
        }
      toll_report_doc_add_column (doc, &column);
    }
  doc->chart.has_band = TRUE;
  doc->chart.band_low = LOW;
  doc->chart.band_high = HIGH;
}

static gboolean
fill (CollectorReportRun *run, guint currency, GError **error)
{
  g_autofree gint64 *costs = NULL;
  gint32 from, to, today, second;
  Days days = { 0 };

  toll_zone_to_local (run->zone, run->from_ms, &from, &second);
  toll_zone_to_local (run->zone, run->to_ms - 1, &to, &second);
  toll_zone_to_local (run->zone, run->now_ms, &today, &second);
  to++;
  if (to - from > MOST_DAYS)
    {
      toll_error_set_field (error, "spec.period", "at most %d days are expected", MOST_DAYS);
      return FALSE;
    }
  days.first = MIN (from, today - N_BEFORE);
  if (!load_days (run, &days, MAX (today, from), currency, error))
    {
      g_free (days.cost_micro);
      return FALSE;
    }
  costs = days.cost_micro;
  add_rows (run, &days, from, to, today);
  return TRUE;
}

gboolean
collector_report_build_forecast (CollectorReportRun *run, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) currencies = NULL;
  const CollectorCurrency *leading;

  if (run->to_ms == 0)
    {
      toll_error_set_field (error, "spec.period", "a forecast needs a period that ends");
      return FALSE;
    }
  if (!check_spec (run->spec, error))
    return FALSE;
  currencies = collector_currencies_list (run->db, arena, error);
  if (currencies == NULL)
    return FALSE;
  /* Ids are dense from 1. */
  leading = currencies->len > 0 ? &g_array_index (currencies, CollectorCurrency, 0) : NULL;
  add_columns (run, leading != NULL ? toll_arena_strdup (run->doc->arena, leading->code) : "",
               currencies->len > 1);
  run->doc->source = "totals";
  return fill (run, leading != NULL ? (guint) leading->id - 1 : G_MAXUINT, error);
}
