/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /devices: what the records taught and nobody has told yet; what devices were told to be.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/routes/list-page.h"
#include "collector/routes/site-json.h"
#include "collector/store/device-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

/* A list, or the one device without a page. */
typedef struct
{
  CollectorRequest *request;
  TollJsonWriter *json;
  CollectorListPage *page; /* (nullable) */
  gint64 n_before;
} Writing;

static void
write_device (const CollectorDeviceRow *row, gpointer data)
{
  const Writing *writing = data;
  TollJsonWriter *json = writing->json;
  g_autoptr (TollArena) arena = toll_arena_new ();

  if (writing->page != NULL && !collector_list_page_admit_next (writing->page, writing->n_before))
    return;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "name",
                      collector_house_show_device (writing->request, row->device, arena));
  toll_json_add_text (json, "kind", collector_device_kind_to_name (row->kind));
  toll_json_add_text (
      json, "guess",
      collector_device_kind_to_name (collector_plan_guess_device_kind (row->device)));
  if (row->site_id != 0)
    {
      toll_json_begin_object (json, "site");
      toll_json_add_id (json, "id", row->site_id);
      toll_json_add_text (json, "name", row->site);
      toll_json_end_object (json);
    }
  else
    toll_json_add_null (json, "site");
  if (row->last_seen_ms > 0)
    {
      toll_json_add_int (json, "first_seen_ms", row->first_seen_ms);
      toll_json_add_int (json, "last_seen_ms", row->last_seen_ms);
    }
  else
    {
      toll_json_add_null (json, "first_seen_ms");
      toll_json_add_null (json, "last_seen_ms");
    }
  toll_json_add_int (json, "n_records", row->n_records);
  toll_json_end_object (json);
}

static gboolean
list_devices (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "state", NULL };
  const char *state = toll_query_lookup (collector_request_get_query (request), "state");
  g_auto (CollectorListPage) page = { 0 };
  Writing writing = { request, NULL, &page, 0 };
  gboolean is_told = g_strcmp0 (state, "told") == 0;

  if (!collector_list_page_begin (&page, request, reply, known, error))
    return FALSE;
  if (state != NULL && !is_told && !g_str_equal (state, "unknown"))
    {
      toll_error_set_field (error, "state", "must be unknown or told");
      return FALSE;
    }
  writing.json = page.json;
  if (!collector_list_page_get_place (&page, &writing.n_before, error)
      || !(is_told ? collector_device_list_told : collector_device_list_unknown) (
          db, writing.n_before, page.limit + 1, write_device, &writing, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

/* What somebody tells of a device. */
typedef struct
{
  CollectorRequest *request;
  const char *device;
} Telling;

/* A name that no record has is a slip: what is told of it would never be used. */
static gboolean
check_known (CollectorDb *db, const char *device, GError **error)
{
  gboolean is_known = FALSE;

  if (!collector_device_is_known (db, device, &is_known, error))
    return FALSE;
  if (!is_known)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "No record has named a device '%s'",
                 device);
  return is_known;
}

static void
keep_kind (const CollectorDeviceRow *row, gpointer kind)
{
  *(CollectorDeviceKind *) kind = row->kind;
}

/* Calls through a trunk that is told to be something of the house are internal, with numbers
 * whole. */
static gboolean
check_kind (const Telling *telling, CollectorDb *db, CollectorDeviceKind kind, GError **error)
{
  CollectorDeviceKind before = COLLECTOR_DEVICE_UNKNOWN;

  return collector_device_visit (db, telling->device, keep_kind, &before, error)
      && (kind == before || kind == COLLECTOR_DEVICE_UNKNOWN
          || collector_house_check_sees_numbers (telling->request, "kind", error));
}

static gboolean
tell_task (CollectorDb *db, gpointer data, GError **error)
{
  static const char *const known[] = { "kind", "site", NULL };
  const Telling *telling = data;
  const TollJsonValue *body = collector_request_get_body (telling->request, error);
  CollectorDeviceKind kind;
  g_autofree char *site = NULL;
  const char *text = NULL;

  if (body == NULL || !toll_json_check_members (body, "", known, error)
      || !toll_json_require_text (body, "", "kind", &text, error)
      || !collector_site_json_find (db, body, &site, error))
    return FALSE;
  if (collector_device_kind_from_name (text, &kind))
    return check_known (db, telling->device, error) && check_kind (telling, db, kind, error)
        && collector_device_kind_put (db, telling->device, kind, site, error);
  toll_error_set_field (error, "kind", "must be phone, bridge, voicemail or unknown");
  return FALSE;
}

static gboolean
tell_device (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  Telling telling = { request, collector_request_get_variable (request, "name") };
  Writing writing = { request, collector_reply_get_json (reply), NULL, 0 };

  return collector_house_check_device (request, telling.device, error)
      && collector_db_transact (db, tell_task, &telling, error)
      && collector_device_visit (db, telling.device, write_device, &writing, error);
}

const CollectorRoute collector_routes_devices[] = {
  { "GET", TOLL_PATH_DEVICES, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_devices,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_DEVICE, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, tell_device,
    COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
