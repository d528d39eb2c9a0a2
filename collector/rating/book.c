/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All tariffs in use: which one a call pays by, and which version of it holds. Says NO_TARIFF and
 * NO_VERSION instead of falling back to another. Built by one thread, then shared and never
 * changed.
 */
#include "config.h"

#include "collector/rating/book.h"

#include <string.h>

typedef struct
{
  gint64 tariff_id;
  gint64 version_id;
  gint64 from_ms, to_ms;
  CollectorDeck *deck;
} Version;

struct _CollectorBook
{
  gatomicrefcount references;
  GStringChunk *texts;
  GArray *versions;    /* of Version */
  GArray *assignments; /* of CollectorAssignment */
};

static void
version_clear (gpointer version)
{
  collector_deck_unref (((Version *) version)->deck);
}

CollectorBook *
collector_book_new (void)
{
  CollectorBook *book = g_new0 (CollectorBook, 1);

  g_atomic_ref_count_init (&book->references);
  book->texts = g_string_chunk_new (256);
  book->versions = g_array_new (FALSE, FALSE, sizeof (Version));
  g_array_set_clear_func (book->versions, version_clear);
  book->assignments = g_array_new (FALSE, FALSE, sizeof (CollectorAssignment));
  return book;
}

CollectorBook *
collector_book_ref (CollectorBook *book)
{
  g_atomic_ref_count_inc (&book->references);
  return book;
}

void
collector_book_unref (CollectorBook *book)
{
  if (!g_atomic_ref_count_dec (&book->references))
    return;
  g_array_unref (book->assignments);
  g_array_unref (book->versions);
  g_string_chunk_free (book->texts);
  g_free (book);
}

void
collector_book_add_version (CollectorBook *book, gint64 tariff_id, gint64 version_id,
                            gint64 from_ms, gint64 to_ms, CollectorDeck *deck)
{
  Version version = { tariff_id, version_id, from_ms, to_ms, collector_deck_ref (deck) };

  g_array_append_val (book->versions, version);
}

void
collector_book_add_assignment (CollectorBook *book, const CollectorAssignment *assignment)
{
  CollectorAssignment added = *assignment;

  added.gateway = g_string_chunk_insert_const (
      book->texts, assignment->gateway != NULL ? assignment->gateway : "");
  g_array_append_val (book->assignments, added);
}

/* How closely an assignment fits, or -1 when it does not: the gateway counts more than the site,
 * the site more than the class, the class more than the direction. */
static int
get_fit (const CollectorAssignment *assignment, const CollectorAssignment *call)
{
  gboolean has_gateway = assignment->gateway[0] != '\0', has_site = assignment->site_id != 0;
  gboolean has_class = assignment->dest_class >= 0, has_direction = assignment->direction >= 0;

  if ((has_gateway && strcmp (assignment->gateway, call->gateway) != 0)
      || (has_site && assignment->site_id != call->site_id)
      || (has_class && assignment->dest_class != call->dest_class)
      || (has_direction && assignment->direction != call->direction))
    return -1;
  return has_gateway * 8 + has_site * 4 + has_class * 2 + has_direction;
}

/* The tariff of the closest fit; between equals the first that was added. */
static const CollectorAssignment *
find_assignment (const CollectorBook *book, const CollectorAssignment *call)
{
  const CollectorAssignment *best = NULL;
  int best_fit = -1;

  for (guint i = 0; i < book->assignments->len; i++)
    {
      const CollectorAssignment *candidate
          = &g_array_index (book->assignments, CollectorAssignment, i);
      int fit = get_fit (candidate, call);

      if (fit > best_fit)
        {
          best = candidate;
          best_fit = fit;
        }
    }
  return best;
}

static const Version *
find_version (const CollectorBook *book, gint64 tariff_id, gint64 connect_ms)
{
  for (guint i = 0; i < book->versions->len; i++)
    {
      const Version *version = &g_array_index (book->versions, Version, i);

      if (version->tariff_id == tariff_id && connect_ms >= version->from_ms
          && connect_ms < version->to_ms)
        return version;
    }
  return NULL;
}

gboolean
collector_book_prices (const CollectorBook *book, TollDirection direction)
{
  for (guint i = 0; i < book->assignments->len; i++)
    {
      int only = g_array_index (book->assignments, CollectorAssignment, i).direction;

      if (only < 0 || only == (int) direction)
        return TRUE;
    }
  return FALSE;
}

/* A charge without a deck: nothing to pay, or no price. */
static void
set_priceless (CollectorCharge *charge, TollRatingState state, TollReason reason)
{
  GArray *segments = charge->segments;

  memset (charge, 0, sizeof *charge);
  charge->segments = segments;
  charge->state = state;
  charge->reason = reason;
  charge->currency = charge->prefix = charge->destination = charge->band = "";
}

void
collector_book_rate (const CollectorBook *book, const char *gateway, gint64 site_id,
                     TollDirection direction, TollClass dest_class,
                     const CollectorQuestion *question, CollectorCharge *charge,
                     gint64 *version_id)
{
  CollectorAssignment call = { gateway != NULL ? gateway : "", site_id, direction, dest_class };
  const CollectorAssignment *assignment = find_assignment (book, &call);
  const Version *version
      = assignment != NULL ? find_version (book, assignment->tariff_id, question->connect_ms)
                           : NULL;

  *version_id = version != NULL ? version->version_id : 0;
  if (version != NULL)
    collector_deck_rate (version->deck, question, charge);
  else if (!question->answered)
    set_priceless (charge, TOLL_RATING_NOT_CHARGEABLE, TOLL_REASON_NONE);
  else
    set_priceless (charge, TOLL_RATING_UNRATED,
                   assignment == NULL ? TOLL_REASON_NO_TARIFF : TOLL_REASON_NO_VERSION);
}

CollectorDeck *
collector_book_lookup_version (const CollectorBook *book, gint64 version_id)
{
  for (guint i = 0; i < book->versions->len; i++)
    if (g_array_index (book->versions, Version, i).version_id == version_id)
      return g_array_index (book->versions, Version, i).deck;
  return NULL;
}
