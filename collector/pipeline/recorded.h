/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/recordings.h"

G_BEGIN_DECLS

/* A record of a recording is no traffic; it names the leg or the call it was made of, and sets
 * TollLeg.is_recorded of the records that have that id and were up when the recording began. */

/* Appends (CollectorMark) what @copy, the record of a recording at @index of its batch, names. */
void collector_recorded_add_marks (GArray *marks, const TollLeg *copy, guint index);

/* Before the first match. */
void collector_recorded_sort_marks (GArray *marks);

/* Sets leg->is_recorded: whether a mark is its. @marks: sorted. Returns: the same. */
gboolean collector_recorded_match (const GArray *marks, TollLeg *leg);

/* CollectorRecordedLeg: a record to be compared with the marks in the ledger. */
typedef struct
{
  TollLeg *leg;
  gint64 cluster_id;
  guint index;        /* the caller's */
  gboolean is_marked; /* (out): it was not known as recorded before, and is now */
} CollectorRecordedLeg;

/* The same with the marks in the ledger. Writer lane. */
gboolean collector_recorded_match_stored (CollectorDb *db, CollectorRecordedLeg *legs,
                                          guint n_legs, GError **error);

G_END_DECLS
