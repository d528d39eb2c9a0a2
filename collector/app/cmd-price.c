/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * price: prices one call, by a given document without touching a database, or by the stored
 * tariffs. Prints one JSON object; that a call has no price is an answer, not a failure.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/app/company.h"
#include "collector/rating/charge-json.h"
#include "collector/rating/question.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>

typedef struct
{
  char *number;
  char *start;
  char *duration;
  char *gateway;
  char *tariff;
  gboolean unanswered;
  gboolean continued;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->number);
  g_free (arguments->start);
  g_free (arguments->duration);
  g_free (arguments->gateway);
  g_free (arguments->tariff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
read_question (const Arguments *arguments, const char *zone_name, CollectorQuestion *question,
               GError **error)
{
  const TollZone *zone = toll_zone_get (zone_name, error);

  if (zone == NULL)
    return FALSE;
  question->answered = !arguments->unanswered;
  question->continued = arguments->continued;
  if (!toll_zone_parse_iso8601 (zone, arguments->start, &question->connect_ms, error))
    {
      g_prefix_error (error, "--start: ");
      return FALSE;
    }
  return collector_question_parse_duration (arguments->duration, &question->duration_ms, error);
}

static int
answer (const CollectorCharge *charge, const char *tariff)
{
  g_autofree char *json = collector_charge_to_json (charge, tariff);

  g_print ("%s\n", json);
  if (charge->state == TOLL_RATING_UNRATED && charge->reason == TOLL_REASON_NO_TARIFF)
    g_printerr (_("No tariff is assigned to such calls: see \"tariff assign --help\".\n"));
  return 0;
}

static int
price_by_document (const Arguments *arguments)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, TRUE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *digits = collector_question_normalize_number (arguments->number);
  CollectorQuestion question = { .digits = digits };
  CollectorCharge charge = { .segments = segments };
  gsize length;

  if (!collector_cli_read_file (arguments->tariff, &text, &length, &error))
    return collector_cli_fail ("--tariff", error);
  deck = collector_deck_new_from_json (text, (gssize) length, &error);
  if (deck == NULL)
    {
      g_prefix_error (&error, "%s: ", arguments->tariff);
      return collector_cli_fail ("--tariff", error);
    }
  if (!read_question (arguments, collector_deck_get_zone (deck), &question, &error))
    {
      collector_cli_fail (NULL, error);
      return 2;
    }
  collector_deck_rate (deck, &question, &charge);
  return answer (&charge, collector_deck_get_name (deck));
}

/* The site whose habits of dialling hold: the gateway's, else the first. */
static const CollectorSite *
find_site (const CollectorPlan *plan, const char *gateway)
{
  const CollectorGateway *known
      = gateway != NULL ? collector_plan_lookup_gateway (plan, gateway) : NULL;
  const CollectorSite *site
      = known != NULL ? collector_plan_lookup_site (plan, known->site_id) : NULL;

  return site != NULL ? site : collector_plan_get_default_site (plan);
}

static int
price_by_company (const Arguments *arguments, const CollectorCompany *company)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, TRUE, sizeof (CollectorSegment));
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) error = NULL;
  const CollectorSite *site = find_site (company->plan, arguments->gateway);
  /* E.164 as it stands, also where it is too short to be anybody's. */
  gboolean is_global = arguments->number[0] == '+', is_internal;
  g_autofree char *digits = collector_question_normalize_number (arguments->number);
  CollectorQuestion question = { 0 };
  CollectorCharge charge = { .segments = segments };
  CollectorDeck *deck;
  CollectorNumber number;
  gint64 version_id = 0;

  /* A ledger nobody has told of an office yet has no zone either. */
  if (!read_question (arguments, *site->zone != '\0' ? site->zone : "UTC", &question, &error))
    {
      collector_cli_fail (NULL, error);
      return 2;
    }
  if (arguments->gateway != NULL
      && collector_plan_lookup_gateway (company->plan, arguments->gateway) == NULL)
    {
      /* TRANSLATORS: %s is a device name that was typed */
      g_printerr (_("--gateway: there is no gateway \"%s\": see \"gateway list\"\n"),
                  arguments->gateway);
      return 2;
    }
  collector_plan_understand (company->plan, site, arguments->number, FALSE, arena, &number);
  is_internal = !is_global && number.dest_class == TOLL_CLASS_INTERNAL;
  question.digits = digits;
  if (!is_global)
    question.digits = number.digits;
  question.is_short = !is_global && *number.e164 == '\0' && !is_internal;
  collector_book_rate (company->book, arguments->gateway != NULL ? arguments->gateway : "",
                       site->id, is_internal ? TOLL_DIRECTION_INTERNAL : TOLL_DIRECTION_OUTGOING,
                       number.dest_class, &question, &charge, &version_id);
  /* As a stored call: without a tariff of their own, calls in the house cost nothing. */
  if (is_internal && charge.state == TOLL_RATING_UNRATED
      && charge.reason == TOLL_REASON_NO_TARIFF)
    charge = (CollectorCharge){ .currency = "", .prefix = "", .segments = segments };
  deck = collector_book_lookup_version (company->book, version_id);
  return answer (&charge, deck != NULL ? collector_deck_get_name (deck) : "");
}

static int
price_by_ledger (CollectorCli *cli, const Arguments *arguments)
{
  g_autoptr (CollectorCompany) company = NULL;
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  db = collector_cli_open (cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  company = collector_company_load (db, cli->settings, NULL, &error);
  if (company == NULL)
    return collector_cli_fail (NULL, error);
  return price_by_company (arguments, company);
}

static int
run (int argc, char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (GError) error = NULL;
  CollectorQuestion question = { 0 };
  int code;
  const GOptionEntry entries[] = {
    { "number", 0, 0, G_OPTION_ARG_STRING, &arguments.number,
      N_("Number called; with + it is E.164 as it stands"), N_("N") },
    { "start", 0, 0, G_OPTION_ARG_STRING, &arguments.start,
      N_("When it was answered; without offset in the tariff's zone"), N_("ISO8601") },
    { "duration", 0, 0, G_OPTION_ARG_STRING, &arguments.duration, N_("Seconds, also 1.5"),
      N_("SECONDS") },
    { "gateway", 0, 0, G_OPTION_ARG_STRING, &arguments.gateway, N_("Trunk it left through"),
      N_("G") },
    { "tariff", 0, 0, G_OPTION_ARG_FILENAME, &arguments.tariff,
      N_("Price by this tariff document"), N_("FILE.json") },
    { "unanswered", 0, 0, G_OPTION_ARG_NONE, &arguments.unanswered, N_("Nobody answered"), NULL },
    { "continued", 0, 0, G_OPTION_ARG_NONE, &arguments.continued,
      N_("A later leg of the same call: no connection fee"), NULL },
    { NULL }
  };

  if (!collector_cli_init (&cli, &collector_command_price, entries, &argc, &argv, 0, 0, &code))
    return code;
  if (arguments.number == NULL || arguments.start == NULL || arguments.duration == NULL)
    {
      g_printerr (_("--number, --start and --duration are needed\n"));
      return 2;
    }
  if (*arguments.number == '\0')
    {
      g_printerr (_("--number: is empty\n"));
      return 2;
    }
  /* Whether it is an instant at all does not depend on the zone; no ledger is touched before. */
  if (!read_question (&arguments, "UTC", &question, &error))
    {
      collector_cli_fail (NULL, error);
      return 2;
    }
  return arguments.tariff != NULL ? price_by_document (&arguments)
                                  : price_by_ledger (&cli, &arguments);
}

const CollectorCommand collector_command_price = {
  .name = "price",
  .usage = "--number=N --start=ISO8601 --duration=SECONDS",
  .summary = N_("Prices one call and explains the price"),
  .run = run,
};
