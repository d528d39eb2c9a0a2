/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ISO 4217: decimals where they are not two, and the signs that are not ambiguous.
 */
#include "config.h"

#include "shared/base/currency.h"

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
  { "BHD", "BHD", 3 }, { "IQD", "IQD", 3 }, { "JOD", "JOD", 3 }, { "KWD", "KWD", 3 },
  { "LYD", "LYD", 3 }, { "OMR", "OMR", 3 }, { "TND", "TND", 3 },
};

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
