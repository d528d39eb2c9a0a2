/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The drop folder: files come in order, probe files and files in progress are passed over, what
 * cannot be taken is asked for again only when it changed.
 */
#include "collector/intake/drop-folder.h"
#include "shared/base/error.h"
#include "tests/support/temp-dir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Writes in place, as an SFTP server does. Returns: (transfer full): the path. */
static char *
write_file (TestTempDir *dir, const char *name, const char *text)
{
  char *path = test_temp_dir_path (dir, name);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  fputs (text, file);
  fclose (file);
  return path;
}

typedef struct
{
  GMutex lock;
  GString *taken; /* names, each followed by a blank */
  CollectorTake answer;
  gboolean remove;
  gboolean complains;
  gint n_looks_back;
  gint n_warnings;
} Taker;

static CollectorTake
take (const char *path, const char *name, gpointer data, GError **error)
{
  Taker *taker = data;

  g_mutex_lock (&taker->lock);
  g_string_append_printf (taker->taken, "%s ", name);
  g_mutex_unlock (&taker->lock);
  if (taker->remove)
    g_unlink (path);
  if (taker->complains)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "not today");
  return taker->answer;
}

static void
look_back (gpointer data)
{
  g_atomic_int_inc (&((Taker *) data)->n_looks_back);
}

static CollectorDropFolder *
watch (TestTempDir *dir, guint settle_s, guint open_s, Taker *taker)
{
  const CollectorDropOptions options = { .path = dir->path,
                                         .rest = { settle_s, open_s },
                                         .rescan_s = 3600,
                                         .take = take,
                                         .look_back = look_back,
                                         .data = taker };
  g_autoptr (GError) error = NULL;
  CollectorDropFolder *folder = collector_drop_folder_new (&options, &error);

  g_assert_no_error (error);
  return folder;
}

static char *
dup_taken (Taker *taker)
{
  char *copy;

  g_mutex_lock (&taker->lock);
  copy = g_strdup (taker->taken->str);
  g_mutex_unlock (&taker->lock);
  return copy;
}

/* Runs the main context until @expected was taken, at most five seconds. */
static void
assert_taken (Taker *taker, const char *expected)
{
  gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  g_autofree char *taken = dup_taken (taker);

  while (!g_str_equal (taken, expected) && g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
      g_free (taken);
      taken = dup_taken (taker);
    }
  g_assert_cmpstr (taken, ==, expected);
}

static void
run_for_ms (guint ms)
{
  gint64 until = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

static void
taker_init (Taker *taker, CollectorTake answer, gboolean remove)
{
  memset (taker, 0, sizeof *taker);
  g_mutex_init (&taker->lock);
  taker->taken = g_string_new (NULL);
  taker->answer = answer;
  taker->remove = remove;
}

static void
taker_clear (Taker *taker)
{
  g_string_free (taker->taken, TRUE);
  g_mutex_clear (&taker->lock);
}

static void
test_order_of_names (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_DONE, TRUE);
  g_free (write_file (scratch, "cdr_C_02_202603021101_2", "x"));
  g_free (write_file (scratch, "cdr_C_01_202603021100_1", "x"));
  g_free (write_file (scratch, "_cdr_C_01_202603021102_3", "x"));
  g_free (write_file (scratch, ".hidden", "x"));
  g_free (write_file (scratch, "cdr_probe", ""));
  folder = watch (scratch, 0, 3600, &taker);
  assert_taken (&taker, "cdr_C_01_202603021100_1 cdr_C_02_202603021101_2 ");
  run_for_ms (50);
  assert_taken (&taker, "cdr_C_01_202603021100_1 cdr_C_02_202603021101_2 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

static void
test_arrival_is_noticed (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  g_autofree char *path = NULL, *hidden = NULL, *shown = NULL;
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_DONE, TRUE);
  folder = watch (scratch, 3600, 3600, &taker);
  path = write_file (scratch, "cdr_1", "x");
  assert_taken (&taker, "cdr_1 ");
  hidden = write_file (scratch, "_cdr_2", "x");
  shown = g_build_filename (scratch->path, "cdr_2", NULL);
  g_assert_cmpint (g_rename (hidden, shown), ==, 0);
  assert_taken (&taker, "cdr_1 cdr_2 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

/* Another folder under the same name: a mount, or the old one moved away. */
static void
test_other_folder_is_watched (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  g_autofree char *inside = test_temp_dir_path (scratch, "drop");
  g_autofree char *aside = test_temp_dir_path (scratch, "aside");
  TestTempDir drop = { .path = inside };
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_DONE, TRUE);
  folder = watch (&drop, 3600, 3600, &taker);
  g_assert_cmpint (g_rename (inside, aside), ==, 0);
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  collector_drop_folder_rescan (folder);
  g_free (write_file (&drop, "cdr_1", "x"));
  assert_taken (&taker, "cdr_1 ");
  collector_drop_folder_rescan (folder);
  g_free (write_file (&drop, "cdr_2", "x"));
  assert_taken (&taker, "cdr_1 cdr_2 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

static void
test_refused_waits_for_a_change (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_NEVER, FALSE);
  g_free (write_file (scratch, "cdr_1", "x"));
  folder = watch (scratch, 0, 3600, &taker);
  assert_taken (&taker, "cdr_1 ");
  run_for_ms (20);
  collector_drop_folder_rescan (folder);
  run_for_ms (50);
  assert_taken (&taker, "cdr_1 ");
  g_free (write_file (scratch, "cdr_1", "another text"));
  assert_taken (&taker, "cdr_1 cdr_1 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

static void
test_later_is_asked_again (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_LATER, FALSE);
  g_free (write_file (scratch, "cdr_1", "x"));
  folder = watch (scratch, 0, 3600, &taker);
  assert_taken (&taker, "cdr_1 ");
  run_for_ms (20);
  collector_drop_folder_rescan (folder);
  assert_taken (&taker, "cdr_1 cdr_1 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

/* Opens for more. Returns: a descriptor. */
static int
open_for_more (TestTempDir *dir, const char *name)
{
  g_autofree char *path = test_temp_dir_path (dir, name);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, "x", 1), ==, 1);
  return fd;
}

/* Neither rest nor the closing by another makes a file whole that somebody still writes to. */
static void
test_open_file_is_waited_for (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  int fd = open_for_more (scratch, "cdr_1");
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_DONE, TRUE);
  folder = watch (scratch, 0, 3600, &taker);
  g_free (write_file (scratch, "cdr_2", "x"));
  assert_taken (&taker, "cdr_2 ");
  close (open_for_more (scratch, "cdr_1"));
  run_for_ms (100);
  collector_drop_folder_rescan (folder);
  run_for_ms (50);
  assert_taken (&taker, "cdr_2 ");
  close (fd);
  assert_taken (&taker, "cdr_2 cdr_1 ");
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

static void
test_writer_that_hangs_is_not_waited_for (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  int fd = open_for_more (scratch, "cdr_1");
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_DONE, TRUE);
  folder = watch (scratch, 0, 0, &taker);
  assert_taken (&taker, "cdr_1 ");
  close (fd);
  g_clear_pointer (&folder, collector_drop_folder_free);
  taker_clear (&taker);
}

static void
count_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_atomic_int_inc (&((Taker *) data)->n_warnings);
}

/* Until all was asked for that a rescan finds: looking back comes last, and the first that is counted
 * may be one that was under way. */
static void
rescan_and_wait (CollectorDropFolder *folder, Taker *taker)
{
  gint before = g_atomic_int_get (&taker->n_looks_back);

  while (g_atomic_int_get (&taker->n_looks_back) < before + 2)
    {
      collector_drop_folder_rescan (folder);
      run_for_ms (2);
    }
}

/* What cannot be taken is told of once, a FIFO or a folder also when something happens in it. */
static void
test_warned_once (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (CollectorDropFolder) folder = NULL;
  g_autofree char *inner = test_temp_dir_path (scratch, "cdr_folder");
  g_autofree char *in_it = g_build_filename (inner, "file", NULL);
  guint handler;
  Taker taker;

  taker_init (&taker, COLLECTOR_TAKE_LATER, FALSE);
  taker.complains = TRUE;
  handler = g_log_set_handler ("collector-intake", G_LOG_LEVEL_WARNING, count_warning, &taker);
  g_free (write_file (scratch, "cdr_1", "x"));
  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  folder = watch (scratch, 0, 3600, &taker);
  assert_taken (&taker, "cdr_1 cdr_folder ");
  rescan_and_wait (folder, &taker);
  rescan_and_wait (folder, &taker);
  g_assert_cmpint (g_atomic_int_get (&taker.n_warnings), ==, 2);
  g_assert_true (g_file_set_contents (in_it, "x", 1, NULL));
  rescan_and_wait (folder, &taker);
  g_assert_cmpint (g_atomic_int_get (&taker.n_warnings), ==, 2);
  g_free (write_file (scratch, "cdr_1", "another text"));
  rescan_and_wait (folder, &taker);
  rescan_and_wait (folder, &taker);
  g_assert_cmpint (g_atomic_int_get (&taker.n_warnings), ==, 3);
  g_clear_pointer (&folder, collector_drop_folder_free);
  g_log_remove_handler ("collector-intake", handler);
  taker_clear (&taker);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/intake/drop-folder/order-of-names", test_order_of_names);
  g_test_add_func ("/intake/drop-folder/arrival-is-noticed", test_arrival_is_noticed);
  g_test_add_func ("/intake/drop-folder/other-folder-is-watched", test_other_folder_is_watched);
  g_test_add_func ("/intake/drop-folder/refused-waits-for-a-change",
                   test_refused_waits_for_a_change);
  g_test_add_func ("/intake/drop-folder/later-is-asked-again", test_later_is_asked_again);
  g_test_add_func ("/intake/drop-folder/open-file-is-waited-for", test_open_file_is_waited_for);
  g_test_add_func ("/intake/drop-folder/writer-that-hangs-is-not-waited-for",
                   test_writer_that_hangs_is_not_waited_for);
  g_test_add_func ("/intake/drop-folder/warned-once", test_warned_once);
  return g_test_run ();
}
