/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps a second process away from the ledger and remembers whether the last one stopped cleanly.
 */
#include "config.h"

#include "collector/store/guard.h"

#include "shared/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _CollectorGuard
{
  int fd;
};

static gboolean
write_note (int fd, const char *note)
{
  return ftruncate (fd, 0) == 0 && pwrite (fd, note, 1, 0) == 1;
}

CollectorGuard *
collector_guard_take (const char *path, gboolean *was_unclean, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  CollectorGuard *guard;
  char note = 'c';
  int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", lock_path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                   "%s is in use by another Tollkeeper process", path);
      close (fd);
      return NULL;
    }
  *was_unclean = pread (fd, &note, 1, 0) == 1 && note == 'r';
  if (!write_note (fd, "r"))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", lock_path, g_strerror (errno));
      close (fd);
      return NULL;
    }
  guard = g_new0 (CollectorGuard, 1);
  guard->fd = fd;
  return guard;
}

void
collector_guard_release (CollectorGuard *guard)
{
  if (guard == NULL)
    return;
  if (!write_note (guard->fd, "c"))
    g_warning ("The note of a clean stop could not be written; the ledger is checked next time");
  collector_guard_abandon (guard);
}

void
collector_guard_abandon (CollectorGuard *guard)
{
  if (guard == NULL)
    return;
  close (guard->fd);
  g_free (guard);
}
