/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People as CSV files over HTTP: counts, refusals by line and column, all or nothing, numbers that
 * change hands within one file, and an export that an import takes without a change.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define IMPORT "/api/v1/people/import"

static TollJson *
import (TestHouse *house, const char *token, const char *parameters, const char *csv, guint status)
{
  g_autofree char *path = g_strconcat (IMPORT, parameters, NULL);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, token, csv);
  TollJson *json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_nonnull (json);
  return json;
}

static void
assert_counts (const TollJson *json, gint64 n_new, gint64 n_changed, gint64 n_same,
               gint64 n_removed, gint64 n_refused)
{
  g_assert_cmpint (test_json_int (json, "new"), ==, n_new);
  g_assert_cmpint (test_json_int (json, "changed"), ==, n_changed);
  g_assert_cmpint (test_json_int (json, "same"), ==, n_same);
  g_assert_cmpint (test_json_int (json, "removed"), ==, n_removed);
  g_assert_cmpint (test_json_int (json, "refused"), ==, n_refused);
}

static guint
count_people (TestHouse *house, const char *token, const char *parameters)
{
  g_autofree char *path = g_strconcat ("/api/v1/people", parameters, NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (json, "items"));
}

static const char three[] = "user_name,first_name,extension,department,aliases\r\n"
                            "vera,Vera,711,Legal,+390240001711 +390240001799\r\n"
                            "walter,Walter,712,Legal,\r\n"
                            "walter,,713,,\r\n"
                            "xenia,Xenia,,Depot,\r\n";

static void
test_a_dry_run_changes_nothing (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) dry = import (house, token, "?dry_run=true", three, 200);
  g_autoptr (TollJson) done = NULL, again = NULL, vera = NULL, walter = NULL;

  assert_counts (dry, 3, 0, 0, 0, 0);
  g_assert_cmpstr (test_json_text (dry, "preview.0.user_name"), ==, "vera");
  g_assert_cmpstr (test_json_text (dry, "preview.0.state"), ==, "new");
  g_assert_cmpuint (count_people (house, token, ""), ==, 4);
  done = import (house, token, "", three, 200);
  assert_counts (done, 3, 0, 0, 0, 0);
  g_assert_cmpuint (count_people (house, token, "?source=csv"), ==, 3);
  again = import (house, token, "", three, 200);
  assert_counts (again, 0, 0, 3, 0, 0);
  vera = test_house_get (house, "/api/v1/people?q=vera", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (vera, "items.0.lines")), ==, 3);
  walter = test_house_get (house, "/api/v1/people?q=walter", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (walter, "items.0.lines")), ==, 2);
}

static void
test_refusals_name_line_and_column (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) json
      = import (house, token, "",
                "Benutzer;Nummer\nvera;711\n", 422);
  g_autoptr (TollJson) mapped = NULL, header = NULL, map = NULL;

  g_assert_nonnull (strstr (test_json_text (json, "detail"), "user_name"));
  mapped = import (house, token, "?map=user_name:Login,extension:Nummer",
                   "Login;Nummer;E-Mail\n"
                   "vera;711;vera@example.com\n"
                   "walter;703;\n"
                   "xenia;;no mail\n"
                   ";712;x@example.com\n",
                   200);
  assert_counts (mapped, 1, 0, 0, 0, 3);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (mapped, "applied")), ==,
                   TOLL_JSON_BOOL);
  g_assert_cmpuint (count_people (house, token, ""), ==, 4);
  g_assert_cmpint (test_json_int (mapped, "errors.0.line"), ==, 3);
  g_assert_cmpstr (test_json_text (mapped, "errors.0.column"), ==, "Nummer");
  g_assert_nonnull (strstr (test_json_text (mapped, "errors.0.reason"), "rosa"));
  g_assert_cmpint (test_json_int (mapped, "errors.1.line"), ==, 4);
  g_assert_cmpstr (test_json_text (mapped, "errors.1.column"), ==, "E-Mail");
  g_assert_cmpint (test_json_int (mapped, "errors.2.line"), ==, 5);
  g_assert_cmpstr (test_json_text (mapped, "errors.2.column"), ==, "Login");
  map = import (house, token, "?map=user_name:Nobody", "user_name\nx\n", 400);
  g_assert_cmpstr (test_json_text (map, "field"), ==, "map");
  header = import (house, token, "", "user_name,login\nx,y\n", 422);
  g_assert_nonnull (strstr (test_json_text (header, "detail"), "twice"));
}

/* vera gets walter's number, walter a new one; xenia is not in the file any more. */
static void
test_numbers_change_hands (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) before = NULL, after = NULL, vera = NULL;

  before = import (house, token, "",
                   "user_name,extension,manager\nvera,711,walter\nwalter,712,\nxenia,713,\n", 200);
  assert_counts (before, 3, 0, 0, 0, 0);
  house->clock.fixed_ms += 1000;
  after = import (house, token, "?remove_missing=true",
                  "user_name,extension\nvera,712\nwalter,713\n", 200);
  assert_counts (after, 0, 2, 0, 1, 0);
  g_assert_cmpuint (count_people (house, token, "?source=csv&state=active"), ==, 2);
  vera = test_house_get (house, "/api/v1/people?q=vera", token);
  g_assert_cmpstr (test_json_text (vera, "items.0.manager.name"), ==, "walter");
}

static void
test_an_export_comes_back_the_same (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) first = import (house, token, "", three, 200);
  g_autoptr (TestAnswer) file
      = test_house_ask (house, "GET", "/api/v1/people/export", token, NULL);
  g_autoptr (TollJson) again = NULL;
  g_autofree char *type = test_answer_dup_header (file, "Content-Type");

  assert_counts (first, 3, 0, 0, 0, 0);
  g_assert_cmpuint (file->status, ==, 200);
  g_assert_true (g_str_has_prefix (type, "text/csv"));
  g_assert_nonnull (strstr (file->body, "\nvera,Vera,"));
  again = import (house, token, "?remove_missing=true", file->body, 200);
  assert_counts (again, 0, 0, 7, 0, 0);
}

/* Latin-1, as old spreadsheets write it; and a file that is larger than JSON may be. */
static void
test_bytes_as_they_come (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) latin
      = import (house, token, "", "user_name;last_name\nzoe;M\xfcller\n", 200);
  g_autoptr (TollJson) zoe = test_house_get (house, "/api/v1/people?q=zoe", token);
  g_autoptr (GString) large = g_string_new ("user_name,mail\n");
  g_autoptr (TollJson) json = NULL;
  g_autoptr (TestAnswer) refused = NULL;

  assert_counts (latin, 1, 0, 0, 0, 0);
  g_assert_cmpstr (test_json_text (zoe, "items.0.last_name"), ==, "M\xc3\xbcller");
  for (guint i = 0; large->len < 1200 * 1024; i++)
    g_string_append_printf (large, "p%u,%0200u@example.com\n", i % 10, i % 10);
  json = import (house, token, "?dry_run=true", large->str, 200);
  g_assert_cmpint (test_json_int (json, "new"), ==, 10);
  refused = test_house_ask (house, "POST", "/api/v1/people", token, large->str);
  g_assert_cmpuint (refused->status, ==, 413);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/people-files/a-dry-run-changes-nothing", test_a_dry_run_changes_nothing);
  g_test_add_func ("/api/people-files/refusals-name-line-and-column",
                   test_refusals_name_line_and_column);
  g_test_add_func ("/api/people-files/numbers-change-hands", test_numbers_change_hands);
  g_test_add_func ("/api/people-files/an-export-comes-back-the-same",
                   test_an_export_comes_back_the_same);
  g_test_add_func ("/api/people-files/bytes-as-they-come", test_bytes_as_they_come);
  return g_test_run ();
}
