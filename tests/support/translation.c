/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/translation.h"

void
test_translation_make (const char *folder, const char *catalogue)
{
  g_autofree char *place = g_build_filename (folder, "C.UTF-8/LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (folder, "it.po", NULL);
  g_autofree char *made = g_build_filename (place, "tollkeeper-it.mo", NULL);
  const char *const argv[] = { "msgfmt", "-o", made, source, NULL };
  int status;

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, catalogue, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}
