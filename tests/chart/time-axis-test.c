/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Axes of time: every day has its place, labels stand at round ones, ticks keep to the clock.
 */
#include "shared/chart/buckets.h"
#include "shared/chart/times.h"

typedef struct
{
  TollChartStyle style;
  TollChartWords words;
  TollArena *arena;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->arena = toll_arena_new ();
  fixture->words = (TollChartWords){ .style = &fixture->style,
                                     .zone = toll_zone_get ("Europe/Rome", NULL) };
  g_assert_nonnull (fixture->words.zone);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  toll_arena_free (fixture->arena);
}

/* The labels of a level, joined. */
static char *
list_labels (Fixture *fixture, const TollBuckets *buckets, guint level)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < buckets->n_places; i++)
    if (toll_buckets_is_labelled (buckets, i, level))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              toll_buckets_label (buckets, i, level, &fixture->words,
                                                  fixture->arena));
  return g_string_free (text, FALSE);
}

static void
assert_labels (Fixture *fixture, const TollBuckets *buckets, guint level, const char *expected)
{
  g_autofree char *labels = list_labels (fixture, buckets, level);

  g_assert_cmpstr (labels, ==, expected);
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  TollBuckets buckets;
  gint32 first = toll_day_from_date (2026, 9, 24);

  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_DAY, "day", first, first + 13, FALSE));
  g_assert_cmpuint (buckets.n_places, ==, 14);
  g_assert_cmpint (toll_buckets_get_place (&buckets, first + 13), ==, 13);
  g_assert_cmpint (toll_buckets_get_figure (&buckets, 13), ==, first + 13);
  assert_labels (fixture, &buckets, 1, "28 Sep 5 Oct"); /* Mondays */
  assert_labels (fixture, &buckets, 2, "Oct");
  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_DAY, "day", first, first + 4, FALSE));
  assert_labels (fixture, &buckets, 0, "Thu Fri Sat Sun Mon");
  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_DAY, "day", first, first, FALSE));
  assert_labels (fixture, &buckets, 0, "24 Sep 2026");
}

static void
test_months (Fixture *fixture, gconstpointer data)
{
  TollBuckets buckets;

  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_DAY, "month",
                                    toll_day_from_date (2025, 11, 1),
                                    toll_day_from_date (2026, 4, 1), FALSE));
  g_assert_cmpuint (buckets.n_places, ==, 6);
  g_assert_cmpint (toll_buckets_get_figure (&buckets, 2), ==, toll_day_from_date (2026, 1, 1));
  assert_labels (fixture, &buckets, 0, "Nov Dec 2026 Feb Mar Apr");
  assert_labels (fixture, &buckets, 3, "2026 Apr");
  /* The period began earlier and goes on. */
  toll_buckets_widen (&buckets, toll_day_from_date (2025, 10, 5),
                      toll_day_from_date (2026, 5, 31), 12);
  assert_labels (fixture, &buckets, 0, "Oct Nov Dec 2026 Feb Mar Apr May");
  /* Not when that is too much. */
  toll_buckets_widen (&buckets, 0, toll_day_from_date (2026, 5, 31), 12);
  g_assert_cmpuint (buckets.n_places, ==, 8);
}

static void
test_weeks (Fixture *fixture, gconstpointer data)
{
  TollBuckets buckets;
  gint32 first = toll_day_from_date (2026, 9, 7);

  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_DAY, "week", first, first + 28, FALSE));
  assert_labels (fixture, &buckets, 0, "7 Sep 14 Sep 21 Sep 28 Sep 5 Oct");
  assert_labels (fixture, &buckets, 1, "7 Sep 21 Sep 5 Oct");
  toll_buckets_widen (&buckets, first - 14, first + 30, 60);
  g_assert_cmpint (buckets.first, ==, first - 14);
  g_assert_cmpuint (buckets.n_places, ==, 7);
}

static void
test_hours_and_weekdays (Fixture *fixture, gconstpointer data)
{
  TollBuckets buckets;

  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_MINUTE, "", 480, 1110, TRUE));
  g_assert_cmpuint (buckets.n_places, ==, 22);
  g_assert_cmpint (toll_buckets_get_place (&buckets, 510), ==, 1);
  assert_labels (fixture, &buckets, 3, "9:00 12:00 15:00 18:00");
  g_assert_true (toll_buckets_init (&buckets, TOLL_CELL_WEEKDAY, "", 3, 4, FALSE));
  assert_labels (fixture, &buckets, 0, "Mon Tue Wed Thu Fri Sat Sun");
}

static void
assert_ticks (Fixture *fixture, const char *from, const char *to, guint most,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 from_ms = 0, to_ms = 0;
  TollTimes times;

  g_assert_true (toll_zone_parse_iso8601 (fixture->words.zone, from, &from_ms, NULL));
  g_assert_true (toll_zone_parse_iso8601 (fixture->words.zone, to, &to_ms, NULL));
  toll_times_init (&times, from_ms, to_ms, fixture->words.zone, most);
  for (guint i = 0; i < times.n_ticks; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            toll_times_label (&times, i, &fixture->words, fixture->arena));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_instants (Fixture *fixture, gconstpointer data)
{
  assert_ticks (fixture, "2026-10-05T11:00:03", "2026-10-05T11:00:22", 5,
                "11:00:05 11:00:10 11:00:15 11:00:20");
  assert_ticks (fixture, "2026-10-05T11:00:03", "2026-10-05T11:04:50", 6,
                "11:01 11:02 11:03 11:04");
  assert_ticks (fixture, "2026-10-05T20:30:00", "2026-10-06T10:00:00", 6,
                "21:00 6 Oct 3:00 6:00 9:00");
  assert_ticks (fixture, "2026-10-01T00:00:00", "2026-10-20T00:00:00", 4, "5 Oct 12 Oct 19 Oct");
  assert_ticks (fixture, "2025-11-10T00:00:00", "2026-12-20T00:00:00", 6,
                "2026 Apr Jul Oct");
  /* The night an hour longer: three o'clock is three o'clock. */
  assert_ticks (fixture, "2026-10-25T00:00:00", "2026-10-25T12:00:00", 5,
                "25 Oct 3:00 6:00 9:00 12:00");
  /* The night an hour shorter: two o'clock does not exist. */
  assert_ticks (fixture, "2026-03-29T01:00:00", "2026-03-29T04:30:00", 5, "1:00 3:00 4:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/shared/chart/time-axis/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("days", test_days);
  ADD ("months", test_months);
  ADD ("weeks", test_weeks);
  ADD ("hours-and-weekdays", test_hours_and_weekdays);
  ADD ("instants", test_instants);
#undef ADD
  return g_test_run ();
}
