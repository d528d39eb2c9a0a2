/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that are tables of something else than calls, on ledgers filled from files: lines without
 * calls, files that came and did not come, records that were put aside.
 */
#include "config.h"

#include "tests/reports/imported.h"
#include "tests/support/demo-files.h"

#include <string.h>

#define PEOPLE                                                                                     \
  "INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Lab');"                             \
  "INSERT INTO person (id, user_name, first_name, last_name, department_id) VALUES"                \
  " (1, 'anna', 'Anna', 'Rossi', 1), (2, 'bruno', 'Bruno', 'Verdi', 1),"                           \
  " (3, 'carla', 'Carla', 'Neri', 2), (4, 'dora', 'Dora', 'Gallo', 1);"                            \
  "INSERT INTO person_line (person_id, extension) VALUES (1, '2001'), (2, '2002'), (3, '2003'),"   \
  " (4, '2004');"                                                                                  \
  "INSERT INTO person_device (device, person_id) VALUES ('SEPAAAABBBBCCCC', 3)"

/* An internal call, answered after 5 s, of a minute. */
static void
read_call (TestImported *imported, const char *start, const char *from, const char *to)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", from, "originalCalledPartyNumber", to,
                         "finalCalledPartyNumber", to, NULL);
  toll_test_cdr_set_times (row, test_instant_ms (start) / 1000, 5, 60);
  test_imported_read_row (imported, row);
}

/* ---- Restrictions ---- */

static void
check_refusal (TestImported *imported, const CollectorReport *report)
{
  static const char narrowed[] = "{\"directions\":[\"incoming\"]}";
  g_autoptr (CollectorReportRun) run = NULL;
  g_autofree char *field = NULL;

  g_test_message ("%s", report->id);
  if (!report->is_table)
    {
      run = test_imported_report (imported, report->id, NULL, narrowed);
      return;
    }
  field = test_imported_refuse (imported, report->id, NULL, narrowed);
  g_assert_cmpstr (field, ==, "spec.directions");
}

/* What is not about calls takes no restriction on them in silence; everything else takes it. */
static void
test_refusals (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      check_refusal (imported, report);
}

/* ---- Unused extensions ---- */

static TestImported *
import_lines (void)
{
  TestImported *imported = test_imported_new ("2026-03-18T12:00:00");

  test_imported_run (imported, PEOPLE);
  read_call (imported, "2025-10-02T09:00:00", "2004", "2005");
  read_call (imported, "2026-03-02T09:00:00", "2001", "2002");
  return imported;
}

static void
test_unused_lines (void)
{
  g_autoptr (TestImported) imported = import_lines ();
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "10.1", NULL, NULL);
  guint row;

  /* Lab: Carla and the sum; Sales: Dora and the sum; 2005 is nobody's, and the sum. */
  g_assert_cmpuint (run->doc->rows->len, ==, 6);
  g_assert_cmpint (test_report_total (run, "lines"), ==, 3);
  row = test_report_find (run, "extension", "2003");
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpstr (test_report_text (run, row, "department"), ==, "Lab");
  g_assert_cmpstr (test_report_text (run, row, "name"), ==, "Carla Neri");
  g_assert_cmpstr (test_report_text (run, row, "device"), ==, "SEPAAAABBBBCCCC");
  g_assert_cmpint (test_report_figure (run, row + 1, "lines"), ==, 1);
  row = test_report_find (run, "extension", "2004");
  g_assert_cmpstr (test_report_text (run, row, "department"), ==, "Sales");
  g_assert_cmpint (test_report_figure (run, row, "last_ms"), ==,
                   test_instant_ms ("2025-10-02T09:00:00"));
  row = test_report_find (run, "extension", "2005");
  g_assert_cmpstr (test_report_text (run, row, "name"), ==, "");
  g_assert_cmpint (test_report_figure (run, row, "last_ms"), ==,
                   test_instant_ms ("2025-10-02T09:00:00"));
}

/* A longer period finds the old call; a shorter one misses Anna's and Bruno's, too. */
static void
test_unused_in_period (void)
{
  g_autoptr (TestImported) imported = import_lines ();
  g_autoptr (CollectorReportRun) year = test_imported_report (
      imported, "10.1", NULL, "{\"period\":{\"relative\":\"last_12_months\"}}");
  g_autoptr (CollectorReportRun) week = test_imported_report (
      imported, "10.1", NULL, "{\"period\":{\"relative\":\"last_7_days\"}}");
  g_autoptr (CollectorReportRun) ever = test_imported_report (
      imported, "10.1", NULL, "{\"period\":{\"relative\":\"everything\"}}");

  g_assert_cmpint (test_report_total (ever, "lines"), ==, 1);
  g_assert_cmpstr (test_report_text (ever, 0, "extension"), ==, "2003");
  g_assert_cmpint (test_report_total (year, "lines"), ==, 1);
  g_assert_cmpint (test_report_total (week, "lines"), ==, 5);
}

/* Who looks after the Lab hears of its lines alone. */
static void
test_unused_in_scope (void)
{
  g_autoptr (TestImported) imported = import_lines ();
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();
  g_autoptr (CollectorReportRun) run = NULL;
  g_autofree char *field = NULL;
  const gint64 lab_id = 2;

  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_val (viewer->scope_ids, lab_id);
  run = test_imported_report (imported, "10.1", viewer, NULL);
  g_assert_cmpint (test_report_total (run, "lines"), ==, 1);
  g_assert_cmpstr (test_report_text (run, 0, "extension"), ==, "2003");
  field = test_imported_refuse (imported, "10.1", viewer, "{\"directions\":[\"incoming\"]}");
  g_assert_cmpstr (field, ==, "spec.directions");
}

/* Who was rung first, and who passed a call on, was called. */
static void
test_offered (void)
{
  static const char *const offered[] = { "2003", "2004" };
  g_autoptr (TestImported) imported = import_lines ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (CollectorReportRun) run = NULL, later = NULL;

  toll_test_row_set_all (row, "callingPartyNumber", "2001", "originalCalledPartyNumber", "2004",
                         "finalCalledPartyNumber", "2002", "lastRedirectDn", "2003",
                         "origCalledPartyRedirectReason", "2", "lastRedirectRedirectReason", "2",
                         NULL);
  toll_test_cdr_set_times (row, test_instant_ms ("2026-03-17T09:00:00") / 1000, 30, 60);
  test_imported_read_row (imported, row);
  run = test_imported_report (imported, "10.1", NULL, NULL);
  /* 2005 is nobody's. */
  g_assert_cmpint (test_report_total (run, "lines"), ==, 1);
  g_assert_cmpstr (test_report_text (run, 0, "extension"), ==, "2005");
  /* Once it lies before the period it is their last one. */
  later = test_imported_report (imported, "10.1", NULL, "{\"period\":{\"relative\":\"today\"}}");
  g_assert_cmpint (test_report_total (later, "lines"), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    g_assert_cmpint (
        test_report_figure (later, test_report_find (later, "extension", offered[i]), "last_ms"),
        ==, test_instant_ms ("2026-03-17T09:00:00"));
}

/* Whose line it was before has no part in it. */
static void
test_handed_on (void)
{
  g_autoptr (TestImported) imported = import_lines ();
  g_autoptr (CollectorReportRun) run = NULL;
  guint row;

  test_imported_run (imported, "UPDATE person_line SET valid_to_ms = 1772600000000"
                               " WHERE extension = '2001';"
                               "INSERT INTO person_line (person_id, extension, valid_from_ms)"
                               " VALUES (4, '2001', 1772600000000)");
  run = test_imported_report (imported, "10.1", NULL, NULL);
  row = test_report_find (run, "extension", "2001");
  g_assert_cmpstr (test_report_text (run, row, "name"), ==, "Dora Gallo");
  g_assert_cmpint (test_report_figure (run, row, "since"), ==, 1772600000000);
  g_assert_true (toll_report_doc_get_row (run->doc, row)
                     ->cells[toll_report_doc_find_column (run->doc, "last_ms")]
                     .is_empty);
}

/* ---- The acquisition ledger ---- */

/* A file of @node with @n_calls calls. */
static void
read_file (TestImported *imported, const char *node, const char *minute, guint sequence,
           guint n_calls)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n_calls; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_file_add (file, row);
    }
  test_imported_read (imported, file, node, minute, sequence);
}

/* The row of a node, a day of March 2026 and an hour. */
static guint
find_hour (const CollectorReportRun *run, const char *node, int mday, int hour)
{
  for (guint i = 0; i < run->doc->rows->len; i++)
    if (strcmp (test_report_text (run, i, "node"), node) == 0
        && test_report_figure (run, i, "day") == toll_day_from_date (2026, 3, mday)
        && test_report_figure (run, i, "hour") == hour * 60)
      return i;
  g_error ("no row of %s on the %d at %d", node, mday, hour);
}

static void
test_acquisition (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, tokyo = NULL;
  g_autofree char *field = NULL;
  guint row;

  /* Minutes are UTC: Rome is an hour ahead. The first lies before the period. */
  read_file (imported, "01", "202603101100", 7, 1);
  read_file (imported, "01", "202603170900", 10, 2);
  read_file (imported, "01", "202603170930", 11, 3);
  read_file (imported, "01", "202603171000", 15, 1);
  read_file (imported, "02", "202603170900", 900, 1);
  read_file (imported, "02", "202603170901", 3, 1);
  test_imported_run (imported, "UPDATE file SET first_seen_ms = 1773739890000"
                               " WHERE name LIKE '%_202603170930_%'");
  run = test_imported_report (imported, "12.1", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  row = find_hour (run, "Cluster/01", 17, 10);
  g_assert_cmpint (test_report_figure (run, row, "files"), ==, 2);
  g_assert_cmpint (test_report_figure (run, row, "records"), ==, 5);
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, 5);
  /* 8 and 9, which the file of the week before tells. */
  g_assert_cmpint (test_report_figure (run, row, "missing"), ==, 2);
  /* That of 09:30Z came at 09:31:30Z. */
  g_assert_cmpint (test_report_figure (run, row, "lag_ms"), ==, 90000);
  row = find_hour (run, "Cluster/01", 17, 11);
  g_assert_cmpint (test_report_figure (run, row, "missing"), ==, 3);
  /* Numbers that begin anew. */
  row = find_hour (run, "Cluster/02", 17, 10);
  g_assert_cmpint (test_report_figure (run, row, "files"), ==, 2);
  g_assert_cmpint (test_report_figure (run, row, "missing"), ==, 0);
  g_assert_cmpint (test_report_total (run, "files"), ==, 5);
  g_assert_cmpint (test_report_total (run, "missing"), ==, 5);
  tokyo = test_imported_report (imported, "12.1", NULL, "{\"zone\":\"Asia/Tokyo\"}");
  g_assert_cmpint (
      test_report_figure (tokyo, find_hour (tokyo, "Cluster/01", 17, 18), "files"), ==, 2);
  field = test_imported_refuse (imported, "12.1", NULL, "{\"group_by\":[\"site\"]}");
  g_assert_cmpstr (field, ==, "spec.group_by");
}

/* How many files are missing among those of one hour. @names: kind, node, minute and number of each. */
static gint64
count_gaps (const char *names)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  g_autoptr (CollectorReportRun) run = NULL;

  for (guint i = 0; parts[i] != NULL; i += 4)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO file (name, size, format, state, first_seen_ms, done_ms) VALUES"
          " ('%s_Two-Nodes_%s_2026031709%s_%s', 1, '', 'done', 1773738000000, 1773738000000)",
          parts[i], parts[i + 1], parts[i + 2], parts[i + 3]);

      test_imported_run (imported, sql);
    }
  run = test_imported_report (imported, "12.1", NULL, NULL);
  g_assert_cmpint (test_report_total (run, "files"), ==, g_strv_length (parts) / 4);
  return test_report_total (run, "missing");
}

/* Whose files are numbered together is not known beforehand. */
static void
test_counters (void)
{
  static const struct
  {
    const char *names;
    gint64 n;
  } rows[] = {
    /* One counter of the cluster; without 13; whose last is not told of. */
    { "cdr 01 00 10 cdr 02 00 11 cmr 01 01 12 cdr 02 01 13 cdr 01 02 14 cmr 02 02 15 cmr 01 03 16",
      0 },
    { "cdr 01 00 10 cdr 02 00 11 cmr 01 01 12 cdr 01 02 14 cmr 02 02 15 cmr 01 03 16", 1 },
    { "cdr 01 00 10 cdr 02 00 11 cmr 01 01 12 cdr 02 01 13", 0 },
    /* One counter of each kind: the same numbers, and others; without cdr 3, cmr 2 and cdr 102. */
    { "cdr 01 00 1 cmr 01 00 1 cdr 01 01 2 cmr 01 02 3 cdr 01 03 4 cmr 01 03 4", 2 },
    { "cdr 01 00 100 cmr 01 00 40 cdr 01 01 101 cmr 01 01 41 cdr 01 03 103 cmr 01 03 42", 1 },
    /* The same of two nodes, whose quality records come later; without cmr 2 of the second. */
    { "cdr 01 00 1 cdr 02 00 1 cmr 01 01 1 cmr 02 01 1 cdr 01 02 2 cdr 02 02 2 cmr 01 03 2 cdr 01 04 3"
      " cdr 02 04 3 cmr 01 05 3 cmr 02 05 3", 1 },
    /* One counter of each node; without 3 of the first. */
    { "cdr 01 00 1 cmr 01 00 2 cdr 01 02 4 cdr 02 00 1 cmr 02 00 2 cdr 02 01 3 cmr 02 02 4", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].names);
      g_assert_cmpint (count_gaps (rows[i].names), ==, rows[i].n);
    }
}

static gint64
count_missing (const char *drop, guint n_without)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-31T14:00:00");
  g_autoptr (GPtrArray) paths = test_demo_list (drop);
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (CollectorReportRun) run = NULL;

  /* Neither a node's first file nor its last: nothing tells of those. */
  if (n_without > 0)
    g_ptr_array_remove_range (paths, paths->len / 4, n_without);
  counts = test_demo_import (imported->data, paths);
  run = test_imported_report (imported, "12.1", NULL, NULL);
  g_assert_cmpint (test_report_total (run, "files"), ==, paths->len);
  return test_report_total (run, "missing");
}

/* A node numbers its files of call records and of quality records with one counter. */
static void
test_acquisition_of_demo (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *drop = test_temp_dir_path (dir, "drop");

  test_demo_make (data, drop, 60, 2);
  g_assert_cmpint (count_missing (drop, 0), ==, 0);
  g_assert_cmpint (count_missing (drop, 1), ==, 1);
}

/* The first of an order are those of the whole table, which its totals are of still. */
static void
test_order (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) most = NULL, least = NULL;
  g_autofree char *unknown = NULL, *fixed = NULL;

  read_file (imported, "01", "202603170900", 10, 2);
  read_file (imported, "01", "202603171000", 11, 5);
  read_file (imported, "01", "202603171100", 12, 1);
  most = test_imported_report (imported, "12.1", NULL, "{\"sort\":[\"-records\"],\"limit\":2}");
  g_assert_cmpuint (most->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (most, 0, "records"), ==, 5);
  g_assert_cmpint (test_report_figure (most, 1, "records"), ==, 2);
  g_assert_cmpint (test_report_total (most, "records"), ==, 8);
  least = test_imported_report (imported, "12.1", NULL, "{\"sort\":[\"records\"]}");
  g_assert_cmpint (test_report_figure (least, 0, "records"), ==, 1);
  unknown = test_imported_refuse (imported, "12.1", NULL, "{\"sort\":[\"talk_ms\"]}");
  g_assert_cmpstr (unknown, ==, "spec.sort");
  fixed = test_imported_refuse (imported, "10.1", NULL, "{\"sort\":[\"-last_ms\"]}");
  g_assert_cmpstr (fixed, ==, "spec.sort");
}

/* The same bytes again are no file; the same record in another file is a duplicate. */
static void
test_acquisition_of_what_came_before (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new (), more = toll_test_cdr_new ();
  g_autoptr (CollectorReportRun) run = NULL;

  toll_test_file_add (file, row);
  test_imported_read (imported, file, "01", "202603170900", 1);
  test_imported_read (imported, file, "01", "202603170900", 1);
  toll_test_file_add (file, more);
  test_imported_read (imported, file, "01", "202603170901", 2);
  run = test_imported_report (imported, "12.1", NULL, NULL);
  g_assert_cmpint (test_report_total (run, "files"), ==, 2);
  g_assert_cmpint (test_report_total (run, "again"), ==, 1);
  g_assert_cmpint (test_report_total (run, "records"), ==, 3);
  g_assert_cmpint (test_report_total (run, "calls"), ==, 2);
  g_assert_cmpint (test_report_total (run, "duplicates"), ==, 1);
}

/* ---- Discards ---- */

static void
test_discards (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *refused = test_imported_write (imported, "notes.txt", "no records at all");
  g_autoptr (TestRun) ignored = NULL, cut = NULL;
  g_autoptr (CollectorReportRun) run = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *time = g_strdup_printf ("soon %u", i);

      if (i < 3)
        toll_test_row_set (row, "dateTimeOrigination", time);
      toll_test_file_add (file, row);
    }
  test_imported_read (imported, file, "01", "202603170900", 1);
  ignored = test_run_collector (imported->data, (const char *const[]) { "import", refused, NULL });
  test_imported_run (imported,
                     "UPDATE quarantine SET created_ms = 1773738000000 + id;"
                     "UPDATE quarantine SET state = 'replayed' WHERE id = 2;"
                     "UPDATE file SET first_seen_ms = 1773738000000");
  cut = test_run_collector (imported->data,
                            (const char *const[]) { "report", "12.2", "--period=everything",
                                                    "--filter={\"limit\":1}", NULL });
  g_assert_nonnull (strstr (cut->output, "\n1 of 2 rows"));
  run = test_imported_report (imported, "12.2", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpstr (test_report_text (run, 0, "field"), ==, "dateTimeOrigination");
  g_assert_cmpint (test_report_figure (run, 0, "records"), ==, 3);
  g_assert_cmpint (test_report_figure (run, 0, "replayable"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "replayed"), ==, 1);
  g_assert_cmpint (test_report_figure (run, 0, "first_ms"), ==, 1773738000001);
  g_assert_cmpint (test_report_figure (run, 0, "last_ms"), ==, 1773738000003);
  g_assert_cmpint (test_report_figure (run, 1, "records"), ==, 0);
  g_assert_cmpint (test_report_figure (run, 1, "files"), ==, 1);
  g_assert_cmpint (test_report_total (run, "records"), ==, 3);
}

/* A period is said in one way, and its end lies behind its begin. */
static void
test_host_period (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  static const struct
  {
    const char *args[5];
    int exit_code;
  } rows[] = {
    { { "report", "1.6", "--from=2026-02-25", "--to=2026-02-26", NULL }, 0 },
    { { "report", "1.6", "--from=2026-02-26", "--to=2026-02-25", NULL }, 2 },
    { { "report", "1.6", "--from=2026-02-25", "--period=today", NULL }, 2 },
    { { "report", "1.6", "--period=today", NULL }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (imported->data, rows[i].args);

      g_test_message ("%s: %s", rows[i].args[2], run->errors);
      g_assert_cmpint (run->exit_code, ==, rows[i].exit_code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/refusals", test_refusals);
  g_test_add_func ("/tables/order", test_order);
  g_test_add_func ("/tables/host-period", test_host_period);
  g_test_add_func ("/tables/unused-lines", test_unused_lines);
  g_test_add_func ("/tables/unused-offered", test_offered);
  g_test_add_func ("/tables/unused-in-period", test_unused_in_period);
  g_test_add_func ("/tables/unused-in-scope", test_unused_in_scope);
  g_test_add_func ("/tables/handed-on", test_handed_on);
  g_test_add_func ("/tables/acquisition", test_acquisition);
  g_test_add_func ("/tables/acquisition-of-demo", test_acquisition_of_demo);
  g_test_add_func ("/tables/counters", test_counters);
  g_test_add_func ("/tables/acquisition-of-what-came-before",
                   test_acquisition_of_what_came_before);
  g_test_add_func ("/tables/discards", test_discards);
  return g_test_run ();
}
