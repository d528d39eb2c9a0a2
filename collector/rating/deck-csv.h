/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/deck.h"

G_BEGIN_DECLS

/* CollectorDeckImport: what became of a price list. All or nothing: with one error there is no
 * deck. Prices that can hardly be meant are flagged, not refused. */
typedef struct
{
  guint line;
  const char *field; /* static: "prefix", "price" ... ; "" for the record as a whole */
  char *text;
} CollectorDeckFault;

/* A price above COLLECTOR_FLAG_PER_MINUTE_E8, or more than COLLECTOR_FLAG_FACTOR times the median
 * of the list and above 1. */
typedef struct
{
  guint line;
  char prefix[COLLECTOR_PREFIX_MAX + 1];
  gint64 per_minute_e8;
} CollectorDeckFlag;

#define COLLECTOR_DECK_MAX_FAULTS     100
#define COLLECTOR_FLAG_PER_MINUTE_E8  (10 * TOLL_E8)
#define COLLECTOR_FLAG_FACTOR         100

typedef struct
{
  CollectorDeck *deck; /* (nullable): NULL when there are errors */
  guint n_rows;
  guint n_zero;        /* prices of 0, which may be meant */
  guint n_faults;
  GArray *faults;      /* of CollectorDeckFault, the first hundred */
  GArray *flags;       /* of CollectorDeckFlag, all, the highest price first */
} CollectorDeckImport;

/* Reads a price list (CSV of any separator, decimal comma or point) with the map @map (nullable:
 * the headings are guessed; see deck-map.h). The price is for per_s seconds, 60 by default, in
 * steps of the increment, 1 s by default; "60/6" is a first and the next increments.
 * Returns: (transfer full): NULL with TOO_LARGE, BAD_FORMAT or BAD_ARGUMENT when the list cannot
 * be read at all. */
CollectorDeckImport *collector_deck_import_csv (const char *bytes, gsize n_bytes, const char *map,
                                                const CollectorDeckOptions *options,
                                                GError **error);
void collector_deck_import_free (CollectorDeckImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDeckImport, collector_deck_import_free)

/* Returns: (transfer full): "line 12, price: …" */
char *collector_deck_fault_to_text (const CollectorDeckFault *fault);

G_END_DECLS
