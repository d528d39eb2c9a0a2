/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a company keeps of its people beyond the usual. Main thread. */

#include "config.h"
#include "console/pages/person/person-custom.h"

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/text-row.h"

struct _ConsolePersonCustom
{
  AdwPreferencesGroup parent_instance;
  ConsoleField *rows[CONSOLE_N_CUSTOM_FIELDS];
  gboolean has_title[CONSOLE_N_CUSTOM_FIELDS];
  gboolean is_locked[CONSOLE_N_CUSTOM_FIELDS];
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePersonCustom, console_person_custom,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
show_rows (ConsolePersonCustom *self)
{
  gboolean has_one = FALSE;

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      g_autoptr (JsonNode) text = console_field_dup_value (self->rows[i]);
      gboolean shows = self->has_title[i] || *console_field_text_of (text) != '\0';

      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), shows);
      has_one = has_one || shows;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), has_one);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  JsonArray *texts = json_array_new ();

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    json_array_add_element (texts,
                            console_field_dup_value (CONSOLE_PERSON_CUSTOM (field)->rows[i]));
  return console_field_take_array (texts);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsolePersonCustom *self = CONSOLE_PERSON_CUSTOM (field);
  JsonArray *texts =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    console_field_set_value (self->rows[i], i < console_json_length (texts)
                                                ? json_array_get_element (texts, i)
                                                : NULL);
  show_rows (self);
}

/* The reason of what is locked stays. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsolePersonCustom *self = CONSOLE_PERSON_CUSTOM (field);
  guint index = console_field_read_index (path, NULL);

  for (guint i = 0; text == NULL && i < CONSOLE_N_CUSTOM_FIELDS; i++)
    if (!self->is_locked[i])
      console_field_set_note (self->rows[i], "", NULL, FALSE);
  if (text != NULL && index < CONSOLE_N_CUSTOM_FIELDS)
    console_field_set_note (self->rows[index], "", text, is_error);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (field), text);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  ConsolePersonCustom *self = CONSOLE_PERSON_CUSTOM (field);

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      self->is_locked[i] = reason != NULL;
      console_field_set_locked (self->rows[i], reason != NULL ? "" : NULL);
    }
  set_note (field, "", reason, FALSE);
}

static void
lock_part (ConsoleField *field, const char *path, const char *reason)
{
  ConsolePersonCustom *self = CONSOLE_PERSON_CUSTOM (field);
  guint index = console_field_read_index (path, NULL);

  if (index >= CONSOLE_N_CUSTOM_FIELDS)
    return;
  self->is_locked[index] = TRUE;
  console_field_set_locked (self->rows[index], reason);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
  iface->set_locked = set_locked;
  iface->lock_part = lock_part;
}

static void
console_person_custom_class_init (ConsolePersonCustomClass *klass)
{
}

static void
console_person_custom_init (ConsolePersonCustom *self)
{
  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      GtkWidget *row = g_object_new (CONSOLE_TYPE_TEXT_ROW, "use-markup", FALSE, NULL);

      self->rows[i] = CONSOLE_FIELD (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (console_field_emit_edited), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  console_person_custom_set_titles (self, NULL);
}

void
console_person_custom_set_titles (ConsolePersonCustom *self, JsonArray *titles)
{
  g_return_if_fail (CONSOLE_IS_PERSON_CUSTOM (self));
  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *title = console_custom_field_dup_title (titles, i);

      self->has_title[i] =
          i < console_json_length (titles)
          && *console_field_text_of (json_array_get_element (titles, i)) != '\0';
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), title);
    }
  show_rows (self);
}
