/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user add, user list: who may sign in. Changing them is cmd-user-change.c.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/password-input.h"
#include "collector/app/print.h"

#include "collector/directory/accounts.h"
#include "collector/directory/secrets.h"
#include "shared/base/clock.h"

#include <glib/gi18n.h>

static int
run_add (int argc, char **argv)
{
  g_autofree char *role_name = NULL, *password_path = NULL, *person = NULL, *language = NULL;
  int masked_digits = -1, code;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name, N_("user, supervisor or administrator"),
      N_("ROLE") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_path,
      N_("File whose first line is the password; without it, the terminal or standard input"), N_("F") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &person,
      N_("Whose calls are the account's own; without it, the person of the same name"),
      N_("USER_NAME") },
    { "masked-digits", 0, 0, G_OPTION_ARG_INT, &masked_digits,
      N_("Last digits of outside numbers that are hidden"), "N" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_("en, de, fr, es, it or ar"),
      N_("CODE") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  CollectorNewAccount account = { .scope = -1 };
  char *password;
  gboolean ok;

  if (!collector_cli_init (&cli, &collector_command_user_add, entries, &argc, &argv, 1, 1, &code))
    return code;
  if (masked_digits < -1)
    {
      g_printerr (_("--masked-digits: 0 to 99\n"));
      return 2;
    }
  if (role_name == NULL || !collector_role_from_name (role_name, &account.role))
    {
      g_printerr (_("--role: user, supervisor or administrator\n"));
      return 2;
    }
  password = collector_password_input (password_path, &error);
  if (password == NULL)
    return collector_cli_fail (NULL, error);
  account.user_name = argv[1];
  account.password = password;
  account.masked_digits = masked_digits;
  account.language = language;
  account.person = person;
  db = collector_cli_open (&cli, &error);
  ok = db != NULL
      && collector_accounts_add (db, &account, toll_clock_now_ms (NULL), NULL, &error);
  collector_secret_free (password);
  return ok ? 0 : collector_cli_fail (argv[1], error);
}

const CollectorCommand collector_command_user_add = {
  .name = "user add",
  .usage = "NAME --role=ROLE",
  .summary = N_("Makes an account that may sign in"),
  .run = run_add,
};

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[] = { { "user_name", N_ ("User") },
                                                  { "role", N_ ("Role") },
                                                  { "language", N_ ("Language") },
                                                  { "zone", N_ ("Time zone") },
                                                  { "disabled", N_ ("Disabled") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_user_list, NULL, &argc, &argv, 0, 0, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db != NULL)
    accounts = collector_account_store_list (db, &error);
  if (accounts == NULL)
    return collector_cli_fail (NULL, error);
  for (guint i = 0; i < accounts->len; i++)
    {
      const CollectorAccount *account = accounts->pdata[i];
      const char *const cells[] = { account->user_name, collector_role_to_name (account->role),
                                    account->language, account->zone,
                                    account->disabled ? _("yes") : "" };

      collector_table_add (table, cells);
    }
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_user_list = {
  .name = "user list",
  .usage = "",
  .summary = N_("Lists the accounts"),
  .needs_ledger = TRUE,
  .run = run_list,
};
