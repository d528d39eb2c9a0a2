/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrupt and oversized files: what is bad in one line costs that line, and nothing takes long or
 * much memory. TOLL_MUTATIONS sets how many files are corrupted (10,000; 100,000 on demand),
 * TOLL_LINES how many lines the longest file has.
 */
#include "tests/formats/support.h"
#include "tests/support/collector-run.h"
#include "tests/support/score.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static guint
get_figure (const char *variable, guint standard)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : standard;
}

/* -- corrupt -- */

#define N_RECORDS 20

/* What this process has worked so far, or those it waited for, however busy the machine is. */
static double
get_cpu_ms (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* Changes, takes away or puts in a few bytes of the @line-th line. */
static GString *
corrupt (const char *text, guint line, GRand *random)
{
  static const char bytes[] = "\"\",,\n\r\0\t ;'\\\377\303(-9a";
  GString *out = g_string_new (text);
  gsize begin = 0, end;

  for (guint i = 1; i < line; i++)
    begin = (gsize) (strchr (out->str + begin, '\n') - out->str) + 1;
  end = (gsize) (strchr (out->str + begin, '\n') - out->str);
  for (int n = g_rand_int_range (random, 1, 6); n > 0 && end > begin + 40; n--)
    {
      gssize at = g_rand_int_range (random, (gint32) begin, (gint32) end);
      gssize length = g_rand_int_range (random, 1, 20);
      char byte = bytes[g_rand_int_range (random, 0, sizeof bytes - 1)];

      switch (g_rand_int_range (random, 0, 3))
        {
        case 0:
          out->str[at] = byte;
          break;
        case 1:
          length = MIN (length, (gssize) end - at);
          g_string_erase (out, at, length);
          end -= (gsize) length;
          break;
        default:
          g_string_insert_c (out, at, byte);
          end++;
        }
    }
  return out;
}

/* How many records of @whole but the @at-th are not in @batch as they are. */
static guint
count_lost (const CollectorBatch *whole, guint at, const CollectorBatch *batch)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n = 0;

  for (guint i = 0; i < batch->legs->len; i++)
    g_hash_table_add (found, &LEG (batch, i)->content_hash);
  for (guint i = 0; i < whole->legs->len; i++)
    n += i != at && !g_hash_table_contains (found, &LEG (whole, i)->content_hash);
  return n;
}

/* Held lines of which it is not told where they are and why, or that are told of as another line. */
static guint
count_untold (const CollectorBatch *batch, guint line)
{
  guint n = 0;

  for (guint i = 0; i < batch->rejects->len; i++)
    n += REJECT (batch, i)->line < line || *REJECT (batch, i)->reason == '\0'
         || !g_utf8_validate (REJECT (batch, i)->raw, -1, NULL);
  return n;
}

static void
test_corrupt (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) whole = collector_batch_new (), batch = collector_batch_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint n_lost = 0, n_untold = 0, n_held = 0;
  double slowest_ms = 0;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_FINAL_NEWLINE, 0, whole);
  for (guint i = 0; i < get_figure ("TOLL_MUTATIONS", 10000); i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, N_RECORDS), lost;
      g_autoptr (GString) bad = corrupt (text, at + 3, random);
      g_autoptr (GError) error = NULL;
      double begin_ms = get_cpu_ms (RUSAGE_SELF);

      collector_batch_reset (batch);
      read_all ("cucm-cdr", bad->str, bad->len, 0, batch, &error);
      slowest_ms = MAX (slowest_ms, get_cpu_ms (RUSAGE_SELF) - begin_ms);
      g_assert_no_error (error);
      lost = count_lost (whole, at, batch);
      if (lost > 0)
        g_test_message ("record %u: %s", at, bad->str + (strchr (strchr (bad->str, '\n') + 1, '\n') - bad->str));
      n_lost += lost;
      n_untold += count_untold (batch, at + 3);
      n_held += batch->rejects->len;
    }
  g_assert_cmpuint (n_held, >, 0);
  toll_score ("F10", "good lines lost beside a corrupt one", n_lost, 0);
  toll_score ("F10", "held lines without their place and reason", n_untold, 0);
  toll_score ("F10", "ms of work for the slowest corrupt file", slowest_ms, 1000);
}

/* -- oversized -- */

static gint64
get_member (TestRun *run, const char *name)
{
  g_autoptr (JsonObject) answer = test_run_parse (run);

  return json_object_get_int_member (answer, name);
}

static TestRun *
import (TestTempDir *dir, const char *path)
{
  return test_run_collector (dir->path, (const char *const[]){ "import", path, NULL });
}

#define LINE_MB 100

/* One line of 100 MB between two good records. */
static char *
write_long_line (TestTempDir *dir)
{
  char *path = test_temp_dir_path (dir, "cdr_C_01_202603020900_1");
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new (), other = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *letters = g_strnfill (1000 * 1000, 'x');
  FILE *out = g_fopen (path, "w");
  const char *text, *last;

  toll_test_file_add (file, row);
  toll_test_file_add (file, other);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  text = g_bytes_get_data (bytes, NULL);
  last = g_strrstr_len (text, (gssize) g_bytes_get_size (bytes), "\n") + 1;
  fwrite (text, 1, (gsize) (last - text), out);
  for (guint i = 0; i < LINE_MB; i++)
    fwrite (letters, 1, 1000 * 1000, out);
  fputc ('\n', out);
  fwrite (last, 1, g_bytes_get_size (bytes) - (gsize) (last - text), out);
  fclose (out);
  return path;
}

static char *
write_many_lines (TestTempDir *dir, guint n_lines)
{
  char *path = test_temp_dir_path (dir, "cdr_C_01_202603020901_2");
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) text = NULL;

  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%u,\n", i);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static void
test_oversized (void)
{
  guint n_lines = get_figure ("TOLL_LINES", 50000), n_wrong = 0;
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *long_path = write_long_line (dir), *many_path = write_many_lines (dir, n_lines);
  g_autofree char *huge_path = test_temp_dir_path (dir, "cdr_C_01_202603020902_3");
  g_autoptr (TestRun) with_long = import (dir, long_path);
  g_autoptr (TestRun) with_many = import (dir, many_path);
  g_autoptr (TestRun) huge = NULL;
  struct rusage usage;
  double huge_ms;

  g_assert_true (g_file_set_contents (huge_path, "\"cdrRecordType\"", -1, NULL));
  g_assert_cmpint (truncate (huge_path, (G_GINT64_CONSTANT (2) << 30) + 1), ==, 0);
  huge_ms = get_cpu_ms (RUSAGE_CHILDREN);
  huge = import (dir, huge_path);
  huge_ms = get_cpu_ms (RUSAGE_CHILDREN) - huge_ms;
  n_wrong += get_member (with_long, "legs") != 2 || get_member (with_long, "quarantined") != 1;
  n_wrong += get_member (with_many, "legs") != 1 || get_member (with_many, "quarantined") != n_lines;
  n_wrong += huge->exit_code != 1 || strstr (huge->errors, "is larger than 2") == NULL;
  g_test_message ("%s%s%s", with_long->output, with_many->output, huge->errors);
  getrusage (RUSAGE_CHILDREN, &usage);
  toll_score ("F11", "oversized lines and files not held or refused as specified", n_wrong, 0);
  toll_score ("F11", "ms of work until 2 GiB were refused", huge_ms, 500);
  toll_score ("F11", "MiB of memory at most, by a line of 100 MB, many lines, and 2 GiB",
              (double) usage.ru_maxrss / 1024, 256);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/corrupt/corrupt", test_corrupt);
  g_test_add_func ("/faults/corrupt/oversized", test_oversized);
  return g_test_run ();
}
