/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a file is whole. A read lease is what Linux tells about writers: it is refused while one
 * has the file open. It is given back at once; a writer that comes in between waits for that.
 */
#include "config.h"

#include "collector/intake/rest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A lease that somebody wants broken is announced by SIGIO, which would end the process. */
static void
ignore_sigio (void)
{
  static gsize is_done;

  if (!g_once_init_enter (&is_done))
    return;
  signal (SIGIO, SIG_IGN);
  g_once_init_leave (&is_done, 1);
}

CollectorWriter
collector_file_ask_writer (const char *path)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  CollectorWriter answer = COLLECTOR_WRITER_UNKNOWN;

  if (fd < 0)
    return answer;
  ignore_sigio ();
  if (fcntl (fd, F_SETLEASE, F_RDLCK) == 0)
    {
      fcntl (fd, F_SETLEASE, F_UNLCK);
      answer = COLLECTOR_WRITER_NONE;
    }
  else if (errno == EAGAIN)
    answer = COLLECTOR_WRITER_THERE;
  close (fd);
  return answer;
}

gint64
collector_file_rest_s (const GStatBuf *info)
{
  return ABS (g_get_real_time () / G_USEC_PER_SEC - (gint64) info->st_mtim.tv_sec);
}

gboolean
collector_file_is_at_rest (const char *path, const GStatBuf *info, const CollectorRestRule *rule)
{
  gint64 rest_s = collector_file_rest_s (info);

  return rest_s >= rule->settle_s
         && (rest_s >= rule->open_s || collector_file_ask_writer (path) != COLLECTOR_WRITER_THERE);
}
