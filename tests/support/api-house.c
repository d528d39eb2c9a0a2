/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small company to ask questions about.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include "collector/directory/password.h"
#include "collector/store/access-log.h"
#include "collector/store/gateway-store.h"
#include "collector/store/migrate.h"
#include "collector/store/people/store.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"

#include <string.h>

static const struct
{
  const char *user_name, *first, *last, *extension, *department;
  CollectorRole role;
  int masked_digits;
} people[] = {
  { "anna", "Anna", "Rossi", "701", "Sales", COLLECTOR_ROLE_ADMINISTRATOR, 0 },
  { "super", "Sofia", "Uberti", "702", "Sales", COLLECTOR_ROLE_SUPERVISOR, 3 },
  { "rosa", "Rosa", "Neri", "703", "Sales", COLLECTOR_ROLE_USER, 3 },
  { "bruno", "Bruno", "Villa", "704", "Support", COLLECTOR_ROLE_USER, 0 },
  { "paola", "Paola", "Galli", "705", "Sales", COLLECTOR_ROLE_ADMINISTRATOR, 0 },
};

/* Paola, the last, comes when she is asked for. */
#define N_USUAL (G_N_ELEMENTS (people) - 1)

static gboolean
fill_people (CollectorDb *db, guint begin, guint end, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  for (guint i = begin; i < end; i++)
    {
      CollectorPersonRow row = {
        .user_name = people[i].user_name,
        .first_name = people[i].first,
        .last_name = people[i].last,
        .extension = people[i].extension,
        .department = people[i].department,
      };
      CollectorPutResult result;

      if (!collector_person_put (db, &row, &result, error))
        return FALSE;
    }
  return collector_db_commit (db, error);
}

/* All have one password, which is hashed once. */
static gboolean
set_password (CollectorDb *db, const char *user_name, GError **error)
{
  static char *hash = NULL;
  g_autoptr (CollectorAccount) account = NULL;

  if (hash == NULL)
    hash = collector_password_hash (TEST_PASSWORD, NULL, error);
  if (hash == NULL || !collector_account_store_lookup (db, user_name, &account, error))
    return FALSE;
  g_free (account->password_hash);
  account->password_hash = g_strdup (hash);
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

/* @scope: CollectorScope; -1 = what the role usually has. */
static gboolean
add_account (CollectorDb *db, guint which, int scope, GError **error)
{
  const CollectorNewAccount wanted = { .user_name = people[which].user_name,
                                       .role = people[which].role,
                                       .scope = scope,
                                       .masked_digits = people[which].masked_digits };

  return collector_accounts_add (db, &wanted, TEST_NOW_MS, NULL, error)
         && set_password (db, people[which].user_name, error);
}

static gboolean
fill_task (CollectorDb *db, gpointer data, GError **error)
{
  CollectorSiteRow site = { .name = "Milano", .nation = "IT", .zone = "Europe/Rome" };
  CollectorGatewayRow gateway = { .device = "GW-MI", .title = "Milano SIP", .site = "Milano" };

  if (!fill_people (db, 0, N_USUAL, error) ||
      !collector_setting_set (db, "company", "Prova S.p.A.", error) ||
      !collector_setting_set (db, "mail_domains", "prova.example", error) || !collector_site_put (db, &site, error) ||
      !collector_gateway_put (db, &gateway, error))
    return FALSE;
  for (guint i = 0; i < N_USUAL; i++)
    if (!add_account (db, i, -1, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_paola_task (CollectorDb *db, gpointer data, GError **error)
{
  return fill_people (db, N_USUAL, G_N_ELEMENTS (people), error)
         && add_account (db, N_USUAL, COLLECTOR_SCOPE_DEPARTMENTS, error);
}

void
test_house_add_paola (TestHouse *house)
{
  test_house_write (house, add_paola_task, NULL);
}

static gboolean
add_account_task (CollectorDb *db, gpointer data, GError **error)
{
  const CollectorNewAccount wanted = { .user_name = data,
                                       .role = COLLECTOR_ROLE_ADMINISTRATOR,
                                       .scope = -1,
                                       .masked_digits = -1 };

  return collector_accounts_add (db, &wanted, TEST_NOW_MS, NULL, error)
         && set_password (db, data, error);
}

void
test_house_add_account (TestHouse *house, const char *user_name)
{
  test_house_write (house, add_account_task, (gpointer) user_name);
}

/* Read once for all houses of the program. */
static CollectorNumbering *
get_numbering (void)
{
  static CollectorNumbering *numbering = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;

  if (numbering == NULL)
    numbering = collector_numbering_load (path, &error);
  g_assert_no_error (error);
  return numbering;
}

static CollectorBook *
ref_book (gpointer data)
{
  TestHouse *house = data;

  return house->book != NULL ? collector_book_ref (house->book) : NULL;
}

static TestHouse *
make_house (const CollectorHttpLimits *limits, const char *tls, gint64 idle_ms)
{
  TestHouse *house = g_new0 (TestHouse, 1);
  CollectorHouseOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *log_path = NULL;

  house->dir = test_temp_dir_new ();
  house->clock.fixed_ms = TEST_NOW_MS;
  path = test_temp_dir_path (house->dir, "ledger.db");
  g_assert_true (collector_migrate (path, "Europe/Rome", &error));
  house->lanes = collector_lanes_new (path, 2, &error);
  g_assert_no_error (error);
  test_house_write (house, fill_task, NULL);
  options.lanes = house->lanes;
  log_path = test_temp_dir_path (house->dir, "access.db");
  house->access_log = collector_access_log_open (log_path, &error);
  g_assert_no_error (error);
  options.access_log = house->access_log;
  options.clock = &house->clock;
  options.data_path = house->dir->path;
  options.numbering = get_numbering ();
  house->mailer = collector_mailer_new (&(CollectorMailerOptions){
      .lanes = house->lanes, .data_path = house->dir->path, .clock = &house->clock });
  options.mailer = house->mailer;
  options.ref_book = ref_book;
  options.data = house;
  options.session_idle_ms = idle_ms;
  options.tls_certificate_path = tls;
  options.tls_key_path = tls;
  if (limits != NULL)
    options.limits = *limits;
  house->house = collector_house_new (&options, &error);
  g_assert_no_error (error);
  collector_server_listen (collector_house_get_server (house->house), "127.0.0.1:0", &error);
  g_assert_no_error (error);
  house->url = collector_server_get_url (collector_house_get_server (house->house));
  return house;
}

TestHouse *
test_house_new (const CollectorHttpLimits *limits, const char *tls)
{
  return make_house (limits, tls, 0);
}

TestHouse *
test_house_new_idle (gint64 idle_ms)
{
  return make_house (NULL, NULL, idle_ms);
}

void
test_house_free (TestHouse *house)
{
  test_pump (20);
  collector_house_free (house->house);
  collector_mailer_free (house->mailer);
  collector_lanes_free (house->access_log);
  collector_lanes_free (house->lanes);
  test_pump (20);
  g_clear_pointer (&house->book, collector_book_unref);
  test_temp_dir_free (house->dir);
  g_free (house);
}

void
test_house_write (TestHouse *house, CollectorTask task, gpointer data)
{
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (house->lanes, task, data, &error);
  g_assert_no_error (error);
}

static gboolean
run_task (CollectorDb *db, gpointer sql, GError **error)
{
  return collector_db_run (db, sql, error);
}

void
test_house_run (TestHouse *house, const char *sql)
{
  test_house_write (house, run_task, (gpointer) sql);
}

void
test_house_fill_call (TestHouse *house, TollCall *call, const char *extension, guint minutes_ago,
                      const char *number)
{
  toll_call_init (call);
  call->start_ms = house->clock.fixed_ms - (gint64) minutes_ago * 60000;
  call->connect_ms = call->start_ms + 5000;
  call->end_ms = call->connect_ms + 60000;
  call->ring_ms = 5000;
  call->talk_ms = 60000;
  call->id = call->start_ms / 1000 << 31 | minutes_ago;
  call->direction = TOLL_DIRECTION_OUTGOING;
  call->outcome = TOLL_OUTCOME_ANSWERED;
  call->dest_class = TOLL_CLASS_NATIONAL;
  call->n_legs = 1;
  call->cause = 16;
  call->extension = extension;
  call->number = number;
  call->callee_e164 = number;
  call->dialled = "0026677889";
  call->nation = "IT";
  call->area = "Milan";
  call->gateway = "GW-MI";
  call->site = "Milano";
  call->rating_state = TOLL_RATING_RATED;
  call->cost_micro = 70000;
  call->currency = "EUR";
  call->charged_from_ms = call->connect_ms;
  call->charged_ms = call->talk_ms;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (strcmp (people[i].extension, extension) == 0)
      {
        call->person_id = i + 1;
        call->department_id = strcmp (people[i].department, "Sales") == 0 ? 1 : 2;
      }
}

static gboolean
store_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  GPtrArray *calls = data;

  if (ledger == NULL || !collector_ledger_begin (ledger, error))
    return FALSE;
  for (guint i = 0; i < calls->len; i++)
    if (!collector_ledger_insert_call (ledger, calls->pdata[i], 1, 1, error))
      return FALSE;
  return collector_ledger_commit (ledger, error);
}

gint64
test_house_store_call (TestHouse *house, TollCall *call)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new ();

  g_ptr_array_add (calls, call);
  test_house_write (house, store_task, calls);
  return call->id;
}

void
test_house_store_calls (TestHouse *house, const char *extension, guint n, guint minutes_ago)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      TollCall *call = g_new (TollCall, 1);

      test_house_fill_call (house, call, extension, minutes_ago + i, "+39026677889");
      g_ptr_array_add (calls, call);
    }
  test_house_write (house, store_task, calls);
}

char *
test_house_sign_in (TestHouse *house, const char *user_name)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name,
                                           TEST_PASSWORD);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", "/api/v1/session", NULL, body);
  g_autoptr (TollJson) json = NULL;

  g_assert_cmpuint (answer->status, ==, 201);
  json = toll_json_read (answer->body, -1, 0, NULL);
  g_assert_nonnull (json);
  return g_strdup (test_json_text (json, "token"));
}

TestAnswer *
test_house_ask (TestHouse *house, const char *method, const char *path, const char *token,
                const char *body)
{
  return test_http_ask_once (house->url, method, path, token, body);
}

static TollJson *
read_well (const TestAnswer *answer, const char *path)
{
  g_autoptr (GError) error = NULL;
  TollJson *json;

  if (answer->status != 200)
    g_test_message ("%s: %u %s", path, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  json = toll_json_read (answer->body, answer->body_bytes, 64 << 20, &error);
  g_assert_no_error (error);
  return json;
}

TollJson *
test_house_get (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", path, token, NULL);

  return read_well (answer, path);
}

TollJson *
test_house_post (TestHouse *house, const char *path, const char *token, const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, token, body);

  return read_well (answer, path);
}

void
test_house_check_listed (TestHouse *house, const char *token, const char *group,
                         const char *value, guint n)
{
  g_autofree char *filter = g_strdup_printf ("{\"groups\":{\"%s\":[\"%s\"]}}", group, value);
  g_autofree char *escaped = g_uri_escape_string (filter, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/calls?filter=", escaped, NULL);
  g_autoptr (TollJson) list = test_house_get (house, path, token);

  g_test_message ("%s %s", group, value);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, n);
}

const TollJsonValue *
test_json_find (const TollJson *json, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  const TollJsonValue *value = toll_json_get_root (json);

  for (guint i = 0; names[i] != NULL && value != NULL; i++)
    if (toll_json_value_get_kind (value) == TOLL_JSON_ARRAY)
      value = toll_json_value_get_element (value, g_ascii_strtoull (names[i], NULL, 10));
    else
      value = toll_json_value_get_member (value, names[i]);
  return value;
}

const char *
test_json_text (const TollJson *json, const char *path)
{
  const TollJsonValue *value = test_json_find (json, path);

  if (toll_json_value_get_kind (value) != TOLL_JSON_TEXT)
    g_test_message ("%s is no text", path);
  g_assert_cmpint (toll_json_value_get_kind (value), ==, TOLL_JSON_TEXT);
  return toll_json_value_get_text (value);
}

gint64
test_json_int (const TollJson *json, const char *path)
{
  const TollJsonValue *value = test_json_find (json, path);

  if (toll_json_value_get_kind (value) != TOLL_JSON_INT)
    g_test_message ("%s is no figure", path);
  g_assert_cmpint (toll_json_value_get_kind (value), ==, TOLL_JSON_INT);
  return toll_json_value_get_int (value);
}

char *
test_house_dup_told (TestHouse *house, const char *format, const TestAnswer *answer)
{
  g_autofree char *name = g_strconcat ("told.", format, NULL);
  g_autofree char *path = test_temp_dir_path (house->dir, name);
  g_autofree char *script
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "export", "read-xlsx.py", NULL);
  const char *const pdf[] = { "pdftotext", "-layout", path, "-", NULL };
  const char *const xlsx[] = { "/usr/bin/python3", script, path, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  if (strcmp (format, "pdf") != 0 && strcmp (format, "xlsx") != 0)
    return g_strdup (answer->body);
  g_assert_true (g_file_set_contents (path, answer->body, answer->body_bytes, NULL));
  process = g_subprocess_newv (strcmp (format, "pdf") == 0 ? pdf : xlsx,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  return out;
}

static gboolean
head_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_access_log_get_head (log, data, error);
}

gint64
test_house_count_entries (TestHouse *house)
{
  CollectorAccessHead head;
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (house->access_log, head_task, &head, &error);
  g_assert_no_error (error);
  return head.n_entries;
}
