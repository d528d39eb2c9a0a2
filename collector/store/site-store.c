/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites, gateways and what devices are: the tables and the snapshot made from them. Any lane.
 */
#include "config.h"

#include "collector/store/site-store.h"

#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <string.h>

#define N_SITE_TEXTS 12

/* The texts of a row in the order of the columns after id. */
static void
texts_of_site (const CollectorSiteRow *row, const char *texts[N_SITE_TEXTS])
{
  const char *const all[N_SITE_TEXTS]
      = { row->name,         row->nation,          row->area_code,
          row->zone,         row->access_code,     row->international_prefix,
          row->trunk_prefix, row->extension_ranges, row->public_ranges,
          row->short_codes,  row->voicemail_number, row->mwi_numbers };

  for (guint i = 0; i < N_SITE_TEXTS; i++)
    texts[i] = all[i] != NULL ? all[i] : "";
}

static gboolean
check_site (const CollectorSiteRow *row, GError **error)
{
  if (row->name == NULL || *row->name == '\0')
    toll_error_set_field (error, "name", "a site needs a name");
  else if (row->nation == NULL || strlen (row->nation) != 2 || !g_ascii_isupper (row->nation[0])
           || !g_ascii_isupper (row->nation[1]))
    toll_error_set_field (error, "nation", "two capital letters, such as IT or GB");
  else if (row->zone == NULL)
    toll_error_set_field (error, "zone", "an IANA time zone, such as Europe/Rome");
  else if (toll_zone_get (row->zone, error) != NULL)
    return TRUE;
  return FALSE;
}

gboolean
collector_site_put (CollectorDb *db, const CollectorSiteRow *row, GError **error)
{
  const char *texts[N_SITE_TEXTS];
  CollectorStmt *stmt;

  if (!check_site (row, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO site (name, nation, area_code, zone, access_code, international_prefix,"
      " trunk_prefix, extension_ranges, public_ranges, short_codes, voicemail_number, mwi_numbers)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
      " ON CONFLICT (name) DO UPDATE SET nation = excluded.nation, area_code = excluded.area_code,"
      " zone = excluded.zone, access_code = excluded.access_code,"
      " international_prefix = excluded.international_prefix, trunk_prefix = excluded.trunk_prefix,"
      " extension_ranges = excluded.extension_ranges, public_ranges = excluded.public_ranges,"
      " short_codes = excluded.short_codes, voicemail_number = excluded.voicemail_number,"
      " mwi_numbers = excluded.mwi_numbers",
      error);
  if (stmt == NULL)
    return FALSE;
  texts_of_site (row, texts);
  for (guint i = 0; i < N_SITE_TEXTS; i++)
    collector_stmt_bind_text (stmt, i + 1, texts[i]);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

gint64
collector_site_find (CollectorDb *db, const char *name, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT id FROM site WHERE name = ?1", error);
  gboolean has_row = FALSE;
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return 0;
  if (has_row)
    id = collector_stmt_get_int (stmt, 0);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no site named '%s'", name);
  collector_stmt_reset (stmt);
  return id;
}

/* Binds the id of the site called @name, or NULL for none. */
static gboolean
bind_site (CollectorDb *db, CollectorStmt *stmt, int index, const char *name, GError **error)
{
  gint64 id = 0;

  if (name == NULL || *name == '\0')
    {
      collector_stmt_bind_null (stmt, index);
      return TRUE;
    }
  id = collector_site_find (db, name, error);
  collector_stmt_bind_int (stmt, index, id);
  return id != 0;
}

gboolean
collector_gateway_put (CollectorDb *db, const CollectorGatewayRow *row, GError **error)
{
  CollectorStmt *stmt;

  if (row->device == NULL || *row->device == '\0')
    {
      toll_error_set_field (error, "name", "the device name as it stands in the records");
      return FALSE;
    }
  stmt = collector_db_prepare (
      db,
      "INSERT INTO gateway (device, title, site_id, operator_name, channels)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (device) DO UPDATE SET title = excluded.title, site_id = excluded.site_id,"
      " operator_name = excluded.operator_name, channels = excluded.channels",
      error);
  if (stmt == NULL || !bind_site (db, stmt, 3, row->site, error))
    return FALSE;
  collector_stmt_bind_text (stmt, 1, row->device);
  collector_stmt_bind_text (stmt, 2, row->title != NULL ? row->title : "");
  collector_stmt_bind_text (stmt, 4, row->operator_name != NULL ? row->operator_name : "");
  collector_stmt_bind_int (stmt, 5, row->channels);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

gboolean
collector_device_kind_put (CollectorDb *db, const char *device, CollectorDeviceKind kind,
                           const char *site, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db,
                              "INSERT INTO device_kind (device, kind, site_id) VALUES (?1, ?2, ?3)"
                              " ON CONFLICT (device) DO UPDATE SET kind = excluded.kind,"
                              " site_id = excluded.site_id",
                              error);

  if (stmt == NULL || !bind_site (db, stmt, 3, site, error))
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  collector_stmt_bind_int (stmt, 2, kind);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

static void
site_of_row (CollectorStmt *stmt, CollectorSiteRow *row)
{
  const char *texts[N_SITE_TEXTS];

  for (guint i = 0; i < N_SITE_TEXTS; i++)
    texts[i] = collector_stmt_get_text (stmt, i + 1);
  *row = (CollectorSiteRow){ .name = texts[0],
                             .nation = texts[1],
                             .area_code = texts[2],
                             .zone = texts[3],
                             .access_code = texts[4],
                             .international_prefix = texts[5],
                             .trunk_prefix = texts[6],
                             .extension_ranges = texts[7],
                             .public_ranges = texts[8],
                             .short_codes = texts[9],
                             .voicemail_number = texts[10],
                             .mwi_numbers = texts[11] };
}

typedef struct
{
  CollectorSiteFunc site_func;
  CollectorGatewayFunc gateway_func;
  gpointer data;
} Visit;

static gboolean
visit_site (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorSiteRow row;

  site_of_row (stmt, &row);
  visit->site_func (collector_stmt_get_int (stmt, 0), &row, visit->data);
  return TRUE;
}

gboolean
collector_site_foreach (CollectorDb *db, CollectorSiteFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id, name, nation, area_code, zone, access_code, international_prefix, trunk_prefix,"
      " extension_ranges, public_ranges, short_codes, voicemail_number, mwi_numbers"
      " FROM site ORDER BY id",
      error);

  return collector_stmt_foreach (stmt, visit_site, &(Visit){ func, NULL, data }, error);
}

static gboolean
visit_gateway (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorGatewayRow row = { .device = collector_stmt_get_text (stmt, 1),
                              .title = collector_stmt_get_text (stmt, 2),
                              .site = collector_stmt_get_text (stmt, 3),
                              .operator_name = collector_stmt_get_text (stmt, 4),
                              .channels = collector_stmt_get_int (stmt, 5) };

  visit->gateway_func (collector_stmt_get_int (stmt, 0), &row, visit->data);
  return TRUE;
}

gboolean
collector_gateway_foreach (
    CollectorDb *db, CollectorGatewayFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT g.id, g.device, g.title, s.name, g.operator_name, g.channels"
      " FROM gateway g LEFT JOIN site s ON s.id = g.site_id ORDER BY g.device",
      error);

  return collector_stmt_foreach (stmt, visit_gateway, &(Visit){ NULL, func, data }, error);
}

/* Splits at spaces, without empty parts. Returns: (transfer full). */
static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static void
add_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  g_auto (GStrv) extensions = split_words (row->extension_ranges);
  g_auto (GStrv) numbers = split_words (row->public_ranges);
  g_auto (GStrv) codes = split_words (row->short_codes);
  CollectorSite site = { .id = id,
                         .name = row->name,
                         .nation = row->nation,
                         .area_code = row->area_code,
                         .zone = row->zone,
                         .access_code = row->access_code,
                         .international_prefix = row->international_prefix,
                         .trunk_prefix = row->trunk_prefix,
                         .extension_ranges = (const char *const *) extensions,
                         .public_ranges = (const char *const *) numbers,
                         .short_codes = (const char *const *) codes,
                         .voicemail_number = row->voicemail_number,
                         .mwi_numbers = row->mwi_numbers };

  collector_plan_add_site (data, &site);
}

static gboolean
add_gateway (CollectorStmt *stmt, gpointer plan, GError **error)
{
  CollectorGateway gateway = { .id = collector_stmt_get_int (stmt, 0),
                               .device = collector_stmt_get_text (stmt, 1),
                               .title = collector_stmt_get_text (stmt, 2),
                               .site_id = collector_stmt_get_int (stmt, 3),
                               .operator_name = collector_stmt_get_text (stmt, 4),
                               .channels = collector_stmt_get_int (stmt, 5) };

  collector_plan_add_gateway (plan, &gateway);
  return TRUE;
}

static gboolean
load_gateways (CollectorDb *db, CollectorPlan *plan, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT id, device, title, ifnull (site_id, 0), operator_name, channels FROM gateway",
      error);

  return collector_stmt_foreach (stmt, add_gateway, plan, error);
}

static gboolean
add_device (CollectorStmt *stmt, gpointer plan, GError **error)
{
  collector_plan_add_device (plan, collector_stmt_get_text (stmt, 0),
                             collector_stmt_get_int (stmt, 1), collector_stmt_get_int (stmt, 2));
  return TRUE;
}

static gboolean
load_device_kinds (CollectorDb *db, CollectorPlan *plan, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT device, kind, ifnull (site_id, 0) FROM device_kind", error);

  return collector_stmt_foreach (stmt, add_device, plan, error);
}

CollectorPlan *
collector_plan_load (CollectorDb *db, CollectorNumbering *numbering, const char *default_nation,
                     GError **error)
{
  g_autoptr (CollectorPlan) plan = collector_plan_new (numbering, default_nation);

  if (!collector_site_foreach (db, add_site, plan, error) || !load_gateways (db, plan, error)
      || !load_device_kinds (db, plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}
