/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of an answer, by open addressing. Any lane.
 */
#include "config.h"

#include "collector/store/query/texts.h"

#include <string.h>

#define FIRST_BITS 10
/* Spreads what g_str_hash() leaves alike at the low end. */
#define SPREAD 0x9E3779B9u

typedef struct
{
  CollectorText *text; /* NULL: free */
  guint hash;
} Slot;

struct _CollectorTexts
{
  TollArena *arena; /* borrowed */
  Slot *slots;      /* 2^bits */
  guint bits;
  guint n_texts;
};

CollectorTexts *
collector_texts_new (TollArena *arena)
{
  CollectorTexts *texts = g_new0 (CollectorTexts, 1);

  texts->arena = arena;
  texts->bits = FIRST_BITS;
  texts->slots = g_new0 (Slot, 1u << texts->bits);
  return texts;
}

void
collector_texts_free (CollectorTexts *texts)
{
  g_free (texts->slots);
  g_free (texts);
}

guint
collector_texts_hash (const char *text)
{
  return g_str_hash (text) * SPREAD;
}

static guint
find_first (const CollectorTexts *texts, guint hash)
{
  return hash >> (32 - texts->bits);
}

static guint
find_next (const CollectorTexts *texts, guint slot)
{
  return (slot + 1) & ((1u << texts->bits) - 1);
}

/* At most half of the slots are taken. */
static void
grow (CollectorTexts *texts)
{
  guint n_before = 1u << texts->bits;
  Slot *before = texts->slots;

  if (texts->n_texts < n_before / 2)
    return;
  texts->bits++;
  texts->slots = g_new0 (Slot, 1u << texts->bits);
  for (guint i = 0; i < n_before; i++)
    if (before[i].text != NULL)
      {
        guint at = find_first (texts, before[i].hash);

        while (texts->slots[at].text != NULL)
          at = find_next (texts, at);
        texts->slots[at] = before[i];
      }
  g_free (before);
}

static CollectorText *
make (CollectorTexts *texts, const char *text)
{
  gsize n_bytes = strlen (text) + 1;
  CollectorText *made = toll_arena_alloc (texts->arena, sizeof *made + n_bytes);

  memcpy (made->text, text, n_bytes);
  texts->n_texts++;
  return made;
}

CollectorText *
collector_texts_ensure (CollectorTexts *texts, const char *text, guint hash)
{
  guint at;

  grow (texts);
  for (at = find_first (texts, hash); texts->slots[at].text != NULL; at = find_next (texts, at))
    if (texts->slots[at].hash == hash && strcmp (texts->slots[at].text->text, text) == 0)
      return texts->slots[at].text;
  texts->slots[at] = (Slot){ make (texts, text), hash };
  return texts->slots[at].text;
}

void
collector_texts_fetch (const CollectorTexts *texts, guint hash)
{
  __builtin_prefetch (&texts->slots[find_first (texts, hash)]);
}

CollectorText *
collector_texts_peek (const CollectorTexts *texts, guint hash)
{
  guint at = find_first (texts, hash);

  while (texts->slots[at].text != NULL && texts->slots[at].hash != hash)
    at = find_next (texts, at);
  return texts->slots[at].text;
}
