/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

G_BEGIN_DECLS

/* TestTempDir: a folder of one test, removed with everything in it. */
typedef struct
{
  char *path;
} TestTempDir;

static inline TestTempDir *
test_temp_dir_new (void)
{
  TestTempDir *dir = g_new0 (TestTempDir, 1);

  dir->path = g_dir_make_tmp ("tollkeeper-XXXXXX", NULL);
  g_assert_nonnull (dir->path);
  return dir;
}

/* Returns: (transfer full): the path of @name in the folder. */
static inline char *
test_temp_dir_path (TestTempDir *dir, const char *name)
{
  return g_build_filename (dir->path, name, NULL);
}

static inline void
test_temp_dir_remove (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_unlink (inner) != 0)
        test_temp_dir_remove (inner);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

static inline void
test_temp_dir_free (TestTempDir *dir)
{
  test_temp_dir_remove (dir->path);
  g_free (dir->path);
  g_free (dir);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestTempDir, test_temp_dir_free)

G_END_DECLS
