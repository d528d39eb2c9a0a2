/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the access log tells of the reports that the clock sends: to whom, of whom, and why.
 */
#include "config.h"

#include <string.h>

#include "tests/support/schedule-house.h"

/* Returns: (transfer full): what the service says to a schedule that @purpose is said for. */
static TestAnswer *
post_for (TestScheduleHouse *f, const char *body, const char *purpose)
{
  g_autoptr (TestHttp) http = test_http_open (f->house->url);
  g_autofree char *request = g_strdup_printf (
      "POST " SCHEDULES " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\nContent-Type: "
      "application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\nTollkeeper-Purpose: %s\r\n\r\n%s",
      f->anna, strlen (body), purpose, body);

  test_http_send (http, request, -1);
  return test_http_read (http, FALSE);
}

/* Why a schedule was made is why each of its mails leaves. */
static void
test_purpose (void)
{
  TestScheduleHouse f = { 0 };
  const char *body = BY_DEPARTMENT ("\"recipients\":[\"boss@else.example\"]");
  g_autoptr (TestAnswer) added = NULL;
  g_autoptr (TollJson) log = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_house_run (f.house, "INSERT INTO setting (key, value) VALUES ('privacy.purpose_required', '1')");
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.anna, body, 403);
  added = post_for (&f, body, "Weekly%20costs");
  g_assert_cmpuint (added->status, ==, 201);
  test_schedule_house_go_to (&f, DUE_MS);
  toll_json_free (test_schedule_house_wait (&f, 1, "sent"));
  log = test_house_get (f.house, "/api/v1/access-log?limit=1", f.anna);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, TOLL_ACTION_SEND_REPORT);
  g_assert_cmpstr (test_json_text (log, "items.0.purpose"), ==, "Weekly costs");
  test_schedule_house_tear_down (&f);
}

#define OWN_CALLS(members)                                                                        \
  "{\"name\":\"Mine\",\"report_id\":\"1.1\",\"spec\":{\"mine\":true,\"period\":{\"relative\":"          \
  "\"last_7_days\"}},\"every_unit\":\"weeks\",\"start\":\"2026-03-19T08:00\",\"zone\":"              \
  "\"Europe/Rome\"," members "}"

/* Who is sent calls of somebody else's has seen them; who has their own sent to them has not. */
static void
test_own_calls (void)
{
  static const struct
  {
    const char *recipients;
    gboolean is_noted;
  } rows[] = {
    { OWN_CALLS ("\"recipients\":[\"Rosa@prova.example\"]"), FALSE },
    { OWN_CALLS ("\"recipients\":[\"rosa@prova.example\",\"boss@prova.example\"]"), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestScheduleHouse f = { 0 };
      g_autoptr (TollJson) log = NULL, who = NULL;

      if (!test_schedule_house_set_up (&f))
        return;
      test_smtpd_start (f.smtpd, NULL, NULL);
      test_house_run (f.house, "UPDATE person SET mail = 'rosa@prova.example' WHERE user_name = 'rosa'");
      test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, rows[i].recipients, 201);
      test_schedule_house_go_to (&f, DUE_MS);
      toll_json_free (test_schedule_house_wait (&f, 1, "sent"));
      log = test_house_get (f.house, "/api/v1/access-log?limit=1", f.anna);
      who = test_house_get (f.house, "/api/v1/people?q=rosa", f.anna);
      g_assert_cmpint (g_strcmp0 (test_json_text (log, "items.0.action"), TOLL_ACTION_SEND_REPORT) == 0,
                       ==, rows[i].is_noted);
      if (rows[i].is_noted)
        {
          g_assert_cmpstr (test_json_text (log, "items.0.user_name"), ==, "rosa");
          g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 12);
          g_assert_cmpint (test_json_int (log, "items.0.n_people"), ==, 1);
          g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, test_json_text (who, "items.0.id"));
          g_assert_nonnull (strstr (test_json_text (log, "items.0.filter"), "boss@prova.example"));
        }
      test_schedule_house_tear_down (&f);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/schedule-log/purpose", test_purpose);
  g_test_add_func ("/api/schedule-log/own-calls", test_own_calls);
  return g_test_run ();
}
