/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions that take long: they end in the midst of a statement when they are cancelled, when their
 * time is over and when the house stops; one person's do not keep another's waiting; the queue has
 * an end; and what is due at once does not wait for them.
 */
#include "config.h"

#include "collector/store/lanes.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"
#include "tests/support/temp-dir.h"

/* Longer than any test waits. */
#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n"
#define PATIENCE_MS 10000

typedef struct
{
  TestTempDir *dir;
  CollectorLanes *lanes;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->dir = test_temp_dir_new ();
  path = test_temp_dir_path (f->dir, "ledger.db");
  g_assert_true (collector_migrate (path, "UTC", &error));
  f->lanes = collector_lanes_new (path, 1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  collector_lanes_free (f->lanes);
  test_temp_dir_free (f->dir);
}

/* A question and what became of it. */
typedef struct
{
  gint64 limit_ms;
  gint is_running; /* atomic */
  gboolean is_done;
  int code; /* of the error; -1 = none */
  guint *n_done; /* (nullable): counted up */
  guint rank;    /* its place among those that were done */
  CollectorLanes *lanes;
  gint64 n_new; /* of what was stored meanwhile: seen */
} Ask;

static gboolean
endless_task (CollectorDb *db, gpointer data, GError **error)
{
  Ask *ask = data;
  CollectorStmt *stmt;
  gboolean has_row;

  collector_db_set_time_limit (db, ask->limit_ms);
  g_atomic_int_set (&ask->is_running, TRUE);
  stmt = collector_db_prepare (db, ENDLESS, error);
  return stmt != NULL && collector_stmt_step (stmt, &has_row, error);
}

static gboolean
short_task (CollectorDb *db, gpointer data, GError **error)
{
  Ask *ask = data;

  g_atomic_int_set (&ask->is_running, TRUE);
  return collector_db_run (db, "SELECT count (*) FROM call", error);
}

static gboolean
write_word (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "INSERT INTO word VALUES (1, 1, 'while')", error);
}

/* Counts, has the writer add one, and counts again. */
static gboolean
count_around (CollectorDb *db, gpointer data, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM word";
  Ask *ask = data;
  gint64 counts[2];

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      CollectorStmt *stmt = collector_db_prepare (db, sql, error);
      gboolean has_row;

      if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      counts[i] = collector_stmt_get_int (stmt, 0);
      collector_stmt_reset (stmt);
      if (i == 0 && !collector_lanes_write_sync (ask->lanes, write_word, NULL, error))
        return FALSE;
    }
  ask->n_new = counts[1] - counts[0];
  return TRUE;
}

static void
done (gpointer data, const GError *error)
{
  Ask *ask = data;

  if (error != NULL)
    g_assert_true (error->domain == TOLL_ERROR);
  ask->is_done = TRUE;
  ask->code = error != NULL ? error->code : -1;
  if (ask->n_done != NULL)
    ask->rank = ++*ask->n_done;
}

static void
run (Fixture *f, gint64 owner, GCancellable *cancellable, CollectorTask task, Ask *ask)
{
  CollectorLongTask wanted = { owner, cancellable, task, ask, done };
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_lanes_run_long (f->lanes, &wanted, &error));
  g_assert_no_error (error);
}

/* Turns the main context until @flag is set, within the time of a test. */
static gboolean
wait_for (const gint *flag)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (!g_atomic_int_get (flag) && g_get_monotonic_time () < end_us)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  return g_atomic_int_get (flag);
}

/* A list and its totals belong together, whatever is stored meanwhile. */
static void
test_one_moment (Fixture *f, gconstpointer data)
{
  Ask ask = { .lanes = f->lanes, .n_new = -1 };

  run (f, 1, NULL, count_around, &ask);
  g_assert_true (wait_for (&ask.is_done));
  g_assert_cmpint (ask.code, ==, -1);
  g_assert_cmpint (ask.n_new, ==, 0);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask ask = { 0 }, after = { 0 };

  run (f, 1, cancellable, endless_task, &ask);
  g_assert_true (wait_for (&ask.is_running));
  g_cancellable_cancel (cancellable);
  g_assert_true (wait_for (&ask.is_done));
  g_assert_cmpint (ask.code, ==, TOLL_ERROR_CANCELLED);
  run (f, 1, NULL, short_task, &after);
  g_assert_true (wait_for (&after.is_done));
  g_assert_cmpint (after.code, ==, -1);
}

static void
test_time_limit (Fixture *f, gconstpointer data)
{
  Ask ask = { .limit_ms = 50 };
  gint64 begin_us = g_get_monotonic_time ();

  run (f, 1, NULL, endless_task, &ask);
  g_assert_true (wait_for (&ask.is_done));
  g_assert_cmpint (ask.code, ==, TOLL_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, 50000);
}

/* Whoever fills the lanes leaves one for others, and theirs go before those that wait. */
static void
test_fair (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask greedy[20] = { { 0 } }, other = { 0 };
  guint n_done = 0, n_running = 0;

  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    {
      greedy[i].n_done = &n_done;
      run (f, 1, cancellable, endless_task, &greedy[i]);
    }
  g_assert_true (wait_for (&greedy[1].is_running));
  other.n_done = &n_done;
  run (f, 2, NULL, short_task, &other);
  g_assert_true (wait_for (&other.is_done));
  g_assert_cmpuint (other.rank, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    n_running += g_atomic_int_get (&greedy[i].is_running);
  g_assert_cmpuint (n_running, ==, 2);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    {
      g_assert_true (wait_for (&greedy[i].is_done));
      g_assert_cmpint (greedy[i].code, ==, TOLL_ERROR_CANCELLED);
    }
}

/* Two people with two long questions each leave a lane for a third. */
static void
test_fair_to_a_third (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask greedy[4] = { { 0 } }, others[3] = { { 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    run (f, 1 + i / 2, cancellable, endless_task, &greedy[i]);
  g_assert_true (wait_for (&greedy[1].is_running));
  g_assert_true (wait_for (&greedy[2].is_running));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      run (f, 3, NULL, short_task, &others[i]);
      g_assert_true (wait_for (&others[i].is_done));
      g_assert_cmpint (others[i].code, ==, -1);
    }
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    g_assert_true (wait_for (&greedy[i].is_done));
}

static void
test_queue_has_an_end (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask asks[400] = { { 0 } };
  guint n_taken = 0;
  gboolean is_taken = TRUE;
  g_autoptr (GError) error = NULL;

  while (is_taken && n_taken < G_N_ELEMENTS (asks))
    {
      CollectorLongTask task = { 1, cancellable, endless_task, &asks[n_taken], done };

      is_taken = collector_lanes_run_long (f->lanes, &task, &error);
      n_taken += is_taken;
    }
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BUSY);
  g_assert_cmpuint (n_taken, >=, 50);
  g_assert_cmpuint (n_taken, <, G_N_ELEMENTS (asks));
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < n_taken; i++)
    g_assert_true (wait_for (&asks[i].is_done));
}

/* The lanes that answer at once are others. */
static void
test_others_do_not_wait (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask asks[8] = { { 0 } }, quick = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    run (f, i, cancellable, endless_task, &asks[i]);
  g_assert_true (wait_for (&asks[2].is_running));
  collector_lanes_read (f->lanes, short_task, &quick, done);
  g_assert_true (wait_for (&quick.is_done));
  g_assert_cmpint (quick.code, ==, -1);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    g_assert_true (wait_for (&asks[i].is_done));
}

/* Nobody waits for a report when the house stops. */
static void
test_stop (Fixture *f, gconstpointer data)
{
  Ask asks[8] = { { 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    run (f, i, NULL, endless_task, &asks[i]);
  g_assert_true (wait_for (&asks[0].is_running));
  g_clear_pointer (&f->lanes, collector_lanes_free);
  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_assert_true (wait_for (&asks[i].is_done));
      g_assert_cmpint (asks[i].code, ==, TOLL_ERROR_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/store/long-lanes/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("one-moment", test_one_moment);
  ADD ("cancelled", test_cancelled);
  ADD ("time-limit", test_time_limit);
  ADD ("fair", test_fair);
  ADD ("fair-to-a-third", test_fair_to_a_third);
  ADD ("queue", test_queue_has_an_end);
  ADD ("others", test_others_do_not_wait);
  ADD ("stop", test_stop);
  return g_test_run ();
}
