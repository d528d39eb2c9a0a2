/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People as CSV files over HTTP: counts, refusals by line and column, all or nothing, numbers that
 * change hands within one file, and an export that an import takes without a change.
 */
#include "config.h"

#include "collector/directory/people-csv.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"
#include "tests/support/api-house.h"
#include "tests/support/temp-dir.h"

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
                            "vera,Vera,711,Legal,+390240001711;+390240001799\r\n"
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

/* A row of another width, two that contradict each other, names that nobody can tell apart. */
static void
test_rows_that_cannot_be_meant (void)
{
  static const struct
  {
    const char *csv;
    guint line;
    const char *column;
    const char *reason; /* NULL = taken */
  } rows[] = {
    { "user_name,first_name,mail,extension,department\nrosa,Rosa\n", 2, "",
      "cells in this row: 2; headings: 5" },
    { "user_name,extension\nvera,711,Legal\n", 2, "", "cells in this row: 3; headings: 2" },
    { "user_name,extension\nvera,711,,\n", 0, NULL, NULL },
    { "user_name,department,extension\nvera,Legal,711\nvera,Depot,712\n", 3, "department",
      "contradicts line 2" },
    { "user_name,department,extension\nvera,Legal,711\nVera,,712\n", 0, NULL, NULL },
    { "user_name,extension\n\xc2\xa0vera\xe3\x80\x80 ,711\n", 0, NULL, NULL },
    { "user_name,extension\nve\x1bra,711\n", 2, "user_name", "control characters" },
    { "user_name,extension\nve\xe2\x80\x8bra,711\n", 2, "user_name", "not seen" },
    { "user_name,cucm_user_id\nvera,ve\xe2\x80\x8bra\n", 2, "cucm_user_id", "not seen" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) rosa = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollJson) json = import (house, token, "?dry_run=true", rows[i].csv, 200);

      assert_counts (json, rows[i].reason == NULL, 0, 0, 0,
                     rows[i].reason != NULL);
      if (rows[i].reason == NULL)
        {
          g_assert_cmpstr (test_json_text (json, "preview.0.user_name"), ==, "vera");
          continue;
        }
      g_assert_cmpint (test_json_int (json, "errors.0.line"), ==, rows[i].line);
      g_assert_cmpstr (test_json_text (json, "errors.0.column"), ==, rows[i].column);
      g_assert_nonnull (strstr (test_json_text (json, "errors.0.reason"), rows[i].reason));
    }
  rosa = test_house_get (house, "/api/v1/people?q=rosa", token);
  g_assert_cmpstr (test_json_text (rosa, "items.0.lines.0.number"), ==, "703");
}

static void
test_a_nul_refuses_the_file (void)
{
  static const char csv[] = "user_name,extension\nvera,711\0\nwalter,712\n";
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (CollectorPeopleCsvReport) report = collector_people_csv_report_new ();
  g_autoptr (GError) error = NULL;
  CollectorPeopleCsvInput input = { .bytes = csv, .n_bytes = sizeof csv - 1 };
  CollectorDb *db;

  g_assert_true (collector_migrate (path, "Europe/Rome", NULL));
  db = collector_db_open (path, COLLECTOR_DB_WRITE, NULL);
  g_assert_false (collector_people_csv_import (db, &input, report, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, "NUL"));
  collector_db_close (db);
}

/* A spreadsheet's Unicode text: UTF-16 with its mark, tabs between cells. */
static void
test_utf16_is_read (void)
{
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };
  static const char text[] = "\357\273\277user_name\tfirst_name\r\nvera\tZoë\r\n";

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
      g_autoptr (CollectorPeopleCsvReport) report = collector_people_csv_report_new ();
      CollectorPeopleCsvInput input = { 0 };
      g_autofree char *bytes = g_convert (text, -1, encodings[i], "UTF-8", NULL, &input.n_bytes,
                                          NULL);
      CollectorDb *db;

      input.bytes = bytes;
      g_assert_true (collector_migrate (path, "Europe/Rome", NULL));
      db = collector_db_open (path, COLLECTOR_DB_WRITE, NULL);
      g_assert_true (collector_people_csv_import (db, &input, report, NULL));
      g_assert_cmpuint (report->n[COLLECTOR_CSV_NEW], ==, 1);
      g_assert_cmpstr (g_array_index (report->preview, CollectorCsvPreview, 0)
                           .cells[COLLECTOR_PEOPLE_FIRST_NAME], ==, "Zoë");
      collector_db_close (db);
    }
}

/* What somebody may see goes into another house with the file. */
static void
test_rights_go_along (void)
{
  static const char csv[] = "user_name,extension,department,location,role,scope,scope_of,disabled\n"
                            "vera,711,Legal,,supervisor,departments,Legal; Depot;Legal,\n"
                            "walter,712,Legal,,supervisor,,,true\n"
                            "xenia,713,Depot,,administrator,,,\n"
                            "yann,714,,Rome,supervisor,locations,Rome,\n";
  static const struct
  {
    const char *cells, *column;
  } bad[] = {
    { "user,all,,", "scope" },          { "supervisor,some,,", "scope" },
    { "supervisor,all,Legal,", "scope_of" }, { "supervisor,,Legal,", "scope_of" },
    { "user,,,perhaps", "disabled" },   { "supervisor,departments,,", "scope_of" },
    { "supervisor,locations, ; ,", "scope_of" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL), other = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autofree char *other_token = test_house_sign_in (other, "anna");
  g_autoptr (TollJson) first = import (house, token, "", csv, 200);
  g_autoptr (TestAnswer) file
      = test_house_ask (house, "GET", "/api/v1/people/export", token, NULL);
  g_autoptr (TollJson) carried = import (other, other_token, "", file->body, 200);
  g_autoptr (TollJson) people = test_house_get (other, "/api/v1/people?source=csv&sort=user_name",
                                                other_token);

  assert_counts (first, 4, 0, 0, 0, 0);
  assert_counts (carried, 4, 0, 4, 0, 0);
  g_assert_cmpstr (test_json_text (people, "items.0.scope.kind"), ==, "departments");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (people, "items.0.scope.names")),
                    ==, 2);
  g_assert_cmpstr (test_json_text (people, "items.1.scope.names.0"), ==, "Legal");
  g_assert_true (toll_json_value_get_bool (test_json_find (people, "items.1.disabled")));
  g_assert_cmpstr (test_json_text (people, "items.2.scope.kind"), ==, "all");
  g_assert_cmpstr (test_json_text (people, "items.3.scope.kind"), ==, "locations");
  g_assert_cmpstr (test_json_text (people, "items.3.scope.names.0"), ==, "Rome");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *row
          = g_strdup_printf ("user_name,role,scope,scope_of,disabled\nzoe,%s\n", bad[i].cells);
      g_autoptr (TollJson) json = import (house, token, "", row, 200);

      assert_counts (json, 0, 0, 0, 0, 1);
      g_assert_cmpstr (test_json_text (json, "errors.0.column"), ==, bad[i].column);
    }
}

/* Accounts are made first, as README tells; the file then says what they may do. */
static void
test_accounts_take_the_rights_of_a_file (void)
{
  static const char csv[] = "user_name,first_name,role,masked_digits,disabled\n"
                            "bob,Bob,user,5,true\n";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) done = NULL, bob = NULL, refused = NULL;
  g_autoptr (TestAnswer) session = NULL;

  test_house_add_account (house, "bob");
  test_house_add_account (house, "carl");
  done = import (house, token, "", csv, 200);
  assert_counts (done, 1, 0, 0, 0, 0);
  bob = test_house_get (house, "/api/v1/people?q=bob", token);
  g_assert_cmpstr (test_json_text (bob, "items.0.role"), ==, "user");
  g_assert_cmpint (test_json_int (bob, "items.0.masked_digits"), ==, 5);
  session = test_house_ask (house, "POST", "/api/v1/session", NULL,
                            "{\"username\":\"bob\",\"password\":\"" TEST_PASSWORD "\"}");
  g_assert_cmpuint (session->status, ==, 401);
  refused = import (house, token, "", "user_name,role\nanna,user\ncarl,user\n", 200);
  assert_counts (refused, 0, 1, 0, 0, 1);
  g_assert_cmpint (test_json_int (refused, "errors.0.line"), ==, 3);
  g_assert_nonnull (strstr (test_json_text (refused, "errors.0.reason"), "last administrator"));
}

static gboolean
make_automatic_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db,
                           "UPDATE person SET source = 3, first_name = '', last_name = '', mail = ''"
                           " WHERE user_name IN ('rosa', 'bruno')",
                           error);
}

/* Who was made for a number gives it up, in a file and by hand. */
static void
test_automatic_people_give_way (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) dry = NULL, done = NULL, rosa = NULL, by_hand = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  test_house_write (house, make_automatic_task, NULL);
  dry = import (house, token, "?dry_run=true", "user_name,extension\nvera,703\n", 200);
  assert_counts (dry, 1, 0, 0, 0, 0);
  g_assert_cmpstr (test_json_text (dry, "taken_over.0"), ==, "703");
  done = import (house, token, "", "user_name,extension\nvera,703\n", 200);
  g_assert_cmpstr (test_json_text (done, "taken_over.0"), ==, "703");
  rosa = test_house_get (house, "/api/v1/people?q=rosa", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (rosa, "items.0.lines")), ==, 0);
  g_assert_cmpint (test_json_int (rosa, "items.0.valid_to_ms"), ==, house->clock.fixed_ms);
  answer = test_house_ask (house, "POST", "/api/v1/people", token,
                           "{\"user_name\":\"zoe\",\"lines\":[{\"number\":\"704\"}]}");
  g_assert_cmpuint (answer->status, ==, 201);
  by_hand = toll_json_read (answer->body, answer->body_bytes, 0, NULL);
  g_assert_cmpstr (test_json_text (by_hand, "taken_over.0"), ==, "704");
}

/* Two exchange numbers and phones; the head of the house and a deputy change places. Whoever comes
 * first in the file. */
/* A name with the separator in it stands in quotes, in the file as in the export. */
static void
test_devices_go_along (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) first = import (house, token, "",
                                       "user_name,devices\nvera,\"\"\"A;B\"\"; '=C\"\n", 200);
  g_autoptr (TollJson) vera = test_house_get (house, "/api/v1/people?q=vera", token);
  g_autoptr (TestAnswer) file
      = test_house_ask (house, "GET", "/api/v1/people/export", token, NULL);
  g_autoptr (TollJson) again = import (house, token, "", file->body, 200);

  assert_counts (first, 1, 0, 0, 0, 0);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (vera, "items.0.devices")), ==, 2);
  g_assert_cmpstr (test_json_text (vera, "items.0.devices.0"), ==, "'=C");
  g_assert_cmpstr (test_json_text (vera, "items.0.devices.1"), ==, "A;B");
  g_assert_cmpint (test_json_int (again, "changed"), ==, 0);
  g_assert_cmpint (test_json_int (again, "refused"), ==, 0);
}

static void
test_things_are_exchanged (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) before = NULL, after = NULL, vera = NULL, walter = NULL, again = NULL;
  const char *changed = "user_name,extension,devices,manager\n"
                        "vera,712,SEP02,\nwalter,711,SEP01,vera\n";

  before = import (house, token, "",
                   "user_name,extension,devices,manager\n"
                   "vera,711,SEP01,walter\nwalter,712,SEP02,\n", 200);
  assert_counts (before, 2, 0, 0, 0, 0);
  house->clock.fixed_ms += 1000;
  after = import (house, token, "", changed, 200);
  assert_counts (after, 0, 2, 0, 0, 0);
  vera = test_house_get (house, "/api/v1/people?q=vera", token);
  walter = test_house_get (house, "/api/v1/people?q=walter", token);
  g_assert_cmpstr (test_json_text (vera, "items.0.devices.0"), ==, "SEP02");
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (vera, "items.0.manager")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpstr (test_json_text (walter, "items.0.manager.name"), ==, "vera");
  /* What was vera's until now stays hers until now. */
  g_assert_cmpstr (test_json_text (vera, "items.0.lines.1.number"), ==, "711");
  g_assert_cmpint (test_json_int (vera, "items.0.lines.1.valid_to_ms"), ==,
                   house->clock.fixed_ms);
  g_assert_cmpstr (test_json_text (vera, "items.0.lines.0.number"), ==, "712");
  g_assert_cmpint (test_json_int (vera, "items.0.lines.0.valid_from_ms"), ==,
                   house->clock.fixed_ms);
  again = import (house, token, "", changed, 200);
  assert_counts (again, 0, 0, 2, 0, 0);
}

#define N_MANY 3000

/* Everybody's number goes to the one before, and each is managed by the next: however long the
 * chain, a person is stored a few times at most. */
static void
test_long_chains (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (GString) first = g_string_new ("user_name,extension,manager\n");
  g_autoptr (GString) second = g_string_new (first->str);
  g_autoptr (TollJson) before = NULL, after = NULL, json = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_string_append_printf (first, "p%04u,%u,\n", i, 20000 + i);
      g_string_append_printf (second, "p%04u,%u,", i, 20000 + (i + 1) % N_MANY);
      if (i + 1 < 900)
        g_string_append_printf (second, "p%04u", i + 1);
      g_string_append_c (second, '\n');
    }
  before = import (house, token, "", first->str, 200);
  assert_counts (before, N_MANY, 0, 0, 0, 0);
  after = import (house, token, "", second->str, 200);
  assert_counts (after, 0, N_MANY, 0, 0, 0);
  json = test_house_get (house, "/api/v1/people?q=p2999&sort=user_name", token);
  g_assert_cmpstr (test_json_text (json, "items.0.lines.0.number"), ==, "20000");
}

/* rosa is told by the directory server, save for her mail, and signs in there. */
static gboolean
make_synced_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db,
                           "UPDATE person SET source = 2, synced = 'user_name first_name lines"
                           " manager custom[1] role valid_to_ms' WHERE user_name = 'rosa';"
                           "INSERT INTO setting (key, value) VALUES ('ldap', '{\"enabled\":true}');"
                           "UPDATE account SET password_hash = '' WHERE user_name = 'rosa'",
                           error);
}

static void
test_what_the_server_tells_stays (void)
{
  static const struct
  {
    const char *csv;
    const char *column; /* NULL = taken */
  } rows[] = {
    { "user_name,extension\nrosa,703\n", NULL },
    { "user_name,mail\nrosa,rosa@example.com\n", NULL },
    { "user_name,First name\nrosa,Rosetta\n", "First name" },
    { "user_name,extension\nrosa,\n", "extension" },
    { "user_name,extension\nrosa,703;788\n", "extension" },
    { "user_name,manager\nrosa,anna\n", "manager" },
    { "user_name,role\nrosa,administrator\n", "role" },
    { "user_name,custom_2\nrosa,x\n", "custom_2" },
    { "user_name,person_valid_to\nrosa,2030-01-01\n", "person_valid_to" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  test_house_write (house, make_synced_task, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollJson) json = import (house, token, "", rows[i].csv, 200);

      g_assert_cmpint (test_json_int (json, "refused"), ==, rows[i].column != NULL);
      if (rows[i].column == NULL)
        continue;
      g_assert_cmpstr (test_json_text (json, "errors.0.column"), ==, rows[i].column);
      g_assert_nonnull (strstr (test_json_text (json, "errors.0.reason"), "directory server"));
    }
}

/* A number is refused for the time another has it, and free before and after. */
static void
test_numbers_of_a_time (void)
{
  static const char header[] = "user_name,extension,valid_from,valid_to\n";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  static const struct
  {
    const char *row;
    gint64 n_refused;
  } rows[] = {
    { "vera,711,2026-01-01,2026-02-01\n", 0 },
    { "walter,711,2026-01-31T23:59:59,2026-03-01\n", 1 },
    { "walter,711,2026-02-01,2026-03-01\n", 0 },
    { "xenia,711,2025-06-01,2026-01-01\n", 0 },
    { "zoe,711,2025-06-01,2025-06-02\n", 1 },
    { "zoe,711,2026-13-01,\n", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *csv = g_strconcat (header, rows[i].row, NULL);
      g_autoptr (TollJson) json = import (house, token, "", csv, 200);

      g_assert_cmpint (test_json_int (json, "refused"), ==, rows[i].n_refused);
      if (i == 1)
        g_assert_nonnull (strstr (test_json_text (json, "errors.0.reason"), "belongs to 'vera'"));
      if (i == 4)
        g_assert_nonnull (strstr (test_json_text (json, "errors.0.reason"), "belongs to 'xenia'"));
    }
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

/* The titles an administrator chose are columns; those of a German spreadsheet, with BOM. */
static void
test_titles_are_columns (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) titles
      = test_house_ask (house, "PUT", "/api/v1/custom-fields", token,
                        "{\"titles\":[null,\"Badge\"]}");
  g_autoptr (TollJson) json
      = import (house, token, "",
                "\xef\xbb\xbfLogin;\"Badge\";Cost Center;Schuhe\r\n"
                "vera;\"B;17\";100;42\r\n",
                200);
  g_autoptr (TollJson) vera = test_house_get (house, "/api/v1/people?q=vera", token);

  g_assert_cmpuint (titles->status, ==, 200);
  assert_counts (json, 1, 0, 0, 0, 0);
  g_assert_cmpstr (test_json_text (json, "columns.0.title"), ==, "Login");
  g_assert_cmpstr (test_json_text (json, "columns.0.field"), ==, "user_name");
  g_assert_cmpstr (test_json_text (json, "columns.1.field"), ==, "custom_2");
  g_assert_cmpstr (test_json_text (json, "columns.2.field"), ==, "cost_centre");
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (json, "columns.3.field")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpstr (test_json_text (vera, "items.0.custom.1"), ==, "B;17");
  g_assert_cmpstr (test_json_text (vera, "items.0.cost_centre.name"), ==, "100");
}

/* Latin-1, as old spreadsheets write it; and a file that is larger than JSON may be. */
static void
test_bytes_as_they_come (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) latin
      = import (house, token, "", "user_name;last_name;custom_1\nzoe;M\xfcller;50 \x80\n", 200);
  g_autoptr (TollJson) zoe = test_house_get (house, "/api/v1/people?q=zoe", token);
  g_autoptr (GString) large = g_string_new ("user_name,mail\n");
  g_autoptr (TollJson) json = NULL;
  g_autoptr (TestAnswer) refused = NULL;

  assert_counts (latin, 1, 0, 0, 0, 0);
  g_assert_cmpstr (test_json_text (zoe, "items.0.last_name"), ==, "M\xc3\xbcller");
  g_assert_cmpstr (test_json_text (zoe, "items.0.custom.0"), ==, "50 \xe2\x82\xac");
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
  g_test_add_func ("/api/people-files/rows-that-cannot-be-meant", test_rows_that_cannot_be_meant);
  g_test_add_func ("/api/people-files/a-nul-refuses-the-file", test_a_nul_refuses_the_file);
  g_test_add_func ("/api/people-files/utf16-is-read", test_utf16_is_read);
  g_test_add_func ("/api/people-files/rights-go-along", test_rights_go_along);
  g_test_add_func ("/api/people-files/accounts-take-rights",
                   test_accounts_take_the_rights_of_a_file);
  g_test_add_func ("/api/people-files/automatic-people-give-way", test_automatic_people_give_way);
  g_test_add_func ("/people-files/devices-go-along", test_devices_go_along);
  g_test_add_func ("/api/people-files/things-are-exchanged", test_things_are_exchanged);
  g_test_add_func ("/api/people-files/long-chains", test_long_chains);
  g_test_add_func ("/api/people-files/what-the-server-tells-stays",
                   test_what_the_server_tells_stays);
  g_test_add_func ("/api/people-files/numbers-of-a-time", test_numbers_of_a_time);
  g_test_add_func ("/api/people-files/titles-are-columns", test_titles_are_columns);
  g_test_add_func ("/api/people-files/an-export-comes-back-the-same",
                   test_an_export_comes_back_the_same);
  g_test_add_func ("/api/people-files/bytes-as-they-come", test_bytes_as_they_come);
  return g_test_run ();
}
