/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the history may be told under today's rights. Any lane.
 */
#include "config.h"

#include "collector/routes/history-view.h"

#include "collector/reports/report.h"
#include "collector/store/mask-spec.h"

#include <string.h>

gboolean
collector_history_view_init (CollectorHistoryView *view, CollectorDb *db,
                             const CollectorViewer *viewer, GError **error)
{
  view->viewer = viewer;
  view->rights = collector_history_dup_rights (db, viewer, error);
  return view->rights != NULL;
}

void
collector_history_view_clear (CollectorHistoryView *view)
{
  g_clear_pointer (&view->rights, g_free);
}

gboolean
collector_history_view_is_outdated (const CollectorHistoryView *view,
                                    const CollectorHistoryRow *row)
{
  return !collector_history_holds (row, view->rights, view->viewer->now_ms);
}

/* A mask changes what was asked by numbers, and nothing else. */
static gboolean
asks_by_numbers (const char *spec)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  return strcmp (collector_mask_spec (spec, arena), spec) != 0;
}

gboolean
collector_history_view_shows (const CollectorHistoryView *view, const CollectorHistoryRow *row)
{
  const CollectorReport *report = collector_report_lookup (row->report_id);

  return report != NULL && report->role <= view->viewer->role
         && !(collector_history_view_is_outdated (view, row) && asks_by_numbers (row->spec));
}
