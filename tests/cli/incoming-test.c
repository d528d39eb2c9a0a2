/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is called pays for a toll-free number, whoever calls: incoming calls are priced by the number
 * of ours that was called and by its class.
 */
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/temp-dir.h"

#define RUN(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define STEPS(price)                                                                               \
  "\"steps\":[{\"start_s\":0,\"price\":\"" price "\",\"per_s\":60,\"increment_s\":1}]"

/* The day has a rate of its own, so that the band can be asked for again. */
static const char tariff[]
    = "{\"name\":\"In\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":[{\"prefix\":"
      "\"39800\",\"destination\":\"ours\",\"bands\":[{\"id\":\"day\",\"days\":\"1-5\",\"windows\":"
      "\"08:00-18:30\",\"weight\":10,\"connect_fee\":\"0.02\"," STEPS ("0.031") "},{\"id\":\"all\","
      "\"days\":\"*\",\"windows\":\"00:00-24:00\",\"weight\":1," STEPS ("0.01") "}]},{\"prefix\":"
      "\"39\",\"destination\":\"normal\"," STEPS ("0") "}]}";

/* Each lasts 100 s, on a Monday at ten in Rome. */
static const struct
{
  const char *caller, *called, *state;
  gint64 cost_micro; /* -1 = none is known */
  const char *prefix;
} calls[] = {
  { "3331234567", "800123456", "rated", 71700, "39800" },
  { "+12125551212", "+39800123456", "rated", 71700, "39800" },
  { "+12125551212", "+39029999001", "rated", 0, "39" },
  { "", "2001", "rated", 0, "39" },
  { "+12125551212", "+442079460123", "unrated", -1, "" }, /* no number of the deck */
};

static void
run (const char *data, const char *const *args)
{
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_test_message ("%s %s: %s", args[0], args[1], run->errors);
  g_assert_cmpint (run->exit_code, ==, 0);
}

static char *
write_records (TestTempDir *dir)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *path = test_temp_dir_path (dir, "cdr_A_01_202603020900_1");

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "callingPartyNumber", calls[i].caller,
                             "originalCalledPartyNumber", calls[i].called,
                             "finalCalledPartyNumber", "2001", "origDeviceName", "GW-A", NULL);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + i, 5, 100);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return path;
}

/* @class: (nullable): "--class=..." of the calls that the tariff is for. */
static char *
set_up (TestTempDir *dir, const char *dest_class)
{
  g_autofree char *document = test_temp_dir_path (dir, "in.json");
  g_autofree char *records = write_records (dir);
  char *data = test_temp_dir_path (dir, "data");

  g_assert_true (g_file_set_contents (document, tariff, -1, NULL));
  run (data, RUN ("site", "add", "Milan", "--nation=IT", "--area=02", "--zone=Europe/Rome",
                  "--extensions=2000-2999"));
  run (data, RUN ("gateway", "add", "GW-A", "--site=Milan"));
  run (data, RUN ("tariff", "import", document, "--name=In"));
  run (data, RUN ("tariff", "assign", "In", "--direction=incoming", dest_class));
  run (data, RUN ("import", records));
  return data;
}

/* The calls, oldest first: state, cost, prefix. Returns: (transfer full) */
static JsonArray *
ask (const char *data, const char *more)
{
  g_autofree char *filter
      = g_strconcat ("--filter={\"period\":{\"relative\":\"everything\"},\"sort\":[\"start\"],"
                     "\"fields\":[\"rating_state\",\"cost\",\"prefix\"]", more, "}", NULL);
  g_autoptr (JsonObject) report
      = test_run_json (data, RUN ("report", "1.1", "--format=json", filter));

  return json_array_ref (json_object_get_array_member (report, "rows"));
}

static const char *
get_text (JsonArray *row, guint at)
{
  JsonNode *node = json_array_get_element (row, at);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : "";
}

static gint64
get_cost (JsonArray *row)
{
  return json_array_get_null_element (row, 1) ? -1 : json_array_get_int_element (row, 1);
}

static void
test_by_called_number (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = set_up (dir, NULL);
  g_autoptr (JsonArray) rows = ask (data, "");
  g_autoptr (JsonArray) by_day
      = ask (data, ",\"where\":{\"field\":\"band\",\"op\":\"is\",\"value\":\"day\"}");

  g_assert_cmpuint (json_array_get_length (rows), ==, G_N_ELEMENTS (calls));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      g_test_message ("%s called %s", calls[i].caller, calls[i].called);
      g_assert_cmpstr (get_text (row, 0), ==, calls[i].state);
      g_assert_cmpint (get_cost (row), ==, calls[i].cost_micro);
      g_assert_cmpstr (get_text (row, 2), ==, calls[i].prefix);
    }
  g_assert_cmpuint (json_array_get_length (by_day), ==, 2);
}

/* A tariff for toll-free numbers only: the others cost nothing. */
static void
test_by_called_class (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = set_up (dir, "--class=tollfree");
  g_autoptr (JsonArray) rows = ask (data, "");

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      g_test_message ("%s called %s", calls[i].caller, calls[i].called);
      g_assert_cmpstr (get_text (row, 0), ==, i < 2 ? "rated" : "not_chargeable");
      g_assert_cmpint (MAX (get_cost (row), 0), ==, i < 2 ? calls[i].cost_micro : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/incoming/by-called-number", test_by_called_number);
  g_test_add_func ("/cli/incoming/by-called-class", test_by_called_class);
  return g_test_run ();
}
