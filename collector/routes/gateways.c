/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /gateways: the trunks calls come in and leave by, and when they were last of use.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/routes/list-page.h"
#include "collector/routes/me-json.h"
#include "collector/routes/site-json.h"
#include "collector/store/gateway-store.h"
#include "collector/store/totals/totals.h"
#include "collector/store/words.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

#define DAYS_SHOWN 30

/* What calls through a device came to in the last days. */
typedef struct
{
  gint32 last_day;
  gint64 n_calls;
} Use;

static gint64
count_calls (const CollectorTotalsRow *row)
{
  gint64 n = 0;

  for (guint i = 0; i < TOLL_N_DIRECTIONS; i++)
    n += row->cells[i].calls;
  return n;
}

/* Uses by device name. Figures over everybody's calls are for those who may see all calls:
 * Returns: (transfer full): empty for others; NULL with @error. */
static GHashTable *
load_uses (CollectorRequest *request, CollectorDb *db, GError **error)
{
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) rows = NULL;
  CollectorToday today;

  if (collector_request_get_viewer (request)->scope != COLLECTOR_SCOPE_ALL)
    return g_steal_pointer (&uses);
  if (!collector_today_find (db, collector_request_get_now_ms (request), &today, error))
    return NULL;
  rows = collector_totals_list (db, COLLECTOR_CUBE_GATEWAY, NULL, 0,
                                today.today - DAYS_SHOWN + 1, today.today + 1,
                                COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_DAY, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);
      g_autofree char *device
          = collector_words_dup_text (db, COLLECTOR_WORD_GATEWAY, row->key);
      Use *use = device != NULL ? g_hash_table_lookup (uses, device) : NULL;

      if (device == NULL)
        continue;
      if (use == NULL)
        {
          use = g_new0 (Use, 1);
          g_hash_table_insert (uses, g_steal_pointer (&device), use);
        }
      use->last_day = MAX (use->last_day, row->day);
      use->n_calls += count_calls (row);
    }
  return g_steal_pointer (&uses);
}

static void
write_use (TollJsonWriter *json, const Use *use)
{
  g_autofree char *day = NULL;
  int year, month, mday;

  if (use != NULL)
    {
      toll_day_to_date (use->last_day, &year, &month, &mday);
      day = g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
    }
  toll_json_add_text (json, "last_day", day);
  toll_json_add_int (json, "n_calls", use != NULL ? use->n_calls : 0);
}

typedef struct
{
  CollectorRequest *request;
  TollJsonWriter *json;
  CollectorListPage *page; /* (nullable): of a list */
  gint64 n_before;
  GHashTable *uses;
} Writing;

static void
write_gateway (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  const Writing *writing = data;
  TollJsonWriter *json = writing->json;
  g_autoptr (TollArena) arena = toll_arena_new ();

  if (writing->page != NULL && !collector_list_page_admit_next (writing->page, writing->n_before))
    return;
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", id);
  toll_json_add_text (json, "device",
                      collector_house_show_device (writing->request, row->device, arena));
  toll_json_add_text (json, "title",
                      collector_house_show_device (writing->request, row->title, arena));
  if (row->site_id != 0)
    {
      toll_json_begin_object (json, "site");
      toll_json_add_id (json, "id", row->site_id);
      toll_json_add_text (json, "name", row->site);
      toll_json_end_object (json);
    }
  else
    toll_json_add_null (json, "site");
  toll_json_add_text (json, "operator", row->operator_name);
  toll_json_add_text (json, "tariff", *row->tariff != '\0' ? row->tariff : NULL);
  toll_json_add_int (json, "channels", row->channels);
  write_use (json, g_hash_table_lookup (writing->uses, row->device));
  toll_json_end_object (json);
}

static gboolean
list_gateways (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  g_autoptr (GHashTable) uses = NULL;
  gint64 n_before;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_place (&page, &n_before, error)
      || (uses = load_uses (request, db, error)) == NULL
      || !collector_gateway_list (db, n_before, page.limit + 1, write_gateway,
                                  &(Writing){ request, page.json, &page, n_before, uses }, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

static gint64
id_of (CollectorRequest *request)
{
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return id;
}

static gboolean
answer_gateway (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, gint64 id,
                GError **error)
{
  g_autoptr (GHashTable) uses = load_uses (request, db, error);

  return uses != NULL
      && collector_gateway_visit (db, id, write_gateway,
                                  &(Writing){ request, collector_reply_get_json (reply), NULL, 0,
                                              uses },
                                  error);
}

static gboolean
get_gateway (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error)
      && answer_gateway (request, db, reply, id_of (request), error);
}

/* One change on its way into the transaction. */
typedef struct
{
  CollectorRequest *request;
  gint64 id; /* 0 = a new one */
  GStringChunk *texts;
  CollectorGatewayRow row;
} Change;

static void
keep_row (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  Change *change = data;

  change->row = *row;
  change->row.device = g_string_chunk_insert (change->texts, row->device);
  change->row.title = g_string_chunk_insert (change->texts, row->title);
  change->row.site = g_string_chunk_insert (change->texts, row->site);
  change->row.operator_name = g_string_chunk_insert (change->texts, row->operator_name);
  change->row.tariff = g_string_chunk_insert (change->texts, row->tariff);
}

static gboolean
read_site (Change *change, CollectorDb *db, const TollJsonValue *body, GError **error)
{
  g_autofree char *name = NULL;

  if (toll_json_value_get_member (body, "site") == NULL)
    return TRUE;
  if (!collector_site_json_find (db, body, &name, error))
    return FALSE;
  change->row.site = g_string_chunk_insert (change->texts, name);
  return TRUE;
}

static gboolean
read_text (const TollJsonValue *body, const char *name, const char **text, GError **error)
{
  const TollJsonValue *member = toll_json_value_get_member (body, name);

  return member == NULL || toll_json_require_text (body, "", name, text, error);
}

/* What came back as it was shown is as it was. */
static void
keep_shown (const Change *change, const char *before, const char **text)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  if (strcmp (*text, collector_house_show_device (change->request, before, arena)) == 0)
    *text = before;
}

static gboolean
read_names (Change *change, const TollJsonValue *body, GError **error)
{
  const char *device = change->row.device, *title = change->row.title;

  if (!read_text (body, "device", &change->row.device, error)
      || !read_text (body, "title", &change->row.title, error))
    return FALSE;
  if (change->id == 0)
    return collector_house_check_device (change->request, change->row.device, error);
  keep_shown (change, device, &change->row.device);
  keep_shown (change, title, &change->row.title);
  /* Calls through a device that is no gateway any more could be internal, with numbers whole. */
  return change->row.device == device
      || collector_house_check_sees_numbers (change->request, "device", error);
}

static gboolean
read_body (Change *change, CollectorDb *db, const TollJsonValue *body, GError **error)
{
  static const char *const known[]
      = { "device", "title", "site", "operator", "tariff", "channels", NULL };
  const TollJsonValue *tariff = toll_json_value_get_member (body, "tariff");
  gint64 channels = change->row.channels;

  if (!toll_json_check_members (body, "", known, error)
      || !read_names (change, body, error)
      || !read_text (body, "operator", &change->row.operator_name, error)
      || !read_site (change, db, body, error))
    return FALSE;
  if (toll_json_value_get_member (body, "channels") != NULL
      && !toll_json_require_int (body, "", "channels", &channels, error))
    return FALSE;
  change->row.channels = (guint) CLAMP (channels, 0, G_MAXUINT);
  if (channels < 0)
    {
      toll_error_set_field (error, "channels", "must not be below 0");
      return FALSE;
    }
  if (tariff != NULL && toll_json_value_get_kind (tariff) == TOLL_JSON_NULL)
    change->row.tariff = "";
  else if (!read_text (body, "tariff", &change->row.tariff, error))
    return FALSE;
  return TRUE;
}

static gboolean
change_task (CollectorDb *db, gpointer data, GError **error)
{
  Change *change = data;
  const TollJsonValue *body = collector_request_get_body (change->request, error);
  gboolean is_new = change->id == 0;

  if (body == NULL
      || (!is_new && !collector_gateway_visit (db, change->id, keep_row, change, error))
      || !read_body (change, db, body, error))
    return FALSE;
  if (is_new)
    change->id = collector_gateway_add (db, &change->row, error);
  else if (!collector_gateway_update (db, change->id, &change->row, error))
    return FALSE;
  return change->id != 0
      && (toll_json_value_get_member (body, "tariff") == NULL
          || collector_gateway_set_tariff (db, change->row.device, change->row.tariff, error));
}

static gboolean
store_change (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, gint64 id,
              GError **error)
{
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  Change change = { .request = request, .id = id, .texts = texts };

  return collector_db_transact (db, change_task, &change, error)
      && answer_gateway (request, db, reply, change.id, error);
}

static gboolean
add_gateway (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 201);
  return store_change (request, db, reply, 0, error);
}

static gboolean
change_gateway (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 id = id_of (request);

  return store_change (request, db, reply, id != 0 ? id : -1, error);
}

static gboolean
remove_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_gateway_remove (db, *(gint64 *) data, error);
}

static gboolean
remove_gateway (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 id = id_of (request);

  if (!collector_house_check_sees_numbers (request, "", error)
      || !collector_db_transact (db, remove_task, &id, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  return TRUE;
}

const CollectorRoute collector_routes_gateways[] = {
  { "GET", TOLL_PATH_GATEWAYS, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, list_gateways,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_GATEWAYS, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, add_gateway,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_GATEWAY, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, get_gateway,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_GATEWAY, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    change_gateway, COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_GATEWAY, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    remove_gateway, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
