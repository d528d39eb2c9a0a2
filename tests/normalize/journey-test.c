/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of several records, modelled on the examples of Cisco's Call Reporting and Billing
 * Administration Guide: each in every order of its records.
 */
#include "tests/normalize/journey-support.h"

#define SPLIT .orig_cause = 393216, .dest_cause = 393216
#define SPLIT_BY(behalf)                                                                           \
  SPLIT, .orig_termination_behalf = behalf, .dest_termination_behalf = behalf
#define ENDED .dest_cause = 16
#define BRIDGE "b0029901001"
#define INTO_BRIDGE                                                                                \
  TO (BRIDGE, "CFB_2"), .join_behalf = 4, .orig_redirect_behalf = 4, .last_redirect_behalf = 4,    \
                        .dest_conversation_id = 9001

static const Scenario transfers[] = {
  { "2001 calls a city number, consults 2002, hands over",
    { LEG (1, 101, 102, 0, 10, 130, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 95, 100, 130, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10)),
      LEG (1, 102, 104, 130, 130, 480, FROM (CITY_DIALLED, "trunk"), TO ("2002", PHONE ("2002")),
           ENDED, .join_behalf = 10) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "2002", CITY, 0, 10, 470, 470,
        TOLL_CALL_TRANSFERRED, 3, .gateway = "trunk", .cause = 16 } } },
  { "the same, and the joined record carries the first one's set-up",
    { LEG (1, 101, 102, 0, 10, 130, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10), .record_key = 99),
      LEG (2, 103, 104, 95, 100, 130, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10)),
      LEG (1, 102, 104, 0, 130, 480, FROM (CITY_DIALLED, "trunk"), TO ("2002", PHONE ("2002")),
           ENDED, .join_behalf = 10, .record_key = 1) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "2002", CITY, 0, 10, 470, 470,
        TOLL_CALL_TRANSFERRED, 3 } } },
  { "blind: the second call has no length",
    { LEG (1, 101, 102, 0, 10, 130, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 128, NEVER, 130, FROM ("2001", PHONE ("2001")),
           TO ("2002", PHONE ("2002")), SPLIT_BY (10)),
      LEG (1, 102, 104, 130, 135, 200, FROM (CITY_DIALLED, "trunk"), TO ("2002", PHONE ("2002")),
           ENDED, .join_behalf = 10, .last_redirect_reason = 34) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "2002", CITY, 0, 10, 190, 190,
        TOLL_CALL_TRANSFERRED, 3 } } },
  { "blind, the second call is not logged, nobody takes it: the trunk was held all the same",
    { LEG (1, 101, 102, 0, 10, 130, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10)),
      LEG (1, 102, 104, 130, NEVER, 150, FROM (CITY_DIALLED, "trunk"),
           TO ("2002", PHONE ("2002")), .orig_cause = 16, .join_behalf = 10) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 10, 140, 140,
        TOLL_CALL_TRANSFERRED, 2 } } },
  { "a customer calls 2001, who hands over to 2002",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 40, 45, 65, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 65, 125, FROM (CALLER, "trunk"), TO ("2002", PHONE ("2002")), ENDED,
           .join_behalf = 10) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "2002", CALLER, 0, 5, 120, 120,
        TOLL_CALL_TRANSFERRED, 3, .first_extension = "2001" } } },
  { "handed over twice, and the last record carries the first one's set-up",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 40, 45, 65, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10)),
      LEG (3, 105, 106, 90, 95, 100, FROM ("2002", PHONE ("2002")), TO ("2003", PHONE ("2003")),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 65, 100, FROM (CALLER, "trunk"), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10), .join_behalf = 10),
      LEG (1, 101, 106, 0, 100, 150, FROM (CALLER, "trunk"), TO ("2003", PHONE ("2003")), ENDED,
           .join_behalf = 10) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "2003", CALLER, 0, 5, 145, 145,
        TOLL_CALL_TRANSFERRED, 5 } } },
  { "2001 joins two outside parties: two calls, each pays its trunk",
    { LEG (1, 101, 102, 0, 10, 70, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 30, 40, 70, FROM ("2001", PHONE ("2001")), TO (MOBILE_DIALLED, "trunk-b"),
           SPLIT_BY (10)),
      LEG (1, 102, 104, 70, 70, 170, FROM (CITY_DIALLED, "trunk"),
           TO (MOBILE_DIALLED, "trunk-b"), ENDED, .join_behalf = 10) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 10, 160, 160,
        TOLL_CALL_TRANSFERRED, 2, .gateway = "trunk" },
      { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 30, 40, 130, 130,
        TOLL_CALL_TRANSFERRED, 1, .gateway = "trunk-b" } } },
  { "a customer is sent out again, blind: the line that sent pays",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 75, 175, FROM (CALLER, "trunk"), TO (MOBILE_DIALLED, "trunk-b"), ENDED,
           .join_behalf = 10, .last_redirect_number = MOBILE_DIALLED) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 5, 170, 170,
        TOLL_CALL_TRANSFERRED, 1 },
      { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 65, 75, 100, 100,
        TOLL_CALL_TRANSFERRED, 1 } } },
  { "put through to 2003, whose leg goes on at a trunk: the line that forwarded pays",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 65, NEVER, 65, FROM ("2001", PHONE ("2001")), TO ("2003", PHONE ("2003")),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 75, 175, FROM (CALLER, "trunk"), .original_called_number = "2003",
           .final_called_number = MOBILE_DIALLED, .dest_device = "trunk-b", ENDED,
           .join_behalf = 10, .last_redirect_number = "2003", .last_redirect_reason = 2,
           .last_redirect_behalf = 5) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 5, 170, 170,
        TOLL_CALL_TRANSFERRED | TOLL_CALL_FORWARDED, 2 },
      { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2003", "", MOBILE, 65, 75, 100, 100,
        TOLL_CALL_TRANSFERRED | TOLL_CALL_FORWARDED, 1, .gateway = "trunk-b" } } },
  { "what a leg id is, the record that set it up tells: 811 is no line of ours",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 30, 40, 65, FROM ("2001", PHONE ("2001")), TO (MOBILE_DIALLED, "box"),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 65, 165, FROM (CALLER, "trunk"), TO ("811", "box"), ENDED,
           .join_behalf = 10) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 5, 160, 160,
        TOLL_CALL_TRANSFERRED, 2 },
      { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 30, 40, 125, 125,
        TOLL_CALL_TRANSFERRED, 1 } } },
  { "2002 is put through to the city number by 2001",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2002", PHONE ("2002")), TO ("2001", PHONE ("2001")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 30, 40, 65, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 65, 165, FROM ("2002", PHONE ("2002")), TO (CITY_DIALLED, "trunk"),
           ENDED, .join_behalf = 10) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "2002", CITY, 30, 40, 125, 125,
        TOLL_CALL_TRANSFERRED, 3 } } },
  { "inside only",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2001", PHONE ("2001")), TO ("2002", PHONE ("2002")),
           SPLIT_BY (10)),
      LEG (2, 103, 104, 40, 45, 65, FROM ("2002", PHONE ("2002")), TO ("2003", PHONE ("2003")),
           SPLIT_BY (10)),
      LEG (1, 101, 104, 65, 65, 125, FROM ("2001", PHONE ("2001")), TO ("2003", PHONE ("2003")),
           ENDED, .join_behalf = 10) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "2003", "2002", 0, 5, 120, 120,
        TOLL_CALL_TRANSFERRED, 3 } } },
};

static const Scenario conferences[] = {
  { "2001, 2309 and a city number",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2001", PHONE ("2001")), TO ("2309", PHONE ("2309")),
           SPLIT_BY (4)),
      LEG (2, 105, 106, 35, 45, 65, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .orig_termination_behalf = 4, .dest_termination_behalf = 4,
           .comment = "ConfControllerDn=2001;ConfControllerDeviceName=SEP000000002001"),
      LEG (1, 101, 115, 65, 65, 425, FROM ("2001", PHONE ("2001")), INTO_BRIDGE, SPLIT_BY (4)),
      LEG (1, 102, 116, 65, 65, 425, FROM ("2309", PHONE ("2309")), INTO_BRIDGE, SPLIT_BY (4)),
      LEG (1, 106, 117, 65, 65, 425, FROM (CITY_DIALLED, "trunk"), INTO_BRIDGE,
           .orig_cause = 16),
      LEG (1, 101, 102, 425, 425, 480, FROM ("2001", PHONE ("2001")),
           TO ("2309", PHONE ("2309")), ENDED, .last_redirect_number = BRIDGE,
           .last_redirect_reason = 98, .join_behalf = 4) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 35, 45, 380, 380,
        TOLL_CALL_CONFERENCE, 6, .gateway = "trunk", .cause = 16 } } },
  { "2001 with a customer and a mobile: two calls",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (4)),
      LEG (2, 105, 106, 35, 45, 65, FROM ("2001", PHONE ("2001")), TO (MOBILE_DIALLED, "trunk-b"),
           .orig_termination_behalf = 4, .dest_termination_behalf = 4,
           .comment = "ConfControllerDn=2001"),
      LEG (1, 102, 115, 65, 65, 200, FROM ("2001", PHONE ("2001")), INTO_BRIDGE, ENDED),
      LEG (1, 101, 116, 65, 65, 205, FROM (CALLER, "trunk"), INTO_BRIDGE, ENDED),
      LEG (1, 106, 117, 65, 65, 210, FROM (MOBILE_DIALLED, "trunk-b"), INTO_BRIDGE, ENDED) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 5, 200, 200,
        TOLL_CALL_CONFERENCE, 3 },
      { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", MOBILE, 35, 45, 165, 165,
        TOLL_CALL_CONFERENCE, 2 } } },
  { "inside only: one internal call",
    { LEG (1, 101, 102, 0, 5, 65, FROM ("2001", PHONE ("2001")), TO ("2309", PHONE ("2309")),
           SPLIT_BY (4)),
      LEG (2, 105, 106, 35, 45, 65, FROM ("2001", PHONE ("2001")), TO ("2310", PHONE ("2310")),
           SPLIT_BY (4), .comment = "ConfControlerDn=2001"),
      LEG (1, 101, 115, 65, 65, 425, FROM ("2001", PHONE ("2001")), INTO_BRIDGE, ENDED),
      LEG (1, 102, 116, 65, 65, 430, FROM ("2309", PHONE ("2309")), INTO_BRIDGE, ENDED),
      LEG (1, 106, 117, 65, 65, 420, FROM ("2310", PHONE ("2310")), INTO_BRIDGE, ENDED) },
    { { TOLL_DIRECTION_INTERNAL, TOLL_OUTCOME_ANSWERED, "2001", "2310", "2309", 0, 5, 425, 425,
        TOLL_CALL_CONFERENCE, 5 } } },
  { "meet-me: each outside party dials in",
    { LEG (1, 101, 201, 0, 2, 600, FROM ("2001", PHONE ("2001")),
           .original_called_number = "5001", .final_called_number = "b0019901001",
           .dest_device = "CFB_2", .last_redirect_behalf = 6, .join_behalf = 6),
      LEG (1, 102, 202, 30, 32, 500, FROM (CALLER, "trunk"), .original_called_number = "5001",
           .final_called_number = "b0019901001", .dest_device = "CFB_2",
           .last_redirect_behalf = 6, .join_behalf = 6),
      LEG (1, 103, 203, 40, 42, 450, FROM (CALLER, "trunk"), .original_called_number = "5001",
           .final_called_number = "b0019901001", .dest_device = "CFB_2",
           .last_redirect_behalf = 6, .join_behalf = 6) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "5001", "", CALLER, 30, 32, 468, 468,
        TOLL_CALL_CONFERENCE, 2 },
      { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "5001", "", CALLER, 40, 42, 408, 408,
        TOLL_CALL_CONFERENCE, 1 } } },
};

static const Scenario others[] = {
  { "parked by 2001, taken by 2003",
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (3)),
      LEG (1, 105, 101, 90, 92, 152, FROM ("2003", PHONE ("2003")),
           .original_called_number = "7001", .final_called_number = CALLER,
           .dest_device = "trunk", .last_redirect_number = "7001", .last_redirect_reason = 8,
           .last_redirect_behalf = 3, .join_behalf = 3, ENDED) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "2003", CALLER, 0, 5, 147, 147,
        TOLL_CALL_PARKED, 2 } } },
  { "diverted to voicemail after the answer: two records",
    { LEG (1, 101, 102, 0, 5, 25, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           SPLIT_BY (14)),
      LEG (1, 101, 103, 25, 26, 46, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2900", .dest_device = "VM-VI1",
           .last_redirect_number = "2001", .last_redirect_reason = 50,
           .last_redirect_behalf = 14, ENDED) },
    { { TOLL_DIRECTION_INCOMING, TOLL_OUTCOME_ANSWERED, "2001", "", CALLER, 0, 5, 41, 41,
        TOLL_CALL_VOICEMAIL, 2 } } },
  { "the code stands on a set-up of no length",
    { LEG (1, 101, 102, 0, NEVER, 3, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, ""),
           .authorization_description = "Alba", .client_matter_code = "4711"),
      LEG (1, 103, 104, 3, 10, 70, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           ENDED) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 10, 60, 60, 0, 2,
        .gateway = "trunk", .code = "Alba", .matter = "4711" } } },
  { "records without leg ids: the same number under the same call id is one party",
    { LEG (1, 0, 0, 0, 10, 70, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .record_key = 1),
      LEG (1, 0, 0, 1, 10, 70, FROM ("2001", PHONE ("2001")), TO (CITY_DIALLED, "trunk"),
           .record_key = 2) },
    { { TOLL_DIRECTION_OUTGOING, TOLL_OUTCOME_ANSWERED, "2001", "", CITY, 0, 10, 60, 60, 0,
        2 } } },
};

static void
check_all (const Scenario *scenarios, guint n_scenarios)
{
  g_autoptr (CollectorContext) context = support_context_new ();

  for (guint i = 0; i < n_scenarios; i++)
    support_check (context, &scenarios[i]);
}

static void
test_transfers (void)
{
  check_all (transfers, G_N_ELEMENTS (transfers));
}

static void
test_conferences (void)
{
  check_all (conferences, G_N_ELEMENTS (conferences));
}

static void
test_others (void)
{
  check_all (others, G_N_ELEMENTS (others));
}

/* A meet-me conference of two hundred callers: every one is a call, with an id of its own. */
static void
test_crowd (void)
{
  enum { N = 200 };
  g_autoptr (CollectorContext) context = support_context_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree TollLeg *legs = g_new0 (TollLeg, N);
  const TollLeg *at[N];
  guint leg_call[N];

  for (guint i = 0; i < N; i++)
    {
      legs[i] = (TollLeg) LEG (1, 1000 + i, 5000 + i, 0, 2, 60 + i, FROM (CALLER, "trunk"),
                               .original_called_number = "5001",
                               .final_called_number = "b0019901001", .dest_device = "CFB_2",
                               .join_behalf = 6);
      legs[i].record_key = i;
      support_mend (&legs[i]);
      at[i] = &legs[i];
    }
  collector_journey_derive (context, at, N, arena, calls, leg_call);
  g_assert_cmpuint (calls->len, ==, N);
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (g_hash_table_add (ids, &g_array_index (calls, TollCall, i).id));
      g_assert_cmpint (g_array_index (calls, TollCall, leg_call[i]).talk_ms, ==, (58 + i) * 1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/journey/transfers", test_transfers);
  g_test_add_func ("/normalize/journey/conferences", test_conferences);
  g_test_add_func ("/normalize/journey/others", test_others);
  g_test_add_func ("/normalize/journey/crowd", test_crowd);
  return g_test_run ();
}
