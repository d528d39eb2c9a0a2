/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger of an older program is brought to today's while the program is killed again and again:
 * it is always the old or the new one, it opens, and not a row or a cost is lost. Old ledgers are
 * made by the migrations of their time, with rows in them. TOLL_KILLS sets how often.
 */
#include "collector/store/migrate.h"
#include "collector/store/store-resources.h"
#include "tests/support/collector-run.h"
#include "tests/support/score.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#define DEFAULT_KILLS 24
#define CALLS 20000

/* Rows of each time: run when the migration @version has. */
static const struct
{
  guint version;
  const char *sql;
} rows[] = {
  { 1, "INSERT INTO meta VALUES (1, 'Europe/Rome', 1, 0, 1);"
       "INSERT INTO word VALUES (1, 1, 'one'), (2, 1, 'EUR');"
       "INSERT INTO line VALUES (1, '701', ''), (2, '702', '');"
       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
       "INSERT INTO call SELECT (1770000000 + i) << 31, (1770000000 + i) * 1000,"
       " (1770000000 + i) * 1000, (1770000060 + i) * 1000, 0, 60000, 0, 1, 0, 3, 0, 16, 1,"
       " 1 + i % 2, 0, 0, 0, 0, 1 + i % 3, 1, 0, 0, '+3902' || i, NULL, NULL, '002' || i,"
       " 0, 0, 0, 0, 0, 0, 0, '', 1, 0, i, 1, 0, 0, NULL, NULL, 1, i, 1 FROM n" },
  { 2, "INSERT INTO site (id, name, nation, zone) VALUES (1, 'Milano', 'IT', 'Europe/Rome');"
       "INSERT INTO gateway (id, device, site_id) VALUES (1, 'GW', 1);"
       "INSERT INTO department VALUES (1, 'Sales');"
       "INSERT INTO person (id, user_name, last_name, department_id) VALUES (1, 'anna', 'Rossi', 1),"
       " (2, 'rosa', 'Neri', 1), (3, 'bruno', 'Bianchi', NULL);"
       "INSERT INTO person_line (person_id, extension) VALUES (1, '701'), (2, '702')" },
  { 3, "INSERT INTO account (id, user_name, password_hash, role, scope, masked_digits,"
       " created_ms, changed_ms) VALUES (1, 'zoe', '', 2, 4, 0, 1, 1)" },
};

/* What no migration may change. */
static const char *const sums[] = {
  "SELECT count (*) FROM call", "SELECT sum (cost_micro) FROM call",
  "SELECT sum (talk_ms) FROM call", "SELECT sum (id >> 31) FROM call",
  "SELECT count (*) FROM line", "SELECT count (*) FROM site", "SELECT count (*) FROM gateway",
  "SELECT count (*) FROM person", "SELECT count (*) FROM person_line",
  "SELECT count (*) FROM account WHERE user_name = 'zoe'",
};

static void
run (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (handle, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", message, sql);
}

static gint64
ask (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  gint64 value = -1; /* a table that is not there yet */

  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  return handle;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A ledger as the program of @version left it. */
static void
make_old (const char *path, guint version)
{
  sqlite3 *handle = open_file (path);
  g_auto (GStrv) names
      = g_resource_enumerate_children (collector_store_get_resource (), "/store/sql/", 0, NULL);

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  run (handle, "PRAGMA page_size = 16384; PRAGMA application_id = 1416588396;"
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  for (guint i = 0; i < version; i++)
    {
      g_autofree char *resource = g_strconcat ("/store/sql/", names[i], NULL);
      g_autofree char *set = g_strdup_printf ("PRAGMA user_version = %u", i + 1);
      g_autoptr (GBytes) sql
          = g_resource_lookup_data (collector_store_get_resource (), resource, 0, NULL);

      run (handle, g_bytes_get_data (sql, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        if (rows[j].version == i + 1)
          run (handle, rows[j].sql);
      run (handle, set);
    }
  sqlite3_close (handle);
}

/* How many sums of the ledger differ from @wanted, or pages of it from what they should be. */
static guint
count_wrong (const char *path, const gint64 *wanted, guint least_version, gboolean *is_new)
{
  sqlite3 *handle = open_file (path);
  gint64 version = ask (handle, "PRAGMA user_version");
  guint n_wrong = version < least_version || version > collector_migrate_get_target ();

  n_wrong += ask (handle, "SELECT count (*) FROM pragma_integrity_check"
                          " WHERE integrity_check <> 'ok'") != 0;
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      gint64 is = ask (handle, sums[i]);

      /* Tables of later times have no rows. */
      if (is == wanted[i] || (wanted[i] == -1 && is == 0))
        continue;
      g_test_message ("schema %" G_GINT64_FORMAT ": %s: %" G_GINT64_FORMAT, version, sums[i], is);
      n_wrong++;
    }
  *is_new = version == collector_migrate_get_target ();
  sqlite3_close (handle);
  return n_wrong;
}

static GSubprocess *
bring_up (const char *data)
{
  g_autofree char *option = g_strconcat ("--data-dir=", data, NULL);

  return g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           NULL, g_getenv ("TOLL_COLLECTOR"), "gateway", "list", option, NULL);
}

/* Returns: microseconds that bringing up an old ledger takes. */
static gint64
measure (guint version)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  gint64 begin_us;

  make_old (path, version);
  begin_us = g_get_monotonic_time ();
  test_run_well (dir->path, (const char *const[]){ "gateway", "list", NULL });
  return g_get_monotonic_time () - begin_us;
}

typedef struct
{
  guint wrong, killed;
} Tally;

/* One old ledger, killed at @n moments of being brought up; then left alone. */
static void
kill_through (guint version, guint n, GRand *random, Tally *tally)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  gint64 whole_us = measure (version), wanted[G_N_ELEMENTS (sums)];
  gboolean is_new = FALSE;
  sqlite3 *handle;

  make_old (path, version);
  handle = open_file (path);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    wanted[i] = ask (handle, sums[i]);
  sqlite3_close (handle);
  g_assert_cmpint (wanted[0], ==, CALLS);
  for (guint i = 0; i < n && !is_new; i++)
    {
      g_autoptr (GSubprocess) process = bring_up (dir->path);

      g_usleep (g_rand_int_range (random, 0, MAX (whole_us, 1000)));
      g_subprocess_send_signal (process, SIGKILL);
      g_subprocess_wait (process, NULL, NULL);
      tally->killed += g_subprocess_get_if_signaled (process);
      tally->wrong += count_wrong (path, wanted, version, &is_new);
    }
  {
    g_autoptr (GSubprocess) process = bring_up (dir->path);

    g_subprocess_wait (process, NULL, NULL);
    tally->wrong += !g_subprocess_get_successful (process);
  }
  tally->wrong += count_wrong (path, wanted, version, &is_new) + !is_new;
}

static void
test_killed_while_brought_up (void)
{
  static const guint versions[] = { 1, 2, 3, 4, 8, 11, 15, 19, 24, 28, 31 };
  const char *asked = g_getenv ("TOLL_KILLS");
  guint kills = asked != NULL ? (guint) g_ascii_strtoull (asked, NULL, 10) : DEFAULT_KILLS;
  g_autoptr (GRand) random = g_rand_new_with_seed (20260402);
  Tally tally = { 0 };

  for (guint i = 0; tally.killed < kills; i++)
    kill_through (versions[i % G_N_ELEMENTS (versions)], 4, random, &tally);
  g_test_message ("%u kills", tally.killed);
  toll_score ("U01", "sums, pages and openings that are wrong", tally.wrong, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/upgrade/killed", test_killed_while_brought_up);
  return g_test_run ();
}
