/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * demo: an invented company and its call records. The company is stored as an administrator would
 * store it; the records are files for the drop folder and go through the ordinary intake. Works
 * before the service is started and beside it.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/app/demo-company.h"
#include "collector/demo/demo.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define DAY_MS          (86400 * G_GINT64_CONSTANT (1000))
#define LIVE_INTERVAL_S 5
#define TARIFFS_SINCE   10957 /* 2000-01-01 as days since 1970: before every history */

typedef struct
{
  const CollectorDemoCompany *company;
  guint64 seed;
  gint64 now_ms;
} StoreJob;

/* Offices, tariffs and people of a real company must not be mixed with invented ones. */
static gboolean
check_is_unused (CollectorDb *db, GError **error)
{
  gboolean is_there;

  if (!collector_company_is_there (db, &is_there, error))
    return FALSE;
  if (!is_there)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       _("This data directory is a real company's: make the demo in another one "
                         "(--data-dir)"));
  return FALSE;
}

/* A ledger holds one demo company; another seed would mix two sets of people. */
static gboolean
store_company (CollectorDb *db, gpointer data, GError **error)
{
  const StoreJob *job = data;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, job->seed);
  g_autofree char *stored = collector_setting_dup (db, "demo_seed", NULL);

  if (g_strcmp0 (stored, seed) == 0)
    return TRUE;
  if (stored != NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                   "This data directory already holds the demo of seed %s", stored);
      return FALSE;
    }
  return check_is_unused (db, error) && collector_setting_set (db, "demo_seed", seed, error)
      && collector_demo_company_store (db, job->company, TARIFFS_SINCE, job->now_ms,
                                       error);
}

typedef struct
{
  CollectorDemo *demo;
  GMainLoop *loop;
  const char *drop;
  double rate;
  gint64 last_ms;
  GError *error;
} Live;

static gboolean
live_cb (gpointer data)
{
  Live *live = data;
  gint64 now_ms = toll_clock_now_ms (NULL);

  if (now_ms <= live->last_ms
      || collector_demo_live_next (live->demo, live->last_ms, now_ms, live->rate,
                                   collector_demo_folder_write, (gpointer) live->drop,
                                   &live->error))
    {
      live->last_ms = MAX (live->last_ms, now_ms);
      return G_SOURCE_CONTINUE;
    }
  g_main_loop_quit (live->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
run_live (CollectorDemo *demo, const char *drop, double rate, gint64 from_ms, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Live live = { .demo = demo, .loop = loop, .drop = drop, .rate = rate, .last_ms = from_ms };

  /* TRANSLATORS: %g is a number of calls a minute */
  g_printerr (_("Calling: %g calls a minute; Ctrl+C stops\n"), rate);
  g_timeout_add_seconds (LIVE_INTERVAL_S, live_cb, &live);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);
  if (live.error == NULL)
    return TRUE;
  g_propagate_error (error, live.error);
  return FALSE;
}

static gboolean
prepare (CollectorCli *cli, const CollectorDemoCompany *company, guint64 seed, gint64 now_ms,
         GError **error)
{
  g_autoptr (CollectorDb) db = NULL;
  StoreJob job = { company, seed, now_ms };

  if (*collector_settings_get_text (cli->settings, "zone") == '\0'
      && !collector_settings_set (cli->settings, "zone", company->sites[0].zone, error))
    return FALSE;
  db = collector_cli_open (cli, error);
  return db != NULL && collector_cli_transaction (db, store_company, &job, error);
}

#define NOT_SAID (-1) /* a rate */

typedef struct
{
  gint64 calls;
  gint days;
  gint64 seed;
  double live;
  char *until;
  char *drop;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->until);
  g_free (arguments->drop);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
run_demo (CollectorCli *cli, const Arguments *arguments, GError **error)
{
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (arguments->seed);
  const char *set_drop = collector_settings_get_text (cli->settings, "drop");
  g_autofree char *drop = arguments->drop != NULL ? g_strdup (arguments->drop)
      : *set_drop != '\0'                         ? g_strdup (set_drop)
                          : g_build_filename (cli->data_dir, "drop", NULL);
  g_autoptr (CollectorDemo) demo = NULL;
  CollectorDemoOptions options = { .seed = arguments->seed,
                                   .calls = (guint) arguments->calls,
                                   .days = (guint) arguments->days };
  CollectorDemoCounts counts;

  options.now_ms = toll_clock_now_ms (NULL);
  if (arguments->until != NULL
      && !toll_zone_parse_iso8601 (toll_zone_get ("UTC", NULL), arguments->until,
                                   &options.now_ms, error))
    return FALSE;
  if (!prepare (cli, company, options.seed, options.now_ms, error))
    return FALSE;
  demo = collector_demo_new (company, &options, error);
  if (demo == NULL)
    return FALSE;
  g_mkdir_with_parents (drop, 0770);
  if (options.calls > 0
      && !collector_demo_run_history (demo, collector_demo_folder_write, drop, error))
    return FALSE;
  collector_demo_get_counts (demo, &counts);
  if (cli->json)
    g_print ("{\"files\":%" G_GUINT64_FORMAT ",\"calls\":%" G_GUINT64_FORMAT
             ",\"records\":%" G_GUINT64_FORMAT ",\"quality\":%" G_GUINT64_FORMAT "}\n",
             counts.files, counts.calls, counts.records, counts.qualities);
  else
    /* TRANSLATORS: name of the invented company, number of calls, of files, a folder */
    g_print (_("%s: %" G_GUINT64_FORMAT " calls in %" G_GUINT64_FORMAT " files in %s\n"),
             company->name, counts.calls, counts.files, drop);
  return arguments->live == NOT_SAID
      || run_live (demo, drop, arguments->live, options.now_ms, error);
}

static int
run (int argc, char **argv)
{
  g_auto (Arguments) arguments = { .calls = 20000, .days = 30, .seed = 1,
                                .live = NOT_SAID };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (GError) error = NULL;
  int code;
  const GOptionEntry entries[] = {
    { "calls", 0, 0, G_OPTION_ARG_INT64, &arguments.calls, N_("Calls of the history"), "N" },
    { "days", 0, 0, G_OPTION_ARG_INT, &arguments.days, N_("Days the history is long"), "D" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments.seed, N_("The same seed, the same company"),
      "S" },
    { "live", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.live, N_("Keep calling, calls a minute"),
      N_("RATE") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &arguments.until,
      N_("End of the history; without it, now"), N_("ISO8601") },
    { "drop", 0, 0, G_OPTION_ARG_FILENAME, &arguments.drop, N_("Folder to write the files into"),
      N_("DIR") },
    { NULL }
  };

  if (!collector_cli_init (&cli, &collector_command_demo, entries, &argc, &argv, 0, 0, &code))
    return code;
  if (arguments.calls < 0 || arguments.calls > G_MAXUINT32 || arguments.days < 1)
    {
      g_printerr (_("--calls must be 0 or more and --days 1 or more\n"));
      return 2;
    }
  if (arguments.live != NOT_SAID && !(arguments.live > 0))
    {
      g_printerr (_("--live must be more than 0\n"));
      return 2;
    }
  if (!run_demo (&cli, &arguments, &error))
    return collector_cli_fail (NULL, error);
  return 0;
}

const CollectorCommand collector_command_demo = {
  .name = "demo",
  .usage = "",
  .summary = N_("Makes a believable company and its calls"),
  .run = run,
};
