/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of parking, shared lines, mobiles, codes and what is no call at all.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#define NO_DEVICE " destDeviceName="

static const DayStory stories[] = {
  { "Alba parks a caller, Carla takes them",
    { { 1, 1, 101, 102, "09:00:00", 5, 55, CALLER, "2001", SPLIT (3) },
      { 1, 1, 105, 101, "09:01:30", 2, 60, "2003", "2701>" CALLER,
        SENT_ON ("2701", 8, 3) JOIN (3) } },
    { "09:00:00 in answered 2001 alba +39028134987 ring 5 talk 147 last 2003 GW-MI parked" } },
  { "nobody takes them: they come back to Alba",
    { { 1, 1, 101, 102, "09:10:00", 5, 55, CALLER, "2001", SPLIT (3) },
      { 1, 1, 101, 107, "09:12:00", 4, 30, CALLER, "2001", SENT_ON ("2701", 11, 3) JOIN (3) } },
    { "09:10:00 in answered 2001 alba +39028134987 ring 5 talk 149 GW-MI parked" } },
  { "Carla's line is held, and taken up again on Dario's phone: her line's all along",
    { { 1, 1, 101, 102, "09:20:00", 5, 55, CALLER, "2003", SPLIT (12) },
      { 1, 1, 101, 105, "09:21:00", 0, 60, CALLER, "2003", " destDeviceName=SEP000000002004" } },
    { "09:20:00 in answered 2003 carla +39028134987 ring 5 talk 115 GW-MI" } },
  { "Bruno is busy, and is called when he is back: two calls",
    { { 1, 1, 101, 102, "09:40:00", -1, 3, "2001", "2002", BUSY },
      { 1, 2, 103, 104, "09:45:00", 3, 60, "2001", "2002", " joinOnBehalfOf=20" } },
    { "09:40:00 inside busy 2001 alba 2002 ring 3 talk 0 called 2002",
      "09:45:00 inside answered 2001 alba 2002 ring 3 talk 60 called 2002" } },
  /* The way to the mobile is what costs. */
  { "Alba answers on her mobile",
    { { 1, 1, 101, 102, "09:50:00", 9, 60, CALLER, "2001>" ALBA_MOBILE,
        SENT_ON ("2001", 303, 24) FIRST_SENT_ON (303, 24) " destMobileCallDuration=60"
        " finalMobileCalledPartyNumber=" ALBA_MOBILE } },
    { "09:50:00 transit answered 2001 alba +393351111111 ring 9 talk 60 cost 0.2000 GW-MI mobile" } },
  { "a code is asked for before the number is dialled",
    { { 1, 1, 101, 102, "10:00:00", -1, 3, "2001", CITY, " clientMatterCode=4711" NO_DEVICE },
      { 1, 1, 103, 104, "10:00:03", 7, 60, "2001", CITY, "" } },
    { "10:00:00 out answered 2001 alba +39023071111 ring 10 talk 60 cost 0.1600 GW-MI matter 4711" } },
  { "a recorder's copy, and a handset that was lifted and laid down: no calls",
    { { 1, 1, 101, 102, "10:10:00", 0, 60, "b0012345", "8888",
        SENT_ON ("8888", 354, 27) FIRST_SENT_ON (354, 27) NO_DEVICE },
      { 1, 2, 103, 0, "10:11:00", -1, 4, "2001", ">", NO_DEVICE } },
    { NULL } },
  { "Bruno's line is locked",
    { { 1, 1, 101, 102, "10:20:00", -1, 0, "2002", MOBILE,
        " currentRoutingReason=7 destCause_value=21" NO_DEVICE } },
    { "10:20:00 out failed 2002 bruno +393331234567 ring 0 talk 0 blocked" } },
  { "answered for less than a second: an answer that costs nothing",
    { { 1, 1, 101, 102, "10:30:00", 5, 0, "2002", CITY, "" } },
    { "10:30:00 out answered 2002 bruno +39023071111 ring 5 talk 0 cost 0.0000 GW-MI short" } },
  { "in London",
    { { 3, 1, 101, 102, "10:40:00", 5, 60, "7001", "7002", "" } },
    { "10:40:00 inside answered 7001 fay 7002 ring 5 talk 60 called 7002" } },
  { "to voicemail after Alba had answered: she had",
    { { 1, 1, 101, 102, "10:50:00", 5, 20, CALLER, "2001", SPLIT (14) },
      { 1, 1, 101, 103, "10:50:25", 1, 20, CALLER, "2001>2900",
        SENT_ON ("2001", 50, 14) FIRST_SENT_ON (50, 14) } },
    { "10:50:00 in answered 2001 alba +39028134987 ring 5 talk 41 GW-MI voicemail" } },
  { "and while it rang: she had not",
    { { 1, 1, 101, 102, "10:55:00", 6, 25, CALLER, "2001>2900",
        SENT_ON ("2001", 50, 14) FIRST_SENT_ON (50, 14) } },
    { "10:55:00 in missed 2001 alba +39028134987 ring 6 talk 25 GW-MI voicemail" } },
  { "call ids start again in the evening",
    { { 1, 1, 101, 102, "08:00:00", 5, 60, "2001", "2002", "" },
      { 1, 1, 103, 104, "20:00:00", 5, 60, "2003", CITY, "" } },
    { "08:00:00 inside answered 2001 alba 2002 ring 5 talk 60 called 2002",
      "20:00:00 out answered 2003 carla +39023071111 ring 5 talk 60 cost 0.1600 GW-MI" } },
};

static const DayReport reports[] = {
  { "1.3", "outcome extension number ring_ms", "missed 2001 +39028134987 6000\n" },
  { "1.6", "department calls incoming outgoing internal answered talk_ms cost",
    "Sales 11 4 3 3 8 577000 360000\n"
    "Support 2 1 1 0 2 175000 160000\n"
    "London 1 0 0 1 1 60000 -\n" },
  { "2.1", "extension calls answered not_answered max_ring_ms avg_talk_ms",
    "2001 4 3 1 6000 112333\n"
    "2003 1 1 0 5000 115000\n" },
  { "3.1", "extension number talk_ms cost",
    "2001 +393351111111 60000 200000\n"
    "2001 +39023071111 60000 160000\n"
    "= 2001 - 120000 360000\n"
    "2002 +39023071111 0 0\n"
    "= 2002 - 0 0\n"
    "2003 +39023071111 60000 160000\n"
    "= 2003 - 60000 160000\n" },
  { "4.1", "extension calls answered talk_ms cost",
    "2002 2 1 0 0\n"
    "2001 1 1 60000 160000\n"
    "2003 1 1 60000 160000\n" },
  { "9.3", "client_matter_code calls talk_ms cost", "4711 1 60000 160000\n" },
};

const Day day_of_lines = { "lines", "2026-03-19", stories, G_N_ELEMENTS (stories), reports,
                           G_N_ELEMENTS (reports) };
