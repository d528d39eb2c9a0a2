/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of a few as a field. Main thread. */

#include "config.h"
#include "console/pages/options/many-row.h"

#include <glib/gi18n.h>

#include "console/pages/options/json-texts.h"
#include "console/pages/options/many-button.h"

struct _ConsoleManyRow
{
  AdwActionRow parent_instance;
  ConsoleManyButton *button;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleManyRow, console_many_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  g_auto (GStrv) ids = console_many_button_dup_chosen (CONSOLE_MANY_ROW (field)->button);

  return console_json_node_new_texts ((const char *const *) ids);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  g_auto (GStrv) ids = console_json_node_dup_texts (value);

  console_many_button_set_chosen (CONSOLE_MANY_ROW (field)->button, (const char *const *) ids);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
}

static void
title_cb (ConsoleManyRow *self)
{
  console_many_button_set_words (self->button,
                                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                 /* TRANSLATORS: no kind is chosen: all of them are wanted */
                                 C_ ("choice", "Any"));
}

static void
console_many_row_class_init (ConsoleManyRowClass *klass)
{
}

static void
console_many_row_init (ConsoleManyRow *self)
{
  self->button = g_object_new (CONSOLE_TYPE_MANY_BUTTON, NULL);
  gtk_widget_add_css_class (gtk_widget_get_first_child (GTK_WIDGET (self->button)), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (
      ADW_ACTION_ROW (self), gtk_widget_get_first_child (GTK_WIDGET (self->button)));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
  g_signal_connect_object (self->button, "edited", G_CALLBACK (console_field_emit_edited), self,
                           G_CONNECT_SWAPPED);
}

void
console_many_row_add (ConsoleManyRow *self, const char *id, const char *title)
{
  g_return_if_fail (CONSOLE_IS_MANY_ROW (self));
  console_many_button_add (self->button, id, title);
}
