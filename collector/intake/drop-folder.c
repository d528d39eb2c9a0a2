/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder record files arrive in. Events only make it quick: the rescan alone would find
 * everything. Watching happens on the main context, taking on one worker thread, so a large file
 * never blocks the service and two files are never taken at once.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector-intake"

#include "collector/intake/drop-folder.h"

#include "shared/base/error.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

struct _CollectorDropFolder
{
  char *path;
  guint settle_s;
  CollectorTakeFunc take;
  gpointer data;

  int inotify_fd;
  guint watch_source;
  guint rescan_source;
  guint settle_source; /* a rescan for files that were not at rest yet */
  GThreadPool *worker; /* one thread; pushed names are owned by the queue */

  GMutex lock;         /* guards the two tables */
  GHashTable *queued;  /* names on their way to the worker */
  GHashTable *refused; /* name -> stamp of a file that will not be taken as it is */
  gint stopping;
};

/* Size and time of a file in one word: another stamp means that it changed. */
static gint64
stamp_of (const GStatBuf *info)
{
  return (gint64) info->st_mtim.tv_sec * 1000003 + info->st_mtim.tv_nsec + info->st_size * 31;
}

static gboolean
is_passed_over (const char *name)
{
  return name[0] == '_' || name[0] == '.';
}

static void
remember_refusal (CollectorDropFolder *self, const char *name, const char *path)
{
  GStatBuf info;

  if (g_lstat (path, &info) == 0)
    g_hash_table_replace (self->refused, g_strdup (name),
                          g_memdup2 (&(gint64){ stamp_of (&info) }, sizeof (gint64)));
}

static void
take_on_worker (gpointer pushed, gpointer user_data)
{
  CollectorDropFolder *self = user_data;
  g_autofree char *name = pushed;
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  CollectorTake answer = COLLECTOR_TAKE_LATER;

  if (!g_atomic_int_get (&self->stopping))
    answer = self->take (path, name, self->data);
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->queued, name);
  if (answer == COLLECTOR_TAKE_NEVER)
    remember_refusal (self, name, path);
  else
    g_hash_table_remove (self->refused, name);
  g_mutex_unlock (&self->lock);
}

/* Queues @name unless it is queued, or was refused and has not changed since. */
static void
push (CollectorDropFolder *self, const char *name, const GStatBuf *info)
{
  const gint64 *stamp;

  g_mutex_lock (&self->lock);
  stamp = g_hash_table_lookup (self->refused, name);
  if ((stamp == NULL || *stamp != stamp_of (info)) && g_hash_table_add (self->queued, g_strdup (name)))
    g_thread_pool_push (self->worker, g_strdup (name), NULL);
  g_mutex_unlock (&self->lock);
}

static gboolean
settled_cb (gpointer data)
{
  CollectorDropFolder *self = data;

  self->settle_source = 0;
  collector_drop_folder_rescan (self);
  return G_SOURCE_REMOVE;
}

/* Looks again as soon as a file that is still warm can be at rest. */
static void
look_again (CollectorDropFolder *self)
{
  if (self->settle_source == 0)
    self->settle_source = g_timeout_add_seconds (self->settle_s, settled_cb, self);
}

static void
consider (CollectorDropFolder *self, const char *name, gboolean is_closed)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  GStatBuf info;
  gint64 rest_s;

  if (is_passed_over (name) || g_lstat (path, &info) != 0)
    return;
  if (S_ISREG (info.st_mode) && info.st_size == 0)
    return;
  /* A clock that jumped back must not keep a file waiting for ever. */
  rest_s = ABS (g_get_real_time () / G_USEC_PER_SEC - (gint64) info.st_mtim.tv_sec);
  if (is_closed || rest_s >= self->settle_s)
    push (self, name, &info);
  else
    look_again (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
collector_drop_folder_rescan (CollectorDropFolder *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_warning ("The drop folder cannot be read: %s", error->message);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    consider (self, names->pdata[i], FALSE);
}

static gboolean
rescan_cb (gpointer data)
{
  collector_drop_folder_rescan (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
inotify_cb (int fd, GIOCondition condition, gpointer data)
{
  CollectorDropFolder *self = data;
  char buffer[16 * 1024] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  ssize_t n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    for (char *at = buffer; at < buffer + n;)
      {
        const struct inotify_event *event = (const struct inotify_event *) at;

        if (event->len > 0)
          consider (self, event->name, TRUE);
        at += sizeof *event + event->len;
      }
  return G_SOURCE_CONTINUE;
}

static gboolean
watch (CollectorDropFolder *self, GError **error)
{
  self->inotify_fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (self->inotify_fd < 0
      || inotify_add_watch (self->inotify_fd, self->path,
                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR)
          < 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s cannot be watched: %s", self->path,
                   g_strerror (errno));
      return FALSE;
    }
  self->watch_source = g_unix_fd_add (self->inotify_fd, G_IO_IN, inotify_cb, self);
  return TRUE;
}

CollectorDropFolder *
collector_drop_folder_new (const char *path, guint settle_s, guint rescan_s,
                           CollectorTakeFunc take, gpointer data, GError **error)
{
  g_autoptr (CollectorDropFolder) self = g_new0 (CollectorDropFolder, 1);

  self->path = g_strdup (path);
  self->settle_s = settle_s;
  self->take = take;
  self->data = data;
  self->inotify_fd = -1;
  g_mutex_init (&self->lock);
  self->queued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->worker = g_thread_pool_new (take_on_worker, self, 1, TRUE, NULL);
  if (g_mkdir_with_parents (path, 0770) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (!watch (self, error))
    return NULL;
  self->rescan_source = g_timeout_add_seconds (rescan_s, rescan_cb, self);
  collector_drop_folder_rescan (self);
  return g_steal_pointer (&self);
}

void
collector_drop_folder_free (CollectorDropFolder *self)
{
  g_atomic_int_set (&self->stopping, 1);
  g_clear_handle_id (&self->watch_source, g_source_remove);
  g_clear_handle_id (&self->rescan_source, g_source_remove);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_thread_pool_free (self->worker, FALSE, TRUE);
  if (self->inotify_fd >= 0)
    close (self->inotify_fd);
  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->refused);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}
