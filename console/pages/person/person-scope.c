/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose calls somebody sees: a kind, and which of that kind. Main thread. */

#include "config.h"
#include "console/pages/person/person-scope.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/pick-row.h"

struct _ConsolePersonScope
{
  AdwPreferencesGroup parent_instance;
  ConsoleChoiceRow *kind;
  ConsolePickRow *add;
  GPtrArray *chosen; /* borrowed rows, with their "id" */
  GHashTable *choices; /* kind -> JsonArray */
  gboolean locked;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePersonScope, console_person_scope,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

/* Titles of the row to add one more, by kind; the others have none. */
static const ConsoleWord add_titles[] = {
  { "departments", N_ ("Add a department") },
  { "cost_centres", N_ ("Add a cost centre") },
  { "locations", N_ ("Add a location") },
  { NULL, NULL },
};

static gboolean
has_ids (const char *kind)
{
  for (const ConsoleWord *word = add_titles; word->id != NULL; word++)
    if (g_str_equal (word->id, kind))
      return TRUE;
  return FALSE;
}

static const char *
kind_of (ConsolePersonScope *self)
{
  return console_choice_row_get_chosen (self->kind);
}

static void
show_kind (ConsolePersonScope *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->add), has_ids (kind_of (self)) && !self->locked);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add),
                                 console_word_of (add_titles, kind_of (self)));
}

static void
remove_row (ConsolePersonScope *self, GtkWidget *row)
{
  g_ptr_array_remove (self->chosen, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
}

static void
clear_rows (ConsolePersonScope *self)
{
  while (self->chosen->len > 0)
    remove_row (self, self->chosen->pdata[self->chosen->len - 1]);
}

static void
remove_cb (ConsolePersonScope *self, GtkWidget *button)
{
  remove_row (self, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW));
  gtk_widget_child_focus (GTK_WIDGET (self->add), GTK_DIR_TAB_FORWARD);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static const char *
id_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "id");
}

static void
add_row (ConsolePersonScope *self, const char *id, const char *name)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  /* TRANSLATORS: %s is the name of a department or the like */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), name);

  for (guint i = 0; i < self->chosen->len; i++)
    if (g_str_equal (id_of (self->chosen->pdata[i]), id))
      {
        g_object_ref_sink (row);
        g_object_unref (row);
        g_object_ref_sink (button);
        g_object_unref (button);
        return;
      }
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !self->locked);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), "button", button);
  g_ptr_array_add (self->chosen, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsolePersonScope *self = CONSOLE_PERSON_SCOPE (field);
  JsonObject *scope = json_object_new ();
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < self->chosen->len; i++)
    json_array_add_string_element (ids, id_of (self->chosen->pdata[i]));
  json_object_set_string_member (scope, "kind", kind_of (self));
  json_object_set_array_member (scope, "ids", ids);
  return console_field_take_object (scope);
}

static void
set_kind (ConsolePersonScope *self, const char *kind)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), kind);

  console_field_set_value (CONSOLE_FIELD (self->kind), node);
  clear_rows (self);
  show_kind (self);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsolePersonScope *self = CONSOLE_PERSON_SCOPE (field);
  JsonObject *scope =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  const char *kind = console_json_text (scope, "kind");
  g_auto (GStrv) ids = console_json_dup_texts (console_json_array (scope, "ids"));
  g_auto (GStrv) names = console_json_dup_texts (console_json_array (scope, "names"));

  set_kind (self, *kind != '\0' ? kind : "own");
  for (guint i = 0; ids[i] != NULL; i++)
    add_row (self, ids[i], g_strv_length (names) > i ? names[i] : ids[i]);
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  console_field_set_note (CONSOLE_FIELD (CONSOLE_PERSON_SCOPE (field)->kind), "", text, is_error);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  ConsolePersonScope *self = CONSOLE_PERSON_SCOPE (field);

  self->locked = reason != NULL;
  console_field_set_locked (CONSOLE_FIELD (self->kind), reason);
  for (guint i = 0; i < self->chosen->len; i++)
    gtk_widget_set_visible (g_object_get_data (self->chosen->pdata[i], "button"), !self->locked);
  show_kind (self);
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
kind_cb (ConsolePersonScope *self)
{
  clear_rows (self);
  show_kind (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
search_cb (ConsolePersonScope *self)
{
  console_pick_row_set_found (self->add, g_hash_table_lookup (self->choices, kind_of (self)),
                              TRUE);
}

static void
picked_cb (ConsolePersonScope *self)
{
  if (*console_pick_row_get_chosen_id (self->add) != '\0')
    add_row (self, console_pick_row_get_chosen_id (self->add),
             console_pick_row_get_chosen_name (self->add));
  console_field_set_value (CONSOLE_FIELD (self->add), NULL);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
console_person_scope_finalize (GObject *object)
{
  ConsolePersonScope *self = CONSOLE_PERSON_SCOPE (object);

  g_ptr_array_unref (self->chosen);
  g_hash_table_unref (self->choices);
  G_OBJECT_CLASS (console_person_scope_parent_class)->finalize (object);
}

static void
console_person_scope_class_init (ConsolePersonScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_person_scope_finalize;
}

static void
console_person_scope_init (ConsolePersonScope *self)
{
  self->chosen = g_ptr_array_new ();
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) json_array_unref);
  self->kind = g_object_new (CONSOLE_TYPE_CHOICE_ROW, "title", _ ("Sees the calls of"), NULL);
  console_choice_row_set_words (self->kind, console_scope_words);
  self->add = g_object_new (CONSOLE_TYPE_PICK_ROW, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->kind));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->add));
  g_signal_connect_object (self->kind, "edited", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "search", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "edited", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  show_kind (self);
}

void
console_person_scope_set_choices (ConsolePersonScope *self, const char *kind, JsonArray *choices)
{
  g_return_if_fail (CONSOLE_IS_PERSON_SCOPE (self));
  if (choices != NULL)
    g_hash_table_insert (self->choices, g_strdup (kind), json_array_ref (choices));
}

void
console_person_scope_set_usual (ConsolePersonScope *self, const char *role,
                                const char *department_id, const char *department)
{
  g_return_if_fail (CONSOLE_IS_PERSON_SCOPE (self));
  if (g_str_equal (role, "administrator"))
    set_kind (self, "all");
  else if (g_str_equal (role, "supervisor"))
    {
      set_kind (self, "departments");
      if (*department_id != '\0')
        add_row (self, department_id, department);
    }
  else
    set_kind (self, "own");
}
