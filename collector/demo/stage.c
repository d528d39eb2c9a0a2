/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every scene of the demo is made of: parties with devices and leg ids, legs with their times
 * and causes, and the rows they leave. Fields follow the examples of Cisco's Call Reporting and
 * Billing Administration Guide. Pure; one thread at a time.
 */
#include "config.h"

#include "collector/demo/scene.h"

#include <string.h>

#define PATTERN_DEVICE 2
#define PATTERN_ROUTE 5
#define PROTOCOL_SIP 1
#define PROTOCOL_Q931 4
#define CAUSE_SPLIT 393216

static guint32
next_leg (CollectorDemoStage *stage)
{
  /* 0 stands for "no leg". */
  stage->next_leg_id = stage->next_leg_id >= G_MAXINT32 ? 1 : stage->next_leg_id + 1;
  return stage->next_leg_id;
}

guint
collector_demo_pick_person (CollectorDemoStage *stage, guint site, guint except)
{
  guint first = stage->site_start[site];
  guint n = stage->site_start[site + 1] - first;
  guint person;

  do
    {
      person = first + collector_demo_random_below (&stage->random, n);
      /* A third of the staff makes most of the calls. */
      if (person - first >= n / 3 && collector_demo_random_chance (&stage->random, 400))
        person = first + (person - first) / 3;
    }
  while (person == except);
  return person;
}

void
collector_demo_party_person (CollectorDemoStage *stage, guint person, CollectorDemoParty *party)
{
  const CollectorDemoPerson *who = &stage->company->people[person];

  memset (party, 0, sizeof *party);
  g_strlcpy (party->number, who->extension, sizeof party->number);
  party->partition = "PT_Internal";
  party->user = who->user_name;
  party->device = who->device;
  party->ip = (10u << 24) | ((who->site + 20) << 16) | (1 << 8) | ((person * 7) & 0x3ff);
  party->leg = next_leg (stage);
  party->is_phone = TRUE;
}

void
collector_demo_party_renew (CollectorDemoStage *stage, CollectorDemoParty *party)
{
  party->leg = next_leg (stage);
}

static const CollectorDemoGateway *
pick_gateway (CollectorDemoStage *stage, guint site)
{
  static const guint8 nth[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, 3 };
  guint wanted = nth[collector_demo_random_below (&stage->random, G_N_ELEMENTS (nth))];

  for (guint i = 0; i < stage->company->n_gateways; i++)
    if (stage->company->gateways[i].site == site && wanted-- == 0)
      return &stage->company->gateways[i];
  return &stage->company->gateways[0];
}

void
collector_demo_party_outside (CollectorDemoStage *stage, guint site, CollectorDemoKind kind,
                              gboolean is_calling, CollectorDemoParty *party)
{
  static const char *const route_partitions[] = { "PT_PSTN_MIL", "PT_PSTN_LON", "PT_PSTN_NYC" };
  const CollectorDemoGateway *gateway = pick_gateway (stage, site);
  CollectorDemoNumber number;

  memset (party, 0, sizeof *party);
  collector_demo_outside_draw (&stage->random, &stage->company->sites[site], kind, &number);
  party->is_trunk = TRUE;
  party->is_isdn = strchr (gateway->device, '@') != NULL;
  party->device = gateway->device;
  party->partition = is_calling ? "" : route_partitions[site];
  party->ip = (10u << 24) | ((site + 20) << 16) | (250 << 8)
              | (guint32) (gateway - stage->company->gateways + 1);
  party->leg = next_leg (stage);
  if (!is_calling)
    {
      g_strlcpy (party->number, number.dialled, sizeof party->number);
      if (!party->is_isdn)
        g_strlcpy (party->outpulsed, number.e164, sizeof party->outpulsed);
    }
  else if (!collector_demo_random_chance (&stage->random, 25)) /* else withheld */
    g_strlcpy (party->number, party->is_isdn ? number.arriving : number.e164,
               sizeof party->number);
}

void
collector_demo_party_voicemail (CollectorDemoStage *stage, guint site, CollectorDemoParty *party)
{
  memset (party, 0, sizeof *party);
  g_strlcpy (party->number, stage->company->sites[site].voicemail_number, sizeof party->number);
  party->partition = "PT_Internal";
  party->device = stage->company->voicemail_ports[site];
  party->ip = (10u << 24) | ((site + 20) << 16) | (251 << 8) | 10;
  party->leg = next_leg (stage);
}

/* callId is 24 bits wide, grows on each node and wraps; it follows the clock so that a demo begun
 * later goes on where an earlier one stopped. */
static guint32
next_call_id (CollectorDemoStage *stage, guint node, guint32 at_s)
{
  guint32 by_clock = (at_s / 60 * 64) & 0xffffff;
  guint32 *next = &stage->next_call_id[node];

  if (*next < by_clock || *next - by_clock > 0x800000)
    *next = by_clock;
  *next = *next >= 0xffffff ? 1 : *next + 1;
  return *next;
}

static void
fill_from (CollectorDemoCdr *cdr, CollectorDemoStage *stage, const CollectorDemoParty *from)
{
  cdr->orig_leg = from->leg;
  cdr->orig_device = from->device;
  cdr->orig_ip = from->ip;
  cdr->orig_port = 16384 + 2 * collector_demo_random_below (&stage->random, 8000);
  cdr->orig_session = ((guint64) cdr->orig_leg << 20) | 0x5e;
  cdr->calling = from->number;
  cdr->calling_partition = from->partition;
  cdr->calling_user = from->user;
  cdr->outpulsed_calling = from->is_trunk ? "" : from->outpulsed;
  if (!from->is_trunk)
    return;
  cdr->orig_span = from->is_isdn ? 1 + from->leg % 30 : from->leg;
  cdr->incoming_protocol = from->is_isdn ? PROTOCOL_Q931 : PROTOCOL_SIP;
  cdr->incoming_reference = 0x800000 + (guint64) from->leg;
}

static void
fill_to (CollectorDemoCdr *cdr, CollectorDemoStage *stage, const CollectorDemoParty *to)
{
  cdr->dest_leg = to->leg;
  cdr->dest_device = to->device;
  cdr->dest_ip = to->ip;
  cdr->dest_port = 16384 + 2 * collector_demo_random_below (&stage->random, 8000);
  cdr->dest_session = ((guint64) cdr->dest_leg << 20) | 0x5e;
  cdr->final_called = to->number;
  cdr->final_partition = to->partition;
  cdr->called_user = to->user;
  cdr->outpulsed_called = to->outpulsed;
  cdr->usage = to->is_trunk ? PATTERN_ROUTE : PATTERN_DEVICE;
  cdr->final_pattern = to->is_trunk ? "0.!" : to->number;
  cdr->dest_span = !to->is_trunk ? 0 : to->is_isdn ? 1 + to->leg % 30 : to->leg;
  cdr->outgoing_protocol = !to->is_trunk ? 0 : to->is_isdn ? PROTOCOL_Q931 : PROTOCOL_SIP;
  cdr->outgoing_reference = to->is_trunk ? 0x900000 + (guint64) to->leg : 0;
}

void
collector_demo_leg_begin (CollectorDemoStage *stage, CollectorDemoCdr *cdr,
                          const CollectorDemoMoment *moment, const CollectorDemoParty *from,
                          const CollectorDemoParty *to)
{
  memset (cdr, 0, sizeof *cdr);
  cdr->manager_id = moment->node + 2;
  cdr->call_id = next_call_id (stage, moment->node, moment->start_s);
  cdr->orig_node = cdr->dest_node = cdr->manager_id;
  cdr->setup_s = moment->start_s;
  cdr->orig_codec = cdr->dest_codec = 4; /* G.711 A-law */
  cdr->orig_frames = cdr->dest_frames = 20;
  cdr->orig_bandwidth = cdr->dest_bandwidth = 64;
  fill_from (cdr, stage, from);
  fill_to (cdr, stage, to);
  cdr->original_called = cdr->last_redirect = to->number;
  cdr->original_partition = cdr->last_redirect_partition = to->partition;
  cdr->original_pattern = cdr->final_pattern;
}

void
collector_demo_leg_redirect (CollectorDemoCdr *cdr, const CollectorDemoParty *by,
                             const CollectorDemoParty *to, guint behalf, guint reason)
{
  cdr->final_called = to->number;
  cdr->final_partition = to->partition;
  cdr->final_pattern = to->is_trunk ? "0.!" : to->number;
  cdr->called_user = to->user;
  cdr->last_redirect = by->number;
  cdr->last_redirect_partition = by->partition;
  cdr->orig_redirect_behalf = cdr->last_redirect_behalf = behalf;
  cdr->orig_redirect_reason = cdr->last_redirect_reason = reason;
}

void
collector_demo_leg_answered (CollectorDemoStage *stage, CollectorDemoCdr *cdr, guint ring_s,
                             guint talk_s)
{
  gboolean by_caller = collector_demo_random_chance (&stage->random, 600);

  cdr->connect_s = cdr->setup_s + ring_s;
  cdr->disconnect_s = cdr->connect_s + talk_s;
  cdr->duration_s = talk_s;
  cdr->orig_cause = by_caller ? 16 : 0;
  cdr->dest_cause = by_caller ? 0 : 16;
  cdr->orig_term = by_caller ? 12 : 0;
  cdr->dest_term = by_caller ? 0 : 12;
}

void
collector_demo_leg_unanswered (CollectorDemoCdr *cdr, guint ring_s, guint32 orig_cause,
                               guint32 dest_cause)
{
  cdr->disconnect_s = cdr->setup_s + ring_s;
  cdr->orig_cause = orig_cause;
  cdr->dest_cause = dest_cause;
  cdr->orig_term = orig_cause != 0 ? 12 : 0;
  cdr->dest_port = 0;
  cdr->orig_port = 0;
}

void
collector_demo_leg_split (CollectorDemoCdr *cdr, guint behalf)
{
  cdr->orig_cause = cdr->dest_cause = CAUSE_SPLIT;
  cdr->orig_term = cdr->dest_term = behalf;
}

static void
queue_row (CollectorDemoStage *stage, const char *row, gsize n_bytes, guint32 write_s, guint node,
           gboolean is_quality)
{
  CollectorDemoPending pending = {
    .write_s = write_s,
    .node = (guint8) node,
    .is_quality = is_quality ? 1 : 0,
    .n_bytes = (guint32) n_bytes,
    .order = stage->order++,
    .row = g_memdup2 (row, n_bytes),
  };

  g_array_append_val (stage->pending, pending);
}

/* A GUID of version 4 by its form, and of the seed by its content. */
static void
draw_guid (CollectorDemoStage *stage, guint64 *high, guint64 *low)
{
  *high = (collector_demo_random_next (&stage->random) & ~G_GUINT64_CONSTANT (0xf000)) | 0x4000;
  *low = (collector_demo_random_next (&stage->random) >> 2) | G_GUINT64_CONSTANT (1) << 63;
}

/* What one phone heard: good lines mostly, bad ones now and then. */
static void
emit_quality (CollectorDemoStage *stage, const CollectorDemoCdr *cdr,
              const CollectorDemoParty *phone)
{
  gboolean is_bad = collector_demo_random_chance (&stage->random, 45);
  guint packets = cdr->duration_s * 50;
  guint lost = is_bad ? packets * collector_demo_random_between (&stage->random, 10, 60) / 1000
                      : packets * collector_demo_random_below (&stage->random, 3) / 2000;
  guint mos = is_bad ? collector_demo_random_between (&stage->random, 24000, 36000)
                     : collector_demo_random_between (&stage->random, 41000, 45000);
  guint conceal = packets == 0 ? 0 : (guint) ((guint64) lost * 10000 / packets);
  CollectorDemoCmr cmr = {
    .manager_id = cdr->manager_id,
    .call_id = cdr->call_id,
    .node = cdr->manager_id,
    .leg = phone->leg,
    .stamp_s = cdr->disconnect_s,
    .duration_s = cdr->duration_s,
    .packets_sent = packets,
    .octets_sent = packets * 160,
    .packets_received = packets - lost,
    .octets_received = (packets - lost) * 160,
    .packets_lost = lost,
    .jitter_ms = collector_demo_random_below (&stage->random, is_bad ? 60 : 6),
    .latency_ms = collector_demo_random_below (&stage->random, is_bad ? 180 : 25),
    .local_session = ((guint64) phone->leg << 20) | 0x5e,
    .remote_session = ((guint64) cdr->call_id << 20) | 0x5f,
    .number = phone->number,
    .partition = phone->partition,
    .device = phone->device,
  };
  char metrics[150];
  const char *row;
  gsize n_bytes;

  g_snprintf (metrics, sizeof metrics,
              "MLQK=%u.%04u;MLQKav=%u.%04u;MLQKmn=%u.%04u;MLQKmx=4.5000;ICR=0.%04u;CCR=0.%04u;"
              "ICRmx=0.%04u;CS=%u;SCS=%u;MLQKvr=0.95",
              mos / 10000, mos % 10000, mos / 10000, mos % 10000, (mos - 1500) / 10000,
              (mos - 1500) % 10000, conceal, conceal, MIN (conceal * 2, 9999), lost / 50,
              lost / 250);
  cmr.metrics = metrics;
  draw_guid (stage, &cmr.pkid_high, &cmr.pkid_low);
  row = collector_demo_sheet_write (stage->cmr_sheet, &cmr, &n_bytes);
  queue_row (stage, row, n_bytes, cdr->disconnect_s, cdr->manager_id - 2, TRUE);
}

void
collector_demo_leg_emit (CollectorDemoStage *stage, CollectorDemoCdr *cdr,
                         const CollectorDemoParty *from, const CollectorDemoParty *to)
{
  gboolean is_heard = cdr->connect_s != 0 && cdr->duration_s > 0;
  const char *row;
  gsize n_bytes;

  draw_guid (stage, &cdr->pkid_high, &cdr->pkid_low);
  row = collector_demo_sheet_write (stage->cdr_sheet, cdr, &n_bytes);
  queue_row (stage, row, n_bytes, cdr->disconnect_s, cdr->manager_id - 2, FALSE);
  if (is_heard && from != NULL && from->is_phone
      && collector_demo_random_chance (&stage->random, 900))
    emit_quality (stage, cdr, from);
  if (is_heard && to != NULL && to->is_phone && collector_demo_random_chance (&stage->random, 900))
    emit_quality (stage, cdr, to);
}
