/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings, made from the collector's table: a setting it gains shows here without a change.
 * Main thread. */

#include "config.h"
#include "console/pages/settings/settings-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/pages/settings/setting-row.h"

struct _ConsoleSettingsPage
{
  ConsoleEditorPage parent_instance;
  GtkBox *groups;
  GHashTable *fields; /* key -> ConsoleField, borrowed; NULL before the first answer */
};

G_DEFINE_FINAL_TYPE (ConsoleSettingsPage, console_settings_page, CONSOLE_TYPE_EDITOR_PAGE)

static const ConsoleWord group_words[] = {
  { "company", N_ ("Company") },        { "people", N_ ("People") },
  { "directory", N_ ("Directory") },    { "sign_in", N_ ("Sign-in") },
  { "privacy", N_ ("Privacy") },        { "files", N_ ("Record Files") },
  { "mail", N_ ("Mail") },              { "service", N_ ("Service") },
  { NULL, NULL },
};

static GtkWidget *
add_group (ConsoleSettingsPage *self, const char *group)
{
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget),
                                   console_word_of (group_words, group));
  gtk_box_append (self->groups, widget);
  return widget;
}

/* The table is sorted by group. */
static void
make_fields (ConsoleSettingsPage *self, JsonArray *items)
{
  const char *last = "";
  GtkWidget *widget = NULL;

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < console_json_length (items); i++)
    {
      JsonObject *setting = console_json_at (items, i);
      const char *group = console_json_text (setting, "group");
      g_autoptr (GtkWidget) field = (GtkWidget *) console_setting_row_new (setting);

      if (field == NULL)
        continue;
      if (!g_str_equal (group, last))
        widget = add_group (self, group);
      last = group;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), field);
      g_hash_table_insert (self->fields, g_strdup (console_json_text (setting, "key")), field);
    }
}

static JsonObject *
console_settings_page_dup_fields (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsoleSettingsPage *self = CONSOLE_SETTINGS_PAGE (page);
  JsonArray *items = console_json_array (answer, "items");
  JsonObject *values = json_object_new ();

  if (self->fields == NULL)
    make_fields (self, items);
  for (guint i = 0; i < console_json_length (items); i++)
    json_object_set_string_member (values, console_json_text (console_json_at (items, i), "key"),
                                   console_json_text (console_json_at (items, i), "value"));
  return values;
}

static void
console_settings_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsoleSettingsPage *self = CONSOLE_SETTINGS_PAGE (page);
  JsonArray *items = console_json_array (answer, "items");

  for (guint i = 0; i < console_json_length (items); i++)
    {
      JsonObject *setting = console_json_at (items, i);
      ConsoleField *field =
          g_hash_table_lookup (self->fields, console_json_text (setting, "key"));
      g_autofree char *lock = console_setting_row_dup_lock (setting);

      if (field != NULL)
        console_field_set_locked (field, lock);
    }
}

static void
console_settings_page_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_SETTINGS_PAGE (object)->fields, g_hash_table_unref);
  G_OBJECT_CLASS (console_settings_page_parent_class)->finalize (object);
}

static void
console_settings_page_class_init (ConsoleSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_settings_page_finalize;
  editor_class->path = "/settings";
  editor_class->is_single = TRUE;
  editor_class->what = "settings";
  editor_class->failed = N_ ("The Settings Could Not Be Loaded");
  editor_class->dup_fields = console_settings_page_dup_fields;
  editor_class->show = console_settings_page_show;

  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSettingsPage, groups);
}

static void
console_settings_page_init (ConsoleSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
