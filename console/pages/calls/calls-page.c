/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generic list of calls. The order is the collector's, newest first: with pages on demand
 * nothing else could be honest. Main thread. */

#include "config.h"
#include "console/pages/calls/calls-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/call-item.h"
#include "console/models/paged-list.h"
#include "console/pages/call-columns.h"
#include "console/pages/call-list.h"
#include "console/widgets/presence.h"
#include "shared/wire/query.h"

struct _ConsoleCallsPage
{
  ConsolePage parent_instance;
  GtkColumnView *view;
  GtkRevealer *more;
  GtkLabel *more_text;

  ConsolePagedList *calls;
  char *question;
};

G_DEFINE_FINAL_TYPE (ConsoleCallsPage, console_calls_page, CONSOLE_TYPE_PAGE)

static void
continue_cb (ConsoleCallsPage *self)
{
  console_presence_reveal (self->more, FALSE);
  console_paged_list_continue (self->calls);
}

static void
loaded_cb (ConsoleCallsPage *self)
{
  console_presence_reveal (self->more, FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    console_page_set_ready (CONSOLE_PAGE (self));
  else
    console_page_set_empty (CONSOLE_PAGE (self), "call-start-symbolic", _ ("No Calls"),
                            _ ("No call matches. New calls appear at the next refresh."), NULL);
}

static void
failed_cb (ConsoleCallsPage *self, const GError *error)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) == 0)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The Calls Could Not Be Loaded"), error);
      return;
    }
  gtk_label_set_text (self->more_text, error->message);
  console_presence_reveal (self->more, TRUE);
}

static gpointer
make_item (JsonObject *object)
{
  return console_call_item_new (object);
}

static void
console_calls_page_start (ConsolePage *page)
{
  ConsoleCallsPage *self = CONSOLE_CALLS_PAGE (page);

  self->calls = console_paged_list_new (console_page_get_client (page), CONSOLE_TYPE_CALL_ITEM,
                                        make_item);
  console_paged_list_set_newest_first (self->calls);
  console_paged_list_set_question (self->calls, self->question);
  g_signal_connect_object (self->calls, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  console_call_list_set_up (self->view, G_LIST_MODEL (self->calls),
                            console_session_get_zone (console_page_get_session (page)), FALSE);
}

/* The model has its own way to cancel what it asked. */
static void
console_calls_page_load (ConsolePage *page)
{
  console_page_begin_load (page);
  console_paged_list_restart (CONSOLE_CALLS_PAGE (page)->calls);
}

/* Its owner said whether it is private. */
static void
console_calls_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "call"))
    console_page_refresh (page);
}

static void
console_calls_page_width_changed (ConsolePage *page, guint width_class)
{
  console_call_columns_set_width_class (CONSOLE_CALLS_PAGE (page)->view, width_class);
}

static gboolean
console_calls_page_grab_focus (GtkWidget *widget)
{
  return console_call_list_grab_focus (CONSOLE_CALLS_PAGE (widget)->view) ||
         GTK_WIDGET_CLASS (console_calls_page_parent_class)->grab_focus (widget);
}

static void
console_calls_page_dispose (GObject *object)
{
  ConsoleCallsPage *self = CONSOLE_CALLS_PAGE (object);

  g_clear_object (&self->calls);
  G_OBJECT_CLASS (console_calls_page_parent_class)->dispose (object);
}

static void
console_calls_page_finalize (GObject *object)
{
  g_free (CONSOLE_CALLS_PAGE (object)->question);
  G_OBJECT_CLASS (console_calls_page_parent_class)->finalize (object);
}

static void
console_calls_page_class_init (ConsoleCallsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_calls_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_calls_page_finalize;
  widget_class->grab_focus = console_calls_page_grab_focus;
  CONSOLE_PAGE_CLASS (klass)->start = console_calls_page_start;
  CONSOLE_PAGE_CLASS (klass)->load = console_calls_page_load;
  CONSOLE_PAGE_CLASS (klass)->changed = console_calls_page_changed;
  CONSOLE_PAGE_CLASS (klass)->width_changed = console_calls_page_width_changed;

  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "calls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, more);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, more_text);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
}

static void
console_calls_page_init (ConsoleCallsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_presence_reveal (self->more, FALSE);
}

static ConsolePage *
new_page (const char *title, const char *subtitle, const char *filter, gboolean mine)
{
  ConsoleCallsPage *self = g_object_new (CONSOLE_TYPE_CALLS_PAGE, "title", title, "subtitle",
                                         subtitle, NULL);
  GString *question = g_string_new ("/calls");

  toll_query_append (question, "mine", mine ? "true" : "false");
  if (filter != NULL)
    toll_query_append (question, "filter", filter);
  self->question = g_string_free (question, FALSE);
  return CONSOLE_PAGE (self);
}

ConsolePage *
console_calls_page_open (GVariant *parameter)
{
  const char *title;
  const char *filter;
  gboolean mine;

  g_variant_get (parameter, "(&s&sb)", &title, &filter, &mine);
  return new_page (title, "", filter, mine);
}

ConsolePage *
console_calls_page_open_number (GVariant *parameter)
{
  g_autoptr (JsonObject) filter = json_object_new ();
  g_autofree char *text = NULL;
  const char *id;
  const char *number;

  g_variant_get (parameter, "(&s&s)", &id, &number);
  json_object_set_string_member (filter, "same_number_as", id);
  text = console_json_to_text (filter);
  return new_page (number, _ ("Calls with one number"), text, FALSE);
}
