/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one gateway: where it stands, whose line it is, what its calls cost. Main
 * thread. */

#include "config.h"
#include "console/pages/gateway/gateway-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/pick-row.h"
#include "console/widgets/text-row.h"

struct _ConsoleGatewayPage
{
  ConsoleEditorPage parent_instance;
  GtkWidget *use;
  GtkLabel *use_text;
  GtkWidget *removal;
  ConsolePickRow *site;
  ConsoleChoiceRow *tariff;
  char *device; /* of a new one; "" = to be typed */
};

G_DEFINE_FINAL_TYPE (ConsoleGatewayPage, console_gateway_page, CONSOLE_TYPE_EDITOR_PAGE)

static void
sites_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL)
    console_pick_row_set_found (CONSOLE_GATEWAY_PAGE (user_data)->site,
                                console_json_array (answer, "items"), TRUE);
}

static void
search_cb (ConsoleGatewayPage *self)
{
  ConsolePage *page = CONSOLE_PAGE (self);

  console_api_client_send_async (console_page_get_client (page), "GET", "/sites?limit=1000", NULL,
                                 console_page_get_cancellable (page), sites_cb, self);
}

static void
load_object (ConsoleGatewayPage *self)
{
  CONSOLE_PAGE_CLASS (console_gateway_page_parent_class)->load (CONSOLE_PAGE (self));
}

/* The tariffs first, so that the one in use has its place among them. */
static void
tariffs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleGatewayPage *self = user_data;
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return;
  for (guint i = 0; i < console_json_length (items); i++)
    {
      const char *name = console_json_text (console_json_at (items, i), "name");

      console_choice_row_add (self->tariff, name, name);
    }
  load_object (self);
}

static void
console_gateway_page_load (ConsolePage *page)
{
  if (console_page_is_ready (page))
    load_object (CONSOLE_GATEWAY_PAGE (page));
  else
    console_api_client_send_async (console_page_get_client (page), "GET", "/tariffs", NULL,
                                   console_page_begin_load (page), tariffs_cb, page);
}

static JsonObject *
console_gateway_page_dup_new (ConsoleEditorPage *page)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "device", CONSOLE_GATEWAY_PAGE (page)->device);
  return object;
}

static char *
dup_use (JsonObject *answer)
{
  gint64 n_calls = console_json_int (answer, "n_calls", 0);
  g_autofree char *figure = console_format_count (n_calls);
  g_autofree char *day = console_format_date (console_json_text (answer, "last_day"));

  if (n_calls == 0)
    return g_strdup (_ ("No calls in the last 30 days."));
  /* TRANSLATORS: the first %s is a number, the second a day */
  return g_strdup_printf (ngettext ("%s call in the last 30 days, the newest on %s.",
                                    "%s calls in the last 30 days, the newest on %s.", n_calls),
                          figure, day);
}

static void
console_gateway_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsoleGatewayPage *self = CONSOLE_GATEWAY_PAGE (page);
  const char *title = console_json_text (answer, "title");
  g_autofree char *use = dup_use (answer);

  console_page_set_title (CONSOLE_PAGE (page),
                          answer == NULL   ? _ ("New Gateway")
                          : *title != '\0' ? title
                                           : console_json_text (answer, "device"));
  gtk_widget_set_visible (self->use, answer != NULL);
  gtk_widget_set_visible (self->removal, answer != NULL);
  gtk_label_set_text (self->use_text, use);
}

static void
remove_cb (ConsoleEditorPage *page)
{
  console_editor_page_remove (page, _ ("Remove this gateway?"),
                              _ ("Its calls stay. Its device waits to be told again when new calls "
                                 "come through it."));
}

static void
console_gateway_page_finalize (GObject *object)
{
  g_free (CONSOLE_GATEWAY_PAGE (object)->device);
  G_OBJECT_CLASS (console_gateway_page_parent_class)->finalize (object);
}

static void
console_gateway_page_class_init (ConsoleGatewayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_gateway_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->load = console_gateway_page_load;
  editor_class->path = "/gateways";
  editor_class->what = "gateway";
  editor_class->failed = N_ ("The Gateway Could Not Be Loaded");
  editor_class->new_text = N_ ("A gateway needs its device name, the rest can follow.");
  editor_class->dup_new = console_gateway_page_dup_new;
  editor_class->show = console_gateway_page_show;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_PICK_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "gateway-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleGatewayPage, use);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGatewayPage, use_text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGatewayPage, removal);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGatewayPage, site);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGatewayPage, tariff);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_gateway_page_init (ConsoleGatewayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_choice_row_add (self->tariff, "", _ ("As its site or the company"));
}

ConsolePage *
console_gateway_page_open (GVariant *parameter)
{
  const char *id;
  const char *device;
  ConsoleGatewayPage *self = g_object_new (CONSOLE_TYPE_GATEWAY_PAGE, NULL);

  g_variant_get (parameter, "(&s&s)", &id, &device);
  console_editor_page_set_id (CONSOLE_EDITOR_PAGE (self), id);
  self->device = g_strdup (device);
  return CONSOLE_PAGE (self);
}
