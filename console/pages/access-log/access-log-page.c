/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The access log. Searching is the collector's, and so is saying whether the log is whole. Main
 * thread. */

#include "config.h"
#include "console/pages/access-log/access-log-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/json-item.h"
#include "console/models/paged-list.h"
#include "console/pages/access-log/log-columns.h"
#include "console/pages/access-log/log-filter.h"
#include "console/widgets/format.h"
#include "console/widgets/state-stack.h"
#include "shared/base/clock.h"
#include "shared/wire/query.h"

struct _ConsoleAccessLogPage
{
  ConsolePage parent_instance;
  GtkEditable *search;
  ConsoleLogFilter *filter;
  GtkImage *seal;
  GtkLabel *seal_text;
  ConsoleStateStack *list_states;
  GtkColumnView *view;
  ConsolePagedList *entries;
  JsonObject *verdict; /* of the last check, while its first entry is asked for */
};

G_DEFINE_FINAL_TYPE (ConsoleAccessLogPage, console_access_log_page, CONSOLE_TYPE_PAGE)

static void
ask_cb (ConsoleAccessLogPage *self)
{
  const char *typed = gtk_editable_get_text (self->search);
  g_autoptr (GString) path = g_string_new ("/access-log");

  if (*typed != '\0')
    toll_query_append (path, "q", typed);
  console_log_filter_append (self->filter, path);
  console_state_stack_set_loading (self->list_states);
  console_paged_list_set_question (self->entries, path->str);
  console_paged_list_restart (self->entries);
}

static void
loaded_cb (ConsoleAccessLogPage *self)
{
  gboolean is_searched = *gtk_editable_get_text (self->search) != '\0' ||
                         !console_log_filter_is_clear (self->filter);

  console_page_set_ready (CONSOLE_PAGE (self));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->entries)) > 0)
    console_state_stack_set_ready (self->list_states);
  else
    console_state_stack_set_empty (
        self->list_states, is_searched ? "system-search-symbolic" : "document-open-recent-symbolic",
        is_searched ? _ ("Nothing Matches") : _ ("Nobody Has Looked Yet"),
        is_searched ? _ ("Try fewer letters or filters.")
                    : _ ("Whoever looks at other people's calls is listed here."),
        NULL);
}

static void
failed_cb (ConsoleAccessLogPage *self, const GError *error)
{
  if (console_page_is_ready (CONSOLE_PAGE (self)))
    console_state_stack_set_failed (self->list_states, _ ("The Access Log Could Not Be Loaded"),
                                    error);
  else
    console_page_set_failed (CONSOLE_PAGE (self), _ ("The Access Log Could Not Be Loaded"), error);
}

static void
show_seal (ConsoleAccessLogPage *self, const char *icon_name, const char *css_class,
           const char *text)
{
  gtk_image_set_from_icon_name (self->seal, icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->seal), (const char *[]) { css_class, NULL });
  gtk_label_set_text (self->seal_text, text);
}

/* How many entries, since when, and how many of them even a cut would not take unnoticed. */
static void
show_whole (ConsoleAccessLogPage *self, gint64 first_ms)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  gint64 n_entries = console_json_int (self->verdict, "n_entries", 0);
  g_autofree char *figure = console_format_count (n_entries);
  g_autofree char *anchored =
      console_format_count (console_json_int (self->verdict, "n_anchored", 0));
  g_autofree char *since =
      console_format_day_in_sentence (first_ms, toll_clock_now_ms (NULL), zone);
  g_autofree char *text = g_strdup_printf (
      /* TRANSLATORS: a number of entries, a day, and how many of the entries are anchored */
      ngettext ("The log is whole: %1$s entry since %2$s, not edited; %3$s anchored against cuts.",
                "The log is whole: %1$s entries since %2$s, none cut or edited; %3$s of them "
                "anchored against cuts.",
                n_entries),
      figure, since, anchored);

  show_seal (self, "object-select-symbolic", "answered", text);
}

static void
first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return;
  if (console_json_length (items) > 0)
    show_whole (user_data, console_json_int (console_json_at (items, 0), "at_ms", 0));
  else
    show_seal (user_data, "object-select-symbolic", "answered",
               _ ("The log is whole: nobody has looked yet."));
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleAccessLogPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  g_clear_pointer (&self->verdict, json_object_unref);
  if (answer == NULL)
    show_seal (self, "dialog-question-symbolic", "dim-label", error->message);
  else if (console_json_flag (answer, "is_whole"))
    {
      self->verdict = json_object_ref (answer);
      console_api_client_send_async (CONSOLE_API_CLIENT (source), "GET",
                                     "/access-log?limit=1&after=2", NULL,
                                     console_page_get_cancellable (CONSOLE_PAGE (self)), first_cb,
                                     self);
    }
  else
    {
      /* TRANSLATORS: %s is what is wrong, in the collector's words */
      text = g_strdup_printf (_ ("The log is not whole: %s"),
                              console_json_text (answer, "first_fault"));
      show_seal (self, "dialog-warning-symbolic", "missed", text);
    }
}

static void
console_access_log_page_load (ConsolePage *page)
{
  ConsoleAccessLogPage *self = CONSOLE_ACCESS_LOG_PAGE (page);
  GCancellable *load = console_page_begin_load (page);

  show_seal (self, "emblem-synchronizing-symbolic", "dim-label", _ ("The log is being checked…"));
  ask_cb (self);
  console_api_client_send_async (console_page_get_client (page), "GET", "/access-log/verify", NULL,
                                 load, verified_cb, self);
}

static void
activate_cb (ConsoleAccessLogPage *self, guint position)
{
  g_autoptr (ConsoleJsonItem) item = g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  g_autofree char *text = item != NULL ? console_json_to_text (console_json_item_get (item)) : NULL;

  if (text != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-log-entry", "s", text);
}

static gpointer
make_item (JsonObject *object)
{
  return console_json_item_new (object);
}

static void
console_access_log_page_start (ConsolePage *page)
{
  ConsoleAccessLogPage *self = CONSOLE_ACCESS_LOG_PAGE (page);
  GTimeZone *zone = console_session_get_zone (console_page_get_session (page));
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->entries = console_paged_list_new (console_page_get_client (page), CONSOLE_TYPE_JSON_ITEM,
                                          make_item);
  console_paged_list_set_newest_first (self->entries);
  g_signal_connect_object (self->entries, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  console_log_columns_add (self->view, zone);
  console_log_filter_start (self->filter, console_page_get_client (page), zone);
  selection = GTK_SELECTION_MODEL (
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->entries))));
  gtk_column_view_set_model (self->view, selection);
}

static void
console_access_log_page_width_changed (ConsolePage *page, guint width_class)
{
  console_log_columns_set_width_class (CONSOLE_ACCESS_LOG_PAGE (page)->view, width_class);
}

static void
console_access_log_page_find (ConsolePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_ACCESS_LOG_PAGE (page)->search));
}

static void
console_access_log_page_dispose (GObject *object)
{
  ConsoleAccessLogPage *self = CONSOLE_ACCESS_LOG_PAGE (object);

  g_clear_object (&self->entries);
  g_clear_pointer (&self->verdict, json_object_unref);
  G_OBJECT_CLASS (console_access_log_page_parent_class)->dispose (object);
}

static void
console_access_log_page_class_init (ConsoleAccessLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_access_log_page_dispose;
  page_class->start = console_access_log_page_start;
  page_class->load = console_access_log_page_load;
  page_class->width_changed = console_access_log_page_width_changed;
  page_class->find = console_access_log_page_find;

  g_type_ensure (CONSOLE_TYPE_LOG_FILTER);
  console_page_class_set_template (page_class, "access-log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, search);
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, seal);
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, seal_text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, list_states);
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleAccessLogPage, filter);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
console_access_log_page_init (ConsoleAccessLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
