/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /schedules: reports that are sent by the clock. People see and change their own, administrators
 * all; each is run by the rights of its owner, whoever changed it.
 */
#include "config.h"

#include "collector/routes/list-page.h"

#include "collector/routes/house.h"
#include "collector/routes/schedule-json.h"
#include "collector/store/reach.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#define NOT_SAID G_MININT32

/* ---- Lists ---- */

typedef struct
{
  CollectorListPage *page;
  CollectorRequest *request;
} Listing;

static void
add_schedule (const CollectorSchedule *schedule, gpointer data)
{
  Listing *listing = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, schedule->id);

  if (collector_list_page_admit (listing->page, key))
    collector_schedule_json_write (listing->page->json, schedule,
                                   collector_request_get_viewer (listing->request),
                                   collector_request_get_now_ms (listing->request));
}

static gboolean
list_schedules (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  Listing listing = { &page, request };
  gint64 after_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &after_id, error)
      || !collector_schedule_list (db, collector_request_get_viewer (request), after_id,
                                   page.limit + 1, add_schedule, &listing, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

/* The schedule that the request's {id} names, as far as its viewer sees it. */
static gboolean
find (CollectorRequest *request, CollectorDb *db, TollArena *arena, CollectorSchedule *schedule,
      GError **error)
{
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return collector_schedule_find (db, collector_request_get_viewer (request), id, arena, schedule,
                                  error);
}

static gboolean
get (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSchedule schedule;

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !find (request, db, arena, &schedule, error))
    return FALSE;
  collector_schedule_json_write (collector_reply_get_json (reply), &schedule,
                                 collector_request_get_viewer (request),
                                 collector_request_get_now_ms (request));
  return TRUE;
}

static void
add_run (const CollectorScheduleRun *run, gpointer data)
{
  CollectorListPage *page = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, run->id);

  if (collector_list_page_admit (page, key))
    collector_schedule_json_write_run (page->json, NULL, run);
}

static gboolean
list_runs (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSchedule schedule;
  gint64 before_id = G_MAXINT64;

  if (!find (request, db, arena, &schedule, error)
      || !collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &before_id, error)
      || !collector_schedule_list_runs (db, schedule.id, before_id, page.limit + 1, add_run, &page,
                                        error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

/* ---- Changes: each a transaction, answered by how it is then ---- */

typedef gboolean (*Change) (CollectorRequest *request, CollectorDb *db, TollArena *arena,
                            CollectorSchedule *schedule, GError **error);

static gboolean
answer_change (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, Change change,
               GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSchedule schedule = { 0 }, now = { 0 };

  if (!collector_db_begin (db, error))
    return FALSE;
  if (change (request, db, arena, &schedule, error)
      && collector_schedule_find (db, viewer, schedule.id, arena, &now, error)
      && collector_db_commit (db, error))
    {
      collector_schedule_json_write (collector_reply_get_json (reply), &now, viewer,
                                     collector_request_get_now_ms (request));
      return TRUE;
    }
  collector_db_rollback (db);
  return FALSE;
}

/* What the body says, over what @schedule is. */
static gboolean
read_body (CollectorRequest *request, CollectorDb *db, TollArena *arena,
           CollectorSchedule *schedule, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorSettings) settings = NULL;

  if (body == NULL || !toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  settings = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  if (settings == NULL
      || !collector_schedule_json_read (request, db, settings, body, arena, schedule, error))
    return FALSE;
  if (*viewer->purpose != '\0')
    schedule->purpose = viewer->purpose;
  if (!viewer->needs_purpose || !collector_viewer_sees_others (viewer)
      || *schedule->purpose != '\0')
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED,
                       "calls and data of others are sent only for a purpose");
  return FALSE;
}

/* From now on, now included. */
static void
set_next (CollectorSchedule *schedule, gint64 now_ms)
{
  gint64 next_ms = toll_schedule_get_next_ms (
      &schedule->when, toll_zone_get (schedule->zone, NULL), now_ms - 1);

  schedule->next_ms = schedule->enabled && next_ms != G_MAXINT64 ? next_ms : 0;
}

static gboolean
add_change (CollectorRequest *request, CollectorDb *db, TollArena *arena,
            CollectorSchedule *schedule, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  gint64 now_ms = collector_request_get_now_ms (request);
  const TollZone *zone = collector_totals_get_zone (db, error);

  if (zone == NULL)
    return FALSE;
  *schedule = (CollectorSchedule){
    .account_id = viewer->account_id,
    .name = "", .report_id = "", .spec = "{}", .subject = "", .body = "", .recipients = "",
    .purpose = "", .format = "pdf", .enabled = TRUE,
    .when = { .unit = TOLL_SCHEDULE_DAYS, .every_n = 1, .start_day = NOT_SAID },
    .zone = *viewer->zone != '\0' ? viewer->zone : toll_zone_get_name (zone),
  };
  if (!read_body (request, db, arena, schedule, error))
    return FALSE;
  if (schedule->when.start_day == NOT_SAID)
    {
      toll_error_set_field (error, "start", "is missing");
      return FALSE;
    }
  set_next (schedule, now_ms);
  if (schedule->when.unit == TOLL_SCHEDULE_ONCE && schedule->next_ms == 0 && schedule->enabled)
    {
      toll_error_set_field (error, "start", "is over already");
      return FALSE;
    }
  return collector_schedule_save (db, schedule, now_ms, error);
}

/* Whether the viewer sees whose calls its owner sees. */
static gboolean
check_owner (CollectorRequest *request, CollectorDb *db, const CollectorSchedule *schedule,
             GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  return collector_account_store_lookup_id (db, schedule->account_id, &account, error)
         && (account == NULL
             || collector_reach_check_account (db, collector_request_get_viewer (request), account,
                                               error));
}

/* It runs with its owner's rights and tells of their own calls, also of private ones: whoever else
 * changed what it asks, or whom it is sent to, would read them. Whether it is enabled is to say for
 * every administrator who sees as much. */
static gboolean
check_change (CollectorRequest *request, CollectorDb *db, const CollectorSchedule *schedule,
              GError **error)
{
  static const char *const members[] = { "enabled", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);

  if (body == NULL)
    return FALSE;
  if (schedule->account_id == collector_request_get_viewer (request)->account_id
      || toll_json_check_members (body, "", members, NULL))
    return check_owner (request, db, schedule, error);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "it sends what its owner sees: of somebody else's schedule you can only "
                       "change whether it is enabled, or delete it");
  return FALSE;
}

static gboolean
put_change (CollectorRequest *request, CollectorDb *db, TollArena *arena,
            CollectorSchedule *schedule, GError **error)
{
  gint64 now_ms = collector_request_get_now_ms (request);

  if (!find (request, db, arena, schedule, error) || !check_change (request, db, schedule, error)
      || !read_body (request, db, arena, schedule, error))
    return FALSE;
  set_next (schedule, now_ms);
  return collector_schedule_save (db, schedule, now_ms, error);
}

static gboolean
ask_change (CollectorRequest *request, CollectorDb *db, TollArena *arena,
            CollectorSchedule *schedule, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error)
         && find (request, db, arena, schedule, error)
         && check_owner (request, db, schedule, error)
         && collector_schedule_ask (db, schedule->id, collector_request_get_now_ms (request),
                                    error);
}

static gboolean
add (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 201);
  return answer_change (request, db, reply, add_change, error);
}

static gboolean
put (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  return answer_change (request, db, reply, put_change, error);
}

/* It is run within a second or two; its run then stands in the answer of GET. */
static gboolean
run (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 202);
  return answer_change (request, db, reply, ask_change, error);
}

static gboolean
delete (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSchedule schedule;

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  if (find (request, db, arena, &schedule, error) && check_owner (request, db, &schedule, error)
      && collector_schedule_delete (db, schedule.id, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

const CollectorRoute collector_routes_schedules[] = {
  { "GET", TOLL_PATH_SCHEDULES, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_schedules,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_SCHEDULES, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, add,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_SCHEDULE, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_SCHEDULE, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, put,
    COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_SCHEDULE, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, delete,
    COLLECTOR_AUDIT_CHANGE },
  { "POST", TOLL_PATH_SCHEDULE_RUN, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, run,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_SCHEDULE_RUNS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_runs,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
