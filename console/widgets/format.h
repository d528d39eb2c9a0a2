/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place where figures become text for people. All results are (transfer full) and, in
 * a right-to-left session, marked so that digits and signs keep their order. Main thread
 * (they follow the process's locale). */

/* @micro of 10^-6 @currency with the decimals of the currency, plus @extra_decimals: prices of
 * single calls need more than their currency's coins have. "€ 15.20", "CHF 0.0420". An unknown
 * currency has two decimals and is written as its code. */
char *console_format_money (gint64 micro, const char *currency, guint extra_decimals);

/* A decimal text ("0.1000") with the currency's sign, unchanged otherwise; "" stays "". */
char *console_format_amount (const char *amount, const char *currency);

/* h:mm:ss as everywhere (shared/base/duration.h): 34500 ms -> "0:00:35". Negative reads as 0. */
char *console_format_duration (gint64 ms);
/* m:ss below an hour, else h:mm:ss: for ringing and waiting. */
char *console_format_short_duration (gint64 ms);

char *console_format_count (gint64 count);
/* "1 call", "5,773 calls". */
char *console_format_calls (gint64 n_calls);
/* "1 row", "5,773 rows". */
char *console_format_rows (gint64 n_rows);

/* Between facts in one text; it never begins a line. */
#define CONSOLE_FORMAT_DOT "\302\240· "

/* "Today", "Yesterday", else a date of @zone; with the year when it is not the year of @now_ms. */
char *console_format_day (gint64 ms, gint64 now_ms, GTimeZone *zone);
/* The same as words of a sentence: "since today". */
char *console_format_day_in_sentence (gint64 ms, gint64 now_ms, GTimeZone *zone);
/* A date of @zone, always with its year. */
char *console_format_long_day (gint64 ms, GTimeZone *zone);
/* A calendar day as the collector writes it ("2026-03-02"), with its year; other text unchanged. */
char *console_format_date (const char *date);
/* Time of day with seconds, and without. */
char *console_format_time (gint64 ms, GTimeZone *zone);
char *console_format_clock (gint64 ms, GTimeZone *zone);
/* Day and time in one, for lists with little room. */
char *console_format_moment (gint64 ms, gint64 now_ms, GTimeZone *zone);
/* The same as words of a sentence: "today at 06:12", "21 Nov at 17:30". */
char *console_format_moment_in_sentence (gint64 ms, gint64 now_ms, GTimeZone *zone);

/* The one that says more, for lists with least room: the time of today's instants, else the day. */
char *console_format_short_moment (gint64 ms, gint64 now_ms, GTimeZone *zone);

/* A stored number in groups: "+39026677****" -> "+39 02 6677****". Numbers that are not E.164
 * stay as they are. */
char *console_format_number (const char *number);

/* Takes @text, whose parts stand from left to right in every language, as along an arrow. */
char *console_format_left_to_right (char *text);
/* "live · last call 2 s ago" and the like. @last_ms 0: no call yet; -1: not known. */
char *console_format_last_call (gint64 last_ms, gint64 now_ms);

G_END_DECLS
