/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings the invented company into the ledger as an administrator would: by the stores.
 */
#include "config.h"

#include "collector/app/demo-company.h"

#include "collector/store/device-store.h"
#include "collector/store/gateway-store.h"
#include "collector/store/people-store.h"
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

static gboolean
store_people (CollectorDb *db, const CollectorDemoCompany *company, GError **error)
{
  for (guint i = 0; i < company->n_people; i++)
    {
      const CollectorDemoPerson *person = &company->people[i];
      const CollectorDemoDepartment *department = &company->departments[person->department];
      CollectorPutResult result;
      CollectorPersonRow row = { .user_name = person->user_name,
                                 .first_name = person->first_name,
                                 .last_name = person->last_name,
                                 .mail = person->mail,
                                 .extension = person->extension,
                                 .department = department->name,
                                 .cost_centre = department->cost_centre,
                                 .location = company->sites[person->site].name,
                                 .zone = company->sites[person->site].zone };

      if (!collector_person_put (db, &row, &result, error))
        return FALSE;
    }
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
      && store_people (db, company, error);
}
