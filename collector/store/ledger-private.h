/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/called.h"
#include "collector/store/finder.h"
#include "collector/store/totals/grades.h"
#include "collector/store/ledger.h"
#include "collector/store/touched.h"

G_BEGIN_DECLS

/* Shared by ledger.c, calls.c, calls-change.c, call-columns.c, legs.c and files.c. */
typedef struct
{
  gint64 first_ms;
  gint64 last_ms;
  gint64 n_records;
} CollectorLearned;

struct _CollectorLedger
{
  CollectorDb *db;
  CollectorWords *words;
  CollectorTotals *totals;
  CollectorFinder *finder;
  CollectorCalled *called;
  CollectorGrades *grades;
  CollectorTouched *touched;
  GHashTable *learned; /* char * (owned) -> CollectorLearned * (owned) */
  gint64 change;       /* number of this transaction */
  gint64 last_id;      /* of the calls that were stored before it; 0 = there were none */
  gboolean has_changed; /* it changed calls */
};

/* Only what the totals count the stored call @id under; the rest of @call is not set. NOT_FOUND. */
gboolean collector_ledger_load_counted (CollectorLedger *ledger, gint64 id, TollCall *call,
                                        CollectorTotalsKeys *keys, GError **error);

/* What caller_e164 and callee_e164 are unless the row says otherwise. Returns: (transfer none) */
const char *collector_ledger_derive_caller (TollDirection direction, const char *number);
const char *collector_ledger_derive_callee (TollDirection direction, const char *number);

G_END_DECLS
