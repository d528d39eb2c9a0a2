/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/parties.h"

G_BEGIN_DECLS

/* CollectorLine: a line of ours as a record names it. Texts are the record's; never NULL. */
typedef struct
{
  const char *number;
  const char *partition;
  const char *device;
  const char *user;
} CollectorLine;

/* The line that placed the call of an outgoing, internal or transit party; of a call that only
 * passed through: the line that sent it on. Empty when there is none. */
CollectorLine collector_lines_find_placer (const CollectorContext *context,
                                           const CollectorTree *tree, guint party,
                                           TollArena *arena);

/* The first line with a human that answered an incoming party. Returns: FALSE when none did; then
 * @line is the one that rang last. */
gboolean collector_lines_find_answerer (const CollectorTree *tree, guint party,
                                        CollectorLine *line);

/* The line that held the party last; empty when nobody ever did. */
CollectorLine collector_lines_find_holder (const CollectorTree *tree, guint party);

G_END_DECLS
