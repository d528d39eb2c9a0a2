/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What figures of reports count, to the millisecond, and which calls they open.
 */
#include "config.h"

#include "tests/support/report-house.h"

#include <string.h>

#define EVERYTHING "\"period\":{\"relative\":\"everything\"}"

static TollJson *
run (TestReportHouse *f, const char *report, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", report);

  return test_house_post (f->house, path, f->anna, body);
}

static guint
find_column (const TollJson *json, const char *id)
{
  for (guint i = 0; i < toll_json_value_get_length (test_json_find (json, "columns")); i++)
    {
      g_autofree char *path = g_strdup_printf ("columns.%u.id", i);

      if (strcmp (test_json_text (json, path), id) == 0)
        return i;
    }
  g_error ("no column \"%s\"", id);
}

/* The figure of the totals. */
static gint64
total (const TollJson *json, const char *column)
{
  g_autofree char *path = g_strdup_printf ("totals.%u", find_column (json, column));

  return test_json_int (json, path);
}

/* How many calls the column's figure opens. */
static gint64
count_opened (TestReportHouse *f, const TollJson *json, const char *column)
{
  g_autofree char *path = g_strdup_printf ("columns.%u.drill", find_column (json, column));
  const char *drill = test_json_text (json, path);
  g_autofree char *body
      = g_strdup_printf ("{" EVERYTHING "%s%s", *drill != '\0' ? "," : "}",
                         *drill != '\0' ? drill + 1 : "");
  g_autoptr (TollJson) count = test_house_post (f->house, "/api/v1/reports/1.1/count", f->anna, body);

  return test_json_int (count, "calls");
}

static void
store_incoming (TestReportHouse *f, TollOutcome outcome, gint64 ring_ms, gint64 talk_ms,
                guint32 flags)
{
  static guint n_calls;
  TollCall call;

  test_house_fill_call (f->house, &call, "701", 1 + ++n_calls % 100, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = outcome;
  call.ring_ms = ring_ms;
  call.talk_ms = talk_ms;
  call.flags = flags;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (f->house, &call);
}

/* Within 20 s is 20.000 s, too: each band ends with the second that it is named by. */
static void
test_answered_within (TestReportHouse *f, gconstpointer data)
{
  static const gint64 waits_ms[] = { 0,     5000,  5001,  10000, 10001, 20000,
                                     20001, 30000, 30001, 60000, 60001 };
  static const struct
  {
    const char *column;
    gint64 n;
  } bands[] = { { "answered_5", 2 },  { "answered_10", 2 }, { "answered_20", 2 },
                { "answered_30", 2 }, { "answered_60", 2 }, { "answered_late", 1 } };
  static const char *const names[]
      = { "within 5 s", "5 to 10 s", "10 to 20 s", "20 to 30 s", "30 to 60 s", "over 60 s" };
  g_autoptr (TollJson) json = NULL, waits = NULL;

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (waits_ms); i++)
    store_incoming (f, TOLL_OUTCOME_ANSWERED, waits_ms[i], 60000, 0);
  store_incoming (f, TOLL_OUTCOME_MISSED, 20000, 0, 0);
  json = run (f, "2.5", "{" EVERYTHING "}");
  waits = run (f, "6.3", "{" EVERYTHING ",\"outcomes\":[\"answered\"],\"where\":{\"field\":"
                         "\"start\",\"op\":\"not_empty\"},\"group_by\":[\"wait_band\"]}");
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    {
      g_autofree char *name = g_strdup_printf ("rows.%u.0", i);
      g_autofree char *calls = g_strdup_printf ("rows.%u.1", i);

      g_test_message ("%s", bands[i].column);
      g_assert_cmpint (total (json, bands[i].column), ==, bands[i].n);
      g_assert_cmpint (count_opened (f, json, bands[i].column), ==, bands[i].n);
      g_assert_cmpstr (test_json_text (waits, name), ==, names[i]);
      g_assert_cmpint (test_json_int (waits, calls), ==, bands[i].n);
    }
  /* 6 of 12 calls. */
  g_assert_cmpint (total (json, "target_share"), ==, 500000);
}

/* Of a call that went to a mailbox lists show no talk, and neither sum, find nor sort by what it
 * recorded, as groups. */
static void
test_messages (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *where;
    gint64 n;
  } rows[] = {
    { "{\"field\":\"duration\",\"op\":\"<\",\"value\":100}", 2 },
    { "{\"field\":\"duration\",\"op\":\"is\",\"value\":90}", 0 },
    { "{\"field\":\"duration\",\"op\":\"empty\"}", 1 },
    { "{\"field\":\"talk_ms\",\"op\":\">=\",\"value\":0}", 2 },
    { "{\"field\":\"duration_band\",\"op\":\"is\",\"value\":\"not answered\"}", 1 },
  };
  static const gint64 talks_ms[] = { 70000, 60000 };
  g_autoptr (TollJson) list = NULL, groups = NULL, missed = NULL;
  guint talk;

  (void) data;
  store_incoming (f, TOLL_OUTCOME_ANSWERED, 1000, 60000, 0);
  store_incoming (f, TOLL_OUTCOME_MISSED, 9000, 90000, TOLL_CALL_VOICEMAIL);
  store_incoming (f, TOLL_OUTCOME_ANSWERED, 1000, 70000, 0);
  list = run (f, "1.1", "{" EVERYTHING ",\"sort\":[\"-talk_ms\"]}");
  groups = run (f, "1.6", "{" EVERYTHING "}");
  missed = run (f, "1.3", "{" EVERYTHING "}");
  talk = find_column (list, "talk_ms");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("rows.%u.%u", i, talk);

      if (i < G_N_ELEMENTS (talks_ms))
        g_assert_cmpint (test_json_int (list, path), ==, talks_ms[i]);
      else
        g_assert_cmpint (toll_json_value_get_kind (test_json_find (list, path)), ==, TOLL_JSON_NULL);
    }
  g_assert_cmpint (total (list, "talk_ms"), ==, 130000);
  g_assert_cmpint (total (groups, "talk_ms"), ==, 130000);
  g_assert_cmpint (toll_json_value_get_length (test_json_find (missed, "rows")), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{" EVERYTHING ",\"where\":%s}", rows[i].where);
      g_autoptr (TollJson) count
          = test_house_post (f->house, "/api/v1/reports/1.1/count", f->anna, body);

      g_test_message ("%s", rows[i].where);
      g_assert_cmpint (test_json_int (count, "calls"), ==, rows[i].n);
    }
}

/* Half a second and more is one, in every file as on the screen. */
static void
test_rounded (TestReportHouse *f, gconstpointer data)
{
  const char *body = "{" EVERYTHING ",\"fields\":[\"calls\",\"talk_ms\",\"max_talk_ms\"]}";
  g_autoptr (TestAnswer) html = NULL;

  (void) data;
  store_incoming (f, TOLL_OUTCOME_ANSWERED, 1000, 8667, 0);
  store_incoming (f, TOLL_OUTCOME_ANSWERED, 1000, 20500, 0);
  html = test_house_ask (f->house, "POST", "/api/v1/reports/1.6/run?format=html", f->anna, body);
  g_assert_cmpuint (html->status, ==, 200);
  /* 29.167 s and 20.5 s. */
  g_assert_nonnull (strstr (html->body, ">0:00:29<"));
  g_assert_nonnull (strstr (html->body, ">0:00:21<"));
}

/* Sums of a price open the priced calls; averages, shares and what is longest the calls they are made
 * of; what is of the busiest hour the calls that were up in it. */
static void
test_opened (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *report, *column;
    gint64 n; /* -1 = opens nothing */
  } rows[] = {
    { "9.1", "base", 3 },          { "9.1", "markup", 3 },         { "9.1", "tax", 3 },
    { "1.6", "avg_talk_ms", 4 },   { "1.6", "max_talk_ms", 4 },    { "1.6", "answered_share", 5 },
    { "1.6", "avg_cost", 3 },      { "1.6", "cost_share", 3 },     { "2.14", "avg_message_ms", 1 },
    { "3.11", "rank", -1 },        { "3.11", "cumulative_share", 3 }, { "2.7", "p90_wait_ms", 5 },
    { "1.6", "calls_moving", 5 },  { "1.6", "calls_deviation", 5 }, { "1.6", "cause", 5 },
    { "1.6", "lines", 5 },         { "1.6", "authorization_level", 0 },
  };
  TollCall call;

  (void) data;
  test_house_store_calls (f->house, "701", 3, 200);
  store_incoming (f, TOLL_OUTCOME_MISSED, 9000, 90000, TOLL_CALL_VOICEMAIL);
  test_house_fill_call (f->house, &call, "702", 9, "+39026677889");
  call.rating_state = TOLL_RATING_UNRATED;
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (f->house, &call);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{" EVERYTHING ",\"directions\":[\"incoming\",\"outgoing\"],\"sort\":[\"-calls\"],"
          "\"fields\":[\"calls\",\"%s\"]}",
          rows[i].column);
      g_autoptr (TollJson) json = run (f, rows[i].report, body);
      g_autofree char *path = g_strdup_printf ("columns.%u.drill", find_column (json, rows[i].column));

      g_test_message ("%s %s", rows[i].report, rows[i].column);
      if (rows[i].n < 0)
        g_assert_cmpint (toll_json_value_get_kind (test_json_find (json, path)), ==, TOLL_JSON_NULL);
      else
        g_assert_cmpint (count_opened (f, json, rows[i].column), ==, rows[i].n);
    }
}

static void
store_caller (TestReportHouse *f, const char *number, TollOutcome outcome, const char *extension)
{
  static guint n_calls;
  TollCall call;

  test_house_fill_call (f->house, &call, extension, 200 + ++n_calls, number);
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = outcome;
  call.talk_ms = outcome == TOLL_OUTCOME_ANSWERED ? 60000 : 0;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (f->house, &call);
}

/* The last of the sentences that tell what narrows it, and the one before. */
static void
expect_filters (const TollJson *json, const char *before, const char *last)
{
  guint n = toll_json_value_get_length (test_json_find (json, "filters"));
  g_autofree char *path = g_strdup_printf ("filters.%u", n - 2);
  g_autofree char *end = g_strdup_printf ("filters.%u", n - 1);

  g_assert_cmpstr (test_json_text (json, path), ==, before);
  g_assert_cmpstr (test_json_text (json, end), ==, last);
}

/* Who called once does not call again and again; the totals are of all, as behind a limit. */
static void
test_repeat_callers (TestReportHouse *f, gconstpointer data)
{
  static const char *const numbers[] = { "+39025550001", "+39025550001", "+39025550002",
                                         "+39025550001", "+39025550003", "+39025550003" };
  g_autoptr (TollJson) json = NULL, limited = NULL, lines = NULL;

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    store_caller (f, numbers[i], i == 0 ? TOLL_OUTCOME_MISSED : TOLL_OUTCOME_ANSWERED,
                  i == 2 ? "702" : "701");
  json = run (f, "2.10", "{" EVERYTHING "}");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==, 2);
  g_assert_cmpstr (test_json_text (json, "rows.0.0"), ==, "+39025550001");
  g_assert_cmpint (test_json_int (json, "rows.0.1"), ==, 3);
  g_assert_cmpint (test_json_int (json, "rows.0.2"), ==, 2);
  g_assert_cmpstr (test_json_text (json, "rows.1.0"), ==, "+39025550003");
  g_assert_cmpint (test_json_int (json, "rows.1.1"), ==, 2);
  g_assert_cmpint (total (json, "calls"), ==, 6);
  g_assert_cmpint (test_json_int (json, "n_cut"), ==, 1);
  expect_filters (json, "numbers with at least 2 calls", "2 of 3 rows, totals of all");
  limited = run (f, "2.10", "{" EVERYTHING ",\"limit\":1}");
  expect_filters (limited, "numbers with at least 2 calls", "1 of 3 rows, totals of all");
  /* By something else each row is shown. */
  lines = run (f, "2.10", "{" EVERYTHING ",\"group_by\":[\"extension\"]}");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (lines, "rows")), ==, 2);
  g_assert_cmpint (test_json_int (lines, "rows.1.1"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-figures/answered-within", test_report_house_set_up,
                         test_answered_within);
  test_report_house_add ("/report-figures/messages", test_report_house_set_up, test_messages);
  test_report_house_add ("/report-figures/rounded", test_report_house_set_up, test_rounded);
  test_report_house_add ("/report-figures/repeat-callers", test_report_house_set_up,
                         test_repeat_callers);
  test_report_house_add ("/report-figures/opened", test_report_house_set_up, test_opened);
  return g_test_run ();
}
