/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of hunt groups, queues, pickup and forwarding. All of it is one record a call; the member of
 * a group is who has the phone that answered.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#define OF_PILOT(pilot) " huntPilotDN=" pilot " calledPartyPatternUsage=7"
#define IN_VAIN " calledPartyPatternUsage=7 destDeviceName=" GAVE_UP
#define QUEUED(seconds) " wasCallQueued=1 totalWaitTimeInQueue=" #seconds
#define LATE_CALLER "+390557777"

static const DayStory stories[] = {
  { "Carla answers for the group",
    { { 1, 1, 101, 102, "09:00:00", 12, 60, CALLER, "2500>2003", OF_PILOT ("2500") } },
    { "09:00:00 in answered 2003 carla +39028134987 ring 12 talk 60 first 2500 pilot 2500 GW-MI hunt" } },
  { "Dario does, and only the phone says so",
    { { 1, 1, 101, 102, "09:05:00", 8, 30, CALLER, "2500",
        OF_PILOT ("2500") " destDeviceName=SEP000000002004" } },
    { "09:05:00 in answered 2500 dario +39028134987 ring 8 talk 30 pilot 2500 GW-MI hunt" } },
  { "nobody of the first group does, Elsa of the next",
    { { 1, 1, 101, 102, "09:10:00", 45, 60, CALLER, "2500>2005",
        OF_PILOT ("2510") SENT_ON ("2500", 2, 5) FIRST_SENT_ON (2, 5) } },
    { "09:10:00 in answered 2005 elsa +39028134987 ring 45 talk 60 first 2500 pilot 2510 GW-MI forwarded hunt" } },
  { "nobody at all",
    { { 1, 1, 101, 102, "09:15:00", -1, 40, CALLER, "2500", IN_VAIN } },
    { "09:15:00 in missed 2500 - +39028134987 ring 40 talk 0 pilot 2500 GW-MI hunt" } },
  { "42 s in the queue, 8 s at Carla's",
    { { 1, 1, 101, 102, "09:20:00", 50, 30, CALLER, "2500>2003",
        OF_PILOT ("2500") QUEUED (42) } },
    { "09:20:00 in answered 2003 carla +39028134987 ring 8 queue 42 talk 30 first 2500 pilot 2500 GW-MI hunt"
      " queued" } },
  { "given up in the queue",
    { { 1, 1, 101, 102, "09:25:00", -1, 35, CALLER, "2500", IN_VAIN QUEUED (35) } },
    { "09:25:00 in missed 2500 - +39028134987 ring 0 queue 35 talk 0 pilot 2500 GW-MI hunt"
      " queued" } },
  { "a minute in the queue, and then it goes to Elsa",
    { { 1, 1, 101, 102, "09:30:00", 65, 20, CALLER, "2500>2005",
        SENT_ON ("2500", 850, 34) FIRST_SENT_ON (850, 34) QUEUED (60) } },
    { "09:30:00 in answered 2005 elsa +39028134987 ring 5 queue 60 talk 20 first 2500 GW-MI forwarded"
      " queued" } },
  { "Dario picks up what rings at Carla's",
    { { 1, 1, 101, 102, "10:00:00", 9, 60, CALLER, "2003>2004",
        SENT_ON ("2003", 5, 16) FIRST_SENT_ON (5, 16) } },
    { "10:00:00 in answered 2004 dario +39028134987 ring 9 talk 60 first 2003 GW-MI picked-up" } },
  { "and when Alba calls her",
    { { 1, 1, 101, 102, "10:05:00", 6, 20, "2001", "2003>2004",
        SENT_ON ("2003", 5, 16) FIRST_SENT_ON (5, 16) } },
    { "10:05:00 inside answered 2001 alba 2004 ring 6 talk 20 called 2004 picked-up" } },
  { "Alba is busy, Bruno does not answer, Carla does",
    { { 1, 1, 101, 102, "10:10:00", 25, 60, CALLER, "2001>2003",
        SENT_ON ("2002", 2, 5) FIRST_SENT_ON (1, 5) } },
    { "10:10:00 in answered 2003 carla +39028134987 ring 25 talk 60 first 2001 GW-MI forwarded" } },
  /* A mailbox is nobody. */
  { "Alba's mailbox answers",
    { { 1, 1, 101, 102, "10:15:00", 20, 15, LATE_CALLER, "2001>2900",
        SENT_ON ("2001", 2, 5) FIRST_SENT_ON (2, 5) } },
    { "10:15:00 in missed 2001 alba +390557777 ring 20 talk 15 GW-MI forwarded voicemail" } },
  /* In and out again: the one of us in it pays for the way out. */
  { "Alba has a caller sent on to her mobile",
    { { 1, 1, 101, 102, "10:20:00", 7, 120, CALLER, "2001>" ALBA_MOBILE,
        SENT_ON ("2001", 15, 5) FIRST_SENT_ON (15, 5) } },
    { "10:20:00 transit answered 2001 alba +393351111111 ring 7 talk 120 cost 0.4000 GW-MI"
      " forwarded" } },
  /* Charged to the line that placed it, whose doing it ever was that it left the house. */
  { "and Carla, too",
    { { 1, 1, 101, 102, "10:25:00", 7, 60, "2003", "2001>" ALBA_MOBILE,
        SENT_ON ("2001", 15, 5) FIRST_SENT_ON (15, 5) } },
    { "10:25:00 out answered 2003 carla +393351111111 ring 7 talk 60 cost 0.2000 GW-MI forwarded" } },
  { "three times in vain, and then Elsa is there: four calls",
    { { 1, 1, 101, 102, "10:40:00", -1, 20, OTHER, "2005", GAVE_UP },
      { 1, 2, 103, 104, "10:41:00", -1, 21, OTHER, "2005", GAVE_UP },
      { 1, 3, 105, 106, "10:42:00", -1, 22, OTHER, "2005", GAVE_UP },
      { 1, 4, 107, 108, "10:43:00", 4, 60, OTHER, "2005", "" } },
    { "10:40:00 in missed 2005 elsa +390655501 ring 20 talk 0 GW-MI",
      "10:41:00 in missed 2005 elsa +390655501 ring 21 talk 0 GW-MI",
      "10:42:00 in missed 2005 elsa +390655501 ring 22 talk 0 GW-MI",
      "10:43:00 in answered 2005 elsa +390655501 ring 4 talk 60 GW-MI" } },
};

static const DayReport reports[] = {
  { "1.3", "outcome extension number ring_ms",
    "missed 2005 +390655501 22000\n"
    "missed 2005 +390655501 21000\n"
    "missed 2005 +390655501 20000\n"
    "missed 2001 +390557777 20000\n"
    "missed 2500 +39028134987 0\n"
    "missed 2500 +39028134987 40000\n" },
  { "2.1", "extension calls answered not_answered answered_share max_ring_ms avg_talk_ms",
    "2005 6 3 3 500000 45000 46667\n"
    "2003 3 3 0 1000000 25000 50000\n"
    "2500 3 1 2 333333 40000 30000\n"
    "2001 1 0 1 0 20000 -\n"
    "2004 1 1 0 1000000 9000 60000\n" },
  { "2.6", "first_extension calls answered_first answered",
    "2500 7 3 5\n"
    "2005 4 1 1\n"
    "2001 2 0 1\n"
    "2003 1 0 1\n" },
  { "2.8", "number calls latest_extension", "+390557777 1 2001\n" },
  { "2.14", "extension calls voicemail avg_message_ms",
    "2001 1 1 15000\n"
    "2003 3 0 -\n"
    "2004 1 0 -\n"
    "2005 6 0 -\n"
    "2500 3 0 -\n" },
  { "3.1", "extension number talk_ms cost",
    "2001 +393351111111 120000 400000\n"
    "= 2001 - 120000 400000\n"
    "2003 +393351111111 60000 200000\n"
    "= 2003 - 60000 200000\n" },
  { "6.1", "hunt_pilot calls answered abandoned overflow avg_wait_ms max_wait_ms avg_queue_ms"
           " max_queue_ms target_share",
    "2500 5 3 2 0 29000 50000 38500 42000 400000\n"
    "2510 1 1 0 0 45000 45000 - - 0\n" },
  { "6.2", "hunt_pilot member offered answered avg_talk_ms",
    "2500 2003 2 2 45000\n"
    "2500 2004 1 1 30000\n"
    "2500 2500 2 0 -\n"
    "= 2500 - 5 3 40000\n"
    "2510 2005 1 1 60000\n"
    "= 2510 - 1 1 60000\n" },
};

const Day day_of_groups = { "groups", "2026-03-18", stories, G_N_ELEMENTS (stories), reports,
                            G_N_ELEMENTS (reports) };
