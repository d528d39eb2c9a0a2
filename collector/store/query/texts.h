/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"

G_BEGIN_DECLS

/* Inside collector/store only. CollectorTexts: the texts of an answer, each once. With a million of
 * them a look at another place of the memory costs more than all that is done there; so places can be
 * asked for ahead of their use, which GHashTable does not offer. */
typedef struct _CollectorTexts CollectorTexts;

/* A text, and what belongs to it before it. */
typedef struct
{
  gpointer owned; /* the caller's; NULL at first */
  char text[];
} CollectorText;

/* @arena holds the texts. */
CollectorTexts *collector_texts_new (TollArena *arena);
void collector_texts_free (CollectorTexts *texts);

guint collector_texts_hash (const char *text);

/* Returns: (transfer none): the one that equals @text, made when it is new. @hash: of @text. */
CollectorText *collector_texts_ensure (CollectorTexts *texts, const char *text, guint hash);

/* Has what is looked at first for a text with @hash brought near. */
void collector_texts_fetch (const CollectorTexts *texts, guint hash);
/* Returns: (transfer none) (nullable): a text with @hash, likely the one meant; it is not looked at. */
CollectorText *collector_texts_peek (const CollectorTexts *texts, guint hash);

G_END_DECLS
