/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extensions of a part of the house, from the running totals: exact figures after somebody moved at
 * noon, after departments became one, after late files and what was taken back, and of a ledger that
 * was kept before. Whose calls were counted is told to the log.
 */
#include "config.h"

#include "collector/store/check.h"
#include "collector/store/migrate.h"
#include "tests/support/call-book.h"

#include <string.h>

#define SALES   1
#define SUPPORT 2
#define EVERYTHING "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"extension\"]"
#define FIELDS ",\"fields\":[\"calls\",\"talk_ms\",\"cost\"]"

static CollectorViewer *
make_viewer (const TestCallBook *book, CollectorScope scope, gint64 group_id)
{
  CollectorViewer *viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = scope;
  viewer->now_ms = book->now_ms;
  g_array_append_val (viewer->scope_ids, group_id);
  return viewer;
}

static gint64
add (TestCallBook *book, const char *start, const char *extension, gint64 department_id)
{
  return test_call_book_add (book, &(TestCall){ .start = start,
                                                .direction = TOLL_DIRECTION_OUTGOING,
                                                .extension = extension,
                                                .talk_s = 60,
                                                .department_id = department_id,
                                                .cost_centre_id = department_id + 4,
                                                .location_id = 7,
                                                .cost_micro = 10000 });
}

/* From the totals, it is the row of @extension, and @others more. */
static void
expect (TestCallBook *book, const CollectorViewer *viewer, const char *json, const char *extension,
        gint64 n_calls, guint n_others)
{
  g_autoptr (CollectorReportRun) run = test_call_book_report (book, "1.6", viewer, json);
  guint row;

  g_assert_cmpstr (run->doc->source, ==, "totals");
  g_assert_cmpuint (run->doc->rows->len, ==, n_others + (n_calls > 0 ? 1 : 0));
  if (n_calls == 0)
    return;
  row = test_report_find (run, "extension", extension);
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, n_calls);
  g_assert_cmpint (test_report_figure (run, row, "talk_ms"), ==, n_calls * 60000);
  g_assert_cmpint (test_report_figure (run, row, "cost"), ==, n_calls * 10000);
}

static void
assert_sound (TestCallBook *book)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_check_verify (book->db, found, &error));
  g_assert_no_error (error);
  /* Calls of a book have no records: only what is said of the totals counts here. */
  for (guint i = 0; i < found->len; i++)
    if (g_str_has_prefix (found->pdata[i], "totals"))
      g_ptr_array_add (totals, g_strdup (found->pdata[i]));
  if (totals->len > 0)
    g_error ("%s", (const char *) totals->pdata[0]);
}

/* 2001 moved from Sales to Support at noon; 2002 is of Sales. */
static TestCallBook *
make_book (void)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T20:00:00Z");

  add (book, "2026-03-18T09:00:00", "2001", SALES);
  add (book, "2026-03-18T11:59:59", "2001", SALES);
  add (book, "2026-03-18T12:00:00", "2001", SUPPORT);
  add (book, "2026-03-18T13:00:00", "2001", SUPPORT);
  add (book, "2026-03-18T14:00:00", "2001", SUPPORT);
  add (book, "2026-03-18T09:30:00", "2002", SALES);
  return book;
}

static void
test_moved_at_noon (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);
  g_autoptr (CollectorViewer) centre = make_viewer (book, COLLECTOR_SCOPE_COST_CENTRES, SUPPORT + 4);
  g_autoptr (CollectorViewer) location = make_viewer (book, COLLECTOR_SCOPE_LOCATIONS, 7);
  static const char of_support[]
      = EVERYTHING FIELDS ",\"where\":{\"field\":\"department\",\"op\":\"key\",\"value\":\"2\"}}";

  expect (book, NULL, EVERYTHING FIELDS "}", "2001", 5, 1);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  expect (book, support, EVERYTHING FIELDS "}", "2001", 3, 0);
  expect (book, centre, EVERYTHING FIELDS "}", "2001", 3, 0);
  expect (book, location, EVERYTHING FIELDS "}", "2001", 5, 1);
  /* A row of departments that is opened by extension. */
  expect (book, NULL, of_support, "2001", 3, 0);
  expect (book, location, of_support, "2001", 3, 0);
  expect (book, sales, of_support, "", 0, 0);
  assert_sound (book);
}

/* Days of whole months, of a part of one, and across the middle of two. */
static void
test_parts_of_months (void)
{
  static const struct
  {
    const char *from, *to;
    gint64 n_sales, n_support;
  } rows[] = {
    { "2026-01-16T00:00:00", "2026-02-16T00:00:00", 16, 15 },
    { "2026-01-16T00:00:00", "2026-03-16T00:00:00", 16, 43 },
    { "2026-01-09T00:00:00", "2026-02-22T00:00:00", 23, 21 },
    { "2026-02-11T00:00:00", "2026-02-21T00:00:00", 0, 10 },
    { "2026-01-30T00:00:00", "2026-02-02T00:00:00", 2, 1 },
    { "2026-02-02T00:00:00", "2026-04-01T00:00:00", 0, 45 },
  };
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T20:00:00Z");
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);
  gint32 first = toll_day_from_date (2026, 1, 1), last = toll_day_from_date (2026, 3, 18);

  /* One call a day: in January of Sales, then of Support. */
  for (gint32 day = first; day <= last; day++)
    {
      int year, month, mday;
      g_autofree char *start = NULL;

      toll_day_to_date (day, &year, &month, &mday);
      start = g_strdup_printf ("%04d-%02d-%02dT10:00:00", year, month, mday);
      add (book, start, "2001", month == 1 ? SALES : SUPPORT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT
          "},\"group_by\":[\"extension\"]" FIELDS "}",
          test_instant_ms (rows[i].from), test_instant_ms (rows[i].to));

      expect (book, sales, json, "2001", rows[i].n_sales, 0);
      expect (book, support, json, "2001", rows[i].n_support, 0);
      expect (book, NULL, json, "2001", rows[i].n_sales + rows[i].n_support, 0);
    }
  assert_sound (book);
}

/* Support becomes a part of Sales: its calls are of that from then on. */
static void
test_merged (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T20:00:00Z");
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);
  g_autoptr (GError) error = NULL;
  TollCall call;

  add (book, "2026-03-18T09:00:00", "2001", SALES);
  toll_call_init (&call);
  call.id = add (book, "2026-03-18T12:00:00", "2001", SUPPORT);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 1, 0);
  expect (book, support, EVERYTHING FIELDS "}", "2001", 1, 0);
  call.department_id = SALES;
  call.cost_centre_id = SALES + 4;
  call.location_id = 7;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_reown_call (book->ledger, &call, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_no_error (error);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 0);
  expect (book, support, EVERYTHING FIELDS "}", "", 0, 0);
  expect (book, NULL, EVERYTHING FIELDS "}", "2001", 2, 0);
  assert_sound (book);
}

/* A file of days that were summed up already. */
static void
test_late (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);

  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  add (book, "2026-02-27T10:00:00", "2001", SALES);
  add (book, "2026-02-27T10:00:01", "2003", SUPPORT);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 3, 1);
  expect (book, support, EVERYTHING FIELDS "}", "2003", 1, 1);
  assert_sound (book);
}

/* What a transaction made that was taken back is another's from then on, for whoever had read it. */
static void
test_taken_back (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);
  g_autoptr (GError) error = NULL;
  TollCall call;

  toll_call_init (&call);
  call.id = 5;
  call.n_legs = 1;
  call.start_ms = book->now_ms;
  call.extension = "2009";
  call.number = "+39026677";
  call.department_id = SALES;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 99, &error));
  collector_ledger_rollback (book->ledger);
  add (book, "2026-03-18T15:00:00", "2003", SUPPORT);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  expect (book, support, EVERYTHING FIELDS "}", "2003", 1, 1);
  assert_sound (book);
}

/* The same of a connection that looked on while it was being written. */
static void
test_read_before_taken_back (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_db_begin (book->db, &error));
  test_call_book_run (book, "INSERT INTO seat (id, line_id, department_id, cost_centre_id, location_id)"
                            " SELECT max (id) + 1, 1, 1, 99, 99 FROM seat");
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  collector_db_rollback (book->db);
  add (book, "2026-03-18T15:00:00", "2003", SUPPORT);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
}

/* A ledger of the layout before has no seats: they are made, and all figures are the same. */
static void
test_kept_before (void)
{
  TestCallBook *book = make_book ();
  g_autofree char *path = test_temp_dir_path (book->dir, "ledger.db");
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) support = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SUPPORT);
  g_autoptr (GError) error = NULL;

  test_call_book_run (book, "DELETE FROM seat; DELETE FROM totals WHERE id >= 1 << 48;"
                            "UPDATE meta SET totals_layout = 6");
  collector_ledger_free (book->ledger);
  collector_db_close (book->db);
  g_assert_true (collector_migrate (path, "Europe/Rome", &error));
  book->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  book->ledger = collector_ledger_new (book->db, &error);
  g_assert_no_error (error);
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  expect (book, support, EVERYTHING FIELDS "}", "2001", 3, 0);
  add (book, "2026-03-18T15:00:00", "2001", SUPPORT);
  expect (book, support, EVERYTHING FIELDS "}", "2001", 4, 0);
  assert_sound (book);
  test_call_book_free (book);
}

static gboolean
has_noted (const CollectorViewer *viewer, gint64 person_id)
{
  return g_hash_table_contains (viewer->seen->people, &person_id);
}

/* Of two who had the line, the log tells of who is of the viewer's part, by now or by then. */
static void
test_whose (void)
{
  static const char people[]
      = "INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Support');"
        "INSERT INTO person (id, user_name, department_id) VALUES (1, 'alba', 1), (2, 'bruno', 2),"
        " (3, 'carla', 2), (4, 'dario', 1);"
        "INSERT INTO person_past (person_id, until_ms, department_id)"
        " VALUES (3, 1773838800000, 1);" /* until that noon */
        "INSERT INTO person_line (person_id, extension, valid_from_ms, valid_to_ms) VALUES"
        " (1, '2001', -9223372036854775808, 1773800000000),"
        " (2, '2001', 1773800000000, 9223372036854775807),"
        " (3, '2002', -9223372036854775808, 9223372036854775807),"
        " (4, '2004', -9223372036854775808, 9223372036854775807)";
  /* The first line that was seen is 2001. */
  static const char one[]
      = "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"location\"],\"fields\":[\"calls\"],"
        "\"where\":{\"field\":\"extension\",\"op\":\"key\",\"value\":\"1\"}}";
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorViewer) sales = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorViewer) again = make_viewer (book, COLLECTOR_SCOPE_DEPARTMENTS, SALES);
  g_autoptr (CollectorReportRun) run = NULL;

  test_call_book_run (book, people);
  /* Who made them is then told by the lines alone. */
  test_call_book_run (book, "UPDATE call SET person_id = 0");
  expect (book, sales, EVERYTHING FIELDS "}", "2001", 2, 1);
  g_assert_true (has_noted (sales, 1));
  g_assert_false (has_noted (sales, 2));
  g_assert_true (has_noted (sales, 3));
  g_assert_false (has_noted (sales, 4));
  run = test_call_book_report (book, "1.6", again, one);
  g_assert_cmpstr (run->doc->source, ==, "totals");
  g_assert_cmpint (run->doc->n_calls, ==, 2);
  g_assert_true (has_noted (again, 1));
  g_assert_false (has_noted (again, 2));
  g_assert_false (has_noted (again, 3));
}

/* The sum of a period without a call is one row of zeros, also from the totals; by department there is
 * none. */
static void
test_nothing (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (GError) error = NULL;
  const TollZone *zone = toll_zone_get ("Europe/Rome", &error);
  const CollectorQuery query = { .viewer = book->admin,
                                 .spec = spec,
                                 .zone = zone,
                                 .from_ms = toll_zone_from_local (zone, 0, 0),
                                 .to_ms = toll_zone_from_local (zone, 1, 0) };
  g_autoptr (CollectorGroups) all = collector_query_group (book->db, &query, 0, &error), by = NULL;

  g_assert_no_error (error);
  g_assert_true (all->from_totals);
  g_assert_cmpuint (all->groups->len, ==, 1);
  g_assert_cmpint (collector_groups_get (all, 0)->measures[COLLECTOR_MEASURE_CALLS], ==, 0);
  spec->group_by[spec->n_keys++] = "department";
  by = collector_query_group (book->db, &query, 0, &error);
  g_assert_no_error (error);
  g_assert_true (by->from_totals);
  g_assert_cmpuint (by->groups->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seats/moved-at-noon", test_moved_at_noon);
  g_test_add_func ("/seats/parts-of-months", test_parts_of_months);
  g_test_add_func ("/seats/merged", test_merged);
  g_test_add_func ("/seats/late", test_late);
  g_test_add_func ("/seats/taken-back", test_taken_back);
  g_test_add_func ("/seats/read-before-taken-back", test_read_before_taken_back);
  g_test_add_func ("/seats/kept-before", test_kept_before);
  g_test_add_func ("/seats/whose", test_whose);
  g_test_add_func ("/seats/nothing", test_nothing);
  return g_test_run ();
}
