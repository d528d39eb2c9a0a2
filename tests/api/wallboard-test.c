/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wallboards over HTTP: a link shows what its maker may see today, within its scope and behind its
 * mask, to whoever has it, until it is revoked.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/text.h"

#include "collector/store/access-log.h"

#include <string.h>

#define WALLBOARDS "/api/v1/wallboards"
#define LAST_CALLS "{\"widget\":\"last-calls\"}"
#define COSTS "{\"widget\":\"month-cost\"},{\"widget\":\"status-7-days\"}"
#define NUMBER "+39026677202"
#define MASKED "+3902667****"

/* Three calls of sales, one of support, all of which cost 0.07 EUR. */
static void
store_day (TestHouse *house)
{
  static const char *const extensions[] = { "701", "702", "703", "704" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, extensions[i], 5 + i, NUMBER);
      test_house_store_call (house, &call);
    }
}

/* Returns: (transfer full): the path of the page of a new wallboard. */
static char *
share (TestHouse *house, const char *token, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"name\":\"Sales & \\u003cco\\u003e\"%s%s}",
                                           *members != '\0' ? "," : "", members);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", WALLBOARDS, token, body);
  g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 201);
  return g_strdup (test_json_text (json, "path"));
}

static TestAnswer *
look (TestHouse *house, const char *path)
{
  TestAnswer *answer = test_house_ask (house, "GET", path, NULL, NULL);
  g_autofree char *type = test_answer_dup_header (answer, "Content-Type");

  g_assert_cmpstr (type, ==, "text/html; charset=utf-8");
  return answer;
}

static void
assert_shows (TestHouse *house, const char *path, const char *piece, gboolean is_there)
{
  g_autoptr (TestAnswer) answer = look (house, path);

  g_assert_cmpuint (answer->status, ==, 200);
  g_test_message ("%s", piece);
  g_assert_true ((strstr (answer->body, piece) != NULL) == is_there);
}

/* ---- What it shows ---- */

/* The figures are those that the reports give the same person. */
static void
test_figures_are_the_reports (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = share (house, anna, "\"zones\":[[" COSTS "],[],[]]");
  g_autoptr (TollJson) report = NULL;
  g_autoptr (TestAnswer) page = NULL;

  store_day (house);
  report = test_house_post (house, "/api/v1/reports/1.11/run", anna,
                            "{\"period\":{\"relative\":\"last_7_days\"},\"fields\":[\"calls\",\"cost\"]}");
  g_assert_cmpint (test_json_int (report, "totals.1"), ==, 4);
  g_assert_cmpint (test_json_int (report, "totals.2"), ==, 280000);
  page = look (house, path);
  g_assert_cmpuint (page->status, ==, 200);
  g_assert_nonnull (strstr (page->body, "<p class=\"big\">€\302\2400.28</p>"));
  g_assert_nonnull (strstr (page->body, "<td role=\"cell\"><bdi>Wed 18 Mar</bdi></td>"
                                        "<td role=\"cell\" class=\"end\"><bdi>4</bdi></td>"
                                        "<td role=\"cell\" class=\"end\"><bdi>100.0\302\240%</bdi></td>"
                                        "<td role=\"cell\" class=\"end\"><bdi>0.0\302\240%</bdi></td>"
                                        "<td role=\"cell\" class=\"end\"><bdi>100.0\302\240%</bdi></td>"
                                        "<td role=\"cell\" class=\"end\"><bdi>0.28</bdi></td>"));
  g_assert_nonnull (strstr (page->body, "Sales &amp; &lt;co&gt;"));
  g_assert_nonnull (strstr (page->body, "as of 13:00"));
  g_assert_nonnull (strstr (page->body, "<img src=\"data:image/svg+xml;base64,"));
}

/* Narrower than its maker's, and no wider. */
static void
test_scope_holds (void)
{
  static const char *const all = "{\"name\":\"All\",\"scope\":{\"kind\":\"all\"}}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *whole = share (house, anna, "\"zones\":[[" LAST_CALLS "],[],[]]");
  g_autofree char *part = share (house, anna,
                                 "\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]},"
                                 "\"zones\":[[" LAST_CALLS "],[],[]]");
  g_autofree char *supers = share (house, super, "\"zones\":[[" LAST_CALLS "],[],[]]");
  g_autoptr (TestAnswer) wider = test_house_ask (house, "POST", WALLBOARDS, super, all);
  g_autoptr (TollJson) refused = toll_json_read (wider->body, -1, 0, NULL), list = NULL;

  store_day (house);
  assert_shows (house, whole, ">704<", TRUE);
  assert_shows (house, part, ">704<", FALSE);
  assert_shows (house, part, ">703<", TRUE);
  assert_shows (house, supers, ">704<", FALSE);
  assert_shows (house, supers, ">701<", TRUE);
  g_assert_cmpuint (wider->status, ==, 403);
  g_assert_cmpstr (test_json_text (refused, "field"), ==, "scope");
  list = test_house_get (house, WALLBOARDS, super);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, 1);
  g_assert_cmpstr (test_json_text (list, "items.0.scope.names.0"), ==, "Sales");
  g_assert_null (test_json_find (list, "items.0.path"));
}

static void
test_mask_holds (void)
{
  static const char *const kept
      = "{\"name\":\"Calls of " NUMBER "\",\"report_id\":\"1.1\",\"share\":\"none\",\"spec\":{}}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *usual = NULL, *open = NULL;
  g_autoptr (TestAnswer) made
      = test_house_ask (house, "POST", "/api/v1/personal-reports", anna, kept);
  g_autoptr (TestAnswer) less = test_house_ask (
      house, "POST", WALLBOARDS, super, "{\"name\":\"Less\",\"masked_digits\":2}");
  g_autoptr (TestAnswer) page = NULL;

  store_day (house);
  g_assert_cmpuint (made->status, ==, 201);
  usual = share (house, anna,
                 "\"zones\":[[{\"widget\":\"last-calls\",\"title\":\"To " NUMBER
                 "\"}],[{\"widget\":\"personal:1\"}],[]]");
  page = look (house, usual);
  g_assert_nonnull (strstr (page->body, MASKED));
  g_assert_null (strstr (page->body, "6677202"));
  g_assert_nonnull (strstr (page->body, "To +***********"));
  open = share (house, anna, "\"masked_digits\":0,\"zones\":[[" LAST_CALLS "],[],[]]");
  assert_shows (house, open, NUMBER, TRUE);
  g_assert_cmpuint (less->status, ==, 400);
  /* Its maker's mask grows: so does what it hides. */
  test_house_run (house, "UPDATE account SET masked_digits = 6 WHERE user_name = 'anna'");
  assert_shows (house, open, NUMBER, FALSE);
  assert_shows (house, open, "+39026******", TRUE);
}

/* A private call of the maker's own is as hidden as anybody else's. */
static void
test_nobodys_own_calls (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = NULL, *call = NULL;
  g_autoptr (TestAnswer) hidden = NULL, own = NULL, kept = NULL, users = NULL;
  TollCall made;

  test_house_fill_call (house, &made, "701", 5, NUMBER);
  call = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private",
                          test_house_store_call (house, &made));
  path = share (house, anna, "\"masked_digits\":0,\"zones\":[[" LAST_CALLS "],[],[]]");
  assert_shows (house, path, NUMBER, TRUE);
  hidden = test_house_ask (house, "PUT", call, anna, "{\"private\":true}");
  g_assert_cmpuint (hidden->status, ==, 200);
  assert_shows (house, path, NUMBER, FALSE);
  kept = test_house_ask (house, "POST", "/api/v1/personal-reports", anna,
                         "{\"name\":\"Who\",\"report_id\":\"12.7\",\"spec\":{}}");
  g_assert_cmpuint (kept->status, ==, 201);
  users = test_house_ask (house, "POST", WALLBOARDS, anna,
                          "{\"name\":\"Who\",\"zones\":[[{\"widget\":\"personal:1\"}],[],[]]}");
  g_assert_cmpuint (users->status, ==, 400);
  g_assert_nonnull (strstr (users->body, "\"field\":\"zones[0][0].widget\""));
  own = test_house_ask (house, "POST", WALLBOARDS, anna,
                        "{\"name\":\"Mine\",\"zones\":[[" LAST_CALLS
                        "],[],[{\"widget\":\"personal-traffic\"}]]}");
  g_assert_cmpuint (own->status, ==, 400);
  g_assert_nonnull (strstr (own->body, "\"field\":\"zones[2][0].widget\""));
}

/* Returns: (transfer full): of the page's script, as a policy names it. */
static char *
dup_script_hash (const char *body)
{
  const char *begin = strstr (strstr (body, "<script "), ">") + 1;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, (const guchar *) begin, strstr (begin, "</script>") - begin);
  g_checksum_get_digest (checksum, digest, &n);
  hash = g_base64_encode (digest, n);
  return g_strdup_printf ("script-src 'sha256-%s'", hash);
}

/* Five widgets are two pages; beyond the last comes the first, and the only script is the one
 * that waits for the next. */
static void
test_pages_rotate (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = share (house, anna,
                                 "\"rotate_s\":7,\"zones\":[[" COSTS "],[" LAST_CALLS "],"
                                 "[{\"widget\":\"busy-hours\"},{\"widget\":\"quality\"}]]");
  g_autofree char *second = g_strconcat (path, "?page=2", NULL);
  g_autofree char *third = g_strconcat (path, "?page=3", NULL);
  g_autoptr (TestAnswer) one = NULL, two = NULL, three = NULL;
  g_autofree char *policy = NULL, *cache = NULL, *robots = NULL, *referrer = NULL;
  g_autofree char *script = NULL;

  store_day (house);
  one = look (house, path);
  two = look (house, second);
  three = look (house, third);
  g_assert_nonnull (strstr (one->body, "content=\"7;url=?page=2\""));
  g_assert_nonnull (strstr (two->body, "content=\"7;url=?page=1\""));
  g_assert_nonnull (strstr (one->body, "Page 1 of 2"));
  g_assert_cmpuint (test_text_count (one->body, "<section>")
                        + test_text_count (two->body, "<section>"),
                    ==, 5);
  g_assert_nonnull (strstr (three->body, "Page 1 of 2"));
  g_assert_nonnull (strstr (one->body, "<script data-seconds=\"7\" data-next=\"?page=2\">"));
  g_assert_cmpuint (test_text_count (one->body, "<script"), ==, 1);
  policy = test_answer_dup_header (one, "Content-Security-Policy");
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; style-src 'sha256-"));
  g_assert_null (strstr (policy, "unsafe"));
  script = dup_script_hash (one->body);
  g_assert_nonnull (strstr (policy, script));
  cache = test_answer_dup_header (one, "Cache-Control");
  g_assert_cmpstr (cache, ==, "no-store");
  robots = test_answer_dup_header (one, "X-Robots-Tag");
  g_assert_cmpstr (robots, ==, "noindex, nofollow");
  referrer = test_answer_dup_header (one, "Referrer-Policy");
  g_assert_cmpstr (referrer, ==, "no-referrer");
}

/* How many rows there are, what is said of those that find no room, and a heading of one word as wide
 * as it is. */
static void
test_rows_find_room (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = share (house, anna, "\"zones\":[[" LAST_CALLS "],[" COSTS "],[]]");
  g_autoptr (TestAnswer) page = NULL;

  store_day (house);
  page = look (house, path);
  g_assert_nonnull (strstr (page->body, "#t0{--rows:4;--columns:"));
  g_assert_nonnull (strstr (page->body, "#t2{--rows:1;--columns:minmax(0,10fr) "
                                        "minmax(0,4fr) minmax(0,7fr) "));
  g_assert_nonnull (strstr (page->body, "hidden data-cut=\"0\" data-text=\"+%u more\""));
  /* Day, Calls, % answered: "Calls" has four letters' room, not half of its own. */
}

/* Left out, it is what the maker has on the dashboard, without what is theirs alone. */
static void
test_begins_with_the_dashboard (void)
{
  static const char *const layout
      = "{\"zones\":[[{\"widget\":\"personal-traffic\"},{\"widget\":\"busy-hours\",\"title\":\"Rush\"}],"
        "[{\"widget\":\"last-calls\",\"minimised\":true}],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", "/api/v1/dashboard", super, layout);
  g_autofree char *path = share (house, super, "");
  g_autoptr (TestAnswer) page = NULL, other = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  store_day (house);
  other = test_house_ask (house, "DELETE", "/api/v1/dashboard", super, NULL);
  page = look (house, path);
  g_assert_cmpuint (test_text_count (page->body, "<section>"), ==, 1);
  g_assert_nonnull (strstr (page->body, "<h2>Rush</h2>"));
}

static void
test_right_to_left (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = share (house, anna, "\"zones\":[[" LAST_CALLS "],[],[]]");

  test_house_run (house, "UPDATE account SET language = 'ar' WHERE user_name = 'anna'");
  assert_shows (house, path, "<html lang=\"ar\" dir=\"rtl\">", TRUE);
}

/* ---- How long ---- */

/* The page says that it shows nothing any more, the list says why. */
static void
assert_is_over (TestHouse *house, const char *path, const char *anna, const char *why)
{
  g_autoptr (TestAnswer) page = look (house, path);
  g_autoptr (TollJson) list = test_house_get (house, WALLBOARDS, anna);

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_nonnull (strstr (page->body, "This wallboard shows nothing any more"));
  g_assert_nonnull (strstr (page->body, why));
  g_assert_null (strstr (page->body, "Sales"));
  g_assert_null (strstr (page->body, MASKED));
  g_assert_false (toll_json_value_get_bool (test_json_find (list, "items.0.works")));
  g_assert_cmpstr (test_json_text (list, "items.0.problem"), ==, why);
}

static void
test_ends_with_its_makers_rights (void)
{
  static const struct
  {
    const char *change, *back, *why;
  } rows[] = {
    { "UPDATE account_scope SET target_id = 2 WHERE account_id = 2",
      "UPDATE account_scope SET target_id = 1 WHERE account_id = 2",
      "Whoever made it does not see these calls any more." },
    { "UPDATE account SET role = 0 WHERE id = 2", "UPDATE account SET role = 1 WHERE id = 2",
      "Whoever made it may not share calls any more." },
    { "UPDATE account SET disabled = 1 WHERE id = 2",
      "UPDATE account SET disabled = 0 WHERE id = 2",
      "The account of whoever made it is closed." },
    { "DELETE FROM wallboard_scope", "INSERT INTO wallboard_scope VALUES (1, 1)",
      "Nothing is left of the part of the company that it showed." },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *path = share (house, super, "\"zones\":[[" LAST_CALLS "],[],[]]");

  store_day (house);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_shows (house, path, MASKED, TRUE);
      test_house_run (house, rows[i].change);
      assert_is_over (house, path, anna, rows[i].why);
      test_house_run (house, rows[i].back);
    }
  assert_shows (house, path, MASKED, TRUE);
}

/* A department that one shows is not taken away unawares, and goes with its calls to another. */
static void
test_departments_that_are_shown (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna"), *path = NULL;
  g_autoptr (TestAnswer) made = test_house_ask (house, "POST", "/api/v1/departments", anna,
                                                "{\"name\":\"Fair\"}");
  g_autoptr (TestAnswer) refused = NULL, merged = NULL;
  g_autoptr (TollJson) list = NULL;

  g_assert_cmpuint (made->status, ==, 201);
  path = share (house, anna, "\"scope\":{\"kind\":\"departments\",\"names\":[\"Fair\"]},"
                             "\"zones\":[[" LAST_CALLS "],[],[]]");
  store_day (house);
  assert_shows (house, path, ">703<", FALSE);
  refused = test_house_ask (house, "DELETE", "/api/v1/departments/3", anna, NULL);
  g_assert_cmpuint (refused->status, ==, 409);
  merged = test_house_ask (house, "DELETE", "/api/v1/departments/3?into=1", anna, NULL);
  g_assert_cmpuint (merged->status, ==, 204);
  list = test_house_get (house, WALLBOARDS, anna);
  g_assert_cmpstr (test_json_text (list, "items.0.scope.names.0"), ==, "Sales");
  assert_shows (house, path, ">703<", TRUE);
  assert_shows (house, path, ">704<", FALSE);
}

/* Its maker revokes it, or an administrator of the whole house; nobody else. */
static void
test_is_revoked (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *hers = share (house, anna, ""), *his = share (house, super, "");
  g_autoptr (TestAnswer) other = test_house_ask (house, "DELETE", WALLBOARDS "/1", super, NULL);
  g_autoptr (TestAnswer) user
      = test_house_ask (house, "POST", WALLBOARDS, rosa, "{\"name\":\"Mine\"}");
  g_autoptr (TestAnswer) gone = test_house_ask (house, "DELETE", WALLBOARDS "/2", anna, NULL);
  g_autoptr (TestAnswer) again = test_house_ask (house, "DELETE", WALLBOARDS "/2", anna, NULL);
  g_autoptr (TestAnswer) revoked = look (house, his), unknown = NULL;

  unknown = look (house, "/wallboard/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  g_assert_cmpuint (other->status, ==, 404);
  g_assert_cmpuint (user->status, ==, 403);
  g_assert_cmpuint (gone->status, ==, 204);
  g_assert_cmpuint (again->status, ==, 404);
  g_assert_cmpuint (revoked->status, ==, 404);
  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpstr (revoked->body, ==, unknown->body);
  assert_shows (house, hers, "<section>", TRUE);
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *body, *field;
  } rows[] = {
    { "{}", "name" },
    { "{\"name\":\"\"}", "name" },
    { "{\"name\":\"a\\nb\"}", "name" },
    { "{\"name\":\"W\",\"colour\":1}", "colour" },
    { "{\"name\":\"W\",\"rotate_s\":4}", "rotate_s" },
    { "{\"name\":\"W\",\"rotate_s\":601}", "rotate_s" },
    { "{\"name\":\"W\",\"masked_digits\":100}", "masked_digits" },
    { "{\"name\":\"W\",\"scope\":{\"kind\":\"own\"}}", "scope" },
    { "{\"name\":\"W\",\"scope\":{\"kind\":\"departments\",\"names\":[\"Nobody\"]}}", "scope.names" },
    { "{\"name\":\"W\",\"zones\":[[],[],[]]}", "zones" },
    { "{\"name\":\"W\",\"zones\":[[{\"widget\":\"nothing\"}],[],[]]}", "zones[0][0].widget" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", WALLBOARDS, anna,
                                                      rows[i].body);
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *path = share (house, anna, "");
    }
  {
    g_autoptr (TestAnswer) answer
        = test_house_ask (house, "POST", WALLBOARDS, anna, "{\"name\":\"One more\"}");

    g_assert_cmpuint (answer->status, ==, 409);
  }
}

/* ---- Who knows of it ---- */

/* Making, showing (once a day, however often) and revoking; nowhere the token. */
static void
test_is_noted (void)
{
  static const gint64 looks_ms[] = { 0, 1000, 120000, 24 * 3600000 };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna"), *later = NULL;
  g_autofree char *path = share (house, anna,
                                 "\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]},"
                                 "\"zones\":[[{\"widget\":\"status-7-days\"}],[],[]]");
  g_autoptr (TollJson) list = NULL, log = NULL;
  g_autoptr (TestAnswer) gone = NULL, raw = NULL;
  const char *token = strrchr (path, '/') + 1;

  store_day (house);
  for (guint i = 0; i < G_N_ELEMENTS (looks_ms); i++)
    {
      house->clock.fixed_ms = TEST_NOW_MS + looks_ms[i];
      assert_shows (house, path, "Wed 18 Mar", TRUE);
    }
  later = test_house_sign_in (house, "anna");
  list = test_house_get (house, WALLBOARDS, later);
  g_assert_cmpint (test_json_int (list, "items.0.seen_ms"), ==, house->clock.fixed_ms);
  gone = test_house_ask (house, "DELETE", WALLBOARDS "/1", later, NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  log = test_house_get (house, "/api/v1/access-log", later);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 4);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "DELETE /api/v1/wallboards/{id}");
  g_assert_cmpint (test_json_int (log, "items.1.at_ms"), ==, TEST_NOW_MS + looks_ms[3]);
  g_assert_cmpint (test_json_int (log, "items.2.at_ms"), ==, TEST_NOW_MS);
  g_assert_cmpstr (test_json_text (log, "items.2.action"), ==, "GET /wallboard/{token}");
  g_assert_cmpstr (test_json_text (log, "items.2.object"), ==, "");
  g_assert_cmpstr (test_json_text (log, "items.2.filter"), ==,
                   "wallboard=1 name=Sales & <co> scope=departments Sales masked_digits=4 "
                   "address=127.0.0.1 widgets=status-7-days");
  g_assert_cmpint (test_json_int (log, "items.2.n_rows"), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.3.action"), ==, "POST /api/v1/wallboards");
  raw = test_house_ask (house, "GET", "/api/v1/access-log", later, NULL);
  g_assert_null (strstr (raw->body, token));
  g_assert_cmpuint (strlen (token), ==, 43);
}

static void
tamper (TestHouse *house, const char *sql)
{
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (house->access_log, (CollectorTask) collector_db_run, (gpointer) sql,
                              &error);
  g_assert_no_error (error);
}

/* What cannot be noted is not shown, and tries again. */
static void
test_what_is_not_noted_is_not_shown (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = share (house, anna, "\"zones\":[[" LAST_CALLS "],[],[]]");
  g_autoptr (TestAnswer) page = NULL;

  store_day (house);
  tamper (house, "ALTER TABLE entry RENAME TO gone");
  g_test_expect_message ("toll-api", G_LOG_LEVEL_WARNING, "a wallboard cannot be shown*");
  page = look (house, path);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (page->status, ==, 503);
  g_assert_null (strstr (page->body, MASKED));
  g_assert_null (strstr (page->body, "gone"));
  g_assert_nonnull (strstr (page->body, "http-equiv=\"refresh\""));
  tamper (house, "ALTER TABLE gone RENAME TO entry");
  assert_shows (house, path, MASKED, TRUE);
}

/* Where others are shown for a purpose, so is a wallboard. */
static void
test_purpose (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *before = share (house, anna, "\"zones\":[[" LAST_CALLS "],[],[]]");
  g_autoptr (TestAnswer) privacy = test_house_ask (house, "PUT", "/api/v1/privacy", anna,
                                                   "{\"purpose_required\":true}");
  g_autoptr (TestAnswer) without
      = test_house_ask (house, "POST", WALLBOARDS, anna, "{\"name\":\"Desk\"}");
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf (
      "POST " WALLBOARDS " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n"
      "Tollkeeper-Purpose: service%%20desk\r\nContent-Length: 15\r\n\r\n{\"name\":\"Desk\"}", anna);
  g_autoptr (TestAnswer) stated = NULL;
  g_autoptr (TollJson) json = NULL;

  g_assert_cmpuint (privacy->status, ==, 200);
  g_assert_cmpuint (without->status, ==, 403);
  g_assert_nonnull (strstr (without->body, "\"code\":\"purpose-required\""));
  test_http_send (http, request, -1);
  stated = test_http_read (http, FALSE);
  g_assert_cmpuint (stated->status, ==, 201);
  json = toll_json_read (stated->body, -1, 0, NULL);
  assert_shows (house, test_json_text (json, "path"), "<section>", TRUE);
  assert_is_over (house, before, anna,
                  "Calls of others are shown only for a purpose, and none was stated.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/wallboard/figures", test_figures_are_the_reports);
  g_test_add_func ("/api/wallboard/scope", test_scope_holds);
  g_test_add_func ("/api/wallboard/mask", test_mask_holds);
  g_test_add_func ("/api/wallboard/own", test_nobodys_own_calls);
  g_test_add_func ("/api/wallboard/pages", test_pages_rotate);
  g_test_add_func ("/api/wallboard/rows", test_rows_find_room);
  g_test_add_func ("/api/wallboard/dashboard", test_begins_with_the_dashboard);
  g_test_add_func ("/api/wallboard/rtl", test_right_to_left);
  g_test_add_func ("/api/wallboard/rights", test_ends_with_its_makers_rights);
  g_test_add_func ("/api/wallboard/departments", test_departments_that_are_shown);
  g_test_add_func ("/api/wallboard/revoked", test_is_revoked);
  g_test_add_func ("/api/wallboard/refused", test_refused_by_name);
  g_test_add_func ("/api/wallboard/noted", test_is_noted);
  g_test_add_func ("/api/wallboard/unnoted", test_what_is_not_noted_is_not_shown);
  g_test_add_func ("/api/wallboard/purpose", test_purpose);
  return g_test_run ();
}
