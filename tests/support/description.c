/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The description of the interface, read line by line: its block style is fixed by these tests.
 */
#include "config.h"

#include "tests/support/description.h"

#include <string.h>

static const char *const methods[] = { "get", "put", "post", "delete", "patch", NULL };

typedef struct
{
  TestDescription *found;
  char *path;  /* (nullable) */
  char *route; /* (nullable): "GET /path" */
  char *named; /* (nullable): the route with a name, "get: &health" */
} Reading;

/* "get: *health": as the route with the name. */
static void
take_over (Reading *reading)
{
  g_autofree gpointer *rows = g_hash_table_get_keys_as_array (reading->found, NULL);
  gsize n = strlen (reading->named);

  for (guint i = 0; rows[i] != NULL; i++)
    if (g_str_has_prefix (rows[i], reading->named) && ((char *) rows[i])[n] == ' ')
      g_hash_table_add (reading->found,
                        g_strconcat (reading->route, (char *) rows[i] + n, NULL));
}

static void
read_method (Reading *reading, const char *line)
{
  g_autofree char *method = g_strndup (line + 4, strcspn (line + 4, ":"));
  g_autofree char *upper = g_ascii_strup (method, -1);

  g_assert_true (g_strv_contains (methods, method));
  g_free (reading->route);
  reading->route = g_strconcat (upper, " ", reading->path, NULL);
  g_hash_table_add (reading->found, g_strdup (reading->route));
  if (strstr (line, ": &") != NULL)
    {
      g_free (reading->named);
      reading->named = g_strdup (reading->route);
    }
  else if (strstr (line, ": *") != NULL)
    take_over (reading);
}

static void
read_line (Reading *reading, const char *line)
{
  if (g_str_has_prefix (line, "  /"))
    {
      g_free (reading->path);
      reading->path = g_strndup (line + 2, strlen (line) - 3);
    }
  else if (g_str_has_prefix (line, "    ") && line[4] != ' ')
    read_method (reading, line);
  else if (g_str_has_prefix (line, "      requestBody:"))
    g_hash_table_add (reading->found, g_strconcat (reading->route, " body", NULL));
  else if (g_str_has_prefix (line, "        '") && g_ascii_isdigit (line[9]))
    g_hash_table_add (reading->found, g_strdup_printf ("%s %.3s", reading->route, line + 9));
}

TestDescription *
test_description_read (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "openapi.yaml", NULL);
  Reading reading = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), NULL, NULL,
                      NULL };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean in_paths = FALSE;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_isalpha (lines[i][0]))
        in_paths = g_str_equal (lines[i], "paths:");
      else if (in_paths)
        read_line (&reading, lines[i]);
    }
  g_free (reading.path);
  g_free (reading.route);
  g_free (reading.named);
  return reading.found;
}

gboolean
test_description_has (TestDescription *description, const char *method, const char *path,
                      const char *what)
{
  g_autofree char *row = g_strconcat (method, " ", path, " ", what, NULL);

  return g_hash_table_contains (description, row);
}

gboolean
test_description_has_status (TestDescription *description, const char *method, const char *path,
                             guint status)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", status);
  if (test_description_has (description, method, path, text))
    return TRUE;
  g_test_message ("%s %s answers %u, of which data/openapi.yaml does not tell", method, path,
                  status);
  return FALSE;
}
