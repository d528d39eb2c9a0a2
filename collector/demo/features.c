/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes in which the telephone system does something with a call: hunts, forwards, pickups, parks,
 * transfers and conferences, each with the rows Unified CM leaves for it. Leg ids tie the rows of
 * one conversation together. Source: Cisco, Call Reporting and Billing Administration Guide,
 * "CDR Examples". Pure.
 */
#include "config.h"

#include "collector/demo/scene.h"

#define BEHALF_PARK 3
#define BEHALF_CONFERENCE 4
#define BEHALF_FORWARD 5
#define BEHALF_TRANSFER 10
#define BEHALF_DIVERT 14
#define BEHALF_PICKUP 16
#define BEHALF_QUEUE 34

#define REASON_BUSY 1
#define REASON_NO_ANSWER 2
#define REASON_TRANSFER 4
#define REASON_PICKUP 5
#define REASON_PARK_PICKUP 8
#define REASON_ALL 15
#define REASON_BLIND_TRANSFER 34
#define REASON_DIVERT 50
#define REASON_CONFERENCE 98

#define USAGE_PILOT 7

static const char *const pilots[][2]
    = { { "1800", "1810" }, { "2800", "2810" }, { "3800", "3810" } };

static guint
between (CollectorDemoStage *stage, guint low, guint high)
{
  return collector_demo_random_between (&stage->random, low, high);
}

static guint
talk (CollectorDemoStage *stage)
{
  return collector_demo_random_talk_s (&stage->random);
}

static void
draw_caller (CollectorDemoStage *stage, guint site, CollectorDemoParty *caller)
{
  static const CollectorDemoKind kinds[] = { COLLECTOR_DEMO_LOCAL, COLLECTOR_DEMO_NATIONAL,
                                             COLLECTOR_DEMO_NATIONAL, COLLECTOR_DEMO_MOBILE };
  guint which = collector_demo_random_below (&stage->random, G_N_ELEMENTS (kinds));

  collector_demo_party_outside (stage, site, kinds[which], TRUE, caller);
}

static guint
draw_phone (CollectorDemoStage *stage, guint site, guint except, CollectorDemoParty *phone)
{
  guint person = collector_demo_pick_person (stage, site, except);

  collector_demo_party_person (stage, person, phone);
  return person;
}

/* The pilot called stands in the row, whoever answers. */
static const char *
set_pilot (CollectorDemoStage *stage, const CollectorDemoMoment *moment, CollectorDemoCdr *cdr)
{
  const char *pilot = pilots[moment->site][collector_demo_random_below (&stage->random, 2)];

  cdr->original_called = cdr->last_redirect = cdr->original_pattern = pilot;
  cdr->usage = USAGE_PILOT;
  return pilot;
}

void
collector_demo_play_hunt (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  guint queue_s = collector_demo_random_chance (&stage->random, 300) ? between (stage, 5, 120) : 0;
  CollectorDemoParty caller, member;
  CollectorDemoCdr cdr;

  draw_caller (stage, moment->site, &caller);
  draw_phone (stage, moment->site, G_MAXUINT, &member);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &member);
  cdr.hunt_pilot = set_pilot (stage, moment, &cdr);
  cdr.hunt_partition = "PT_Internal";
  if (queue_s > 0)
    {
      cdr.was_queued = 1;
      cdr.queue_s = queue_s;
      cdr.orig_redirect_behalf = cdr.last_redirect_behalf = BEHALF_QUEUE;
    }
  collector_demo_leg_answered (stage, &cdr, queue_s + between (stage, 3, 18), talk (stage));
  collector_demo_leg_emit (stage, &cdr, &caller, &member);
}

void
collector_demo_play_hunt_missed (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, member;
  CollectorDemoCdr cdr;

  draw_caller (stage, moment->site, &caller);
  draw_phone (stage, moment->site, G_MAXUINT, &member);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &member);
  cdr.final_called = cdr.final_pattern = set_pilot (stage, moment, &cdr);
  cdr.called_user = "";
  collector_demo_leg_unanswered (&cdr, between (stage, 8, 60), 16, 0);
  collector_demo_leg_emit (stage, &cdr, &caller, &member);
}

/* One row, whatever the number of hops: the first and the last stand in it. */
void
collector_demo_play_forward (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  static const guint reasons[] = { REASON_NO_ANSWER, REASON_BUSY, REASON_ALL };
  guint reason = reasons[collector_demo_random_below (&stage->random, G_N_ELEMENTS (reasons))];
  gboolean is_divert = collector_demo_random_chance (&stage->random, 100);
  CollectorDemoParty caller, phone, target;
  CollectorDemoCdr cdr;
  guint person;

  draw_caller (stage, moment->site, &caller);
  person = draw_phone (stage, moment->site, G_MAXUINT, &phone);
  if (is_divert)
    collector_demo_party_voicemail (stage, moment->site, &target);
  else
    draw_phone (stage, moment->site, person, &target);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &target);
  cdr.original_called = cdr.original_pattern = phone.number;
  collector_demo_leg_redirect (&cdr, &phone, &target, is_divert ? BEHALF_DIVERT : BEHALF_FORWARD,
                               is_divert ? REASON_DIVERT : reason);
  collector_demo_leg_answered (stage, &cdr, between (stage, 4, 35), talk (stage));
  collector_demo_leg_emit (stage, &cdr, &caller, &target);
}

/* In by one trunk and out by another: the company pays the second half. */
void
collector_demo_play_forward_outside (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, phone, mobile;
  CollectorDemoCdr cdr;

  draw_caller (stage, moment->site, &caller);
  draw_phone (stage, moment->site, G_MAXUINT, &phone);
  collector_demo_party_outside (stage, moment->site, COLLECTOR_DEMO_MOBILE, FALSE, &mobile);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &mobile);
  cdr.original_called = cdr.original_pattern = phone.number;
  cdr.original_partition = phone.partition;
  collector_demo_leg_redirect (&cdr, &phone, &mobile, BEHALF_FORWARD, REASON_ALL);
  collector_demo_leg_answered (stage, &cdr, between (stage, 6, 25), talk (stage));
  collector_demo_leg_emit (stage, &cdr, &caller, &mobile);
}

void
collector_demo_play_pickup (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, phone, colleague;
  CollectorDemoCdr cdr;
  guint person;

  draw_caller (stage, moment->site, &caller);
  person = draw_phone (stage, moment->site, G_MAXUINT, &phone);
  draw_phone (stage, moment->site, person, &colleague);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &colleague);
  cdr.original_called = cdr.original_pattern = phone.number;
  collector_demo_leg_redirect (&cdr, &phone, &colleague, BEHALF_PICKUP, REASON_PICKUP);
  collector_demo_leg_answered (stage, &cdr, between (stage, 5, 25), talk (stage));
  collector_demo_leg_emit (stage, &cdr, &caller, &colleague);
}

/* A leg of its conversation that begins later: the same callId, other ends. */
static void
continue_leg (CollectorDemoStage *stage, CollectorDemoCdr *cdr, const CollectorDemoCdr *first,
              guint32 from_s, const CollectorDemoParty *from, const CollectorDemoParty *to)
{
  CollectorDemoMoment then = { from_s, 0, first->manager_id - 2 };

  collector_demo_leg_begin (stage, cdr, &then, from, to);
  cdr->call_id = first->call_id;
}

void
collector_demo_play_park (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  static const char *const slots[] = { "1951", "1952", "1953", "1954" };
  CollectorDemoParty caller, phone, colleague;
  CollectorDemoCdr cdr, back;
  guint person, parked_s = between (stage, 8, 70);

  draw_caller (stage, moment->site, &caller);
  person = draw_phone (stage, moment->site, G_MAXUINT, &phone);
  draw_phone (stage, moment->site, person, &colleague);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &phone);
  collector_demo_leg_answered (stage, &cdr, between (stage, 2, 18), between (stage, 6, 60));
  collector_demo_leg_split (&cdr, BEHALF_PARK);
  collector_demo_leg_emit (stage, &cdr, &caller, &phone);

  continue_leg (stage, &back, &cdr, cdr.disconnect_s, &caller, &colleague);
  back.original_called = back.last_redirect
      = slots[collector_demo_random_below (&stage->random, G_N_ELEMENTS (slots))];
  back.orig_redirect_behalf = back.last_redirect_behalf = back.join_behalf = BEHALF_PARK;
  back.orig_redirect_reason = back.last_redirect_reason = REASON_PARK_PICKUP;
  collector_demo_leg_answered (stage, &back, parked_s, talk (stage));
  collector_demo_leg_emit (stage, &back, &caller, &colleague);
}

/* The end of a transfer: the outside party and the colleague, on the outside party's leg. */
static void
join_transfer (CollectorDemoStage *stage, const CollectorDemoCdr *first, guint32 from_s,
               const CollectorDemoParty *outside, const CollectorDemoParty *by,
               const CollectorDemoParty *colleague, guint ring_s)
{
  CollectorDemoCdr cdr;

  continue_leg (stage, &cdr, first, from_s, outside, colleague);
  cdr.join_behalf = BEHALF_TRANSFER;
  cdr.last_redirect = by->number;
  cdr.last_redirect_partition = by->partition;
  cdr.last_redirect_behalf = BEHALF_TRANSFER;
  cdr.last_redirect_reason = ring_s > 0 ? REASON_BLIND_TRANSFER : REASON_TRANSFER;
  collector_demo_leg_answered (stage, &cdr, ring_s, talk (stage));
  collector_demo_leg_emit (stage, &cdr, outside, colleague);
}

/* The row of the talk with the colleague before the transfer; 0 s long when there was none. */
static guint32
consult (CollectorDemoStage *stage, const CollectorDemoMoment *moment, CollectorDemoParty *by,
         const CollectorDemoParty *colleague, guint ring_s, guint talk_s)
{
  CollectorDemoCdr cdr;

  collector_demo_party_renew (stage, by);
  collector_demo_leg_begin (stage, &cdr, moment, by, colleague);
  if (talk_s > 0)
    collector_demo_leg_answered (stage, &cdr, ring_s, talk_s);
  else
    collector_demo_leg_unanswered (&cdr, 0, 0, 0);
  collector_demo_leg_split (&cdr, BEHALF_TRANSFER);
  collector_demo_leg_emit (stage, &cdr, by, colleague);
  return cdr.disconnect_s;
}

static void
play_transfer (CollectorDemoStage *stage, const CollectorDemoMoment *moment, gboolean is_outgoing,
               gboolean is_blind)
{
  CollectorDemoParty outside, phone, colleague;
  CollectorDemoCdr first;
  CollectorDemoMoment then = *moment;
  guint person;
  guint32 joined_s;

  if (is_outgoing)
    collector_demo_party_outside (stage, moment->site, COLLECTOR_DEMO_NATIONAL, FALSE, &outside);
  else
    draw_caller (stage, moment->site, &outside);
  person = draw_phone (stage, moment->site, G_MAXUINT, &phone);
  draw_phone (stage, moment->site, person, &colleague);
  collector_demo_leg_begin (stage, &first, moment, is_outgoing ? &phone : &outside,
                            is_outgoing ? &outside : &phone);
  collector_demo_leg_answered (stage, &first, between (stage, 2, 20), between (stage, 10, 180));
  collector_demo_leg_split (&first, BEHALF_TRANSFER);
  collector_demo_leg_emit (stage, &first, is_outgoing ? NULL : &outside,
                           is_outgoing ? NULL : &phone);

  then.start_s = first.disconnect_s;
  joined_s = consult (stage, &then, &phone, &colleague, is_blind ? 0 : between (stage, 2, 12),
                      is_blind ? 0 : between (stage, 5, 60));
  join_transfer (stage, &first, joined_s, &outside, &phone, &colleague,
                 is_blind ? between (stage, 2, 20) : 0);
}

void
collector_demo_play_transfer (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  play_transfer (stage, moment, FALSE, FALSE);
}

void
collector_demo_play_blind_transfer (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  play_transfer (stage, moment, FALSE, TRUE);
}

void
collector_demo_play_transfer_outgoing (CollectorDemoStage *stage,
                                       const CollectorDemoMoment *moment)
{
  play_transfer (stage, moment, TRUE, FALSE);
}

/* One party's row into the conference bridge. */
static void
into_bridge (CollectorDemoStage *stage, const CollectorDemoCdr *first, guint32 from_s,
             guint length_s, const CollectorDemoParty *from, const CollectorDemoParty *bridge,
             const CollectorDemoParty *host, gboolean is_leaving)
{
  CollectorDemoParty into = *bridge;
  CollectorDemoCdr cdr;

  collector_demo_party_renew (stage, &into);
  continue_leg (stage, &cdr, first, from_s, from, &into);
  collector_demo_leg_redirect (&cdr, host, &into, BEHALF_CONFERENCE, REASON_CONFERENCE);
  cdr.join_behalf = BEHALF_CONFERENCE;
  cdr.dest_conversation = stage->next_conversation_id;
  collector_demo_leg_answered (stage, &cdr, 0, length_s);
  collector_demo_leg_split (&cdr, BEHALF_CONFERENCE);
  if (is_leaving)
    {
      cdr.orig_cause = 16;
      cdr.dest_cause = 0;
      cdr.orig_term = 12;
      cdr.dest_term = 0;
    }
  collector_demo_leg_emit (stage, &cdr, from, &into);
}

static void
make_bridge (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
             CollectorDemoParty *bridge)
{
  collector_demo_party_voicemail (stage, moment->site, bridge);
  bridge->device = stage->company->bridges[moment->site];
  stage->next_conversation_id++;
  g_snprintf (bridge->number, sizeof bridge->number, "b00%u9901%03u", moment->node + 2,
              stage->next_conversation_id % 1000);
}

/* Six rows: a call, the set-up of the third party, three rows into the bridge, the two who stay. */
void
collector_demo_play_conference (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty host, colleague, outside, bridge;
  CollectorDemoMoment then = *moment;
  CollectorDemoCdr first, setup, rest;
  guint length_s = between (stage, 60, 1500);
  guint32 begun_s;
  char comment[140];
  guint person = draw_phone (stage, moment->site, G_MAXUINT, &host);

  draw_phone (stage, moment->site, person, &colleague);
  collector_demo_leg_begin (stage, &first, moment, &host, &colleague);
  collector_demo_leg_answered (stage, &first, between (stage, 2, 12), between (stage, 15, 90));
  collector_demo_leg_split (&first, BEHALF_CONFERENCE);
  collector_demo_leg_emit (stage, &first, NULL, NULL);

  then.start_s = first.disconnect_s;
  {
    CollectorDemoParty setup_side = host;

    collector_demo_party_renew (stage, &setup_side);
    collector_demo_party_outside (stage, moment->site, COLLECTOR_DEMO_NATIONAL, FALSE, &outside);
    collector_demo_leg_begin (stage, &setup, &then, &setup_side, &outside);
    collector_demo_leg_answered (stage, &setup, between (stage, 3, 15), between (stage, 8, 40));
    setup.orig_cause = setup.dest_cause = 0;
    setup.orig_term = setup.dest_term = BEHALF_CONFERENCE;
    g_snprintf (comment, sizeof comment,
                "ConfControllerDn=%s;ConfControllerDeviceName=%s;ConfRequestorDn=%s;"
                "ConfRequestorDeviceName=%s",
                host.number, host.device, host.number, host.device);
    setup.comment = comment;
    collector_demo_leg_emit (stage, &setup, NULL, NULL);
  }

  begun_s = setup.disconnect_s;
  make_bridge (stage, moment, &bridge);
  into_bridge (stage, &first, begun_s, length_s, &host, &bridge, &host, FALSE);
  into_bridge (stage, &first, begun_s, length_s, &colleague, &bridge, &host, FALSE);
  into_bridge (stage, &first, begun_s, length_s, &outside, &bridge, &host, TRUE);

  continue_leg (stage, &rest, &first, begun_s + length_s, &host, &colleague);
  rest.last_redirect = bridge.number;
  rest.last_redirect_behalf = rest.join_behalf = BEHALF_CONFERENCE;
  rest.last_redirect_reason = REASON_CONFERENCE;
  collector_demo_leg_answered (stage, &rest, 0, between (stage, 3, 70));
  collector_demo_leg_emit (stage, &rest, &host, &colleague);
}
