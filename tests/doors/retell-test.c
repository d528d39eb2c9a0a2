/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A company that is told of over HTTP while the service runs, after half of its records were
 * imported and while the rest is taken: the calls, totals and costs end as if it had been known from
 * the first.
 */
#include "collector/store/db.h"
#include "shared/wire/json-read.h"
#include "tests/support/http-client.h"
#include "tests/support/retelling.h"
#include "tests/support/service-run.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define PASSWORD "correct horse"
#define PATIENCE_MS 60000

typedef struct
{
  TestTempDir *dir;
  char *data;
  char *drop;
  CollectorDemoCompany *company;
  GPtrArray *paths; /* record files */
  char *expected;   /* the dump of an import that knew everything */
  gint64 n_records;
  TestService *service;
  char *token;
} Fixture;

static char *
make_company (Fixture *fixture, const char *name)
{
  g_autofree char *unused = test_temp_dir_path (fixture->dir, "unused");
  char *data = test_temp_dir_path (fixture->dir, name);

  test_demo_make (data, unused, 0, 1);
  return data;
}

/* Every other file. Returns: (transfer container). */
static GPtrArray *
take_half (const GPtrArray *paths, guint first)
{
  GPtrArray *half = g_ptr_array_new ();

  for (guint i = first; i < paths->len; i += 2)
    g_ptr_array_add (half, paths->pdata[i]);
  return half;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *source = NULL, *files = NULL, *told = NULL;
  g_autoptr (GHashTable) counts = NULL, early = NULL;
  g_autoptr (GPtrArray) half = NULL;

  fixture->dir = test_temp_dir_new ();
  source = test_temp_dir_path (fixture->dir, "source");
  files = test_temp_dir_path (fixture->dir, "files");
  fixture->drop = test_temp_dir_path (fixture->dir, "drop");
  g_assert_cmpint (g_mkdir (fixture->drop, 0700), ==, 0);
  test_demo_make (source, files, 1500, 5);
  fixture->paths = test_demo_list (files);
  fixture->company = test_demo_company_new ();
  told = make_company (fixture, "told");
  counts = test_demo_import (told, fixture->paths);
  fixture->n_records = test_count (counts, "legs") + test_count (counts, "noise")
                       + test_count (counts, "quality");
  fixture->expected = test_demo_dump (told);
  fixture->data = make_company (fixture, "data");
  test_demo_untell (fixture->data, fixture->company, TEST_TOLD_GATEWAYS | TEST_TOLD_PLANS);
  half = take_half (fixture->paths, 0);
  early = test_demo_import (fixture->data, half);
  test_run_add_user (fixture->data, fixture->dir, "root", "administrator", PASSWORD);
  fixture->service = test_service_start (fixture->data, fixture->drop);
  fixture->token = test_service_sign_in (fixture->service, "root", PASSWORD);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  collector_demo_company_free (fixture->company);
  g_ptr_array_unref (fixture->paths);
  g_free (fixture->expected);
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
  return toll_json_read (answer->body, answer->body_bytes, 0, NULL);
}

static const char *
text_of (const TollJsonValue *object, const char *name)
{
  return toll_json_value_get_text (toll_json_value_get_member (object, name));
}

static const CollectorDemoSite *
find_site (const CollectorDemoCompany *company, const char *name)
{
  for (guint i = 0; i < company->n_sites; i++)
    if (g_str_equal (company->sites[i].name, name))
      return &company->sites[i];
  g_assert_not_reached ();
}

static void
tell_sites (Fixture *fixture)
{
  g_autoptr (TollJson) json = ask (fixture, "GET", "/api/v1/sites", NULL, 200);
  const TollJsonValue *items
      = toll_json_value_get_member (toll_json_get_root (json), "items");

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      const TollJsonValue *item = toll_json_value_get_element (items, i);
      const CollectorDemoSite *site = find_site (fixture->company, text_of (item, "name"));
      g_autofree char *path = g_strconcat ("/api/v1/sites/", text_of (item, "id"), NULL);
      g_autofree char *body = g_strdup_printf (
          "{\"area_code\":\"%s\",\"access_code\":\"%s\",\"extension_ranges\":\"%s\","
          "\"public_ranges\":\"%s\",\"voicemail_number\":\"%s\",\"mwi_numbers\":\"%s\"}",
          site->area_code, site->access_code, site->extension_range, site->public_range,
          site->voicemail_number, site->mwi_numbers);
      g_autoptr (TollJson) answer = ask (fixture, "PUT", path, body, 200);
    }
}

/* A trunk is taken for a phone first. */
static void
tell_device (Fixture *fixture, const char *device, const char *kind)
{
  g_autofree char *body = g_strdup_printf ("{\"kind\":\"%s\"}", kind);
  g_autofree char *name = g_uri_escape_string (device, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/devices/", name, NULL);
  g_autoptr (TollJson) answer = ask (fixture, "PUT", path, body, 200);
}

static void
tell_gateways (Fixture *fixture)
{
  for (guint i = 0; i < fixture->company->n_gateways; i++)
    {
      const CollectorDemoGateway *gateway = &fixture->company->gateways[i];
      g_autofree char *body = g_strdup_printf (
          "{\"device\":\"%s\",\"site\":{\"name\":\"%s\"},\"tariff\":\"%s\"}", gateway->device,
          fixture->company->sites[gateway->site].name, gateway->tariff);
      g_autoptr (TollJson) answer = ask (fixture, "POST", "/api/v1/gateways", body, 201);
    }
}

/* Puts files into the drop folder, which takes them as they come. */
static void
deliver (Fixture *fixture, const GPtrArray *paths, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *path = g_build_filename (fixture->drop, name, NULL);

      g_assert_cmpint (g_rename (paths->pdata[i], path), ==, 0);
    }
}

static gint64
count_records (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  gint64 n;

  g_assert_no_error (error);
  stmt = collector_db_prepare (db, "SELECT (SELECT count(*) FROM leg) + (SELECT count(*) FROM quality)",
                               &error);
  g_assert_true (stmt != NULL && collector_stmt_step (stmt, &has_row, &error) && has_row);
  n = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return n;
}

/* Until all records are there and nothing waits to be derived anew. */
static void
wait_for_rest (Fixture *fixture)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while ((count_records (fixture) < fixture->n_records || test_count_waiting (fixture->data) > 0)
         && g_get_monotonic_time () < until_us)
    test_pump (100);
  g_assert_cmpint (count_records (fixture), ==, fixture->n_records);
  g_assert_cmpint (test_count_waiting (fixture->data), ==, 0);
}

static void
assert_as_expected (Fixture *fixture)
{
  g_autofree char *dump = test_demo_dump (fixture->data);

  if (!g_str_equal (dump, fixture->expected))
    {
      g_file_set_contents ("retell-expected.txt", fixture->expected, -1, NULL);
      g_file_set_contents ("retell-got.txt", dump, -1, NULL);
      g_error ("the ledger differs; see retell-*.txt");
    }
  test_assert_verified (fixture->data);
}

/* @is_killed: the service dies as soon as it was told, and is started again. */
static void
test_told_while_it_runs (Fixture *fixture, gconstpointer is_killed)
{
  g_autoptr (GPtrArray) half = take_half (fixture->paths, 1);
  guint third = half->len / 3;

  deliver (fixture, half, 0, third);
  tell_device (fixture, fixture->company->gateways[0].device, "phone");
  tell_sites (fixture);
  deliver (fixture, half, third, 2 * third);
  tell_gateways (fixture);
  deliver (fixture, half, 2 * third, half->len);
  if (is_killed != NULL)
    {
      test_service_end (fixture->service, SIGKILL);
      fixture->service = test_service_start (fixture->data, fixture->drop);
    }
  wait_for_rest (fixture);
  test_service_end (fixture->service, SIGTERM);
  assert_as_expected (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/doors/retell/told-while-it-runs", Fixture, NULL, set_up, test_told_while_it_runs,
              tear_down);
  g_test_add ("/doors/retell/killed", Fixture, "killed", set_up, test_told_while_it_runs,
              tear_down);
  return g_test_run ();
}
