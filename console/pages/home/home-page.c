/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home. It asks GET /home once and then lives from events; after a gap in the events it asks
 * again. All figures are the collector's. Main thread. */

#include "config.h"
#include "console/pages/home/home-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/dialogs/connect-help.h"
#include "console/models/recent-calls.h"
#include "console/pages/call-columns.h"
#include "console/pages/call-list.h"
#include "console/pages/home/report-card.h"
#include "console/pages/home/tiles.h"
#include "console/widgets/format.h"
#include "console/widgets/state-stack.h"
#include "shared/base/error.h"

struct _ConsoleHomePage
{
  ConsolePage parent_instance;
  GtkBox *upper;
  GtkBox *lower;
  GtkBox *heading;
  GtkBox *scope_box;
  GtkToggleButton *mine_button;
  GtkToggleButton *all_button;
  GtkBox *count_box;
  ConsoleStateStack *calls_states;
  GtkScrolledWindow *outer;
  GtkScrolledWindow *scroller;
  GtkButton *new_calls;
  GtkColumnView *view;
  ConsoleTiles *tiles;
  GtkLabel *tiles_zone;
  ConsoleReportCard *public_card;
  ConsoleReportCard *personal_card;
  ConsoleReportCard *history_card;

  ConsoleRecentCalls *calls;
  guint n_calls;
  gboolean mine;
  gint64 as_of_ms; /* of what is on show; 0 = nothing yet */
  gboolean at_top; /* of the list, when it was scrolled last */
  gboolean other_list; /* whose or how many calls was chosen anew: nothing waits */
  guint follow_id; /* of what scrolls before the next frame */
  char *left_at;   /* (nullable): the id of the call from whose row one went to another page */
};

G_DEFINE_FINAL_TYPE (ConsoleHomePage, console_home_page, CONSOLE_TYPE_PAGE)

#define PURPOSE_HEIGHT 390 /* where the window is narrow the card has not room for its button */

static const guint counts[] = { 10, 20, 50, 100, 200 };

static const ConsoleMe *
me_of (ConsoleHomePage *self)
{
  return console_session_get_me (console_page_get_session (CONSOLE_PAGE (self)));
}

static ConsolePreferences *
preferences_of (ConsoleHomePage *self)
{
  return console_session_get_preferences (console_page_get_session (CONSOLE_PAGE (self)));
}

/* A list of one's own calls that is empty says nothing of the others'. */
static void
fill_cb (ConsoleHomePage *self)
{
  if (self->mine && me_of (self)->may_see_all)
    gtk_toggle_button_set_active (self->all_button, TRUE);
  else
    console_connect_help_present (GTK_WIDGET (self));
}

static void
console_home_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);
  gboolean narrow = width_class == 0;
  GtkOrientation across = GTK_ORIENTATION_HORIZONTAL;
  GtkOrientation down = GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->upper), width_class < 2 ? down : across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lower), narrow ? down : across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->heading), narrow ? down : across);
  gtk_box_set_homogeneous (self->lower, !narrow);
  console_call_columns_set_width_class (self->view, width_class);
}

static void
show_no_own_calls (ConsoleHomePage *self)
{
  const ConsoleMe *me = me_of (self);

  console_state_stack_set_empty (
      self->calls_states, "call-start-symbolic", _ ("No Calls of Your Own"),
      me->has_person ? _ ("Your calls appear here within a second of their end.")
                     : _ ("This account belongs to nobody in the directory, so no call is its "
                          "own."),
      me->may_see_all ? _ ("All I May See") : NULL);
}

static void
show_no_calls (ConsoleHomePage *self)
{
  gboolean administrator = console_me_is_administrator (me_of (self));

  console_state_stack_set_empty (
      self->calls_states, "call-start-symbolic", _ ("No Calls Yet"),
      administrator
          ? _ ("Calls appear here within a second of their record's arrival, as soon as Unified CM "
               "delivers its files to this collector.")
          : _ ("Calls appear here within a second of their end."),
      administrator ? _ ("How to connect Unified CM") : NULL);
}

static void
show_calls_state (ConsoleHomePage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    console_state_stack_set_ready (self->calls_states);
  else if (self->mine)
    show_no_own_calls (self);
  else
    show_no_calls (self);
}

static void
show_waiting (ConsoleHomePage *self)
{
  guint n_waiting = console_recent_calls_get_n_waiting (self->calls);
  g_autofree char *count = console_format_count (n_waiting);
  g_autofree char *text = g_strdup_printf (
      /* TRANSLATORS: a button over a list; %s is how many calls wait to be shown */
      ngettext ("%s new call", "%s new calls", n_waiting), count);

  gtk_button_set_label (self->new_calls, text);
  if (n_waiting == 0 && gtk_widget_has_focus (GTK_WIDGET (self->new_calls)))
    console_call_list_grab_focus (self->view);
  gtk_widget_set_visible (GTK_WIDGET (self->new_calls), n_waiting > 0);
}

/* When the top of the list is in sight it stays in sight, and what waited comes in. */
static gboolean
follow_cb (gpointer user_data)
{
  ConsoleHomePage *self = user_data;

  self->follow_id = 0;
  console_recent_calls_set_held (self->calls, FALSE);
  show_waiting (self);
  /* Not by the adjustment: that is 0 still, and the layout to come would hold on to the old rows. */
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item", "u", 0);
  return G_SOURCE_REMOVE;
}

static void
go_to_top (ConsoleHomePage *self)
{
  if (self->follow_id == 0 && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->follow_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, follow_cb, self, NULL);
}

/* Whether the first row is in sight: of the list, and of the page around it. */
static gboolean
is_at_top (ConsoleHomePage *self)
{
  graphene_point_t corner = GRAPHENE_POINT_INIT (0, 0);

  if (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) >= 1)
    return FALSE;
  return !gtk_widget_compute_point (GTK_WIDGET (self->scroller), GTK_WIDGET (self->outer), &corner,
                                    &corner) ||
         corner.y >= 0;
}

/* Rows that are being read do not move: what is new waits. */
static void
hold_or_follow (ConsoleHomePage *self)
{
  gboolean at_top = is_at_top (self);

  console_recent_calls_set_held (self->calls, !at_top);
  if (at_top)
    go_to_top (self);
}

static void
push_call (ConsoleHomePage *self, JsonObject *call)
{
  if (self->as_of_ms == 0)
    return;
  hold_or_follow (self);
  console_recent_calls_push (self->calls, call);
  show_waiting (self);
  show_calls_state (self);
}

static void
console_home_page_covered (ConsolePage *page)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_pointer (&self->left_at, g_free);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    self->left_at = console_call_list_dup_selected (self->view);
}

static gboolean
go_to_left_cb (gpointer user_data)
{
  ConsoleHomePage *self = user_data;

  self->follow_id = 0;
  console_call_list_go_to (self->view, self->left_at);
  return G_SOURCE_REMOVE;
}

/* However many calls came in above it meanwhile, one goes on where one was. */
static void
console_home_page_returned (ConsolePage *page)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);

  if (self->left_at == NULL)
    return;
  g_clear_handle_id (&self->follow_id, g_source_remove);
  self->follow_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, go_to_left_cb, self, NULL);
}

static void
new_calls_cb (ConsoleHomePage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->outer), 0);
  go_to_top (self);
}

static void
scrolled_cb (ConsoleHomePage *self)
{
  self->at_top = is_at_top (self);
  if (self->at_top && console_recent_calls_get_n_waiting (self->calls) > 0)
    go_to_top (self);
}

/* A banner above makes the list lower: what is at the top stays there. */
static void
page_size_cb (ConsoleHomePage *self)
{
  if (self->at_top)
    go_to_top (self);
}

static void
watch_scrolling (ConsoleHomePage *self)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->at_top = TRUE;
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->outer), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "notify::page-size", G_CALLBACK (page_size_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Whose days and months the tiles count is said where they are not those of who looks. */
static void
show_zone (ConsoleHomePage *self, const char *name, GTimeZone *own_zone)
{
  /* TRANSLATORS: below figures of today and of this month; %s is a time zone, "Europe/Rome" */
  g_autofree char *text = g_strdup_printf (_ ("Days and months of %s"), name);

  gtk_label_set_text (self->tiles_zone, text);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles_zone),
                          *name != '\0'
                              && !g_str_equal (name, g_time_zone_get_identifier (own_zone)));
}

static void
show_home (ConsoleHomePage *self, JsonObject *home)
{
  ConsoleSession *session = console_page_get_session (CONSOLE_PAGE (self));
  GTimeZone *zone = console_session_get_zone (session);
  JsonObject *calls = console_json_object (home, "calls");
  JsonObject *shortcuts = console_json_object (home, "shortcuts");

  self->as_of_ms = console_json_int (home, "as_of_ms", 1);
  console_connection_note_call (console_session_get_connection (session),
                                console_json_int (home, "last_call_ms", 0));
  console_recent_calls_set_held (self->calls, !self->other_list && !is_at_top (self));
  console_recent_calls_set (self->calls, console_json_array (calls, "items"), self->n_calls);
  /* The list would hold on to a row that both have, and that may be the last. */
  if (self->other_list)
    go_to_top (self);
  self->other_list = FALSE;
  show_waiting (self);
  console_tiles_set (self->tiles, console_json_array (home, "tiles"), self->mine);
  show_zone (self, console_json_text (home, "zone"), zone);
  console_report_card_set (self->public_card, console_json_array (shortcuts, "public"), zone,
                           self->mine);
  console_report_card_set (self->personal_card, console_json_array (shortcuts, "personal"), zone,
                           self->mine);
  console_report_card_set (self->history_card, console_json_array (home, "history"), zone,
                           self->mine);
  gtk_widget_set_visible (GTK_WIDGET (self->lower), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->calls_states), -1, -1);
  show_calls_state (self);
  console_page_set_ready (CONSOLE_PAGE (self));
}

/* What is one's own still shows by the switch above: it needs no purpose. */
static void
show_purpose_missing (ConsoleHomePage *self, const GError *error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  show_home (self, nothing);
  self->as_of_ms = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->lower), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (self->calls_states), -1, PURPOSE_HEIGHT);
  console_state_stack_set_failed (self->calls_states, NULL, error);
}

static void
home_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleHomePage *self = user_data; /* borrowed: the request is cancelled with it */
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) home =
      console_api_client_get_home_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (home != NULL)
    show_home (self, home);
  else if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED))
    show_purpose_missing (self, error);
  else
    console_page_set_failed (CONSOLE_PAGE (self), _ ("Home Could Not Be Loaded"), error);
}

static void
console_home_page_load (ConsolePage *page)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);

  console_api_client_get_home_async (console_page_get_client (page), self->n_calls, self->mine,
                                     console_page_begin_load (page), home_cb, self);
}

/* Its owner said whether it is private. */
static void
console_home_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "call"))
    console_page_refresh (page);
}

/* Several people may sign in on one machine. */
static char *
dup_scope_key (ConsoleHomePage *self)
{
  return g_strdup_printf ("all-calls-%08x", g_str_hash (me_of (self)->username));
}

static ConsoleLiveFeed *
feed_of (ConsoleHomePage *self)
{
  return console_session_get_feed (console_page_get_session (CONSOLE_PAGE (self)));
}

static void
scope_toggled_cb (ConsoleHomePage *self)
{
  g_autofree char *key = dup_scope_key (self);

  self->mine = !gtk_toggle_button_get_active (self->all_button);
  console_preferences_set_int (preferences_of (self), key, !self->mine);
  console_live_feed_set_mine (feed_of (self), self->mine);
  self->other_list = TRUE;
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
count_toggled_cb (ConsoleHomePage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->n_calls = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "count"));
  console_preferences_set_int (preferences_of (self), "last-calls", (int) self->n_calls);
  self->other_list = TRUE;
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
add_counts (ConsoleHomePage *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *label = console_format_count (counts[i]);
      GtkWidget *button = gtk_toggle_button_new_with_label (label);

      g_object_set_data (G_OBJECT (button), "count", GUINT_TO_POINTER (counts[i]));
      gtk_widget_add_css_class (button, "numeric");
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), counts[i] == self->n_calls);
      g_signal_connect_object (button, "toggled", G_CALLBACK (count_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->count_box, button);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
    }
}

static void
set_up_view (ConsoleHomePage *self)
{
  ConsoleSession *session = console_page_get_session (CONSOLE_PAGE (self));

  console_call_list_set_up (self->view, G_LIST_MODEL (self->calls),
                            console_session_get_zone (session), TRUE);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (go_to_top), self, G_CONNECT_SWAPPED);
  watch_scrolling (self);
}

static guint
remembered_count (ConsoleHomePage *self)
{
  guint count = (guint) console_preferences_get_int (preferences_of (self), "last-calls", 20);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] == count)
      return count;
  return 20;
}

static void
console_home_page_start (ConsolePage *page)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);
  gboolean may_see_all = me_of (self)->may_see_all;
  g_autofree char *key = dup_scope_key (self);

  self->n_calls = remembered_count (self);
  self->mine = !may_see_all ||
               console_preferences_get_int (preferences_of (self), key, TRUE) == 0;
  gtk_widget_set_visible (GTK_WIDGET (self->scope_box), may_see_all);
  g_signal_handlers_block_by_func (self->all_button, scope_toggled_cb, self);
  gtk_toggle_button_set_active (self->all_button, !self->mine);
  g_signal_handlers_unblock_by_func (self->all_button, scope_toggled_cb, self);
  set_up_view (self);
  add_counts (self);
  console_live_feed_set_mine (feed_of (self), self->mine);
}

static void
console_home_page_event (ConsolePage *page, const char *name, JsonObject *data)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);

  if (g_str_equal (name, "call"))
    push_call (self, data);
  else if (g_str_equal (name, "tile"))
    console_tiles_set (self->tiles, console_json_array (data, "tiles"), self->mine);
  else if (g_str_equal (name, "refresh"))
    console_page_refresh (page); /* more calls came than are told one by one */
  else if (g_str_equal (name, "hello") && self->as_of_ms != 0 &&
           console_json_int (data, "as_of_ms", 0) > self->as_of_ms)
    console_page_refresh (page); /* what happened before the events began is in no event */
}

static gboolean
console_home_page_grab_focus (GtkWidget *widget)
{
  return console_call_list_grab_focus (CONSOLE_HOME_PAGE (widget)->view) ||
         GTK_WIDGET_CLASS (console_home_page_parent_class)->grab_focus (widget);
}

static void
console_home_page_dispose (GObject *object)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->left_at, g_free);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (console_home_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, upper);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, lower);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, heading);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, scope_box);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, mine_button);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, all_button);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, count_box);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, calls_states);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, outer);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, scroller);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, new_calls);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, view);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, tiles);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, tiles_zone);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, public_card);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, personal_card);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, history_card);
  gtk_widget_class_bind_template_callback (klass, fill_cb);
  gtk_widget_class_bind_template_callback (klass, new_calls_cb);
  gtk_widget_class_bind_template_callback (klass, scope_toggled_cb);
}

static void
console_home_page_class_init (ConsoleHomePageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_home_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_home_page_grab_focus;
  page_class->start = console_home_page_start;
  page_class->load = console_home_page_load;
  page_class->changed = console_home_page_changed;
  page_class->event = console_home_page_event;
  page_class->covered = console_home_page_covered;
  page_class->returned = console_home_page_returned;
  page_class->width_changed = console_home_page_width_changed;

  g_type_ensure (CONSOLE_TYPE_TILES);
  g_type_ensure (CONSOLE_TYPE_REPORT_CARD);
  console_page_class_set_template (page_class, "home-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
console_home_page_init (ConsoleHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->calls = console_recent_calls_new ();
}
