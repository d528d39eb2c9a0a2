/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Builds a deck: checks and collects rates, and gives equal ones the same plan. Refuses whatever
 * would make a price doubtful: prefixes twice, steps that do not rise, bands that overlap with
 * equal weight, units without a common one. One thread per builder.
 */
#include "config.h"

#include "collector/rating/deck-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "shared/base/error.h"

#define MAX_UNIT_S    3600
#define MAX_SECONDS   (366 * 86400) /* of an increment, a start, a grace */
#define MAX_STEPS     100
#define MAX_BANDS     200
#define MAX_TEXT      200
#define MAX_WEIGHT    1000000
#define MAX_DECIMALS  6
#define MAX_VAT_E8    (10 * TOLL_E8)
#define MAX_MARKUP_E8 (100 * TOLL_E8)

struct _CollectorDeckBuilder
{
  CollectorDeck *deck;      /* NULL once finished */
  GHashTable *plan_of_key;  /* GBytes -> plan index */
  GHashTable *rate_of_prefix; /* text of @deck->texts -> rate index + 1 */
};

/* ---- Checking the options ---- */

static gboolean
check_range (const char *field, gint64 value, gint64 low, gint64 high, GError **error)
{
  if (value >= low && value <= high)
    return TRUE;
  /* TRANSLATORS: the smallest and the largest whole number that are accepted. */
  toll_error_set_field (error, field, _ ("must be %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT), low,
                        high);
  return FALSE;
}

/* The same for amounts, which are written with their decimals. */
static gboolean
check_fraction (const char *field, gint64 value_e8, gint64 low_e8, gint64 high_e8, GError **error)
{
  g_autofree char *low = NULL, *high = NULL;

  if (value_e8 >= low_e8 && value_e8 <= high_e8)
    return TRUE;
  low = toll_money_format (low_e8, 8, 0);
  high = toll_money_format (high_e8, 8, 0);
  /* TRANSLATORS: the smallest and the largest number that are accepted. */
  toll_error_set_field (error, field, _ ("must be %s to %s"), low, high);
  return FALSE;
}

static gboolean
check_text (const char *field, const char *text, GError **error)
{
  if (strlen (text) <= MAX_TEXT && g_utf8_validate (text, -1, NULL))
    return TRUE;
  /* TRANSLATORS: %d is a number of bytes. */
  toll_error_set_field (error, field, _ ("must be at most %d bytes of UTF-8"), MAX_TEXT);
  return FALSE;
}

static gboolean
check_currency (const char *currency, GError **error)
{
  if (strlen (currency) == 3 && g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1])
      && g_ascii_isupper (currency[2]))
    return TRUE;
  toll_error_set_field (error, "currency", _ ("must be three capital letters such as EUR"));
  return FALSE;
}

static gboolean
check_options (const CollectorDeckOptions *options, const TollZone **zone, GError **error)
{
  if (!check_text ("name", options->name, error) || !check_currency (options->currency, error)
      || !check_range ("rounding.decimals", options->decimals, 0, MAX_DECIMALS, error)
      || !check_fraction ("vat", options->vat_e8, 0, MAX_VAT_E8, error)
      || !check_fraction ("markup", options->markup_e8, -TOLL_E8, MAX_MARKUP_E8, error))
    return FALSE;
  *zone = toll_zone_get (options->zone, NULL);
  if (*zone != NULL)
    return TRUE;
  /* TRANSLATORS: %s is the name of a time zone, such as "Europe/Rome". */
  toll_error_set_field (error, "zone", _ ("\"%.64s\" is not a time zone"), options->zone);
  return FALSE;
}

/* ---- Collecting plans ---- */

static gint64
greatest_common_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

static gboolean
check_step (CollectorDeckBuilder *builder, const CollectorDeckStep *steps, guint i, GError **error)
{
  const CollectorDeckStep *step = &steps[i];
  gint64 *unit_s = &builder->deck->unit_s, common;

  if (!check_range ("start_s", step->start_s, i == 0 ? 0 : steps[i - 1].start_s + 1,
                    i == 0 ? 0 : MAX_SECONDS, error)
      || !check_range ("per_s", step->per_s, 1, MAX_SECONDS, error)
      || !check_range ("increment_s", step->increment_s, 1, MAX_SECONDS, error))
    return FALSE;
  common = step->per_s / greatest_common_divisor (*unit_s, step->per_s) * *unit_s;
  if (common > MAX_UNIT_S)
    {
      toll_error_set_field (error, "per_s",
                            _ ("has no common multiple with the others within an hour"));
      return FALSE;
    }
  *unit_s = common;
  return TRUE;
}

static void
append_step (CollectorDeck *deck, const CollectorDeckStep *step, gint64 shift_s)
{
  CollectorStep added = { (step->start_s + shift_s) * 1000, step->increment_s * 1000,
                          step->price_e8, step->per_s, 0 };

  g_array_append_val (deck->steps, added);
}

/* Appends the steps, after one that costs nothing when seconds are included. */
static gboolean
append_steps (CollectorDeckBuilder *builder, CollectorBand *band, const CollectorDeckStep *steps,
              guint n_steps, gint64 included_s, GError **error)
{
  CollectorDeck *deck = builder->deck;

  if (!check_range ("steps", n_steps, 0, MAX_STEPS, error))
    return FALSE;
  band->first_step = deck->steps->len;
  if (included_s > 0 && n_steps > 0)
    {
      CollectorDeckStep included = { 0, 0, steps[0].per_s, included_s };

      append_step (deck, &included, 0);
    }
  for (guint i = 0; i < n_steps; i++)
    {
      if (!check_step (builder, steps, i, error))
        return toll_error_prefix_field (error, "steps[%u].", i);
      append_step (deck, &steps[i], included_s);
    }
  band->n_steps = deck->steps->len - band->first_step;
  return TRUE;
}

static gboolean
append_band (CollectorDeckBuilder *builder, const CollectorDeckBand *given, gint64 included_s,
             GError **error)
{
  CollectorDeck *deck = builder->deck;
  CollectorBand band = { "", given->weight, given->connect_fee_e8 };

  if (!check_text ("id", given->id, error)
      || !check_range ("weight", given->weight, -MAX_WEIGHT, MAX_WEIGHT, error)
      || !collector_days_parse (&band.days, given->days, error))
    return FALSE;
  if (given->id[0] == '\0' || given->n_steps == 0)
    {
      toll_error_set_field (error, given->id[0] == '\0' ? "id" : "steps", _ ("must not be empty"));
      return FALSE;
    }
  band.id = g_string_chunk_insert_const (deck->texts, given->id);
  band.first_window = deck->windows->len;
  if (!collector_windows_parse (deck->windows, given->windows, error)
      || !append_steps (builder, &band, given->steps, given->n_steps, included_s, error))
    return FALSE;
  band.n_windows = deck->windows->len - band.first_window;
  g_array_append_val (deck->bands, band);
  return TRUE;
}

static gboolean
windows_meet (const CollectorDeck *deck, const CollectorBand *a, const CollectorBand *b)
{
  const CollectorWindow *of_a = collector_deck_windows_of (deck, a);
  const CollectorWindow *of_b = collector_deck_windows_of (deck, b);

  for (guint i = 0; i < a->n_windows; i++)
    for (guint j = 0; j < b->n_windows; j++)
      if (of_a[i].from_s < of_b[j].to_s && of_b[j].from_s < of_a[i].to_s)
        return TRUE;
  return FALSE;
}

/* Two bands of equal weight at one instant: no rule could tell which price holds. */
static gboolean
check_overlaps (CollectorDeck *deck, guint32 first_band, GError **error)
{
  const CollectorBand *bands = (const CollectorBand *) (gpointer) deck->bands->data + first_band;
  guint n_bands = deck->bands->len - first_band;

  for (guint i = 0; i < n_bands; i++)
    for (guint j = 0; j < i; j++)
      if (bands[i].weight == bands[j].weight && collector_days_meet (&bands[i].days, &bands[j].days)
          && windows_meet (deck, &bands[i], &bands[j]))
        {
          g_autofree char *field = g_strdup_printf ("bands[%u].weight", i);

          /* TRANSLATORS: both %s are names of time bands, such as "peak". */
          toll_error_set_field (error, field, _ ("\"%s\" and \"%s\" overlap with equal weight"),
                                bands[j].id, bands[i].id);
          return FALSE;
        }
  return TRUE;
}

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  const CollectorBand *x = a, *y = b;

  return x->weight > y->weight ? -1 : x->weight < y->weight;
}

static gboolean
append_bands (CollectorDeckBuilder *builder, const CollectorDeckRate *rate, GError **error)
{
  CollectorDeck *deck = builder->deck;
  guint32 first_band = deck->bands->len;

  if (!check_range ("bands", rate->n_bands, 0, MAX_BANDS, error))
    return FALSE;
  for (guint i = 0; i < rate->n_bands; i++)
    if (!append_band (builder, &rate->bands[i], rate->included_s, error))
      return toll_error_prefix_field (error, "bands[%u].", i);
  if (!check_overlaps (deck, first_band, error))
    return FALSE;
  qsort (&g_array_index (deck->bands, CollectorBand, first_band), rate->n_bands,
         sizeof (CollectorBand), compare_bands);
  return TRUE;
}

static gboolean
append_plan (CollectorDeckBuilder *builder, const CollectorDeckRate *rate, GError **error)
{
  CollectorDeck *deck = builder->deck;
  CollectorPlan plan = { deck->bands->len,    0,
                         rate->n_bands > 0,   rate->has_min,
                         rate->has_max,       rate->min_cost_e8,
                         rate->max_cost_e8,   rate->grace_s * 1000,
                         rate->included_s };
  CollectorBand always = { "", 0, rate->connect_fee_e8 };

  if (!check_range ("grace_s", rate->grace_s, 0, MAX_SECONDS, error)
      || !check_range ("included_s", rate->included_s, 0, MAX_SECONDS, error))
    return FALSE;
  if (plan.timed && !append_bands (builder, rate, error))
    return FALSE;
  if (!plan.timed)
    {
      if (!append_steps (builder, &always, rate->steps, rate->n_steps, rate->included_s, error))
        return FALSE;
      g_array_append_val (deck->bands, always);
    }
  plan.n_bands = deck->bands->len - plan.first_band;
  g_array_append_val (deck->plans, plan);
  return TRUE;
}

/* ---- Collecting rates ---- */

static void
append_key_text (GByteArray *key, const char *text)
{
  g_byte_array_append (key, (const guint8 *) text, strlen (text) + 1);
}

static void
append_key_steps (GByteArray *key, gint64 fee_e8, const CollectorDeckStep *steps, guint n_steps)
{
  gint64 head[2] = { fee_e8, n_steps };

  g_byte_array_append (key, (const guint8 *) head, sizeof head);
  if (n_steps > 0)
    g_byte_array_append (key, (const guint8 *) steps, n_steps * sizeof *steps);
}

/* What two rates must have in common to share a plan, as bytes. */
static GBytes *
make_plan_key (const CollectorDeckRate *rate)
{
  GByteArray *key = g_byte_array_sized_new (128);
  gint64 head[] = { rate->grace_s, rate->included_s, rate->has_min, rate->has_max,
                    rate->has_min ? rate->min_cost_e8 : 0, rate->has_max ? rate->max_cost_e8 : 0,
                    rate->n_bands };

  g_byte_array_append (key, (const guint8 *) head, sizeof head);
  if (rate->n_bands == 0)
    append_key_steps (key, rate->connect_fee_e8, rate->steps, rate->n_steps);
  for (guint i = 0; i < rate->n_bands; i++)
    {
      const CollectorDeckBand *band = &rate->bands[i];

      append_key_text (key, band->id);
      append_key_text (key, band->days);
      append_key_text (key, band->windows);
      g_byte_array_append (key, (const guint8 *) &band->weight, sizeof band->weight);
      append_key_steps (key, band->connect_fee_e8, band->steps, band->n_steps);
    }
  return g_byte_array_free_to_bytes (key);
}

static gboolean
ensure_plan (CollectorDeckBuilder *builder, const CollectorDeckRate *rate, guint32 *plan,
             GError **error)
{
  g_autoptr (GBytes) key = make_plan_key (rate);
  gpointer known;

  if (!g_hash_table_lookup_extended (builder->plan_of_key, key, NULL, &known))
    {
      known = GUINT_TO_POINTER (builder->deck->plans->len);
      if (!append_plan (builder, rate, error))
        return FALSE;
      g_hash_table_insert (builder->plan_of_key, g_steal_pointer (&key), known);
    }
  *plan = GPOINTER_TO_UINT (known);
  return TRUE;
}

static gboolean
check_prefix (CollectorDeckBuilder *builder, const char *prefix, GError **error)
{
  guint index;

  if (strlen (prefix) > COLLECTOR_PREFIX_MAX
      || strspn (prefix, "0123456789") != strlen (prefix))
    {
      /* TRANSLATORS: %s is what was given as a prefix, %d the largest number of digits. */
      toll_error_set_field (error, "prefix", _ ("\"%.40s\" is not up to %d digits"), prefix,
                            COLLECTOR_PREFIX_MAX);
      return FALSE;
    }
  if (!collector_deck_builder_lookup (builder, prefix, &index))
    return TRUE;
  /* TRANSLATORS: %s is a prefix such as "39". */
  toll_error_set_field (error, "prefix", _ ("\"%s\" is there twice"), prefix);
  return FALSE;
}

CollectorDeckBuilder *
collector_deck_builder_new (void)
{
  CollectorDeckBuilder *builder = g_new0 (CollectorDeckBuilder, 1);

  builder->plan_of_key = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                (GDestroyNotify) g_bytes_unref, NULL);
  builder->rate_of_prefix = g_hash_table_new (g_str_hash, g_str_equal);
  builder->deck = collector_deck_new_empty ();
  return builder;
}

gboolean
collector_deck_builder_lookup (const CollectorDeckBuilder *builder, const char *prefix,
                               guint *index)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (builder->rate_of_prefix, prefix));

  if (found == 0)
    return FALSE;
  *index = found - 1;
  return TRUE;
}

gboolean
collector_deck_builder_add (CollectorDeckBuilder *builder, const CollectorDeckRate *given,
                            GError **error)
{
  CollectorDeck *deck = builder->deck;
  CollectorRate rate = { 0 };
  char *key;

  if (!check_prefix (builder, given->prefix, error)
      || !check_text ("destination", given->destination, error)
      || !ensure_plan (builder, given, &rate.plan, error))
    return FALSE;
  if (deck->rates->len >= COLLECTOR_DECK_MAX_RATES)
    {
      /* TRANSLATORS: %d is the largest number of rates a tariff may have. */
      toll_error_set_field (error, "prefix", _ ("more than %d rates"), COLLECTOR_DECK_MAX_RATES);
      return FALSE;
    }
  g_strlcpy (rate.prefix, given->prefix, sizeof rate.prefix);
  rate.destination = g_string_chunk_insert_const (deck->texts, given->destination);
  g_array_append_val (deck->rates, rate);
  key = g_string_chunk_insert (deck->texts, given->prefix);
  g_hash_table_insert (builder->rate_of_prefix, key, GUINT_TO_POINTER (deck->rates->len));
  return TRUE;
}

void
collector_deck_builder_free (CollectorDeckBuilder *builder)
{
  g_hash_table_unref (builder->rate_of_prefix);
  g_hash_table_unref (builder->plan_of_key);
  g_clear_pointer (&builder->deck, collector_deck_unref);
  g_free (builder);
}

/* ---- Finishing ---- */

static CollectorFactor
make_factor (gint64 fraction_e8)
{
  gint64 divisor = greatest_common_divisor (TOLL_E8 + fraction_e8, TOLL_E8);
  CollectorFactor factor = { (TOLL_E8 + fraction_e8) / divisor, TOLL_E8 / divisor };

  return factor;
}

static void
set_arithmetic (CollectorDeck *deck)
{
  deck->unit_ms = deck->unit_s * 1000;
  deck->markup = make_factor (deck->options.markup_e8);
  deck->vat = make_factor (deck->options.vat_e8);
  deck->cost_denominator
      = (__int128) deck->unit_ms * deck->markup.denominator * deck->vat.denominator;
  for (gint64 decimals = deck->options.decimals; decimals < 8; decimals++)
    deck->cost_denominator *= 10;
  for (guint i = 0; i < deck->steps->len; i++)
    {
      CollectorStep *step = &g_array_index (deck->steps, CollectorStep, i);

      step->share = deck->unit_s / step->per_s;
    }
}

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CollectorRate *) a)->prefix, ((const CollectorRate *) b)->prefix);
}

static void
set_map (CollectorDeck *deck)
{
  g_autofree const char **prefixes = g_new (const char *, deck->rates->len + 1);

  g_array_sort (deck->rates, compare_rates);
  for (guint i = 0; i < deck->rates->len; i++)
    prefixes[i] = collector_deck_rate_at (deck, i)->prefix;
  deck->map = collector_prefix_map_new (prefixes, deck->rates->len);
}

static void
set_options (CollectorDeck *deck, const CollectorDeckOptions *options, const TollZone *zone)
{
  deck->options = *options;
  deck->options.name = g_string_chunk_insert (deck->texts, options->name);
  deck->options.currency = g_string_chunk_insert (deck->texts, options->currency);
  deck->options.zone = toll_zone_get_name (zone);
  deck->zone = zone;
}

CollectorDeck *
collector_deck_builder_finish (CollectorDeckBuilder *builder, const CollectorDeckOptions *options,
                               GError **error)
{
  const TollZone *zone;

  if (!check_options (options, &zone, error))
    return NULL;
  set_options (builder->deck, options, zone);
  set_arithmetic (builder->deck);
  set_map (builder->deck);
  return g_steal_pointer (&builder->deck);
}
