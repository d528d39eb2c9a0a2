/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive of record files: the raw truth behind every stored call, by date. Nothing here
 * follows a symbolic link or overwrites a file.
 */
#include "config.h"

#include "collector/intake/archive.h"

#include "collector/intake/kept.h"
#include "collector/intake/rest.h"
#include "shared/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
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

/* Nothing but a copy goes to another file system: what is written after it goes to the original,
 * which is kept for a while unless nobody can be writing. */
static int
move_by_copy (const char *from_path, const char *to_path)
{
  struct stat from, to;
  int failure = copy_new (from_path, to_path, TRUE);

  if (failure != 0)
    return failure;
  if (lstat (from_path, &from) != 0 || lstat (to_path, &to) != 0 || from.st_size != to.st_size)
    failure = EBUSY;
  else if (collector_file_ask_writer (from_path) != COLLECTOR_WRITER_NONE)
    failure = collector_kept_put (from_path, to.st_size);
  else if (unlink (from_path) != 0)
    failure = errno;
  if (failure != 0)
    g_unlink (to_path);
  return failure;
}

/* What was delivered may be readable by all. Another's file stays as it is: the data folder keeps
 * others out. */
static void
close_to_others (const char *path)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return;
  fchmod (fd, 0600);
  close (fd);
}

/* Moves without ever overwriting. A link and a removal do it where the file system cannot. */
static int
move_new (const char *from_path, const char *to_path)
{
  if (renameat2 (AT_FDCWD, from_path, AT_FDCWD, to_path, RENAME_NOREPLACE) == 0)
    {
      close_to_others (to_path);
      return 0;
    }
  if (errno == EINVAL && link (from_path, to_path) == 0)
    return unlink (from_path) == 0 ? 0 : errno;
  if (errno != EXDEV && errno != EPERM && errno != EOPNOTSUPP)
    return errno;
  return move_by_copy (from_path, to_path);
}

char *
collector_archive_choose (
    const char *data_dir, const char *folder, const char *name, gint64 now_ms, GError **error)
{
  g_autofree char *day = make_folder (data_dir, folder, now_ms, error);

  for (guint i = 0; day != NULL && i < MAX_SAME_NAMES; i++)
    {
      g_autofree char *unique = i == 0 ? g_strdup (name) : g_strdup_printf ("%s.%u", name, i);
      g_autofree char *where = g_build_filename (day, unique, NULL);
      g_autofree char *target = g_build_filename (data_dir, where, NULL);
      GStatBuf info;

      if (g_lstat (target, &info) != 0)
        return g_steal_pointer (&where);
    }
  if (day != NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s cannot be archived: %s", name,
                 g_strerror (EEXIST));
  return NULL;
}

static TollError
code_of (int failure)
{
  if (failure == EEXIST)
    return TOLL_ERROR_CONFLICT;
  return failure == EBUSY ? TOLL_ERROR_BUSY : TOLL_ERROR_IO;
}

gboolean
collector_archive_move (const char *data_dir, const char *where, const char *path, GError **error)
{
  g_autofree char *target = g_build_filename (data_dir, where, NULL);
  int failure = move_new (path, target);

  if (failure != 0)
    g_set_error (error, TOLL_ERROR, code_of (failure), "%s cannot be archived: %s", path,
                 g_strerror (failure));
  return failure == 0;
}

char *
collector_archive_copy (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  for (;;)
    {
      g_autofree char *where = collector_archive_choose (data_dir, folder, name, now_ms, error);
      g_autofree char *target = where != NULL ? g_build_filename (data_dir, where, NULL) : NULL;
      int failure = target != NULL ? copy_new (path, target, FALSE) : 0;

      if (target != NULL && failure == 0)
        return g_steal_pointer (&where);
      if (failure != EEXIST)
        {
          if (failure != 0)
            g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s cannot be archived: %s", name,
                         g_strerror (failure));
          return NULL;
        }
    }
}
