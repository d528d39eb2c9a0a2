/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What reports call things: as the administrator named them, in rows, filters and lists to choose
 * from alike.
 */
#include "config.h"

#include "shared/wire/json-read.h"
#include "tests/support/api-house.h"

#include <string.h>

#define REPORTS "/api/v1/reports/"
#define EVER "\"period\":{\"relative\":\"everything\"}"

/* Returns: (transfer full) */
static TestAnswer *
run (TestHouse *house, const char *token, const char *path, const char *spec)
{
  g_autofree char *whole = g_strconcat (REPORTS, path, NULL);
  TestAnswer *answer
      = test_house_ask (house, spec != NULL ? "POST" : "GET", whole, token, spec);

  g_test_message ("%s %s: %u %.9000s", path, spec, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static void
expect (TestHouse *house, const char *token, const char *path, const char *spec,
        const char *words)
{
  g_autoptr (TestAnswer) answer = run (house, token, path, spec);

  g_assert_nonnull (strstr (answer->body, words));
}

/* How many calls a report counts that is narrowed by one condition. */
static void
expect_count (TestHouse *house, const char *token, const char *condition, guint n_calls)
{
  g_autofree char *spec = g_strdup_printf ("{" EVER ",%s}", condition);
  g_autofree char *words = g_strdup_printf ("\"calls\":%u", n_calls);

  expect (house, token, "1.1/count", spec, words);
}

/* ---- Gateways ---- */

/* GW-MI: "Milano SIP" (2 calls); GW-RM and GW-TO: both "South" (1 and 3); GW-X has no title (1). */
static void
store_trunks (TestHouse *house)
{
  static const char *const devices[]
      = { "GW-MI", "GW-MI", "GW-RM", "GW-TO", "GW-TO", "GW-TO", "GW-X" };
  TollCall call;

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      test_house_fill_call (house, &call, "703", 10 + i, "+39026677889");
      call.gateway = devices[i];
      test_house_store_call (house, &call);
    }
  test_house_run (house, "INSERT INTO gateway (device, title) VALUES ('GW-RM', 'South'),"
                         " ('GW-TO', 'South')");
}

static void
test_gateways (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) values = NULL;

  store_trunks (house);
  /* From the totals, and from the calls. */
  for (guint i = 0; i < 2; i++)
    {
      const char *spec = i == 0 ? "{" EVER "}" : "{" EVER ",\"outcomes\":[\"answered\"]}";

      expect (house, anna, "3.7/run", spec, "[\"South (GW-TO)\",3,");
      expect (house, anna, "3.7/run", spec, "[\"Milano SIP\",2,");
      expect (house, anna, "3.7/run", spec, "[\"South (GW-RM)\",1,");
      expect (house, anna, "3.7/run", spec, "[\"GW-X\",1,");
    }
  expect (house, anna, "1.1/run", "{" EVER ",\"fields\":[\"gateway\"],\"sort\":[\"gateway\"]}",
          "\"rows\":[[\"GW-X\"],[\"Milano SIP\"],[\"Milano SIP\"],[\"South (GW-RM)\"],");
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"Milano SIP\"]}", 2);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"GW-MI\"]}", 2);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"South\"]}", 4);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"South (GW-TO)\"]}", 3);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"GW-RM\"]}", 1);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"!South\"]}", 3);
  expect_count (house, anna,
                "\"where\":{\"field\":\"gateway\",\"op\":\"is_not\",\"value\":\"GW-MI\"}", 5);
  values = run (house, anna, "values?field=gateway", NULL);
  g_assert_nonnull (strstr (values->body, "\"Milano SIP\""));
  g_assert_nonnull (strstr (values->body, "\"South (GW-RM)\""));
  g_assert_null (strstr (values->body, "\"GW-MI\""));
}

/* What a row of groups opens is as many calls as it says. */
static void
test_gateways_open_their_calls (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) rows = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  store_trunks (house);
  answer = run (house, anna, "3.7/run", "{" EVER "}");
  rows = toll_json_read (answer->body, -1, 1 << 20, NULL);
  g_assert_nonnull (rows);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *key_path = g_strdup_printf ("keys.%u.0", i);
      g_autofree char *n_path = g_strdup_printf ("rows.%u.1", i);
      g_autofree char *test = g_strdup_printf (
          "\"where\":{\"field\":\"gateway\",\"op\":\"key\",\"value\":\"%s\"}",
          test_json_text (rows, key_path));

      expect_count (house, anna, test, test_json_int (rows, n_path));
    }
}

/* ---- Fields of the company's own ---- */

static void
add_person (TestHouse *house, const char *token, const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", "/api/v1/people", token, body);

  g_test_message ("%u %s", answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 201);
}

static gint64
find_person (TestHouse *house, const char *token, const char *user_name)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return g_ascii_strtoll (test_json_text (json, "items.0.id"), NULL, 10);
}

static void
put_titles (TestHouse *house, const char *token, const char *titles)
{
  g_autoptr (TestAnswer) answer
      = test_house_ask (house, "PUT", "/api/v1/custom-fields", token, titles);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* Two calls of zoe: Badge B7, Room R1, the second untitled; one that came in for 701. */
static void
store_zoe (TestHouse *house, const char *anna)
{
  TollCall call;

  put_titles (house, anna, "{\"titles\":[\"Badge\",null,\"Room\"]}");
  add_person (house, anna,
              "{\"user_name\":\"zoe\",\"first_name\":\"Zoe\",\"last_name\":\"M\u00fcller\","
              "\"cucm_user_id\":\"zmueller\",\"lines\":[{\"number\":\"731\"}],\"custom\":[\"B7\",\"X2\",\"R1\"]}");
  test_house_run (house, "INSERT INTO cost_centre (id, name) VALUES (9, 'CC-9')");
  for (guint i = 0; i < 2; i++)
    {
      test_house_fill_call (house, &call, "731", 10 + i, "+39026677889");
      call.person_id = find_person (house, anna, "zoe");
      call.cost_centre_id = 9;
      call.direction = i == 0 ? TOLL_DIRECTION_OUTGOING : TOLL_DIRECTION_INCOMING;
      call.dialled = i == 0 ? "0026677889" : "+390255500731";
      test_house_store_call (house, &call);
    }
}

/* Columns, restrictions in words, lists to choose from and files have the titles. */
static void
test_custom_titles (void)
{
  static const char narrow[]
      = "{" EVER ",\"groups\":{\"custom_1\":[\"B7\"]},\"where\":{\"all\":[{\"field\":\"custom_3\","
        "\"op\":\"is\",\"value\":\"r1\"},{\"field\":\"custom_2\",\"op\":\"not_empty\"}]}}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) columns = NULL;

  store_zoe (house, anna);
  expect (house, anna, "1.9/run", narrow, "{\"id\":\"custom_1\",\"title\":\"Badge\"");
  expect (house, anna, "1.9/run", narrow,
          "{\"id\":\"custom_2\",\"title\":\"Custom field 2 (no title)\"");
  expect (house, anna, "1.9/run", narrow,
          "\"filters\":[\"outgoing\",\"Badge: B7\",\"Room is r1, and Custom field 2 (no title) is"
          " not empty\"]");
  expect (house, anna, "1.9/run", narrow, "\"rows\":[[\"B7\",\"X2\",1,");
  expect (house, anna, "1.9/run?format=csv", narrow, "Badge,Custom field 2 (no title),Calls");
  expect (house, anna, "1.9/run?format=html", narrow, "Room is r1");
  columns = run (house, anna, "1.1/columns", NULL);
  g_assert_nonnull (strstr (columns->body, "{\"id\":\"custom_3\",\"title\":\"Room\""));
  g_assert_null (strstr (columns->body, "custom_2"));
}

/* Who was called sees the call, but not what the company keeps of who placed it. */
static void
test_columns_of_the_other_side (void)
{
  static const char shown[] = "{" EVER ",\"fields\":[\"name\",\"user_name\",\"custom_1\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  TollCall call;

  store_zoe (house, anna);
  test_house_fill_call (house, &call, "731", 5, "704");
  call.person_id = find_person (house, anna, "zoe");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.caller_e164 = call.callee_e164 = call.gateway = "";
  call.called_extension = "704";
  call.called_person_id = find_person (house, anna, "bruno");
  test_house_store_call (house, &call);
  expect (house, anna, "1.1/run", shown, "\"rows\":[[\"Zoe M\u00fcller\",\"zoe\",\"B7\"],");
  expect (house, bruno, "1.1/run", shown, "\"rows\":[[\"Zoe M\u00fcller\",\"zoe\",null]]");
}

/* What lists show of a call's owner and its price. */
static void
test_columns (void)
{
  static const char shown[]
      = "{" EVER ",\"fields\":[\"direction\",\"user_name\",\"cucm_user_id\",\"cost_centre\",\"did\","
        "\"weekday\",\"band\",\"tariff\",\"custom_1\",\"custom_2\",\"custom_3\",\"custom_10\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  store_zoe (house, anna);
  expect (house, anna, "1.1/run", shown,
          "\"rows\":[[\"outgoing\",\"zoe\",\"zmueller\",\"CC-9\",null,3,null,null,\"B7\",\"X2\","
          "\"R1\",null],[\"incoming\",\"zoe\",\"zmueller\",\"CC-9\",\"+390255500731\",3,null,null,"
          "\"B7\",\"X2\",\"R1\",null]]");
  expect (house, anna, "1.1/run", shown, "{\"id\":\"custom_3\",\"title\":\"Room\"");
  expect (house, anna, "1.1/run?format=csv", shown,
          "outgoing,zoe,zmueller,CC-9,,3,,,B7,X2,R1,");
  expect (house, anna, "1.1/run", "{" EVER ",\"fields\":[\"custom_3\"],\"sort\":[\"custom_3\"]}",
          "\"rows\":[[\"R1\"],[\"R1\"]]");
}

/* ---- Case ---- */

/* Case does not count beyond ASCII, in restrictions, groups and lists to choose from; accents do. */
static void
test_case (void)
{
  static const struct
  {
    const char *condition;
    guint n;
  } rows[] = {
    { "\"field\":\"name\",\"op\":\"contains\",\"value\":\"m\u00fcller\"", 3 },
    { "\"field\":\"name\",\"op\":\"contains\",\"value\":\"MU\u0308LLER\"", 3 },
    { "\"field\":\"name\",\"op\":\"contains\",\"value\":\"muller\"", 0 },
    { "\"field\":\"name\",\"op\":\"is\",\"value\":\"zoe M\u00dcLLER\"", 2 },
    { "\"field\":\"name\",\"op\":\"in\",\"value\":[\"x\",\"ZOE m\u00fcller\"]", 2 },
    { "\"field\":\"name\",\"op\":\"starts\",\"value\":\"\u00c9VA\"", 1 },
    { "\"field\":\"name\",\"op\":\"matches\",\"value\":\"?oe m\u00fc*er\"", 2 },
    { "\"field\":\"name\",\"op\":\"not_ends\",\"value\":\"\u00dcller\"", 0 },
    { "\"field\":\"custom_1\",\"op\":\"is\",\"value\":\"b7\"", 2 },
    { "\"field\":\"custom_3\",\"op\":\"is\",\"value\":\"STRA\u00dfE 1\"", 1 },
    { "\"field\":\"cost_centre\",\"op\":\"is\",\"value\":\"\u0420\u041e\u041c\u0410\"", 1 },
    { "\"field\":\"user_name\",\"op\":\"is\",\"value\":\"EVA-STRASSE\"", 1 },
    { "\"field\":\"extension\",\"op\":\"is\",\"value\":\"\u00e432\"", 1 },
    { "\"field\":\"extension\",\"op\":\"in\",\"value\":[\"731\",\"\u00e432\"]", 3 },
    { "\"field\":\"number\",\"op\":\"ends\",\"value\":\"77889\"", 3 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  TollCall call;

  store_zoe (house, anna);
  add_person (house, anna,
              "{\"user_name\":\"eva-stra\u00dfe\",\"first_name\":\"\u00c9va\",\"last_name\":\"M\u00dcLLER\","
              "\"custom\":[null,null,\"Stra\u00dfe 1\"]}");
  test_house_run (house,
                  "INSERT INTO cost_centre (id, name) VALUES (8, '\u0440\u043e\u043c\u0430')");
  test_house_fill_call (house, &call, "\u00c432", 30, "+39026677889");
  call.person_id = find_person (house, anna, "va");
  call.cost_centre_id = 8;
  test_house_store_call (house, &call);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *where = g_strdup_printf ("\"where\":{%s}", rows[i].condition);

      expect_count (house, anna, where, rows[i].n);
    }
  expect_count (house, anna, "\"groups\":{\"people\":[\"*M\u00fcLLER\"]}", 3);
  expect (house, anna, "values?field=name&search=M%C3%9CLLER", NULL, "Zoe M");
  expect (house, anna, "values?field=name&search=%C3%A9va", NULL, "va M");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-names/gateways", test_gateways);
  g_test_add_func ("/report-names/gateways/drill", test_gateways_open_their_calls);
  g_test_add_func ("/report-names/custom", test_custom_titles);
  g_test_add_func ("/report-names/columns", test_columns);
  g_test_add_func ("/report-names/columns/called", test_columns_of_the_other_side);
  g_test_add_func ("/report-names/case", test_case);
  return g_test_run ();
}
