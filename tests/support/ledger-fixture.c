/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole ledger with a small company for tests of store, pipeline and what stands on them.
 */
#include "tests/support/ledger-fixture.h"

#include "collector/store/check.h"
#include "collector/store/migrate.h"

#include <string.h>

#define TARIFF                                                                                    \
  "{\"name\":\"Test\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"boundary\":\"split\","      \
  "\"rounding\":{\"mode\":\"half-up\",\"decimals\":4},\"duration_rounding\":\"none\","            \
  "\"advance\":false,\"total\":false,\"overlap\":\"keep\",\"vat\":\"0\",\"markup\":\"0\","        \
  "\"rates\":[{\"prefix\":\"39\",\"destination\":\"Italy\",\"connect_fee\":\"0.1\","              \
  "\"grace_s\":0,\"min_cost\":null,\"max_cost\":null,\"included_s\":0,"                           \
  "\"steps\":[{\"start_s\":0,\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]}]}"

static CollectorPlan *
make_plan (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorNumbering) numbering = collector_numbering_load (folder, &error);
  static const char *const ranges[] = { "2000-2999", NULL };
  static const char *const none[] = { NULL };
  const CollectorSite site = { .id = 1,
                               .name = "Milan",
                               .nation = "IT",
                               .area_code = "02",
                               .zone = "Europe/Rome",
                               .access_code = "0",
                               .international_prefix = "",
                               .trunk_prefix = "",
                               .extension_ranges = ranges,
                               .public_ranges = none,
                               .short_codes = none,
                               .voicemail_number = "",
                               .mwi_numbers = "" };
  const CollectorGateway gateway = { .id = 1,
                                     .device = "GW-MILAN",
                                     .title = "Milan trunk",
                                     .site_id = 1,
                                     .operator_name = "" };
  CollectorPlan *plan;

  g_assert_no_error (error);
  plan = collector_plan_new (numbering, "IT");
  collector_plan_add_site (plan, &site);
  collector_plan_add_gateway (plan, &gateway);
  return plan;
}

static CollectorPeople *
make_people (void)
{
  CollectorPeople *people = collector_people_new ();

  for (gint64 i = 1; i <= 2; i++)
    {
      g_autofree char *extension = g_strdup_printf ("200%" G_GINT64_FORMAT, i);
      const CollectorOwner owner = { .person_id = i,
                                     .name = "Somebody",
                                     .department_id = 10 + i,
                                     .cost_centre_id = 20 + i,
                                     .location_id = 30,
                                     .valid_from_ms = G_MININT64,
                                     .valid_to_ms = G_MAXINT64 };

      collector_people_add_line (people, extension, "", 0, &owner);
    }
  return people;
}

static CollectorBook *
make_book (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (TARIFF, -1, &error);
  const CollectorAssignment assignment
      = { .gateway = "", .direction = TOLL_DIRECTION_OUTGOING, .dest_class = -1, .tariff_id = 7 };
  CollectorBook *book = collector_book_new ();

  g_assert_no_error (error);
  collector_book_add_version (book, 7, 70, G_MININT64, G_MAXINT64, deck);
  collector_book_add_assignment (book, &assignment);
  return book;
}

TestLedger *
test_ledger_open_in (TestTempDir *dir)
{
  TestLedger *ledger = g_new0 (TestLedger, 1);
  g_autoptr (GError) error = NULL;

  ledger->path = test_temp_dir_path (dir, "ledger.db");
  g_assert_true (collector_migrate (ledger->path, "Europe/Rome", &error));
  g_assert_no_error (error);
  ledger->lanes = collector_lanes_new (ledger->path, 1, &error);
  g_assert_no_error (error);
  ledger->plan = make_plan ();
  ledger->people = make_people ();
  ledger->book = make_book ();
  ledger->pipeline
      = collector_pipeline_new (ledger->lanes, ledger->plan, ledger->people, ledger->book);
  return ledger;
}

TestLedger *
test_ledger_new (void)
{
  TestTempDir *dir = test_temp_dir_new ();
  TestLedger *ledger = test_ledger_open_in (dir);

  ledger->dir = dir;
  return ledger;
}

void
test_ledger_free (TestLedger *ledger)
{
  collector_pipeline_free (ledger->pipeline);
  collector_lanes_free (ledger->lanes);
  collector_plan_unref (ledger->plan);
  collector_people_unref (ledger->people);
  collector_book_unref (ledger->book);
  g_clear_pointer (&ledger->dir, test_temp_dir_free);
  g_free (ledger->path);
  g_free (ledger);
}

void
test_ledger_read (TestLedger *ledger, const char *path, CollectorFileResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);

  collector_pipeline_read_file (ledger->pipeline, path, name, NULL, COLLECTOR_IMPORT_MAX_BYTES,
                                result, &error);
  g_assert_no_error (error);
}

void
test_ledger_read_bytes (TestLedger *ledger, const char *name, GBytes *bytes,
                        CollectorFileResult *result)
{
  g_autofree char *folder = g_path_get_dirname (ledger->path);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), NULL));
  test_ledger_read (ledger, path, result);
}

static gboolean
dump_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_check_dump (db, data, error);
}

char *
test_ledger_dump (TestLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  collector_lanes_read_sync (ledger->lanes, dump_task, out, &error);
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static gboolean
verify_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_check_verify (db, data, error);
}

/* Returns: (transfer full): of char *. */
static GPtrArray *
list_differences (TestLedger *ledger)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  collector_lanes_read_sync (ledger->lanes, verify_task, differences, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < differences->len; i++)
    g_test_message ("%s", (const char *) differences->pdata[i]);
  return g_steal_pointer (&differences);
}

void
test_ledger_assert_sound (TestLedger *ledger)
{
  g_autoptr (GPtrArray) differences = list_differences (ledger);

  g_assert_cmpuint (differences->len, ==, 0);
}

void
test_ledger_assert_told (TestLedger *ledger, const char *text)
{
  g_autoptr (GPtrArray) differences = list_differences (ledger);

  g_assert_cmpuint (differences->len, ==, 1);
  g_assert_nonnull (strstr (differences->pdata[0], text));
}

void
test_ledger_assert_damage_told (TestLedger *(*open) (TestTempDir *dir), const TestDamage *rows,
                                guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autoptr (TestLedger) ledger = open (dir);

      test_ledger_run (ledger, rows[i].damage);
      test_ledger_assert_told (ledger, rows[i].told);
    }
}

typedef struct
{
  const char *sql;
  gint64 answer;
} Question;

static gboolean
ask_task (CollectorDb *db, gpointer data, GError **error)
{
  Question *question = data;
  CollectorStmt *stmt = collector_db_prepare_built (db, question->sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  question->answer = has_row ? collector_stmt_get_int (stmt, 0) : -1;
  collector_stmt_reset (stmt);
  return TRUE;
}

gint64
test_ledger_ask (TestLedger *ledger, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Question question = { sql, 0 };

  collector_lanes_read_sync (ledger->lanes, ask_task, &question, &error);
  g_assert_no_error (error);
  return question.answer;
}

static gboolean
run_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, data, error);
}

void
test_ledger_run (TestLedger *ledger, const char *sql)
{
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (ledger->lanes, run_task, (gpointer) sql, &error);
  g_assert_no_error (error);
}
