/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device list, device set: what the records named and nobody has told of yet.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/store/device-store.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>

typedef struct
{
  CollectorTable *table;
  const TollZone *zone;
} Printing;

static void
print_device (const CollectorDeviceRow *row, gpointer data)
{
  const Printing *printing = data;
  g_autofree char *records = g_strdup_printf ("%" G_GINT64_FORMAT, row->n_records);
  g_autofree char *day = NULL;
  int year, month, mday;
  gint32 local_day, second;

  toll_zone_to_local (printing->zone, row->last_seen_ms, &local_day, &second);
  toll_day_to_date (local_day, &year, &month, &mday);
  day = row->n_records > 0 ? g_strdup_printf ("%04d-%02d-%02d", year, month, mday) : g_strdup ("");
  {
    const char *const cells[]
        = { row->device, collector_device_kind_to_name (row->kind),
            collector_device_kind_to_name (collector_plan_guess_device_kind (row->device)),
            row->site,   records,
            day };

    collector_table_add (printing->table, cells);
  }
}

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[]
      = { { "name", N_ ("Device") },   { "kind", N_ ("Kind") },
          { "guess", N_ ("Guess") },   { "site", N_ ("Site") },
          { "records", N_ ("Records"), TRUE }, { "last_seen", N_ ("Last seen") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  gboolean told = FALSE, is_read;
  const GOptionEntry entries[] = { { "told", 0, 0, G_OPTION_ARG_NONE, &told,
                                     N_("Those that were told instead of those that wait"), NULL },
                                   { NULL } };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  Printing printing = { .table = table };
  int code;

  if (!collector_cli_init (&cli, &collector_command_device_list, entries, &argc, &argv, 0, 0,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  printing.zone = toll_zone_get (collector_settings_get_zone (cli.settings), &error);
  if (printing.zone == NULL)
    return collector_cli_fail (NULL, error);
  is_read = told
      ? collector_device_list_told (db, 0, -1, print_device, &printing, &error)
      : collector_device_list_unknown (db, 0, -1, print_device, &printing, &error);
  if (!is_read)
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_device_list = {
  .name = "device list",
  .usage = "",
  .summary = N_("Lists devices that wait to be told what they are"),
  .needs_ledger = TRUE,
  .run = run_list,
};

typedef struct
{
  const char *device;
  CollectorDeviceKind kind;
  const char *site;
} Telling;

static gboolean
tell (CollectorDb *db, gpointer data, GError **error)
{
  const Telling *telling = data;

  return collector_device_kind_put (db, telling->device, telling->kind, telling->site, error);
}

static int
run_set (int argc, char **argv)
{
  g_autofree char *site = NULL;
  const GOptionEntry entries[] = { { "site", 0, 0, G_OPTION_ARG_STRING, &site,
                                     N_("Office it stands in"), N_("SITE") },
                                   { NULL } };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  Telling telling = { 0 };
  gboolean is_known = FALSE;
  int code;

  if (!collector_cli_init (&cli, &collector_command_device_set, entries, &argc, &argv, 2, 2,
                           &code))
    return code;
  if (!collector_device_kind_from_name (argv[2], &telling.kind))
    {
      g_printerr (_("KIND: phone, bridge, voicemail or unknown; a gateway is told by: "
                    "gateway add\n"));
      return 2;
    }
  telling.device = argv[1];
  telling.site = site;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_device_is_known (db, argv[1], &is_known, &error)
      || !collector_cli_transaction (db, tell, &telling, &error))
    return collector_cli_fail (argv[1], error);
  /* Devices may be told of before their first record comes: it is no error, but may be a slip. */
  if (!is_known)
    /* TRANSLATORS: %s is the name of a device, as in the records */
    g_printerr (_("%s: no record has named this device yet\n"), argv[1]);
  return 0;
}

const CollectorCommand collector_command_device_set = {
  .name = "device set",
  .usage = "NAME KIND",
  .summary = N_("Tells what a device is: phone, bridge, voicemail, or unknown again"),
  .run = run_set,
};
