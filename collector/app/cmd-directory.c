/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * directory import, directory export: people and their lines from and to a CSV file, all or
 * nothing; every refusal names its line and column.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/company.h"

#include "collector/directory/people-csv.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>


static void
print_faults (const char *file_name, const CollectorPeopleCsvReport *report)
{
  for (guint i = 0; i < report->faults->len; i++)
    {
      const CollectorCsvFault *fault = &g_array_index (report->faults, CollectorCsvFault, i);

      if (*fault->column != '\0')
        /* TRANSLATORS: file name, line number, column title, what is wrong there */
        g_printerr (_("%s: line %u: %s: %s\n"), file_name, fault->line, fault->column,
                    fault->reason);
      else
        /* TRANSLATORS: file name, line number, what is wrong there */
        g_printerr (_("%s: line %u: %s\n"), file_name, fault->line, fault->reason);
    }
}

static void
print_counts (const CollectorPeopleCsvReport *report, gboolean as_json)
{
  const guint *n = report->n;

  if (as_json)
    g_print ("{\"new\":%u,\"changed\":%u,\"same\":%u,\"removed\":%u,\"refused\":%u,"
             "\"taken_over\":%u,\"accounts\":%u,\"applied\":%s}\n",
             n[COLLECTOR_CSV_NEW], n[COLLECTOR_CSV_CHANGED], n[COLLECTOR_CSV_SAME],
             n[COLLECTOR_CSV_REMOVED], n[COLLECTOR_CSV_REFUSED],
             report->taken_over->len, report->accounts->len, report->is_applied ? "true" : "false");
  else
    /* TRANSLATORS: counts of people in an imported directory */
    g_print (_("%u new, %u changed, %u as they were, %u left\n"), n[COLLECTOR_CSV_NEW],
             n[COLLECTOR_CSV_CHANGED], n[COLLECTOR_CSV_SAME], n[COLLECTOR_CSV_REMOVED]);
  if (!as_json && report->taken_over->len > 0)
    /* TRANSLATORS: a count of phone numbers */
    g_print (ngettext ("%u number taken over from a person made automatically\n",
                       "%u numbers taken over from people made automatically\n",
                       report->taken_over->len),
             report->taken_over->len);
  for (guint i = 0; !as_json && i < report->accounts->len; i++)
    /* TRANSLATORS: a user name: it was there before the person of the file */
    g_print (_("the account \"%s\" becomes the person's, with its password\n"),
             (const char *) report->accounts->pdata[i]);
}

static int
report_result (const CollectorCli *cli, const char *file_name,
               const CollectorPeopleCsvReport *report)
{
  guint n_refused = report->n[COLLECTOR_CSV_REFUSED];

  print_faults (file_name, report);
  if (n_refused > 0)
    /* TRANSLATORS: a file name, and a count of lines */
    g_printerr (ngettext ("%s: %u line refused; nothing was changed\n",
                          "%s: %u lines refused; nothing was changed\n", n_refused),
                file_name, n_refused);
  if (n_refused == 0 || cli->json)
    print_counts (report, cli->json);
  return n_refused == 0 ? 0 : 1;
}

static int
run_import (int argc, char **argv)
{
  CollectorPeopleCsvInput input = { .is_strict = TRUE, .now_ms = toll_clock_now_ms (NULL) };
  g_autofree char *map = NULL, *bytes = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &input.dry_run, N_("Only tell what would change"), NULL },
    { "map", 0, 0, G_OPTION_ARG_STRING, &map,
      N_("Which column is which: user_name:Login,mail:E-mail; :Title passes a column over"),
      N_("FIELD:TITLE,…") },
    { "remove-missing", 0, 0, G_OPTION_ARG_NONE, &input.remove_missing,
      N_("People of earlier files who are not in this one leave now"), NULL },
    { NULL }
  };
  g_autoptr (CollectorPeopleCsvReport) report = collector_people_csv_report_new ();
  g_autoptr (CollectorPlan) plan = NULL;
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_directory_import, entries, &argc, &argv, 1, 1,
                           &code))
    return code;
  if (!collector_cli_read_file (argv[1], &bytes, &input.n_bytes, &error))
    return collector_cli_fail (argv[1], error);
  input.bytes = bytes;
  input.map = map;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  input.zone = toll_zone_get (collector_settings_get_zone (cli.settings), &error);
  if (input.zone != NULL)
    plan = collector_company_load_plan (db, cli.settings, &error);
  input.plan = plan;
  if (plan == NULL || !collector_people_csv_import (db, &input, report, &error))
    return collector_cli_fail (argv[1], error);
  return report_result (&cli, argv[1], report);
}

const CollectorCommand collector_command_directory_import = {
  .name = "directory import",
  .usage = "FILE.csv",
  .summary = N_("Reads people and their lines from a CSV file"),
  .run = run_import,
};

static int
run_export (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const TollZone *zone;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int code;

  if (!collector_cli_init (&cli, &collector_command_directory_export, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  zone = toll_zone_get (collector_settings_get_zone (cli.settings), &error);
  if (zone == NULL
      || !collector_people_csv_export (db, NULL, zone, toll_clock_now_ms (NULL), out, ids, &error))
    return collector_cli_fail (NULL, error);
  g_print ("%s", out->str);
  return 0;
}

const CollectorCommand collector_command_directory_export = {
  .name = "directory export",
  .usage = "",
  .summary = N_("Prints the people and their lines as a CSV file that an import takes"),
  .needs_ledger = TRUE,
  .run = run_export,
};
