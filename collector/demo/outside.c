/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The people at the other end: telephone numbers of all kinds as seen from each site, and how they
 * look in a record. Ranges for fiction are used where they exist (Ofcom, Arcep, Bundesnetzagentur,
 * PTS, ACMA, 555-01xx); elsewhere "555" stands in the middle. Pure.
 */
#include "config.h"

#include "collector/demo/outside.h"

#include <string.h>

/* A range: digits after the +, and how many more follow. */
typedef struct
{
  const char *prefix;
  guint n_more;
  guint weight;
} Range;

/* How a nation's subscribers write numbers. */
typedef struct
{
  const char *nation;
  const char *country_code;
  const char *trunk;         /* before a national number when dialling */
  const char *arriving_trunk; /* before a national number as an ISDN line presents it */
  const char *international;
  Range ranges[COLLECTOR_DEMO_FRAUD + 1][12]; /* by kind; ends with a NULL prefix */
} Dialling;

static const Dialling diallings[] = {
  { "IT", "39", "", "", "00",
    { [COLLECTOR_DEMO_LOCAL] = { { "3902555", 5, 1 } },
      [COLLECTOR_DEMO_NATIONAL] = { { "3906555", 5, 5 }, { "39011555", 4, 4 }, { "39081555", 4, 2 },
                                    { "39051555", 4, 3 }, { "39041555", 4, 2 },
                                    { "39055555", 4, 2 }, { "39010555", 4, 2 },
                                    { "39045555", 4, 2 }, { "39030555", 4, 3 },
                                    { "39035555", 4, 3 }, { "39080555", 4, 1 } },
      [COLLECTOR_DEMO_MOBILE] = { { "393475550", 3, 4 }, { "393335551", 3, 4 },
                                  { "393205552", 3, 3 }, { "393925553", 3, 2 },
                                  { "393885554", 3, 2 } },
      [COLLECTOR_DEMO_TOLLFREE] = { { "39800555", 3, 1 } },
      [COLLECTOR_DEMO_PREMIUM] = { { "39899555", 3, 2 }, { "39895555", 3, 1 } },
      [COLLECTOR_DEMO_SHORT] = { { "1500", 0, 1 }, { "1522", 0, 1 } },
      [COLLECTOR_DEMO_EMERGENCY] = { { "112", 0, 3 }, { "118", 0, 1 } } } },
  { "GB", "44", "0", "0", "00",
    { [COLLECTOR_DEMO_LOCAL] = { { "442079460", 3, 1 } },
      [COLLECTOR_DEMO_NATIONAL] = { { "441214960", 3, 3 }, { "441614960", 3, 3 },
                                    { "441314960", 3, 2 }, { "441134960", 3, 2 },
                                    { "441174960", 3, 2 }, { "441414960", 3, 2 },
                                    { "441514960", 3, 1 }, { "442920180", 3, 1 },
                                    { "442896496", 3, 1 } },
      [COLLECTOR_DEMO_MOBILE] = { { "447700900", 3, 1 } },
      [COLLECTOR_DEMO_TOLLFREE] = { { "448081570", 3, 1 } },
      [COLLECTOR_DEMO_PREMIUM] = { { "449098790", 3, 1 } },
      [COLLECTOR_DEMO_SHORT] = { { "101", 0, 2 }, { "118500", 0, 1 } },
      [COLLECTOR_DEMO_EMERGENCY] = { { "999", 0, 3 }, { "112", 0, 1 } } } },
  { "US", "1", "1", "", "011",
    { [COLLECTOR_DEMO_LOCAL] = { { "121255501", 2, 3 }, { "171855501", 2, 2 },
                                 { "164655501", 2, 1 } },
      [COLLECTOR_DEMO_NATIONAL] = { { "141555501", 2, 3 }, { "131255501", 2, 3 },
                                    { "161755501", 2, 3 }, { "130555501", 2, 2 },
                                    { "120655501", 2, 2 }, { "140455501", 2, 2 },
                                    { "151255501", 2, 1 }, { "130355501", 2, 1 },
                                    { "170255501", 2, 1 } },
      [COLLECTOR_DEMO_MOBILE] = { { "191755501", 2, 3 }, { "134755501", 2, 2 } },
      [COLLECTOR_DEMO_TOLLFREE] = { { "180055501", 2, 3 }, { "188855501", 2, 1 } },
      [COLLECTOR_DEMO_PREMIUM] = { { "190055501", 2, 1 } },
      [COLLECTOR_DEMO_SHORT] = { { "180055501", 2, 1 } },
      [COLLECTOR_DEMO_EMERGENCY] = { { "911", 0, 1 } } } },
};

/* Abroad, as seen from anywhere; one's own nation is drawn again. */
static const Range abroad[] = {
  { "493023125", 3, 9 },  { "496990009", 3, 6 },   { "4989999980", 2, 6 },
  { "491522881", 4, 4 },  { "331990", 5, 9 },      { "334657", 5, 3 },
  { "336399", 5, 4 },     { "34915550", 3, 6 },    { "34935551", 3, 4 },
  { "346005550", 2, 2 },  { "41445550", 3, 5 },    { "431555", 4, 4 },
  { "31205550", 3, 4 },   { "3225550", 3, 3 },     { "35315550", 3, 3 },
  { "4684650040", 1, 2 }, { "48225550", 3, 3 },    { "420225550", 3, 2 },
  { "40215550", 3, 2 },   { "302105550", 3, 2 },   { "351215550", 3, 2 },
  { "39025550", 4, 6 },   { "3906555", 5, 3 },     { "393475550", 3, 3 },
  { "442079460", 3, 8 },  { "447700900", 3, 4 },   { "441214960", 3, 2 },
  { "121255501", 2, 6 },  { "141555501", 2, 3 },   { "141655501", 2, 2 },
  { "551155550", 3, 2 },  { "525555550", 3, 2 },   { "81355550", 3, 3 },
  { "861055550", 3, 4 },  { "85225550", 3, 2 },    { "911155500", 3, 3 },
  { "6125550", 4, 2 },    { "97145550", 3, 2 },    { "902125550", 3, 2 },
  { "27115550", 3, 1 },   { "20225550", 3, 1 },    { "74955550", 3, 1 },
  { "254205550", 2, 1 },  { NULL, 0, 0 },
};

static const Range satellite[] = { { "881655512", 3, 3 }, { "88213555", 3, 1 }, { NULL, 0, 0 } };
static const Range fraud[] = { { "25261555", 3, 1 }, { NULL, 0, 0 } };

static const Dialling *
find_dialling (const char *nation)
{
  for (guint i = 0; i < G_N_ELEMENTS (diallings); i++)
    if (g_str_equal (diallings[i].nation, nation))
      return &diallings[i];
  return &diallings[0];
}

static const Range *
draw_range (CollectorDemoRandom *random, const Range *ranges)
{
  guint sum = 0, at;

  for (guint i = 0; ranges[i].prefix != NULL; i++)
    sum += ranges[i].weight;
  at = collector_demo_random_below (random, sum);
  for (; at >= ranges->weight; ranges++)
    at -= ranges->weight;
  return ranges;
}

static const Range *
ranges_of (const Dialling *dialling, CollectorDemoKind kind)
{
  switch (kind)
    {
    case COLLECTOR_DEMO_INTERNATIONAL:
      return abroad;
    case COLLECTOR_DEMO_SATELLITE:
      return satellite;
    case COLLECTOR_DEMO_FRAUD:
      return fraud;
    default:
      return dialling->ranges[kind];
    }
}

static void
draw_digits (CollectorDemoRandom *random, const Range *range, char *digits)
{
  gsize n = g_strlcpy (digits, range->prefix, COLLECTOR_DEMO_NUMBER_BYTES);

  for (guint i = 0; i < range->n_more; i++)
    digits[n++] = (char) ('0' + collector_demo_random_below (random, 10));
  digits[n] = '\0';
}

/* @out: three texts joined; all the parts are short. */
static void
join (char *out, const char *first, const char *second, const char *third)
{
  gsize n = g_strlcpy (out, first, COLLECTOR_DEMO_NUMBER_BYTES);

  n += g_strlcpy (out + n, second, COLLECTOR_DEMO_NUMBER_BYTES - n);
  g_strlcpy (out + n, third, COLLECTOR_DEMO_NUMBER_BYTES - n);
}

static gboolean
is_short (const char *digits)
{
  return strlen (digits) <= 6;
}

void
collector_demo_outside_draw (CollectorDemoRandom *random, const CollectorDemoSite *site,
                             CollectorDemoKind kind, CollectorDemoNumber *number)
{
  const Dialling *dialling = find_dialling (site->nation);
  const char *code = dialling->country_code;
  char digits[COLLECTOR_DEMO_NUMBER_BYTES];

  do
    draw_digits (random, draw_range (random, ranges_of (dialling, kind)), digits);
  while (kind == COLLECTOR_DEMO_INTERNATIONAL && g_str_has_prefix (digits, code));
  if (is_short (digits))
    {
      join (number->e164, digits, "", "");
      join (number->dialled, site->access_code, digits, "");
      join (number->arriving, digits, "", "");
      return;
    }
  join (number->e164, "+", digits, "");
  if (g_str_has_prefix (digits, code))
    {
      join (number->dialled, site->access_code, dialling->trunk, digits + strlen (code));
      join (number->arriving, dialling->arriving_trunk, digits + strlen (code), "");
      return;
    }
  join (number->dialled, site->access_code, dialling->international, digits);
  join (number->arriving, dialling->international, digits, "");
}
