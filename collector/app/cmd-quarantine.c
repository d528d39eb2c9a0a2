/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quarantine list: the records that could not be read, with file, line and reason.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/store/quarantine-store.h"

#include <glib/gi18n.h>

static void
add_row (const CollectorQuarantineRow *row, gpointer table)
{
  g_autofree char *line = g_strdup_printf ("%u", row->line);
  const char *const cells[] = { row->file, line, row->field, row->reason };

  collector_table_add (table, cells);
}

static int
run (int argc, char **argv)
{
  static const CollectorTableColumn columns[] = { { "file", N_ ("File") },
                                                  { "line", N_ ("Line"), TRUE },
                                                  { "field", N_ ("Field") },
                                                  { "reason", N_ ("Reason") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_quarantine_list, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_quarantine_list (db, 0, -1, add_row, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_quarantine_list = {
  .name = "quarantine list",
  .usage = "",
  .summary = N_("Lists the records that could not be read, and why"),
  .needs_ledger = TRUE,
  .run = run,
};
