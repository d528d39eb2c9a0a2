/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/score.h"

#include <json-glib/json-glib.h>

static void
write_row (const char *folder, const char *id, const char *what, double figure, double limit)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *test = g_path_get_basename (g_get_prgname ());
  g_autofree char *text = NULL, *name = NULL, *path = NULL, *sum = NULL;
  g_autoptr (GError) error = NULL;

  json_builder_begin_object (builder);
  json_builder_add_string_value (json_builder_set_member_name (builder, "id"), id);
  json_builder_add_string_value (json_builder_set_member_name (builder, "what"), what);
  json_builder_add_double_value (json_builder_set_member_name (builder, "figure"), figure);
  json_builder_add_double_value (json_builder_set_member_name (builder, "limit"), limit);
  json_builder_add_string_value (json_builder_set_member_name (builder, "test"), test);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);
  name = g_strdup_printf ("%s-%s-%.8s.json", id, test, sum);
  path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
toll_score (const char *id, const char *what, double figure, double limit)
{
  const char *folder = g_getenv ("TOLL_SCORES");

  g_test_message ("%s: %s: %.0f, at most %.0f", id, what, figure, limit);
  if (folder != NULL)
    write_row (folder, id, what, figure, limit);
  g_assert_cmpfloat (figure, <=, limit);
}

static void
count_lines (GHashTable *counts, const char *text, int step)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, *line)) + step;

      g_hash_table_insert (counts, g_strdup (*line), GINT_TO_POINTER (n));
    }
}

guint
test_count_differing_lines (const char *one, const char *other)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer n;
  guint n_differing = 0;

  count_lines (counts, one, 1);
  count_lines (counts, other, -1);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    n_differing += (guint) ABS (GPOINTER_TO_INT (n));
  return n_differing;
}
