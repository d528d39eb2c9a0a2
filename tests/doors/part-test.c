/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose calls are in the running service when an administrator of a part of the house gives user ids
 * of records, numbers and devices: nobody else's are taken, and what was before stays where it was.
 */
#include "collector/store/db.h"
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
#define PATIENCE_MS 30000
#define PEOPLE "/api/v1/people"

typedef struct
{
  TestTempDir *dir;
  char *data;
  char *drop;
  TestService *service;
  char *root; /* administrator of all */
  char *lea;  /* administrator of Sales */
} Fixture;

/* @n calls of the line, login and device. Returns: (transfer full): the file. */
static char *
write_calls (const char *folder, const char *line, const char *login, const char *device, guint n,
             gint64 at_s, guint sequence)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "callingPartyNumber", line, "callingPartyUnicodeLoginUserID",
                             login, "origDeviceName", device, NULL);
      toll_test_cdr_set_times (row, at_s, 5, 60);
      toll_test_file_add (file, row);
    }
  return toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, folder, "C", "01", "202603020900",
                               sequence);
}

static TollJson *
ask (Fixture *fixture, const char *token, const char *method, const char *path, const char *body,
     guint status, const char *words)
{
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (fixture->service->url, method, path, token, body);

  g_test_message ("%s %s: %u %s", method, path, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (words != NULL)
    g_assert_nonnull (strstr (answer->body, words));
  return toll_json_read (answer->body, answer->body_bytes, 0, NULL);
}

static void
expect (Fixture *fixture, const char *token, const char *method, const char *path,
        const char *body, guint status, const char *words)
{
  g_autoptr (TollJson) json = ask (fixture, token, method, path, body, status, words);
}

/* A person made. Returns: (transfer full): the path. */
static char *
add_person (Fixture *fixture, const char *token, const char *body)
{
  g_autoptr (TollJson) json = ask (fixture, token, "POST", PEOPLE, body, 201, NULL);

  return g_strconcat (PEOPLE "/",
                      toll_json_value_get_text (
                          toll_json_value_get_member (toll_json_get_root (json), "id")),
                      NULL);
}

static void
start (Fixture *fixture)
{
  fixture->service = test_service_start (fixture->data, fixture->drop);
  fixture->root = test_service_sign_in (fixture->service, "root", PASSWORD);
}

/* alan of Support, whom records call abarnes: three calls; ghost's, 3810's and a device's are
 * nobody's. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *abarnes = NULL, *ghost = NULL, *pilot = NULL, *phone = NULL;
  g_autofree char *lea = NULL, *lea_password = NULL, *alan = NULL;

  fixture->dir = test_temp_dir_new ();
  fixture->data = test_temp_dir_path (fixture->dir, "data");
  fixture->drop = test_temp_dir_path (fixture->dir, "drop");
  g_assert_cmpint (g_mkdir (fixture->drop, 0700), ==, 0);
  abarnes = write_calls (fixture->dir->path, "2001", "abarnes", "SEPA", 3, TOLL_TEST_CDR_SETUP_S, 1);
  ghost = write_calls (fixture->dir->path, "2009", "ghost", "SEPB", 2, TOLL_TEST_CDR_SETUP_S, 2);
  pilot = write_calls (fixture->dir->path, "3810", "", "SEPC", 4, TOLL_TEST_CDR_SETUP_S, 3);
  phone = write_calls (fixture->dir->path, "2010", "", "SEPD", 5, TOLL_TEST_CDR_SETUP_S, 4);
  test_run_well (fixture->data, (const char *const[]){ "import", abarnes, ghost, pilot, phone, NULL });
  test_run_add_user (fixture->data, fixture->dir, "root", "administrator", PASSWORD);
  start (fixture);
  alan = add_person (fixture, fixture->root,
                     "{\"user_name\":\"alan\",\"last_name\":\"Barnes\",\"cucm_user_id\":\"abarnes\","
                     "\"department\":{\"name\":\"Support\"}}");
  lea = add_person (fixture, fixture->root,
                    "{\"user_name\":\"lea\",\"department\":{\"name\":\"Sales\"},"
                    "\"role\":\"administrator\","
                    "\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]}}");
  lea_password = g_strconcat (lea, "/password", NULL);
  expect (fixture, fixture->root, "PUT", lea_password, "{\"password\":\"" PASSWORD "\"}", 204,
          NULL);
  fixture->lea = test_service_sign_in (fixture->service, "lea", PASSWORD);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  test_service_end (fixture->service, SIGTERM);
  test_run_well (fixture->data, (const char *const[]){ "verify", NULL });
  g_free (fixture->root);
  g_free (fixture->lea);
  g_free (fixture->drop);
  g_free (fixture->data);
  test_temp_dir_free (fixture->dir);
}

static guint
count_calls (Fixture *fixture, const char *department)
{
  g_autoptr (TollJson) json
      = ask (fixture, fixture->root, "GET", "/api/v1/calls?limit=100", NULL, 200, NULL);
  const TollJsonValue *items = toll_json_value_get_member (toll_json_get_root (json), "items");
  guint n = 0;

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    n += g_strcmp0 (toll_json_value_get_text (toll_json_value_get_member (
                        toll_json_value_get_element (items, i), "department")),
                    department)
         == 0;
  return n;
}

/* The service works changes off behind its answers: they are waited for. */
static void
expect_calls (Fixture *fixture, const char *department, guint n)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (count_calls (fixture, department) != n && g_get_monotonic_time () < until_us)
    test_pump (50);
  g_assert_cmpuint (count_calls (fixture, department), ==, n);
}

/* Everything that was told until now is worked off: alan's calls have moved, and so on. */
static void
expect_nothing_came (Fixture *fixture, const char *department)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("Mark %u", ++n);
  g_autofree char *body
      = g_strdup_printf ("{\"department\":{\"name\":\"%s\"},\"moved_from_ms\":0}", name);
  g_autoptr (TollJson) list = ask (fixture, fixture->root, "GET", PEOPLE "?q=alan", NULL, 200, NULL);
  const TollJsonValue *items = toll_json_value_get_member (toll_json_get_root (list), "items");
  g_autofree char *path = g_strconcat (
      PEOPLE "/",
      toll_json_value_get_text (
          toll_json_value_get_member (toll_json_value_get_element (items, 0), "id")),
      NULL);

  expect (fixture, fixture->root, "PUT", path, body, 200, NULL);
  expect_calls (fixture, name, 3);
  g_assert_cmpuint (count_calls (fixture, department), ==, 0);
}

/* Nobody is found by the user id of another, whoever asks for it and however it is written. */
static void
test_one_persons_at_a_time (Fixture *fixture, gconstpointer unused)
{
  static const char csv[] = "user_name,cucm_user_id\nzoe,\nzoe2,ABARNES\n";
  g_autofree char *zoe = NULL, *alan = NULL;
  g_autoptr (TollJson) list = NULL;

  expect_calls (fixture, "Support", 3);
  zoe = add_person (fixture, fixture->lea,
                    "{\"user_name\":\"zoe\",\"department\":{\"name\":\"Sales\"}}");
  expect (fixture, fixture->lea, "PUT", zoe, "{\"cucm_user_id\":\"ABarnes\"}", 409,
          "Barnes 'alan'");
  expect (fixture, fixture->root, "PUT", zoe, "{\"cucm_user_id\":\"abarnes\"}", 409,
          "\"field\":\"cucm_user_id\"");
  expect (fixture, fixture->root, "PUT", zoe, "{\"user_name\":\"abarnes\"}", 409,
          "\"field\":\"user_name\"");
  expect (fixture, fixture->lea, "POST", PEOPLE, "{\"user_name\":\"Abarnes\"}", 409, "'alan'");
  /* lea is found by her user name. */
  expect (fixture, fixture->lea, "PUT", zoe, "{\"cucm_user_id\":\"lea\"}", 409, "'lea'");
  expect (fixture, fixture->lea, "POST", PEOPLE "/import?dry_run=true", csv, 200,
          "\"line\":3,\"column\":\"cucm_user_id\"");
  expect (fixture, fixture->root, "POST", PEOPLE "/import", csv, 200, "\"applied\":false");
  /* alan himself goes on, and what nobody is found by is free. */
  list = ask (fixture, fixture->root, "GET", PEOPLE "?q=alan", NULL, 200, NULL);
  expect (fixture, fixture->lea, "PUT", zoe, "{\"cucm_user_id\":\"alan\"}", 200, NULL);
  expect_nothing_came (fixture, "Sales");
}

/* Two exchange theirs within a file. */
static void
test_exchange_in_a_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *zoe = add_person (
      fixture, fixture->root,
      "{\"user_name\":\"zoe\",\"cucm_user_id\":\"ghost\",\"department\":{\"name\":\"Depot\"}}");

  expect_calls (fixture, "Depot", 2);
  expect (fixture, fixture->root, "POST", PEOPLE "/import",
          "user_name,cucm_user_id\nzoe,abarnes\nalan,ghost\n", 200, "\"applied\":true");
  expect_calls (fixture, "Depot", 3);
  expect_calls (fixture, "Support", 2);
}

/* A call of now, a second after what was told. */
static void
drop_call (Fixture *fixture, const char *line, const char *login, const char *device,
           guint sequence)
{
  g_autofree char *path = NULL;

  g_usleep (1100 * 1000);
  path = write_calls (fixture->drop, line, login, device, 1, g_get_real_time () / G_USEC_PER_SEC,
                      sequence);
}

/* What was nobody's, or another's, is the part's from now on; the whole house may have it all. */
static void
test_from_now_on (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *zoe = NULL, *pilot = NULL, *phone = NULL, *ghost = NULL;

  expect_calls (fixture, "Support", 3);
  zoe = add_person (fixture, fixture->lea,
                    "{\"user_name\":\"zoe\",\"department\":{\"name\":\"Sales\"}}");
  expect (fixture, fixture->lea, "PUT", zoe, "{\"cucm_user_id\":\"ghost\"}", 200, NULL);
  pilot = add_person (fixture, fixture->lea,
                      "{\"user_name\":\"hp3810\",\"department\":{\"name\":\"Sales\"},"
                      "\"lines\":[{\"number\":\"3810\",\"valid_from_ms\":0}]}");
  phone = add_person (fixture, fixture->lea,
                      "{\"user_name\":\"phone\",\"department\":{\"name\":\"Sales\"},"
                      "\"devices\":[\"SEPD\"]}");
  expect_nothing_came (fixture, "Sales");
  drop_call (fixture, "2009", "ghost", "SEPB", 11);
  drop_call (fixture, "3810", "", "SEPC", 12);
  drop_call (fixture, "2010", "", "SEPD", 13);
  expect_calls (fixture, "Sales", 3);
  /* Given back and taken again: as before. */
  expect (fixture, fixture->lea, "DELETE", pilot, NULL, 204, NULL);
  expect (fixture, fixture->lea, "PUT", pilot,
          "{\"valid_to_ms\":null,\"lines\":[{\"number\":\"3810\"}]}", 200, NULL);
  expect (fixture, fixture->lea, "PUT", pilot, "{\"valid_from_ms\":0}", 200, NULL);
  expect (fixture, fixture->root, "PUT", zoe, "{\"cucm_user_id\":\"\"}", 200, NULL);
  expect_calls (fixture, "Sales", 2);
  ghost = add_person (fixture, fixture->lea,
                      "{\"user_name\":\"ghost\",\"department\":{\"name\":\"Sales\"}}");
  expect_calls (fixture, "Sales", 2);
  expect (fixture, fixture->root, "PUT", pilot,
          "{\"lines\":[{\"number\":\"3810\",\"valid_from_ms\":null}]}", 200, NULL);
  expect_calls (fixture, "Sales", 6);
}

/* What finds another's calls is not taken from them, so that the next call is theirs as well. */
static void
test_taken_from_nobody (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (TollJson) list = NULL;

  expect_calls (fixture, "Support", 3);
  list = ask (fixture, fixture->root, "GET", PEOPLE "?q=alan", NULL, 200, NULL);
  path = g_strconcat (PEOPLE "/",
                      toll_json_value_get_text (toll_json_value_get_member (
                          toll_json_value_get_element (
                              toll_json_value_get_member (toll_json_get_root (list), "items"), 0),
                          "id")),
                      NULL);
  expect (fixture, fixture->lea, "PUT", path, "{\"cucm_user_id\":\"\"}", 403,
          "\"field\":\"cucm_user_id\"");
  /* Nor is he kept from being found by his user name, which somebody else would have then. */
  expect (fixture, fixture->root, "PUT", path, "{\"cucm_user_id\":\"\"}", 200, NULL);
  expect (fixture, fixture->lea, "PUT", path, "{\"cucm_user_id\":\"zz\"}", 403,
          "\"field\":\"cucm_user_id\"");
  expect (fixture, fixture->root, "PUT", path, "{\"cucm_user_id\":\"abarnes\"}", 200, NULL);
  expect (fixture, fixture->lea, "POST", PEOPLE,
          "{\"user_name\":\"zoe\",\"cucm_user_id\":\"abarnes\","
          "\"department\":{\"name\":\"Sales\"}}",
          409, "'alan'");
  drop_call (fixture, "2001", "abarnes", "SEPA", 21);
  expect_calls (fixture, "Support", 4);
  g_assert_cmpuint (count_calls (fixture, "Sales"), ==, 0);
}

/* Nor is a name claimed that is nobody's, but by which somebody signed in at another's phone. */
static void
test_at_anothers_phone (Fixture *fixture, gconstpointer unused)
{
  static const char user_id[] = "{\"user_name\":\"zoe\",\"cucm_user_id\":\"Guest\","
                                "\"department\":{\"name\":\"Sales\"}}";
  static const char name[] = "{\"user_name\":\"guest\",\"department\":{\"name\":\"Sales\"}}";
  g_autofree char *boss = add_person (fixture, fixture->root,
                                      "{\"user_name\":\"boss\",\"department\":{\"name\":\"Board\"},"
                                      "\"lines\":[{\"number\":\"2030\",\"valid_from_ms\":0}]}");
  g_autofree char *guest = NULL;

  drop_call (fixture, "2030", "guest", "SEPG", 31);
  expect_calls (fixture, "Board", 1);
  expect (fixture, fixture->lea, "POST", PEOPLE, user_id, 403, "\"field\":\"cucm_user_id\"");
  expect (fixture, fixture->lea, "POST", PEOPLE, name, 403, "\"field\":\"user_name\"");
  guest = add_person (fixture, fixture->root, name);
}

static void
break_ledger (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (collector_db_run (db, sql, &error));
}

/* Waits for a line of the service with @words, then ends it. */
static void
expect_said (Fixture *fixture, const char *words)
{
  g_autofree char *option = g_strdup_printf ("--data-dir=%s", fixture->data);
  const char *argv[]
      = { g_getenv ("TOLL_COLLECTOR"), "serve", "--listen=127.0.0.1:0", option, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_autoptr (GDataInputStream) output
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  gboolean is_said = FALSE, is_ready = FALSE;

  while (!is_ready)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      g_test_message ("%s", line);
      is_said |= strstr (line, words) != NULL;
      is_ready = g_str_has_prefix (line, "listening on ");
    }
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (is_said);
}

/* A ledger of before has the same user id twice: it opens, says so, and the first has the calls. */
static void
test_doubled_of_before (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *zoe = NULL;

  zoe = add_person (fixture, fixture->root,
                    "{\"user_name\":\"zoe\",\"department\":{\"name\":\"Sales\"}}");
  test_service_end (fixture->service, SIGTERM);
  break_ledger (fixture, "UPDATE person SET cucm_user_id = 'ABARNES' WHERE user_name = 'zoe';"
                         "UPDATE revision SET n = n + 1");
  expect_said (fixture, "'abarnes' of records is that of several people: alan, zoe");
  g_clear_pointer (&fixture->root, g_free);
  start (fixture);
  expect (fixture, fixture->root, "PUT", zoe, "{\"first_name\":\"Zoe\"}", 200, "ABARNES");
  expect_calls (fixture, "Support", 3);
  expect_nothing_came (fixture, "Sales");
  expect (fixture, fixture->root, "PUT", zoe, "{\"cucm_user_id\":\"abarnes2\"}", 200, NULL);
  expect (fixture, fixture->root, "PUT", zoe, "{\"cucm_user_id\":\"abarnes\"}", 409, "'alan'");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/doors/part/one-persons-at-a-time", test_one_persons_at_a_time);
  ADD ("/doors/part/exchange-in-a-file", test_exchange_in_a_file);
  ADD ("/doors/part/from-now-on", test_from_now_on);
  ADD ("/doors/part/taken-from-nobody", test_taken_from_nobody);
  ADD ("/doors/part/at-anothers-phone", test_at_anothers_phone);
  ADD ("/doors/part/doubled-of-before", test_doubled_of_before);
#undef ADD
  return g_test_run ();
}
