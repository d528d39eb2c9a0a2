/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /healthz: is the service alive and does it read its ledger? For watchdogs, and for the
 * console before anybody signed in; tells nothing about anybody.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/directory/first-code.h"
#include "collector/store/calls-read.h"
#include "shared/wire/paths.h"

static gboolean
get_health (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  gboolean is_needed;
  gint64 last_ms;

  if (!collector_calls_get_last_ms (db, &last_ms, error) ||
      !collector_first_code_is_needed (db, &is_needed, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "status", "ok");
  toll_json_add_text (json, "version", TOLL_VERSION);
  if (last_ms != 0)
    toll_json_add_int (json, "last_call_ms", last_ms);
  else
    toll_json_add_null (json, "last_call_ms");
  toll_json_add_bool (json, "needs_first_administrator", is_needed);
  toll_json_end_object (json);
  return TRUE;
}

const CollectorRoute collector_routes_health[] = {
  { "GET", TOLL_PATH_HEALTH, COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_READ, get_health,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_HEALTH_PLAIN, COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_READ, get_health,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
