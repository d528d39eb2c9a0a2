/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around the pages: it makes them by the registry, keeps the way back, and passes live
 * events on. It knows no business of any page. Main thread. */

#include "config.h"
#include "console/app/shell.h"

#include <glib/gi18n.h>

#include "console/app/live-dot.h"
#include "console/app/connection-bar.h"
#include "console/app/notice-bar.h"
#include "console/app/purpose-bar.h"
#include "console/dialogs/go-to.h"
#include "console/dialogs/purpose-dialog.h"
#include "console/dialogs/unsaved-question.h"
#include "console/models/words.h"
#include "console/pages/page-registry.h"
#include "console/widgets/break-bin.h"
#include "console/widgets/decoration.h"
#include "console/widgets/presence.h"

struct _ConsoleShell
{
  AdwBin parent_instance;
  AdwFlap *flap;
  ConsoleBreakBin *content;
  GtkListBox *sidebar;
  GMenu *menu_pages;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *sidebar_button;
  GtkLabel *profile_name;
  GtkLabel *profile_role;
  GtkLabel *profile_place;
  ConsoleLiveDot *live_dot;
  GtkWidget *search_button;
  GtkWidget *search_words;
  GtkBox *page_header; /* those of all pages: one shows */
  ConsoleConnectionBar *connection_bar;
  ConsolePurposeBar *purpose_bar;
  ConsoleNoticeBar *notice_bar;
  GtkStack *stack;

  ConsoleSession *session;
  GPtrArray *way;  /* borrowed pages from the sidebar's to the one on show */
  gboolean missed; /* offline or signed out since the last refresh */
};

G_DEFINE_FINAL_TYPE (ConsoleShell, console_shell, ADW_TYPE_BIN)

static guint ended_signal;

static ConsolePage *
page_on_show (ConsoleShell *self)
{
  return self->way->len > 0 ? g_ptr_array_index (self->way, self->way->len - 1) : NULL;
}

static gboolean
is_narrow (ConsoleShell *self)
{
  return console_break_bin_get_width_class (self->content) == 0;
}

static void
show_header (ConsoleShell *self, GtkWidget *header)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->page_header));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == header);
  gtk_widget_set_visible (GTK_WIDGET (self->page_header), header != NULL);
}

/* In a narrow window a page opened from another has the way back only, and one with buttons of its
 * own has those: its title needs the room. */
static void
update_title (ConsoleShell *self)
{
  ConsolePage *page = page_on_show (self);
  gboolean is_folded = adw_flap_get_folded (self->flap);
  GtkWidget *header = page != NULL ? console_page_get_header (page) : NULL;
  gboolean has_room = !is_narrow (self) || (self->way->len == 1 && header == NULL);

  if (page == NULL)
    return;
  show_header (self, header);
  gtk_widget_set_visible (self->sidebar_button, is_folded && self->way->len == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->live_dot), has_room);
  gtk_widget_set_visible (self->search_button, has_room);
  adw_window_title_set_title (self->title, console_page_get_title (page));
  adw_window_title_set_subtitle (self->title, console_page_get_subtitle (page));
  gtk_widget_set_visible (self->back_button, self->way->len > 1);
}

/* The window's buttons as the desktop has them, in a narrow window those that are needed.
 * Returns: (transfer full) (nullable): NULL = all of them. */
static char *
dup_buttons (ConsoleShell *self)
{
  g_autofree char *all = NULL;
  GString *layout;

  if (!is_narrow (self))
    return NULL;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &all, NULL);
  layout = g_string_new (all);
  g_string_replace (layout, "minimize,", "", 0);
  g_string_replace (layout, "maximize,", "", 0);
  return g_string_free (layout, FALSE);
}

/* By the room, not by whether the sidebar is folded: that follows from what the header asks for. */
static void
width_class_cb (ConsoleShell *self)
{
  g_autofree char *buttons = dup_buttons (self);

  g_object_set (self->live_dot, "compact", is_narrow (self), NULL);
  gtk_widget_set_visible (self->search_words, !is_narrow (self));
  adw_header_bar_set_decoration_layout (self->header, buttons);
  update_title (self);
}

static void
show_page (ConsoleShell *self, ConsolePage *page)
{
  console_presence_show_only (self->stack, GTK_WIDGET (page));
  update_title (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
add_page (ConsoleShell *self, ConsolePage *page, const char *name)
{
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), name);
  if (console_page_get_header (page) != NULL)
    gtk_box_append (self->page_header, console_page_get_header (page));
  g_signal_connect_object (page, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::subtitle", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  console_page_start (page, self->session);
}

void
console_shell_open_detail (ConsoleShell *self, ConsolePage *page)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  console_page_keep_focus (page_on_show (self));
  add_page (self, page, NULL);
  g_ptr_array_add (self->way, page);
  show_page (self, page);
  console_page_take_focus (page);
}

/* Shortens the way to @length pages; those that leave it are gone for good. */
static void
return_to (ConsoleShell *self, guint length)
{
  while (self->way->len > length)
    {
      ConsolePage *page = page_on_show (self);

      g_ptr_array_set_size (self->way, (int) self->way->len - 1);
      if (self->way->len > 0)
        show_page (self, page_on_show (self));
      if (console_page_get_header (page) != NULL)
        gtk_box_remove (self->page_header, console_page_get_header (page));
      gtk_stack_remove (self->stack, GTK_WIDGET (page));
    }
}

/* The sidebar shows where one is, also when one came by another way. Returns: FALSE: the page has no row
 * there. */
static gboolean
select_in_sidebar (ConsoleShell *self, const char *id)
{
  gboolean has_row = FALSE;
  GtkListBoxRow *row;

  gtk_list_box_unselect_all (self->sidebar);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), id) == 0)
      {
        gtk_list_box_select_row (self->sidebar, row);
        has_row = TRUE;
      }
  return has_row;
}

/* Rows are selected as the focus walks over them; when it goes on, the sidebar says again where one
 * is. */
static void
left_sidebar_cb (ConsoleShell *self)
{
  GtkWidget *page = self->way->len > 0 ? g_ptr_array_index (self->way, 0) : NULL;

  if (page != NULL)
    select_in_sidebar (self, gtk_stack_page_get_name (gtk_stack_get_page (self->stack, page)));
}

/* Whether a page beyond the first @length of the way holds changes. */
static gboolean
holds_changes (ConsoleShell *self, guint length)
{
  for (guint i = length; i < self->way->len; i++)
    if (console_page_has_changes (g_ptr_array_index (self->way, i)))
      return TRUE;
  return FALSE;
}

/* @id NULL: one page back. */
static void
leave_for (ConsoleShell *self, const char *id)
{
  const ConsolePageRow *row;
  gboolean has_row;
  GtkWidget *page;

  if (id == NULL)
    {
      return_to (self, MAX (self->way->len, 2) - 1);
      console_page_return (page_on_show (self));
      return;
    }
  row = console_page_registry_lookup (id, console_session_get_me (self->session));
  return_to (self, 1);
  page = gtk_stack_get_child_by_name (self->stack, id);
  if (page == NULL)
    {
      page = g_object_new (row->get_type (), NULL);
      add_page (self, CONSOLE_PAGE (page), id);
    }
  g_ptr_array_set_size (self->way, 0);
  g_ptr_array_add (self->way, page);
  has_row = select_in_sidebar (self, id);
  show_page (self, CONSOLE_PAGE (page));
  /* A row of another page that kept the focus would look like where one is. */
  if (!has_row)
    console_page_take_focus (CONSOLE_PAGE (page));
}

static void
discard_cb (GObject *shell, gpointer id)
{
  leave_for (CONSOLE_SHELL (shell), id);
}

/* Asks first when pages beyond the first @length of the way hold changes. */
static void
ask_and_leave_for (ConsoleShell *self, guint length, const char *id)
{
  if (holds_changes (self, length))
    console_unsaved_question_ask (GTK_WIDGET (self), discard_cb, G_OBJECT (self), g_strdup (id),
                                  g_free);
  else
    leave_for (self, id);
}

void
console_shell_open_page (ConsoleShell *self, const char *id)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  if (console_page_registry_lookup (id, console_session_get_me (self->session)) != NULL)
    ask_and_leave_for (self, 1, id);
}

void
console_shell_go_back (ConsoleShell *self)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  if (self->way->len > 1)
    ask_and_leave_for (self, self->way->len - 1, NULL);
}

gboolean
console_shell_has_changes (ConsoleShell *self)
{
  g_return_val_if_fail (CONSOLE_IS_SHELL (self), FALSE);
  return holds_changes (self, 0);
}

void
console_shell_find (ConsoleShell *self)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  console_page_find (page_on_show (self));
}

void
console_shell_save (ConsoleShell *self)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  console_page_save (page_on_show (self));
}

void
console_shell_refresh (ConsoleShell *self)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  console_page_refresh (page_on_show (self));
}

void
console_shell_go_to (ConsoleShell *self)
{
  const ConsoleMe *me = console_session_get_me (self->session);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (ConsoleGoToPlace));

  for (const ConsolePageRow *row = console_page_registry; row->id != NULL; row++)
    if (console_page_row_is_allowed (row, me))
      {
        ConsoleGoToPlace place = { _ (row->title), row->icon_name, "win.open-page", row->id };

        g_array_append_val (places, place);
      }
  for (const ConsolePlaceRow *row = console_place_registry; row->title != NULL; row++)
    if (row->allowed (me))
      {
        ConsoleGoToPlace place = { _ (row->title), row->icon_name, row->action, row->target };

        g_array_append_val (places, place);
      }
  console_go_to_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         console_session_get_client (self->session),
                         console_me_is_supervisor (me), me->masked_digits == 0,
                         (const ConsoleGoToPlace *) places->data, places->len);
}

static ConsolePurpose *
purpose_of (ConsoleShell *self)
{
  return console_api_client_get_purpose (console_session_get_client (self->session));
}

void
console_shell_state_purpose (ConsoleShell *self)
{
  g_return_if_fail (CONSOLE_IS_SHELL (self));
  console_purpose_dialog_present (GTK_WIDGET (self), purpose_of (self));
}

/* Asked for at the first refusal only: afterwards the pages that lack it say so. */
static void
purpose_missing_cb (ConsoleShell *self)
{
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  if (console_purpose_is_missing (purpose_of (self)))
    {
      console_shell_state_purpose (self);
      return;
    }
  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    console_page_refresh (CONSOLE_PAGE (page));
}

static void
purpose_stated_cb (ConsoleShell *self)
{
  console_live_feed_restart (console_session_get_feed (self->session));
}

static void
watch_purpose (ConsoleShell *self)
{
  ConsolePurpose *purpose = purpose_of (self);

  console_purpose_bar_set_purpose (self->purpose_bar, purpose);
  g_signal_connect_object (purpose, "notify::is-missing", G_CALLBACK (purpose_missing_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (purpose, "notify::text", G_CALLBACK (purpose_stated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
row_activated_cb (ConsoleShell *self, GtkListBoxRow *row)
{
  console_shell_open_page (self, g_object_get_data (G_OBJECT (row), "id"));
}

static void
event_cb (ConsoleShell *self, const char *name, JsonObject *data)
{
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    console_page_event (CONSOLE_PAGE (page), name, data);
}

static void
state_cb (ConsoleShell *self)
{
  ConsoleConnection *connection = console_session_get_connection (self->session);
  ConsoleConnectionState state = console_connection_get_state (connection);

  if (state == CONSOLE_CONNECTION_OFFLINE || state == CONSOLE_CONNECTION_DISTRUSTED)
    self->missed = TRUE;
  else if (state == CONSOLE_CONNECTION_ONLINE && self->missed)
    {
      self->missed = FALSE;
      console_shell_refresh (self);
    }
  else if (state == CONSOLE_CONNECTION_REFUSED)
    {
      self->missed = TRUE;
      g_signal_emit (self, ended_signal, 0, console_connection_get_message (connection));
    }
}

static GtkWidget *
make_sidebar_row (const ConsolePageRow *page)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), console_decoration_new (page->icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (page->title)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (page->title), -1);
  g_object_set_data (G_OBJECT (row), "id", (gpointer) page->id);
  g_object_set_data (G_OBJECT (row), "section", GUINT_TO_POINTER (page->section + 1));
  return row;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  guint section = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "section"));
  GtkWidget *label;

  if (before != NULL &&
      GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "section")) == section)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (console_section_get_title (section - 1)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-title");
  gtk_list_box_row_set_header (row, label);
}

static void
add_menu_item (ConsoleShell *self, const ConsolePageRow *page)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ (page->title), NULL);

  g_menu_item_set_action_and_target (item, "win.open-page", "s", page->id);
  g_menu_append_item (self->menu_pages, item);
}

static void
list_pages (ConsoleShell *self)
{
  gtk_list_box_set_header_func (self->sidebar, header_cb, NULL, NULL);
  for (const ConsolePageRow *row = console_page_registry; row->id != NULL; row++)
    {
      if (!console_page_row_is_allowed (row, console_session_get_me (self->session)))
        continue;
      if (row->section == CONSOLE_SECTION_USER_MENU)
        add_menu_item (self, row);
      else
        gtk_list_box_append (self->sidebar, make_sidebar_row (row));
    }
}

static void
fill_profile (ConsoleShell *self)
{
  const ConsoleMe *me = console_session_get_me (self->session);
  const char *name = *me->name != '\0' ? me->name : me->username;
  /* TRANSLATORS: a person's role, then the company */
  g_autofree char *role = g_strdup_printf (
      *me->company != '\0' ? C_ ("profile", "%s · %s") : "%s%s", console_words_role (me->role),
      me->company);
  /* TRANSLATORS: a language code, then a time zone */
  g_autofree char *place = g_strdup_printf (C_ ("profile", "%s · %s"), me->language, me->zone);

  gtk_label_set_text (self->profile_name, name);
  gtk_label_set_text (self->profile_role, role);
  gtk_label_set_text (self->profile_place, place);
}

static void
console_shell_dispose (GObject *object)
{
  ConsoleShell *self = CONSOLE_SHELL (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (console_shell_parent_class)->dispose (object);
}

static void
console_shell_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_SHELL (object)->way);
  G_OBJECT_CLASS (console_shell_parent_class)->finalize (object);
}

static void
console_shell_class_init (ConsoleShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_shell_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_shell_finalize;
  ended_signal = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CONSOLE_TYPE_BREAK_BIN);
  g_type_ensure (CONSOLE_TYPE_CONNECTION_BAR);
  g_type_ensure (CONSOLE_TYPE_LIVE_DOT);
  g_type_ensure (CONSOLE_TYPE_PURPOSE_BAR);
  g_type_ensure (CONSOLE_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/app/shell.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, flap);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, content);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, menu_pages);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, header);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, back_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, profile_name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, profile_role);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, profile_place);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, live_dot);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, page_header);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, search_words);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, search_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, connection_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, purpose_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleShell, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_title);
  gtk_widget_class_bind_template_callback (widget_class, width_class_cb);
}

static void
console_shell_init (ConsoleShell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->way = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_sidebar_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->sidebar), focus);
}

GtkWidget *
console_shell_new (ConsoleSession *session)
{
  ConsoleShell *self = g_object_new (CONSOLE_TYPE_SHELL, NULL);
  ConsoleConnection *connection = console_session_get_connection (session);

  self->session = g_object_ref (session);
  console_live_dot_set_connection (self->live_dot, connection);
  console_connection_bar_set_session (self->connection_bar, session);
  list_pages (self);
  fill_profile (self);
  console_notice_bar_set_session (self->notice_bar, session);
  g_signal_connect_object (console_session_get_feed (session), "event", G_CALLBACK (event_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  watch_purpose (self);
  console_shell_open_page (self, console_page_registry[0].id);
  console_page_take_focus (page_on_show (self));
  return GTK_WIDGET (self);
}

ConsoleSession *
console_shell_get_session (ConsoleShell *self)
{
  g_return_val_if_fail (CONSOLE_IS_SHELL (self), NULL);
  return self->session;
}
