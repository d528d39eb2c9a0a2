/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What areas are called where they are shown, and that they are found by it.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define EVERYTHING "\"period\":{\"relative\":\"everything\"}"

static void
store (TestHouse *house, guint n, const char *nation, const char *area)
{
  static guint n_calls;

  for (guint i = 0; i < n; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, "701", ++n_calls, "+39026677889");
      call.nation = nation;
      call.area = area;
      test_house_store_call (house, &call);
    }
}

/* Returns: (transfer full): the texts at @path, each with @member behind its index. */
static char *
list_texts (const TollJson *json, const char *path, const char *member)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (test_json_find (json, path)); i++)
    {
      g_autofree char *at = g_strdup_printf ("%s.%u%s", path, i, member);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", test_json_text (json, at));
    }
  return g_string_free (text, FALSE);
}

static void
test_areas (void)
{
  static const struct
  {
    const char *question;
    gint64 n;
  } rows[] = {
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"Glasgow\"}", 2 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"glasgow\"}", 2 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"GB/Glasgow\"}", 2 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is_not\",\"value\":\"Glasgow\"}", 9 },
    { "\"where\":{\"field\":\"area\",\"op\":\"starts\",\"value\":\"Gl\"}", 2 },
    { "\"where\":{\"field\":\"area\",\"op\":\"contains\",\"value\":\"t\"}", 0 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"London\"}", 4 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"GB/London\"}", 1 },
    { "\"where\":{\"field\":\"area\",\"op\":\"is\",\"value\":\"London (GB)\"}", 1 },
    { "\"where\":{\"field\":\"area\",\"op\":\"in\",\"value\":[\"Milan\",\"CA/London\"]}", 8 },
    { "\"where\":{\"field\":\"area\",\"op\":\"matches\",\"value\":\"GB/*\"}", 3 },
    { "\"where\":{\"field\":\"area\",\"op\":\"not_matches\",\"value\":\"gb/*\"}", 8 },
    { "\"where\":{\"field\":\"area\",\"op\":\"starts\",\"value\":\"IT/M\"}", 5 },
    { "\"where\":{\"field\":\"area\",\"op\":\"contains\",\"value\":\"/L\"}", 4 },
    { "\"where\":{\"field\":\"area\",\"op\":\"ends\",\"value\":\"/Milan\"}", 5 },
    { "\"groups\":{\"area\":[\"Glasgow\"]}", 2 },
    { "\"groups\":{\"area\":[\"London\",\"Milan\"]}", 9 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) groups = NULL, list = NULL, values = NULL;
  g_autofree char *shown = NULL, *listed = NULL, *offered = NULL;

  store (house, 2, "GB", "Glasgow");
  store (house, 1, "GB", "London");
  store (house, 3, "CA", "London");
  store (house, 5, "IT", "Milan");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{" EVERYTHING ",%s}", rows[i].question);
      g_autoptr (TollJson) count
          = test_house_post (house, "/api/v1/reports/1.1/count", anna, body);

      g_test_message ("%s", body);
      g_assert_cmpint (test_json_int (count, "calls"), ==, rows[i].n);
    }
  groups = test_house_post (house, "/api/v1/reports/3.2/run", anna,
                            "{" EVERYTHING ",\"sort\":[\"area\"]}");
  shown = list_texts (groups, "rows", ".0");
  g_assert_cmpstr (shown, ==, "Glasgow London (CA) London (GB) Milan");
  list = test_house_post (house, "/api/v1/reports/1.1/run", anna,
                          "{" EVERYTHING ",\"fields\":[\"area\"],\"sort\":[\"-start\"],\"limit\":4}");
  listed = list_texts (list, "rows", ".0");
  g_assert_cmpstr (listed, ==, "Glasgow Glasgow London London");
  values = test_house_get (house, "/api/v1/reports/values?field=area", anna);
  offered = list_texts (values, "items", ".value");
  g_assert_cmpstr (offered, ==, shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-areas", test_areas);
  return g_test_run ();
}
