/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorFinder: the tables `call_line` and `call_number`, by which calls are found. They are
 * kept by hand instead of as indexes: what a transaction adds is gathered and goes in sorted, so
 * each leaf is touched once; an index would be descended at random for every call, which was a
 * third of the time of a large import. Writer lane. */
typedef struct _CollectorFinder CollectorFinder;

CollectorFinder *collector_finder_new (void);
void collector_finder_free (CollectorFinder *finder);

/* A call that came (@sign 1) or went (-1). @person_id: whose, 0 = nobody's. @number is copied. */
void collector_finder_note (CollectorFinder *finder, gint64 call_id, gint64 line_id,
                            gint64 person_id, const char *number, int sign);

/* Nothing is noted from now on: of a large file, it is sorted in another thread until it is
 * written. */
void collector_finder_close (CollectorFinder *finder);

/* Writes what was gathered, inside the caller's transaction, and forgets it. It must be closed. */
gboolean collector_finder_flush (CollectorFinder *finder, CollectorDb *db, GError **error);
void collector_finder_forget (CollectorFinder *finder);

G_END_DECLS
