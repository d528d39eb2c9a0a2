/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "collector/store/ledger.h"
#include "collector/store/privacy-store.h"

G_BEGIN_DECLS

/* What is selected to read a row that somebody sees; the call table is "c". Every reading of calls
 * for a viewer goes through this and collector_call_row_read(). */
#define COLLECTOR_CALL_ROW_COLUMNS                                                                 \
  COLLECTOR_CALL_ROW_LEAN_COLUMNS ", " COLLECTOR_CALL_REST_COLUMNS
#define COLLECTOR_CALL_ROW_LEAN_COLUMNS                                                            \
  COLLECTOR_CALL_OWNER_KEEPS_SQL ", " COLLECTOR_CALL_OWNER_KEEPS_WITHOUT_CONTACTS_SQL              \
  ", " COLLECTOR_CALL_CALLED_KEEPS_SQL ", " COLLECTOR_CALL_LEAN_COLUMNS
/* The same where the ledger has no private call and no rule. */
#define COLLECTOR_CALL_ROW_OPEN_COLUMNS                                                            \
  COLLECTOR_CALL_ROW_OPEN_LEAN_COLUMNS ", " COLLECTOR_CALL_REST_COLUMNS
#define COLLECTOR_CALL_ROW_OPEN_LEAN_COLUMNS "0, -1, 0, " COLLECTOR_CALL_LEAN_COLUMNS
/* How many these are. */
#define COLLECTOR_CALL_N_ROW_LEAN_COLUMNS (COLLECTOR_CALL_N_LEAN_COLUMNS + 3)
#define COLLECTOR_CALL_N_ROW_COLUMNS                                                               \
  (COLLECTOR_CALL_N_ROW_LEAN_COLUMNS + COLLECTOR_CALL_N_REST_COLUMNS)

/* Fills @row from the current row of a statement as @viewer may see it: private calls of others
 * without what tells the other side, other numbers with their tails masked. Texts live in @arena
 * and in that of @names. @is_lean: only the lean columns were selected. */
void collector_call_row_read (CollectorStmt *stmt, CollectorNames *names, gboolean is_lean,
                              const CollectorViewer *viewer, TollArena *arena,
                              CollectorCallRow *row);

/* The viewer was shown @row: counted for the access log, unless it is the viewer's own, placed or
 * called by. */
void collector_call_row_note (const CollectorViewer *viewer, const CollectorCallRow *row);

G_END_DECLS
