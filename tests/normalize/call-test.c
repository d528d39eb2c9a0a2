/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of one record: direction, outcome, line, number, times and flags of each.
 */
#include "tests/normalize/journey-support.h"


static const Scenario plain[] = {
  { "incoming, answered",
    { LEG (1, 101, 102, 0, 8, 68, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           .orig_cause = 16) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 8, 60, 60, 0, 1,
        .first_extension = "2001", .gateway = "trunk", .cause = 16, .ring_s = 8 } } },
  { "incoming, nobody answered",
    { LEG (1, 101, 102, 0, NEVER, 25, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           .orig_cause = 16) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, NEVER, 0, 0, 0, 1,
        .gateway = "trunk", .ring_s = 25 } } },
  { "incoming, busy is missed too",
    { LEG (1, 101, 102, 0, NEVER, 1, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           .dest_cause = 17) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, NEVER, 0, 0, 0, 1,
        .cause = 17 } } },
  { "incoming to a number that is nobody's",
    { LEG (1, 101, 0, 0, NEVER, 1, FROM (CALLER, "trunk"), TO ("+390255550000", ""),
           .dest_cause = 1) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "+390255550000", "", CALLER, 0, NEVER, 0,
        0, 0, 1, .cause = 1 } } },
  { "incoming, number withheld",
    { LEG (1, 101, 102, 0, 3, 10, FROM ("", "trunk"), TO ("2001", PHONE ("2001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", "", 0, 3, 7, 7, 0, 1 } } },
  { "outgoing, answered",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .dest_cause = 16) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 120, 120, 0, 1,
        .first_extension = "", .gateway = "trunk" } } },
  { "outgoing, the source's duration holds although the instants differ by their rounding",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .duration_ms = 119000) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 119, 119, 0,
        1 } } },
  { "outgoing, under a second",
    { LEG (1, 101, 102, 0, 6, 6, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 0, 0,
        TOLL_CALL_SHORT, 1 } } },
  { "outgoing, busy by SIP 486",
    { LEG (1, 101, 102, 0, NEVER, 5, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .dest_cause = 0x46000011) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_BUSY, "2001", "", CITY, 0, NEVER, 0, 0, 0, 1,
        .cause = 17 } } },
  { "outgoing, no answer by SIP 480",
    { LEG (1, 101, 102, 0, NEVER, 40, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .dest_cause = 0x40000012) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_UNANSWERED, "2001", "", CITY, 0, NEVER, 0, 0, 0, 1,
        .cause = 18 } } },
  { "outgoing, the caller gave up",
    { LEG (1, 101, 102, 0, NEVER, 9, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .orig_cause = 16) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_UNANSWERED, "2001", "", CITY, 0, NEVER, 0, 0, 0,
        1 } } },
  { "outgoing, bad number",
    { LEG (1, 101, 102, 0, NEVER, 2, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .dest_cause = 28) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_FAILED, "2001", "", CITY, 0, NEVER, 0, 0, 0, 1 } } },
  { "outgoing, refused by call control before it reached a trunk",
    { LEG (1, 101, 0, 0, NEVER, 1, FROM ("2001", PHONE ("2001")), TO (MOBILE_DIALLED, ""),
           .orig_cause = 21, .routing_reason = 7) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_FAILED, "2001", "", MOBILE, 0, NEVER, 0, 0,
        TOLL_CALL_BLOCKED, 1, .gateway = "" } } },
  { "outgoing emergency",
    { LEG (1, 101, 102, 0, 2, 30, FROM ("2001", PHONE ("2001")), TO ("0112", "trunk")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", "112", 0, 2, 28, 28, 0,
        1 } } },
  { "what left the trunk is rated when it is international",
    { LEG (1, 101, 102, 0, 2, 30, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .outpulsed_called_number = MOBILE) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 0, 2, 28, 28, 0,
        1 } } },
  { "internal, answered, although it carries a trunk's protocol",
    { LEG (1, 101, 102, 0, 4, 64, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           .outgoing_protocol = 3) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "", "2002", 0, 4, 60, 60, 0, 1,
        .gateway = "" } } },
  { "internal, nobody answered",
    { LEG (1, 101, 102, 0, NEVER, 20, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           .orig_cause = 16) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_UNANSWERED, "2001", "", "2002", 0, NEVER, 0, 0, 0,
        1 } } },
  { "internal, busy",
    { LEG (1, 101, 102, 0, NEVER, 2, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           .dest_cause = 17) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_BUSY, "2001", "", "2002", 0, NEVER, 0, 0, 0, 1 } } },
  { "passing through",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO (CITY_DIALLED, "trunk-b")) },
    { { TOLL_DIRECTION_TRANSIT, TOLL_OUTCOME_ANSWERED, "", "", CITY, 0, 5, 60, 60, 0, 1,
        .gateway = "trunk-b" } } },
};

static const Scenario moved[] = {
  { "forwarded twice, in one record",
    { LEG (1, 101, 102, 0, 30, 90, FROM (CALLER, "trunk"), .original_called_number = "4444",
           .final_called_number = "6666", .last_redirect_number = "5555",
           .dest_device = PHONE ("6666"), .orig_redirect_reason = 2, .last_redirect_reason = 1,
           .orig_redirect_behalf = 5, .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "6666", "", CALLER, 0, 30, 60, 60,
        TOLL_CALL_FORWARDED, 1, .first_extension = "4444" } } },
  { "forwarded out of the house: the line that forwards pays",
    { LEG (1, 101, 102, 0, 10, 70, FROM (CALLER, "trunk"), .original_called_number = "4444",
           .final_called_number = MOBILE_DIALLED, .last_redirect_number = "4444",
           .dest_device = "trunk-b", .orig_redirect_reason = 15, .last_redirect_reason = 15,
           .orig_redirect_behalf = 5, .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_TRANSIT, TOLL_OUTCOME_ANSWERED, "4444", "", MOBILE, 0, 10, 60, 60,
        TOLL_CALL_FORWARDED, 1, .gateway = "trunk-b" } } },
  { "hunt, the member is told",
    { LEG (1, 101, 102, 0, 10, 20, FROM (CALLER, "trunk"), .original_called_number = "2000",
           .final_called_number = "3001", .last_redirect_number = "2000",
           .dest_device = PHONE ("3001"), .hunt_pilot_number = "2000",
           .called_pattern_usage = 7) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "3001", "", CALLER, 0, 10, 10, 10,
        TOLL_CALL_HUNT, 1, .first_extension = "2000", .pilot = "2000" } } },
  { "hunt, only the pilot is told: it stands for the member",
    { LEG (1, 101, 102, 0, 10, 20, FROM (CALLER, "trunk"), TO ("2000", PHONE ("3001")),
           .hunt_pilot_number = "2000", .called_pattern_usage = 7) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2000", "", CALLER, 0, 10, 10, 10,
        TOLL_CALL_HUNT, 1, .pilot = "2000" } } },
  { "hunt, nobody answered: the pilot rang",
    { LEG (1, 101, 0, 0, NEVER, 20, FROM (CALLER, "trunk"), TO ("2000", ""),
           .called_pattern_usage = 7, .orig_cause = 16) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2000", "", CALLER, 0, NEVER, 0, 0,
        TOLL_CALL_HUNT, 1, .pilot = "2000" } } },
  { "picked up by a colleague",
    { LEG (1, 101, 102, 0, 10, 40, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2002", .last_redirect_number = "2001",
           .dest_device = PHONE ("2002"), .last_redirect_reason = 5,
           .last_redirect_behalf = 16, .join_behalf = 16) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2002", "", CALLER, 0, 10, 30, 30,
        TOLL_CALL_PICKED_UP, 1, .first_extension = "2001" } } },
  { "forwarded to the voicemail's number: missed, the message is the talk",
    { LEG (1, 101, 102, 0, 20, 45, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2900", .last_redirect_number = "2001",
           .dest_device = "vm-trunk", .last_redirect_reason = 2, .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, 20, 25, 25,
        TOLL_CALL_FORWARDED | TOLL_CALL_VOICEMAIL, 1 } } },
  { "forwarded to a voicemail port",
    { LEG (1, 101, 102, 0, 20, 45, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2950", .last_redirect_number = "2001",
           .dest_device = "VM-VI1", .last_redirect_reason = 2, .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, 20, 25, 25,
        TOLL_CALL_FORWARDED | TOLL_CALL_VOICEMAIL, 1 } } },
  { "diverted at once while it rang",
    { LEG (1, 101, 102, 0, 6, 26, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2951", .last_redirect_number = "2001",
           .dest_device = "vm-trunk", .last_redirect_reason = 50, .last_redirect_behalf = 14) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, 6, 20, 20,
        TOLL_CALL_VOICEMAIL, 1 } } },
  { "internal, ends in the voicemail: unanswered",
    { LEG (1, 101, 102, 0, 20, 45, FROM ("2002", PHONE ("2002")),
           .original_called_number = "2001", .final_called_number = "2900",
           .last_redirect_number = "2001", .dest_device = "VM-VI1", .last_redirect_reason = 2,
           .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_UNANSWERED, "2002", "", "2900", 0, 20, 25, 25,
        TOLL_CALL_FORWARDED | TOLL_CALL_VOICEMAIL, 1 } } },
  { "internal, somebody hears the messages",
    { LEG (1, 101, 102, 0, 1, 45, FROM ("2002", PHONE ("2002")), TO ("2900", "VM-VI1")) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2002", "", "2900", 0, 1, 44, 44,
        TOLL_CALL_VOICEMAIL, 1 } } },
  { "queued: waiting is not ringing",
    { LEG (1, 101, 102, 0, 50, 80, FROM (CALLER, "trunk"), .original_called_number = "2000",
           .final_called_number = "3001", .last_redirect_number = "2000",
           .dest_device = PHONE ("3001"), .hunt_pilot_number = "2000", .was_queued = 1,
           .queue_ms = 42000) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "3001", "", CALLER, 0, 50, 30, 30,
        TOLL_CALL_HUNT | TOLL_CALL_QUEUED, 1, .pilot = "2000", .queue_s = 42,
        .ring_s = 8 } } },
  { "reached on the mobile: the trunk's call is the one to pay",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2002", PHONE ("2002")), TO ("2001", "trunk"),
           .mobile_called_number = MOBILE_DIALLED, .mobile_dest_ms = 60000) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2002", "", MOBILE, 0, 5, 60, 60,
        TOLL_CALL_MOBILITY, 1 } } },
  { "codes and malice",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .authorization_description = "Alba", .client_matter_code = "4711",
           .comment = "CallFlag=MALICIOUS") },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 5, 60, 60,
        TOLL_CALL_MALICIOUS, 1, .code = "Alba", .matter = "4711" } } },
};

/* London dials 9 for a line, and is not the first site. */
static const Scenario elsewhere[] = {
  { "out from the second site by an untold trunk",
    { LEG (1, 101, 102, 0, 4, 64, FROM ("7001", PHONE ("7001")), TO ("900390266771234", "new")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "7001", "", "+390266771234", 0, 4, 60, 60,
        0, 1, .gateway = "new" } } },
  { "refused from the second site before it reached a trunk",
    { LEG (1, 101, 0, 0, NEVER, 1, FROM ("7001", PHONE ("7001")), TO ("902079460882", ""),
           .orig_cause = 21, .routing_reason = 7) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_FAILED, "7001", "", "+442079460882", 0, NEVER, 0, 0,
        TOLL_CALL_BLOCKED, 1, .gateway = "" } } },
  { "an emergency from the second site, which reached nothing",
    { LEG (1, 101, 0, 0, NEVER, 1, FROM ("7001", PHONE ("7001")), TO ("999", ""),
           .orig_cause = 34) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_FAILED, "7001", "", "999", 0, NEVER, 0, 0, 0, 1,
        .gateway = "" } } },
  { "between the sites",
    { LEG (1, 101, 102, 0, 4, 64, FROM ("7001", PHONE ("7001")), TO ("2002", PHONE ("2002"))) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "7001", "", "2002", 0, 4, 60, 60, 0, 1,
        .gateway = "" } } },
  { "in to the second site by an untold trunk, as its nation writes it",
    { LEG (1, 101, 102, 0, 4, 64, FROM ("02079460958", "new"), TO ("7001", PHONE ("7001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "7001", "", "+442079460958", 0, 4, 60, 60,
        0, 1, .gateway = "new" } } },
};

static const Scenario untold[] = {
  { "out by an untold trunk",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "box")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 120, 120, 0, 1,
        .gateway = "box" } } },
  { "an emergency by an untold trunk, dialled without an access code",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")), TO ("112", "box")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", "112", 0, 6, 120, 120, 0,
        1 } } },
  { "what a trunk sends is read when what was dialled says nothing",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")), TO ("7123", "trunk"),
           .outpulsed_called_number = "3331234567") },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 0, 6, 120, 120, 0,
        1 } } },
  { "in by an untold trunk",
    { LEG (1, 101, 102, 0, 6, 126, FROM (CALLER, "box"), TO ("2001", PHONE ("2001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 6, 120, 120, 0, 1,
        .gateway = "box" } } },
  { "in by an untold trunk, withheld",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("", "box"), TO ("2001", PHONE ("2001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", "", 0, 6, 120, 120, 0, 1 } } },
  { "between untold devices, both in the plan",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", "one"), TO ("2002", "other")) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "", "2002", 0, 6, 120, 120, 0,
        1 } } },
  { "an untold device and a short number that is in no plan: not certain, so inside",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", "one"), TO ("811", "other")) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "", "811", 0, 6, 120, 120, 0,
        1 } } },
  { "in to an untold device by its full number",
    { LEG (1, 101, 102, 0, 6, 126, FROM (CALLER, "trunk"), TO ("+390212342001", "soft")) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "+390212342001", "", CALLER, 0, 6, 120,
        120, 0, 1 } } },
};

/* Names that look like a client's or a voicemail port's, and may be a trunk's. */
static const Scenario named[] = {
  { "out by a trunk that is called like a client of a tablet",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")),
           TO (CITY_DIALLED, "TABTRUNK01")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 120, 120, 0, 1,
        .gateway = "TABTRUNK01" } } },
  { "in by a trunk that is called like a client of a computer",
    { LEG (1, 101, 102, 0, 6, 126, FROM (CALLER, "CSFTRUNK"), TO ("2001", PHONE ("2001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 6, 120, 120, 0, 1,
        .gateway = "CSFTRUNK" } } },
  { "out by a trunk that is called like a voicemail port",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", PHONE ("2001")),
           TO (CITY_DIALLED, "CUBE-VI1")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 120, 120, 0, 1,
        .gateway = "CUBE-VI1" } } },
  { "between two clients of ours",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", "CSFalba"), TO ("2002", "TCTbruno")) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "", "2002", 0, 6, 120, 120, 0,
        1 } } },
  { "out by a told trunk, from a client of ours",
    { LEG (1, 101, 102, 0, 6, 126, FROM ("2001", "CSFalba"), TO (CITY_DIALLED, "trunk")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 6, 120, 120, 0, 1,
        .gateway = "trunk" } } },
  { "sent to a voicemail port nobody has told of",
    { LEG (1, 101, 102, 0, 20, 45, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2950", .last_redirect_number = "2001",
           .dest_device = "Unity-VI3", .last_redirect_reason = 2, .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 0, 20, 25, 25,
        TOLL_CALL_FORWARDED | TOLL_CALL_VOICEMAIL, 1 } } },
};

static const Scenario broken[] = {
  { "ended before it was answered: the duration is believed",
    { LEG (1, 101, 102, 10, 20, 15, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .duration_ms = 45000) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 10, 20, 45, 45,
        TOLL_CALL_BAD_TIMES, 1 } } },
  { "ended before it was answered, negative duration",
    { LEG (1, 101, 102, 10, 20, 15, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 10, 20, 0, 0,
        TOLL_CALL_BAD_TIMES | TOLL_CALL_SHORT, 1 } } },
  { "ended before it began",
    { LEG (1, 101, 102, 10, NEVER, 5, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001"))) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_MISSED, "2001", "", CALLER, 10, NEVER, 0, 0,
        TOLL_CALL_BAD_TIMES, 1 } } },
  { "a week: left as it stands",
    { LEG (1, 101, 102, 0, 10, 604810, FROM ("2001", PHONE ("2001")),
           TO (CITY_DIALLED, "trunk")) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 10, 604800, 604800,
        TOLL_CALL_BAD_TIMES, 1 } } },
};

static void
check_all (const Scenario *scenarios, guint n_scenarios)
{
  g_autoptr (CollectorContext) context = support_context_new ();

  for (guint i = 0; i < n_scenarios; i++)
    support_check (context, &scenarios[i]);
}

#define SCENARIO_TEST(table)                                                                       \
  static void test_##table (void)                                                                  \
  {                                                                                                \
    check_all (table, G_N_ELEMENTS (table));                                                       \
  }

SCENARIO_TEST (plain)
SCENARIO_TEST (moved)
SCENARIO_TEST (untold)
SCENARIO_TEST (elsewhere)
SCENARIO_TEST (named)
SCENARIO_TEST (broken)

static void
derive_one (const CollectorContext *context, TollArena *arena, TollLeg leg, TollCall *call)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  const TollLeg *legs[] = { &leg };
  guint leg_call;

  support_mend (&leg);
  collector_journey_derive (context, legs, 1, arena, calls, &leg_call);
  g_assert_cmpuint (leg_call, ==, 0);
  *call = g_array_index (calls, TollCall, 0);
}

static void
test_owner_as_of_the_call (void)
{
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  TollLeg leg = LEG (1, 101, 102, 99999, 100005, 100010, FROM ("2001", PHONE ("2001")),
                     TO (CITY_DIALLED, "trunk"));
  TollCall call;

  derive_one (context, arena, leg, &call);
  g_assert_cmpint (call.person_id, ==, 7);
  g_assert_cmpint (call.department_id, ==, 70);
  g_assert_cmpint (call.cost_centre_id, ==, 700);
  g_assert_cmpint (call.location_id, ==, 7000);
  leg.setup_ms = AT (100000);
  derive_one (context, arena, leg, &call);
  g_assert_cmpint (call.person_id, ==, 8);
  leg.setup_ms = AT (0);
  leg.calling_user = "carla";
  derive_one (context, arena, leg, &call);
  g_assert_cmpint (call.person_id, ==, 9);
  g_assert_cmpstr (call.login_user, ==, "carla");
}

static void
test_identity (void)
{
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  TollLeg leg = LEG (1, 101, 102, 0, 5, 10, FROM ("2001", PHONE ("2001")),
                     TO (CITY_DIALLED, "trunk"));
  TollCall call, other;

  derive_one (context, arena, leg, &call);
  g_assert_cmpint (call.id >> 31, ==, BASE_S);
  leg.calling_number = "2002";
  derive_one (context, arena, leg, &other);
  g_assert_cmpint (other.id, ==, call.id);
  leg.record_key++;
  derive_one (context, arena, leg, &other);
  g_assert_cmpint (other.id, !=, call.id);
  g_assert_cmpint (other.id >> 31, ==, BASE_S);
}

static void
test_numbers_and_places (void)
{
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  TollLeg out = LEG (1, 101, 102, 0, 5, 10, FROM ("2001", PHONE ("2001")),
                     TO (CITY_DIALLED, "trunk"));
  TollLeg in = LEG (1, 101, 102, 0, 5, 10, FROM (MOBILE, "trunk"), TO ("2001", PHONE ("2001")));
  TollCall call;

  derive_one (context, arena, out, &call);
  g_assert_cmpstr (call.callee_e164, ==, CITY);
  g_assert_cmpstr (call.caller_e164, ==, "");
  g_assert_cmpstr (call.dialled, ==, CITY_DIALLED);
  g_assert_cmpstr (call.nation, ==, "IT");
  g_assert_cmpstr (call.site, ==, "Milano");
  g_assert_cmpint (call.dest_class, ==, TOLL_CLASS_LOCAL);
  derive_one (context, arena, in, &call);
  g_assert_cmpstr (call.caller_e164, ==, MOBILE);
  g_assert_cmpstr (call.callee_e164, ==, "");
  g_assert_cmpint (call.dest_class, ==, TOLL_CLASS_MOBILE);
}

/* T03: ten thousand records with clocks gone wild: flagged, nothing negative. */
static void
test_wild_clocks (void)
{
  static const gint64 wild[] = { G_MININT64,  -1,  0, AT (0), AT (60), AT (700000),
                                 G_MAXINT64,  -AT (60), 4294967295000, 1000 };
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();

  for (guint i = 0; i < 10000; i++)
    {
      TollLeg leg = LEG (1, 101, 102, 0, 5, 10, FROM ("2001", PHONE ("2001")),
                         TO (CITY_DIALLED, "trunk"));
      TollCall call;

      leg.setup_ms = wild[i % 10];
      leg.connect_ms = wild[i / 10 % 10];
      leg.disconnect_ms = wild[i / 100 % 10];
      leg.duration_ms = wild[i / 1000];
      leg.queue_ms = wild[(i + 3) % 10];
      derive_one (context, arena, leg, &call);
      g_assert_cmpint (call.id, >, 0);
      g_assert_cmpint (call.start_ms, >=, 0);
      g_assert_cmpint (call.end_ms, >=, call.start_ms);
      g_assert_cmpint (call.ring_ms, >=, 0);
      g_assert_cmpint (call.talk_ms, >=, 0);
      g_assert_cmpint (call.queue_ms, >=, 0);
      g_assert_cmpint (call.charged_ms, >=, 0);
      if (leg.disconnect_ms < leg.connect_ms || leg.duration_ms < 0
          || leg.duration_ms >= 604800000)
        g_assert_cmpuint (call.flags & TOLL_CALL_BAD_TIMES, !=, 0);
    }
}

/* Whatever the texts hold, a call comes out. */
static void
test_hostile_texts (void)
{
  g_autofree char *long_text = g_strnfill (4000, '9');
  const char *const texts[] = { "b", "c00", "b00", "+", "++", ";;;=;", "ConfControllerDn",
                                "\xff\xfe", "sip:alba@example.org", "anonymous", "*67", "#",
                                long_text, "ConfControllerDn=;", "ConfRequestorDn",
                                "b0029901001" };
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        TollLeg leg = LEG (1, 101, 102, 0, 5, 10, FROM (texts[i], texts[j]),
                           TO (texts[j], texts[i]), .comment = texts[i],
                           .last_redirect_number = texts[j],
                           .outpulsed_called_number = texts[i]);
        TollCall call;

        derive_one (context, arena, leg, &call);
        g_assert_cmpint (call.n_legs, ==, 1);
        g_assert_cmpint (call.outcome, ==, TOLL_OUTCOME_ANSWERED);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/call/plain", test_plain);
  g_test_add_func ("/normalize/call/moved", test_moved);
  g_test_add_func ("/normalize/call/untold-devices", test_untold);
  g_test_add_func ("/normalize/call/second-site", test_elsewhere);
  g_test_add_func ("/normalize/call/names-that-only-hint", test_named);
  g_test_add_func ("/normalize/call/broken-times", test_broken);
  g_test_add_func ("/normalize/call/owner-as-of-the-call", test_owner_as_of_the_call);
  g_test_add_func ("/normalize/call/identity", test_identity);
  g_test_add_func ("/normalize/call/numbers-and-places", test_numbers_and_places);
  g_test_add_func ("/normalize/call/wild-clocks", test_wild_clocks);
  g_test_add_func ("/normalize/call/hostile-texts", test_hostile_texts);
  return g_test_run ();
}
