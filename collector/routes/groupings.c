/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /departments, /cost-centres, /locations: three times the same, told apart by the address. And
 * /custom-fields: the titles of what a company keeps of its people beyond that.
 */
#include "config.h"

#include "collector/directory/people-columns.h"
#include "collector/routes/house.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/people/save.h"
#include "collector/store/reach.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

typedef struct
{
  TollJsonWriter *json;
  guint n_left; /* of the page */
  gint64 last_id;
  gboolean has_more;
} Listing;

static void
write_row (const CollectorGroupingRow *row, gpointer data)
{
  TollJsonWriter *json = data;

  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "name", row->name);
  toll_json_add_int (json, "n_people", row->n_people);
  toll_json_end_object (json);
}

static void
list_row (const CollectorGroupingRow *row, gpointer data)
{
  Listing *listing = data;

  listing->has_more = listing->n_left == 0;
  if (listing->has_more)
    return;
  listing->n_left--;
  listing->last_id = row->id;
  write_row (row, listing->json);
}

static gboolean
list_groupings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                CollectorGrouping grouping, GError **error)
{
  static const char *const known[] = { "limit", "after", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  Listing listing = { .json = collector_reply_get_json (reply) };
  gint64 limit, after_id;

  if (!toll_query_check (parameters, known, error)
      || !toll_query_get_int (parameters, "limit", 1, 1000, 100, &limit, error)
      || !toll_query_get_int (parameters, "after", 1, G_MAXINT64, 0, &after_id, error))
    return FALSE;
  listing.n_left = limit;
  toll_json_begin_object (listing.json, NULL);
  toll_json_begin_array (listing.json, "items");
  if (!collector_grouping_foreach (db, grouping, after_id, limit + 1,
                                   collector_request_get_viewer (request),
                                   collector_request_get_now_ms (request), list_row, &listing,
                                   error))
    return FALSE;
  toll_json_end_array (listing.json);
  if (listing.has_more)
    toll_json_add_id (listing.json, "next", listing.last_id);
  else
    toll_json_add_null (listing.json, "next");
  return TRUE;
}

static gboolean
read_name (CollectorRequest *request, const char **name, GError **error)
{
  static const char *const known[] = { "name", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);

  return body != NULL && toll_json_check_members (body, "", known, error)
         && toll_json_require_text (body, "", "name", name, error);
}

/* A change on its way through a transaction. */
typedef struct
{
  CollectorGrouping grouping;
  gint64 id; /* 0 = add */
  const char *name; /* NULL = remove */
  gint64 into_id;
  gint64 now_ms;
  const CollectorViewer *giver;
} Change;

static void
ignore_row (const CollectorGroupingRow *row, gpointer data)
{
}

static gboolean
apply (CollectorDb *db, Change *change, GError **error)
{
  if (change->name == NULL)
    return (change->into_id == 0
            || collector_reach_check_merge (change->giver, change->grouping, change->id,
                                            change->into_id, error))
           && collector_grouping_remove (db, change->grouping, change->id, change->into_id,
                                      change->now_ms, error);
  if (change->id != 0
      && !collector_reach_check_rename (change->giver, change->grouping, change->id, error))
    return FALSE;
  if (change->id == 0)
    return collector_grouping_add (db, change->grouping, change->name, &change->id, error);
  return collector_grouping_find (db, change->grouping, change->id, change->now_ms, ignore_row,
                                  NULL, error)
         && collector_grouping_rename (db, change->grouping, change->id, change->name, error);
}

static gboolean
transact (CollectorDb *db, Change *change, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (apply (db, change, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
answer (CollectorDb *db, const Change *change, CollectorReply *reply, GError **error)
{
  return collector_grouping_find (db, change->grouping, change->id, change->now_ms, write_row,
                                  collector_reply_get_json (reply), error);
}

static gboolean
add_grouping (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
              CollectorGrouping grouping, GError **error)
{
  Change change = { .grouping = grouping, .now_ms = collector_request_get_now_ms (request) };

  collector_reply_set_status (reply, 201);
  return read_name (request, &change.name, error) && transact (db, &change, error)
         && answer (db, &change, reply, error);
}

/* What is no id is that of none. */
static gint64
read_variable (const CollectorRequest *request)
{
  gint64 id = -1;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return id;
}

static gboolean
put_grouping (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
              CollectorGrouping grouping, GError **error)
{
  Change change = { .grouping = grouping,
                    .id = read_variable (request),
                    .now_ms = collector_request_get_now_ms (request),
                    .giver = collector_request_get_viewer (request) };

  return read_name (request, &change.name, error) && transact (db, &change, error)
         && answer (db, &change, reply, error);
}

static gboolean
remove_grouping (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                 CollectorGrouping grouping, GError **error)
{
  static const char *const known[] = { "into", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  Change change = { .grouping = grouping,
                    .id = read_variable (request),
                    .now_ms = collector_request_get_now_ms (request),
                    .giver = collector_request_get_viewer (request) };

  collector_reply_set_status (reply, 204);
  return toll_query_check (parameters, known, error)
         && toll_query_get_int (parameters, "into", 1, G_MAXINT64, 0, &change.into_id, error)
         && transact (db, &change, error);
}

/* The four handlers of one kind. */
#define HANDLERS(kind, grouping)                                                                   \
  static gboolean list_##kind (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,  \
                               GError **error)                                                     \
  {                                                                                                \
    return list_groupings (request, db, reply, grouping, error);                                   \
  }                                                                                                \
  static gboolean add_##kind (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,   \
                              GError **error)                                                      \
  {                                                                                                \
    return add_grouping (request, db, reply, grouping, error);                                     \
  }                                                                                                \
  static gboolean put_##kind (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,   \
                              GError **error)                                                      \
  {                                                                                                \
    return put_grouping (request, db, reply, grouping, error);                                     \
  }                                                                                                \
  static gboolean remove_##kind (CollectorRequest *request, CollectorDb *db,                       \
                                 CollectorReply *reply, GError **error)                            \
  {                                                                                                \
    return remove_grouping (request, db, reply, grouping, error);                                  \
  }

HANDLERS (department, COLLECTOR_GROUPING_DEPARTMENT)
HANDLERS (cost_centre, COLLECTOR_GROUPING_COST_CENTRE)
HANDLERS (location, COLLECTOR_GROUPING_LOCATION)

static gboolean
write_titles (CollectorDb *db, CollectorReply *reply, GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (TollArena) arena = toll_arena_new ();
  const char *titles[COLLECTOR_N_CUSTOM_FIELDS];

  if (!collector_custom_fields_load (db, arena, titles, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "titles");
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    toll_json_add_text (json, NULL, *titles[i] != '\0' ? titles[i] : NULL);
  return TRUE;
}

static gboolean
get_custom_fields (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                   GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error)
         && write_titles (db, reply, error);
}

static gboolean
read_titles (CollectorRequest *request, const char *titles[COLLECTOR_N_CUSTOM_FIELDS],
             GError **error)
{
  static const char *const known[] = { "titles", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  const TollJsonValue *list;

  if (body == NULL || !toll_json_check_members (body, "", known, error))
    return FALSE;
  list = toll_json_value_get_member (body, "titles");
  if (list == NULL || toll_json_value_get_kind (list) != TOLL_JSON_ARRAY
      || toll_json_value_get_length (list) > COLLECTOR_N_CUSTOM_FIELDS)
    {
      toll_error_set_field (error, "titles", "a list of at most ten texts is expected");
      return FALSE;
    }
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    {
      const TollJsonValue *title = i < toll_json_value_get_length (list)
                                       ? toll_json_value_get_element (list, i)
                                       : NULL;

      titles[i] = title != NULL && toll_json_value_get_kind (title) == TOLL_JSON_TEXT
                      ? toll_json_value_get_text (title)
                      : "";
    }
  return TRUE;
}

static gboolean
store_titles (CollectorDb *db, const char *const titles[COLLECTOR_N_CUSTOM_FIELDS], GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  const char *stored[COLLECTOR_N_CUSTOM_FIELDS];

  return collector_custom_fields_load (db, arena, stored, error)
         && collector_people_columns_check_titles (titles, stored, error)
         && collector_custom_fields_store (db, titles, error);
}

static gboolean
put_custom_fields (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                   GError **error)
{
  const char *titles[COLLECTOR_N_CUSTOM_FIELDS];

  if (!read_titles (request, titles, error) || !collector_db_begin (db, error))
    return FALSE;
  if (store_titles (db, titles, error) && collector_db_commit (db, error))
    return write_titles (db, reply, error);
  collector_db_rollback (db);
  return FALSE;
}

#define ROWS(kind, all, one)                                                                       \
  { "GET", all, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, list_##kind,                    \
    COLLECTOR_AUDIT_NONE },                                                                        \
  { "POST", all, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, add_##kind,                \
    COLLECTOR_AUDIT_CHANGE },                                                                      \
  { "PUT", one, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, put_##kind,                 \
    COLLECTOR_AUDIT_CHANGE },                                                                      \
  { "DELETE", one, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, remove_##kind,           \
    COLLECTOR_AUDIT_CHANGE }

const CollectorRoute collector_routes_groupings[] = {
  ROWS (department, TOLL_PATH_DEPARTMENTS, TOLL_PATH_DEPARTMENT),
  ROWS (cost_centre, TOLL_PATH_COST_CENTRES, TOLL_PATH_COST_CENTRE),
  ROWS (location, TOLL_PATH_LOCATIONS, TOLL_PATH_LOCATION),
  { "GET", TOLL_PATH_CUSTOM_FIELDS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ,
    get_custom_fields, COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_CUSTOM_FIELDS, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    put_custom_fields, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
