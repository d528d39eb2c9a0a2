/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home. It asks GET /home once and then lives from events; after a gap in the events it asks
 * again. All figures are the collector's. Main thread. */

#include "config.h"
#include "console/pages/home/home-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/dialogs/connect-help.h"
#include "console/models/call-item.h"
#include "console/models/recent-calls.h"
#include "console/pages/call-columns.h"
#include "console/pages/home/report-card.h"
#include "console/pages/home/tiles.h"
#include "console/widgets/break-bin.h"
#include "console/widgets/format.h"
#include "console/widgets/state-stack.h"

struct _ConsoleHomePage
{
  ConsolePage parent_instance;
  ConsoleStateStack *states;
  ConsoleBreakBin *breaks;
  GtkWidget *content;
  GtkBox *upper;
  GtkBox *lower;
  GtkBox *heading;
  GtkBox *scope_box;
  GtkToggleButton *mine_button;
  GtkToggleButton *all_button;
  GtkBox *count_box;
  ConsoleStateStack *calls_states;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  ConsoleTiles *tiles;
  ConsoleReportCard *public_card;
  ConsoleReportCard *personal_card;
  ConsoleReportCard *history_card;

  ConsoleRecentCalls *calls;
  guint n_calls;
  gboolean mine;
  gint64 as_of_ms; /* of what is on show; 0 = nothing yet */
  guint question;  /* counts the requests: only the last one's answer is shown */
  guint follow_id;
};

G_DEFINE_FINAL_TYPE (ConsoleHomePage, console_home_page, CONSOLE_TYPE_PAGE)

static const guint counts[] = { 10, 20, 50, 100, 200 };

static void load (ConsoleHomePage *self);

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

static void
retry_cb (ConsoleHomePage *self)
{
  load (self);
}

static void
connect_help_cb (ConsoleHomePage *self)
{
  console_connect_help_present (GTK_WIDGET (self));
}

static void
activate_cb (ConsoleHomePage *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (self->view));
  g_autoptr (ConsoleCallItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-call", "s",
                                console_call_item_get (item)->id);
}

static void
width_class_cb (ConsoleHomePage *self)
{
  guint width_class = console_break_bin_get_width_class (self->breaks);
  gboolean narrow = width_class == 0;
  GtkOrientation across = GTK_ORIENTATION_HORIZONTAL;
  GtkOrientation down = GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->upper), width_class < 2 ? down : across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lower), narrow ? down : across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->heading), narrow ? down : across);
  gtk_box_set_homogeneous (self->lower, !narrow);
  if (narrow)
    gtk_widget_add_css_class (self->content, "narrow");
  else
    gtk_widget_remove_css_class (self->content, "narrow");
  console_call_columns_set_width_class (self->view, width_class);
}

static void
show_calls_state (ConsoleHomePage *self)
{
  gboolean administrator = g_str_equal (me_of (self)->role, "administrator");

  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    console_state_stack_set_ready (self->calls_states);
  else if (administrator)
    console_state_stack_set_empty (
        self->calls_states, "call-start-symbolic", _ ("No calls yet"),
        _ ("Calls appear here within a second of their record's arrival, as soon as Unified CM "
           "delivers its files to this collector."),
        _ ("How to connect Unified CM"));
  else
    console_state_stack_set_empty (self->calls_states, "call-start-symbolic",
                                   _ ("No calls yet"),
                                   _ ("Your calls appear here within a second of their end."),
                                   NULL);
}

/* When the top of the list is in sight it stays in sight; a reader further down is not moved:
 * the view holds on to the rows on show. */
static gboolean
follow_cb (gpointer user_data)
{
  ConsoleHomePage *self = user_data;

  self->follow_id = 0;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  return G_SOURCE_REMOVE;
}

static void
go_to_top (ConsoleHomePage *self)
{
  if (self->follow_id == 0 && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->follow_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, follow_cb, self, NULL);
}

static void
push_call (ConsoleHomePage *self, JsonObject *call)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);
  gboolean at_top = gtk_adjustment_get_value (place) < 1;

  if (self->as_of_ms == 0)
    return;
  console_recent_calls_push (self->calls, call);
  show_calls_state (self);
  if (at_top)
    go_to_top (self);
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
  console_recent_calls_set (self->calls, console_json_array (calls, "items"), self->n_calls);
  console_tiles_set (self->tiles, console_json_array (home, "tiles"), self->mine);
  console_report_card_set (self->public_card, console_json_array (shortcuts, "public"), zone,
                           self->mine);
  console_report_card_set (self->personal_card, console_json_array (shortcuts, "personal"), zone,
                           self->mine);
  console_report_card_set (self->history_card, console_json_array (home, "history"), zone,
                           self->mine);
  show_calls_state (self);
  console_state_stack_set_ready (self->states);
}

typedef struct
{
  ConsoleHomePage *page; /* borrowed: the request is cancelled with it */
  guint question;
} Question;

static void
home_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) home =
      console_api_client_get_home_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleHomePage *self = asked->page;

  if (console_api_client_is_cancelled (error) || asked->question != self->question)
    return;
  if (home != NULL)
    show_home (self, home);
  else if (self->as_of_ms == 0)
    console_state_stack_set_failed (self->states, _ ("Home could not be loaded"),
                                    error->message);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
load (ConsoleHomePage *self)
{
  Question *asked = g_new0 (Question, 1);

  asked->page = self;
  asked->question = ++self->question;
  console_state_stack_set_loading (self->states);
  console_api_client_get_home_async (
      console_page_get_client (CONSOLE_PAGE (self)), self->n_calls, self->mine,
      console_page_get_cancellable (CONSOLE_PAGE (self)), home_cb, asked);
}

static ConsoleLiveFeed *
feed_of (ConsoleHomePage *self)
{
  return console_session_get_feed (console_page_get_session (CONSOLE_PAGE (self)));
}

static void
scope_toggled_cb (ConsoleHomePage *self)
{
  self->mine = !gtk_toggle_button_get_active (self->all_button);
  console_preferences_set_int (preferences_of (self), "all-calls", !self->mine);
  console_live_feed_set_mine (feed_of (self), self->mine);
  load (self);
}

static void
count_toggled_cb (ConsoleHomePage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->n_calls = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "count"));
  console_preferences_set_int (preferences_of (self), "last-calls", (int) self->n_calls);
  load (self);
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
  GtkSorter *sorter;
  GtkSortListModel *sorted;
  g_autoptr (GtkSingleSelection) selection = NULL;

  console_call_columns_add (self->view, console_session_get_zone (session), TRUE);
  sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
  g_signal_connect_object (sorter, "changed", G_CALLBACK (go_to_top), self, G_CONNECT_SWAPPED);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->calls)), sorter);
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
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

  self->n_calls = remembered_count (self);
  self->mine = !may_see_all ||
               console_preferences_get_int (preferences_of (self), "all-calls", TRUE) == 0;
  gtk_widget_set_visible (GTK_WIDGET (self->scope_box), may_see_all);
  g_signal_handlers_block_by_func (self->all_button, scope_toggled_cb, self);
  gtk_toggle_button_set_active (self->all_button, !self->mine);
  g_signal_handlers_unblock_by_func (self->all_button, scope_toggled_cb, self);
  set_up_view (self);
  add_counts (self);
  console_live_feed_set_mine (feed_of (self), self->mine);
  load (self);
}

static void
console_home_page_refresh (ConsolePage *page)
{
  load (CONSOLE_HOME_PAGE (page));
}

static void
console_home_page_event (ConsolePage *page, const char *name, JsonObject *data)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (page);

  if (g_str_equal (name, "call"))
    push_call (self, data);
  else if (g_str_equal (name, "tile"))
    console_tiles_set (self->tiles, console_json_array (data, "tiles"), self->mine);
  else if (g_str_equal (name, "hello") && self->as_of_ms != 0 &&
           console_json_int (data, "as_of_ms", 0) > self->as_of_ms)
    load (self); /* what happened before the events began is in no event */
}

static void
console_home_page_dispose (GObject *object)
{
  ConsoleHomePage *self = CONSOLE_HOME_PAGE (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_cancellable_cancel (console_page_get_cancellable (CONSOLE_PAGE (self)));
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (console_home_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass,
                                               "/org/tollkeeper/Console/pages/home-page.ui");
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, states);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, breaks);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, content);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, upper);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, lower);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, heading);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, scope_box);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, mine_button);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, all_button);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, count_box);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, calls_states);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, scroller);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, view);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, tiles);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, public_card);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, personal_card);
  gtk_widget_class_bind_template_child (klass, ConsoleHomePage, history_card);
  gtk_widget_class_bind_template_callback (klass, retry_cb);
  gtk_widget_class_bind_template_callback (klass, connect_help_cb);
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, width_class_cb);
  gtk_widget_class_bind_template_callback (klass, scope_toggled_cb);
}

static void
console_home_page_class_init (ConsoleHomePageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_home_page_dispose;
  page_class->start = console_home_page_start;
  page_class->refresh = console_home_page_refresh;
  page_class->event = console_home_page_event;

  g_type_ensure (CONSOLE_TYPE_STATE_STACK);
  g_type_ensure (CONSOLE_TYPE_BREAK_BIN);
  g_type_ensure (CONSOLE_TYPE_TILES);
  g_type_ensure (CONSOLE_TYPE_REPORT_CARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
console_home_page_init (ConsoleHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->calls = console_recent_calls_new ();
}
