/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where records lie by leg id: found again whatever the batch they came in, and a leg id that comes
 * again without end keeps no more than its newest places.
 */
#include "collector/store/recordings.h"
#include "tests/support/ledger-fixture.h"

#define N_BATCHES 3
#define N_A_BATCH 2000
#define MOST      4096

static void
put (CollectorLedger *ledger, CollectorLegPlace *places, guint n)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_ledger_begin (ledger, &error));
  g_assert_no_error (error);
  g_assert_true (collector_ledger_put_places (ledger, places, n, &error));
  g_assert_no_error (error);
  g_assert_true (collector_ledger_commit (ledger, &error));
  g_assert_no_error (error);
}

/* Returns: (transfer full): places of a leg id. */
static GArray *
list (CollectorLedger *ledger, gint64 cluster_id, guint32 leg_ident)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (CollectorLegPlace));
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_ledger_list_places (collector_ledger_get_db (ledger), cluster_id,
                                               leg_ident, places, &error));
  g_assert_no_error (error);
  return places;
}

static void
assert_only (CollectorLedger *ledger, gint64 cluster_id, guint32 leg_ident, gint64 node_id,
             guint32 global_call_id)
{
  g_autoptr (GArray) places = list (ledger, cluster_id, leg_ident);
  const CollectorLegPlace *place = &g_array_index (places, CollectorLegPlace, 0);

  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpint (place->cluster_id, ==, cluster_id);
  g_assert_cmpuint (place->leg_ident, ==, leg_ident);
  g_assert_cmpint (place->node_id, ==, node_id);
  g_assert_cmpuint (place->global_call_id, ==, global_call_id);
}

static gboolean
try_places (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  CollectorLegPlace first[]
      = { { 1, 0xffffffff, 2, 0xfffffffe }, { 2, 7, 3, 1 }, { 1, 7, 0xfffffe, 9 } };
  CollectorLegPlace second[] = { { 1, 6, 4, 10 }, { 1, 263, 5, 11 } };
  g_autoptr (GArray) none = NULL;

  put (ledger, first, G_N_ELEMENTS (first));
  put (ledger, second, G_N_ELEMENTS (second));
  assert_only (ledger, 1, 0xffffffff, 2, 0xfffffffe);
  assert_only (ledger, 2, 7, 3, 1);
  assert_only (ledger, 1, 7, 0xfffffe, 9);
  assert_only (ledger, 1, 6, 4, 10);
  assert_only (ledger, 1, 263, 5, 11);
  none = list (ledger, 2, 6);
  g_assert_cmpuint (none->len, ==, 0);
  return TRUE;
}

static gboolean
try_repetition (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  g_autofree CollectorLegPlace *places = g_new (CollectorLegPlace, N_A_BATCH);
  g_autoptr (GArray) kept = NULL;
  guint n_newest = 0;

  for (guint batch = 0; batch < N_BATCHES; batch++)
    {
      for (guint i = 0; i < N_A_BATCH; i++)
        places[i] = (CollectorLegPlace){ 1, 42, 1, batch * N_A_BATCH + i };
      put (ledger, places, N_A_BATCH);
    }
  kept = list (ledger, 1, 42);
  g_assert_cmpuint (kept->len, ==, MOST);
  for (guint i = 0; i < kept->len; i++)
    n_newest += g_array_index (kept, CollectorLegPlace, i).global_call_id >= N_A_BATCH;
  g_assert_cmpuint (n_newest, ==, 2 * N_A_BATCH);
  return TRUE;
}

static void
test_in_writer (gconstpointer data)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_lanes_write_sync (ledger->lanes, (CollectorTask) data, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/recordings/places", try_places, test_in_writer);
  g_test_add_data_func ("/store/recordings/repetition", try_repetition, test_in_writer);
  return g_test_run ();
}
