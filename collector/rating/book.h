/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/deck.h"

G_BEGIN_DECLS

/* CollectorBook: all tariffs in use: versions with validity, and which trunk uses which tariff.
 * Immutable once shared, reference counted, swapped whole; any thread. */
typedef struct _CollectorBook CollectorBook;

/* CollectorAssignment: who pays by which tariff. 0, -1 and "" stand for "any". The most specific
 * wins: gateway before site before default; then a class before any class. */
typedef struct
{
  const char *gateway; /* device name */
  gint64 site_id;
  int direction;  /* TollDirection or -1 */
  int dest_class; /* TollClass or -1 */
  gint64 tariff_id;
} CollectorAssignment;

CollectorBook *collector_book_new (void);
/* A version holds [from_ms, to_ms); takes a reference on @deck. */
void collector_book_add_version (CollectorBook *book, gint64 tariff_id, gint64 version_id,
                                 gint64 from_ms, gint64 to_ms, CollectorDeck *deck);
void collector_book_add_assignment (CollectorBook *book, const CollectorAssignment *assignment);
CollectorBook *collector_book_ref (CollectorBook *book);
void collector_book_unref (CollectorBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorBook, collector_book_unref)

/* TRUE when some assignment is for calls of this direction. */
gboolean collector_book_prices (const CollectorBook *book, TollDirection direction);

/* Finds tariff and version for a call and prices it.
 * @version_id: (out): the version used, 0 when none. The reason is NO_TARIFF when nothing is
 * assigned, NO_VERSION when none holds the connect instant. */
void collector_book_rate (const CollectorBook *book, const char *gateway, gint64 site_id,
                          TollDirection direction, TollClass dest_class,
                          const CollectorQuestion *question, CollectorCharge *charge,
                          gint64 *version_id);

/* Returns: (transfer none) (nullable): the deck of a version, to explain a stored price. */
CollectorDeck *collector_book_lookup_version (const CollectorBook *book, gint64 version_id);

G_END_DECLS
