/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/plan.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorDeviceRow: a device that records named. Figures are 0 when no record did since the
 * ledger was made. */
typedef struct
{
  const char *device;
  gint64 first_seen_ms; /* UTC epoch, of the records */
  gint64 last_seen_ms;
  gint64 n_records;
  CollectorDeviceKind kind; /* as told; UNKNOWN = nobody has told */
  const char *site;         /* name; "" = none */
  gint64 site_id;           /* 0 = none */
} CollectorDeviceRow;

/* Tells what @device is; UNKNOWN forgets it. @site: (nullable): name of a site. BAD_ARGUMENT for a
 * device that is a gateway, and for GATEWAY: those are told by gateway-store.
 * Not in a transaction of its own. */
gboolean collector_device_kind_put (CollectorDb *db, const char *device, CollectorDeviceKind kind,
                                    const char *site, GError **error);

/* What stored records say of a device, counted anew while others may have come; with none it is no
 * longer learned. */
gboolean collector_device_relearn (CollectorDb *db, const CollectorDeviceRow *row, GError **error);

/* Called for each row; the texts live until it returns. */
typedef void (*CollectorDeviceFunc) (const CollectorDeviceRow *row, gpointer data);

/* Learned devices that are neither a gateway nor told to be something else, the most frequent
 * first, but for the first @n_before; at most @limit (-1 = all). */
gboolean collector_device_list_unknown (CollectorDb *db, gint64 n_before, gint64 limit,
                                        CollectorDeviceFunc func, gpointer data, GError **error);
/* Devices that were told, gateways excepted, in the order of their names. */
gboolean collector_device_list_told (CollectorDb *db, gint64 n_before, gint64 limit,
                                     CollectorDeviceFunc func, gpointer data, GError **error);

/* Whether a record named it, or somebody told of it. */
gboolean collector_device_is_known (CollectorDb *db, const char *name, gboolean *is_known,
                                    GError **error);
/* The one device @name, told or not, learned or not. */
gboolean collector_device_visit (
    CollectorDb *db, const char *name, CollectorDeviceFunc func, gpointer data, GError **error);

/* "unknown", "phone", "gateway", "bridge", "voicemail". */
const char *collector_device_kind_to_name (CollectorDeviceKind kind);
gboolean collector_device_kind_from_name (const char *name, CollectorDeviceKind *kind);

G_END_DECLS
