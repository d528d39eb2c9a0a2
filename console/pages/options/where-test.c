/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A restriction: its operators follow its field, its value both. Main thread. */

#include "config.h"
#include "console/pages/options/where-test.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/options/field-pick.h"
#include "console/pages/options/id-drop.h"
#include "console/pages/options/json-texts.h"
#include "console/pages/options/option-line.h"
#include "console/pages/options/option-words.h"
#include "console/pages/options/where-value.h"

/* What a new one begins with. */
#define FIRST_FIELD "number"

struct _ConsoleWhereTest
{
  GtkBox parent_instance;
  ConsoleOptionSource *source;
  ConsoleOptionLine *line;
  ConsoleFieldPick *field;
  GtkDropDown *op;
  ConsoleWhereValue *value;
  gboolean is_setting;
};

enum
{
  EDITED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleWhereTest, console_where_test, GTK_TYPE_BOX)

static const ConsoleOptionField *
field_of (ConsoleWhereTest *self)
{
  return console_option_source_lookup (self->source, console_field_pick_get (self->field));
}

/* Yes or no is the one or the other: no list says more. */
static gboolean
is_offered (const ConsoleOptionField *field, const char *op)
{
  return !g_str_equal (field->kind, "flag") || !g_str_has_suffix (op, "in");
}

/* The operators of the field; the one that was chosen stays when it is among them. */
static void
fill_operators (ConsoleWhereTest *self, const char *chosen)
{
  const ConsoleOptionField *field = field_of (self);
  const char *kind = field != NULL ? field->kind : "";
  gboolean is_known = FALSE;

  console_id_drop_clear (self->op);
  for (guint i = 0; field != NULL && field->operators[i] != NULL; i++)
    if (is_offered (field, field->operators[i]))
      {
        console_id_drop_add (self->op, field->operators[i],
                             console_option_words_operator (kind, field->operators[i]));
        is_known = is_known || g_strcmp0 (chosen, field->operators[i]) == 0;
      }
  if (chosen != NULL && !is_known)
    console_id_drop_add (self->op, chosen, console_option_words_operator (kind, chosen));
  if (chosen != NULL)
    console_id_drop_set (self->op, chosen);
}

static void
follow (ConsoleWhereTest *self)
{
  console_where_value_set_form (self->value, field_of (self), console_id_drop_get (self->op));
}

static void
emit_edited (ConsoleWhereTest *self)
{
  console_option_line_set_note (self->line, NULL);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
field_cb (ConsoleWhereTest *self)
{
  const ConsoleOptionField *field = field_of (self);
  g_autofree char *op = g_strdup (console_id_drop_get (self->op));

  self->is_setting = TRUE;
  fill_operators (self, field != NULL &&
                                g_strv_contains ((const char *const *) field->operators, op)
                            ? op : NULL);
  self->is_setting = FALSE;
  follow (self);
  emit_edited (self);
}

static void
op_cb (ConsoleWhereTest *self)
{
  if (self->is_setting)
    return;
  follow (self);
  emit_edited (self);
}

static void
remove_cb (ConsoleWhereTest *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
console_where_test_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_WHERE_TEST (object)->source);
  G_OBJECT_CLASS (console_where_test_parent_class)->finalize (object);
}

/* Where one begins. */
static gboolean
console_where_test_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_WHERE_TEST (widget)->field));
}

static void
console_where_test_class_init (ConsoleWhereTestClass *klass)
{
  static const char *const names[N_SIGNALS] = { "edited", "remove" };

  G_OBJECT_CLASS (klass)->finalize = console_where_test_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_where_test_grab_focus;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_where_test_init (ConsoleWhereTest *self)
{
}

static void
fill (ConsoleWhereTest *self, JsonObject *object)
{
  JsonNode *value = object != NULL ? json_object_get_member (object, "value") : NULL;
  g_auto (GStrv) texts = console_json_node_dup_texts (value);

  self->is_setting = TRUE;
  fill_operators (self, object != NULL ? console_json_text (object, "op") : NULL);
  self->is_setting = FALSE;
  follow (self);
  console_where_value_set_texts (self->value, (const char *const *) texts);
}

GtkWidget *
console_where_test_new (ConsoleOptionSource *source, JsonObject *object)
{
  ConsoleWhereTest *self = g_object_new (CONSOLE_TYPE_WHERE_TEST, NULL);
  GtkWidget *line = console_option_line_new (source, _ ("Remove Restriction"));
  const char *id = console_json_text (object, "field");

  self->source = g_object_ref (source);
  self->line = CONSOLE_OPTION_LINE (line);
  self->field = CONSOLE_FIELD_PICK (
      console_field_pick_new (source, CONSOLE_OPTION_RESTRICT, _ ("Field"),
                              *id != '\0' ? id : FIRST_FIELD));
  self->op = GTK_DROP_DOWN (console_id_drop_new (_ ("Comparison")));
  self->value = CONSOLE_WHERE_VALUE (console_where_value_new (source));
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->field), 180, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->op), 150, -1);
  console_option_line_append (self->line, GTK_WIDGET (self->field));
  console_option_line_append (self->line, GTK_WIDGET (self->op));
  console_option_line_append (self->line, GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (self), line);
  fill (self, object);
  g_signal_connect_object (self->field, "edited", G_CALLBACK (field_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->op, "notify::selected", G_CALLBACK (op_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value, "edited", G_CALLBACK (emit_edited), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

JsonNode *
console_where_test_dup_node (ConsoleWhereTest *self)
{
  g_auto (GStrv) texts = NULL;
  JsonObject *object;

  g_return_val_if_fail (CONSOLE_IS_WHERE_TEST (self), NULL);
  texts = console_where_value_dup_texts (self->value);
  if (texts == NULL)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "field", console_field_pick_get (self->field));
  json_object_set_string_member (object, "op", console_id_drop_get (self->op));
  if (texts[0] != NULL)
    json_object_set_member (object, "value",
                            console_json_node_new_texts ((const char *const *) texts));
  return console_json_node_take_object (object);
}

void
console_where_test_set_note (ConsoleWhereTest *self, const char *text)
{
  g_return_if_fail (CONSOLE_IS_WHERE_TEST (self));
  console_option_line_set_note (self->line, text);
}
