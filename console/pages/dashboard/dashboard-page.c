/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the dashboard in one request, keeps every change of its layout at once, and shows what
 * new calls change. Main thread. */

#include "config.h"
#include "console/pages/dashboard/dashboard-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/live-feed.h"
#include "console/pages/dashboard/dashboard-standard.h"
#include "console/pages/dashboard/full-screen.h"
#include "console/pages/dashboard/layout-keeper.h"
#include "console/pages/dashboard/widget-change.h"
#include "console/pages/dashboard/widget-gallery.h"
#include "console/pages/dashboard/widget-zones.h"
#include "shared/base/error.h"

struct _ConsoleDashboardPage
{
  ConsolePage parent_instance;
  GtkWidget *header;
  GtkWidget *add_words;
  GtkMenuButton *more;
  GSimpleActionGroup *board; /* what can be done with the dashboard as a whole */
  ConsoleWidgetZones *zones;
  ConsoleLayoutKeeper *keeper;
  ConsoleFullScreen *full_screen; /* (nullable): while it shows */

  GTimeZone *zone;
  gint64 as_of_ms;
};

G_DEFINE_FINAL_TYPE (ConsoleDashboardPage, console_dashboard_page, CONSOLE_TYPE_PAGE)

static ConsoleApiClient *
client_of (ConsoleDashboardPage *self)
{
  return console_page_get_client (CONSOLE_PAGE (self));
}

static ConsoleWidgetCard *
lookup (ConsoleDashboardPage *self, GVariant *parameter)
{
  return console_widget_zones_lookup (self->zones, g_variant_get_string (parameter, NULL));
}

/* ---- Answers ---- */

static void
slow_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleWidgetCard) card = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (!console_api_client_is_cancelled (error))
    console_widget_card_set_answer (card, answer, error);
}

/* Where long work goes: the dashboard waits for nobody. */
static void
run_slow (ConsoleDashboardPage *self, ConsoleWidgetCard *card)
{
  g_autofree char *text = console_widget_card_dup_question (card);
  g_autofree char *path = g_strdup_printf ("/reports/%s/run?preview=true",
                                           console_widget_card_get_report_id (card));
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  console_api_client_upload_async (client_of (self), path, "application/json", body, NULL,
                                   console_page_get_cancellable (CONSOLE_PAGE (self)), slow_cb,
                                   g_object_ref (card));
}

static void
show_placed (ConsoleDashboardPage *self, ConsoleWidgetCard *card, JsonObject *placed)
{
  console_widget_card_update (card, placed);
  if (console_widget_card_is_slow (card))
    run_slow (self, card);
}

static ConsoleWidgetCard *
add_card (ConsoleDashboardPage *self, JsonObject *placed, guint zone, guint index)
{
  ConsoleWidgetCard *card = console_widget_card_new (placed, self->zone);

  console_widget_zones_insert (self->zones, card, zone, index);
  if (console_widget_card_is_slow (card))
    run_slow (self, card);
  return card;
}

/* Cards that stand there already keep what they show until it is another. */
static void
take_zone (ConsoleDashboardPage *self, JsonArray *zone, guint index)
{
  for (guint i = 0; i < console_json_length (zone); i++)
    {
      JsonObject *placed = console_json_at (zone, i);
      ConsoleWidgetCard *card
          = console_widget_zones_lookup (self->zones, console_json_text (placed, "id"));

      if (card != NULL)
        show_placed (self, card, placed);
      else
        add_card (self, placed, index, G_MAXUINT);
    }
}

static void
show_state (ConsoleDashboardPage *self)
{
  gboolean has_cards = console_widget_zones_get_n_cards (self->zones) > 0;

  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->board), "full-screen")),
      has_cards);
  if (self->full_screen != NULL)
    console_full_screen_fill (self->full_screen, self->zones);
  if (has_cards)
    console_page_set_ready (CONSOLE_PAGE (self));
  else
    console_page_set_empty (CONSOLE_PAGE (self), "toll-pulse-symbolic", _ ("No Widgets"),
                            _ ("Your dashboard shows the day at a glance: costs, calls, and what "
                               "waits for you."),
                            _ ("Add Widget"));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleDashboardPage *self = user_data;
  JsonArray *zones;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (user_data, _ ("The Dashboard Could Not Be Loaded"), error);
      return;
    }
  zones = console_json_array (answer, "zones");
  self->as_of_ms = console_json_int (answer, "as_of_ms", 0);
  console_layout_keeper_note (self->keeper, answer);
  if (!console_widget_zones_stand_so (self->zones, zones))
    console_widget_zones_clear (self->zones);
  for (guint i = 0; i < console_json_length (zones); i++)
    take_zone (self, json_array_get_array_element (zones, i), i);
  show_state (self);
}

static void
console_dashboard_page_load (ConsolePage *page)
{
  console_api_client_send_async (console_page_get_client (page), "GET", DASHBOARD, NULL,
                                 console_page_begin_load (page), loaded_cb, page);
}

/* Of one card, or of some, by their ids. */
static void
items_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *zones;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (user_data, _ ("The Widget Could Not Be Loaded"), error);
      return;
    }
  zones = console_json_array (answer, "zones");
  for (guint i = 0; i < console_json_length (zones); i++)
    take_zone (user_data, json_array_get_array_element (zones, i), i);
}

static void
ask_items (ConsoleDashboardPage *self, const char *ids)
{
  g_autofree char *path = g_strconcat (DASHBOARD "?items=", ids, NULL);

  console_api_client_send_async (client_of (self), "GET", path, NULL,
                                 console_page_get_cancellable (CONSOLE_PAGE (self)), items_cb,
                                 self);
}

/* ---- Keeping the layout ---- */

static void
append_waiting (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  GString *ids = user_data;

  if (console_widget_card_is_waiting (card) && !console_widget_card_is_folded (card))
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "",
                            console_widget_card_get_id (card));
}

static void
layout_kept (const GError *error, gpointer user_data)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  ConsoleDashboardPage *self = user_data;

  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_CONFLICT))
    {
      console_page_clear_toasts (user_data);
      console_page_toast (user_data, _ ("The dashboard was changed at another desk meanwhile: this is "
                                        "how it stands now"));
      console_page_refresh (user_data);
      return;
    }
  if (error != NULL)
    {
      console_page_set_failed (user_data, _ ("The Layout Could Not Be Kept"), error);
      return;
    }
  console_widget_zones_foreach (self->zones, append_waiting, ids);
  if (ids->len > 0)
    ask_items (self, ids->str);
}

static JsonObject *
dup_layout (gpointer user_data)
{
  return console_widget_zones_dup_layout (CONSOLE_DASHBOARD_PAGE (user_data)->zones);
}

static void
keep (ConsoleDashboardPage *self)
{
  show_state (self);
  console_layout_keeper_send (self->keeper, client_of (self),
                              console_page_get_cancellable (CONSOLE_PAGE (self)));
}

static void
moved_cb (ConsoleDashboardPage *self)
{
  keep (self);
}

/* ---- What can be done ---- */

typedef void (*CardFunc) (ConsoleDashboardPage *self, ConsoleWidgetCard *card);

typedef struct
{
  ConsoleDashboardPage *self;
  CardFunc func;
  char *id;
} Later;

static void
later_free (gpointer data)
{
  Later *later = data;

  g_object_unref (later->self);
  g_free (later->id);
  g_free (later);
}

static gboolean
later_cb (gpointer data)
{
  Later *later = data;
  ConsoleWidgetCard *card = console_widget_zones_lookup (later->self->zones, later->id);

  if (card != NULL)
    later->func (later->self, card);
  return G_SOURCE_REMOVE;
}

/* When the menu that it was chosen from is gone: one that goes with its card keeps the keys. */
static void
do_later (ConsoleDashboardPage *self, GVariant *parameter, CardFunc func)
{
  Later *later = g_new0 (Later, 1);

  *later = (Later){ g_object_ref (self), func, g_variant_dup_string (parameter, NULL) };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, later_cb, later, later_free);
}

static void
chosen_cb (GObject *object, const char *widget, guint zone)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (object);
  g_autoptr (JsonObject) placed = json_object_new ();
  g_autofree char *id = console_widget_zones_dup_free_id (self->zones);

  if (widget == NULL)
    {
      keep (self);
      return;
    }
  json_object_set_string_member (placed, "id", id);
  json_object_set_string_member (placed, "widget", widget);
  json_object_set_object_member (placed, "spec", json_object_new ());
  add_card (self, placed, zone, G_MAXUINT);
}

static void
present_gallery (ConsoleDashboardPage *self)
{
  g_auto (GStrv) present = console_widget_zones_dup_widgets (self->zones);

  console_widget_gallery_present (GTK_WIDGET (self), client_of (self),
                                  (const char *const *) present, chosen_cb, G_OBJECT (self));
}

static void
console_dashboard_page_fill (ConsolePage *page)
{
  present_gallery (CONSOLE_DASHBOARD_PAGE (page));
}

static void
add_action (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  present_gallery (page);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_items (CONSOLE_DASHBOARD_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
open_report (ConsoleDashboardPage *self, ConsoleWidgetCard *card)
{
  g_autofree char *question = console_widget_card_dup_question (card);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-report", "(sss)",
                              console_widget_card_get_report_id (card),
                              console_widget_card_get_title (card), question);
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_later (CONSOLE_DASHBOARD_PAGE (widget), parameter, open_report);
}

static void
fold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (widget);
  ConsoleWidgetCard *card = lookup (self, parameter);

  if (card == NULL)
    return;
  console_widget_card_set_folded (card, !console_widget_card_is_folded (card));
  gtk_widget_grab_focus (GTK_WIDGET (card));
  keep (self);
}

static void
changed_cb (GObject *object, JsonObject *placed)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (object);
  ConsoleWidgetCard *card
      = console_widget_zones_lookup (self->zones, console_json_text (placed, "id")), *next;
  guint zone, index;

  if (card == NULL)
    return;
  console_widget_zones_find (self->zones, card, &zone, &index);
  console_widget_zones_remove (self->zones, card);
  next = add_card (self, placed, zone, index);
  gtk_widget_grab_focus (GTK_WIDGET (next));
  keep (self);
}

static void
change (ConsoleDashboardPage *self, ConsoleWidgetCard *card)
{
  console_widget_change_present (GTK_WIDGET (self), card, self->zone, changed_cb,
                                 G_OBJECT (self));
}

static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_later (CONSOLE_DASHBOARD_PAGE (widget), parameter, change);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (widget);
  ConsoleWidgetCard *card;
  const char *id;
  int across, down;

  g_variant_get (parameter, "(&sii)", &id, &across, &down);
  card = console_widget_zones_lookup (self->zones, id);
  if (card != NULL && console_widget_zones_move (self->zones, card, across, down))
    keep (self);
}

/* A closed card, as long as it can be brought back. */
typedef struct
{
  GWeakRef page;
  ConsoleWidgetCard *card;
  guint zone;
  guint index;
} Closed;

static void
closed_free (gpointer data)
{
  Closed *closed = data;

  g_weak_ref_clear (&closed->page);
  g_object_unref (closed->card);
  g_free (closed);
}

static void
undo_cb (gpointer data)
{
  Closed *closed = data;
  g_autoptr (ConsoleDashboardPage) self = g_weak_ref_get (&closed->page);

  /* Another desk may have brought it back meanwhile. */
  if (self == NULL || gtk_widget_get_parent (GTK_WIDGET (closed->card)) != NULL
      || console_widget_zones_lookup (self->zones, console_widget_card_get_id (closed->card)) != NULL)
    return;
  console_widget_zones_insert (self->zones, closed->card, closed->zone, closed->index);
  gtk_widget_grab_focus (GTK_WIDGET (closed->card));
  keep (self);
}

static void
close_card (ConsoleDashboardPage *self, ConsoleWidgetCard *card)
{
  Closed *closed = g_new0 (Closed, 1);
  g_autofree char *text = NULL;

  g_weak_ref_init (&closed->page, self);
  closed->card = g_object_ref (card);
  console_widget_zones_find (self->zones, card, &closed->zone, &closed->index);
  /* TRANSLATORS: %s is the title of a widget */
  text = g_strdup_printf (_ ("“%s” is closed"), console_widget_card_get_title (card));
  console_widget_zones_remove (self->zones, card);
  keep (self);
  console_page_toast_with_button (CONSOLE_PAGE (self), text, _ ("Undo"), undo_cb, closed,
                                  closed_free);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_later (CONSOLE_DASHBOARD_PAGE (widget), parameter, close_card);
}

static void
full_screen_action (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  ConsoleDashboardPage *self = page;

  if (self->full_screen == NULL)
    g_set_weak_pointer (&self->full_screen,
                        console_full_screen_present (page, console_page_get_session (page),
                                                     self->zones));
}

/* They are chosen in the header bar, which is not within the page. */
static void
make_board (ConsoleDashboardPage *self)
{
  static const GActionEntry entries[] = {
    { "add", add_action }, { "full-screen", full_screen_action },
  };

  self->board = console_dashboard_make_board (CONSOLE_PAGE (self), self->zones);
  g_action_map_add_action_entries (G_ACTION_MAP (self->board), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "board", G_ACTION_GROUP (self->board));
  gtk_widget_insert_action_group (self->header, "board", G_ACTION_GROUP (self->board));
}

/* ---- The page ---- */

static void
console_dashboard_page_event (ConsolePage *page, const char *name, JsonObject *data)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (page);
  ConsoleWidgetCard *card;

  if (g_str_equal (name, "hello") && self->as_of_ms != 0
      && console_json_int (data, "as_of_ms", 0) > self->as_of_ms)
    console_page_refresh (page); /* what happened before the events began is in no event */
  if (!g_str_equal (name, "widget"))
    return;
  card = console_widget_zones_lookup (self->zones, console_json_text (data, "id"));
  if (card != NULL && !console_widget_card_is_folded (card))
    show_placed (self, card, data);
}

static void
console_dashboard_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "personal-report"))
    console_page_refresh (page);
}

static void
console_dashboard_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (page);

  console_widget_zones_set_columns (self->zones, width_class + 1);
  gtk_widget_set_visible (self->add_words, width_class > 0);
}

static void
console_dashboard_page_start (ConsolePage *page)
{
  ConsoleSession *session = console_page_get_session (page);
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (page);
  g_autoptr (GMenuModel) menu = NULL;

  self->zone = g_time_zone_ref (console_session_get_zone (session));
  console_live_feed_set_board (console_session_get_feed (session), TRUE);
  menu = console_dashboard_make_menu (console_session_get_me (session));
  gtk_menu_button_set_menu_model (self->more, menu);
}

static void
console_dashboard_page_finalize (GObject *object)
{
  ConsoleDashboardPage *self = CONSOLE_DASHBOARD_PAGE (object);

  g_clear_weak_pointer (&self->full_screen);
  g_clear_object (&self->board);
  g_clear_pointer (&self->keeper, console_layout_keeper_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_dashboard_page_parent_class)->finalize (object);
}

static void
console_dashboard_page_class_init (ConsoleDashboardPageClass *klass)
{
  static const struct
  {
    const char *name, *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "dashboard.refresh", "s", refresh_action }, { "dashboard.report", "s", report_action },
    { "dashboard.fold", "s", fold_action },       { "dashboard.change", "s", change_action },
    { "dashboard.close", "s", close_action },     { "dashboard.move", "(sii)", move_action },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_dashboard_page_finalize;
  page_class->start = console_dashboard_page_start;
  page_class->load = console_dashboard_page_load;
  page_class->event = console_dashboard_page_event;
  page_class->changed = console_dashboard_page_changed;
  page_class->fill = console_dashboard_page_fill;
  page_class->width_changed = console_dashboard_page_width_changed;
  g_type_ensure (CONSOLE_TYPE_WIDGET_ZONES);
  console_page_class_set_template (page_class, "dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleDashboardPage, header);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDashboardPage, add_words);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDashboardPage, more);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDashboardPage, zones);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
}

static void
console_dashboard_page_init (ConsoleDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_board (self);
  self->keeper = console_layout_keeper_new (dup_layout, layout_kept, self);
  console_full_screen_add_key (GTK_WIDGET (self), "board.full-screen");
}
