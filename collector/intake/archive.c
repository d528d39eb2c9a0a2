/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive of record files: the raw truth behind every stored call, by date. Nothing here
 * follows a symbolic link or overwrites a file.
 */
#include "config.h"

#include "collector/intake/archive.h"

#include "shared/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SAME_NAMES 10000

static char *
make_folder (const char *data_dir, const char *folder, gint64 now_ms, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autofree char *day = g_date_time_format (now, "%Y/%m/%d");
  g_autofree char *relative = g_build_filename (folder, day, NULL);
  g_autofree char *path = g_build_filename (data_dir, relative, NULL);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_steal_pointer (&relative);
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
  return NULL;
}

static gboolean
copy_bytes (int from, int to)
{
  for (;;)
    {
      ssize_t n = copy_file_range (from, NULL, to, NULL, 64 * 1024 * 1024, 0);

      if (n == 0)
        return TRUE;
      if (n < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP))
        break;
      if (n < 0 && errno != EINTR)
        return FALSE;
    }
  for (;;)
    {
      char buffer[64 * 1024];
      ssize_t n = read (from, buffer, sizeof buffer);

      if (n <= 0)
        return n == 0;
      if (write (to, buffer, n) != n)
        return FALSE;
    }
}

/* Copies into a file that must not exist yet. Returns: 0 or errno. */
static int
copy_new (const char *from_path, const char *to_path, gboolean durable)
{
  /* Not blocking, so that a FIFO with a file's name is refused instead of waited for. */
  int from = open (from_path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), to, failure = 0;
  struct stat info;

  if (from < 0)
    return errno;
  if (fstat (from, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (from);
      return EINVAL;
    }
  to = open (to_path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (to < 0)
    failure = errno;
  else
    {
      if (!copy_bytes (from, to) || (durable && fsync (to) != 0))
        failure = errno;
      close (to);
      if (failure != 0)
        g_unlink (to_path);
    }
  close (from);
  return failure;
}

/* link() + unlink() moves without ever overwriting; another file system needs a copy. */
static int
move_new (const char *from_path, const char *to_path)
{
  int failure;

  if (link (from_path, to_path) == 0)
    return unlink (from_path) == 0 ? 0 : errno;
  if (errno != EXDEV && errno != EPERM && errno != EOPNOTSUPP)
    return errno;
  failure = copy_new (from_path, to_path, TRUE);
  if (failure == 0 && unlink (from_path) != 0)
    failure = errno;
  return failure;
}

static char *
place (const char *data_dir, const char *folder, const char *path, gint64 now_ms, gboolean move,
       GError **error)
{
  g_autofree char *day = make_folder (data_dir, folder, now_ms, error);
  g_autofree char *name = g_path_get_basename (path);
  int failure = 0;

  if (day == NULL)
    return NULL;
  for (guint i = 0; i < MAX_SAME_NAMES; i++)
    {
      g_autofree char *unique = i == 0 ? g_strdup (name) : g_strdup_printf ("%s.%u", name, i);
      g_autofree char *relative = g_build_filename (day, unique, NULL);
      g_autofree char *target = g_build_filename (data_dir, relative, NULL);

      failure = move ? move_new (path, target) : copy_new (path, target, FALSE);
      if (failure == 0)
        return g_steal_pointer (&relative);
      if (failure != EEXIST)
        break;
    }
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s cannot be archived: %s", name,
               g_strerror (failure));
  return NULL;
}

char *
collector_archive_move (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error)
{
  return place (data_dir, folder, path, now_ms, TRUE, error);
}

char *
collector_archive_copy (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error)
{
  return place (data_dir, folder, path, now_ms, FALSE, error);
}
