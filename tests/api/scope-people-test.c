/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How people sign in and what they see is said by an administrator of a part of the house only of
 * those who are of it with all their calls: not by the page, not by a file, not by an account. And
 * somebody of the whole house stays.
 */
#include "config.h"

#include "collector/store/setting-store.h"
#include "tests/support/part-house.h"

#include <string.h>

#define PEOPLE "/api/v1/people"
#define SUPPORT "\"department\":{\"name\":\"Support\"}"
#define PASSWORD "{\"password\":\"horse battery\"}"
#define PIN "{\"pin\":\"582130\"}"
#define NOT_OF_IT "this person is not of it"
#define HAS_CALLS "this person has calls that you do not see"
#define SENDS_OWN "it sends what its owner sees"
#define SEES_MORE "this person sees calls that you do not see"

/* @words: (nullable): in the answer. */
static void
expect (TestPartHouse *f, const char *method, const char *path, const char *token, const char *body,
        guint status, const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, method, path, token, body);

  g_test_message ("%s %s %s: %s", method, path, body != NULL ? body : "", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (words != NULL)
    g_assert_nonnull (strstr (answer->body, words));
}

/* @method what hangs below @user_name, as anna. */
static void
expect_of (TestPartHouse *f, const char *method, const char *user_name, const char *rest,
           const char *body, guint status, const char *words)
{
  g_autofree char *path = test_part_house_dup_path (f, user_name, rest);

  expect (f, method, path, f->anna, body, status, words);
}

static const struct
{
  const char *field, *body;
} rows[] = {
  { "masked_digits", "{\"masked_digits\":1}" },
  { "masked_digits", "{\"masked_digits\":99}" },
  { "disabled", "{\"disabled\":true}" },
  { "valid_to_ms", "{\"valid_to_ms\":1773835300000}" },
  { "valid_from_ms", "{\"valid_from_ms\":1773835300000}" },
  { "user_name", "{\"user_name\":\"other\"}" },
};

/* Every way to somebody's account, of @user_name, is refused with @words. */
static void
expect_shut (TestPartHouse *f, const char *user_name, const char *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", rows[i].field);

      expect_of (f, "PUT", user_name, "", rows[i].body, 403, words);
      expect_of (f, "PUT", user_name, "", rows[i].body, 403, field);
    }
  expect_of (f, "PUT", user_name, "/password", PASSWORD, 403, words);
  expect_of (f, "PUT", user_name, "/password", "{\"password\":null}", 403, words);
  expect_of (f, "PUT", user_name, "/pin", PIN, 403, words);
  expect_of (f, "PUT", user_name, "/pin", "{\"pin\":null}", 403, words);
  expect_of (f, "DELETE", user_name, "/sessions", NULL, 403, words);
  expect_of (f, "DELETE", user_name, "", NULL, 403, words);
}

/* Rosa is a plain user of Sales: her own calls are what anna would see as her. */
static void
test_outside (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *rosa = NULL, *rest = NULL;

  test_part_house_set_up (&f);
  rosa = test_house_sign_in (f.house, "rosa");
  expect_shut (&f, "rosa", NOT_OF_IT);
  expect_of (&f, "PUT", "rosa", "", "{\"role\":\"supervisor\"}", 403, "\"field\":\"role\"");
  expect_of (&f, "PUT", "rosa", "", "{" SUPPORT ",\"masked_digits\":0}", 403, NOT_OF_IT);
  expect (&f, "GET", "/api/v1/me", rosa, NULL, 200, "\"rosa\"");
  expect_of (&f, "PUT", "rosa", "",
             "{\"last_name\":\"Nera\",\"mail\":\"r@prova.example\",\"masked_digits\":3,"
             "\"lines\":[{\"number\":\"703\"},{\"number\":\"793\"}]}",
             200, "793");
  /* She sees no more than herself, but more than anna's part. */
  expect_shut (&f, "super", SEES_MORE);
  rest = test_part_house_dup_path (&f, "rosa", "/password");
  expect (&f, "PUT", rest, f.root, PASSWORD, 204, NULL);
  test_part_house_tear_down (&f);
}

static void
test_inside (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  test_house_store_calls (f.house, "704", 2, 10);
  for (guint i = 0; i + 2 < G_N_ELEMENTS (rows); i++)
    {
      expect_of (&f, "PUT", "bruno", "", rows[i].body, 200, NULL);
      expect_of (&f, "PUT", "bruno", "", "{\"disabled\":false,\"valid_to_ms\":null}", 200, NULL);
    }
  expect_of (&f, "PUT", "bruno", "/password", PASSWORD, 204, NULL);
  expect_of (&f, "PUT", "bruno", "/pin", PIN, 204, NULL);
  expect_of (&f, "DELETE", "bruno", "/sessions", NULL, 204, NULL);
  expect_of (&f, "DELETE", "bruno", "", NULL, 204, NULL);
  expect (&f, "PUT", PEOPLE "/9999/password", f.anna, PASSWORD, 404, NULL);
  expect (&f, "PUT", PEOPLE "/9999/pin", f.anna, PIN, 404, NULL);
  test_part_house_tear_down (&f);
}

/* Whoever was moved into the part brings calls that stay outside. */
static void
test_past (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *path = NULL;

  test_part_house_set_up (&f);
  test_house_store_calls (f.house, "703", 1, 10);
  path = test_part_house_dup_path (&f, "rosa", "");
  expect_of (&f, "PUT", "rosa", "", "{" SUPPORT "}", 403, "\"field\":\"department\"");
  expect (&f, "PUT", path, f.root, "{" SUPPORT "}", 200, NULL);
  expect_shut (&f, "rosa", HAS_CALLS);
  test_part_house_tear_down (&f);
}

/* Nor does she get what rosa calls from now on by taking what tells that it is rosa who calls. */
static void
test_taking (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *rosa = NULL;

  test_part_house_set_up (&f);
  rosa = test_part_house_dup_path (&f, "rosa", "");
  expect (&f, "PUT", rosa, f.root, "{\"devices\":[\"SEP001122334455\"],\"cucm_user_id\":\"rneri\",\"mail\":\"r@x.example\"}",
          200, NULL);
  expect_of (&f, "PUT", "rosa", "", "{\"lines\":[]}", 403, "\"field\":\"lines\"");
  expect_of (&f, "PUT", "rosa", "", "{\"lines\":[{\"number\":\"793\"}]}", 403, "\"field\":\"lines\"");
  expect_of (&f, "PUT", "rosa", "", "{\"devices\":[]}", 403, "\"field\":\"devices\"");
  expect_of (&f, "PUT", "rosa", "", "{\"cucm_user_id\":\"\"}", 403, "\"field\":\"cucm_user_id\"");
  expect_of (&f, "PUT", "rosa", "", "{\"mail\":\"a@x.example\"}", 403, "\"field\":\"mail\"");
  expect_of (&f, "PUT", "bruno", "", "{\"mail\":\"R@x.example\"}", 403, "\"field\":\"mail\"");
  expect_of (&f, "PUT", "bruno", "", "{\"mail\":\"b@x.example\"}", 200, NULL);
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,extension\nrosa,793\n", 200,
          "\"line\":2,\"column\":\"extension\"");
  expect (&f, "PUT", rosa, f.root, "{\"lines\":[]}", 200, NULL);
  test_part_house_tear_down (&f);
}

/* A password that anna gave would open what its owner calls elsewhere from now on. */
static void
test_leaving (void)
{
  static const char away[] = "{\"department\":{\"name\":\"Sales\"}}";
  TestPartHouse f = { 0 };
  g_autofree char *path = NULL;

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"ugo\"," SUPPORT "}", 201, NULL);
  path = test_part_house_dup_path (&f, "ugo", "");
  expect_of (&f, "PUT", "ugo", "", away, 200, NULL);
  expect_of (&f, "PUT", "ugo", "", "{" SUPPORT "}", 403, "\"field\":\"department\"");
  expect (&f, "PUT", path, f.root, "{" SUPPORT "}", 200, NULL);
  expect_of (&f, "PUT", "ugo", "/pin", PIN, 204, NULL);
  expect_of (&f, "PUT", "ugo", "", away, 403, "\"field\":\"department\"");
  expect_of (&f, "PUT", "ugo", "/pin", "{\"pin\":null}", 204, NULL);
  expect_of (&f, "PUT", "ugo", "/password", PASSWORD, 204, NULL);
  expect_of (&f, "PUT", "ugo", "", away, 403, "an administrator who sees where they go");
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,department\nugo,Sales\n", 200,
          "\"line\":2,\"column\":\"department\"");
  expect_of (&f, "PUT", "ugo", "", "{\"last_name\":\"Neri\"}", 200, "Neri");
  expect (&f, "PUT", path, f.root, away, 200, "Sales");
  test_part_house_tear_down (&f);
}

/* Nor does anna make one of her people an administrator who moves out with the password she gave. */
static void
test_leaving_oneself (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *ugo = NULL, *path = NULL;

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"ugo\",\"role\":\"administrator\",\"scope\":{\"kind\":"
          "\"departments\",\"names\":[\"Support\"]}," SUPPORT "}",
          201, NULL);
  expect_of (&f, "PUT", "ugo", "/password", "{\"password\":\"" TEST_PASSWORD "\"}", 204, NULL);
  ugo = test_house_sign_in (f.house, "ugo");
  path = test_part_house_dup_path (&f, "ugo", "");
  expect (&f, "PUT", path, ugo, "{\"department\":{\"name\":\"Sales\"}}", 403,
          "an administrator who sees where they go");
  expect (&f, "PUT", path, ugo, "{\"last_name\":\"Neri\"}", 200, "Neri");
  test_part_house_tear_down (&f);
}

/* Nor is a call that bruno took while he was of Sales one of Support. */
static void
test_called (void)
{
  TestPartHouse f = { 0 };
  TollCall call;

  test_part_house_set_up (&f);
  test_house_fill_call (f.house, &call, "703", 10, "704");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.callee_e164 = call.gateway = call.nation = call.area = call.currency = "";
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.called_extension = "704";
  call.called_person_id = 4;
  call.called_department_id = 2;
  test_house_store_call (f.house, &call);
  expect_of (&f, "PUT", "bruno", "/password", PASSWORD, 204, NULL);
  call.start_ms -= 60000;
  call.called_department_id = 1;
  test_house_store_call (f.house, &call);
  expect_shut (&f, "bruno", HAS_CALLS);
  test_part_house_tear_down (&f);
}

static void
test_new_ones (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"zoe\",\"masked_digits\":0}", 403, NOT_OF_IT);
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"zoe\",\"department\":{\"name\":\"Sales\"},\"masked_digits\":2}", 403,
          "\"field\":\"masked_digits\"");
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"zoe\",\"department\":{\"name\":\"Sales\"},\"masked_digits\":9}", 201,
          NULL);
  expect_of (&f, "PUT", "zoe", "/password", PASSWORD, 403, NOT_OF_IT);
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"ugo\"," SUPPORT ",\"masked_digits\":0}", 201,
          NULL);
  expect_of (&f, "PUT", "ugo", "/password", PASSWORD, 204, NULL);
  test_part_house_tear_down (&f);
}

/* Root is an account of nobody: as a person's it would have another's password and state. */
static void
test_accounts (void)
{
  static const char *const users[]
      = { "INSERT INTO account (user_name, password_hash, role, scope, masked_digits, created_ms,"
          " changed_ms) VALUES ('lobby', '', 0, 0, 3, 0, 0)" };
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  test_house_run (f.house, users[0]);
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"root\",\"account\":\"take-over\",\"disabled\":true," SUPPORT "}", 403,
          SEES_MORE);
  expect (&f, "GET", "/api/v1/me", f.root, NULL, 200, "root");
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"lobby\",\"account\":\"take-over\"}", 403,
          NOT_OF_IT);
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"lobby\",\"account\":\"take-over\"," SUPPORT "}", 201, NULL);
  test_part_house_tear_down (&f);
}

static void
test_files (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,masked_digits\nrosa,0\n", 200,
          "\"line\":2,\"column\":\"masked_digits\"");
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,disabled\nrosa,yes\n", 200, NOT_OF_IT);
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,disabled\nbruno,yes\n", 200,
          "\"applied\":true");
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,last_name\nrosa,Nera\n", 200,
          "\"applied\":true");
  /* Who is of the files and not in this one leaves. */
  expect (&f, "POST", PEOPLE "/import", f.root,
          "user_name,department\nvera,Sales\nugo,Support\nzoe,Support\n", 200, "\"applied\":true");
  f.house->clock.fixed_ms += 1000;
  expect (&f, "POST", PEOPLE "/import?remove_missing=true", f.anna, "user_name\nzoe\n", 200,
          "'vera': your own scope is a part of the house");
  expect (&f, "POST", PEOPLE "/import?remove_missing=true", f.anna, "user_name\nzoe\nvera\n", 200,
          "\"removed\":1");
  test_part_house_tear_down (&f);
}

static gboolean
allow_domain_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_setting_set (db, "mail_domains", data, error);
}

static void
add_schedule (TestPartHouse *f, const char *user_name)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);

  expect (f, "POST", "/api/v1/schedules", token,
          "{\"name\":\"Mine\",\"report_id\":\"1.1\",\"every_unit\":\"weeks\","
          "\"start\":\"2026-03-19T08:00\",\"recipients\":[\"s@house.example\"]}",
          201, NULL);
}

/* A user's own calls are what their schedules send. */
static void
test_schedules (void)
{
  static const char others[] = "{\"recipients\":[\"a@house.example\"]}";
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  test_house_write (f.house, allow_domain_task, (gpointer) "house.example");
  add_schedule (&f, "root");
  add_schedule (&f, "rosa");
  add_schedule (&f, "bruno");
  add_schedule (&f, "anna");
  expect (&f, "DELETE", "/api/v1/schedules/1", f.anna, NULL, 403, SEES_MORE);
  expect (&f, "PUT", "/api/v1/schedules/2", f.anna, others, 403, SENDS_OWN);
  expect (&f, "DELETE", "/api/v1/schedules/2", f.anna, NULL, 403, NOT_OF_IT);
  expect (&f, "PUT", "/api/v1/schedules/2", f.anna, "{\"enabled\":false}", 403, NOT_OF_IT);
  expect (&f, "POST", "/api/v1/schedules/1/run", f.anna, NULL, 403, SEES_MORE);
  expect (&f, "POST", "/api/v1/schedules/3/run", f.anna, NULL, 202, NULL);
  expect (&f, "PUT", "/api/v1/schedules/3", f.anna, others, 403, SENDS_OWN);
  expect (&f, "DELETE", "/api/v1/schedules/3", f.anna, NULL, 204, NULL);
  expect (&f, "DELETE", "/api/v1/schedules/4", f.anna, NULL, 204, NULL);
  expect (&f, "DELETE", "/api/v1/schedules/2", f.root, NULL, 204, NULL);
  test_part_house_tear_down (&f);
}

/* Paola, of a part, may go; without anna nobody would keep what is the whole house's, nor let in or
 * show numbers to who is not of Sales. */
static void
test_last_of_all (void)
{
  static const struct
  {
    const char *method, *path, *body, *field;
  } last[] = {
    { "PUT", PEOPLE "/1", "{\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]}}", "role" },
    { "PUT", PEOPLE "/1", "{\"role\":\"user\"}", "role" },
    { "PUT", PEOPLE "/1", "{\"disabled\":true}", "role" },
    { "PUT", PEOPLE "/1", "{\"valid_to_ms\":1873835200000}", "role" },
    { "PUT", PEOPLE "/1/password", "{\"password\":null}", "role" },
    { "DELETE", PEOPLE "/1", NULL, "role" },
    { "PUT", PEOPLE "/1", "{\"masked_digits\":3}", "masked_digits" },
  };
  TestPartHouse f = { .house = test_house_new (NULL, NULL) };

  test_house_add_paola (f.house);
  f.anna = test_house_sign_in (f.house, "anna");
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    {
      g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", last[i].field);

      expect (&f, last[i].method, last[i].path, f.anna, last[i].body, 409, field);
    }
  expect (&f, "DELETE", PEOPLE "/5", f.anna, NULL, 204, NULL);
  expect (&f, "PUT", PEOPLE "/2", f.anna, "{\"role\":\"administrator\"}", 200, NULL);
  expect (&f, "PUT", PEOPLE "/1", f.anna, last[0].body, 409, "\"field\":\"masked_digits\"");
  expect (&f, "PUT", PEOPLE "/2", f.anna, "{\"masked_digits\":0}", 200, NULL);
  expect (&f, "PUT", PEOPLE "/1", f.anna, last[0].body, 200, NULL);
  test_part_house_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scope-people/outside", test_outside);
  g_test_add_func ("/scope-people/inside", test_inside);
  g_test_add_func ("/scope-people/past", test_past);
  g_test_add_func ("/scope-people/taking", test_taking);
  g_test_add_func ("/scope-people/leaving", test_leaving);
  g_test_add_func ("/scope-people/leaving-oneself", test_leaving_oneself);
  g_test_add_func ("/scope-people/called", test_called);
  g_test_add_func ("/scope-people/new-ones", test_new_ones);
  g_test_add_func ("/scope-people/accounts", test_accounts);
  g_test_add_func ("/scope-people/files", test_files);
  g_test_add_func ("/scope-people/schedules", test_schedules);
  g_test_add_func ("/scope-people/last-of-all", test_last_of_all);
  return g_test_run ();
}
