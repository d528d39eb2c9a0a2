/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number that is hidden in one place is told by no other: by the key of a line, the row of a group, the
 * list of unused extensions, the times of a device, a filter in the log, or a device that is given.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define OUTSIDE "+491744041111"
#define DAY_MINUTES 1440

static void
fill_incoming (TestHouse *house, TollCall *call, guint minutes_ago, const char *number, const char *dialled)
{
  test_house_fill_call (house, call, "703", minutes_ago, number);
  call->direction = TOLL_DIRECTION_INCOMING;
  call->caller_e164 = number;
  call->callee_e164 = "";
  call->dialled = dialled;
}

static void
store_incoming (TestHouse *house, guint minutes_ago, const char *number, const char *first)
{
  TollCall call;

  fill_incoming (house, &call, minutes_ago, number, "800");
  call.first_extension = first;
  test_house_store_call (house, &call);
}

static char *
run (TestHouse *house, const char *report, const char *token, const char *spec)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", report);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, token, spec);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body);
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

/* Young calls show their number, old ones hide it: lines outside that rang first have one key for all. */
static void
test_lines_of_two_ages (void)
{
  static const char *const rules[] = {
    "{\"items\":[{\"role\":\"supervisor\",\"masked_digits\":4,\"older_than_days\":5}]}",
    "{\"items\":[{\"role\":\"supervisor\",\"masked_digits\":4,\"class\":\"international\"}]}",
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");

  store_incoming (house, 10, "+39026677201", OUTSIDE);
  store_incoming (house, 9 * DAY_MINUTES, "+39026677201", OUTSIDE);
  store_incoming (house, 8 * DAY_MINUTES, "+39026677201", "+491744042222");
  store_incoming (house, 7 * DAY_MINUTES, "+39026677201", "701");
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *whole = run (house, "1.6", anna, "{\"period\":{\"relative\":\"everything\"},"
                                    "\"group_by\":[\"first_extension\"],\"fields\":[\"calls\"]}");
      g_autofree char *told = NULL;
      g_autoptr (TollJson) rows = NULL;

      ask (house, "PUT", "/api/v1/mask-rules", anna, rules[i], 200, NULL);
      told = run (house, "1.6", super, "{\"period\":{\"relative\":\"everything\"},"
                                       "\"group_by\":[\"first_extension\"],\"fields\":[\"calls\"]}");
      rows = toll_json_read (told, -1, 0, NULL);
      g_assert_nonnull (strstr (whole, OUTSIDE));
      g_assert_null (strstr (told, "4404"));
      g_assert_nonnull (strstr (told, "\"701\""));
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (rows, "rows")), ==, 2);
    }
}

/* What was called may be written with the digits of who called: a group hides them as a row does. */
static void
test_called_hides_the_caller (void)
{
  static const struct
  {
    const char *caller, *dialled, *shown;
  } rows[] = {
    { "+493012347788", "+4930123477880000", "+49301234********" },
    { "+493055501101", "+390255501101", "+39025550****" },
    { "+493055501101", "+390255502202", "+390255502202" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *super = NULL;

  test_house_run (house, "INSERT INTO site (name, nation, zone, public_ranges) VALUES ('Milan', 'IT',"
                         " 'Europe/Rome', '+390255500000-+390255509999')");
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'super'");
  super = test_house_sign_in (house, "super");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TollCall call;
      g_autofree char *listed = NULL, *grouped = NULL;
      g_autofree char *shown = g_strdup_printf ("\"%s\"", rows[i].shown);

      fill_incoming (house, &call, 10 + i, rows[i].caller, rows[i].dialled);
      test_house_store_call (house, &call);
      listed = run (house, "1.1", super, "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"did\"]}");
      grouped = run (house, "2.3", super, "{\"period\":{\"relative\":\"everything\"}}");
      g_assert_nonnull (strstr (listed, shown));
      g_assert_nonnull (strstr (grouped, shown));
    }
}

/* A number outside is no extension that nobody uses, and the device of the last call may be one. */
static void
test_unused_extensions (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *told = NULL;
  TollCall call;

  store_incoming (house, DAY_MINUTES, "+39026677201", "701");
  test_house_fill_call (house, &call, OUTSIDE, DAY_MINUTES + 1, "703");
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "8801", DAY_MINUTES + 2, "703");
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "704", DAY_MINUTES + 3, "+39026677201");
  call.device = "RDP491887776665";
  test_house_store_call (house, &call);
  test_house_run (house, "INSERT INTO person_device (person_id, device) SELECT id, 'RDP491887770000' FROM"
                         " person WHERE user_name = 'bruno'");
  told = run (house, "10.1", anna, "{\"period\":{\"relative\":\"today\"}}");
  g_assert_nonnull (strstr (told, "\"8801\""));
  g_assert_nonnull (strstr (told, "\"704\""));
  g_assert_null (strstr (told, "4404"));
  g_assert_null (strstr (told, "RDP491887776665"));
  g_assert_nonnull (strstr (told, "RDP491887770000"));
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
  g_free (g_steal_pointer (&told));
  told = run (house, "10.1", anna, "{\"period\":{\"relative\":\"today\"}}");
  g_assert_nonnull (strstr (told, "RDP************"));
}

/* When a device was seen is when the one call of it was. */
static void
test_times_of_devices (void)
{
  static const char list[] = "/api/v1/devices?state=unknown";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  test_house_run (house, "INSERT INTO learned_device VALUES ('RDP3331117001', 1795075640000,"
                         " 1795075640000, 1)");
  ask (house, "GET", list, anna, NULL, 200, "1795075640000");
  test_house_run (house, "INSERT INTO private_rule (kind, value) VALUES (0, '9')");
  ask (house, "GET", list, anna, NULL, 200, "\"last_seen_ms\":null,\"n_records\":1");
  test_house_run (house, "DELETE FROM private_rule; INSERT INTO setting (key, value) VALUES"
                         " ('privacy.incoming_free_detail', '0')");
  ask (house, "GET", list, anna, NULL, 200, "\"last_seen_ms\":null,\"n_records\":1");
  test_house_run (house, "UPDATE learned_device SET name = 'SEP001122334455'");
  ask (house, "GET", list, anna, NULL, 200, "\"last_seen_ms\":1795075640000");
}

/* The digits that are compared with are the last ones, which are hidden. */
static void
test_filters_in_the_log (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *told = NULL;

  test_house_store_calls (house, "703", 1, 5);
  told = run (house, "1.1", anna, "{\"period\":{\"relative\":\"everything\"},\"where\":{\"all\":[{\"field\":"
                                  "\"number\",\"op\":\"ends\",\"value\":\"7889\"},{\"field\":\"extension\","
                                  "\"op\":\"is\",\"value\":\"703\"}]}}");
  ask (house, "GET", "/api/v1/access-log?limit=100", anna, NULL, 200, "\\\"ends\\\"");
  ask (house, "GET", "/api/v1/access-log?limit=100", anna, NULL, 200, "703");
  {
    g_autoptr (TestAnswer) log
        = test_house_ask (house, "GET", "/api/v1/access-log?limit=100", anna, NULL);

    g_assert_null (strstr (log->body, "7889"));
  }
}

/* Whose a device is tells whose calls are of it. */
static void
test_devices_are_not_guessed (void)
{
  static const char device[] = "{\"devices\":[\"RDP3331117001\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *paola = NULL, *bruno = NULL;

  test_house_add_paola (house);
  test_house_run (house, "UPDATE account SET role = 2, scope = 4 WHERE user_name = 'bruno'");
  paola = test_house_sign_in (house, "paola");
  bruno = test_house_sign_in (house, "bruno");
  ask (house, "PUT", "/api/v1/people/3", paola, device, 403, "\"field\":\"devices[0]\"");
  ask (house, "PUT", "/api/v1/people/3", paola, "{\"devices\":[\"SEP001122334455\"]}", 200, NULL);
  ask (house, "PUT", "/api/v1/people/3", bruno, device, 200, NULL);
  ask (house, "PUT", "/api/v1/people/3", paola, device, 403, "\"field\":\"devices[0]\"");
  /* What was there before stays, and comes back as it was shown. */
  ask (house, "GET", "/api/v1/people/3", paola, NULL, 200, "[\"RDP**********\"]");
  ask (house, "GET", "/api/v1/people?q=rosa", paola, NULL, 200, "[\"RDP**********\"]");
  ask (house, "GET", "/api/v1/people/3", bruno, NULL, 200, "[\"RDP3331117001\"]");
  ask (house, "GET", "/api/v1/people/export", bruno, NULL, 200, "RDP3331117001");
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
  {
    g_autofree char *anna = test_house_sign_in (house, "anna");

    ask (house, "GET", "/api/v1/people/export", anna, NULL, 200, "RDP**********");
  }
  ask (house, "PUT", "/api/v1/people/3", paola, "{\"devices\":[\"SEP001122334455\",\"RDP**********\"]}",
       200, NULL);
  ask (house, "GET", "/api/v1/people/3", bruno, NULL, 200, "[\"RDP3331117001\",\"SEP001122334455\"]");
  ask (house, "PUT", "/api/v1/people/1", paola, "{\"devices\":[\"RDP**********\"]}", 403, "devices[0]");
  /* One that is called so. */
  test_house_run (house, "UPDATE person_device SET device = 'A*B' WHERE device LIKE 'SEP%'");
  ask (house, "PUT", "/api/v1/people/3", bruno, "{\"devices\":[\"A*B\",\"RDP3331117001\"]}", 200, "A*B");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask-key/lines-of-two-ages", test_lines_of_two_ages);
  g_test_add_func ("/mask-key/called-hides-the-caller", test_called_hides_the_caller);
  g_test_add_func ("/mask-key/unused-extensions", test_unused_extensions);
  g_test_add_func ("/mask-key/times-of-devices", test_times_of_devices);
  g_test_add_func ("/mask-key/filters-in-the-log", test_filters_in_the_log);
  g_test_add_func ("/mask-key/devices-are-not-guessed", test_devices_are_not_guessed);
  return g_test_run ();
}
