/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is integers: 10^-8 in tariffs (_e8), 10^-6 in stored costs (_micro). */
#define TOLL_E8    G_GINT64_CONSTANT (100000000)
#define TOLL_MICRO G_GINT64_CONSTANT (1000000)

typedef enum
{
  TOLL_ROUND_HALF_UP, /* away from zero */
  TOLL_ROUND_HALF_EVEN,
  TOLL_ROUND_UP,   /* away from zero */
  TOLL_ROUND_DOWN, /* towards zero */
} TollRounding;

/* Reads a decimal such as "-0.0125" digit by digit into units of 10^-@decimals (0..8).
 * Returns: FALSE with TOLL_ERROR_BAD_ARGUMENT for anything else (spaces, commas, exponents), for
 * more decimals than fit without loss, or OVERFLOW. */
gboolean toll_money_parse (const char *text, guint decimals, gint64 *value, GError **error);

/* Writes @value of 10^-@decimals with at least @min_decimals: 160000, 6, 6 -> "0.160000";
 * 125000000, 8, 2 -> "1.25". Returns: (transfer full). */
char *toll_money_format (gint64 value, guint decimals, guint min_decimals);
/* The same behind what @out has. */
void toll_money_append (GString *out, gint64 value, guint decimals, guint min_decimals);

/* @numerator / @denominator (> 0), rounded. Returns: FALSE when the result does not fit. */
gboolean toll_money_divide (__int128 numerator, __int128 denominator, TollRounding mode,
                            gint64 *result);

G_END_DECLS
