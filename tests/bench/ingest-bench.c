/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast a large CDR file becomes priced calls, with every index, total and check in place, next
 * to what the sqlite3 shell needs to import the same file into a bare table.
 * Arguments: [number of records] [folder for the files].
 */
#include "collector/pipeline/pipeline.h"
#include "collector/store/check.h"
#include "collector/store/migrate.h"
#include "tests/bench/cdr-writer.h"
#include "tests/support/temp-dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ANONYMOUS_KIB (256 * 1024)
#define MIN_TIMES_REFERENCE 2.0

static CollectorPlan *
make_plan (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorNumbering) numbering = collector_numbering_load (folder, &error);
  static const char *const ranges[] = { "2000-2999", NULL };
  static const char *const none[] = { NULL };
  const CollectorSite site = { 1,    "Milan", "IT", "02", "Europe/Rome", "0", "", "",
                               ranges, none,    none, "",   "" };
  CollectorPlan *plan;

  g_assert_no_error (error);
  plan = collector_plan_new (numbering, "IT");
  collector_plan_add_site (plan, &site);
  for (guint i = 0; i < BENCH_N_GATEWAYS; i++)
    {
      g_autofree char *device = g_strdup_printf ("GW-%02u", i);
      const CollectorGateway gateway = { i + 1, device, "", 1, "", 30 };

      collector_plan_add_gateway (plan, &gateway);
    }
  return plan;
}

static CollectorPeople *
make_people (void)
{
  CollectorPeople *people = collector_people_new ();

  for (guint i = 0; i < BENCH_N_EXTENSIONS; i++)
    {
      g_autofree char *extension = g_strdup_printf ("%u", 2000 + i);
      const CollectorOwner owner
          = { i + 1, "Somebody", i % 60 + 1, i % 60 + 1, 1, G_MININT64, G_MAXINT64 };

      collector_people_add_line (people, extension, "", &owner);
    }
  return people;
}

/* A deck of 4,000 prefixes: countries, and the thousands of each. */
static CollectorBook *
make_book (void)
{
  static const char *const countries[] = { "39", "49", "33", "34", "44", "1", "41", "43" };
  g_autoptr (GString) json = g_string_new (
      "{\"name\":\"Bench\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"boundary\":\"split\","
      "\"rounding\":{\"mode\":\"half-up\",\"decimals\":4},\"duration_rounding\":\"none\","
      "\"advance\":false,\"total\":false,\"overlap\":\"keep\",\"vat\":\"0\",\"markup\":\"0\","
      "\"rates\":[");
  const CollectorAssignment assignment = { "", 0, TOLL_DIRECTION_OUTGOING, -1, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorBook *book = collector_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    for (guint j = 0; j < 500; j++)
      {
        char tail[8] = "";

        if (j > 0)
          g_snprintf (tail, sizeof tail, "%u", j);
        g_string_append_printf (
            json,
            "%s{\"prefix\":\"%s%s\",\"destination\":\"%s\",\"connect_fee\":\"0.1\",\"grace_s\":0,"
            "\"min_cost\":null,\"max_cost\":null,\"included_s\":0,\"steps\":[{\"start_s\":0,"
            "\"price\":\"0.0%u\",\"per_s\":60,\"increment_s\":%u}]}",
            i + j > 0 ? "," : "", countries[i], tail, countries[i], 1 + j % 9, j % 2 ? 60 : 1);
      }
  g_string_append (json, "]}");
  deck = collector_deck_new_from_json (json->str, json->len, &error);
  g_assert_no_error (error);
  collector_book_add_version (book, 1, 1, G_MININT64, G_MAXINT64, deck);
  collector_book_add_assignment (book, &assignment);
  return book;
}

static guint
read_anonymous_kib (void)
{
  g_autofree char *status = NULL;
  const char *row;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  row = status != NULL ? strstr (status, "RssAnon:") : NULL;
  return row != NULL ? (guint) strtoul (row + strlen ("RssAnon:"), NULL, 10) : 0;
}

static void
watch_memory_cb (const CollectorCommit *commit, gpointer data)
{
  guint *peak_kib = data;

  *peak_kib = MAX (*peak_kib, read_anonymous_kib ());
}

/* Processor time of each thread so far: what the machine's other work does not disturb. */
static void
print_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  while (tasks != NULL && (id = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/stat", id);
      g_autofree char *stat = NULL;
      char name[64] = "";
      unsigned long user = 0, kernel = 0;

      if (g_file_get_contents (path, &stat, NULL, NULL)
          && sscanf (stat,
                     "%*d (%63[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                     name, &user, &kernel)
                 == 3)
        printf ("thread %-15s %5.2f s user, %5.2f s kernel\n", name, user / 100.0,
                kernel / 100.0);
    }
}

static double
run_ingest (const char *ledger_path, const char *cdr_path, guint *peak_kib)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorPlan) plan = make_plan ();
  g_autoptr (CollectorPeople) people = make_people ();
  g_autoptr (CollectorBook) book = make_book ();
  CollectorLanes *lanes;
  CollectorPipeline *pipeline;
  CollectorFileResult result;
  gint64 begun_us;
  double seconds;

  g_assert_true (collector_migrate (ledger_path, "Europe/Rome", &error));
  lanes = collector_lanes_new (ledger_path, 1, &error);
  g_assert_no_error (error);
  pipeline = collector_pipeline_new (lanes, plan, people, book);
  collector_pipeline_add_observer (pipeline, watch_memory_cb, peak_kib);
  print_threads ();
  begun_us = g_get_monotonic_time ();
  collector_pipeline_read_file (pipeline, cdr_path, "cdr_bench", NULL, COLLECTOR_IMPORT_MAX_BYTES,
                                &result, &error);
  seconds = (g_get_monotonic_time () - begun_us) / 1e6;
  g_assert_no_error (error);
  printf ("records %" G_GINT64_FORMAT ", calls %" G_GINT64_FORMAT ", quarantined %" G_GINT64_FORMAT
          "\n",
          result.counts.records, result.counts.calls, result.counts.quarantined);
  print_threads ();
  collector_pipeline_free (pipeline);
  collector_lanes_free (lanes);
  return seconds;
}

/* Returns: seconds of `sqlite3 .import`; 0 when there is no such program. */
static double
run_reference (const char *folder, const char *cdr_path)
{
  g_autofree char *program = g_find_program_in_path ("sqlite3");
  g_autofree char *db = g_build_filename (folder, "reference.db", NULL);
  g_autofree char *import = g_strdup_printf (".import %s cdr", cdr_path);
  const char *argv[] = { program, db, ".mode csv", import, NULL };
  gint64 begun_us = g_get_monotonic_time ();
  int status = 0;

  if (program == NULL
      || !g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                        NULL, &status, NULL))
    return 0;
  return (g_get_monotonic_time () - begun_us) / 1e6;
}

int
main (int argc, char **argv)
{
  guint n_records = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *cdr_path = test_temp_dir_path (dir, "cdr_bench");
  g_autofree char *ledger_path = test_temp_dir_path (dir, "ledger.db");
  guint peak_kib = 0;
  double ours_s, reference_s;

  bench_write_cdr_file (cdr_path, n_records);
  ours_s = run_ingest (ledger_path, cdr_path, &peak_kib);
  reference_s = g_getenv ("BENCH_NO_REFERENCE") == NULL ? run_reference (dir->path, cdr_path) : 0;
  printf ("ingest: %.2f s, %.0f records/s, anonymous memory %u MiB\n", ours_s, n_records / ours_s,
          peak_kib / 1024);
  if (reference_s > 0)
    printf ("sqlite3 .import of the same file: %.2f s, %.0f records/s; ours is %.2f times as "
            "fast\n",
            reference_s, n_records / reference_s, reference_s / ours_s);
  else
    printf ("no sqlite3 program: no reference\n");
  if (peak_kib > MAX_ANONYMOUS_KIB)
    printf ("FAILED: more than %d MiB of anonymous memory\n", MAX_ANONYMOUS_KIB / 1024);
  if (reference_s > 0 && reference_s / ours_s < MIN_TIMES_REFERENCE)
    printf ("FAILED: less than %.0f times as fast\n", MIN_TIMES_REFERENCE);
  return peak_kib > MAX_ANONYMOUS_KIB
         || (reference_s > 0 && reference_s / ours_s < MIN_TIMES_REFERENCE);
}
