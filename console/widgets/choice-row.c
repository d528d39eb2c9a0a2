/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to choose from a few. A value the row does not know is added as it is, so that an older
 * console loses nothing. Main thread. */

#include "config.h"
#include "console/widgets/choice-row.h"

#include <glib/gi18n.h>

struct _ConsoleChoiceRow
{
  AdwComboRow parent_instance;
  GPtrArray *ids;
  GtkStringList *titles;
  gboolean setting;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleChoiceRow, console_choice_row, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

const char *
console_choice_row_get_chosen (ConsoleChoiceRow *self)
{
  guint chosen;

  g_return_val_if_fail (CONSOLE_IS_CHOICE_ROW (self), "");
  chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return chosen < self->ids->len ? g_ptr_array_index (self->ids, chosen) : "";
}

static JsonNode *
dup_value (ConsoleField *field)
{
  const char *id = console_choice_row_get_chosen (CONSOLE_CHOICE_ROW (field));

  return *id != '\0' ? json_node_init_string (json_node_alloc (), id)
                     : json_node_new (JSON_NODE_NULL);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleChoiceRow *self = CONSOLE_CHOICE_ROW (field);
  const char *id = console_field_text_of (value);
  guint i = 0;

  self->setting = TRUE;
  while (i < self->ids->len && !g_str_equal (g_ptr_array_index (self->ids, i), id))
    i++;
  if (i == self->ids->len)
    console_choice_row_add (self, id, id);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
  self->setting = FALSE;
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
}

static void
selected_cb (ConsoleChoiceRow *self)
{
  if (!self->setting)
    console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
console_choice_row_finalize (GObject *object)
{
  ConsoleChoiceRow *self = CONSOLE_CHOICE_ROW (object);

  g_ptr_array_unref (self->ids);
  g_object_unref (self->titles);
  G_OBJECT_CLASS (console_choice_row_parent_class)->finalize (object);
}

static void
console_choice_row_class_init (ConsoleChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_choice_row_finalize;
}

static void
console_choice_row_init (ConsoleChoiceRow *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->titles = gtk_string_list_new (NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->titles));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

void
console_choice_row_set_words (ConsoleChoiceRow *self, const ConsoleWord *words)
{
  g_return_if_fail (CONSOLE_IS_CHOICE_ROW (self));

  self->setting = TRUE;
  gtk_string_list_splice (self->titles, 0, self->ids->len, NULL);
  g_ptr_array_set_size (self->ids, 0);
  for (; words->id != NULL; words++)
    console_choice_row_add (self, words->id, _ (words->text));
  self->setting = FALSE;
}

void
console_choice_row_add (ConsoleChoiceRow *self, const char *id, const char *title)
{
  g_return_if_fail (CONSOLE_IS_CHOICE_ROW (self));

  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_string_list_append (self->titles, title);
}
