/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites, gateways and what devices are, as the snapshot that calls are understood with. Any lane.
 */
#include "config.h"

#include "collector/store/plan-store.h"

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
add_site_row (CollectorPlan *plan, gint64 id, const CollectorSiteRow *row)
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

  collector_plan_add_site (plan, &site);
}

typedef struct
{
  CollectorPlan *plan;
  gint64 trial_id;
  const CollectorSiteRow *trial; /* (nullable) */
} Load;

static void
add_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  const Load *load = data;

  add_site_row (load->plan, id, load->trial != NULL && id == load->trial_id ? load->trial : row);
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

static CollectorPlan *
load_plan (CollectorDb *db, CollectorNumbering *numbering, const char *default_nation, Load *load,
           GError **error)
{
  g_autoptr (CollectorPlan) plan = collector_plan_new (numbering, default_nation);

  load->plan = plan;
  if (!collector_site_foreach (db, add_site, load, error) || !load_gateways (db, plan, error)
      || !load_device_kinds (db, plan, error))
    return NULL;
  if (load->trial != NULL && load->trial_id == 0)
    add_site_row (plan, 0, load->trial);
  return g_steal_pointer (&plan);
}

CollectorPlan *
collector_plan_load (CollectorDb *db, CollectorNumbering *numbering, const char *default_nation,
                     GError **error)
{
  Load load = { 0 };

  return load_plan (db, numbering, default_nation, &load, error);
}

CollectorPlan *
collector_plan_load_trial (CollectorDb *db, CollectorNumbering *numbering,
                           const char *default_nation, gint64 id, const CollectorSiteRow *row,
                           GError **error)
{
  Load load = { .trial_id = id, .trial = row };

  return load_plan (db, numbering, default_nation, &load, error);
}
