/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an outside number means at a site. The same digits can often be read in several ways: with
 * or without an access code in front, national, local, international. Every reading is weighed
 * and the best one wins; a reading that makes no number of the nation's plan is worth little or
 * nothing. What has no reading is shown as it stands, never guessed. Pure, any thread.
 */
#include "config.h"

#include "collector/normalize/dial-text.h"
#include "collector/normalize/numbering-private.h"
#include "collector/normalize/plan-private.h"

#include <string.h>

#define MAX_E164_DIGITS 15

/* Weights of a reading. A number that fits the plan beats every one that does not. */
enum
{
  WEIGHT_VALID = 100,
  WEIGHT_ODD_LENGTH = 40,
  WEIGHT_OWN_NUMBER = 20,      /* inside the site's own public ranges */
  WEIGHT_EXPLICIT = 30,        /* said by an international or trunk prefix, or a plan without one */
  WEIGHT_OWN_CODE_CALLER = 27, /* "4969…" from a German carrier */
  WEIGHT_BARE_CALLER = 25,     /* "69…", trunk prefix left out */
  WEIGHT_FOREIGN_CALLER = 20,  /* "44…", + left out */
  WEIGHT_CARRIER = 20,         /* explicit, if two digits are a carrier's code */
  WEIGHT_LOCAL = 10,
  WEIGHT_BARE_CALLED = 5,
  WEIGHT_FOREIGN_CALLED = -45, /* nobody dials so; a gateway may have taken the prefix off */
  WEIGHT_ACCESS = 8, /* an access code that is there was dialled; in a caller's number, rarely */
};

/* Which odd lengths a reading forgives. */
typedef enum
{
  FORGIVE_NOTHING,
  FORGIVE_LONG,  /* digits dialled behind the number */
  FORGIVE_WRONG, /* the prefix says it all the same */
} Forgiven;

typedef struct
{
  char digits[MAX_E164_DIGITS + 1];
  guint n_digits;
  const CollectorNumberInfo *info;
  int weight;
} Reading;

typedef struct
{
  const CollectorPlan *plan;
  const CollectorSitePlan *row;
  gboolean is_calling;
  gboolean keeps_zero; /* a 0 behind the country code is the number's own */
  Reading *best;
  Reading *spare;
} Reader;

/* Returns: (nullable): the nation whose rules hold for the number; the site's own one for numbers
 * its nation shares with others of its country code. */
static const CollectorNation *
nation_of (const CollectorSitePlan *row, const Reading *reading)
{
  const CollectorNumberInfo *info = reading->info;

  if (info->dialling != NULL || row->nation == NULL ||
      info->country_code_length == COLLECTOR_WORLDWIDE_CODE_DIGITS)
    return info->dialling;
  return g_str_has_prefix (reading->digits, row->nation->country_code) ? row->nation : NULL;
}

/* Lengths of the number: of its nation, or for numbers that several nations share of the first
 * nation of their country code. */
static const CollectorNation *
lengths_of (const CollectorPlan *plan, const Reading *reading)
{
  const CollectorNumberInfo *info = reading->info;
  char code[COLLECTOR_WORLDWIDE_CODE_DIGITS] = "";

  if (info->dialling != NULL || info->country_code_length >= sizeof code)
    return info->dialling;
  memcpy (code, reading->digits, info->country_code_length);
  info = collector_numbering_peek (collector_plan_get_numbering (plan), code);
  return info != NULL ? info->dialling : NULL;
}

static int
weigh_length (const CollectorPlan *plan, const Reading *reading, Forgiven forgiven)
{
  const CollectorNation *nation = lengths_of (plan, reading);
  guint n = reading->n_digits - reading->info->country_code_length;
  CollectorDigits digits;

  if (nation == NULL)
    return n >= 5 ? WEIGHT_VALID : 0;
  if (nation->is_complete && reading->info->prefix_length == reading->info->country_code_length)
    return forgiven == FORGIVE_WRONG ? WEIGHT_ODD_LENGTH : 0;
  digits = reading->info->kind == TOLL_CLASS_MOBILE && nation->mobile_digits.max > 0
               ? nation->mobile_digits
               : nation->digits;
  if (digits.max == 0)
    digits = (CollectorDigits){ 4, 12 };
  if (reading->info->kind > TOLL_CLASS_INTERNATIONAL && reading->info->dialling != NULL)
    digits = (CollectorDigits){ MIN (digits.min, 5), digits.max + 2 };
  if (n >= digits.min && n <= digits.max)
    return WEIGHT_VALID;
  if (forgiven == FORGIVE_WRONG || (forgiven == FORGIVE_LONG && n > digits.max))
    return WEIGHT_ODD_LENGTH;
  return 0;
}

/* Prefixes that lead to another country code do so behind the nation's own too: +39 0549 is
 * +378 0549. Returns: whether the digits are others now. */
static gboolean
move_abroad (Reading *reading)
{
  const CollectorNation *nation = reading->info->dialling;
  gsize n_code = reading->info->country_code_length;

  for (guint i = 0; nation != NULL && i < nation->n_moves; i++)
    {
      const CollectorMove *move = &nation->moves[i];
      gsize n_from = n_code + strlen (move->national), n_to = strlen (move->e164);

      if (!g_str_has_prefix (reading->digits + n_code, move->national)
          || reading->n_digits - n_from + n_to > MAX_E164_DIGITS)
        continue;
      memmove (reading->digits + n_to, reading->digits + n_from, reading->n_digits - n_from + 1);
      memcpy (reading->digits, move->e164, n_to);
      reading->n_digits += n_to - n_from;
      return TRUE;
    }
  return FALSE;
}

/* Looks the digits up. A trunk 0 that somebody left in behind the country code - "+49 (0)69" - is
 * taken out where no range begins with it. Returns: FALSE when there is no such country code. */
static gboolean
look_up (const CollectorPlan *plan, Reading *reading, gboolean keeps_zero)
{
  const CollectorNumbering *numbering = collector_plan_get_numbering (plan);
  const CollectorNumberInfo *info = collector_numbering_peek (numbering, reading->digits);
  char *national;
  gsize n;

  reading->info = info;
  if (info == NULL)
    return FALSE;
  if (move_abroad (reading))
    return (reading->info = collector_numbering_peek (numbering, reading->digits)) != NULL;
  if (info->dialling == NULL || info->prefix_length > info->country_code_length || keeps_zero)
    return TRUE;
  national = reading->digits + info->country_code_length;
  n = strlen (info->dialling->trunk_prefix);
  if (*national == '0' && n > 0 && strncmp (national, info->dialling->trunk_prefix, n) == 0)
    {
      memmove (national, national + n, strlen (national + n) + 1);
      reading->n_digits -= n;
      reading->info = collector_numbering_peek (numbering, reading->digits);
    }
  return TRUE;
}

/* Tries @prefix + @middle + @rest as E.164 digits. */
static void
consider (Reader *reader,
          const char *prefix,
          const char *middle,
          const char *rest,
          int weight,
          Forgiven forgiven)
{
  Reading *reading = reader->spare;
  gsize n_prefix = strlen (prefix), n_middle = strlen (middle), n_rest = strlen (rest);
  int length_weight;

  if (n_prefix + n_middle + n_rest > MAX_E164_DIGITS)
    return;
  memcpy (reading->digits, prefix, n_prefix);
  memcpy (reading->digits + n_prefix, middle, n_middle);
  memcpy (reading->digits + n_prefix + n_middle, rest, n_rest + 1);
  reading->n_digits = n_prefix + n_middle + n_rest;
  if (!look_up (reader->plan, reading, reader->keeps_zero))
    return;
  length_weight = weigh_length (reader->plan, reading, forgiven);
  if (length_weight == 0)
    return;
  reading->weight = length_weight + weight;
  if (reader->row->publics->len > 0 &&
      collector_plan_ranges_contain (reader->row->publics, reading->digits))
    reading->weight += WEIGHT_OWN_NUMBER;
  if (reading->weight <= reader->best->weight)
    return;
  reader->spare = reader->best;
  reader->best = reading;
}

/* A national number, without trunk prefix; some national prefixes lead to other country codes. */
static void
consider_national (Reader *reader, const char *number, int weight, Forgiven forgiven)
{
  const CollectorNation *nation = reader->row->nation;

  for (guint i = 0; i < nation->n_moves; i++)
    {
      gsize n = strlen (nation->moves[i].national);

      if (strncmp (number, nation->moves[i].national, n) == 0)
        {
          consider (reader, nation->moves[i].e164, "", number + n, weight, forgiven);
          return;
        }
    }
  consider (reader, nation->country_code, "", number, weight, forgiven);
}

static gboolean
starts_with (const char *text, const char *prefix, gsize *length)
{
  *length = strlen (prefix);
  return *length > 0 && strncmp (text, prefix, *length) == 0;
}

/* Where a number goes on behind a carrier's code (Brazil: 0 15 11 ... is 11 ... by carrier 15).
 * Returns: (nullable). */
static const char *
skip_carrier (const CollectorSitePlan *row, const char *digits)
{
  const guint n = row->nation != NULL ? row->nation->carrier_digits : 0;

  return n > 0 && *digits != '0' && strlen (digits) > n ? digits + n : NULL;
}

static void
consider_inside_nation (Reader *reader, const char *digits, int bonus)
{
  const CollectorSitePlan *row = reader->row;
  const char *behind_carrier;
  gsize n;

  if (starts_with (digits, row->trunk_prefix, &n))
    {
      consider_national (reader, digits + n, WEIGHT_EXPLICIT + bonus, FORGIVE_LONG);
      behind_carrier = skip_carrier (row, digits + n);
      if (behind_carrier != NULL)
        consider_national (reader, behind_carrier, WEIGHT_CARRIER + bonus, FORGIVE_NOTHING);
    }
  if (*row->trunk_prefix == '\0')
    consider_national (reader, digits, WEIGHT_EXPLICIT + bonus, FORGIVE_LONG);
  else if (n == 0 || strncmp (digits, row->trunk_prefix, n) != 0)
    {
      consider_national (reader, digits,
                         (reader->is_calling ? WEIGHT_BARE_CALLER : WEIGHT_BARE_CALLED) + bonus,
                         FORGIVE_NOTHING);
      if (row->nation->has_local && *row->site.area_code != '\0')
        consider (reader, row->nation->country_code, row->site.area_code, digits,
                  WEIGHT_LOCAL + bonus, FORGIVE_NOTHING);
    }
}

static void
consider_bare_international (Reader *reader, const char *digits, int bonus)
{
  const char *own_code = reader->row->nation != NULL ? reader->row->nation->country_code : "";
  gsize n;
  int weight = WEIGHT_FOREIGN_CALLED;

  if (reader->is_calling)
    weight = starts_with (digits, own_code, &n) ? WEIGHT_OWN_CODE_CALLER : WEIGHT_FOREIGN_CALLER;
  if (*digits != '0')
    consider (reader, "", "", digits, weight + bonus, FORGIVE_NOTHING);
}

/* Who dials the international prefix calls abroad: however odd the number is then, it is no other
 * number of the nation, unless the nation's own begin so (Gabon: 0 06 ...). */
static gboolean
is_said_abroad (const CollectorSitePlan *row, const char *digits)
{
  gsize n;

  for (guint i = 0; row->international_prefixes[i] != NULL; i++)
    if (starts_with (digits, row->international_prefixes[i], &n))
      return TRUE;
  return FALSE;
}

static void
consider_all (Reader *reader, const char *digits, int bonus)
{
  const CollectorSitePlan *row = reader->row;
  gsize n;

  for (guint i = 0; row->international_prefixes[i] != NULL; i++)
    if (starts_with (digits, row->international_prefixes[i], &n))
      {
        const char *behind_carrier = skip_carrier (row, digits + n);

        consider (reader, "", "", digits + n, WEIGHT_EXPLICIT + bonus, FORGIVE_WRONG);
        if (behind_carrier != NULL)
          consider (reader, "", "", behind_carrier, WEIGHT_CARRIER + bonus, FORGIVE_NOTHING);
      }
  reader->keeps_zero = is_said_abroad (row, digits);
  if (row->nation != NULL)
    consider_inside_nation (reader, digits, bonus);
  reader->keeps_zero = FALSE;
  consider_bare_international (reader, digits, bonus);
}

static TollClass
class_at (const CollectorSitePlan *row, const Reading *reading)
{
  const CollectorNumberInfo *info = reading->info;
  const CollectorNation *home = row->nation;
  const CollectorNation *nation = nation_of (row, reading);
  gboolean is_home;
  gsize n;

  if (nation == NULL && info->country_code_length == COLLECTOR_WORLDWIDE_CODE_DIGITS)
    return info->kind;
  is_home = home != NULL && nation != NULL &&
            (nation == home || strcmp (nation->part_of, home->nation) == 0 ||
             strcmp (home->part_of, nation->nation) == 0);
  if (!is_home)
    return TOLL_CLASS_INTERNATIONAL;
  if (info->kind != TOLL_CLASS_LOCAL)
    return info->kind;
  return starts_with (reading->digits + info->country_code_length, row->site.area_code, &n)
             ? TOLL_CLASS_LOCAL
             : TOLL_CLASS_NATIONAL;
}

static void
fill_reading (const CollectorSitePlan *row,
              const Reading *reading,
              TollArena *arena,
              CollectorNumber *number)
{
  char text[MAX_E164_DIGITS + 2] = "+";

  memcpy (text + 1, reading->digits, reading->n_digits + 1);
  number->e164 = number->shown = toll_arena_strndup (arena, text, reading->n_digits + 1);
  number->digits = number->e164 + 1;
  number->nation = reading->info->nation;
  number->nation_name = reading->info->nation_name;
  number->area = reading->info->area;
  number->operator_name = reading->info->operator_name;
  number->dest_class = class_at (row, reading);
}

static void
fill_as_it_stands (const char *text,
                   TollClass dest_class,
                   TollArena *arena,
                   CollectorNumber *number)
{
  number->shown = number->digits = toll_arena_strdup (arena, text);
  number->dest_class = dest_class;
}

/* A short code or emergency number of the site's nation: kept as dialled. */
static void
fill_short (const CollectorSitePlan *row,
            const char *digits,
            TollClass dest_class,
            TollArena *arena,
            CollectorNumber *number)
{
  fill_as_it_stands (digits, dest_class, arena, number);
  if (row->nation == NULL)
    return;
  number->nation = row->nation->nation;
  number->nation_name = row->nation->name;
}

static gboolean
is_emergency (const CollectorSitePlan *row, const char *digits)
{
  const char *const *list = row->nation != NULL ? row->nation->emergency : NULL;

  for (; list != NULL && *list != NULL; list++)
    if (strcmp (*list, digits) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
lookup_short_code (const CollectorSitePlan *row,
                   const char *digits,
                   gsize n_digits,
                   TollClass *dest_class)
{
  for (guint i = 0; i < row->short_codes->len; i++)
    {
      const CollectorShortCode *code = &g_array_index (row->short_codes, CollectorShortCode, i);
      guint at = 0;

      if (code->length != n_digits)
        continue;
      while (at < n_digits &&
             (g_ascii_isalpha (code->pattern[at]) || code->pattern[at] == digits[at]))
        at++;
      *dest_class = code->dest_class;
      if (at == n_digits)
        return TRUE;
    }
  return FALSE;
}

/* Extensions, emergency numbers and short codes, in the order in which they win. */
static gboolean
understand_short (const CollectorSitePlan *row,
                  const CollectorDialText *dialled,
                  const char *behind_access,
                  gboolean is_calling,
                  TollArena *arena,
                  CollectorNumber *number)
{
  const char *digits = dialled->digits;
  TollClass dest_class = TOLL_CLASS_EMERGENCY;

  if (!is_calling && is_emergency (row, digits))
    fill_short (row, digits, TOLL_CLASS_EMERGENCY, arena, number);
  else if (collector_plan_ranges_contain (row->extensions, digits))
    {
      fill_as_it_stands (digits, TOLL_CLASS_INTERNAL, arena, number);
      number->is_extension = TRUE;
    }
  else if (is_emergency (row, digits))
    fill_short (row, digits, TOLL_CLASS_EMERGENCY, arena, number);
  else if (behind_access != NULL && is_emergency (row, behind_access))
    fill_short (row, behind_access, TOLL_CLASS_EMERGENCY, arena, number);
  else if (lookup_short_code (row, digits, dialled->n_digits, &dest_class))
    fill_short (row, digits, dest_class, arena, number);
  else if (behind_access != NULL &&
           lookup_short_code (row, behind_access, strlen (behind_access), &dest_class))
    fill_short (row, behind_access, dest_class, arena, number);
  else
    return FALSE;
  return TRUE;
}

static void
understand_digits (const CollectorPlan *plan,
                   const CollectorSitePlan *row,
                   const CollectorDialText *dialled,
                   gboolean is_calling,
                   TollArena *arena,
                   CollectorNumber *number)
{
  Reading first, second;
  Reader reader = { .plan = plan, .row = row, .is_calling = is_calling, .best = &first,
                    .spare = &second };
  const char *behind_access = NULL;
  gsize n;

  first.weight = 0;
  if (starts_with (dialled->digits, row->site.access_code, &n) && n < dialled->n_digits)
    behind_access = dialled->digits + n;
  if (understand_short (row, dialled, behind_access, is_calling, arena, number))
    return;
  if (is_calling || behind_access == NULL || !is_said_abroad (row, behind_access))
    consider_all (&reader, dialled->digits, 0);
  if (behind_access != NULL)
    consider_all (&reader, behind_access, is_calling ? -WEIGHT_ACCESS : WEIGHT_ACCESS);
  if (reader.best->weight > 0)
    fill_reading (row, reader.best, arena, number);
  else
    fill_as_it_stands (dialled->digits, TOLL_CLASS_UNKNOWN, arena, number);
}

static void
understand_global (const CollectorPlan *plan,
                   const CollectorSitePlan *row,
                   const CollectorDialText *dialled,
                   TollArena *arena,
                   CollectorNumber *number)
{
  Reading reading = { .n_digits = MIN (dialled->n_digits, MAX_E164_DIGITS) };
  char text[COLLECTOR_DIAL_MAX_DIGITS + 2] = "+";

  memcpy (reading.digits, dialled->digits, reading.n_digits);
  if (collector_plan_ranges_contain (row->extensions, dialled->digits))
    {
      fill_as_it_stands (dialled->digits, TOLL_CLASS_INTERNAL, arena, number);
      number->is_extension = TRUE;
    }
  else if (dialled->n_digits <= MAX_E164_DIGITS && look_up (plan, &reading, FALSE))
    fill_reading (row, &reading, arena, number);
  else
    {
      memcpy (text + 1, dialled->digits, dialled->n_digits + 1);
      fill_as_it_stands (text, TOLL_CLASS_UNKNOWN, arena, number);
      number->digits = number->shown + 1;
    }
}

void
collector_plan_understand (const CollectorPlan *plan,
                           const CollectorSite *site,
                           const char *text,
                           gboolean is_calling,
                           TollArena *arena,
                           CollectorNumber *number)
{
  const CollectorSitePlan *row = collector_plan_get_row (plan, site);
  CollectorDialText dialled;

  *number = (CollectorNumber){ .shown = "",
                               .e164 = "",
                               .digits = "",
                               .nation = "",
                               .nation_name = "",
                               .area = "",
                               .operator_name = "",
                               .dest_class = TOLL_CLASS_UNKNOWN };
  collector_dial_text_read (text != NULL ? text : "", row->site.access_code, &dialled);
  switch (dialled.kind)
    {
    case COLLECTOR_DIAL_WITHHELD:
      break;
    case COLLECTOR_DIAL_WORDS:
      fill_as_it_stands (text, TOLL_CLASS_UNKNOWN, arena, number);
      break;
    case COLLECTOR_DIAL_GLOBAL:
      understand_global (plan, row, &dialled, arena, number);
      break;
    case COLLECTOR_DIAL_DIGITS:
      understand_digits (plan, row, &dialled, is_calling, arena, number);
      break;
    }
}
