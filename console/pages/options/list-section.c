/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of a list stand together by, and in which order its sections follow. Main thread. */

#include "config.h"
#include "console/pages/options/list-section.h"

#include <glib/gi18n.h>

#include "console/pages/options/json-texts.h"
#include "console/widgets/pick-row.h"
#include "console/widgets/switch-row.h"

#define DESCENDING '-'

struct _ConsoleListSection
{
  AdwPreferencesGroup parent_instance;
  ConsoleOptionSource *source;
  ConsolePickRow *by;
  ConsoleSwitchRow *last_first;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleListSection, console_list_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleListSection *self = CONSOLE_LIST_SECTION (field);
  const char *id = console_pick_row_get_chosen_id (self->by);
  gboolean is_descending = *id != '\0' && console_switch_row_get_active (self->last_first);
  g_autofree char *text = g_strconcat (is_descending ? "-" : "", id, NULL);
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (value, text);
  return value;
}

/* Alone, rows have no sections that could follow each other. */
static void
show_order (ConsoleListSection *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->last_first),
                          *console_pick_row_get_chosen_id (self->by) != '\0');
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleListSection *self = CONSOLE_LIST_SECTION (field);
  const char *text = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value)
                                                                     : NULL;
  gboolean is_descending = text != NULL && *text == DESCENDING;
  const char *id = text != NULL ? text + is_descending : "";
  g_autoptr (JsonNode) chosen = console_json_node_take_object (
      console_option_source_dup_item (self->source, *id != '\0' ? id : NULL));
  g_autoptr (JsonNode) last_first = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (last_first, is_descending);
  console_field_set_value (CONSOLE_FIELD (self->by), chosen);
  console_field_set_value (CONSOLE_FIELD (self->last_first), last_first);
  show_order (self);
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  console_field_set_note (CONSOLE_FIELD (CONSOLE_LIST_SECTION (field)->by), "", text, is_error);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

static void
search_cb (ConsolePickRow *row, const char *typed, ConsoleListSection *self)
{
  g_autoptr (GPtrArray) fields =
      console_option_source_list (self->source, CONSOLE_OPTION_GROUP_BY);
  g_autoptr (JsonArray) items = json_array_new ();

  for (guint i = 0; i < fields->len; i++)
    json_array_add_object_element (
        items, console_option_source_dup_item (
                   self->source, ((const ConsoleOptionField *) fields->pdata[i])->id));
  console_pick_row_set_found (row, items, TRUE);
}

static void
edited_cb (ConsoleListSection *self)
{
  show_order (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
console_list_section_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_LIST_SECTION (object)->source);
  G_OBJECT_CLASS (console_list_section_parent_class)->finalize (object);
}

static void
console_list_section_class_init (ConsoleListSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_list_section_finalize;
}

static void
console_list_section_init (ConsoleListSection *self)
{
  /* TRANSLATORS: of the rows of a list: what those have in common that stand together */
  self->by = g_object_new (CONSOLE_TYPE_PICK_ROW, "title", _ ("Keep together by"), "none",
                           _ ("Nothing"), NULL);
  self->last_first = g_object_new (CONSOLE_TYPE_SWITCH_ROW, "title", _ ("Last section first"), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->by));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->last_first));
  g_signal_connect_object (self->by, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->last_first, "edited", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

void
console_list_section_set_source (ConsoleListSection *self, ConsoleOptionSource *source)
{
  g_return_if_fail (CONSOLE_IS_LIST_SECTION (self) && self->source == NULL);
  self->source = g_object_ref (source);
  g_signal_connect_object (self->by, "search", G_CALLBACK (search_cb), self, 0);
}
