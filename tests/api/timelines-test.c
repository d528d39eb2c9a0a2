/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the page of a call tells of its way: conversations of several records, modelled on the
 * examples of Cisco's Call Reporting and Billing Administration Guide, as who reads them would
 * tell them. Whatever order the records come in.
 */
#include "collector/normalize/steps.h"
#include "tests/normalize/journey-support.h"

#define ENDED_BY(behalf)                                                                           \
  .orig_termination_behalf = behalf, .dest_termination_behalf = behalf
#define BRIDGE "b0029901001"
#define INTO_BRIDGE TO (BRIDGE, "CFB_2"), .join_behalf = 4, .last_redirect_behalf = 4
#define PUT_THROUGH .join_behalf = 10
#define ALBA FROM ("2001", PHONE ("2001"))
#define TO_CITY TO (CITY_DIALLED, "trunk")
#define FROM_CITY FROM (CITY_DIALLED, "trunk")
#define TO_CARLA TO ("2002", PHONE ("2002"))

typedef struct
{
  const char *name;
  guint32 flags; /* of the call */
  TollLeg legs[MAX_LEGS];
  const char *told; /* a line a step: second, kind, who with whom, how long it rang or talked, why */
  int end_s;        /* of the call, when that is later than its records' */
  TollOutcome outcome;
  guint32 cause;
} Timeline;

static const Timeline timelines[] = {
  { "forwarded twice", 0,
    { LEG (1, 101, 102, 0, 30, 90, FROM (CALLER, "trunk"), .original_called_number = "4444",
           .final_called_number = "6666", .last_redirect_number = "5555",
           .dest_device = PHONE ("6666"), .orig_redirect_reason = 2, .last_redirect_reason = 1,
           .orig_redirect_behalf = 5, .last_redirect_behalf = 5) },
    "0 setup +39028134987>4444\n"
    "0 ring +39028134987>4444\n"
    "? forward 4444>5555 (no answer)\n"
    "? forward 5555>6666 (line busy)\n"
    "? ring +39028134987>6666\n"
    "30 answer +39028134987>6666 60s\n"
    "90 end\n" },
  { "asked, then handed over", 0,
    { LEG (1, 101, 102, 0, 10, 130, ALBA, TO_CITY, ENDED_BY (10)),
      LEG (2, 103, 104, 95, 100, 130, ALBA, TO_CARLA, ENDED_BY (10)),
      LEG (1, 102, 104, 130, 130, 480, FROM_CITY, TO_CARLA, PUT_THROUGH) },
    "0 setup 2001>0023071111\n"
    "0 ring 2001>0023071111 10s\n"
    "10 answer 2001>0023071111 120s\n"
    "95 consult 2001>2002\n"
    "95 ring 2001>2002 5s\n"
    "100 answer 2001>2002 30s\n"
    "130 transfer 2001>2002\n"
    "130 connect 0023071111>2002 350s\n"
    "480 end\n" },
  { "the same with the first call's origination time", 0,
    { LEG (1, 101, 102, 0, 10, 130, ALBA, TO_CITY, ENDED_BY (10)),
      LEG (2, 103, 104, 95, 100, 130, ALBA, TO_CARLA, ENDED_BY (10)),
      LEG (1, 102, 104, 0, 130, 480, FROM_CITY, TO_CARLA, .last_redirect_number = "2002",
           PUT_THROUGH) },
    "0 setup 2001>0023071111\n"
    "0 ring 2001>0023071111 10s\n"
    "10 answer 2001>0023071111 120s\n"
    "95 consult 2001>2002\n"
    "95 ring 2001>2002 5s\n"
    "100 answer 2001>2002 30s\n"
    "130 transfer 2001>2002\n"
    "130 connect 0023071111>2002 350s\n"
    "480 end\n" },
  { "handed over blindly", 0,
    { LEG (1, 101, 102, 0, 10, 130, ALBA, TO_CITY, ENDED_BY (10)),
      LEG (2, 103, 104, 128, NEVER, 130, ALBA, TO_CARLA, ENDED_BY (10)),
      LEG (1, 102, 104, 0, 135, 200, FROM_CITY, TO_CARLA, PUT_THROUGH,
           .last_redirect_reason = 34) },
    "0 setup 2001>0023071111\n"
    "0 ring 2001>0023071111 10s\n"
    "10 answer 2001>0023071111 120s\n"
    "130 transfer 2001>2002 (blind transfer)\n"
    "130 ring 0023071111>2002 5s\n"
    "135 answer 0023071111>2002 65s\n"
    "200 end\n" },
  { "handed over twice", 0,
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           ENDED_BY (10)),
      LEG (2, 103, 104, 40, 45, 65, ALBA, TO_CARLA, ENDED_BY (10)),
      LEG (3, 105, 106, 90, 95, 100, FROM ("2002", PHONE ("2002")), TO ("2003", PHONE ("2003")),
           ENDED_BY (10)),
      LEG (1, 101, 104, 65, 65, 100, FROM (CALLER, "trunk"), TO_CARLA, ENDED_BY (10), PUT_THROUGH),
      LEG (1, 101, 106, 0, 100, 150, FROM (CALLER, "trunk"), TO ("2003", PHONE ("2003")),
           PUT_THROUGH) },
    "0 setup +39028134987>2001\n"
    "0 ring +39028134987>2001 5s\n"
    "5 answer +39028134987>2001 60s\n"
    "40 consult 2001>2002\n"
    "40 ring 2001>2002 5s\n"
    "45 answer 2001>2002 20s\n"
    "65 transfer 2001>2002\n"
    "65 connect +39028134987>2002 35s\n"
    "90 consult 2002>2003\n"
    "90 ring 2002>2003 5s\n"
    "95 answer 2002>2003 5s\n"
    "100 transfer 2002>2003\n"
    "100 connect +39028134987>2003 50s\n"
    "150 end\n" },
  { "put through to another outside party, whose call has the record of it", 0,
    { LEG (2, 103, 104, 30, 40, 70, ALBA, TO (MOBILE_DIALLED, "trunk-b"), ENDED_BY (10)) },
    "30 setup 2001>03331234567\n"
    "30 ring 2001>03331234567 10s\n"
    "40 answer 2001>03331234567 30s\n"
    "70 connect 03331234567> 100s (with another outside party)\n"
    "170 end\n",
    .end_s = 170 },
  { "a conference of three, and the last two", 0,
    { LEG (1, 101, 102, 0, 5, 65, ALBA, TO ("2309", PHONE ("2309")), ENDED_BY (4)),
      LEG (2, 105, 106, 35, 45, 65, ALBA, TO_CITY, ENDED_BY (4)),
      LEG (1, 101, 115, 65, 65, 425, ALBA, INTO_BRIDGE, ENDED_BY (4)),
      LEG (1, 102, 116, 65, 65, 425, FROM ("2309", PHONE ("2309")), INTO_BRIDGE, ENDED_BY (4)),
      LEG (1, 106, 117, 65, 65, 400, FROM_CITY, INTO_BRIDGE),
      LEG (1, 101, 102, 0, 425, 480, ALBA, TO ("2309", PHONE ("2309")),
           .last_redirect_number = BRIDGE, .last_redirect_reason = 98, .join_behalf = 4) },
    "0 setup 2001>2309\n"
    "0 ring 2001>2309 5s\n"
    "5 answer 2001>2309 60s\n"
    "35 consult 2001>0023071111 (before the conference)\n"
    "35 ring 2001>0023071111 10s\n"
    "45 answer 2001>0023071111 20s\n"
    "65 join 2001> 360s\n"
    "65 join 2309> 360s\n"
    "65 join 0023071111> 335s\n"
    "425 connect 2001>2309 55s (after the conference)\n"
    "480 end\n" },
  { "meet-me", 0,
    { LEG (1, 101, 201, 0, 2, 600, ALBA, .original_called_number = "5001",
           .final_called_number = "b0019901001", .dest_device = "CFB_2", .join_behalf = 6) },
    "0 setup 2001>5001\n"
    "2 join 2001> 598s\n"
    "600 end\n" },
  { "a hunt group", 0,
    { LEG (1, 101, 102, 0, 50, 80, FROM (CALLER, "trunk"), .original_called_number = "2000",
           .final_called_number = "3001", .last_redirect_number = "2000",
           .dest_device = PHONE ("3001"), .hunt_pilot_number = "2000", .queue_ms = 42000) },
    "0 setup +39028134987>2000\n"
    "0 queue +39028134987>2000 42s\n"
    "42 hunt 2000>3001\n"
    "42 ring +39028134987>3001 8s\n"
    "50 answer +39028134987>3001 30s\n"
    "80 end\n" },
  { "a hunt group nobody of which answers", 0,
    { LEG (1, 101, 0, 0, NEVER, 20, FROM (CALLER, "trunk"), TO ("2000", ""),
           .called_pattern_usage = 7) },
    "0 setup +39028134987>2000\n"
    "0 hunt 2000>\n"
    "0 ring +39028134987>2000 20s\n"
    "20 end\n" },
  { "picked up by a colleague", 0,
    { LEG (1, 101, 102, 0, 10, 40, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2002", .last_redirect_number = "2001",
           .dest_device = PHONE ("2002"), .last_redirect_reason = 5, .last_redirect_behalf = 16,
           .join_behalf = 16) },
    "0 setup +39028134987>2001\n"
    "0 ring +39028134987>2001 10s\n"
    "10 pickup 2001>2002\n"
    "10 answer +39028134987>2002 30s\n"
    "40 end\n" },
  { "parked, and taken by another", 0,
    { LEG (1, 101, 102, 0, 5, 65, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           ENDED_BY (3)),
      LEG (1, 105, 101, 90, 92, 152, FROM ("2003", PHONE ("2003")),
           .original_called_number = "7001", .final_called_number = CALLER,
           .dest_device = "trunk", .last_redirect_number = "7001", .last_redirect_reason = 8,
           .last_redirect_behalf = 3, .join_behalf = 3) },
    "0 setup +39028134987>2001\n"
    "0 ring +39028134987>2001 5s\n"
    "5 answer +39028134987>2001 60s\n"
    "65 park +39028134987>2001\n"
    "90 unpark 2003>+39028134987\n"
    "92 connect 2003>+39028134987 60s\n"
    "152 end\n" },
  { "to voicemail unanswered", TOLL_CALL_VOICEMAIL,
    { LEG (1, 101, 102, 0, 20, 45, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2900", .last_redirect_number = "2001", .dest_device = "VM-VI1",
           .orig_redirect_reason = 2, .last_redirect_reason = 2) },
    "0 setup +39028134987>2001\n"
    "0 ring +39028134987>2001 20s\n"
    "20 forward 2001>2900 (no answer)\n"
    "20 voicemail +39028134987>2900 25s\n"
    "45 end\n" },
  { "to voicemail after the answer", TOLL_CALL_VOICEMAIL,
    { LEG (1, 101, 102, 0, 5, 25, FROM (CALLER, "trunk"), TO ("2001", PHONE ("2001")),
           ENDED_BY (14)),
      LEG (1, 101, 103, 25, 26, 46, FROM (CALLER, "trunk"), .original_called_number = "2001",
           .final_called_number = "2900", .dest_device = "VM-VI1",
           .last_redirect_number = "2001", .last_redirect_reason = 50,
           .last_redirect_behalf = 14) },
    "0 setup +39028134987>2001\n"
    "0 ring +39028134987>2001 5s\n"
    "5 answer +39028134987>2001 20s\n"
    "25 forward 2001>2900 (diverted to voicemail)\n"
    "25 ring +39028134987>2900 1s\n"
    "26 voicemail +39028134987>2900 20s\n"
    "46 end\n" },
  { "diverted to voicemail while it rang", TOLL_CALL_VOICEMAIL,
    { LEG (1, 101, 102, 0, 8, 38, FROM (CALLER, "trunk"), .original_called_number = "4444",
           .final_called_number = "6000", .last_redirect_number = "4444", .dest_device = "VM-VI1",
           .last_redirect_reason = 50, .last_redirect_behalf = 14) },
    "0 setup +39028134987>4444\n"
    "0 ring +39028134987>4444 8s\n"
    "8 forward 4444>6000 (diverted to voicemail)\n"
    "8 voicemail +39028134987>6000 30s\n"
    "38 end\n" },
  { "diverted while it rang, and given up", TOLL_CALL_VOICEMAIL,
    { LEG (1, 101, 102, 0, NEVER, 9, FROM (CALLER, "trunk"), .original_called_number = "4444",
           .final_called_number = "6000", .last_redirect_number = "4444", .dest_device = "VM-VI1",
           .orig_redirect_reason = 50, .last_redirect_reason = 50) },
    "0 setup +39028134987>4444\n"
    "0 ring +39028134987>4444\n"
    "? forward 4444>6000 (diverted to voicemail)\n"
    "? ring +39028134987>6000\n"
    "9 end (no answer)\n",
    .outcome = TOLL_OUTCOME_MISSED, .cause = 16 },
  { "a code on a set-up of no length", 0,
    { LEG (1, 101, 102, 0, NEVER, 3, ALBA, TO (CITY_DIALLED, ""),
           .authorization_description = "Alba", .client_matter_code = "4711"),
      LEG (1, 103, 104, 3, 10, 70, ALBA, TO_CITY) },
    "0 setup 2001>0023071111\n"
    "0 code 2001>0023071111\n"
    "3 ring 2001>0023071111 7s\n"
    "10 answer 2001>0023071111 60s\n"
    "70 end\n" },
};

/* The end of a call that was never connected, by cause, whichever way it went. */
static void
test_ends (void)
{
  static const struct
  {
    guint32 cause;
    const char *reason;
  } rows[] = { { 0, "no answer" }, { 16, "no answer" },     { 17, "line busy" },
               { 19, "no answer" }, { 21, "call rejected" }, { 1, "number not in use" },
               { 41, "temporary failure" }, { 127, "could not be connected" } };
  static const TollDirection directions[] = { TOLL_DIRECTION_INCOMING, TOLL_DIRECTION_OUTGOING,
                                              TOLL_DIRECTION_INTERNAL };
  TollLeg leg = LEG (1, 101, 102, 0, NEVER, 9, ALBA, TO_CARLA);
  const TollLeg *legs[] = { &leg };

  support_mend (&leg);
  for (guint i = 0; i < G_N_ELEMENTS (rows) * G_N_ELEMENTS (directions); i++)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CollectorStep));
      guint row = i / G_N_ELEMENTS (directions);
      TollCall call;

      toll_call_init (&call);
      call.direction = directions[i % G_N_ELEMENTS (directions)];
      call.outcome = call.direction == TOLL_DIRECTION_INCOMING ? TOLL_OUTCOME_MISSED
                                                               : TOLL_OUTCOME_FAILED;
      call.cause = rows[row].cause;
      collector_steps_derive (&call, legs, 1, steps);
      g_assert_cmpstr (g_array_index (steps, CollectorStep, steps->len - 1).detail, ==,
                       rows[row].reason);
    }
}

static void
print_step (const CollectorStep *step, GString *out)
{
  gint64 length_s = (step->ring_ms + step->talk_ms) / 1000;

  if (step->is_open)
    g_string_append (out, "?");
  else
    g_string_append_printf (out, "%d", (int) (step->at_ms / 1000 - BASE_S));
  g_string_append_printf (out, " %s", collector_step_to_name (step->kind));
  if (*step->from != '\0' || *step->to != '\0')
    g_string_append_printf (out, " %s>%s", step->from, step->to);
  if (length_s > 0)
    g_string_append_printf (out, " %ds", (int) length_s);
  if (*step->detail != '\0')
    g_string_append_printf (out, " (%s)", step->detail);
  g_string_append_c (out, '\n');
}

/* @turn: by how much the order of the records is turned round. */
static void
check (const Timeline *timeline, TollLeg *legs, guint n_legs, guint turn)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CollectorStep));
  g_autoptr (GString) told = g_string_new (NULL);
  const TollLeg *at[MAX_LEGS];
  TollCall call;

  toll_call_init (&call);
  call.flags = timeline->flags;
  call.direction = TOLL_DIRECTION_OUTGOING;
  call.outcome = timeline->outcome;
  call.cause = timeline->cause;
  call.end_ms = timeline->end_s != 0 ? AT (timeline->end_s) : 0;
  for (guint i = 0; i < n_legs; i++)
    at[i] = &legs[(i + turn) % n_legs];
  collector_steps_derive (&call, at, n_legs, steps);
  for (guint i = 0; i < steps->len; i++)
    print_step (&g_array_index (steps, CollectorStep, i), told);
  g_test_message ("%s\n%s", timeline->name, told->str);
  g_assert_cmpstr (told->str, ==, timeline->told);
}

static void
test_told (gconstpointer data)
{
  const Timeline *timeline = data;
  TollLeg legs[MAX_LEGS];
  guint n_legs = 0;

  while (n_legs < MAX_LEGS && timeline->legs[n_legs].cluster != NULL)
    {
      legs[n_legs] = timeline->legs[n_legs];
      support_mend (&legs[n_legs++]);
    }
  for (guint turn = 0; turn < n_legs; turn++)
    check (timeline, legs, n_legs, turn);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (timelines); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/timelines/%s", timelines[i].name);

      g_test_add_data_func (path, &timelines[i], test_told);
    }
  g_test_add_func ("/api/timelines/ends", test_ends);
  return g_test_run ();
}
