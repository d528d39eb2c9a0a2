/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: in every report of groups, in periods across the beginning of summer time and
 * in several zones, rows add up to totals, and each figure opens calls that add up to it.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include "shared/model/report-drill.h"
#include "shared/wire/report-json.h"

#include <string.h>

#define LATER_MS G_GINT64_CONSTANT (1775390400000) /* 2026-04-05T12:00Z: a week after the change */
#define N_CALLS 500
#define DAYS 35
#define N_ROWS 6 /* of each report that are opened */

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

/* A figure on its way to its calls. */
typedef struct
{
  const TollReportDoc *doc;
  const TollReportRow *row; /* NULL = the totals */
  guint place;              /* of the row among those that are no sums, from 0 */
  guint column;
  const TollReportDoc *list;
} Opened;

static const TollReportColumn *
get_column (const Opened *opened)
{
  return toll_report_doc_get_column (opened->doc, opened->column);
}

static const TollCell *
get_cell (const Opened *opened, const char *column)
{
  const TollReportRow *row = opened->row != NULL ? opened->row : &opened->doc->totals;
  guint at = column != NULL ? toll_report_doc_find_column (opened->doc, column) : opened->column;

  return &row->cells[at];
}

/* ---- What is opened proves the figure ---- */

static gint64
count_calls (const Opened *opened)
{
  return toll_report_doc_count_rows (opened->list);
}

static gint64
sum (const Opened *opened, const char *column)
{
  guint at = toll_report_doc_find_column (opened->list, column);
  gint64 all = 0;

  for (guint i = 0; i < opened->list->rows->len; i++)
    if (toll_report_doc_get_row (opened->list, i)->level == 0)
      all += toll_report_doc_get_row (opened->list, i)->cells[at].figure;
  return all;
}

static gint64
sum_own (const Opened *opened)
{
  return sum (opened, get_column (opened)->id);
}

/* Half up. */
static gint64
divide (gint64 a, gint64 b)
{
  return b > 0 ? (2 * a + b) / (2 * b) : 0;
}

static gint64
find_moving (const Opened *opened)
{
  return divide (count_calls (opened), MIN (opened->place + 1, 3));
}

static gint64
find_share_so_far (const Opened *opened)
{
  guint cost = toll_report_doc_find_column (opened->doc, "cost");

  return divide (sum (opened, "cost") * 1000000, opened->doc->totals.cells[cost].figure);
}

static gint64
find_average (const Opened *opened)
{
  return divide (sum (opened, "talk_ms"), count_calls (opened));
}

/* How many different ones: sums of sections. */
static gint64
count_sections (const Opened *opened)
{
  return opened->list->rows->len - count_calls (opened);
}

static const struct
{
  const char *column;
  gint64 (*prove) (const Opened *opened);
} proofs[] = {
  { "calls_moving", find_moving },       { "cumulative_share", find_share_so_far },
  { "avg_talk_ms", find_average },       { "lines", count_sections },
  { "numbers", count_sections },         { "talk_ms", sum_own },
  { "cost", sum_own },
};

/* Any count that adds up is of calls. Returns: NULL for what the calls alone do not prove. */
static gint64 (*find_proof (const TollReportColumn *column)) (const Opened *)
{
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    if (strcmp (proofs[i].column, column->id) == 0)
      return proofs[i].prove;
  return column->kind == TOLL_CELL_COUNT && column->is_total && !g_str_has_suffix (column->id, ".difference")
             ? count_calls : NULL;
}

/* What is not counted of calls, but told or expected. */
static gboolean
has_calls (const TollReportColumn *column)
{
  static const char *const others[] = { "channels", "forecast", "low", "high", NULL };

  return !g_strv_contains (others, column->id);
}

/* A change of a row, and how far it lies from the others, opens the calls of the row. */
static gboolean
is_of_row (const TollReportColumn *column)
{
  return strcmp (column->id, "calls_deviation") == 0 || strcmp (column->id, "calls.difference") == 0
         || strcmp (column->id, "calls.change") == 0;
}

static TollReportDoc *
open_calls (TestHouse *house, const char *token, const TollJson *json, const Opened *opened)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) writer = toll_json_writer_new ();
  g_autofree char *body = NULL;
  g_autoptr (TollJson) list = NULL;
  g_autoptr (GError) error = NULL;
  TollReportDoc *doc;

  g_assert_true (toll_report_spec_read (spec, test_json_find (json, "spec"), "spec", NULL));
  g_assert_true (toll_report_drill (spec, opened->doc, opened->row, opened->column, &error));
  toll_report_spec_write (spec, writer, NULL);
  body = g_string_free (toll_json_writer_finish (writer), FALSE);
  g_test_message ("%s %s %d: %s", opened->doc->id, get_column (opened)->id,
                  opened->row != NULL ? (int) opened->place : -1, body);
  list = run (house, token, "1.1", "&limit=1000", body);
  doc = toll_report_doc_read (toll_json_get_root (list), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (doc->next, ==, "");
  return doc;
}

/* Returns: whether the figure was proven. */
static gboolean
check_figure (TestHouse *house, const char *token, const TollJson *json, Opened *opened)
{
  const TollReportColumn *column = get_column (opened);
  gint64 (*prove) (const Opened *) = find_proof (column);
  const TollCell *cell = get_cell (opened, NULL);
  g_autoptr (TollReportDoc) list = NULL;

  if (cell->is_empty || (prove == NULL && !is_of_row (column)))
    return FALSE;
  opened->list = list = open_calls (house, token, json, opened);
  if (prove != NULL)
    g_assert_cmpint (prove (opened), ==, cell->figure);
  else
    g_assert_cmpint (count_calls (opened), ==, get_cell (opened, "calls")->figure);
  return TRUE;
}

static guint
check_column (TestHouse *house, const char *token, const TollJson *json, const TollReportDoc *doc,
              guint column)
{
  Opened opened = { .doc = doc, .column = column };
  guint n = check_figure (house, token, json, &opened);

  for (guint i = 0; i < doc->rows->len && opened.place < N_ROWS; i++)
    {
      opened.row = toll_report_doc_get_row (doc, i);
      n += check_figure (house, token, json, &opened);
      opened.place += opened.row->level == 0;
    }
  return n;
}

/* Returns: how many figures were proven. */
static guint
check_drills (TestHouse *house, const char *token, const TollJson *json)
{
  g_autoptr (TollReportDoc) doc = toll_report_doc_read (toll_json_get_root (json), NULL);
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);

      if (column->role != TOLL_COLUMN_FIGURE)
        continue;
      g_test_message ("%s %s", doc->id, column->id);
      g_assert_cmpint (column->drill != NULL, ==, has_calls (column));
      if (column->drill != NULL && column->drill_at == NULL && !column->drill_up)
        n += check_column (house, token, json, doc, i);
    }
  return n;
}

/* A column whose cells are calls counted or time summed. */
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

static void
check_sums (const TollJson *doc)
{
  const TollJsonValue *columns = test_json_find (doc, "columns"), *rows = test_json_find (doc, "rows");

  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    {
      gint64 all = 0, total;

      if (!is_sum (element (columns, i)))
        continue;
      for (guint j = 0; j < toll_json_value_get_length (rows); j++)
        all += toll_json_value_get_int (element (element (rows, j), i));
      /* Totals are of the rows that are left out, too. */
      total = toll_json_value_get_int (element (test_json_find (doc, "totals"), i));
      g_assert_cmpint (all, <=, total);
      if (test_json_int (doc, "n_cut") == 0)
        g_assert_cmpint (all, ==, total);
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

/* What is told of different ones, and of the rows so far, under several keys and behind a limit. */
static void
test_of_rows (void)
{
  static const char *const groups[]
      = { "\"class\"", "\"nation\",\"class\"", "\"nation\",\"extension\",\"outcome\"" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;

  house->clock.fixed_ms = LATER_MS;
  store_calls (house);
  anna = test_house_sign_in (house, "anna");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"group_by\":[%s],\"sort\":[\"-cost\"],"
          "\"limit\":7,\"fields\":[\"calls\",\"numbers\",\"lines\",\"calls_moving\","
          "\"calls_deviation\",\"cost\",\"cumulative_share\"]}",
          groups[i]);
      g_autoptr (TollJson) doc = run (house, anna, "1.6", "", body);

      g_assert_cmpuint (check_drills (house, anna, doc), >=, 28);
    }
}

/* The share so far of the last of hundreds of rows opens, too. */
static void
test_of_many_rows (void)
{
  static const char *const groups[]
      = { "\"minute\"", "\"minute\",\"extension\"", "\"minute\",\"extension\",\"class\"" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;

  house->clock.fixed_ms = LATER_MS;
  store_calls (house);
  anna = test_house_sign_in (house, "anna");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"group_by\":[%s],\"sort\":[\"-cost\"],"
          "\"fields\":[\"cost\",\"cumulative_share\"]}",
          groups[i]);
      g_autoptr (TollJson) json = run (house, anna, "1.6", "", body);
      g_autoptr (TollReportDoc) doc = toll_report_doc_read (toll_json_get_root (json), NULL);
      guint column = toll_report_doc_find_column (doc, "cumulative_share"), n_opened = 0;

      for (guint j = 230; j < doc->rows->len; j += 71)
        {
          Opened opened = { doc, toll_report_doc_get_row (doc, j), j, column, NULL };

          if (opened.row->level == 0)
            n_opened += check_figure (house, anna, json, &opened);
        }
      g_assert_cmpuint (n_opened, >=, 2);
    }
}

/* What was before opens the day, week or month that the row's stands beside. */
static void
test_before (void)
{
  static const char *const questions[]
      = { "\"compare\":\"before\",\"period\":{\"relative\":\"last_7_days\"},\"group_by\":[\"day\"]",
          "\"compare\":\"before\",\"period\":{\"relative\":\"last_15_days\"},\"group_by\":[\"class\",\"day\"]",
          "\"compare\":\"before\",\"period\":{\"relative\":\"last_14_days\"},\"group_by\":[\"week\"]",
          "\"compare\":\"before\",\"period\":{\"relative\":\"this_month\"},\"group_by\":[\"month\"]" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;

  house->clock.fixed_ms = LATER_MS;
  store_calls (house);
  anna = test_house_sign_in (house, "anna");
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{%s,\"zone\":\"Europe/Rome\",\"fields\":[\"calls\"]}", questions[i]);
      g_autoptr (TollJson) doc = run (house, anna, "1.6", "", body);
      g_autoptr (TollReportDoc) read = toll_report_doc_read (toll_json_get_root (doc), NULL);
      guint before = toll_report_doc_find_column (read, "calls.before");

      g_assert_cmpint (read->totals.cells[before].figure, >, 0);
      g_assert_cmpuint (check_drills (house, anna, doc), >=, 8);
    }
}

static void
assert_moving (TestHouse *house, const char *token, const char *members, guint n_rows,
               const gint64 *means, const gint64 *opened)
{
  g_autofree char *body
      = g_strdup_printf ("{\"period\":{\"relative\":\"last_12_months\"},%s}", members);
  g_autoptr (TollJson) json = run (house, token, "1.10", "", body);
  g_autoptr (TollReportDoc) doc = toll_report_doc_read (toll_json_get_root (json), NULL);
  guint column = toll_report_doc_find_column (doc, "calls_moving");

  g_assert_cmpuint (doc->rows->len, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      Opened figure = { doc, toll_report_doc_get_row (doc, i), i, column, NULL };
      g_autoptr (TollReportDoc) list = open_calls (house, token, json, &figure);

      g_test_message ("%s: row %u", members, i);
      g_assert_cmpint (figure.row->cells[column].figure, ==, means[i]);
      g_assert_cmpuint (toll_report_doc_count_rows (list), ==, opened[i]);
    }
}

/* Calls of 17 January, of 13, 14 and 18 March: days and months between them count as 0, those before
 * the first do not. */
static void
test_moving (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  test_house_store_calls (house, "703", 4, 60 * 1440);
  test_house_store_calls (house, "703", 2, 5 * 1440);
  test_house_store_calls (house, "703", 6, 4 * 1440);
  test_house_store_calls (house, "703", 3, 1);
  assert_moving (house, anna, "\"group_by\":[\"day\"]", 4, (const gint64[]){ 4, 1, 3, 1 },
                 (const gint64[]){ 4, 2, 8, 3 });
  assert_moving (house, anna, "\"group_by\":[\"day\"],\"sort\":[\"-calls\"]", 4,
                 (const gint64[]){ 3, 4, 1, 1 }, (const gint64[]){ 8, 4, 3, 2 });
  assert_moving (house, anna, "\"group_by\":[\"week\"]", 3, (const gint64[]){ 4, 3, 4 },
                 (const gint64[]){ 4, 8, 11 });
  assert_moving (house, anna, "\"group_by\":[\"month\"]", 2, (const gint64[]){ 4, 5 },
                 (const gint64[]){ 4, 15 });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/report-sums", test_sums);
  g_test_add_func ("/api/report-sums/of-rows", test_of_rows);
  g_test_add_func ("/api/report-sums/of-many-rows", test_of_many_rows);
  g_test_add_func ("/api/report-sums/before", test_before);
  g_test_add_func ("/api/report-sums/moving", test_moving);
  return g_test_run ();
}
