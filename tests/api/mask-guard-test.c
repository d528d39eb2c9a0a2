/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An administrator whose numbers are hidden does not uncover them: not for oneself, not through
 * somebody else's eyes, not by a file, not by the rules of the house.
 */
#include "config.h"

#include "collector/store/setting-store.h"
#include "tests/support/api-house.h"

#include <string.h>

/* anna, from whom 4 digits are hidden; bruno sees all, rosa all but 3. Returns: her token. */
static char *
make_masked (TestHouse *house)
{
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
  return test_house_sign_in (house, "anna");
}

static char *
dup_path (TestHouse *house, const char *token, const char *user_name, const char *rest)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) list = test_house_get (house, path, token);

  return g_strconcat ("/api/v1/people/", test_json_text (list, "items.0.id"), rest, NULL);
}

static void
ask (TestHouse *house, const char *method, const char *path, const char *token, const char *body,
     guint status, const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (words != NULL)
    g_assert_nonnull (strstr (answer->body, words));
}

static void
test_people (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *self = dup_path (house, anna, "anna", ""), *rosa = NULL, *bruno = NULL;

  rosa = dup_path (house, anna, "rosa", "");
  bruno = dup_path (house, anna, "bruno", "");
  ask (house, "PUT", self, anna, "{\"masked_digits\":3}", 403, "\"field\":\"masked_digits\"");
  ask (house, "PUT", self, anna, "{\"masked_digits\":5}", 200, NULL);
  ask (house, "PUT", rosa, anna, "{\"masked_digits\":2}", 403, "weaker mask");
  ask (house, "PUT", rosa, anna, "{\"masked_digits\":4}", 200, NULL);
  ask (house, "PUT", bruno, anna, "{\"role\":\"supervisor\"}", 403, "weaker mask");
  ask (house, "PUT", bruno, anna, "{\"role\":\"supervisor\",\"masked_digits\":5,"
                                  "\"scope\":{\"kind\":\"own\"}}", 200, NULL);
  ask (house, "PUT", bruno, anna, "{\"role\":\"user\"}", 200, NULL);
  test_house_run (house, "UPDATE account SET masked_digits = 0 WHERE user_name = 'bruno'");
  /* What is so already stays so, and is not in the way of something else. */
  ask (house, "PUT", bruno, anna, "{\"first_name\":\"Bruno B\",\"masked_digits\":0}", 200, NULL);
  ask (house, "POST", "/api/v1/people", anna, "{\"user_name\":\"new\"}", 201,
       "\"masked_digits\":5");
  ask (house, "POST", "/api/v1/people", anna,
       "{\"user_name\":\"chief\",\"role\":\"administrator\"}", 403, "weaker mask");
}

/* Who looks after nothing is no supervisor. */
static void
test_empty_scope (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *bruno = dup_path (house, anna, "bruno", "");

  ask (house, "PUT", bruno, anna,
       "{\"role\":\"supervisor\",\"scope\":{\"kind\":\"cost_centres\",\"ids\":[]}}", 400,
       "\"field\":\"scope.ids\"");
  ask (house, "PUT", bruno, anna, "{\"role\":\"supervisor\"}", 200, "\"Support\"");
}

/* By the password of somebody who sees more, whatever they are, numbers would be seen. */
static void
test_other_eyes (void)
{
  static const char password[] = "{\"password\":\"horse battery\"}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *super = dup_path (house, anna, "super", "/password");
  g_autofree char *rosa = dup_path (house, anna, "rosa", "");
  g_autofree char *rosa_password = dup_path (house, anna, "rosa", "/password");
  g_autofree char *rosa_pin = dup_path (house, anna, "rosa", "/pin");
  g_autofree char *bruno = dup_path (house, anna, "bruno", "/password");
  g_autofree char *self = dup_path (house, anna, "anna", "/password");

  ask (house, "PUT", super, anna, password, 403, "hidden from you");
  ask (house, "PUT", bruno, anna, password, 403, "hidden from you");
  ask (house, "PUT", rosa_password, anna, password, 403, "hidden from you");
  ask (house, "PUT", rosa_pin, anna, "{\"pin\":\"2580\"}", 403, "hidden from you");
  /* One that is taken away opens nothing; of who sees as little it is hers to give. */
  ask (house, "PUT", bruno, anna, "{\"password\":null}", 204, NULL);
  ask (house, "PUT", rosa, anna, "{\"masked_digits\":4}", 200, NULL);
  ask (house, "PUT", rosa_password, anna, password, 204, NULL);
  ask (house, "PUT", rosa_pin, anna, "{\"pin\":\"2580\"}", 204, NULL);
  ask (house, "PUT", self, anna, password, 204, NULL);
}

/* The same of an administrator who is a user for a moment, or has another's name at the directory
 * server. */
static void
test_detour (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *bruno = dup_path (house, anna, "bruno", "");
  g_autofree char *password = dup_path (house, anna, "bruno", "/password");

  test_house_run (house, "UPDATE account SET role = 2, scope = 4, password_hash = 'x'"
                         " WHERE user_name IN ('bruno', 'super')");
  test_house_run (house, "UPDATE account SET masked_digits = 0 WHERE user_name = 'super'");
  ask (house, "PUT", bruno, anna, "{\"user_name\":\"anna.rossi\"}", 403,
       "\"field\":\"user_name\"");
  ask (house, "PUT", bruno, anna, "{\"role\":\"user\"}", 200, NULL);
  ask (house, "PUT", password, anna, "{\"password\":\"horse battery\"}", 403, "hidden from you");
  ask (house, "PUT", bruno, anna, "{\"role\":\"administrator\"}", 403, "weaker mask");
  ask (house, "PUT", bruno, anna, "{\"masked_digits\":4}", 200, NULL);
  ask (house, "PUT", bruno, anna, "{\"user_name\":\"anna.rossi\"}", 200, NULL);
}

/* Rules that hide from administrators do not hide from supervisors. */
static void
test_rule_eyes (void)
{
  static const char password[] = "{\"password\":\"horse battery\"}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = dup_path (house, anna, "super", "/password");

  ask (house, "PUT", "/api/v1/mask-rules", anna,
       "{\"items\":[{\"role\":\"administrator\",\"class\":\"mobile\",\"older_than_days\":30,"
       "\"masked_digits\":5}]}", 200, NULL);
  ask (house, "PUT", super, anna, password, 403, "hidden from you");
  ask (house, "PUT", "/api/v1/mask-rules", anna,
       "{\"items\":[{\"role\":\"administrator\",\"class\":\"mobile\",\"older_than_days\":30,"
       "\"masked_digits\":5},{\"role\":\"supervisor\",\"older_than_days\":29,"
       "\"masked_digits\":5}]}", 200, NULL);
  ask (house, "PUT", super, anna, password, 204, NULL);
}

static void
test_files (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);

  ask (house, "POST", "/api/v1/people/import", anna,
       "user_name,masked_digits\nrosa,4\nanna,0\n", 200,
       "\"line\":3,\"column\":\"masked_digits\"");
  ask (house, "POST", "/api/v1/people/import", anna, "user_name,masked_digits\nrosa,4\n", 200,
       "\"applied\":true");
  ask (house, "POST", "/api/v1/people/import", anna, "user_name,role\nboss,administrator\n", 200,
       "\"applied\":true");
  {
    g_autofree char *boss = dup_path (house, anna, "boss", "");

    ask (house, "GET", boss, anna, NULL, 200, "\"masked_digits\":4");
  }
}

/* Somebody's line is shown whole, with its name: no outside number is made one to be found by it. */
static void
test_lines (void)
{
  static const char outside[] = "{\"user_name\":\"vera\",\"lines\":[{\"number\":\"731\"},"
                                "{\"number\":\"+390266771234\",\"kind\":\"alias\"}]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *bruno = NULL, *anna = make_masked (house), *vera = NULL;

  test_house_run (house, "UPDATE account SET role = 2, scope = 4 WHERE user_name = 'bruno'");
  bruno = test_house_sign_in (house, "bruno");
  ask (house, "POST", "/api/v1/people", anna, outside, 403, "\"field\":\"lines[1].number\"");
  ask (house, "POST", "/api/v1/people/import", anna,
       "user_name,extension,aliases\nvera,731,+390266771234\nwalter,02667712,\n", 200,
       "\"refused\":2");
  ask (house, "POST", "/api/v1/people", bruno, outside, 201, NULL);
  vera = dup_path (house, anna, "vera", "");
  ask (house, "PUT", vera, anna, "{\"first_name\":\"Vera\",\"lines\":[{\"number\":\"732\"},"
                                 "{\"number\":\"+390266771234\",\"kind\":\"alias\"}]}", 200, NULL);
  ask (house, "PUT", "/api/v1/sites/1", bruno,
       "{\"public_ranges\":\"+390266770000-+390266779999\",\"extension_ranges\":\"8XXXXXX\"}", 200,
       NULL);
  ask (house, "POST", "/api/v1/people", anna,
       "{\"user_name\":\"walter\",\"lines\":[{\"number\":\"8123456\"},"
       "{\"number\":\"+390266771235\",\"kind\":\"alias\"}]}", 201, NULL);
}

/* The last administrator who sees numbers is not masked: nobody could take it back. */
static void
test_last (void)
{
  static const char take_over[] = "{\"user_name\":\"boss\",\"account\":\"take-over\"";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *whole = g_strconcat (take_over, "}", NULL);
  g_autofree char *masked = g_strconcat (take_over, ",\"masked_digits\":4}", NULL);
  g_autofree char *user = g_strconcat (take_over, ",\"role\":\"user\",\"masked_digits\":4}", NULL);

  test_house_add_account (house, "boss");
  ask (house, "POST", "/api/v1/people", anna, "{\"user_name\":\"boss\"}", 409, "take-over");
  ask (house, "POST", "/api/v1/people", anna, whole, 403, "\"field\":\"masked_digits\"");
  ask (house, "POST", "/api/v1/people", anna, masked, 409, "sees numbers whole");
  ask (house, "POST", "/api/v1/people", anna, user, 409, "sees numbers whole");
  ask (house, "POST", "/api/v1/people/import", anna, "user_name,last_name\nboss,Boss\n", 200,
       "\"refused\":1");
  ask (house, "POST", "/api/v1/people/import", anna, "user_name,masked_digits\nboss,4\n", 200,
       "sees numbers whole");
  ask (house, "POST", "/api/v1/people/import", anna, "user_name,role,masked_digits\nboss,user,4\n",
       200, "sees numbers whole");
  test_house_add_account (house, "other");
  ask (house, "POST", "/api/v1/people", anna, masked, 201, "\"masked_digits\":4");
}

/* Nor do they go, or mask themselves. */
static void
test_last_self (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *self = dup_path (house, anna, "anna", "");
  g_autofree char *password = dup_path (house, anna, "anna", "/password");

  ask (house, "PUT", self, anna, "{\"masked_digits\":1}", 409, "sees numbers whole");
  test_house_run (house, "UPDATE account SET role = 2, scope = 4, masked_digits = 3,"
                         " password_hash = 'x' WHERE user_name = 'bruno'");
  ask (house, "PUT", self, anna, "{\"role\":\"user\"}", 409, "sees numbers whole");
  ask (house, "PUT", self, anna, "{\"valid_to_ms\":1900000000000}", 409, "sees numbers whole");
  ask (house, "PUT", password, anna, "{\"password\":null}", 409, "sees numbers whole");
  ask (house, "DELETE", self, anna, NULL, 409, "sees numbers whole");
  test_house_run (house, "UPDATE account SET masked_digits = 0 WHERE user_name = 'bruno'");
  ask (house, "PUT", self, anna, "{\"masked_digits\":1}", 200, NULL);
}

static gboolean
allow_domain_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_setting_set (db, "mail_domains", data, error);
}

/* A schedule runs with its owner's rights: anna neither reads whole numbers in super's nor has it
 * sent to her; she can stop it. */
static void
test_schedules (void)
{
  static const char schedule[] = "/api/v1/schedules/1";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) shown = NULL;

  test_house_write (house, allow_domain_task, (gpointer) "house.example");
  ask (house, "POST", "/api/v1/schedules", super,
       "{\"name\":\"Calls to +390212345678\",\"report_id\":\"1.1\",\"spec\":{\"where\":"
       "{\"field\":\"number\",\"op\":\"is\",\"value\":\"+390212345678\"}},"
       "\"every_unit\":\"weeks\",\"start\":\"2026-03-19T08:00\",\"recipients\":[\"s@house.example\"]}",
       201, "12345678");
  shown = test_house_ask (house, "GET", schedule, anna, NULL);
  g_assert_cmpuint (shown->status, ==, 200);
  g_assert_nonnull (strstr (shown->body, "\"name\":\"Calls to"));
  g_assert_null (strstr (shown->body, "12345678"));
  ask (house, "PUT", schedule, anna, "{\"recipients\":[\"a@house.example\"]}", 403,
       "it sends what its owner sees");
  ask (house, "PUT", schedule, anna, "{\"spec\":{},\"enabled\":true}", 403,
       "it sends what its owner sees");
  ask (house, "PUT", schedule, anna, "{\"enabled\":false}", 200, "\"enabled\":false");
  ask (house, "GET", schedule, super, NULL, 200, "Calls to +390212345678");
  ask (house, "GET", schedule, super, NULL, 200, "\"+390212345678\"");
  test_house_run (house, "INSERT INTO schedule_run VALUES (1, 1, 1773835200000, 0, 1, 1, 1, '')");
  ask (house, "POST", "/api/v1/reports/12.5/run", super, "{}", 200, "[\"Calls to +390212345678\",");
  ask (house, "POST", "/api/v1/reports/12.5/run", anna, "{}", 200, "[\"Calls to +************\",");
  ask (house, "POST", "/api/v1/reports/12.5/run?format=csv", anna, "{}", 200,
       "Calls to +************");
}

static void
test_rules (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);

  ask (house, "PUT", "/api/v1/mask-rules", anna, "{\"items\":[]}", 403, "hidden from you");
  ask (house, "PUT", "/api/v1/privacy", anna, "{\"preset\":\"none\"}", 403, "hidden from you");
  ask (house, "PUT", "/api/v1/ldap", anna, "{\"base\":\"dc=mine\"}", 403, "hidden from you");
  ask (house, "PUT", "/api/v1/privacy", anna, "{\"retention_days\":90}", 200, NULL);
  ask (house, "PUT", "/api/v1/privacy", anna, "{\"incoming_free_detail\":false}", 200, NULL);
  ask (house, "PUT", "/api/v1/privacy", anna, "{\"incoming_free_detail\":true}", 403,
       "hidden from you");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask-guard/people", test_people);
  g_test_add_func ("/mask-guard/empty-scope", test_empty_scope);
  g_test_add_func ("/mask-guard/other-eyes", test_other_eyes);
  g_test_add_func ("/mask-guard/detour", test_detour);
  g_test_add_func ("/mask-guard/rule-eyes", test_rule_eyes);
  g_test_add_func ("/mask-guard/files", test_files);
  g_test_add_func ("/mask-guard/lines", test_lines);
  g_test_add_func ("/mask-guard/last", test_last);
  g_test_add_func ("/mask-guard/last-self", test_last_self);
  g_test_add_func ("/mask-guard/schedules", test_schedules);
  g_test_add_func ("/mask-guard/rules", test_rules);
  return g_test_run ();
}
