/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verify, backup, restore: the care of a ledger. verify and backup work beside a running service;
 * restore wants it stopped.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/app/access-keeper.h"
#include "collector/app/print.h"

#include "collector/store/backup.h"
#include "collector/store/check.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>

static void
print_differences (const GPtrArray *differences, gboolean as_json)
{
  static const CollectorTableColumn columns[] = { { "difference", N_ ("Difference") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));

  if (differences->len == 0 && !as_json)
    {
      g_print (_("No differences\n"));
      return;
    }
  for (guint i = 0; i < differences->len; i++)
    collector_table_add (table, (const char *const[]){ differences->pdata[i] });
  collector_table_print (table, as_json);
}

/* backup and restore have nothing to tell but the file. */
static void
print_file (const CollectorCli *cli, const char *path)
{
  static const CollectorTableColumn columns[] = { { "file", N_ ("File") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));

  if (!cli->json)
    return;
  collector_table_add (table, (const char *const[]){ path });
  collector_table_print (table, TRUE);
}

static int
run_verify (int argc, char **argv)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_verify, NULL, &argc, &argv, 0, 0, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_check_verify (db, differences, &error)
      || !collector_access_keeper_verify (cli.data_dir, db, differences, &error))
    return collector_cli_fail (NULL, error);
  print_differences (differences, cli.json);
  return differences->len == 0 ? 0 : 1;
}

const CollectorCommand collector_command_verify = {
  .name = "verify",
  .usage = "",
  .summary = N_("Recounts totals and links and prints what differs"),
  .needs_ledger = TRUE,
  .run = run_verify,
};

/* A copy never takes the place of what it is copied from, nor of a file that is no copy. */
static gboolean
check_target (const CollectorCli *cli, const char *path, GError **error)
{
  GStatBuf status;

  if (!collector_cli_check_output (cli, path, error))
    return FALSE;
  if (g_lstat (path, &status) == 0 && !S_ISREG (status.st_mode))
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                 /* TRANSLATORS: %s is what should be a file */
                 _("%s is there already, and no file"), path);
  else
    return collector_migrate_check_header (path, error);
  return FALSE;
}

static int
run_backup (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_backup, NULL, &argc, &argv, 1, 1, &code))
    return code;
  if (check_target (&cli, argv[1], &error))
    db = collector_cli_open (&cli, &error);
  /* The log last: it may know more than the ledger's anchor, never less. */
  if (db == NULL || !collector_backup_copy (db, argv[1], &error)
      || !collector_access_keeper_backup (cli.data_dir, argv[1], &error))
    return collector_cli_fail (NULL, error);
  print_file (&cli, argv[1]);
  return 0;
}

const CollectorCommand collector_command_backup = {
  .name = "backup",
  .usage = "FILE",
  .summary = N_("Copies the ledger, also while the service runs"),
  .needs_ledger = TRUE,
  .run = run_backup,
};

static int
run_restore (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_missing;
  int code;

  if (!collector_cli_init (&cli, &collector_command_restore, NULL, &argc, &argv, 1, 1, &code))
    return code;
  g_mkdir_with_parents (cli.data_dir, 0700);
  if (!collector_backup_restore (argv[1], cli.ledger_path, &error))
    return collector_cli_fail (argv[1], error);
  db = collector_cli_open (&cli, &error);
  if (db == NULL
      || !collector_access_keeper_restore (cli.data_dir, db, argv[1], &is_missing, &error))
    return collector_cli_fail (argv[1], error);
  if (is_missing)
    /* TRANSLATORS: %s is the file of a backup; ".access" is the end of its companion's name */
    g_printerr (_("The access log of this ledger is neither here nor beside the backup (%s.access): "
                  "verify will say that it is gone\n"),
                argv[1]);
  print_file (&cli, argv[1]);
  return 0;
}

const CollectorCommand collector_command_restore = {
  .name = "restore",
  .usage = "FILE",
  .summary = N_("Puts a backup in the ledger's place; the old one is kept beside it"),
  .run = run_restore,
};
