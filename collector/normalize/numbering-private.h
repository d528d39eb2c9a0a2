/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/numbering.h"

G_BEGIN_DECLS

/* CollectorTrieNode: one digit further; 0 = nothing there (node 0 is the root and info 0 is
 * none, so both can stand for "no"). */
typedef struct
{
  guint32 next[10];
  guint32 info;
} CollectorTrieNode;

struct _CollectorNumbering
{
  GStringChunk *texts;  /* every text of every row, once */
  GArray *nodes;        /* of CollectorTrieNode */
  GArray *infos;        /* of CollectorNumberInfo */
  GHashTable *nations;  /* alpha-2 -> CollectorNation, which lives in @blocks */
  GPtrArray *blocks;    /* arrays the nations point to */
};

/* For the reader only; afterwards nothing changes any more. */
CollectorNumbering *collector_numbering_new (void);

/* @prefix: digits only. Returns: FALSE when it is there already. */
gboolean collector_numbering_insert (CollectorNumbering *numbering, const char *prefix,
                                      const CollectorNumberInfo *info);

/* collector_numbering_lookup() without the copy. Returns: (transfer none) (nullable). */
const CollectorNumberInfo *collector_numbering_peek (const CollectorNumbering *numbering,
                                                     const char *digits);

G_END_DECLS
