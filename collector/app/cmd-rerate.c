/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rerate, replay: what is stored is worked through again, by the tariffs and formats as they are
 * now. The service must be stopped.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/app/ingest.h"
#include "collector/app/owner-job.h"
#include "collector/store/rederivation-store.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>

static gboolean
read_instant (const CollectorCli *cli, const char *option, const char *text, gint64 standard,
              gint64 *at_ms, GError **error)
{
  const TollZone *zone = toll_zone_get (collector_settings_get_zone (cli->settings), error);

  *at_ms = standard;
  if (zone == NULL || text == NULL)
    return zone != NULL;
  if (toll_zone_parse_iso8601 (zone, text, at_ms, error))
    return TRUE;
  g_prefix_error (error, "%s: ", option);
  return FALSE;
}

static gboolean
finish_task (CollectorDb *db, gpointer data, GError **error)
{
  const CollectorIngest *ingest = data;

  return collector_rederivation_finish_all (db, ingest->company->revision, error);
}

/* All calls of the period; those beyond it that wait for what was told of the company, too. */
static gboolean
rerate (CollectorIngest *ingest, gint64 from_ms, gint64 to_ms, gint64 *n_changed, GError **error)
{
  gint64 n_waiting = 0;

  if (!collector_pipeline_rerate (ingest->pipeline, from_ms, to_ms, n_changed, error))
    return FALSE;
  if (from_ms == G_MININT64 && to_ms == G_MAXINT64
      && !collector_lanes_write_sync (ingest->lanes, finish_task, ingest, error))
    return FALSE;
  if (!collector_owner_job_run (ingest, &n_waiting, error))
    return FALSE;
  *n_changed += n_waiting;
  return TRUE;
}

static int
run_rerate (int argc, char **argv)
{
  g_autofree char *from = NULL, *to = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("Only calls that began then or later"),
      N_("ISO8601") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Only calls that began before"), N_("ISO8601") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorIngest) ingest = NULL;
  g_autoptr (GError) error = NULL;
  gint64 from_ms, to_ms, n_changed = 0;
  int code;

  if (!collector_cli_init (&cli, &collector_command_rerate, entries, &argc, &argv, 0, 0, &code))
    return code;
  if (!read_instant (&cli, "--from", from, G_MININT64, &from_ms, &error)
      || !read_instant (&cli, "--to", to, G_MAXINT64, &to_ms, &error))
    {
      collector_cli_fail (NULL, error);
      return 2;
    }
  if (from_ms >= to_ms)
    {
      g_printerr (_("--from must lie before --to\n"));
      return 2;
    }
  ingest = collector_ingest_new (&cli, 1, &error);
  if (ingest == NULL
      || !rerate (ingest, from_ms, to_ms, &n_changed, &error))
    return collector_cli_fail (NULL, error);
  g_print ("{\"changed\":%" G_GINT64_FORMAT "}\n", n_changed);
  return 0;
}

const CollectorCommand collector_command_rerate = {
  .name = "rerate",
  .usage = "",
  .summary = N_("Derives stored calls anew and prices them, by the company and tariffs as they are now"),
  .needs_ledger = TRUE,
  .run = run_rerate,
};

static int
run_replay (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorIngest) ingest = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_tried = 0, n_taken = 0;
  int code;

  if (!collector_cli_init (&cli, &collector_command_replay, NULL, &argc, &argv, 0, 0, &code))
    return code;
  ingest = collector_ingest_new (&cli, 1, &error);
  if (ingest == NULL
      || !collector_pipeline_replay (ingest->pipeline, ingest->data_dir, &n_tried, &n_taken,
                                     &error))
    return collector_cli_fail (NULL, error);
  g_print ("{\"tried\":%" G_GINT64_FORMAT ",\"taken\":%" G_GINT64_FORMAT "}\n", n_tried, n_taken);
  return 0;
}

const CollectorCommand collector_command_replay = {
  .name = "replay",
  .usage = "",
  .summary = N_("Tries the quarantined records again"),
  .needs_ledger = TRUE,
  .run = run_replay,
};
