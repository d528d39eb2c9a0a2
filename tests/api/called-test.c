/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An internal call is both sides': in lists, reports that list calls, on Home, by itself and as an
 * event, but counted to who placed it; and what either keeps private is no business of those who
 * look after the other.
 */
#include "config.h"

#include "collector/store/privacy-store.h"
#include "tests/support/api-house.h"

#include <string.h>

#define OF(field, name) "&filter={\"groups\":{\"" field "\":[\"" name "\"]}}"

/* bruno (704, Support, person 4) called rosa (703, Sales, person 3). */
static gint64
store_internal (TestHouse *house, guint minutes_ago)
{
  TollCall call;

  test_house_fill_call (house, &call, "704", minutes_ago, "703");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.callee_e164 = call.gateway = call.nation = call.area = call.currency = "";
  call.dialled = "703";
  call.client_matter_code = "4711";
  call.authorization_description = "Bruno's code";
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.called_extension = "703";
  call.called_person_id = 3;
  call.called_department_id = 1;
  return test_house_store_call (house, &call);
}

static guint
count_calls (TestHouse *house, const char *user, const char *parameters)
{
  g_autofree char *path = g_strconcat ("/api/v1/calls?limit=50", parameters, NULL);
  g_autofree char *token = test_house_sign_in (house, user);
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (json, "items"));
}

static guint
get_status (TestHouse *house, const char *user, gint64 id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, id);
  g_autofree char *token = test_house_sign_in (house, user);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", path, token, NULL);

  return answer->status;
}

static void
put (TestHouse *house, const char *user, const char *path, const char *body, guint status)
{
  g_autofree char *token = test_house_sign_in (house, user);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "PUT", path, token, body);

  g_assert_cmpuint (answer->status, ==, status);
}

static void
test_lists (void)
{
  static const struct
  {
    const char *user, *parameters;
    guint n;
  } rows[] = {
    { "rosa", "", 1 },  { "rosa", "&mine=true", 1 },  { "bruno", "", 1 },
    { "super", "", 1 }, { "super", "&mine=true", 0 }, { "anna", "", 1 },
    { "rosa", "&filter={\"groups\":{\"extensions\":[\"703\"]}}", 1 },
    { "rosa", "&filter={\"groups\":{\"extensions\":[\"704\"]}}", 1 },
    { "rosa", "&filter={\"groups\":{\"extensions\":[\"701\"]}}", 0 },
    { "anna", "&filter={\"groups\":{\"extensions\":[\"703\"]}}", 1 },
    { "anna", "&filter={\"groups\":{\"extensions\":[\"703\",\"704\"]}}", 1 },
    { "super", "&filter={\"groups\":{\"departments\":[\"Sales\"]}}", 1 },
    { "anna", "&filter={\"groups\":{\"departments\":[\"Sales\"]}}", 1 },
    { "rosa", "&filter={\"counted\":true}", 0 },
    { "super", "&filter={\"counted\":true}", 0 },
    { "bruno", "&filter={\"counted\":true}", 1 },
    { "anna", "&filter={\"counted\":true}", 1 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_internal (house, 10);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *quoted = g_uri_escape_string (rows[i].parameters, "&=", FALSE);

      g_test_message ("%s %s", rows[i].user, rows[i].parameters);
      g_assert_cmpuint (count_calls (house, rows[i].user, quoted), ==, rows[i].n);
    }
}

/* What a filter offers are both sides of what the viewer sees. */
static void
test_values (void)
{
  static const char *const users[] = { "rosa", "super", "bruno" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_internal (house, 10);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = test_house_sign_in (house, users[i]);
      g_autoptr (TollJson) json
          = test_house_get (house, "/api/v1/reports/values?field=extension", token);

      g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "items")), ==, 2);
      g_assert_cmpstr (test_json_text (json, "items.0.value"), ==, "703");
      g_assert_cmpstr (test_json_text (json, "items.1.value"), ==, "704");
    }
}

/* Who has both lines finds the call once, and pages reach the end. */
static void
test_between_own_lines (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) first = NULL, second = NULL;
  g_autofree char *path = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "703", i, "703");
      call.direction = TOLL_DIRECTION_INTERNAL;
      call.called_extension = "703";
      call.called_partition = "other";
      call.called_person_id = 3;
      test_house_store_call (house, &call);
    }
  first = test_house_get (house, "/api/v1/calls?limit=2", rosa);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (first, "items")), ==, 2);
  path = g_strconcat ("/api/v1/calls?limit=2&after=", test_json_text (first, "next"), NULL);
  second = test_house_get (house, path, rosa);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (second, "items")), ==, 1);
}

static void
test_home (void)
{
  static const struct
  {
    const char *user;
    gint64 month_calls;
  } rows[] = { { "rosa", 0 }, { "super", 0 }, { "bruno", 1 }, { "anna", 1 } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_internal (house, 10);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);
      g_autoptr (TollJson) home = test_house_get (house, "/api/v1/home", token);

      g_assert_cmpuint (toll_json_value_get_length (test_json_find (home, "calls.items")), ==, 1);
      g_assert_cmpstr (test_json_text (home, "calls.items.0.extension"), ==, "704");
      g_assert_cmpstr (test_json_text (home, "calls.items.0.number"), ==, "703");
      g_assert_cmpstr (test_json_text (home, "tiles.1.id"), ==, "month_calls");
      g_assert_cmpint (test_json_int (home, "tiles.1.value"), ==, rows[i].month_calls);
      g_assert_true (
          toll_json_value_get_bool (test_json_find (home, "tiles.1.filter.counted")));
    }
}

/* 704 is rosa's private contact. */
static gboolean
add_contact (CollectorDb *db, gpointer data, GError **error)
{
  const CollectorPrivateRow row = { COLLECTOR_PRIVATE_CONTACT, (char *) "704" };

  return collector_privacy_store_set_private (db, 3, &row, 1, error);
}

static void
test_by_itself (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *path = NULL, *tag = NULL;
  g_autofree char *to_rosa = g_uri_escape_string (OF ("extensions", "703"), "&=", FALSE);
  g_autofree char *to_sales = g_uri_escape_string (OF ("departments", "Sales"), "&=", FALSE);
  g_autoptr (TollJson) one = NULL;
  gint64 id = store_internal (house, 10);

  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, id);
  tag = g_strconcat (path, "/private", NULL);
  one = test_house_get (house, path, rosa);
  g_assert_cmpstr (test_json_text (one, "call.number"), ==, "703"); /* rosa's mask is 3 digits */
  g_assert_cmpstr (test_json_text (one, "call.extension"), ==, "704");
  g_assert_cmpstr (test_json_text (one, "call.name"), ==, "Bruno Villa");
  put (house, "anna", tag, "{\"private\":true}", 403); /* only its two sides have a word on it */
  put (house, "bruno", tag, "{\"private\":true}", 200);
  g_assert_cmpuint (get_status (house, "super", id), ==, 404);
  g_assert_cmpuint (count_calls (house, "super", ""), ==, 0);
  g_assert_cmpuint (count_calls (house, "anna", ""), ==, 1);
  g_assert_cmpuint (count_calls (house, "anna", to_sales), ==, 0); /* nor by who was called */
  g_assert_cmpuint (count_calls (house, "anna", to_rosa), ==, 0);
  g_clear_pointer (&one, toll_json_free);
  one = test_house_get (house, path, rosa);
  g_assert_cmpstr (test_json_text (one, "call.number"), ==, "703");
  g_assert_false (toll_json_value_get_bool (test_json_find (one, "call.is_private")));
  put (house, "bruno", tag, "{\"private\":null}", 200);
  g_assert_cmpuint (get_status (house, "super", id), ==, 200);
  test_house_write (house, add_contact, NULL);
  g_assert_cmpuint (get_status (house, "super", id), ==, 404);
  g_assert_cmpuint (get_status (house, "bruno", id), ==, 200);
  g_assert_cmpuint (get_status (house, "rosa", id), ==, 200);
}

/* One's own calls need no purpose; those one looks after do, on either side. */
static void
test_purpose (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  gint64 id = store_internal (house, 10), own_id;
  TollCall call;

  /* rosa, whom super looks after, called super. */
  test_house_fill_call (house, &call, "703", 5, "702");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.called_extension = "702";
  call.called_person_id = 2;
  call.called_department_id = 1;
  own_id = test_house_store_call (house, &call);
  put (house, "anna", "/api/v1/privacy", "{\"purpose_required\":true}", 200);
  g_assert_cmpuint (get_status (house, "rosa", id), ==, 200);
  g_assert_cmpuint (get_status (house, "bruno", id), ==, 200);
  g_assert_cmpuint (get_status (house, "super", id), ==, 403);
  g_assert_cmpuint (get_status (house, "super", own_id), ==, 200);
}

static void
test_event (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", rosa);
  g_autoptr (TestHttp) stream = test_http_open (house->url);
  gint64 id;

  test_http_send (stream, request, -1);
  g_assert_true (test_http_wait_for (stream, "event: hello", 3000));
  id = store_internal (house, 1);
  collector_live_publish_calls (
      collector_server_get_live (collector_house_get_server (house->house)), &id, 1);
  g_assert_true (test_http_wait_for (stream, "event: call\ndata: {\"id\":\"", 3000));
  g_assert_true (test_http_wait_for (stream, "\"number\":\"703\"", 1000));
}

/* rosa signed in at a phone whose line is nobody's, or was called by an alias in another form: what
 * is hers is in her list, her sums and her reports, by whatever line. */
static void
test_own_by_another_line (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = NULL;
  g_autoptr (TollJson) home = NULL, report = NULL;
  g_autoptr (TestAnswer) answer = NULL;
  TollCall call;

  test_house_fill_call (house, &call, "799", 5, "+390255501731");
  call.person_id = 3;
  call.department_id = 1;
  test_house_store_call (house, &call);
  g_assert_cmpuint (count_calls (house, "rosa", ""), ==, 1);
  g_assert_cmpuint (count_calls (house, "bruno", ""), ==, 0);
  token = test_house_sign_in (house, "rosa");
  home = test_house_get (house, "/api/v1/home", token);
  g_assert_cmpint (test_json_int (home, "tiles.1.value"), ==, 1);
  answer = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", token,
                           "{\"period\":{\"relative\":\"everything\"}}");
  report = toll_json_read (answer->body, answer->body_bytes, 0, NULL);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (report, "rows")), ==, 1);
}

/* ---- Reports that list calls ---- */

/* Report 1.1 over everything. @what: "run" or "count". */
static TollJson *
ask_list (TestHouse *house, const char *token, const char *what, const char *spec)
{
  g_autofree char *path = g_strconcat ("/api/v1/reports/1.1/", what, NULL);
  g_autofree char *body
      = g_strconcat ("{\"period\":{\"relative\":\"everything\"}", spec, "}", NULL);

  return test_house_post (house, path, token, body);
}

/* The ids of an answer's calls; of a list of calls they are members. */
static char *
dup_ids (const TollJson *json, const char *path)
{
  const TollJsonValue *items = test_json_find (json, path);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      const TollJsonValue *item = toll_json_value_get_element (items, i);
      const TollJsonValue *id = toll_json_value_get_member (item, "id");

      g_string_append_printf (ids, "%s ", toll_json_value_get_text (id != NULL ? id : item));
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* What GET /calls shows @user, report 1.1 lists, and the count beside its options says: @n calls. */
static void
check_same (TestHouse *house, const char *user, const char *parameters, const char *spec, guint n)
{
  g_autofree char *quoted = g_uri_escape_string (parameters, "&=", FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/calls?limit=50", quoted, NULL);
  g_autofree char *token = test_house_sign_in (house, user);
  g_autoptr (TollJson) calls = test_house_get (house, path, token);
  g_autoptr (TollJson) report = ask_list (house, token, "run", spec);
  g_autoptr (TollJson) count = ask_list (house, token, "count", spec);
  g_autofree char *shown = dup_ids (calls, "items"), *listed = dup_ids (report, "calls");

  g_test_message ("%s %s %s", user, parameters, spec);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (calls, "items")), ==, n);
  g_assert_cmpstr (listed, ==, shown);
  g_assert_cmpint (test_json_int (count, "calls"), ==, n);
}

/* A line at which many sign in: of its calls each finds their own, however far apart they lie and
 * page by page. */
static void
test_own_among_others (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *path = NULL;
  g_autoptr (TollJson) first = NULL, second = NULL;

  for (guint i = 1; i <= 60; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "799", i * 60 * 7, "+390255501731");
      call.person_id = i % 20 == 0 ? 3 : 1;
      test_house_store_call (house, &call);
    }
  check_same (house, "rosa", "", "", 3);
  check_same (house, "bruno", "", "", 0);
  first = test_house_get (house, "/api/v1/calls?limit=2", rosa);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (first, "items")), ==, 2);
  path = g_strconcat ("/api/v1/calls?limit=2&after=", test_json_text (first, "next"), NULL);
  second = test_house_get (house, path, rosa);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (second, "items")), ==, 1);
}

/* A line of nobody was called, at whose phones rosa is among those who answer: what she took is
 * hers, though she never placed a call there. */
static void
test_own_answered_by_another_line (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) home = NULL;

  for (guint i = 1; i <= 30; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "798", i * 60 * 7, "799");
      call.direction = TOLL_DIRECTION_INTERNAL;
      call.called_extension = "799";
      call.called_person_id = i % 10 == 0 ? 3 : 0;
      call.called_department_id = i % 10 == 0 ? 1 : 0;
      test_house_store_call (house, &call);
    }
  check_same (house, "rosa", "", "", 3);
  check_same (house, "bruno", "", "", 0);
  check_same (house, "super", "", "", 3);
  home = test_house_get (house, "/api/v1/home", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (home, "calls.items")), ==, 3);
}

/* bruno called rosa, she the supervisor, both somebody outside. Returns: the first one's id. */
static gint64
store_several (TestHouse *house)
{
  gint64 id = store_internal (house, 10);
  TollCall call;

  test_house_fill_call (house, &call, "703", 20, "702");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.called_extension = "702";
  call.called_person_id = 2;
  call.called_department_id = 1;
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 30, "+390255501731");
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "704", 40, "+390255501732");
  test_house_store_call (house, &call);
  return id;
}

#define IN(field, name) ",\"groups\":{\"" field "\":[\"" name "\"]}"
#define WHERE(field, name)                                                                         \
  ",\"where\":{\"field\":\"" field "\",\"op\":\"is\",\"value\":\"" name "\"}"

static void
test_reports_list_the_same (void)
{
  static const struct
  {
    const char *user, *parameters, *spec;
    guint n;
  } rows[] = {
    { "rosa", "", "", 3 },
    { "bruno", "", "", 2 },
    { "super", "", "", 3 },
    { "anna", "", "", 4 },
    { "super", "&mine=true", ",\"mine\":true", 1 },
    { "rosa", "&filter={\"counted\":true}", ",\"counted\":true", 2 },
    { "super", "&filter={\"counted\":true}", ",\"counted\":true", 2 },
    { "anna", "&filter={\"counted\":true}", ",\"counted\":true", 4 },
    { "rosa", OF ("extensions", "703"), IN ("extensions", "703"), 3 },
    { "rosa", OF ("extensions", "704"), WHERE ("extension", "704"), 1 },
    { "anna", OF ("extensions", "703"), WHERE ("extension", "703"), 3 },
    { "anna", OF ("extensions", "702"), WHERE ("name", "Sofia Uberti"), 1 },
    { "anna", OF ("extensions", "702"), WHERE ("user_name", "super"), 1 },
    { "anna", OF ("departments", "Sales"), IN ("departments", "Sales"), 3 },
    { "super", OF ("departments", "Sales"), WHERE ("department", "Sales"), 3 },
    { "super", OF ("departments", "Support"), WHERE ("department", "Support"), 1 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_several (house);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_same (house, rows[i].user, rows[i].parameters, rows[i].spec, rows[i].n);
}

/* A private call is its two sides'; nobody else finds it by who was called. */
static void
test_reports_keep_private (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  gint64 id = store_several (house);
  g_autofree char *tag = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", id);

  put (house, "bruno", tag, "{\"private\":true}", 200);
  check_same (house, "super", "", "", 2);
  check_same (house, "rosa", "", "", 3);
  check_same (house, "rosa", OF ("extensions", "703"), WHERE ("extension", "703"), 3);
  check_same (house, "rosa", OF ("extensions", "704"), WHERE ("number", "703"), 1);
  check_same (house, "anna", "", "", 4);
  check_same (house, "anna", OF ("extensions", "703"), WHERE ("extension", "703"), 2);
  check_same (house, "anna", OF ("departments", "Sales"), WHERE ("name", "Rosa Neri"), 2);
  put (house, "bruno", tag, "{\"private\":null}", 200);
  check_same (house, "super", "", "", 3);
  test_house_write (house, add_contact, NULL);
  check_same (house, "super", "", "", 2);
  check_same (house, "anna", "", "", 4);
  check_same (house, "anna", OF ("extensions", "703"), WHERE ("extension", "703"), 2);
}

/* Codes are not for who sees a call for its called side: nor to be found by. */
static void
test_reports_keep_codes (void)
{
  static const struct
  {
    const char *user;
    guint n_all, n_coded;
    const char *code;
  } rows[] = { { "bruno", 2, 1, "Bruno's code" }, { "anna", 4, 1, "Bruno's code" },
               { "rosa", 3, 0, "" },              { "super", 3, 0, "" } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_several (house);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);
      g_autoptr (TollJson) all
          = ask_list (house, token, "run", ",\"fields\":[\"authorization\"]");
      g_autoptr (TollJson) coded
          = ask_list (house, token, "count", WHERE ("authorization", "Bruno's code"));
      g_autoptr (TollJson) uncoded = ask_list (
          house, token, "count",
          ",\"where\":{\"field\":\"authorization\",\"op\":\"empty\"}");

      g_test_message ("%s", rows[i].user);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (all, "rows")), ==,
                        rows[i].n_all);
      g_assert_cmpstr (toll_json_value_get_text (test_json_find (all, "rows.0.0")), ==,
                       rows[i].code);
      g_assert_cmpint (test_json_int (coded, "calls"), ==, rows[i].n_coded);
      g_assert_cmpint (test_json_int (uncoded, "calls"), ==, rows[i].n_all - rows[i].n_coded);
    }
}

/* Who was called looks at a call of their own; who looks after them looks at theirs. */
static void
test_reports_in_the_access_log (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TollJson) own = NULL, others = NULL, log = NULL;

  store_several (house);
  own = ask_list (house, rosa, "run", "");
  others = ask_list (house, super, "run", "");
  log = test_house_get (house, "/api/v1/access-log", anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 1);
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 2); /* not the one to herself */
  g_assert_cmpint (test_json_int (log, "items.0.n_people"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/called/lists", test_lists);
  g_test_add_func ("/api/called/values", test_values);
  g_test_add_func ("/api/called/between-own-lines", test_between_own_lines);
  g_test_add_func ("/api/called/home", test_home);
  g_test_add_func ("/api/called/by-itself", test_by_itself);
  g_test_add_func ("/api/called/purpose", test_purpose);
  g_test_add_func ("/api/called/event", test_event);
  g_test_add_func ("/api/called/own-by-another-line", test_own_by_another_line);
  g_test_add_func ("/api/called/own-among-others", test_own_among_others);
  g_test_add_func ("/api/called/own-answered-by-another-line", test_own_answered_by_another_line);
  g_test_add_func ("/api/called/reports-list-the-same", test_reports_list_the_same);
  g_test_add_func ("/api/called/reports-keep-private", test_reports_keep_private);
  g_test_add_func ("/api/called/reports-keep-codes", test_reports_keep_codes);
  g_test_add_func ("/api/called/reports-in-the-access-log", test_reports_in_the_access_log);
  return g_test_run ();
}
