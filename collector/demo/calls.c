/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes with one leg: incoming, outgoing and internal calls, answered or not. Pure.
 */
#include "config.h"

#include "collector/demo/scene.h"

#include <string.h>

#define BEHALF_FORWARD 5
#define BEHALF_CODES 22
#define REASON_BUSY 1
#define REASON_NO_ANSWER 2
#define REASON_ALL 15
#define USAGE_VOICEMAIL 8

/* 486 Busy Here as a SIP trunk reports it: Q.850 17 in the low bits. */
#define SIP_BUSY 0x46000011u

static guint
between (CollectorDemoStage *stage, guint low, guint high)
{
  return collector_demo_random_between (&stage->random, low, high);
}

/* Where callers call from. */
static CollectorDemoKind
draw_caller (CollectorDemoStage *stage)
{
  static const CollectorDemoKind kinds[]
      = { COLLECTOR_DEMO_LOCAL,  COLLECTOR_DEMO_LOCAL,  COLLECTOR_DEMO_NATIONAL,
          COLLECTOR_DEMO_NATIONAL, COLLECTOR_DEMO_NATIONAL, COLLECTOR_DEMO_MOBILE,
          COLLECTOR_DEMO_MOBILE, COLLECTOR_DEMO_INTERNATIONAL };

  return kinds[collector_demo_random_below (&stage->random, G_N_ELEMENTS (kinds))];
}

/* Where people call, in permille; emergencies are as rare as in life. */
static CollectorDemoKind
draw_called (CollectorDemoStage *stage)
{
  static const struct
  {
    CollectorDemoKind kind;
    guint weight;
  } shares[] = {
    { COLLECTOR_DEMO_LOCAL, 1700 },        { COLLECTOR_DEMO_NATIONAL, 2700 },
    { COLLECTOR_DEMO_MOBILE, 3000 },       { COLLECTOR_DEMO_INTERNATIONAL, 1900 },
    { COLLECTOR_DEMO_TOLLFREE, 380 },      { COLLECTOR_DEMO_PREMIUM, 120 },
    { COLLECTOR_DEMO_SHORT, 180 },         { COLLECTOR_DEMO_SATELLITE, 17 },
    { COLLECTOR_DEMO_EMERGENCY, 3 },
  };
  guint at = collector_demo_random_below (&stage->random, 10000), i = 0;

  while (at >= shares[i].weight)
    at -= shares[i++].weight;
  return shares[i].kind;
}

static guint
draw_talk (CollectorDemoStage *stage)
{
  /* Answered and gone within the same second. */
  if (collector_demo_random_chance (&stage->random, 8))
    return 0;
  return collector_demo_random_talk_s (&stage->random);
}

void
collector_demo_play_incoming (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, phone;
  CollectorDemoCdr cdr;

  collector_demo_party_outside (stage, moment->site, draw_caller (stage), TRUE, &caller);
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), &phone);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &phone);
  collector_demo_leg_answered (stage, &cdr, between (stage, 2, 22), draw_talk (stage));
  collector_demo_leg_emit (stage, &cdr, &caller, &phone);
  /* Customer care in London records its calls. */
  if (moment->site == 1 && collector_demo_random_chance (&stage->random, 60))
    {
      CollectorDemoMoment answer = { cdr.connect_s, moment->site, moment->node };

      collector_demo_play_recording (stage, &answer, &phone, cdr.duration_s);
    }
}

void
collector_demo_play_missed (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, phone;
  CollectorDemoCdr cdr;
  gboolean gave_up = collector_demo_random_chance (&stage->random, 700);

  collector_demo_party_outside (stage, moment->site, draw_caller (stage), TRUE, &caller);
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), &phone);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &phone);
  collector_demo_leg_unanswered (&cdr, between (stage, 6, 45), gave_up ? 16 : 0, gave_up ? 0 : 19);
  collector_demo_leg_emit (stage, &cdr, &caller, &phone);
}

void
collector_demo_play_to_voicemail (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  static const guint reasons[] = { REASON_NO_ANSWER, REASON_NO_ANSWER, REASON_NO_ANSWER,
                                   REASON_ALL, REASON_BUSY };
  guint reason = reasons[collector_demo_random_below (&stage->random, G_N_ELEMENTS (reasons))];
  CollectorDemoParty caller, phone, mailbox;
  CollectorDemoCdr cdr;

  collector_demo_party_outside (stage, moment->site, draw_caller (stage), TRUE, &caller);
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), &phone);
  collector_demo_party_voicemail (stage, moment->site, &mailbox);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &mailbox);
  cdr.original_called = phone.number;
  cdr.original_pattern = phone.number;
  cdr.usage = USAGE_VOICEMAIL;
  collector_demo_leg_redirect (&cdr, &phone, &mailbox, BEHALF_FORWARD, reason);
  collector_demo_leg_answered (stage, &cdr, reason == REASON_NO_ANSWER ? 20 : 1,
                               between (stage, 4, 90));
  collector_demo_leg_emit (stage, &cdr, &caller, &mailbox);
  if (cdr.duration_s > 12)
    {
      CollectorDemoMoment after = { cdr.disconnect_s, moment->site, moment->node };

      collector_demo_play_lamp (stage, &after, &phone);
    }
}

void
collector_demo_play_incoming_busy (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty caller, phone;
  CollectorDemoCdr cdr;

  collector_demo_party_outside (stage, moment->site, draw_caller (stage), TRUE, &caller);
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), &phone);
  collector_demo_leg_begin (stage, &cdr, moment, &caller, &phone);
  collector_demo_leg_unanswered (&cdr, between (stage, 0, 2), 0, 17);
  collector_demo_leg_emit (stage, &cdr, &caller, &phone);
}

/* An outgoing leg that is not emitted yet. */
static void
begin_outgoing (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                CollectorDemoKind kind, CollectorDemoParty *phone, CollectorDemoParty *callee,
                CollectorDemoCdr *cdr)
{
  const CollectorDemoSite *site = &stage->company->sites[moment->site];

  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), phone);
  collector_demo_party_outside (stage, moment->site, kind, FALSE, callee);
  if (callee->outpulsed[0] != '\0')
    g_snprintf (phone->outpulsed, sizeof phone->outpulsed, "%.*s%s",
                (int) (strcspn (site->public_range, "-") - 3), site->public_range,
                phone->number + 1);
  collector_demo_leg_begin (stage, cdr, moment, phone, callee);
}

void
collector_demo_play_outgoing (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty phone, callee;
  CollectorDemoCdr cdr;

  begin_outgoing (stage, moment, draw_called (stage), &phone, &callee, &cdr);
  collector_demo_leg_answered (stage, &cdr, between (stage, 3, 25), draw_talk (stage));
  collector_demo_leg_emit (stage, &cdr, &phone, &callee);
}

/* International calls with an authorization code, or with a client's matter. The code may have
 * been entered on a leg of its own that never connected. */
void
collector_demo_play_outgoing_coded (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  static const char *const codes[][2]
      = { { "Board", "701122" }, { "Export", "702233" }, { "Travel", "703344" } };
  static const char *const matters[] = { "40017", "40023", "51008", "51144" };
  guint which = collector_demo_random_below (&stage->random, G_N_ELEMENTS (codes));
  CollectorDemoParty phone, callee;
  CollectorDemoCdr cdr;

  begin_outgoing (stage, moment, COLLECTOR_DEMO_INTERNATIONAL, &phone, &callee, &cdr);
  if (collector_demo_random_chance (&stage->random, 500))
    {
      cdr.fac_name = codes[which][0];
      cdr.fac_code = codes[which][1];
      cdr.fac_level = 10;
    }
  else
    cdr.client_matter = matters[collector_demo_random_below (&stage->random, 4)];
  if (collector_demo_random_chance (&stage->random, 300))
    {
      CollectorDemoCdr entry = cdr;

      entry.dest_device = "";
      entry.dest_leg = 0;
      entry.dest_ip = 0;
      entry.outpulsed_called = "";
      collector_demo_leg_unanswered (&entry, 4, 0, 0);
      entry.orig_term = BEHALF_CODES;
      collector_demo_leg_emit (stage, &entry, NULL, NULL);
      cdr.setup_s += 4;
      cdr.fac_name = cdr.fac_code = cdr.client_matter = "";
      cdr.fac_level = 0;
    }
  collector_demo_leg_answered (stage, &cdr, between (stage, 3, 25), draw_talk (stage));
  collector_demo_leg_emit (stage, &cdr, &phone, &callee);
}

void
collector_demo_play_outgoing_failed (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  /* Given up, no answer, busy twice, then what networks say; permille. */
  static const struct
  {
    guint weight;
    guint32 orig_cause;
    guint32 dest_cause;
    guint ring_s;
  } ends[] = {
    { 480, 16, 0, 40 }, { 160, 0, 19, 60 }, { 120, 0, 17, 2 },  { 90, 0, SIP_BUSY, 2 },
    { 50, 0, 1, 1 },    { 40, 0, 28, 1 },   { 30, 0, 34, 1 },   { 30, 0, 41, 3 },
  };
  guint at = collector_demo_random_below (&stage->random, 1000), i = 0;
  CollectorDemoParty phone, callee;
  CollectorDemoCdr cdr;

  while (at >= ends[i].weight)
    at -= ends[i++].weight;
  begin_outgoing (stage, moment, draw_called (stage), &phone, &callee, &cdr);
  collector_demo_leg_unanswered (&cdr, between (stage, ends[i].ring_s / 4, ends[i].ring_s),
                                 ends[i].orig_cause, ends[i].dest_cause);
  collector_demo_leg_emit (stage, &cdr, &phone, &callee);
}

static void
begin_internal (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                CollectorDemoParty *from, CollectorDemoParty *to, CollectorDemoCdr *cdr)
{
  guint caller = collector_demo_pick_person (stage, moment->site, G_MAXUINT);
  guint site = collector_demo_random_chance (&stage->random, 850)
                   ? moment->site
                   : collector_demo_random_below (&stage->random, stage->company->n_sites);

  collector_demo_party_person (stage, caller, from);
  collector_demo_party_person (stage, collector_demo_pick_person (stage, site, caller), to);
  collector_demo_leg_begin (stage, cdr, moment, from, to);
}

void
collector_demo_play_internal (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty from, to;
  CollectorDemoCdr cdr;

  begin_internal (stage, moment, &from, &to, &cdr);
  collector_demo_leg_answered (stage, &cdr, between (stage, 1, 15), draw_talk (stage));
  collector_demo_leg_emit (stage, &cdr, &from, &to);
}

void
collector_demo_play_internal_unanswered (CollectorDemoStage *stage,
                                         const CollectorDemoMoment *moment)
{
  gboolean is_busy = collector_demo_random_chance (&stage->random, 250);
  CollectorDemoParty from, to;
  CollectorDemoCdr cdr;

  begin_internal (stage, moment, &from, &to, &cdr);
  collector_demo_leg_unanswered (&cdr, is_busy ? 0 : between (stage, 5, 40), is_busy ? 0 : 16,
                                 is_busy ? 17 : 0);
  collector_demo_leg_emit (stage, &cdr, &from, &to);
}

/* A stolen account dials a dear country, over and over, several lines at a time. */
void
collector_demo_play_fraud (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty phone, callee;
  CollectorDemoCdr cdr;

  collector_demo_party_person (stage, stage->site_start[moment->site + 1] - 1, &phone);
  collector_demo_party_outside (stage, moment->site, COLLECTOR_DEMO_FRAUD, FALSE, &callee);
  collector_demo_leg_begin (stage, &cdr, moment, &phone, &callee);
  collector_demo_leg_answered (stage, &cdr, between (stage, 3, 9), between (stage, 40, 600));
  collector_demo_leg_emit (stage, &cdr, &phone, &callee);
}
