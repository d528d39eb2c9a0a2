/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten titles, each in a row of its own. Main thread. */

#include "config.h"
#include "console/pages/custom-fields/title-list.h"

#include "console/models/person-words.h"
#include "console/widgets/text-row.h"

struct _ConsoleTitleList
{
  AdwPreferencesGroup parent_instance;
  ConsoleField *rows[CONSOLE_N_CUSTOM_FIELDS];
  guint marked; /* the row that was refused last */
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTitleList, console_title_list, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleTitleList *self = CONSOLE_TITLE_LIST (field);
  JsonArray *titles = json_array_new ();

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    json_array_add_element (titles, console_field_dup_value (self->rows[i]));
  return console_field_take_array (titles);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleTitleList *self = CONSOLE_TITLE_LIST (field);
  JsonArray *titles =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    console_field_set_value (self->rows[i], titles != NULL && i < json_array_get_length (titles)
                                                ? json_array_get_element (titles, i)
                                                : NULL);
}

/* @path: ".2" of the third one, "" of all. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleTitleList *self = CONSOLE_TITLE_LIST (field);
  guint64 index = *path == '.' ? g_ascii_strtoull (path + 1, NULL, 10) : 0;

  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    console_field_set_note (self->rows[i], "", i == index ? text : NULL, is_error);
  self->marked = MIN (index, CONSOLE_N_CUSTOM_FIELDS - 1);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

static gboolean
console_title_list_grab_focus (GtkWidget *widget)
{
  ConsoleTitleList *self = CONSOLE_TITLE_LIST (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->rows[self->marked]));
}

static void
edited_cb (ConsoleTitleList *self, ConsoleField *row)
{
  console_field_set_note (row, "", NULL, FALSE);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
console_title_list_class_init (ConsoleTitleListClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = console_title_list_grab_focus;
}

static void
console_title_list_init (ConsoleTitleList *self)
{
  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *title = console_custom_field_dup_title (NULL, i);
      GtkWidget *row = g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", title, NULL);

      self->rows[i] = CONSOLE_FIELD (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
}
