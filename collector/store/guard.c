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

/* The notes: one letter each. */
#define NOTE_CLEAN   'c'
#define NOTE_RUNNING 'r'
#define NOTE_DAMAGED 'd'

struct _CollectorGuard
{
  int fd;
};

static gboolean
write_note (int fd, char note)
{
  return ftruncate (fd, 0) == 0 && pwrite (fd, &note, 1, 0) == 1;
}

static CollectorLastStop
read_note (int fd)
{
  char note = NOTE_CLEAN;

  if (pread (fd, &note, 1, 0) != 1)
    return COLLECTOR_STOP_CLEAN;
  return note == NOTE_RUNNING   ? COLLECTOR_STOP_UNCLEAN
         : note == NOTE_DAMAGED ? COLLECTOR_STOP_DAMAGED
                                : COLLECTOR_STOP_CLEAN;
}

CollectorGuard *
collector_guard_take (const char *path, CollectorLastStop *last, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  CollectorGuard *guard;
  int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", lock_path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                   "%s is in use by another Tollkeeper process, most likely the service: stop that "
                   "first (systemctl stop tollkeeper-collector, or Ctrl+C where it runs)",
                   path);
      close (fd);
      return NULL;
    }
  *last = read_note (fd);
  if (*last != COLLECTOR_STOP_DAMAGED && !write_note (fd, NOTE_RUNNING))
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
collector_guard_note_damage (CollectorGuard *guard)
{
  if (!write_note (guard->fd, NOTE_DAMAGED))
    g_warning ("The note of the ledger's damage could not be written");
}

void
collector_guard_release (CollectorGuard *guard)
{
  if (guard == NULL)
    return;
  if (!write_note (guard->fd, NOTE_CLEAN))
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
