/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names by field, a line each; what has no name yet says nothing. Main thread. */

#include "config.h"
#include "console/pages/options/groups-section.h"

#include <glib/gi18n.h>

#include "console/pages/options/field-pick.h"
#include "console/pages/options/json-texts.h"
#include "console/pages/options/names-entry.h"
#include "console/pages/options/option-line.h"

/* What the first lines ask for while nothing is said: as many as there are show at least. */
static const char *const first_fields[] = { "gateway", "extension" };

struct _ConsoleGroupsSection
{
  AdwPreferencesGroup parent_instance;
  ConsoleOptionSource *source;
  GtkBox *lines;
  GtkWidget *add;
  gboolean is_setting;
};

/* The controls of a line, which owns them. */
typedef struct
{
  ConsoleFieldPick *field;
  ConsoleNamesEntry *names;
} Line;

#define LINE_KEY "console-groups-line"

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleGroupsSection, console_groups_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static Line *
line_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), LINE_KEY);
}

static GtkWidget *
next_line (ConsoleGroupsSection *self, GtkWidget *line)
{
  return line != NULL ? gtk_widget_get_next_sibling (line)
                      : gtk_widget_get_first_child (GTK_WIDGET (self->lines));
}

static void
edited_cb (ConsoleGroupsSection *self)
{
  if (!self->is_setting)
    console_field_emit_edited (CONSOLE_FIELD (self));
}

/* The names are those of the field. */
static void
follow (ConsoleGroupsSection *self, Line *line)
{
  const ConsoleOptionField *field =
      console_option_source_lookup (self->source, console_field_pick_get (line->field));

  console_names_entry_set_field (line->names, field, TRUE);
  if (field != NULL)
    console_names_entry_set_label (line->names, field->title);
}

static void
field_cb (ConsoleGroupsSection *self)
{
  for (GtkWidget *widget = NULL; (widget = next_line (self, widget)) != NULL;)
    follow (self, line_of (widget));
  edited_cb (self);
}

static void
remove_cb (ConsoleGroupsSection *self, GtkWidget *line)
{
  gtk_widget_grab_focus (self->add);
  gtk_box_remove (self->lines, line);
  edited_cb (self);
}

static GtkWidget *
add_line (ConsoleGroupsSection *self, const char *id, const char *const *texts)
{
  GtkWidget *widget = console_option_line_new (self->source, _ ("Remove Names"));
  Line *line = g_new0 (Line, 1);

  line->field = CONSOLE_FIELD_PICK (
      console_field_pick_new (self->source, CONSOLE_OPTION_CHOOSE, _ ("Only calls of"), id));
  line->names = CONSOLE_NAMES_ENTRY (console_names_entry_new (self->source, _ ("Names")));
  follow (self, line);
  /* TRANSLATORS: what an empty entry means, and how to type into it */
  console_names_entry_set_hint (line->names, _ ("All; or some with “;” between them, 21*, !213"));
  console_names_entry_set_texts (line->names, texts);
  gtk_widget_set_size_request (GTK_WIDGET (line->field), 180, -1);
  console_option_line_append (CONSOLE_OPTION_LINE (widget), GTK_WIDGET (line->field));
  console_option_line_append (CONSOLE_OPTION_LINE (widget), GTK_WIDGET (line->names));
  g_object_set_data_full (G_OBJECT (widget), LINE_KEY, line, g_free);
  gtk_box_append (self->lines, widget);
  g_signal_connect_object (line->field, "edited", G_CALLBACK (field_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (line->names, "edited", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return widget;
}

static gboolean
has_field (ConsoleGroupsSection *self, const char *id)
{
  for (GtkWidget *widget = NULL; (widget = next_line (self, widget)) != NULL;)
    if (g_str_equal (console_field_pick_get (line_of (widget)->field), id))
      return TRUE;
  return FALSE;
}

/* The next that is not there yet, as the fields come. */
static void
add_cb (ConsoleGroupsSection *self)
{
  static const char *const none[] = { NULL };
  g_autoptr (GPtrArray) fields =
      console_option_source_list (self->source, CONSOLE_OPTION_CHOOSE);
  const char *id = first_fields[0];

  for (guint i = fields->len; i > 0; i--)
    if (!has_field (self, ((ConsoleOptionField *) fields->pdata[i - 1])->id))
      id = ((ConsoleOptionField *) fields->pdata[i - 1])->id;
  gtk_widget_grab_focus (GTK_WIDGET (line_of (add_line (self, id, none))->field));
  edited_cb (self);
}

/* Two lines of one field are one list. */
static void
add_names (JsonObject *groups, const char *id, const char *const *texts)
{
  JsonArray *names;

  if (texts[0] == NULL)
    return;
  if (!json_object_has_member (groups, id))
    json_object_set_array_member (groups, id, json_array_new ());
  names = json_object_get_array_member (groups, id);
  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (names, texts[i]);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleGroupsSection *self = CONSOLE_GROUPS_SECTION (field);
  JsonObject *groups = json_object_new ();

  for (GtkWidget *widget = NULL; (widget = next_line (self, widget)) != NULL;)
    {
      Line *line = line_of (widget);
      g_auto (GStrv) texts = console_names_entry_dup_texts (line->names);

      add_names (groups, console_field_pick_get (line->field), (const char *const *) texts);
    }
  return console_json_node_take_object (groups);
}

static void
fill (ConsoleGroupsSection *self, JsonObject *groups)
{
  static const char *const none[] = { NULL };
  g_autoptr (GList) ids = groups != NULL ? json_object_get_members (groups) : NULL;
  guint n = g_list_length (ids);

  for (GList *at = ids; at != NULL; at = at->next)
    {
      g_auto (GStrv) texts =
          console_json_node_dup_texts (json_object_get_member (groups, at->data));

      add_line (self, at->data, (const char *const *) texts);
    }
  for (guint i = 0; i < G_N_ELEMENTS (first_fields) && n < G_N_ELEMENTS (first_fields); i++)
    if (!has_field (self, first_fields[i]))
      {
        add_line (self, first_fields[i], none);
        n++;
      }
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleGroupsSection *self = CONSOLE_GROUPS_SECTION (field);
  GtkWidget *line;

  self->is_setting = TRUE;
  while ((line = next_line (self, NULL)) != NULL)
    gtk_box_remove (self->lines, line);
  fill (self, value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value)
                                                             : NULL);
  self->is_setting = FALSE;
}

/* @path: ".department.value". */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleGroupsSection *self = CONSOLE_GROUPS_SECTION (field);
  g_autofree char *id = *path == '.' ? g_strndup (path + 1, strcspn (path + 1, ".[")) : NULL;

  for (GtkWidget *widget = NULL; (widget = next_line (self, widget)) != NULL;)
    {
      gboolean is_meant = id == NULL
                          || g_str_equal (console_field_pick_get (line_of (widget)->field), id);

      console_option_line_set_note (CONSOLE_OPTION_LINE (widget), is_meant ? text : NULL);
    }
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

static void
console_groups_section_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_GROUPS_SECTION (object)->source);
  G_OBJECT_CLASS (console_groups_section_parent_class)->finalize (object);
}

static void
console_groups_section_class_init (ConsoleGroupsSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_groups_section_finalize;
}

static void
console_groups_section_init (ConsoleGroupsSection *self)
{
  GtkWidget *content = adw_button_content_new ();

  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "option-lines");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->lines));
  self->add = gtk_button_new ();
  g_object_set (content, "icon-name", "list-add-symbolic", "label", _ ("Add Names"), NULL);
  gtk_button_set_child (GTK_BUTTON (self->add), content);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
}

void
console_groups_section_set_source (ConsoleGroupsSection *self, ConsoleOptionSource *source)
{
  g_return_if_fail (CONSOLE_IS_GROUPS_SECTION (self) && self->source == NULL);
  self->source = g_object_ref (source);
}
