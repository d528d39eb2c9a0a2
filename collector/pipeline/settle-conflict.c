/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records that claim a stored key with another content. Between files with the same columns any
 * difference is a contradiction; else only one in what both records have. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle-private.h"

#include "collector/store/conflict-store.h"

static gboolean
note (CollectorSettling *self, const CollectorLegRow *row, gint64 stays, GError **error)
{
  gboolean is_new = FALSE;

  if (!collector_ledger_add_conflict (self->to->ledger, row, stays, &is_new, error))
    return FALSE;
  self->to->counts->conflicts += is_new;
  return TRUE;
}

static gboolean
has_columns (const CollectorSettling *self, gint64 columns_hash)
{
  return columns_hash != 0 && columns_hash == self->from->batch->columns_hash;
}

/* @agrees: (out): the stored record says the same in other columns. */
static gboolean
compare_leg (CollectorSettling *self, const TollLeg *leg, const CollectorLegRow *stored,
             gboolean *agrees, GError **error)
{
  CollectorDb *db = collector_ledger_get_db (self->to->ledger);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));
  gint64 columns_hash = 0;

  *agrees = FALSE;
  if (!collector_conflict_get_columns (db, stored->file_id, &columns_hash, error))
    return FALSE;
  if (has_columns (self, columns_hash))
    return TRUE;
  if (!collector_ledger_load_legs (db, stored->node_id, stored->global_call_id, self->arena, rows,
                                   error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorLegRow *row = &g_array_index (rows, CollectorLegRow, i);
      TollLeg other;

      if (row->record_key != stored->record_key)
        continue;
      toll_leg_init (&other);
      if (!toll_leg_unpack (&other, row->body, row->n_body, self->arena, error))
        return FALSE;
      *agrees = toll_leg_agrees (leg, &other);
    }
  return TRUE;
}

gboolean
collector_settle_note_leg_conflict (CollectorSettling *self, const TollLeg *leg,
                                    const CollectorLegRow *row, const CollectorLegRow *stored,
                                    gint64 stays, GError **error)
{
  gboolean agrees = FALSE;

  if (stored != NULL && stored->file_id != self->to->file_id
      && !compare_leg (self, leg, stored, &agrees, error))
    return FALSE;
  return agrees || note (self, row, stays, error);
}

gboolean
collector_settle_note_quality_conflict (CollectorSettling *self, gint64 node_id,
                                        const TollQuality *quality, gint64 stored_hash,
                                        GError **error)
{
  CollectorLegRow row = { .node_id = node_id,
                          .global_call_id = quality->global_call_id,
                          .record_key = quality->record_key,
                          .content_hash = quality->content_hash,
                          .file_id = self->to->file_id,
                          .line = quality->line,
                          .byte_offset = quality->byte_offset,
                          .byte_length = quality->byte_length };
  gint64 columns_hash = 0;
  gboolean agrees = FALSE;

  if (!collector_conflict_compare_quality (self->to->ledger, node_id, quality, &columns_hash,
                                           &agrees, error))
    return FALSE;
  return (agrees && !has_columns (self, columns_hash)) || note (self, &row, stored_hash, error);
}
