/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /wallboards: links to dashboards for whoever passes a screen. One is made within what its maker
 * sees, by name and for good until it is revoked; the link is told once.
 */
#include "config.h"

#include "collector/routes/house.h"

#include <string.h>

#include "collector/api/audit.h"
#include "collector/dashboard/board.h"
#include "collector/directory/password.h"
#include "collector/routes/list-page.h"
#include "collector/routes/person-json.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/mask.h"
#include "collector/store/session-store.h"
#include "collector/store/wallboard-store.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/base/line.h"
#include "shared/wire/paths.h"

#define LONGEST_NAME   100 /* characters */
#define USUAL_MASK     4
#define MOST_MASKED    99
#define USUAL_ROTATE_S 20
#define LEAST_ROTATE_S 5
#define MOST_ROTATE_S  600

static const char *const none[] = { NULL };

/* ---- Out ---- */

static void
write_state (TollJsonWriter *json, const CollectorViewer *viewer, const char *why_not)
{
  toll_json_add_bool (json, "works", why_not == NULL);
  if (why_not != NULL)
    toll_json_add_text (json, "problem", toll_language_translate (viewer->language, why_not));
}

/* @path: (nullable): of the page, while it is known. */
static gboolean
write_wallboard (TollJsonWriter *json, CollectorDb *db, const CollectorViewer *viewer,
                 const CollectorWallboard *wallboard, const char *path, gint64 now_ms,
                 GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  gboolean is_hidden
      = wallboard->account_id != viewer->account_id && collector_viewer_is_masked (viewer);
  const char *why_not;
  g_autoptr (GError) fault = NULL;
  g_autoptr (CollectorViewer) shown
      = collector_wallboard_load_viewer (db, wallboard, now_ms, &why_not, &fault);

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", wallboard->id);
  if (path != NULL)
    toll_json_add_text (json, "path", path);
  toll_json_add_text (json, "name",
                      is_hidden ? collector_mask_text (wallboard->name, 1, arena)
                                : wallboard->name);
  toll_json_add_text (json, "owner", wallboard->owner);
  toll_json_add_bool (json, "is_own", wallboard->account_id == viewer->account_id);
  if (!collector_person_write_scope (json, db, wallboard->scope, wallboard->scope_ids,
                                     wallboard->n_scope_ids, error))
    return FALSE;
  toll_json_add_int (json, "masked_digits", wallboard->masked_digits);
  toll_json_add_int (json, "rotate_s", wallboard->rotate_s);
  toll_json_add_int (json, "created_ms", wallboard->created_ms);
  toll_json_add_int (json, "seen_ms", wallboard->seen_ms);
  write_state (json, viewer, why_not);
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
list_wallboards (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_auto (CollectorListPage) page = { 0 };
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) rows = NULL;
  gint64 after_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &after_id, error))
    return FALSE;
  rows = collector_wallboard_list (db, viewer, after_id, page.limit + 1, arena, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CollectorWallboard *row = &g_array_index (rows, CollectorWallboard, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

      if (collector_list_page_admit (&page, key)
          && !write_wallboard (page.json, db, viewer, row, NULL,
                               collector_request_get_now_ms (request), error))
        return FALSE;
    }
  if (rows != NULL)
    collector_list_page_end (&page);
  return rows != NULL;
}

/* ---- In ---- */

static gboolean
read_name (const TollJsonValue *body, CollectorWallboard *wallboard, GError **error)
{
  if (!toll_json_require_text (body, "", "name", &wallboard->name, error)
      || !toll_line_check (wallboard->name, "name", error))
    return FALSE;
  if (*wallboard->name != '\0' && g_utf8_strlen (wallboard->name, -1) <= LONGEST_NAME)
    return TRUE;
  toll_error_set_field (error, "name", "1 to %d characters are expected", LONGEST_NAME);
  return FALSE;
}

/* @figure: (inout): stays as it is when nothing is said. */
static gboolean
read_figure (const TollJsonValue *body, const char *name, guint least, guint most, guint *figure,
             GError **error)
{
  gint64 value = *figure;

  if (toll_json_value_get_member (body, name) == NULL)
    return TRUE;
  if (!toll_json_require_int (body, "", name, &value, error))
    return FALSE;
  if (value < least || value > most)
    {
      toll_error_set_field (error, name, "%u to %u are expected", least, most);
      return FALSE;
    }
  *figure = (guint) value;
  return TRUE;
}

/* The viewer's own scope, or what the body says within it. */
static gboolean
read_scope (const TollJsonValue *body, CollectorDb *db, const CollectorViewer *viewer,
            TollArena *arena, CollectorWallboard *wallboard, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (body, "scope");
  CollectorPerson asked = { .role = viewer->role, .scope = viewer->scope,
                            .scope_ids = (gint64 *) (void *) viewer->scope_ids->data,
                            .n_scope_ids = viewer->scope_ids->len };

  if (value != NULL && !collector_person_apply_scope (&asked, value, db, arena, error))
    return FALSE;
  wallboard->scope = asked.scope;
  wallboard->scope_ids = asked.scope_ids;
  wallboard->n_scope_ids = asked.n_scope_ids;
  if (asked.scope == COLLECTOR_SCOPE_OWN
      || (asked.scope != COLLECTOR_SCOPE_ALL && asked.n_scope_ids == 0))
    {
      toll_error_set_field (error, "scope", "one's own calls are not for everybody: departments, "
                                            "cost centres, locations or all are expected");
      return FALSE;
    }
  return collector_viewer_reaches (viewer, viewer->role, asked.scope, asked.scope_ids,
                                   asked.n_scope_ids)
      || toll_error_set_field_code (error, TOLL_ERROR_FORBIDDEN, "scope",
                                    "your own scope is less than that");
}

/* What the viewer has on their dashboard and everybody may see; what the body lays out is refused
 * where not. @layout: (inout). */
static gboolean
keep_public (CollectorDb *db, const CollectorViewer *viewer, CollectorLayout *layout,
             gboolean is_asked, gint64 now_ms, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len;)
      {
        const CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);
        g_autofree char *field = g_strdup_printf ("zones[%u][%u].widget", i, j);

        if (collector_board_check_public (db, viewer, placed, field, now_ms,
                                          is_asked ? error : NULL))
          {
            n += !placed->is_minimised;
            j++;
          }
        else if (is_asked)
          return FALSE;
        else
          g_array_remove_index (layout->zones[i], j);
      }
  if (n == 0)
    toll_error_set_field (error, "zones", "a widget that everybody may see is expected");
  return n > 0;
}

/* Returns: (transfer full): JSON. */
static char *
read_layout (const TollJsonValue *body, CollectorDb *db, const CollectorViewer *viewer,
             gint64 now_ms, GError **error)
{
  const TollJsonValue *zones = toll_json_value_get_member (body, "zones");
  g_autoptr (CollectorLayout) layout = zones != NULL
                                           ? collector_layout_read_zones (zones, error)
                                           : collector_board_load (db, viewer, NULL, error);

  if (layout == NULL || !keep_public (db, viewer, layout, zones != NULL, now_ms, error))
    return NULL;
  return collector_layout_dup_text (layout);
}

static gboolean
read_body (CollectorRequest *request, CollectorDb *db, TollArena *arena,
           CollectorWallboard *wallboard, GError **error)
{
  static const char *const known[]
      = { "name", "scope", "masked_digits", "rotate_s", "zones", NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autofree char *layout = NULL;

  *wallboard = (CollectorWallboard){ .account_id = viewer->account_id,
                                     .owner = viewer->user_name,
                                     .purpose = viewer->purpose,
                                     .masked_digits = MAX (viewer->masked_digits, USUAL_MASK),
                                     .rotate_s = USUAL_ROTATE_S,
                                     .created_ms = collector_request_get_now_ms (request) };
  if (body == NULL || !toll_query_check (collector_request_get_query (request), none, error)
      || !collector_audit_require_purpose (viewer, error)
      || !toll_json_check_members (body, "", known, error) || !read_name (body, wallboard, error)
      || !read_scope (body, db, viewer, arena, wallboard, error)
      || !read_figure (body, "masked_digits", viewer->masked_digits, MOST_MASKED,
                       &wallboard->masked_digits, error)
      || !read_figure (body, "rotate_s", LEAST_ROTATE_S, MOST_ROTATE_S, &wallboard->rotate_s,
                       error))
    return FALSE;
  layout = read_layout (body, db, viewer, wallboard->created_ms, error);
  wallboard->layout = layout != NULL ? toll_arena_strdup (arena, layout) : NULL;
  return layout != NULL;
}

/* ---- Changes ---- */

static void
note (CollectorReply *reply, CollectorDb *db, const CollectorWallboard *wallboard)
{
  g_autofree char *scope = collector_grouping_dup_scope (
      db, wallboard->scope, wallboard->scope_ids, wallboard->n_scope_ids);

  collector_reply_take_note (
      reply, g_strdup_printf ("wallboard=%" G_GINT64_FORMAT " name=%s scope=%s masked_digits=%u",
                              wallboard->id, wallboard->name, scope, wallboard->masked_digits));
}

static gboolean
add (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *token = collector_password_new_token ();
  g_autofree char *hash = collector_session_hash_token (token);
  g_autofree char *path = g_strconcat (TOLL_PATH_WALL_BASE, token, NULL);
  CollectorWallboard wallboard;

  if (!collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 201);
  if (read_body (request, db, arena, &wallboard, error)
      && collector_wallboard_insert (db, &wallboard, hash, error)
      && write_wallboard (collector_reply_get_json (reply), db, viewer, &wallboard, path,
                          wallboard.created_ms, error)
      && collector_db_commit (db, error))
    {
      note (reply, db, &wallboard);
      return TRUE;
    }
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
forget (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorWallboard wallboard;
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  if (collector_wallboard_find (db, collector_request_get_viewer (request), id, arena, &wallboard,
                                error)
      && collector_wallboard_delete (db, id, error) && collector_db_commit (db, error))
    {
      note (reply, db, &wallboard);
      return TRUE;
    }
  collector_db_rollback (db);
  return FALSE;
}

const CollectorRoute collector_routes_wallboards[] = {
  { "GET", TOLL_PATH_WALLBOARDS, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ,
    list_wallboards, COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_WALLBOARDS, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_WRITE, add,
    COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_WALLBOARD, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_WRITE, forget,
    COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
