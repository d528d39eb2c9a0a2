/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder record files arrive in. Events only make it quick: the rescan alone would find
 * everything. Watching happens on the main context, taking on one worker thread, so a large file
 * never blocks the service and two files are never taken at once.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector-intake"

#include "collector/intake/drop-folder.h"

#include "collector/intake/kept.h"
#include "shared/base/error.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define LOOK_BACK "/" /* in the worker's queue; no file has this name */
#define CLOSING_MS 20

/* Why a file is looked at. */
typedef enum
{
  REASON_RESCAN,
  REASON_CLOSED,
  REASON_CLOSED_BEFORE, /* and had a writer all the same */
} Reason;

struct _CollectorDropFolder
{
  CollectorDropOptions options;
  char *path;

  int inotify_fd;
  int watch; /* the kernel's number for the folder that is watched; -1 none */
  guint watch_source;
  guint rescan_source;
  guint settle_source;  /* a rescan for files that were not at rest yet */
  guint closing_source; /* a second look at files that were just closed */
  GPtrArray *closing;   /* their names */
  GThreadPool *worker; /* one thread; pushed names are owned by the queue */

  GMutex lock;        /* guards the two tables */
  GHashTable *queued; /* names on their way to the worker */
  GHashTable *left;   /* name -> Left *: files that were not taken and stay where they are */
  gint stopping;
};

/* A file that was not taken: as it was then, and what was said about it. */
typedef struct
{
  gint64 stamp;
  gboolean is_refused; /* it will not be taken as it is */
  char *told;          /* (nullable) */
} Left;

static void
left_free (gpointer data)
{
  Left *left = data;

  g_free (left->told);
  g_free (left);
}

/* Which file it is, and its size and time, in one word: another stamp means that it changed. What
 * happens inside a folder or a FIFO changes nothing. */
static gint64
stamp_of (const GStatBuf *info)
{
  gint64 stamp = (gint64) (info->st_ino * 31 + info->st_dev) * 1000003;

  if (S_ISREG (info->st_mode))
    stamp += (gint64) info->st_mtim.tv_sec * 1000003 + info->st_mtim.tv_nsec + info->st_size * 31;
  return stamp;
}

static gboolean
is_passed_over (const char *name)
{
  return name[0] == '_' || name[0] == '.';
}

/* With the lock held. Warns unless the same was said about the file as it is. */
static void
remember_left (CollectorDropFolder *self, const char *name, const char *path, gboolean is_refused,
               const GError *error)
{
  const Left *before = g_hash_table_lookup (self->left, name);
  Left *left;
  GStatBuf info;

  if (g_lstat (path, &info) != 0)
    {
      g_hash_table_remove (self->left, name);
      return;
    }
  if (error != NULL
      && (before == NULL || before->stamp != stamp_of (&info)
          || g_strcmp0 (before->told, error->message) != 0))
    g_warning ("%s: %s", name, error->message);
  left = g_new (Left, 1);
  *left = (Left){ stamp_of (&info), is_refused,
                  error != NULL ? g_strdup (error->message) : NULL };
  g_hash_table_replace (self->left, g_strdup (name), left);
}

static void
look_back (CollectorDropFolder *self)
{
  collector_kept_look_back (self->path, &self->options.rest);
  if (self->options.look_back != NULL)
    self->options.look_back (self->options.data);
}

static void
take_on_worker (gpointer pushed, gpointer user_data)
{
  CollectorDropFolder *self = user_data;
  g_autofree char *name = pushed;
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_file = !g_str_equal (name, LOOK_BACK);
  CollectorTake answer = COLLECTOR_TAKE_LATER;

  if (!g_atomic_int_get (&self->stopping) && is_file)
    answer = self->options.take (path, name, self->options.data, &error);
  else if (!g_atomic_int_get (&self->stopping))
    look_back (self);
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->queued, name);
  if (is_file && answer != COLLECTOR_TAKE_DONE)
    remember_left (self, name, path, answer == COLLECTOR_TAKE_NEVER, error);
  else
    g_hash_table_remove (self->left, name);
  g_mutex_unlock (&self->lock);
}

/* Whether the file is neither queued nor one that was refused and has not changed since. */
static gboolean
is_wanted (CollectorDropFolder *self, const char *name, const GStatBuf *info)
{
  const Left *left;
  gboolean wanted;

  g_mutex_lock (&self->lock);
  left = g_hash_table_lookup (self->left, name);
  wanted = !g_hash_table_contains (self->queued, name)
           && (left == NULL || !left->is_refused || left->stamp != stamp_of (info));
  g_mutex_unlock (&self->lock);
  return wanted;
}

static void
push (CollectorDropFolder *self, const char *name)
{
  g_mutex_lock (&self->lock);
  if (g_hash_table_add (self->queued, g_strdup (name)))
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
    self->settle_source = g_timeout_add_seconds (self->options.rest.settle_s, settled_cb, self);
}

static void consider (CollectorDropFolder *self, const char *name, Reason reason);

static gboolean
closing_cb (gpointer data)
{
  CollectorDropFolder *self = data;
  g_autoptr (GPtrArray) names = g_steal_pointer (&self->closing);

  self->closing_source = 0;
  for (guint i = 0; i < names->len; i++)
    consider (self, names->pdata[i], REASON_CLOSED_BEFORE);
  return G_SOURCE_REMOVE;
}

/* The kernel tells of a closing a moment before it lets go of the writer. */
static void
look_closer (CollectorDropFolder *self, const char *name)
{
  if (self->closing == NULL)
    self->closing = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->closing, g_strdup (name));
  if (self->closing_source == 0)
    self->closing_source = g_timeout_add (CLOSING_MS, closing_cb, self);
}

/* A writer that is still there will be heard when it closes the file; the rescan asks, too. */
static void
wait_for_writer (CollectorDropFolder *self, const char *name, Reason reason)
{
  if (reason == REASON_CLOSED)
    look_closer (self, name);
  else if (reason == REASON_CLOSED_BEFORE)
    look_again (self);
}

static void
consider (CollectorDropFolder *self, const char *name, Reason reason)
{
  const CollectorRestRule *rest = &self->options.rest;
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  GStatBuf info;

  if (is_passed_over (name) || g_lstat (path, &info) != 0
      || (S_ISREG (info.st_mode) && info.st_size == 0) || !is_wanted (self, name, &info))
    return;
  if (!S_ISREG (info.st_mode))
    push (self, name);
  else if (reason == REASON_RESCAN && collector_file_rest_s (&info) < rest->settle_s)
    look_again (self);
  else if (collector_file_rest_s (&info) < rest->open_s
           && collector_file_ask_writer (path) == COLLECTOR_WRITER_THERE)
    wait_for_writer (self, name, reason);
  else
    push (self, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Forgets the files that are not among @names any more. */
static void
forget_gone (CollectorDropFolder *self, const GPtrArray *names)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (here, names->pdata[i]);
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->left);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (here, name))
      g_hash_table_iter_remove (&iter);
  g_mutex_unlock (&self->lock);
}

/* The path may lead to another folder by now: removed and made again, or mounted over. The one that
 * is watched already gets the same number. Returns: FALSE when none is; with errno the first time. */
static gboolean
arm (CollectorDropFolder *self)
{
  int before = self->watch;

  self->watch = inotify_add_watch (self->inotify_fd, self->path,
                                   IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
  if (before >= 0 && before != self->watch)
    inotify_rm_watch (self->inotify_fd, before); /* fails when that folder is gone for good */
  return self->watch >= 0;
}

void
collector_drop_folder_rescan (CollectorDropFolder *self)
{
  gboolean is_watched = arm (self); /* first: what comes while the names are read is told of */
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_warning ("The drop folder cannot be read: %s", error->message);
      return;
    }
  if (!is_watched)
    g_warning ("The drop folder cannot be watched; it is looked through every %u s",
               self->options.rescan_s);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  forget_gone (self, names);
  for (guint i = 0; i < names->len; i++)
    consider (self, names->pdata[i], REASON_RESCAN);
  push (self, LOOK_BACK);
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
          consider (self, event->name, REASON_CLOSED);
        at += sizeof *event + event->len;
      }
  return G_SOURCE_CONTINUE;
}

static gboolean
watch (CollectorDropFolder *self, GError **error)
{
  self->inotify_fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (self->inotify_fd < 0 || !arm (self))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s cannot be watched: %s", self->path,
                   g_strerror (errno));
      return FALSE;
    }
  self->watch_source = g_unix_fd_add (self->inotify_fd, G_IO_IN, inotify_cb, self);
  return TRUE;
}

CollectorDropFolder *
collector_drop_folder_new (const CollectorDropOptions *options, GError **error)
{
  g_autoptr (CollectorDropFolder) self = g_new0 (CollectorDropFolder, 1);

  self->options = *options;
  self->path = g_strdup (options->path);
  self->options.path = self->path;
  self->inotify_fd = self->watch = -1;
  g_mutex_init (&self->lock);
  self->queued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, left_free);
  self->worker = g_thread_pool_new (take_on_worker, self, 1, TRUE, NULL);
  if (g_mkdir_with_parents (self->path, 0770) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", self->path, g_strerror (errno));
      return NULL;
    }
  if (!watch (self, error))
    return NULL;
  self->rescan_source = g_timeout_add_seconds (options->rescan_s, rescan_cb, self);
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
  g_clear_handle_id (&self->closing_source, g_source_remove);
  g_thread_pool_free (self->worker, FALSE, TRUE);
  if (self->inotify_fd >= 0)
    close (self->inotify_fd);
  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->left);
  g_clear_pointer (&self->closing, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}
