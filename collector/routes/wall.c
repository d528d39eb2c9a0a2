/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /wallboard/{token}: the page of a wallboard for whoever has its link. It is answered as a page
 * whatever happens, and one that failed tries again: nobody stands at the screen. The token is told
 * to no log.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/routes/house.h"

#include <glib/gi18n.h>

#include "collector/api/audit.h"
#include "collector/dashboard/wall-page.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/mask.h"
#include "collector/store/session-store.h"
#include "collector/store/totals/totals.h"
#include "collector/store/wallboard-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#define TRY_AGAIN_S 60

/* A page that is being made. */
typedef struct
{
  CollectorHouse *house;
  const char *token_hash;
  gint64 page; /* from 1 on */
  gint64 now_ms;
  GString *html;
  char *policy;
  guint status;
  CollectorWallboardLook look; /* its wallboard 0 = nothing of anybody was shown */
  gboolean is_noted;
  gboolean is_stale;
  CollectorAuditNote *note; /* (nullable) */
} Showing;

/* ---- What is shown, on a reader lane ---- */

static void
show_message (Showing *showing, CollectorWallHead *head, const char *title, const char *text)
{
  g_autoptr (CollectorWallPage) page = collector_wall_page_new (head);

  collector_wall_page_set_message (page, title, text);
  showing->html = collector_wall_page_finish (page, &showing->policy);
}

/* Row by row over the zones: what stands above on the dashboard is on the first page.
 * Returns: (transfer full): of const CollectorPlaced *. */
static GPtrArray *
list_placed (const CollectorLayout *layout)
{
  GPtrArray *all = g_ptr_array_new ();
  gboolean has_more = TRUE;

  for (guint row = 0; has_more; row++)
    {
      has_more = FALSE;
      for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
        if (row < layout->zones[i]->len)
          {
            CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, row);

            has_more = TRUE;
            if (!placed->is_minimised)
              g_ptr_array_add (all, placed);
          }
    }
  return all;
}

/* Pages of nearly equal numbers of widgets. */
static void
show_widgets (Showing *showing, CollectorDb *db, const CollectorViewer *viewer,
              const CollectorLayout *layout, CollectorWallHead *head)
{
  g_autoptr (GPtrArray) all = list_placed (layout);
  guint n_pages = (all->len + COLLECTOR_WALL_MOST_CARDS - 1) / COLLECTOR_WALL_MOST_CARDS, first;
  g_autoptr (CollectorWallPage) page = NULL;

  head->n_pages = MAX (n_pages, 1);
  head->page = (guint) ((showing->page - 1) % head->n_pages);
  first = head->page * all->len / head->n_pages;
  head->n_cards = (head->page + 1) * all->len / head->n_pages - first;
  page = collector_wall_page_new (head);
  for (guint i = first; i < first + head->n_cards; i++)
    collector_board_show_widget (db, viewer, all->pdata[i], showing->now_ms,
                                 collector_wall_page_add, page);
  showing->html = collector_wall_page_finish (page, &showing->policy);
}

/* For the access log: which, of whose calls, to where, and all that its pages show; an address is no
 * number that somebody called. */
static CollectorAuditNote *
make_note (const Showing *showing, CollectorDb *db, const CollectorViewer *viewer,
           const CollectorWallboard *wallboard, const CollectorLayout *layout)
{
  g_autofree char *name = collector_audit_mask (wallboard->name);
  g_autofree char *scope = collector_grouping_dup_scope (
      db, wallboard->scope, wallboard->scope_ids, wallboard->n_scope_ids);
  g_autoptr (GPtrArray) all = list_placed (layout);
  g_autoptr (GString) filter = g_string_new (NULL);

  g_string_printf (filter,
                   "wallboard=%" G_GINT64_FORMAT " name=%s scope=%s masked_digits=%u address=%s",
                   wallboard->id, name, scope, viewer->masked_digits, showing->look.address);
  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (filter, "%s%s", i == 0 ? " widgets=" : ", ",
                            ((const CollectorPlaced *) all->pdata[i])->widget);
  return collector_audit_note_new_of (viewer, "GET " TOLL_PATH_WALL, filter->str,
                                      showing->now_ms);
}

static gboolean
show_wallboard (Showing *showing, CollectorDb *db, const CollectorWallboard *wallboard,
                CollectorWallHead *head, TollArena *arena, GError **error)
{
  const char *why_not;
  g_autoptr (GError) fault = NULL;
  g_autoptr (CollectorViewer) viewer
      = collector_wallboard_load_viewer (db, wallboard, showing->now_ms, &why_not, &fault);
  g_autoptr (CollectorLayout) layout = NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (viewer == NULL)
    {
      head->rotate_s = TRY_AGAIN_S;
      show_message (showing, head, N_ ("This wallboard shows nothing any more"), why_not);
      return TRUE;
    }
  layout = collector_layout_read_text (wallboard->layout, error);
  if (layout == NULL)
    return FALSE;
  head->language = viewer->language;
  head->name = collector_viewer_is_masked (viewer) ? collector_mask_text (wallboard->name, 1, arena)
                                                   : wallboard->name;
  head->rotate_s = wallboard->rotate_s;
  show_widgets (showing, db, viewer, layout, head);
  showing->look.wallboard_id = wallboard->id;
  showing->note = make_note (showing, db, viewer, wallboard, layout);
  return collector_wallboard_find_look (db, &showing->look, &showing->is_noted,
                                        &showing->is_stale, error);
}

static gboolean
show (CollectorDb *db, Showing *showing, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (showing->house, db, error);
  CollectorWallHead head = { .language = "", .name = "Tollkeeper", .now_ms = showing->now_ms };
  CollectorWallboard wallboard;

  if (settings == NULL
      || !collector_wallboard_lookup (db, showing->token_hash, arena, &wallboard, error))
    return FALSE;
  head.company = collector_settings_get_text (settings, "company");
  head.zone = collector_totals_get_zone (db, error);
  if (head.zone == NULL)
    return FALSE;
  if (wallboard.id != 0)
    return show_wallboard (showing, db, &wallboard, &head, arena, error);
  showing->status = 404;
  show_message (showing, &head, N_ ("There is no such wallboard"),
                N_ ("The link is not whole, or it was revoked."));
  return TRUE;
}

static gboolean
show_task (CollectorDb *db, gpointer data, GError **error)
{
  gboolean is_ok = collector_db_hold (db, error) && show (db, data, error);

  collector_db_rollback (db);
  return is_ok;
}

/* ---- That it was shown ---- */

static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_wallboard_keep_look (db, data, error);
}

/* Once a day and address, before the page leaves: what cannot be noted is not shown. */
static gboolean
note_look (Showing *showing, GError **error)
{
  const CollectorHouseOptions *options = collector_house_get_options (showing->house);

  if (showing->look.wallboard_id == 0 || !showing->is_stale)
    return TRUE;
  if (!showing->is_noted && options->access_log != NULL
      && !collector_lanes_write_sync (options->access_log, collector_audit_task, showing->note,
                                      error))
    return FALSE;
  return collector_lanes_write_sync (options->lanes, look_task, &showing->look, error);
}

/* ---- The answer ---- */

static void
clear_page (Showing *showing)
{
  if (showing->html != NULL)
    g_string_free (showing->html, TRUE);
  g_clear_pointer (&showing->policy, g_free);
  showing->html = NULL;
}

/* Which of the pages and rules that failed is nobody's business in front of the screen. */
static void
show_failure (Showing *showing, const GError *failed)
{
  CollectorWallHead head = { .language = "", .zone = toll_zone_get ("UTC", NULL), .company = "",
                             .name = "Tollkeeper", .now_ms = showing->now_ms,
                             .rotate_s = TRY_AGAIN_S };

  g_warning ("a wallboard cannot be shown: %s", failed->message);
  clear_page (showing);
  showing->status = 503;
  show_message (showing, &head, N_ ("This wallboard cannot be shown just now"),
                N_ ("It is tried again by itself."));
}

static gboolean
get_page (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  g_autofree char *hash
      = collector_session_hash_token (collector_request_get_variable (request, "token"));
  g_autoptr (GError) failed = NULL;
  Showing showing = { .house = house, .token_hash = hash, .page = 1, .status = 200,
                      .now_ms = collector_request_get_now_ms (request) };

  showing.look.address = collector_request_get_address (request);
  showing.look.now_ms = showing.now_ms;
  /* A page that is none is the first. */
  toll_query_get_int (collector_request_get_query (request), "page", 1, G_MAXINT32, 1,
                      &showing.page, NULL);
  if (!collector_lanes_read_sync (collector_house_get_options (house)->lanes, show_task, &showing,
                                  &failed)
      || !note_look (&showing, &failed))
    show_failure (&showing, failed);
  collector_audit_note_free (showing.note);
  collector_reply_set_status (reply, showing.status);
  collector_reply_add_header (reply, "Content-Security-Policy", showing.policy);
  collector_reply_add_header (reply, "X-Robots-Tag", "noindex, nofollow");
  g_free (showing.policy);
  collector_reply_take_text (reply, showing.html, "text/html; charset=utf-8");
  return TRUE;
}

/* Nobody has signed in, and each look would be too many: it notes them by itself. */
const CollectorRoute collector_routes_wall[] = {
  { "GET", TOLL_PATH_WALL, COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_SLOW, get_page,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
