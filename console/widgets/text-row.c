/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to type into. What is not a number stays as it was typed: the collector says what is
 * wrong with it. Main thread. */

#include "config.h"
#include "console/widgets/text-row.h"

#include "console/widgets/reading.h"

#define SEPARATOR ";"

struct _ConsoleTextRow
{
  AdwEntryRow parent_instance;
  ConsoleTextRowKind kind;
  char *hint;
  gboolean setting;
};

enum
{
  PROP_KIND = 1,
  PROP_HINT,
  N_PROPS
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTextRow, console_text_row, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

GType
console_text_row_kind_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { CONSOLE_TEXT_ROW_TEXT, "CONSOLE_TEXT_ROW_TEXT", "text" },
        { CONSOLE_TEXT_ROW_NUMBER, "CONSOLE_TEXT_ROW_NUMBER", "number" },
        { CONSOLE_TEXT_ROW_LIST, "CONSOLE_TEXT_ROW_LIST", "list" },
        { CONSOLE_TEXT_ROW_SECRET, "CONSOLE_TEXT_ROW_SECRET", "secret" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("ConsoleTextRowKind", values));
    }
  return type;
}

static JsonNode *
number_of (const char *text)
{
  gint64 number;

  if (*text == '\0')
    return json_node_new (JSON_NODE_NULL);
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
list_of (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, SEPARATOR, -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);
  return console_field_take_array (array);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleTextRow *self = CONSOLE_TEXT_ROW (field);
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));

  if (self->kind == CONSOLE_TEXT_ROW_SECRET) /* spaces may be part of it */
    return json_node_init_string (json_node_alloc (),
                                  gtk_editable_get_text (GTK_EDITABLE (self)));
  if (self->kind == CONSOLE_TEXT_ROW_NUMBER)
    return number_of (text);
  if (self->kind == CONSOLE_TEXT_ROW_LIST)
    return list_of (text);
  return json_node_init_string (json_node_alloc (), text);
}

static char *
dup_text (JsonNode *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!console_field_has_value (value))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? SEPARATOR " " : "",
                                console_field_text_of (json_array_get_element (array, i)));
      return g_strdup (text->str);
    }
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  return g_strdup (console_field_text_of (value));
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleTextRow *self = CONSOLE_TEXT_ROW (field);
  g_autofree char *text = dup_text (value);

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->setting = FALSE;
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleTextRow *self = CONSOLE_TEXT_ROW (field);

  console_field_show_note (GTK_LIST_BOX_ROW (self), text != NULL ? text : self->hint,
                           text != NULL && is_error);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  gtk_editable_set_editable (GTK_EDITABLE (field), reason == NULL);
  set_note (field, "", reason, FALSE);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
  iface->set_locked = set_locked;
}

static void
changed_cb (ConsoleTextRow *self)
{
  if (!self->setting)
    console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
hide_text (ConsoleTextRow *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self));

  gtk_text_set_visibility (GTK_TEXT (text), FALSE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_PASSWORD);
}

static void
console_text_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsoleTextRow *self = CONSOLE_TEXT_ROW (object);

  if (id == PROP_KIND)
    {
      self->kind = g_value_get_enum (value);
      if (self->kind == CONSOLE_TEXT_ROW_NUMBER)
        adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_DIGITS);
      if (self->kind == CONSOLE_TEXT_ROW_SECRET)
        hide_text (self);
    }
  else if (id == PROP_HINT)
    {
      g_free (self->hint);
      self->hint = g_value_dup_string (value);
      set_note (CONSOLE_FIELD (self), "", NULL, FALSE);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_text_row_finalize (GObject *object)
{
  g_free (CONSOLE_TEXT_ROW (object)->hint);
  G_OBJECT_CLASS (console_text_row_parent_class)->finalize (object);
}

static void
console_text_row_class_init (ConsoleTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = console_text_row_set_property;
  object_class->finalize = console_text_row_finalize;
  g_object_class_install_property (
      object_class, PROP_KIND,
      g_param_spec_enum ("kind", NULL, NULL, CONSOLE_TYPE_TEXT_ROW_KIND, CONSOLE_TEXT_ROW_TEXT,
                         flags));
  g_object_class_install_property (object_class, PROP_HINT,
                                   g_param_spec_string ("hint", NULL, NULL, NULL, flags));
}

static void
console_text_row_init (ConsoleTextRow *self)
{
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  console_reading_follow (GTK_EDITABLE (self));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}
