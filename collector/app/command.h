/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/settings.h"

G_BEGIN_DECLS

/* CollectorCommand: one subcommand: a row of the table in commands.c and a file of its own. */
typedef struct
{
  const char *name;    /* "tariff import" */
  const char *usage;   /* after the name */
  const char *summary; /* N_() */
  gboolean needs_ledger; /* it looks or repairs: where there is no ledger it makes none */
  /* @argv: (array length=argc): what follows the name, options included. Returns: exit code: 0,
   * 1 failed, 2 wrong usage. Problems are printed on stderr. */
  int (*run) (int argc, char **argv);
} CollectorCommand;

/* Finds and runs the command of @argv. Returns: the exit code. */
int collector_commands_run (int argc, char **argv);

/* CollectorCli: what every command needs: where the data is and how it is set. */
typedef struct
{
  const CollectorCommand *command;
  char *data_dir;
  char *config_path;
  gboolean json;
  CollectorSettings *settings;
  char *ledger_path; /* DATA/ledger.db */
} CollectorCli;

/* Parses the options of a command: --data-dir, --config, --json and those of @entries (nullable).
 * What is left in @argv are the arguments. @min_args .. @max_args of them are expected (-1 = any).
 * Returns: TRUE when the command may go on; FALSE with *exit_code set after --help or a mistake. */
gboolean collector_cli_init (CollectorCli *cli, const CollectorCommand *command,
                             const GOptionEntry *entries, int *argc, char ***argv, int min_args,
                             int max_args, int *exit_code);
void collector_cli_clear (CollectorCli *cli);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorCli, collector_cli_clear)

/* Makes the data directory (0700) and the ledger unless the command needs one that is there, brings
 * it to this version and opens it for company changes beside a running service.
 * Returns: (transfer full). NOT_FOUND when there is none. */
CollectorDb *collector_cli_open (CollectorCli *cli, GError **error);

/* Runs @work in one transaction: committed when it returns TRUE. */
gboolean collector_cli_transaction (
    CollectorDb *db, gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
    gpointer data, GError **error);

/* Reads a list or a document that somebody names, whole: at most 64 MiB, and nothing of a file that is
 * larger. @bytes: (out) (transfer full). TOO_LARGE, or why it cannot be read. */
gboolean collector_cli_read_file (const char *path, char **bytes, gsize *n_bytes, GError **error);

/* Whether a command may write into the file @path. Returns: FALSE with CONFLICT when that is the ledger,
 * the access log, or what is kept beside them. */
gboolean collector_cli_check_output (const CollectorCli *cli, const char *path, GError **error);

/* Prints the error's message for people. Returns: 1, for `return collector_cli_fail (…)`; a command
 * that knows that something was typed wrong returns 2. */
int collector_cli_fail (const char *what, const GError *error);

extern const CollectorCommand collector_command_serve;
extern const CollectorCommand collector_command_import;
extern const CollectorCommand collector_command_price;
extern const CollectorCommand collector_command_tariff_import;
extern const CollectorCommand collector_command_tariff_list;
extern const CollectorCommand collector_command_tariff_export;
extern const CollectorCommand collector_command_tariff_assign;
extern const CollectorCommand collector_command_tariff_unassign;
extern const CollectorCommand collector_command_tariff_assignments;
extern const CollectorCommand collector_command_directory_import;
extern const CollectorCommand collector_command_directory_export;
extern const CollectorCommand collector_command_directory_sync;
extern const CollectorCommand collector_command_directory_test;
extern const CollectorCommand collector_command_user_add;
extern const CollectorCommand collector_command_user_list;
extern const CollectorCommand collector_command_user_set_password;
extern const CollectorCommand collector_command_user_set_role;
extern const CollectorCommand collector_command_user_disable;
extern const CollectorCommand collector_command_user_enable;
extern const CollectorCommand collector_command_user_first_code;
extern const CollectorCommand collector_command_site_add;
extern const CollectorCommand collector_command_site_set;
extern const CollectorCommand collector_command_site_remove;
extern const CollectorCommand collector_command_site_list;
extern const CollectorCommand collector_command_gateway_add;
extern const CollectorCommand collector_command_gateway_set;
extern const CollectorCommand collector_command_gateway_remove;
extern const CollectorCommand collector_command_gateway_list;
extern const CollectorCommand collector_command_device_list;
extern const CollectorCommand collector_command_device_set;
extern const CollectorCommand collector_command_settings_set;
extern const CollectorCommand collector_command_settings_list;
extern const CollectorCommand collector_command_report;
extern const CollectorCommand collector_command_rerate;
extern const CollectorCommand collector_command_quarantine_list;
extern const CollectorCommand collector_command_replay;
extern const CollectorCommand collector_command_backup;
extern const CollectorCommand collector_command_restore;
extern const CollectorCommand collector_command_verify;
extern const CollectorCommand collector_command_demo;

G_END_DECLS
