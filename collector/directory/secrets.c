/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files with one secret each. What others may read is refused, not used.
 */
#include "config.h"

#include "collector/directory/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "collector/directory/password.h"
#include "shared/base/error.h"

#define MAX_BYTES 4096

/* Returns: (transfer full) (nullable): where the host hands the secret over, if it does. */
static char *
find_credential (const char *name)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static gboolean
set_errno (const char *path, GError **error)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* Returns: (transfer full) (nullable): the first line of @path. */
static char *
read_line (const char *path, GError **error)
{
  char bytes[MAX_BYTES + 1];
  GStatBuf info;
  gssize n;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);

  if (fd < 0)
    {
      if (errno != ENOENT)
        set_errno (path, error);
      return NULL;
    }
  if (fstat (fd, &info) != 0 || (info.st_mode & (S_IRWXO | S_IWGRP)) != 0)
    {
      close (fd);
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO,
                   "%s: others may read it; take their rights away (mode 0600)", path);
      return NULL;
    }
  n = read (fd, bytes, MAX_BYTES);
  close (fd);
  if (n < 0)
    {
      set_errno (path, error);
      return NULL;
    }
  bytes[n] = '\0';
  bytes[strcspn (bytes, "\r\n")] = '\0';
  {
    char *line = g_strdup (bytes);

    sodium_memzero (bytes, sizeof bytes);
    return line;
  }
}

char *
collector_secret_read (const char *data_path, const char *name, GError **error)
{
  g_autofree char *path = find_credential (name);

  if (path == NULL)
    path = g_build_filename (data_path, "secrets", name, NULL);
  return read_line (path, error);
}

char *
collector_secret_read_file (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  char *line = read_line (path, &fault);

  if (line == NULL && fault == NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: there is no such file", path);
  else if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return line;
}

/* Writes beside and renames, so that a crash leaves the old one or the new one. */
static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  gsize n = strlen (text);
  int fd;
  gboolean ok;

  g_unlink (fresh);
  fd = g_open (fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_errno (fresh, error);
  ok = write (fd, text, n) == (gssize) n && fsync (fd) == 0;
  if (!ok)
    set_errno (fresh, error);
  close (fd);
  if (ok && g_rename (fresh, path) != 0)
    ok = set_errno (path, error);
  if (!ok)
    g_unlink (fresh);
  return ok;
}

gboolean
collector_secret_write (const char *data_path, const char *name, const char *text, GError **error)
{
  g_autofree char *folder = g_build_filename (data_path, "secrets", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *credential = find_credential (name);

  if (credential != NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED,
                   "the host hands \"%s\" over as a credential; change it there", name);
      return FALSE;
    }
  if (*text == '\0')
    return g_unlink (path) == 0 || errno == ENOENT || set_errno (path, error);
  if (strlen (text) > MAX_BYTES || strpbrk (text, "\r\n") != NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "one line of at most %d bytes",
                   MAX_BYTES);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno (folder, error);
  return write_file (path, text, error);
}

char *
collector_secret_ensure (const char *data_path, const char *name, GError **error)
{
  static GMutex making;
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&making);
  g_autoptr (GError) fault = NULL;
  char *secret = collector_secret_read (data_path, name, &fault);

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (secret != NULL && *secret != '\0')
    return secret;
  g_free (secret);
  secret = collector_password_new_token ();
  if (collector_secret_write (data_path, name, secret, error))
    return secret;
  collector_secret_free (secret);
  return NULL;
}

void
collector_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}
