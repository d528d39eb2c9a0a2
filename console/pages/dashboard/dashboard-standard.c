/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout that holds when nobody made another: brought back, and made. Main thread. */

#include "config.h"
#include "console/pages/dashboard/dashboard-standard.h"
#include "console/pages/dashboard/wallboards.h"

#include <glib/gi18n.h>

/* Says what went wrong, else asks again what holds now. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    console_page_set_failed (user_data, _ ("The Layout Could Not Be Kept"), error);
  else
    console_page_refresh (user_data);
}

static void
send (ConsolePage *page, const char *method, const char *path, JsonObject *body,
      GAsyncReadyCallback callback)
{
  console_api_client_send_async (console_page_get_client (page), method, path, body,
                                 console_page_get_cancellable (page), callback, page);
}

/* The layout as it was, for Undo. */
typedef struct
{
  GWeakRef page;
  JsonObject *layout;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_weak_ref_clear (&before->page);
  json_object_unref (before->layout);
  g_free (before);
}

static void
bring_back_cb (gpointer data)
{
  Before *before = data;
  g_autoptr (ConsolePage) page = g_weak_ref_get (&before->page);

  if (page != NULL)
    send (page, "PUT", DASHBOARD, before->layout, changed_cb);
}

/* What the actions are about. */
typedef struct
{
  ConsolePage *page;
  ConsoleWidgetZones *zones;
} Board;

static void
reset_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Board *board = user_data;
  ConsolePage *page = board->page;
  Before *before = g_new0 (Before, 1);

  g_weak_ref_init (&before->page, page);
  before->layout = console_widget_zones_dup_layout (board->zones);
  send (page, "DELETE", DASHBOARD, NULL, changed_cb);
  console_page_clear_toasts (page);
  console_page_toast_with_button (page, _ ("The standard dashboard is back"), _ ("Undo"),
                                  bring_back_cb, before, before_free);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    console_page_set_failed (user_data, _ ("The Standard Could Not Be Kept"), error);
  else
    console_page_toast (user_data, _ ("Who made no dashboard of their own begins with this one"));
}

static void
standard_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Board *board = user_data;
  g_autofree char *path
      = g_strconcat (DASHBOARD "/defaults/", g_variant_get_string (parameter, NULL), NULL);
  g_autoptr (JsonObject) layout = console_widget_zones_dup_layout (board->zones);

  send (board->page, "PUT", path, layout, made_cb);
}

static void
share_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Board *board = user_data;

  console_wallboards_present (GTK_WIDGET (board->page), console_page_get_session (board->page));
}

GSimpleActionGroup *
console_dashboard_make_board (ConsolePage *page, ConsoleWidgetZones *zones)
{
  static const GActionEntry entries[] = {
    { "reset", reset_action }, { "share", share_action }, { "standard", standard_action, "s" },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  Board *board = g_new0 (Board, 1);

  *board = (Board){ page, zones };
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), board);
  g_object_set_data_full (G_OBJECT (group), "board", board, g_free);
  return group;
}

GMenuModel *
console_dashboard_make_menu (const ConsoleMe *me)
{
  static const struct
  {
    const char *label, *role;
  } roles[] = {
    { N_ ("Make This the Standard of Users"), "user" },
    { N_ ("Make This the Standard of Supervisors"), "supervisor" },
    { N_ ("Make This the Standard of Administrators"), "administrator" },
  };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) standards = g_menu_new ();

  g_menu_append (menu, _ ("Full Screen"), "board.full-screen");
  if (console_me_is_supervisor (me))
    g_menu_append (menu, _ ("Share as Wallboard…"), "board.share");
  g_menu_append (menu, _ ("Bring Back the Standard"), "board.reset");
  for (guint i = 0; i < G_N_ELEMENTS (roles) && console_me_is_administrator (me); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (roles[i].label), NULL);

      g_menu_item_set_action_and_target (item, "board.standard", "s", roles[i].role);
      g_menu_append_item (standards, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (standards));
  return G_MENU_MODEL (menu);
}
