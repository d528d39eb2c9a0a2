/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tariff's second version, by the command: what it takes over from the first, what it may not
 * change, and the day it begins.
 */
#include "collector/rating/deck.h"
#include "collector/store/db.h"
#include "collector/store/tariff-store.h"
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <string.h>

#define FIRST                                                                                      \
  "{\"name\":\"Trunk\",\"currency\":\"USD\",\"zone\":\"America/New_York\",\"boundary\":\"start\"," \
  "\"rounding\":{\"mode\":\"up\",\"decimals\":2},\"duration_rounding\":\"ceil\",\"advance\":true," \
  "\"total\":false,\"overlap\":\"truncate\",\"vat\":\"0.22\",\"markup\":\"0.05\",\"rates\":[{"     \
  "\"prefix\":\"39\",\"destination\":\"Italy\",\"steps\":[{\"start_s\":0,\"price\":\"0.06\","      \
  "\"per_s\":60,\"increment_s\":60}]}]}"
#define LIST "prefix,destination,price\n39,Italy,0.07\n"

typedef struct
{
  TestTempDir *dir;
  char *data;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = test_temp_dir_new ();
  fixture->data = test_temp_dir_path (fixture->dir, "data");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->data);
  test_temp_dir_free (fixture->dir);
}

/* Imports @text as Trunk. Returns: (transfer full): what went wrong, "" = nothing. */
static char *
import (Fixture *fixture, const char *file, const char *text, const char *more,
        const char *even_more)
{
  g_autofree char *path = test_temp_dir_path (fixture->dir, file);
  const char *args[] = { "tariff", "import", path, "--name=Trunk", more, even_more, NULL };
  g_autoptr (TestRun) run = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  run = test_run_collector (fixture->data, args);
  return g_strdup (run->exit_code == 0 ? "" : run->errors);
}

static CollectorDeck *
load (Fixture *fixture, gint64 *from_ms)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt;
  CollectorDeck *deck = NULL;
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (collector_tariff_load_latest (db, "Trunk", &deck, &error));
  stmt = collector_db_prepare (db, "SELECT max (from_ms) FROM tariff_version", &error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error) && has_row);
  *from_ms = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return deck;
}

/* A list says prices; everything else is as it was, and the day begins in New York. */
static void
test_follows (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autofree char *second
      = import (fixture, "second.csv", LIST, "--valid-from=2026-11-20", NULL);
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);
  const CollectorDeckOptions *options = collector_deck_get_options (deck);

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==, "");
  g_assert_cmpstr (options->currency, ==, "USD");
  g_assert_cmpstr (options->zone, ==, "America/New_York");
  g_assert_true (options->start_band);
  g_assert_cmpint (options->decimals, ==, 2);
  g_assert_cmpint (options->duration_rounding, ==, COLLECTOR_DURATION_CEIL);
  g_assert_true (options->advance);
  g_assert_true (options->truncate);
  g_assert_cmpint (options->vat_e8, ==, 22000000);
  g_assert_cmpint (options->markup_e8, ==, 5000000);
  g_assert_cmpint (from_ms, ==, G_GINT64_CONSTANT (1795150800000)); /* 2026-11-20T05:00Z */
}

/* A document's own zone says when its day begins. */
static void
test_document_day (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first
      = import (fixture, "first.json", FIRST, "--valid-from=2026-11-20", NULL);
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpint (from_ms, ==, G_GINT64_CONSTANT (1795150800000));
}

/* Sums of one tariff are in one currency; and what contradicts a document is not passed over. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autofree char *other = import (fixture, "second.csv", LIST, "--valid-from=2026-11-20",
                                   "--currency=JPY");
  g_autofree char *currency = import (fixture, "first.json", FIRST, "--valid-from=2026-11-21",
                                      "--currency=GBP");
  g_autofree char *zone = import (fixture, "first.json", FIRST, "--valid-from=2026-11-21",
                                  "--zone=Europe/London");
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);

  g_assert_cmpstr (first, ==, "");
  g_assert_nonnull (strstr (other, "keeps its currency"));
  g_assert_nonnull (strstr (currency, "--currency=GBP"));
  g_assert_nonnull (strstr (zone, "--zone=Europe/London"));
  g_assert_cmpint (from_ms, ==, 0);
  g_assert_cmpstr (collector_deck_get_currency (deck), ==, "USD");
}

/* Turned round, the two would mean no call at all. */
static void
test_rerate_turned (Fixture *fixture, gconstpointer unused)
{
  const char *turned[] = { "rerate", "--from=2026-11-25", "--to=2026-11-20", NULL };
  const char *right[] = { "rerate", "--from=2026-11-20", "--to=2026-11-25", NULL };
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autoptr (TestRun) refused = test_run_collector (fixture->data, turned);
  g_autoptr (TestRun) run = test_run_collector (fixture->data, right);

  g_assert_cmpint (refused->exit_code, ==, 2);
  g_assert_nonnull (strstr (refused->errors, "--from"));
  g_assert_cmpint (run->exit_code, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tariff/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/tariff/document-day", Fixture, NULL, set_up, test_document_day, tear_down);
  g_test_add ("/tariff/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/tariff/rerate-turned", Fixture, NULL, set_up, test_rerate_turned, tear_down);
  return g_test_run ();
}
