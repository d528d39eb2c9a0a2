/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last stage of a batch, inside its transaction: what is new, what is there already, what
 * contradicts it. Most conversations are complete within a batch and are stored as they were
 * derived; the others go through rejoin. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle-private.h"

#include "shared/base/error.h"

#include <string.h>

/* Call ids this near are looked up by one range scan: files hold runs of them. */
#define SCAN_GAP 64

static guint
ordered (const CollectorSettling *self, guint position)
{
  return g_array_index (self->from->order, guint, position);
}

static gboolean
ensure_node (CollectorWords *words, const char *cluster, guint32 manager_id, gint64 *node_id,
             GError **error)
{
  g_autofree char *text = g_strdup_printf ("%s/%u", cluster, manager_id);

  return collector_words_ensure (words, COLLECTOR_WORD_NODE, text, node_id, error);
}

static gboolean
resolve_nodes (CollectorSettling *self, GError **error)
{
  CollectorWords *words = collector_ledger_get_words (self->to->ledger);
  const TollLeg *last = NULL;
  guint last_index = 0;

  for (guint i = 0; i < self->from->order->len; i++)
    {
      guint index = ordered (self, i);
      const TollLeg *leg = collector_settling_leg (self, index);

      if (last != NULL && leg->manager_id == last->manager_id
          && strcmp (leg->cluster, last->cluster) == 0)
        {
          self->node_ids[index] = self->node_ids[last_index];
          self->cluster_ids[index] = self->cluster_ids[last_index];
          continue;
        }
      if (!ensure_node (words, leg->cluster, leg->manager_id, &self->node_ids[index], error)
          || !collector_words_ensure (words, COLLECTOR_WORD_CLUSTER, leg->cluster,
                                      &self->cluster_ids[index], error))
        return FALSE;
      last = leg;
      last_index = index;
    }
  return TRUE;
}

static CollectorLegRow
make_row (const CollectorSettling *self, guint index)
{
  const TollLeg *leg = collector_settling_leg (self, index);
  const CollectorPreparedLeg *mine = &self->from->legs[index];

  return (CollectorLegRow){ .node_id = self->node_ids[index],
                            .cluster_id = self->cluster_ids[index],
                            .global_call_id = leg->global_call_id,
                            .record_key = leg->record_key,
                            .setup_s = leg->setup_ms / 1000,
                            .file_id = self->to->file_id,
                            .line = leg->line,
                            .byte_offset = leg->byte_offset,
                            .byte_length = leg->byte_length,
                            .content_hash = leg->content_hash,
                            .body = self->from->bodies->data + mine->body_at,
                            .n_body = mine->n_body };
}

/* The stored record with @record_key among rows @first to @end, which are in its order.
 * Returns: (nullable). */
static const CollectorLegRow *
find_stored (const CollectorSettling *self, gint64 record_key, guint first, guint end)
{
  while (first < end)
    {
      guint middle = first + (end - first) / 2;
      const CollectorLegRow *row = &g_array_index (self->stored, CollectorLegRow, middle);

      if (row->record_key == record_key)
        return row;
      if (row->record_key < record_key)
        first = middle + 1;
      else
        end = middle;
    }
  return NULL;
}

/* Whether a record of the conversation lies near a stored one. Once one does, the others need not
 * be looked at: a conversation may have as many records as the file. */
static void
look_near (CollectorSettling *self, guint index, guint first, guint end)
{
  guint group = self->from->legs[index].group;
  gint64 setup_s = collector_settling_leg (self, index)->setup_ms / 1000;

  if (group == COLLECTOR_NO_GROUP)
    return;
  for (guint i = first; i < end && !self->reaches_out[group]; i++)
    {
      const CollectorLegRow *row = &g_array_index (self->stored, CollectorLegRow, i);

      if (row->call_id != 0 && ABS (row->setup_s - setup_s) <= COLLECTOR_NEAR_S)
        collector_settling_reach_out (self, index);
    }
}

/* Compares one record with the stored ones of its callId, rows @first to @end. */
static gboolean
compare_with_stored (CollectorSettling *self, guint index, guint first, guint end, GError **error)
{
  const TollLeg *leg = collector_settling_leg (self, index);
  gint32 same_as = self->from->legs[index].same_as;
  const CollectorLegRow *stored = find_stored (self, leg->record_key, first, end);
  const gint64 *stays = same_as >= 0 ? &collector_settling_leg (self, same_as)->content_hash : NULL;
  CollectorLegRow row;

  if (stored != NULL)
    {
      stays = &stored->content_hash;
      collector_settling_reach_out (self, index);
    }
  self->has_kin[index] = first < end;
  look_near (self, index, first, end);
  self->is_new[index] = stays == NULL;
  if (stays == NULL || *stays == leg->content_hash)
    return TRUE;
  row = make_row (self, index);
  return collector_settle_note_leg_conflict (self, leg, &row, stored, *stays, error);
}

static guint32
ordered_call_id (const CollectorSettling *self, guint position)
{
  return collector_settling_leg (self, ordered (self, position))->global_call_id;
}

static guint32
stored_call_id (const CollectorSettling *self, guint row)
{
  return g_array_index (self->stored, CollectorLegRow, row).global_call_id;
}

/* Records @from to @to (positions in the order) are of one node; their callIds lie near. */
static gboolean
look_up_range (CollectorSettling *self, guint from, guint to, GError **error)
{
  guint row = 0, end = 0; /* the stored records of one callId */

  g_array_set_size (self->stored, 0);
  if (!collector_ledger_list_legs (collector_ledger_get_db (self->to->ledger),
                                   self->node_ids[ordered (self, from)],
                                   ordered_call_id (self, from), ordered_call_id (self, to - 1),
                                   self->stored, error))
    return FALSE;
  for (guint i = from; i < to; i++)
    {
      guint32 call_id = ordered_call_id (self, i);

      if (i == from || call_id != ordered_call_id (self, i - 1))
        {
          for (row = end; row < self->stored->len && stored_call_id (self, row) < call_id;)
            row++;
          for (end = row; end < self->stored->len && stored_call_id (self, end) == call_id;)
            end++;
        }
      if (!compare_with_stored (self, ordered (self, i), row, end, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look_up_keys (CollectorSettling *self, GError **error)
{
  guint n = self->from->order->len, from = 0;

  for (guint i = 1; i <= n; i++)
    {
      if (i < n && self->node_ids[ordered (self, i)] == self->node_ids[ordered (self, i - 1)]
          && ordered_call_id (self, i) - ordered_call_id (self, i - 1) <= SCAN_GAP)
        continue;
      if (!look_up_range (self, from, i, error))
        return FALSE;
      from = i;
    }
  return TRUE;
}

static gboolean
look_up_link (CollectorSettling *self, guint index, guint32 leg_ident, GError **error)
{
  g_array_set_size (self->stored, 0);
  if (leg_ident == 0)
    return TRUE;
  if (!collector_ledger_list_linked (collector_ledger_get_db (self->to->ledger),
                                     self->cluster_ids[index], leg_ident, self->stored, error))
    return FALSE;
  for (guint i = 0; i < self->stored->len; i++)
    if (ABS (g_array_index (self->stored, CollectorLegRow, i).setup_s
             - collector_settling_leg (self, index)->setup_ms / 1000)
        <= COLLECTOR_NEAR_S)
      collector_settling_reach_out (self, index);
  return TRUE;
}

static gboolean
look_up_links (CollectorSettling *self, GError **error)
{
  for (guint i = 0; i < self->from->batch->legs->len; i++)
    if (self->is_new[i] && self->from->legs[i].link
        && (!look_up_link (self, i, collector_settling_leg (self, i)->orig_leg_id, error)
            || !look_up_link (self, i, collector_settling_leg (self, i)->dest_leg_id, error)))
      return FALSE;
  return TRUE;
}

/* A record of each group, to begin looking for a call's records. */
static guint *
find_first_legs (const CollectorSettling *self)
{
  guint *first = g_new0 (guint, self->from->n_groups + 1);

  for (guint i = self->from->batch->legs->len; i-- > 0;)
    if (self->from->legs[i].group != COLLECTOR_NO_GROUP)
      first[self->from->legs[i].group] = i;
  return first;
}

/* Stores the calls of conversations that are complete within the batch, in the order of id. */
static gboolean
insert_whole_calls (CollectorSettling *self, GError **error)
{
  const CollectorPrepared *from = self->from;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorCallPut));
  g_autofree guint *first_legs = find_first_legs (self);

  for (guint i = 0; i < from->call_order->len; i++)
    {
      guint index = g_array_index (from->call_order, guint, i);
      guint group = g_array_index (from->call_group, guint, index);
      CollectorCallPut row = { &g_array_index (from->calls, TollCall, index),
                               &g_array_index (from->call_words, CollectorCallWords, index),
                               self->node_ids[first_legs[group]],
                               collector_settling_leg (self, first_legs[group])->global_call_id };

      if (!self->reaches_out[group])
        g_array_append_val (rows, row);
    }
  if (!collector_ledger_insert_calls (self->to->ledger,
                                      (const CollectorCallPut *) (gpointer) rows->data, rows->len,
                                      error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (self->to->changes, g_array_index (rows, CollectorCallPut, i).call->id);
  self->to->counts->calls += rows->len;
  return TRUE;
}

static gboolean
rejoin_others (CollectorSettling *self, GError **error)
{
  g_autoptr (GArray) revisits = g_array_new (FALSE, FALSE, sizeof (CollectorRevisit));
  g_autoptr (GArray) newcomers = g_array_new (FALSE, FALSE, sizeof (CollectorNewcomer));
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->from->batch->legs->len; i++)
    {
      guint group = self->from->legs[i].group;
      CollectorNewcomer newcomer
          = { collector_settling_leg (self, i), self->node_ids[i], self->cluster_ids[i], 0 };

      if (!self->is_new[i] || group == COLLECTOR_NO_GROUP || !self->reaches_out[group])
        continue;
      g_array_append_val (newcomers, newcomer);
      g_array_append_val (indices, i);
    }
  if (!collector_settle_find_revisits (self, revisits, error))
    return FALSE;
  if (newcomers->len == 0 && revisits->len == 0)
    return TRUE;
  if (!collector_rejoin (self->to, self->from->snapshot,
                         (CollectorNewcomer *) (gpointer) newcomers->data, newcomers->len,
                         revisits, error))
    return FALSE;
  for (guint i = 0; i < indices->len; i++)
    self->leg_call_ids[g_array_index (indices, guint, i)]
        = g_array_index (newcomers, CollectorNewcomer, i).call_id;
  return TRUE;
}

static gboolean
complete_row (CollectorSettling *self, guint index, CollectorLegRow *row, GError **error)
{
  const CollectorPreparedLeg *mine = &self->from->legs[index];
  const TollLeg *leg = collector_settling_leg (self, index);

  *row = make_row (self, index);
  if (mine->noise == NULL)
    row->call_id = self->leg_call_ids[index] != 0
                       ? self->leg_call_ids[index]
                       : g_array_index (self->from->calls, TollCall, mine->call).id;
  if (mine->learn_orig)
    collector_ledger_learn_device (self->to->ledger, leg->orig_device, leg->setup_ms);
  if (mine->learn_dest)
    collector_ledger_learn_device (self->to->ledger, leg->dest_device, leg->setup_ms);
  return mine->noise == NULL
         || collector_words_ensure (collector_ledger_get_words (self->to->ledger),
                                    COLLECTOR_WORD_NOISE, mine->noise, &row->noise_id, error);
}

/* Returns: (transfer full): how many records each conversation of the batch has. */
static guint *
count_by_group (const CollectorSettling *self)
{
  guint *counts = g_new0 (guint, self->from->n_groups + 1);

  for (guint i = 0; i < self->from->batch->legs->len; i++)
    if (self->from->legs[i].group != COLLECTOR_NO_GROUP)
      counts[self->from->legs[i].group]++;
  return counts;
}

/* Of conversations that were rejoined it is done already. */
static gboolean
put_sides (CollectorSettling *self, const CollectorLegRow *rows, const guint *indices, guint n_rows,
           GError **error)
{
  g_autofree guint *counts = count_by_group (self);
  g_autoptr (GArray) sides = g_array_new (FALSE, FALSE, sizeof (CollectorSide));

  for (guint i = 0; i < n_rows; i++)
    {
      guint group = self->from->legs[indices[i]].group;
      const CollectorSide side = { rows[i].call_id, rows[i].node_id,
                                   collector_settling_leg (self, indices[i]) };

      if (group != COLLECTOR_NO_GROUP && counts[group] > 1 && !self->reaches_out[group])
        g_array_append_val (sides, side);
    }
  return collector_ledger_put_sides (self->to->ledger,
                                     (const CollectorSide *) (gpointer) sides->data, sides->len,
                                     error);
}

static gboolean
insert_legs (CollectorSettling *self, GError **error)
{
  guint n = self->from->order->len, n_rows = 0;
  g_autofree guint *indices = g_new (guint, n + 1);
  CollectorLegRow *rows = toll_arena_alloc (self->arena, (n + 1) * sizeof *rows);
  const TollLeg **links = toll_arena_alloc (self->arena, (n + 1) * sizeof *links);
  CollectorFileCounts *counts = self->to->counts;

  for (guint i = 0; i < n; i++)
    {
      guint index = ordered (self, i);
      const CollectorPreparedLeg *mine = &self->from->legs[index];

      counts->duplicates += !self->is_new[index];
      if (!self->is_new[index])
        continue;
      if (!complete_row (self, index, &rows[n_rows], error))
        return FALSE;
      indices[n_rows] = index;
      links[n_rows++] = mine->link ? collector_settling_leg (self, index) : NULL;
      counts->noise += mine->noise != NULL;
      counts->legs += mine->noise == NULL;
    }
  return collector_ledger_insert_legs (self->to->ledger, rows, links, n_rows, error)
         && put_sides (self, rows, indices, n_rows, error);
}

static gboolean
settle_qualities (CollectorSettling *self, GError **error)
{
  GArray *qualities = self->from->batch->qualities;

  for (guint i = 0; i < qualities->len; i++)
    {
      const TollQuality *quality = &g_array_index (qualities, TollQuality, i);
      gboolean is_stored = FALSE;
      gint64 node_id = 0, stored_hash = 0;

      if (!ensure_node (collector_ledger_get_words (self->to->ledger), quality->cluster,
                        quality->manager_id, &node_id, error)
          || !collector_ledger_add_quality (self->to->ledger, node_id, self->to->file_id, quality,
                                            &is_stored, &stored_hash, error))
        return FALSE;
      if (is_stored)
        self->to->counts->quality++;
      else
        self->to->counts->duplicates++;
      if (!is_stored && stored_hash != quality->content_hash
          && !collector_settle_note_quality_conflict (self, node_id, quality, stored_hash, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_rejects (CollectorSettling *self, GError **error)
{
  GArray *rejects = self->from->batch->rejects;

  for (guint i = 0; i < rejects->len; i++)
    {
      const CollectorReject *reject = &g_array_index (rejects, CollectorReject, i);
      CollectorHeld held = { 0,
                             self->to->file_id,
                             reject->line,
                             reject->byte_offset,
                             reject->field,
                             reject->reason,
                             reject->raw };
      gboolean is_stored = FALSE;

      if (!collector_ledger_hold (self->to->ledger, &held, &is_stored, error))
        return FALSE;
      if (is_stored)
        self->to->counts->quarantined++;
      else
        self->to->counts->duplicates++;
    }
  return TRUE;
}

static void
allocate (CollectorSettling *self)
{
  gsize n_legs = self->from->batch->legs->len + 1;

  self->node_ids = toll_arena_alloc (self->arena, n_legs * sizeof (gint64));
  self->cluster_ids = toll_arena_alloc (self->arena, n_legs * sizeof (gint64));
  self->leg_call_ids = toll_arena_alloc (self->arena, n_legs * sizeof (gint64));
  self->has_kin = toll_arena_alloc (self->arena, n_legs * sizeof (gboolean));
  self->is_new = toll_arena_alloc (self->arena, n_legs * sizeof (gboolean));
  self->reaches_out
      = toll_arena_alloc (self->arena, (self->from->n_groups + 1) * sizeof (gboolean));
}

gboolean
collector_settle_batch (CollectorSettlement *to, const CollectorPrepared *from, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) stored = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));
  CollectorSettling self = { .to = to, .from = from, .arena = arena, .stored = stored };
  guint n_changes = to->changes->len;

  allocate (&self);
  to->counts->records += collector_batch_count (from->batch);
  return resolve_nodes (&self, error) && look_up_keys (&self, error)
         && collector_settle_store_marks (&self, error)
         && collector_settle_find_recorded (&self, error) && look_up_links (&self, error)
         && insert_whole_calls (&self, error) && rejoin_others (&self, error)
         && insert_legs (&self, error) && collector_settle_store_places (&self, error)
         && settle_qualities (&self, error) && settle_rejects (&self, error)
         && collector_settle_note_owners (&self, n_changes, error);
}
