/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Saturday of mobiles that stand for lines, of machines that send calls on, and of phones that
 * hand over by SIP.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#define BRIDGE_OF(number) number ">b0019901001"

static const DayStory stories[] = {
  /* The number reached stays hers; the trunk and the mobile's number tell where it went. */
  { "Alba answers on her mobile, as her line",
    { { 1, 1, 101, 102, "09:00:00", 9, 60, CALLER, "2001",
        " destDeviceName=GW-MI destMobileCallDuration=60 finalMobileCalledPartyNumber=" ALBA_MOBILE } },
    { "09:00:00 transit answered 2001 alba +393351111111 ring 9 talk 60 cost 0.2000 GW-MI"
      " mobile" } },
  { "Alba calls from her mobile through the house, as her line",
    { { 1, 1, 101, 102, "09:10:00", 5, 60, "2001", CITY,
        " origDeviceName=GW-MI origMobileCallDuration=60 mobileCallingPartyNumber=" ALBA_MOBILE } },
    { "09:10:00 transit answered 2001 alba +39023071111 ring 5 talk 60 cost 0.1600 GW-MI"
      " mobile" } },
  { "a member of the group is a mobile: the group's way out",
    { { 1, 1, 101, 102, "09:20:00", 20, 60, CALLER, "2500>" MOBILE,
        " huntPilotDN=2500 calledPartyPatternUsage=7" SENT_ON ("2500", 0, 0) } },
    { "09:20:00 transit answered 2500 - +393331234567 ring 20 talk 60 cost 0.2000 pilot 2500 GW-MI"
      " hunt" } },
  { "Alba puts a customer into a conference that was dialled into",
    { { 1, 1, 101, 102, "09:30:00", 5, 25, CALLER, "2001", SPLIT (10) },
      { 1, 2, 103, 104, "09:30:20", 1, 9, "2001", BRIDGE_OF ("2600"),
        SENT_ON ("2600", 0, 6) JOIN (6) SPLIT (10) },
      { 1, 1, 101, 104, "09:30:30", 0, 60, CALLER, BRIDGE_OF ("2600"), JOIN (10) } },
    { "09:30:00 in answered 2001 alba +39028134987 ring 5 talk 85 GW-MI transferred conference" } },
  { "a machine sends a caller to Carla",
    { { 1, 1, 101, 102, "09:40:00", 6, 60, CALLER, "2800>2003",
        SENT_ON ("2800", 18, 19) FIRST_SENT_ON (18, 19) } },
    { "09:40:00 in answered 2003 carla +39028134987 ring 6 talk 60 first 2800 GW-MI forwarded" } },
  { "and one to a mobile: the machine's way out",
    { { 1, 1, 101, 102, "09:45:00", 6, 60, CALLER, "2800>" MOBILE,
        SENT_ON ("2800", 18, 19) FIRST_SENT_ON (18, 19) } },
    { "09:45:00 transit answered 2800 - +393331234567 ring 6 talk 60 cost 0.2000 GW-MI"
      " forwarded" } },
  { "Bruno hears his mailbox: it was dialled, so it answers",
    { { 1, 1, 101, 102, "09:50:00", 1, 40, "2002", "2900", "" } },
    { "09:50:00 inside answered 2002 bruno 2900 ring 1 talk 40 called 2900 voicemail" } },
  { "SIP phones hand over: by replacing, and by referring to a mobile",
    { { 1, 1, 101, 102, "10:00:00", 5, 55, CALLER, "2001", SPLIT (18) },
      { 1, 2, 103, 104, "10:00:40", 5, 15, "2001", "2003", SPLIT (18) },
      { 1, 1, 101, 104, "10:01:00", 0, 60, CALLER, "2003", SENT_ON ("2001", 146, 18) JOIN (18) },
      { 1, 3, 111, 112, "10:10:00", 5, 25, OTHER, "2001", SPLIT (17) },
      { 1, 3, 111, 114, "10:10:30", 10, 60, OTHER, "2001>" MOBILE,
        SENT_ON ("2001", 130, 17) JOIN (17) } },
    { "10:00:00 in answered 2001 alba +39028134987 ring 5 talk 115 last 2003 GW-MI transferred",
      "10:10:00 in answered 2001 alba +390655501 ring 5 talk 95 GW-MI transferred",
      "10:10:30 out answered 2001 alba +393331234567 ring 10 talk 60 cost 0.2000 GW-MI"
      " transferred" } },
  { "Dario barges into an outgoing call on Carla's line: it is paid once",
    { { 1, 1, 101, 102, "10:20:00", 5, 100, "2003", CITY, "" },
      { 1, 1, 105, 106, "10:20:40", 0, 40, "2003", "2003>b001501001",
        SENT_ON ("b001501001", 114, 15) FIRST_SENT_ON (114, 15) JOIN (15)
            " origDeviceName=SEP000000002004" } },
    { "10:20:00 out answered 2003 carla +39023071111 ring 5 talk 100 cost 0.2200 GW-MI"
      " conference" } },
  { "a whole number of ours is called; and a line that nobody has",
    { { 1, 1, 101, 102, "10:30:00", 5, 60, CALLER, "+390212342001>2001", "" },
      { 1, 2, 103, 104, "10:40:00", 5, 60, "2010", CITY, "" } },
    { "10:30:00 in answered 2001 alba +39028134987 ring 5 talk 60 first +390212342001 GW-MI",
      "10:40:00 out answered 2010 - +39023071111 ring 5 talk 60 cost 0.1600 GW-MI" } },
};

static const DayReport reports[] = {
  { "1.6", "department calls incoming outgoing internal answered talk_ms cost",
    "Sales 8 4 1 1 8 575000 560000\n"
    "- 3 0 1 0 3 180000 560000\n"
    "Support 2 1 1 0 2 160000 220000\n" },
  { "3.3", "department calls talk_ms cost",
    "Sales 3 180000 560000\n"
    "- 3 180000 560000\n"
    "Support 1 100000 220000\n" },
};

const Day day_of_odds = { "odds", "2026-03-21", stories, G_N_ELEMENTS (stories), reports,
                          G_N_ELEMENTS (reports) };
