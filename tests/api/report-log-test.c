/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The access log tells whose calls a report counts, however its rows are called, and among whose it
 * was asked.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define REPORTS "/api/v1/reports/"
/* Ids of people. */
#define ROSA "3"
#define BRUNO "4"
#define NOBODY ""

typedef struct
{
  TestHouse *house;
  char *anna, *super;
} Fixture;

/* Three calls of rosa, of Sales, and two of bruno, of Support. */
static void
set_up (Fixture *f)
{
  f->house = test_house_new (NULL, NULL);
  test_house_store_calls (f->house, "703", 3, 10);
  test_house_store_calls (f->house, "704", 2, 20);
  f->anna = test_house_sign_in (f->house, "anna");
  f->super = test_house_sign_in (f->house, "super");
}

static void
tear_down (Fixture *f)
{
  g_clear_pointer (&f->house, test_house_free);
  g_clear_pointer (&f->anna, g_free);
  g_clear_pointer (&f->super, g_free);
}

/* Asks, and looks at the newest entry. @people, @scope: expected. */
static void
expect (Fixture *f, const char *token, const char *report, const char *spec, const char *people,
        const char *scope)
{
  g_autofree char *path = g_strconcat (REPORTS, report, NULL);
  g_autofree char *filter = g_strconcat ("scope=", scope, " ", NULL);
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "POST", path, token, spec);
  g_autoptr (TollJson) log = NULL;

  g_test_message ("%s %s", report, spec);
  g_assert_cmpuint (answer->status, ==, 200);
  log = test_house_get (f->house, "/api/v1/access-log?limit=1&q=reports", f->anna);
  g_assert_cmpstr (test_json_text (log, "items.0.user_name"), ==,
                   token == f->anna ? "anna" : "super");
  g_assert_true (g_str_has_suffix (test_json_text (log, "items.0.action"),
                                   strstr (report, "/count") != NULL ? "/count" : "/run"));
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, people);
  g_assert_cmpint (test_json_int (log, "items.0.n_people"), ==,
                   *people == '\0' ? 0 : strchr (people, ' ') != NULL ? 2 : 1);
  g_assert_true (g_str_has_prefix (test_json_text (log, "items.0.filter"), filter));
}

static void
test_rows (void)
{
  static const char *const keys[]
      = { "name", "extension", "number", "minute", "department", "day", "hour", "nation", "class" };
  Fixture f;

  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *all = g_strdup_printf ("{\"group_by\":[\"%s\"]}", keys[i]);
      g_autofree char *one = g_strdup_printf (
          "{\"group_by\":[\"%s\"],\"groups\":{\"departments\":[\"Support\"]}}", keys[i]);

      expect (&f, f.anna, "3.3/run", all, ROSA " " BRUNO, "all");
      expect (&f, f.anna, "3.3/run", one, BRUNO, "all");
      expect (&f, f.super, "3.3/run", all, ROSA, "departments Sales");
    }
  tear_down (&f);
}

static void
test_drills_counts_and_files (void)
{
  static const char of_support[] = "{\"groups\":{\"departments\":[\"Support\"]}}";
  static const char of_bruno[] = "{\"groups\":{\"extensions\":[\"704\"]}}";
  Fixture f;

  set_up (&f);
  expect (&f, f.anna, "1.1/run", "{}", ROSA " " BRUNO, "all");
  expect (&f, f.anna, "1.1/run", of_bruno, BRUNO, "all");
  expect (&f, f.anna, "1.1/count", "{}", ROSA " " BRUNO, "all");
  expect (&f, f.anna, "1.1/count", of_bruno, BRUNO, "all");
  expect (&f, f.anna, "1.1/count", of_support, BRUNO, "all");
  expect (&f, f.super, "1.1/count", "{}", ROSA, "departments Sales");
  expect (&f, f.anna, "3.3/run?format=csv", "{}", ROSA " " BRUNO, "all");
  expect (&f, f.anna, "5.9/run", "{\"period\":{\"relative\":\"today\"},\"directions\":[]}",
          ROSA " " BRUNO, "all");
  tear_down (&f);
}

/* So many calls are not looked at for the log's sake when they are everybody's: rows by line still name
 * who had it, others nobody. Whoever asks of a part hears whose they were. */
static void
test_many_calls (void)
{
#define WEEK "\"period\":{\"relative\":\"last_7_days\"}"
  Fixture f;

  set_up (&f);
  test_house_store_calls (f.house, "703", 2100, 1440);
  expect (&f, f.anna, "3.3/run", "{" WEEK "}", NOBODY, "all");
  expect (&f, f.super, "3.3/run", "{" WEEK "}", NOBODY, "departments Sales");
  expect (&f, f.anna, "1.1/count", "{" WEEK "}", NOBODY, "all");
  expect (&f, f.anna, "3.3/run", "{" WEEK ",\"group_by\":[\"extension\"]}", ROSA " " BRUNO,
          "all");
  expect (&f, f.anna, "3.3/run", "{" WEEK ",\"group_by\":[\"number\"]}", NOBODY, "all");
  expect (&f, f.anna, "3.3/run",
          "{" WEEK ",\"group_by\":[\"number\"],\"groups\":{\"departments\":[\"Sales\"]}}", ROSA,
          "all");
  expect (&f, f.anna, "3.3/run", "{" WEEK ",\"group_by\":[\"name\"]}", ROSA " " BRUNO, "all");
  expect (&f, f.super, "3.3/run", "{" WEEK ",\"group_by\":[\"number\"]}", ROSA,
          "departments Sales");
  expect (&f, f.anna, "1.1/count", "{" WEEK ",\"groups\":{\"extensions\":[\"703\"]}}", ROSA, "all");
  tear_down (&f);
#undef WEEK
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-log/rows", test_rows);
  g_test_add_func ("/report-log/drills-counts-and-files", test_drills_counts_and_files);
  g_test_add_func ("/report-log/many-calls", test_many_calls);
  return g_test_run ();
}
