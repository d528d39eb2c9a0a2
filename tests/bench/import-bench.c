/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole way of one large CUCM file, beside sqlite3's own .import of the same file into a bare
 * table (which prices and checks nothing): records a second, and the collector's peak of anonymous
 * memory. TOLL_BENCH_RECORDS sets the size (1,000,000), TOLL_BENCH_DIR where the files go.
 */
#include "collector/demo/demo.h"
#include "tests/support/temp-dir.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOW_MS        G_GINT64_CONSTANT (1774958400000) /* 2026-03-31 12:00 UTC */
#define SAMPLE_EVERY_US 10000

typedef struct
{
  FILE *file;
  char *path;
  const char *dir;
} Sink;

/* Keeps the CDR file; the CMR file of the same time is not part of the comparison. */
static gboolean
write_cdr (const char *name, const char *bytes, gsize n_bytes, gpointer data, GError **error)
{
  Sink *sink = data;

  if (!g_str_has_prefix (name, "cdr_"))
    return TRUE;
  if (sink->file == NULL)
    {
      sink->path = g_build_filename (sink->dir, name, NULL);
      sink->file = fopen (sink->path, "w");
      g_assert_nonnull (sink->file);
    }
  g_assert_cmpuint (fwrite (bytes, 1, n_bytes, sink->file), ==, n_bytes);
  return TRUE;
}

static char *
make_file (const char *dir, guint64 n_records)
{
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (1);
  CollectorDemoOptions options = { .seed = 1,
                                   .calls = (guint) n_records,
                                   .days = 30,
                                   .now_ms = NOW_MS,
                                   .columns = 129,
                                   .single_file = TRUE,
                                   .max_records = n_records };
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDemo) demo = collector_demo_new (company, &options, &error);
  Sink sink = { .dir = dir };

  g_assert_no_error (error);
  collector_demo_run_history (demo, write_cdr, &sink, &error);
  g_assert_no_error (error);
  fclose (sink.file);
  return sink.path;
}

/* RssAnon of a process in KiB, 0 when it is gone. */
static gint64
anonymous_kib (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", pid);
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  at = strstr (text, "RssAnon:");
  return at != NULL ? g_ascii_strtoll (at + strlen ("RssAnon:"), NULL, 10) : 0;
}

static void
ended_cb (GObject *process, GAsyncResult *result, gpointer ended)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  *(gboolean *) ended = TRUE;
}

/* Runs to the end. Returns: seconds; *peak_kib is the most anonymous memory seen. */
static double
run_timed (const char *const *argv, gint64 *peak_kib)
{
  g_autoptr (GError) error = NULL;
  gint64 begin_us;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *pid = NULL;
  gboolean ended = FALSE;

  sync (); /* what was written before is not this run's business */
  begin_us = g_get_monotonic_time ();
  process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  pid = g_strdup (g_subprocess_get_identifier (process));
  g_subprocess_wait_async (process, NULL, ended_cb, &ended);
  *peak_kib = 0;
  while (!ended)
    {
      *peak_kib = MAX (*peak_kib, anonymous_kib (pid));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (SAMPLE_EVERY_US);
    }
  if (!g_subprocess_get_successful (process))
    g_error ("%s failed", argv[0]);
  return (g_get_monotonic_time () - begin_us) / (double) G_USEC_PER_SEC;
}

static void
make_company (const char *data_dir, const char *dir)
{
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *drop_option = g_strdup_printf ("--drop=%s/unused", dir);
  const char *argv[] = { g_getenv ("TOLL_COLLECTOR"), "demo", "--calls=0", data_option,
                         drop_option, NULL };
  gint64 peak_kib;

  run_timed (argv, &peak_kib);
}

static void
print_row (const char *what, guint64 n_records, double seconds, double reference_s,
           gint64 peak_kib)
{
  printf ("# %-28s %7.2f s %10.0f records/s %6.2f of the reference %6" G_GINT64_FORMAT " MiB\n",
          what, seconds, n_records / seconds, seconds / reference_s, peak_kib / 1024);
}

int
main (int argc, char **argv)
{
  const char *count = g_getenv ("TOLL_BENCH_RECORDS");
  guint64 n_records = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 1000000;
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = make_file (dir->path, n_records);
  g_autofree char *bare = test_temp_dir_path (dir, "bare.db");
  g_autofree char *data_dir = test_temp_dir_path (dir, "data");
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *import = g_strdup_printf (".import --csv %s cdr", path);
  const char *reference[] = { "sqlite3", bare, import, NULL };
  const char *ours[] = { g_getenv ("TOLL_COLLECTOR"), "import", path, data_option, NULL };
  gint64 reference_kib, ours_kib;
  double reference_s, ours_s;

  make_company (data_dir, dir->path);
  reference_s = run_timed (reference, &reference_kib);
  ours_s = run_timed (ours, &ours_kib);
  print_row ("sqlite3 .import, bare table", n_records, reference_s, reference_s, reference_kib);
  print_row ("tollkeeper-collector import", n_records, ours_s, reference_s, ours_kib);
  printf ("# limits: half of the reference (a third aimed at), 256 MiB\n");
  printf ("1..1\nok 1 import-bench\n");
  return 0;
}
