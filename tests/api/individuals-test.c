/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where reports on single people are off, nobody is asked about but oneself: not by a row, a condition,
 * an order, a count, a file, a list or a schedule.
 */
#include "config.h"

#include "collector/schedule/scheduler.h"
#include "tests/support/api-house.h"

#include <string.h>

#define REPORTS "/api/v1/reports/"

typedef struct
{
  TestHouse *house;
  char *anna, *super, *rosa;
  gint64 call_id; /* of rosa's */
} Fixture;

static void
set_up (Fixture *f)
{
  TollCall call;

  f->house = test_house_new (NULL, NULL);
  test_house_store_calls (f->house, "703", 3, 10);
  test_house_store_calls (f->house, "704", 2, 20);
  test_house_fill_call (f->house, &call, "703", 1, "889");
  f->call_id = test_house_store_call (f->house, &call);
  f->anna = test_house_sign_in (f->house, "anna");
  f->super = test_house_sign_in (f->house, "super");
  f->rosa = test_house_sign_in (f->house, "rosa");
}

static void
tear_down (Fixture *f)
{
  g_clear_pointer (&f->house, test_house_free);
  g_free (f->anna);
  g_free (f->super);
  g_free (f->rosa);
}

/* Returns: (transfer full): the body. */
static char *
ask (Fixture *f, const char *method, const char *path, const char *token, const char *body,
     guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, method, path, token, body);

  g_test_message ("%s %s %s: %.200s", method, path, body, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (status == 403)
    g_assert_nonnull (strstr (answer->body, "single people are off"));
  return g_strdup (answer->body);
}

static void
expect (Fixture *f, const char *report, const char *token, const char *spec, guint status)
{
  g_autofree char *path = g_strconcat (REPORTS, report, NULL);

  g_free (ask (f, "POST", path, token, spec, status));
}

static void
put_switch (Fixture *f, gboolean is_on)
{
  g_free (ask (f, "PUT", "/api/v1/privacy", f->anna,
               is_on ? "{\"individual_reports\":true}" : "{\"individual_reports\":false}", 200));
}

/* Each is refused with the switch off, and answered with it on. */
static const struct
{
  const char *report;
  const char *spec;
} personal[] = {
  { "3.4/run", "{}" }, /* by extension as it is */
  { "3.1/run", "{}" }, /* in sections by extension */
  { "3.3/run", "{\"group_by\":[\"name\"]}" },
  { "3.3/run", "{\"group_by\":[\"department\",\"user_name\"]}" },
  { "3.3/run", "{\"group_by\":[\"device\"]}" },
  { "3.3/run", "{\"group_by\":[\"login_user\"]}" },
  { "3.3/run", "{\"group_by\":[\"did\"]}" },
  { "3.3/run", "{\"group_by\":[\"dialled\"]}" },
  { "3.3/run", "{\"group_by\":[\"authorization\"]}" },
  { "3.3/run", "{\"group_by\":[\"custom_1\"]}" },
  { "3.3/run?format=csv", "{\"group_by\":[\"extension\"]}" },
  { "3.3/run", "{\"groups\":{\"extensions\":[\"703\"]}}" },
  { "3.3/run", "{\"groups\":{\"extensions\":[\"!704\"]}}" },
  { "1.1/run", "{\"groups\":{\"people\":[\"Rosa*\"]}}" },
  { "1.1/run", "{\"sort\":[\"name\"]}" },
  { "1.1/run", "{\"section\":\"extension\"}" },
  { "1.1/run", "{\"where\":{\"any\":[{\"field\":\"class\",\"op\":\"is\",\"value\":\"mobile\"},"
               "{\"field\":\"name\",\"op\":\"is\",\"value\":\"Rosa\"}]}}" },
  { "1.1/count", "{\"groups\":{\"extensions\":[\"703\"]}}" },
  { "1.1/count", "{\"where\":{\"field\":\"dialled\",\"op\":\"is\",\"value\":\"704\"}}" },
  { "1.6/run", "{\"fields\":[\"calls\",\"latest_name\"]}" },
  { "1.6/run", "{\"fields\":[\"calls\",\"holder\"]}" },
  { "1.6/run", "{\"sort\":[\"holder\"]}" },
  { "3.14/run?preview=true", "{\"group_by\":[\"day\",\"minute\",\"number\"],\"fields\":[\"calls\","
                             "\"cost\",\"latest_extension\",\"latest_number\",\"last_ms\"]}" },
  { "2.8/run?format=csv", "{\"fields\":[\"last_ms\",\"latest_did\"]}" },
  { "3.4/count", "{}" },
  { "10.1/run", "{}" },
  { "10.2/run", "{}" },
  { "5.9/run", "{\"group_by\":[\"day\",\"extension\"],\"directions\":[]}" },
  { "7.7/run", "{}" },
};

static gboolean
give_numbers_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "UPDATE site SET public_ranges = '+390266777XX'", error)
         && collector_db_run (db, "UPDATE account SET masked_digits = 0", error);
}

static const char *const others[]
    = { "{}", "{\"group_by\":[\"number\"]}", "{\"group_by\":[\"location\",\"class\"]}",
        "{\"groups\":{\"departments\":[\"Sales\"]}}" };

static void
test_reports (void)
{
  Fixture f = { 0 };

  set_up (&f);
  for (guint on = 0; on < 2; on++)
    {
      put_switch (&f, on != 0);
      for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
        {
          expect (&f, personal[i].report, f.anna, personal[i].spec, on != 0 ? 200 : 403);
          if (g_str_has_prefix (personal[i].report, "3.4"))
            {
              expect (&f, personal[i].report, f.super, "{}", on != 0 ? 200 : 403);
              expect (&f, personal[i].report, f.super, "{\"mine\":true}", 200);
              expect (&f, personal[i].report, f.rosa, "{}", 200);
            }
        }
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        expect (&f, "3.3/run", f.anna, others[i], 200);
    }
  tear_down (&f);
}

/* Columns that name somebody are left out where nobody asked for them by name. */
static void
test_columns (void)
{
  static const char *const paths[] = { REPORTS "2.8/run", REPORTS "2.8/run?format=csv",
                                       REPORTS "8.5/run", REPORTS "8.5/run?format=html" };
  static const char everything[] = "{\"period\":{\"relative\":\"everything\"}}";
  Fixture f = { 0 };
  TollCall call;
  g_autofree char *own = NULL, *offered = NULL, *listed = NULL, *kept = NULL;

  set_up (&f);
  test_house_fill_call (f.house, &call, "703", 3, "+390199000111");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = TOLL_OUTCOME_MISSED;
  call.dialled = "+39026677703";
  test_house_store_call (f.house, &call);
  for (guint on = 2; on-- > 0;)
    {
      put_switch (&f, on != 0);
      for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
        {
          g_autofree char *shown = ask (&f, "POST", paths[i], f.anna, everything, 200);

          g_assert_true ((strstr (shown, "Rosa Neri") != NULL) == (on != 0));
          g_assert_true ((strstr (shown, "703") != NULL) == (on != 0));
          g_assert_nonnull (strstr (shown, i < 2 ? "000111" : "IT"));
        }
    }
  own = ask (&f, "POST", REPORTS "2.8/run", f.rosa, everything, 200);
  g_assert_nonnull (strstr (own, "Rosa Neri"));
  offered = ask (&f, "GET", REPORTS "2.8/columns", f.anna, NULL, 200);
  g_assert_null (strstr (offered, "latest_name"));
  g_assert_nonnull (strstr (offered, "last_ms"));
  listed = ask (&f, "GET", "/api/v1/reports", f.anna, NULL, 200);
  g_assert_null (strstr (listed, "latest_name"));
  kept = ask (&f, "POST", "/api/v1/personal-reports", f.anna,
              "{\"name\":\"Latest\",\"report_id\":\"3.14\","
              "\"spec\":{\"fields\":[\"latest_name\"]}}",
              403);
  tear_down (&f);
}

/* A line that is nobody's today may be one person's: how much it calls is theirs to know. */
static void
test_unknown_extensions (void)
{
  Fixture f = { 0 };
  TollCall call;

  set_up (&f);
  test_house_fill_call (f.house, &call, "799", 40, "+390199000111");
  call.person_id = 0;
  test_house_store_call (f.house, &call);
  for (guint on = 2; on-- > 0;)
    {
      g_autofree char *shown = NULL;

      put_switch (&f, on != 0);
      shown = ask (&f, "GET", "/api/v1/unknown-extensions", f.anna, NULL, 200);
      g_assert_nonnull (strstr (shown, "\"799\""));
      g_assert_nonnull (strstr (shown, on != 0 ? "\"n_calls\":1" : "\"n_calls\":null"));
      g_assert_true ((strstr (shown, "\"last_ms\":null") == NULL) == (on != 0));
    }
  tear_down (&f);
}

/* A number of the house tells somebody of it, whichever way the call went; and one of the viewer's
 * own calls, which they know, finds no others with it. */
static void
test_numbers_of_the_house (void)
{
  Fixture f = { 0 };
  TollCall call;
  gint64 own[2];
  g_autofree char *leakage = NULL, *mine = NULL;

  set_up (&f);
  test_house_write (f.house, give_numbers_task, NULL);
  for (guint i = 0; i < 4; i++)
    {
      test_house_fill_call (f.house, &call, i < 2 ? "702" : "703", 30 + i,
                            i % 2 == 0 ? "+39026677704" : "704");
      if (i % 2 != 0)
        {
          call.direction = TOLL_DIRECTION_INTERNAL;
          call.callee_e164 = "";
        }
      test_house_store_call (f.house, &call);
      if (i < 2)
        own[i] = call.id;
    }
  for (guint on = 2; on-- > 0;)
    {
      put_switch (&f, on != 0);
      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *alike = g_strdup_printf (
              "{\"rating_states\":[],\"same_number_as\":\"%" G_GINT64_FORMAT "\"}", own[i]);
          g_autofree char *found = ask (&f, "POST", REPORTS "1.1/count", f.super, alike, 200);

          g_assert_nonnull (strstr (found, on != 0 ? "\"calls\":2" : "\"calls\":1"));
        }
    }
  leakage = ask (&f, "POST", REPORTS "4.11/run", f.anna,
                 "{\"period\":{\"relative\":\"everything\"}}", 200);
  g_assert_nonnull (strstr (leakage, "Milano"));
  g_assert_null (strstr (leakage, "6677704"));
  mine = ask (&f, "GET", "/api/v1/calls?mine=true", f.super, NULL, 200);
  g_assert_nonnull (strstr (mine, "+39026677704"));
  tear_down (&f);
}

/* Whose calls they are is not told but to whose they are; the rest of them is. */
static void
test_lists (void)
{
  Fixture f = { 0 };
  g_autofree char *list = NULL, *own = NULL, *detail = NULL, *rows = NULL, *steps = NULL,
                  *path = NULL, *bruno = NULL, *on = NULL;

  set_up (&f);
  on = ask (&f, "GET", "/api/v1/calls", f.anna, NULL, 200);
  g_assert_nonnull (strstr (on, "\"extension\":\"703\""));
  put_switch (&f, FALSE);
  list = ask (&f, "GET", "/api/v1/calls", f.anna, NULL, 200);
  g_assert_null (strstr (list, "703"));
  g_assert_null (strstr (list, "osa"));
  g_assert_nonnull (strstr (list, "\"person_hidden\":true"));
  g_assert_nonnull (strstr (list, "\"department\":\"Sales\""));
  g_assert_nonnull (strstr (list, "+39026677889"));
  own = ask (&f, "GET", "/api/v1/calls", f.rosa, NULL, 200);
  g_assert_nonnull (strstr (own, "\"extension\":\"703\""));
  g_assert_nonnull (strstr (own, "\"person_hidden\":false"));
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, f.call_id);
  detail = ask (&f, "GET", path, f.anna, NULL, 200);
  g_assert_null (strstr (detail, "703"));
  g_assert_nonnull (strstr (detail, "\"legs\":[]"));
  rows = ask (&f, "POST", REPORTS "1.1/run", f.anna, "{}", 200);
  g_assert_null (strstr (rows, "703"));
  g_assert_null (strstr (rows, "Rosa"));
  steps = ask (&f, "POST", REPORTS "1.5/run", f.anna, "{}", 200);
  g_assert_null (strstr (steps, "\"703\""));
  g_assert_null (strstr (steps, "Rosa"));
  bruno = ask (&f, "GET", "/api/v1/calls?filter=%7B%22groups%22:%7B%22extensions%22:%5B%22704%22"
                          "%5D%7D%7D",
               f.anna, NULL, 403);
  tear_down (&f);
}

/* The log keeps whose calls were seen, and does not tell it to who looked; whose entry was changed it
 * tells. */
static void
test_access_log (void)
{
  static const char log[] = "/api/v1/access-log?limit=100";
  Fixture f = { 0 };
  g_autofree char *path = NULL, *call = NULL, *person = NULL, *hidden = NULL, *report = NULL,
                  *changed = NULL, *refused = NULL, *own = NULL, *told = NULL;

  set_up (&f);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, f.call_id);
  put_switch (&f, FALSE);
  call = ask (&f, "GET", path, f.anna, NULL, 200);
  hidden = ask (&f, "GET", log, f.anna, NULL, 200);
  g_assert_nonnull (strstr (hidden, "GET /api/v1/calls/{id}"));
  g_assert_null (strstr (hidden, "Rosa"));
  g_assert_null (strstr (hidden, "\"people\":\"3\""));
  report = ask (&f, "POST", REPORTS "12.7/run", f.anna, "{}", 200);
  g_assert_null (strstr (report, "Rosa"));
  refused = ask (&f, "GET", "/api/v1/access-log?person=3", f.anna, NULL, 403);
  own = ask (&f, "GET", "/api/v1/access-log?person=1", f.anna, NULL, 200);
  person = ask (&f, "PUT", "/api/v1/people/3", f.anna, "{\"custom\":[\"x\"]}", 200);
  changed = ask (&f, "GET", log, f.anna, NULL, 200);
  g_assert_nonnull (strstr (changed, "Rosa"));
  put_switch (&f, TRUE);
  told = ask (&f, "GET", "/api/v1/access-log?person=3", f.anna, NULL, 200);
  g_assert_nonnull (strstr (told, "GET /api/v1/calls/{id}"));
  g_assert_nonnull (strstr (told, "Rosa"));
  tear_down (&f);
}

/* Who reads the log by its report leaves an entry, too. */
static void
test_report_of_the_log (void)
{
  Fixture f = { 0 };
  g_autofree char *seen = NULL, *report = NULL, *log = NULL, *bruno = NULL;

  set_up (&f);
  test_house_run (f.house, "UPDATE account SET role = 2, scope = 4 WHERE user_name = 'bruno'");
  bruno = test_house_sign_in (f.house, "bruno");
  seen = ask (&f, "GET", "/api/v1/calls", f.anna, NULL, 200);
  report = ask (&f, "POST", REPORTS "12.7/run", bruno, "{}", 200);
  log = ask (&f, "GET", "/api/v1/access-log?user=bruno", f.anna, NULL, 200);
  g_assert_nonnull (strstr (log, "/reports/{id}/run"));
  tear_down (&f);
}

/* Of an internal call the other side is somebody of the house, too. */
static void
test_internal_calls (void)
{
  Fixture f = { 0 };
  TollCall call;
  g_autofree char *list = NULL, *numbers = NULL, *found = NULL, *own = NULL;

  set_up (&f);
  test_house_fill_call (f.house, &call, "703", 2, "");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.number = call.dialled = "704";
  call.callee_e164 = "";
  test_house_store_call (f.house, &call);
  put_switch (&f, FALSE);
  list = ask (&f, "GET", "/api/v1/calls?limit=1&filter=%7B%22directions%22:%5B%22internal%22%5D%7D",
              f.anna, NULL, 200);
  g_assert_null (strstr (list, "704"));
  g_assert_nonnull (strstr (list, "\"number_hidden\":\"person\""));
  numbers = ask (&f, "POST", REPORTS "3.3/run", f.anna,
                 "{\"group_by\":[\"number\"],\"directions\":[\"internal\"],\"rating_states\":[]}",
                 200);
  g_assert_null (strstr (numbers, "704"));
  found = ask (&f, "POST", REPORTS "1.1/count", f.anna,
               "{\"where\":{\"field\":\"number\",\"op\":\"is\",\"value\":\"704\"}}", 200);
  g_assert_nonnull (strstr (found, "\"calls\":0"));
  own = ask (&f, "GET", "/api/v1/calls", f.rosa, NULL, 200);
  g_assert_nonnull (strstr (own, "\"number\":\"704\""));
  tear_down (&f);
}

/* An answer is kept behind the back of who asked. Returns: (transfer full): the path of the newest. */
static char *
wait_for_kept (const Fixture *f)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (TollJson) history = test_house_get (f->house, "/api/v1/history", f->anna);

      if (toll_json_value_get_length (test_json_find (history, "items")) > 0)
        return g_strconcat ("/api/v1/history/", test_json_text (history, "items.0.id"), NULL);
      test_pump (100);
    }
  g_error ("the answer was not kept");
}

/* An answer of before is not given again, and what can only be refused is not kept. */
static void
test_kept (void)
{
  Fixture f = { 0 };
  g_autofree char *shown = NULL, *kept = NULL, *path = NULL;

  set_up (&f);
  expect (&f, "3.3/run", f.anna, "{\"group_by\":[\"name\"]}", 200);
  path = wait_for_kept (&f);
  shown = ask (&f, "GET", path, f.anna, NULL, 200);
  g_assert_nonnull (strstr (shown, "Rosa"));
  put_switch (&f, FALSE);
  {
    g_autoptr (TestAnswer) again = test_house_ask (f.house, "GET", path, f.anna, NULL);

    g_assert_null (strstr (again->body, "Rosa"));
  }
  kept = ask (&f, "POST", "/api/v1/schedules", f.anna,
              "{\"name\":\"By name\",\"report_id\":\"3.3\",\"spec\":{\"group_by\":[\"name\"]},"
              "\"every_unit\":\"weeks\",\"start\":\"2026-03-19T08:00\","
              "\"recipients\":[\"anna@prova.example\"]}",
              403);
  tear_down (&f);
}

/* One that was made before says why it is not sent any more. */
static void
test_schedules (void)
{
  gint64 until_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  Fixture f = { 0 };
  g_autofree char *made = NULL, *asked = NULL;
  g_autoptr (TollJson) runs = NULL;
  CollectorScheduler *scheduler;

  set_up (&f);
  scheduler = collector_scheduler_new (
      &(CollectorSchedulerOptions){ .lanes = f.house->lanes, .access_log = f.house->access_log,
                                    .clock = &f.house->clock, .mailer = f.house->mailer,
                                    .look_every_ms = 5 });
  made = ask (&f, "POST", "/api/v1/schedules", f.anna,
              "{\"name\":\"By name\",\"report_id\":\"3.3\",\"spec\":{\"group_by\":[\"name\"]},"
              "\"every_unit\":\"weeks\",\"start\":\"2026-03-19T08:00\","
              "\"recipients\":[\"anna@prova.example\"]}",
              201);
  put_switch (&f, FALSE);
  asked = ask (&f, "POST", "/api/v1/schedules/1/run", f.anna, NULL, 202);
  do
    {
      g_clear_pointer (&runs, toll_json_free);
      runs = test_house_get (f.house, "/api/v1/schedules/1/runs", f.anna);
    }
  while (g_get_monotonic_time () < until_us
         && (test_json_find (runs, "items.0") == NULL
             || strcmp (test_json_text (runs, "items.0.state"), "failed") != 0));
  g_assert_cmpstr (test_json_text (runs, "items.0.state"), ==, "failed");
  g_assert_nonnull (strstr (test_json_text (runs, "items.0.detail"), "single people are off"));
  collector_scheduler_free (scheduler);
  tear_down (&f);
}

/* How many extensions is told to anybody, and opens their calls: told apart where that is open. */
static void
test_how_many (void)
{
  Fixture f = { 0 };

  set_up (&f);
  for (guint on = 0; on < 2; on++)
    {
      g_autofree char *text = NULL;

      put_switch (&f, on);
      text = ask (&f, "POST", REPORTS "1.6/run", f.super, "{\"fields\":[\"lines\"]}", 200);
      g_assert_true ((strstr (text, "\\\"section\\\":\\\"extension\\\"") != NULL) == on);
      g_assert_true ((strstr (text, "\"drill\":\"\"") != NULL) == !on);
    }
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/individuals/reports", test_reports);
  g_test_add_func ("/individuals/columns", test_columns);
  g_test_add_func ("/individuals/how-many", test_how_many);
  g_test_add_func ("/individuals/unknown-extensions", test_unknown_extensions);
  g_test_add_func ("/individuals/numbers-of-the-house", test_numbers_of_the_house);
  g_test_add_func ("/individuals/lists", test_lists);
  g_test_add_func ("/individuals/access-log", test_access_log);
  g_test_add_func ("/individuals/access-log/report", test_report_of_the_log);
  g_test_add_func ("/individuals/internal-calls", test_internal_calls);
  g_test_add_func ("/individuals/kept", test_kept);
  g_test_add_func ("/individuals/schedules", test_schedules);
  return g_test_run ();
}
