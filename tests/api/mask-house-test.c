/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What numbers are compared with, what makes them internal and where mail goes is not for
 * administrators from whom numbers are hidden: they would find them by it.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include "collector/store/mail-store.h"

#include <string.h>

/* anna, from whom 4 digits are hidden. Returns: her token. */
static char *
make_masked (TestHouse *house)
{
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
  return test_house_sign_in (house, "anna");
}

/* bruno, an administrator who sees numbers. Returns: his token. */
static char *
make_unmasked (TestHouse *house)
{
  test_house_run (house, "UPDATE account SET role = 2, scope = 4 WHERE user_name = 'bruno'");
  return test_house_sign_in (house, "bruno");
}

/* paola, an administrator of a part of the house. Returns: her token. */
static char *
make_part (TestHouse *house)
{
  test_house_add_paola (house);
  return test_house_sign_in (house, "paola");
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
check_absent (TestHouse *house, const char *path, const char *token, const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", path, token, NULL);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (strstr (answer->body, words));
}

/* The items of @list, a page of one at a time, are for @reader as many as @bruno sees at once, and none
 * tells a number. */
static void
check_pages (TestHouse *house, const char *list, const char *reader, const char *bruno)
{
  g_autofree char *whole = g_strconcat (list, "limit=100", NULL);
  g_autofree char *first = g_strconcat (list, "limit=1", NULL);
  g_autoptr (TollJson) all = test_house_get (house, whole, bruno);
  gsize n_all = toll_json_value_get_length (test_json_find (all, "items"));
  g_autofree char *path = g_strdup (first);

  g_assert_cmpuint (n_all, >=, 2);
  for (gsize i = 0; i < n_all; i++)
    {
      g_autoptr (TollJson) page = test_house_get (house, path, reader);

      check_absent (house, path, reader, "333");
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (page, "items")), ==, 1);
      g_free (path);
      path = i + 1 < n_all ? g_strconcat (first, "&after=", test_json_text (page, "next"), NULL)
                           : NULL;
      g_assert_cmpint (path == NULL, ==, toll_json_value_get_kind (test_json_find (page, "next"))
                                             == TOLL_JSON_NULL);
    }
}

/* The text of @member of the setting @key; NULL when it is none. */
static const char *
find_setting (const TollJson *settings, const char *key, const char *member)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("items.%u.key", i);
      g_autofree char *other = g_strdup_printf ("items.%u.%s", i, member);

      g_assert_nonnull (test_json_find (settings, path));
      if (strcmp (test_json_text (settings, path), key) == 0)
        return toll_json_value_get_text (test_json_find (settings, other));
    }
}

#define SETTINGS "/api/v1/settings"

static void
test_settings (void)
{
  static const struct
  {
    const char *key;
    const char *value;
  } rows[] = {
    { "watch_list", "+390266771*" },      { "mail_server", "mail.anna.example" },
    { "mail_port", "2525" },              { "mail_security", "none" },
    { "mail_ca_file", "/tmp/ca.pem" },    { "mail_user", "anna" },
    { "mail_password_file", "/tmp/word" }, { "mail_sender", "anna@prova.example" },
    { "mail_reply_to", "anna@prova.example" }, { "nation", "DE" },
    { "tls_certificate", "/tmp/c.pem" },  { "tls_key", "/tmp/k.pem" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"%s\"}", rows[i].key, rows[i].value);
      g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", rows[i].key);
      g_autofree char *none = g_strdup_printf ("{\"%s\":null}", rows[i].key);
      g_autoptr (TollJson) settings = NULL;

      ask (house, "PUT", SETTINGS, anna, body, 403, field);
      ask (house, "PUT", SETTINGS, anna, none, 403, "hidden from you");
      settings = test_house_get (house, SETTINGS, anna);
      g_assert_cmpstr (find_setting (settings, rows[i].key, "value"), !=, rows[i].value);
      g_assert_cmpstr (find_setting (settings, rows[i].key, "fixed_by"), ==, "mask");
    }
  test_house_run (house, "INSERT INTO setting (key, value) VALUES ('watch_list', '+39899* +39026677889')");
  ask (house, "GET", SETTINGS, anna, NULL, 200, "\"+39899* +***********\"");
  /* All or nothing; what uncovers nothing is hers. */
  ask (house, "PUT", SETTINGS, anna, "{\"company\":\"Anna\",\"watch_list\":\"*\"}", 403, NULL);
  ask (house, "PUT", SETTINGS, anna, "{\"company\":\"Prova\",\"mail_give_up_hours\":\"24\"}", 200,
       "\"Prova\"");
}

/* A rule hides as the account's own digits do; the rule itself is hers to change, and told. */
static void
test_rule (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) settings = test_house_get (house, SETTINGS, anna);

  g_assert_cmpstr (find_setting (settings, "watch_list", "fixed_by"), !=, "mask");
  ask (house, "PUT", "/api/v1/mask-rules", anna,
       "{\"items\":[{\"class\":\"international\",\"masked_digits\":4}]}", 200, NULL);
  ask (house, "PUT", SETTINGS, anna, "{\"watch_list\":\"+39*\"}", 403, "by a rule");
  ask (house, "PUT", "/api/v1/ldap", anna, "{\"base\":\"dc=mine\"}", 403, "by a rule");
  ask (house, "PUT", "/api/v1/mask-rules", anna, "{\"items\":[]}", 200, NULL);
  ask (house, "PUT", SETTINGS, anna, "{\"watch_list\":\"+39*\"}", 200, NULL);
}

/* The access log tells what a setting came to be: by it something may have been found. */
static void
test_note (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  ask (house, "PUT", SETTINGS, anna,
       "{\"watch_list\":\"+39899* +1809*\",\"mail_server\":\"mail.prova.example\"}", 200, NULL);
  ask (house, "PUT", SETTINGS, anna, "{\"watch_list\":null}", 200, NULL);
  ask (house, "GET", "/api/v1/access-log", anna, NULL, 200,
       "\"change=watch_list=+39899* +1809* mail_server=mail.prova.example\"");
  ask (house, "GET", "/api/v1/access-log", anna, NULL, 200, "\"change=watch_list=\"");
}

static void
test_sites (void)
{
  static const char *const fields[]
      = { "area_code", "access_code", "international_prefix", "trunk_prefix", "extension_ranges",
          "public_ranges", "voicemail_number", "mwi_numbers" };
  static const char site[] = "/api/v1/sites/2";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  g_autofree char *bruno = make_unmasked (house);

  ask (house, "POST", "/api/v1/sites", anna,
       "{\"name\":\"Torino\",\"nation\":\"IT\",\"zone\":\"Europe/Rome\"}", 403, "hidden from you");
  ask (house, "POST", "/api/v1/sites", bruno,
       "{\"name\":\"Torino\",\"nation\":\"IT\",\"zone\":\"Europe/Rome\"}", 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"39\"}", fields[i]);
      g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", fields[i]);

      ask (house, "PUT", site, anna, body, 403, field);
    }
  ask (house, "PUT", site, anna, "{\"nation\":\"DE\"}", 403, "\"field\":\"nation\"");
  ask (house, "PUT", site, anna, "{\"short_codes\":\"390:local\"}", 403,
       "\"field\":\"short_codes\"");
  ask (house, "PUT", site, anna, "{\"name\":\"Milan\",\"nation\":\"IT\"}", 200, "\"Milan\"");
  ask (house, "DELETE", site, anna, NULL, 403, "hidden from you");
  ask (house, "PUT", site, bruno, "{\"public_ranges\":\"3902667700-3902667799\"}", 200, NULL);
  ask (house, "DELETE", site, bruno, NULL, 204, NULL);
}

/* A trunk that is a phone makes outside numbers extensions, which are shown whole. */
static void
test_devices (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house);
  static const char device[] = "/api/v1/devices/TRUNK-1", gateway[] = "/api/v1/gateways/2";

  test_house_run (house, "INSERT INTO learned_device (name, first_seen_ms, last_seen_ms, n_records)"
                         " VALUES ('TRUNK-1', 1, 2, 1)");
  ask (house, "PUT", device, anna, "{\"kind\":\"phone\"}", 403, "\"field\":\"kind\"");
  ask (house, "PUT", device, anna, "{\"kind\":\"voicemail\"}", 403, "hidden from you");
  ask (house, "PUT", device, anna, "{\"kind\":\"unknown\"}", 200, NULL);
  ask (house, "POST", "/api/v1/gateways", anna, "{\"device\":\"TRUNK-1\"}", 201, NULL);
  ask (house, "PUT", gateway, anna, "{\"title\":\"Milan\",\"device\":\"TRUNK-1\"}", 200, NULL);
  ask (house, "PUT", gateway, anna, "{\"device\":\"TRUNK-2\"}", 403, "\"field\":\"device\"");
  ask (house, "DELETE", gateway, anna, NULL, 403, "hidden from you");
}

/* Names of devices may be numbers to dial: neither lists nor their places, nor what is refused, nor the
 * log tell them. */
static void
test_numbered_devices (void)
{
  static const char *const lists[] = { "/api/v1/devices?state=unknown&",
                                       "/api/v1/devices?state=told&",
                                       "/api/v1/gateways?" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house), *bruno = make_unmasked (house);
  g_autofree char *paola = make_part (house);

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/devices/RDP333111700%u", i);
      g_autofree char *row = g_strdup_printf (
          "INSERT INTO learned_device VALUES ('RDP333111700%u', 1, 2, %u)", i, 9 - i / 2);

      test_house_run (house, row);
      if (i % 3 == 1)
        ask (house, "PUT", path, bruno, "{\"kind\":\"bridge\"}", 200, "RDP333111700");
    }
  ask (house, "POST", "/api/v1/gateways", bruno,
       "{\"device\":\"RDP3331117002\",\"title\":\"Van 333 111 7002\"}", 201, "RDP3331117002");
  ask (house, "POST", "/api/v1/gateways", bruno, "{\"device\":\"RDP3331117005\"}", 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      check_pages (house, lists[i], anna, bruno);
      check_pages (house, lists[i], paola, bruno); /* of calls outside of her part */
    }
  /* Whether there is such a device. */
  ask (house, "PUT", "/api/v1/devices/RDP3331117000", anna, "{\"kind\":\"unknown\"}", 403, "device");
  ask (house, "PUT", "/api/v1/devices/RDP3331117009", anna, "{\"kind\":\"unknown\"}", 403, "device");
  ask (house, "POST", "/api/v1/gateways", anna, "{\"device\":\"RDP3331117000\"}", 403, "device");
  ask (house, "POST", "/api/v1/gateways", anna, "{\"device\":\"RDP3331117005\"}", 403, "device");
  ask (house, "PUT", "/api/v1/gateways/2", anna, "{\"device\":\"RDP3331117002\"}", 403, "device");
  /* What is shown may come back. */
  ask (house, "PUT", "/api/v1/gateways/2", anna,
       "{\"device\":\"RDP**********\",\"title\":\"Van *** *** ****\",\"channels\":3}", 200,
       "RDP**********");
  ask (house, "GET", "/api/v1/gateways/2", bruno, NULL, 200, "Van 333 111 7002");
  ask (house, "GET", "/api/v1/gateways/2", bruno, NULL, 200, "\"RDP3331117002\"");
  check_absent (house, "/api/v1/access-log?limit=100", anna, "333111");
  check_absent (house, "/api/v1/access-log?limit=100&q=RDP333", anna, "devices");
  ask (house, "GET", "/api/v1/access-log?q=RDP3331117001", bruno, NULL, 200, "RDP3331117001");
}

static gboolean
put_mail_task (CollectorDb *db, gpointer data, GError **error)
{
  static const char *const recipients[] = { "s@prova.example", NULL };
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  const CollectorMail mail = { .message_id = "1@prova", .sender = "t@prova.example",
                               .subject = "Calls to +39 02 6677-889 of week 12",
                               .made_ms = TEST_NOW_MS, .last_answer = "" };

  return collector_mail_store_put (db, &mail, recipients, content, error);
}

static void
test_mail (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house), *bruno = make_unmasked (house);
  g_autofree char *paola = make_part (house);

  test_house_write (house, put_mail_task, NULL);
  ask (house, "GET", "/api/v1/mail", bruno, NULL, 200, "Calls to +39 02 6677-889 of week 12");
  ask (house, "GET", "/api/v1/mail", anna, NULL, 200, "Calls to +** ** ****-*** of week 12");
  ask (house, "GET", "/api/v1/mail", paola, NULL, 200, "Calls to +** ** ****-*** of week 12");
  ask (house, "POST", "/api/v1/mail/1/retry", anna, NULL, 200,
       "Calls to +** ** ****-*** of week 12");
}

/* Asks for calls, and says why. */
static void
look (TestHouse *house, const char *token, const char *purpose)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/calls HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n"
      "Tollkeeper-Purpose: %s\r\n\r\n", token, purpose);
  g_autoptr (TestAnswer) answer = NULL;

  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  g_assert_cmpuint (answer->status, ==, 200);
}

#define LOG "/api/v1/access-log"

/* Purposes show others' numbers in part, and are not found by what they do not show. */
static void
test_purposes (void)
{
  static const char *const tries[] = { "6677889", "026677", "02%20667", "390", NULL };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house), *bruno = make_unmasked (house);
  g_autofree char *paola = make_part (house);

  test_house_store_calls (house, "703", 1, 10);
  look (house, bruno, "complaint%20of%20+39026677889,%20invoice%2012");
  look (house, anna, "complaint%20of%20+39026677880");
  ask (house, "GET", LOG, bruno, NULL, 200, "complaint of +39026677889, invoice 12");
  ask (house, "GET", LOG "?q=6677889", bruno, NULL, 200, "complaint of +39026677889, invoice 12");
  ask (house, "GET", LOG "?user=bruno", anna, NULL, 200, "complaint of +***********, invoice 12");
  ask (house, "GET", LOG "?q=invoice&user=bruno", anna, NULL, 200, "complaint of +***********");
  ask (house, "GET", LOG "?user=bruno", paola, NULL, 200, "complaint of +***********, invoice 12");
  ask (house, "GET", LOG "?q=6677880", anna, NULL, 200, "complaint of +39026677880");
  for (guint i = 0; tries[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (LOG "?user=bruno&q=", tries[i], NULL);
      g_autoptr (TollJson) log = test_house_get (house, path, anna);

      g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 0);
    }
}

/* @whose: two tokens: of who is told the last digits of the calls below, and who is not. */
static void
compare (TestHouse *house, char *const *whose, const char *path, const char *body)
{
  const char *method = body != NULL ? "POST" : "GET";
  g_autoptr (TestAnswer) whole = test_house_ask (house, method, path, whose[0], body);
  g_autoptr (TestAnswer) part = test_house_ask (house, method, path, whose[1], body);

  g_test_message ("%s %s\n%s", path, whole->body, part->body);
  g_assert_cmpuint (part->status, ==, 200);
  g_assert_nonnull (strstr (whole->body, "1108"));
  g_assert_null (strstr (part->body, "1108"));
}

/* What is internal by its devices has an outside number all the same, and a code's description is
 * typed by somebody. */
static void
test_beside_devices (void)
{
  static const char always[] = "\"period\":{\"relative\":\"everything\"}";
  static const char *const rows[][2] = {
    { "/api/v1/reports/1.1/run", "\"fields\":[\"number\",\"dialled\",\"authorization\"]" },
    { "/api/v1/reports/1.8/run", "\"group_by\":[\"number\"],\"fields\":[\"calls\"]" },
    { "/api/v1/reports/1.8/run", "\"group_by\":[\"authorization\"],\"fields\":[\"calls\"]" },
    { "/api/v1/reports/9.10/run", "\"sort\":[\"number\"]" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = make_masked (house), *bruno = make_unmasked (house);
  char *const whose[] = { bruno, anna };
  TollCall call;

  /* The last is beside numbers of the house alone. */
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = NULL;

      test_house_fill_call (house, &call, "702", 5 + i, i < 2 ? "+393299881108" : "704");
      call.direction = i == 1 ? TOLL_DIRECTION_OUTGOING : TOLL_DIRECTION_INTERNAL;
      call.dialled = i < 2 ? "00393299881108" : "704";
      call.authorization_description = "Tel +39 329 988 1108 Rossi";
      test_house_store_call (house, &call);
      path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, call.id);
      compare (house, whose, path, NULL);
      compare (house, whose, "/api/v1/calls", NULL);
      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        {
          g_autofree char *body = g_strdup_printf ("{%s,%s}", always, rows[j][1]);

          compare (house, whose, rows[j][0], body);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask-house/settings", test_settings);
  g_test_add_func ("/mask-house/rule", test_rule);
  g_test_add_func ("/mask-house/note", test_note);
  g_test_add_func ("/mask-house/sites", test_sites);
  g_test_add_func ("/mask-house/devices", test_devices);
  g_test_add_func ("/mask-house/devices/numbered", test_numbered_devices);
  g_test_add_func ("/mask-house/mail", test_mail);
  g_test_add_func ("/mask-house/purposes", test_purposes);
  g_test_add_func ("/mask-house/beside-devices", test_beside_devices);
  return g_test_run ();
}
