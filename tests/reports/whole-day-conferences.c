/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of conferences. Records lead into the bridge whatever way the call went: that stands in the
 * record that set the leg up. Each outside party's trunk is paid until that party leaves, by who
 * brought it in; what the insiders said before and behind that is part of the same call.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#define BRIDGE "2001>b0029901001"
#define BY_ALBA SPLIT (4) " comment=ConfControllerDn=2001;ConfControllerDeviceName=SEP000000002001"
#define OUT_BY(extension)                                                                          \
  " origCallTerminationOnBehalfOf=4 destCallTerminationOnBehalfOf=4 destCause_value=0"             \
  " comment=ConfControllerDn=2001;ConfRequestorDn=" extension
#define DIALLED_IN SENT_ON ("2600", 0, 6) JOIN (6) " destDeviceName=CFB_2"

static const DayStory stories[] = {
  { "Alba with Carla and a city number, which leaves; the last two go on",
    { { 1, 1, 101, 102, "11:00:00", 5, 60, "2001", "2003", SPLIT (4) },
      { 1, 2, 105, 106, "11:00:35", 10, 20, "2001", CITY, OUT_BY ("2001") },
      { 1, 1, 101, 115, "11:01:05", 0, 360, "2001", BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 102, 116, "11:01:05", 0, 360, "2003", BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 106, 117, "11:01:05", 0, 360, CITY, BRIDGE, INTO_BRIDGE GAVE_UP },
      { 1, 1, 101, 102, "11:07:05", 0, 55, "2001", "2003",
        SENT_ON ("b0029901001", 98, 4) JOIN (4) } },
    { "11:00:35 out answered 2001 alba +39023071111 ring 10 talk 380 cost 0.5200 GW-MI conference" } },
  { "Alba brings a customer and a mobile together and leaves them",
    { { 1, 1, 101, 102, "11:20:00", 5, 55, CALLER, "2001", SPLIT (4) },
      { 1, 2, 105, 106, "11:20:30", 10, 20, "2001", MOBILE, OUT_BY ("2001") },
      { 1, 1, 102, 115, "11:21:00", 0, 60, "2001", BRIDGE, INTO_BRIDGE GAVE_UP },
      { 1, 1, 101, 116, "11:21:00", 0, 60, CALLER, BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 106, 117, "11:21:00", 0, 60, MOBILE, BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 101, 106, "11:22:00", 0, 120, CALLER, MOBILE,
        SENT_ON ("b0029901001", 98, 4) JOIN (4) } },
    { "11:20:00 in answered 2001 alba +39028134987 ring 5 talk 235 GW-MI conference",
      "11:20:30 out answered 2001 alba +393331234567 ring 10 talk 200 cost 0.6667 GW-MI conference" } },
  { "a member brings in one more: who dialled it pays",
    { { 1, 1, 101, 102, "11:40:00", 5, 25, "2001", "2003", SPLIT (4) },
      { 1, 2, 105, 106, "11:40:10", 5, 15, "2001", CITY, OUT_BY ("2001") },
      { 1, 1, 101, 115, "11:40:30", 0, 300, "2001", BRIDGE, INTO_BRIDGE },
      { 1, 1, 102, 116, "11:40:30", 0, 300, "2003", BRIDGE, INTO_BRIDGE },
      { 1, 1, 106, 117, "11:40:30", 0, 180, CITY, BRIDGE, INTO_BRIDGE GAVE_UP },
      { 1, 3, 107, 108, "11:41:00", 10, 20, "2003", MOBILE, OUT_BY ("2003") },
      { 1, 1, 108, 118, "11:41:30", 0, 240, MOBILE, BRIDGE, INTO_BRIDGE } },
    { "11:40:10 out answered 2001 alba +39023071111 ring 5 talk 195 cost 0.3400 GW-MI conference",
      "11:41:00 out answered 2003 carla +393331234567 ring 10 talk 260 cost 0.8667 GW-MI conference" } },
  { "a customer, Alba and Bruno; Alba leaves; the other node asked Bruno under the same call id",
    { { 1, 1, 101, 102, "12:00:00", 4, 56, CALLER, "2001", SPLIT (4) },
      { 2, 1, 105, 106, "12:00:30", 10, 20, "2001", "2002", BY_ALBA },
      { 1, 1, 102, 115, "12:01:00", 0, 60, "2001", BRIDGE, INTO_BRIDGE GAVE_UP },
      { 1, 1, 101, 116, "12:01:00", 0, 60, CALLER, BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 106, 117, "12:01:00", 0, 60, "2002", BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 101, 106, "12:02:00", 0, 60, CALLER, "2002",
        SENT_ON ("b0029901001", 98, 4) JOIN (4) } },
    { "12:00:00 in answered 2001 alba +39028134987 ring 4 talk 176 last 2002 GW-MI conference" } },
  { "two customers and Alba dial into a conference: each customer lived a call",
    { { 1, 1, 101, 201, "12:10:00", 2, 598, "2001", "2600>b0019901001", DIALLED_IN },
      { 1, 1, 102, 202, "12:10:30", 2, 468, CALLER, "2600>b0019901001", DIALLED_IN },
      { 1, 1, 103, 203, "12:10:40", 2, 408, OTHER, "2600>b0019901001", DIALLED_IN } },
    { "12:10:30 in answered 2600 - +39028134987 ring 2 talk 468 GW-MI conference",
      "12:10:40 in answered 2600 - +390655501 ring 2 talk 408 GW-MI conference" } },
  { "inside only",
    { { 1, 1, 101, 102, "12:30:00", 5, 60, "2001", "2003", SPLIT (4) },
      { 1, 2, 105, 106, "12:30:35", 10, 20, "2001", "2004", BY_ALBA },
      { 1, 1, 101, 115, "12:31:05", 0, 360, "2001", BRIDGE, INTO_BRIDGE },
      { 1, 1, 102, 116, "12:31:05", 0, 355, "2003", BRIDGE, INTO_BRIDGE },
      { 1, 1, 106, 117, "12:31:05", 0, 365, "2004", BRIDGE, INTO_BRIDGE } },
    { "12:30:00 inside answered 2001 alba 2003 ring 5 talk 425 last 2004 called 2003 conference" } },
  /* Dario's phone has Carla's line, too: he called nobody. */
  { "Dario barges into the call on Carla's line",
    { { 1, 1, 101, 102, "13:00:00", 5, 100, CALLER, "2003", "" },
      { 1, 1, 105, 106, "13:00:40", 0, 40, "2003", "2003>b001501001",
        SENT_ON ("b001501001", 114, 15) FIRST_SENT_ON (114, 15) JOIN (15)
            " origDeviceName=SEP000000002004" } },
    { "13:00:00 in answered 2003 carla +39028134987 ring 5 talk 100 GW-MI conference" } },
};

static const DayReport reports[] = {
  { "1.6", "department calls incoming outgoing internal answered talk_ms cost",
    "Sales 6 2 3 1 6 1611000 1526700\n"
    "Support 2 1 1 0 2 360000 866700\n"
    "- 2 2 0 0 2 876000 -\n" },
  { "2.1", "extension calls answered not_answered avg_ring_ms max_ring_ms avg_talk_ms",
    "2001 2 2 0 4500 5000 205500\n"
    "2600 2 2 0 2000 2000 438000\n"
    "2003 1 1 0 5000 5000 100000\n" },
  { "3.1", "extension number talk_ms cost",
    "2001 +39023071111 380000 520000\n"
    "2001 +393331234567 200000 666700\n"
    "2001 +39023071111 195000 340000\n"
    "= 2001 - 775000 1526700\n"
    "2003 +393331234567 260000 866700\n"
    "= 2003 - 260000 866700\n" },
  { "4.1", "extension calls answered talk_ms cost",
    "2001 3 3 775000 1526700\n"
    "2003 1 1 260000 866700\n" },
};

const Day day_of_conferences = { "conferences", "2026-03-17", stories, G_N_ELEMENTS (stories),
                                 reports, G_N_ELEMENTS (reports) };
