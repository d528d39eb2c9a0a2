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

/* A document that follows says what it says; the rest is as it was. */
static void
test_document_follows (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autofree char *second = import (
      fixture, "second.json",
      "{\"currency\":\"USD\",\"vat\":\"0.10\",\"rounding\":{\"decimals\":3},\"rates\":[{"
      "\"prefix\":\"39\",\"steps\":[{\"start_s\":0,\"price\":\"0.07\",\"per_s\":60,"
      "\"increment_s\":1}]}]}",
      "--valid-from=2026-11-20", NULL);
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);
  const CollectorDeckOptions *options = collector_deck_get_options (deck);

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==, "");
  g_assert_cmpint (options->vat_e8, ==, 10000000);
  g_assert_cmpint (options->decimals, ==, 3);
  g_assert_cmpint (options->rounding, ==, TOLL_ROUND_UP);
  g_assert_cmpstr (options->zone, ==, "America/New_York");
  g_assert_true (options->start_band);
  g_assert_true (options->advance);
  g_assert_true (options->truncate);
  g_assert_cmpint (options->duration_rounding, ==, COLLECTOR_DURATION_CEIL);
  g_assert_cmpint (options->markup_e8, ==, 5000000);
  g_assert_cmpint (from_ms, ==, G_GINT64_CONSTANT (1795150800000)); /* 2026-11-20T05:00Z */
}

static gboolean
has_ledger (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Returns: the exit code of `tariff …`. @words end with NULL. */
static int
run_tariff (Fixture *fixture, const char *const *words, char **out, char **errors)
{
  g_autoptr (TestRun) run = test_run_collector (fixture->data, words);

  if (out != NULL)
    *out = g_strdup (run->output);
  if (errors != NULL)
    *errors = g_strdup (run->errors);
  return run->exit_code;
}

/* A trial refuses what the import would refuse, and what is refused makes no ledger. */
static void
test_trial (Fixture *fixture, gconstpointer unused)
{
  static const char *const bad_day[]
      = { "tariff", "import", "x.csv", "--name=T", "--valid-from=1st of May", NULL };
  g_autofree char *unknown
      = import (fixture, "a.csv", LIST, "--currency=XQZ", "--dry-run");
  g_autofree char *faulty = import (fixture, "b.csv", "prefix,price\n39,much\n", NULL, NULL);
  g_autofree char *trial = import (fixture, "c.csv", LIST, "--dry-run", NULL);
  g_autofree char *day = NULL;

  g_assert_nonnull (strstr (unknown, "XQZ"));
  g_assert_nonnull (strstr (faulty, "line 2"));
  g_assert_cmpstr (trial, ==, "");
  g_assert_cmpint (run_tariff (fixture, bad_day, NULL, &day), ==, 2);
  g_assert_nonnull (strstr (day, "--valid-from"));
  g_assert_false (has_ledger (fixture));

  g_autofree char *first = import (fixture, "first.json", FIRST, "--valid-from=2026-11-20", NULL);
  g_autofree char *list = test_temp_dir_path (fixture->dir, "c.csv");
  const char *const other[] = { "tariff", "import", list, "--name=Trunk", "--currency=JPY",
                                "--valid-from=2026-11-21", "--dry-run", NULL };
  g_autofree char *currency = NULL;
  g_autofree char *early
      = import (fixture, "e.csv", LIST, "--valid-from=2026-11-19", "--dry-run");
  g_autofree char *later
      = import (fixture, "f.csv", LIST, "--valid-from=2026-11-21", "--dry-run");
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = NULL;

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpint (run_tariff (fixture, other, NULL, &currency), ==, 1);
  g_assert_nonnull (strstr (currency, "keeps its currency"));
  g_assert_nonnull (strstr (early, "only followed"));
  g_assert_cmpstr (later, ==, "");
  deck = load (fixture, &from_ms);
  g_assert_cmpint (from_ms, ==, G_GINT64_CONSTANT (1795150800000));
}

/* The words of a tariff document are words of a map. */
static void
test_map_words (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *mapped = import (
      fixture, "a.csv", "a;b;c;d\n39;0,06;0,10;30\n",
      "--map=prefix=a,price=b,connect_fee=c,increment_s=d", "--currency=EUR");
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);
  g_autofree char *document = collector_deck_to_json (deck);

  g_assert_cmpstr (mapped, ==, "");
  g_assert_nonnull (strstr (document, "\"connect_fee\":\"0.1\""));
  g_assert_nonnull (strstr (document, "\"increment_s\":30"));
}

static void
test_assignments (Fixture *fixture, gconstpointer unused)
{
  static const char *const site[]
      = { "site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome", NULL };
  static const char *const gateway[] = { "gateway", "add", "G1", "--site=Milan", NULL };
  static const char *const unknown[] = { "tariff", "assign", "Trunk", "--gateway=zz", NULL };
  static const char *const nowhere[] = { "tariff", "assign", "Trunk", "--site=zz", NULL };
  static const char *const known[] = { "tariff", "assign", "Trunk", "--gateway=G1", "--site=Milan",
                                       "--direction=any", "--class=mobile", NULL };
  static const char *const wrong[] = { "tariff", "unassign", "--gateway=G1", NULL };
  static const char *const right[] = { "tariff", "unassign", "--gateway=G1", "--site=Milan",
                                       "--direction=any", "--class=mobile", NULL };
  static const char *const list[] = { "tariff", "assignments", "--json", NULL };
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autofree char *no_gateway = NULL, *no_site = NULL, *none = NULL, *before = NULL, *after = NULL;

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpint (run_tariff (fixture, site, NULL, NULL), ==, 0);
  g_assert_cmpint (run_tariff (fixture, gateway, NULL, NULL), ==, 0);
  g_assert_cmpint (run_tariff (fixture, unknown, NULL, &no_gateway), ==, 1);
  g_assert_nonnull (strstr (no_gateway, "'zz'"));
  g_assert_cmpint (run_tariff (fixture, nowhere, NULL, &no_site), ==, 1);
  g_assert_nonnull (strstr (no_site, "'zz'"));
  g_assert_cmpint (run_tariff (fixture, known, NULL, NULL), ==, 0);
  g_assert_cmpint (run_tariff (fixture, list, &before, NULL), ==, 0);
  g_assert_nonnull (strstr (before, "{\"tariff\":\"Trunk\",\"gateway\":\"G1\","
                                    "\"site\":\"Milan\",\"direction\":\"any\","
                                    "\"class\":\"mobile\"}"));
  g_assert_cmpint (run_tariff (fixture, wrong, NULL, &none), ==, 1);
  g_assert_nonnull (strstr (none, "tariff assignments"));
  g_assert_cmpint (run_tariff (fixture, right, NULL, NULL), ==, 0);
  g_assert_cmpint (run_tariff (fixture, list, &after, NULL), ==, 0);
  g_assert_null (strstr (after, "mobile"));
}

/* A list that was cut short unprices nothing. */
static void
test_a_list_cut_short (Fixture *fixture, gconstpointer unused)
{
  static const char full[] = "prefix,destination,price\n39,Italy,0.07\n44,UK,0.08\n49,DE,0.09\n";
  static const char cut[] = "prefix,destination,price\n39,Italy,0.07\n";
  g_autofree char *first = import (fixture, "first.csv", full, NULL, NULL);
  g_autofree char *empty
      = import (fixture, "empty.csv", "prefix,destination,price\n", "--valid-from=2026-11-20", NULL);
  g_autofree char *bare = import (fixture, "bare.json",
                                  "{\"name\":\"Trunk\",\"currency\":\"EUR\",\"rates\":[]}",
                                  "--valid-from=2026-11-20", NULL);
  g_autofree char *shorter = import (fixture, "cut.csv", cut, "--valid-from=2026-11-20", NULL);
  g_autofree char *tried
      = import (fixture, "cut.csv", cut, "--valid-from=2026-11-20", "--dry-run");
  g_autofree char *meant
      = import (fixture, "cut.csv", cut, "--valid-from=2026-11-20", "--may-shrink");

  g_assert_cmpstr (first, ==, "");
  g_assert_nonnull (strstr (empty, "holds no price"));
  g_assert_nonnull (strstr (bare, "holds no price"));
  g_assert_nonnull (strstr (shorter, "2 of 3 prefixes of the version before would be gone"));
  g_assert_nonnull (strstr (tried, "--may-shrink"));
  g_assert_cmpstr (meant, ==, "");
}

/* @day: as --valid-from has it. Returns: the exit code. */
static int
import_list_from (Fixture *fixture, const char *day, char **out, char **errors)
{
  g_autofree char *path = test_temp_dir_path (fixture->dir, "day.csv");
  g_autofree char *from = g_strconcat ("--valid-from=", day, NULL);
  const char *const words[] = { "tariff", "import", path, "--name=Trunk", from, NULL };

  g_assert_true (g_file_set_contents (path, LIST, -1, NULL));
  return run_tariff (fixture, words, out, errors);
}

/* The same file is the same version only from the same day on: another day is never passed over. */
static void
test_same_file_other_day (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = import (fixture, "first.json", FIRST, NULL, NULL);
  g_autofree char *stored = NULL, *again = NULL, *said = NULL, *earlier = NULL, *later = NULL;
  g_autofree char *list = NULL, *oldest = NULL;
  const char *const versions[] = { "tariff", "list", "--json", NULL };
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = NULL;

  g_assert_cmpstr (first, ==, "");
  g_assert_cmpint (import_list_from (fixture, "2026-07-01", &stored, NULL), ==, 0);
  g_assert_nonnull (strstr (stored, "\"stored\":true"));
  g_assert_cmpint (import_list_from (fixture, "2026-07-01", &again, &said), ==, 0);
  g_assert_nonnull (strstr (again, "\"stored\":false"));
  g_assert_nonnull (strstr (said, "nothing to do"));
  g_assert_cmpint (import_list_from (fixture, "2026-06-15", NULL, &earlier), ==, 1);
  g_assert_nonnull (strstr (earlier, "already has a version from that day or later"));
  oldest = import (fixture, "first.json", FIRST, NULL, NULL);
  g_assert_cmpstr (oldest, ==, "");
  g_assert_cmpint (import_list_from (fixture, "2026-08-01", &later, NULL), ==, 0);
  g_assert_nonnull (strstr (later, "\"stored\":true"));
  g_assert_cmpint (run_tariff (fixture, versions, &list, NULL), ==, 0);
  g_assert_nonnull (strstr (list, "\"valid_from\":\"\",\"valid_to\":\"2026-07-01T04:00:00Z\""));
  g_assert_nonnull (strstr (
      list, "\"valid_from\":\"2026-07-01T04:00:00Z\",\"valid_to\":\"2026-08-01T04:00:00Z\""));
  deck = load (fixture, &from_ms);
  g_assert_cmpint (from_ms, ==, G_GINT64_CONSTANT (1785556800000)); /* 2026-08-01T04:00Z */
}

/* The company's zone says what a band's hours are where the document does not. */
static void
test_document_without_a_zone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TestRun) zone = test_run_collector (
      fixture->data, (const char *const[]){ "settings", "set", "zone", "Europe/Rome", NULL });
  g_autofree char *first
      = import (fixture, "first.json",
                "{\"name\":\"Trunk\",\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"39\",\"steps\":[{"
                "\"start_s\":0,\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]}]}", NULL, NULL);
  gint64 from_ms;
  g_autoptr (CollectorDeck) deck = load (fixture, &from_ms);

  g_assert_cmpint (zone->exit_code, ==, 0);
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (collector_deck_get_zone (deck), ==, "Europe/Rome");
}

static void
test_names (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "--name=", "--name=  ", "--name=a\nb" };
  g_autofree char *path = test_temp_dir_path (fixture->dir, "list.csv");

  g_assert_true (g_file_set_contents (path, LIST, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (
          fixture->data, (const char *const[]){ "tariff", "import", path, names[i], NULL });

      g_assert_cmpint (run->exit_code, ==, 1);
      g_assert_nonnull (strstr (run->errors, "1 to 100 characters"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tariff/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/tariff/document-day", Fixture, NULL, set_up, test_document_day, tear_down);
  g_test_add ("/tariff/document-follows", Fixture, NULL, set_up, test_document_follows, tear_down);
  g_test_add ("/tariff/trial", Fixture, NULL, set_up, test_trial, tear_down);
  g_test_add ("/tariff/map-words", Fixture, NULL, set_up, test_map_words, tear_down);
  g_test_add ("/tariff/cut-short", Fixture, NULL, set_up, test_a_list_cut_short, tear_down);
  g_test_add ("/tariff/same-file-other-day", Fixture, NULL, set_up, test_same_file_other_day,
              tear_down);
  g_test_add ("/tariff/no-zone", Fixture, NULL, set_up, test_document_without_a_zone, tear_down);
  g_test_add ("/tariff/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/tariff/assignments", Fixture, NULL, set_up, test_assignments, tear_down);
  g_test_add ("/tariff/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/tariff/rerate-turned", Fixture, NULL, set_up, test_rerate_turned, tear_down);
  return g_test_run ();
}
