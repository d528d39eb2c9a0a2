/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all fields of a form have in common. Main thread. */

#include "config.h"
#include "console/widgets/field.h"

G_DEFINE_INTERFACE (ConsoleField, console_field, GTK_TYPE_WIDGET)

#define NOTE_KEY "console-field-note"

static guint edited_signal;

static void
set_note (ConsoleField *self, const char *path, const char *text, gboolean is_error)
{
  console_field_show_note (GTK_LIST_BOX_ROW (self), text, is_error);
}

static GtkWidget *
get_input (ConsoleField *self)
{
  return GTK_WIDGET (self);
}

static void
set_locked (ConsoleField *self, const char *reason)
{
  gtk_widget_set_sensitive (CONSOLE_FIELD_GET_IFACE (self)->get_input (self), reason == NULL);
  console_field_set_note (self, "", reason, FALSE);
}

static void
lock_part (ConsoleField *self, const char *path, const char *reason)
{
}

static void
console_field_default_init (ConsoleFieldInterface *iface)
{
  iface->set_note = set_note;
  iface->set_locked = set_locked;
  iface->lock_part = lock_part;
  iface->get_input = get_input;
  edited_signal = g_signal_new ("edited", CONSOLE_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

/* A widget that no template named goes by the class whose template made its inside. */
const char *
console_field_get_member (ConsoleField *self)
{
  const char *id;

  g_return_val_if_fail (CONSOLE_IS_FIELD (self), NULL);
  id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (self));
  if (id != NULL && g_type_is_a (G_OBJECT_TYPE (self), g_type_from_name (id)))
    return NULL;
  return id;
}

JsonNode *
console_field_dup_value (ConsoleField *self)
{
  g_return_val_if_fail (CONSOLE_IS_FIELD (self), NULL);
  return CONSOLE_FIELD_GET_IFACE (self)->dup_value (self);
}

void
console_field_set_value (ConsoleField *self, JsonNode *value)
{
  g_return_if_fail (CONSOLE_IS_FIELD (self));
  CONSOLE_FIELD_GET_IFACE (self)->set_value (self, value);
}

void
console_field_set_note (ConsoleField *self, const char *path, const char *text, gboolean is_error)
{
  g_return_if_fail (CONSOLE_IS_FIELD (self));
  CONSOLE_FIELD_GET_IFACE (self)->set_note (self, path, text, is_error);
}

void
console_field_set_locked (ConsoleField *self, const char *reason)
{
  g_return_if_fail (CONSOLE_IS_FIELD (self));
  CONSOLE_FIELD_GET_IFACE (self)->set_locked (self, reason);
}

void
console_field_lock_part (ConsoleField *self, const char *path, const char *reason)
{
  g_return_if_fail (CONSOLE_IS_FIELD (self));
  CONSOLE_FIELD_GET_IFACE (self)->lock_part (self, path, reason);
}

void
console_field_emit_edited (ConsoleField *self)
{
  g_signal_emit (self, edited_signal, 0);
}

void
console_field_add_note (GtkListBoxRow *row)
{
  g_autoptr (GtkWidget) header = g_object_ref (gtk_list_box_row_get_child (row));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_list_box_row_set_child (row, NULL);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_box_row_set_child (row, box);
  gtk_widget_add_css_class (GTK_WIDGET (row), "field");
  gtk_widget_add_css_class (note, "field-note");
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (note, FALSE);
  g_object_set_data (G_OBJECT (row), NOTE_KEY, note);
}

/* The collector says what is wrong as a part of its own sentences; here it stands alone. */
static char *
dup_sentence (const char *text)
{
  GString *sentence = g_string_new (NULL);

  g_string_append_unichar (sentence, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (sentence, g_utf8_next_char (text));
  return g_string_free (sentence, FALSE);
}

void
console_field_show_note (GtkListBoxRow *row, const char *text, gboolean is_error)
{
  GtkLabel *note = g_object_get_data (G_OBJECT (row), NOTE_KEY);
  g_autofree char *sentence = NULL;

  if (text != NULL && *text == '\0')
    text = NULL;
  is_error = is_error && text != NULL;
  if (is_error)
    text = sentence = dup_sentence (text);
  gtk_label_set_text (note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (note), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (note), is_error ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (note), is_error ? "error" : "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

guint
console_field_read_index (const char *path, const char **rest)
{
  char *end = NULL;
  guint64 index = *path == '[' ? g_ascii_strtoull (path + 1, &end, 10) : G_MAXUINT;

  if (rest != NULL)
    *rest = end != NULL && *end == ']' ? end + 1 : "";
  return (guint) MIN (index, G_MAXUINT);
}

const char *
console_field_text_of (JsonNode *value)
{
  const char *text = value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
                             json_node_get_value_type (value) == G_TYPE_STRING
                         ? json_node_get_string (value)
                         : NULL;

  return text != NULL ? text : "";
}

gboolean
console_field_has_value (JsonNode *value)
{
  return value != NULL && !JSON_NODE_HOLDS_NULL (value);
}

JsonNode *
console_field_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
console_field_take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}
