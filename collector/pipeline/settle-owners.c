/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls whose owners were found by a directory that has changed since: the batch queues them in its
 * own transaction, so that neither a kill nor the order of things leaves them with the wrong owner.
 * Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle-private.h"
#include "collector/store/reattribution-store.h"

gboolean
collector_settle_note_owners (CollectorSettling *self, guint first, GError **error)
{
  const GArray *changes = self->to->changes;
  gint64 revision = collector_people_get_revision (self->from->snapshot->people);
  gint64 low_id = G_MAXINT64, high_id = -1;

  if (revision == G_MAXINT64)
    return TRUE;
  for (guint i = first; i < changes->len; i++)
    {
      gint64 id = g_array_index (changes, gint64, i);

      if (id < 0)
        continue; /* taken out */
      low_id = MIN (low_id, id);
      high_id = MAX (high_id, id);
    }
  return high_id < 0
         || collector_reattribution_add_stale (collector_ledger_get_db (self->to->ledger), revision,
                                               collector_call_start_ms (low_id),
                                               collector_call_start_ms (high_id) + 1000, error);
}
