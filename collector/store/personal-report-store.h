/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/viewer.h"
#include "shared/base/arena.h"

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Reports of people's own: a report of the catalogue with a question put over it, kept under a name,
 * perhaps shared with a role. They hold no answers: whoever runs one is answered by their own
 * rights. Those of somebody who is shut out are nobody's any more. */

#define COLLECTOR_PERSONAL_REPORT_UNSHARED (-1)

/* CollectorPersonalReport: texts are never NULL and borrowed. */
typedef struct
{
  gint64 id;
  gint64 account_id; /* whose */
  const char *owner; /* their user name */
  const char *name;
  const char *description;
  const char *category;
  const char *report_id;
  const char *spec; /* JSON */
  int share;        /* CollectorRole that sees it, and higher ones; or UNSHARED */
} CollectorPersonalReport;

/* Those of the viewer and those shared with their role, by id; numbers that others typed are hidden
 * from a viewer who sees some masked. @visit: texts live during the call. */
typedef void (*CollectorPersonalReportVisit) (const CollectorPersonalReport *row, gpointer data);
gboolean collector_personal_report_list (CollectorDb *db, const CollectorViewer *viewer,
                                         gint64 after_id, guint limit,
                                         CollectorPersonalReportVisit visit, gpointer data,
                                         GError **error);
/* One of those; texts in @arena. NOT_FOUND for all others. */
gboolean collector_personal_report_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                                         TollArena *arena, CollectorPersonalReport *row,
                                         GError **error);

/* Stores @row, a new one when its id is 0, which is then set. CONFLICT when the owner has one of
 * that name, or too many. In the caller's transaction. */
gboolean collector_personal_report_save (CollectorDb *db, CollectorPersonalReport *row,
                                         gint64 now_ms, GError **error);
gboolean collector_personal_report_delete (CollectorDb *db, gint64 id, GError **error);

G_END_DECLS
