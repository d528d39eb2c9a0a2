/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /quarantine: pages by key; the text is there for who may see raw records, without codes.
 */
#include "config.h"

#include "collector/routes/raw-text.h"
#include "shared/wire/json-read.h"
#include "tests/support/api-house.h"

#include <string.h>

#define NAMES "pkid,callingPartyNumber,a,b,c,d,e,f,g,h,authorizationCodeValue,duration"
#define RAW   "k%u,701,a,b,c,d,e,f,g,h,98765,many"

static gboolean
hold_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  g_auto (CollectorFileRow) row = { .name = g_strdup ("cdr_C_01_202603020900_1"),
                                    .format = g_strdup ("cucm-cdr"),
                                    .state = g_strdup ("done"),
                                    .archive_path = g_strdup ("cdr"),
                                    .counts = { .records = 3, .quarantined = 3 } };

  if (ledger == NULL || !collector_ledger_begin (ledger, error)
      || !collector_ledger_put_file (ledger, &row, error))
    return FALSE;
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *raw = g_strdup_printf (RAW, i);
      CollectorHeld held = { 0, row.id, i + 1, 100 * i, "duration", "a whole number is needed here",
                             raw };
      gboolean is_stored = FALSE;

      if (!collector_ledger_hold (ledger, &held, &is_stored, error))
        return FALSE;
    }
  return collector_ledger_commit (ledger, error);
}

static TestHouse *
make_house (void)
{
  TestHouse *house = test_house_new (NULL, NULL);
  g_autofree char *path = test_temp_dir_path (house->dir, "cdr");

  g_assert_true (g_file_set_contents (path, NAMES "\n", -1, NULL));
  test_house_write (house, hold_task, NULL);
  return house;
}

static void
test_pages_by_key (void)
{
  g_autoptr (TestHouse) house = make_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) first = test_house_get (house, "/api/v1/quarantine?limit=2", anna);
  g_autofree char *path = g_strconcat ("/api/v1/quarantine?limit=2&after=",
                                       test_json_text (first, "next"), NULL);
  g_autoptr (TollJson) second = test_house_get (house, path, anna);
  g_autoptr (TestAnswer) wrong
      = test_house_ask (house, "GET", "/api/v1/quarantine?after=x", anna, NULL);

  g_assert_cmpstr (test_json_text (first, "items.0.file"), ==, "cdr_C_01_202603020900_1");
  g_assert_cmpint (test_json_int (first, "items.0.line"), ==, 2);
  g_assert_cmpstr (test_json_text (first, "items.0.field"), ==, "duration");
  g_assert_cmpstr (test_json_text (first, "items.0.reason"), ==, "a whole number is needed here");
  g_assert_cmpint (test_json_int (first, "items.1.line"), ==, 3);
  g_assert_null (test_json_find (first, "items.2"));
  g_assert_cmpint (test_json_int (second, "items.0.line"), ==, 4);
  g_assert_null (test_json_find (second, "items.1"));
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (second, "next")), ==, TOLL_JSON_NULL);
  g_assert_cmpuint (wrong->status, ==, 400);
}

/* @expected: NULL = it is kept back. */
static void
assert_raw (TestHouse *house, const char *token, const char *expected)
{
  g_autoptr (TollJson) list = test_house_get (house, "/api/v1/quarantine", token);

  if (expected == NULL)
    g_assert_cmpint (toll_json_value_get_kind (test_json_find (list, "items.0.raw")), ==,
                     TOLL_JSON_NULL);
  else
    g_assert_cmpstr (test_json_text (list, "items.0.raw"), ==, expected);
}

/* Her own mask, a scope that is a part of the house, a rule for her role, a prefix that is private, a file that is gone: each of them
 * keeps the text back. */
static void
test_raw_is_for_few (void)
{
  static const char *const obstacles[][2] = {
    { "UPDATE account SET masked_digits = 3 WHERE user_name = 'anna'",
      "UPDATE account SET masked_digits = 0 WHERE user_name = 'anna'" },
    { "UPDATE account SET scope = 1 WHERE user_name = 'anna'",
      "UPDATE account SET scope = 4 WHERE user_name = 'anna'" },
    { "INSERT INTO mask_rule (role, dest_class, older_than_days, masked_digits)"
      " VALUES (2, 3, 90, 3)",
      "DELETE FROM mask_rule" },
    { "INSERT INTO private_rule (person_id, kind, value) VALUES (4, 0, '701')",
      "DELETE FROM private_rule" },
    { "UPDATE file SET archive_path = 'gone'", "UPDATE file SET archive_path = 'cdr'" },
  };
  g_autoptr (TestHouse) house = make_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");

  assert_raw (house, anna, "k1,701,a,b,c,d,e,f,g,h,*,many");
  for (guint i = 0; i < G_N_ELEMENTS (obstacles); i++)
    {
      g_test_message ("%s", obstacles[i][0]);
      test_house_run (house, obstacles[i][0]);
      assert_raw (house, anna, NULL);
      test_house_run (house, obstacles[i][1]);
      assert_raw (house, anna, "k1,701,a,b,c,d,e,f,g,h,*,many");
    }
}

static void
test_codes_are_left_out (void)
{
  static const struct
  {
    const char *raw, *shown;
  } rows[] = {
    { "k,701,a,b,c,d,e,f,g,h,98765,60", "k,701,a,b,c,d,e,f,g,h,*,60" },
    { "k,701,a,b,c,d,\"e,e\",f,g,h,\"98765\",60", "k,701,a,b,c,d,\"e,e\",f,g,h,*,60" },
    { "k,701,a,b,c,d,e,f,g,h,,60", "k,701,a,b,c,d,e,f,g,h,,60" },
    { "k,701,a,b,c,d,e,f,g,h,\"\",60", "k,701,a,b,c,d,e,f,g,h,\"\",60" },
    { "k,701,a,b,c,d,e,f,g,98765", "k,701,*" },               /* cut, or a cell too few */
    { "k,701,a,b,c,d,e,f,g,h,h,98765,60", "k,701,*" },        /* a cell too many */
    { "k,\"701,a,b,c,d,e,f,g,h,98765,60", "k,\"701,*" }, /* a quote that never ends */
    { "k", "k" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = collector_raw_text_hide_code (NAMES, rows[i].raw);
      g_autofree char *whole = collector_raw_text_hide_code ("pkid,duration", rows[i].raw);

      g_assert_cmpstr (shown, ==, rows[i].shown);
      g_assert_cmpstr (whole, ==, rows[i].raw);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/quarantine/pages-by-key", test_pages_by_key);
  g_test_add_func ("/api/quarantine/raw-is-for-few", test_raw_is_for_few);
  g_test_add_func ("/api/quarantine/codes-are-left-out", test_codes_are_left_out);
  return g_test_run ();
}
