/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tariff import, list, export: price lists become versions of tariffs, all or nothing.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/rating/deck-csv.h"
#include "collector/rating/deck-diff.h"
#include "collector/store/tariff-store.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHOWN_FLAGS 20

typedef struct
{
  char *name;
  char *map;
  char *valid_from;
  char *currency;
  char *zone;
  gboolean may_shrink;
  gboolean dry_run;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->name);
  g_free (arguments->map);
  g_free (arguments->valid_from);
  g_free (arguments->currency);
  g_free (arguments->zone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

typedef struct
{
  const char *name;
  CollectorDeck *deck;
  gint64 from_ms;
  gboolean is_new;
  gboolean is_known; /* the ledger has the same prices from the same day on */
} PutJob;

static gboolean
put_tariff (CollectorDb *db, gpointer data, GError **error)
{
  PutJob *job = data;

  if (!collector_tariff_put (db, job->name, job->deck, job->from_ms, toll_clock_now_ms (NULL), NULL,
                             &job->is_new, error))
    return FALSE;
  job->is_known = !job->is_new;
  return TRUE;
}

static void
print_faults (const char *path, const CollectorDeckImport *import)
{
  for (guint i = 0; i < import->faults->len; i++)
    {
      g_autofree char *text
          = collector_deck_fault_to_text (&g_array_index (import->faults, CollectorDeckFault, i));

      g_printerr ("%s: %s\n", path, text);
    }
  if (import->n_faults > import->faults->len)
    /* TRANSLATORS: %u is a number of further mistakes in a price list */
    g_printerr (_("and %u more\n"), import->n_faults - import->faults->len);
}

static void
print_flags (const char *path, const CollectorDeckImport *import)
{
  for (guint i = 0; i < MIN (import->flags->len, MAX_SHOWN_FLAGS); i++)
    {
      const CollectorDeckFlag *flag = &g_array_index (import->flags, CollectorDeckFlag, i);
      g_autofree char *price = toll_money_format (flag->per_minute_e8, 8, 2);

      /* TRANSLATORS: file, line number, prefix, price a minute */
      g_printerr (_("%s: line %u: prefix %s costs %s a minute: is that meant?\n"), path,
                  flag->line, flag->prefix, price);
    }
  if (import->flags->len > MAX_SHOWN_FLAGS)
    /* TRANSLATORS: %u is a number of further surprising prices */
    g_printerr (_("and %u more surprising prices\n"), import->flags->len - MAX_SHOWN_FLAGS);
}

static void
print_diff (const CollectorDeckDiff *diff)
{
  /* TRANSLATORS: four counts of prefixes of a price list against the version before */
  g_printerr (_("Against the version before: %u new, %u gone, %u changed, %u the same\n"),
              diff->n_added, diff->n_removed, diff->n_changed, diff->n_same);
  for (guint i = 0; i < diff->largest->len; i++)
    {
      const CollectorDeckChange *change = &g_array_index (diff->largest, CollectorDeckChange, i);
      g_autofree char *old_price = toll_money_format (change->old_per_minute_e8, 8, 2);
      g_autofree char *new_price = toll_money_format (change->new_per_minute_e8, 8, 2);

      g_printerr ("  %s %s: %s -> %s\n", change->prefix, change->destination, old_price,
                  new_price);
    }
}

/* A list that was cut short must not leave most calls without a price. */
static gboolean
check_gone (const CollectorDeckDiff *diff, gboolean may_shrink, GError **error)
{
  guint n_before = diff->n_removed + diff->n_changed + diff->n_same;

  if (may_shrink || diff->n_removed * 2 <= n_before)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               /* TRANSLATORS: two counts of prefixes of a price list */
               _("%u of %u prefixes of the version before would be gone; nothing was stored. If "
                 "that is meant, say --may-shrink"),
               diff->n_removed, n_before);
  return FALSE;
}

/* Shows what the new version would change; silent for the first version of a tariff. */
static gboolean
compare_with_stored (CollectorDb *db, const PutJob *job, gboolean may_shrink, GError **error)
{
  g_autofree char *document = collector_tariff_dup_document (db, job->name, job->from_ms, NULL);
  g_autoptr (CollectorDeck) before
      = document != NULL ? collector_deck_new_from_json (document, -1, NULL) : NULL;

  g_autoptr (CollectorDeckDiff) diff = NULL;

  if (before == NULL)
    return TRUE;
  diff = collector_deck_diff_new (before, job->deck);
  print_diff (diff);
  return check_gone (diff, may_shrink, error);
}

static void
print_result (const CollectorDeckImport *import, gboolean dry_run, gboolean is_new)
{
  g_print ("{\"rows\":%u,\"rates\":%u,\"zero\":%u,\"flagged\":%u,\"errors\":%u,\"stored\":%s}\n",
           import->n_rows,
           import->deck != NULL ? collector_deck_get_n_rates (import->deck) : 0, import->n_zero,
           import->flags->len, import->n_faults, !dry_run && is_new ? "true" : "false");
}

/* A tariff document, as `tariff export` prints it, instead of a list. */
static CollectorDeckImport *
read_document (const char *bytes, gsize n_bytes, const CollectorDeckOptions *options,
               GError **error)
{
  CollectorDeck *deck = collector_deck_new_following (bytes, (gssize) n_bytes, options, error);
  CollectorDeckImport *import;

  if (deck == NULL)
    return NULL;
  import = g_new0 (CollectorDeckImport, 1);
  import->deck = deck;
  import->n_rows = collector_deck_get_n_rates (deck);
  import->faults = g_array_new (FALSE, FALSE, sizeof (CollectorDeckFault));
  import->flags = g_array_new (FALSE, FALSE, sizeof (CollectorDeckFlag));
  return import;
}

static CollectorDeckImport *
read_list (const char *path, const Arguments *arguments, const CollectorDeckOptions *options,
           GError **error)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  if (!collector_cli_read_file (path, &bytes, &n_bytes, error))
    return NULL;
  if (*(bytes + strspn (bytes, " \t\r\n")) == '{')
    return read_document (bytes, n_bytes, options, error);
  return collector_deck_import_csv (bytes, n_bytes, arguments->map, options, error);
}

/* The same, and then as if it had not been: a trial refuses what the import would. */
static gboolean
try_tariff (CollectorDb *db, PutJob *job, GError **error)
{
  gboolean is_taken = collector_db_begin (db, error) && put_tariff (db, job, error);

  collector_db_rollback (db);
  return is_taken;
}

/* @db: (inout) (nullable): NULL while there is no ledger, which a trial leaves so. */
static gboolean
store_list (CollectorCli *cli, CollectorDb **db, const Arguments *arguments, PutJob *job,
            GError **error)
{
  if (*db == NULL && arguments->dry_run)
    return TRUE;
  if (*db == NULL && (*db = collector_cli_open (cli, error)) == NULL)
    return FALSE;
  if (!compare_with_stored (*db, job, arguments->may_shrink, error))
    return FALSE;
  return arguments->dry_run ? try_tariff (*db, job, error)
                            : collector_cli_transaction (*db, put_tariff, job, error);
}

/* Midnight of --valid-from is the tariff's own. */
static gboolean
read_start (const Arguments *arguments, const char *zone_name, gint64 *from_ms, GError **error)
{
  const TollZone *zone = toll_zone_get (zone_name, error);

  *from_ms = 0;
  if (zone == NULL)
    return FALSE;
  if (arguments->valid_from == NULL
      || toll_zone_parse_iso8601 (zone, arguments->valid_from, from_ms, error))
    return TRUE;
  g_prefix_error (error, "--valid-from: ");
  return FALSE;
}

/* What holds for the whole list: what is said, else what the version before has, else the
 * company's. @before: (nullable). */
static void
choose_options (CollectorCli *cli, const Arguments *arguments, const CollectorDeck *before,
                CollectorDeckOptions *options)
{
  collector_deck_options_init (options);
  options->currency = collector_settings_get_text (cli->settings, "currency");
  options->zone = collector_settings_get_zone (cli->settings);
  if (before != NULL)
    *options = *collector_deck_get_options (before);
  options->name = arguments->name;
  if (arguments->currency != NULL)
    options->currency = arguments->currency;
  if (arguments->zone != NULL)
    options->zone = arguments->zone;
}

/* A document says its currency and zone itself; an option that says otherwise is a mistake. */
static gboolean
check_said (const char *option, const char *said, const char *has, GError **error)
{
  if (said == NULL || g_str_equal (said, has))
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
               "%s=%s: the document says '%s' itself", option, said, has);
  return FALSE;
}

static gboolean
check_deck (const Arguments *arguments, const CollectorDeck *deck, gint64 *from_ms,
            GError **error)
{
  const char *zone = collector_deck_get_zone (deck);

  return check_said ("--currency", arguments->currency, collector_deck_get_currency (deck), error)
         && check_said ("--zone", arguments->zone, zone, error)
         && collector_tariff_check_currency (deck, error)
         && read_start (arguments, zone, from_ms, error);
}

static gboolean
import_into (CollectorCli *cli, CollectorDb **db, const char *path, const Arguments *arguments,
             CollectorDeckImport **import, PutJob *job, GError **error)
{
  g_autoptr (CollectorDeck) before = NULL;
  CollectorDeckOptions options;
  gint64 from_ms = 0;

  if (*db != NULL && !collector_tariff_load_latest (*db, arguments->name, &before, error))
    return FALSE;
  choose_options (cli, arguments, before, &options);
  if (!read_start (arguments, options.zone, &from_ms, error))
    return FALSE;
  *import = read_list (path, arguments, &options, error);
  if (*import == NULL)
    return FALSE;
  print_faults (path, *import);
  print_flags (path, *import);
  job->deck = (*import)->deck;
  if (job->deck == NULL)
    return TRUE;
  collector_deck_rename (job->deck, arguments->name);
  if (collector_deck_get_n_rates (job->deck) == 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                           _("the list holds no price: no call could be priced by it"));
      return FALSE;
    }
  return check_deck (arguments, job->deck, &job->from_ms, error)
         && store_list (cli, db, arguments, job, error);
}

static int
import_list (CollectorCli *cli, const char *path, const Arguments *arguments)
{
  g_autoptr (CollectorDeckImport) import = NULL;
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  PutJob job = { .name = arguments->name };

  /* A list with faults makes no ledger. */
  if (g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS)
      && (db = collector_cli_open (cli, &error)) == NULL)
    return collector_cli_fail (NULL, error);
  if (!import_into (cli, &db, path, arguments, &import, &job, &error))
    return collector_cli_fail (path, error);
  if (job.is_known)
    g_printerr (_("The tariff has these prices from that day on already: nothing to do\n"));
  print_result (import, arguments->dry_run, job.is_new);
  return import->deck != NULL ? 0 : 1;
}

/* Whether it is a day at all does not depend on the zone. */
static gboolean
is_day (const char *valid_from)
{
  g_autoptr (GError) error = NULL;
  gint64 from_ms;

  if (valid_from == NULL
      || toll_zone_parse_iso8601 (toll_zone_get ("UTC", NULL), valid_from, &from_ms, &error))
    return TRUE;
  collector_cli_fail ("--valid-from", error);
  return FALSE;
}

static int
run_import (int argc, char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &arguments.name, N_("Name of the tariff"), N_("NAME") },
    { "map", 0, 0, G_OPTION_ARG_STRING, &arguments.map,
      N_("Which column is what, by heading or number, or which value holds for all rows: "
         "prefix=Prefix,price=Rate,per_s:60; price=Rate/10000 when the price stands there "
         "without its decimal point. What there is: prefix, destination, price, connect_fee, "
         "increment_s, per_s, min_cost, max_cost, grace_s, included_s"), N_("MAP") },
    { "valid-from", 0, 0, G_OPTION_ARG_STRING, &arguments.valid_from,
      N_("First day the prices hold; without it, since ever"), N_("DATE") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &arguments.currency, N_("ISO 4217 code"), N_("XXX") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &arguments.zone, N_("Time zone of the tariff"),
      N_("ZONE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &arguments.dry_run, N_("Check and compare only"), NULL },
    { "may-shrink", 0, 0, G_OPTION_ARG_NONE, &arguments.may_shrink,
      N_("Also when most prefixes of the version before are gone"), NULL },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  int code;

  if (!collector_cli_init (&cli, &collector_command_tariff_import, entries, &argc, &argv, 1, 1,
                           &code))
    return code;
  if (arguments.name == NULL)
    {
      g_printerr (_("--name is needed\n"));
      return 2;
    }
  if (!is_day (arguments.valid_from))
    return 2;
  return import_list (&cli, argv[1], &arguments);
}

const CollectorCommand collector_command_tariff_import = {
  .name = "tariff import",
  .usage = "FILE.csv|FILE.json --name=NAME",
  .summary = N_("Reads a price list as a new version of a tariff"),
  .run = run_import,
};

static char *
date_of (gint64 at_ms)
{
  g_autoptr (GDateTime) at = NULL;

  if (at_ms <= 0 || at_ms == G_MAXINT64)
    return g_strdup ("");
  at = g_date_time_new_from_unix_utc (at_ms / 1000);
  return g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");
}

static void
print_version (const CollectorTariffRow *row, gpointer data)
{
  g_autofree char *from = date_of (row->from_ms), *to = date_of (row->to_ms);
  g_autofree char *rates = g_strdup_printf ("%u", row->n_rates);
  const char *const cells[] = { row->name, from, to, rates };

  collector_table_add (data, cells);
}

static int
run_list (int argc, char **argv)
{
  static const CollectorTableColumn columns[] = { { "name", N_ ("Tariff") },
                                                  { "valid_from", N_ ("Valid from") },
                                                  { "valid_to", N_ ("Valid to") },
                                                  { "rates", N_ ("Rates"), TRUE } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_tariff_list, NULL, &argc, &argv, 0, 0, &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db == NULL || !collector_tariff_foreach (db, print_version, table, &error))
    return collector_cli_fail (NULL, error);
  collector_table_print (table, cli.json);
  return 0;
}

const CollectorCommand collector_command_tariff_list = {
  .name = "tariff list",
  .usage = "",
  .summary = N_("Lists tariffs and their versions"),
  .needs_ledger = TRUE,
  .run = run_list,
};

static int
run_export (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_tariff_export, NULL, &argc, &argv, 1, 1,
                           &code))
    return code;
  db = collector_cli_open (&cli, &error);
  if (db != NULL)
    document = collector_tariff_dup_document (db, argv[1], toll_clock_now_ms (NULL), &error);
  if (document == NULL)
    return collector_cli_fail (NULL, error);
  g_print ("%s\n", document);
  return 0;
}

const CollectorCommand collector_command_tariff_export = {
  .name = "tariff export",
  .usage = "NAME",
  .summary = N_("Prints the tariff document that holds today"),
  .needs_ledger = TRUE,
  .run = run_export,
};
