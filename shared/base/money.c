/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Money as integers: read digit by digit, written digit by digit, rounded in one place. Refuses
 * every text that would lose something on the way. Pure; any thread.
 */
#include "config.h"

#include "shared/base/money.h"

#include <glib/gi18n-lib.h>

#include "shared/base/error.h"

#define MAX_DECIMALS 18

static gboolean
refuse (const char *text, GError **error)
{
  /* TRANSLATORS: %s is what was typed, such as "1,5". */
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, _ ("\"%.32s\" is not a plain number"),
               text);
  return FALSE;
}

static gboolean
overflow (const char *text, GError **error)
{
  /* TRANSLATORS: %s is the number that was typed. */
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_OVERFLOW, _ ("\"%.32s\" is too large"), text);
  return FALSE;
}

/* Appends a digit to a sum kept negative, so that the smallest value can be read, too. */
static gboolean
push_digit (gint64 *negative, int digit)
{
  return !__builtin_mul_overflow (*negative, 10, negative)
         && !__builtin_sub_overflow (*negative, digit, negative);
}

gboolean
toll_money_parse (const char *text, guint decimals, gint64 *value, GError **error)
{
  const char *p = text + (text[0] == '-');
  gint64 negative = 0;
  guint n_decimals = 0;

  g_return_val_if_fail (decimals <= MAX_DECIMALS, FALSE);
  if (!g_ascii_isdigit (*p))
    return refuse (text, error);
  for (; g_ascii_isdigit (*p); p++)
    if (!push_digit (&negative, *p - '0'))
      return overflow (text, error);
  if (*p == '.' && !g_ascii_isdigit (p[1]))
    return refuse (text, error);
  for (p += *p == '.'; g_ascii_isdigit (*p); p++, n_decimals++)
    {
      if (n_decimals < decimals && !push_digit (&negative, *p - '0'))
        return overflow (text, error);
      if (n_decimals >= decimals && *p != '0')
        return refuse (text, error);
    }
  if (*p != '\0')
    return refuse (text, error);
  for (; n_decimals < decimals; n_decimals++)
    if (!push_digit (&negative, 0))
      return overflow (text, error);
  if (text[0] != '-' && negative == G_MININT64)
    return overflow (text, error);
  *value = text[0] == '-' ? negative : -negative;
  return TRUE;
}

void
toll_money_append (GString *out, gint64 value, guint decimals, guint min_decimals)
{
  guint64 magnitude = value < 0 ? -(guint64) value : (guint64) value;
  char text[64];
  gsize n = sizeof text;

  g_return_if_fail (decimals <= MAX_DECIMALS && min_decimals <= decimals);
  while (decimals > min_decimals && magnitude % 10 == 0)
    {
      magnitude /= 10;
      decimals--;
    }
  for (guint i = 0; i < decimals; i++, magnitude /= 10)
    text[--n] = '0' + magnitude % 10;
  if (decimals > 0)
    text[--n] = '.';
  do
    text[--n] = '0' + magnitude % 10;
  while ((magnitude /= 10) > 0);
  if (value < 0)
    text[--n] = '-';
  g_string_append_len (out, text + n, sizeof text - n);
}

char *
toll_money_format (gint64 value, guint decimals, guint min_decimals)
{
  GString *out = g_string_sized_new (24);

  toll_money_append (out, value, decimals, min_decimals);
  return g_string_free (out, FALSE);
}

/* TRUE when the truncated quotient of an inexact division goes one further from zero. */
static gboolean
goes_up (unsigned __int128 quotient, unsigned __int128 rest, unsigned __int128 denominator,
         TollRounding mode)
{
  unsigned __int128 other = denominator - rest;

  switch (mode)
    {
    case TOLL_ROUND_UP:
      return TRUE;
    case TOLL_ROUND_DOWN:
      return FALSE;
    case TOLL_ROUND_HALF_EVEN:
      return rest > other || (rest == other && (quotient & 1) != 0);
    case TOLL_ROUND_HALF_UP:
    default:
      return rest >= other;
    }
}

gboolean
toll_money_divide (__int128 numerator, __int128 denominator, TollRounding mode, gint64 *result)
{
  unsigned __int128 magnitude
      = numerator < 0 ? -(unsigned __int128) numerator : (unsigned __int128) numerator;
  unsigned __int128 quotient, rest;

  g_return_val_if_fail (denominator > 0, FALSE);
  /* Most amounts are small, and a 64-bit division is several times faster. */
  if ((magnitude >> 64) == 0 && (denominator >> 64) == 0)
    {
      quotient = (guint64) magnitude / (guint64) denominator;
      rest = (guint64) magnitude % (guint64) denominator;
    }
  else
    {
      quotient = magnitude / denominator;
      rest = magnitude % denominator;
    }
  if (rest != 0 && goes_up (quotient, rest, denominator, mode))
    quotient++;
  if (quotient > (unsigned __int128) G_MAXINT64)
    return FALSE;
  *result = numerator < 0 ? -(gint64) quotient : (gint64) quotient;
  return TRUE;
}
