/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gateways and Sites: three short lists, each by a question of its own. Main thread. */

#include "config.h"
#include "console/pages/sites/sites-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/sites/device-row.h"
#include "console/pages/sites/row-list.h"
#include "console/widgets/format.h"

enum
{
  DEVICES,
  GATEWAYS,
  SITES,
  N_LISTS
};

struct _ConsoleSitesPage
{
  ConsolePage parent_instance;
  ConsoleRowList *devices;
  ConsoleRowList *gateways;
  ConsoleRowList *sites;
  guint n_waited; /* answers of this load that are not there yet */
};

G_DEFINE_FINAL_TYPE (ConsoleSitesPage, console_sites_page, CONSOLE_TYPE_PAGE)

static void
append_part (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static GtkWidget *
make_gateway (JsonObject *object, gpointer data)
{
  const char *title = console_json_text (object, "title");
  const char *device = console_json_text (object, "device");
  const char *operator = console_json_text (object, "operator");
  const char *tariff = console_json_text (object, "tariff");
  gint64 n_calls = console_json_int (object, "n_calls", 0);
  g_autofree char *figure = console_format_count (n_calls);
  g_autoptr (GString) story = g_string_new (NULL);
  /* TRANSLATORS: %s is a number; of the last 30 days */
  g_autofree char *use = g_strdup_printf (ngettext ("%s call in 30 days", "%s calls in 30 days",
                                                    n_calls), figure);

  append_part (story, *title != '\0' ? device : "");
  append_part (story, console_json_text (console_json_object (object, "site"), "name"));
  append_part (story, operator);
  append_part (story, g_str_equal (tariff, operator) ? "" : tariff);
  append_part (story, n_calls > 0 ? use : _ ("no calls in 30 days"));
  return console_row_list_make_link (*title != '\0' ? title : device, story->str,
                                     "network-wired-symbolic", "win.open-gateway",
                                     g_variant_new ("(ss)", console_json_text (object, "id"), ""));
}

static GtkWidget *
make_site (JsonObject *object, gpointer data)
{
  const char *access = console_json_text (object, "access_code");
  const char *ranges = console_json_text (object, "extension_ranges");
  g_autoptr (GString) story = g_string_new (NULL);
  /* TRANSLATORS: %s is digits that get an outside line */
  g_autofree char *access_text = g_strdup_printf (_ ("access code %s"), access);
  /* TRANSLATORS: %s is ranges of numbers */
  g_autofree char *ranges_text = g_strdup_printf (_ ("extensions %s"), ranges);

  append_part (story, console_json_text (object, "nation"));
  append_part (story, console_json_text (object, "zone"));
  append_part (story, *access != '\0' ? access_text : "");
  append_part (story, *ranges != '\0' ? ranges_text : "");
  return console_row_list_make_link (console_json_text (object, "name"), story->str,
                                     "mark-location-symbolic", "win.open-site",
                                     g_variant_new_string (console_json_text (object, "id")));
}

/* What somebody told of a device, on its way. */
static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePage *page = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  console_page_toast (page, answer != NULL ? _ ("Told") : error->message);
  console_page_refresh (page);
}

static void
tell (const char *device, const char *kind, gpointer data)
{
  ConsolePage *page = data;
  g_autofree char *escaped = g_uri_escape_string (device, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/devices/", escaped, NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  if (g_str_equal (kind, "gateway"))
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "win.open-gateway", "(ss)", "", device);
      return;
    }
  json_object_set_string_member (body, "kind", kind);
  console_api_client_send_async (console_page_get_client (page), "PUT", path, body,
                                 console_page_get_cancellable (page), told_cb, page);
}

static GtkWidget *
make_device (JsonObject *object, gpointer data)
{
  return console_device_row_new (
      object, console_session_get_zone (console_page_get_session (CONSOLE_PAGE (data))), tell,
      data);
}

/* One answer of three. Returns: (transfer full) (nullable): its list. */
static JsonArray *
take_answer (GObject *source, GAsyncResult *result, ConsoleSitesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return NULL;
  if (answer == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self),
                               _ ("Gateways and Sites Could Not Be Loaded"), error);
      return NULL;
    }
  if (--self->n_waited == 0)
    console_page_set_ready (CONSOLE_PAGE (self));
  return items != NULL ? json_array_ref (items) : json_array_new ();
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonArray) items = take_answer (source, result, user_data);
  ConsoleSitesPage *self = user_data;

  if (items == NULL)
    return;
  console_row_list_fill (self->devices, items, "", make_device, self);
  gtk_widget_set_visible (GTK_WIDGET (self->devices), console_json_length (items) > 0);
}

static void
gateways_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonArray) items = take_answer (source, result, user_data);

  if (items != NULL)
    console_row_list_fill (CONSOLE_SITES_PAGE (user_data)->gateways, items,
                           _ ("No gateways yet. They come from devices above, or are added."),
                           make_gateway, user_data);
}

static void
sites_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonArray) items = take_answer (source, result, user_data);

  if (items != NULL)
    console_row_list_fill (CONSOLE_SITES_PAGE (user_data)->sites, items,
                           _ ("No sites yet. Without one the company’s nation holds."), make_site,
                           user_data);
}

static const struct
{
  const char *path;
  GAsyncReadyCallback callback;
} questions[N_LISTS] = {
  [DEVICES] = { "/devices?limit=1000", devices_cb },
  [GATEWAYS] = { "/gateways?limit=1000", gateways_cb },
  [SITES] = { "/sites?limit=1000", sites_cb },
};

static void
console_sites_page_load (ConsolePage *page)
{
  ConsoleSitesPage *self = CONSOLE_SITES_PAGE (page);
  GCancellable *load = console_page_begin_load (page);

  self->n_waited = N_LISTS;
  for (guint i = 0; i < N_LISTS; i++)
    console_api_client_send_async (console_page_get_client (page), "GET", questions[i].path, NULL,
                                   load, questions[i].callback, self);
}

static void
console_sites_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "site") || g_str_equal (what, "gateway"))
    console_page_refresh (page);
}

static void
console_sites_page_class_init (ConsoleSitesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  page_class->load = console_sites_page_load;
  page_class->changed = console_sites_page_changed;

  g_type_ensure (CONSOLE_TYPE_ROW_LIST);
  console_page_class_set_template (page_class, "sites-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSitesPage, devices);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSitesPage, gateways);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSitesPage, sites);
}

/* A new one of what a list lists. */
static void
add_button (ConsoleRowList *list, const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  console_row_list_add_button (list, button);
}

static void
console_sites_page_init (ConsoleSitesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_row_list_set_urgent (self->devices, TRUE);
  add_button (self->gateways, _ ("Add Gateway"), "win.open-gateway",
              g_variant_new ("(ss)", "", ""));
  add_button (self->sites, _ ("Add Site"), "win.open-site", g_variant_new_string (""));
}
