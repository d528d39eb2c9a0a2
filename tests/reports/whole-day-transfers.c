/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of transfers, what was asked beside a call, and calls that reached nobody. The caller of a
 * record that a transfer left is whom the line spoke with, whoever placed the call: who called whom
 * stands in the record that set the leg up.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

static const DayStory stories[] = {
  /* The trunk is held, and paid, from the first answer to the last end, by who dialled. */
  { "Alba calls out, asks Bruno and hands over to him",
    { { 1, 1, 101, 102, "09:00:00", 10, 120, "2001", CITY, SPLIT (10) },
      { 1, 2, 103, 104, "09:01:30", 10, 30, "2001", "2002", SPLIT (10) },
      { 1, 1, 102, 104, "09:02:10", 0, 350, CITY, "2002", JOIN (10) } },
    { "09:00:00 out answered 2001 alba +39023071111 ring 10 talk 470 cost 0.5800 last 2002 GW-MI"
      " transferred" } },
  { "a customer is put through to Carla, unasked",
    { { 1, 1, 101, 102, "09:10:00", 5, 30, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:10:35", -1, 0, "2001", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "09:10:35", 8, 60, CALLER, "2003", JOIN (10) } },
    { "09:10:00 in answered 2001 alba +39028134987 ring 5 talk 98 last 2003 GW-MI transferred" } },
  { "out to a mobile; Bruno gets it asked, Dario from him unasked",
    { { 1, 1, 101, 102, "09:20:00", 5, 55, "2001", MOBILE, SPLIT (10) },
      { 1, 2, 103, 104, "09:20:40", 5, 15, "2001", "2002", SPLIT (10) },
      { 1, 1, 102, 104, "09:21:00", 0, 60, MOBILE, "2002", SPLIT (10) JOIN (10) },
      { 1, 3, 105, 106, "09:22:00", -1, 0, "2002", "2004", SPLIT (10) },
      { 1, 1, 102, 106, "09:22:00", 6, 114, MOBILE, "2004", JOIN (10) } },
    { "09:20:00 out answered 2001 alba +393331234567 ring 5 talk 235 cost 0.7833 last 2004 GW-MI"
      " transferred" } },
  /* Two outside parties: two calls, and whoever dialled the second pays for it to its end. */
  { "a customer is put through to a mobile",
    { { 1, 1, 101, 102, "09:30:00", 4, 56, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:30:30", 10, 20, "2001", MOBILE, SPLIT (10) },
      { 1, 1, 101, 104, "09:31:00", 0, 120, CALLER, MOBILE, JOIN (10) } },
    { "09:30:00 in answered 2001 alba +39028134987 ring 4 talk 176 GW-MI transferred",
      "09:30:30 out answered 2001 alba +393331234567 ring 10 talk 140 cost 0.4667 GW-MI transferred" } },
  { "put through to Carla, who does not answer, and so to Dario",
    { { 1, 1, 101, 102, "09:40:00", 3, 27, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:40:30", -1, 0, "2001", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "09:40:30", 20, 40, CALLER, "2003>2004",
        SENT_ON ("2003", 2, 5) FIRST_SENT_ON (2, 5) JOIN (10) } },
    { "09:40:00 in answered 2001 alba +39028134987 ring 3 talk 87 last 2004 GW-MI transferred"
      " forwarded" } },
  { "put through to Carla, whom the customer does not wait for: somebody had answered",
    { { 1, 1, 101, 102, "09:50:00", 3, 27, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:50:30", -1, 0, "2001", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "09:50:30", -1, 25, CALLER, "2003", JOIN (10) GAVE_UP } },
    { "09:50:00 in answered 2001 alba +39028134987 ring 3 talk 52 GW-MI transferred" } },
  { "Bruno asks Alba for an outside line: she dialled",
    { { 1, 1, 101, 102, "10:00:00", 5, 55, "2002", "2001", SPLIT (10) },
      { 1, 2, 103, 104, "10:00:30", 10, 20, "2001", CITY, SPLIT (10) },
      { 1, 1, 101, 104, "10:01:00", 0, 100, "2002", CITY, JOIN (10) } },
    { "10:00:30 out answered 2001 alba +39023071111 ring 10 talk 120 cost 0.2200 last 2002 GW-MI"
      " transferred" } },
  { "Carla is busy when Alba asks her: two calls that have nothing in common",
    { { 1, 1, 101, 102, "10:10:00", 4, 116, CALLER, "2001", "" },
      { 1, 2, 103, 104, "10:10:50", -1, 2, "2001", "2003", BUSY } },
    { "10:10:00 in answered 2001 alba +39028134987 ring 4 talk 116 GW-MI",
      "10:10:50 inside busy 2001 alba 2003 ring 2 talk 0 called 2003" } },
  { "Bruno is asked, and nothing handed over",
    { { 1, 1, 101, 102, "10:20:00", 3, 117, CALLER, "2001", "" },
      { 1, 2, 103, 104, "10:20:40", 5, 20, "2001", "2002", "" } },
    { "10:20:00 in answered 2001 alba +39028134987 ring 3 talk 117 GW-MI",
      "10:20:40 inside answered 2001 alba 2002 ring 5 talk 20 called 2002" } },
  /* Call ids are of one node, leg ids of one cluster. */
  { "the same call id on two nodes and in two clusters, the same leg ids in these, at one time",
    { { 1, 1, 101, 102, "10:30:00", 5, 60, "2002", CITY, "" },
      { 2, 1, 111, 112, "10:30:00", 5, 60, "2004", "2005", "" },
      { 3, 1, 101, 102, "10:30:00", 5, 60, "7001", LONDON, "" } },
    { "10:30:00 inside answered 2004 dario 2005 ring 5 talk 60 called 2005",
      "10:30:00 out answered 2002 bruno +39023071111 ring 5 talk 60 cost 0.1600 GW-MI",
      "10:30:00 out answered 7001 fay +442079460000 ring 5 talk 60 cost 0.3000 GW-LO" } },
  { "the other node writes that Elsa was asked, under the same call id",
    { { 1, 1, 101, 102, "10:40:00", 5, 55, CALLER, "2001", SPLIT (10) },
      { 2, 1, 103, 104, "10:40:30", 5, 25, "2001", "2005", SPLIT (10) },
      { 1, 1, 101, 104, "10:41:00", 0, 60, CALLER, "2005", JOIN (10) } },
    { "10:40:00 in answered 2001 alba +39028134987 ring 5 talk 115 last 2005 GW-MI transferred" } },
  { "inside only: counted once, to who called first",
    { { 1, 1, 101, 102, "10:50:00", 5, 55, "2001", "2002", SPLIT (10) },
      { 1, 2, 103, 104, "10:50:30", 5, 25, "2002", "2003", SPLIT (10) },
      { 1, 1, 101, 104, "10:51:00", 0, 60, "2001", "2003", JOIN (10) } },
    { "10:50:00 inside answered 2001 alba 2002 ring 5 talk 115 last 2003 called 2002 transferred" } },
  { "nobody answers; no such number; busy as SIP says it; a caller gives up",
    { { 1, 1, 101, 102, "11:00:00", -1, 30, "2002", MOBILE, " destCause_value=19" },
      { 1, 2, 103, 104, "11:01:00", -1, 1, "2002", CITY, " destCause_value=1" },
      { 1, 3, 105, 106, "11:02:00", -1, 3, "2002", CITY, " destCause_value=1174405137" },
      { 1, 4, 107, 108, "11:03:00", -1, 12, CALLER, "2001", GAVE_UP } },
    { "11:00:00 out unanswered 2002 bruno +393331234567 ring 30 talk 0 GW-MI",
      "11:01:00 out failed 2002 bruno +39023071111 ring 1 talk 0 GW-MI",
      "11:02:00 out busy 2002 bruno +39023071111 ring 3 talk 0 GW-MI",
      "11:03:00 in missed 2001 alba +39028134987 ring 12 talk 0 GW-MI" } },
  { "past midnight: of the day it began on",
    { { 1, 1, 101, 102, "23:58:00", 10, 290, "2001", CITY, "" } },
    { "23:58:00 out answered 2001 alba +39023071111 ring 10 talk 290 cost 0.4000 GW-MI" } },
};

static const DayReport reports[] = {
  { "1.3", "outcome extension number ring_ms",
    "missed 2001 +39028134987 12000\n"
    "unanswered 2002 +393331234567 30000\n" },
  { "1.6", "department calls incoming outgoing internal answered talk_ms cost",
    "Sales 20 8 9 3 15 2211000 2610000\n"
    "London 1 0 1 0 1 60000 300000\n"
    "Support 1 0 0 1 1 60000 -\n" },
  { "2.1", "extension calls answered not_answered answered_share avg_ring_ms max_ring_ms"
           " avg_talk_ms",
    "2001 8 7 1 875000 3857 12000 108714\n" },
  { "2.6", "first_extension calls answered_first forwarded_share transferred_share",
    "2001 8 7 125000 625000\n" },
  { "3.1", "extension number talk_ms cost",
    "2001 +39023071111 470000 580000\n"
    "2001 +393331234567 235000 783300\n"
    "2001 +393331234567 140000 466700\n"
    "2001 +39023071111 120000 220000\n"
    "2001 +39023071111 290000 400000\n"
    "= 2001 - 1255000 2450000\n"
    "2002 +39023071111 60000 160000\n"
    "= 2002 - 60000 160000\n"
    "7001 +442079460000 60000 300000\n"
    "= 7001 - 60000 300000\n" },
  { "4.1", "extension calls answered talk_ms cost",
    "2001 5 5 1255000 2450000\n"
    "2002 4 1 60000 160000\n"
    "7001 1 1 60000 300000\n" },
  { "4.8", "gateway class calls answered busy unanswered failed",
    "GW-MI local 6 4 1 0 1\n"
    "GW-MI mobile 3 2 0 1 0\n"
    "= GW-MI - 9 6 1 1 1\n"
    "GW-LO local 1 1 0 0 0\n"
    "= GW-LO - 1 1 0 0 0\n" },
};

const Day day_of_transfers = { "transfers", "2026-03-16", stories, G_N_ELEMENTS (stories), reports,
                               G_N_ELEMENTS (reports) };
