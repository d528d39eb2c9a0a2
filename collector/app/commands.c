/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The subcommands as a table, and what they share: options, the data directory, errors on stderr.
 * A new command is a file with a descriptor and a row here.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/store/access-log.h"
#include "collector/store/guard.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILE_BYTES (64 * 1024 * 1024)

static const CollectorCommand *const commands[] = {
  &collector_command_serve,
  &collector_command_import,
  &collector_command_price,
  &collector_command_tariff_import,
  &collector_command_tariff_list,
  &collector_command_tariff_export,
  &collector_command_tariff_assign,
  &collector_command_tariff_unassign,
  &collector_command_tariff_assignments,
  &collector_command_directory_import,
  &collector_command_directory_export,
  &collector_command_directory_sync,
  &collector_command_directory_test,
  &collector_command_user_add,
  &collector_command_user_list,
  &collector_command_user_set_password,
  &collector_command_user_set_role,
  &collector_command_user_disable,
  &collector_command_user_enable,
  &collector_command_user_first_code,
  &collector_command_site_add,
  &collector_command_site_set,
  &collector_command_site_remove,
  &collector_command_site_list,
  &collector_command_gateway_add,
  &collector_command_gateway_set,
  &collector_command_gateway_remove,
  &collector_command_gateway_list,
  &collector_command_device_list,
  &collector_command_device_set,
  &collector_command_settings_set,
  &collector_command_settings_list,
  &collector_command_report,
  &collector_command_rerate,
  &collector_command_quarantine_list,
  &collector_command_replay,
  &collector_command_backup,
  &collector_command_restore,
  &collector_command_verify,
  &collector_command_demo,
};

/* Returns: (transfer full). */
static char *
describe_commands (void)
{
  GString *text = g_string_new (_("Usage: tollkeeper-collector COMMAND [OPTIONS]\n\nCommands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-18s %s\n", commands[i]->name, _(commands[i]->summary));
  g_string_append (text, _("\nEvery command takes --data-dir=DIR and --config=FILE and explains "
                           "itself with --help.\n"));
  return g_string_free (text, FALSE);
}

/* How many words of @argv (after the program's name) spell the command; 0 when they don't. */
static int
match_words (const CollectorCommand *command, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  int n = (int) g_strv_length (words);

  for (int i = 0; i < n; i++)
    if (i + 1 >= argc || !g_str_equal (argv[i + 1], words[i]))
      return 0;
  return n;
}

static gboolean
is_one_of (const char *text, const char *a, const char *b)
{
  return g_str_equal (text, a) || g_str_equal (text, b);
}

/* The commands whose first word is @word, as "tariff". Returns: FALSE when there are none. */
static gboolean
describe_group (const char *word, GString *text)
{
  g_autofree char *start = g_strconcat (word, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i]->name, start))
      g_string_append_printf (text, "  %-18s %s\n", commands[i]->name, _(commands[i]->summary));
  return text->len > 0;
}

int
collector_commands_run (int argc, char **argv)
{
  g_autofree char *overview = describe_commands ();
  g_autoptr (GString) group = g_string_new (NULL);

  if (argc < 2)
    {
      g_printerr ("%s", overview);
      return 2;
    }
  if (is_one_of (argv[1], "--help", "-h") || g_str_equal (argv[1], "help"))
    {
      g_print ("%s", overview);
      return 0;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("tollkeeper-collector %s\n", TOLL_VERSION);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      int n = match_words (commands[i], argc, argv);

      if (n > 0)
        return commands[i]->run (argc - n, argv + n);
    }
  if (describe_group (argv[1], group))
    {
      if (argc > 2 && is_one_of (argv[2], "--help", "-h"))
        {
          g_print ("%s", group->str);
          return 0;
        }
      if (argc > 2 && *argv[2] != '-')
        {
          g_autofree char *words = g_strdup_printf ("%s %s", argv[1], argv[2]);

          /* TRANSLATORS: %s is what the user typed as a command */
          g_printerr (_("There is no command '%s'; --help lists them.\n"), words);
        }
      g_printerr ("%s", group->str);
      return 2;
    }
  /* TRANSLATORS: %s is what the user typed as a command */
  g_printerr (_("There is no command '%s'; --help lists them.\n"), argv[1]);
  return 2;
}

static char *
default_data_dir (void)
{
  const char *state = g_getenv ("STATE_DIRECTORY"); /* set by systemd */

  if (state != NULL)
    return g_strdup (state);
  return g_build_filename (g_get_user_data_dir (), "tollkeeper", NULL);
}

static gboolean
parse_options (CollectorCli *cli, const CollectorCommand *command, const GOptionEntry *entries,
               int *argc, char ***argv, GError **error)
{
  const GOptionEntry common[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, N_("Where the ledger lives"),
      N_("DIR") },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &cli->config_path, N_("Configuration file"),
      N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("Print one JSON document"), NULL },
    { NULL }
  };
  g_autofree char *name = g_strdup_printf ("tollkeeper-collector %s", command->name);
  g_autoptr (GOptionContext) context = g_option_context_new (command->usage);

  g_set_prgname (name);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

gboolean
collector_cli_init (CollectorCli *cli, const CollectorCommand *command,
                    const GOptionEntry *entries, int *argc, char ***argv, int min_args,
                    int max_args, int *exit_code)
{
  g_autoptr (GError) error = NULL;

  memset (cli, 0, sizeof *cli);
  cli->command = command;
  *exit_code = 2;
  if (!parse_options (cli, command, entries, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  if (*argc - 1 < min_args || (max_args >= 0 && *argc - 1 > max_args))
    {
      /* TRANSLATORS: the first %s is a command's name, the second what may follow it */
      g_printerr (_("Usage: tollkeeper-collector %s %s\n"), command->name, command->usage);
      return FALSE;
    }
  if (cli->data_dir == NULL)
    cli->data_dir = default_data_dir ();
  cli->ledger_path = g_build_filename (cli->data_dir, COLLECTOR_LEDGER_NAME, NULL);
  cli->settings = collector_settings_new (cli->config_path, &error);
  if (cli->settings != NULL)
    {
      collector_settings_fix (cli->settings);
      return TRUE;
    }
  g_printerr ("%s\n", error->message);
  *exit_code = 1;
  return FALSE;
}

void
collector_cli_clear (CollectorCli *cli)
{
  g_clear_pointer (&cli->data_dir, g_free);
  g_clear_pointer (&cli->config_path, g_free);
  g_clear_pointer (&cli->ledger_path, g_free);
  g_clear_pointer (&cli->settings, collector_settings_free);
}

CollectorDb *
collector_cli_open (CollectorCli *cli, GError **error)
{
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) busy = NULL;

  if (cli->command->needs_ledger && !g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS))
    {
      /* TRANSLATORS: %s is a folder */
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, _("There is no ledger in %s"),
                   cli->data_dir);
      return NULL;
    }
  if (g_mkdir_with_parents (cli->data_dir, 0700) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", cli->data_dir,
                   g_strerror (errno));
      return NULL;
    }
  /* A ledger that is held was brought to this version by its holder. */
  if (!collector_migrate (cli->ledger_path, collector_settings_get_zone (cli->settings), &busy)
      && !g_error_matches (busy, TOLL_ERROR, TOLL_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&busy));
      return NULL;
    }
  db = collector_db_open (cli->ledger_path, COLLECTOR_DB_WRITE, error);
  if (db == NULL || !collector_settings_read_db (cli->settings, db, error))
    return NULL;
  return g_steal_pointer (&db);
}

gboolean
collector_cli_transaction (CollectorDb *db,
                           gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
                           gpointer data, GError **error)
{
  return collector_db_transact (db, work, data, error);
}

gboolean
collector_cli_read_file (const char *path, char **bytes, gsize *n_bytes, GError **error)
{
  GStatBuf info;
  gboolean is_large
      = g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > MAX_FILE_BYTES;

  if (!is_large && g_file_get_contents (path, bytes, n_bytes, error))
    return TRUE;
  if (is_large)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE, _("larger than 64 MiB"));
  else
    toll_error_convert (error);
  return FALSE;
}

/* Returns: (transfer full): where a file called @path is or would be, links followed. */
static char *
find_place (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);
  char *place = g_build_filename (real != NULL ? real : folder, name, NULL);

  free (real);
  return place;
}

/* By whatever name: one may lead to the other. */
static gboolean
is_same_file (const char *path, const char *other)
{
  GStatBuf one, two;

  return g_stat (path, &one) == 0 && g_stat (other, &two) == 0 && one.st_dev == two.st_dev
         && one.st_ino == two.st_ino;
}

/* Files of the ledger and of the access log, and what SQLite and the service keep beside them. */
static gboolean
is_our_own (const CollectorCli *cli, const char *place)
{
  static const char *const names[] = { COLLECTOR_LEDGER_NAME, COLLECTOR_ACCESS_LOG_NAME };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (cli->data_dir, names[i], NULL);
      g_autofree char *own = find_place (path);

      if (g_str_has_prefix (place, own) || is_same_file (place, own))
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_cli_check_output (const CollectorCli *cli, const char *path, GError **error)
{
  g_autofree char *place = find_place (path);

  if (!is_our_own (cli, place))
    return TRUE;
  /* TRANSLATORS: %s is a file */
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               _("%s is the ledger's own: write somewhere else"), path);
  return FALSE;
}

int
collector_cli_fail (const char *what, const GError *error)
{
  const char *message = error != NULL ? error->message : _("unknown error");

  if (what != NULL)
    g_printerr ("%s: %s\n", what, message);
  else
    g_printerr ("%s\n", message);
  return 1;
}
