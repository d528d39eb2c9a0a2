/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The director of the demo: when conversations begin, and into which file their rows go. Rows are
 * written at the end of a call, so they wait in order of that instant; a file is one node's and one
 * kind's, for a minute, an hour or a day. Memory stays small however long the history. Pure; one
 * thread at a time.
 */
#include "config.h"

#include "collector/demo/demo.h"

#include "collector/demo/columns.h"
#include "collector/demo/scene.h"
#include "shared/base/error.h"

#include <string.h>

#define SLOT_S 300
#define FLUSH_BYTES (4 * 1024 * 1024)
/* Longer than nearly every conversation: what live calls need to be in full swing at once. */
#define PRE_ROLL_S (40 * 60)
#define MAX_SITES 3

/* One node's file of one kind, being written. */
typedef struct
{
  GString *bytes;
  char name[80];
  guint32 bucket; /* 0 = none open */
} OpenFile;

struct _CollectorDemo
{
  CollectorDemoStage stage;
  CollectorDemoOptions options;
  GTimeZone *zones[MAX_SITES];
  OpenFile files[COLLECTOR_DEMO_N_NODES][2];
  guint32 bucket_s;
  guint64 next_files[COLLECTOR_DEMO_N_NODES]; /* a node numbers its files, of both kinds */
  guint32 live_until_s; /* 0 = not live yet */
  guint32 live_from_s;
  double owed; /* live calls due but not begun */
  CollectorDemoWriter write;
  gpointer write_data;
};

/* How much of the traffic is whose, in parts of ten. */
static const guint site_shares[MAX_SITES] = { 5, 3, 2 };

static gboolean
check_options (const CollectorDemoOptions *options, GError **error)
{
  if (options->days < 1 || options->days > 3660)
    toll_error_set_field (error, "days", "%u is not between 1 and 3660", options->days);
  else if (options->columns != 0 && options->columns != 133 && options->columns != 131
           && options->columns != 129 && options->columns != 118)
    toll_error_set_field (error, "columns", "%u is not 118, 129, 131 or 133", options->columns);
  else if (options->now_ms / 1000 < options->days * G_GINT64_CONSTANT (86400)
           || options->now_ms / 1000 > G_MAXUINT32)
    toll_error_set_field (error, "now", "the history does not lie between 1970 and 2106");
  else
    return TRUE;
  return FALSE;
}

static void
fill_site_starts (CollectorDemoStage *stage)
{
  guint site = 0;

  for (guint i = 0; i < stage->company->n_people; i++)
    for (; site < stage->company->people[i].site; site++)
      stage->site_start[site + 1] = i;
  stage->site_start[site + 1] = stage->company->n_people;
}

CollectorDemo *
collector_demo_new (const CollectorDemoCompany *company, const CollectorDemoOptions *options,
                    GError **error)
{
  CollectorDemo *demo;

  if (!check_options (options, error))
    return NULL;
  demo = g_new0 (CollectorDemo, 1);
  demo->options = *options;
  demo->stage.company = company;
  demo->stage.cdr_sheet = collector_demo_sheet_new_cdr (
      options->columns == 0 ? COLLECTOR_DEMO_N_CDR_COLUMNS : options->columns);
  demo->stage.cmr_sheet = collector_demo_sheet_new_cmr ();
  demo->stage.pending = g_array_new (FALSE, FALSE, sizeof (CollectorDemoPending));
  fill_site_starts (&demo->stage);
  for (guint i = 0; i < company->n_sites; i++)
    demo->zones[i] = g_time_zone_new_identifier (company->sites[i].zone);
  for (guint node = 0; node < COLLECTOR_DEMO_N_NODES; node++)
    for (guint kind = 0; kind < 2; kind++)
      demo->files[node][kind].bytes = g_string_new (NULL);
  return demo;
}

void
collector_demo_free (CollectorDemo *demo)
{
  if (demo == NULL)
    return;
  for (guint i = 0; i < demo->stage.pending->len; i++)
    g_free (g_array_index (demo->stage.pending, CollectorDemoPending, i).row);
  g_array_unref (demo->stage.pending);
  collector_demo_sheet_free (demo->stage.cdr_sheet);
  collector_demo_sheet_free (demo->stage.cmr_sheet);
  for (guint i = 0; i < MAX_SITES; i++)
    g_clear_pointer (&demo->zones[i], g_time_zone_unref);
  for (guint node = 0; node < COLLECTOR_DEMO_N_NODES; node++)
    for (guint kind = 0; kind < 2; kind++)
      g_string_free (demo->files[node][kind].bytes, TRUE);
  g_free (demo);
}

void
collector_demo_get_counts (const CollectorDemo *demo, CollectorDemoCounts *counts)
{
  *counts = demo->stage.counts;
}

/* Dice, ids and file numbers for a stretch of time that begins at @from_s: two stretches, also of
 * different runs, never share an identity. Files of a later run are numbered from below where an earlier
 * one ended, as by a node that begins anew: no file is missing between them. */
static void
begin_stretch (CollectorDemo *demo, guint32 from_s, guint64 salt)
{
  collector_demo_random_seed (&demo->stage.random, demo->options.seed,
                              salt ^ ((guint64) from_s << 24));
  demo->stage.next_leg_id = MAX (demo->stage.next_leg_id, from_s / 60 % 8000000 * 256);
  for (guint node = 0; node < COLLECTOR_DEMO_N_NODES; node++)
    if (demo->next_files[node] == 0)
      demo->next_files[node] = (G_MAXUINT32 - from_s) / 4;
}

/* ---- files ---- */

static gboolean
flush_file (CollectorDemo *demo, OpenFile *file, GError **error)
{
  if (file->bytes->len == 0)
    return TRUE;
  if (!demo->write (file->name, file->bytes->str, file->bytes->len, demo->write_data, error))
    return FALSE;
  g_string_truncate (file->bytes, 0);
  return TRUE;
}

static gboolean
close_files (CollectorDemo *demo, GError **error)
{
  for (guint node = 0; node < COLLECTOR_DEMO_N_NODES; node++)
    for (guint kind = 0; kind < 2; kind++)
      {
        if (!flush_file (demo, &demo->files[node][kind], error))
          return FALSE;
        demo->files[node][kind].bucket = 0;
      }
  return TRUE;
}

static void
open_file (CollectorDemo *demo, OpenFile *file, guint32 bucket, guint node, gboolean is_quality)
{
  CollectorDemoSheet *sheet = is_quality ? demo->stage.cmr_sheet : demo->stage.cdr_sheet;
  g_autoptr (GDateTime) opened
      = g_date_time_new_from_unix_utc ((gint64) bucket * demo->bucket_s);
  g_autofree char *stamp = g_date_time_format (opened, "%Y%m%d%H%M");

  file->bucket = bucket;
  g_snprintf (file->name, sizeof file->name, "%s_%s_%02u_%s_%" G_GUINT64_FORMAT,
              is_quality ? "cmr" : "cdr", COLLECTOR_DEMO_CLUSTER, node + 2, stamp,
              demo->next_files[node]++);
  g_string_append (file->bytes, collector_demo_sheet_get_head (sheet));
  demo->stage.counts.files++;
}

static gboolean
write_row (CollectorDemo *demo, const CollectorDemoPending *row, GError **error)
{
  guint node = demo->options.single_file ? 0 : row->node;
  OpenFile *file = &demo->files[node][row->is_quality];
  guint32 bucket = row->write_s / demo->bucket_s;

  if (demo->options.single_file && file->bucket != 0)
    bucket = file->bucket;
  if (file->bucket != bucket)
    {
      if (!flush_file (demo, file, error))
        return FALSE;
      open_file (demo, file, bucket, node, row->is_quality);
    }
  g_string_append_len (file->bytes, row->row, row->n_bytes);
  if (row->is_quality)
    demo->stage.counts.qualities++;
  else
    demo->stage.counts.records++;
  return file->bytes->len < FLUSH_BYTES || flush_file (demo, file, error);
}

static int
compare_pending (gconstpointer a, gconstpointer b)
{
  const CollectorDemoPending *left = a, *right = b;

  if (left->write_s != right->write_s)
    return left->write_s < right->write_s ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

static gboolean
is_full (const CollectorDemo *demo)
{
  return demo->options.max_records != 0
         && demo->stage.counts.records >= demo->options.max_records;
}

/* Writes all rows due before @until_s, in the order of their instants. */
static gboolean
write_due (CollectorDemo *demo, guint32 until_s, GError **error)
{
  GArray *pending = demo->stage.pending;
  gboolean is_ok = TRUE;
  guint n = 0;

  g_array_sort (pending, compare_pending);
  for (; n < pending->len && is_ok; n++)
    {
      CollectorDemoPending *row = &g_array_index (pending, CollectorDemoPending, n);

      if (row->write_s >= until_s || is_full (demo))
        break;
      is_ok = write_row (demo, row, error);
      g_clear_pointer (&row->row, g_free);
    }
  if (n > 0)
    g_array_remove_range (pending, 0, n);
  return is_ok;
}

/* ---- history ---- */

/* The plan of a history: how much traffic each slot and site has. */
typedef struct
{
  guint32 from_s;
  guint n_slots;
  guint16 *weights; /* n_slots x MAX_SITES, row-major */
  guint64 sum;
  guint fraud_calls;
  guint fraud_slot; /* first of FRAUD_SLOTS */
} Plan;

#define FRAUD_SLOTS 16
#define KEPT_SLOTS (3 * 3600 / SLOT_S)

static void
plan_clear (Plan *plan)
{
  g_free (plan->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static guint32
plan_end_s (const Plan *plan)
{
  return plan->from_s + plan->n_slots * SLOT_S;
}

/* The last weekend's night in the first office, or any night of a short history; not at its very
 * end, so that its calls are over by then. */
static guint
find_fraud_slot (const CollectorDemo *demo, const Plan *plan)
{
  const guint slots_a_day = 86400 / SLOT_S;
  gboolean is_short = plan->n_slots <= 7 * slots_a_day;

  for (guint slot = plan->n_slots - 2 * FRAUD_SLOTS; slot > 0; slot--)
    {
      g_autoptr (GDateTime) utc
          = g_date_time_new_from_unix_utc ((gint64) plan->from_s + (gint64) slot * SLOT_S);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, demo->zones[0]);

      if (g_date_time_get_hour (local) == 2 && g_date_time_get_minute (local) < 5
          && (is_short || g_date_time_get_day_of_week (local) >= 6))
        return slot;
    }
  return 0;
}

static void
make_plan (const CollectorDemo *demo, Plan *plan)
{
  plan->from_s = (guint32) (demo->options.now_ms / 1000 - demo->options.days * 86400LL);
  plan->n_slots = demo->options.days * (86400 / SLOT_S);
  plan->weights = g_new (guint16, plan->n_slots * MAX_SITES);
  for (guint slot = 0; slot < plan->n_slots; slot++)
    for (guint site = 0; site < MAX_SITES; site++)
      {
        gint64 at_s = (gint64) plan->from_s + (gint64) slot * SLOT_S;
        guint weight = collector_demo_rhythm_get_weight (demo->stage.company, site,
                                                         demo->zones[site], at_s);

        plan->weights[slot * MAX_SITES + site] = (guint16) (weight * site_shares[site]);
        plan->sum += weight * site_shares[site];
      }
  if (demo->options.calls >= 200 && demo->options.days >= 2)
    plan->fraud_calls = CLAMP (demo->options.calls / 100, 12, 150);
  plan->fraud_slot = find_fraud_slot (demo, plan);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const CollectorDemoMoment *left = a, *right = b;

  return left->start_s < right->start_s ? -1 : left->start_s > right->start_s;
}

static guint
draw_site (CollectorDemo *demo, const guint16 *weights)
{
  guint at = collector_demo_random_below (&demo->stage.random, weights[0] + weights[1] + weights[2]);
  guint site = 0;

  while (at >= weights[site])
    at -= weights[site++];
  return site;
}

/* How many of @whole are due after @part of @sum; counts of all slots add up to @whole exactly. */
static guint
share_of (guint whole, guint64 part, guint64 sum)
{
  return (guint) ((unsigned __int128) whole * part / sum);
}

static void
take_back (CollectorDemoStage *stage, guint first)
{
  for (guint i = first; i < stage->pending->len; i++)
    g_free (g_array_index (stage->pending, CollectorDemoPending, i).row);
  g_array_set_size (stage->pending, first);
}

/* A history ends with calls that are over: one that would not be is played again as much earlier,
 * with the same dice. */
static void
play_in_time (CollectorDemo *demo, void (*play) (CollectorDemoStage *, const CollectorDemoMoment *),
              CollectorDemoMoment moment, guint32 end_s)
{
  CollectorDemoStage before = demo->stage;
  guint first = before.pending->len;
  guint32 last_s = 0;

  play (&demo->stage, &moment);
  for (guint i = first; i < before.pending->len; i++)
    last_s = MAX (last_s, g_array_index (before.pending, CollectorDemoPending, i).write_s);
  if (last_s < end_s)
    return;
  take_back (&demo->stage, first);
  demo->stage = before;
  moment.start_s -= last_s - end_s + 1 + moment.start_s % SLOT_S;
  play (&demo->stage, &moment);
}

static void
play_slot (CollectorDemo *demo, const Plan *plan, guint slot, guint n_calls, GArray *moments)
{
  const guint16 *weights = &plan->weights[slot * MAX_SITES];
  guint32 from_s = plan->from_s + slot * SLOT_S;

  g_array_set_size (moments, 0);
  for (guint i = 0; i < n_calls; i++)
    {
      CollectorDemoMoment moment = {
        .start_s = from_s + collector_demo_random_below (&demo->stage.random, SLOT_S),
        .site = draw_site (demo, weights),
        .node = collector_demo_random_below (&demo->stage.random, COLLECTOR_DEMO_N_NODES),
      };

      g_array_append_val (moments, moment);
    }
  g_array_sort (moments, compare_starts);
  for (guint i = 0; i < moments->len; i++)
    play_in_time (demo, collector_demo_play_any, g_array_index (moments, CollectorDemoMoment, i),
                  plan_end_s (plan));
}

static void
play_fraud_slot (CollectorDemo *demo, const Plan *plan, guint slot)
{
  guint nth = slot - plan->fraud_slot;
  guint n = share_of (plan->fraud_calls, nth + 1, FRAUD_SLOTS)
            - share_of (plan->fraud_calls, nth, FRAUD_SLOTS);

  for (guint i = 0; i < n; i++)
    {
      CollectorDemoMoment moment = { plan->from_s + slot * SLOT_S + i * SLOT_S / n, 0, i % 2 };

      play_in_time (demo, collector_demo_play_fraud, moment, plan_end_s (plan));
      demo->stage.counts.calls++;
    }
}

/* Files for people and disks: a real cluster's minutes for a short history, hours or days else. */
static guint32
choose_bucket (const CollectorDemoOptions *options)
{
  if (options->days <= 1)
    return 60;
  return options->days <= 7 ? 3600 : 86400;
}

gboolean
collector_demo_run_history (CollectorDemo *demo, CollectorDemoWriter write, gpointer data,
                            GError **error)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (CollectorDemoMoment));
  g_auto (Plan) plan = { 0 };
  guint64 part = 0;
  guint n_ordinary;

  demo->write = write;
  demo->write_data = data;
  demo->bucket_s = choose_bucket (&demo->options);
  make_plan (demo, &plan);
  n_ordinary = demo->options.calls - plan.fraud_calls;
  begin_stretch (demo, plan.from_s, demo->options.calls);
  for (guint slot = 0; slot < plan.n_slots && !is_full (demo); slot++)
    {
      const guint16 *weights = &plan.weights[slot * MAX_SITES];
      guint before = share_of (n_ordinary, part, plan.sum);

      part += weights[0] + weights[1] + weights[2];
      play_slot (demo, &plan, slot, share_of (n_ordinary, part, plan.sum) - before, moments);
      if (plan.fraud_calls > 0 && slot >= plan.fraud_slot && slot < plan.fraud_slot + FRAUD_SLOTS)
        play_fraud_slot (demo, &plan, slot);
      /* What is played last may come to lie before what was played hours ago. */
      if (slot + KEPT_SLOTS < plan.n_slots
          && !write_due (demo, plan.from_s + (slot + 1) * SLOT_S, error))
        return FALSE;
    }
  return write_due (demo, plan_end_s (&plan), error) && close_files (demo, error);
}

/* ---- live ---- */

/* Takes a conversation back of which a part would lie before the live files begin. */
static void
drop_if_early (CollectorDemo *demo, guint first)
{
  GArray *pending = demo->stage.pending;
  gboolean is_early = FALSE;

  for (guint i = first; i < pending->len; i++)
    is_early |= g_array_index (pending, CollectorDemoPending, i).write_s < demo->live_from_s;
  if (is_early)
    take_back (&demo->stage, first);
}

static void
play_live_second (CollectorDemo *demo, guint32 at_s, double rate)
{
  CollectorDemoStage *stage = &demo->stage;

  /* Never quite even, yet the rate holds. */
  demo->owed += rate / 60 * (0.5 + collector_demo_random_below (&stage->random, 1001) / 1000.0);
  for (; demo->owed >= 1; demo->owed -= 1)
    {
      guint first = stage->pending->len;
      CollectorDemoMoment moment = { .start_s = at_s };
      guint16 weights[MAX_SITES];

      for (guint site = 0; site < MAX_SITES; site++)
        weights[site] = (guint16) (collector_demo_rhythm_get_weight (
                                       stage->company, site, demo->zones[site], at_s)
                                   * site_shares[site]);
      moment.site = draw_site (demo, weights);
      moment.node = collector_demo_random_below (&stage->random, COLLECTOR_DEMO_N_NODES);
      collector_demo_play_any (stage, &moment);
      drop_if_early (demo, first);
    }
}

gboolean
collector_demo_live_next (CollectorDemo *demo, gint64 from_ms, gint64 to_ms, double rate,
                          CollectorDemoWriter write, gpointer data, GError **error)
{
  guint32 from_s = (guint32) (from_ms / 1000), to_s = (guint32) (to_ms / 1000);

  if (!(rate > 0 && rate <= 1000000) || from_ms < PRE_ROLL_S * 1000LL || to_ms < from_ms)
    {
      toll_error_set_field (error, "live", "%g calls a minute is not a rate", rate);
      return FALSE;
    }
  demo->write = write;
  demo->write_data = data;
  demo->bucket_s = 60;
  if (demo->live_until_s == 0)
    {
      begin_stretch (demo, from_s, G_GUINT64_CONSTANT (0x11fe));
      demo->live_from_s = from_s;
      for (guint32 at_s = from_s - PRE_ROLL_S; at_s < from_s; at_s++)
        play_live_second (demo, at_s, rate);
      demo->live_until_s = from_s;
    }
  for (; demo->live_until_s < to_s; demo->live_until_s++)
    play_live_second (demo, demo->live_until_s, rate);
  return write_due (demo, to_s, error) && close_files (demo, error);
}
