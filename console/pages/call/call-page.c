/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's page: one question to the collector, and its answer laid out in cards. Main thread. */

#include "config.h"
#include "console/pages/call/call-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/call/views.h"
#include "console/widgets/break-bin.h"
#include "console/widgets/state-stack.h"

struct _ConsoleCallPage
{
  ConsolePage parent_instance;
  ConsoleStateStack *states;
  ConsoleBreakBin *breaks;
  GtkBox *columns;
  AdwBin *summary;
  AdwBin *journey;
  AdwBin *price;
  GtkWidget *quality_card;
  AdwBin *quality;
  GtkWidget *records_card;
  AdwBin *records;
  char *id;
};

G_DEFINE_FINAL_TYPE (ConsoleCallPage, console_call_page, CONSOLE_TYPE_PAGE)

static void
width_class_cb (ConsoleCallPage *self)
{
  gboolean narrow = console_break_bin_get_width_class (self->breaks) == 0;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
}

static void
retry_cb (ConsoleCallPage *self)
{
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
show_call (ConsoleCallPage *self, JsonObject *answer)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  g_autoptr (ConsoleCallItem) item =
      console_call_item_new (console_json_object (answer, "call"));
  const ConsoleCall *call = console_call_item_get (item);
  JsonArray *legs = console_json_array (answer, "legs");
  GtkWidget *quality = console_quality_view_new (console_json_array (answer, "quality"));

  adw_bin_set_child (self->summary, console_call_summary_new (call, zone));
  adw_bin_set_child (self->journey,
                     console_journey_view_new (console_json_array (answer, "journey"), zone));
  adw_bin_set_child (self->price,
                     console_price_view_new (call, console_json_object (answer, "price")));
  gtk_widget_set_visible (self->quality_card, quality != NULL);
  adw_bin_set_child (self->quality, quality);
  gtk_widget_set_visible (self->records_card, console_json_length (legs) > 0);
  adw_bin_set_child (self->records, console_records_view_new (legs));
  console_state_stack_set_ready (self->states);
}

static void
call_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleCallPage *self = user_data; /* borrowed: the request is cancelled with it */
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_get_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (answer != NULL)
    show_call (self, answer);
  else if (console_state_stack_is_ready (self->states))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  else
    console_state_stack_set_failed (self->states, _ ("The call could not be loaded"),
                                    error->message);
}

static void
console_call_page_refresh (ConsolePage *page)
{
  ConsoleCallPage *self = CONSOLE_CALL_PAGE (page);

  console_state_stack_set_loading (self->states);
  console_api_client_get_call_async (console_page_get_client (page), self->id,
                                     console_page_get_cancellable (page), call_cb, self);
}

static void
console_call_page_dispose (GObject *object)
{
  ConsoleCallPage *self = CONSOLE_CALL_PAGE (object);

  g_cancellable_cancel (console_page_get_cancellable (CONSOLE_PAGE (self)));
  G_OBJECT_CLASS (console_call_page_parent_class)->dispose (object);
}

static void
console_call_page_finalize (GObject *object)
{
  g_free (CONSOLE_CALL_PAGE (object)->id);
  G_OBJECT_CLASS (console_call_page_parent_class)->finalize (object);
}

static void
console_call_page_class_init (ConsoleCallPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_call_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_call_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->start = console_call_page_refresh;
  CONSOLE_PAGE_CLASS (klass)->refresh = console_call_page_refresh;

  g_type_ensure (CONSOLE_TYPE_STATE_STACK);
  g_type_ensure (CONSOLE_TYPE_BREAK_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/pages/call-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, states);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, breaks);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, summary);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, journey);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, price);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, quality_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, quality);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, records_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, records);
  gtk_widget_class_bind_template_callback (widget_class, width_class_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
console_call_page_init (ConsoleCallPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_call_page_new (const char *id)
{
  ConsoleCallPage *self = g_object_new (CONSOLE_TYPE_CALL_PAGE, NULL);

  self->id = g_strdup (id);
  return CONSOLE_PAGE (self);
}
