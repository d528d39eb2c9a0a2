/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is hidden from whom: masks by role, class and age, private calls by rule and by their
 * owner's word, free incoming calls; and that nothing else tells it: filters, prices, records.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include "collector/api/audit.h"
#include "collector/store/mask.h"

#include <string.h>

#define NUMBER "+39026677889"

/* A house with one call of each of rosa (703) and bruno (704), and who asks. */
typedef struct
{
  TestHouse *house;
  char *anna, *super, *rosa, *bruno;
  gint64 rosas, brunos;
} Fixture;

static gint64
store (Fixture *f, const char *extension, guint minutes_ago, const char *number)
{
  TollCall call;

  test_house_fill_call (f->house, &call, extension, minutes_ago, number);
  return test_house_store_call (f->house, &call);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->house = test_house_new (NULL, NULL);
  f->anna = test_house_sign_in (f->house, "anna");
  f->super = test_house_sign_in (f->house, "super");
  f->rosa = test_house_sign_in (f->house, "rosa");
  f->bruno = test_house_sign_in (f->house, "bruno");
  f->rosas = store (f, "703", 10, NUMBER);
  f->brunos = store (f, "704", 20, NUMBER);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->anna);
  g_free (f->super);
  g_free (f->rosa);
  g_free (f->bruno);
  test_house_free (f->house);
}

static void
put (Fixture *f, const char *path, const char *token, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "PUT", path, token, body);

  g_test_message ("PUT %s %s: %u %s", path, body, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

static char *
path_of (gint64 id, const char *tail)
{
  return g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "%s", id, tail);
}

/* The number of a call as @token sees it. */
static char *
number_seen (Fixture *f, gint64 id, const char *token)
{
  g_autofree char *path = path_of (id, "");
  g_autoptr (TollJson) page = test_house_get (f->house, path, token);

  return g_strdup (test_json_text (page, "call.number"));
}

static void
assert_number (Fixture *f, gint64 id, const char *token, const char *wanted)
{
  g_autofree char *seen = number_seen (f, id, token);

  g_assert_cmpstr (seen, ==, wanted);
}

static guint
count_filtered (Fixture *f, const char *token, const char *format, ...) G_GNUC_PRINTF (3, 4);

static guint
count_filtered (Fixture *f, const char *token, const char *format, ...)
{
  g_autoptr (GString) path = g_string_new ("/api/v1/calls");
  g_autofree char *filter = NULL;
  g_autoptr (TollJson) page = NULL;
  va_list args;

  va_start (args, format);
  filter = g_strdup_vprintf (format, args);
  va_end (args);
  toll_query_append (path, "filter", filter);
  page = test_house_get (f->house, path->str, token);
  return toll_json_value_get_length (test_json_find (page, "items"));
}

#define RULE(kind, value) "{\"kind\":\"" kind "\",\"value\":\"" value "\"}"
#define RULES(rules) "{\"items\":[" rules "]}"

/* What anna is answered. */
static void
assert_answer (Fixture *f, const char *method, const char *path, const char *body, guint status,
               const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, method, path, f->anna, body);

  g_test_message ("%s %s: %u %s", path, body, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_nonnull (strstr (answer->body, words));
}

#define SAME_NUMBER "{\"same_number_as\":\"%" G_GINT64_FORMAT "\"}"

static void
test_masks_by_role_class_and_age (Fixture *f, gconstpointer data)
{
  gint64 old = store (f, "704", 60 * 24 * 60, NUMBER);

  put (f, "/api/v1/mask-rules", f->anna,
       "{\"items\":[{\"role\":\"administrator\",\"older_than_days\":30,\"masked_digits\":4},"
       "{\"role\":\"user\",\"class\":\"mobile\",\"masked_digits\":9},"
       "{\"role\":\"supervisor\",\"class\":\"national\",\"masked_digits\":5}]}",
       200);
  assert_number (f, f->brunos, f->anna, NUMBER);
  assert_number (f, old, f->anna, "+3902667****");
  assert_number (f, f->rosas, f->rosa, "+39026677***"); /* the class is another; her own 3 stay */
  assert_number (f, f->rosas, f->super, "+390266*****"); /* 5 is more than her own 3 */
  assert_answer (f, "PUT", "/api/v1/mask-rules",
                 RULES ("{\"masked_digits\":1},{\"masked_digits\":2,\"class\":\"internal\"}"),
                 400, "\"field\":\"items[1].class\"");
}

static void
test_a_mask_is_not_got_round_by_asking (Fixture *f, gconstpointer data)
{
  gint64 old = store (f, "704", 60 * 24 * 60, NUMBER);

  put (f, "/api/v1/mask-rules", f->anna, "{\"items\":[{\"older_than_days\":30,\"masked_digits\":4}]}",
       200);
  /* The number finds the calls that show it, the masked one finds only its like. */
  g_assert_cmpuint (count_filtered (f, f->anna, "{\"number\":\"" NUMBER "\"}"), ==, 2);
  g_assert_cmpuint (count_filtered (f, f->anna, SAME_NUMBER, f->brunos), ==, 2);
  g_assert_cmpuint (count_filtered (f, f->anna, SAME_NUMBER, old), ==, 1);
}

static void
test_the_own_call_does_not_tell_others_numbers (Fixture *f, gconstpointer data)
{
  gint64 own = store (f, "702", 5, NUMBER);

  /* super knows what she dialled; whom rosa called is masked to her. */
  g_assert_cmpuint (count_filtered (f, f->super, SAME_NUMBER, own), ==, 1);
  g_assert_cmpuint (count_filtered (f, f->super, SAME_NUMBER, f->rosas), ==, 1);
}

/* Its journey begins and ends, and does not tell with whom. */
static void
assert_private_journey (Fixture *f)
{
  g_autoptr (TestAnswer) answer = test_house_ask (
      f->house, "POST", "/api/v1/reports/1.5/run", f->anna,
      "{\"where\":{\"field\":\"extension\",\"op\":\"is\",\"value\":\"704\"}}");
  g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (strstr (answer->body, "6677"));
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==, 2);
  g_assert_cmpstr (test_json_text (json, "rows.0.2"), ==, "Call begins");
  g_assert_cmpstr (test_json_text (json, "rows.0.3"), ==, "704");
  g_assert_cmpstr (test_json_text (json, "rows.1.2"), ==, "Call ends");
  g_assert_cmpint (test_json_int (json, "rows.1.9"), ==, 70000);
}

/* Nobody but the owner finds NUMBER of brunos' call anywhere. */
static void
assert_private (Fixture *f)
{
  g_autofree char *path = path_of (f->brunos, "");
  g_autoptr (TestAnswer) page = test_house_ask (f->house, "GET", path, f->anna, NULL);
  g_autoptr (TollJson) json = toll_json_read (page->body, -1, 0, NULL);
  g_autoptr (GString) list = g_string_new ("/api/v1/calls");
  g_autofree char *filter = g_strdup_printf (SAME_NUMBER, f->brunos);
  g_autoptr (TestAnswer) like = NULL;

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_null (strstr (page->body, "6677"));
  g_assert_null (strstr (page->body, "Milan\""));
  g_assert_cmpstr (test_json_text (json, "call.number_hidden"), ==, "private");
  g_assert_cmpstr (test_json_text (json, "call.nation"), ==, "");
  g_assert_cmpstr (test_json_text (json, "call.area"), ==, "");
  g_assert_cmpstr (test_json_text (json, "call.cost"), ==, "0.070000");
  g_assert_cmpint (test_json_int (json, "call.talk_ms"), ==, 60000);
  g_assert_cmpuint (count_filtered (f, f->anna, "{\"number\":\"" NUMBER "\"}"), ==, 1);
  g_assert_cmpuint (count_filtered (f, f->anna, SAME_NUMBER, f->rosas), ==, 1);
  toll_query_append (list, "filter", filter);
  like = test_house_ask (f->house, "GET", list->str, f->anna, NULL);
  g_assert_cmpuint (like->status, ==, 403);
  assert_number (f, f->brunos, f->bruno, NUMBER);
  assert_private_journey (f);
}

static void
test_private_by_word (Fixture *f, gconstpointer data)
{
  g_autofree char *path = path_of (f->brunos, "/private");

  put (f, path, f->anna, "{\"private\":true}", 403);
  put (f, path, f->rosa, "{\"private\":true}", 404);
  put (f, path, f->bruno, "{\"private\":\"yes\"}", 400);
  put (f, path, f->bruno, "{}", 400);
  assert_number (f, f->brunos, f->anna, NUMBER);
  put (f, path, f->bruno, "{\"private\":true}", 200);
  assert_private (f);
  put (f, path, f->bruno, "{\"private\":null}", 200);
  assert_number (f, f->brunos, f->anna, NUMBER);
}

static void
test_private_by_contact (Fixture *f, gconstpointer data)
{
  g_autofree char *path = path_of (f->brunos, "/private");

  put (f, "/api/v1/me/private-contacts", f->bruno, "{\"items\":[\"ring me\"]}", 400);
  put (f, "/api/v1/me/private-contacts", f->bruno, "{\"items\":[\"+39 02 6677889\"]}", 200);
  assert_private (f); /* the stored call, and only his */
  put (f, path, f->bruno, "{\"private\":false}", 200);
  assert_number (f, f->brunos, f->anna, NUMBER); /* business, he says */
}

/* What the call says of itself: 1 private, 0 business, -1 it is not told. */
static void
assert_told (Fixture *f, gint64 id, const char *token, int wanted)
{
  g_autofree char *path = path_of (id, "");
  g_autoptr (TollJson) page = test_house_get (f->house, path, token);
  const TollJsonValue *told = test_json_find (page, "call.is_private");

  g_assert_nonnull (told);
  g_assert_cmpint (toll_json_value_get_kind (told) == TOLL_JSON_NULL
                       ? -1
                       : toll_json_value_get_bool (told),
                   ==, wanted);
}

/* A contact's match would tell a masked number; nothing else that makes a call private does. */
static void
test_a_masked_owner_is_not_told_of_contacts (Fixture *f, gconstpointer data)
{
  g_autofree char *path = path_of (f->rosas, "/private");

  assert_told (f, f->rosas, f->rosa, -1);
  assert_told (f, f->brunos, f->bruno, 0);
  put (f, "/api/v1/me/private-contacts", f->rosa, "{\"items\":[\"" NUMBER "\"]}", 200);
  put (f, "/api/v1/me/private-contacts", f->bruno, "{\"items\":[\"" NUMBER "\"]}", 200);
  assert_told (f, f->rosas, f->rosa, -1);
  assert_told (f, f->brunos, f->bruno, 1);
  assert_number (f, f->rosas, f->anna, ""); /* it holds, though rosa is not told */
  put (f, path, f->rosa, "{\"private\":false}", 200);
  assert_told (f, f->rosas, f->rosa, 0);
  put (f, path, f->rosa, "{\"private\":true}", 200);
  assert_told (f, f->rosas, f->rosa, 1);
  put (f, path, f->rosa, "{\"private\":null}", 200);
  assert_told (f, f->rosas, f->rosa, -1);
}

/* Rules would tell a masked administrator the number of anybody's call: put, taken away or read. */
static void
test_masked_administrators_try_no_rules (Fixture *f, gconstpointer data)
{
#define WHOLE RULE ("prefix", "00266") "," RULE ("contact", NUMBER) ","                            \
              RULE ("contact", "+39026677890")
#define MASKED RULE ("prefix", "*****") "," RULE ("contact", "+***********") ","                   \
               RULE ("contact", "+***********")
  static const struct
  {
    const char *body;
    guint status;
    const char *words;
  } rows[] = {
    { RULES (MASKED), 200, "[" MASKED "]" },
    { RULES (MASKED "," RULE ("prefix", "0026")), 200, RULE ("prefix", "0026") },
    { RULES (MASKED "," RULE ("code", "private")), 200, RULE ("code", "private") },
    { RULES (MASKED "," RULE ("prefix", "002667")), 403, "items[3]" },
    { RULES (MASKED "," RULE ("contact", "+39026677000")), 403, "items[3]" },
    { RULES (MASKED "," RULE ("code", "471147")), 403, "items[3]" },
    /* What is stored is not found by trying it. */
    { RULES (MASKED "," RULE ("prefix", "00266")), 403, "items[3]" },
    { RULES (WHOLE), 403, "items[0]" },
    { RULES (RULE ("prefix", "*****") "," RULE ("contact", "+***********")), 403, "rule 4" },
    { RULES (""), 403, "rule 1" },
    { RULES (MASKED), 200, "[" MASKED "]" },
  };
  static const char *const path = "/api/v1/private-rules";

  assert_answer (f, "PUT", path, RULES (WHOLE), 200, "[" WHOLE "]");
  put (f, "/api/v1/mask-rules", f->anna,
       "{\"items\":[{\"role\":\"administrator\",\"masked_digits\":3}]}", 200);
  assert_answer (f, "GET", path, NULL, 200, "[" MASKED "]");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_answer (f, "PUT", path, rows[i].body, rows[i].status, rows[i].words);
  put (f, "/api/v1/mask-rules", f->anna, RULES (""), 200);
  assert_answer (f, "GET", path, NULL, 200, "[" WHOLE "]");
}

/* The access log says which rules came and went, numbers masked. */
static void
test_changes_of_rules_are_told (Fixture *f, gconstpointer data)
{
  g_autoptr (TestAnswer) log = NULL;

  put (f, "/api/v1/private-rules", f->anna,
       RULES (RULE ("prefix", "0026") "," RULE ("contact", NUMBER)), 200);
  put (f, "/api/v1/private-rules", f->anna,
       RULES (RULE ("code", "private") "," RULE ("contact", NUMBER)), 200);
  put (f, "/api/v1/mask-rules", f->anna,
       RULES ("{\"role\":\"user\",\"class\":\"mobile\",\"masked_digits\":9},"
              "{\"older_than_days\":30,\"masked_digits\":4}"),
       200);
  put (f, "/api/v1/mask-rules", f->anna,
       RULES ("{\"older_than_days\":30,\"masked_digits\":4}"), 200);
  log = test_house_ask (f->house, "GET", "/api/v1/access-log", f->anna, NULL);
  g_test_message ("%s", log->body);
  g_assert_nonnull (
      strstr (log->body, "change=rules=2 added=prefix 0026, contact +***********\""));
  g_assert_nonnull (
      strstr (log->body, "change=rules=2 added=code private removed=prefix 0026\""));
  g_assert_nonnull (
      strstr (log->body, "change=rules=2 added=9 digits user mobile, 4 digits 30 days\""));
  g_assert_nonnull (strstr (log->body, "change=rules=1 removed=9 digits user mobile\""));
}

static gboolean
dial_with_zero_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db,
                           "UPDATE site SET access_code = '0', area_code = '02',"
                           " extension_ranges = '700-799'",
                           error);
}

/* However a contact is typed, it is the number that calls have; what can be none hides nothing and
 * is refused. */
static void
test_contacts_are_understood (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *understood; /* NULL = refused */
  } rows[] = {
    { "0025261555680", "+25261555680" }, { "000252 61555680", "+25261555680" },
    { "0026677889", "+39026677889" },    { "+39 02 6677889", "+39026677889" },
    { "+25261", NULL },                  { "12", NULL },
    { "704", "704" },
  };

  test_house_write (f->house, dial_with_zero_task, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"items\":[\"%s\"]}", rows[i].typed);
      g_autoptr (TestAnswer) answer = test_house_ask (
          f->house, "PUT", "/api/v1/me/private-contacts", f->bruno, body);
      g_autofree char *wanted = g_strdup_printf ("[\"%s\"]", rows[i].understood);

      g_test_message ("%s: %s", rows[i].typed, answer->body);
      g_assert_cmpuint (answer->status, ==, rows[i].understood != NULL ? 200 : 400);
      g_assert_nonnull (strstr (answer->body,
                                rows[i].understood != NULL ? wanted : "\"items[0]\""));
    }
  put (f, "/api/v1/me/private-contacts", f->bruno, "{\"items\":[\"0026677889\"]}", 200);
  assert_private (f);
}

/* What @viewer reads of the codes the call was made with. */
static void
assert_codes (Fixture *f, gint64 id, const char *viewer, const char *authorization,
              const char *matter)
{
  g_autofree char *path = path_of (id, "");
  g_autoptr (TollJson) page = test_house_get (f->house, path, viewer);

  g_assert_cmpstr (test_json_text (page, "call.authorization"), ==, authorization);
  g_assert_cmpstr (test_json_text (page, "call.client_matter_code"), ==, matter);
}

static void
test_private_by_rule (Fixture *f, gconstpointer data)
{
  static const char *const rules[] = { "{\"kind\":\"prefix\",\"value\":\"0026\"}",
                                       "{\"kind\":\"code\",\"value\":\"private\"}" };
  TollCall call;

  test_house_fill_call (f->house, &call, "704", 30, "+39026600000");
  call.dialled = "0026600000";
  call.authorization_description = "private";
  call.client_matter_code = "4711";
  test_house_store_call (f->house, &call);
  assert_codes (f, call.id, f->anna, "private", "4711");
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"items\":[%s]}", rules[i]);

      put (f, "/api/v1/private-rules", f->anna, body, 200);
      assert_number (f, call.id, f->anna, "");
      assert_codes (f, call.id, f->anna, "", "");
      assert_number (f, call.id, f->bruno, "+39026600000");
      assert_codes (f, call.id, f->bruno, "private", "4711");
    }
  assert_number (f, f->brunos, f->anna, NUMBER); /* placed without the code */
}

static void
test_free_incoming_calls (Fixture *f, gconstpointer data)
{
  TollCall call;

  test_house_fill_call (f->house, &call, "704", 30, "+39026600000");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.cost_micro = 0;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  test_house_store_call (f->house, &call);
  assert_number (f, call.id, f->anna, "+39026600000");
  put (f, "/api/v1/privacy", f->anna, "{\"preset\":\"IT\",\"purpose_required\":false}", 200);
  assert_number (f, call.id, f->anna, "");
  assert_number (f, call.id, f->bruno, "+39026600000");
  assert_number (f, f->brunos, f->anna, NUMBER); /* that one cost something */
}

static gboolean
is_changed (Fixture *f)
{
  g_autoptr (TollJson) privacy = test_house_get (f->house, "/api/v1/privacy", f->anna);

  return toll_json_value_get_bool (test_json_find (privacy, "preset_changed"));
}

/* A preset whose masks went is not what its name says. */
static void
test_a_preset_is_adjusted (Fixture *f, gconstpointer data)
{
  put (f, "/api/v1/privacy", f->anna, "{\"preset\":\"DE\"}", 200);
  g_assert_false (is_changed (f));
  put (f, "/api/v1/mask-rules", f->anna, "{\"items\":[]}", 200);
  g_assert_true (is_changed (f));
  put (f, "/api/v1/privacy", f->anna, "{\"preset\":\"IT\"}", 200);
  g_assert_false (is_changed (f));
  put (f, "/api/v1/privacy", f->anna, "{\"retention_days\":30}", 200);
  g_assert_true (is_changed (f));
}

static void
test_presets (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *preset;
    gboolean purpose_required, individual_reports, incoming_free_detail;
    gint64 retention_days;
    guint n_masks, n_unmasked;
  } rows[] = {
    { "DE", TRUE, FALSE, TRUE, 0, 2, 1 },
    { "IT", TRUE, TRUE, FALSE, 180, 0, 2 },
    { "none", FALSE, TRUE, TRUE, 0, 0, 2 },
  };
  g_autoptr (TollJson) left = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"preset\":\"%s\",\"notice\":\"Told to all\"}",
                                               rows[i].preset);
      g_autoptr (TollJson) privacy = NULL, masks = NULL;

      put (f, "/api/v1/privacy", f->anna, body, 200);
      privacy = test_house_get (f->house, "/api/v1/privacy", f->anna);
      masks = test_house_get (f->house, "/api/v1/mask-rules", f->anna);
      g_assert_cmpstr (test_json_text (privacy, "preset"), ==, rows[i].preset);
      g_assert_false (toll_json_value_get_bool (test_json_find (privacy, "preset_changed")));
      g_assert_cmpint (toll_json_value_get_bool (test_json_find (privacy, "purpose_required")), ==,
                       rows[i].purpose_required);
      g_assert_cmpint (toll_json_value_get_bool (test_json_find (privacy, "individual_reports")),
                       ==, rows[i].individual_reports);
      g_assert_cmpint (toll_json_value_get_bool (test_json_find (privacy, "incoming_free_detail")),
                       ==, rows[i].incoming_free_detail);
      g_assert_cmpint (test_json_int (privacy, "retention_days"), ==, rows[i].retention_days);
      g_assert_cmpint (test_json_int (privacy, "notice_ms"), ==, TEST_NOW_MS);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (masks, "items")), ==,
                        rows[i].n_masks);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (privacy, "may_unmask")), ==,
                        rows[i].n_unmasked);
    }
  /* Nobody who has left may do anything. */
  test_house_run (f->house, "UPDATE person SET valid_to_ms = 1000 WHERE user_name = 'bruno'");
  left = test_house_get (f->house, "/api/v1/privacy", f->anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (left, "may_unmask")), ==, 1);
  put (f, "/api/v1/privacy", f->anna, "{\"preset\":\"FR\"}", 400);
  put (f, "/api/v1/privacy", f->anna, "{\"colour\":1}", 400);
}

static void
test_everybody_reads_the_notice (Fixture *f, gconstpointer data)
{
  const char *tokens[] = { f->anna, f->super, f->rosa, f->bruno };

  put (f, "/api/v1/privacy", f->anna, "{\"notice\":\"Told to all\"}", 200);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (TollJson) me = test_house_get (f->house, "/api/v1/me", tokens[i]);

      g_assert_cmpstr (test_json_text (me, "notice"), ==, "Told to all");
      g_assert_cmpint (test_json_int (me, "notice_ms"), ==, TEST_NOW_MS);
    }
}

static void
test_known_digits (void)
{
  static const struct
  {
    const char *text, *masked;
  } rows[] = {
    { "0026677889", "0026677***" },
    { "00 2667 7889", "00 2667 7***" },
    { "0026677889,,1234", "0026677***,,1234" },
    { "39026677889 or 677889", "39026677*** or 677***" },
    { "0026677888", "0026677888" },
    { "", "" },
  };
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *filter =
      collector_audit_mask ("filter={\"number\":\"+39 02 6677889\",\"from_ms\": 1773834600000,"
                            "\"extensions\":[\"12345\"]} q=1234");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (collector_mask_known (rows[i].text, NUMBER, 3, arena), ==, rows[i].masked);
  g_assert_cmpstr (collector_mask_text ("ask +39 333 765 4321, room 12", 3, arena), ==,
                   "ask +** *** *** ****, room 12");
  g_assert_cmpstr (collector_mask_number ("alice@example.com", 3, arena), ==,
                   "al***@example.com");
  g_assert_cmpstr (collector_mask_known ("sip:bo@x.org;a=1", "bo@x.org", 3, arena), ==,
                   "si*:**@x.org;a=*");
  g_assert_cmpstr (collector_mask_prefix ("3902667", NUMBER, 3, arena), ==, "3902667");
  g_assert_cmpstr (collector_mask_prefix ("39026677889", NUMBER, 3, arena), ==, "39026677***");
  g_assert_cmpstr (filter, ==,
                   "filter={\"number\":\"+** ** *******\",\"from_ms\": 1773834600000,"
                   "\"extensions\":[\"12345\"]} q=1234");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } rows[] = {
    { "/api/privacy/masks", test_masks_by_role_class_and_age },
    { "/api/privacy/asking", test_a_mask_is_not_got_round_by_asking },
    { "/api/privacy/own-call", test_the_own_call_does_not_tell_others_numbers },
    { "/api/privacy/word", test_private_by_word },
    { "/api/privacy/contact", test_private_by_contact },
    { "/api/privacy/contacts-are-not-told", test_a_masked_owner_is_not_told_of_contacts },
    { "/api/privacy/masked-administrators", test_masked_administrators_try_no_rules },
    { "/api/privacy/changes", test_changes_of_rules_are_told },
    { "/api/privacy/contacts-are-understood", test_contacts_are_understood },
    { "/api/privacy/rule", test_private_by_rule },
    { "/api/privacy/free-incoming", test_free_incoming_calls },
    { "/api/privacy/presets", test_presets },
    { "/api/privacy/a-preset-is-adjusted", test_a_preset_is_adjusted },
    { "/api/privacy/notice", test_everybody_reads_the_notice },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, Fixture, NULL, set_up, rows[i].run, tear_down);
  g_test_add_func ("/api/privacy/known", test_known_digits);
  return g_test_run ();
}
