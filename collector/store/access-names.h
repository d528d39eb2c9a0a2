/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/access-log.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* CollectorAccessNames: the people of entries of the access log by name, each asked for once. A lane
 * of the ledger. */
typedef struct _CollectorAccessNames CollectorAccessNames;

/* @viewer: who reads the entries; people outside of the viewer's scope stay without a name. @arena:
 * where names live. All outlive it. Returns: (transfer full). */
CollectorAccessNames *collector_access_names_new (CollectorDb *ledger,
                                                  const CollectorViewer *viewer,
                                                  TollArena *arena);
void collector_access_names_free (CollectorAccessNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorAccessNames, collector_access_names_free)

/* Appends to @list whose data was shown or changed: names in the arena, of the first @max people that
 * the entry names. Errors: DATABASE. */
gboolean collector_access_names_list (CollectorAccessNames *names,
                                      const CollectorAccessEntry *entry, guint max,
                                      GPtrArray *list, GError **error);

G_END_DECLS
