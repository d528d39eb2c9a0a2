/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gateways: the trunks that calls come in and leave by. Any lane reads; the writer lane and the
 * commands write.
 */
#include "config.h"

#include "collector/store/gateway-store.h"

#include "collector/store/rederivation-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "collector/store/tariff-store.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/model/call.h"

#include <string.h>

#define LONGEST_TEXT 128 /* bytes */
#define MOST_CHANNELS 100000

/* A gateway's own tariff is that of all outgoing calls through it, whatever their class. */
#define GATEWAY_COLUMNS                                                                            \
  "g.id, g.device, g.title, s.name, g.operator_name, g.channels, g.site_id, t.name FROM gateway g" \
  " LEFT JOIN site s ON s.id = g.site_id"                                                          \
  " LEFT JOIN assignment a ON a.gateway = g.device AND a.site_id = 0 AND a.direction = 2"          \
  " AND a.dest_class = -1 LEFT JOIN tariff t ON t.id = a.tariff_id"
G_STATIC_ASSERT (TOLL_DIRECTION_OUTGOING == 2);

static gboolean
check_text (const char *field, const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!toll_line_check (text, field, error))
    return FALSE;
  if (strlen (text) <= LONGEST_TEXT)
    return TRUE;
  toll_error_set_field (error, field, "must not be longer than %d bytes", LONGEST_TEXT);
  return FALSE;
}

/* Binds device, title, site, operator and channels to parameters 1 to 5. */
static gboolean
bind_row (CollectorDb *db, CollectorStmt *stmt, const CollectorGatewayRow *row, GError **error)
{
  if (row->device == NULL || *row->device == '\0')
    {
      toll_error_set_field (error, "device", "the device name as it stands in the records");
      return FALSE;
    }
  if (row->channels > MOST_CHANNELS)
    {
      toll_error_set_field (error, "channels", "must be a number from 0 to %d", MOST_CHANNELS);
      return FALSE;
    }
  if (!check_text ("device", row->device, error) || !check_text ("title", row->title, error)
      || !check_text ("operator", row->operator_name, error)
      || !collector_site_bind (db, stmt, 3, row->site, error))
    return FALSE;
  collector_stmt_bind_text (stmt, 1, row->device);
  collector_stmt_bind_text (stmt, 2, row->title != NULL ? row->title : "");
  collector_stmt_bind_text (stmt, 4, row->operator_name != NULL ? row->operator_name : "");
  collector_stmt_bind_int (stmt, 5, row->channels);
  return TRUE;
}

/* A gateway is not something else besides. */
static gboolean
forget_kind (CollectorDb *db, const char *device, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM device_kind WHERE device = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  return collector_stmt_run (stmt, error);
}

/* Calls are derived anew when a device becomes a gateway, or one of another site: the rest of what is
 * told of it changes none. */
static gboolean
queue_calls (CollectorDb *db, const CollectorGatewayRow *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT 1 FROM gateway WHERE device = ?1"
      " AND site_id IS (SELECT id FROM site WHERE name = ?2)",
      error);
  gboolean is_told = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, row->device);
  collector_stmt_bind_text (stmt, 2, row->site != NULL ? row->site : "");
  if (!collector_stmt_step (stmt, &is_told, error))
    return FALSE;
  collector_stmt_reset (stmt);
  return is_told || collector_rederivation_add (db, row->device, error);
}

gboolean
collector_gateway_put (CollectorDb *db, const CollectorGatewayRow *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO gateway (device, title, site_id, operator_name, channels)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (device) DO UPDATE SET title = excluded.title, site_id = excluded.site_id,"
      " operator_name = excluded.operator_name, channels = excluded.channels",
      error);

  return stmt != NULL && bind_row (db, stmt, row, error) && queue_calls (db, row, error)
      && collector_stmt_run (stmt, error) && forget_kind (db, row->device, error)
      && collector_revision_bump (db, error);
}

static gboolean
check_device_is_free (CollectorDb *db, gint64 id, const char *device, GError **error)
{
  gint64 owner = device != NULL ? collector_gateway_find (db, device, NULL) : 0;

  if (owner == 0 || owner == id)
    return TRUE;
  toll_error_set_field (error, "device", "there is already a gateway with the device '%s'",
                        device);
  return FALSE;
}

gint64
collector_gateway_add (CollectorDb *db, const CollectorGatewayRow *row, GError **error)
{
  if (!check_device_is_free (db, 0, row->device, error) || !collector_gateway_put (db, row, error))
    return 0;
  return collector_gateway_find (db, row->device, error);
}

static void
keep_device (gint64 id, const CollectorGatewayRow *row, gpointer device)
{
  *(char **) device = g_strdup (row->device);
}

static gboolean
move_tariffs (CollectorDb *db, const char *from, const char *to, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "UPDATE assignment SET gateway = ?2 WHERE gateway = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, from);
  collector_stmt_bind_text (stmt, 2, to);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_gateway_update (
    CollectorDb *db, gint64 id, const CollectorGatewayRow *row, GError **error)
{
  g_autofree char *device = NULL;
  CollectorStmt *stmt;

  if (!collector_gateway_visit (db, id, keep_device, &device, error)
      || !check_device_is_free (db, id, row->device, error))
    return FALSE;
  stmt = collector_db_prepare (db,
                               "UPDATE gateway SET device = ?1, title = ?2, site_id = ?3,"
                               " operator_name = ?4, channels = ?5 WHERE id = ?6",
                               error);
  if (stmt == NULL || !bind_row (db, stmt, row, error) || !queue_calls (db, row, error))
    return FALSE;
  collector_stmt_bind_int (stmt, 6, id);
  return collector_stmt_run (stmt, error) && forget_kind (db, row->device, error)
      && (g_str_equal (device, row->device)
          || (move_tariffs (db, device, row->device, error)
              && collector_rederivation_add (db, device, error)))
      && collector_revision_bump (db, error);
}

static gboolean
add_name (CollectorStmt *stmt, gpointer data, GError **error)
{
  GString *names = data;

  g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                          collector_stmt_get_text (stmt, 0));
  return TRUE;
}

gboolean
collector_gateway_remove (CollectorDb *db, gint64 id, GError **error)
{
  g_autoptr (GString) tariffs = g_string_new (NULL);
  g_autofree char *device = NULL;
  CollectorStmt *stmt;

  if (!collector_gateway_visit (db, id, keep_device, &device, error))
    return FALSE;
  stmt = collector_db_prepare (db,
                               "SELECT DISTINCT t.name FROM assignment a"
                               " JOIN tariff t ON t.id = a.tariff_id WHERE a.gateway = ?1"
                               " ORDER BY t.name",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  if (!collector_stmt_foreach (stmt, add_name, tariffs, error))
    return FALSE;
  if (tariffs->len > 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                   "Calls through '%s' are priced by: %s; take the tariff away first", device,
                   tariffs->str);
      return FALSE;
    }
  stmt = collector_db_prepare (db, "DELETE FROM gateway WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error) && collector_rederivation_add (db, device, error)
      && collector_revision_bump (db, error);
}

gboolean
collector_gateway_set_tariff (
    CollectorDb *db, const char *device, const char *tariff, GError **error)
{
  static const TollDirection leaving[] = { TOLL_DIRECTION_OUTGOING, TOLL_DIRECTION_TRANSIT };

  for (guint i = 0; i < G_N_ELEMENTS (leaving); i++)
    {
      g_autoptr (GError) failure = NULL;
      gboolean is_done = tariff != NULL && *tariff != '\0'
          ? collector_tariff_assign (db, device, "", leaving[i], -1, tariff, &failure)
          : collector_tariff_unassign (db, device, "", leaving[i], -1, NULL, &failure);

      if (is_done)
        continue;
      if (g_error_matches (failure, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
        toll_error_set_field (error, "tariff", "%s", failure->message);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

char *
collector_gateway_dup_name (CollectorDb *db, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT coalesce (nullif (" COLLECTOR_GATEWAY_TITLE_SQL ", ''), g.device) FROM gateway AS g"
      " WHERE g.id = ?1",
      error);
  gboolean has_row = FALSE;
  char *name = NULL;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row)
    name = g_strdup (collector_stmt_get_text (stmt, 0));
  else
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such gateway");
  collector_stmt_reset (stmt);
  return name;
}

gint64
collector_gateway_find (CollectorDb *db, const char *device, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT id FROM gateway WHERE device = ?1", error);
  gboolean has_row = FALSE;
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  collector_stmt_bind_text (stmt, 1, device);
  if (!collector_stmt_step (stmt, &has_row, error))
    return 0;
  if (has_row)
    id = collector_stmt_get_int (stmt, 0);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no gateway '%s'", device);
  collector_stmt_reset (stmt);
  return id;
}

typedef struct
{
  CollectorGatewayFunc func;
  gpointer data;
  guint n;
} Visit;

static gboolean
visit_gateway (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  CollectorGatewayRow row = { .device = collector_stmt_get_text (stmt, 1),
                              .title = collector_stmt_get_text (stmt, 2),
                              .site = collector_stmt_get_text (stmt, 3),
                              .operator_name = collector_stmt_get_text (stmt, 4),
                              .channels = (guint) collector_stmt_get_int (stmt, 5),
                              .site_id = collector_stmt_get_int (stmt, 6),
                              .tariff = collector_stmt_get_text (stmt, 7) };

  visit->n++;
  visit->func (collector_stmt_get_int (stmt, 0), &row, visit->data);
  return TRUE;
}

gboolean
collector_gateway_list (CollectorDb *db, gint64 n_before, gint64 limit,
                        CollectorGatewayFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " GATEWAY_COLUMNS " ORDER BY g.device LIMIT ?2 OFFSET ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, n_before);
  collector_stmt_bind_int (stmt, 2, limit);
  return collector_stmt_foreach (stmt, visit_gateway, &(Visit){ func, data, 0 }, error);
}

gboolean
collector_gateway_visit (
    CollectorDb *db, gint64 id, CollectorGatewayFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " GATEWAY_COLUMNS " WHERE g.id = ?1", error);
  Visit visit = { func, data, 0 };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_foreach (stmt, visit_gateway, &visit, error))
    return FALSE;
  if (visit.n > 0)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such gateway");
  return FALSE;
}
