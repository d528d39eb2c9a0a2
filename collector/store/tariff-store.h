/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/book.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* Stores @deck as a version of the tariff @name (made when new), valid from @from_ms on: a version
 * that held until then ends there. The same document from the same instant on changes nothing.
 * Refused with CONFLICT: a start before or at that of another version, and another currency than
 * that has: sums over a tariff's calls are of one; with BAD_ARGUMENT a currency that ISO 4217 does
 * not know. Runs in the caller's transaction.
 * @version_id: (out) (optional). @is_new: (out) (optional): FALSE when nothing changed. */
gboolean collector_tariff_put (CollectorDb *db, const char *name, CollectorDeck *deck,
                               gint64 from_ms, gint64 now_ms, gint64 *version_id,
                               gboolean *is_new, GError **error);

/* FALSE with BAD_ARGUMENT when ISO 4217 knows no such currency. */
gboolean collector_tariff_check_currency (const CollectorDeck *deck, GError **error);

/* Says that calls of gateway, site, direction and class (ANY values: "", "", -1, -1) are priced by
 * the tariff @name. Replaces an assignment of the same four. NOT_FOUND names what is unknown. */
gboolean collector_tariff_assign (CollectorDb *db, const char *gateway, const char *site,
                                  int direction, int dest_class, const char *name,
                                  GError **error);

/* Forgets such an assignment; none is no error. @is_gone: (out) (optional): FALSE for none. */
gboolean collector_tariff_unassign (CollectorDb *db, const char *gateway, const char *site,
                                    int direction, int dest_class, gboolean *is_gone,
                                    GError **error);

/* CollectorTariffAssignment: which calls are priced by what; "" and -1 = any. */
typedef struct
{
  const char *tariff;
  const char *gateway;
  const char *site;
  int direction;
  int dest_class;
} CollectorTariffAssignment;

/* By tariff. */
gboolean collector_tariff_foreach_assignment (
    CollectorDb *db, void (*func) (const CollectorTariffAssignment *row, gpointer data),
    gpointer data, GError **error);

/* CollectorTariffRow: one version, for lists. */
typedef struct
{
  const char *name;
  gint64 tariff_id;
  gint64 version_id;
  gint64 from_ms;
  gint64 to_ms; /* G_MAXINT64 = still */
  guint n_rates;
} CollectorTariffRow;
typedef void (*CollectorTariffFunc) (const CollectorTariffRow *row, gpointer data);
gboolean collector_tariff_foreach (
    CollectorDb *db, CollectorTariffFunc func, gpointer data, GError **error);

/* Returns: (transfer full): the document of the version of @name that holds @at_ms (the latest
 * when none does); NULL with NOT_FOUND. */
char *collector_tariff_dup_document (
    CollectorDb *db, const char *name, gint64 at_ms, GError **error);

/* The deck of the version that starts last. @deck: (out) (transfer full): NULL when there is no
 * such tariff, which is no error. */
gboolean collector_tariff_load_latest (CollectorDb *db, const char *name, CollectorDeck **deck,
                                       GError **error);

/* Reads all tariffs into a book. @known: (nullable): the book in use; its decks are kept instead
 * of being built again, since a version never changes. Returns: (transfer full). */
CollectorBook *collector_book_load (CollectorDb *db, CollectorBook *known, GError **error);

G_END_DECLS
