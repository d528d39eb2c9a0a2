/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person for lists. Main thread. */

#include "config.h"
#include "console/models/person-item.h"

#include <glib/gi18n.h>

#include "console/client/json.h"

#define MAX_NUMBERS 2

struct _ConsolePersonItem
{
  GObject parent_instance;
  ConsolePerson person;
};

G_DEFINE_FINAL_TYPE (ConsolePersonItem, console_person_item, G_TYPE_OBJECT)

static const struct
{
  const char *name;
  gsize offset;
} texts[] = {
  { "id", G_STRUCT_OFFSET (ConsolePerson, id) },
  { "name", G_STRUCT_OFFSET (ConsolePerson, name) },
  { "user_name", G_STRUCT_OFFSET (ConsolePerson, user_name) },
  { "role", G_STRUCT_OFFSET (ConsolePerson, role) },
  { "source", G_STRUCT_OFFSET (ConsolePerson, source) },
}, groupings[] = {
  { "department", G_STRUCT_OFFSET (ConsolePerson, department) },
  { "cost_centre", G_STRUCT_OFFSET (ConsolePerson, cost_centre) },
  { "location", G_STRUCT_OFFSET (ConsolePerson, location) },
};

static void
console_person_item_finalize (GObject *object)
{
  ConsolePersonItem *self = CONSOLE_PERSON_ITEM (object);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, &self->person, texts[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    g_free (G_STRUCT_MEMBER (char *, &self->person, groupings[i].offset));
  g_free (self->person.numbers);
  G_OBJECT_CLASS (console_person_item_parent_class)->finalize (object);
}

static void
console_person_item_class_init (ConsolePersonItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_person_item_finalize;
}

static void
console_person_item_init (ConsolePersonItem *self)
{
}

/* Extensions first; who has none is known by another number. */
static char *
dup_numbers (JsonArray *lines)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n_shown = 0;
  guint n_left_out = 0;

  for (guint pass = 0; pass < 2 && n_shown == 0; pass++)
    for (guint i = 0; i < console_json_length (lines); i++)
      {
        JsonObject *line = console_json_at (lines, i);
        const char *kind = console_json_text (line, "kind");

        if ((pass == 0 && !g_str_equal (kind, "extension")) ||
            console_json_has (line, "valid_to_ms"))
          continue;
        if (n_shown == MAX_NUMBERS)
          n_left_out++;
        else
          g_string_append_printf (numbers, "%s%s", n_shown++ > 0 ? ", " : "",
                                  console_json_text (line, "number"));
      }
  if (n_left_out > 0)
    /* TRANSLATORS: how many numbers more than those before it: "731, 732 +3" */
    g_string_append_printf (numbers, C_ ("numbers", " +%u"), n_left_out);
  return g_strdup (numbers->str);
}

ConsolePersonItem *
console_person_item_new (JsonObject *object)
{
  ConsolePersonItem *self = g_object_new (CONSOLE_TYPE_PERSON_ITEM, NULL);
  ConsolePerson *person = &self->person;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, person, texts[i].offset) =
        g_strdup (console_json_text (object, texts[i].name));
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    G_STRUCT_MEMBER (char *, person, groupings[i].offset) =
        g_strdup (console_json_text (console_json_object (object, groupings[i].name), "name"));
  person->numbers = dup_numbers (console_json_array (object, "lines"));
  person->left_ms = console_json_int (object, "valid_to_ms", 0);
  person->disabled = console_json_flag (object, "disabled");
  return self;
}

const ConsolePerson *
console_person_item_get (ConsolePersonItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_PERSON_ITEM (self), NULL);
  return &self->person;
}
