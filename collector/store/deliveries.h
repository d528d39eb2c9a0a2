/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* What came in, and what of it was not taken: for reports on the care of the ledger itself. Any
 * lane; texts live during the visit. */

/* CollectorDelivery: a file that was read or refused. */
typedef struct
{
  const char *name;     /* base name as it was delivered */
  gint64 first_seen_ms;
  gboolean is_refused;
  gint64 n_again;       /* how often the same bytes came once more */
  gint64 n_records;
  gint64 n_calls;       /* new ones that its records made */
  gint64 n_duplicates;
  gint64 n_quarantined;
} CollectorDelivery;

typedef void (*CollectorDeliveryFunc) (const CollectorDelivery *delivery, gpointer data);

/* Files that came, or came again, since @from_ms, in the order in which they came first. */
gboolean collector_deliveries_visit (CollectorDb *db, gint64 from_ms, CollectorDeliveryFunc func,
                                     gpointer data, GError **error);

/* CollectorDiscard: what was not imported for one reason. */
typedef struct
{
  const char *reason;
  const char *field;  /* of the record; "" = the whole record, or a whole file */
  gint64 n_files;     /* refused whole */
  gint64 n_records;
  gint64 n_held;      /* of those: they can be tried again */
  gint64 n_replayed;  /* of those: imported since */
  gint64 first_ms;
  gint64 last_ms;
} CollectorDiscard;

typedef void (*CollectorDiscardFunc) (const CollectorDiscard *discard, gpointer data);

/* What was put aside in [@from_ms, @to_ms): records in quarantine, records that contradict a stored
 * one, files that were refused; most records first. */
gboolean collector_discards_visit (CollectorDb *db, gint64 from_ms, gint64 to_ms,
                                   CollectorDiscardFunc func, gpointer data, GError **error);

G_END_DECLS
