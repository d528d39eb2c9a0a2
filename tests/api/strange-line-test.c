/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number outside that rings at a device of the house is taken for a line: nobody's, and of no site.
 * Who sees numbers in part sees it without a digit, finds it by none, and nobody reads it out of
 * somebody's private call.
 */
#include "config.h"

#include "collector/store/unknown-store.h"
#include "tests/support/api-house.h"

#include <string.h>

#define OUTSIDE "+393471234987"
#define RANG "03471234988"
#define DIALLED "00393471234989"
#define OURS "+390266770007"
#define RANGE "+390266770000-+390266770099"
#define SHOWN_DIALLED "\"003934712"
#define HIDDEN "+************"
#define HIDDEN_RANG "***********"
#define N_MINUTES 10
#define N_CALLS 3

enum
{
  ROSA = 3,
  SALES = 1
};

/* Whether @text tells one of the two, or what is hidden of it. */
static gboolean
tells (const char *text)
{
  return strstr (text, "471234987") != NULL || strstr (text, "471234988") != NULL
         || strstr (text, "4987") != NULL || strstr (text, "4988") != NULL
         || strstr (text, "4989") != NULL;
}

static void
fill_internal (TestHouse *house, TollCall *call, const char *extension, guint minutes_ago,
               const char *number)
{
  test_house_fill_call (house, call, extension, minutes_ago, number);
  call->direction = TOLL_DIRECTION_INTERNAL;
  call->dest_class = TOLL_CLASS_INTERNAL;
  call->gateway = call->nation = call->area = call->dialled = "";
  call->callee_e164 = "";
  call->called_extension = number;
}

/* The mobile calls rosa, who reaches another at what is taken for a phone, and bruno, to whom a number
 * outside that she dialled was forwarded. Returns: ids in @ids. */
static void
store_calls (TestHouse *house, gint64 ids[N_CALLS])
{
  TollCall in, out, forwarded;

  fill_internal (house, &in, OUTSIDE, N_MINUTES, "703");
  in.caller_e164 = OUTSIDE;
  in.called_person_id = ROSA;
  in.called_department_id = SALES;
  in.first_extension = in.last_extension = RANG;
  test_house_store_call (house, &in);
  fill_internal (house, &out, "703", N_MINUTES + 1, RANG);
  test_house_store_call (house, &out);
  fill_internal (house, &forwarded, "703", N_MINUTES + 2, "704");
  forwarded.dialled = DIALLED;
  test_house_store_call (house, &forwarded);
  ids[0] = in.id;
  ids[1] = out.id;
  ids[2] = forwarded.id;
}

static void
mask_anna (TestHouse *house)
{
  test_house_run (house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
}

/* How many calls @field finds with @op and @text. */
static gint64
count (TestHouse *house, const char *token, const char *field, const char *op, const char *text)
{
  g_autofree char *question = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"%s\",\"op\":\"%s\","
      "\"value\":\"%s\"}}",
      field, op, text);
  g_autoptr (TollJson) told
      = test_house_post (house, "/api/v1/reports/1.1/count", token, question);

  return test_json_int (told, "calls");
}

/* What @token is told of calls, in lists, groups, names, one by one, tells no number. */
static void
check_silent (TestHouse *house, const char *token, const gint64 ids[N_CALLS])
{
  static const char *const questions[] = {
    "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"extension\",\"number\","
    "\"first_extension\",\"last_extension\",\"dialled\"],\"sort\":[\"extension\"]}",
    "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"extension\"],\"fields\":[\"calls\"]}",
    "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"first_extension\","
    "\"last_extension\"],\"fields\":[\"calls\"]}",
    "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"number\"],\"fields\":[\"calls\"]}",
    "{\"period\":{\"relative\":\"everything\"},\"section\":\"extension\"}",
  };
  static const char *const fields[] = { "extension", "first_extension", "last_extension" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (TestAnswer) told
          = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", token, questions[i]);

      g_test_message ("%s", told->body);
      g_assert_cmpuint (told->status, ==, 200);
      g_assert_false (tells (told->body));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/reports/values?field=", fields[i], NULL);
      g_autoptr (TestAnswer) told = test_house_ask (house, "GET", path, token, NULL);

      g_test_message ("%s", told->body);
      g_assert_cmpuint (told->status, ==, 200);
      g_assert_false (tells (told->body));
    }
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, ids[i]);
      g_autoptr (TestAnswer) told = test_house_ask (house, "GET", path, token, NULL);

      g_test_message ("%s", told->body);
      g_assert_cmpuint (told->status, ==, 200);
      g_assert_false (tells (told->body));
    }
}

static void
test_masked (void)
{
  static const char *const names[] = { "anna", "super", "rosa" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  gint64 ids[N_CALLS];

  mask_anna (house);
  store_calls (house, ids);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *token = test_house_sign_in (house, names[i]);

      g_test_message ("%s", names[i]);
      check_silent (house, token, ids);
      g_assert_cmpint (count (house, token, "extension", "is", OUTSIDE), ==, 0);
      g_assert_cmpint (count (house, token, "extension", "ends", "4987"), ==, 0);
      g_assert_cmpint (count (house, token, "extension", "starts", "+39347"), ==, 0);
      g_assert_cmpint (count (house, token, "first_extension", "is", RANG), ==, 0);
      g_assert_cmpint (count (house, token, "number", "is", RANG), ==, 0);
      g_assert_cmpint (count (house, token, "extension", "is", HIDDEN), ==, 1);
      g_assert_cmpint (count (house, token, "first_extension", "is", HIDDEN_RANG), ==, 1);
      test_house_check_listed (house, token, "extensions", OUTSIDE, 0);
      test_house_check_listed (house, token, "extensions", RANG, 0);
      test_house_check_listed (house, token, "extensions", "703", N_CALLS);
    }
}

/* Who sees numbers sees these; and so does everybody when they are the house's after all. */
static void
test_known (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  gint64 ids[N_CALLS];

  store_calls (house, ids);
  g_assert_cmpint (count (house, anna, "extension", "is", OUTSIDE), ==, 1);
  test_house_check_listed (house, anna, "extensions", OUTSIDE, 1);
  test_house_check_listed (house, anna, "extensions", RANG, 1);
  test_house_run (house, "INSERT INTO person_line (person_id, extension) VALUES (4, '" OUTSIDE "')");
  g_assert_cmpint (count (house, super, "extension", "is", OUTSIDE), ==, 1);
  test_house_check_listed (house, super, "extensions", OUTSIDE, 1);
  test_house_check_listed (house, super, "extensions", RANG, 0);
  test_house_run (house, "INSERT INTO site (name, nation, zone, extension_ranges) VALUES"
                         " ('Rome', 'IT', 'Europe/Rome', '03471234980-03471234989')");
  g_assert_cmpint (count (house, super, "number", "is", RANG), ==, 1);
  test_house_check_listed (house, super, "extensions", RANG, 1);
}

/* How many calls the first keys of @field find. */
static gint64
count_by_keys (TestHouse *house, const char *token, const char *field)
{
  gint64 n = 0;

  for (guint key = 1; key < 100; key++)
    {
      g_autofree char *text = g_strdup_printf ("%u", key);

      n += count (house, token, field, "key", text);
    }
  return n;
}

/* Either number is told neither by rosa's private calls nor by what they count for. */
static void
test_private (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  gint64 ids[N_CALLS];

  store_calls (house, ids);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", ids[i]);
      g_autoptr (TestAnswer) kept
          = test_house_ask (house, "PUT", path, rosa, "{\"private\":true}");

      g_assert_cmpuint (kept->status, ==, 200);
    }
  check_silent (house, anna, ids);
  g_assert_cmpint (count (house, anna, "extension", "is", OUTSIDE), ==, 0);
  g_assert_cmpint (count (house, anna, "extension", "is", "703"), ==, 2);
  test_house_check_listed (house, anna, "extensions", OUTSIDE, 0);
  test_house_check_listed (house, anna, "extensions", RANG, 0);
  /* Keys may be known from before: that of rosa's own line, which placed two, is left. */
  g_assert_cmpint (count_by_keys (house, anna, "extension"), ==, 2);
}

/* Calls that came in for rosa: by way of a number outside, which was called first and rang first, by
 * one of the house's numbers, and by an extension. */
static void
store_diverted (TestHouse *house, gint64 ids[N_CALLS])
{
  static const char *const dialled[N_CALLS] = { DIALLED, OURS, "8800" };

  for (guint i = 0; i < N_CALLS; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "703", N_MINUTES + i, "+4930123456");
      call.direction = TOLL_DIRECTION_INCOMING;
      call.caller_e164 = call.number;
      call.callee_e164 = "";
      call.dialled = dialled[i];
      call.first_extension = i == 0 ? RANG : "";
      test_house_store_call (house, &call);
      ids[i] = call.id;
    }
  test_house_run (house, "UPDATE site SET public_ranges = '" RANGE "'");
}

/* Of the numbers of the range, who sees numbers in part is told those that nobody called. */
static void
check_unused (TestHouse *house, gboolean is_called)
{
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) unused
      = test_house_ask (house, "POST", "/api/v1/reports/10.2/run", anna, "{}");

  g_test_message ("%s", unused->body);
  g_assert_cmpuint (unused->status, ==, 200);
  /* The number behind it begins a row when there is one before it that was called. */
  g_assert_true ((strstr (unused->body, "\"+390266770008\"") != NULL) == is_called);
}

/* However networks write it; what may be another number is hidden, though it counts as called. */
static void
test_notations (void)
{
  static const struct
  {
    const char *dialled;
    gboolean is_shown;
    gboolean is_called; /* OURS */
  } rows[] = {
    { "+390266770007", TRUE, TRUE },
    { "390266770007", TRUE, TRUE },
    { "00390266770007", TRUE, TRUE },
    { "0266770007", TRUE, TRUE },
    { "sip:+390266770007@10.1.1.1", TRUE, TRUE },
    { "+39 02 66770007", TRUE, TRUE },
    { "66770007", FALSE, TRUE },
    { "00066770007", FALSE, FALSE },
    { "+390266770107", FALSE, FALSE },
    { "0266770107", FALSE, FALSE },
    { "+66770007", FALSE, FALSE },
    { "+0266770007", FALSE, FALSE },
    { "0266770007,3475299997", FALSE, TRUE },
    { "+390266770007#3475299998", FALSE, TRUE },
    { "+390266770007;cpn=3475299993", FALSE, TRUE },
    { "0266770007@3475299994", FALSE, TRUE },
    { "0266770007@sbc.example", TRUE, TRUE },
    { "0266770007#", TRUE, TRUE },
    { "00266770007", FALSE, TRUE },
    { "000390266770007", FALSE, TRUE },
    { "0049266770007", FALSE, FALSE },
    { "+4318801234", FALSE, FALSE }, /* Vienna; of Kiel it is 0431 8801234 */
    { "4318801234", FALSE, FALSE },
    { "04318801234", TRUE, FALSE },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *super = test_house_sign_in (house, "super");
  gint64 ids[N_CALLS];

  mask_anna (house);
  store_diverted (house, ids);
  test_house_run (house, "INSERT INTO site (name, nation, zone, public_ranges) VALUES ('Kiel', 'DE',"
                         " 'Europe/Berlin', '+494318800000-+494318809999')");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "UPDATE call SET dialled = '%s' WHERE dialled NOT IN ('" DIALLED "', '8800')",
          rows[i].dialled);
      g_autofree char *body = g_strconcat ("\"", rows[i].dialled, "\"", NULL);
      g_autoptr (TestAnswer) listed = NULL;

      test_house_run (house, sql);
      listed = test_house_ask (house, "GET", "/api/v1/calls", super, NULL);
      g_test_message ("%s", rows[i].dialled);
      g_assert_true ((strstr (listed->body, body) != NULL) == rows[i].is_shown);
      g_assert_cmpint (count (house, super, "did", "is", rows[i].dialled), ==, rows[i].is_shown);
      check_unused (house, rows[i].is_called);
    }
  /* Dialled inside, the 0 may be that of a trunk, and the number a mobile's. */
  test_house_run (house, "UPDATE call SET direction = 0, dialled = '0266770007' WHERE dialled NOT IN"
                         " ('" DIALLED "', '8800')");
  {
    g_autoptr (TestAnswer) listed = test_house_ask (house, "GET", "/api/v1/calls", super, NULL);

    g_assert_null (strstr (listed->body, "\"0266770007\""));
  }
}

/* Whose calls they are, and whether they went on to a mobile, says nothing of whether a number is used. */
static void
test_unused (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  gint64 ids[N_CALLS];

  store_diverted (house, ids);
  check_unused (house, TRUE);
  test_house_run (house, "INSERT INTO setting (key, value) VALUES ('privacy.incoming_free_detail', '0')");
  test_house_run (house, "UPDATE call SET cost_micro = 0");
  check_unused (house, TRUE);
  test_house_run (house, "UPDATE call SET direction = 3 WHERE dialled = '" OURS "'");
  check_unused (house, TRUE);
  test_house_run (house, "UPDATE call SET dialled = '' WHERE dialled = '" OURS "'");
  check_unused (house, FALSE);
}

/* What was called from outside is whole where it is the house's, and only there. */
static void
test_diverted (void)
{
  static const char *const names[] = { "anna", "super", "rosa" };
  static const char question[] = "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"did\"],"
                                 "\"fields\":[\"calls\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *whole = test_house_sign_in (house, "anna");
  gint64 ids[N_CALLS];

  store_diverted (house, ids);
  g_assert_cmpint (count (house, whole, "did", "is", DIALLED), ==, 1);
  mask_anna (house);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *token = test_house_sign_in (house, names[i]);
      g_autoptr (TestAnswer) grouped = NULL, listed = NULL;

      g_test_message ("%s", names[i]);
      check_silent (house, token, ids);
      grouped = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", token, question);
      g_test_message ("%s", grouped->body);
      g_assert_false (tells (grouped->body));
      g_assert_nonnull (strstr (grouped->body, OURS));
      g_assert_nonnull (strstr (grouped->body, SHOWN_DIALLED));
      listed = test_house_ask (house, "GET", "/api/v1/calls", token, NULL);
      g_assert_false (tells (listed->body));
      g_assert_nonnull (strstr (listed->body, OURS));
      g_assert_cmpint (count (house, token, "did", "is", DIALLED), ==, 0);
      g_assert_cmpint (count (house, token, "did", "ends", "4989"), ==, 0);
      g_assert_cmpint (count (house, token, "did", "is", OURS), ==, 1);
      g_assert_cmpint (count (house, token, "did", "is", "8800"), ==, 1);
    }
}

/* Nor where such a call rang is told of a private one, to whom sees numbers. */
static void
test_diverted_private (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *path = NULL;
  g_autoptr (TestAnswer) kept = NULL;
  gint64 ids[N_CALLS];

  store_diverted (house, ids);
  g_assert_cmpint (count (house, anna, "first_extension", "is", RANG), ==, 1);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", ids[0]);
  kept = test_house_ask (house, "PUT", path, rosa, "{\"private\":true}");
  g_assert_cmpuint (kept->status, ==, 200);
  check_silent (house, anna, ids);
  g_assert_cmpint (count (house, anna, "first_extension", "is", RANG), ==, 0);
  g_assert_cmpint (count (house, anna, "extension", "is", "703"), ==, N_CALLS);
  /* Whose call it is sees where it rang. */
  g_assert_cmpint (count (house, rosa, "extension", "is", "703"), ==, N_CALLS);
}

/* Nor by a device that is called like the number, which a mobile's is. */
static void
test_private_device (void)
{
  static const char *const questions[]
      = { "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"device\"],"
          "\"fields\":[\"calls\"]}",
          "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"device\",\"number\"],"
          "\"sort\":[\"device\"]}" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  static const char *const masked[] = { "anna", "super" };
  g_autofree char *path = NULL;
  g_autoptr (TestAnswer) kept = NULL, values = NULL;
  TollCall call;

  test_house_fill_call (house, &call, "704", N_MINUTES + 1, "+393471234987");
  call.device = "MOB-3471234987";
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", N_MINUTES, "+393471234987");
  call.device = "MOB-3471234987";
  test_house_store_call (house, &call);
  g_assert_cmpint (count (house, anna, "device", "is", call.device), ==, 2);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", call.id);
  kept = test_house_ask (house, "PUT", path, rosa, "{\"private\":true}");
  g_assert_cmpuint (kept->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (TestAnswer) told
          = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", anna, questions[i]);

      g_assert_cmpuint (told->status, ==, 200);
      g_test_message ("%s", told->body);
      g_assert_nonnull (strstr (told->body, "null"));
    }
  g_assert_cmpint (count (house, anna, "device", "is", call.device), ==, 1);
  g_assert_cmpint (count (house, anna, "device", "ends", "4987"), ==, 1);
  mask_anna (house);
  for (guint i = 0; i < G_N_ELEMENTS (masked); i++)
    {
      g_autofree char *token = test_house_sign_in (house, masked[i]);

      values = test_house_ask (house, "GET", "/api/v1/reports/values?field=device", token, NULL);
      g_assert_false (tells (values->body));
      g_clear_pointer (&values, test_answer_free);
      /* By the key of bruno's call with the device, which the supervisor does not see, nobody finds it. */
      g_assert_cmpint (count_by_keys (house, token, "device"), ==, i == 0 ? 1 : 0);
    }
  g_assert_cmpint (count (house, rosa, "device", "is", "MOB-**********"), ==, 1);
}

static gboolean
make_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_unknown_make_people (db, TEST_NOW_MS, data, error);
}

/* Nor does the list of lines that are nobody's tell it, with when it called. */
static void
test_unknown_private (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *path = NULL, *paola = NULL;
  g_autoptr (TestAnswer) part = NULL, kept = NULL, whole = NULL, taken = NULL;
  gint64 ids[N_CALLS];

  store_calls (house, ids);
  test_house_add_paola (house);
  paola = test_house_sign_in (house, "paola");
  part = test_house_ask (house, "GET", "/api/v1/unknown-extensions", paola, NULL);
  g_assert_cmpuint (part->status, ==, 200);
  g_assert_nonnull (strstr (part->body, HIDDEN));
  g_assert_false (tells (part->body));
  /* As somebody's line everybody would see it. */
  taken = test_house_ask (house, "POST", "/api/v1/people", paola,
                          "{\"user_name\":\"taker\",\"lines\":[{\"number\":\"" OUTSIDE "\"}]}");
  g_assert_cmpuint (taken->status, ==, 403);
  g_assert_nonnull (strstr (taken->body, "lines[0].number"));
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", ids[0]);
  kept = test_house_ask (house, "PUT", path, rosa, "{\"private\":true}");
  g_assert_cmpuint (kept->status, ==, 200);
  whole = test_house_ask (house, "GET", "/api/v1/unknown-extensions", anna, NULL);
  g_assert_nonnull (strstr (whole->body, HIDDEN));
  g_assert_false (tells (whole->body));
}

/* Lists of lines that are nobody's tell it to who sees numbers, and nobody is made of it. */
static void
test_unknown (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  gint64 ids[N_CALLS];
  guint n_made = 0;
  static const char path[] = "/api/v1/unknown-extensions";

  store_calls (house, ids);
  {
    g_autoptr (TestAnswer) whole = test_house_ask (house, "GET", path, anna, NULL);

    g_assert_nonnull (strstr (whole->body, OUTSIDE));
  }
  mask_anna (house);
  {
    g_autofree char *masked = test_house_sign_in (house, "anna");
    g_autoptr (TestAnswer) part = test_house_ask (house, "GET", path, masked, NULL);

    g_assert_false (tells (part->body));
    g_assert_nonnull (strstr (part->body, HIDDEN));
  }
  test_house_store_calls (house, "709", 1, 1);
  test_house_write (house, make_task, &n_made);
  g_assert_cmpuint (n_made, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strange-line/masked", test_masked);
  g_test_add_func ("/strange-line/known", test_known);
  g_test_add_func ("/strange-line/private", test_private);
  g_test_add_func ("/strange-line/diverted", test_diverted);
  g_test_add_func ("/strange-line/notations", test_notations);
  g_test_add_func ("/strange-line/unused", test_unused);
  g_test_add_func ("/strange-line/diverted/private", test_diverted_private);
  g_test_add_func ("/strange-line/private/device", test_private_device);
  g_test_add_func ("/strange-line/unknown", test_unknown);
  g_test_add_func ("/strange-line/unknown/private", test_unknown_private);
  return g_test_run ();
}
