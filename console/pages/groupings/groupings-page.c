/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three times the same list, by table. What may go the collector says. Main thread. */

#include "config.h"
#include "console/pages/groupings/groupings-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/groupings/grouping-dialogs.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "shared/wire/query.h"

enum
{
  DEPARTMENTS,
  COST_CENTRES,
  LOCATIONS,
  N_KINDS
};

static const struct
{
  const char *path;
  const char *parameter; /* of GET /people */
  const char *title;     /* untranslated */
} kinds[N_KINDS] = {
  [DEPARTMENTS] = { "/departments", "department", N_ ("Departments") },
  [COST_CENTRES] = { "/cost-centres", "cost_centre", N_ ("Cost Centres") },
  [LOCATIONS] = { "/locations", "location", N_ ("Locations") },
};

struct _ConsoleGroupingsPage
{
  ConsolePage parent_instance;
  GtkBox *kinds;
  AdwPreferencesGroup *group;
  GtkWidget *add;
  GtkWidget *none; /* the row that shows while there is nothing */

  guint kind;
  GPtrArray *rows;  /* borrowed, with their "object" */
  JsonArray *items; /* what the rows show; NULL before it is here */
};

G_DEFINE_FINAL_TYPE (ConsoleGroupingsPage, console_groupings_page, CONSOLE_TYPE_PAGE)

static gboolean
is_administrator (ConsoleGroupingsPage *self)
{
  return console_me_is_administrator (
      console_session_get_me (console_page_get_session (CONSOLE_PAGE (self))));
}

static JsonObject *
object_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "object");
}

/* Everybody who shows one of them asks anew. */
static void
changed_cb (GObject *page)
{
  console_page_refresh (CONSOLE_PAGE (page));
  console_page_tell_changed (CONSOLE_PAGE (page), "groupings", NULL);
}

static void
open_cb (ConsoleGroupingsPage *self, GtkWidget *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-people-of", "(sss)",
                              console_json_text (object_of (row), "name"),
                              kinds[self->kind].parameter,
                              console_json_text (object_of (row), "id"));
}

static JsonObject *
object_around (GtkWidget *button)
{
  return object_of (gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW));
}

static void
rename_cb (ConsoleGroupingsPage *self, GtkWidget *button)
{
  console_grouping_dialogs_ask_name (GTK_WIDGET (self),
                                     console_page_get_client (CONSOLE_PAGE (self)),
                                     kinds[self->kind].path, object_around (button), changed_cb);
}

static void
add_cb (ConsoleGroupingsPage *self)
{
  console_grouping_dialogs_ask_name (GTK_WIDGET (self),
                                     console_page_get_client (CONSOLE_PAGE (self)),
                                     kinds[self->kind].path, NULL, changed_cb);
}

static void
remove_cb (ConsoleGroupingsPage *self, GtkWidget *button)
{
  console_grouping_dialogs_ask_remove (GTK_WIDGET (self),
                                       console_page_get_client (CONSOLE_PAGE (self)),
                                       kinds[self->kind].path, object_around (button),
                                       self->items, changed_cb);
}

static void
add_button (ConsoleGroupingsPage *self, GtkWidget *row, const char *icon, const char *tooltip,
            const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  console_column_access_set_label (button, label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_buttons (ConsoleGroupingsPage *self, GtkWidget *row, const char *name)
{
  /* TRANSLATORS: %s is the name of a department or the like */
  g_autofree char *rename_label = g_strdup_printf (_ ("Rename %s"), name);
  /* TRANSLATORS: %s is the name of a department or the like */
  g_autofree char *remove_label = g_strdup_printf (_ ("Merge or remove %s"), name);

  add_button (self, row, "document-edit-symbolic", _ ("Rename"), rename_label,
              G_CALLBACK (rename_cb));
  add_button (self, row, "user-trash-symbolic", _ ("Merge or remove"), remove_label,
              G_CALLBACK (remove_cb));
}

static void
add_row (ConsoleGroupingsPage *self, JsonObject *object)
{
  const char *name = console_json_text (object, "name");
  gint64 n_people = console_json_int (object, "n_people", 0);
  g_autofree char *figure = console_format_count (n_people);
  /* TRANSLATORS: %s is a number */
  g_autofree char *subtitle =
      g_strdup_printf (ngettext ("%s person", "%s people", n_people), figure);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "subtitle", subtitle, "activatable", TRUE, NULL);

  g_object_set_data_full (G_OBJECT (row), "object", json_object_ref (object),
                          (GDestroyNotify) json_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  if (is_administrator (self))
    add_buttons (self, row, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
clear_rows (ConsoleGroupingsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->items, json_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleGroupingsPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The List Could Not Be Loaded"), error);
      return;
    }
  clear_rows (self);
  self->items = json_array_ref (console_json_array (answer, "items"));
  for (guint i = 0; i < console_json_length (self->items); i++)
    add_row (self, console_json_at (self->items, i));
  adw_preferences_group_set_title (self->group, _ (kinds[self->kind].title));
  gtk_widget_set_visible (self->none, self->rows->len == 0);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
console_groupings_page_load (ConsolePage *page)
{
  ConsoleGroupingsPage *self = CONSOLE_GROUPINGS_PAGE (page);
  g_autoptr (GString) path = g_string_new (kinds[self->kind].path);

  toll_query_append (path, "limit", "1000");
  console_api_client_send_async (console_page_get_client (page), "GET", path->str, NULL,
                                 console_page_begin_load (page), listed_cb, self);
}

static void
kind_cb (ConsoleGroupingsPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
console_groupings_page_start (ConsolePage *page)
{
  ConsoleGroupingsPage *self = CONSOLE_GROUPINGS_PAGE (page);
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < N_KINDS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (kinds[i].title));

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == self->kind);
      g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (i));
      gtk_box_append (self->kinds, button);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->kinds)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_signal_connect_object (child, "toggled", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->add, is_administrator (self));
}

static void
console_groupings_page_finalize (GObject *object)
{
  ConsoleGroupingsPage *self = CONSOLE_GROUPINGS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->items, json_array_unref);
  G_OBJECT_CLASS (console_groupings_page_parent_class)->finalize (object);
}

static void
console_groupings_page_class_init (ConsoleGroupingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_groupings_page_finalize;
  page_class->start = console_groupings_page_start;
  page_class->load = console_groupings_page_load;
  console_page_class_set_template (page_class, "groupings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupingsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupingsPage, group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleGroupingsPage, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
console_groupings_page_init (ConsoleGroupingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _ ("None yet"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->none),
      _ ("They come with people: by hand, an import or the directory server."));
  adw_preferences_group_add (self->group, self->none);
}

ConsolePage *
console_groupings_page_open (GVariant *parameter)
{
  ConsoleGroupingsPage *self = g_object_new (CONSOLE_TYPE_GROUPINGS_PAGE, NULL);

  for (guint i = 0; i < N_KINDS; i++)
    if (g_str_equal (kinds[i].path + 1, g_variant_get_string (parameter, NULL)))
      self->kind = i;
  return CONSOLE_PAGE (self);
}
