/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a batch of calls: a call has some twelve, and most of them are those of other calls
 * too.
 */
#include "config.h"

#include "collector/store/glossary.h"

#include "shared/base/arena.h"

#include <string.h>

#define LINE COLLECTOR_N_WORD_KINDS /* beyond the kinds of words */

/* @rest: a line's partition, the area of a nation. */
struct _CollectorGloss
{
  guint kind;
  const char *text;
  const char *rest;
  gint64 id; /* 0: the dictionary was not asked yet */
};

struct _CollectorGlossary
{
  TollArena *arena;
  GHashTable *words; /* set of CollectorGloss * (the arena's) */
};

static guint
hash_gloss (gconstpointer key)
{
  const CollectorGloss *gloss = key;

  return (g_str_hash (gloss->text) * 31 + gloss->kind) * 31 + g_str_hash (gloss->rest);
}

static gboolean
is_same_gloss (gconstpointer a, gconstpointer b)
{
  const CollectorGloss *x = a, *y = b;

  return x->kind == y->kind && strcmp (x->text, y->text) == 0 && strcmp (x->rest, y->rest) == 0;
}

CollectorGlossary *
collector_glossary_new (void)
{
  CollectorGlossary *glossary = g_new0 (CollectorGlossary, 1);

  glossary->arena = toll_arena_new ();
  glossary->words = g_hash_table_new (hash_gloss, is_same_gloss);
  return glossary;
}

void
collector_glossary_free (CollectorGlossary *glossary)
{
  if (glossary == NULL)
    return;
  g_hash_table_unref (glossary->words);
  toll_arena_free (glossary->arena);
  g_free (glossary);
}

void
collector_glossary_reset (CollectorGlossary *glossary)
{
  g_hash_table_remove_all (glossary->words);
  toll_arena_reset (glossary->arena);
}

static CollectorGloss *
note (CollectorGlossary *glossary, guint kind, const char *text, const char *rest)
{
  const CollectorGloss wanted = { kind, text, rest, 0 };
  CollectorGloss *gloss = g_hash_table_lookup (glossary->words, &wanted);

  if (gloss != NULL)
    return gloss;
  gloss = toll_arena_alloc (glossary->arena, sizeof *gloss);
  *gloss = wanted;
  g_hash_table_add (glossary->words, gloss);
  return gloss;
}

void
collector_glossary_note (CollectorGlossary *glossary, const TollCall *call,
                         CollectorCallWords *words)
{
  const struct
  {
    guint kind;
    const char *text;
    const char *rest;
  } rows[COLLECTOR_N_CALL_WORDS] = {
    [COLLECTOR_CALL_NATION] = { COLLECTOR_WORD_NATION, call->nation, "" },
    [COLLECTOR_CALL_OPERATOR] = { COLLECTOR_WORD_OPERATOR, call->operator_name, "" },
    [COLLECTOR_CALL_GATEWAY] = { COLLECTOR_WORD_GATEWAY, call->gateway, "" },
    [COLLECTOR_CALL_SITE] = { COLLECTOR_WORD_SITE, call->site, "" },
    [COLLECTOR_CALL_CURRENCY] = { COLLECTOR_WORD_CURRENCY, call->currency, "" },
    [COLLECTOR_CALL_DEVICE] = { COLLECTOR_WORD_DEVICE, call->device, "" },
    [COLLECTOR_CALL_LOGIN] = { COLLECTOR_WORD_LOGIN, call->login_user, "" },
    [COLLECTOR_CALL_HUNT_PILOT] = { COLLECTOR_WORD_HUNT_PILOT, call->hunt_pilot, "" },
    [COLLECTOR_CALL_AUTHORIZATION]
    = { COLLECTOR_WORD_AUTHORIZATION, call->authorization_description, "" },
    [COLLECTOR_CALL_PREFIX] = { COLLECTOR_WORD_PREFIX, call->rate_prefix, "" },
    [COLLECTOR_CALL_AREA] = { COLLECTOR_WORD_AREA, call->area, call->nation },
    [COLLECTOR_CALL_LINE] = { LINE, call->extension, call->partition },
    [COLLECTOR_CALL_LAST_LINE] = { LINE, call->last_extension, "" },
    [COLLECTOR_CALL_FIRST_LINE] = { LINE, call->first_extension, "" },
    [COLLECTOR_CALL_CALLED_LINE] = { LINE, call->called_extension, call->called_partition },
    [COLLECTOR_CALL_CALLED_DEVICE] = { COLLECTOR_WORD_DEVICE, call->called_device, "" },
    [COLLECTOR_CALL_CALLED_LOGIN] = { COLLECTOR_WORD_LOGIN, call->called_login, "" },
  };

  for (guint i = 0; i < COLLECTOR_N_CALL_WORDS; i++)
    words->words[i] = rows[i].text[0] != '\0'
                          ? note (glossary, rows[i].kind, rows[i].text, rows[i].rest)
                          : NULL;
}

static gboolean
ensure (CollectorGloss *gloss, CollectorWords *dictionary, GError **error)
{
  g_autofree char *area = NULL;

  if (gloss->kind == LINE)
    return collector_words_ensure_line (dictionary, gloss->text, gloss->rest, &gloss->id, error);
  if (gloss->kind == COLLECTOR_WORD_AREA)
    area = g_strconcat (gloss->rest, "/", gloss->text, NULL);
  return collector_words_ensure (dictionary, gloss->kind, area != NULL ? area : gloss->text,
                                 &gloss->id, error);
}

gboolean
collector_call_words_ensure (const CollectorCallWords *words, CollectorWords *dictionary,
                             gint64 *ids, GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_CALL_WORDS; i++)
    {
      CollectorGloss *gloss = words->words[i];

      if (gloss != NULL && gloss->id == 0 && !ensure (gloss, dictionary, error))
        return FALSE;
      ids[i] = gloss != NULL ? gloss->id : 0;
    }
  return TRUE;
}
