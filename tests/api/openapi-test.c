/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The description of the interface and the route tables say the same, both ways.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

static const char *const methods[] = { "get", "put", "post", "delete", "patch", NULL };

/* Reads the paths out of the description: its block style is fixed by this test.
 * Returns: (transfer full): a set of "GET /path". */
static GHashTable *
read_description (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("TOLL_DATADIR"), "openapi.yaml", NULL);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL, *current = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean in_paths = FALSE;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_isalpha (lines[i][0]))
        in_paths = g_str_equal (lines[i], "paths:");
      if (!in_paths)
        continue;
      if (g_str_has_prefix (lines[i], "  /"))
        {
          g_free (current);
          current = g_strndup (lines[i] + 2, strlen (lines[i]) - 3);
        }
      else if (g_str_has_prefix (lines[i], "    ") && lines[i][4] != ' ')
        {
          g_autofree char *method = g_strndup (lines[i] + 4, strcspn (lines[i] + 4, ":"));
          g_autofree char *upper = g_ascii_strup (method, -1);

          g_assert_true (g_strv_contains (methods, method));
          g_hash_table_add (found, g_strconcat (upper, " ", current, NULL));
        }
    }
  return found;
}

static void
test_description_and_tables_agree (void)
{
  g_autoptr (GHashTable) described = read_description ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorRouter) router = collector_router_new (collector_routes_list (), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (described), ==, collector_router_get_n_routes (router));
  for (guint i = 0; i < collector_router_get_n_routes (router); i++)
    {
      const CollectorRoute *route = collector_router_get_route (router, i);
      g_autofree char *row = g_strconcat (route->method, " ", route->template, NULL);

      g_test_message ("%s", row);
      g_assert_true (g_hash_table_contains (described, row));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/openapi/agrees", test_description_and_tables_agree);
  return g_test_run ();
}
