/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cells of a directory file mean, over HTTP: numbers with spaces, lists, times, scopes;
 * where a refusal stands, and counts that add up.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

static TollJson *
import (TestHouse *house, const char *token, const char *parameters, const char *csv)
{
  g_autofree char *path = g_strconcat ("/api/v1/people/import", parameters, NULL);

  return test_house_post (house, path, token, csv);
}

/* The numbers of a person, "extension 711 alias +39…", of what was imported. */
static char *
dup_numbers (TestHouse *house, const char *token, const char *user_name)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);
  const TollJsonValue *lines = test_json_find (json, "items.0.lines");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (lines); i++)
    {
      const TollJsonValue *line = toll_json_value_get_element (lines, i);

      g_string_append_printf (
          text, "%s%s %s", i > 0 ? " " : "",
          toll_json_value_get_text (toll_json_value_get_member (line, "kind")),
          toll_json_value_get_text (toll_json_value_get_member (line, "number")));
    }
  return g_string_free (text, FALSE);
}

static void
test_a_space_belongs_to_its_number (void)
{
  static const struct
  {
    const char *csv;
    const char *numbers; /* NULL = refused */
  } rows[] = {
    { "user_name,aliases\nvera,+39 02 5550 8119\n", "alias +390255508119" },
    { "user_name,aliases\nvera,(02) 5550-8119 ; 0039 02 5550 8120\n",
      "alias +390255508119 alias +390255508120" },
    { "user_name;aliases\nvera;\"02 55508119;02 55508120\"\n",
      "alias +390255508119 alias +390255508120" },
    { "user_name,extension,devices\nvera,711; 712,SEP 01;SEP02\n", "extension 711 extension 712" },
    { "user_name,extension\nvera,+39 02 5550 8119\n", NULL },
    { "user_name,extension\nvera,7 11\n", NULL },
    { "user_name,aliases\nvera,+390255508119 +390255508120\n", NULL },
    { "user_name,aliases\nvera,0255508119 0255508120\n", NULL },
    { "user_name;aliases\nvera;+390255508119,+390255508120\n", NULL },
    { "user_name,aliases\nvera,\"+390255508119\n+390255508120\"\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
      g_autofree char *token = test_house_sign_in (house, "anna");
      g_autoptr (TollJson) json = import (house, token, "", rows[i].csv);
      g_autofree char *numbers = dup_numbers (house, token, "vera");

      g_assert_cmpstr (numbers, ==, rows[i].numbers != NULL ? rows[i].numbers : "");
      g_assert_cmpint (test_json_int (json, "refused"), ==, rows[i].numbers == NULL);
    }
}

/* The row and the column of a person's further rows, by the titles of the file. */
static void
test_refusals_stand_where_they_are (void)
{
  static const struct
  {
    const char *rows;
    gint64 line;
    const char *column, *word;
  } rows[] = {
    { "vera,711,,,\nvera,7o2,,,\n", 3, "Phone", "digits" },
    { "vera,711,,,\nvera,,02x,,\n", 3, "DID", "digits" },
    { "vera,711,,,\nvera,703,,,\n", 3, "Phone", "belongs to" },
    { "vera,711,,Oz,\n", 2, "site", "Oz" },
    { "vera,711,,,\nvera,712,,Oz,\n", 3, "site", "Oz" },
    { "vera,711,,,x\x07\n", 2, "department", "control" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *csv
          = g_strconcat ("user_name,Phone,DID,site,department\n", rows[i].rows, NULL);
      g_autoptr (TollJson) json = import (house, token, "", csv);

      g_assert_cmpint (test_json_int (json, "refused"), ==, 1);
      g_assert_cmpint (test_json_int (json, "errors.0.line"), ==, rows[i].line);
      g_assert_cmpstr (test_json_text (json, "errors.0.column"), ==, rows[i].column);
      g_assert_nonnull (strstr (test_json_text (json, "errors.0.reason"), rows[i].word));
      g_assert_null (strstr (test_json_text (json, "errors.0.reason"), "lines["));
    }
}

/* Whoever has a bad row is refused once, and nothing else. */
static void
test_counts_add_up (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) json
      = import (house, token, "",
                "user_name,extension,valid_from,department\n"
                "vera,711,2026-13-01,Legal\n"
                "walter,712,2026-01-01,Legal\n"
                "walter,713,never,\n"
                "walter,714,never,Depot\n"
                "xenia,703,2026-01-01,Legal\n"
                "rosa,703,,Sales\n"
                "anna,701;7011,,Sales\n"
                "yann,715,2026-01-01,Legal\n"
                ",716,,\n");
  static const char *const states[]
      = { "refused", "refused", "refused", "same", "changed", "new" };

  g_assert_cmpint (test_json_int (json, "new"), ==, 1);
  g_assert_cmpint (test_json_int (json, "changed"), ==, 1);
  g_assert_cmpint (test_json_int (json, "same"), ==, 1);
  g_assert_cmpint (test_json_int (json, "refused"), ==, 4);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "errors")), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *member = g_strdup_printf ("preview.%u.state", i);

      g_assert_cmpstr (test_json_text (json, member), ==, states[i]);
    }
}

/* In a file without numbers times are the people's; a time of no number is told. */
static void
test_times_are_of_somebody (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) done = NULL, person = NULL, lone = NULL, ends = NULL, both = NULL;

  done = import (house, token, "",
                 "user_name,valid_from,valid_to,site\nvera,2026-01-01T00:00:00Z,2029-12-31T23:00:00Z,Oz\n");
  g_assert_cmpint (test_json_int (done, "new"), ==, 1);
  g_assert_cmpstr (test_json_text (done, "columns.1.field"), ==, "person_valid_from");
  g_assert_cmpstr (test_json_text (done, "columns.2.field"), ==, "person_valid_to");
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (done, "columns.3.field")), ==,
                   TOLL_JSON_NULL);
  person = test_house_get (house, "/api/v1/people?q=vera", token);
  g_assert_cmpint (test_json_int (person, "items.0.valid_from_ms"), ==,
                   G_GINT64_CONSTANT (1767225600000));
  g_assert_cmpint (test_json_int (person, "items.0.valid_to_ms"), ==,
                   G_GINT64_CONSTANT (1893452400000));
  lone = import (house, token, "",
                 "user_name,extension,Valid from\nvera,711,\nwalter,,2026-01-01\n");
  g_assert_cmpint (test_json_int (lone, "errors.0.line"), ==, 3);
  g_assert_cmpstr (test_json_text (lone, "errors.0.column"), ==, "Valid from");
  ends = import (house, token, "",
                 "user_name,extension,valid_from,Valid to\nwalter,712,2026-01-02,2026-01-01\n");
  g_assert_cmpint (test_json_int (ends, "new"), ==, 0);
  g_assert_cmpint (test_json_int (ends, "errors.0.line"), ==, 2);
  g_assert_cmpstr (test_json_text (ends, "errors.0.column"), ==, "Valid to");
  both = import (house, token, "", "user_name,valid_from,valid_to\nvera,2026-01-02,2026-01-01\n");
  g_assert_cmpint (test_json_int (both, "refused"), ==, 1);
  g_assert_cmpstr (test_json_text (both, "errors.0.column"), ==, "valid_to");
}

/* Nobody sees what is not there; what the file itself makes is there, whoever comes first. */
static void
test_scopes_are_of_what_is_there (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) unknown = NULL, good = NULL, groups = NULL;

  unknown = import (house, token, "",
                    "user_name,role,scope,Scope of\nvera,supervisor,departments,Sales;Salez\n");
  g_assert_cmpint (test_json_int (unknown, "refused"), ==, 1);
  g_assert_cmpstr (test_json_text (unknown, "errors.0.column"), ==, "Scope of");
  g_assert_nonnull (strstr (test_json_text (unknown, "errors.0.reason"), "'Salez'"));
  good = import (house, token, "",
                 "user_name,role,department,scope,scope_of\n"
                 "vera,supervisor,,departments,Sales;Legal\nwalter,user,Legal,,\n");
  g_assert_cmpint (test_json_int (good, "new"), ==, 2);
  groups = test_house_get (house, "/api/v1/departments", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (groups, "items")), ==, 3);
}

/* Names with what lists are cut at, or what a spreadsheet would run. */
static void
test_names_with_separators_come_back (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) done
      = import (house, token, "",
                "user_name,department,role,scope,scope_of,custom_1\n"
                "vera,\"A;B\",supervisor,departments,\"Legal;\"\"A;B\"\";=C\",x;-5\n"
                "walter,Legal,,,,\nxenia,'=C,,,,\n");
  g_autoptr (TollJson) vera = NULL, again = NULL;
  g_autoptr (TestAnswer) file = NULL;

  g_assert_cmpint (test_json_int (done, "new"), ==, 3);
  vera = test_house_get (house, "/api/v1/people?q=vera", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (vera, "items.0.scope.names")), ==,
                    3);
  file = test_house_ask (house, "GET", "/api/v1/people/export", token, NULL);
  again = import (house, token, "", file->body);
  g_assert_cmpint (test_json_int (again, "same"), ==, 7);
}

/* "711 -inf..1775001600000, ..." of somebody, in the order of the answer. */
static char *
dup_times (TestHouse *house, const char *token, const char *user_name)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);
  const TollJsonValue *lines = test_json_find (json, "items.0.lines");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (lines); i++)
    {
      const TollJsonValue *line = toll_json_value_get_element (lines, i);
      const TollJsonValue *ends[] = { toll_json_value_get_member (line, "valid_from_ms"),
                                      toll_json_value_get_member (line, "valid_to_ms") };

      g_string_append_printf (
          text, "%s%s", i > 0 ? ", " : "",
          toll_json_value_get_text (toll_json_value_get_member (line, "number")));
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        if (toll_json_value_get_kind (ends[e]) == TOLL_JSON_INT)
          g_string_append_printf (text, " %s %" G_GINT64_FORMAT, e == 0 ? "from" : "to",
                                  toll_json_value_get_int (ends[e]));
    }
  return g_string_free (text, FALSE);
}

#define EXCHANGE "2026-04-01T00:00:00Z"
#define EXCHANGE_MS "1775001600000"

/* Two exchange numbers from a day on, in one file and whoever comes first; while both would have
 * one, it is refused. */
static void
test_numbers_are_exchanged_from_a_day (void)
{
  static const char head[] = "user_name,extension,valid_from,valid_to\n";
  static const char vera[] = "vera,711,," EXCHANGE "\nvera,712," EXCHANGE ",\n";
  static const char walter[] = "walter,712,," EXCHANGE "\nwalter,711," EXCHANGE ",\n";
  static const char early[] = "walter,712,," EXCHANGE "\nwalter,711,2026-03-31,\n";

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
      g_autofree char *token = test_house_sign_in (house, "anna");
      g_autofree char *file = g_strconcat (head, i == 0 ? vera : walter, i == 0 ? walter : vera,
                                           NULL);
      g_autofree char *both = g_strconcat (head, i == 0 ? vera : early, i == 0 ? early : vera, NULL);
      g_autoptr (TollJson) before
          = import (house, token, "", "user_name,extension\nvera,711\nwalter,712\n");
      g_autoptr (TollJson) refused = import (house, token, "", both);
      g_autoptr (TollJson) done = import (house, token, "", file);
      g_autofree char *of_vera = dup_times (house, token, "vera");
      g_autofree char *of_walter = dup_times (house, token, "walter");
      g_autoptr (TollJson) again = import (house, token, "", file);

      g_assert_cmpint (test_json_int (refused, "refused"), ==, 1);
      g_assert_cmpint (test_json_int (done, "changed"), ==, 2);
      g_assert_cmpint (test_json_int (done, "refused"), ==, 0);
      g_assert_cmpstr (of_vera, ==, "712 from " EXCHANGE_MS ", 711 to " EXCHANGE_MS);
      g_assert_cmpstr (of_walter, ==, "711 from " EXCHANGE_MS ", 712 to " EXCHANGE_MS);
      g_assert_cmpint (test_json_int (again, "same"), ==, 2);
    }
}

/* What is wrong with a map, as it is told. */
static void
assert_refused_map (TestHouse *house, const char *token, const char *map, const char *words)
{
  g_autofree char *path = g_strconcat ("/api/v1/people/import?map=", map, NULL);
  g_autoptr (TestAnswer) answer
      = test_house_ask (house, "POST", path, token, "Login;Nummer\npino;720\n");

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_nonnull (strstr (answer->body, words));
}

/* A field is told by our name or by those that titles have; what is none is said to be none. */
static void
test_fields_of_the_map (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autofree char *numbers = NULL;
  g_autoptr (TollJson) json = NULL;

  assert_refused_map (house, token, "user_name:Login,numero:Nummer",
                      "there is no field 'numero'; fields are user_name, ");
  assert_refused_map (house, token, "Login", "expected, with a colon between them: user_name:Login");
  json = import (house, token, "?map=user_name:Login,number:Nummer", "Login;Nummer\npino;720\n");
  g_assert_cmpstr (test_json_text (json, "columns.1.field"), ==, "extension");
  numbers = dup_numbers (house, token, "pino");
  g_assert_cmpstr (numbers, ==, "extension 720");
}

/* A title that stands twice, or two titles of the same: neither is silently left. */
static void
test_a_column_that_stands_twice (void)
{
  static const struct
  {
    const char *query, *file, *words;
  } cases[] = {
    { "", "user_name,phone,number\npino,720,721\n",
      "'extension' stands twice, in column 2, 'phone', and in column 3, 'number';" },
    { "", "mail,user_name,Mail\na@b.c,pino,d@e.f\n",
      "'mail' stands twice, in column 1, 'mail', and in column 3, 'Mail';" },
    { "?map=user_name:Login", "Login,x,Login\npino,1,rosa\n",
      "'user_name' stands twice, in column 1, 'Login', and in column 3, 'Login';" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) unused = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/people/import", cases[i].query, NULL);
      g_autoptr (TestAnswer) answer
          = test_house_ask (house, "POST", path, token, cases[i].file);

      g_test_message ("%s", answer->body);
      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, cases[i].words));
    }
  unused = import (house, token, "", "user_name,x,x\npino,1,2\n");
  g_assert_cmpint (test_json_int (unused, "new"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/people-rows/a-space-belongs-to-its-number",
                   test_a_space_belongs_to_its_number);
  g_test_add_func ("/api/people-rows/refusals-stand-where-they-are",
                   test_refusals_stand_where_they_are);
  g_test_add_func ("/api/people-rows/fields-of-the-map", test_fields_of_the_map);
  g_test_add_func ("/api/people-rows/a-column-that-stands-twice", test_a_column_that_stands_twice);
  g_test_add_func ("/api/people-rows/counts-add-up", test_counts_add_up);
  g_test_add_func ("/api/people-rows/numbers-are-exchanged-from-a-day",
                   test_numbers_are_exchanged_from_a_day);
  g_test_add_func ("/api/people-rows/times-are-of-somebody", test_times_are_of_somebody);
  g_test_add_func ("/api/people-rows/scopes-are-of-what-is-there",
                   test_scopes_are_of_what_is_there);
  g_test_add_func ("/api/people-rows/names-with-separators-come-back",
                   test_names_with_separators_come_back);
  return g_test_run ();
}
