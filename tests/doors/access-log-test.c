/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The access log of the real service: who looked is in it, it is anchored when the service stops,
 * and what is cut off while it is away is found.
 */
#include "shared/wire/json-read.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/service-run.h"
#include "tests/support/temp-dir.h"

#include "collector/store/db.h"

#include <signal.h>
#include <string.h>

#define PASSWORD "correct horse"

/* One call of a stranger, and an administrator. */
static void
fill (const char *data, TestTempDir *dir)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *path = NULL;

  toll_test_file_add (file, row);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  test_run_well (data, (const char *const[]){ "import", path, NULL });
  test_run_add_user (data, dir, "anna", "administrator", PASSWORD);
}

static TollJson *
get (TestService *service, const char *path, const char *token)
{
  g_autoptr (TestAnswer) answer = test_http_ask_once (service->url, "GET", path, token, NULL);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  return toll_json_read (answer->body, answer->body_bytes, 0, NULL);
}

static gboolean
is_whole (TestService *service, const char *token)
{
  g_autoptr (TollJson) json = get (service, "/api/v1/access-log/verify", token);
  const TollJsonValue *root = toll_json_get_root (json);

  return toll_json_value_get_bool (toll_json_value_get_member (root, "is_whole"));
}

static void
cut (const char *data)
{
  g_autofree char *path = g_build_filename (data, "access.db", NULL);
  g_autoptr (GError) error = NULL;
  CollectorDb *db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (collector_db_run (
      db,
      "DROP TRIGGER entry_remains; DELETE FROM entry WHERE id = (SELECT max (id) FROM entry)",
      &error));
  collector_db_close (db);
}

/* The command finds it as well, beside or without a service. */
static void
expect_verify (const char *data, int exit_code)
{
  const char *args[] = { "verify", NULL };
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_assert_cmpint (run->exit_code, ==, exit_code);
  g_assert_cmpint (strstr (run->output, "access log") != NULL, ==, exit_code != 0);
}

static void
test_a_cut_is_found (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *token = NULL;
  TestService *service;

  fill (data, dir);
  service = test_service_start (data, NULL);
  token = test_service_sign_in (service, "anna", PASSWORD);
  {
    g_autoptr (TollJson) calls = get (service, "/api/v1/calls", token);
    g_autoptr (TollJson) log = get (service, "/api/v1/access-log", token);
    const TollJsonValue *items = toll_json_value_get_member (toll_json_get_root (log), "items");
    const TollJsonValue *first = toll_json_value_get_element (items, 0);

    g_assert_cmpuint (toll_json_value_get_length (items), ==, 1);
    g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_member (first, "action")), ==,
                     "GET /api/v1/calls");
    g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_member (first, "user_name")),
                     ==, "anna");
  }
  g_assert_true (is_whole (service, token));
  test_service_end (service, SIGTERM);

  service = test_service_start (data, NULL);
  g_assert_true (is_whole (service, token));
  test_service_end (service, SIGTERM);

  expect_verify (data, 0);
  cut (data);
  expect_verify (data, 1);
  service = test_service_start (data, NULL);
  g_assert_false (is_whole (service, token));
  test_service_end (service, SIGTERM);
}

static void
look_once (TestService *service, const char *token)
{
  g_autoptr (TollJson) calls = get (service, "/api/v1/calls", token);
}

/* Waits until the ledger knows of @n_entries. */
static void
wait_for_anchor (TestService *service, const char *token, gint64 n_entries)
{
  for (gint64 until_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;; g_usleep (50000))
    {
      g_autoptr (TollJson) json = get (service, "/api/v1/access-log/verify", token);
      const TollJsonValue *root = toll_json_get_root (json);

      if (toll_json_value_get_int (toll_json_value_get_member (root, "n_anchored")) == n_entries)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    }
}

/* The newest entry is missed soon after it was written, even when the service was killed. */
static void
test_the_newest_is_missed (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *token = NULL;
  TestService *service;

  fill (data, dir);
  service = test_service_start (data, NULL);
  token = test_service_sign_in (service, "anna", PASSWORD);
  look_once (service, token);
  wait_for_anchor (service, token, 1);
  look_once (service, token);
  wait_for_anchor (service, token, 2);
  test_service_end (service, SIGKILL);
  expect_verify (data, 0);
  cut (data);
  expect_verify (data, 1);
}

/* What takes the place of entries that were cut hides nothing. */
static void
test_a_cut_is_not_overgrown (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *token = NULL;
  TestService *service;

  fill (data, dir);
  service = test_service_start (data, NULL);
  token = test_service_sign_in (service, "anna", PASSWORD);
  look_once (service, token);
  look_once (service, token);
  wait_for_anchor (service, token, 2);
  cut (data);
  for (guint i = 0; i < 3; i++)
    look_once (service, token);
  g_usleep (2 * G_USEC_PER_SEC); /* longer than the service needs for another anchor */
  g_assert_false (is_whole (service, token));
  test_service_end (service, SIGTERM);
  expect_verify (data, 1);
}

/* Somebody looks; the service ends. */
static void
look (const char *data)
{
  TestService *service = test_service_start (data, NULL);
  g_autofree char *token = test_service_sign_in (service, "anna", PASSWORD);
  g_autoptr (TollJson) calls = get (service, "/api/v1/calls", token);

  test_service_end (service, SIGTERM);
}

/* A backup holds the log: on another machine nobody is accused of having cut it. */
static void
test_a_backup_holds_it (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *other = test_temp_dir_path (dir, "other");
  g_autofree char *third = test_temp_dir_path (dir, "third");
  g_autofree char *backup = test_temp_dir_path (dir, "backup.db");
  g_autofree char *lonely = test_temp_dir_path (dir, "lonely.db");
  g_autofree char *bytes = NULL;
  const char *restore[] = { "restore", lonely, NULL };
  g_autoptr (TestRun) warned = NULL;
  gsize n_bytes;

  fill (data, dir);
  look (data);
  test_run_well (data, (const char *const[]){ "backup", backup, NULL });
  /* Where a service ran before, its own log gives way. */
  fill (other, dir);
  look (other);
  test_run_well (other, (const char *const[]){ "restore", backup, NULL });
  expect_verify (other, 0);
  look (other);
  expect_verify (other, 0);
  /* On the same machine the log has gone on meanwhile. */
  look (data);
  test_run_well (data, (const char *const[]){ "restore", backup, NULL });
  expect_verify (data, 0);
  /* Without its companion it is said. */
  g_assert_true (g_file_get_contents (backup, &bytes, &n_bytes, NULL));
  g_assert_true (g_file_set_contents (lonely, bytes, n_bytes, NULL));
  warned = test_run_collector (third, restore);
  g_assert_cmpint (warned->exit_code, ==, 0);
  g_assert_nonnull (strstr (warned->errors, "lonely.db.access"));
  expect_verify (third, 1);
}

/* What wants the ledger for itself says what to do. */
static void
test_beside_a_service (void)
{
  static const char *const commands[][3] = { { "rerate" }, { "replay" }, { "restore" } };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *backup = test_temp_dir_path (dir, "backup.db");
  TestService *service;

  fill (data, dir);
  service = test_service_start (data, NULL);
  test_run_well (data, (const char *const[]){ "backup", backup, NULL });
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *args[] = { commands[i][0], i == 2 ? backup : NULL, NULL };
      g_autoptr (TestRun) refused = test_run_collector (data, args);

      g_test_message ("%s: %s", args[0], refused->errors);
      g_assert_cmpint (refused->exit_code, ==, 1);
      g_assert_nonnull (strstr (refused->errors, "systemctl stop tollkeeper-collector"));
    }
  test_service_end (service, SIGTERM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doors/access-log/a-cut-is-found", test_a_cut_is_found);
  g_test_add_func ("/doors/access-log/the-newest-is-missed", test_the_newest_is_missed);
  g_test_add_func ("/doors/access-log/a-cut-is-not-overgrown", test_a_cut_is_not_overgrown);
  g_test_add_func ("/doors/access-log/a-backup-holds-it", test_a_backup_holds_it);
  g_test_add_func ("/doors/access-log/beside-a-service", test_beside_a_service);
  return g_test_run ();
}
