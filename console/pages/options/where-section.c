/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The restrictions as a field of a form. Main thread. */

#include "config.h"
#include "console/pages/options/where-section.h"

#include "console/pages/options/json-texts.h"
#include "console/pages/options/where-group.h"

struct _ConsoleWhereSection
{
  AdwPreferencesGroup parent_instance;
  ConsoleWhereGroup *root;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleWhereSection, console_where_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  JsonNode *node = console_where_group_dup_node (CONSOLE_WHERE_SECTION (field)->root);

  return node != NULL ? node : console_json_node_take_object (json_object_new ());
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  console_where_group_fill (CONSOLE_WHERE_SECTION (field)->root,
                            value != NULL && JSON_NODE_HOLDS_OBJECT (value)
                                ? json_node_get_object (value) : NULL);
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  console_where_group_set_note (CONSOLE_WHERE_SECTION (field)->root, path, text);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

static void
console_where_section_class_init (ConsoleWhereSectionClass *klass)
{
}

static void
console_where_section_init (ConsoleWhereSection *self)
{
}

void
console_where_section_set_source (ConsoleWhereSection *self, ConsoleOptionSource *source)
{
  GtkWidget *root = console_where_group_new (source, 0);

  g_return_if_fail (CONSOLE_IS_WHERE_SECTION (self) && self->root == NULL);
  self->root = CONSOLE_WHERE_GROUP (root);
  gtk_widget_add_css_class (root, "card");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), root);
  g_signal_connect_object (root, "edited", G_CALLBACK (console_field_emit_edited), self,
                           G_CONNECT_SWAPPED);
}
