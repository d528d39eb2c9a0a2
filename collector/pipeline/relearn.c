/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Devices are learned as records come; what is told later may make one of them no news, or make an
 * old one news again. Counts come out as an import would make them now.
 */
#include "config.h"

#include "collector/pipeline/relearn.h"

#include "collector/normalize/device-shape.h"
#include "collector/normalize/direction.h"
#include "collector/store/device-store.h"

/* A device and the records that make it one to be told. */
typedef struct
{
  gboolean is_told;
  gboolean is_hinting;
  gboolean is_learned; /* it was when the walk began */
  CollectorDeviceRow row; /* its figures */
} Doubt;

struct _CollectorRelearning
{
  CollectorSnapshot *snapshot; /* borrowed */
  GHashTable *doubts;          /* char * (owned) -> Doubt (owned) */
  gboolean is_of_all;          /* devices; else of those in the table */
};

static Doubt *
add_doubt (CollectorRelearning *self, const char *device)
{
  Doubt *doubt = g_new0 (Doubt, 1);

  doubt->is_told = collector_plan_get_device_kind (self->snapshot->plan, device)
                   != COLLECTOR_DEVICE_UNKNOWN;
  doubt->is_hinting
      = collector_device_shape_get_likely (device) != COLLECTOR_DEVICE_UNKNOWN;
  g_hash_table_replace (self->doubts, g_strdup (device), doubt);
  return doubt;
}

static void
add_learned (const CollectorDeviceRow *row, gpointer data)
{
  add_doubt (data, row->device)->is_learned = TRUE;
}

CollectorRelearning *
collector_relearning_new (CollectorDb *db, CollectorSnapshot *snapshot, const char *device,
                          GError **error)
{
  CollectorRelearning *self = g_new0 (CollectorRelearning, 1);
  gboolean is_ok = TRUE;

  self->snapshot = snapshot;
  self->is_of_all = *device == '\0';
  self->doubts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (self->is_of_all)
    is_ok = collector_device_list_unknown (db, 0, -1, add_learned, self, error);
  else if (collector_plan_get_device_kind (snapshot->plan, device) == COLLECTOR_DEVICE_UNKNOWN)
    add_doubt (self, device);
  if (!is_ok || (!self->is_of_all && g_hash_table_size (self->doubts) == 0))
    g_clear_pointer (&self, collector_relearning_free);
  return self;
}

void
collector_relearning_free (CollectorRelearning *self)
{
  g_hash_table_unref (self->doubts);
  g_free (self);
}

static void
see_end (CollectorRelearning *self, const TollLeg *leg, gboolean is_called, TollArena *arena)
{
  const CollectorContext context = { self->snapshot->plan, self->snapshot->people };
  const char *device = is_called ? leg->dest_device : leg->orig_device;
  Doubt *doubt = *device != '\0' ? g_hash_table_lookup (self->doubts, device) : NULL;
  CollectorDeviceRow *row;

  if (doubt == NULL && self->is_of_all && *device != '\0')
    doubt = add_doubt (self, device);
  if (doubt == NULL || doubt->is_told
      || (doubt->is_hinting && !collector_direction_hides_trunk (&context, leg, is_called, arena)))
    return;
  row = &doubt->row;
  row->first_seen_ms
      = row->n_records > 0 ? MIN (row->first_seen_ms, leg->setup_ms) : leg->setup_ms;
  row->last_seen_ms = row->n_records > 0 ? MAX (row->last_seen_ms, leg->setup_ms) : leg->setup_ms;
  row->n_records++;
}

void
collector_relearning_see (CollectorRelearning *self, const TollLeg *leg, TollArena *arena)
{
  see_end (self, leg, FALSE, arena);
  see_end (self, leg, TRUE, arena);
}

gboolean
collector_relearning_finish (const CollectorRelearning *self, CollectorDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer name, data;

  g_hash_table_iter_init (&iter, self->doubts);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      const Doubt *doubt = data;
      CollectorDeviceRow row = doubt->row;

      row.device = name;
      if (row.n_records == 0 && (!doubt->is_learned || !doubt->is_hinting))
        continue;
      if (!collector_device_relearn (db, &row, error))
        return FALSE;
    }
  return TRUE;
}
