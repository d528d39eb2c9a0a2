/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to switch. Main thread. */

#include "config.h"
#include "console/widgets/switch-row.h"

struct _ConsoleSwitchRow
{
  AdwActionRow parent_instance;
  GtkSwitch *button;
  gboolean inverted;
  gboolean setting;
};

enum
{
  PROP_INVERTED = 1,
  N_PROPS
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleSwitchRow, console_switch_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleSwitchRow *self = CONSOLE_SWITCH_ROW (field);

  return json_node_init_boolean (json_node_alloc (),
                                 gtk_switch_get_active (self->button) != self->inverted);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleSwitchRow *self = CONSOLE_SWITCH_ROW (field);
  gboolean is_on = value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_boolean (value);

  self->setting = TRUE;
  gtk_switch_set_active (self->button, is_on != self->inverted);
  self->setting = FALSE;
}

static GtkWidget *
get_input (ConsoleField *field)
{
  return GTK_WIDGET (CONSOLE_SWITCH_ROW (field)->button);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->get_input = get_input;
}

static void
active_cb (ConsoleSwitchRow *self)
{
  if (!self->setting)
    console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
title_cb (ConsoleSwitchRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
console_switch_row_set_property (GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_INVERTED)
    CONSOLE_SWITCH_ROW (object)->inverted = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_switch_row_class_init (ConsoleSwitchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = console_switch_row_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_INVERTED,
      g_param_spec_boolean ("inverted", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
console_switch_row_init (ConsoleSwitchRow *self)
{
  self->button = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect_object (self->button, "notify::active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
}

gboolean
console_switch_row_get_active (ConsoleSwitchRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_SWITCH_ROW (self), FALSE);
  return gtk_switch_get_active (self->button);
}
