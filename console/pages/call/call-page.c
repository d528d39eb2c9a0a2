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
  AdwBin *privacy_card;
  AdwBin *journey;
  AdwBin *price;
  GtkWidget *quality_card;
  AdwBin *quality;
  GtkWidget *records_card;
  AdwBin *records;
  char *id;
  gboolean narrow;
};

static const char *const tag_actions[] = { "call.private", "call.business", "call.by-rules" };

G_DEFINE_FINAL_TYPE (ConsoleCallPage, console_call_page, CONSOLE_TYPE_PAGE)

static void
console_call_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleCallPage *self = CONSOLE_CALL_PAGE (page);
  GtkWidget *summary = adw_bin_get_child (self->summary);
  GtkWidget *privacy = adw_bin_get_child (self->privacy_card);
  gboolean narrow = width_class == 0;

  self->narrow = narrow;
  if (summary != NULL)
    console_call_summary_set_narrow (summary, narrow);
  if (privacy != NULL)
    console_privacy_view_set_narrow (privacy, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
}

/* The collector has the last word: an extension may have changed hands since. */
static gboolean
is_own (ConsoleCallPage *self, const ConsoleCall *call)
{
  const ConsoleMe *me = console_session_get_me (console_page_get_session (CONSOLE_PAGE (self)));

  const char *const *own = (const char *const *) me->extensions;

  /* An internal call is either side's. */
  return (*call->extension != '\0' && g_strv_contains (own, call->extension))
         || (call->direction == TOLL_DIRECTION_INTERNAL && *call->number != '\0'
             && g_strv_contains (own, call->number));
}

static void
show_privacy (ConsoleCallPage *self, const ConsoleCall *call)
{
  GtkWidget *view = console_privacy_view_new (call, is_own (self, call));

  gtk_widget_set_visible (GTK_WIDGET (self->privacy_card), view != NULL);
  adw_bin_set_child (self->privacy_card, view);
  if (view != NULL)
    console_privacy_view_set_narrow (view, self->narrow);
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
  show_privacy (self, call);
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
    console_page_set_failed (CONSOLE_PAGE (self), _ ("The Call Could Not Be Loaded"), error);
}

static void
console_call_page_load (ConsolePage *page)
{
  console_api_client_get_call_async (console_page_get_client (page), CONSOLE_CALL_PAGE (page)->id,
                                     console_page_begin_load (page), call_cb, page);
}

static void
tagged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsolePage *page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) call =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (call == NULL)
    {
      console_page_toast (page, error->message);
      return;
    }
  console_page_toast (page, json_object_get_null_member (call, "is_private")
                                ? _ ("The call is left to the rules")
                            : console_json_flag (call, "is_private")
                                ? _ ("The call is private: nobody else sees its number")
                                : _ ("The call is a business call"));
  console_page_tell_changed (page, "call", call);
  console_page_refresh (page);
}

/* "call.private", "call.business", "call.by-rules" */
static void
tag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsolePage *page = CONSOLE_PAGE (widget);
  g_autofree char *path = g_strconcat ("/calls/", CONSOLE_CALL_PAGE (widget)->id, "/private", NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  if (g_str_equal (name, "call.by-rules"))
    json_object_set_null_member (body, "private");
  else
    json_object_set_boolean_member (body, "private", g_str_equal (name, "call.private"));
  console_api_client_send_async (console_page_get_client (page), "PUT", path, body,
                                 console_page_get_cancellable (page), tagged_cb, page);
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

  for (guint i = 0; i < G_N_ELEMENTS (tag_actions); i++)
    gtk_widget_class_install_action (widget_class, tag_actions[i], NULL, tag_action);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "call-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, head);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, summary);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCallPage, privacy_card);
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
