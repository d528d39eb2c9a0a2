/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports on sites and their numbers, on ledgers filled from files: silent sites, public numbers
 * that nobody calls, calls to numbers of our own and to numbers that are watched.
 */
#include "config.h"

#include "collector/reports/number-block.h"
#include "tests/reports/imported.h"

#include <string.h>

#define RUN(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
add_site (TestImported *imported, const char *name, const char *extensions, const char *numbers,
          const char *gateway)
{
  g_autofree char *ranges = g_strconcat ("--extensions=", extensions, NULL);
  g_autofree char *blocks = g_strconcat ("--numbers=", numbers, NULL);
  g_autofree char *site = g_strconcat ("--site=", name, NULL);

  test_imported_command (imported, RUN ("site", "add", name, "--nation=IT", "--zone=Europe/Rome",
                                        "--access-code=0", "--area=02", ranges, blocks));
  test_imported_command (imported, RUN ("gateway", "add", gateway, site));
}

static TestImported *
make_company (void)
{
  TestImported *imported = test_imported_new ("2026-03-18T12:00:00");

  add_site (imported, "Milan", "2000-2999", "+390212340000-+390212340019", "GW-MILAN");
  add_site (imported, "Rome", "3000-3999", "+39066789XX0", "GW-ROME");
  add_site (imported, "Turin", "4000-4999", "", "GW-TURIN");
  return imported;
}

/* A call of a minute from @from by @gateway to @number, as it is dialled. */
static void
add_outgoing (TollTestFile *file, const char *start, const char *from, const char *number,
              const char *gateway)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", from, "originalCalledPartyNumber", number,
                         "finalCalledPartyNumber", number, "destDeviceName", gateway, NULL);
  toll_test_cdr_set_times (row, test_instant_ms (start) / 1000, 5, 60);
  toll_test_file_add (file, row);
}

/* A call of a minute to @to, which the network called @dialled. */
static void
add_incoming (TollTestFile *file, const char *start, const char *dialled, const char *to,
              const char *gateway)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", "0266778899", "originalCalledPartyNumber",
                         dialled, "finalCalledPartyNumber", to, "origDeviceName", gateway,
                         "destDeviceName", "SEP001122334455", NULL);
  toll_test_cdr_set_times (row, test_instant_ms (start) / 1000, 5, 60);
  toll_test_file_add (file, row);
}

/* ---- Silent sites ---- */

static void
test_silent_sites (void)
{
  static const char *const days[]
      = { "2026-02-18", "2026-02-25", "2026-03-04", "2026-03-11" };
  g_autoptr (TestImported) imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorReportRun) run = NULL, before = NULL;
  g_autoptr (CollectorReportRun) cut = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (guint j = 0; j < 6; j++)
      {
        g_autofree char *start = g_strdup_printf ("%sT10:%02u:00", days[i], 10 * j);

        if (j < 3)
          add_outgoing (file, start, "2001", "00266778899", "GW-MILAN");
        add_outgoing (file, start, "3001", "00266778899", "GW-ROME");
      }
  add_outgoing (file, "2026-03-18T08:00:00", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-03-18T08:30:00", "3001", "00266778899", "GW-ROME");
  test_imported_read (imported, file, "01", "202603181000", 1);
  run = test_imported_report (imported, "12.3", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  g_assert_cmpstr (test_report_text (run, 0, "site"), ==, "Rome");
  g_assert_cmpstr (test_report_text (run, 0, "state"), ==, "silent");
  g_assert_cmpint (test_report_figure (run, 0, "last_ms"), ==,
                   test_instant_ms ("2026-03-18T08:30:00"));
  g_assert_cmpint (test_report_figure (run, 0, "silence_ms"), ==, 3.5 * 3600000);
  g_assert_cmpint (test_report_figure (run, 0, "expected"), ==, 6000);
  /* Three times six, and one, from 19 February on. */
  g_assert_cmpint (test_report_figure (run, 0, "per_hour"), ==, 28);
  g_assert_cmpstr (test_report_text (run, 1, "site"), ==, "Milan");
  g_assert_cmpstr (test_report_text (run, 1, "state"), ==, "as usual");
  g_assert_cmpint (test_report_figure (run, 1, "expected"), ==, 3000);
  g_assert_cmpstr (test_report_text (run, 2, "site"), ==, "Turin");
  g_assert_cmpstr (test_report_text (run, 2, "state"), ==, "never heard");
  cut = test_imported_report (imported, "12.3", NULL, "{\"limit\":1}");
  g_assert_cmpstr (g_ptr_array_index (cut->doc->filters, 0), ==, "1 of 3 rows");
  /* A week before at eleven, ten minutes after the last call. */
  before = test_imported_report (
      imported, "12.3", NULL, "{\"period\":{\"from_ms\":1773183600000,\"to_ms\":1773223200000}}");
  g_assert_cmpstr (
      test_report_text (before, test_report_find (before, "site", "Rome"), "state"), ==,
      "as usual");
}

/* Two days after the clock went back, hours are those of the clock in the weeks before, too. */
static void
test_silence_over_a_change_of_the_clock (void)
{
  static const char *const days[]
      = { "2025-09-30", "2025-10-07", "2025-10-14", "2025-10-21" };
  g_autoptr (TestImported) imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorReportRun) run = NULL;
  g_autofree char *spec = g_strdup_printf (
      "{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT "}}",
      test_instant_ms ("2025-10-28T00:00:00"), test_instant_ms ("2025-10-28T10:30:00"));
  guint row;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (guint j = 0; j < 5; j++)
      {
        g_autofree char *start = g_strdup_printf ("%sT08:4%u:00", days[i], j);
        g_autofree char *later = g_strdup_printf ("%sT11:0%u:00", days[i], j);

        add_outgoing (file, start, "3001", "00266778899", "GW-ROME");
        add_outgoing (file, later, "2001", "00266778899", "GW-MILAN");
      }
  add_outgoing (file, "2025-10-28T08:30:00", "3001", "00266778899", "GW-ROME");
  add_outgoing (file, "2025-10-28T08:30:00", "2001", "00266778899", "GW-MILAN");
  test_imported_read (imported, file, "01", "202603181000", 1);
  run = test_imported_report (imported, "12.3", NULL, spec);
  row = test_report_find (run, "site", "Rome");
  g_assert_cmpstr (test_report_text (run, row, "state"), ==, "silent");
  g_assert_cmpint (test_report_figure (run, row, "expected"), ==, 5000);
  /* Three times five, and one, from 1 October on: 23.8 thousandths. */
  g_assert_cmpint (test_report_figure (run, row, "per_hour"), ==, 24);
  row = test_report_find (run, "site", "Milan");
  g_assert_cmpstr (test_report_text (run, row, "state"), ==, "as usual");
  g_assert_cmpint (test_report_figure (run, row, "expected"), ==, 0);
}

/* ---- Public numbers ---- */

/* Each number of a block has a place, and is found by it however networks write it. */
static void
test_number_blocks (void)
{
  static const struct
  {
    const char *range, *dialled;
    gint64 place;
  } rows[] = {
    { "+390212340000-+390212340019", "+390212340007", 7 },
    { "+390212340000-+390212340019", "00390212340007", 7 },
    { "+390212340000-+390212340019", "0212340007", 7 },
    { "+390212340000-+390212340019", "0019", 19 },
    { "+390212340000-+390212340019", "019", 19 },
    { "+390212340000-+390212340019", "0020", -1 },
    { "+390212340000-+390212340019", "19", -1 },
    { "+390212340000-+390212340019", "+390212340020", -1 },
    { "+390212340000-+390212349999", "019", -1 },
    { "+493012345000-+493012345099", "03012345042", 42 },
    { "+39066789XX0", "0667894", -1 },
    { "+39066789XX0", "89420", 42 },
    { "+39066789XX0", "89421", -1 },
    { "+39066789XX0", "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CollectorNumberBlock block;
      char text[COLLECTOR_NUMBER_BLOCK_TEXT];

      g_test_message ("%s %s", rows[i].range, rows[i].dialled);
      g_assert_true (collector_number_block_init (&block, rows[i].range));
      g_assert_cmpint (collector_number_block_find (&block, rows[i].dialled), ==, rows[i].place);
      for (gint64 place = 0; place < MIN (block.n_numbers, 100); place++)
        {
          collector_number_block_write (&block, place, text);
          g_assert_cmpint (collector_number_block_find (&block, text), ==, place);
        }
    }
}

static void
test_unused_numbers (void)
{
  g_autoptr (TestImported) imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorReportRun) run = NULL;

  add_incoming (file, "2026-03-02T09:00:00", "0212340005", "2005", "GW-MILAN");
  add_incoming (file, "2025-09-02T09:00:00", "0212340009", "2009", "GW-MILAN");
  add_incoming (file, "2025-07-02T09:00:00", "0212340009", "2009", "GW-MILAN");
  add_incoming (file, "2025-08-02T09:00:00", "+390212340009", "2009", "GW-MILAN");
  add_incoming (file, "2026-03-02T09:00:00", "89420", "3001", "GW-ROME");
  test_imported_read (imported, file, "01", "202603181000", 1);
  run = test_imported_report (imported, "10.2", NULL, NULL);
  /* 0-4, 6-8, 9 of long ago, 10-19; their sum; 00-41, 43-99; their sum. */
  g_assert_cmpuint (run->doc->rows->len, ==, 8);
  g_assert_cmpstr (test_report_text (run, 0, "number"), ==, "+390212340000");
  g_assert_cmpstr (test_report_text (run, 0, "to_number"), ==, "+390212340004");
  g_assert_cmpstr (test_report_text (run, 0, "site"), ==, "Milan");
  g_assert_cmpint (test_report_figure (run, 0, "numbers"), ==, 5);
  g_assert_cmpstr (test_report_text (run, 2, "number"), ==, "+390212340009");
  g_assert_cmpstr (test_report_text (run, 2, "to_number"), ==, "");
  g_assert_cmpint (test_report_figure (run, 2, "last_ms"), ==,
                   test_instant_ms ("2025-09-02T09:00:00"));
  g_assert_cmpint (test_report_figure (run, 4, "numbers"), ==, 19);
  g_assert_cmpstr (test_report_text (run, 5, "to_number"), ==, "+39066789410");
  g_assert_cmpstr (test_report_text (run, 6, "number"), ==, "+39066789430");
  g_assert_cmpint (test_report_figure (run, 7, "numbers"), ==, 99);
  g_assert_cmpint (test_report_total (run, "numbers"), ==, 118);
}

/* ---- Numbers in lists ---- */

static TestImported *
import_outgoing (void)
{
  TestImported *imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  add_outgoing (file, "2026-02-10T09:00:00", "3001", "00212340007", "GW-ROME");
  add_outgoing (file, "2026-02-11T09:00:00", "3002", "00212340007", "GW-ROME");
  add_outgoing (file, "2026-02-12T09:00:00", "2001", "0066789420", "GW-MILAN");
  add_outgoing (file, "2026-02-12T10:00:00", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-02-12T11:00:00", "2001", "00266778811", "GW-MILAN");
  add_incoming (file, "2026-02-12T12:00:00", "0212340007", "2005", "GW-MILAN");
  test_imported_read (imported, file, "01", "202602121200", 1);
  return imported;
}

static void
test_leakage (void)
{
  g_autoptr (TestImported) imported = import_outgoing ();
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "4.11", NULL, NULL);

  /* From Rome to Milan and the sum; from Milan to Rome and the sum. */
  g_assert_cmpuint (run->doc->rows->len, ==, 4);
  g_assert_cmpstr (test_report_text (run, 0, "site"), ==, "Rome");
  g_assert_cmpstr (test_report_text (run, 0, "number_site"), ==, "Milan");
  g_assert_cmpint (test_report_figure (run, 0, "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "lines"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "talk_ms"), ==, 120000);
  g_assert_cmpstr (test_report_text (run, 2, "number_site"), ==, "Rome");
  g_assert_cmpint (test_report_figure (run, 2, "calls"), ==, 1);
  g_assert_cmpint (test_report_total (run, "calls"), ==, 3);
}

static void
test_watch_list (void)
{
  g_autoptr (TestImported) imported = import_outgoing ();
  g_autoptr (CollectorViewer) masked = collector_viewer_new ();
  g_autoptr (CollectorReportRun) none = NULL, run = NULL, seen = NULL;
  static const char february[] = "{\"period\":{\"relative\":\"last_month\"}}";

  none = test_imported_report (imported, "8.3", NULL, february);
  g_assert_cmpuint (none->doc->rows->len, ==, 0);
  test_imported_command (imported, RUN ("settings", "set", "watch_list", "+3902667788?9 +39066*"));
  run = test_imported_report (imported, "8.3", NULL, february);
  /* Two calls, each with the sum of its entry. */
  g_assert_cmpuint (run->doc->rows->len, ==, 4);
  g_assert_cmpstr (test_report_text (run, test_report_find (run, "watched", "+39066*"), "number"),
                   ==, "+39066789420");
  g_assert_cmpstr (
      test_report_text (run, test_report_find (run, "watched", "+3902667788?9"), "number"), ==,
      "+390266778899");
  /* Who does not see the last digits is not told that they end with 9. */
  masked->role = COLLECTOR_ROLE_SUPERVISOR;
  masked->scope = COLLECTOR_SCOPE_ALL;
  masked->masked_digits = 3;
  masked->now_ms = imported->now_ms;
  seen = test_imported_report (imported, "8.3", masked, february);
  g_assert_cmpuint (seen->doc->rows->len, ==, 4);
  test_report_find (seen, "watched", "+39066*");
  test_report_find (seen, "watched", "*");
}

/* ---- Time bands ---- */

#define STEPS(price)                                                                               \
  "\"steps\":[{\"start_s\":0,\"price\":\"" price "\",\"per_s\":60,\"increment_s\":60}]"
#define TARIFF                                                                                     \
  "{\"name\":\"Bands\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":["                \
  "{\"prefix\":\"39\",\"bands\":[{\"id\":\"peak\",\"days\":\"1-5\",\"windows\":\"08:00-18:00\","    \
  "\"weight\":10," STEPS ("0.6") "},{\"id\":\"off-peak\",\"days\":\"*\",\"windows\":"              \
  "\"00:00-24:00\",\"weight\":1," STEPS ("0.1") "}]},{\"prefix\":\"49\"," STEPS ("0.2") "}]}"

static void
test_bands (void)
{
  g_autoptr (TestImported) imported = make_company ();
  g_autofree char *tariff = test_imported_write (imported, "tariff.json", TARIFF);
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  static const char *const bands[] = { "peak", "off-peak", "", NULL };
  g_autoptr (CollectorReportRun) run = NULL, peak = NULL, minutes = NULL, list = NULL;
  guint row;

  test_imported_command (imported, RUN ("tariff", "import", tariff, "--name=Bands"));
  test_imported_command (imported, RUN ("tariff", "assign", "Bands", "--direction=outgoing"));
  /* A Tuesday at noon and at night, a Saturday at noon, a call abroad. */
  add_outgoing (file, "2026-02-10T12:00:00", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-02-10T17:59:54", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-02-10T18:00:00", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-02-14T12:00:00", "2001", "00266778899", "GW-MILAN");
  add_outgoing (file, "2026-02-10T12:00:00", "2001", "000493012345678", "GW-MILAN");
  test_imported_read (imported, file, "01", "202602141200", 1);
  run = test_imported_report (imported, "3.15", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  row = test_report_find (run, "band", "peak");
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, 2);
  row = test_report_find (run, "band", "off-peak");
  g_assert_cmpint (test_report_figure (run, row, "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (run, row, "cost"), ==, 200000);
  g_assert_cmpint (test_report_figure (run, row, "cost_per_minute"), ==, 100000);
  row = test_report_find (run, "band", "");
  g_assert_cmpint (test_report_figure (run, row, "cost"), ==, 200000);
  peak = test_imported_report (
      imported, "3.15", NULL,
      "{\"where\":{\"field\":\"band\",\"op\":\"is\",\"value\":\"peak\"}}");
  g_assert_cmpint (test_report_total (peak, "calls"), ==, 2);
  /* Two minutes for 0.6, two for 0.1, one for 0.2: the list price is of the band of each call. */
  minutes = test_imported_report (imported, "3.16", NULL, NULL);
  g_assert_cmpint (test_report_total (minutes, "list_per_minute"), ==, 320000);
  g_assert_cmpint (test_report_total (minutes, "cost_per_minute"), ==, 320000);
  list = test_imported_report (imported, "1.1", NULL,
                               "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"band\"],"
                               "\"sort\":[\"start\"]}");
  g_assert_cmpuint (list->doc->rows->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_true (g_strv_contains (bands, test_report_text (list, i, "band")));
  g_assert_cmpstr (test_report_text (list, 4, "band"), ==, "off-peak");
  g_assert_cmpstr (test_report_text (list, 2, "band"), ==, "peak");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sites/silent", test_silent_sites);
  g_test_add_func ("/sites/silent/clock", test_silence_over_a_change_of_the_clock);
  g_test_add_func ("/sites/number-blocks", test_number_blocks);
  g_test_add_func ("/sites/unused-numbers", test_unused_numbers);
  g_test_add_func ("/sites/leakage", test_leakage);
  g_test_add_func ("/sites/watch-list", test_watch_list);
  g_test_add_func ("/sites/bands", test_bands);
  return g_test_run ();
}
