/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quarantine list: the records that could not be read, with file, line, reason and text; and those
 * that were read and contradict others.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/routes/raw-text.h"
#include "collector/store/conflict-store.h"
#include "collector/store/quarantine-store.h"

#include <glib/gi18n.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define STANDARD_WIDTH 100
#define HIDDEN "*"

typedef struct
{
  CollectorTable *table;
  CollectorRawTexts texts;
} Listing;

/* The code that let a call through is shown to nobody, here as little as by the service. */
static void
add_held (const CollectorQuarantineRow *row, gpointer data)
{
  Listing *listing = data;
  g_autofree char *line = g_strdup_printf ("%u", row->line);
  g_autofree char *raw = collector_raw_texts_show (&listing->texts, row);
  const char *const cells[]
      = { row->file, line, row->field, row->reason, raw != NULL ? raw : HIDDEN };

  collector_table_add (listing->table, cells);
}

static void
add_conflict (const CollectorConflictRow *row, gpointer table)
{
  g_autofree char *line = g_strdup_printf ("%u", row->line);
  g_autofree char *stored_line = g_strdup_printf ("%u", row->stored_line);
  const char *const cells[] = { row->file, line, row->stored_file, stored_line, row->fields };

  collector_table_add (table, cells);
}

static guint
terminal_width (void)
{
  struct winsize size;

  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                          : STANDARD_WIDTH;
}

static CollectorTable *
list_held (CollectorDb *db, const char *data_dir, gboolean whole, GError **error)
{
  static const CollectorTableColumn columns[] = { { "file", N_ ("File") },
                                                  { "line", N_ ("Line"), TRUE },
                                                  { "field", N_ ("Field") },
                                                  { "reason", N_ ("Reason") },
                                                  { "raw", N_ ("Record") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  Listing listing = { .table = table, .texts.data_path = data_dir };
  gboolean is_ok;

  if (!whole)
    collector_table_set_width (table, terminal_width ());
  is_ok = collector_quarantine_list (db, 0, 0, -1, add_held, &listing, error);
  collector_raw_texts_clear (&listing.texts);
  return is_ok ? g_steal_pointer (&table) : NULL;
}

static CollectorTable *
list_conflicts (CollectorDb *db, GError **error)
{
  static const CollectorTableColumn columns[] = { { "file", N_ ("File") },
                                                  { "line", N_ ("Line"), TRUE },
                                                  { "stored_file", N_ ("File that stays") },
                                                  { "stored_line", N_ ("Line there"), TRUE },
                                                  { "fields", N_ ("Differs in") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));

  return collector_conflict_list (db, 0, -1, add_conflict, table, error) ? g_steal_pointer (&table)
                                                                         : NULL;
}

static int
run (int argc, char **argv)
{
  gboolean conflicts = FALSE, raw = FALSE;
  const GOptionEntry entries[] = {
    { "conflicts", 0, 0, G_OPTION_ARG_NONE, &conflicts,
      N_("List the records that contradict stored ones instead"), NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, N_("Print the whole text of the records"), NULL },
    { NULL }
  };
  g_autoptr (CollectorTable) table = NULL;
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_quarantine_list, entries, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db != NULL)
    table = conflicts ? list_conflicts (db, &error) : list_held (db, cli.data_dir, raw, &error);
  if (table == NULL)
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
