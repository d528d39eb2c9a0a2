/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An administrator of a part of the house neither sees what lies outside of it nor makes it seen: not
 * by the own scope, not through somebody else's eyes, not by a file, not by what groups people.
 */
#include "config.h"

#include "collector/store/setting-store.h"
#include "tests/support/part-house.h"

#include <string.h>

#define PEOPLE "/api/v1/people"
#define ALL "\"scope\":{\"kind\":\"all\"}"
#define OF(kind, name) "\"scope\":{\"kind\":\"" kind "\",\"names\":[\"" name "\"]}"

/* Returns: (transfer full): the answer. @words: (nullable): in it. */
static char *
ask (TestPartHouse *f, const char *method, const char *path, const char *token, const char *body,
     guint status, const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, method, path, token, body);

  g_test_message ("%s %s: %s", method, path, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (words != NULL)
    g_assert_nonnull (strstr (answer->body, words));
  return g_strdup (answer->body);
}

static void
expect (TestPartHouse *f, const char *method, const char *path, const char *token, const char *body,
        guint status, const char *words)
{
  g_free (ask (f, method, path, token, body, status, words));
}

/* Returns: (transfer full): the first of the list. */
static char *
dup_id (TestPartHouse *f, const char *path)
{
  g_autoptr (TollJson) list = test_house_get (f->house, path, f->root);

  return g_strdup (test_json_text (list, "items.0.id"));
}

/* How many calls anna sees. */
static guint
count_calls (TestPartHouse *f)
{
  g_autoptr (TollJson) list = test_house_get (f->house, "/api/v1/calls?limit=100", f->anna);

  return toll_json_value_get_length (test_json_find (list, "items"));
}

static void
test_self (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *self = NULL;

  test_part_house_set_up (&f);
  self = test_part_house_dup_path (&f, "anna", "");
  test_house_store_calls (f.house, "703", 3, 10);
  test_house_store_calls (f.house, "704", 2, 10);
  g_assert_cmpuint (count_calls (&f), ==, 2);
  expect (&f, "PUT", self, f.anna, "{" ALL "}", 403, "\"field\":\"scope\"");
  expect (&f, "PUT", self, f.anna, "{" ALL "}", 403, "a part of the house");
  expect (&f, "PUT", self, f.anna, "{" OF ("departments", "Sales") "}", 403, NULL);
  expect (&f, "PUT", self, f.anna,
          "{\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\",\"Support\"]}}", 403, NULL);
  expect (&f, "PUT", self, f.anna, "{\"role\":\"user\"}", 200, NULL);
  test_part_house_tear_down (&f);
}

static void
test_others (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *super = NULL, *bruno = NULL, *rosa = NULL;

  test_part_house_set_up (&f);
  super = test_part_house_dup_path (&f, "super", "");
  bruno = test_part_house_dup_path (&f, "bruno", "");
  rosa = test_part_house_dup_path (&f, "rosa", "");
  /* Rosa's own department is Sales, which a supervisor of it sees unless told otherwise. */
  expect (&f, "PUT", rosa, f.anna, "{\"role\":\"supervisor\"}", 403, "\"field\":\"role\"");
  expect (&f, "PUT", rosa, f.anna, "{\"role\":\"supervisor\"," OF ("departments", "Support") "}",
          403, "this person is not of it");
  expect (&f, "PUT", bruno, f.anna, "{\"role\":\"supervisor\"}", 200, "\"Support\"");
  expect (&f, "PUT", bruno, f.anna, "{\"role\":\"administrator\"}", 403, "a part of the house");
  expect (&f, "PUT", super, f.anna, "{\"role\":\"user\"}", 403, "\"field\":\"role\"");
  expect (&f, "PUT", super, f.anna, "{" OF ("departments", "Support") "}", 403,
          "calls that you do not see");
  expect (&f, "PUT", super, f.anna, "{\"first_name\":\"Sue\"}", 200, "Sue");
  expect (&f, "PUT", super, f.root, "{\"role\":\"user\"}", 200, NULL);
  test_part_house_tear_down (&f);
}

static void
test_new_ones (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"chief\",\"role\":\"administrator\"}", 403,
          "\"field\":\"role\"");
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"chief\",\"role\":\"administrator\"," OF ("departments", "Support") "}",
          403, "this person is not of it");
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"chief\",\"role\":\"administrator\",\"department\":{\"name\":\"Support\"},"
          OF ("departments", "Support") "}",
          201, NULL);
  expect (&f, "POST", PEOPLE, f.anna,
          "{\"user_name\":\"sub\",\"role\":\"supervisor\",\"department\":{\"name\":\"Sales\"}}", 403,
          NULL);
  expect (&f, "POST", PEOPLE, f.anna, "{\"user_name\":\"plain\"}", 201, NULL);
  test_part_house_tear_down (&f);
}

static void
test_files (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,role,scope\nbruno,supervisor,own\n"
                                                "anna,administrator,all\n",
          200, "\"line\":3,\"column\":\"scope\"");
  expect (&f, "POST", PEOPLE "/import", f.anna, "user_name,role\nboss,administrator\n", 200,
          "a part of the house");
  expect (&f, "POST", PEOPLE "/import", f.anna,
          "user_name,role,scope,scope_of\nbruno,supervisor,departments,Support\n", 200,
          "\"applied\":true");
  test_part_house_tear_down (&f);
}

static void
test_passwords (void)
{
  static const char password[] = "{\"password\":\"horse battery\"}";
  TestPartHouse f = { 0 };
  g_autofree char *super = NULL, *bruno = NULL, *self = NULL;

  test_part_house_set_up (&f);
  super = test_part_house_dup_path (&f, "super", "/password");
  bruno = test_part_house_dup_path (&f, "bruno", "/password");
  self = test_part_house_dup_path (&f, "anna", "/password");
  expect (&f, "PUT", super, f.anna, password, 403, "calls that you do not see");
  expect (&f, "PUT", bruno, f.anna, password, 204, NULL);
  expect (&f, "PUT", super, f.root, password, 204, NULL);
  expect (&f, "PUT", self, f.anna, password, 204, NULL);
  test_part_house_tear_down (&f);
}

static void
test_directory_server (void)
{
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "PUT", "/api/v1/ldap", f.anna, "{\"base\":\"dc=mine\"}", 403, "a part of the house");
  expect (&f, "PUT", "/api/v1/ldap", f.root, "{\"base\":\"dc=mine\"}", 200, NULL);
  test_part_house_tear_down (&f);
}

/* What others have sent does not go by a server of anna's. */
static void
test_mail_server (void)
{
  static const char body[] = "{\"mail_server\":\"mine.example\"}";
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "PUT", "/api/v1/settings", f.anna, body, 403, "a part of the house");
  expect (&f, "PUT", "/api/v1/settings", f.anna, "{\"drop\":\"/tmp\"}", 403, "a part of the house");
  expect (&f, "GET", "/api/v1/settings", f.anna, NULL, 200, "\"fixed_by\":\"scope\"");
  expect (&f, "PUT", "/api/v1/dashboard/defaults/user", f.anna, "{\"zones\":[[],[],[]]}", 403,
          "a part of the house");
  expect (&f, "POST", "/api/v1/ldap/sync", f.anna, NULL, 403, "a part of the house");
  expect (&f, "POST", "/api/v1/gateways", f.anna, "{\"device\":\"GW9\"}", 403, "a part of the house");
  expect (&f, "PUT", "/api/v1/devices/SEP1", f.anna, "{\"kind\":\"bridge\"}", 403,
          "a part of the house");
  expect (&f, "POST", "/api/v1/sites", f.anna, "{\"name\":\"Oslo\"}", 403, "a part of the house");
  expect (&f, "PUT", "/api/v1/settings", f.root, body, 200, "mine.example");
  test_part_house_tear_down (&f);
}

/* Rules of the whole house, backwards in time: what is private or hidden outside stays so. */
static void
test_agreement (void)
{
  static const struct
  {
    const char *path, *body;
  } rows[] = {
    { "/api/v1/private-rules", "{\"items\":[]}" },
    { "/api/v1/mask-rules", "{\"items\":[]}" },
    { "/api/v1/privacy", "{\"preset\":\"none\"}" },
    { "/api/v1/privacy", "{\"retention_days\":1}" },
  };
  TestPartHouse f = { 0 };

  test_part_house_set_up (&f);
  expect (&f, "PUT", "/api/v1/private-rules", f.root,
          "{\"items\":[{\"kind\":\"contact\",\"value\":\"+390266770001\"}]}", 200, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (&f, "PUT", rows[i].path, f.anna, rows[i].body, 403,
            "your own scope is a part of the house");
  expect (&f, "GET", "/api/v1/private-rules", f.anna, NULL, 200, "+390266770001");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (&f, "PUT", rows[i].path, f.root, rows[i].body, 200, NULL);
  test_part_house_tear_down (&f);
}

/* Moving people is daily work, and told; what they called before stays where it was. */
static void
test_moves (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *rosa = NULL;
  g_autoptr (TollJson) log = NULL;

  test_part_house_set_up (&f);
  rosa = test_part_house_dup_path (&f, "rosa", "");
  test_house_store_calls (f.house, "703", 3, 10);
  expect (&f, "PUT", rosa, f.anna,
          "{\"department\":{\"name\":\"Support\"},\"moved_from_ms\":null}", 403,
          "\"field\":\"moved_from_ms\"");
  expect (&f, "PUT", rosa, f.root, "{\"department\":{\"name\":\"Support\"}}", 200, "Support");
  expect (&f, "PUT", rosa, f.anna,
          "{\"department\":null,\"cost_centre\":{\"name\":\"C1\"},\"moved_from_ms\":0}", 403, NULL);
  expect (&f, "PUT", rosa, f.anna,
          "{\"lines\":[{\"number\":\"703\",\"valid_to_ms\":1773000000000}]}", 403,
          "\"field\":\"lines\"");
  expect (&f, "PUT", rosa, f.anna, "{\"valid_to_ms\":1773000000000}", 403,
          "\"field\":\"valid_to_ms\"");
  expect (&f, "PUT", rosa, f.anna, "{\"lines\":[]}", 200, NULL);
  expect (&f, "PUT", rosa, f.root, "{\"department\":{\"name\":\"Sales\"},\"moved_from_ms\":0}", 200,
          NULL);
  log = test_house_get (f.house, "/api/v1/access-log?q=department", f.root);
  g_assert_cmpstr (test_json_text (log, "items.1.user_name"), ==, "root");
  g_assert_cmpstr (test_json_text (log, "items.1.filter"), ==, "department=Support");
  g_assert_nonnull (strstr (test_json_text (log, "items.0.filter"), "department=Sales"));
  g_assert_nonnull (strstr (test_json_text (log, "items.0.filter"), "moved_from_ms=0"));
  g_assert_cmpuint (count_calls (&f), ==, 0);
  test_part_house_tear_down (&f);
}

static void
test_merges (void)
{
  TestPartHouse f = { 0 };
  g_autofree char *sales = NULL, *support = NULL, *merge = NULL, *back = NULL;

  test_part_house_set_up (&f);
  sales = dup_id (&f, "/api/v1/departments");
  support = dup_id (&f, "/api/v1/departments?after=1");
  merge = g_strdup_printf ("/api/v1/departments/%s?into=%s", sales, support);
  back = g_strdup_printf ("/api/v1/departments/%s?into=%s", support, sales);
  expect (&f, "DELETE", merge, f.anna, NULL, 403, "\"field\":\"into\"");
  expect (&f, "DELETE", back, f.anna, NULL, 403, "\"field\":\"into\"");
  expect (&f, "DELETE", merge, f.root, NULL, 204, NULL);
  test_part_house_tear_down (&f);
}

static gboolean
allow_domain_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_setting_set (db, "mail_domains", data, error);
}

/* A schedule runs with its owner's rights: anna does not have super's sent to her. */
static void
test_schedules (void)
{
  static const char schedule[] = "/api/v1/schedules/1";
  TestPartHouse f = { 0 };
  g_autofree char *super = NULL;

  test_part_house_set_up (&f);
  super = test_house_sign_in (f.house, "super");
  test_house_write (f.house, allow_domain_task, (gpointer) "house.example");
  expect (&f, "POST", "/api/v1/schedules", super,
          "{\"name\":\"Sales\",\"report_id\":\"1.1\",\"every_unit\":\"weeks\","
          "\"start\":\"2026-03-19T08:00\",\"recipients\":[\"s@house.example\"]}",
          201, NULL);
  expect (&f, "PUT", schedule, f.anna, "{\"recipients\":[\"a@house.example\"]}", 403,
          "it sends what its owner sees");
  expect (&f, "PUT", schedule, f.anna, "{\"enabled\":false}", 403,
          "calls that you do not see");
  /* Their own private calls are nobody else's to read, whatever else is. */
  expect (&f, "PUT", schedule, f.root, "{\"recipients\":[\"a@house.example\"]}", 403,
          "it sends what its owner sees");
  expect (&f, "PUT", schedule, f.root, "{\"enabled\":false}", 200, "\"enabled\":false");
  test_part_house_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scope-guard/self", test_self);
  g_test_add_func ("/scope-guard/others", test_others);
  g_test_add_func ("/scope-guard/new-ones", test_new_ones);
  g_test_add_func ("/scope-guard/files", test_files);
  g_test_add_func ("/scope-guard/passwords", test_passwords);
  g_test_add_func ("/scope-guard/directory-server", test_directory_server);
  g_test_add_func ("/scope-guard/mail-server", test_mail_server);
  g_test_add_func ("/scope-guard/agreement", test_agreement);
  g_test_add_func ("/scope-guard/moves", test_moves);
  g_test_add_func ("/scope-guard/merges", test_merges);
  g_test_add_func ("/scope-guard/schedules", test_schedules);
  return g_test_run ();
}
