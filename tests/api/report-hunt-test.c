/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: what the members of hunt groups did, each of their own group.
 */
#include "config.h"

#include "tests/support/report-house.h"

#define EVERYTHING "\"period\":{\"relative\":\"everything\"}"

/* A call to a pilot that ended at @extension. @days_ago: full days before now. */
static void
store (TestReportHouse *f, const char *pilot, const char *extension, TollDirection direction,
       guint talk_s, guint days_ago)
{
  static guint n_calls;
  TollCall call;

  test_house_fill_call (f->house, &call, extension, days_ago * 1440 + 1 + ++n_calls % 100,
                        "+39026677889");
  call.hunt_pilot = pilot;
  call.direction = direction;
  call.outcome = talk_s > 0 ? TOLL_OUTCOME_ANSWERED : TOLL_OUTCOME_MISSED;
  call.talk_ms = talk_s * 1000;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (f->house, &call);
}

static void
store_answered (TestReportHouse *f, const char *pilot, const char *extension, guint n,
                guint days_ago)
{
  for (guint i = 0; i < n; i++)
    store (f, pilot, extension, TOLL_DIRECTION_INCOMING, 30 + 60 * i, days_ago);
}

/* @row: from 0, or of "subtotals". */
static void
expect_row (const TollJson *json, const char *row, const char *pilot, const char *extension,
            const gint64 *figures, guint n_figures)
{
  g_autofree char *first = g_strconcat (row, ".0", NULL), *second = g_strconcat (row, ".1", NULL);

  g_test_message ("%s", row);
  g_assert_cmpstr (test_json_text (json, first), ==, pilot);
  if (extension != NULL)
    g_assert_cmpstr (test_json_text (json, second), ==, extension);
  for (guint i = 0; i < n_figures; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", row, 2 + i);

      g_assert_cmpint (test_json_int (json, path), ==, figures[i]);
    }
}

/* Two groups of different size: the members of each share out what their own group answered, and
 * what nobody answered stands at the pilot. */
static void
test_member_share (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *row, *pilot, *extension;
    gint64 figures[4]; /* offered, answered, share, average talk */
  } rows[] = {
    { "rows.0", "2000", "701", { 3, 3, 750000, 90000 } },
    { "rows.1", "2000", "702", { 1, 1, 250000, 30000 } },
    { "rows.2", "2000", "2000", { 2, 0, 0, 0 } },
    { "subtotals.0.cells", "2000", NULL, { 6, 4, 1000000, 75000 } },
    { "rows.3", "2100", "703", { 1, 1, 1000000, 30000 } },
    { "subtotals.1.cells", "2100", NULL, { 1, 1, 1000000, 30000 } },
  };
  g_autoptr (TollJson) json = NULL;

  (void) data;
  store_answered (f, "2000", "701", 3, 0);
  store_answered (f, "2000", "702", 1, 0);
  store_answered (f, "2100", "703", 1, 0);
  store (f, "2000", "2000", TOLL_DIRECTION_INCOMING, 0, 0);
  store (f, "2000", "2000", TOLL_DIRECTION_INCOMING, 0, 0);
  /* Counted to who called, who is no member for that. */
  store (f, "2000", "704", TOLL_DIRECTION_INTERNAL, 60, 0);
  json = test_house_post (f->house, "/api/v1/reports/6.2/run", f->anna, "{" EVERYTHING "}");
  g_assert_cmpint (toll_json_value_get_length (test_json_find (json, "rows")), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect_row (json, rows[i].row, rows[i].pilot, rows[i].extension, rows[i].figures,
                rows[i].figures[1] > 0 ? 4 : 3);
  g_assert_cmpstr (test_json_text (json, "columns.2.id"), ==, "offered");
  g_assert_cmpstr (test_json_text (json, "columns.4.title"), ==, "% of group");
  g_assert_cmpint (test_json_int (json, "totals.2"), ==, 7);
  g_assert_cmpint (test_json_int (json, "totals.4"), ==, 1000000);
}

/* Where nothing but members is grouped by, all of them share out the whole; beside another period
 * each side is shared out by itself, and groups stand by how they changed. */
static void
test_other_shares (TestReportHouse *f, gconstpointer data)
{
  g_autoptr (TollJson) members = NULL, sides = NULL;
  /* Share now, before, difference. */
  static const gint64 figures[][3]
      = { { 500000, 250000, 250000 }, { 500000, 750000, -250000 }, { 1000000, 1000000, 0 } };
  static const gint64 differences[] = { 1, -1, -4 }; /* in calls answered */

  (void) data;
  store_answered (f, "2000", "701", 2, 0);
  store_answered (f, "2000", "702", 2, 0);
  store_answered (f, "2100", "703", 5, 0);
  store_answered (f, "2000", "701", 1, 1);
  store_answered (f, "2000", "702", 3, 1);
  store_answered (f, "2100", "703", 9, 1);
  members = test_house_post (f->house, "/api/v1/reports/6.2/run", f->anna,
                             "{\"period\":{\"relative\":\"today\"},\"group_by\":[\"extension\"],"
                             "\"fields\":[\"group_share\"]}");
  g_assert_cmpint (test_json_int (members, "rows.0.1"), ==, 555556);
  g_assert_cmpint (test_json_int (members, "rows.1.1"), ==, 222222);
  sides = test_house_post (f->house, "/api/v1/reports/6.2/run", f->anna,
                           "{\"period\":{\"relative\":\"today\"},\"compare\":\"before\",\"fields\":"
                           "[\"group_share\",\"answered\"],\"sort\":[\"-answered.difference\"]}");
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *row = g_strdup_printf ("rows.%u", i);
      g_autofree char *difference = g_strdup_printf ("rows.%u.7", i);

      expect_row (sides, row, i < 2 ? "2000" : "2100", NULL, figures[i], 3);
      g_assert_cmpint (test_json_int (sides, difference), ==, differences[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-hunt/member-share", test_report_house_set_up, test_member_share);
  test_report_house_add ("/report-hunt/other-shares", test_report_house_set_up, test_other_shares);
  return g_test_run ();
}
