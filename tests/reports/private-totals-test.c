/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums from the totals beside private calls, on a demo company: for whoever looks, they are what a look
 * at every call answers.
 */
#include "config.h"

#include "collector/reports/report.h"
#include "collector/store/hidden-calls.h"
#include "shared/model/report-doc.h"
#include "tests/reports/demo-ledger.h"
#include "tests/support/call-book.h"
#include "tests/support/report-rows.h"

#include <string.h>

#define NOW_MS TEST_DEMO_UNTIL_MS
#define FIELDS                                                                                     \
  "\"fields\":[\"calls\",\"answered\",\"missed\",\"talk_ms\",\"cost\",\"unrated\",\"incoming\","   \
  "\"internal\"]"

/* Who asks. */
static const struct
{
  const char *name;
  CollectorScope scope;
  gboolean is_somebody; /* who has private calls */
  int masked_digits;
  gboolean hides_individuals;
  gboolean hides_free_incoming;
  gboolean masks_older;
} viewers[] = {
  { "nobody of the house, of all", COLLECTOR_SCOPE_ALL },
  { "somebody with private calls, of all", COLLECTOR_SCOPE_ALL, TRUE },
  { "a supervisor", COLLECTOR_SCOPE_DEPARTMENTS, TRUE },
  { "a supervisor of locations", COLLECTOR_SCOPE_LOCATIONS, TRUE },
  { "whose numbers are masked", COLLECTOR_SCOPE_ALL, FALSE, 3 },
  { "where people are not to be told", COLLECTOR_SCOPE_ALL, TRUE, 0, TRUE },
  { "whose older numbers are masked", COLLECTOR_SCOPE_ALL, FALSE, 0, FALSE, FALSE, TRUE },
  { "where free calls are not to be told", COLLECTOR_SCOPE_ALL, TRUE, 0, FALSE, TRUE },
};

#define SOMEBODY_SQL                                                                               \
  "(SELECT person_id FROM call WHERE direction = 2 AND person_id <> 0 GROUP BY 1"                   \
  " ORDER BY count (*) DESC LIMIT 1)"

static gint64
find_somebody (void)
{
  g_autoptr (GError) error = NULL;
  CollectorStmt *stmt
      = collector_db_prepare (test_demo_ledger_get (), "SELECT " SOMEBODY_SQL, &error);
  gboolean has_row;
  gint64 id;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  g_assert_cmpint (id, >, 0);
  return id;
}

static CollectorViewer *
make_viewer (guint i)
{
  static const gint64 groups[] = { 2, 1 };
  const CollectorMaskRule older = { -1, 5, 3 };
  CollectorViewer *viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = viewers[i].scope;
  viewer->person_id = viewers[i].is_somebody ? find_somebody () : 0;
  viewer->masked_digits = viewers[i].masked_digits;
  viewer->hides_individuals = viewers[i].hides_individuals;
  viewer->hides_free_incoming = viewers[i].hides_free_incoming;
  viewer->now_ms = NOW_MS;
  if (viewers[i].masks_older)
    g_array_append_val (viewer->mask_rules, older);
  if (viewer->scope != COLLECTOR_SCOPE_ALL)
    g_array_append_vals (viewer->scope_ids, groups, G_N_ELEMENTS (groups));
  return viewer;
}

static CollectorReportRun *
answer (const CollectorViewer *viewer, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) filter = toll_json_read (json, -1, 0, &error);
  CollectorReportRun *run;

  g_assert_no_error (error);
  run = collector_report_run_new (collector_report_lookup ("1.6"), test_demo_ledger_get (), viewer,
                                  toll_json_get_root (filter), NOW_MS, &error);
  g_assert_no_error (error);
  run->page = 100000;
  collector_report_run_answer (run, &error);
  g_assert_no_error (error);
  return run;
}

/* What makes calls private, once by each kind. Somebody's own ones are among them. */
static const char *const makes[] = {
  "INSERT INTO private_rule (kind, value) SELECT 0, substr (dialled, 1, 3) FROM call WHERE direction = 2"
  " AND area_id <> 0 AND person_id = " SOMEBODY_SQL " LIMIT 1",
  "INSERT INTO private_rule (kind, value) SELECT 2, number FROM call WHERE direction = 2 AND area_id <> 0"
  " AND person_id <> " SOMEBODY_SQL " LIMIT 1;"
  "INSERT INTO private_rule (kind, value, person_id) SELECT 2, number, person_id FROM call WHERE"
  " direction = 1 AND person_id <> 0 LIMIT 1",
  "INSERT INTO private_rule (kind, value) SELECT DISTINCT 1, client_matter_code FROM call WHERE"
  " client_matter_code <> '' AND area_id <> 0 AND direction = 2",
  "INSERT INTO private_call SELECT id, person_id, 1, 0 FROM call WHERE person_id <> 0 AND id % 3 = 0",
  /* All of one nation: a row less. */
  "INSERT INTO private_call SELECT id, person_id, 1, 0 FROM call WHERE nation_id ="
  " (SELECT nation_id FROM call WHERE direction = 2 AND area_id <> 0 GROUP BY 1 ORDER BY count (*)"
  " LIMIT 1)",
};

static const char *const keys[] = { "\"area\"", "\"nation\"", "\"operator\",\"day\"", "\"gateway\"",
                                    "\"extension\"", "\"month\",\"nation\"", "\"nation\",\"week\"" };
static const struct
{
  const char *rest;
  guint32 directions;
} rests[] = {
  { "", 15 },
  { ",\"directions\":[\"outgoing\"]", 4 },
  { ",\"directions\":[\"incoming\"]", 2 },
  { ",\"traffic\":\"external\"", 14 },
};

/* Where every call that may be hidden is known. */
static gboolean
knows_hidden (guint viewer, guint32 directions)
{
  return (!viewers[viewer].hides_free_incoming || (directions & 2) == 0)
         && (!viewers[viewer].hides_individuals || (directions & 1) == 0);
}

/* Returns: what is asked for as JSON without its end. */
static char *
frame_question (guint period, guint key, guint rest)
{
  static const char *const periods[]
      = { "\"relative\":\"everything\"", "\"relative\":\"last_7_days\"",
          "\"from_ms\":1774000000000,\"to_ms\":1775731800000" };

  return g_strdup_printf ("{\"period\":{%s},\"group_by\":[%s]," FIELDS "%s", periods[period],
                          keys[key], rests[rest].rest);
}

/* @is_told: (out): by the totals. Returns: how many calls the row of nothing has. */
static gint64
check (const CollectorViewer *viewer, guint period, guint key, guint rest, gboolean *is_told)
{
  g_autofree char *frame = frame_question (period, key, rest);
  g_autofree char *asked = g_strconcat (frame, "}", NULL);
  g_autofree char *walked = g_strconcat (
      frame, ",\"where\":{\"field\":\"ring_ms\",\"op\":\">=\",\"value\":0}}", NULL);
  g_autoptr (CollectorReportRun) totals = answer (viewer, asked);
  g_autoptr (CollectorReportRun) calls = answer (viewer, walked);
  guint column = toll_report_doc_find_column (calls->doc, "calls");
  gint64 n = 0;

  g_test_message ("%s", asked);
  *is_told = strcmp (totals->doc->source, "totals") == 0;
  g_assert_cmpstr (calls->doc->source, ==, "calls");
  g_assert_cmpuint (calls->doc->rows->len, >, 0);
  test_rows_assert_same (totals->doc, calls->doc);
  for (guint i = 0; i < calls->doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (calls->doc, i);

      if (row->cells[0].is_empty)
        n += row->cells[column].figure;
    }
  return n;
}

/* Every question of @viewer. @were_told: (inout): by the totals, before calls were private. */
static void
check_all (guint i, const CollectorViewer *viewer, gboolean *were_told, gboolean is_before)
{
  for (guint k = 0; k < G_N_ELEMENTS (keys) * G_N_ELEMENTS (rests); k++)
    {
      guint rest = k % G_N_ELEMENTS (rests), key = k / G_N_ELEMENTS (rests);
      gboolean is_told;

      if (viewer->hides_individuals && strcmp (keys[key], "\"extension\"") == 0)
        continue; /* nobody is told of single people */
      check (viewer, k % 3, key, rest, &is_told);
      if (is_before)
        were_told[k] = is_told;
      else if (knows_hidden (i, rests[rest].directions))
        g_assert_cmpint (is_told, ==, were_told[k]);
    }
}

static void
test_totals_beside_private (void)
{
  gboolean were_told[G_N_ELEMENTS (keys) * G_N_ELEMENTS (rests)];

  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autoptr (CollectorViewer) viewer = make_viewer (i);
      gboolean sees_all = viewer->scope == COLLECTOR_SCOPE_ALL, is_told;
      gint64 n_before = check (viewer, 0, 0, 1, &is_told);

      g_assert_cmpint (is_told, ==, sees_all);
      check_all (i, viewer, were_told, TRUE);
      for (guint j = 0; j < G_N_ELEMENTS (makes); j++)
        {
          gint64 n_behind;

          g_test_message ("%s: %s", viewers[i].name, makes[j]);
          test_demo_ledger_run (makes[j]);
          n_behind = check (viewer, 0, 0, 1, &is_told);
          g_assert_false (is_told);
          test_demo_ledger_settle ();
          g_assert_cmpint (check (viewer, 0, 0, 1, &is_told), ==, n_behind);
          g_assert_cmpint (is_told, ==, sees_all);
          if (sees_all)
            g_assert_cmpint (n_behind, >, n_before);
          check_all (i, viewer, were_told, FALSE);
          test_demo_ledger_run ("DELETE FROM private_rule; DELETE FROM private_call");
          test_demo_ledger_settle ();
        }
    }
}

/* ---- Figures that can be told beforehand ---- */

static void
settle (TestCallBook *book)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  collector_hidden_step (book->db, &is_done, &error);
  g_assert_no_error (error);
  g_assert_true (is_done);
}

static void
add (TestCallBook *book, TollDirection direction, const char *dialled, const char *nation,
     gint64 cost_micro)
{
  test_call_book_add (book, &(TestCall){ .start = "2026-03-16T09:00:00", .direction = direction,
                                         .talk_s = 60, .dialled = dialled, .nation = nation,
                                         .cost_micro = cost_micro });
}

/* @figures: nation, calls and cost of each row. */
static void
expect_rows (TestCallBook *book, const CollectorViewer *viewer, const char *source,
             const char *figures)
{
  g_autoptr (CollectorReportRun) run = test_call_book_report (
      book, "1.6", viewer,
      "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"nation\"],"
      "\"fields\":[\"calls\",\"cost\"],\"sort\":[\"nation\"]}");
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < run->doc->rows->len; i++)
    {
      guint column = toll_report_doc_find_column (run->doc, "cost");
      const TollCell *cost = &toll_report_doc_get_row (run->doc, i)->cells[column];
      g_autofree char *text = cost->is_empty ? g_strdup ("-") : g_strdup_printf ("%d", (int) cost->figure);

      g_string_append_printf (rows, "%s%s %d %s", i > 0 ? ", " : "",
                              test_report_text (run, i, "nation"),
                              (int) test_report_figure (run, i, "calls"), text);
    }
  g_assert_cmpstr (rows->str, ==, figures);
  g_assert_cmpstr (run->doc->source, ==, source);
}

/* A nation that was called privately alone has no row; where people are not to be told, nor has one that
 * an internal call tells. */
static void
test_figures (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->now_ms = book->now_ms;
  add (book, TOLL_DIRECTION_OUTGOING, "0021", "IT", 100);
  add (book, TOLL_DIRECTION_OUTGOING, "**9021", "IT", 20);
  add (book, TOLL_DIRECTION_OUTGOING, "**900491", "DE", 3);
  add (book, TOLL_DIRECTION_INTERNAL, "2002", "FR", 0);
  settle (book);
  expect_rows (book, viewer, "totals", "DE 1 3, FR 1 -, IT 2 120");
  test_call_book_run (book, "INSERT INTO private_rule (kind, value) VALUES (0, '**9')");
  expect_rows (book, viewer, "calls", "FR 1 -, IT 1 100,  2 23");
  settle (book);
  expect_rows (book, viewer, "totals", "FR 1 -, IT 1 100,  2 23");
  viewer->hides_individuals = TRUE;
  expect_rows (book, viewer, "calls", "IT 1 100,  3 23");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/private-totals/beside-private", test_totals_beside_private);
  g_test_add_func ("/private-totals/figures", test_figures);
  return g_test_run ();
}
