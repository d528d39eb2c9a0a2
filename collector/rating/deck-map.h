/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/csv.h"

G_BEGIN_DECLS

/* CollectorDeckMap: which column of a price list means what. Given as text
 *
 *   prefix=Prefix,destination=Target Pattern Name,price=Per minute charge,increment=Charge period
 *   prefix=1,price/10000=3,per_s:60,increment:6
 *
 * "=" names a column by its heading or its number from 1, ":" gives one value for all rows; an
 * amount may have a denominator ("price/10000=Duration" or "price=Duration/10000"). Without such
 * a text the headings are guessed. */
typedef enum
{
  COLLECTOR_COLUMN_PREFIX,
  COLLECTOR_COLUMN_DESTINATION,
  COLLECTOR_COLUMN_PRICE,
  COLLECTOR_COLUMN_CONNECT,   /* fee at the start */
  COLLECTOR_COLUMN_INCREMENT, /* seconds, or "first/next" */
  COLLECTOR_COLUMN_PER_S,     /* seconds the price is for; 60 by default */
  COLLECTOR_COLUMN_MIN_COST,
  COLLECTOR_COLUMN_MAX_COST,
  COLLECTOR_COLUMN_GRACE_S,
  COLLECTOR_COLUMN_INCLUDED_S,
  COLLECTOR_N_COLUMNS
} CollectorColumn;

typedef struct
{
  int column[COLLECTOR_N_COLUMNS];         /* from 0; -1 = none */
  char *constant[COLLECTOR_N_COLUMNS];     /* (nullable) */
  gint64 denominator[COLLECTOR_N_COLUMNS]; /* >= 1 */
  gboolean has_header;                     /* the first record holds headings */
} CollectorDeckMap;

/* Name of a column in a map and in errors: "prefix". */
const char *collector_column_get_name (CollectorColumn column);

/* Reads @text (nullable) against the first record of the list.
 * Returns: FALSE with BAD_ARGUMENT: an unknown name, no such column, two of the same
 * heading, no prefix or no price. */
gboolean collector_deck_map_init (CollectorDeckMap *map, const char *text, const TollCsvCell *cells,
                                  guint n_cells, GError **error);
void collector_deck_map_clear (CollectorDeckMap *map);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorDeckMap, collector_deck_map_clear)

G_END_DECLS
