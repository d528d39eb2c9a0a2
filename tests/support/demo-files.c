/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo's record files for tests of the whole way from file to ledger.
 */
#include "tests/support/demo-files.h"

#include "collector/store/check.h"

#include <string.h>

#define FILES_A_RUN 200

void
test_demo_make (const char *data_dir, const char *drop, guint calls, guint days)
{
  g_autofree char *calls_option = g_strdup_printf ("--calls=%u", calls);
  g_autofree char *days_option = g_strdup_printf ("--days=%u", days);
  g_autofree char *drop_option = g_strdup_printf ("--drop=%s", drop);
  const char *args[] = { "demo", calls_option, days_option, drop_option, "--seed=7",
                         "--until=2026-03-31T12:00:00Z", "--json", NULL };
  g_autoptr (JsonObject) made = test_run_json (data_dir, args);

  g_assert_cmpint (json_object_get_int_member (made, "calls"), ==, calls);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
test_demo_list (const char *drop)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (drop, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (drop, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

static void
add_counts (GHashTable *sums, JsonObject *counts)
{
  static const char *const names[] = { "files",      "records", "legs",        "quality",
                                       "duplicates", "noise",   "quarantined", "calls" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 sum = test_count (sums, names[i]) + json_object_get_int_member (counts, names[i]);

      g_hash_table_replace (sums, g_strdup (names[i]), g_memdup2 (&sum, sizeof sum));
    }
}

gint64
test_count (GHashTable *counts, const char *name)
{
  const gint64 *count = g_hash_table_lookup (counts, name);

  return count != NULL ? *count : 0;
}

GHashTable *
test_demo_import (const char *data_dir, const GPtrArray *paths)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint at = 0; at < paths->len; at += FILES_A_RUN)
    {
      g_autoptr (GPtrArray) args = g_ptr_array_new ();
      g_autoptr (JsonObject) counts = NULL;

      g_ptr_array_add (args, (gpointer) "import");
      for (guint i = at; i < MIN (at + FILES_A_RUN, paths->len); i++)
        g_ptr_array_add (args, paths->pdata[i]);
      g_ptr_array_add (args, NULL);
      counts = test_run_json (data_dir, (const char *const *) args->pdata);
      add_counts (sums, counts);
    }
  g_assert_cmpint (test_count (sums, "records"), ==,
                   test_count (sums, "legs") + test_count (sums, "quality")
                       + test_count (sums, "duplicates") + test_count (sums, "noise")
                       + test_count (sums, "quarantined"));
  return sums;
}

void
test_assert_verified (const char *data_dir)
{
  const char *args[] = { "verify", NULL };
  g_autoptr (TestRun) run = test_run_collector (data_dir, args);

  if (run->exit_code != 0)
    g_error ("verify found: %s%s", run->output, run->errors);
}

char *
test_demo_dump (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  GString *dump = g_string_new (NULL);

  g_assert_no_error (error);
  collector_check_dump (db, dump, &error);
  g_assert_no_error (error);
  return g_string_free (dump, FALSE);
}
