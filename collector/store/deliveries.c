/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files as they came, and what of them was put aside. Any lane.
 */
#include "config.h"

#include "collector/store/deliveries.h"

#include <glib/gi18n.h>

typedef struct
{
  CollectorDeliveryFunc delivered;
  CollectorDiscardFunc discarded;
  gpointer data;
} Visit;

static gboolean
visit_delivery (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  const CollectorDelivery delivery = {
    .name = collector_stmt_get_text (stmt, 0),
    .first_seen_ms = collector_stmt_get_int (stmt, 1),
    .is_refused = collector_stmt_get_int (stmt, 2) != 0,
    .n_again = collector_stmt_get_int (stmt, 3),
    .n_records = collector_stmt_get_int (stmt, 4),
    .n_calls = collector_stmt_get_int (stmt, 5),
    .n_duplicates = collector_stmt_get_int (stmt, 6),
    .n_quarantined = collector_stmt_get_int (stmt, 7),
  };

  visit->delivered (&delivery, visit->data);
  return TRUE;
}

gboolean
collector_deliveries_visit (CollectorDb *db, gint64 from_ms, CollectorDeliveryFunc func,
                            gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT name, first_seen_ms, state = 'refused', times_seen - 1, records, calls, duplicates,"
      " quarantined FROM file WHERE done_ms >= ?1 OR state = 'reading' ORDER BY id",
      error);
  Visit visit = { .delivered = func, .data = data };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, from_ms);
  return collector_stmt_foreach (stmt, visit_delivery, &visit, error);
}

static gboolean
visit_discard (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  const CollectorDiscard discard = {
    .reason = collector_stmt_get_text (stmt, 0),
    .field = collector_stmt_get_text (stmt, 1),
    .n_files = collector_stmt_get_int (stmt, 2),
    .n_records = collector_stmt_get_int (stmt, 3),
    .n_held = collector_stmt_get_int (stmt, 4),
    .n_replayed = collector_stmt_get_int (stmt, 5),
    .first_ms = collector_stmt_get_int (stmt, 6),
    .last_ms = collector_stmt_get_int (stmt, 7),
  };

  visit->discarded (&discard, visit->data);
  return TRUE;
}

gboolean
collector_discards_visit (CollectorDb *db, gint64 from_ms, gint64 to_ms,
                          CollectorDiscardFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT reason, field, 0, count (*) AS n, sum (state = 'held'), sum (state = 'replayed'),"
      " min (created_ms), max (created_ms) FROM quarantine"
      " WHERE created_ms >= ?1 AND created_ms < ?2 GROUP BY reason, field"
      " UNION ALL SELECT ?3, '', 0, count (*), 0, 0, min (created_ms), max (created_ms)"
      " FROM conflict WHERE created_ms >= ?1 AND created_ms < ?2 HAVING count (*) > 0"
      " UNION ALL SELECT ifnull (reason, ''), '', count (*), 0, 0, 0, min (first_seen_ms),"
      " max (first_seen_ms) FROM file WHERE state = 'refused' AND first_seen_ms >= ?1"
      " AND first_seen_ms < ?2 GROUP BY reason"
      " ORDER BY n DESC, 1, 2",
      error);
  Visit visit = { .discarded = func, .data = data };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, from_ms);
  collector_stmt_bind_int (stmt, 2, to_ms);
  collector_stmt_bind_text (stmt, 3, N_ ("contradicts the record that is stored under its id"));
  return collector_stmt_foreach (stmt, visit_discard, &visit, error);
}
