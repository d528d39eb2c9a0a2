/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /access-log: who looked at whose calls, newest first; GET /access-log/verify: whether it is
 * whole. Off the lanes of the ledger, so that a long log delays nobody.
 */
#include "config.h"

#include "collector/routes/house.h"
#include "collector/store/access-names.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

#define MAX_MS G_GINT64_CONSTANT (253402300800000)
#define MAX_NAMES 50 /* of an entry */

/* A page under way: read on the log's reader lane, named on one of the ledger's, while the request's
 * thread waits. */
typedef struct
{
  const CollectorViewer *viewer;
  CollectorAccessQuery query;
  TollArena *arena;
  GArray *entries; /* of CollectorAccessEntry: texts in the arena */
  TollJsonWriter *json;
} Page;

static void
page_clear (Page *page)
{
  g_array_unref (page->entries);
  toll_arena_free (page->arena);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
keep_entry (const CollectorAccessEntry *entry, gpointer data)
{
  Page *page = data;
  CollectorAccessEntry kept = *entry;

  kept.user_name = toll_arena_strdup (page->arena, entry->user_name);
  kept.action = toll_arena_strdup (page->arena, entry->action);
  kept.object = toll_arena_strdup (page->arena, entry->object);
  kept.filter = toll_arena_strdup (page->arena, entry->filter);
  kept.purpose = toll_arena_strdup (page->arena, entry->purpose);
  kept.people = toll_arena_strdup (page->arena, entry->people);
  g_array_append_val (page->entries, kept);
}

static gboolean
page_task (CollectorDb *log, gpointer data, GError **error)
{
  Page *page = data;

  return collector_access_log_visit (log, &page->query, keep_entry, page, error);
}

static void
write_entry (const Page *page, const CollectorAccessEntry *entry, const GPtrArray *names)
{
  TollJsonWriter *json = page->json;

  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", entry->id);
  toll_json_add_int (json, "at_ms", entry->at_ms);
  toll_json_add_text (json, "user_name", entry->user_name);
  toll_json_add_text (json, "action", entry->action);
  toll_json_add_text (json, "object", entry->object);
  toll_json_add_text (json, "filter", entry->filter);
  toll_json_add_text (json, "purpose", entry->purpose);
  toll_json_add_text (json, "people", entry->people);
  toll_json_begin_array (json, "names");
  for (guint i = 0; i < names->len; i++)
    toll_json_add_text (json, NULL, names->pdata[i]);
  toll_json_end_array (json);
  toll_json_add_int (json, "n_rows", entry->n_rows);
  toll_json_add_int (json, "n_people", entry->n_people);
  toll_json_end_object (json);
}

static gboolean
write_task (CollectorDb *ledger, gpointer data, GError **error)
{
  Page *page = data;
  g_autoptr (CollectorAccessNames) names
      = collector_access_names_new (ledger, page->viewer, page->arena);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < page->entries->len; i++)
    {
      const CollectorAccessEntry *entry = &g_array_index (page->entries, CollectorAccessEntry, i);

      g_ptr_array_set_size (list, 0);
      if (!collector_access_names_list (names, entry, MAX_NAMES, list, error))
        return FALSE;
      write_entry (page, entry, list);
    }
  return TRUE;
}

static gboolean
read_query (const TollQuery *parameters, CollectorAccessQuery *query, GError **error)
{
  static const char *const known[] = { "limit",   "after", "q",  "user", "person",
                                       "from_ms", "to_ms", NULL };
  gint64 limit;

  if (!toll_query_check (parameters, known, error) ||
      !toll_query_get_int (parameters, "limit", 1, 1000, 100, &limit, error) ||
      !toll_query_get_int (parameters, "after", 1, G_MAXINT64, 0, &query->before_id, error) ||
      !toll_query_get_int (parameters, "person", 1, G_MAXINT64, 0, &query->person_id, error) ||
      !toll_query_get_int (parameters, "from_ms", 0, MAX_MS, 0, &query->from_ms, error) ||
      !toll_query_get_int (parameters, "to_ms", 1, MAX_MS, 0, &query->to_ms, error))
    return FALSE;
  query->limit = limit;
  query->words = toll_query_lookup (parameters, "q");
  query->user_name = toll_query_lookup (parameters, "user");
  return TRUE;
}

static gboolean
list_entries (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  g_auto (Page) page = { .viewer = collector_request_get_viewer (request),
                         .arena = toll_arena_new (),
                         .entries = g_array_new (FALSE, FALSE, sizeof (CollectorAccessEntry)),
                         .json = collector_reply_get_json (reply) };
  g_autofree char *next = NULL;

  if (!read_query (collector_request_get_query (request), &page.query, error))
    return FALSE;
  page.query.viewer = page.viewer;
  if (!collector_lanes_read_sync (options->access_log, page_task, &page, error))
    return FALSE;
  toll_json_begin_object (page.json, NULL);
  toll_json_begin_array (page.json, "items");
  if (!collector_lanes_read_sync (options->lanes, write_task, &page, error))
    return FALSE;
  toll_json_end_array (page.json);
  if (page.entries->len == page.query.limit)
    next = g_strdup_printf (
        "%" G_GINT64_FORMAT,
        g_array_index (page.entries, CollectorAccessEntry, page.entries->len - 1).id);
  toll_json_add_text (page.json, "next", next);
  return TRUE;
}

/* A verification under way: the anchor first, so that what comes after it is no fault. */
typedef struct
{
  CollectorAccessHead anchor;
  gint64 n_entries;
  char *fault;
} Verification;

static gboolean
anchor_task (CollectorDb *ledger, gpointer data, GError **error)
{
  return collector_access_log_get_anchor (ledger, &((Verification *) data)->anchor, error);
}

static gboolean
verify_task (CollectorDb *log, gpointer data, GError **error)
{
  Verification *it = data;

  return collector_access_log_verify (log, &it->anchor, &it->n_entries, &it->fault, error);
}

static gboolean
verify_log (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  TollJsonWriter *json = collector_reply_get_json (reply);
  Verification it = { 0 };
  g_autofree char *fault = NULL;

  if (!toll_query_check (collector_request_get_query (request), none, error) ||
      !collector_lanes_read_sync (options->lanes, anchor_task, &it, error) ||
      !collector_lanes_read_sync (options->access_log, verify_task, &it, error))
    return FALSE;
  fault = it.fault;
  toll_json_begin_object (json, NULL);
  toll_json_add_bool (json, "is_whole", fault == NULL);
  toll_json_add_int (json, "n_entries", it.n_entries);
  toll_json_add_int (json, "n_anchored", it.anchor.n_entries);
  toll_json_add_text (json, "first_fault", fault);
  return TRUE;
}

const CollectorRoute collector_routes_access_log[] = {
  { "GET", TOLL_PATH_ACCESS_LOG, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_SLOW,
    list_entries, COLLECTOR_AUDIT_READ },
  { "GET", TOLL_PATH_ACCESS_LOG_VERIFY, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_SLOW,
    verify_log, COLLECTOR_AUDIT_NONE },
  { NULL },
};
