/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read: every kind of file tells the rows that the answer tells, masked alike, whoever asks;
 * and whoever is shown another's detail stands in the access log.
 */
#include "config.h"

#include "collector/reports/report.h"
#include "collector/store/access-log.h"
#include "tests/support/route-rows.h"
#include "tests/support/score.h"

#include <string.h>

#define EVERYTHING "{\"period\":{\"relative\":\"everything\"},\"traffic\":\"all\"}"

/* ---- Files and answers ---- */

#define FIELDS                                                                                    \
  "{\"period\":{\"relative\":\"everything\"},\"limit\":1000,\"sort\":[\"start\"],"                    \
  "\"fields\":[\"extension\",\"number\"]}"
#define FORMATS 4

/* One call each: of whom, and the end of the number. */
static const struct
{
  const char *extension, *number;
} calls[] = {
  { "701", "+39027551901" }, { "702", "+39027552902" }, { "703", "+39027553903" },
  { "703", "+39027554904" }, { "704", "+39027555905" }, { "704", "+39027556906" },
  { "705", "+39027557907" },
};

/* How often each number of the answer stands in @text, whole as it is shown, less how often in the
 * answer; and numbers of which more is shown. */
static guint
compare_numbers (const TollJson *json, const char *text)
{
  const TollJsonValue *rows = test_json_find (json, "rows");
  GString *rest = g_string_new (text);
  guint n_wrong = 0;

  for (guint i = 0; i < toll_json_value_get_length (rows); i++)
    {
      const TollJsonValue *row = toll_json_value_get_element (rows, i);
      const char *number = toll_json_value_get_text (toll_json_value_get_element (row, 1));

      n_wrong += strlen (number) < 6 || g_string_replace (rest, number, "", 1) != 1;
    }
  /* What is left is told too much. */
  n_wrong += strstr (rest->str, "+3902755") != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    n_wrong += strstr (rest->str, calls[i].number + 5) != NULL;
  g_string_free (rest, TRUE);
  return n_wrong;
}

static guint
compare_files (TestHouse *house, const char *user_name, guint n_rows)
{
  static const char *const formats[FORMATS] = { "csv", "html", "xlsx", "pdf" };
  g_autofree char *token = test_house_sign_in (house, user_name);
  g_autoptr (TollJson) json = test_house_post (house, "/api/v1/reports/1.1/run", token, FIELDS);
  guint n_wrong = 0;

  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==, n_rows);
  for (guint i = 0; i < FORMATS; i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/reports/1.1/run?format=", formats[i], NULL);
      g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, token, FIELDS);
      g_autofree char *told = NULL;
      guint n;

      g_assert_cmpuint (answer->status, ==, 200);
      told = test_house_dup_told (house, formats[i], answer);
      n = compare_numbers (json, told);
      g_test_message ("%s, %s: %u wrong", user_name, formats[i], n);
      n_wrong += n;
    }
  return n_wrong;
}

static TestHouse *
make_house (void)
{
  TestHouse *house = test_house_new (NULL, NULL);

  test_house_add_paola (house);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, calls[i].extension, i + 1, calls[i].number);
      test_house_store_call (house, &call);
    }
  return house;
}

static void
test_files_say_the_same (void)
{
  g_autoptr (TestHouse) house = make_house ();
  guint n_wrong = compare_files (house, "rosa", 2) + compare_files (house, "super", 5)
                  + compare_files (house, "paola", 5) + compare_files (house, "anna", 7)
                  + compare_files (house, "bruno", 2);

  toll_score ("S02", "rows of files that the answer has not, or masked otherwise", n_wrong, 0);
}

/* ---- The access log ---- */

typedef struct
{
  guint shown, unnoted;
} Tally;

/* Asks; an answer that tells of bruno must be in the log by the time it is here. */
static void
look (TestHouse *house, const char *token, const char *method, const char *path, const char *body,
      Tally *tally)
{
  gint64 before = test_house_count_entries (house);
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  if (answer->status != 200
      || (strstr (answer->body, "7555905") == NULL && strstr (answer->body, "7555***") == NULL
          && strstr (answer->body, "\"extension\":\"704\"") == NULL))
    return;
  tally->shown++;
  if (test_house_count_entries (house) == before)
    {
      g_test_message ("%s %s is not noted", method, path);
      tally->unnoted++;
    }
}

static void
look_everywhere (TestHouse *house, const char *token, Tally *tally)
{
  static const char *const formats[] = { "", "?format=csv", "?format=html" };

  for (guint i = 0; i < test_n_route_rows; i++)
    for (guint id = 1; id <= 5; id++)
      {
        const TestRouteRow *row = &test_route_rows[i];
        g_autoptr (GString) path = g_string_new (row->template);
        g_autofree char *text = g_strdup_printf ("%u", id);
        gboolean has_id;

        g_string_replace (path, "{name}", "SEP001122334455", 0);
        has_id = g_string_replace (path, "{id}", text, 0) > 0;
        if (row->query != NULL)
          g_string_append_printf (path, "?%s", row->query);
        if (strcmp (row->method, "GET") == 0 && row->object != TEST_OBJECT_STREAM
            && (has_id || id == 1))
          look (house, token, "GET", path->str, NULL, tally);
      }
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
        {
          g_autofree char *path
              = g_strdup_printf ("/api/v1/reports/%s/run%s", report->id, formats[i]);

          look (house, token, "POST", path, EVERYTHING, tally);
        }
}

static void
test_reads_are_noted (void)
{
  static const char *const users[] = { "anna", "super", "paola" };
  g_autoptr (TestHouse) house = make_house ();
  Tally tally = { 0 };

  /* The supervisor and the administrator of a part see bruno too. */
  test_house_run (house, "UPDATE person SET department_id = 1 WHERE user_name = 'bruno'");
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = test_house_sign_in (house, users[i]);

      look_everywhere (house, token, &tally);
    }
  g_test_message ("%u answers showed another's detail", tally.shown);
  g_assert_cmpuint (tally.shown, >=, 20);
  toll_score ("P03", "reads of another's detail that are not in the log", tally.unnoted, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/reading/files-say-the-same", test_files_say_the_same);
  g_test_add_func ("/faults/reading/reads-are-noted", test_reads_are_noted);
  return g_test_run ();
}
