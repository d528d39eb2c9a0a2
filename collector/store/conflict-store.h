/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/ledger.h"

G_BEGIN_DECLS

/* Which columns the file @file_id had. @columns_hash: (out): 0 = not known. Any lane. */
gboolean collector_conflict_get_columns (CollectorDb *db, gint64 file_id, gint64 *columns_hash,
                                         GError **error);

/* Compares @quality with the stored record of its key. @columns_hash: (out): of the stored one's
 * file; @agrees: (out): they say the same in what both have. Writer lane. */
gboolean collector_conflict_compare_quality (CollectorLedger *ledger, gint64 node_id,
                                             const TollQuality *quality, gint64 *columns_hash,
                                             gboolean *agrees, GError **error);

/* CollectorConflictRow: a record that contradicts a stored one. Texts live during the call. */
typedef struct
{
  gint64 id;
  const char *file; /* base name as it was delivered */
  guint line;
  const char *stored_file; /* of the record that stays */
  guint stored_line;
  const char *fields; /* names of what differs, with commas; "" = only in what is not kept */
} CollectorConflictRow;

typedef void (*CollectorConflictFunc) (const CollectorConflictRow *row, gpointer data);

/* Calls @func for the conflicts that records of @file_id (0 = of all files) made, in the order in
 * which they came; at most @limit (-1 = all). Any lane. */
gboolean collector_conflict_list (CollectorDb *db, gint64 file_id, gint64 limit,
                                  CollectorConflictFunc func, gpointer data, GError **error);

G_END_DECLS
