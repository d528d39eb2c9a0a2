/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The originals of copied files. What there is to know about one is in its name, so that nothing
 * is forgotten when the program ends.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector-intake"

#include "collector/intake/kept.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PREFIX ".taken."
#define KEPT_S (60 * 60)
#define MAX_SAME_NAMES 1000

static int
rename_new (const char *from_path, const char *to_path)
{
  return renameat2 (AT_FDCWD, from_path, AT_FDCWD, to_path, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

int
collector_kept_put (const char *path, gint64 size)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  int failure = EEXIST;

  for (guint i = 0; i < MAX_SAME_NAMES && failure == EEXIST; i++)
    {
      g_autofree char *kept
          = g_strdup_printf (PREFIX "%" G_GINT64_FORMAT ".%u.%s", size, i, name);
      g_autofree char *kept_path = g_build_filename (folder, kept, NULL);

      failure = rename_new (path, kept_path);
    }
  return failure;
}

/* Reads ".taken.SIZE.N.NAME". Returns: (nullable): NAME, inside of @kept. */
static const char *
parse_name (const char *kept, gint64 *size)
{
  char *end = NULL;

  if (!g_str_has_prefix (kept, PREFIX))
    return NULL;
  *size = g_ascii_strtoll (kept + strlen (PREFIX), &end, 10);
  if (*end != '.')
    return NULL;
  g_ascii_strtoull (end + 1, &end, 10);
  return *end == '.' && end[1] != '\0' ? end + 1 : NULL;
}

static gint64
kept_for_s (const GStatBuf *info)
{
  return ABS (g_get_real_time () / G_USEC_PER_SEC - (gint64) info->st_ctim.tv_sec);
}

static void
look_at (const char *folder, const char *kept, const CollectorRestRule *rule)
{
  g_autofree char *path = g_build_filename (folder, kept, NULL);
  gint64 size = 0;
  const char *name = parse_name (kept, &size);
  g_autofree char *own_path = name != NULL ? g_build_filename (folder, name, NULL) : NULL;
  GStatBuf info;

  if (name == NULL || g_lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  if (info.st_size != size)
    {
      if (collector_file_is_at_rest (path, &info, rule) && rename_new (path, own_path) == 0)
        g_message ("%s has grown since it was taken and is read again", name);
    }
  else if (collector_file_ask_writer (path) == COLLECTOR_WRITER_NONE || kept_for_s (&info) >= KEPT_S)
    g_unlink (path);
}

void
collector_kept_look_back (const char *folder, const CollectorRestRule *rule)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX))
      g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++)
    look_at (folder, names->pdata[i], rule);
}
