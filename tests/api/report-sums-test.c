/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: in every report of groups, in periods across the beginning of summer time and
 * in several zones, rows add up to totals, and each figure opens calls that add up to it.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include "shared/model/report-spec.h"

#include <string.h>

#define LATER_MS G_GINT64_CONSTANT (1775390400000) /* 2026-04-05T12:00Z: a week after the change */
#define N_CALLS 500
#define DAYS 35

static const char *const extensions[] = { "701", "702", "703", "704" };
static const char *const nations[] = { "IT", "DE", "FR", "" };

/* Calls of all kinds, the same each time. */
static void
store_calls (TestHouse *house)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (29);

  for (guint i = 0; i < N_CALLS; i++)
    {
      guint minutes_ago = (guint) g_rand_int_range (random, 1, DAYS * 1440);
      g_autofree char *number = g_strdup_printf ("+39025550%02d", g_rand_int_range (random, 0, 30));
      TollCall call;

      test_house_fill_call (house, &call, extensions[g_rand_int_range (random, 0, 4)], minutes_ago,
                            number);
      call.id = call.start_ms / 1000 << 31 | i;
      call.nation = nations[g_rand_int_range (random, 0, 4)];
      call.dest_class = g_rand_int_range (random, TOLL_CLASS_LOCAL, TOLL_N_CLASSES);
      call.cost_micro = g_rand_int_range (random, 0, 900000);
      call.talk_ms = g_rand_int_range (random, 0, 1800000);
      call.ring_ms = g_rand_int_range (random, 0, 60000);
      call.outcome = g_rand_int_range (random, 0, TOLL_N_OUTCOMES);
      if (g_rand_int_range (random, 0, 3) == 0)
        call.direction = TOLL_DIRECTION_INCOMING;
      if (call.outcome != TOLL_OUTCOME_ANSWERED)
        {
          call.talk_ms = call.cost_micro = 0;
          call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
          call.currency = "";
        }
      test_house_store_call (house, &call);
    }
}

static TollJson *
run (TestHouse *house, const char *token, const char *report, const char *query, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run?preview=true%s", report, query);

  return test_house_post (house, path, token, body);
}

static const TollJsonValue *
member (const TollJsonValue *object, const char *name)
{
  return toll_json_value_get_member (object, name);
}

static const TollJsonValue *
element (const TollJsonValue *array, guint index)
{
  return toll_json_value_get_element (array, index);
}

static gboolean
is_text (const TollJsonValue *value, const char *text)
{
  return g_strcmp0 (toll_json_value_get_text (value), text) == 0;
}

/* A column whose figures are calls counted or time summed, and open them. */
static gboolean
is_sum (const TollJsonValue *column)
{
  return is_text (member (column, "role"), "figure")
         && toll_json_value_get_kind (member (column, "drill")) == TOLL_JSON_TEXT
         && toll_json_value_get_bool (member (column, "is_total"))
         && (is_text (member (column, "kind"), "count")
             || is_text (member (column, "id"), "talk_ms")
             || is_text (member (column, "id"), "cost"));
}

/* The question for the calls behind a figure, as the console puts it. @row: -1 = the totals. */
static char *
dup_drill (const TollJson *doc, guint column, int row)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  const TollJsonValue *columns = test_json_find (doc, "columns");
  const char *drill = toll_json_value_get_text (member (element (columns, column), "drill"));
  g_autoptr (TollJson) narrow = toll_json_read (*drill != '\0' ? drill : "{}", -1, 0, NULL);
  guint n_keys = 0;

  g_assert_true (toll_report_spec_read (spec, test_json_find (doc, "spec"), "spec", NULL));
  g_assert_true (toll_report_spec_narrow (spec, toll_json_get_root (narrow), "drill", NULL));
  spec->n_keys = 0;
  spec->has_group_by = TRUE;
  spec->counted = TRUE;
  spec->fields = NULL;
  spec->limit = 0;
  spec->chart = "";
  g_array_set_size (spec->sort, 0);
  for (guint i = 0; row >= 0 && i < toll_json_value_get_length (columns); i++)
    if (is_text (member (element (columns, i), "role"), "key"))
      {
        const TollJsonValue *key
            = element (element (test_json_find (doc, "keys"), row), n_keys++);

        toll_report_spec_add_test (spec, toll_json_value_get_text (member (element (columns, i), "id")),
                                   TOLL_OP_KEY, toll_json_value_get_text (key));
      }
  toll_report_spec_write (spec, json, NULL);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

/* Counts the calls of a list, or adds one of its columns up. */
static gint64
sum_list (const TollJson *list, const TollJsonValue *column)
{
  const TollJsonValue *rows = test_json_find (list, "rows");
  const TollJsonValue *columns = test_json_find (list, "columns");
  const char *id = toll_json_value_get_text (member (column, "id"));
  gint64 sum = 0;

  g_assert_cmpint (toll_json_value_get_length (rows), <, 1000);
  if (is_text (member (column, "kind"), "count"))
    return toll_json_value_get_length (rows);
  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    if (is_text (member (element (columns, i), "id"), id))
      for (guint j = 0; j < toll_json_value_get_length (rows); j++)
        sum += toll_json_value_get_int (element (element (rows, j), i));
  return sum;
}

static guint
check_drills (TestHouse *house, const char *token, const TollJson *doc)
{
  const TollJsonValue *columns = test_json_find (doc, "columns"), *rows = test_json_find (doc, "rows");
  guint n_checked = 0;

  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    for (int row = -1; row < 2 && row < (int) toll_json_value_get_length (rows); row++)
      {
        const TollJsonValue *column = element (columns, i);
        const TollJsonValue *cells = row < 0 ? test_json_find (doc, "totals") : element (rows, row);
        g_autofree char *body = NULL;
        g_autoptr (TollJson) list = NULL;

        if (!is_sum (column))
          continue;
        body = dup_drill (doc, i, row);
        list = run (house, token, "1.1", "&limit=1000", body);
        g_test_message ("%s %s %d: %s", test_json_text (doc, "id"),
                        toll_json_value_get_text (member (column, "id")), row, body);
        g_assert_cmpint (sum_list (list, column), ==, toll_json_value_get_int (element (cells, i)));
        n_checked++;
      }
  return n_checked;
}

static void
check_sums (const TollJson *doc)
{
  const TollJsonValue *columns = test_json_find (doc, "columns"), *rows = test_json_find (doc, "rows");

  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    {
      gint64 sum = 0;

      if (!is_sum (element (columns, i)))
        continue;
      for (guint j = 0; j < toll_json_value_get_length (rows); j++)
        sum += toll_json_value_get_int (element (element (rows, j), i));
      g_assert_cmpint (
          sum, ==, toll_json_value_get_int (element (test_json_find (doc, "totals"), i)));
    }
}

static void
test_sums (void)
{
  static const char *const periods[] = { "{\"relative\":\"last_30_days\"}",
                                         "{\"from_ms\":1774738800000,\"to_ms\":1774825200000}",
                                         "{\"relative\":\"everything\"}" };
  static const char *const zones[] = { "Europe/Rome", "America/New_York", "Asia/Kolkata" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;
  g_autoptr (TollJson) list = NULL;
  guint n_reports = 0, n_figures = 0;

  house->clock.fixed_ms = LATER_MS;
  store_calls (house);
  anna = test_house_sign_in (house, "anna");
  list = test_house_get (house, "/api/v1/reports", anna);
  for (guint i = 0; i < toll_json_value_get_length (test_json_find (list, "items")); i++)
    for (guint j = 0; j < G_N_ELEMENTS (periods); j++)
      {
        const TollJsonValue *report = element (test_json_find (list, "items"), i);
        const char *zone = zones[(i + j) % G_N_ELEMENTS (zones)];
        g_autofree char *body = g_strdup_printf ("{\"period\":%s,\"zone\":\"%s\",\"limit\":0}",
                                                 periods[j], zone);
        g_autoptr (TollJson) doc = NULL;

        /* Everything has no period before it to be compared with, and no end to be foretold. */
        if ((!is_text (member (report, "shape"), "groups")
             && !is_text (member (report, "shape"), "special"))
            || (strstr (body, "everything") != NULL
                && (member (member (report, "spec"), "compare") != NULL
                    || is_text (member (report, "id"), "3.18"))))
          continue;
        doc = run (house, anna, toll_json_value_get_text (member (report, "id")), "", body);
        check_sums (doc);
        n_figures += check_drills (house, anna, doc);
        n_reports++;
      }
  g_test_message ("%u answers, %u figures", n_reports, n_figures);
  g_assert_cmpuint (n_reports, >, 60);
  g_assert_cmpuint (n_figures, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/report-sums", test_sums);
  return g_test_run ();
}
