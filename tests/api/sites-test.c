/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites, gateways, devices and settings over HTTP: what is told stays told, what is wrong is named,
 * and a number is tried with the plan calls are understood with.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>
#include <sys/stat.h>

#define TURIN                                                                                      \
  "{\"name\":\"Torino\",\"nation\":\"IT\",\"zone\":\"Europe/Rome\",\"area_code\":\"011\","         \
  "\"access_code\":\"9\",\"extension_ranges\":\"7000-7999\"}"

/* Sends @body, expects @status. Returns: (transfer full) (nullable): NULL for an empty answer. */
static TollJson *
send_body (TestHouse *house, const char *method, const char *path, const char *token,
           const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  if (answer->status != status)
    g_test_message ("%s %s %s: %u %s", method, path, body != NULL ? body : "", answer->status,
                    answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer->body_bytes > 0 ? toll_json_read (answer->body, answer->body_bytes, 0, NULL)
                                : NULL;
}

/* @field: (nullable): NULL where no single field is to blame. */
static void
expect_refusal (TestHouse *house, const char *method, const char *path, const char *token,
                const char *body, guint status, const char *field)
{
  g_autoptr (TollJson) json = send_body (house, method, path, token, body, status);

  if (field != NULL)
    g_assert_cmpstr (test_json_text (json, "field"), ==, field);
}

static void
test_a_site_is_what_was_said (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autofree char *other = test_house_sign_in (house, "super");
  g_autoptr (TollJson) made = send_body (house, "POST", "/api/v1/sites", token, TURIN, 201);
  g_autofree char *path = g_strconcat ("/api/v1/sites/", test_json_text (made, "id"), NULL);
  g_autoptr (TollJson) changed = NULL;
  g_autoptr (TollJson) seen = NULL;
  g_autoptr (TollJson) removed = NULL;

  g_assert_cmpstr (test_json_text (made, "extension_ranges"), ==, "7000-7999");
  g_assert_cmpstr (test_json_text (made, "trunk_prefix"), ==, "");
  changed = send_body (house, "PUT", path, token, "{\"access_code\":\"0\"}", 200);
  g_assert_cmpstr (test_json_text (changed, "access_code"), ==, "0");
  g_assert_cmpstr (test_json_text (changed, "area_code"), ==, "011");
  seen = test_house_get (house, path, other);
  g_assert_cmpstr (test_json_text (seen, "access_code"), ==, "0");
  expect_refusal (house, "POST", "/api/v1/sites", token, TURIN, 400, "name");
  expect_refusal (house, "PUT", path, token, "{\"zone\":\"Europe/Nowhere\"}", 400, "zone");
  expect_refusal (house, "PUT", path, token, "{\"extension_ranges\":\"many\"}", 400,
                  "extension_ranges");
  expect_refusal (house, "PUT", path, token, "{\"colour\":\"red\"}", 400, "colour");
  expect_refusal (house, "PUT", path, token, "{\"name\":\"a\\r\\nb\"}", 400, "name");
  expect_refusal (house, "PUT", path, other, "{\"area_code\":\"02\"}", 403, NULL);
  removed = send_body (house, "DELETE", path, token, NULL, 204);
  g_assert_null (removed);
  expect_refusal (house, "GET", path, token, NULL, 404, NULL);
}

/* A site that is being made has given hardly anything yet. */
static void
test_a_number_is_tried (void)
{
  static const struct
  {
    const char *body, *kind;
  } tries[] = {
    { "{\"dialled\":\"9011555\",\"site\":{\"name\":\"x\",\"nation\":\"IT\","
      "\"zone\":\"Europe/Rome\"}}",
      "unknown" },
    { "{\"dialled\":\"7123\",\"site\":" TURIN "}", "extension" },
    { "{\"dialled\":\"\",\"direction\":\"incoming\",\"site\":" TURIN "}", "withheld" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (TollJson) json =
          send_body (house, "POST", "/api/v1/sites/new/try", token, tries[i].body, 200);

      g_assert_cmpstr (test_json_text (json, "kind"), ==, tries[i].kind);
    }
  expect_refusal (house, "POST", "/api/v1/sites/new/try", token,
                  "{\"dialled\":\"1\",\"direction\":\"sideways\"}", 400, "direction");
}

static void
test_a_gateway_is_what_was_said (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) site = send_body (house, "POST", "/api/v1/sites", token, TURIN, 201);
  g_autoptr (TollJson) made = send_body (
      house, "POST", "/api/v1/gateways", token,
      "{\"device\":\"SIP-TURIN\",\"title\":\"Turin\",\"site\":{\"name\":\"Torino\"},"
      "\"channels\":30}",
      201);
  g_autofree char *path = g_strconcat ("/api/v1/gateways/", test_json_text (made, "id"), NULL);
  g_autofree char *site_path = g_strconcat ("/api/v1/sites/", test_json_text (site, "id"), NULL);
  g_autoptr (TollJson) changed = NULL;

  g_assert_cmpstr (test_json_text (made, "site.name"), ==, "Torino");
  g_assert_cmpint (test_json_int (made, "channels"), ==, 30);
  expect_refusal (house, "DELETE", site_path, token, NULL, 409, NULL);
  expect_refusal (house, "PUT", path, token, "{\"site\":{\"name\":\"Nowhere\"}}", 400, "site");
  expect_refusal (house, "PUT", path, token, "{\"channels\":\"many\"}", 400, "channels");
  expect_refusal (house, "PUT", path, token, "{\"title\":\"a\\u2028b\"}", 400, "title");
  expect_refusal (house, "POST", "/api/v1/gateways", token, "{\"device\":\"a\\r\\nb\"}", 400,
                  "device");
  changed = send_body (house, "PUT", path, token, "{\"operator\":\"Lineaviva\",\"site\":null}", 200);
  g_assert_cmpstr (test_json_text (changed, "operator"), ==, "Lineaviva");
  g_assert_cmpstr (test_json_text (changed, "title"), ==, "Turin");
  g_clear_pointer (&changed, toll_json_free);
  changed = send_body (house, "DELETE", path, token, NULL, 204);
  g_clear_pointer (&changed, toll_json_free);
  changed = send_body (house, "DELETE", site_path, token, NULL, 204);
}

static gboolean
learn_device_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "INSERT INTO learned_device VALUES ('S0/SU1@GW', 1, 2, 3)", error);
}

static void
test_a_device_is_told (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) told = NULL, list = NULL;

  expect_refusal (house, "PUT", "/api/v1/devices/S0%2FSU1%40GW", token, "{\"kind\":\"voicemail\"}",
                  404, NULL);
  test_house_write (house, learn_device_task, NULL);
  told = send_body (house, "PUT", "/api/v1/devices/S0%2FSU1%40GW", token,
                    "{\"kind\":\"voicemail\"}", 200);
  list = test_house_get (house, "/api/v1/devices?state=told", token);

  g_assert_cmpstr (test_json_text (told, "name"), ==, "S0/SU1@GW");
  g_assert_cmpstr (test_json_text (list, "items.0.kind"), ==, "voicemail");
  expect_refusal (house, "PUT", "/api/v1/devices/X", token, "{\"kind\":\"kettle\"}", 400, "kind");
  expect_refusal (house, "GET", "/api/v1/devices?state=lost", token, NULL, 400, "state");
}

/* All or nothing: what is right beside what is wrong is not stored. */
/* Pipes and devices, which whoever reads them may wait for for ever or never get to the end of. */
static void
test_files_are_files (void)
{
  static const char *const keys[] = { "logo", "mail_ca_file", "mail_password_file", "tls_certificate",
                                      "tls_key" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autofree char *pipe = g_build_filename (house->dir->path, "pipe", NULL);
  const char *const paths[] = { pipe, "/dev/null", "/dev/tty", "/etc", "/nowhere/at/all" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
      {
        g_autofree char *body = g_strdup_printf ("{\"%s\":\"%s\"}", keys[i], paths[j]);

        expect_refusal (house, "PUT", "/api/v1/settings", token, body, 400, keys[i]);
      }
}

static void
test_settings_are_stored_whole (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) changed = NULL;
  g_autoptr (TollJson) seen = NULL;

  expect_refusal (house, "PUT", "/api/v1/settings", token,
                  "{\"company\":\"Prova\",\"session_hours\":\"0\"}", 400, "session_hours");
  expect_refusal (house, "PUT", "/api/v1/settings", token, "{\"colour\":\"red\"}", 400, "colour");
  expect_refusal (house, "PUT", "/api/v1/settings", token, "{\"logo\":\"/etc/passwd\"}", 400, "logo");
  /* It would keep the service from starting. */
  expect_refusal (house, "PUT", "/api/v1/settings", token,
                  "{\"tls_certificate\":\"/etc/passwd\",\"tls_key\":\"/etc/passwd\"}", 400,
                  "tls_certificate");
  expect_refusal (house, "PUT", "/api/v1/settings", token, "{\"company\":\"a\\nb\"}", 400,
                  "company");
  expect_refusal (house, "PUT", "/api/v1/settings", token, "{\"zone\":\"Europe/Rome\"}", 400,
                  "zone");
  seen = test_house_get (house, "/api/v1/settings", token);
  g_assert_cmpstr (test_json_text (seen, "items.0.key"), ==, "company");
  g_assert_cmpstr (test_json_text (seen, "items.0.value"), !=, "Prova");
  /* Not told as a setting: the ledger has it, and nothing changes it any more. */
  g_assert_cmpstr (test_json_text (seen, "items.4.key"), ==, "zone");
  g_assert_cmpstr (test_json_text (seen, "items.4.value"), ==, "Europe/Rome");
  g_assert_cmpstr (test_json_text (seen, "items.4.fixed_by"), ==, "ledger");
  changed = send_body (house, "PUT", "/api/v1/settings", token, "{\"company\":\"Prova\"}", 200);
  g_assert_cmpstr (test_json_text (changed, "items.0.value"), ==, "Prova");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sites/said", test_a_site_is_what_was_said);
  g_test_add_func ("/sites/try", test_a_number_is_tried);
  g_test_add_func ("/sites/gateway", test_a_gateway_is_what_was_said);
  g_test_add_func ("/sites/device", test_a_device_is_told);
  g_test_add_func ("/sites/settings-files", test_files_are_files);
  g_test_add_func ("/sites/settings", test_settings_are_stored_whole);
  return g_test_run ();
}
