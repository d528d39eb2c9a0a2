/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Devices that the records taught: listed for an administrator to tell apart, never guessed.
 */
#include "config.h"

#include "collector/store/device-store.h"

typedef struct
{
  CollectorDeviceFunc func;
  gpointer data;
} Visit;

static gboolean
visit_device (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorDeviceRow row = { .device = collector_stmt_get_text (stmt, 0),
                             .first_seen_ms = collector_stmt_get_int (stmt, 1),
                             .last_seen_ms = collector_stmt_get_int (stmt, 2),
                             .n_records = collector_stmt_get_int (stmt, 3) };

  visit->func (&row, visit->data);
  return TRUE;
}

gboolean
collector_device_foreach_unknown (
    CollectorDb *db, CollectorDeviceFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT name, first_seen_ms, last_seen_ms, n_records FROM learned_device"
      " WHERE name NOT IN (SELECT device FROM gateway)"
      " AND name NOT IN (SELECT device FROM device_kind) ORDER BY n_records DESC, name",
      error);

  return collector_stmt_foreach (stmt, visit_device, &(Visit){ func, data }, error);
}
