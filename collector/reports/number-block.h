/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/number-range.h"

G_BEGIN_DECLS

/* CollectorNumberBlock: the numbers of a range in their order, each by its place, from 0. Pure. */
typedef struct
{
  CollectorNumberRange range;
  gint64 n_numbers;
} CollectorNumberBlock;

/* Returns: FALSE when @text is no range. */
gboolean collector_number_block_init (CollectorNumberBlock *block, const char *text);

/* The number at @place, with +. */
#define COLLECTOR_NUMBER_BLOCK_TEXT 18
void collector_number_block_write (const CollectorNumberBlock *block, gint64 place,
                                   char text[COLLECTOR_NUMBER_BLOCK_TEXT]);

/* The place of the number that @dialled means, as networks hand it over: whole, with or without +
 * or 00, without the country, or only its last digits, as long as these tell the numbers of the
 * block apart: see collector_number_range_complete(). Returns: -1 when it is none of them. */
gint64 collector_number_block_find (const CollectorNumberBlock *block, const char *dialled);

G_END_DECLS
