/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionary: dense ids, the same text the same id, and nothing left of a transaction that was
 * rolled back.
 */
#include "collector/store/words.h"
#include "tests/support/ledger-fixture.h"

static gint64
ensure (CollectorWords *words, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 id = -1;

  g_assert_true (collector_words_ensure (words, COLLECTOR_WORD_SITE, text, &id, &error));
  g_assert_no_error (error);
  return id;
}

static gint64
ensure_line (CollectorWords *words, const char *extension, const char *partition)
{
  g_autoptr (GError) error = NULL;
  gint64 id = -1;

  g_assert_true (collector_words_ensure_line (words, extension, partition, &id, &error));
  g_assert_no_error (error);
  return id;
}

static gboolean
try_words (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorWords) words = collector_words_new (db);
  g_autofree char *text = NULL;
  gint64 id = 0;

  g_assert_true (collector_db_begin (db, error));
  g_assert_cmpint (ensure (words, ""), ==, 0);
  g_assert_cmpint (ensure (words, "Milan"), ==, 1);
  g_assert_cmpint (ensure (words, "Rome"), ==, 2);
  g_assert_cmpint (ensure (words, "Milan"), ==, 1);
  g_assert_cmpint (ensure_line (words, "201", "A"), ==, 1);
  g_assert_cmpint (ensure_line (words, "201", "B"), ==, 2);
  g_assert_true (collector_db_commit (db, error));
  collector_words_keep (words);

  g_assert_true (collector_db_begin (db, error));
  g_assert_cmpint (ensure (words, "Turin"), ==, 3);
  g_assert_cmpint (ensure (words, "Bari"), ==, 4);
  collector_db_rollback (db);
  collector_words_forget (words);

  g_assert_true (collector_db_begin (db, error));
  g_assert_cmpint (ensure (words, "Bari"), ==, 3);
  g_assert_cmpint (ensure (words, "Rome"), ==, 2);
  g_assert_true (collector_db_commit (db, error));
  collector_words_keep (words);

  g_assert_true (collector_words_lookup (db, COLLECTOR_WORD_SITE, "Bari", &id, error));
  g_assert_cmpint (id, ==, 3);
  g_assert_true (collector_words_lookup (db, COLLECTOR_WORD_SITE, "Turin", &id, error));
  g_assert_cmpint (id, ==, 0);
  text = collector_words_dup_text (db, COLLECTOR_WORD_SITE, 3);
  g_assert_cmpstr (text, ==, "Bari");
  return TRUE;
}

static void
test_ids_live_and_die_with_their_transaction (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_lanes_write_sync (ledger->lanes, try_words, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/words/ids-live-and-die", test_ids_live_and_die_with_their_transaction);
  return g_test_run ();
}
