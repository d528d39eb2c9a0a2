/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /tariffs: the tariffs by name, each with its latest version. Reader lane.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/store/tariff-store.h"
#include "shared/wire/paths.h"

/* Versions come tariff by tariff, oldest first: a tariff is written when its last one has come. */
typedef struct
{
  TollJsonWriter *json;
  gint64 tariff_id;
  gint64 from_ms;
  guint n_rates, n_versions;
  char *name;
} Writing;

static void
write_tariff (Writing *writing)
{
  if (writing->tariff_id == 0)
    return;
  toll_json_begin_object (writing->json, NULL);
  toll_json_add_id (writing->json, "id", writing->tariff_id);
  toll_json_add_text (writing->json, "name", writing->name);
  toll_json_add_int (writing->json, "valid_from_ms", writing->from_ms);
  toll_json_add_int (writing->json, "n_versions", writing->n_versions);
  toll_json_add_int (writing->json, "n_rates", writing->n_rates);
  toll_json_end_object (writing->json);
  g_clear_pointer (&writing->name, g_free);
}

static void
add_version (const CollectorTariffRow *row, gpointer data)
{
  Writing *writing = data;

  if (row->tariff_id != writing->tariff_id)
    {
      write_tariff (writing);
      writing->tariff_id = row->tariff_id;
      writing->name = g_strdup (row->name);
      writing->n_versions = 0;
    }
  writing->from_ms = row->from_ms;
  writing->n_rates = row->n_rates;
  writing->n_versions++;
}

static gboolean
list_tariffs (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  Writing writing = { .json = collector_reply_get_json (reply) };
  gboolean is_whole;

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  toll_json_begin_object (writing.json, NULL);
  toll_json_begin_array (writing.json, "items");
  is_whole = collector_tariff_foreach (db, add_version, &writing, error);
  write_tariff (&writing);
  toll_json_end_array (writing.json);
  toll_json_add_null (writing.json, "next");
  toll_json_end_object (writing.json);
  return is_whole;
}

const CollectorRoute collector_routes_tariffs[] = {
  { "GET", TOLL_PATH_TARIFFS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_tariffs,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
