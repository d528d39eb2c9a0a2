/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole way of one large CUCM file, beside sqlite3's own .import of the same file into a bare
 * table (which prices and checks nothing): records a second, and the collector's peak of anonymous
 * memory. They take turns, and the median of each counts, so that what else the machine does and
 * how its disk feels meets both. TOLL_BENCH_RECORDS sets the size (1,000,000), TOLL_BENCH_ROUNDS
 * the turns (3), TMPDIR where the files go.
 */
#include "collector/demo/demo.h"
#include "tests/support/temp-dir.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOW_MS        G_GINT64_CONSTANT (1774958400000) /* 2026-03-31 12:00 UTC */
#define SAMPLE_EVERY_US 10000
#define MOST_ROUNDS 15

typedef struct
{
  FILE *file;
  char *path;
  const char *dir;
} Sink;

/* What one command needed, by round. */
typedef struct
{
  const char *what;
  double seconds[MOST_ROUNDS];
  double cpu_s[MOST_ROUNDS];
  guint n;
  gint64 peak_kib; /* of anonymous memory, of all rounds */
} Figures;

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

/* Processor time of the commands that have ended. */
static double
ended_cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Runs to the end and adds a round to @figures. */
static void
run_timed (const char *const *argv, Figures *figures)
{
  g_autoptr (GError) error = NULL;
  double begin_cpu_s = ended_cpu_s ();
  gint64 begin_us;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *pid = NULL;
  gboolean ended = FALSE;

  sync (); /* what was written before is not this run's business */
  begin_us = g_get_monotonic_time ();
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  pid = g_strdup (g_subprocess_get_identifier (process));
  g_subprocess_wait_async (process, NULL, ended_cb, &ended);
  while (!ended)
    {
      figures->peak_kib = MAX (figures->peak_kib, anonymous_kib (pid));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (SAMPLE_EVERY_US);
    }
  if (!g_subprocess_get_successful (process))
    g_error ("%s failed", argv[0]);
  figures->seconds[figures->n] = (g_get_monotonic_time () - begin_us) / 1e6;
  figures->cpu_s[figures->n++] = ended_cpu_s () - begin_cpu_s;
}

static void
run_reference (const char *dir, const char *path, Figures *figures)
{
  g_autofree char *bare = g_build_filename (dir, "bare.db", NULL);
  g_autofree char *import = g_strdup_printf (".import --csv %s cdr", path);
  const char *argv[] = { "sqlite3", bare, import, NULL };

  run_timed (argv, figures);
  g_assert_cmpint (g_unlink (bare), ==, 0);
}

/* Into a ledger with a company, tariffs and number plan, and no calls. */
static void
run_ours (const char *dir, const char *path, Figures *figures)
{
  g_autofree char *data_dir = g_build_filename (dir, "data", NULL);
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *drop_option = g_strdup_printf ("--drop=%s/unused", dir);
  const char *company[] = { g_getenv ("TOLL_COLLECTOR"), "demo", "--calls=0", data_option,
                            drop_option, NULL };
  const char *argv[] = { g_getenv ("TOLL_COLLECTOR"), "import", path, data_option, NULL };
  Figures unused = { 0 };

  run_timed (company, &unused);
  run_timed (argv, figures);
  test_temp_dir_remove (data_dir);
}

static int
compare_figures (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
sort_rounds (Figures *figures)
{
  qsort (figures->seconds, figures->n, sizeof (double), compare_figures);
  qsort (figures->cpu_s, figures->n, sizeof (double), compare_figures);
}

/* Both are sorted. Beside the ratio of the medians: of the best rounds, and of processor time,
 * which is what is left of it on a machine that has only one processor to spare. */
static void
print_row (const Figures *figures, const Figures *reference, guint64 n_records)
{
  guint middle = figures->n / 2;

  printf ("# %-28s %6.2f s (%.2f to %.2f, processor %.2f) %8.0f records/s"
          " %5.2f of the reference (best %.2f, processor %.2f) %4" G_GINT64_FORMAT " MiB\n",
          figures->what, figures->seconds[middle], figures->seconds[0],
          figures->seconds[figures->n - 1], figures->cpu_s[middle],
          n_records / figures->seconds[middle],
          figures->seconds[middle] / reference->seconds[middle],
          figures->seconds[0] / reference->seconds[0],
          figures->cpu_s[middle] / reference->cpu_s[middle], figures->peak_kib / 1024);
}

static guint64
figure_of (const char *variable, guint64 standard)
{
  const char *text = g_getenv (variable);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : standard;
}

int
main (int argc, char **argv)
{
  guint64 n_records = figure_of ("TOLL_BENCH_RECORDS", 1000000);
  guint64 n_rounds = CLAMP (figure_of ("TOLL_BENCH_ROUNDS", 3), 1, MOST_ROUNDS);
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = make_file (dir->path, n_records);
  Figures reference = { .what = "sqlite3 .import, bare table" };
  Figures ours = { .what = "tollkeeper-collector import" };
  double load[1] = { 0 };

  for (guint i = 0; i < n_rounds; i++)
    {
      run_reference (dir->path, path, &reference);
      run_ours (dir->path, path, &ours);
    }
  sort_rounds (&reference);
  sort_rounds (&ours);
  print_row (&reference, &reference, n_records);
  print_row (&ours, &reference, n_records);
  getloadavg (load, 1);
  printf ("# limits: half of the reference (a third aimed at), 256 MiB; load of the machine %.1f on"
          " %u processors\n",
          load[0], g_get_num_processors ());
  printf ("1..1\nok 1 import-bench\n");
  return 0;
}
