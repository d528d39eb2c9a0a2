/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number that a rule hides for the age of its call is not told by a younger call with it, which
 * shows the number; nor is that of a private call by the missed one that it returned.
 */
#include "config.h"

#include "tests/support/api-house.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAYS_MS (10 * 1440 * MINUTE_MS)

/* A missed call @begin minutes after the age of ten days, and the call back @after minutes later. */
static void
store_returned (TestHouse *house, const char *extension, const char *number, gint64 begin,
                gint64 after)
{
  for (guint i = 0; i < 2; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, extension, 1, number);
      call.start_ms = TEST_NOW_MS - DAYS_MS + (begin + i * after) * MINUTE_MS;
      call.id = call.start_ms / 1000 << 31;
      if (i == 0)
        {
          call.direction = TOLL_DIRECTION_INCOMING;
          call.outcome = TOLL_OUTCOME_MISSED;
          call.talk_ms = call.cost_micro = 0;
          call.caller_e164 = number;
          call.callee_e164 = "";
        }
      test_house_store_call (house, &call);
    }
}

/* Returns: (transfer full): the totals of what became of the calls missed between @from and @to
 * minutes: how many, how many called back, and the median time to it. */
static char *
tell_returns (TestHouse *house, const char *token, gint64 from, gint64 to)
{
  g_autofree char *spec = g_strdup_printf (
      "{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT "},"
      "\"fields\":[\"calls\",\"returned\",\"median_return_ms\"]}",
      TEST_NOW_MS - DAYS_MS + from * MINUTE_MS, TEST_NOW_MS - DAYS_MS + to * MINUTE_MS);
  g_autoptr (TollJson) report = test_house_post (house, "/api/v1/reports/2.9/run", token, spec);
  const TollJsonValue *median = test_json_find (report, "totals.3");
  g_autofree char *told = toll_json_value_get_kind (median) == TOLL_JSON_NULL
                              ? g_strdup ("none")
                              : g_strdup_printf ("%" G_GINT64_FORMAT,
                                                 test_json_int (report, "totals.3"));

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                          test_json_int (report, "totals.1"), test_json_int (report, "totals.2"),
                          told);
}

/* How many missed calls were called back after more than @minutes. */
static gint64
count_later (TestHouse *house, const char *token, guint minutes)
{
  g_autofree char *spec = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"follow_up_ms\","
      "\"op\":\">\",\"value\":%" G_GINT64_FORMAT "}}", minutes * MINUTE_MS);
  g_autoptr (TollJson) count = test_house_post (house, "/api/v1/reports/1.1/count", token, spec);

  return test_json_int (count, "calls");
}

static void
test_time_to_return (void)
{
  static const struct
  {
    gint64 from, to;
    const char *whole, *masked;
  } rows[] = {
    { -100, 100, "3 3 1800000", "3 3 1200000" },
    { -100, -60, "1 1 1200000", "1 1 1200000" }, /* both are hidden */
    { -20, 0, "1 1 1800000", "1 1 none" },       /* the call back is not yet */
    { 0, 60, "1 1 2400000", "1 1 2400000" },     /* neither is */
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) set = NULL;

  store_returned (house, "703", "+39026677001", -80, 20);
  store_returned (house, "703", "+39026677002", -10, 30);
  store_returned (house, "703", "+39026677003", 20, 40);
  set = test_house_ask (house, "PUT", "/api/v1/mask-rules", anna,
                        "{\"items\":[{\"role\":\"supervisor\",\"masked_digits\":5,"
                        "\"older_than_days\":10}]}");
  g_assert_cmpuint (set->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *whole = tell_returns (house, anna, rows[i].from, rows[i].to);
      g_autofree char *masked = tell_returns (house, super, rows[i].from, rows[i].to);

      g_assert_cmpstr (whole, ==, rows[i].whole);
      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
  /* Nor is it found by asking for it. */
  g_assert_cmpint (count_later (house, anna, 29), ==, 2);
  g_assert_cmpint (count_later (house, super, 29), ==, 1);
  g_assert_cmpint (count_later (house, super, 0), ==, 2);
}

/* To call back in private is, for everybody else, not to call back. */
static void
test_private_return (void)
{
  static const struct
  {
    const char *body, *others, *own;
  } rows[] = {
    { "{\"private\":true}", "1 0 none", "1 1 1200000" },
    { "{\"private\":false}", "1 1 1200000", "1 1 1200000" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  gint64 second = (TEST_NOW_MS - DAYS_MS - 60 * MINUTE_MS) / 1000;
  g_autofree char *path
      = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", second << 31);

  store_returned (house, "702", "+39026677001", -80, 20);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", path, super, rows[i].body);
      g_autofree char *others = tell_returns (house, anna, -100, 0);
      g_autofree char *own = tell_returns (house, super, -100, 0);

      g_assert_cmpuint (put->status, ==, 200);
      g_assert_cmpstr (others, ==, rows[i].others);
      g_assert_cmpstr (own, ==, rows[i].own);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask-age/time-to-return", test_time_to_return);
  g_test_add_func ("/mask-age/private-return", test_private_return);
  return g_test_run ();
}
