/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a report asks by itself and somebody takes away stays away: in personal reports, in the
 * history, in what is opened from a figure, and in what the clock sends.
 */
#include "config.h"

#include <string.h>

#include "tests/support/schedule-house.h"

#define PERSONAL "/api/v1/personal-reports"

static void
assert_rows (TestScheduleHouse *f, const char *report_id, const char *spec, guint n)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", report_id);
  g_autoptr (TollJson) json
      = test_schedule_house_ask (f, "POST", path, f->anna, spec, 200);

  g_test_message ("%s %s", report_id, spec);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==, n);
}

/* All calls are outgoing, national and answered. */
static const struct
{
  const char *report_id, *spec;
  guint n_own, n_emptied; /* rows */
} rows[] = {
  { "1.3", "{\"outcomes\":[]}", 0, 19 },
  { "2.8", "{\"directions\":[],\"outcomes\":[],\"where\":{}}", 0, 1 },
  { "4.5", "{\"classes\":[],\"section\":\"\"}", 0, 19 },
};

/* It is as it was said wherever it is read again. */
static void
assert_says (TestScheduleHouse *f, const char *path, const char *spec)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "GET", path, f->anna, NULL);
  g_autofree char *member = g_strconcat ("\"spec\":", spec, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  if (strstr (answer->body, member) == NULL)
    g_error ("%s says no %s: %s", path, member, answer->body);
}

static void
test_kept (void)
{
  TestScheduleHouse f = { 0 };

  if (!test_schedule_house_set_up (&f))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"name\":\"%u\",\"report_id\":\"%s\",\"spec\":%s}", i,
                             rows[i].report_id, rows[i].spec);
      g_autofree char *path = g_strdup_printf (PERSONAL "/%u", i + 1);

      assert_rows (&f, rows[i].report_id, "{}", rows[i].n_own);
      assert_rows (&f, rows[i].report_id, rows[i].spec, rows[i].n_emptied);
      test_schedule_house_tell (&f, "POST", PERSONAL, f.anna, body, 201);
      test_schedule_house_tell (&f, "PUT", path, f.anna, "{\"share\":\"supervisor\"}", 200);
      assert_says (&f, PERSONAL, rows[i].spec);
    }
  test_schedule_house_tear_down (&f);
}

/* What an answer says was asked can be asked again, with the same answer. */
static void
test_answered (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TestAnswer) answer = NULL;
  const char *spec;
  g_autofree char *asked = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  answer = test_house_ask (f.house, "POST", "/api/v1/reports/1.3/run", f.anna,
                           "{\"outcomes\":[],\"limit\":0}");
  g_assert_cmpuint (answer->status, ==, 200);
  spec = strstr (answer->body, "\"spec\":");
  g_assert_nonnull (spec);
  asked = g_strndup (spec + strlen ("\"spec\":"), strlen (spec) - strlen ("\"spec\":") - 1);
  g_assert_cmpstr (asked, ==,
                   "{\"period\":{\"relative\":\"last_7_days\"},\"outcomes\":[],\"limit\":0}");
  assert_rows (&f, "1.3", asked, 19);
  test_schedule_house_tear_down (&f);
}

static void
test_sent (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) runs = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_schedule_house_tell (
      &f, "POST", SCHEDULES, f.anna,
      "{\"name\":\"All\",\"report_id\":\"1.3\",\"spec\":{\"outcomes\":[]},\"every_unit\":\"weeks\","
      "\"start\":\"2026-03-19T08:00\",\"zone\":\"Europe/Rome\",\"recipients\":"
      "[\"boss@else.example\"]}", 201);
  assert_says (&f, FIRST, "{\"outcomes\":[]}");
  test_schedule_house_go_to (&f, DUE_MS);
  runs = test_schedule_house_wait (&f, 1, "sent");
  g_assert_cmpint (test_json_int (runs, "items.0.rows"), ==, 19);
  test_schedule_house_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/emptied-spec/kept", test_kept);
  g_test_add_func ("/api/emptied-spec/answered", test_answered);
  g_test_add_func ("/api/emptied-spec/sent", test_sent);
  return g_test_run ();
}
