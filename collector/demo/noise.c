/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows that are no calls: message lamps, recordings, monitoring, a handset lifted and put back.
 * A collector must tell them from traffic. Pure.
 */
#include "config.h"

#include "collector/demo/scene.h"

#include <string.h>

#define BEHALF_LAMP 8
#define BEHALF_RECORDING 27
#define BEHALF_MONITORING 28
#define REASON_RECORDING 354
#define REASON_MONITORING 370

/* Emits a row and counts it as noise. */
static void
emit_noise (CollectorDemoStage *stage, CollectorDemoCdr *cdr)
{
  collector_demo_leg_emit (stage, cdr, NULL, NULL);
  stage->counts.noise++;
}

void
collector_demo_play_lamp (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                          const CollectorDemoParty *whose)
{
  const char *numbers = stage->company->sites[moment->site].mwi_numbers;
  CollectorDemoParty port, lamp;
  CollectorDemoCdr cdr;

  collector_demo_party_voicemail (stage, moment->site, &port);
  lamp = port;
  lamp.device = "";
  g_strlcpy (lamp.number, numbers, MIN (strcspn (numbers, " ") + 1, sizeof lamp.number));
  collector_demo_party_renew (stage, &lamp);
  collector_demo_leg_begin (stage, &cdr, moment, &port, &lamp);
  cdr.calling = whose->number;
  cdr.orig_redirect_behalf = cdr.last_redirect_behalf = BEHALF_LAMP;
  collector_demo_leg_unanswered (&cdr, 0, 16, 0);
  cdr.orig_term = BEHALF_LAMP;
  emit_noise (stage, &cdr);
}

/* Two rows for each recorded talk: what the phone's built-in bridge sends of either side. They name
 * the phone's leg of the talk. */
void
collector_demo_play_recording (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                               const CollectorDemoParty *phone, guint talk_s)
{
  for (guint side = 0; side < 2; side++)
    {
      CollectorDemoParty from = *phone, recorder = *phone;
      CollectorDemoCdr cdr;

      collector_demo_party_renew (stage, &from);
      collector_demo_party_renew (stage, &recorder);
      g_snprintf (from.number, sizeof from.number, "b00%u%07u", moment->node + 2,
                  (guint) (from.leg % 10000000));
      g_strlcpy (recorder.number, "2990", sizeof recorder.number);
      recorder.device = "";
      recorder.user = "";
      collector_demo_leg_begin (stage, &cdr, moment, &from, &recorder);
      cdr.orig_conversation = phone->leg;
      collector_demo_leg_redirect (&cdr, &from, &recorder, BEHALF_RECORDING, REASON_RECORDING);
      collector_demo_leg_answered (stage, &cdr, 0, talk_s);
      emit_noise (stage, &cdr);
    }
}

static void
play_monitoring (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty supervisor, agent;
  CollectorDemoCdr cdr;
  guint person = collector_demo_pick_person (stage, moment->site, G_MAXUINT);

  collector_demo_party_person (stage, person, &supervisor);
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, person), &agent);
  collector_demo_leg_begin (stage, &cdr, moment, &supervisor, &agent);
  collector_demo_leg_redirect (&cdr, &agent, &agent, BEHALF_MONITORING, REASON_MONITORING);
  collector_demo_leg_answered (stage, &cdr, 0,
                               collector_demo_random_between (&stage->random, 20, 300));
  emit_noise (stage, &cdr);
}

static void
play_off_hook (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  CollectorDemoParty phone, nobody = { 0 };
  CollectorDemoCdr cdr;

  nobody.device = nobody.partition = nobody.user = "";
  collector_demo_party_person (
      stage, collector_demo_pick_person (stage, moment->site, G_MAXUINT), &phone);
  collector_demo_leg_begin (stage, &cdr, moment, &phone, &nobody);
  collector_demo_leg_unanswered (
      &cdr, collector_demo_random_between (&stage->random, 1, 12), 16, 0);
  emit_noise (stage, &cdr);
}

void
collector_demo_play_noise (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  if (moment->site == 1 && collector_demo_random_chance (&stage->random, 150))
    play_monitoring (stage, moment);
  else
    play_off_hook (stage, moment);
}
