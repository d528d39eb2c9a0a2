/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /dashboard: the viewer's widgets with their answers in one, their layout, the gallery, and the
 * layouts that hold for a role. Readers answer what totals answer; a widget that takes longer says so
 * and is asked for as a report.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/dashboard/board.h"
#include "collector/store/dashboard-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

static const char *const none[] = { NULL };

/* "3,7" as ids. @ids: (out) (transfer full) (nullable): NULL when nothing is said. */
static gboolean
read_items (const TollQuery *parameters, GArray **ids, GError **error)
{
  const char *text = toll_query_lookup (parameters, "items");
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", COLLECTOR_MOST_WIDGETS + 1);

  *ids = text != NULL ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (parts[i], 10, 1, G_MAXINT32, &id, NULL))
        {
          g_clear_pointer (ids, g_array_unref);
          toll_error_set_field (error, "items", "ids of widgets with commas between are expected");
          return FALSE;
        }
      g_array_append_val (*ids, id);
    }
  return TRUE;
}

static gboolean
is_among (const GArray *ids, gint64 id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return ids == NULL;
}

static void
write_version (TollJsonWriter *json, const CollectorLayout *layout)
{
  g_autofree char *version = collector_layout_dup_version (layout);

  toll_json_add_text (json, "version", version);
}

static gboolean
get_dashboard (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "items", NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (GString) note = g_string_new (NULL);
  const CollectorBoardWish always = { .note = note };
  gint64 now_ms = collector_request_get_now_ms (request);
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (CollectorLayout) layout = NULL;
  g_autoptr (GArray) ids = NULL;
  gboolean is_own;

  if (!toll_query_check (collector_request_get_query (request), known, error)
      || !read_items (collector_request_get_query (request), &ids, error))
    return FALSE;
  layout = collector_board_load (db, viewer, &is_own, error);
  if (layout == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, "as_of_ms", now_ms);
  toll_json_add_bool (json, "is_own", is_own);
  write_version (json, layout);
  toll_json_begin_array (json, "zones");
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    {
      toll_json_begin_array (json, NULL);
      for (guint j = 0; j < layout->zones[i]->len; j++)
        {
          const CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);

          if (is_among (ids, placed->id))
            collector_board_write_widget (json, db, viewer, placed, &always, now_ms);
        }
      toll_json_end_array (json);
    }
  toll_json_end_array (json);
  collector_reply_take_note (reply, g_strdup (note->str));
  return TRUE;
}

static gboolean
has_widget (const CollectorLayout *layout, const char *widget)
{
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      if (strcmp (g_array_index (layout->zones[i], CollectorPlaced, j).widget, widget) == 0)
        return TRUE;
  return FALSE;
}

/* What stands there already may stay, though its report is gone: it says so in its place. */
static gboolean
check_widgets (CollectorDb *db, const CollectorViewer *viewer, const CollectorLayout *own,
               const CollectorLayout *layout, GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      {
        const char *widget = g_array_index (layout->zones[i], CollectorPlaced, j).widget;
        g_autofree char *field = g_strdup_printf ("zones[%u][%u].widget", i, j);

        if (!has_widget (own, widget)
            && !collector_board_check_widget (db, viewer, widget, field, error))
          return FALSE;
      }
  return TRUE;
}

/* Who says which layout they changed does not undo what was done at another desk meanwhile. */
static gboolean
check_version (const TollJsonValue *body, const CollectorLayout *before, GError **error)
{
  g_autofree char *version = collector_layout_dup_version (before);
  const char *seen = version;

  if (!toll_json_allow_text (body, "", "version", &seen, error))
    return FALSE;
  return strcmp (seen, version) == 0
         || toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, "version",
                                       "the dashboard has been changed at another desk meanwhile");
}

/* @own: what stands on the viewer's dashboard; @before: (nullable): what is replaced; NULL with
 * @error. Returns: (transfer full): what the body lays out. */
static CollectorLayout *
read_layout (CollectorRequest *request, CollectorDb *db, const CollectorLayout *own,
             const CollectorLayout *before, GError **error)
{
  static const char *const known[] = { "zones", "version", NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  const TollJsonValue *body
      = own != NULL && before != NULL ? collector_request_get_body (request, error) : NULL;
  g_autoptr (CollectorLayout) layout = NULL;

  if (body == NULL || !toll_query_check (collector_request_get_query (request), none, error)
      || !toll_json_check_members (body, "", known, error)
      || !check_version (body, before, error))
    return NULL;
  layout = collector_layout_read_zones (toll_json_value_get_member (body, "zones"), error);
  return layout != NULL && check_widgets (db, viewer, own, layout, error)
             ? g_steal_pointer (&layout)
             : NULL;
}

static void
write_layout (CollectorReply *reply, const CollectorLayout *layout)
{
  TollJsonWriter *json = collector_reply_get_json (reply);

  toll_json_begin_object (json, NULL);
  write_version (json, layout);
  collector_layout_write (layout, json);
}

static gboolean
put_own (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (CollectorLayout) before = NULL, layout = NULL;
  g_autofree char *text = NULL;

  if (!collector_db_begin (db, error))
    return FALSE;
  before = collector_board_load (db, viewer, NULL, error);
  layout = read_layout (request, db, before, before, error);
  text = layout != NULL ? collector_layout_dup_text (layout) : NULL;
  if (layout == NULL
      || !collector_dashboard_save (db, viewer->account_id, text,
                                    collector_request_get_now_ms (request), error)
      || !collector_db_commit (db, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  write_layout (reply, layout);
  return TRUE;
}

static gboolean
forget_own (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 account_id = collector_request_get_viewer (request)->account_id;

  collector_reply_set_status (reply, 204);
  return toll_query_check (collector_request_get_query (request), none, error)
         && collector_dashboard_save (db, account_id, NULL, 0, error);
}

static gboolean
list_widgets (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  return collector_board_write_gallery (json, db, collector_request_get_viewer (request), error);
}

/* ---- Layouts of roles ---- */

static gboolean
find_role (CollectorRequest *request, CollectorRole *role, GError **error)
{
  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  if (collector_role_from_name (collector_request_get_variable (request, "role"), role))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                       "there is no such role: user, supervisor or administrator");
  return FALSE;
}

static gboolean
get_default (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (CollectorLayout) layout = NULL;
  g_autofree char *text = NULL;
  CollectorRole role;

  if (!find_role (request, &role, error)
      || !collector_dashboard_load_default (db, role, &text, error))
    return FALSE;
  layout = collector_board_read_default (collector_request_get_viewer (request), role, text, error);
  if (layout == NULL)
    return FALSE;
  write_layout (reply, layout);
  toll_json_add_bool (collector_reply_get_json (reply), "is_own", text != NULL);
  return TRUE;
}

static gboolean
save_default (CollectorRequest *request, CollectorDb *db, CollectorRole role, const char *text,
              GError **error)
{
  return collector_dashboard_save_default (db, role, text, collector_request_get_now_ms (request),
                                           error)
         && collector_db_commit (db, error);
}

static gboolean
put_default (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (CollectorLayout) own = NULL, before = NULL, layout = NULL;
  g_autofree char *text = NULL;
  CollectorRole role;

  if (!find_role (request, &role, error) || !collector_db_begin (db, error))
    return FALSE;
  if (collector_dashboard_load_default (db, role, &text, error))
    before = collector_board_read_default (viewer, role, text, error);
  own = before != NULL ? collector_board_load (db, viewer, NULL, error) : NULL;
  layout = read_layout (request, db, own, before, error);
  g_free (text);
  text = layout != NULL ? collector_layout_dup_text (layout) : NULL;
  if (layout == NULL || !save_default (request, db, role, text, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  write_layout (reply, layout);
  return TRUE;
}

static gboolean
forget_default (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  CollectorRole role;

  collector_reply_set_status (reply, 204);
  if (!find_role (request, &role, error) || !collector_db_begin (db, error))
    return FALSE;
  if (save_default (request, db, role, NULL, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

const CollectorRoute collector_routes_dashboard[] = {
  { "GET", TOLL_PATH_DASHBOARD, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_dashboard,
    COLLECTOR_AUDIT_READ },
  { "PUT", TOLL_PATH_DASHBOARD, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, put_own,
    COLLECTOR_AUDIT_NONE },
  { "DELETE", TOLL_PATH_DASHBOARD, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, forget_own,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_DASHBOARD_WIDGETS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_widgets,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_DASHBOARD_DEFAULT, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    get_default, COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_DASHBOARD_DEFAULT, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    put_default, COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_DASHBOARD_DEFAULT, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    forget_default, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
