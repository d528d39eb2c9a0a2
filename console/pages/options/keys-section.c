/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels of a grouping, a row each. Main thread. */

#include "config.h"
#include "console/pages/options/keys-section.h"

#include <glib/gi18n.h>

#include "console/pages/options/json-texts.h"
#include "console/widgets/pick-row.h"
#include "shared/model/report-spec.h"

/* As many as are offered; a report of its own may have more. */
#define N_OFFERED 3

struct _ConsoleKeysSection
{
  AdwPreferencesGroup parent_instance;
  ConsoleOptionSource *source;
  ConsolePickRow *rows[TOLL_SPEC_MAX_KEYS];
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleKeysSection, console_keys_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleKeysSection *self = CONSOLE_KEYS_SECTION (field);
  JsonArray *keys = json_array_new ();

  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    if (*console_pick_row_get_chosen_id (self->rows[i]) != '\0')
      json_array_add_string_element (keys, console_pick_row_get_chosen_id (self->rows[i]));
  return console_json_node_take_array (keys);
}

static void
set_row (ConsoleKeysSection *self, guint index, const char *id)
{
  g_autoptr (JsonNode) node =
      console_json_node_take_object (console_option_source_dup_item (self->source, id));

  console_field_set_value (CONSOLE_FIELD (self->rows[index]), node);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[index]), index < N_OFFERED || id != NULL);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  g_auto (GStrv) ids = console_json_node_dup_texts (value);
  guint n = g_strv_length (ids);

  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    set_row (CONSOLE_KEYS_SECTION (field), i, i < n ? ids[i] : NULL);
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  guint64 meant = *path == '[' ? g_ascii_strtoull (path + 1, NULL, 10) : 0;

  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    console_field_set_note (CONSOLE_FIELD (CONSOLE_KEYS_SECTION (field)->rows[i]), "",
                            i == meant ? text : NULL, is_error);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

/* What is chosen at another level is not offered once more. */
static gboolean
is_free (ConsoleKeysSection *self, ConsolePickRow *row, const char *id)
{
  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    if (self->rows[i] != row && g_str_equal (console_pick_row_get_chosen_id (self->rows[i]), id))
      return FALSE;
  return TRUE;
}

static void
search_cb (ConsolePickRow *row, const char *typed, ConsoleKeysSection *self)
{
  g_autoptr (GPtrArray) fields =
      console_option_source_list (self->source, CONSOLE_OPTION_GROUP_BY);
  g_autoptr (JsonArray) items = json_array_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      const ConsoleOptionField *field = fields->pdata[i];

      if (is_free (self, row, field->id))
        json_array_add_object_element (items,
                                       console_option_source_dup_item (self->source, field->id));
    }
  console_pick_row_set_found (row, items, TRUE);
}

static void
console_keys_section_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_KEYS_SECTION (object)->source);
  G_OBJECT_CLASS (console_keys_section_parent_class)->finalize (object);
}

static void
console_keys_section_class_init (ConsoleKeysSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_keys_section_finalize;
}

static void
console_keys_section_init (ConsoleKeysSection *self)
{
  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    {
      ConsolePickRow *row =
          g_object_new (CONSOLE_TYPE_PICK_ROW, "title",
                        i == 0 ? _ ("Group by") : C_ ("group", "Then by"), NULL);

      if (i > 0)
        g_object_set (row, "none", _ ("Nothing more"), NULL);
      self->rows[i] = row;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
      g_signal_connect_object (row, "edited", G_CALLBACK (console_field_emit_edited), self,
                               G_CONNECT_SWAPPED);
    }
}

void
console_keys_section_set_source (ConsoleKeysSection *self, ConsoleOptionSource *source)
{
  g_return_if_fail (CONSOLE_IS_KEYS_SECTION (self) && self->source == NULL);
  self->source = g_object_ref (source);
  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    g_signal_connect_object (self->rows[i], "search", G_CALLBACK (search_cb), self, 0);
}
