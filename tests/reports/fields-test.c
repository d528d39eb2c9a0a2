/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a call has not is empty: no comparison finds it, and a negated one does. Over every field.
 */
#include "config.h"

#include "collector/store/query/fields.h"
#include "tests/support/call-book.h"

#include <string.h>

#define N_CALLS 4

/* A rated call that sounded poor, a free one, a missed one without a price that we returned, and one
 * that nothing is charged for, at midnight. */
static TestCallBook *
make_book (void)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO quality VALUES (1, 101, 1, 1, 0, %" G_GINT64_FORMAT
      ", '', '', 0, 100, 90, 10, 2, 20, 60000, 2407, -1, -1, '', 1, 1);"
      "UPDATE call SET rating_state = 1 WHERE global_call_id = 102;"
      "UPDATE call SET rating_state = 2, cause = 0 WHERE global_call_id = 103",
      test_instant_ms ("2026-03-10T09:01:05"));

  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .ring_s = 5, .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING, .number = "+3902111",
                                         .cost_micro = 250000, .global_call_id = 101 });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T10:00:00", .ring_s = 5, .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING, .number = "+3902112",
                                         .global_call_id = 102 });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T11:00:00", .ring_s = 5,
                                         .direction = TOLL_DIRECTION_INCOMING,
                                         .outcome = TOLL_OUTCOME_MISSED, .number = "+3902113",
                                         .global_call_id = 103 });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-11T00:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING, .number = "+3902113",
                                         .global_call_id = 104 });
  test_call_book_run (book, sql);
  return book;
}

static guint
count (TestCallBook *book, const char *field, const char *op, const char *value)
{
  g_autofree char *json = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"%s\",\"op\":\"%s\"%s%s}}",
      field, op, value != NULL ? ",\"value\":" : "", value != NULL ? value : "");
  g_autoptr (CollectorReportRun) run = test_call_book_report (book, "1.1", NULL, json);

  return run->doc->rows->len;
}

/* Every other field of figures and times is one that each call has. */
static guint
expected_empty (const CollectorField *field)
{
  static const struct
  {
    const char *id;
    guint n;
  } rows[] = { { "mos", 3 },        { "cost", 2 },  { "cost_micro", 2 }, { "connect", 1 },
               { "follow_up_ms", 3 }, { "cause", 1 }, { "cause_text", 1 },
               { "authorization_level", 4 }, { "talk_ms", 1 }, { "duration", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].id, field->id) == 0)
      return rows[i].n;
  return 0;
}

static void
check_figure (TestCallBook *book, const CollectorField *field)
{
  static const char *const values[] = { "0", "1", "3", "16", "1773133205000" };
  guint n_empty = expected_empty (field);

  g_test_message ("%s", field->id);
  g_assert_cmpuint (count (book, field->id, "empty", NULL), ==, n_empty);
  /* Of those there are seven. */
  for (guint i = 0; field->kind != TOLL_CELL_WEEKDAY && i < G_N_ELEMENTS (values); i++)
    {
      const char *value = values[i];
      g_autofree char *range = g_strdup_printf ("[0,%s]", value);
      g_autofree char *list = g_strdup_printf ("[%s,7]", value);
      guint n_less = count (book, field->id, "<", value);
      guint n_is = count (book, field->id, "is", value);
      guint n_more = count (book, field->id, ">", value);

      g_assert_cmpuint (n_less + n_is + n_more, ==, N_CALLS - n_empty);
      g_assert_cmpuint (count (book, field->id, "<=", value), ==, n_less + n_is);
      g_assert_cmpuint (count (book, field->id, ">=", value), ==, n_more + n_is);
      g_assert_cmpuint (count (book, field->id, "between", range), ==, n_less + n_is);
      g_assert_cmpuint (count (book, field->id, "in", list), ==, n_is);
      g_assert_cmpuint (count (book, field->id, "is_not", value), ==, N_CALLS - n_is);
      g_assert_cmpuint (count (book, field->id, "not_in", list), ==, N_CALLS - n_is);
      g_assert_cmpuint (count (book, field->id, "not_between", range), ==,
                        N_CALLS - n_less - n_is);
    }
}

static void
test_every_field (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  guint n_fields, n_figures = 0;
  const CollectorField *fields = collector_field_list (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      if (fields[i].shape == COLLECTOR_FIELD_ENUM)
        continue;
      g_assert_cmpuint (count (book, fields[i].id, "empty", NULL)
                            + count (book, fields[i].id, "not_empty", NULL),
                        ==, N_CALLS);
      if (fields[i].shape == COLLECTOR_FIELD_NAMED || fields[i].shape == COLLECTOR_FIELD_TEXT)
        continue;
      check_figure (book, &fields[i]);
      n_figures++;
    }
  g_assert_cmpuint (n_figures, ==, 25);
}

static void
test_figures (void)
{
  static const struct
  {
    const char *field, *op, *value;
    guint n;
  } rows[] = {
    { "mos", "<", "3.1", 1 },     { "mos", "<=", "0", 0 },        { "mos", ">=", "0", 1 },
    { "mos", "not_empty", NULL, 1 }, { "mos", "is_not", "2.407", 3 }, { "cost", "is", "0", 1 },
    { "cost", "<", "1", 2 },      { "cost", "not_empty", NULL, 2 }, { "cost", "is_not", "0", 3 },
    { "connect", "<", "\"1971-01-01\"", 0 }, { "connect", ">", "\"1971-01-01\"", 3 },
    { "cause", "is", "0", 0 },    { "cause", "is", "16", 3 },     { "ring", "is", "0", 1 },
    { "minute", "is", "\"00:00\"", 1 }, { "follow_up_ms", ">", "0", 1 },
  };
  g_autoptr (TestCallBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %s %s", rows[i].field, rows[i].op, rows[i].value);
      g_assert_cmpuint (count (book, rows[i].field, rows[i].op, rows[i].value), ==, rows[i].n);
    }
}

static void
expect_longest (const CollectorReportRun *run, const char *extension, const char *column, gint64 ms)
{
  guint row = test_report_find (run, "extension", extension);
  const TollCell *cell = &toll_report_doc_get_row (run->doc, row)
                              ->cells[toll_report_doc_find_column (run->doc, column)];

  g_assert_cmpint (cell->is_empty ? -1 : cell->figure, ==, ms);
}

/* The longest of no calls is nothing, and that of a call that did not wait is no time at all. */
static void
test_longest (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, none = NULL;

  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .ring_s = 5,
                                         .outcome = TOLL_OUTCOME_MISSED, .extension = "2001",
                                         .direction = TOLL_DIRECTION_INCOMING });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T10:00:00", .talk_s = 60,
                                         .flags = TOLL_CALL_QUEUED, .extension = "2002",
                                         .direction = TOLL_DIRECTION_INCOMING });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T11:00:00", .talk_s = 0,
                                         .queue_s = 7, .flags = TOLL_CALL_QUEUED,
                                         .extension = "2003",
                                         .direction = TOLL_DIRECTION_INCOMING });
#define LONGEST "\"group_by\":[\"extension\"],\"fields\":[\"max_talk_ms\",\"max_queue_ms\"]"
  run = test_call_book_report (book, "1.6", NULL,
                               "{\"period\":{\"relative\":\"everything\"}," LONGEST "}");
  expect_longest (run, "2001", "max_talk_ms", -1);
  expect_longest (run, "2001", "max_queue_ms", -1);
  expect_longest (run, "2002", "max_talk_ms", 60000);
  expect_longest (run, "2002", "max_queue_ms", 0);
  expect_longest (run, "2003", "max_talk_ms", 0);
  expect_longest (run, "2003", "max_queue_ms", 7000);
  g_assert_cmpint (test_report_total (run, "max_talk_ms"), ==, 60000);
  none = test_call_book_report (book, "1.6", NULL,
                                "{\"period\":{\"relative\":\"everything\"},\"outcomes\":[\"missed\"],"
                                LONGEST "}");
#undef LONGEST
  g_assert_true (none->doc->totals.cells[toll_report_doc_find_column (none->doc, "max_talk_ms")]
                     .is_empty);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fields/every-one", test_every_field);
  g_test_add_func ("/fields/figures", test_figures);
  g_test_add_func ("/fields/longest", test_longest);
  return g_test_run ();
}
