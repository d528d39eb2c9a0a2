/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/reports/imported.h"

G_BEGIN_DECLS

/* Whole days of records of one company, and what a person reads in them: tests/reports/whole-days-*.
 *
 * Milan is cluster Alpha with nodes 1 and 2: lines 2xxx, access code 0, trunks GW-MI and GW-M2;
 * 2500 and 2510 are hunt pilots, 2600 a conference to dial into, 2700-2709 places to park, 2900 the
 * mailboxes. London is cluster Beta, node 3: lines 7xxx, access code 9, trunk GW-LO.
 * Alba 2001 and Bruno 2002 sell; Carla 2003, Dario 2004 and Elsa 2005 support; Fay 7001 and Gus 7002
 * are in London.
 * Outside calls cost: 39 0.10 and 0.06 each minute begun; 393 0.20 a minute by the second; 44 0.30
 * each minute begun. What comes in and what stays inside has no tariff.
 */
#define CITY "0023071111"     /* +39023071111, from Milan */
#define MOBILE "03331234567"  /* +393331234567 */
#define ALBA_MOBILE "03351111111"
#define LONDON "902079460000" /* +442079460000, from London */
#define CALLER "+39028134987"
#define OTHER "+390655501"

/* A record: who wrote it, its call id and leg ids (each story has its own thousand), the time of day
 * in Rome, seconds of ringing (-1 = never answered, and then how long it lasted stands in @talk_s),
 * seconds of talk, from whom to whom ("2001>2003": called, reached), and what else differs from a
 * plain record: "column=value column=value". The device is that of the number: a phone, a mailbox, a
 * bridge, a trunk. */
typedef struct
{
  guint node;
  guint call, orig, dest;
  const char *at;
  int ring_s, talk_s;
  const char *from, *to;
  const char *more;
} DayRecord;

/* What happened, its records, and its calls as whole_days_tell() writes them. */
typedef struct
{
  const char *what;
  DayRecord records[10];
  const char *calls[5];
} DayStory;

/* A report on a day: the columns looked at, and its rows with those cells. */
typedef struct
{
  const char *id;
  const char *columns;
  const char *rows;
} DayReport;

typedef struct
{
  const char *name;
  const char *date; /* "2026-03-16": before the clocks change, Rome is an hour ahead of UTC */
  const DayStory *stories;
  guint n_stories;
  const DayReport *reports;
  guint n_reports;
} Day;

extern const Day day_of_transfers, day_of_conferences, day_of_groups, day_of_lines, day_of_knots,
    day_of_odds;

/* Both sides ended by a transfer (10), a conference (4), parking (3) ... : no end of the call. */
#define SPLIT(behalf)                                                                              \
  " origCause_value=393216 destCause_value=393216 origCallTerminationOnBehalfOf=" #behalf          \
  " destCallTerminationOnBehalfOf=" #behalf
#define JOIN(behalf) " joinOnBehalfOf=" #behalf
/* Redirected by @number for @reason on behalf of a feature. */
#define SENT_ON(number, reason, behalf)                                                            \
  " lastRedirectDn=" number " lastRedirectRedirectReason=" #reason                                 \
  " lastRedirectRedirectOnBehalfOf=" #behalf
#define FIRST_SENT_ON(reason, behalf)                                                              \
  " origCalledPartyRedirectReason=" #reason " origCalledPartyRedirectOnBehalfOf=" #behalf
#define INTO_BRIDGE SENT_ON ("2001", 98, 4) FIRST_SENT_ON (98, 4) JOIN (4)
#define GAVE_UP " origCause_value=16 destCause_value=0"
#define BUSY " destCause_value=17"

/* The record as a row of a file. Returns: (transfer full). */
TollTestRow *whole_day_make_row (const Day *day, guint story, const DayRecord *record);
/* The company, without calls. Returns: (transfer full). */
TestImported *whole_days_company (void);
/* The calls that started on @day, a line each: time, direction, outcome, whose, the number, seconds
 * of ring, queue and talk, cost; then who held it last, was offered it first or was called inside,
 * the pilot, the trunk, what happened on the way. Returns: (transfer full). */
char *whole_days_tell (TestImported *imported, const Day *day);
/* A report's rows, of @day. Returns: (transfer full). */
char *whole_days_report (TestImported *imported, const Day *day, const DayReport *report);

G_END_DECLS
