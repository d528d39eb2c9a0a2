/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the large ledger, a month of calls at a time: files of the demo, the import, no files. A
 * note beside it says until when it is filled and with what schema, so that what was interrupted
 * goes on and what another program made is made anew. Quality records are left away: they double
 * the time and no list or total reads them.
 */
#include "tests/bench/store.h"

#include "collector/demo/demo.h"
#include "collector/store/store-resources.h"
#include "tests/support/demo-files.h"
#include "tests/support/temp-dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SQL_FOLDER    "/store/sql/"
#define SEED          1
#define DEFAULT_CALLS 10000000
#define HISTORY_DAYS  365
#define PIECE_DAYS    30
#define DAY_MS        (86400 * G_GINT64_CONSTANT (1000))

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

guint64
bench_store_get_calls (void)
{
  const char *count = g_getenv ("TOLL_BENCH_CALLS");

  return count != NULL ? g_ascii_strtoull (count, NULL, 10) : DEFAULT_CALLS;
}

/* Returns: (transfer full): a digest of the schema. A migration changes until it is released. */
static char *
dup_schema_digest (void)
{
  GResource *resource = collector_store_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, SQL_FOLDER, 0, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_assert_nonnull (names);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SQL_FOLDER, names[i], NULL);
      g_autoptr (GBytes) sql = g_resource_lookup_data (resource, path, 0, NULL);

      g_checksum_update (checksum, g_bytes_get_data (sql, NULL), g_bytes_get_size (sql));
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
write_note (const char *path, gint64 until_ms)
{
  g_autofree char *digest = dup_schema_digest ();
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", until_ms, digest);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Returns: until when the store is filled, 0 = there is none. */
static gint64
read_note (const char *path)
{
  g_autofree char *text = NULL, *digest = dup_schema_digest ();

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, digest) != NULL
             ? g_ascii_strtoll (text, NULL, 10)
             : 0;
}

static void
add_account (const char *data_dir, const char *name, const char *role, const char *person)
{
  g_autofree char *password_path = g_build_filename (data_dir, "password", NULL);
  g_autofree char *password_option = g_strdup_printf ("--password-file=%s", password_path);
  g_autofree char *role_option = g_strdup_printf ("--role=%s", role);
  g_autofree char *person_option = g_strdup_printf ("--person=%s", person);
  const char *args[] = { "user", "add", name, role_option, password_option, person_option, NULL };
  g_autoptr (TestRun) run = test_run_collector (data_dir, args);

  if (run->exit_code != 0)
    g_error ("user add: %s", run->errors);
}

/* The company and the accounts, with nothing in them yet. */
static void
make_empty (const CollectorDemoCompany *company, const char *data_dir)
{
  const char *person = company->people[0].user_name;
  g_autofree char *password_path = g_build_filename (data_dir, "password", NULL);
  g_autofree char *seed_option = g_strdup_printf ("--seed=%d", SEED);
  const char *args[] = { "demo", "--calls=0", seed_option, "--json", NULL };
  g_autoptr (JsonObject) made = NULL;

  test_temp_dir_remove (data_dir);
  g_assert_cmpint (g_mkdir_with_parents (data_dir, 0700), ==, 0);
  made = test_run_json (data_dir, args);
  g_assert_true (g_file_set_contents (password_path, BENCH_PASSWORD, -1, NULL));
  g_assert_cmpint (g_chmod (password_path, 0600), ==, 0);
  add_account (data_dir, BENCH_ADMINISTRATOR, "administrator", person);
  add_account (data_dir, BENCH_SUPERVISOR, "supervisor", person);
  add_account (data_dir, BENCH_USER, "user", person);
}

static gboolean
write_cdr (const char *name, const char *bytes, gsize n_bytes, gpointer data, GError **error)
{
  return !g_str_has_prefix (name, "cdr_") ||
         collector_demo_folder_write (name, bytes, n_bytes, data, error);
}

/* Adds the @days that end at @until_ms. */
static void
add_piece (const CollectorDemoCompany *company, const char *data_dir, gint64 until_ms, guint days)
{
  g_autofree char *spool = g_build_filename (data_dir, "spool", NULL);
  CollectorDemoOptions options = { .seed = SEED,
                                   .calls = bench_store_get_calls () * days / HISTORY_DAYS,
                                   .days = days,
                                   .now_ms = until_ms,
                                   .columns = 129 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDemo) demo = collector_demo_new (company, &options, &error);
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GHashTable) counts = NULL;
  gint64 begin_us = g_get_monotonic_time (), written_us;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (spool, 0700), ==, 0);
  collector_demo_run_history (demo, write_cdr, spool, &error);
  g_assert_no_error (error);
  written_us = g_get_monotonic_time ();
  paths = test_demo_list (spool);
  counts = test_demo_import (data_dir, paths);
  printf ("# store: %" G_GINT64_FORMAT " calls of %u days: written in %.1f s, imported in %.1f s\n",
          test_count (counts, "calls"), days, (written_us - begin_us) / 1e6,
          (g_get_monotonic_time () - written_us) / 1e6);
  fflush (stdout);
  test_temp_dir_remove (spool);
}

char *
bench_store_ensure (void)
{
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (SEED);
  const char *root = g_getenv ("TOLL_BENCH_STORE");
  g_autofree char *name = g_strdup_printf ("store-%" G_GUINT64_FORMAT, bench_store_get_calls ());
  g_autofree char *data_dir = g_build_filename (root != NULL ? root : ".", name, NULL);
  g_autofree char *note = g_build_filename (data_dir, "filled-until", NULL);
  gint64 now_ms = g_get_real_time () / 1000, until_ms = read_note (note);

  if (until_ms == 0)
    {
      make_empty (company, data_dir);
      until_ms = now_ms - HISTORY_DAYS * DAY_MS;
      write_note (note, until_ms);
    }
  while (now_ms - until_ms >= DAY_MS)
    {
      guint days = (guint) MIN ((now_ms - until_ms) / DAY_MS, PIECE_DAYS);

      until_ms += days * DAY_MS;
      add_piece (company, data_dir, until_ms, days);
      write_note (note, until_ms);
    }
  return g_steal_pointer (&data_dir);
}
