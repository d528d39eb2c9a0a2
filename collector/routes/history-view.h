/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/history-store.h"

G_BEGIN_DECLS

/* CollectorHistoryView: the history as its owner may see it today. */
typedef struct
{
  const CollectorViewer *viewer; /* borrowed */
  char *rights;                  /* of today */
} CollectorHistoryView;

/* Returns: FALSE with DATABASE. */
gboolean collector_history_view_init (CollectorHistoryView *view, CollectorDb *db,
                                      const CollectorViewer *viewer, GError **error);
void collector_history_view_clear (CollectorHistoryView *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorHistoryView, collector_history_view_clear)

/* FALSE for the answer of a report above the viewer's role, and for one of other rights that was
 * asked by numbers: that it was there is not told. */
gboolean collector_history_view_shows (const CollectorHistoryView *view,
                                       const CollectorHistoryRow *row);
/* TRUE for an answer of other rights than today's, or of which more is hidden by now: neither it nor its figures are told. */
gboolean collector_history_view_is_outdated (const CollectorHistoryView *view,
                                             const CollectorHistoryRow *row);

G_END_DECLS
