/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day on which one thing follows upon another: what is handed over still rings, is parked, was
 * forwarded, came from a group or sits in a conference.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#define OF_PILOT " huntPilotDN=2500 calledPartyPatternUsage=7"
#define BRIDGE "2001>b0029901001"
#define OUT_BY(extension)                                                                          \
  " origCallTerminationOnBehalfOf=4 destCallTerminationOnBehalfOf=4 destCause_value=0"             \
  " comment=ConfControllerDn=" extension

static const DayStory stories[] = {
  { "a customer is put through to a mobile that still rings",
    { { 1, 1, 101, 102, "09:00:00", 5, 55, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:00:45", -1, 15, "2001", MOBILE, SPLIT (10) },
      { 1, 1, 101, 104, "09:01:00", 5, 60, CALLER, MOBILE, JOIN (10) } },
    { "09:00:00 in answered 2001 alba +39028134987 ring 5 talk 120 GW-MI transferred",
      "09:00:45 out answered 2001 alba +393331234567 ring 20 talk 60 cost 0.2000 GW-MI"
      " transferred" } },
  { "and that nobody answers",
    { { 1, 1, 101, 102, "09:10:00", 5, 55, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:10:45", -1, 15, "2001", MOBILE, SPLIT (10) },
      { 1, 1, 101, 104, "09:11:00", -1, 20, CALLER, MOBILE, JOIN (10) " destCause_value=19" } },
    { "09:10:00 in answered 2001 alba +39028134987 ring 5 talk 75 GW-MI transferred",
      "09:10:45 out unanswered 2001 alba +393331234567 ring 35 talk 0 GW-MI transferred" } },
  { "a customer is put through to the group",
    { { 1, 1, 101, 102, "09:20:00", 5, 25, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:20:30", -1, 0, "2001", "2500", SPLIT (10) },
      { 1, 1, 101, 104, "09:20:30", 10, 60, CALLER, "2500>2003", OF_PILOT JOIN (10) } },
    { "09:20:00 in answered 2001 alba +39028134987 ring 5 talk 95 last 2003 pilot 2500 GW-MI"
      " transferred hunt" } },
  { "a member of the group hands over",
    { { 1, 1, 101, 102, "09:30:00", 8, 52, CALLER, "2500>2003", OF_PILOT SPLIT (10) },
      { 1, 2, 103, 104, "09:30:40", 5, 15, "2003", "2004", SPLIT (10) },
      { 1, 1, 101, 104, "09:31:00", 0, 60, CALLER, "2004", JOIN (10) } },
    { "09:30:00 in answered 2003 carla +39028134987 ring 8 talk 112 last 2004 first 2500 pilot"
      " 2500 GW-MI transferred hunt" } },
  { "handed over, parked by who got it, taken by a third",
    { { 1, 1, 101, 102, "09:40:00", 5, 55, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:40:40", 5, 15, "2001", "2002", SPLIT (10) },
      { 1, 1, 101, 104, "09:41:00", 0, 30, CALLER, "2002", SPLIT (3) JOIN (10) },
      { 1, 1, 105, 101, "09:42:00", 1, 59, "2005", "2702>" CALLER,
        SENT_ON ("2702", 8, 3) JOIN (3) } },
    { "09:40:00 in answered 2001 alba +39028134987 ring 5 talk 175 last 2005 GW-MI transferred"
      " parked" } },
  { "Alba connects two outside parties, unasked: both ways are hers",
    { { 1, 1, 101, 102, "09:50:00", 5, 55, "2001", CITY, SPLIT (10) },
      { 1, 2, 103, 104, "09:51:00", -1, 0, "2001", MOBILE, SPLIT (10) },
      { 1, 1, 102, 104, "09:51:00", 10, 60, CITY, MOBILE, JOIN (10) } },
    { "09:50:00 out answered 2001 alba +39023071111 ring 5 talk 125 cost 0.2800 GW-MI"
      " transferred",
      "09:51:00 out answered 2001 alba +393331234567 ring 10 talk 60 cost 0.2000 GW-MI"
      " transferred" } },
  /* Who forwards pays for the way on of a caller from outside; a line's own call is its own. */
  { "put through to Carla, whose calls go to a mobile",
    { { 1, 1, 101, 102, "10:00:00", 5, 25, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "10:00:30", -1, 0, "2001", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "10:00:30", 10, 60, CALLER, "2003>" MOBILE,
        SENT_ON ("2003", 15, 5) FIRST_SENT_ON (15, 5) JOIN (10) } },
    { "10:00:00 in answered 2001 alba +39028134987 ring 5 talk 95 GW-MI transferred forwarded",
      "10:00:30 out answered 2003 carla +393331234567 ring 10 talk 60 cost 0.2000 GW-MI"
      " transferred forwarded" } },
  { "the same, asked for by Alba's phone; and when Carla's has rung, without that record",
    { { 1, 1, 101, 102, "10:03:00", 5, 25, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "10:03:30", -1, 0, "2001", "2003>" MOBILE,
        SENT_ON ("2003", 15, 5) FIRST_SENT_ON (15, 5) SPLIT (10) },
      { 1, 1, 101, 104, "10:03:30", 10, 60, CALLER, "2003>" MOBILE,
        SENT_ON ("2003", 15, 5) FIRST_SENT_ON (15, 5) JOIN (10) },
      { 1, 3, 111, 112, "10:06:00", 5, 25, OTHER, "2001", SPLIT (10) },
      { 1, 3, 111, 116, "10:06:30", 20, 60, OTHER, "2003>" MOBILE,
        SENT_ON ("2003", 2, 5) FIRST_SENT_ON (2, 5) JOIN (10) } },
    { "10:03:00 in answered 2001 alba +39028134987 ring 5 talk 95 GW-MI transferred forwarded",
      "10:03:30 out answered 2001 alba +393331234567 ring 10 talk 60 cost 0.2000 GW-MI"
      " transferred forwarded",
      "10:06:00 in answered 2001 alba +390655501 ring 5 talk 105 GW-MI transferred forwarded",
      "10:06:30 out answered 2003 carla +393331234567 ring 20 talk 60 cost 0.2000 GW-MI"
      " transferred forwarded" } },
  { "Bruno's calls go to Alba, who asks Carla and hands over",
    { { 1, 1, 101, 102, "10:10:00", 20, 40, CALLER, "2002>2001",
        SENT_ON ("2002", 2, 5) FIRST_SENT_ON (2, 5) SPLIT (10) },
      { 1, 2, 103, 104, "10:10:40", 5, 15, "2001", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "10:11:00", 0, 60, CALLER, "2003", JOIN (10) } },
    { "10:10:00 in answered 2001 alba +39028134987 ring 20 talk 100 last 2003 first 2002 GW-MI"
      " transferred forwarded" } },
  { "put through to a mailbox: somebody had answered",
    { { 1, 1, 101, 102, "10:20:00", 5, 25, CALLER, "2001", SPLIT (10) },
      { 1, 1, 101, 104, "10:20:30", 1, 20, CALLER, "2900", JOIN (10) } },
    { "10:20:00 in answered 2001 alba +39028134987 ring 5 talk 46 GW-MI transferred voicemail" } },
  { "parked where Alba chose, and taken by Carla",
    { { 1, 1, 101, 102, "10:30:00", 5, 25, CALLER, "2001", SPLIT (26) },
      { 1, 1, 105, 101, "10:31:00", 1, 29, "2003", "2705>" CALLER,
        SENT_ON ("2705", 8, 26) JOIN (26) } },
    { "10:30:00 in answered 2001 alba +39028134987 ring 5 talk 85 last 2003 GW-MI parked" } },
  { "an outgoing call is parked and taken by Bruno: one way, paid once",
    { { 1, 1, 101, 102, "10:40:00", 5, 55, "2001", CITY, SPLIT (3) },
      { 1, 1, 105, 102, "10:42:00", 1, 59, "2002", "2703>" CITY,
        SENT_ON ("2703", 8, 3) JOIN (3) } },
    { "10:40:00 out answered 2001 alba +39023071111 ring 5 talk 175 cost 0.2800 last 2002 GW-MI"
      " parked" } },
  { "Carla's line holds an outgoing call, and takes it up on Dario's phone",
    { { 1, 1, 101, 102, "10:50:00", 5, 55, "2003", CITY, SPLIT (12) },
      { 1, 1, 105, 102, "10:51:00", 0, 60, "2003", CITY, " origDeviceName=SEP000000002004" } },
    { "10:50:00 out answered 2003 carla +39023071111 ring 5 talk 115 cost 0.2200 GW-MI" } },
  { "of a conference the starter and the city number are left",
    { { 1, 1, 101, 102, "11:00:00", 5, 25, "2001", "2003", SPLIT (4) },
      { 1, 2, 105, 106, "11:00:10", 5, 15, "2001", CITY, OUT_BY ("2001") },
      { 1, 1, 101, 115, "11:00:30", 0, 60, "2001", BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 102, 116, "11:00:30", 0, 60, "2003", BRIDGE, INTO_BRIDGE GAVE_UP },
      { 1, 1, 106, 117, "11:00:30", 0, 60, CITY, BRIDGE, INTO_BRIDGE SPLIT (4) },
      { 1, 1, 101, 106, "11:01:30", 0, 60, "2001", CITY,
        SENT_ON ("b0029901001", 98, 4) JOIN (4) } },
    { "11:00:10 out answered 2001 alba +39023071111 ring 5 talk 135 cost 0.2800 GW-MI"
      " conference" } },
  { "Alba gives her place in a conference to Dario",
    { { 1, 1, 101, 102, "11:10:00", 5, 25, "2001", "2003", SPLIT (4) },
      { 1, 2, 105, 106, "11:10:10", 5, 15, "2001", CITY, OUT_BY ("2001") },
      { 1, 1, 101, 115, "11:10:30", 0, 60, "2001", BRIDGE, INTO_BRIDGE SPLIT (10) },
      { 1, 1, 102, 116, "11:10:30", 0, 120, "2003", BRIDGE, INTO_BRIDGE },
      { 1, 1, 106, 117, "11:10:30", 0, 120, CITY, BRIDGE, INTO_BRIDGE },
      { 1, 3, 107, 108, "11:11:10", 5, 15, "2001", "2004", SPLIT (10) },
      { 1, 1, 108, 115, "11:11:30", 0, 60, "2004", BRIDGE, INTO_BRIDGE JOIN (10) } },
    { "11:10:10 out answered 2001 alba +39023071111 ring 5 talk 135 cost 0.2800 GW-MI transferred"
      " conference" } },
  { "two conferences are linked: the link is nobody's call",
    { { 1, 1, 101, 106, "11:20:00", 5, 25, "2001", CITY, SPLIT (4) },
      { 1, 1, 101, 115, "11:20:30", 0, 90, "2001", BRIDGE, INTO_BRIDGE },
      { 1, 1, 106, 117, "11:20:30", 0, 90, CITY, BRIDGE, INTO_BRIDGE },
      { 1, 1, 118, 134, "11:21:00", 0, 60, "b0029901001", "b0029902001",
        INTO_BRIDGE " origDeviceName=CFB_2" },
      { 1, 3, 121, 124, "11:20:00", 5, 25, "2002", MOBILE, OUT_BY ("2002") },
      { 1, 3, 121, 131, "11:20:30", 0, 90, "2002", "2002>b0029902001", INTO_BRIDGE },
      { 1, 3, 124, 133, "11:20:30", 0, 90, MOBILE, "2002>b0029902001", INTO_BRIDGE } },
    { "11:20:00 out answered 2001 alba +39023071111 ring 5 talk 115 cost 0.2200 GW-MI conference",
      "11:20:00 out answered 2002 bruno +393331234567 ring 5 talk 115 cost 0.3833 GW-MI"
      " conference" } },
  { "Alba's calls go to her mobile, which nobody answers",
    { { 1, 1, 101, 102, "11:30:00", -1, 30, CALLER, "2001>" ALBA_MOBILE,
        SENT_ON ("2001", 15, 5) FIRST_SENT_ON (15, 5) " destCause_value=19" } },
    { "11:30:00 transit unanswered 2001 alba +393351111111 ring 30 talk 0 GW-MI forwarded" } },
  { "both clusters hand over at once, all ids alike",
    { { 1, 1, 101, 102, "11:40:00", 10, 50, "2001", CITY, SPLIT (10) },
      { 1, 2, 103, 104, "11:40:30", 10, 20, "2001", "2002", SPLIT (10) },
      { 1, 1, 102, 104, "11:41:00", 0, 60, CITY, "2002", JOIN (10) },
      { 3, 1, 101, 102, "11:40:00", 10, 50, "7001", LONDON, SPLIT (10) },
      { 3, 2, 103, 104, "11:40:30", 10, 20, "7001", "7002", SPLIT (10) },
      { 3, 1, 102, 104, "11:41:00", 0, 60, LONDON, "7002", JOIN (10) } },
    { "11:40:00 out answered 2001 alba +39023071111 ring 10 talk 110 cost 0.2200 last 2002 GW-MI"
      " transferred",
      "11:40:00 out answered 7001 fay +442079460000 ring 10 talk 110 cost 0.6000 last 7002 GW-LO"
      " transferred" } },
  { "call id and leg ids come again in the evening",
    { { 1, 1, 101, 102, "08:00:00", 5, 60, CALLER, "2001", "" },
      { 1, 1, 101, 102, "20:00:00", 5, 60, "2003", "2004", "" } },
    { "08:00:00 in answered 2001 alba +39028134987 ring 5 talk 60 GW-MI",
      "20:00:00 inside answered 2003 carla 2004 ring 5 talk 60 called 2004" } },
};

static const DayReport reports[] = {
  { "1.6", "department calls incoming outgoing internal answered talk_ms cost",
    "Sales 23 11 11 0 21 2141000 2543300\n"
    "Support 5 1 3 1 5 407000 620000\n"
    "London 1 0 1 0 1 110000 600000\n" },
  { "2.1", "extension calls answered not_answered max_ring_ms avg_talk_ms",
    "2001 11 11 0 20000 95545\n"
    "2003 1 1 0 8000 112000\n" },
};

const Day day_of_knots = { "knots", "2026-03-20", stories, G_N_ELEMENTS (stories), reports,
                           G_N_ELEMENTS (reports) };
