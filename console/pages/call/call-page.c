/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's page: one question to the collector, and its answer laid out in cards. Main thread. */

#include "config.h"
#include "console/pages/call/call-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/call-item.h"
#include "console/pages/call-cells.h"
#include "console/pages/call/views.h"

struct _ConsoleCallPage
{
  ConsolePage parent_instance;
  GtkBox *columns;
  GtkWidget *head;
  AdwBin *summary;
  AdwBin *journey;
  AdwBin *price;
  GtkWidget *quality_card;
  AdwBin *quality;
  GtkWidget *records_card;
  AdwBin *records;
  char *id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ConsoleCallPage, console_call_page, CONSOLE_TYPE_PAGE)

static void
console_call_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleCallPage *self = CONSOLE_CALL_PAGE (page);
  GtkWidget *summary = adw_bin_get_child (self->summary);
  gboolean narrow = width_class == 0;

  self->narrow = narrow;
  if (summary != NULL)
    console_call_summary_set_narrow (summary, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
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
  GtkWidget *summary = console_call_summary_new (call, zone);
  g_autofree char *spoken = console_call_cells_dup_summary (call, zone);

  console_call_summary_set_narrow (summary, self->narrow);
  adw_bin_set_child (self->summary, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  adw_bin_set_child (self->journey,
                     console_journey_view_new (console_json_array (answer, "journey"), zone));
  adw_bin_set_child (self->price,
                     console_price_view_new (call, console_json_object (answer, "price")));
  gtk_widget_set_visible (self->quality_card, quality != NULL);
  adw_bin_set_child (self->quality, quality);
  gtk_widget_set_visible (self->records_card, console_json_length (legs) > 0);
  adw_bin_set_child (self->records, console_records_view_new (legs));
  console_page_set_ready (CONSOLE_PAGE (self));
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
  else
    console_page_set_failed (CONSOLE_PAGE (self), _ ("The call could not be loaded"), error);
}

static void
console_call_page_load (ConsolePage *page)
{
  console_api_client_get_call_async (console_page_get_client (page), CONSOLE_CALL_PAGE (page)->id,
                                     console_page_begin_load (page), call_cb, page);
}

/* A page to read: it begins at its head, and scrolls by keys at once. */
static gboolean
console_call_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CONSOLE_CALL_PAGE (widget)->head);
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

  G_OBJECT_CLASS (klass)->finalize = console_call_page_finalize;
  widget_class->grab_focus = console_call_page_grab_focus;
  CONSOLE_PAGE_CLASS (klass)->load = console_call_page_load;
  CONSOLE_PAGE_CLASS (klass)->width_changed = console_call_page_width_changed;

  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "call-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, head);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, summary);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, journey);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, price);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, quality_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, quality);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, records_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, records);
}

static void
console_call_page_init (ConsoleCallPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_call_page_open (GVariant *parameter)
{
  ConsoleCallPage *self = g_object_new (CONSOLE_TYPE_CALL_PAGE, NULL);

  self->id = g_variant_dup_string (parameter, NULL);
  return CONSOLE_PAGE (self);
}
