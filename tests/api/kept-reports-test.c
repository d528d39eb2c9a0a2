/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people keep of reports over HTTP: questions of their own, shared or not, and the history of
 * what they were answered, which is theirs alone and stays as it was.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define PERSONAL "/api/v1/personal-reports"
#define HISTORY "/api/v1/history"
#define LIST "/api/v1/reports/1.1/run"

/* Asks and expects @status. Returns: (transfer full): the answer's JSON; NULL when it has none. */
static TollJson *
ask (TestHouse *house, const char *method, const char *path, const char *token, const char *body,
     guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  if (answer->status != status)
    g_test_message ("%s %s %s: %u %s", method, path, body, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer->body_bytes > 0 ? toll_json_read (answer->body, -1, 64 << 20, NULL) : NULL;
}

static void
tell (TestHouse *house, const char *method, const char *path, const char *token, const char *body,
      guint status)
{
  toll_json_free (ask (house, method, path, token, body, status));
}

static guint
count_items (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (json, "items"));
}

static gboolean
nothing_task (CollectorDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* The history is written behind the answer: what was queued before this is there after it. */
static void
settle (TestHouse *house)
{
  test_house_write (house, nothing_task, NULL);
}

static void
test_kept_and_changed (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) added = ask (
      house, "POST", PERSONAL, rosa,
      "{\"name\":\" Missed \",\"description\":\"Whom I missed\",\"category\":\"Mine\","
      "\"report_id\":\"1.1\",\"spec\":{\"outcomes\":[\"missed\"],\"period\":{\"relative\":"
      "\"last_45_days\"}}}",
      201);
  g_autoptr (TollJson) changed = NULL, list = NULL, home = NULL;

  g_assert_cmpstr (test_json_text (added, "name"), ==, "Missed");
  g_assert_cmpstr (test_json_text (added, "share"), ==, "none");
  g_assert_cmpstr (test_json_text (added, "owner"), ==, "rosa");
  g_assert_cmpstr (test_json_text (added, "spec.period.relative"), ==, "last_45_days");
  changed = ask (house, "PUT", PERSONAL "/1", rosa, "{\"description\":\"Other\"}", 200);
  g_assert_cmpstr (test_json_text (changed, "description"), ==, "Other");
  g_assert_cmpstr (test_json_text (changed, "spec.outcomes.0"), ==, "missed");
  list = test_house_get (house, PERSONAL, rosa);
  g_assert_cmpstr (test_json_text (list, "items.0.name"), ==, "Missed");
  g_assert_true (toll_json_value_get_bool (test_json_find (list, "items.0.is_own")));
  home = test_house_get (house, "/api/v1/home", rosa);
  g_assert_cmpstr (test_json_text (home, "shortcuts.personal.0.title"), ==, "Missed");
  tell (house, "POST", PERSONAL, rosa, "{\"name\":\"MISSED\",\"report_id\":\"1.1\"}", 409);
  tell (house, "DELETE", PERSONAL "/1", rosa, NULL, 204);
  tell (house, "DELETE", PERSONAL "/1", rosa, NULL, 404);
  g_assert_cmpuint (count_items (house, PERSONAL, rosa), ==, 0);
}

/* What one runs most leads; what nobody ran stands behind, each once; reports of others' roles and
 * those about one number never. */
static void
test_shortcuts_are_what_is_run_most (void)
{
  static const char *const run[] = { "3.13", "1.10", "1.10", "3.1", "1.10", "3.13" };
  static const char *const wanted[] = { "1.10", "3.13", "3.1", "1.1", "1.3" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) home = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (run); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", run[i]);

      tell (house, "POST", path, rosa, "{}", 200);
    }
  test_pump (200); /* kept beside the answer */
  home = test_house_get (house, "/api/v1/home", rosa);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *path = g_strdup_printf ("shortcuts.public.%u.id", i);

      g_assert_cmpstr (test_json_text (home, path), ==, wanted[i]);
    }
  g_assert_cmpstr (test_json_text (home, "shortcuts.public.0.report_id"), ==, "1.10");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (home, "shortcuts.public")), ==, 5);
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *body, *field;
  } rows[] = {
    { "{\"report_id\":\"1.1\"}", "name" },
    { "{\"name\":\"  \",\"report_id\":\"1.1\"}", "name" },
    { "{\"name\":\"A\"}", "report_id" },
    { "{\"name\":\"A\",\"report_id\":\"0.0\"}", "report_id" },
    { "{\"name\":\"A\",\"report_id\":\"1.1\",\"colour\":1}", "colour" },
    { "{\"name\":\"A\",\"report_id\":\"1.1\",\"owner\":\"anna\"}", "owner" },
    { "{\"name\":\"A\",\"report_id\":\"1.1\",\"share\":\"all\"}", "share" },
    { "{\"name\":\"A\\r\\nBcc: x\",\"report_id\":\"1.1\"}", "name" },
    { "{\"name\":\"A\",\"category\":\"a\\tb\",\"report_id\":\"1.1\"}", "category" },
    { "{\"name\":\"A\",\"report_id\":\"1.1\",\"spec\":{\"colour\":1}}", "spec.colour" },
    { "{\"name\":\"A\",\"report_id\":\"1.1\",\"spec\":[]}", "spec" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollJson) json = ask (house, "POST", PERSONAL, rosa, rows[i].body, 400);

      g_test_message ("%s", rows[i].body);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
  /* A report that is not for users. */
  tell (house, "POST", PERSONAL, rosa, "{\"name\":\"A\",\"report_id\":\"1.6\"}", 403);
}

static gboolean
shut_out_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_accounts_set_disabled (db, data, TRUE, TEST_NOW_MS, error);
}

/* Shared with a role: that one and those above see it and run it by their own rights. */
static void
test_shared (void)
{
  static const struct
  {
    const char *share;
    guint rosa, bruno, super, anna;
  } rows[] = {
    { "none", 0, 0, 1, 0 },
    { "administrator", 0, 0, 1, 1 },
    { "supervisor", 0, 0, 1, 1 },
    { "user", 1, 1, 1, 1 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) seen = NULL;

  tell (house, "POST", PERSONAL, super, "{\"name\":\"Ours\",\"report_id\":\"1.1\"}", 201);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"share\":\"%s\"}", rows[i].share);

      tell (house, "PUT", PERSONAL "/1", super, body, 200);
      g_assert_cmpuint (count_items (house, PERSONAL, rosa), ==, rows[i].rosa);
      g_assert_cmpuint (count_items (house, PERSONAL, bruno), ==, rows[i].bruno);
      g_assert_cmpuint (count_items (house, PERSONAL, super), ==, rows[i].super);
      g_assert_cmpuint (count_items (house, PERSONAL, anna), ==, rows[i].anna);
    }
  seen = test_house_get (house, PERSONAL, bruno);
  g_assert_false (toll_json_value_get_bool (test_json_find (seen, "items.0.is_own")));
  g_assert_cmpstr (test_json_text (seen, "items.0.owner"), ==, "super");
  tell (house, "PUT", PERSONAL "/1", bruno, "{\"name\":\"Mine\"}", 403);
  tell (house, "DELETE", PERSONAL "/1", anna, NULL, 403);
  /* A report of supervisors is no use to users, though it is shared with them. */
  tell (house, "PUT", PERSONAL "/1", super, "{\"report_id\":\"1.6\"}", 200);
  g_assert_cmpuint (count_items (house, PERSONAL, bruno), ==, 0);
  g_assert_cmpuint (count_items (house, PERSONAL, anna), ==, 1);
  /* With whoever kept it, it goes. */
  test_house_write (house, shut_out_task, "super");
  g_assert_cmpuint (count_items (house, PERSONAL, anna), ==, 0);
}

/* Runs the list of calls and returns the id of what the history keeps of it. */
static char *
run_and_find (TestHouse *house, const char *token, const char *query, const char *body)
{
  g_autofree char *path = g_strconcat (LIST, query, NULL);
  g_autoptr (TollJson) list = NULL;

  tell (house, "POST", path, token, body, 200);
  settle (house);
  list = test_house_get (house, HISTORY, token);
  return g_strdup (test_json_text (list, "items.0.id"));
}

static void
test_history_stays_as_it_was (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *id = NULL, *path = NULL, *own = NULL, *other = NULL;
  g_autoptr (TollJson) before = NULL, list = NULL, home = NULL, log = NULL;
  g_autoptr (TestAnswer) answered = NULL, foreign = NULL, absent = NULL;

  test_house_store_calls (house, "703", 5, 1);
  id = run_and_find (house, anna, "", "{\"fields\":[\"start\",\"number\"]}");
  list = test_house_get (house, HISTORY, anna);
  g_assert_cmpstr (test_json_text (list, "items.0.report_id"), ==, "1.1");
  g_assert_cmpstr (test_json_text (list, "items.0.origin"), ==, "screen");
  g_assert_cmpint (test_json_int (list, "items.0.rows"), ==, 5);
  g_assert_cmpint (test_json_int (list, "items.0.made_ms"), ==, TEST_NOW_MS);
  g_assert_cmpstr (test_json_text (list, "items.0.spec.fields.1"), ==, "number");
  path = g_strconcat (HISTORY "/", id, NULL);
  /* More calls, and somebody else's eyes: neither changes what anna was answered. */
  test_house_store_calls (house, "704", 5, 100);
  before = test_house_get (house, path, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (before, "rows")), ==, 5);
  g_assert_cmpstr (test_json_text (before, "rows.0.1"), ==, "+39026677889");
  g_assert_cmpstr (test_json_text (before, "report_id"), ==, "1.1");
  foreign = test_house_ask (house, "GET", path, rosa, NULL);
  absent = test_house_ask (house, "GET", HISTORY "/987654", rosa, NULL);
  g_assert_cmpuint (foreign->status, ==, 404);
  g_assert_cmpstr (foreign->body, ==, absent->body);
  own = run_and_find (house, rosa, "", "{\"fields\":[\"number\"]}");
  g_free (path);
  path = g_strconcat (HISTORY "/", own, NULL);
  answered = test_house_ask (house, "GET", path, rosa, NULL);
  g_assert_nonnull (strstr (answered->body, "+39026677***"));
  g_assert_null (strstr (answered->body, "6677889"));
  /* Looking again at what was of others is looking at others. */
  log = test_house_get (house, "/api/v1/access-log", anna);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "GET /api/v1/history/{id}");
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 5);
  g_assert_cmpint (test_json_int (log, "items.0.n_people"), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, "3"); /* rosa */
  home = test_house_get (house, "/api/v1/home", rosa);
  g_assert_cmpstr (test_json_text (home, "history.0.id"), ==, own);
  tell (house, "DELETE", path, anna, NULL, 404);
  tell (house, "DELETE", path, rosa, NULL, 204);
  g_assert_cmpuint (count_items (house, HISTORY, rosa), ==, 0);
  /* Another answer does not come by the id of the one that is gone. */
  other = run_and_find (house, rosa, "", "{}");
  g_assert_cmpstr (other, !=, own);
  tell (house, "GET", path, rosa, NULL, 404);
}

/* Who sees less now is not shown what they saw then. */
static void
test_history_knows_rights (void)
{
  static const struct
  {
    const char *change, *back; /* NULL = it cannot be taken back */
  } rows[] = {
    { "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'",
      "UPDATE account SET masked_digits = 0 WHERE user_name = 'anna'" },
    { "UPDATE account SET role = 1, scope = 1 WHERE user_name = 'anna'",
      "UPDATE account SET role = 2, scope = 4 WHERE user_name = 'anna'" },
    { "INSERT INTO mask_rule (role, masked_digits) VALUES (2, 5)", "DELETE FROM mask_rule" },
    { "INSERT INTO private_rule (kind, value) VALUES (0, '+3902')", "DELETE FROM private_rule" },
    { "INSERT INTO private_call SELECT id, person_id, 1, 5 FROM call LIMIT 1", NULL },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *id = NULL, *path = NULL;

  test_house_store_calls (house, "703", 5, 1);
  id = run_and_find (house, anna, "", "{\"fields\":[\"start\",\"number\"]}");
  path = g_strconcat (HISTORY "/", id, NULL);
  tell (house, "GET", path, anna, NULL, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].change);
      test_house_run (house, rows[i].change);
      tell (house, "GET", path, anna, NULL, 409);
      if (rows[i].back == NULL)
        continue;
      test_house_run (house, rows[i].back);
      tell (house, "GET", path, anna, NULL, 200);
    }
}

/* What somebody hides since outdates the answers in which it can be, and nobody's of their own calls.
 * The readers are those below, in their order. */
static void
test_history_knows_whose_it_is (void)
{
  static const char *const readers[] = { "anna", "super", "rosa", "bruno" };
  static const struct
  {
    const char *change;
    guint statuses[G_N_ELEMENTS (readers)];
  } rows[] = {
    { "INSERT INTO private_call SELECT id, 3, 1, 5 FROM call WHERE person_id = 3 LIMIT 1",
      { 409, 409, 200, 200 } },
    { "UPDATE private_call SET is_private = 0, at_ms = 6", { 409, 409, 200, 200 } },
    { "INSERT INTO private_call SELECT id, 4, 1, 7 FROM call WHERE person_id = 4 AND direction = 2",
      { 409, 200, 200, 200 } },
    /* Who was called has a word on it, too, and the supervisor of either is told. */
    { "INSERT INTO private_call SELECT id, 3, 1, 9 FROM call WHERE person_id = 4 AND direction = 0",
      { 409, 409, 200, 409 } },
    /* Of who was called the supervisor is another. */
    { "INSERT INTO private_call SELECT id, 4, 1, 8 FROM call WHERE person_id = 4 AND direction = 0",
      { 409, 409, 200, 200 } },
    { "INSERT INTO private_rule (kind, value, person_id) VALUES (2, '+39026677889', 3)",
      { 409, 409, 200, 200 } },
    { "INSERT INTO private_rule (kind, value, person_id) VALUES (2, '+39026677889', 4)",
      { 409, 200, 200, 200 } },
    { "INSERT INTO private_rule (kind, value, person_id) VALUES (2, '703', 4)",
      { 409, 409, 200, 200 } },
    { "INSERT INTO private_rule (kind, value) VALUES (0, '+3902')", { 409, 409, 200, 409 } },
    /* Who was there before is still in the answers of then. */
    { "INSERT INTO person_past (person_id, until_ms, department_id) VALUES (4, 5, 1)",
      { 200, 409, 200, 200 } },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  char *tokens[G_N_ELEMENTS (readers)] = { NULL };
  TollCall call;

  tokens[0] = test_house_sign_in (house, readers[0]);
  tell (house, "PUT", "/api/v1/people/4", tokens[0],
        "{\"role\":\"supervisor\",\"scope\":{\"kind\":\"departments\",\"names\":[\"Support\"]}}",
        200);
  test_house_store_calls (house, "703", 2, 1);
  test_house_store_calls (house, "704", 1, 10);
  test_house_fill_call (house, &call, "704", 11, "703");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.called_extension = "703";
  call.called_person_id = 3;
  call.called_department_id = 1;
  test_house_store_call (house, &call);
  for (guint i = 1; i < G_N_ELEMENTS (readers); i++)
    tokens[i] = test_house_sign_in (house, readers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char *paths[G_N_ELEMENTS (readers)] = { NULL };

      for (guint j = 0; j < G_N_ELEMENTS (readers); j++)
        {
          g_autofree char *id = run_and_find (house, tokens[j], "", "{}");

          paths[j] = g_strconcat (HISTORY "/", id, NULL);
          tell (house, "GET", paths[j], tokens[j], NULL, 200);
        }
      test_house_run (house, rows[i].change);
      for (guint j = 0; j < G_N_ELEMENTS (readers); j++)
        {
          g_test_message ("%s: %s", rows[i].change, readers[j]);
          tell (house, "GET", paths[j], tokens[j], NULL, rows[i].statuses[j]);
        }
      for (guint j = 0; j < G_N_ELEMENTS (readers); j++)
        g_free (paths[j]);
    }
  for (guint j = 0; j < G_N_ELEMENTS (readers); j++)
    g_free (tokens[j]);
}

/* A call that is older than a rule says by now outdates the answers that it is in, from then on. */
static void
test_history_knows_age (void)
{
  static const gint64 days_ms = 10 * G_GINT64_CONSTANT (86400000);
  static const struct
  {
    gint64 after_ms;
    guint of_both, of_newer, of_older;
  } rows[] = { { 0, 200, 200, 200 }, { 24999, 200, 200, 200 }, { 25000, 409, 200, 200 },
               { 36000000, 409, 200, 200 }, { 86400000, 409, 409, 200 } };
  /* The older one is hidden already; then 25 s and a day are left. */
  static const gint64 begins_ms[] = { -5000, 25000, 86400000 };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  char *paths[3] = { NULL };
  g_autofree char *anna = test_house_sign_in (house, "anna");

  tell (house, "PUT", "/api/v1/mask-rules", anna,
        "{\"items\":[{\"masked_digits\":5,\"older_than_days\":10}]}", 200);
  for (guint i = 0; i < G_N_ELEMENTS (begins_ms); i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "703", 1, "+39026677889");
      call.start_ms = TEST_NOW_MS - days_ms + begins_ms[i];
      call.id = call.start_ms / 1000 << 31;
      test_house_store_call (house, &call);
    }
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      static const gint64 bounds_ms[][2] = { { -5000, 25001 }, { 25001, 86400001 }, { -5000, 0 } };
      g_autofree char *spec = g_strdup_printf (
          "{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT "}}",
          TEST_NOW_MS - days_ms + bounds_ms[i][0], TEST_NOW_MS - days_ms + bounds_ms[i][1]);
      g_autofree char *id = run_and_find (house, anna, "", spec);

      paths[i] = g_strconcat (HISTORY "/", id, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = NULL;

      house->clock.fixed_ms = TEST_NOW_MS + rows[i].after_ms;
      token = test_house_sign_in (house, "anna");
      tell (house, "GET", paths[0], token, NULL, rows[i].of_both);
      tell (house, "GET", paths[1], token, NULL, rows[i].of_newer);
      tell (house, "GET", paths[2], token, NULL, rows[i].of_older);
    }
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (paths[i]);
}

/* Who sees less now is told of those answers no figures, nor that they asked by a number or of a
 * report that is above them now. */
static void
test_history_tells_less (void)
{
  static const char by_number[] = "{\"where\":{\"field\":\"number\",\"op\":\"equals\","
                                  "\"value\":\"+39026677889\"}}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *plain = NULL, *number = NULL;
  g_autoptr (TollJson) all = NULL, less = NULL, first = NULL, rest = NULL, home = NULL;
  g_autofree char *path = NULL;

  test_house_store_calls (house, "703", 5, 1);
  plain = run_and_find (house, anna, "", "{\"fields\":[\"start\",\"number\"]}");
  tell (house, "POST", "/api/v1/reports/8.9/run", anna, "{}", 200);
  number = run_and_find (house, anna, "", by_number);
  all = test_house_get (house, HISTORY, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (all, "items")), ==, 3);
  g_assert_cmpint (test_json_int (all, "items.0.rows"), ==, 5);
  g_assert_false (toll_json_value_get_bool (test_json_find (all, "items.2.is_outdated")));
  test_house_run (house, "UPDATE account SET role = 1, scope = 4 WHERE user_name = 'anna'");
  less = test_house_get (house, HISTORY, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (less, "items")), ==, 1);
  g_assert_cmpstr (test_json_text (less, "items.0.id"), ==, plain);
  g_assert_true (toll_json_value_get_bool (test_json_find (less, "items.0.is_outdated")));
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (less, "items.0.rows")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (less, "items.0.calls")), ==,
                   TOLL_JSON_NULL);
  home = test_house_get (house, "/api/v1/home", anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (home, "history")), ==, 1);
  g_assert_cmpstr (test_json_text (home, "history.0.id"), ==, plain);
  /* Pages go on behind what is left out. */
  first = test_house_get (house, HISTORY "?limit=2", anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (first, "items")), ==, 0);
  path = g_strconcat (HISTORY "?limit=2&after=", test_json_text (first, "next"), NULL);
  rest = test_house_get (house, path, anna);
  g_assert_cmpstr (test_json_text (rest, "items.0.id"), ==, plain);
}

/* What is kept: first pages and files, no further pages and previews; a long answer's beginning. */
static void
test_what_history_keeps (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (TollJson) page = NULL, list = NULL, stored = NULL;
  g_autofree char *next = NULL;

  test_house_store_calls (house, "703", 1300, 1);
  page = ask (house, "POST", LIST "?limit=2", anna, "{}", 200);
  next = g_strconcat (LIST "?after=", test_json_text (page, "next"), NULL);
  tell (house, "POST", next, anna, "{}", 200);
  tell (house, "POST", LIST "?preview=true", anna, "{}", 200);
  settle (house);
  g_assert_cmpuint (count_items (house, HISTORY, anna), ==, 1);
  id = run_and_find (house, anna, "?format=csv", "{}");
  list = test_house_get (house, HISTORY, anna);
  g_assert_cmpstr (test_json_text (list, "items.0.origin"), ==, "export");
  g_assert_cmpstr (test_json_text (list, "items.0.format"), ==, "csv");
  g_assert_cmpint (test_json_int (list, "items.0.rows"), ==, 1300);
  path = g_strconcat (HISTORY "/", id, NULL);
  stored = test_house_get (house, path, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (stored, "rows")), ==, 1000);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (stored, "next")), ==, TOLL_JSON_TEXT);
}

static void
test_history_has_an_end (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autoptr (TollJson) newest = NULL, rest = NULL;
  g_autofree char *path = NULL;

  tell (house, "POST", LIST, bruno, "{}", 200);
  for (guint i = 0; i < 104; i++)
    tell (house, "POST", LIST, rosa, "{}", 200);
  settle (house);
  g_assert_cmpuint (count_items (house, HISTORY "?limit=1000", rosa), ==, 100);
  g_assert_cmpuint (count_items (house, HISTORY, bruno), ==, 1);
  newest = test_house_get (house, HISTORY "?limit=60", rosa);
  path = g_strconcat (HISTORY "?limit=60&after=", test_json_text (newest, "next"), NULL);
  rest = test_house_get (house, path, rosa);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (rest, "items")), ==, 40);
}

/* rosa sees numbers masked: a whole one that anna typed into what she shares is hidden from her,
 * figures are not, and anna sees it. */
static void
test_shared_numbers (void)
{
  static const char body[]
      = "{\"name\":\"Calls with +390255501731\",\"description\":\"0255501731 again\","
        "\"report_id\":\"1.1\",\"share\":\"user\",\"spec\":{\"where\":{\"all\":["
        "{\"field\":\"number\",\"op\":\"equals\",\"value\":\"+390255501731\"},"
        "{\"field\":\"authorization\",\"op\":\"is\",\"value\":\"Code 93331114445 Rossi\"},"
        "{\"field\":\"prefix\",\"op\":\"is\",\"value\":\"39025550\"},"
        "{\"field\":\"operator\",\"op\":\"is\",\"value\":\"Line 100200\"},"
        "{\"field\":\"talk_ms\",\"op\":\">\",\"value\":300000}]},"
        "\"groups\":{\"authorization\":[\"Code 93331114445 Rossi\"]}}}";
  static const char *const paths[] = { PERSONAL, "/api/v1/home" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");

  tell (house, "POST", PERSONAL, anna, body, 201);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestAnswer) hers = test_house_ask (house, "GET", paths[i], anna, NULL);
      g_autoptr (TestAnswer) masked = test_house_ask (house, "GET", paths[i], rosa, NULL);

      g_test_message ("%s: %s", paths[i], masked->body);
      g_assert_nonnull (strstr (hers->body, "55501731"));
      g_assert_nonnull (strstr (masked->body, "Calls with"));
      g_assert_null (strstr (masked->body, "1731"));
      g_assert_null (strstr (masked->body, "4445"));
      g_assert_null (strstr (masked->body, "3902"));
      g_assert_nonnull (strstr (masked->body, "\"authorization\":[\"Code \342\210\227"));
      g_assert_nonnull (strstr (masked->body, "Line 100200"));
      g_assert_nonnull (strstr (masked->body, "300000"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/personal-reports/kept", test_kept_and_changed);
  g_test_add_func ("/api/home/shortcuts", test_shortcuts_are_what_is_run_most);
  g_test_add_func ("/api/personal-reports/refused", test_refused_by_name);
  g_test_add_func ("/api/personal-reports/shared", test_shared);
  g_test_add_func ("/api/personal-reports/shared-numbers", test_shared_numbers);
  g_test_add_func ("/api/history/stays", test_history_stays_as_it_was);
  g_test_add_func ("/api/history/rights", test_history_knows_rights);
  g_test_add_func ("/api/history/age", test_history_knows_age);
  g_test_add_func ("/api/history/whose-it-is", test_history_knows_whose_it_is);
  g_test_add_func ("/api/history/tells-less", test_history_tells_less);
  g_test_add_func ("/api/history/keeps", test_what_history_keeps);
  g_test_add_func ("/api/history/end", test_history_has_an_end);
  return g_test_run ();
}
