/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/totals/totals.h"

G_BEGIN_DECLS

/* CollectorGrades: how answered calls sounded, as the totals count it. What was heard comes before or
 * behind the call itself, so a transaction notes which calls it touches, and at its end each is looked
 * at again. `call_grade` says where a call is counted: calls without a voice score have no row. Writer
 * lane. */
typedef struct _CollectorGrades CollectorGrades;

CollectorGrades *collector_grades_new (void);
void collector_grades_free (CollectorGrades *grades);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorGrades, collector_grades_free)

/* A call came, went or changed. */
void collector_grades_note_call (CollectorGrades *grades, gint64 call_id);
/* Something was heard in a record of that call id. */
void collector_grades_note_heard (CollectorGrades *grades, gint64 node_id, gint64 global_call_id);

/* Counts what was noted in @totals, inside the caller's transaction and before the totals are written,
 * and forgets it. */
gboolean collector_grades_flush (CollectorGrades *grades, CollectorDb *db, CollectorTotals *totals,
                                 GError **error);
void collector_grades_forget (CollectorGrades *grades);
/* Returns: (transfer none): of gint64: the calls of which the last flush found that something was heard. */
const GArray *collector_grades_get_heard (const CollectorGrades *grades);

/* Grades every call of the ledger anew and adds it to @totals, which hold none yet. */
gboolean collector_grades_count_anew (CollectorDb *db, CollectorTotals *totals, GError **error);
/* Adds what is counted already: to compare the totals with it. Any lane. */
gboolean collector_grades_add_all (CollectorDb *db, CollectorTotals *totals, GError **error);

G_END_DECLS
