/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* CollectorLineHolder: whose line it is. */
typedef struct
{
  gint64 person_id; /* 0 = nobody's, or not the viewer's to know */
  const char *name; /* "" then */
} CollectorLineHolder;

/* Whose line @line_id is from @from_ms to @at_ms by the directory, when it is one person's: of one that
 * passed on meanwhile nobody is named, since its calls are of several. Whoever sees a part of
 * the house is told who is in it, or was after @from_ms. (A line that may not be shown whole is nobody's:
 * see COLLECTOR_IS_STRANGE_SQL().) @holder: (out): the name is in @arena. */
void collector_line_find_holder (CollectorDb *db, const CollectorViewer *viewer, gint64 line_id,
                                 gint64 from_ms, gint64 at_ms, TollArena *arena,
                                 CollectorLineHolder *holder);

G_END_DECLS
