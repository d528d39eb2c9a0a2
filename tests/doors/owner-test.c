/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose calls are in the running service while its directory changes over HTTP: lists and totals
 * of departments follow a move that is told late, a file of people and a merge, and nothing that
 * was before is moved along.
 */
#include "collector/store/totals/totals.h"
#include "shared/wire/json-read.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/service-run.h"
#include "tests/support/temp-dir.h"

#include <signal.h>
#include <string.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define PASSWORD "correct horse"
#define DAY_S 86400
#define LATE_MS ((TOLL_TEST_CDR_SETUP_S + 4 * DAY_S) * 1000)
#define PATIENCE_MS 30000

typedef struct
{
  TestTempDir *dir;
  char *data;
  char *drop;
  TestService *service;
  char *token;
} Fixture;

/* @n calls of @caller, @day days after the usual one. Returns: (transfer full): the file. */
static char *
write_calls (Fixture *fixture, const char *folder, const char *caller, guint n, guint day,
             const char *minute)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set (row, "callingPartyNumber", caller);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + day * DAY_S, 5, 60);
      toll_test_file_add (file, row);
    }
  return toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, folder, "C", "01", minute, 1);
}

/* 2001: three calls, one of them days later; 2005: two. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *early = NULL, *late = NULL, *other = NULL;

  fixture->dir = test_temp_dir_new ();
  fixture->data = test_temp_dir_path (fixture->dir, "data");
  fixture->drop = test_temp_dir_path (fixture->dir, "drop");
  g_assert_cmpint (g_mkdir (fixture->drop, 0700), ==, 0);
  early = write_calls (fixture, fixture->dir->path, "2001", 2, 0, "202603020900");
  late = write_calls (fixture, fixture->dir->path, "2001", 1, 8, "202603100900");
  other = write_calls (fixture, fixture->dir->path, "2005", 2, 0, "202603020905");
  test_run_well (fixture->data, (const char *const[]){ "import", early, late, other, NULL });
  test_run_add_user (fixture->data, fixture->dir, "anna", "administrator", PASSWORD);
  fixture->service = test_service_start (fixture->data, fixture->drop);
  fixture->token = test_service_sign_in (fixture->service, "anna", PASSWORD);
}

/* What the service left is whole: calls, places they are found at, totals. */
static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  test_service_end (fixture->service, SIGTERM);
  test_run_well (fixture->data, (const char *const[]){ "verify", NULL });
  g_free (fixture->token);
  g_free (fixture->drop);
  g_free (fixture->data);
  test_temp_dir_free (fixture->dir);
}

static TollJson *
ask (Fixture *fixture, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (fixture->service->url, method, path, fixture->token, body);

  if (answer->status != status)
    g_test_message ("%s %s: %u %s", method, path, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return status == 204 ? NULL : toll_json_read (answer->body, answer->body_bytes, 0, NULL);
}

static const TollJsonValue *
get_items (const TollJson *json)
{
  return toll_json_value_get_member (toll_json_get_root (json), "items");
}

/* How many calls are listed under the department. */
static guint
count_listed (Fixture *fixture, const char *department)
{
  g_autoptr (TollJson) json = ask (fixture, "GET", "/api/v1/calls", NULL, 200);
  const TollJsonValue *items = get_items (json);
  guint n = 0;

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      const TollJsonValue *item = toll_json_value_get_element (items, i);

      n += g_strcmp0 (toll_json_value_get_text (toll_json_value_get_member (item, "department")),
                      department)
           == 0;
    }
  return n;
}

/* How many calls the running totals count under the department. */
static gint64
count_summed (Fixture *fixture, const char *department)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  g_autoptr (GArray) rows = NULL;
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  gint64 key, n = 0;

  g_assert_no_error (error);
  stmt = collector_db_prepare (db, "SELECT id FROM department WHERE name = ?1", &error);
  collector_stmt_bind_text (stmt, 1, department);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  key = has_row ? collector_stmt_get_int (stmt, 0) : -1;
  collector_stmt_reset (stmt);
  if (key < 0)
    return 0;
  rows = collector_totals_list (db, COLLECTOR_CUBE_DEPARTMENT, &key, 1, 0, 40000, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    for (guint d = 0; d < TOLL_N_DIRECTIONS; d++)
      n += g_array_index (rows, CollectorTotalsRow, i).cells[d].calls;
  return n;
}

/* The service works changes off behind its answers: they are waited for. */
static void
expect_calls (Fixture *fixture, const char *department, guint n)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (count_summed (fixture, department) != n && g_get_monotonic_time () < until_us)
    test_pump (50);
  g_assert_cmpint (count_summed (fixture, department), ==, n);
  g_assert_cmpuint (count_listed (fixture, department), ==, n);
}

static char *
path_of (const TollJson *json, const char *list)
{
  const TollJsonValue *root = toll_json_get_root (json);

  return g_strconcat ("/api/v1/", list, "/",
                      toll_json_value_get_text (toll_json_value_get_member (root, "id")), NULL);
}

static void
expect_unknown (Fixture *fixture, guint index, const char *extension, gint64 n_calls)
{
  g_autoptr (TollJson) json = ask (fixture, "GET", "/api/v1/unknown-extensions", NULL, 200);
  const TollJsonValue *item = toll_json_value_get_element (get_items (json), index);

  g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_member (item, "extension")), ==,
                   extension);
  g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_member (item, "n_calls")), ==,
                   n_calls);
}

static guint
count_unknown (Fixture *fixture)
{
  g_autoptr (TollJson) json = ask (fixture, "GET", "/api/v1/unknown-extensions", NULL, 200);

  return toll_json_value_get_length (get_items (json));
}

static void
test_a_move_is_told_late (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TollJson) alba = NULL, moved = NULL, back = NULL;
  g_autofree char *path = NULL, *body = NULL, *early = NULL, *late = NULL;

  g_assert_cmpuint (count_unknown (fixture), ==, 2);
  expect_unknown (fixture, 0, "2001", 3);
  expect_unknown (fixture, 1, "2005", 2);
  alba = ask (fixture, "POST", "/api/v1/people",
              "{\"user_name\":\"alba\",\"department\":{\"name\":\"Sales\"},"
              "\"lines\":[{\"number\":\"2001\"}]}",
              201);
  expect_calls (fixture, "Sales", 3);
  g_assert_cmpuint (count_unknown (fixture), ==, 1);
  path = path_of (alba, "people");
  body = g_strdup_printf ("{\"department\":{\"name\":\"Support\"},\"moved_from_ms\":%"
                          G_GINT64_FORMAT "}",
                          LATE_MS);
  moved = ask (fixture, "PUT", path, body, 200);
  expect_calls (fixture, "Support", 1);
  expect_calls (fixture, "Sales", 2);
  /* Another who moves now takes nothing along. */
  back = ask (fixture, "PUT", path, "{\"department\":{\"name\":\"Depot\"}}", 200);
  expect_calls (fixture, "Support", 1);
  expect_calls (fixture, "Depot", 0);
  expect_calls (fixture, "Sales", 2);
  /* Calls of those days that come in only now are of those days too. */
  early = write_calls (fixture, fixture->drop, "2001", 5, 1, "202603030900");
  late = write_calls (fixture, fixture->drop, "2001", 6, 5, "202603070900");
  expect_calls (fixture, "Sales", 7);
  expect_calls (fixture, "Support", 7);
}

/* People of a file take their calls; then their departments become one. */
static void
test_a_file_and_a_merge (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TollJson) first = NULL, departments = NULL, into = NULL;
  g_autofree char *path = NULL;

  first = ask (fixture, "POST", "/api/v1/people/import",
               "user_name,extension,department\nalba,2001,Sales\nbruno,2005,Support\n", 200);
  expect_calls (fixture, "Sales", 3);
  expect_calls (fixture, "Support", 2);
  departments = ask (fixture, "GET", "/api/v1/departments", NULL, 200);
  path = g_strdup_printf (
      "/api/v1/departments/%s?into=%s",
      toll_json_value_get_text (toll_json_value_get_member (
          toll_json_value_get_element (get_items (departments), 1), "id")),
      toll_json_value_get_text (toll_json_value_get_member (
          toll_json_value_get_element (get_items (departments), 0), "id")));
  into = ask (fixture, "DELETE", path, NULL, 204);
  expect_calls (fixture, "Sales", 5);
  expect_calls (fixture, "Support", 0);
}

/* A new file is understood by the directory as it is now; who leaves keeps what was. */
static void
test_new_calls_and_who_leaves (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TollJson) alba = NULL, heir = NULL, gone = NULL;
  g_autofree char *path = NULL, *file = NULL;

  alba = ask (fixture, "POST", "/api/v1/people",
              "{\"user_name\":\"alba\",\"department\":{\"name\":\"Sales\"},"
              "\"lines\":[{\"number\":\"2001\"}]}",
              201);
  expect_calls (fixture, "Sales", 3);
  file = write_calls (fixture, fixture->drop, "2001", 4, 1, "202603030900");
  expect_calls (fixture, "Sales", 7);
  path = path_of (alba, "people");
  gone = ask (fixture, "DELETE", path, NULL, 204);
  heir = ask (fixture, "POST", "/api/v1/people",
              "{\"user_name\":\"carla\",\"department\":{\"name\":\"Legal\"},"
              "\"lines\":[{\"number\":\"2001\"},{\"number\":\"2005\"}]}",
              201);
  expect_calls (fixture, "Legal", 2);
  expect_calls (fixture, "Sales", 7);
}

/* As soon as the setting says so, without a new start. */
static void
test_unknown_become_people (Fixture *fixture, gconstpointer unused)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_MS * 1000;
  g_autoptr (TollJson) setting = NULL, people = NULL;

  setting = ask (fixture, "PUT", "/api/v1/settings", "{\"unknown_extensions\":\"create\"}", 200);
  while (count_unknown (fixture) > 0 && g_get_monotonic_time () < until_us)
    test_pump (100);
  g_assert_cmpuint (count_unknown (fixture), ==, 0);
  people = ask (fixture, "GET", "/api/v1/people?source=automatic&sort=user_name", NULL, 200);
  g_assert_cmpuint (toll_json_value_get_length (get_items (people)), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/doors/owner/a-move-is-told-late", test_a_move_is_told_late);
  ADD ("/doors/owner/a-file-and-a-merge", test_a_file_and_a_merge);
  ADD ("/doors/owner/new-calls-and-who-leaves", test_new_calls_and_who_leaves);
  ADD ("/doors/owner/unknown-become-people", test_unknown_become_people);
#undef ADD
  return g_test_run ();
}
