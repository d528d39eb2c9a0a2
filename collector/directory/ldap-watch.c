/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A limit on handshakes. Works on a descriptor of its own of the same socket, so that the library
 * may close its one whenever it likes.
 */
#include "config.h"

#include "collector/directory/ldap-watch.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct _CollectorLdapWatch
{
  GMutex lock;
  GCond changed;
  GThread *thread;
  int fd; /* -1 = nothing to watch */
  gint64 end_us; /* monotonic */
  gboolean is_over;
  gboolean has_fired;
};

static gpointer
watch_run (gpointer data)
{
  CollectorLdapWatch *watch = data;

  g_mutex_lock (&watch->lock);
  while (!watch->is_over)
    if (watch->fd < 0 || watch->has_fired)
      g_cond_wait (&watch->changed, &watch->lock);
    else if (g_get_monotonic_time () >= watch->end_us)
      {
        shutdown (watch->fd, SHUT_RDWR);
        watch->has_fired = TRUE;
      }
    else
      g_cond_wait_until (&watch->changed, &watch->lock, watch->end_us);
  g_mutex_unlock (&watch->lock);
  return NULL;
}

CollectorLdapWatch *
collector_ldap_watch_new (void)
{
  CollectorLdapWatch *watch = g_new0 (CollectorLdapWatch, 1);

  watch->fd = -1;
  g_mutex_init (&watch->lock);
  g_cond_init (&watch->changed);
  watch->thread = g_thread_new ("ldap-watch", watch_run, watch);
  return watch;
}

void
collector_ldap_watch_begin (CollectorLdapWatch *watch, int fd, guint limit_ms)
{
  g_mutex_lock (&watch->lock);
  if (watch->fd >= 0)
    close (watch->fd);
  watch->fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  watch->end_us = g_get_monotonic_time () + limit_ms * G_GINT64_CONSTANT (1000);
  g_cond_signal (&watch->changed);
  g_mutex_unlock (&watch->lock);
}

gboolean
collector_ldap_watch_end (CollectorLdapWatch *watch)
{
  gboolean has_fired;

  g_mutex_lock (&watch->lock);
  watch->is_over = TRUE;
  g_cond_signal (&watch->changed);
  g_mutex_unlock (&watch->lock);
  g_thread_join (watch->thread);
  has_fired = watch->has_fired;
  if (watch->fd >= 0)
    close (watch->fd);
  g_mutex_clear (&watch->lock);
  g_cond_clear (&watch->changed);
  g_free (watch);
  return has_fired;
}
