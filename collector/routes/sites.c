/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /sites: where the company is and how it dials. Trying a number is in site-try.c.
 */
#include "config.h"

#include "collector/routes/site-json.h"

#include "collector/routes/list-page.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

static void
write_site (TollJsonWriter *json, gint64 id, const CollectorSiteRow *row)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", id);
  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    toll_json_add_text (json, field->name, COLLECTOR_SITE_FIELD (row, field));
  toll_json_end_object (json);
}

static void
add_item (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  CollectorListPage *page = data;

  if (collector_list_page_admit (page, row->name))
    write_site (page->json, id, row);
}

static gboolean
list_sites (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_site_list (db, page.after, page.limit + 1, add_item, &page, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

static void
write_one (gint64 id, const CollectorSiteRow *row, gpointer json)
{
  write_site (json, id, row);
}

static gboolean
get_site (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error)
      && collector_site_visit (db, collector_site_id_of (request), write_one,
                               collector_reply_get_json (reply), error);
}

/* One change on its way into the transaction. */
typedef struct
{
  CollectorRequest *request;
  gint64 id;
} Change;

static gboolean
add_task (CollectorDb *db, gpointer data, GError **error)
{
  Change *change = data;
  const TollJsonValue *body = collector_request_get_body (change->request, error);
  CollectorSiteRow row = { 0 };

  if (body == NULL || !collector_house_check_sees_numbers (change->request, "", error)
      || !collector_site_json_read (body, "", TRUE, &row, error)
      || !collector_site_json_check_nation (change->request, &row, error))
    return FALSE;
  change->id = collector_site_add (db, &row, error);
  return change->id != 0;
}

static gboolean
add_site (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  Change change = { request, 0 };

  if (!collector_db_transact (db, add_task, &change, error))
    return FALSE;
  collector_reply_set_status (reply, 201);
  return collector_site_visit (db, change.id, write_one, collector_reply_get_json (reply), error);
}

/* How numbers are understood, and which are the company's own, tells of numbers. */
static gboolean
check_fields (CollectorRequest *request, const CollectorSiteRow *before,
              const CollectorSiteRow *row, GError **error)
{
  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    if (field->uncovers
        && strcmp (COLLECTOR_SITE_FIELD (before, field), COLLECTOR_SITE_FIELD (row, field)) != 0
        && !collector_house_check_sees_numbers (request, field->name, error))
      return FALSE;
  return TRUE;
}

static gboolean
change_task (CollectorDb *db, gpointer data, GError **error)
{
  Change *change = data;
  const TollJsonValue *body = collector_request_get_body (change->request, error);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSiteRow before = { 0 }, row;

  if (body == NULL || !collector_site_json_load (db, change->id, arena, &before, error))
    return FALSE;
  row = before;
  return collector_site_json_read (body, "", FALSE, &row, error)
      && check_fields (change->request, &before, &row, error)
      && collector_site_json_check_nation (change->request, &row, error)
      && collector_site_update (db, change->id, &row, error);
}

static gboolean
change_site (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  Change change = { request, collector_site_id_of (request) };

  return collector_db_transact (db, change_task, &change, error)
      && collector_site_visit (db, change.id, write_one, collector_reply_get_json (reply), error);
}

static gboolean
remove_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_site_remove (db, *(gint64 *) data, error);
}

static gboolean
remove_site (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 id = collector_site_id_of (request);

  if (!collector_house_check_sees_numbers (request, "", error)
      || !collector_db_transact (db, remove_task, &id, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  return TRUE;
}

const CollectorRoute collector_routes_sites[] = {
  { "GET", TOLL_PATH_SITES, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, list_sites,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_SITES, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, add_site,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_SITE, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, get_site,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_SITE, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, change_site,
    COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_SITE, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, remove_site,
    COLLECTOR_AUDIT_CHANGE },
  { "POST", TOLL_PATH_SITE_TRY, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    collector_site_try, COLLECTOR_AUDIT_NONE },
  { NULL },
};
