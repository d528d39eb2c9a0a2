/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorNumberRange: a block of numbers of one length, as an administrator writes it: "201",
 * "100-799", "8XXX", "8XX5", "+390212340000-+390212349999". */
typedef struct
{
  guint length;    /* digits, 1 .. 15 */
  char first[16];  /* lowest digit at each place ... */
  char last[16];   /* ... and the highest */
  gboolean has_plus;   /* a country code comes first */
  gboolean is_pattern; /* each place counts for itself (8XX5), else the number as a whole */
} CollectorNumberRange;

/* Returns: FALSE when @text is not a range; a range whose ends differ in length or are the wrong
 * way round is none either. */
gboolean collector_number_range_parse (const char *text, CollectorNumberRange *range);

/* @number: its digits; a leading + is ignored. Returns: FALSE also for anything but digits. */
gboolean collector_number_range_contains (const CollectorNumberRange *range, const char *number);

/* Whether @dialled is a number of the range, as networks and SIP write it ("sip:+390212340007@10.1.1.1"):
 * behind + or 00 the whole of it, and behind 0 one whose own 0 comes first; else the whole or an end of it,
 * behind zeros of a prefix or nothing, with all digits that the range's numbers differ in and three at least.
 * Returns: TRUE and the whole number in @whole, "390212340007". */
gboolean collector_number_range_complete (const CollectorNumberRange *range, const char *dialled,
                                          char whole[16]);
/* The same where another number must not be taken for it: the whole, or from behind the country code on
 * with a 0 in front, its own ("02 1234 0007") or the prefix of countries that have one; behind it nothing
 * but a host or a #. */
gboolean collector_number_range_means (const CollectorNumberRange *range, const char *dialled);

G_END_DECLS
