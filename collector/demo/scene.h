/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/demo.h"
#include "collector/demo/outside.h"
#include "collector/demo/random.h"
#include "collector/demo/sheet.h"

G_BEGIN_DECLS

/* Inside the demo room: the stage on which scenes play, and what they may do there. */

#define COLLECTOR_DEMO_N_NODES 2

/* CollectorDemoPending: a written row that waits for the instant its file is written. */
typedef struct
{
  guint32 write_s;
  guint8 node;
  guint8 is_quality;
  guint32 n_bytes;
  guint64 order;
  char *row;
} CollectorDemoPending;

/* CollectorDemoStage: everything a scene needs. */
typedef struct
{
  const CollectorDemoCompany *company;
  CollectorDemoRandom random;
  CollectorDemoSheet *cdr_sheet;
  CollectorDemoSheet *cmr_sheet;
  GArray *pending; /* of CollectorDemoPending */
  guint64 order;
  guint32 next_call_id[COLLECTOR_DEMO_N_NODES];
  guint32 next_leg_id;
  guint32 next_conversation_id;
  guint site_start[4]; /* first person of each site; one past the end last */
  CollectorDemoCounts counts;
} CollectorDemoStage;

/* CollectorDemoMoment: when and where a scene begins. */
typedef struct
{
  guint32 start_s;
  guint site;
  guint node;
} CollectorDemoMoment;

/* CollectorDemoParty: one end of a leg. Texts are borrowed or its own. */
typedef struct
{
  char number[COLLECTOR_DEMO_NUMBER_BYTES];
  char outpulsed[COLLECTOR_DEMO_NUMBER_BYTES]; /* what left the trunk, "" when unknown */
  const char *partition;
  const char *user;
  const char *device;
  guint32 ip;
  guint32 leg;
  gboolean is_phone;
  gboolean is_trunk;
  gboolean is_isdn;
} CollectorDemoParty;

/* Parties; each gets a leg id of its own. */
void collector_demo_party_person (CollectorDemoStage *stage, guint person,
                                  CollectorDemoParty *party);
/* A caller from outside (@is_calling) or a called one, by one of the site's trunks. */
void collector_demo_party_outside (CollectorDemoStage *stage, guint site, CollectorDemoKind kind,
                                   gboolean is_calling, CollectorDemoParty *party);
void collector_demo_party_voicemail (CollectorDemoStage *stage, guint site,
                                     CollectorDemoParty *party);
/* Somebody at the site; never @except (G_MAXUINT: anybody). */
guint collector_demo_pick_person (CollectorDemoStage *stage, guint site, guint except);

/* A new leg id on the same party: another leg of the same phone. */
void collector_demo_party_renew (CollectorDemoStage *stage, CollectorDemoParty *party);

/* Begins a row: a new callId, the two parties, set-up at the moment. */
void collector_demo_leg_begin (CollectorDemoStage *stage, CollectorDemoCdr *cdr,
                               const CollectorDemoMoment *moment, const CollectorDemoParty *from,
                               const CollectorDemoParty *to);
/* The call went somewhere else than dialled: @to is where; @by redirected it. */
void collector_demo_leg_redirect (CollectorDemoCdr *cdr, const CollectorDemoParty *by,
                                  const CollectorDemoParty *to, guint behalf, guint reason);
/* Times of an answered leg and who hung up. */
void collector_demo_leg_answered (CollectorDemoStage *stage, CollectorDemoCdr *cdr, guint ring_s,
                                  guint talk_s);
/* Times of a leg nobody answered; @cause on the called side. */
void collector_demo_leg_unanswered (CollectorDemoCdr *cdr, guint ring_s, guint32 orig_cause,
                                    guint32 dest_cause);
/* Cut by a feature, not by a person: @cause on both sides, @behalf both terminations. */
void collector_demo_leg_split (CollectorDemoCdr *cdr, guint behalf);

/* Writes the row, and the quality rows of its phones. */
void collector_demo_leg_emit (CollectorDemoStage *stage, CollectorDemoCdr *cdr,
                              const CollectorDemoParty *from, const CollectorDemoParty *to);

/* Rooms of scenes: each plays one conversation, with its noise. */
typedef void (*CollectorDemoPlay) (CollectorDemoStage *stage, const CollectorDemoMoment *moment);

void collector_demo_play_incoming (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_missed (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_to_voicemail (CollectorDemoStage *stage,
                                       const CollectorDemoMoment *moment);
void collector_demo_play_incoming_busy (CollectorDemoStage *stage,
                                        const CollectorDemoMoment *moment);
void collector_demo_play_outgoing (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_outgoing_coded (CollectorDemoStage *stage,
                                         const CollectorDemoMoment *moment);
void collector_demo_play_outgoing_failed (CollectorDemoStage *stage,
                                          const CollectorDemoMoment *moment);
void collector_demo_play_internal (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_internal_unanswered (CollectorDemoStage *stage,
                                              const CollectorDemoMoment *moment);
void collector_demo_play_fraud (CollectorDemoStage *stage, const CollectorDemoMoment *moment);

void collector_demo_play_hunt (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_hunt_missed (CollectorDemoStage *stage,
                                      const CollectorDemoMoment *moment);
void collector_demo_play_forward (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_forward_outside (CollectorDemoStage *stage,
                                          const CollectorDemoMoment *moment);
void collector_demo_play_pickup (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_park (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_transfer (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_blind_transfer (CollectorDemoStage *stage,
                                         const CollectorDemoMoment *moment);
void collector_demo_play_transfer_outgoing (CollectorDemoStage *stage,
                                            const CollectorDemoMoment *moment);
void collector_demo_play_conference (CollectorDemoStage *stage,
                                     const CollectorDemoMoment *moment);

void collector_demo_play_noise (CollectorDemoStage *stage, const CollectorDemoMoment *moment);
void collector_demo_play_lamp (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                               const CollectorDemoParty *whose);
void collector_demo_play_recording (CollectorDemoStage *stage, const CollectorDemoMoment *moment,
                                    const CollectorDemoParty *phone, guint talk_s);

/* Plays one conversation drawn by weight. */
void collector_demo_play_any (CollectorDemoStage *stage, const CollectorDemoMoment *moment);

/* How busy a site is at an instant, 0 .. 1000: its hours, week, holidays. */
guint collector_demo_rhythm_get_weight (const CollectorDemoCompany *company, guint site,
                                        GTimeZone *zone, gint64 utc_s);

G_END_DECLS
