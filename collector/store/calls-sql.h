/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/gateway-store.h"
#include "collector/store/ledger.h"
#include "collector/store/number-lists.h"
#include "collector/store/privacy-store.h"
#include "collector/store/viewer.h"

/* Pieces of the SQL of lists of calls, "c" being the call: whose calls a viewer may list, and what
 * is asked of them. Private to calls-read.c, which binds the parameters. */

/* Of an internal call either side's, but for what is counted. */
#define OWN_SQL                                                                                    \
  "(c.person_id = ?2 OR (?1 & 4 = 0 AND " COLLECTOR_CALLED_ID_SQL ("person_id") " = ?2))"
#define CALLED_SCOPE_SQL                                                                           \
  " OR (?1 & 4 = 0 AND ?3 IN (1, 2, 3) AND c.called_line_id <> 0 AND (SELECT CASE ?3 WHEN 1 THEN department_id"   \
  "  WHEN 2 THEN cost_centre_id ELSE location_id END FROM call_called"                             \
  "  WHERE line_id = c.called_line_id AND call_id = c.id) IN (SELECT value FROM json_each (?4))"   \
  "  AND NOT " COLLECTOR_CALL_IS_PRIVATE_SQL ")"

/* Who may see what. ?1: 1 = own calls only, 2 = scope only, 3 = both; 4 = what is counted. ?2: person, -1 = nobody.
 * ?3: scope. ?4: ids of the scope as JSON. */
#define SCOPE_SQL                                                                                  \
  "((?1 & 1 AND " OWN_SQL ") OR (?1 & 2 AND (?3 = 4"                                               \
  " OR (?3 = 1 AND c.department_id IN (SELECT value FROM json_each (?4)))"                         \
  " OR (?3 = 2 AND c.cost_centre_id IN (SELECT value FROM json_each (?4)))"                        \
  " OR (?3 = 3 AND c.location_id IN (SELECT value FROM json_each (?4)))"                           \
  CALLED_SCOPE_SQL " OR (?3 = 0 AND " OWN_SQL "))))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1 &&
                 COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3 &&
                 COLLECTOR_SCOPE_ALL == 4);

/* The scope of one kind alone: what takes long is looked at last. */
#define GROUPS_SQL(column, scope)                                                                  \
  "(c." column " IN (SELECT value FROM json_each (?4))"                                            \
  " OR (c.direction = 0 AND ?1 & 4 = 0 AND c.called_line_id IN (SELECT line_id FROM called_group"  \
  "   WHERE scope = " scope " AND group_id IN (SELECT value FROM json_each (?4)))"                 \
  "  AND " COLLECTOR_CALLED_ID_SQL (column) " IN (SELECT value FROM json_each (?4))"               \
  "  AND NOT " COLLECTOR_CALL_IS_PRIVATE_SQL "))"
G_STATIC_ASSERT (TOLL_DIRECTION_INTERNAL == 0);

/* Lines called as in ?13; @which of those that may be numbers outside. */
#define EXTENSIONS_SQL(which)                                                                      \
  "(SELECT id FROM line WHERE extension IN (SELECT value FROM json_each (?13))"                    \
  " AND " which COLLECTOR_IS_STRANGE_SQL ("line.extension") ")"
#define DEPARTMENTS_SQL                                                                            \
  "(SELECT id FROM department WHERE name IN (SELECT value FROM json_each (?15)))"

/* Whether the call's number is shown, which may be the name of its gateway: ?21 when those of free
 * incoming calls are not. */
#define NUMBER_IS_OPEN_SQL                                                                         \
  "(c.person_id = ?2 OR (?1 & 4 = 0 AND " COLLECTOR_CALLED_ID_SQL ("person_id") " IS ?2)"          \
  "  OR NOT (" COLLECTOR_CALL_IS_PRIVATE_SQL " OR (?21 AND c.direction = 1 AND c.cost_micro = 0)))"

/* Whether the other side is shown: a filter finds nobody who was called in private. */
#define CALLED_IS_OPEN_SQL                                                                         \
  "?1 & 4 = 0 AND (c.person_id = ?2 OR " COLLECTOR_CALLED_ID_SQL ("person_id") " = ?2"             \
  "  OR NOT " COLLECTOR_CALL_IS_PRIVATE_SQL ")"

/* Gateways of the names in ?14, where numbers may be hidden (?20) as they are shown; those called by a
 * number, or those that are not. */
#define SHOWN_SQL(name) "iif (?20, toll_mask_device (" name "), " name ")"
#define GATEWAYS_SQL(which)                                                                         \
  "(SELECT w.id FROM json_each (?14) AS t JOIN word AS w ON w.kind = 9"                            \
  "  LEFT JOIN gateway AS g ON g.device = w.text"                                                  \
  "  WHERE " which COLLECTOR_GATEWAY_IS_NUMBER_SQL                                                 \
  "  AND t.value IN (" SHOWN_SQL ("w.text") ", " SHOWN_SQL ("g.title") ", "                        \
  SHOWN_SQL (COLLECTOR_GATEWAY_TITLE_SQL) "))"

/* ?5 <= id < ?6; start in [?7, ?8), masks of enumerations ?9 to ?12, JSON lists ?13 to ?15, unless
 * ?19 says that none of these is asked for. */
#define FILTER_SQL                                                                                 \
  " AND c.id >= ?5 AND c.id < ?6 AND (?19 OR (c.start_ms >= ?7 AND c.start_ms < ?8"                \
  " AND (?9 >> c.direction) & 1 AND (?10 >> c.outcome) & 1 AND (?11 >> c.dest_class) & 1"          \
  " AND (?12 >> c.rating_state) & 1"                                                               \
  " AND (?13 IS NULL OR c.line_id IN " EXTENSIONS_SQL ("NOT ")                                     \
  "  OR (c.line_id IN " EXTENSIONS_SQL ("NOT ?20 AND ")                                            \
  "   AND (c.direction <> 0 OR " NUMBER_IS_OPEN_SQL "))"                                           \
  "  OR (c.called_line_id <> 0 AND (c.called_line_id IN " EXTENSIONS_SQL ("NOT ")                  \
  "    OR c.called_line_id IN " EXTENSIONS_SQL ("NOT ?20 AND ") ")"                                \
  "   AND " CALLED_IS_OPEN_SQL "))"                                                                \
  " AND (?14 IS NULL OR c.gateway_id IN " GATEWAYS_SQL ("NOT ")                                    \
  "  OR (c.gateway_id IN " GATEWAYS_SQL ("") " AND " NUMBER_IS_OPEN_SQL "))"                     \
  " AND (?15 IS NULL OR c.department_id IN " DEPARTMENTS_SQL                                       \
  "  OR (c.called_line_id <> 0 AND " COLLECTOR_CALLED_ID_SQL ("department_id") " IN "              \
  DEPARTMENTS_SQL " AND " CALLED_IS_OPEN_SQL "))))"
G_STATIC_ASSERT (COLLECTOR_WORD_GATEWAY == 9);
