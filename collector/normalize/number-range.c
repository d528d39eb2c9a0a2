/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of numbers as an administrator writes them. Numbers of one length sort as texts do, so a
 * block is two texts and never a figure: leading zeros keep their meaning. Pure, any thread.
 */
#include "config.h"

#include "collector/normalize/number-range.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_DIGITS 15

/* One end of a block, blanks and + left out; X stands for any digit where it may.
 * Returns: its length, 0 when it is not one. */
static guint
parse_end (const char *text, gsize n_bytes, char lowest[16], char highest[16])
{
  guint n = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      gboolean is_wild = text[i] == 'X' || text[i] == 'x';

      if (text[i] == ' ' || (text[i] == '+' && n == 0))
        continue;
      if (n == MAX_DIGITS || (!is_wild && !g_ascii_isdigit (text[i])))
        return 0;
      lowest[n] = is_wild ? '0' : text[i];
      highest[n++] = is_wild ? '9' : text[i];
    }
  lowest[n] = highest[n] = '\0';
  return n;
}

gboolean
collector_number_range_parse (const char *text, CollectorNumberRange *range)
{
  const char *dash = strchr (text, '-');
  char spare[16];

  memset (range, 0, sizeof *range);
  range->has_plus = text[strspn (text, " ")] == '+';
  if (dash == NULL)
    {
      range->length = parse_end (text, strlen (text), range->first, range->last);
      range->is_pattern = TRUE;
      return range->length > 0;
    }
  range->length = parse_end (text, dash - text, range->first, spare);
  return range->length > 0 && strcmp (range->first, spare) == 0 &&
         parse_end (dash + 1, strlen (dash + 1), spare, range->last) == range->length &&
         strcmp (range->last, spare) == 0 && strcmp (range->first, range->last) <= 0;
}

gboolean
collector_number_range_contains (const CollectorNumberRange *range, const char *number)
{
  number += *number == '+';
  for (guint i = 0; i < range->length; i++)
    {
      guchar low = range->is_pattern ? range->first[i] : '0';
      guchar high = range->is_pattern ? range->last[i] : '9';

      if ((guchar)number[i] < low || (guchar)number[i] > high)
        return FALSE;
    }
  if (number[range->length] != '\0')
    return FALSE;
  return range->is_pattern ||
         (strcmp (number, range->first) >= 0 && strcmp (number, range->last) <= 0);
}

/* Fewer digits say nothing, however small the range. */
#define FEWEST_DIGITS 3
#define MAX_DIALLED   24
#define LEAST_GLOBAL  8 /* digits of a number with its country code, at least */

/* Digits in front that all of its numbers have. */
static guint
count_common (const CollectorNumberRange *range)
{
  guint n = 0;

  while (n < range->length && range->first[n] == range->last[n])
    n++;
  return n;
}

static gboolean
complete_end (const CollectorNumberRange *range, const char *digits, char whole[16])
{
  gsize n = strlen (digits);

  if (n > range->length || n < FEWEST_DIGITS || n < range->length - count_common (range))
    return FALSE;
  memcpy (whole, range->first, sizeof range->first);
  memcpy (whole + range->length - n, digits, n + 1);
  return collector_number_range_contains (range, whole);
}

/* The digits of what was dialled, without the marks of SIP and of people in and around them. @rest: what
 * stands behind. Returns: FALSE when there is anything else in them. */
static gboolean
read_dialled (const char *dialled, char digits[MAX_DIALLED + 1], gboolean *has_plus, const char **rest)
{
  guint n = 0;

  if (g_str_has_prefix (dialled, "sip:") || g_str_has_prefix (dialled, "tel:"))
    dialled += strlen ("sip:");
  *has_plus = *dialled == '+';
  dialled += *has_plus;
  for (; *dialled != '\0' && strchr ("@;,#", *dialled) == NULL; dialled++)
    {
      if (strchr (" -./()", *dialled) != NULL)
        continue;
      if (!g_ascii_isdigit (*dialled) || n == MAX_DIALLED)
        return FALSE;
      digits[n++] = *dialled;
    }
  digits[n] = '\0';
  *rest = dialled;
  return TRUE;
}

/* Country codes by ITU-T E.164: of one digit, of two, else of three. */
static guint
count_code_digits (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
                            " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
  const char code[] = { digits[0], digits[1], '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two, code) != NULL ? 2 : 3;
}

/* Digits of a number of the range behind its country code. */
static guint
count_national (const CollectorNumberRange *range)
{
  return range->has_plus && range->length > LEAST_GLOBAL
             ? range->length - count_code_digits (range->first)
             : 0;
}

/* Whether people of the country dial a 0 before the number, by ITU-T's list of dialling procedures. In
 * others what begins with 0 is another number, or begins with the 0 itself. */
static gboolean
has_trunk_zero (const CollectorNumberRange *range)
{
  static const char codes[] = " 20 27 31 32 33 40 41 43 44 46 49 51 54 55 58 60 61 62 63 64 66 81 82 84 86"
                              " 90 91 92 93 94 95 98 212 213 218 233 234 249 251 254 255 256 260 263 353"
                              " 355 358 359 380 381 382 385 386 387 389 421 593 595 598 855 856 880 886 961"
                              " 962 963 964 966 967 971 972 976 994 995 ";
  char code[8];

  g_snprintf (code, sizeof code, " %.*s ", (int) count_code_digits (range->first), range->first);
  return strstr (codes, code) != NULL;
}

static gboolean
complete_whole (const CollectorNumberRange *range, const char *digits, char whole[16])
{
  return strlen (digits) == range->length && complete_end (range, digits, whole);
}

/* Behind 00 a country code follows, or behind a 0 of an access code the 0 that is part of the number. */
static gboolean
complete_zeros (const CollectorNumberRange *range, const char *digits, char whole[16])
{
  guint n_national = count_national (range);

  return complete_whole (range, digits + 2, whole)
         || (digits[2] == '0' && complete_whole (range, digits + 3, whole))
         || (n_national > 0 && range->first[range->length - n_national] == '0'
             && strlen (digits + 1) == n_national && complete_end (range, digits + 1, whole));
}

gboolean
collector_number_range_complete (const CollectorNumberRange *range, const char *dialled,
                                 char whole[16])
{
  char digits[MAX_DIALLED + 1];
  const char *rest;
  gboolean has_plus;

  if (!read_dialled (dialled, digits, &has_plus, &rest))
    return FALSE;
  if (has_plus)
    return complete_whole (range, digits, whole);
  if (strlen (digits) >= LEAST_GLOBAL + 2 && g_str_has_prefix (digits, "00"))
    return complete_zeros (range, digits, whole);
  return complete_end (range, digits, whole)
         || complete_end (range, digits + strspn (digits, "0"), whole);
}

/* Nothing behind a number, or where it is, that could be another. */
static gboolean
tells_no_number (const char *rest)
{
  if (*rest == '@')
    return g_hostname_is_ip_address (rest + 1)
           || (strpbrk (rest, "0123456789") == NULL && g_str_is_ascii (rest));
  return *rest == '\0' || strcmp (rest, "#") == 0;
}

gboolean
collector_number_range_means (const CollectorNumberRange *range, const char *dialled)
{
  guint n_national = count_national (range);
  char digits[MAX_DIALLED + 1], whole[16];
  const char *rest;
  gboolean has_plus;

  if (!read_dialled (dialled, digits, &has_plus, &rest) || !tells_no_number (rest))
    return FALSE;
  if (collector_number_range_contains (range, digits))
    return TRUE;
  if (has_plus || digits[0] != '0' || n_national == 0)
    return FALSE;
  if (digits[1] == '0')
    return complete_whole (range, digits + 2, whole);
  return (strlen (digits) == n_national && complete_end (range, digits, whole))
         || (has_trunk_zero (range) && strlen (digits + 1) == n_national
             && complete_end (range, digits + 1, whole));
}
