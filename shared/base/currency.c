/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ISO 4217: the codes, decimals where they are not two, and the signs that are not ambiguous.
 */
#include "config.h"

#include "shared/base/currency.h"

#include <string.h>

static const struct
{
  const char *code;
  const char *sign;
  guint decimals;
} currencies[] = {
  { "EUR", "€", 2 },   { "USD", "$", 2 },   { "GBP", "£", 2 },   { "JPY", "¥", 0 },
  { "CHF", "CHF", 2 }, { "INR", "₹", 2 },   { "TRY", "₺", 2 },   { "ILS", "₪", 2 },
  { "KRW", "₩", 0 },   { "VND", "₫", 0 },   { "PLN", "zł", 2 },  { "CLP", "CLP", 0 },
  { "ISK", "ISK", 0 }, { "UGX", "UGX", 0 }, { "XAF", "XAF", 0 }, { "XOF", "XOF", 0 },
  { "BIF", "BIF", 0 }, { "DJF", "DJF", 0 }, { "GNF", "GNF", 0 }, { "KMF", "KMF", 0 },
  { "PYG", "PYG", 0 }, { "RWF", "RWF", 0 }, { "VUV", "VUV", 0 }, { "XPF", "XPF", 0 },
  { "BHD", "BHD", 3 }, { "IQD", "IQD", 3 }, { "JOD", "JOD", 3 }, { "KWD", "KWD", 3 },
  { "LYD", "LYD", 3 }, { "OMR", "OMR", 3 }, { "TND", "TND", 3 },
};

/* Between spaces; those that ended within the last years are still on bills. */
static const char known_codes[] = " "
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
    "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
    "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
    "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF "
    "XPF YER ZAR ZMW ZWG ZWL ";

gboolean
toll_currency_is_known (const char *code)
{
  char between[6];

  if (code == NULL || strlen (code) != 3)
    return FALSE;
  g_snprintf (between, sizeof between, " %s ", code);
  return strstr (known_codes, between) != NULL;
}

const char *
toll_currency_get_sign (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, code) == 0)
      return currencies[i].sign;
  return code != NULL ? code : "";
}

guint
toll_currency_get_decimals (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, code) == 0)
      return currencies[i].decimals;
  return 2;
}

guint
toll_currency_find_decimals (const char *code, gint64 micro)
{
  guint decimals = toll_currency_get_decimals (code);
  guint64 amount = micro < 0 ? -(guint64) micro : (guint64) micro;
  guint64 unit = 1000000;

  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  return amount < unit - unit / 2 && amount * 200 >= unit && decimals + 2 <= 6 ? decimals + 2 : decimals;
}
