/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * site add, site set, site remove, site list: where the company is and how it dials. They work
 * beside a running service, which notices the new revision.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/company.h"
#include "collector/app/print.h"

#include "collector/normalize/numbering.h"
#include "collector/store/site-store.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>

/* What the options of add and set fill in. */
static const struct
{
  const char *option;
  gsize offset; /* in CollectorSiteRow */
  const char *help;
  const char *argument;
} site_options[] = {
  { "nation", G_STRUCT_OFFSET (CollectorSiteRow, nation), N_("Nation, such as IT"), N_("XX") },
  { "area", G_STRUCT_OFFSET (CollectorSiteRow, area_code),
    N_("Area code, as after the country code"), N_("DIGITS") },
  { "zone", G_STRUCT_OFFSET (CollectorSiteRow, zone), N_("Time zone, such as Europe/Rome"),
    N_("ZONE") },
  { "access-code", G_STRUCT_OFFSET (CollectorSiteRow, access_code),
    N_("Digits dialled for an outside line"), N_("DIGITS") },
  { "international-prefix", G_STRUCT_OFFSET (CollectorSiteRow, international_prefix),
    N_("If it is not the nation's"), N_("DIGITS") },
  { "trunk-prefix", G_STRUCT_OFFSET (CollectorSiteRow, trunk_prefix),
    N_("If it is not the nation's; - for none"), N_("DIGITS") },
  { "extensions", G_STRUCT_OFFSET (CollectorSiteRow, extension_ranges),
    N_("Ranges of extensions, separated by spaces"), N_("RANGES") },
  { "numbers", G_STRUCT_OFFSET (CollectorSiteRow, public_ranges),
    N_("Ranges of its own outside numbers, with +"), N_("RANGES") },
  { "short-codes", G_STRUCT_OFFSET (CollectorSiteRow, short_codes),
    N_("Further short codes as digits:class, separated by spaces"), N_("CODES") },
  { "voicemail", G_STRUCT_OFFSET (CollectorSiteRow, voicemail_number), N_("Voicemail pilot"),
    N_("NUMBER") },
  { "mwi", G_STRUCT_OFFSET (CollectorSiteRow, mwi_numbers),
    N_("Message lamp numbers, separated by spaces"), N_("NUMBERS") },
};

/* A row whose texts are its own. */
static void
clear_row (CollectorSiteRow *row)
{
  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    g_free ((char *) COLLECTOR_SITE_FIELD (row, field));
}

/* Reads the command line of add and set. Returns: (nullable): the database; NULL with *code. */
static CollectorDb *
begin (CollectorCli *cli, const CollectorCommand *command, int *argc, char ***argv,
       CollectorSiteRow *row, int *code)
{
  GOptionEntry entries[G_N_ELEMENTS (site_options) + 1] = { 0 };
  g_autoptr (GError) error = NULL;
  CollectorDb *db;

  for (guint i = 0; i < G_N_ELEMENTS (site_options); i++)
    entries[i] = (GOptionEntry){ .long_name = site_options[i].option,
                                 .arg = G_OPTION_ARG_STRING,
                                 .arg_data = G_STRUCT_MEMBER_P (row, site_options[i].offset),
                                 .description = site_options[i].help,
                                 .arg_description = site_options[i].argument };
  if (!collector_cli_init (cli, command, entries, argc, argv, 1, 1, code))
    return NULL;
  row->name = g_strdup ((*argv)[1]);
  db = collector_cli_open (cli, &error);
  *code = db != NULL ? 0 : collector_cli_fail (NULL, error);
  return db;
}

/* Whose prefixes and areas nobody knows could price nothing. */
static gboolean
check_nation (const CollectorSiteRow *row, GError **error)
{
  g_autofree char *path = collector_data_path ("numbering");
  g_autoptr (CollectorNumbering) numbering = NULL;

  if (row->nation == NULL || *row->nation == '\0')
    return TRUE;
  numbering = collector_numbering_load (path, error);
  if (numbering == NULL)
    return FALSE;
  if (collector_numbering_lookup_nation (numbering, row->nation) != NULL)
    return TRUE;
  toll_error_set_field (error, "--nation", "there is no nation '%s'", row->nation);
  return FALSE;
}

/* One that is there already would lose what is not said again: that is what set is for. */
static gboolean
check_new (CollectorDb *db, const CollectorSiteRow *row, GError **error)
{
  if (collector_site_find (db, row->name, NULL) == 0)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       _("there is already a site of that name; 'site set' changes it"));
  return FALSE;
}

static gboolean
add_site (CollectorDb *db, gpointer data, GError **error)
{
  return check_new (db, data, error) && check_nation (data, error) && collector_site_add (db, data, error) != 0;
}

static int
run_add (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  CollectorSiteRow row = { 0 };
  int code = 0;

  db = begin (&cli, &collector_command_site_add, &argc, &argv, &row, &code);
  if (db != NULL)
    {
      if (row.nation == NULL)
        row.nation = g_strdup (collector_settings_get_text (cli.settings, "nation"));
      if (row.zone == NULL)
        row.zone = g_strdup (collector_settings_get_zone (cli.settings));
      if (!collector_cli_transaction (db, add_site, &row, &error))
        code = collector_cli_fail (row.name, error);
    }
  clear_row (&row);
  return code;
}

const CollectorCommand collector_command_site_add = {
  .name = "site add",
  .usage = "NAME",
  .summary = N_("Tells of an office: where it is and how it dials"),
  .run = run_add,
};

static void
fill_in (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  CollectorSiteRow *given = data;

  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    if (COLLECTOR_SITE_FIELD (given, field) == NULL)
      COLLECTOR_SITE_FIELD (given, field) = g_strdup (COLLECTOR_SITE_FIELD (row, field));
}

static gboolean
change_site (CollectorDb *db, gpointer data, GError **error)
{
  CollectorSiteRow *given = data;
  gint64 id = collector_site_find (db, given->name, error);

  return id != 0 && check_nation (given, error)
      && collector_site_visit (db, id, fill_in, given, error)
      && collector_site_update (db, id, given, error);
}

static int
run_set (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  CollectorSiteRow row = { 0 };
  int code = 0;

  db = begin (&cli, &collector_command_site_set, &argc, &argv, &row, &code);
  if (db != NULL && !collector_cli_transaction (db, change_site, &row, &error))
    code = collector_cli_fail (row.name, error);
  clear_row (&row);
  return code;
}

const CollectorCommand collector_command_site_set = {
  .name = "site set",
  .usage = "NAME",
  .summary = N_("Changes what is given of an office; the rest stays"),
  .needs_ledger = TRUE,
  .run = run_set,
};

static gboolean
remove_site (CollectorDb *db, gpointer data, GError **error)
{
  gint64 id = collector_site_find (db, data, error);

  return id != 0 && collector_site_remove (db, id, error);
}

static int
run_remove (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_site_remove, NULL, &argc, &argv, 1, 1, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_cli_transaction (db, remove_site, argv[1], &error))
    return collector_cli_fail (argv[1], error);
  return 0;
}

const CollectorCommand collector_command_site_remove = {
  .name = "site remove",
  .usage = "NAME",
  .summary = N_("Forgets an office that nothing uses any more"),
  .needs_ledger = TRUE,
  .run = run_remove,
};

static void
print_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  const char *const cells[] = { row->name,        row->nation, row->area_code,
                                row->zone,        row->access_code, row->extension_ranges };

  collector_table_add (data, cells);
}

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[]
      = { { "name", N_ ("Name") },           { "nation", N_ ("Nation") },
          { "area_code", N_ ("Area") },      { "zone", N_ ("Zone") },
          { "access_code", N_ ("Access") },  { "extension_ranges", N_ ("Extensions") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_site_list, NULL, &argc, &argv, 0, 0, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_site_foreach (db, print_site, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_site_list = {
  .name = "site list",
  .usage = "",
  .summary = N_("Lists the offices"),
  .needs_ledger = TRUE,
  .run = run_list,
};
