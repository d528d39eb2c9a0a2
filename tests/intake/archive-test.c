/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive: files go under their date, none is overwritten, links are not followed.
 */
#include "collector/intake/archive.h"
#include "shared/base/error.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* 2026-03-02 23:30 UTC */
#define STAMP_MS G_GINT64_CONSTANT (1772494200000)

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

static char *
read_text (const char *dir, const char *relative)
{
  g_autofree char *path = g_build_filename (dir, relative, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Chooses a place and moves @path there. Returns: (transfer full): the place. */
static char *
move (TestTempDir *dir, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  char *where = collector_archive_choose (dir->path, "archive", name, STAMP_MS, error);

  g_assert_nonnull (where);
  g_assert_true (collector_archive_move (dir->path, where, path, error));
  return where;
}

static void
test_move_by_date (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autofree char *path = write_file (scratch, "cdr_a", "one");
  g_autoptr (GError) error = NULL;
  g_autofree char *where = move (scratch, path, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (where, ==, "archive/2026/03/02/cdr_a");
  text = read_text (scratch->path, where);
  g_assert_cmpstr (text, ==, "one");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_same_name_keeps_both (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *a = write_file (scratch, "cdr_a", "one");
  g_autofree char *first = move (scratch, a, &error);
  g_autofree char *b = write_file (scratch, "cdr_a", "two");
  g_autofree char *second = move (scratch, b, &error);
  g_autofree char *old_text = read_text (scratch->path, first);
  g_autofree char *new_text = read_text (scratch->path, second);

  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "archive/2026/03/02/cdr_a.1");
  g_assert_cmpstr (old_text, ==, "one");
  g_assert_cmpstr (new_text, ==, "two");
}

/* A place that somebody took meanwhile is not written over. */
static void
test_taken_place_is_a_conflict (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *a = write_file (scratch, "cdr_a", "one");
  g_autofree char *where = move (scratch, a, &error);
  g_autofree char *b = write_file (scratch, "cdr_a", "two");
  g_autofree char *text = NULL;

  g_assert_false (collector_archive_move (scratch->path, where, b, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  text = read_text (scratch->path, where);
  g_assert_cmpstr (text, ==, "one");
  g_assert_true (g_file_test (b, G_FILE_TEST_EXISTS));
}

static void
test_copy_keeps_the_original (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = write_file (scratch, "cdr_a", "one");
  g_autofree char *where
      = collector_archive_copy (scratch->path, "archive", path, STAMP_MS, &error);
  g_autofree char *text = read_text (scratch->path, where);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "one");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_link_is_not_copied (void)
{
  g_autoptr (TestTempDir) scratch = test_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = write_file (scratch, "secret", "one");
  g_autofree char *link_path = g_build_filename (scratch->path, "cdr_link", NULL);
  g_autofree char *where = NULL;

  g_assert_cmpint (symlink (path, link_path), ==, 0);
  where = collector_archive_copy (scratch->path, "archive", link_path, STAMP_MS, &error);
  g_assert_null (where);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/archive/move-by-date", test_move_by_date);
  g_test_add_func ("/intake/archive/same-name-keeps-both", test_same_name_keeps_both);
  g_test_add_func ("/intake/archive/taken-place-is-a-conflict", test_taken_place_is_a_conflict);
  g_test_add_func ("/intake/archive/copy-keeps-the-original", test_copy_keeps_the_original);
  g_test_add_func ("/intake/archive/link-is-not-copied", test_link_is_not_copied);
  return g_test_run ();
}
