/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists, counts and sums that an index or the totals of the days between answer, on a demo company: page
 * by page, in either order, for whoever looks, they are what a look at every call answers.
 */
#include "config.h"

#include "collector/reports/report.h"
#include "collector/store/totals/totals.h"
#include "shared/model/report-doc.h"
#include "tests/reports/demo-ledger.h"
#include "tests/support/report-rows.h"

#define NOW_MS     TEST_DEMO_UNTIL_MS
#define EVERYTHING "{\"period\":{\"relative\":\"everything\"}"

static CollectorViewer *
make_admin (void)
{
  CollectorViewer *viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->now_ms = NOW_MS;
  return viewer;
}

static CollectorReportRun *
begin_run (const char *id, const CollectorViewer *viewer, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) filter = toll_json_read (json, -1, 0, &error);
  CollectorReportRun *run;

  g_assert_no_error (error);
  run = collector_report_run_new (collector_report_lookup (id), test_demo_ledger_get (), viewer,
                                  toll_json_get_root (filter), NOW_MS, &error);
  g_assert_no_error (error);
  return run;
}

/* The dozen of most calls. */
static CollectorReportRun *
run_groups (const CollectorViewer *viewer, const char *key)
{
  g_autofree char *json
      = g_strdup_printf (EVERYTHING ",\"group_by\":[\"%s\"],\"limit\":12}", key);
  CollectorReportRun *run = begin_run ("1.6", viewer, json);

  g_assert_true (collector_report_run_answer (run, NULL));
  return run;
}

/* Returns: the ids of the calls that a list shows, a page after the other. */
static GArray *
list_ids (const CollectorViewer *viewer, const char *json, guint page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorReportRun) run = begin_run ("1.1", viewer, json);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const TollReportDoc *doc;

  run->page = page;
  while ((doc = collector_report_run_next_page (run, &error)) != NULL)
    for (guint i = 0; i < doc->rows->len; i++)
      g_array_append_val (ids, toll_report_doc_get_row (doc, i)->call_id);
  g_assert_no_error (error);
  return ids;
}

/* What an index finds is what a look at every call finds: "any" of one is looked for in no index.
 * Returns: how many calls that were. */
static guint
expect_found (const CollectorViewer *viewer, const char *frame, const char *indexed,
              const char *any)
{
  g_autofree char *asked = g_strdup_printf ("{%s,%s}", frame, indexed);
  g_autofree char *walked = g_strdup_printf ("{%s,\"where\":{\"any\":[%s]}}", frame, any);
  g_autoptr (GArray) found = list_ids (viewer, asked, 7);
  g_autoptr (GArray) seen = list_ids (viewer, walked, 100000);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorReportRun) run = begin_run ("1.1", viewer, asked);
  gint64 n_calls;

  g_test_message ("%s", asked);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), seen->data,
                   seen->len * sizeof (gint64));
  g_assert_true (collector_report_run_count (run, &n_calls, &error));
  g_assert_cmpint (n_calls, ==, found->len);
  return found->len;
}

static guint
check_extension (const CollectorViewer *viewer, const char *extension, gint64 key)
{
  static const char *const frames[]
      = { "\"period\":{\"relative\":\"everything\"}",
          "\"period\":{\"relative\":\"last_week\"},\"sort\":[\"start\"]",
          "\"period\":{\"relative\":\"everything\"},\"counted\":true,\"sort\":[\"-duration\"]" };
  g_autofree char *group = g_strdup_printf ("\"groups\":{\"extensions\":[\"%s\"]}", extension);
  g_autofree char *name
      = g_strdup_printf ("{\"field\":\"extension\",\"op\":\"is\",\"value\":\"%s\"}", extension);
  g_autofree char *row = g_strdup_printf (
      "{\"field\":\"extension\",\"op\":\"key\",\"value\":\"%" G_GINT64_FORMAT "\"}", key);
  g_autofree char *all = g_strdup_printf ("\"where\":{\"all\":[%s]}", row);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      n += expect_found (viewer, frames[i], group, name);
      n += expect_found (viewer, frames[i], all, row);
    }
  return n;
}

static void
test_indexes (void)
{
  g_autoptr (CollectorViewer) admin = make_admin (), masked = make_admin ();
  g_autoptr (CollectorViewer) supervisor = make_admin ();
  g_autoptr (CollectorReportRun) lines = run_groups (admin, "extension");
  g_autoptr (CollectorReportRun) departments = run_groups (admin, "department");
  const CollectorViewer *viewers[] = { admin, masked, supervisor };
  guint n[G_N_ELEMENTS (viewers)] = { 0 };

  masked->masked_digits = 3;
  masked->hides_free_incoming = TRUE;
  supervisor->role = COLLECTOR_ROLE_SUPERVISOR;
  supervisor->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_val (supervisor->scope_ids,
                      toll_report_doc_get_row (departments->doc, 0)->keys[0].figure);
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    for (guint j = 0; j < lines->doc->rows->len; j++)
      {
        const TollReportRow *line = toll_report_doc_get_row (lines->doc, j);

        if (!line->cells[0].is_empty)
          n[i] += check_extension (viewers[i], line->cells[0].text, line->keys[0].figure);
      }
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    g_assert_cmpuint (n[i], >, 0);
}

static CollectorReportRun *
answer (const CollectorViewer *viewer, const char *json)
{
  g_autoptr (GError) error = NULL;
  CollectorReportRun *run = begin_run ("1.6", viewer, json);

  run->page = 100000;
  collector_report_run_answer (run, &error);
  g_assert_no_error (error);
  return run;
}

/* Days between the ends of a period that begins and ends within days, for all and for one site, are the
 * totals'; what is before and behind them is counted. */
static void
test_days_between (void)
{
  static const char *const periods[]
      = { "{\"from_ms\":1774000000000,\"to_ms\":1775731800000}",
          "{\"from_ms\":1774000000000,\"to_ms\":1774040000000}",
          "{\"from_ms\":1774000000000,\"to_ms\":1775685600000}",
          /* Most of March: the month without the other days. */
          "{\"from_ms\":1772665200000,\"to_ms\":1774652400000}" };
  static const char *const sites[] = { "", "{\"field\":\"site\",\"op\":\"key\",\"value\":\"1\"}" };
  static const char *const groups[] = { "day", "site", "department" };
  g_autoptr (CollectorViewer) admin = make_admin ();

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    for (guint j = 0; j < 2 * G_N_ELEMENTS (groups); j++)
      {
        const char *site = sites[j % 2], *group = groups[j / 2];
        g_autofree char *asked = g_strdup_printf (
            "{\"period\":%s,\"group_by\":[\"%s\"],\"fields\":[\"calls\",\"answered\",\"missed\","
            "\"talk_ms\",\"cost\",\"unrated\",\"incoming\",\"internal\"]%s%s}",
            periods[i], group, *site != '\0' ? ",\"where\":" : "", site);
        g_autofree char *walked = g_strdup_printf (
            "{\"period\":%s,\"group_by\":[\"%s\"],\"fields\":[\"calls\",\"answered\",\"missed\","
            "\"talk_ms\",\"cost\",\"unrated\",\"incoming\",\"internal\"],\"where\":{\"all\":[{\"field\":"
            "\"ring_ms\",\"op\":\">=\",\"value\":0}%s%s]}}",
            periods[i], group, *site != '\0' ? "," : "", site);
        g_autoptr (CollectorReportRun) totals = answer (admin, asked);
        g_autoptr (CollectorReportRun) calls = answer (admin, walked);
        /* The second period has no whole day; of one site there are no totals by department. */
        gboolean counted = i == 1 || (*site != '\0' && strcmp (group, "department") == 0);

        g_test_message ("%s", asked);
        g_assert_cmpstr (totals->doc->source, ==, counted ? "calls" : "totals");
        g_assert_cmpstr (calls->doc->source, ==, "calls");
        g_assert_cmpint (totals->doc->n_calls, >, 0);
        test_rows_assert_same (totals->doc, calls->doc);
      }
}

/* Missed calls, which have an index, are those that a look at every call finds, whoever asks. */
static void
test_missed_calls (void)
{
  static const char *const groups[] = { "number", "department", "follow_up" };
  g_autoptr (CollectorViewer) admin = make_admin (), masked = make_admin ();
  g_autoptr (CollectorViewer) supervisor = make_admin ();
  const CollectorViewer *viewers[] = { admin, masked, supervisor };
  gint64 department_id = 1;

  masked->masked_digits = 4;
  supervisor->role = COLLECTOR_ROLE_SUPERVISOR;
  supervisor->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_val (supervisor->scope_ids, department_id);
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
      {
        g_autofree char *frame = g_strdup_printf (
            "{\"period\":{\"relative\":\"last_30_days\"},\"group_by\":[\"%s\"],\"fields\":[\"calls\","
            "\"max_ring_ms\"],\"sort\":[\"-calls\"]",
            groups[j]);
        g_autofree char *asked = g_strconcat (
            frame, ",\"directions\":[\"incoming\"],\"outcomes\":[\"missed\"]}", NULL);
        g_autofree char *walked = g_strconcat (
            frame, ",\"where\":{\"all\":[{\"field\":\"direction\",\"op\":\"is\",\"value\":\"incoming\"},"
            "{\"field\":\"outcome\",\"op\":\"is\",\"value\":\"missed\"}]}}", NULL);
        g_autoptr (CollectorReportRun) missed = answer (viewers[i], asked);
        g_autoptr (CollectorReportRun) calls = answer (viewers[i], walked);

        g_assert_cmpint (missed->doc->n_calls, >, 0);
        g_assert_cmpint (missed->doc->n_calls, ==, calls->doc->n_calls);
        test_rows_assert_same (missed->doc, calls->doc);
      }
}

/* Missed calls that are still open have one of their own: as rows of groups, with what the index has of
 * each and with more, as lists, and by the row's key. */
static void
check_open (const CollectorViewer *viewer, const char *test, const char *fields)
{
  g_autofree char *asked = g_strdup_printf (
      "{\"period\":{\"relative\":\"last_30_days\"},\"where\":%s,\"group_by\":[\"number\"],\"fields\":"
      "[%s]}", test, fields);
  g_autofree char *walked = g_strdup_printf (
      "{\"period\":{\"relative\":\"last_30_days\"},\"where\":{\"any\":[%s]},\"group_by\":"
      "[\"number\"],\"fields\":[%s]}", test, fields);
  g_autoptr (CollectorReportRun) open = answer (viewer, asked);
  g_autoptr (CollectorReportRun) calls = answer (viewer, walked);

  g_assert_cmpint (open->doc->n_calls, ==, calls->doc->n_calls);
  test_rows_assert_same (open->doc, calls->doc);
}

static const char *const open_tests[] = {
  "{\"field\":\"follow_up\",\"op\":\"is\",\"value\":\"still open\"}",
  "{\"field\":\"follow_up\",\"op\":\"key\",\"value\":\"1\"}",
  "{\"field\":\"follow_up\",\"op\":\"is_not\",\"value\":\"still open\"}",
};

/* Returns: how many calls are open to the viewer by the first of the tests. */
static guint
check_all_open (const CollectorViewer *viewer)
{
  guint n_open = 0;

  for (guint i = 0; i < G_N_ELEMENTS (open_tests); i++)
    {
      g_autofree char *one = g_strdup_printf ("\"where\":%s", open_tests[i]);
      guint n = expect_found (viewer, "\"period\":{\"relative\":\"last_30_days\"}", one, open_tests[i]);

      /* Calls that are hidden are not open. */
      if (!viewer->hides_free_incoming || i == 2)
        g_assert_cmpuint (n, >, 0);
      if (i == 0)
        n_open = n;
      check_open (viewer, open_tests[i], "\"calls\",\"first_ms\",\"last_ms\",\"age_ms\"");
      check_open (viewer, open_tests[i], "\"calls\",\"max_ring_ms\",\"latest_extension\"");
    }
  return n_open;
}

static void
test_open_calls (void)
{
  g_autoptr (CollectorViewer) admin = make_admin (), masked = make_admin ();
  g_autoptr (CollectorViewer) supervisor = make_admin ();
  gint64 department_ids[] = { 1, 2, 3 };

  masked->masked_digits = 4;
  masked->hides_free_incoming = TRUE;
  supervisor->role = COLLECTOR_ROLE_SUPERVISOR;
  supervisor->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_vals (supervisor->scope_ids, department_ids, G_N_ELEMENTS (department_ids));
  check_all_open (admin);
  check_all_open (masked);
  check_all_open (supervisor);
}

/* What is private makes some more open, and some less. */
static void
test_open_calls_beside_private (void)
{
  static const struct
  {
    const char *make;
    int n_more;
  } rows[] = {
    { "INSERT INTO private_rule (kind, value) SELECT 0, dialled FROM follow_up JOIN call ON id ="
      " later_id WHERE became = 2 LIMIT 1", 1 },
    { "INSERT INTO private_call SELECT id, c.person_id, 1, 0 FROM follow_up JOIN call AS c ON id ="
      " later_id WHERE became = 2 LIMIT 1", 1 },
    { "INSERT INTO private_call SELECT call_id, person_id, 1, 0 FROM follow_up WHERE became = 1"
      " LIMIT 1", -1 },
    { "INSERT INTO private_rule (kind, value) SELECT 2, number FROM follow_up WHERE became = 1"
      " LIMIT 1", -1 },
  };
  g_autoptr (CollectorViewer) admin = make_admin (), supervisor = make_admin ();
  gint64 department_ids[] = { 1, 2, 3 };
  guint n_before = check_all_open (admin);

  supervisor->role = COLLECTOR_ROLE_SUPERVISOR;
  supervisor->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_vals (supervisor->scope_ids, department_ids, G_N_ELEMENTS (department_ids));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].make);
      test_demo_ledger_run (rows[i].make);
      g_assert_cmpint (check_all_open (admin), ==, (int) n_before + rows[i].n_more);
      check_all_open (supervisor);
      test_demo_ledger_settle ();
      g_assert_cmpint (check_all_open (admin), ==, (int) n_before + rows[i].n_more);
      check_all_open (supervisor);
      test_demo_ledger_run ("DELETE FROM private_rule; DELETE FROM private_call");
    }
}

/* How calls sounded, and the hours of a group of people, are in the totals, whoever asks. */
static void
test_grades_and_hours (void)
{
  static const struct
  {
    const char *keys, *rest;
  } rows[] = {
    { "\"quality\"", ",\"outcomes\":[\"answered\"]" },
    { "\"quality\"", ",\"outcomes\":[\"answered\"],\"traffic\":\"external\"" },
    { "\"quality\"", ",\"outcomes\":[\"answered\"],\"directions\":[\"internal\"]" },
    { "\"weekday\",\"hour\"", "" },
    { "\"department\"", "" },
    { "\"department\"", ",\"directions\":[\"internal\"]" },
    { "\"month\",\"department\"", "" },
    { "\"hour\"", ",\"directions\":[\"incoming\"]" },
  };
  static const char *const periods[] = { "last_30_days", "last_7_days", "everything" };
  static const CollectorScope scopes[] = { COLLECTOR_SCOPE_ALL, COLLECTOR_SCOPE_DEPARTMENTS,
                                           COLLECTOR_SCOPE_COST_CENTRES, COLLECTOR_SCOPE_LOCATIONS };
  CollectorViewer *viewers[G_N_ELEMENTS (scopes)];
  gint64 groups[] = { 2, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      viewers[i] = make_admin ();
      viewers[i]->scope = scopes[i];
      g_array_append_vals (viewers[i]->scope_ids, groups, G_N_ELEMENTS (groups));
    }
  for (guint i = 0; i < G_N_ELEMENTS (viewers) * G_N_ELEMENTS (periods); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      {
        const CollectorViewer *viewer = viewers[i % G_N_ELEMENTS (viewers)];
        g_autofree char *asked = g_strdup_printf (
            "{\"period\":{\"relative\":\"%s\"},\"group_by\":[%s],\"fields\":[\"calls\"]%s}",
            periods[i / G_N_ELEMENTS (viewers)], rows[j].keys, rows[j].rest);
        g_autofree char *walked = g_strdup_printf (
            "%.*s,\"where\":{\"field\":\"ring_ms\",\"op\":\">=\",\"value\":0}}",
            (int) strlen (asked) - 1, asked);
        g_autoptr (CollectorReportRun) totals = answer (viewer, asked);
        g_autoptr (CollectorReportRun) calls = answer (viewer, walked);

        g_test_message ("%s", asked);
        g_assert_cmpstr (totals->doc->source, ==, "totals");
        g_assert_cmpstr (calls->doc->source, ==, "calls");
        g_assert_cmpuint (totals->doc->rows->len, >, j == 0 ? 1 : 0);
        test_rows_assert_same (totals->doc, calls->doc);
      }
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    collector_viewer_free (viewers[i]);
}

/* What is kept for so many groups is not asked of one behind them: it is then summed up from the lines. */
static void
test_pairs_end (void)
{
  static const char question[] = "{\"period\":{\"relative\":\"everything\"},\"group_by\":"
                                 "[\"department\"],\"fields\":[\"calls\"]}";
  static const gint64 groups[] = { 2046, 2047, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      gint64 one = 1;
      g_autoptr (CollectorViewer) viewer = make_admin (), both = make_admin ();
      g_autoptr (CollectorReportRun) run = NULL, same = NULL;

      viewer->scope = both->scope = COLLECTOR_SCOPE_COST_CENTRES;
      g_array_append_val (viewer->scope_ids, one);
      g_array_append_val (both->scope_ids, one);
      g_array_append_val (both->scope_ids, groups[i]);
      run = answer (viewer, question);
      same = answer (both, question);
      g_assert_cmpstr (run->doc->source, ==, "totals");
      g_assert_cmpstr (same->doc->source, ==, "totals");
      g_assert_cmpint (run->doc->n_calls, >, 0);
      test_rows_assert_same (run->doc, same->doc);
    }
}

/* @key of whom calls are, within one of another: what the totals say by line is what each call says. */
static void
check_seats (const CollectorViewer *viewer, const char *period, const char *keys, const char *where)
{
  static const char *const rests[] = { "", ",\"directions\":[\"outgoing\",\"incoming\"]" };
  gboolean has_where = *where != '\0';

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autofree char *frame = g_strdup_printf (
          "{\"period\":{%s},\"group_by\":[%s],\"fields\":[\"calls\",\"answered\",\"missed\","
          "\"talk_ms\",\"cost\",\"unrated\",\"incoming\",\"internal\"]%s",
          period, keys, rests[i]);
      g_autofree char *asked
          = g_strconcat (frame, has_where ? ",\"where\":" : "", where, "}", NULL);
      g_autofree char *walked = g_strconcat (
          frame, ",\"where\":{\"all\":[{\"field\":\"ring_ms\",\"op\":\">=\",\"value\":0}",
          has_where ? "," : "", where, "]}}", NULL);
      g_autoptr (CollectorReportRun) totals = answer (viewer, asked);
      g_autoptr (CollectorReportRun) calls = answer (viewer, walked);

      g_test_message ("%s", asked);
      g_assert_cmpstr (totals->doc->source, ==, "totals");
      g_assert_cmpstr (calls->doc->source, ==, "calls");
      test_rows_assert_same (totals->doc, calls->doc);
    }
}

static void
test_seats (void)
{
  static const CollectorScope scopes[] = { COLLECTOR_SCOPE_ALL, COLLECTOR_SCOPE_DEPARTMENTS,
                                           COLLECTOR_SCOPE_COST_CENTRES, COLLECTOR_SCOPE_LOCATIONS };
  static const char *const keys[] = { "\"extension\"", "\"extension\",\"day\"",
                                      "\"month\",\"extension\"", "\"department\"",
                                      "\"cost_centre\"", "\"location\"" };
  static const char *const fields[] = { "extension", "department", "cost_centre", "location" };
  const TollZone *zone = collector_totals_get_zone (test_demo_ledger_get (), NULL);
  gint64 from_ms = toll_zone_from_local (zone, toll_day_from_date (2026, 3, 24), 0);
  gint64 to_ms = toll_zone_from_local (zone, toll_day_from_date (2026, 4, 6), 0);
  g_autofree char *part = g_strdup_printf ("\"from_ms\":%" G_GINT64_FORMAT
                                           ",\"to_ms\":%" G_GINT64_FORMAT, from_ms, to_ms);
  const char *periods[] = { "\"relative\":\"everything\"", part };
  gint64 groups[] = { 2, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (scopes) * G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (CollectorViewer) viewer = make_admin ();

      viewer->scope = scopes[i / G_N_ELEMENTS (periods)];
      g_array_append_vals (viewer->scope_ids, groups, G_N_ELEMENTS (groups));
      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        {
          check_seats (viewer, periods[i % G_N_ELEMENTS (periods)], keys[j], "");
          for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
            {
              g_autofree char *where = g_strdup_printf (
                  "{\"field\":\"%s\",\"op\":\"key\",\"value\":\"%u\"}", fields[k], k % 2 + 1);

              check_seats (viewer, periods[i % G_N_ELEMENTS (periods)], keys[j], where);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/indexes/find-what-is-there", test_indexes);
  g_test_add_func ("/indexes/days-between", test_days_between);
  g_test_add_func ("/indexes/missed-calls", test_missed_calls);
  g_test_add_func ("/indexes/open-calls", test_open_calls);
  g_test_add_func ("/indexes/open-calls-beside-private", test_open_calls_beside_private);
  g_test_add_func ("/indexes/grades-and-hours", test_grades_and_hours);
  g_test_add_func ("/indexes/pairs-end", test_pairs_end);
  g_test_add_func ("/indexes/seats", test_seats);
  return g_test_run ();
}
