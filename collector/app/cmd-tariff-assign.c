/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tariff assign, unassign, assignments: which calls are priced by which tariff.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/store/tariff-store.h"
#include "shared/base/error.h"
#include "shared/model/call.h"

#include <glib/gi18n.h>

typedef struct
{
  char *gateway;
  char *site;
  char *direction;
  char *dest_class;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->gateway);
  g_free (arguments->site);
  g_free (arguments->direction);
  g_free (arguments->dest_class);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* Which calls, and what prices them. */
typedef struct
{
  const char *gateway;
  const char *site;
  int direction;
  int dest_class;
  const char *name;
} Job;

/* "any" stands for -1. */
static gboolean
read_directions (const char *direction, const char *dest_class, Job *job)
{
  TollDirection known_direction;
  TollClass known_class;

  job->direction = job->dest_class = -1;
  if (direction != NULL && !g_str_equal (direction, "any"))
    {
      if (!toll_direction_from_name (direction, &known_direction))
        return FALSE;
      job->direction = (int) known_direction;
    }
  if (dest_class != NULL && !g_str_equal (dest_class, "any"))
    {
      if (!toll_class_from_name (dest_class, &known_class))
        return FALSE;
      job->dest_class = (int) known_class;
    }
  return TRUE;
}

/* Parses the options of @command, which takes @n_names names, and fills @job. */
static gboolean
begin (CollectorCli *cli, const CollectorCommand *command, int *argc, char ***argv, int n_names,
       Arguments *arguments, Job *job, int *code)
{
  const GOptionEntry entries[] = {
    { "gateway", 0, 0, G_OPTION_ARG_STRING, &arguments->gateway,
      N_("Only calls through this trunk"), N_("G") },
    { "site", 0, 0, G_OPTION_ARG_STRING, &arguments->site, N_("Only calls of this office"),
      N_("SITE") },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &arguments->direction,
      N_("outgoing (the default), incoming, internal, transit or any"), N_("DIRECTION") },
    { "class", 0, 0, G_OPTION_ARG_STRING, &arguments->dest_class,
      N_("Only this class: local, national, mobile, international …"), N_("CLASS") },
    { NULL }
  };

  if (!collector_cli_init (cli, command, entries, argc, argv, n_names, n_names, code))
    return FALSE;
  job->gateway = arguments->gateway != NULL ? arguments->gateway : "";
  job->site = arguments->site != NULL ? arguments->site : "";
  if (read_directions (arguments->direction != NULL ? arguments->direction : "outgoing",
                       arguments->dest_class, job))
    return TRUE;
  g_printerr (_("--direction or --class is not one of those --help lists\n"));
  *code = 2;
  return FALSE;
}

/* Does @work to the calls that the options name, and the tariff that the argument names, if any. */
static int
run_change (const CollectorCommand *command, int argc, char **argv, int n_names,
            gboolean (*work) (CollectorDb *db, gpointer data, GError **error))
{
  g_auto (Arguments) arguments = { 0 };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  Job job;
  int code;

  if (!begin (&cli, command, &argc, &argv, n_names, &arguments, &job, &code))
    return code;
  job.name = argv[n_names];
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_cli_transaction (db, work, &job, &error))
    return collector_cli_fail (NULL, error);
  return 0;
}

static gboolean
assign (CollectorDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return collector_tariff_assign (db, job->gateway, job->site, job->direction, job->dest_class,
                                  job->name, error);
}

static int
run_assign (int argc, char **argv)
{
  return run_change (&collector_command_tariff_assign, argc, argv, 1, assign);
}

const CollectorCommand collector_command_tariff_assign = {
  .name = "tariff assign",
  .usage = "NAME",
  .summary = N_("Says which calls a tariff prices"),
  .needs_ledger = TRUE,
  .run = run_assign,
};

static gboolean
unassign (CollectorDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  gboolean is_gone;

  if (!collector_tariff_unassign (db, job->gateway, job->site, job->direction, job->dest_class,
                                  &is_gone, error))
    return FALSE;
  if (is_gone)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                       _("No tariff is assigned to exactly these calls; 'tariff assignments' lists "
                         "what there is"));
  return FALSE;
}

static int
run_unassign (int argc, char **argv)
{
  return run_change (&collector_command_tariff_unassign, argc, argv, 0, unassign);
}

const CollectorCommand collector_command_tariff_unassign = {
  .name = "tariff unassign",
  .usage = "",
  .summary = N_("Takes such an assignment away; later calls are priced without it"),
  .needs_ledger = TRUE,
  .run = run_unassign,
};

static void
print_assignment (const CollectorTariffAssignment *row, gpointer data)
{
  const char *const cells[] = {
    row->tariff, row->gateway, row->site,
    row->direction >= 0 ? toll_direction_to_name ((TollDirection) row->direction) : "any",
    row->dest_class >= 0 ? toll_class_to_name ((TollClass) row->dest_class) : "any",
  };

  collector_table_add (data, cells);
}

static int
run_assignments (int argc, char **argv)
{
  static const CollectorTableColumn columns[] = { { "tariff", N_ ("Tariff") },
                                                  { "gateway", N_ ("Gateway") },
                                                  { "site", N_ ("Site") },
                                                  { "direction", N_ ("Direction") },
                                                  { "class", N_ ("Class") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_tariff_assignments, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_tariff_foreach_assignment (db, print_assignment, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_tariff_assignments = {
  .name = "tariff assignments",
  .usage = "",
  .summary = N_("Lists which calls are priced by which tariff"),
  .needs_ledger = TRUE,
  .run = run_assignments,
};
