/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorDeviceRow: a device that records named and nobody has told of. */
typedef struct
{
  const char *device;
  gint64 first_seen_ms; /* UTC epoch, of the records */
  gint64 last_seen_ms;
  gint64 n_records;
} CollectorDeviceRow;

/* Called for each learned device that is neither a gateway nor told to be something else, the most
 * frequent first; texts live until it returns. */
typedef void (*CollectorDeviceFunc) (const CollectorDeviceRow *row, gpointer data);
gboolean collector_device_foreach_unknown (
    CollectorDb *db, CollectorDeviceFunc func, gpointer data, GError **error);

G_END_DECLS
