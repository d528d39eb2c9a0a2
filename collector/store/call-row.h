/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "collector/store/ledger.h"
#include "collector/store/privacy-store.h"

G_BEGIN_DECLS

/* What is selected to read a row that somebody sees; the call table is "c". Every reading of calls
 * for a viewer goes through this pair. */
#define COLLECTOR_CALL_NAME_COLUMNS                                                                               \
  ", (SELECT trim (first_name || ' ' || last_name) FROM person WHERE id = c.person_id)"            \
  ", (SELECT name FROM department WHERE id = c.department_id)"                                     \
  ", (SELECT title FROM gateway JOIN word ON word.kind = 9 AND word.text = gateway.device"         \
  "   WHERE word.id = c.gateway_id)"                                                               \
  ", (SELECT tariff.name FROM tariff_version AS v JOIN tariff ON tariff.id = v.tariff_id"          \
  "   WHERE v.id = c.tariff_version_id)"                                                           \
  ", (SELECT from_ms FROM tariff_version WHERE id = c.tariff_version_id)"                          \
  ", CASE c.direction WHEN 0 THEN (SELECT trim (p.first_name || ' ' || p.last_name)"               \
  "   FROM person_line AS o JOIN person AS p ON p.id = o.person_id WHERE o.extension = c.number"   \
  "   AND o.valid_from_ms <= c.start_ms AND o.valid_to_ms > c.start_ms LIMIT 1) END"               \
  ", (SELECT name FROM location WHERE id = c.location_id)"
G_STATIC_ASSERT (TOLL_DIRECTION_INTERNAL == 0);

#define COLLECTOR_CALL_ROW_COLUMNS                                                                 \
  COLLECTOR_CALL_COLUMNS COLLECTOR_CALL_NAME_COLUMNS ", " COLLECTOR_CALL_IS_PRIVATE_SQL            \
  ", " COLLECTOR_CALL_IS_PRIVATE_WITHOUT_CONTACTS_SQL
/* How many these are. */
#define COLLECTOR_CALL_N_ROW_COLUMNS (COLLECTOR_CALL_N_COLUMNS + 9)

/* Fills @row from the current row of a statement as @viewer may see it: private calls of others
 * without what tells the other side, other numbers with their tails masked. */
void collector_call_row_read (CollectorStmt *stmt, const CollectorViewer *viewer, TollArena *arena,
                              CollectorCallRow *row);

G_END_DECLS
