/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Kinds of words; stored as figures: append only. */
typedef enum
{
  COLLECTOR_WORD_NODE = 1, /* "cluster/manager" */
  COLLECTOR_WORD_CLUSTER,
  COLLECTOR_WORD_DEVICE,
  COLLECTOR_WORD_LOGIN,
  COLLECTOR_WORD_HUNT_PILOT,
  COLLECTOR_WORD_NATION, /* alpha-2 */
  COLLECTOR_WORD_AREA,   /* "IT/Milan": nation and area */
  COLLECTOR_WORD_OPERATOR,
  COLLECTOR_WORD_GATEWAY, /* device name */
  COLLECTOR_WORD_SITE,    /* name */
  COLLECTOR_WORD_AUTHORIZATION,
  COLLECTOR_WORD_CURRENCY,
  COLLECTOR_WORD_PREFIX,
  COLLECTOR_WORD_NOISE,
  COLLECTOR_N_WORD_KINDS
} CollectorWordKind;

/* CollectorWords: the dictionary as the writer sees it: texts that repeat and their dense ids.
 * Ids are given inside the caller's transaction and forgotten with it. Writer lane only. */
typedef struct _CollectorWords CollectorWords;

CollectorWords *collector_words_new (CollectorDb *db);
void collector_words_free (CollectorWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorWords, collector_words_free)

/* The id of @text, made when it is new; 0 for "". Returns: FALSE with DATABASE. */
gboolean collector_words_ensure (CollectorWords *words, CollectorWordKind kind, const char *text,
                                 gint64 *id, GError **error);

/* The id of a line, made when it is new; 0 for the extension "". */
gboolean collector_words_ensure_line (CollectorWords *words, const char *extension,
                                      const char *partition, gint64 *id, GError **error);

/* After COMMIT: what was made stays. After ROLLBACK: it is forgotten. */
void collector_words_keep (CollectorWords *words);
void collector_words_forget (CollectorWords *words);

/* Read side, any lane: the id of @text, 0 when there is none. */
gboolean collector_words_lookup (CollectorDb *db, CollectorWordKind kind, const char *text,
                                 gint64 *id, GError **error);
/* Returns: (transfer full): the text of @id; "" for 0 and for an id nobody gave. */
char *collector_words_dup_text (CollectorDb *db, CollectorWordKind kind, gint64 id);
/* The ids of all lines with @extension, whatever the partition, are appended to @ids (gint64). */
gboolean collector_words_list_lines (CollectorDb *db, const char *extension, GArray *ids,
                                     GError **error);

G_END_DECLS
