/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door for JSON: what it takes, what it refuses, how quickly; the writer that cannot write
 * anything but JSON.
 */
#include "config.h"

#include "shared/base/error.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"
#include "shared/wire/query.h"

#include <string.h>

static const char *const taken[] = {
  "null", "true", " [ ] ", "{}", "0", "-0", "-1.5e10", "9223372036854775807", "\"\"",
  "\"\\u00e9\\ud83d\\ude00\\n\\/\"", "[1,[2,{\"a\":[]}]]", "{\"a\":{\"b\":null},\"\":1}",
  "\"\xf0\x9f\x98\x80\"", "1e-5", "\t\r\n[1]\n",
};

static const char *const refused[] = {
  "", " ", "nul", "True", "[1][2]", "{}{}", "[1,]", "{,}", "{\"a\":1,}", "{\"a\"}", "{a:1}",
  "{'a':1}", "'a'", "0x10", "010", "+1", ".5", "1.", "1e", "1e999", "-1e-999", "NaN", "Infinity",
  "9223372036854775808", "/*c*/1", "1//c", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
  "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u0000\"", "\"a\nb\"", "\"\xff\"", "\"\xc0\x80\"",
  "[", "]", "[1", "{\"a\":", "{\"a\":1", "[1 2]", "{\"a\" 1}", "\"\xed\xa0\x80\"", "\xef\xbb\xbf{}",
};

static void
test_taken_and_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) json = toll_json_read (taken[i], -1, 0, &error);

      g_assert_no_error (error);
      g_assert_nonnull (json);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) json = toll_json_read (refused[i], -1, 0, &error);

      g_autofree char *shown = g_strescape (refused[i], NULL);

      g_test_message ("%s", shown);
      g_assert_null (json);
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
    }
  g_assert_null (toll_json_read ("[1]\0[2]", 7, 0, NULL));
}

/* Also deep inside, and behind objects that have the same names once each. */
static void
test_doubled_members_are_refused (void)
{
  static const struct
  {
    const char *text, *field;
  } cases[] = {
    { "{\"a\":1,\"b\":2,\"a\":3}", "a" },
    { "{\"a\":{\"x\":1},\"b\":[{\"x\":1},{\"x\":1,\"y\":{},\"\\u0078\":1}]}", "x" },
    { "{\"a\":{\"b\":1},\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":1}]}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) json = toll_json_read (cases[i].text, -1, 0, &error);
      g_autofree char *field = error != NULL ? toll_error_dup_field (error) : NULL;

      g_assert_cmpstr (field, ==, cases[i].field);
      g_assert_true ((json != NULL) == (cases[i].field == NULL));
      if (json == NULL)
        g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{");
  g_autofree char *large = g_strnfill (TOLL_JSON_MAX_BYTES + 1, ' ');
  gint64 begin;

  for (guint depth = 31; depth <= 33; depth++)
    {
      g_autoptr (TollJson) json = NULL;

      g_string_truncate (deep, 0);
      for (guint i = 0; i < depth; i++)
        g_string_append_c (deep, '[');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (deep, ']');
      json = toll_json_read (deep->str, -1, 0, NULL);
      g_assert_true ((json != NULL) == (depth <= TOLL_JSON_MAX_DEPTH));
    }
  g_assert_null (toll_json_read (large, -1, 0, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE);
  g_string_set_size (deep, 1000000);
  memset (deep->str, '[', deep->len);
  for (guint i = 0; i < 90000; i++)
    g_string_append_printf (wide, "\"k%u\":1,", i);
  g_string_append (wide, "x}");
  begin = g_get_monotonic_time ();
  g_assert_null (toll_json_read (deep->str, deep->len, 0, NULL));
  g_assert_null (toll_json_read (wide->str, wide->len, 0, NULL));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 200000);
}

static void
test_values (void)
{
  g_autoptr (TollJson) json = toll_json_read (
      "{\"i\":-5,\"r\":1.5,\"b\":true,\"t\":\"\\u00e9\",\"n\":null,\"a\":[1,\"x\"],"
      "\"o\":{\"k\":7},\"max\":9223372036854775807}", -1, 0, NULL);
  const TollJsonValue *root = toll_json_get_root (json);
  static const char *const known[] = { "i", "r", "b", "t", "n", "a", "o", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL, *path = NULL;
  gint64 figure;
  const char *text;

  g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_member (root, "i")), ==, -5);
  g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_member (root, "max")), ==,
                   G_MAXINT64);
  g_assert_cmpfloat (toll_json_value_get_real (toll_json_value_get_member (root, "r")), ==, 1.5);
  g_assert_true (toll_json_value_get_bool (toll_json_value_get_member (root, "b")));
  g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_member (root, "t")), ==, "é");
  g_assert_cmpint (toll_json_value_get_kind (toll_json_value_get_member (root, "n")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpuint (toll_json_value_get_length (toll_json_value_get_member (root, "a")), ==, 2);
  g_assert_null (toll_json_value_get_element (toll_json_value_get_member (root, "a"), 2));
  g_assert_null (toll_json_value_get_member (root, "missing"));
  g_assert_false (toll_json_check_members (root, "", known, &error));
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, "max");
  g_clear_error (&error);
  g_assert_false (toll_json_require_int (root, "spec", "t", &figure, &error));
  path = toll_error_dup_field (error);
  g_assert_cmpstr (path, ==, "spec.t");
  g_clear_error (&error);
  g_assert_true (toll_json_require_text (root, "", "t", &text, &error));
}

static void
test_writer (void)
{
  g_autoptr (TollJsonWriter) writer = toll_json_writer_new ();
  g_autoptr (TollJson) json = NULL;
  GString *text;

  toll_json_begin_object (writer, NULL);
  toll_json_add_text (writer, "a\"b", "q\"\\\x01\n\x7f\xff" "é</script>");
  toll_json_add_text (writer, "none", NULL);
  toll_json_add_id (writer, "id", G_MAXINT64);
  toll_json_begin_array (writer, "list");
  toll_json_add_int (writer, NULL, G_MININT64);
  toll_json_add_bool (writer, NULL, FALSE);
  toll_json_add_instant (writer, NULL, 1773835200000);
  toll_json_add_instant (writer, NULL, -1);
  text = toll_json_writer_finish (writer); /* closes what is open */
  g_assert_cmpstr (text->str, ==,
                   "{\"a\\\"b\":\"q\\\"\\\\\\u0001\\n\\u007f\357\277\275é</script>\",\"none\":null,"
                   "\"id\":\"9223372036854775807\",\"list\":[-9223372036854775808,false,"
                   "\"2026-03-18T12:00:00Z\",\"1969-12-31T23:59:59.999Z\"]}");
  json = toll_json_read (text->str, text->len, 0, NULL);
  g_assert_nonnull (json);
  g_string_free (text, TRUE);
  for (guint i = 0; i < 2 * TOLL_JSON_MAX_DEPTH; i++)
    toll_json_begin_array (writer, NULL);
  for (guint i = 0; i < 2 * TOLL_JSON_MAX_DEPTH; i++)
    toll_json_end_array (writer);
  text = toll_json_writer_finish (writer);
  g_assert_cmpuint (text->len, ==, 2 * TOLL_JSON_MAX_DEPTH);
  g_string_free (text, TRUE);
}

static void
test_query (void)
{
  static const char *const bad[] = { "a=%zz", "a=%00", "a=%ff", "a=1&a=2", "%=1" };
  g_autoptr (TollQuery) query = toll_query_read ("a=1+2&b=%C3%A9&c&&d=x=y", NULL);
  g_autoptr (GString) address = g_string_new ("/p");
  g_autoptr (GString) many = g_string_new (NULL);

  g_assert_cmpstr (toll_query_lookup (query, "a"), ==, "1 2");
  g_assert_cmpstr (toll_query_lookup (query, "b"), ==, "é");
  g_assert_cmpstr (toll_query_lookup (query, "c"), ==, "");
  g_assert_cmpstr (toll_query_lookup (query, "d"), ==, "x=y");
  g_assert_null (toll_query_lookup (query, "e"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (toll_query_read (bad[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (many, "p%u=1&", i);
  g_assert_null (toll_query_read (many->str, NULL));
  toll_query_append (address, "f", "{\"a\":1}&b=+");
  toll_query_append (address, "g", "é");
  g_assert_cmpstr (address->str, ==, "/p?f=%7B%22a%22%3A1%7D%26b%3D%2B&g=%C3%A9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/taken-and-refused", test_taken_and_refused);
  g_test_add_func ("/wire/json/doubled-members-are-refused", test_doubled_members_are_refused);
  g_test_add_func ("/wire/json/bounds", test_bounds);
  g_test_add_func ("/wire/json/values", test_values);
  g_test_add_func ("/wire/json/writer", test_writer);
  g_test_add_func ("/wire/query", test_query);
  return g_test_run ();
}
