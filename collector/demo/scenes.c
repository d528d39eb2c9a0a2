/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens on an ordinary day, and how often: a table of scenes and their weights. Pure.
 */
#include "config.h"

#include "collector/demo/scene.h"

/* In ten thousandths of all conversations. */
static const struct
{
  guint weight;
  CollectorDemoPlay play;
} scenes[] = {
  { 2560, collector_demo_play_incoming },
  { 560, collector_demo_play_missed },
  { 420, collector_demo_play_to_voicemail },
  { 120, collector_demo_play_incoming_busy },
  { 480, collector_demo_play_hunt },
  { 120, collector_demo_play_hunt_missed },
  { 140, collector_demo_play_forward },
  { 40, collector_demo_play_forward_outside },
  { 60, collector_demo_play_pickup },
  { 40, collector_demo_play_park },
  { 130, collector_demo_play_transfer },
  { 90, collector_demo_play_blind_transfer },
  { 50, collector_demo_play_transfer_outgoing },
  { 50, collector_demo_play_conference },
  { 2980, collector_demo_play_outgoing },
  { 60, collector_demo_play_outgoing_coded },
  { 560, collector_demo_play_outgoing_failed },
  { 1240, collector_demo_play_internal },
  { 300, collector_demo_play_internal_unanswered },
};

#define NOISE_PERMILLE 25

void
collector_demo_play_any (CollectorDemoStage *stage, const CollectorDemoMoment *moment)
{
  guint at = collector_demo_random_below (&stage->random, 10000), i = 0;

  while (at >= scenes[i].weight)
    at -= scenes[i++].weight;
  scenes[i].play (stage, moment);
  stage->counts.calls++;
  if (collector_demo_random_chance (&stage->random, NOISE_PERMILLE))
    collector_demo_play_noise (stage, moment);
}
