/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * directory sync, directory test: the directory server asked by hand, beside a running service or
 * without one.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/company.h"
#include "collector/app/password-input.h"
#include "collector/app/print.h"

#include "collector/directory/accounts.h"
#include "collector/directory/ldap-steps.h"
#include "collector/directory/ldap-sync.h"
#include "collector/directory/secrets.h"

#include <glib/gi18n.h>

#define MAX_SHOWN_REFUSALS 100

static gboolean
write_direct (gpointer db, gboolean (*task) (CollectorDb *db, gpointer data, GError **error),
              gpointer data, GError **error)
{
  return task (db, data, error);
}

static void
print_run (const CollectorSyncRun *run, gboolean as_json)
{
  static const CollectorTableColumn columns[] = { { "state", N_ ("State") },
                                                  { "n_found", N_ ("Found"), TRUE },
                                                  { "n_new", N_ ("New"), TRUE },
                                                  { "n_changed", N_ ("Changed"), TRUE },
                                                  { "n_removed", N_ ("Left"), TRUE },
                                                  { "n_refused", N_ ("Refused"), TRUE },
                                                  { "message", N_ ("Message") } };
  const gint64 counts[]
      = { run->n_found, run->n_new, run->n_changed, run->n_removed, run->n_refused };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  const char *cells[G_N_ELEMENTS (columns)];
  char texts[G_N_ELEMENTS (counts)][24];

  cells[0] = collector_sync_state_to_name (run->state);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_snprintf (texts[i], sizeof texts[i], "%" G_GINT64_FORMAT, counts[i]);
      cells[i + 1] = texts[i];
    }
  cells[G_N_ELEMENTS (columns) - 1] = run->message != NULL ? run->message : "";
  collector_table_add (table, cells);
  collector_table_print (table, as_json);
}

static int
run_sync (int argc, char **argv)
{
  gboolean is_dry = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &is_dry, N_("Tell what would change, change nothing"),
      NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func (g_free);
  g_auto (CollectorSyncRun) run = { 0 };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  CollectorLdapSync sync = { .write = write_direct, .load_plan = collector_company_read_plan };
  int code;

  if (!collector_cli_init (&cli, &collector_command_directory_sync, entries, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  sync.store = db;
  sync.company = cli.settings;
  sync.data_path = cli.data_dir;
  sync.is_dry = is_dry;
  if (!collector_ldap_sync_run (&sync, &run, refusals, &error))
    return collector_cli_fail (NULL, error);
  for (guint i = 0; i < refusals->len && i < MAX_SHOWN_REFUSALS; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (refusals, i));
  print_run (&run, cli.json);
  return run.state == COLLECTOR_SYNC_DONE ? 0 : 1;
}

const CollectorCommand collector_command_directory_sync = {
  .name = "directory sync",
  .usage = "",
  .summary = N_("Takes people over from the directory server"),
  .needs_ledger = TRUE,
  .run = run_sync,
};

/* Returns: the exit code. */
static int
print_steps (const CollectorLdapStep *steps, gboolean as_json)
{
  static const CollectorTableColumn columns[] = { { "id", N_ ("Step") },
                                                  { "state", N_ ("State") },
                                                  { "took_ms", N_ ("ms"), TRUE },
                                                  { "detail", N_ ("Detail") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  int code = 0;

  for (guint i = 0; i < COLLECTOR_N_LDAP_STEPS; i++)
    {
      g_autofree char *took = g_strdup_printf ("%" G_GINT64_FORMAT, steps[i].took_ms);
      const char *const cells[]
          = { steps[i].id, collector_ldap_step_state_to_name (steps[i].state), took,
              steps[i].detail != NULL ? steps[i].detail : "" };

      collector_table_add (table, cells);
      if (steps[i].state == COLLECTOR_LDAP_STEP_FAILED)
        code = 1;
    }
  collector_table_print (table, as_json);
  return code;
}

static int
run_test (int argc, char **argv)
{
  g_autofree char *user_name = NULL, *path = NULL;
  char *password = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user_name, N_("Somebody who would sign in"), N_("NAME") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("File whose first line is the password; without it, the terminal or standard input"),
      N_("F") },
    { NULL }
  };
  CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS];
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (CollectorLdapSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_local = FALSE;
  int code;

  if (!collector_cli_init (&cli, &collector_command_directory_test, entries, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db != NULL)
    settings = collector_ldap_settings_load (db, cli.data_dir, &error);
  if (settings == NULL
      || (user_name != NULL
          && !collector_accounts_has_password (db, user_name, &is_local, &error)))
    return collector_cli_fail (NULL, error);
  if (user_name != NULL && (password = collector_password_input (path, &error)) == NULL)
    return collector_cli_fail (NULL, error);
  collector_ldap_steps_run (settings, user_name, password, is_local, steps);
  collector_secret_free (password);
  code = print_steps (steps, cli.json);
  collector_ldap_steps_clear (steps);
  return code;
}

const CollectorCommand collector_command_directory_test = {
  .name = "directory test",
  .usage = "",
  .summary = N_("Tries the way to the directory server, step by step"),
  .needs_ledger = TRUE,
  .run = run_test,
};
