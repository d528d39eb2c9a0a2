/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/totals/totals.h"

G_BEGIN_DECLS

/* CollectorOwnTotals: the running totals of a person's own calls, by line, local day and currency.
 * Few of the days have calls of a person: a row each, unlike the cells of the cubes. Belongs to
 * CollectorTotals, which alone calls it; changes are gathered until the batch is committed. Writer
 * lane. */
typedef struct _CollectorOwnTotals CollectorOwnTotals;

/* What a row is found by. */
typedef struct
{
  gint64 person_id;
  gint64 line_id;
  gint64 currency_id;
  gint32 day;
} CollectorOwnKey;

CollectorOwnTotals *collector_own_totals_new (void);
void collector_own_totals_free (CollectorOwnTotals *own);

/* Adds @cell; what is unrated is not told here. */
void collector_own_totals_add (CollectorOwnTotals *own, const CollectorOwnKey *key,
                               const CollectorCell *cell);
/* Writes what was gathered into the table, inside the caller's transaction, and forgets it.
 * Returns: FALSE with DATABASE. */
gboolean collector_own_totals_flush (CollectorOwnTotals *own, CollectorDb *db, GError **error);
void collector_own_totals_forget (CollectorOwnTotals *own);

/* Compares what was gathered (all calls, added once) with the table; forgets it.
 * @differences: of char *; sentences are appended, at most @max. */
gboolean collector_own_totals_compare (CollectorOwnTotals *own, CollectorDb *db,
                                       GPtrArray *differences, guint max, GError **error);

G_END_DECLS
