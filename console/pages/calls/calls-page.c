/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generic list of calls. The order is the collector's, newest first: with pages on demand
 * nothing else could be honest. Main thread. */

#include "config.h"
#include "console/pages/calls/calls-page.h"

#include <glib/gi18n.h>

#include "console/models/call-item.h"
#include "console/models/paged-calls.h"
#include "console/pages/call-columns.h"
#include "console/widgets/break-bin.h"
#include "console/widgets/state-stack.h"

struct _ConsoleCallsPage
{
  ConsolePage parent_instance;
  ConsoleBreakBin *breaks;
  ConsoleStateStack *states;
  GtkColumnView *view;
  GtkRevealer *more;
  GtkLabel *more_text;

  ConsolePagedCalls *calls;
  char *filter;
  gboolean mine;
};

G_DEFINE_FINAL_TYPE (ConsoleCallsPage, console_calls_page, CONSOLE_TYPE_PAGE)

static void
width_class_cb (ConsoleCallsPage *self)
{
  guint width_class = console_break_bin_get_width_class (self->breaks);

  console_call_columns_set_width_class (self->view, width_class);
  if (width_class == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->breaks), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->breaks), "narrow");
}

static void
retry_cb (ConsoleCallsPage *self)
{
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
continue_cb (ConsoleCallsPage *self)
{
  gtk_revealer_set_reveal_child (self->more, FALSE);
  console_paged_calls_continue (self->calls);
}

static void
activate_cb (ConsoleCallsPage *self, guint position)
{
  g_autoptr (ConsoleCallItem) item = g_list_model_get_item (G_LIST_MODEL (self->calls), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-call", "s",
                                console_call_item_get (item)->id);
}

static void
loaded_cb (ConsoleCallsPage *self)
{
  gtk_revealer_set_reveal_child (self->more, FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    console_state_stack_set_ready (self->states);
  else
    console_state_stack_set_empty (self->states, "call-start-symbolic", _ ("No calls"),
                                   _ ("No call matches. New calls appear at the next refresh."),
                                   NULL);
}

static void
failed_cb (ConsoleCallsPage *self, const char *message)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) == 0)
    {
      console_state_stack_set_failed (self->states, _ ("The calls could not be loaded"), message);
      return;
    }
  gtk_label_set_text (self->more_text, message);
  gtk_revealer_set_reveal_child (self->more, TRUE);
}

static void
console_calls_page_start (ConsolePage *page)
{
  ConsoleCallsPage *self = CONSOLE_CALLS_PAGE (page);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->calls = console_paged_calls_new (console_page_get_client (page), self->filter, self->mine);
  g_signal_connect_object (self->calls, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  console_call_columns_add (self->view, console_session_get_zone (console_page_get_session (page)),
                            FALSE);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->calls)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  console_page_refresh (page);
}

static void
console_calls_page_refresh (ConsolePage *page)
{
  ConsoleCallsPage *self = CONSOLE_CALLS_PAGE (page);

  console_state_stack_set_loading (self->states);
  console_paged_calls_restart (self->calls);
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
  g_free (CONSOLE_CALLS_PAGE (object)->filter);
  G_OBJECT_CLASS (console_calls_page_parent_class)->finalize (object);
}

static void
console_calls_page_class_init (ConsoleCallsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_calls_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_calls_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->start = console_calls_page_start;
  CONSOLE_PAGE_CLASS (klass)->refresh = console_calls_page_refresh;

  g_type_ensure (CONSOLE_TYPE_STATE_STACK);
  g_type_ensure (CONSOLE_TYPE_BREAK_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/pages/calls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, breaks);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, states);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, more);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallsPage, more_text);
  gtk_widget_class_bind_template_callback (widget_class, width_class_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
console_calls_page_init (ConsoleCallsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_calls_page_new (const char *title, const char *subtitle, const char *filter,
                        gboolean mine)
{
  ConsoleCallsPage *self = g_object_new (CONSOLE_TYPE_CALLS_PAGE, "title", title, "subtitle",
                                         subtitle, NULL);

  self->filter = g_strdup (filter);
  self->mine = mine;
  return CONSOLE_PAGE (self);
}
