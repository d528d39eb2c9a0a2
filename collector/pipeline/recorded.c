/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records of traffic were recorded. The rule looks at two records only, so it does not matter
 * which of them comes first: the same cluster, an id the recording names, and the recording began
 * while the record lasted.
 *
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR Examples": the conversation
 * id of a recording or monitoring record is the leg id of the agent's end of the call.
 */
#include "config.h"

#include "collector/pipeline/recorded.h"

#include <stdlib.h>
#include <string.h>

#define CLOCKS_S 60 /* how far the clocks of two servers may differ */
#define DAY_S 86400 /* a record that claims to last longer is looked at for a day */

static void
add_mark (GArray *marks, const TollLeg *copy, guint index, gint64 manager_id, guint32 ident)
{
  CollectorMark mark = { .manager_id = manager_id,
                         .ident = ident,
                         .setup_s = copy->setup_ms / 1000,
                         .cluster = copy->cluster,
                         .leg = index };

  if (ident != 0)
    g_array_append_val (marks, mark);
}

void
collector_recorded_add_marks (GArray *marks, const TollLeg *copy, guint index)
{
  gboolean names_legs = copy->orig_conversation_id != 0 || copy->dest_conversation_id != 0;

  add_mark (marks, copy, index, copy->manager_id, copy->global_call_id);
  add_mark (marks, copy, index, COLLECTOR_MARK_IS_LEG_ID,
            names_legs ? copy->orig_conversation_id : copy->orig_leg_id);
  add_mark (marks, copy, index, COLLECTOR_MARK_IS_LEG_ID,
            names_legs ? copy->dest_conversation_id : copy->dest_leg_id);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const CollectorMark *left = a, *right = b;

  if (left->ident != right->ident)
    return left->ident < right->ident ? -1 : 1;
  return (left->manager_id > right->manager_id) - (left->manager_id < right->manager_id);
}

void
collector_recorded_sort_marks (GArray *marks)
{
  g_array_sort (marks, compare_marks);
}

/* A recording of @leg begins from here ... */
static gint64
get_first_s (const TollLeg *leg)
{
  return leg->setup_ms / 1000 - CLOCKS_S;
}

/* ... to here. */
static gint64
get_last_s (const TollLeg *leg)
{
  gint64 setup_s = leg->setup_ms / 1000;

  return CLAMP (leg->disconnect_ms / 1000, setup_s, setup_s + DAY_S) + CLOCKS_S;
}

static gboolean
is_of (const CollectorMark *mark, const TollLeg *leg, gint64 manager_id)
{
  return mark->manager_id == manager_id && mark->setup_s >= get_first_s (leg)
         && mark->setup_s <= get_last_s (leg) && strcmp (mark->cluster, leg->cluster) == 0;
}

static gboolean
match_ident (const GArray *marks, const TollLeg *leg, gint64 manager_id, guint32 ident)
{
  guint first = 0, end = marks->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (g_array_index (marks, CollectorMark, middle).ident < ident)
        first = middle + 1;
      else
        end = middle;
    }
  for (; first < marks->len; first++)
    {
      const CollectorMark *mark = &g_array_index (marks, CollectorMark, first);

      if (mark->ident != ident)
        break;
      if (is_of (mark, leg, manager_id))
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_recorded_match (const GArray *marks, TollLeg *leg)
{
  leg->is_recorded = leg->connect_ms > 0
                     && (match_ident (marks, leg, COLLECTOR_MARK_IS_LEG_ID, leg->orig_leg_id)
                         || match_ident (marks, leg, COLLECTOR_MARK_IS_LEG_ID, leg->dest_leg_id)
                         || match_ident (marks, leg, leg->manager_id, leg->global_call_id));
  return leg->is_recorded;
}

/* Compares the records of one cluster, of which @first is the first. */
static gboolean
match_cluster (CollectorDb *db, CollectorRecordedLeg *legs, guint first, guint n_legs,
               GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (CollectorMark));
  gint64 cluster_id = legs[first].cluster_id;
  gint64 first_s = G_MAXINT64, last_s = G_MININT64;

  for (guint i = first; i < n_legs; i++)
    if (legs[i].cluster_id == cluster_id)
      {
        first_s = MIN (first_s, get_first_s (legs[i].leg));
        last_s = MAX (last_s, get_last_s (legs[i].leg));
      }
  if (!collector_ledger_list_marks (db, cluster_id, legs[first].leg->cluster, first_s, last_s,
                                    marks, error))
    return FALSE;
  collector_recorded_sort_marks (marks);
  for (guint i = first; i < n_legs && marks->len > 0; i++)
    if (legs[i].cluster_id == cluster_id && !legs[i].leg->is_recorded)
      legs[i].is_marked = collector_recorded_match (marks, legs[i].leg);
  return TRUE;
}

gboolean
collector_recorded_match_stored (CollectorDb *db, CollectorRecordedLeg *legs, guint n_legs,
                                 GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_legs; i++)
    if (g_hash_table_add (seen, &legs[i].cluster_id)
        && !match_cluster (db, legs, i, n_legs, error))
      return FALSE;
  return TRUE;
}
