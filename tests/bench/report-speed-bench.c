/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports over the large store beside the same question in plain SQL, typed into sqlite3, in one
 * run: what the running totals answer, what takes a look at every call, first pages of lists and how
 * many calls match. In processor time, of ours the best of some rounds; the clock stands beside it.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "collector/reports/report.h"
#include "collector/store/totals/totals.h"
#include "tests/bench/store.h"

#define N_QUICK 20
#define N_SLOW  2

#define MONTH "\"period\":{\"relative\":\"last_30_days\"}"
#define MIDDLE "\"period\":{\"from_ms\":%F,\"to_ms\":%T}"
#define EVERYTHING "\"period\":{\"relative\":\"everything\"}"
/* What most reports show of a group, but for the costs of several currencies. */
#define SUMS                                                                                       \
  "count (*), sum (outcome = 0), sum (outcome = 1), sum (talk_ms * (outcome = 0)),"                \
  " sum (ring_ms * (outcome = 0)), sum (cost_micro * (rating_state = 1))"
#define MONTH_SQL                                                                                  \
  " start_ms >= (strftime ('%s', 'now', 'start of day', '-29 days')) * 1000"

#define MIDDLE_SQL                                                                                 \
  " start_ms >= (strftime ('%s', 'now', 'start of month', '-2 months', '+15 days')) * 1000"        \
  " AND start_ms < (strftime ('%s', 'now', 'start of month', '-1 month', '+15 days')) * 1000"

typedef enum
{
  ASK_GROUPS,
  ASK_PAGE,
  ASK_COUNT,
} Ask;

static const struct
{
  const char *what;
  Ask ask;
  const char *spec;
  const char *sql; /* NULL = nothing beside it */
  const char *target;
} rows[] = {
  { "by department, a month", ASK_GROUPS, "{" MONTH ",\"group_by\":[\"department\"]}",
    "SELECT department_id, " SUMS " FROM call WHERE" MONTH_SQL " GROUP BY 1",
    "under 5 ms, 1000 times faster" },
  { "by extension, a month", ASK_GROUPS, "{" MONTH ",\"group_by\":[\"extension\"]}",
    "SELECT line_id, " SUMS " FROM call WHERE" MONTH_SQL " GROUP BY 1",
    "under 5 ms, 1000 times faster" },
  { "by extension, from the middle of a month to that of the next", ASK_GROUPS,
    "{" MIDDLE ",\"group_by\":[\"extension\"]}",
    "SELECT line_id, " SUMS " FROM call WHERE" MIDDLE_SQL " GROUP BY 1",
    "under 5 ms, 1000 times faster" },
  { "by department, everything", ASK_GROUPS, "{" EVERYTHING ",\"group_by\":[\"department\"]}",
    "SELECT department_id, " SUMS " FROM call GROUP BY 1", "under 20 ms, 1000 times faster" },
  { "by day, everything", ASK_GROUPS, "{" EVERYTHING ",\"group_by\":[\"day\"]}",
    "SELECT start_ms / 86400000, " SUMS " FROM call GROUP BY 1",
    "under 20 ms, 1000 times faster" },
  { "by hour, everything", ASK_GROUPS, "{" EVERYTHING ",\"group_by\":[\"hour\"]}",
    "SELECT start_ms / 3600000 % 24, " SUMS " FROM call GROUP BY 1",
    "under 20 ms, 1000 times faster" },
  { "by extension, everything", ASK_GROUPS, "{" EVERYTHING ",\"group_by\":[\"extension\"]}",
    "SELECT line_id, " SUMS " FROM call GROUP BY 1", "under 20 ms, 1000 times faster" },
  { "by extension and hour, numbers without 123456789", ASK_GROUPS,
    "{" EVERYTHING ",\"group_by\":[\"extension\",\"hour\"],\"where\":{\"field\":\"number\",\"op\":"
    "\"not_contains\",\"value\":\"123456789\"}}",
    "SELECT line_id, start_ms / 3600000 % 24, " SUMS " FROM call WHERE number NOT LIKE"
    " '%123456789%' GROUP BY 1, 2",
    "no slower" },
  { "by half hour and weekday", ASK_GROUPS,
    "{" EVERYTHING ",\"group_by\":[\"half_hour\",\"weekday\"]}",
    "SELECT start_ms / 1800000 % 48, (start_ms / 86400000 + 3) % 7, " SUMS " FROM call"
    " GROUP BY 1, 2",
    "no slower" },
  { "by number, the 20 most dear", ASK_GROUPS,
    "{" EVERYTHING ",\"group_by\":[\"number\"],\"sort\":[\"-cost\"],\"limit\":20}",
    "SELECT number, " SUMS " AS cost FROM call GROUP BY 1 ORDER BY cost DESC LIMIT 20",
    "no slower" },
  { "different numbers by department", ASK_GROUPS,
    "{" EVERYTHING ",\"group_by\":[\"department\"],\"fields\":[\"calls\",\"numbers\"]}",
    "SELECT department_id, count (*), count (DISTINCT number) FROM call GROUP BY 1",
    "no slower" },
  { "how many last longer than an hour", ASK_COUNT,
    "{" EVERYTHING ",\"where\":{\"field\":\"duration\",\"op\":\">\",\"value\":3600}}",
    "SELECT count (*) FROM call WHERE talk_ms > 3600000", "no slower" },
  { "newest calls", ASK_PAGE, "{" EVERYTHING "}", NULL, "under 5 ms" },
  { "newest calls of an extension, a month", ASK_PAGE,
    "{" MONTH ",\"groups\":{\"extensions\":[\"%E\"]}}", NULL, "under 5 ms" },
  { "newest calls of an extension, everything", ASK_PAGE,
    "{" EVERYTHING ",\"groups\":{\"extensions\":[\"%E\"]}}", NULL, "under 5 ms" },
  { "calls with one number, a month", ASK_PAGE, "{" MONTH ",\"same_number_as\":\"%C\"}", NULL,
    "under 5 ms" },
  { "how many of a department, everything", ASK_COUNT, "{" EVERYTHING "}", NULL,
    "under 100 ms" },
  { "how many of an extension, a month", ASK_COUNT,
    "{" MONTH ",\"groups\":{\"extensions\":[\"%E\"]}}", NULL, "under 100 ms" },
  { "how many of an extension, everything", ASK_COUNT,
    "{" EVERYTHING ",\"groups\":{\"extensions\":[\"%E\"]}}", NULL, "under 100 ms" },
  { "how many with one number, a month", ASK_COUNT, "{" MONTH ",\"same_number_as\":\"%C\"}", NULL,
    "under 100 ms" },
};

typedef struct
{
  char *ledger;
  CollectorDb *db;
  CollectorViewer *viewer;
  char *extension; /* the busiest of the newest calls */
  char *call_id;   /* with an outside number */
  char *from_ms;   /* the middle of the last month but one, and of the last */
  char *to_ms;
} Bench;

typedef struct
{
  double cpu_ms;
  double clock_ms;
} Time;

static Time
get_time (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (Time){ (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
                     + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3,
                 g_get_monotonic_time () / 1e3 };
}

static Time
get_time_since (int who, Time begin)
{
  Time now = get_time (who);

  return (Time){ now.cpu_ms - begin.cpu_ms, now.clock_ms - begin.clock_ms };
}

/* @answer: (out) (transfer full) (nullable): what it printed. */
static Time
ask_sqlite (const Bench *bench, const char *sql, char **answer)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "sqlite3", "-readonly", bench->ledger, sql, NULL);
  Time begin = get_time (RUSAGE_CHILDREN);
  g_autofree char *output = NULL;

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  if (answer != NULL)
    *answer = g_strdup (g_strchomp (output));
  return get_time_since (RUSAGE_CHILDREN, begin);
}

static char *
dup_spec (const Bench *bench, const char *spec)
{
  g_autoptr (GString) text = g_string_new (spec);

  g_string_replace (text, "%E", bench->extension, 0);
  g_string_replace (text, "%C", bench->call_id, 0);
  g_string_replace (text, "%F", bench->from_ms, 0);
  g_string_replace (text, "%T", bench->to_ms, 0);
  return g_strdup (text->str);
}

/* In one transaction, as the server answers. */
static Time
ask_once (const Bench *bench, Ask ask, const char *spec, guint *n_rows)
{
  Time begin = get_time (RUSAGE_SELF);
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) json = toll_json_read (spec, -1, 0, &error);
  const CollectorReport *report = collector_report_lookup (ask == ASK_GROUPS ? "1.6" : "1.1");
  g_autoptr (CollectorReportRun) run = NULL;
  gint64 n_calls = 0;

  g_assert_no_error (error);
  run = collector_report_run_new (report, bench->db, bench->viewer, toll_json_get_root (json),
                                  bench->viewer->now_ms, &error);
  if (run == NULL)
    g_error ("%s: %s", spec, error->message);
  run->page = 100;
  if (!collector_db_hold (bench->db, &error))
    g_error ("%s", error->message);
  if (!(ask == ASK_COUNT ? collector_report_run_count (run, &n_calls, &error)
                         : collector_report_run_answer (run, &error)))
    g_error ("%s: %s", spec, error->message);
  collector_db_rollback (bench->db);
  *n_rows = ask == ASK_COUNT ? (guint) n_calls : run->doc->rows->len;
  return get_time_since (RUSAGE_SELF, begin);
}

static Time
ask_us (const Bench *bench, Ask ask, const char *spec, guint *n_rows)
{
  Time best = ask_once (bench, ask, spec, n_rows);
  guint n_rounds = best.cpu_ms > 1000 ? N_SLOW : N_QUICK;

  for (guint i = 1; i < n_rounds; i++)
    {
      Time time = ask_once (bench, ask, spec, n_rows);

      best.cpu_ms = MIN (best.cpu_ms, time.cpu_ms);
      best.clock_ms = MIN (best.clock_ms, time.clock_ms);
    }
  return best;
}

static void
measure (const Bench *bench, guint index)
{
  g_autofree char *spec = dup_spec (bench, rows[index].spec);
  guint n_rows;
  Time ours = ask_us (bench, rows[index].ask, spec, &n_rows), theirs;

  printf ("# %s: %.2f ms of a processor, %.2f by the clock, %u %s", rows[index].what, ours.cpu_ms,
          ours.clock_ms, n_rows, rows[index].ask == ASK_COUNT ? "calls" : "rows");
  if (rows[index].sql != NULL)
    {
      theirs = ask_sqlite (bench, rows[index].sql, NULL);
      printf ("; sqlite3 %.0f ms, %.0f by the clock, %.2f times ours", theirs.cpu_ms,
              theirs.clock_ms, theirs.cpu_ms / ours.cpu_ms);
    }
  printf (" (target: %s)\n", rows[index].target);
  fflush (stdout);
}

static double
get_peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/* Returns: (transfer full): the midnight, in the company's zone, of the 16th @n months ago. */
static char *
dup_middle_ms (const Bench *bench, guint n)
{
  g_autoptr (GError) error = NULL;
  const TollZone *zone = collector_totals_get_zone (bench->db, &error);
  int year, month, mday;
  gint32 day, second;

  g_assert_no_error (error);
  toll_zone_to_local (zone, bench->viewer->now_ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  year -= month <= (int) n;
  month = (month + 11 - (int) n) % 12 + 1;
  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          toll_zone_from_local (zone, toll_day_from_date (year, month, 16), 0));
}

static void
open_bench (Bench *bench)
{
  g_autofree char *data_dir = bench_store_ensure ();
  g_autoptr (GError) error = NULL;

  bench->ledger = g_build_filename (data_dir, "ledger.db", NULL);
  bench->db = collector_db_open (bench->ledger, COLLECTOR_DB_READ, &error);
  g_assert_no_error (error);
  bench->viewer = collector_viewer_new ();
  bench->viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  bench->viewer->scope = COLLECTOR_SCOPE_ALL;
  bench->viewer->now_ms = g_get_real_time () / 1000;
  ask_sqlite (bench,
              "SELECT extension FROM line WHERE id = (SELECT line_id FROM (SELECT line_id FROM call"
              " ORDER BY id DESC LIMIT 100000) GROUP BY 1 ORDER BY count (*) DESC LIMIT 1)",
              &bench->extension);
  ask_sqlite (bench,
              "SELECT id FROM call WHERE direction = 2 AND number <> '' ORDER BY id DESC LIMIT 1",
              &bench->call_id);
  bench->from_ms = dup_middle_ms (bench, 2);
  bench->to_ms = dup_middle_ms (bench, 1);
}

int
main (void)
{
  Bench bench = { 0 };
  g_autofree char *sqlite = g_find_program_in_path ("sqlite3");
  const char *only = g_getenv ("TOLL_BENCH_ONLY");

  if (sqlite == NULL)
    {
      printf ("# sqlite3 is not installed: sh data/setup/install.sh bench\n");
      return 77;
    }
  open_bench (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (only == NULL || strstr (rows[i].what, only) != NULL)
      measure (&bench, i);
  printf ("# most memory: %.0f MiB\n", get_peak_mib ());
  collector_db_close (bench.db);
  collector_viewer_free (bench.viewer);
  g_free (bench.ledger);
  g_free (bench.extension);
  g_free (bench.call_id);
  g_free (bench.from_ms);
  g_free (bench.to_ms);
  return 0;
}
