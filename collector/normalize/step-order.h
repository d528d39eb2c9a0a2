/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/leg.h"

G_BEGIN_DECLS

/* CollectorStepRecord: a record of a call at its place in time. */
typedef struct
{
  const TollLeg *leg;
  guint index;     /* among the legs as given */
  gint64 begin_ms; /* when what it tells began */
} CollectorStepRecord;

/* Puts records into the order of what they tell. One that joins what others set up (a transfer, a
 * conference) begins when those ended, whatever origination time it carries.
 * @legs: (array length=n_legs): of one call. @records: (out): (CollectorStepRecord), appended to.
 * Pure; any thread. */
void collector_step_order (const TollLeg *const *legs, guint n_legs, GArray *records);

/* Whether two records tell of the same party on the same device. */
gboolean collector_step_shares_party (const TollLeg *a, const TollLeg *b);

/* The number of who brought the two sides of @joined together: who had one of them on the line last.
 * Returns: (transfer none): "" when the records do not tell. */
const char *collector_step_find_joiner (const GArray *records, const CollectorStepRecord *joined);

G_END_DECLS
