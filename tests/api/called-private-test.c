/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An internal call is both sides' to keep private, each by a word or a contact of their own; then
 * nobody else is told who was called, by no list, journey, filter or figure. A prefix and everybody's
 * contacts hold for internal calls too.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define EVERYTHING "{\"period\":{\"relative\":\"everything\"}"

typedef struct
{
  TestHouse *house;
  char *rosa;  /* who was called: 703, Sales */
  char *bruno; /* who called: 704, Support */
  char *super; /* looks after rosa */
  char *anna;  /* sees all */
  char *path;  /* of the call */
} Fixture;

static void
put (Fixture *f, const char *path, const char *token, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "PUT", path, token, body);

  g_test_message ("%s %s: %s", path, body, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
set_up (Fixture *f, const char *dialled)
{
  TollCall call;

  f->house = test_house_new (NULL, NULL);
  f->rosa = test_house_sign_in (f->house, "rosa");
  f->bruno = test_house_sign_in (f->house, "bruno");
  f->super = test_house_sign_in (f->house, "super");
  f->anna = test_house_sign_in (f->house, "anna");
  put (f, "/api/v1/sites/1", f->anna, "{\"extension_ranges\":\"7XX\"}", 200);
  test_house_fill_call (f->house, &call, "704", 10, "703");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.callee_e164 = call.gateway = call.nation = call.area = call.currency = "";
  call.dialled = dialled;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.cost_micro = 0;
  call.called_extension = "703";
  call.called_person_id = 3;
  call.called_department_id = 1;
  f->path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT,
                             test_house_store_call (f->house, &call));
}

static void
tear_down (Fixture *f)
{
  g_clear_pointer (&f->house, test_house_free);
  g_clear_pointer (&f->rosa, g_free);
  g_clear_pointer (&f->bruno, g_free);
  g_clear_pointer (&f->super, g_free);
  g_clear_pointer (&f->anna, g_free);
  g_clear_pointer (&f->path, g_free);
}

/* @word: "true", "false" or "null", of whose @token it is. */
static void
say (Fixture *f, const char *token, const char *word, guint status)
{
  g_autofree char *path = g_strconcat (f->path, "/private", NULL);
  g_autofree char *body = g_strdup_printf ("{\"private\":%s}", word);

  put (f, path, token, body, status);
}

static void
keep_contact (Fixture *f, const char *token, const char *contact)
{
  g_autofree char *body = *contact != '\0' ? g_strdup_printf ("{\"items\":[\"%s\"]}", contact)
                                           : g_strdup ("{\"items\":[]}");

  put (f, "/api/v1/me/private-contacts", token, body, 200);
}

static void
put_rule (Fixture *f, const char *kind, const char *value)
{
  g_autofree char *body
      = g_strdup_printf ("{\"items\":[{\"kind\":\"%s\",\"value\":\"%s\"}]}", kind, value);

  put (f, "/api/v1/private-rules", f->anna, body, 200);
}

static void
check_side (Fixture *f, const char *token, gboolean is_private)
{
  g_autoptr (TollJson) one = test_house_get (f->house, f->path, token);

  g_assert_cmpstr (test_json_text (one, "call.number"), ==, "703");
  g_assert_cmpint (toll_json_value_get_bool (test_json_find (one, "call.is_private")), ==,
                   is_private);
}

static gint64
count (Fixture *f, const char *where)
{
  g_autofree char *body = g_strconcat (EVERYTHING, where, "}", NULL);
  g_autoptr (TollJson) json
      = test_house_post (f->house, "/api/v1/reports/1.1/count", f->anna, body);

  return test_json_int (json, "calls");
}

/* Whether 4.6, Top Numbers, tells who was called. */
static gboolean
tells_figures (Fixture *f)
{
  g_autoptr (TestAnswer) answer = test_house_ask (
      f->house, "POST", "/api/v1/reports/4.6/run", f->anna,
      EVERYTHING ",\"directions\":[\"internal\"]}");

  g_assert_cmpuint (answer->status, ==, 200);
  return strstr (answer->body, "\"703\"") != NULL;
}

/* What anna and super, who are no side of it, are told. */
static void
check_others (Fixture *f, gboolean is_private)
{
  g_autoptr (TestAnswer) one = test_house_ask (f->house, "GET", f->path, f->anna, NULL);
  g_autoptr (TestAnswer) called = test_house_ask (f->house, "GET", f->path, f->super, NULL);
  g_autoptr (TollJson) list = test_house_get (f->house, "/api/v1/calls", f->anna);
  g_autoptr (TollJson) theirs = test_house_get (f->house, "/api/v1/calls", f->super);
  guint n = toll_json_value_get_length (test_json_find (theirs, "items"));

  g_test_message ("%s", one->body);
  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpint (strstr (one->body, "\"703\"") == NULL && strstr (one->body, "Rosa") == NULL, ==,
                   is_private);
  g_assert_cmpuint (called->status, ==, is_private ? 404 : 200);
  g_assert_cmpuint (n, ==, is_private ? 0 : 1);
  g_assert_cmpstr (test_json_text (list, "items.0.extension"), ==, "704");
  g_assert_cmpstr (test_json_text (list, "items.0.number"), ==, is_private ? "" : "703");
  g_assert_cmpstr (toll_json_value_get_text (test_json_find (list, "items.0.number_hidden")), ==,
                   is_private ? "private" : "");
  g_assert_cmpint (toll_json_value_get_bool (test_json_find (list, "items.0.is_private")), ==,
                   is_private);
  g_assert_cmpint (count (f, ""), ==, 1);
  g_assert_cmpint (count (f, ",\"groups\":{\"extensions\":[\"703\"]}"), ==, !is_private);
  g_assert_cmpint (count (f, ",\"where\":{\"field\":\"number\",\"op\":\"is\",\"value\":\"703\"}"), ==,
                   !is_private);
  g_assert_cmpint (tells_figures (f), ==, !is_private);
}

static void
test_words (void)
{
  Fixture f = { 0 };

  set_up (&f, "703");
  check_others (&f, FALSE);
  say (&f, f.anna, "true", 403);
  say (&f, f.super, "true", 403);
  say (&f, f.rosa, "true", 200);
  check_side (&f, f.rosa, TRUE);
  check_side (&f, f.bruno, FALSE); /* he is not told of hers */
  check_others (&f, TRUE);
  say (&f, f.super, "false", 404);
  say (&f, f.bruno, "false", 200); /* nor does his open it */
  check_others (&f, TRUE);
  say (&f, f.bruno, "true", 200);
  say (&f, f.rosa, "null", 200);
  check_side (&f, f.rosa, FALSE);
  check_side (&f, f.bruno, TRUE);
  check_others (&f, TRUE);
  say (&f, f.bruno, "null", 200);
  check_others (&f, FALSE);
  tear_down (&f);
}

static void
test_contacts (void)
{
  Fixture f = { 0 };

  set_up (&f, "703");
  keep_contact (&f, f.rosa, "704");
  check_side (&f, f.rosa, TRUE);
  check_side (&f, f.bruno, FALSE);
  check_others (&f, TRUE);
  say (&f, f.rosa, "false", 200);
  check_others (&f, FALSE);
  say (&f, f.rosa, "null", 200);
  keep_contact (&f, f.rosa, "703"); /* who is not the other side to her */
  check_others (&f, FALSE);
  keep_contact (&f, f.super, "704"); /* another's */
  check_others (&f, FALSE);
  keep_contact (&f, f.rosa, "");
  keep_contact (&f, f.bruno, "703");
  check_side (&f, f.bruno, TRUE);
  check_others (&f, TRUE);
  tear_down (&f);
}

/* A contact of everybody's is the other side's to whoever called it or was called by it. */
static void
test_everybodys_contacts (void)
{
  Fixture f = { 0 };

  set_up (&f, "703");
  put_rule (&f, "contact", "704");
  check_others (&f, TRUE);
  check_side (&f, f.rosa, TRUE);
  check_side (&f, f.bruno, FALSE);
  put_rule (&f, "contact", "703");
  check_others (&f, TRUE);
  check_side (&f, f.rosa, FALSE);
  put_rule (&f, "contact", "702");
  check_others (&f, FALSE);
  tear_down (&f);
}

static void
test_prefixes (void)
{
  Fixture f = { 0 };

  set_up (&f, "*50703");
  put_rule (&f, "prefix", "*51");
  check_others (&f, FALSE);
  put_rule (&f, "prefix", "*50");
  check_others (&f, TRUE);
  check_side (&f, f.bruno, TRUE);
  check_side (&f, f.rosa, FALSE);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/called-private/words", test_words);
  g_test_add_func ("/called-private/contacts", test_contacts);
  g_test_add_func ("/called-private/everybodys-contacts", test_everybodys_contacts);
  g_test_add_func ("/called-private/prefixes", test_prefixes);
  return g_test_run ();
}
