/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/words.h"
#include "shared/model/call.h"

G_BEGIN_DECLS

/* The words of a call. */
typedef enum
{
  COLLECTOR_CALL_NATION,
  COLLECTOR_CALL_OPERATOR,
  COLLECTOR_CALL_GATEWAY,
  COLLECTOR_CALL_SITE,
  COLLECTOR_CALL_CURRENCY,
  COLLECTOR_CALL_DEVICE,
  COLLECTOR_CALL_LOGIN,
  COLLECTOR_CALL_HUNT_PILOT,
  COLLECTOR_CALL_AUTHORIZATION,
  COLLECTOR_CALL_PREFIX,
  COLLECTOR_CALL_AREA,
  COLLECTOR_CALL_LINE,
  COLLECTOR_CALL_LAST_LINE,
  COLLECTOR_CALL_FIRST_LINE,
  COLLECTOR_CALL_CALLED_LINE,
  COLLECTOR_CALL_CALLED_DEVICE,
  COLLECTOR_CALL_CALLED_LOGIN,
  COLLECTOR_N_CALL_WORDS
} CollectorCallWord;

typedef struct _CollectorGloss CollectorGloss;

/* CollectorCallWords: NULL where the call has nothing. */
typedef struct
{
  CollectorGloss *words[COLLECTOR_N_CALL_WORDS];
} CollectorCallWords;

/* CollectorGlossary: the words of many calls, each once. Finding the same among them needs no
 * ledger and goes on beside the writer, which then asks its dictionary for each of them only once.
 * It serves one transaction, as ids are those of one. One thread at a time. */
typedef struct _CollectorGlossary CollectorGlossary;

CollectorGlossary *collector_glossary_new (void);
void collector_glossary_free (CollectorGlossary *glossary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorGlossary, collector_glossary_free)

/* Forgets all words: whatever was noted is no longer valid. */
void collector_glossary_reset (CollectorGlossary *glossary);

/* Fills @words with those of @call, whose texts must outlive the glossary's next reset. */
void collector_glossary_note (CollectorGlossary *glossary, const TollCall *call,
                              CollectorCallWords *words);

/* Fills @ids (of COLLECTOR_N_CALL_WORDS) with what @dictionary has for @words, made when new; 0
 * where the call has nothing. Writer lane. Returns: FALSE with DATABASE. */
gboolean collector_call_words_ensure (const CollectorCallWords *words, CollectorWords *dictionary,
                                      gint64 *ids, GError **error);

G_END_DECLS
