/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows by number for those who see numbers in part: one for each real number, with its own figures;
 * its key opens its calls and no others, and neither key nor order tells what is hidden.
 */
#include "config.h"

#include "shared/base/error.h"
#include "tests/support/call-book.h"

#include <string.h>

#define SHOWN "+3902555***"
#define EVERYTHING "{\"period\":{\"relative\":\"everything\"}"
#define ME 7

/* Three numbers that look alike, in the order of how often they are called; @swap: which of them is
 * which, so that only hidden digits differ. */
static const char *
get_number (guint index, gboolean swap)
{
  static const char *const numbers[] = { "+3902555202", "+3902555303", "+3902555101" };

  return numbers[swap ? G_N_ELEMENTS (numbers) - 1 - index : index];
}

static gint64
add_call (TestCallBook *book, const char *start, const char *number, gint64 talk_s)
{
  return test_call_book_add (book, &(TestCall){ .start = start, .number = number, .talk_s = talk_s,
                                                .direction = TOLL_DIRECTION_OUTGOING,
                                                .cost_micro = talk_s * 1000 });
}

/* Of 3, 2 and 1 call, 60 s, 100 s and 7 s each; and two of a number that has another beginning. */
static TestCallBook *
make_book (gboolean swap)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");

  add_call (book, "2026-03-10T09:00:00", get_number (0, swap), 60);
  add_call (book, "2026-03-10T10:00:00", get_number (1, swap), 100);
  add_call (book, "2026-03-11T09:00:00", get_number (0, swap), 60);
  add_call (book, "2026-03-12T09:00:00", get_number (1, swap), 100);
  add_call (book, "2026-03-13T09:00:00", get_number (0, swap), 60);
  add_call (book, "2026-03-14T09:00:00", get_number (2, swap), 7);
  add_call (book, "2026-03-15T09:00:00", "+39061112222", 10);
  add_call (book, "2026-03-15T10:00:00", "+39061112222", 10);
  return book;
}

static CollectorViewer *
make_viewer (const TestCallBook *book)
{
  CollectorViewer *viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->now_ms = book->now_ms;
  viewer->masked_digits = 3;
  return viewer;
}

static void
make_mine (TestCallBook *book, gint64 call_id)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE call SET person_id = %d WHERE id = %"
                                          G_GINT64_FORMAT, ME, call_id);

  test_call_book_run (book, sql);
}

/* The calls that a row opens. */
static CollectorReportRun *
open_row (TestCallBook *book, const CollectorReportRun *run, guint row, const char *column)
{
  return test_call_book_open (book, run, toll_report_doc_get_row (run->doc, row),
                              toll_report_doc_find_column (run->doc, column));
}

/* Each row opens as many calls as it counts, of as much time; every call is behind one row. */
static void
check_rows (TestCallBook *book, const CollectorReportRun *run)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) lists
      = g_ptr_array_new_with_free_func ((GDestroyNotify) collector_report_run_free);
  gint64 n_calls = 0;

  for (guint i = 0; i < run->doc->rows->len; i++)
    {
      CollectorReportRun *list;
      gint64 talk_ms = 0;

      if (toll_report_doc_get_row (run->doc, i)->level > 0)
        continue;
      list = open_row (book, run, i, "calls");
      g_ptr_array_add (lists, list);
      g_assert_cmpint (list->doc->rows->len, ==, test_report_figure (run, i, "calls"));
      for (guint j = 0; j < list->doc->rows->len; j++)
        {
          g_assert_cmpstr (test_report_text (list, j, "number"), ==,
                           test_report_text (run, i, "number"));
          g_assert_true (
              g_hash_table_add (seen, (gpointer) &toll_report_doc_get_row (list->doc, j)->call_id));
          talk_ms += test_report_figure (list, j, "talk_ms");
        }
      g_assert_cmpint (talk_ms, ==, test_report_figure (run, i, "talk_ms"));
      n_calls += list->doc->rows->len;
    }
  g_assert_cmpint (n_calls, ==, test_report_total (run, "calls"));
}

static void
expect_row (const CollectorReportRun *run, guint row, const char *number, gint64 n_calls,
            gint64 talk_s)
{
  g_assert_cmpstr (test_report_text (run, row, "number"), ==, number);
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, n_calls);
  g_assert_cmpint (test_report_figure (run, row, "talk_ms"), ==, talk_s * 1000);
}

static const char *
get_key (const CollectorReportRun *run, guint row, guint key)
{
  return toll_report_doc_get_row (run->doc, row)->keys[key].text;
}

/* ---- Rows ---- */

static void
test_rows (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) whole = test_call_book_report (book, "4.6", NULL, NULL);
  g_autoptr (CollectorReportRun) masked = test_call_book_report (book, "4.6", viewer, NULL);

  g_assert_cmpuint (whole->doc->rows->len, ==, 4);
  expect_row (whole, 0, "+3902555202", 3, 180);
  expect_row (whole, 1, "+3902555303", 2, 200);
  expect_row (whole, 2, "+39061112222", 2, 20);
  expect_row (whole, 3, "+3902555101", 1, 7);
  g_assert_cmpstr (get_key (whole, 0, 0), ==, "+3902555202");
  check_rows (book, whole);
  g_assert_cmpuint (masked->doc->rows->len, ==, 4);
  expect_row (masked, 0, SHOWN, 3, 180);
  expect_row (masked, 1, SHOWN, 2, 200);
  expect_row (masked, 2, "+39061112***", 2, 20);
  expect_row (masked, 3, SHOWN, 1, 7);
  check_rows (book, masked);
  g_assert_cmpuint (masked->doc->filters->len, ==, whole->doc->filters->len);
}

/* A key names the latest call; what is hidden stands in no part of it. */
static void
test_keys (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) masked = test_call_book_report (book, "4.6", viewer, NULL);
  g_autoptr (CollectorReportRun) list = NULL;
  g_autofree char *key
      = g_strdup_printf ("~%" G_GINT64_FORMAT,
                         test_instant_ms ("2026-03-13T09:00:00") / 1000 << 31 | 5);

  g_assert_cmpstr (get_key (masked, 0, 0), ==, key);
  for (guint i = 0; i < masked->doc->rows->len; i++)
    for (guint j = 0; j < 3; j++)
      g_assert_null (strstr (get_key (masked, i, 0), get_number (j, FALSE) + 3));
  list = open_row (book, masked, 0, "calls");
  g_assert_nonnull (strstr (list->doc->filters->pdata[list->doc->filters->len - 1], SHOWN));
}

/* How many numbers a line called: those that look alike are several. */
static void
test_numbers_are_counted (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) masked = test_call_book_report (
      book, "1.6", viewer, EVERYTHING ",\"fields\":[\"calls\",\"numbers\"]}");

  g_assert_cmpuint (masked->doc->rows->len, ==, 1);
  g_assert_cmpint (test_report_figure (masked, 0, "numbers"), ==, 4);
}

/* What the caller was told last, and percentiles, are of the row's calls. */
static void
test_samples (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) open = NULL;

  for (guint i = 0; i < 3; i++)
    test_call_book_add (book, &(TestCall){ .start = "2026-03-16T09:00:00", .ring_s = 5 + i,
                                           .direction = TOLL_DIRECTION_INCOMING,
                                           .outcome = TOLL_OUTCOME_MISSED, .dialled = "800",
                                           .extension = i == 0 ? "2001" : "2002",
                                           .number = get_number (i / 2, FALSE) });
  open = test_call_book_report (book, "2.8", viewer, "{\"sort\":[\"-calls\"]}");
  g_assert_cmpuint (open->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (open, 0, "calls"), ==, 2);
  g_assert_cmpstr (test_report_text (open, 0, "number"), ==, SHOWN);
  g_assert_cmpstr (test_report_text (open, 0, "latest_extension"), ==, "2002");
  g_assert_cmpstr (test_report_text (open, 1, "number"), ==, SHOWN);
  g_assert_cmpstr (test_report_text (open, 1, "latest_extension"), ==, "2002");
}

/* ---- Whose rows ---- */

/* One's own calls, whose numbers one knows, stand apart from others' with the same number. */
static void
test_own_beside_others (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) masked = NULL, whole = NULL, counted = NULL;

  viewer->person_id = ME;
  make_mine (book, add_call (book, "2026-03-16T09:00:00", get_number (0, FALSE), 1));
  masked = test_call_book_report (book, "4.6", viewer, "{\"sort\":[\"-talk_ms\"]}");
  g_assert_cmpuint (masked->doc->rows->len, ==, 5);
  expect_row (masked, 0, SHOWN, 2, 200);
  expect_row (masked, 1, SHOWN, 3, 180);
  expect_row (masked, 4, SHOWN, 1, 1);
  check_rows (book, masked);
  counted = test_call_book_report (book, "1.6", viewer,
                                   EVERYTHING ",\"fields\":[\"calls\",\"numbers\"]}");
  g_assert_cmpint (test_report_figure (counted, 0, "numbers"), ==, 5);
  /* Without a mask there is nothing to find out. */
  viewer->masked_digits = 0;
  whole = test_call_book_report (book, "4.6", viewer, NULL);
  g_assert_cmpuint (whole->doc->rows->len, ==, 4);
  expect_row (whole, 0, "+3902555202", 4, 181);
  check_rows (book, whole);
}

/* What is shown whole of late calls does not tell the number of early ones. */
static void
test_masked_by_age (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  CollectorMaskRule rule = { .dest_class = -1, .older_than_days = 6, .masked_digits = 3 };
  g_autoptr (CollectorReportRun) run = NULL;
  guint row;

  viewer->masked_digits = 0;
  g_array_append_val (viewer->mask_rules, rule);
  run = test_call_book_report (book, "4.6", viewer, "{\"sort\":[\"-talk_ms\"]}");
  g_assert_cmpuint (run->doc->rows->len, ==, 5);
  expect_row (run, 0, SHOWN, 2, 200);
  expect_row (run, 1, SHOWN, 2, 120);
  row = test_report_find (run, "number", "+3902555202");
  expect_row (run, row, "+3902555202", 1, 60);
  g_assert_cmpstr (get_key (run, row, 0), ==, "+3902555202");
  check_rows (book, run);
}

/* Calls whose number is hidden wholly are one row, however many numbers they have. */
static void
test_hidden_are_one (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) run = NULL, counted = NULL;
  guint row;

  test_call_book_run (book, "INSERT INTO private_call SELECT id, person_id, 1, 0 FROM call WHERE"
                            " number IN ('+3902555303', '+3902555101')");
  run = test_call_book_report (book, "4.6", viewer, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  row = test_report_find (run, "number", "");
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, 3);
  g_assert_cmpint (test_report_figure (run, row, "talk_ms"), ==, 207000);
  g_assert_cmpstr (get_key (run, row, 0), ==, "");
  check_rows (book, run);
  counted = test_call_book_report (book, "1.6", viewer,
                                   EVERYTHING ",\"fields\":[\"calls\",\"numbers\"]}");
  g_assert_cmpint (test_report_figure (counted, 0, "numbers"), ==, 3);
}

/* ---- What is not told ---- */

static void
append_cell (GString *text, const TollCell *cell)
{
  if (cell->text != NULL)
    g_string_append_printf (text, "%s|", cell->text);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "|", cell->figure);
}

/* Returns: (transfer full): every row with its keys. */
static char *
dup_rows (const CollectorReportRun *run)
{
  GString *text = g_string_new (NULL);
  guint n_keys = run->spec->n_keys;

  for (guint i = 0; i < run->doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (run->doc, i);

      for (guint j = 0; j < n_keys; j++)
        append_cell (text, &row->keys[j]);
      for (guint j = 0; j < run->doc->columns->len; j++)
        append_cell (text, &row->cells[j]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Two ledgers that differ in hidden digits alone answer the same, whatever is asked. */
static void
test_order_tells_nothing (void)
{
  static const char *const specs[] = {
    EVERYTHING ",\"group_by\":[\"number\"],\"sort\":[\"-calls\"]}",
    EVERYTHING ",\"group_by\":[\"number\"],\"sort\":[\"number\"]}",
    EVERYTHING ",\"group_by\":[\"number\"],\"sort\":[\"-number\"]}",
    EVERYTHING ",\"group_by\":[\"number\"],\"sort\":[\"answered_share\"],\"limit\":2}",
    EVERYTHING ",\"group_by\":[\"number\",\"day\"],\"sort\":[\"number\"]}",
    EVERYTHING ",\"group_by\":[\"number\",\"day\"],\"sort\":[\"-answered_share\"]}",
    EVERYTHING ",\"group_by\":[\"day\",\"number\"]}",
    EVERYTHING ",\"group_by\":[\"number\",\"extension\"],\"sort\":[\"extension\"]}",
    "{\"period\":{\"relative\":\"last_7_days\"},\"compare\":\"before\",\"group_by\":[\"number\"],"
    "\"sort\":[\"number\"]}",
    EVERYTHING ",\"group_by\":[\"number_prefix\"]}",
  };
  g_autoptr (TestCallBook) book = make_book (FALSE), swapped = make_book (TRUE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (CollectorReportRun) one = test_call_book_report (book, "4.6", viewer, specs[i]);
      g_autoptr (CollectorReportRun) other
          = test_call_book_report (swapped, "4.6", viewer, specs[i]);
      g_autofree char *rows = dup_rows (one), *other_rows = dup_rows (other);

      g_test_message ("%s", specs[i]);
      g_assert_cmpuint (one->doc->rows->len, >, 1);
      g_assert_cmpstr (rows, ==, other_rows);
    }
}

/* With a second key the rows of one number stand together, and have a sum. */
static void
test_second_key (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) run = test_call_book_report (
      book, "4.6", viewer, EVERYTHING ",\"group_by\":[\"number\",\"day\"],\"sort\":[\"number\"]}");
  static const gint64 sums[] = { 1, 3, 2, 2 };
  guint n_sums = 0;

  for (guint i = 0; i < run->doc->rows->len; i++)
    if (toll_report_doc_get_row (run->doc, i)->level > 0)
      {
        g_autoptr (CollectorReportRun) list = open_row (book, run, i, "calls");

        g_assert_cmpuint (n_sums, <, G_N_ELEMENTS (sums));
        g_assert_cmpint (test_report_figure (run, i, "calls"), ==, sums[n_sums]);
        g_assert_cmpint (list->doc->rows->len, ==, sums[n_sums++]);
      }
  g_assert_cmpuint (n_sums, ==, G_N_ELEMENTS (sums));
  check_rows (book, run);
}

/* The rows of two periods meet by the number. */
static void
test_compared (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);
  g_autoptr (CollectorReportRun) run = NULL;

  add_call (book, "2026-02-10T09:00:00", get_number (2, FALSE), 5);
  add_call (book, "2026-02-11T09:00:00", get_number (2, FALSE), 5);
  add_call (book, "2026-02-12T09:00:00", "+3902555404", 5);
  run = test_call_book_report (book, "4.6", viewer,
                               "{\"compare\":\"before\",\"sort\":[\"-talk_ms\"]}");
  g_assert_cmpuint (run->doc->rows->len, ==, 5);
  expect_row (run, 3, SHOWN, 1, 7);
  g_assert_cmpint (test_report_figure (run, 3, "calls.before"), ==, 2);
  expect_row (run, 4, SHOWN, 0, 0);
  g_assert_cmpint (test_report_figure (run, 4, "calls.before"), ==, 1);
  for (guint i = 3; i < 5; i++)
    {
      g_autoptr (CollectorReportRun) list = open_row (book, run, i, "calls.before");

      g_assert_cmpint (list->doc->rows->len, ==, test_report_figure (run, i, "calls.before"));
    }
}

/* Answers @code to a key by which @viewer asks. */
static void
expect_refused (TestCallBook *book, const CollectorViewer *viewer, gint64 call_id, int code)
{
  g_autofree char *json
      = g_strdup_printf (EVERYTHING ",\"where\":{\"field\":\"number\",\"op\":\"key\",\"value\":"
                                    "\"~%" G_GINT64_FORMAT "\"}}",
                         call_id);
  g_autoptr (TollJson) asked = toll_json_read (json, -1, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorReportRun) run
      = collector_report_run_new (collector_report_lookup ("1.1"), book->db, viewer,
                                  toll_json_get_root (asked), book->now_ms, &error);

  g_assert_no_error (error);
  g_assert_false (collector_report_run_answer (run, &error));
  g_assert_error (error, TOLL_ERROR, code);
}

/* A key says no more than the call it names: nothing of one that is hidden, or of another's. */
static void
test_keys_of_others (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book), narrow = make_viewer (book);
  gint64 id = add_call (book, "2026-03-16T09:00:00", get_number (0, FALSE), 1);
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO private_call SELECT id, person_id, 1, 0 FROM call WHERE id ="
                         " %" G_GINT64_FORMAT, id);

  narrow->scope = COLLECTOR_SCOPE_OWN;
  narrow->person_id = ME;
  expect_refused (book, narrow, id, TOLL_ERROR_NOT_FOUND);
  expect_refused (book, viewer, id + 1, TOLL_ERROR_NOT_FOUND);
  test_call_book_run (book, sql);
  expect_refused (book, viewer, id, TOLL_ERROR_FORBIDDEN);
}

/* ---- Lists in sections ---- */

/* A number's section is whole, whatever the size of the pages, and opens its calls. */
static void
test_sections (void)
{
  g_autoptr (TestCallBook) book = make_book (FALSE);
  g_autoptr (CollectorViewer) viewer = make_viewer (book);

  for (guint page = 1; page < 10; page++)
    {
      g_autoptr (TollJson) asked = toll_json_read (
          EVERYTHING ",\"section\":\"number\",\"sort\":[\"start\"]}", -1, 0, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (CollectorReportRun) run
          = collector_report_run_new (collector_report_lookup ("1.1"), book->db, viewer,
                                      toll_json_get_root (asked), book->now_ms, &error);
      g_autoptr (GString) sums = g_string_new (NULL);
      const TollReportDoc *doc;
      guint n_calls = 0, n_sections = 0;

      run->page = page;
      while ((doc = collector_report_run_next_page (run, &error)) != NULL)
        for (guint i = 0; i < doc->rows->len; i++)
          if (toll_report_doc_get_row (doc, i)->level == 0)
            n_calls++;
          else
            {
              g_autoptr (CollectorReportRun) list = open_row (book, run, i, "");
              gint64 talk_ms = test_report_figure (run, i, "talk_ms");

              g_assert_cmpuint (list->doc->rows->len, ==, n_calls);
              g_assert_cmpint (test_report_total (list, "talk_ms"), ==, talk_ms);
              g_assert_true (talk_ms == 180000 || talk_ms == 200000 || talk_ms == 7000
                             || talk_ms == 20000);
              n_sections++;
              n_calls = 0;
            }
      g_assert_no_error (error);
      g_assert_cmpuint (n_sections, ==, 4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/rows", test_rows);
  g_test_add_func ("/numbers/keys", test_keys);
  g_test_add_func ("/numbers/counted", test_numbers_are_counted);
  g_test_add_func ("/numbers/samples", test_samples);
  g_test_add_func ("/numbers/own-beside-others", test_own_beside_others);
  g_test_add_func ("/numbers/masked-by-age", test_masked_by_age);
  g_test_add_func ("/numbers/hidden-are-one", test_hidden_are_one);
  g_test_add_func ("/numbers/order-tells-nothing", test_order_tells_nothing);
  g_test_add_func ("/numbers/second-key", test_second_key);
  g_test_add_func ("/numbers/compared", test_compared);
  g_test_add_func ("/numbers/keys-of-others", test_keys_of_others);
  g_test_add_func ("/numbers/sections", test_sections);
  return g_test_run ();
}
