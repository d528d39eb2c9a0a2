/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gateway add, gateway set, gateway remove, gateway list: which trunks the company has. They work
 * beside a running service, which notices the new revision.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/store/device-store.h"
#include "collector/store/gateway-store.h"
#include "collector/store/site-store.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>

#define NOT_SAID G_MININT

/* What the command line says of a gateway; texts it owns, NULL = not said. */
typedef struct
{
  const CollectorSettings *settings;
  char *device, *title, *site, *operator_name, *tariff;
  int channels; /* NOT_SAID = not said */
  gboolean made_site;
} Given;

static void
given_clear (Given *given)
{
  g_free (given->device);
  g_free (given->title);
  g_free (given->site);
  g_free (given->operator_name);
  g_free (given->tariff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

/* Returns: (nullable): the database; NULL with *code. */
static CollectorDb *
begin (CollectorCli *cli, const CollectorCommand *command, int *argc, char ***argv, Given *given,
       int *code)
{
  const GOptionEntry entries[] = {
    { "site", 0, 0, G_OPTION_ARG_STRING, &given->site, N_("Office it stands in"), N_("SITE") },
    { "operator", 0, 0, G_OPTION_ARG_STRING, &given->operator_name, N_("Carrier behind it"),
      N_("NAME") },
    { "tariff", 0, 0, G_OPTION_ARG_STRING, &given->tariff,
      N_("Tariff of calls that leave through it"), N_("NAME") },
    { "channels", 0, 0, G_OPTION_ARG_INT, &given->channels, N_("Calls it carries at once"), "N" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &given->title, N_("Name for people"), N_("TEXT") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  CollectorDb *db;

  given->channels = NOT_SAID;
  if (!collector_cli_init (cli, command, entries, argc, argv, 1, 1, code))
    return NULL;
  if (given->channels < 0 && given->channels != NOT_SAID)
    {
      g_printerr (_("--channels: a number from 0 up\n"));
      *code = 2;
      return NULL;
    }
  given->device = g_strdup ((*argv)[1]);
  given->settings = cli->settings;
  db = collector_cli_open (cli, &error);
  if (db == NULL)
    *code = collector_cli_fail (NULL, error);
  return db;
}

/* A gateway may name a site nobody has told of: it is made with the company's nation and zone. */
static gboolean
ensure_site (CollectorDb *db, Given *given, GError **error)
{
  CollectorSiteRow row = { .name = given->site,
                           .nation = collector_settings_get_text (given->settings, "nation"),
                           .zone = collector_settings_get_zone (given->settings) };

  if (given->site == NULL || *given->site == '\0'
      || collector_site_find (db, given->site, NULL) != 0)
    return TRUE;
  given->made_site = TRUE;
  return collector_site_put (db, &row, error);
}

static CollectorGatewayRow
make_row (const Given *given)
{
  return (CollectorGatewayRow){ .device = given->device,
                                .title = given->title,
                                .site = given->site,
                                .operator_name = given->operator_name,
                                .channels = (guint) MAX (given->channels, 0) };
}

static gboolean
put_tariff (CollectorDb *db, const Given *given, GError **error)
{
  return given->tariff == NULL
      || collector_gateway_set_tariff (db, given->device, given->tariff, error);
}

/* One that is there already would lose what is not said again: that is what set is for. */
static gboolean
check_new (CollectorDb *db, const Given *given, GError **error)
{
  if (collector_gateway_find (db, given->device, NULL) == 0)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       _("there is already a gateway of that name; 'gateway set' changes it"));
  return FALSE;
}

static gboolean
add_gateway (CollectorDb *db, gpointer data, GError **error)
{
  Given *given = data;
  CollectorGatewayRow row = make_row (given);

  return check_new (db, given, error) && ensure_site (db, given, error) && collector_gateway_add (db, &row, error) != 0
      && put_tariff (db, given, error);
}

static int
finish (CollectorDb *db, Given *given,
        gboolean (*change) (CollectorDb *db, gpointer data, GError **error))
{
  g_autoptr (GError) error = NULL;

  if (!collector_cli_transaction (db, change, given, &error))
    return collector_cli_fail (given->device, error);
  if (given->made_site)
    /* TRANSLATORS: %s is the name of a site */
    g_printerr (_("Site '%s' is new; tell where it is and how it dials with: site set\n"),
                given->site);
  return 0;
}

static int
run_add (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_auto (Given) given = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  int code = 0;

  db = begin (&cli, &collector_command_gateway_add, &argc, &argv, &given, &code);
  return db == NULL ? code : finish (db, &given, add_gateway);
}

const CollectorCommand collector_command_gateway_add = {
  .name = "gateway add",
  .usage = "NAME",
  .summary = N_("Tells of a trunk or gateway, by its device name in the records"),
  .run = run_add,
};

static void
fill_in (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  Given *given = data;

  if (given->title == NULL)
    given->title = g_strdup (row->title);
  if (given->site == NULL)
    given->site = g_strdup (row->site);
  if (given->operator_name == NULL)
    given->operator_name = g_strdup (row->operator_name);
  if (given->channels < 0)
    given->channels = (int) row->channels;
}

static gboolean
change_gateway (CollectorDb *db, gpointer data, GError **error)
{
  Given *given = data;
  gint64 id = collector_gateway_find (db, given->device, error);
  CollectorGatewayRow row;

  if (id == 0 || !collector_gateway_visit (db, id, fill_in, given, error))
    return FALSE;
  row = make_row (given);
  return collector_gateway_put (db, &row, error) && put_tariff (db, given, error);
}

static int
run_set (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_auto (Given) given = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  int code = 0;

  db = begin (&cli, &collector_command_gateway_set, &argc, &argv, &given, &code);
  return db == NULL ? code : finish (db, &given, change_gateway);
}

const CollectorCommand collector_command_gateway_set = {
  .name = "gateway set",
  .usage = "NAME",
  .summary = N_("Changes what is given of a gateway; an empty tariff takes its own away"),
  .needs_ledger = TRUE,
  .run = run_set,
};

static gboolean
remove_gateway (CollectorDb *db, gpointer data, GError **error)
{
  gint64 id = collector_gateway_find (db, data, error);

  return id != 0 && collector_gateway_remove (db, id, error);
}

static int
run_remove (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_gateway_remove, NULL, &argc, &argv, 1, 1,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_cli_transaction (db, remove_gateway, argv[1], &error))
    return collector_cli_fail (argv[1], error);
  return 0;
}

const CollectorCommand collector_command_gateway_remove = {
  .name = "gateway remove",
  .usage = "NAME",
  .summary = N_("Forgets a gateway that has no tariff of its own"),
  .needs_ledger = TRUE,
  .run = run_remove,
};

static void
print_gateway (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  g_autofree char *channels = g_strdup_printf ("%u", row->channels);
  const char *const cells[] = { row->device,   row->title, row->site, row->operator_name,
                                row->tariff,   channels,   "gateway" };

  collector_table_add (data, cells);
}

static void
print_learned (const CollectorDeviceRow *row, gpointer data)
{
  const char *const cells[] = { row->device, "", "", "", "", "0", "unknown" };

  collector_table_add (data, cells);
}

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[]
      = { { "name", N_ ("Device") },       { "title", N_ ("Title") },
          { "site", N_ ("Site") },         { "operator", N_ ("Operator") },
          { "tariff", N_ ("Tariff") },     { "channels", N_ ("Channels"), TRUE },
          { "kind", N_ ("Kind") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_gateway_list, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_gateway_list (db, 0, -1, print_gateway, table, &error)
      || !collector_device_list_unknown (db, 0, -1, print_learned, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_gateway_list = {
  .name = "gateway list",
  .usage = "",
  .summary = N_("Lists trunks, and devices the records named that nobody has told of"),
  .needs_ledger = TRUE,
  .run = run_list,
};
