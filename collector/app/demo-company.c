/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings the invented company into the ledger as an administrator would: by the stores.
 */
#include "config.h"

#include "collector/app/demo-company.h"

#include "collector/store/device-store.h"
#include "collector/store/gateway-store.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "collector/store/tariff-store.h"
#include "shared/base/zone.h"
#include "shared/model/call.h"

static gboolean
store_sites (CollectorDb *db, const CollectorDemoCompany *company, GError **error)
{
  for (guint i = 0; i < company->n_sites; i++)
    {
      const CollectorDemoSite *site = &company->sites[i];
      CollectorSiteRow row = { .name = site->name,
                               .nation = site->nation,
                               .area_code = site->area_code,
                               .zone = site->zone,
                               .access_code = site->access_code,
                               .extension_ranges = site->extension_range,
                               .public_ranges = site->public_range,
                               .voicemail_number = site->voicemail_number,
                               .mwi_numbers = site->mwi_numbers };

      if (!collector_site_put (db, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_tariffs (CollectorDb *db, const CollectorDemoCompany *company, gint32 from_day,
               gint64 now_ms, GError **error)
{
  for (guint i = 0; i < company->n_tariffs; i++)
    {
      const CollectorDemoTariff *tariff = &company->tariffs[i];
      g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (tariff->json, -1, error);
      const TollZone *zone
          = deck != NULL ? toll_zone_get (collector_deck_get_zone (deck), error) : NULL;

      if (zone == NULL
          || !collector_tariff_put (db, tariff->name, deck, toll_zone_from_local (zone, from_day, 0),
                                    now_ms, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* What leaves through a trunk is paid by its tariff, from a phone or from another trunk. */
static gboolean
assign (CollectorDb *db, const char *gateway, const char *site, const char *tariff,
        GError **error)
{
  return collector_tariff_assign (db, gateway, site, TOLL_DIRECTION_OUTGOING, -1, tariff, error)
      && collector_tariff_assign (db, gateway, site, TOLL_DIRECTION_TRANSIT, -1, tariff, error);
}

static gboolean
store_gateways (CollectorDb *db, const CollectorDemoCompany *company, GError **error)
{
  for (guint i = 0; i < company->n_gateways; i++)
    {
      const CollectorDemoGateway *gateway = &company->gateways[i];
      CollectorGatewayRow row = { .device = gateway->device,
                                  .title = gateway->title,
                                  .site = company->sites[gateway->site].name,
                                  .operator_name = gateway->operator_name,
                                  .channels = gateway->channels };

      if (!collector_gateway_put (db, &row, error)
          || !assign (db, gateway->device, "", gateway->tariff, error))
        return FALSE;
    }
  for (guint i = 0; i < company->n_sites; i++)
    if (!assign (db, "", company->sites[i].name, company->sites[i].tariff, error))
      return FALSE;
  return TRUE;
}

static gboolean
store_devices (CollectorDb *db, const CollectorDemoCompany *company, GError **error)
{
  for (guint i = 0; company->bridges[i] != NULL; i++)
    if (!collector_device_kind_put (db, company->bridges[i], COLLECTOR_DEVICE_BRIDGE, "", error))
      return FALSE;
  for (guint i = 0; company->voicemail_ports[i] != NULL; i++)
    if (!collector_device_kind_put (db, company->voicemail_ports[i], COLLECTOR_DEVICE_VOICEMAIL,
                                    "", error))
      return FALSE;
  return TRUE;
}

static void
add_number (CollectorPerson *person, const char *number, CollectorLineKind kind, TollArena *arena)
{
  CollectorPersonLine line = { .number = number,
                               .partition = "",
                               .kind = kind,
                               .valid_from_ms = G_MININT64,
                               .valid_to_ms = G_MAXINT64 };

  if (*number != '\0')
    collector_person_add_line (person, &line, arena);
}

static gboolean
find_groupings (CollectorDb *db, const CollectorDemoCompany *company,
                const CollectorDemoPerson *from, CollectorPerson *person, GError **error)
{
  const CollectorDemoDepartment *department = &company->departments[from->department];

  return collector_grouping_ensure (db, COLLECTOR_GROUPING_DEPARTMENT, department->name,
                                    &person->department_id, error)
      && collector_grouping_ensure (db, COLLECTOR_GROUPING_COST_CENTRE, department->cost_centre,
                                    &person->cost_centre_id, error)
      && collector_grouping_ensure (db, COLLECTOR_GROUPING_LOCATION,
                                    company->sites[from->site].name, &person->location_id, error);
}

/* @ids: of the people before this one; its own is added. */
static gboolean
store_person (CollectorDb *db, const CollectorDemoCompany *company, guint index, gint64 now_ms,
              gint64 *ids, GError **error)
{
  const CollectorDemoPerson *from = &company->people[index];
  const CollectorPersonChange change = { now_ms, now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_begin (db, from->user_name, arena, &person, error))
    return FALSE;
  person.user_name = from->user_name;
  person.first_name = from->first_name;
  person.last_name = from->last_name;
  person.mail = from->mail;
  person.zone = company->sites[from->site].zone;
  person.manager_id = from->manager >= 0 ? ids[from->manager] : 0;
  add_number (&person, from->extension, COLLECTOR_LINE_EXTENSION, arena);
  add_number (&person, from->second_extension, COLLECTOR_LINE_EXTENSION, arena);
  add_number (&person, from->direct_number, COLLECTOR_LINE_ALIAS, arena);
  collector_person_add_device (&person, from->device, arena);
  if (!find_groupings (db, company, from, &person, error)
      || !collector_person_save (db, &person, &change, &result, error))
    return FALSE;
  ids[index] = person.id;
  return TRUE;
}

static gboolean
store_people (CollectorDb *db, const CollectorDemoCompany *company, gint64 now_ms, GError **error)
{
  g_autofree gint64 *ids = g_new0 (gint64, company->n_people);

  for (guint i = 0; i < company->n_people; i++)
    if (!store_person (db, company, i, now_ms, ids, error))
      return FALSE;
  return TRUE;
}

gboolean
collector_demo_company_store (CollectorDb *db, const CollectorDemoCompany *company,
                              gint32 from_day, gint64 now_ms, GError **error)
{
  return collector_setting_set (db, "company", company->name, error)
      && collector_setting_set (db, "nation", company->sites[0].nation, error)
      && store_sites (db, company, error)
      && store_tariffs (db, company, from_day, now_ms, error)
      && store_gateways (db, company, error) && store_devices (db, company, error)
      && store_people (db, company, now_ms, error);
}
