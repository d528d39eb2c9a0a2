/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the month will cost, of calls whose costs are known: TEST_NOW_MS is Wednesday the 18th of
 * March, and each call costs 0.07 EUR.
 */
#include "config.h"

#include "tests/support/api-house.h"

#define RUN        "/api/v1/reports/3.18/run"
#define DAY_MINUTES (24 * 60)

enum
{
  DAY,
  COST,
  FORECAST,
  LOW,
  HIGH
};

static void
store (TestHouse *house, guint days_ago)
{
  TollCall call;

  test_house_fill_call (house, &call, "701", 5 + days_ago * DAY_MINUTES, "+39026677001");
  test_house_store_call (house, &call);
}

static const TollJsonValue *
find_cell (const TollJson *doc, const char *row, guint column)
{
  g_autofree char *path = g_strdup_printf ("%s.%u", row, column);

  return test_json_find (doc, path);
}

static void
assert_cells (const TollJson *doc, const char *row, gint64 cost, gint64 forecast, gint64 low,
              gint64 high)
{
  const gint64 wanted[] = { [COST] = cost, [FORECAST] = forecast, [LOW] = low, [HIGH] = high };

  for (guint i = COST; i <= HIGH; i++)
    {
      const TollJsonValue *cell = find_cell (doc, row, i);

      if (wanted[i] < 0)
        g_assert_cmpint (toll_json_value_get_kind (cell), ==, TOLL_JSON_NULL);
      else
        g_assert_cmpint (toll_json_value_get_int (cell), ==, wanted[i]);
    }
}

/* Two Wednesdays, of one and of two calls; all other days one. */
static void
test_weekdays_go_on (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) doc = NULL;

  for (guint i = 0; i <= 14; i++)
    store (house, i);
  store (house, 7);
  doc = test_house_post (house, RUN, anna, "{}");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (doc, "rows")), ==, 31);
  g_assert_cmpstr (test_json_text (doc, "chart.kind"), ==, "line");
  /* The 1st: no call yet; the 16th; yesterday, where the lines meet; today; the 31st. */
  assert_cells (doc, "rows.0", 0, -1, -1, -1);
  assert_cells (doc, "rows.15", 980000, -1, -1, -1);
  assert_cells (doc, "rows.16", 1050000, 1050000, 1050000, 1050000);
  assert_cells (doc, "rows.17", 1120000, 1155000, 1120000, 1199856);
  assert_cells (doc, "rows.30", -1, 2100000, 2036564, 2163436);
  assert_cells (doc, "totals", 1120000, 2100000, 2036564, 2163436);
}

/* Eight days, one of three calls: how far a weekday that came once may differ, all days tell. */
static void
test_one_day_is_no_habit (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) doc = NULL;

  for (guint i = 1; i <= 8; i++)
    store (house, i);
  store (house, 2);
  store (house, 2);
  doc = test_house_post (house, RUN, anna, "{}");
  assert_cells (doc, "totals", 700000, 1960000, 1754444, 2165556);
}

/* What is over has no forecast; a week tells of weekdays, less does not. */
static void
test_where_nothing_is_foretold (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) young = NULL, over = NULL;
  g_autoptr (TestAnswer) other = NULL, endless = NULL;

  for (guint i = 0; i <= 6; i++)
    store (house, i);
  young = test_house_post (house, RUN, anna, "{}");
  assert_cells (young, "totals", 490000, -1, -1, -1);
  store (house, 20);
  over = test_house_post (house, RUN, anna, "{\"period\":{\"relative\":\"last_month\"}}");
  assert_cells (over, "totals", 70000, -1, -1, -1);
  other = test_house_ask (house, "POST", RUN, anna, "{\"group_by\":[\"department\"]}");
  g_assert_cmpuint (other->status, ==, 400);
  g_assert_nonnull (strstr (other->body, "spec.group_by"));
  endless = test_house_ask (house, "POST", RUN, anna, "{\"period\":{\"relative\":\"everything\"}}");
  g_assert_cmpuint (endless->status, ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/forecast/weekdays", test_weekdays_go_on);
  g_test_add_func ("/api/forecast/one-day", test_one_day_is_no_habit);
  g_test_add_func ("/api/forecast/none", test_where_nothing_is_foretold);
  return g_test_run ();
}
