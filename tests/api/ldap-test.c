/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real directory server with 5,000 people: taking them over, signing in; and what happens when
 * it is wrong, gone or hangs.
 */
#include "config.h"

#include "collector/app/directory-job.h"
#include "collector/directory/ldap-connection.h"
#include "collector/directory/throttle.h"
#include "collector/store/sync-store.h"
#include "tests/support/collector-run.h"
#include "tests/support/ldap-house.h"
#include "tests/support/stride.h"

#include <string.h>

#define N_TAKEN TEST_SLAPD_PEOPLE /* all but cn=nameless */

static TestSlapd *slapd;
static TestHouse *house; /* with all people taken over */
static char *anna;       /* token of the local administrator */

static gboolean
set_up (void)
{
  TestLdapHouse *all = test_ldap_house_get ();

  if (all == NULL)
    return FALSE;
  slapd = all->slapd;
  house = all->house;
  anna = all->anna;
  return TRUE;
}

/* The server gives 500 entries at most at once, so that pages are needed. */
static void
test_sync (void)
{
  g_autoptr (TollJson) dry = NULL, first = NULL, again = NULL, runs = NULL, none = NULL;

  if (!set_up ())
    return;
  dry = test_ldap_synchronise ("?dry_run=true");
  test_ldap_expect_run (dry, "done", N_TAKEN, 0, 0);
  none = test_house_get (house, "/api/v1/people?source=ldap", anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (none, "items")), ==, 0);
  first = test_ldap_synchronise ("");
  test_ldap_expect_run (first, "done", N_TAKEN, 0, 0);
  g_assert_cmpint (test_json_int (first, "n_found"), ==, TEST_SLAPD_PEOPLE + 1);
  g_assert_cmpint (test_json_int (first, "n_refused"), ==, 3);
  g_assert_nonnull (strstr (test_json_text (first, "message"), "cn=nameless"));
  g_assert_nonnull (strstr (test_json_text (first, "message"), "p0005: mail address: not"));
  /* A manager who is dropped is told, and no refusal. */
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (first, "refusals")), ==, 4);
  g_assert_nonnull (strstr (test_json_text (first, "refusals.3"), ": manager: "));
  again = test_ldap_synchronise ("");
  test_ldap_expect_run (again, "done", 0, 0, 0);
  runs = test_house_get (house, "/api/v1/ldap/runs?limit=1", anna);
  g_assert_cmpstr (test_json_text (runs, "items.0.id"), ==, test_json_text (again, "id"));
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (runs, "next")), ==, TOLL_JSON_TEXT);
}

static void
test_people (void)
{
  g_autoptr (TollJson) plain = NULL, deep = NULL, head = NULL, disabled = NULL, problem = NULL;
  g_autofree char *path = NULL;

  if (!set_up ())
    return;
  plain = test_ldap_find_person ("p0033");
  g_assert_cmpstr (test_json_text (plain, "name"), ==, "Given 33 Family 33");
  g_assert_cmpstr (test_json_text (plain, "department.name"), ==, "Dept 3");
  g_assert_cmpstr (test_json_text (plain, "location.name"), ==, "Milano");
  g_assert_cmpstr (test_json_text (plain, "manager.name"), ==, "Given 1 Family 1");
  g_assert_cmpstr (test_json_text (plain, "lines.0.number"), ==, "+390255500033");
  g_assert_cmpstr (test_json_text (plain, "custom.0"), ==, "Person 33");
  g_assert_cmpstr (test_json_text (plain, "source"), ==, "ldap");
  g_assert_cmpstr (test_json_text (plain, "role"), ==, "user");
  g_assert_nonnull (test_json_text (plain, "read_only_reason"));
  deep = test_ldap_find_person ("p0002");
  g_assert_cmpstr (test_json_text (deep, "role"), ==, "administrator");
  head = test_ldap_find_person ("p0013");
  g_assert_cmpstr (test_json_text (head, "role"), ==, "supervisor");
  g_assert_cmpstr (test_json_text (head, "scope.names.0"), ==, "Dept 3");
  disabled = test_ldap_find_person ("p0004");
  g_assert_true (toll_json_value_get_bool (test_json_find (disabled, "disabled")));
  path = g_strconcat ("/api/v1/people/", test_json_text (plain, "id"), NULL);
  problem = test_ldap_send ("PUT", path, anna, "{\"last_name\":\"Other\"}", 409);
  g_assert_cmpstr (test_json_text (problem, "field"), ==, "last_name");
  toll_json_free (test_ldap_send ("PUT", path, anna, "{\"disabled\":true}", 409));
  toll_json_free (test_ldap_send ("PUT", path, anna, "{\"language\":\"it\"}", 200));
}

static void
test_sign_in (void)
{
  if (!set_up ())
    return;
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003", "pw-p0003"), ==, 201);
  g_assert_cmpuint (test_ldap_try_sign_in ("P0003", "pw-p0003"), ==, 201);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003", "wrong"), ==, 401);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003", ""), ==, 401);
  g_assert_cmpuint (test_ldap_try_sign_in ("p000*", "pw-p0003"), ==, 401);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003)(uid=p0003", "pw-p0003"), ==, 401);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0004", "pw-p0004"), ==, 401); /* disabled */
  g_assert_cmpuint (test_ldap_try_sign_in ("p0005", "pw-p0005"), ==, 201); /* without mail */
  g_assert_cmpuint (test_ldap_try_sign_in ("anna", TEST_PASSWORD), ==, 201);
  /* What the server says now counts, whatever it said at the last run. */
  test_ldap_put ("{\"disabled_rule\":\"departmentNumber=Dept 3\"}");
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003", "pw-p0003"), ==, 401);
  test_ldap_put ("{\"disabled_rule\":\"userAccountControl&2\"}");
  g_assert_cmpuint (test_ldap_try_sign_in ("p0003", "pw-p0003"), ==, 201);
}

static void
test_names_are_no_filters (void)
{
  static const struct
  {
    const char *text, *value;
  } rows[] = {
    { "plain", "plain" },
    { "p*)(uid=\\", "p\\2a\\29\\28uid=\\5c" },
    { "Grün\n", "Grün\\0a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *value = collector_ldap_escape (rows[i].text);

      g_assert_cmpstr (value, ==, rows[i].value);
    }
}

static void
expect_certificate (const char *message, const char *reason)
{
  g_test_message ("%s", message);
  g_assert_nonnull (strstr (message, "the server's certificate CN=127.0.0.1 is not trusted: "));
  g_assert_nonnull (strstr (message, reason));
}

static void
test_encryption (void)
{
  g_autoptr (TollJson) starttls = NULL, tls = NULL, foreign = NULL, other_name = NULL;
  g_autoptr (TollJson) starttls_foreign = NULL;
  g_autofree char *localhost = NULL;

  if (!set_up ())
    return;
  test_ldap_put_server (slapd->url, TRUE, slapd->ca_file);
  starttls = test_ldap_synchronise ("");
  test_ldap_expect_run (starttls, "done", 0, 0, 0);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0008", "pw-p0008"), ==, 201);
  test_ldap_put_server (slapd->tls_url, FALSE, slapd->ca_file);
  tls = test_ldap_synchronise ("");
  test_ldap_expect_run (tls, "done", 0, 0, 0);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0008", "pw-p0008"), ==, 201);
  test_ldap_put_server (slapd->tls_url, FALSE, slapd->other_ca_file);
  foreign = test_ldap_synchronise ("");
  test_ldap_expect_run (foreign, "failed", 0, 0, 0);
  expect_certificate (test_json_text (foreign, "message"), "its issuer CN=127.0.0.1 is not among");
  {
    g_autoptr (TollJson) steps = test_ldap_send ("POST", "/api/v1/ldap/test", anna, "{}", 200);

    g_assert_cmpstr (test_json_text (steps, "steps.2.state"), ==, "failed");
    expect_certificate (test_json_text (steps, "steps.2.detail"), slapd->other_ca_file);
  }
  test_ldap_put_server (slapd->url, TRUE, slapd->other_ca_file);
  starttls_foreign = test_ldap_synchronise ("");
  expect_certificate (test_json_text (starttls_foreign, "message"), "its issuer CN=127.0.0.1");
  test_ldap_put_server (slapd->tls_url, FALSE, slapd->other_ca_file);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0008", "pw-p0008"), ==, 503);
  if (test_ldap_is_localhost ("localhost")) /* the certificate names 127.0.0.1 */
    {
      localhost = g_strdup_printf ("ldaps://localhost%s", strrchr (slapd->tls_url, ':'));
      test_ldap_put_server (localhost, FALSE, slapd->ca_file);
      other_name = test_ldap_synchronise ("");
      test_ldap_expect_run (other_name, "failed", 0, 0, 0);
      expect_certificate (test_json_text (other_name, "message"), "another host's");
    }
  test_ldap_put_server (slapd->url, FALSE, "");
}

/* Servers that give less than a page, or nothing at all. */
static void
test_limits (void)
{
  g_autoptr (TollJson) narrow = NULL, barred = NULL, problem = NULL;

  if (!set_up ())
    return;
  test_ldap_put_reader ("narrow");
  narrow = test_ldap_synchronise ("");
  test_ldap_expect_run (narrow, "done", 0, 0, 0);
  g_assert_cmpint (test_json_int (narrow, "n_found"), ==, TEST_SLAPD_PEOPLE + 1);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0012", "pw-p0012"), ==, 201);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0012", "wrong"), ==, 401);
  test_ldap_put_reader ("barred");
  barred = test_ldap_synchronise ("");
  test_ldap_expect_run (barred, "failed", 0, 0, 0);
  g_assert_nonnull (strstr (test_json_text (barred, "message"), "limit exceeded"));
  problem = test_ldap_send ("POST", "/api/v1/session", NULL,
                            "{\"username\":\"p0012\",\"password\":\"pw-p0012\"}", 503);
  g_test_message ("%s", test_json_text (problem, "detail"));
  g_assert_nonnull (strstr (test_json_text (problem, "detail"), "cannot be asked"));
  g_assert_null (strstr (test_json_text (problem, "detail"), "does not answer"));
  test_ldap_put_reader ("reader");
}

static void
set_filter (const char *filter)
{
  g_autofree char *body = g_strdup_printf ("{\"filter\":\"%s\"}", filter);

  test_ldap_put (body);
}

static void
test_harm_is_refused (void)
{
  g_autoptr (TollJson) many = NULL, nobody = NULL, one = NULL, left = NULL, back = NULL;

  if (!set_up ())
    return;
  set_filter ("(departmentNumber=Dept 7)");
  many = test_ldap_synchronise ("");
  g_assert_cmpstr (test_json_text (many, "state"), ==, "refused");
  g_assert_nonnull (strstr (test_json_text (many, "message"), "of 5000 people would leave"));
  set_filter ("(uid=nobody)");
  nobody = test_ldap_synchronise ("");
  g_assert_cmpstr (test_json_text (nobody, "state"), ==, "refused");
  g_assert_nonnull (strstr (test_json_text (nobody, "message"), "nobody"));
  /* The filter keeps them out. */
  g_assert_cmpuint (test_ldap_try_sign_in ("p0009", "pw-p0009"), ==, 401);
  set_filter ("(&(objectClass=inetOrgPerson)(!(uid=p0042)))");
  one = test_ldap_synchronise ("");
  test_ldap_expect_run (one, "done", 0, 0, 1);
  left = test_ldap_find_person ("p0042");
  g_assert_cmpint (test_json_int (left, "valid_to_ms"), ==, TEST_NOW_MS);
  set_filter ("(objectClass=inetOrgPerson)");
  back = test_ldap_synchronise ("");
  test_ldap_expect_run (back, "done", 0, 1, 0);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0042", "pw-p0042"), ==, 201);
}

static gboolean
last_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_sync_store_get_last (db, data, error);
}

/* An hour after the last run, and not before. */
static void
test_schedule (void)
{
  TollClock clock = { .fixed_ms = TEST_NOW_MS + 60 * G_GINT64_CONSTANT (60000) };
  CollectorDirectoryJob *job;
  g_autoptr (TollJson) before = NULL, after = NULL;
  gint64 last_ms = 0;

  if (!set_up ())
    return;
  before = test_house_get (house, "/api/v1/ldap/runs?limit=1", anna);
  job = collector_directory_job_new (house->lanes, NULL, house->dir->path, &clock, NULL);
  for (guint i = 0; i < 600 && last_ms != clock.fixed_ms; i++)
    {
      test_pump (100);
      test_house_write (house, last_task, &last_ms);
    }
  g_assert_cmpint (last_ms, ==, clock.fixed_ms);
  collector_directory_job_free (job);
  clock.fixed_ms += 59 * G_GINT64_CONSTANT (60000);
  job = collector_directory_job_new (house->lanes, NULL, house->dir->path, &clock, NULL);
  collector_directory_job_free (job);
  after = test_house_get (house, "/api/v1/ldap/runs?limit=2", anna);
  g_assert_cmpint (test_json_int (after, "items.0.started_ms"), !=, clock.fixed_ms);
  g_assert_cmpstr (test_json_text (after, "items.1.id"), ==, test_json_text (before, "items.0.id"));
}

static JsonObject *
get_item (JsonObject *object, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (object, "items"), index);
}

/* The commands, beside a running service. */
static void
test_commands (void)
{
  const char *sync[] = { "directory", "sync", "--dry-run", "--json", NULL };
  const char *test[] = { "directory", "test", "--json", NULL };
  g_autoptr (JsonObject) run = NULL, steps = NULL;

  if (!set_up ())
    return;
  run = test_run_json (house->dir->path, sync);
  g_assert_cmpstr (json_object_get_string_member (get_item (run, 0), "state"), ==, "done");
  g_assert_cmpint (json_object_get_int_member (get_item (run, 0), "n_found"), ==,
                   TEST_SLAPD_PEOPLE + 1);
  steps = test_run_json (house->dir->path, test);
  g_assert_cmpstr (json_object_get_string_member (get_item (steps, 4), "state"), ==, "ok");
  g_assert_cmpstr (json_object_get_string_member (get_item (steps, 6), "state"), ==, "skipped");
}

/* A request that is on its way while others are answered. */
static TestHttp *
begin_sign_in (const char *user_name)
{
  TestHttp *http = test_http_open (house->url);
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"pw-%s\"}", user_name, user_name);
  g_autofree char *request
      = g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: %zu\r\n\r\n%s",
                         strlen (body), body);

  test_http_send (http, request, -1);
  return http;
}

/* However many come at once, a server that answers is there for each, though it is slow. Each has five
 * seconds, in which sanitizers do a part of the work only. */
static void
test_crowd (void)
{
  TestHttp *waiting[40];
  guint n = G_N_ELEMENTS (waiting) / MIN (test_stride (), 4);

  if (!set_up ())
    return;
  test_slapd_freeze (slapd);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%04u", 200 + i);

      waiting[i] = begin_sign_in (name);
    }
  test_pump (1500);
  test_slapd_thaw (slapd);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (test_http_wait_for (waiting[i], "HTTP/1.1 201", 20000));
      test_http_close (waiting[i]);
    }
}

/* However many wait for a server that hangs, others are answered meanwhile. */
static void
hang_at (const char *url, const char *ca_file)
{
  TestHttp *waiting[60];
  guint n_busy = 0;
  g_autoptr (TollJson) steps = NULL, run = NULL;
  gint64 begin_us;

  test_ldap_put_server (url, FALSE, ca_file);
  test_slapd_freeze (slapd);
  begin_us = g_get_monotonic_time ();
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_autofree char *name = g_strdup_printf ("p%04u", 100 + i);

      waiting[i] = begin_sign_in (name);
    }
  g_assert_cmpuint (test_ldap_try_sign_in ("anna", TEST_PASSWORD), ==, 201);
  toll_json_free (test_house_get (house, "/api/v1/me", anna));
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    n_busy += strstr (waiting[i]->buffer->str, "HTTP/1.1 503") != NULL;
  /* Some still wait: nobody waited for them. A machine that is slower than the limit tells nothing. */
  if (g_get_monotonic_time () - begin_us < COLLECTOR_LDAP_QUICK_MS * 1000)
    g_assert_cmpuint (n_busy, <, G_N_ELEMENTS (waiting));
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_assert_true (test_http_wait_for (waiting[i], "HTTP/1.1 503", 20000));
      test_http_close (waiting[i]);
    }
  steps = test_ldap_send ("POST", "/api/v1/ldap/test", anna, "{}", 200);
  g_assert_cmpstr (test_json_text (steps, "steps.1.state"), ==, "ok"); /* the kernel answers */
  g_assert_cmpstr (test_json_text (steps, "steps.4.state"), ==, "skipped");
  begin_us = g_get_monotonic_time ();
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "failed", 0, 0, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 20 * G_USEC_PER_SEC);
  g_assert_nonnull (strstr (test_json_text (run, "message"), "Timed out"));
  test_slapd_thaw (slapd);
}

/* Tries until the rest after a hang is over, somebody else each time: tries in vain count. */
static void
expect_recovery (void)
{
  static guint n_tries = 0;
  guint status = 0;

  for (guint i = 0; i < 100 && status != 201; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%04u", 1000 + n_tries++);
      g_autofree char *password = g_strconcat ("pw-", name, NULL);

      status = test_ldap_try_sign_in (name, password);
      if (status != 201)
        test_pump (1000);
    }
  g_assert_cmpuint (status, ==, 201);
}

static void
test_hanging (void)
{
  if (!set_up ())
    return;
  hang_at (slapd->url, "");
  expect_recovery ();
  hang_at (slapd->tls_url, slapd->ca_file);
  expect_recovery ();
  test_ldap_put_server (slapd->url, FALSE, "");
}

static void
test_killed (void)
{
  g_autoptr (TollJson) run = NULL, steps = NULL, list = NULL;

  if (!set_up ())
    return;
  test_slapd_kill (slapd);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0030", "pw-p0030"), ==, 503);
  g_assert_cmpuint (test_ldap_try_sign_in ("stranger", "pw-p0030"), ==, 503);
  g_assert_cmpuint (test_ldap_try_sign_in ("anna", "wrong password"), ==, 503);
  /* However many try in vain from here, who has a local password gets in. */
  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ADDRESS; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%04u", 100 + i);

      g_assert_cmpuint (test_ldap_try_sign_in (name, "any"), ==, 503);
    }
  g_assert_cmpuint (test_ldap_try_sign_in ("anna", TEST_PASSWORD), ==, 201);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "failed", 0, 0, 0);
  list = test_house_get (house, "/api/v1/people?source=ldap&state=active&limit=1000", anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, 1000);
  steps = test_ldap_send ("POST", "/api/v1/ldap/test", anna, "{}", 200);
  g_assert_cmpstr (test_json_text (steps, "steps.1.state"), ==, "failed");
  test_slapd_start (slapd);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0030", "pw-p0030"), ==, 201);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap/sync", test_sync);
  g_test_add_func ("/ldap/people", test_people);
  g_test_add_func ("/ldap/sign-in", test_sign_in);
  g_test_add_func ("/ldap/names", test_names_are_no_filters);
  g_test_add_func ("/ldap/encryption", test_encryption);
  g_test_add_func ("/ldap/limits", test_limits);
  g_test_add_func ("/ldap/harm", test_harm_is_refused);
  g_test_add_func ("/ldap/schedule", test_schedule);
  g_test_add_func ("/ldap/commands", test_commands);
  g_test_add_func ("/ldap/crowd", test_crowd);
  g_test_add_func ("/ldap/killed", test_killed);
  g_test_add_func ("/ldap/hanging", test_hanging);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
