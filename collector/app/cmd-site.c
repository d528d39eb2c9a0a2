/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * site add, site list, gateway add, gateway list: where the company is and which trunks it has.
 * They work beside a running service, which notices the new revision.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/store/device-store.h"
#include "collector/store/site-store.h"
#include "collector/store/tariff-store.h"
#include "shared/base/error.h"
#include "shared/model/call.h"

#include <glib/gi18n.h>

static gboolean
put_site (CollectorDb *db, gpointer data, GError **error)
{
  return collector_site_put (db, data, error);
}

static int
run_site_add (int argc, char **argv)
{
  CollectorSiteRow row = { 0 };
  g_autofree char *nation = NULL, *area = NULL, *zone = NULL, *access = NULL;
  g_autofree char *international = NULL, *trunk = NULL, *extensions = NULL, *numbers = NULL;
  g_autofree char *codes = NULL, *voicemail = NULL, *mwi = NULL;
  const GOptionEntry entries[] = {
    { "nation", 0, 0, G_OPTION_ARG_STRING, &nation, N_("Nation, such as IT"), N_("XX") },
    { "area", 0, 0, G_OPTION_ARG_STRING, &area, N_("Area code, as after the country code"),
      N_("DIGITS") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, N_("Time zone, such as Europe/Rome"), N_("ZONE") },
    { "access-code", 0, 0, G_OPTION_ARG_STRING, &access, N_("Digits dialled for an outside line"),
      N_("DIGITS") },
    { "international-prefix", 0, 0, G_OPTION_ARG_STRING, &international,
      N_("If it is not the nation's"), N_("DIGITS") },
    { "trunk-prefix", 0, 0, G_OPTION_ARG_STRING, &trunk,
      N_("If it is not the nation's; - for none"), N_("DIGITS") },
    { "extensions", 0, 0, G_OPTION_ARG_STRING, &extensions,
      N_("Ranges of extensions, separated by spaces"), N_("RANGES") },
    { "numbers", 0, 0, G_OPTION_ARG_STRING, &numbers,
      N_("Ranges of its own outside numbers, with +"), N_("RANGES") },
    { "short-codes", 0, 0, G_OPTION_ARG_STRING, &codes,
      N_("Further short codes as digits:class, separated by spaces"), N_("CODES") },
    { "voicemail", 0, 0, G_OPTION_ARG_STRING, &voicemail, N_("Voicemail pilot"), N_("NUMBER") },
    { "mwi", 0, 0, G_OPTION_ARG_STRING, &mwi, N_("Message lamp numbers, separated by spaces"),
      N_("NUMBERS") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_site_add, entries, &argc, &argv, 1, 1, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  row = (CollectorSiteRow){
    .name = argv[1],
    .nation = nation != NULL ? nation : collector_settings_get_text (cli.settings, "nation"),
    .zone = zone != NULL ? zone : collector_settings_get_zone (cli.settings),
    .area_code = area,
    .access_code = access,
    .international_prefix = international,
    .trunk_prefix = trunk,
    .extension_ranges = extensions,
    .public_ranges = numbers,
    .short_codes = codes,
    .voicemail_number = voicemail,
    .mwi_numbers = mwi,
  };
  if (!collector_cli_transaction (db, put_site, &row, &error))
    return collector_cli_fail (argv[1], error);
  return 0;
}

const CollectorCommand collector_command_site_add = {
  .name = "site add",
  .usage = "NAME",
  .summary = N_("Tells of an office: where it is and how it dials"),
  .run = run_site_add,
};

static void
print_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  const char *const cells[] = { row->name,        row->nation, row->area_code,
                                row->zone,        row->access_code, row->extension_ranges };

  collector_table_add (data, cells);
}

static int
run_site_list (int argc, char **argv)
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
  .run = run_site_list,
};

typedef struct
{
  CollectorGatewayRow row;
  const char *tariff;
  const CollectorSettings *settings;
  gboolean made_site;
} NewGateway;

/* A gateway may name a site nobody has told of: it is made with the company's nation and zone. */
static gboolean
ensure_site (CollectorDb *db, NewGateway *new_gateway, GError **error)
{
  const char *name = new_gateway->row.site;
  CollectorSiteRow row
      = { .name = name,
          .nation = collector_settings_get_text (new_gateway->settings, "nation"),
          .zone = collector_settings_get_zone (new_gateway->settings) };

  if (name == NULL || *name == '\0' || collector_site_find (db, name, NULL) != 0)
    return TRUE;
  new_gateway->made_site = TRUE;
  return collector_site_put (db, &row, error);
}

static gboolean
put_gateway (CollectorDb *db, gpointer data, GError **error)
{
  NewGateway *new_gateway = data;
  const char *device = new_gateway->row.device;

  if (!ensure_site (db, new_gateway, error)
      || !collector_gateway_put (db, &new_gateway->row, error))
    return FALSE;
  if (new_gateway->tariff == NULL)
    return TRUE;
  /* What leaves through the trunk is paid by its tariff, whether it came from a phone or a trunk. */
  return collector_tariff_assign (db, device, "", TOLL_DIRECTION_OUTGOING, -1,
                                  new_gateway->tariff, error)
      && collector_tariff_assign (db, device, "", TOLL_DIRECTION_TRANSIT, -1,
                                  new_gateway->tariff, error);
}

static int
run_gateway_add (int argc, char **argv)
{
  g_autofree char *site = NULL, *operator_name = NULL, *tariff = NULL, *title = NULL;
  int channels = 0, code;
  const GOptionEntry entries[] = {
    { "site", 0, 0, G_OPTION_ARG_STRING, &site, N_("Office it stands in"), N_("SITE") },
    { "operator", 0, 0, G_OPTION_ARG_STRING, &operator_name, N_("Carrier behind it"),
      N_("NAME") },
    { "tariff", 0, 0, G_OPTION_ARG_STRING, &tariff, N_("Tariff of calls that leave through it"),
      N_("NAME") },
    { "channels", 0, 0, G_OPTION_ARG_INT, &channels, N_("Calls it carries at once"), "N" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_("Name for people"), N_("TEXT") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  NewGateway new_gateway;

  if (!collector_cli_init (&cli, &collector_command_gateway_add, entries, &argc, &argv, 1, 1,
                           &code))
    return code;
  if (channels < 0)
    {
      g_printerr (_("--channels: a number from 0 up\n"));
      return 2;
    }
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  new_gateway = (NewGateway){ .row = { .device = argv[1],
                                       .title = title,
                                       .site = site,
                                       .operator_name = operator_name,
                                       .channels = (guint) channels },
                              .tariff = tariff,
                              .settings = cli.settings };
  if (!collector_cli_transaction (db, put_gateway, &new_gateway, &error))
    return collector_cli_fail (argv[1], error);
  if (new_gateway.made_site)
    /* TRANSLATORS: %s is the name of a site */
    g_printerr (_("Site '%s' is new; tell where it is and how it dials with: site add\n"), site);
  return 0;
}

const CollectorCommand collector_command_gateway_add = {
  .name = "gateway add",
  .usage = "NAME",
  .summary = N_("Tells of a trunk or gateway, by its device name in the records"),
  .run = run_gateway_add,
};

static void
print_gateway (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  g_autofree char *channels = g_strdup_printf ("%u", row->channels);
  const char *const cells[] = { row->device, row->title, row->site, row->operator_name, channels,
                                "gateway" };

  collector_table_add (data, cells);
}

static void
print_learned (const CollectorDeviceRow *row, gpointer data)
{
  const char *const cells[] = { row->device, "", "", "", "0", "unknown" };

  collector_table_add (data, cells);
}

static int
run_gateway_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[]
      = { { "name", N_ ("Device") },            { "title", N_ ("Title") },
          { "site", N_ ("Site") },              { "operator", N_ ("Operator") },
          { "channels", N_ ("Channels"), TRUE },      { "kind", N_ ("Kind") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_gateway_list, NULL, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_gateway_foreach (db, print_gateway, table, &error)
      || !collector_device_foreach_unknown (db, print_learned, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_gateway_list = {
  .name = "gateway list",
  .usage = "",
  .summary = N_("Lists trunks, and devices the records named that nobody has told of"),
  .run = run_gateway_list,
};
