/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* Departments, cost centres and office locations: what people are grouped by. Puts run inside the
 * caller's transaction. */
typedef enum
{
  COLLECTOR_GROUPING_DEPARTMENT,
  COLLECTOR_GROUPING_COST_CENTRE,
  COLLECTOR_GROUPING_LOCATION,
  COLLECTOR_N_GROUPINGS
} CollectorGrouping;

#define COLLECTOR_GROUPING_MAX_NAME 200 /* characters */

/* CollectorGroupingRow: one of them. The name lives until the function returns it was handed to. */
typedef struct
{
  gint64 id;
  const char *name;
  gint64 n_people; /* who belong to it now */
} CollectorGroupingRow;

typedef void (*CollectorGroupingFunc) (const CollectorGroupingRow *row, gpointer data);

/* Calls @func for at most @limit of them, by name, behind the one with id @after_id (0 = from the
 * first): all for who sees all, else those of the scope and of the people in it, who alone are
 * counted. */
gboolean collector_grouping_foreach (CollectorDb *db, CollectorGrouping grouping, gint64 after_id,
                                     guint limit, const CollectorViewer *viewer, gint64 now_ms,
                                     CollectorGroupingFunc func, gpointer data, GError **error);
/* Calls @func for the one with @id, or NOT_FOUND. */
gboolean collector_grouping_find (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                                  gint64 now_ms, CollectorGroupingFunc func, gpointer data,
                                  GError **error);

/* Returns: (transfer none): its name, in @arena; NULL without @error when there is none. */
const char *collector_grouping_dup_name (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                                         TollArena *arena, GError **error);

/* Returns: (transfer full): a scope for the access log: "all", "departments Sales, Support". */
char *collector_grouping_dup_scope (CollectorDb *db, CollectorScope scope, const gint64 *ids,
                                    guint n_ids);

/* @id: (out): of the one called @name; 0 = there is none. */
gboolean collector_grouping_lookup (CollectorDb *db, CollectorGrouping grouping, const char *name,
                                    gint64 *id, GError **error);
/* @id: (out): of the one called @name, made when it is new; 0 for "". */
gboolean collector_grouping_ensure (CollectorDb *db, CollectorGrouping grouping, const char *name,
                                    gint64 *id, GError **error);
/* CONFLICT when there is one of that name. */
gboolean collector_grouping_add (CollectorDb *db, CollectorGrouping grouping, const char *name,
                                 gint64 *id, GError **error);
gboolean collector_grouping_rename (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                                    const char *name, GError **error);

/* Takes one away. @into_id: whose its people, their past, supervisors, wallboards and calls become; 0: CONFLICT
 * when there are any. Calls follow after the commit: see reattribution-store. */
gboolean collector_grouping_remove (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                                    gint64 into_id, gint64 now_ms, GError **error);

G_END_DECLS
