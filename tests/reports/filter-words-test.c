/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What narrows a report is told in whole sentences, in the reader's language, and tells no name that
 * its reader has not seen.
 */
#include "config.h"

#include "tests/support/call-book.h"
#include "tests/support/temp-dir.h"
#include "tests/support/translation.h"

#include <string.h>

static const char words[]
    = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
      "msgid \"outgoing\"\nmsgstr \"in uscita\"\n"
      "msgid \"Weekday\"\nmsgstr \"Giorno\"\n"
      "msgid \"Fri\"\nmsgstr \"venerdì\"\n"
      "msgid \"Time\"\nmsgstr \"Ora\"\n"
      "msgid \"%s is after %s\"\nmsgstr \"%2$s precede %1$s\"\n"
      "msgid \"%s is before %s\"\nmsgstr \"%s precede le %s\"\n"
      "msgid \"%s, or %s\"\nmsgstr \"%s oppure %s\"\n";

static void
expect_filters (const CollectorReportRun *run, const char *const *filters)
{
  g_assert_cmpuint (run->doc->filters->len, ==, g_strv_length ((char **) filters));
  for (guint i = 0; filters[i] != NULL; i++)
    g_assert_cmpstr (run->doc->filters->pdata[i], ==, filters[i]);
}

static TestCallBook *
make_book (void)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");

  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .talk_s = 10,
                                         .direction = TOLL_DIRECTION_OUTGOING,
                                         .extension = "2001" });
  return book;
}

static void
test_sentences (void)
{
  static const char *const filters[]
      = { "own calls", "external", "incoming, outgoing", "Department: Sales, Marketing",
          "Number starts with +39, and Duration is between 0:00:01 and 0:00:05, and (Weekday is after Fri, or "
          "Time is before 08:00), and Number is not empty, and Cost is none of 1.00, 2.50",
          NULL };
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorReportRun) run = test_call_book_report (
      book, "1.1", NULL,
      "{\"mine\":true,\"traffic\":\"external\",\"directions\":[\"incoming\",\"outgoing\"],"
      "\"groups\":{\"department\":[\"Sales\",\"Marketing\"]},\"where\":{\"all\":["
      "{\"field\":\"number\",\"op\":\"starts\",\"value\":\"+39\"},"
      "{\"field\":\"duration\",\"op\":\"between\",\"value\":[1,5]},"
      "{\"any\":[{\"field\":\"weekday\",\"op\":\">\",\"value\":5},"
      "{\"field\":\"minute\",\"op\":\"<\",\"value\":\"08:00\"}]},"
      "{\"field\":\"number\",\"op\":\"not_empty\"},"
      "{\"field\":\"cost\",\"op\":\"not_in\",\"value\":[1,2.5]}]}}");

  expect_filters (run, filters);
}

/* What is measured is told as its column shows it, and no less exactly. */
static void
test_measures (void)
{
  static const struct
  {
    const char *field, *value, *told;
  } rows[] = {
    { "duration", "3700", "Duration is at least 1:01:40" },
    { "talk_ms", "3700000", "Duration is at least 1:01:40" },
    { "duration", "0.5", "Duration is at least 0.5\302\240s" },
    { "mos", "3.1", "Voice score (MOS) is at least 3.10" },
    { "mos", "3.125", "Voice score (MOS) is at least 3.125" },
    { "cost", "5", "Cost is at least 5.00" },
    { "cost", "0.0125", "Cost is at least 0.0125" },
    { "cost_micro", "1250000", "Cost is at least 1.25" },
    { "n_legs", "2", "Records is at least 2" },
  };
  g_autoptr (TestCallBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"where\":{\"field\":\"%s\",\"op\":\">=\",\"value\":%s}}", rows[i].field,
          rows[i].value);
      g_autoptr (CollectorReportRun) run = test_call_book_report (book, "1.1", NULL, json);
      const char *const told[] = { rows[i].told, NULL };

      expect_filters (run, told);
    }
}

/* A translation may turn a sentence round. */
static void
test_language (void)
{
  static const char *const filters[]
      = { "in uscita", "venerdì precede Giorno oppure Ora precede le 08:00", NULL };
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorReportRun) run = NULL;

  g_free (book->admin->language);
  book->admin->language = g_strdup ("it");
  run = test_call_book_report (
      book, "1.1", NULL,
      "{\"directions\":[\"outgoing\"],\"where\":{\"any\":["
      "{\"field\":\"weekday\",\"op\":\">\",\"value\":5},"
      "{\"field\":\"minute\",\"op\":\"<\",\"value\":\"08:00\"}]}}");
  expect_filters (run, filters);
}

/* A key is called as its row was; but not to who has found no call that has it. */
static void
test_keys (void)
{
  static const char *const named[] = { "Extension is 2001", NULL };
  static const char *const hidden[] = { "Extension is …", NULL };
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (CollectorReportRun) rows = test_call_book_report (
      book, "3.4", NULL, "{\"period\":{\"relative\":\"everything\"}}");
  g_autofree char *json = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"extension\",\"op\":\"key\","
      "\"value\":\"%" G_GINT64_FORMAT "\"}}",
      toll_report_doc_get_row (rows->doc, 0)->keys[0].figure);
  g_autoptr (CollectorReportRun) run = test_call_book_report (book, "1.1", NULL, json);
  g_autoptr (CollectorViewer) other = collector_viewer_new ();
  g_autoptr (CollectorReportRun) none = NULL;

  expect_filters (run, named);
  other->role = COLLECTOR_ROLE_SUPERVISOR;
  other->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  other->now_ms = book->admin->now_ms;
  none = test_call_book_report (book, "1.1", other, json);
  g_assert_cmpuint (none->doc->rows->len, ==, 0);
  expect_filters (none, hidden);
}

int
main (int argc, char **argv)
{
  g_autoptr (TestTempDir) scratch = NULL;

  g_test_init (&argc, &argv, NULL);
  scratch = test_temp_dir_new ();
  g_setenv ("TOLL_LOCALEDIR", scratch->path, TRUE);
  test_translation_make (scratch->path, words);
  g_test_add_func ("/filter-words/sentences", test_sentences);
  g_test_add_func ("/filter-words/measures", test_measures);
  g_test_add_func ("/filter-words/language", test_language);
  g_test_add_func ("/filter-words/keys", test_keys);
  return g_test_run ();
}
