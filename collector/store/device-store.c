/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Devices that the records taught: listed for an administrator to tell apart, never guessed; and
 * what they were told to be.
 */
#include "config.h"

#include "collector/store/device-store.h"

#include "collector/store/gateway-store.h"
#include "collector/store/rederivation-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

#include <string.h>

#define LONGEST_NAME 128 /* bytes, as in records */

static const char *const kind_names[COLLECTOR_N_DEVICE_KINDS]
    = { "unknown", "phone", "gateway", "bridge", "voicemail" };

const char *
collector_device_kind_to_name (CollectorDeviceKind kind)
{
  return kind_names[kind];
}

gboolean
collector_device_kind_from_name (const char *name, CollectorDeviceKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind_names[i], name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check_device (CollectorDb *db, const char *device, CollectorDeviceKind kind, GError **error)
{
  if (*device == '\0' || strlen (device) > LONGEST_NAME)
    toll_error_set_field (error, "device", "the device name as it stands in the records");
  else if (kind == COLLECTOR_DEVICE_GATEWAY || collector_gateway_find (db, device, NULL) != 0)
    toll_error_set_field (error, "kind", "'%s' is a gateway; add, change or remove it as one",
                          device);
  else
    return TRUE;
  return FALSE;
}

gboolean
collector_device_kind_put (CollectorDb *db, const char *device, CollectorDeviceKind kind,
                           const char *site, GError **error)
{
  CollectorStmt *stmt;

  if (!check_device (db, device, kind, error))
    return FALSE;
  stmt = kind == COLLECTOR_DEVICE_UNKNOWN
      ? collector_db_prepare (db, "DELETE FROM device_kind WHERE device = ?1", error)
      : collector_db_prepare (db,
                              "INSERT INTO device_kind (device, kind, site_id) VALUES (?1, ?2, ?3)"
                              " ON CONFLICT (device) DO UPDATE SET kind = excluded.kind,"
                              " site_id = excluded.site_id",
                              error);
  if (stmt == NULL
      || (kind != COLLECTOR_DEVICE_UNKNOWN && !collector_site_bind (db, stmt, 3, site, error)))
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  if (kind != COLLECTOR_DEVICE_UNKNOWN)
    collector_stmt_bind_int (stmt, 2, kind);
  return collector_stmt_run (stmt, error) && collector_rederivation_add (db, device, error)
      && collector_revision_bump (db, error);
}

gboolean
collector_device_relearn (CollectorDb *db, const CollectorDeviceRow *row, GError **error)
{
  CollectorStmt *stmt = row->n_records == 0
      ? collector_db_prepare (db, "DELETE FROM learned_device WHERE name = ?1", error)
      : collector_db_prepare (db,
                              "INSERT INTO learned_device (name, first_seen_ms, last_seen_ms,"
                              " n_records) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE"
                              " SET first_seen_ms = min (first_seen_ms, ?2), last_seen_ms ="
                              " max (last_seen_ms, ?3), n_records = max (n_records, ?4)",
                              error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, row->device);
  if (row->n_records > 0)
    {
      collector_stmt_bind_int (stmt, 2, row->first_seen_ms);
      collector_stmt_bind_int (stmt, 3, row->last_seen_ms);
      collector_stmt_bind_int (stmt, 4, row->n_records);
    }
  return collector_stmt_run (stmt, error);
}

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
                             .n_records = collector_stmt_get_int (stmt, 3),
                             .kind = collector_stmt_get_int (stmt, 4),
                             .site = collector_stmt_get_text (stmt, 5),
                             .site_id = collector_stmt_get_int (stmt, 6) };

  visit->func (&row, visit->data);
  return TRUE;
}

/* Where calls are private, or numbers of free incoming ones hidden, when a device was seen that is called
 * by a number would tell whose call it was. */
#define SEEN_SQL(name, ms)                                                                         \
  "iif (toll_mask_device (" name ") <> " name " AND (EXISTS (SELECT 1 FROM private_rule)"          \
  " OR EXISTS (SELECT 1 FROM private_call) OR EXISTS (SELECT 1 FROM setting WHERE key ="           \
  " 'privacy.incoming_free_detail' AND value = '0')), 0, ifnull (" ms ", 0))"

gboolean
collector_device_list_unknown (CollectorDb *db, gint64 n_before, gint64 limit,
                               CollectorDeviceFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT name, " SEEN_SQL ("name", "first_seen_ms") ", " SEEN_SQL ("name", "last_seen_ms")
      ", n_records, 0, '', 0 FROM learned_device"
      " WHERE name NOT IN (SELECT device FROM gateway)"
      " AND name NOT IN (SELECT device FROM device_kind)"
      " ORDER BY n_records DESC, name LIMIT ?2 OFFSET ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, n_before);
  collector_stmt_bind_int (stmt, 2, limit);
  return collector_stmt_foreach (stmt, visit_device, &(Visit){ func, data }, error);
}

gboolean
collector_device_list_told (CollectorDb *db, gint64 n_before, gint64 limit,
                            CollectorDeviceFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT d.device, " SEEN_SQL ("d.device", "l.first_seen_ms") ", "
      SEEN_SQL ("d.device", "l.last_seen_ms") ","
      " ifnull (l.n_records, 0), d.kind, s.name, ifnull (d.site_id, 0) FROM device_kind d"
      " LEFT JOIN learned_device l ON l.name = d.device LEFT JOIN site s ON s.id = d.site_id"
      " ORDER BY d.device LIMIT ?2 OFFSET ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, n_before);
  collector_stmt_bind_int (stmt, 2, limit);
  return collector_stmt_foreach (stmt, visit_device, &(Visit){ func, data }, error);
}

G_STATIC_ASSERT (COLLECTOR_WORD_DEVICE == 3 && COLLECTOR_WORD_GATEWAY == 9);

gboolean
collector_device_is_known (CollectorDb *db, const char *name, gboolean *is_known, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT 1 WHERE EXISTS (SELECT 1 FROM learned_device WHERE name = ?1)"
      " OR EXISTS (SELECT 1 FROM device_kind WHERE device = ?1)"
      " OR EXISTS (SELECT 1 FROM gateway WHERE device = ?1)"
      " OR EXISTS (SELECT 1 FROM word WHERE kind IN (3, 9) AND text = ?1)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_step (stmt, is_known, error))
    return FALSE;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_device_visit (
    CollectorDb *db, const char *name, CollectorDeviceFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT ?1, " SEEN_SQL ("?1", "l.first_seen_ms") ", " SEEN_SQL ("?1", "l.last_seen_ms") ","
      " ifnull (l.n_records, 0), ifnull (d.kind, 0), s.name, ifnull (d.site_id, 0)"
      " FROM (SELECT 1) LEFT JOIN device_kind d ON d.device = ?1"
      " LEFT JOIN learned_device l ON l.name = ?1 LEFT JOIN site s ON s.id = d.site_id",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  return collector_stmt_foreach (stmt, visit_device, &(Visit){ func, data }, error);
}
