/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * settings set, settings list: the settings kept with the ledger.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/export/pdf-head.h"
#include "collector/store/setting-store.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *key;
  const char *value;
} Change;

static gboolean
store (CollectorDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return collector_setting_set (db, change->key, change->value, error);
}

/* What a ledger is born with is said before there is one. */
static gboolean
prepare_birth (CollectorCli *cli, const Change *change, GError **error)
{
  const CollectorSettingRow *row = collector_setting_table_lookup (change->key);

  if (row == NULL || row->when != COLLECTOR_SETTING_AT_BIRTH)
    return TRUE;
  if (!g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS))
    return collector_settings_set (cli->settings, change->key, change->value, error);
  toll_error_set_field (error, change->key, "is fixed since the ledger was made");
  return FALSE;
}

static int
run_set (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  Change change = { 0 };
  int code;

  if (!collector_cli_init (&cli, &collector_command_settings_set, NULL, &argc, &argv, 2, 2, &code))
    return code;
  change = (Change){ argv[1], argv[2] };
  if (!collector_setting_table_check (change.key, change.value, &error)
      || !collector_setting_table_check_place (change.key, change.value, &error)
      || (strcmp (change.key, "logo") == 0 && *change.value != '\0'
          && !collector_pdf_check_logo (change.value, change.key, &error))
      || !prepare_birth (&cli, &change, &error))
    return collector_cli_fail (NULL, error);
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_cli_transaction (db, store, &change, &error))
    return collector_cli_fail (NULL, error);
  return 0;
}

const CollectorCommand collector_command_settings_set = {
  .name = "settings set",
  .usage = "KEY VALUE",
  .summary = N_("Keeps a setting with the ledger"),
  .run = run_set,
};

static void
add_setting (const CollectorSettingRow *row, const char *value, gpointer table)
{
  const char *const cells[] = { row->key, value, row->standard, _(row->help) };

  collector_table_add (table, cells);
}

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[] = { { "key", N_ ("Setting") },
                                                  { "value", N_ ("Value") },
                                                  { "default", N_ ("Default") },
                                                  { "help", N_ ("Meaning") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_settings_list, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  collector_settings_foreach (cli.settings, add_setting, table);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_settings_list = {
  .name = "settings list",
  .usage = "",
  .summary = N_("Shows every setting, its default and its meaning"),
  .needs_ledger = TRUE,
  .run = run_list,
};
