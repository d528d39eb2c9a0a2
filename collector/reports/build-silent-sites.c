/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites by how long nothing has come from them, beside what usually comes in such a time: the same
 * hours of the same days of four earlier spans. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/site-store.h"

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))
#define WEEK_DAYS 7
#define RATE_DAYS 28
#define LONGEST_MS (28 * DAY_MS) /* of a silence that is compared */
#define N_SPANS 4
#define FIRST_SLICE_MS (600 * G_GINT64_CONSTANT (1000))
#define SLICE_GROWTH 4
/* That none of so many calls comes by chance happens less than once in a hundred times. */
#define SURELY_MILLI 5000

enum
{
  SITE,
  STATE,
  LAST,
  SILENCE,
  EXPECTED,
  PER_HOUR,
};

static const TollReportColumn columns[] = {
  [SITE] = { "site", N_ ("Site"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "" },
  [STATE] = { "state", N_ ("State"), TOLL_CELL_WORD, TOLL_COLUMN_FACT, "" },
  [LAST] = { "last_ms", N_ ("Last call"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
  /* TRANSLATORS: heading of a column: for how long no call has come from a site */
  [SILENCE] = { "silence_ms", N_ ("Silence"), TOLL_CELL_DURATION, TOLL_COLUMN_FACT, "" },
  /* TRANSLATORS: heading of a column: how many calls usually come in so long a time */
  [EXPECTED] = { "expected", N_ ("Calls expected since"), TOLL_CELL_DECIMAL, TOLL_COLUMN_FACT, "" },
  [PER_HOUR] = { "per_hour", N_ ("Calls per hour"), TOLL_CELL_DECIMAL, TOLL_COLUMN_FACT, "" },
};

typedef struct
{
  const char *name;
  gint64 key;         /* of calls; 0 = none yet */
  gint64 last_day;    /* with a call; 0 = never */
  gint64 n_calls;     /* of RATE_DAYS up to it */
  gint64 last_ms;     /* 0 = never */
  gint64 silence_ms;
  gint64 expected_milli;
} Site;

typedef struct
{
  CollectorReportRun *run;
  gint64 end_ms;
  gint32 end_day;
  GArray *sites; /* of Site */
} Build;

/* To the nearest, halves up. */
static gint64
divide (gint64 a, gint64 b)
{
  return (2 * a + b) / (2 * b);
}

static void
add_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  Build *self = data;
  Site site = { .name = toll_arena_strdup (self->run->doc->arena, row->name) };

  g_array_append_val (self->sites, site);
}

static CollectorGroups *
ask (const Build *self, const TollReportSpec *spec, gint64 from_ms, gint64 to_ms, guint64 measures,
     GError **error)
{
  CollectorQuery query = collector_report_run_get_query (self->run);

  query.spec = spec;
  query.from_ms = from_ms;
  query.to_ms = to_ms;
  return collector_query_group (self->run->db, &query, measures, error);
}

/* ---- Which days had calls ---- */

static Site *
find_site (const Build *self, const char *name)
{
  for (guint i = 0; i < self->sites->len; i++)
    if (strcmp (g_array_index (self->sites, Site, i).name, name) == 0)
      return &g_array_index (self->sites, Site, i);
  return NULL;
}

static void
find_last_days (const Build *self, const CollectorGroups *groups)
{
  for (guint i = 0; i < groups->groups->len; i++)
    {
      const CollectorGroup *group = collector_groups_get (groups, i);
      const char *name = collector_query_name_key (self->run->db, self->run->viewer,
                                                   groups->keys[0], &group->keys[0],
                                                   self->run->doc->arena);
      Site *site = find_site (self, name);

      if (site == NULL)
        continue;
      site->key = group->keys[0].figure;
      site->last_day = MAX (site->last_day, group->keys[1].figure);
    }
}

static void
count_rates (const Build *self, const CollectorGroups *groups)
{
  for (guint i = 0; i < groups->groups->len; i++)
    {
      const CollectorGroup *group = collector_groups_get (groups, i);

      for (guint j = 0; j < self->sites->len; j++)
        {
          Site *site = &g_array_index (self->sites, Site, j);

          if (site->key == group->keys[0].figure && site->key != 0
              && group->keys[1].figure > site->last_day - RATE_DAYS)
            site->n_calls += group->measures[COLLECTOR_MEASURE_CALLS];
        }
    }
}

/* A day that is not over has no call yet behind its end: the whole of it is asked for, which the totals
 * know. */
static gint64
find_days_end (const Build *self)
{
  gboolean is_over = self->end_ms < self->run->now_ms;

  return is_over ? self->end_ms : toll_zone_from_local (self->run->zone, self->end_day + 1, 0);
}

static gboolean
load_days (Build *self, GError **error)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (CollectorGroups) groups = NULL;

  spec->group_by[0] = "site";
  spec->group_by[1] = "day";
  spec->n_keys = 2;
  groups = ask (self, spec, 0, find_days_end (self), 0, error);
  if (groups == NULL)
    return FALSE;
  find_last_days (self, groups);
  count_rates (self, groups);
  return TRUE;
}

/* ---- A site ---- */

/* The calls of a span and, when it is wanted, the start of the last of them. @last_ms: (nullable) */
static gboolean
ask_site (const Build *self, const Site *site, gint64 from_ms, gint64 to_ms, gint64 *n_calls,
          gint64 *last_ms, GError **error)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, site->key);
  g_autoptr (CollectorGroups) groups = NULL;
  guint64 measures = last_ms != NULL ? COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_LAST_MS) : 0;
  const CollectorGroup *group;

  toll_report_spec_add_test (spec, "site", TOLL_OP_KEY, key);
  groups = ask (self, spec, from_ms, to_ms, measures, error);
  if (groups == NULL)
    return FALSE;
  group = collector_groups_get (groups, 0);
  *n_calls = group->measures[COLLECTOR_MEASURE_CALLS];
  if (last_ms != NULL && *n_calls > 0)
    *last_ms = group->measures[COLLECTOR_MEASURE_LAST_MS];
  return TRUE;
}

/* From the end of its last day backwards, in slices that grow: the last call of most was just now. */
static gboolean
find_last (const Build *self, Site *site, GError **error)
{
  gint64 to_ms = toll_zone_from_local (self->run->zone, (gint32) site->last_day + 1, 0);
  gint64 slice_ms = FIRST_SLICE_MS, n_calls = 0;

  to_ms = MIN (to_ms, self->end_ms);
  for (; n_calls == 0 && to_ms > 0; slice_ms *= SLICE_GROWTH)
    {
      gint64 from_ms = MAX (to_ms - slice_ms, 0);

      if (!ask_site (self, site, from_ms, to_ms, &n_calls, &site->last_ms, error))
        return FALSE;
      to_ms = from_ms;
    }
  return TRUE;
}

/* The same time of the clock some days before, also where the clock was changed in between. */
static gint64
go_back (const Build *self, gint64 at_ms, gint32 n_days)
{
  gint32 day, second;

  toll_zone_to_local (self->run->zone, at_ms, &day, &second);
  return toll_zone_from_local (self->run->zone, day - n_days, second) + at_ms % 1000;
}

/* How many days lie between a silence and the span before that it is compared with: whole weeks. */
static gint32
find_step (const Build *self, gint64 from_ms, gint64 to_ms)
{
  gint32 n_days = WEEK_DAYS;

  while (go_back (self, to_ms, n_days) > from_ms)
    n_days += WEEK_DAYS;
  return n_days;
}

static gboolean
expect_calls (const Build *self, Site *site, GError **error)
{
  gint64 to_ms = MIN (self->end_ms, site->last_ms + LONGEST_MS), sum = 0;
  gint32 step = find_step (self, site->last_ms, to_ms);

  for (gint32 i = 1; i <= N_SPANS; i++)
    {
      gint64 from_ms = go_back (self, site->last_ms, i * step), n_calls;

      if (from_ms <= 0)
        break;
      if (!ask_site (self, site, from_ms, go_back (self, to_ms, i * step), &n_calls, NULL, error))
        return FALSE;
      sum += n_calls;
    }
  site->expected_milli = divide (sum * 1000, N_SPANS);
  return TRUE;
}

static gboolean
load_site (const Build *self, Site *site, GError **error)
{
  if (site->key == 0)
    return TRUE;
  if (!find_last (self, site, error))
    return FALSE;
  if (site->last_ms == 0)
    return TRUE;
  site->silence_ms = self->end_ms - site->last_ms;
  return expect_calls (self, site, error);
}

/* ---- Rows ---- */

/* Those that should have been heard most, then those that never were. */
static int
compare_sites (gconstpointer a, gconstpointer b)
{
  const Site *one = a, *other = b;

  if (one->expected_milli != other->expected_milli)
    return one->expected_milli < other->expected_milli ? 1 : -1;
  if ((one->last_ms == 0) != (other->last_ms == 0))
    return one->last_ms == 0 ? -1 : 1;
  return strcmp (one->name, other->name);
}

static const char *
find_state (const Site *site)
{
  if (site->last_ms == 0)
    return N_ ("never heard");
  return site->expected_milli >= SURELY_MILLI ? N_ ("silent") : N_ ("as usual");
}

static void
add_row (const Build *self, const Site *site)
{
  TollCell *cells = toll_report_doc_add_row (self->run->doc)->cells;

  toll_cell_set_text (&cells[SITE], site->name);
  toll_cell_set_text (&cells[STATE], find_state (site));
  if (site->last_ms == 0)
    return;
  toll_cell_set_figure (&cells[LAST], site->last_ms);
  toll_cell_set_figure (&cells[SILENCE], site->silence_ms);
  toll_cell_set_figure (&cells[EXPECTED], site->expected_milli);
  toll_cell_set_figure (&cells[PER_HOUR], divide (site->n_calls * 1000, RATE_DAYS * 24));
}

static gboolean
load (Build *self, GError **error)
{
  if (!collector_site_foreach (self->run->db, add_site, self, error) || !load_days (self, error))
    return FALSE;
  for (guint i = 0; i < self->sites->len; i++)
    if (!load_site (self, &g_array_index (self->sites, Site, i), error))
      return FALSE;
  g_array_sort (self->sites, compare_sites);
  return TRUE;
}

gboolean
collector_report_build_silent_sites (CollectorReportRun *run, GError **error)
{
  Build self = { .run = run, .end_ms = collector_report_get_end_ms (run) };
  gboolean is_ok;
  gint32 second;

  if (!collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error))
    return FALSE;
  toll_zone_to_local (run->zone, self.end_ms - 1, &self.end_day, &second);
  self.sites = g_array_new (FALSE, FALSE, sizeof (Site));
  is_ok = load (&self, error);
  for (guint i = 0; is_ok && i < self.sites->len; i++)
    add_row (&self, &g_array_index (self.sites, Site, i));
  g_array_unref (self.sites);
  return is_ok;
}
