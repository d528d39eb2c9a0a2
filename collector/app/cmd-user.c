/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user add, user list: who may sign in. The password comes from a file or from the terminal, never
 * from the command line, where others could read it.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/directory/accounts.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define MAX_PASSWORD_BYTES 1024

/* The first line of the file, or of standard input when there is none.
 * Returns: (transfer full): to be wiped; NULL with @error. */
static char *
read_password (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  char buffer[MAX_PASSWORD_BYTES];

  if (path != NULL)
    {
      if (!g_file_get_contents (path, &text, NULL, error))
        {
          toll_error_convert (error);
          return NULL;
        }
    }
  else
    {
      if (isatty (STDIN_FILENO))
        g_printerr (_("Password (it will be seen as you type): "));
      if (fgets (buffer, sizeof buffer, stdin) != NULL)
        text = g_strdup (buffer);
      sodium_memzero (buffer, sizeof buffer);
    }
  if (text != NULL)
    text[strcspn (text, "\r\n")] = '\0';
  if (text != NULL && *text != '\0')
    return g_steal_pointer (&text);
  toll_error_set_field (error, "--password-file", "there is no password in its first line");
  return NULL;
}

static gboolean
read_role (const char *name, CollectorRole *role)
{
  return name != NULL && collector_role_from_name (name, role);
}

static int
run_add (int argc, char **argv)
{
  char *role_name = NULL, *password_path = NULL, *person = NULL, *language = NULL;
  int masked_digits = -1, code;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name, N_("user, supervisor or administrator"),
      N_("ROLE") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_path,
      N_("File whose first line is the password; without it, standard input"), N_("F") },
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
  g_autofree char *password = NULL;
  CollectorNewAccount account = { .scope = -1 };
  gboolean ok;

  if (!collector_cli_init (&cli, &collector_command_user_add, entries, &argc, &argv, 1, 1, &code))
    return code;
  if (!read_role (role_name, &account.role))
    {
      g_printerr (_("--role: user, supervisor or administrator\n"));
      return 2;
    }
  password = read_password (password_path, &error);
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
  sodium_memzero (password, strlen (password));
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
                                    account->language, account->disabled ? _("yes") : "" };

      collector_table_add (table, cells);
    }
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_user_list = {
  .name = "user list",
  .usage = "",
  .summary = N_("Lists the accounts"),
  .run = run_list,
};
