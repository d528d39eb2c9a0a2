/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user set-password, set-role, disable, enable, first-code: accounts as the host's owner changes
 * them, beside a running service; sessions end.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/password-input.h"

#include "collector/directory/accounts.h"
#include "collector/directory/first-code.h"
#include "collector/directory/secrets.h"
#include "shared/base/clock.h"

#include <glib/gi18n.h>

static int
run_set_password (int argc, char **argv)
{
  g_autofree char *path = NULL;
  char *password;
  const GOptionEntry entries[] = {
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("File whose first line is the password; without it, the terminal or standard input"),
      N_("F") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;
  int code;

  if (!collector_cli_init (&cli, &collector_command_user_set_password, entries, &argc, &argv, 1, 1,
                           &code))
    return code;
  password = collector_password_input (path, &error);
  if (password == NULL)
    return collector_cli_fail (NULL, error);
  db = collector_cli_open (&cli, &error);
  ok = db != NULL &&
       collector_accounts_set_password (db, argv[1], password, toll_clock_now_ms (NULL), &error);
  collector_secret_free (password);
  return ok ? 0 : collector_cli_fail (argv[1], error);
}

const CollectorCommand collector_command_user_set_password = {
  .name = "user set-password",
  .usage = "NAME",
  .summary = N_("Gives an account another password and ends its sessions"),
  .needs_ledger = TRUE,
  .run = run_set_password,
};

static int
run_set_role (int argc, char **argv)
{
  g_autofree char *role_name = NULL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name, N_("user, supervisor or administrator"),
      N_("ROLE") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  CollectorRole role;
  int code;

  if (!collector_cli_init (&cli, &collector_command_user_set_role, entries, &argc, &argv, 1, 1,
                           &code))
    return code;
  if (role_name == NULL || !collector_role_from_name (role_name, &role))
    {
      g_printerr (_("--role: user, supervisor or administrator\n"));
      return 2;
    }
  db = collector_cli_open (&cli, &error);
  if (db == NULL ||
      !collector_accounts_set_role (db, argv[1], role, toll_clock_now_ms (NULL), &error))
    return collector_cli_fail (argv[1], error);
  return 0;
}

const CollectorCommand collector_command_user_set_role = {
  .name = "user set-role",
  .usage = "NAME --role=ROLE",
  .summary = N_("Gives an account another role, with what that role usually sees"),
  .needs_ledger = TRUE,
  .run = run_set_role,
};

static int
run_set_disabled (const CollectorCommand *command, int argc, char **argv, gboolean disabled)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, command, NULL, &argc, &argv, 1, 1, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL ||
      !collector_accounts_set_disabled (db, argv[1], disabled, toll_clock_now_ms (NULL), &error))
    return collector_cli_fail (argv[1], error);
  return 0;
}

static int
run_disable (int argc, char **argv)
{
  return run_set_disabled (&collector_command_user_disable, argc, argv, TRUE);
}

const CollectorCommand collector_command_user_disable = {
  .name = "user disable",
  .usage = "NAME",
  .summary = N_("Shuts an account out and ends its sessions"),
  .needs_ledger = TRUE,
  .run = run_disable,
};

static int
run_enable (int argc, char **argv)
{
  return run_set_disabled (&collector_command_user_enable, argc, argv, FALSE);
}

const CollectorCommand collector_command_user_enable = {
  .name = "user enable",
  .usage = "NAME",
  .summary = N_("Lets an account in again"),
  .needs_ledger = TRUE,
  .run = run_enable,
};

static int
run_first_code (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first_code = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_user_first_code, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db != NULL)
    first_code = collector_first_code_new (db, toll_clock_now_ms (NULL), &error);
  if (first_code == NULL)
    return collector_cli_fail (NULL, error);
  if (cli.json)
    g_print ("{\"code\":\"%s\"}\n", first_code);
  else
    g_print ("%s\n", first_code);
  return 0;
}

const CollectorCommand collector_command_user_first_code = {
  .name = "user first-code",
  .usage = "",
  .summary = N_("Prints a code, good for a day, that makes the first administrator"),
  .run = run_first_code,
};
