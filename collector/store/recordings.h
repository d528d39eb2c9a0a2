/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/ledger.h"

G_BEGIN_DECLS

#define COLLECTOR_MARK_IS_LEG_ID (-1)

/* CollectorMark: what a record of a recording says it was made of. */
typedef struct
{
  gint64 manager_id; /* of a call id; COLLECTOR_MARK_IS_LEG_ID */
  guint32 ident;
  gint64 setup_s;      /* when the recording began */
  const char *cluster; /* borrowed */
  guint leg;           /* the record, in its batch */
} CollectorMark;

/* CollectorLegPlace: under which call id a connected record with a leg id is stored. */
typedef struct
{
  gint64 cluster_id;
  guint32 leg_ident;
  gint64 node_id;
  guint32 global_call_id;
} CollectorLegPlace;

/* Writer lane, inside the transaction. The same mark again changes nothing. */
gboolean collector_ledger_add_mark (CollectorLedger *ledger, gint64 cluster_id,
                                    const CollectorMark *mark, GError **error);

/* Appends (CollectorMark, without leg) what was marked from @first_s to @last_s. */
gboolean collector_ledger_list_marks (CollectorDb *db, gint64 cluster_id, const char *cluster,
                                      gint64 first_s, gint64 last_s, GArray *marks,
                                      GError **error);

/* Notes where records lie; sorts @places. Writer lane, inside the transaction. */
gboolean collector_ledger_put_places (CollectorLedger *ledger, CollectorLegPlace *places,
                                      guint n_places, GError **error);

/* Appends (CollectorLegPlace) where connected records with @leg_ident lie. */
gboolean collector_ledger_list_places (CollectorDb *db, gint64 cluster_id, guint32 leg_ident,
                                       GArray *places, GError **error);

G_END_DECLS
