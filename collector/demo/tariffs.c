/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the tariff documents of three invented operators, each with the habits of its market:
 * the Italian one takes a connection fee and whole minutes, the British one seconds with a minimum,
 * the American one tenths of a minute. Prices are invented. Pure.
 */
#include "config.h"

#include "collector/demo/tariffs.h"

#include "collector/demo/world.h"

#include <string.h>

/* DomesticRate: a price of the operator's own nation. Amounts are decimals, per 60 seconds. */
typedef struct
{
  const char *prefix;
  const char *destination;
  const char *peak;
  const char *off_peak; /* NULL: one price at all times */
} DomesticRate;

typedef struct
{
  const char *nation;
  const char *currency;
  const char *zone;
  const char *connect_fee;
  const char *min_cost; /* NULL: none */
  guint increment_s;
  const char *peak_hours;
  const char *holidays; /* days of bands, space separated */
  const char *zone_prices[COLLECTOR_DEMO_N_ZONES]; /* per 60 seconds */
  const DomesticRate *domestic;                    /* ends with a NULL prefix */
} Operator;

static const DomesticRate italian_rates[] = {
  { "39", "Italy", "0.0450", "0.0200" },
  { "393", "Italy mobile", "0.1200", "0.0900" },
  { "39800", "Numero verde", "0", NULL },
  { "39803", "Numero verde", "0", NULL },
  { "39840", "Shared cost", "0.0400", NULL },
  { "39848", "Shared cost", "0.0400", NULL },
  { "39199", "Single number", "0.2600", NULL },
  { "39892", "Premium", "0.9600", NULL },
  { "39899", "Premium", "1.2000", NULL },
  { "39895", "Premium", "1.5000", NULL },
  { "112", "Emergency", "0", NULL },
  { "113", "Emergency", "0", NULL },
  { "115", "Emergency", "0", NULL },
  { "118", "Emergency", "0", NULL },
  { "1500", "Health line", "0", NULL },
  { "1522", "Help line", "0", NULL },
  { NULL, NULL, NULL, NULL },
};

static const DomesticRate british_rates[] = {
  { "44", "United Kingdom", "0.0120", "0.0060" },
  { "447", "United Kingdom mobile", "0.0380", "0.0290" },
  { "4470", "Personal numbering", "0.4500", NULL },
  { "443", "UK-wide", "0.0120", "0.0060" },
  { "44800", "Freephone", "0", NULL },
  { "44808", "Freephone", "0", NULL },
  { "4484", "Business rate", "0.0700", NULL },
  { "4487", "Business rate", "0.1300", NULL },
  { "449", "Premium", "1.5000", NULL },
  { "44118", "Directory enquiries", "2.5800", NULL },
  { "999", "Emergency", "0", NULL },
  { "112", "Emergency", "0", NULL },
  { "101", "Police", "0.1500", NULL },
  { "111", "Health line", "0", NULL },
  { "118", "Directory enquiries", "2.5800", NULL },
  { NULL, NULL, NULL, NULL },
};

static const DomesticRate american_rates[] = {
  { "1", "United States and Canada", "0.0140", NULL },
  { "1212", "New York City", "0.0090", NULL },
  { "1646", "New York City", "0.0090", NULL },
  { "1718", "New York City", "0.0090", NULL },
  { "1800", "Toll-free", "0", NULL },
  { "1833", "Toll-free", "0", NULL },
  { "1844", "Toll-free", "0", NULL },
  { "1855", "Toll-free", "0", NULL },
  { "1866", "Toll-free", "0", NULL },
  { "1877", "Toll-free", "0", NULL },
  { "1888", "Toll-free", "0", NULL },
  { "1900", "Premium", "1.9900", NULL },
  { "911", "Emergency", "0", NULL },
  /* 911 is also how Delhi begins after +91. */
  { "9110", "India", "0.2400", NULL },
  { "9111", "India", "0.2400", NULL },
  { "9112", "India", "0.2400", NULL },
  { "9113", "India", "0.2400", NULL },
  { "9114", "India", "0.2400", NULL },
  { "9115", "India", "0.2400", NULL },
  { "9116", "India", "0.2400", NULL },
  { "9117", "India", "0.2400", NULL },
  { "9118", "India", "0.2400", NULL },
  { "9119", "India", "0.2400", NULL },
  { NULL, NULL, NULL, NULL },
};

static const Operator operators[] = {
  { "IT", "EUR", "Europe/Rome", "0.1000", NULL, 60, "08:00-18:30",
    "d0101 d0106 d0425 d0501 d0602 d0815 d1101 d1208 d1225 d1226",
    { "0", "0.0900", "0.2200", "0.3800", "0.6500", "0.8900", "2.9000" }, italian_rates },
  { "GB", "GBP", "Europe/London", "0.0300", "0.0500", 1, "07:00-19:00",
    "d0101 d1225 d1226",
    { "0", "0.0450", "0.1400", "0.2300", "0.4800", "0.7200", "2.4000" }, british_rates },
  { "US", "USD", "America/New_York", "0", NULL, 6, "08:00-18:00", "",
    { "0", "0.0600", "0.1900", "0.2400", "0.3900", "0.7500", "2.8000" }, american_rates },
};

static void
append_steps (GString *json, const char *price, guint increment_s)
{
  g_string_append_printf (
      json, "\"steps\":[{\"start_s\":0,\"price\":\"%s\",\"per_s\":60,\"increment_s\":%u}]", price,
      increment_s);
}

static void
append_head (GString *json, const Operator *operator, const char *prefix, const char *destination,
             gboolean is_free)
{
  const char *min_cost = is_free ? NULL : operator->min_cost;
  const char *quote = min_cost == NULL ? "" : "\"";

  g_string_append_printf (
      json,
      "%s\n  {\"prefix\":\"%s\",\"destination\":\"%s\",\"connect_fee\":\"%s\",\"grace_s\":0,"
      "\"min_cost\":%s%s%s,\"max_cost\":null,\"included_s\":0,",
      json->str[json->len - 1] == '[' ? "" : ",", prefix, destination,
      is_free ? "0" : operator->connect_fee, quote, min_cost == NULL ? "null" : min_cost, quote);
}

static void
append_band (GString *json, const Operator *operator, const char *id, const char *days,
             const char *windows, guint weight, const char *price)
{
  g_string_append_printf (json,
                          "%s\n   {\"id\":\"%s\",\"days\":\"%s\",\"windows\":\"%s\","
                          "\"weight\":%u,\"connect_fee\":\"%s\",",
                          json->str[json->len - 1] == '[' ? "" : ",", id, days, windows, weight,
                          operator->connect_fee);
  append_steps (json, price, operator->increment_s);
  g_string_append_c (json, '}');
}

static void
append_domestic (GString *json, const Operator *operator, const DomesticRate *rate)
{
  g_auto (GStrv) holidays = g_strsplit (operator->holidays, " ", -1);

  append_head (json, operator, rate->prefix, rate->destination, g_str_equal (rate->peak, "0"));
  append_steps (json, rate->peak, operator->increment_s);
  if (rate->off_peak != NULL)
    {
      g_string_append (json, ",\"bands\":[");
      append_band (json, operator, "off-peak", "*", "00:00-24:00", 0, rate->off_peak);
      append_band (json, operator, "peak", "1-5", operator->peak_hours, 10, rate->peak);
      for (guint i = 0; holidays[i] != NULL; i++)
        append_band (json, operator, "holiday", holidays[i], "00:00-24:00", 20, rate->off_peak);
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
}

static gboolean
has_domestic (const Operator *operator, const char *prefix)
{
  for (const DomesticRate *rate = operator->domestic; rate->prefix != NULL; rate++)
    if (g_str_equal (rate->prefix, prefix))
      return TRUE;
  return FALSE;
}

static void
append_world (GString *json, const Operator *operator)
{
  for (const CollectorDemoDestination *to = collector_demo_world; to->prefix != NULL; to++)
    {
      if (has_domestic (operator, to->prefix))
        continue;
      append_head (json, operator, to->prefix, to->name, to->zone == 0);
      append_steps (json, operator->zone_prices[to->zone], operator->increment_s);
      g_string_append_c (json, '}');
    }
}

static const Operator *
find_operator (const char *nation)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (operators[i].nation, nation))
      return &operators[i];
  return &operators[0];
}

char *
collector_demo_tariff_to_json (const char *nation, const char *name)
{
  const Operator *operator = find_operator (nation);
  GString *json = g_string_new (NULL);

  g_string_append_printf (
      json,
      "{\"name\":\"%s\",\"currency\":\"%s\",\"zone\":\"%s\",\"boundary\":\"split\",\n"
      " \"rounding\":{\"mode\":\"half-up\",\"decimals\":4},\"duration_rounding\":\"none\","
      "\"advance\":false,\"total\":false,\"overlap\":\"keep\",\"vat\":\"0\",\"markup\":\"0\",\n"
      " \"rates\":[",
      name, operator->currency, operator->zone);
  for (const DomesticRate *rate = operator->domestic; rate->prefix != NULL; rate++)
    append_domestic (json, operator, rate);
  append_world (json, operator);
  g_string_append (json, "]}\n");
  return g_string_free (json, FALSE);
}
