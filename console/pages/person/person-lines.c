/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's numbers as one field of the form. Main thread. */

#include "config.h"
#include "console/pages/person/person-lines.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/person/person-line.h"

struct _ConsolePersonLines
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *add;
  GtkWidget *none;  /* a row that shows while there are no numbers */
  GPtrArray *lines; /* borrowed ConsolePersonLine, in order */
  JsonArray *sites;
  GTimeZone *zone;
  gboolean locked;
  guint marked; /* index of the line that was refused */
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePersonLines, console_person_lines,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
edited_cb (ConsolePersonLines *self)
{
  gtk_widget_set_visible (self->none, self->lines->len == 0);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
remove_cb (ConsolePersonLines *self, ConsolePersonLine *line)
{
  g_ptr_array_remove (self->lines, line);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (line));
  gtk_widget_grab_focus (self->add);
  edited_cb (self);
}

static ConsolePersonLine *
add_line (ConsolePersonLines *self, JsonObject *object)
{
  ConsolePersonLine *line = console_person_line_new (object, self->zone);

  console_person_line_set_sites (line, self->sites);
  console_person_line_set_locked (line, self->locked);
  g_ptr_array_add (self->lines, line);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (line));
  g_signal_connect_object (line, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return line;
}

static void
add_cb (ConsolePersonLines *self)
{
  ConsolePersonLine *line = add_line (self, NULL);

  edited_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (line), GTK_DIR_TAB_FORWARD);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (field);
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    json_array_add_object_element (lines, console_person_line_dup_value (self->lines->pdata[i]));
  return json_node_init_array (json_node_alloc (), lines);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (field);
  JsonArray *lines =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < self->lines->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->lines->pdata[i]);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < console_json_length (lines); i++)
    add_line (self, console_json_at (lines, i));
  gtk_widget_set_visible (self->none, self->lines->len == 0);
}

static void
clear_errors (ConsolePersonLines *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    console_person_line_set_error (self->lines->pdata[i], "", NULL);
}

/* @path: "[2].number" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (field);
  char *end = NULL;
  guint64 index = *path == '[' ? g_ascii_strtoull (path + 1, &end, 10) : G_MAXUINT64;

  if (text == NULL)
    clear_errors (self);
  if (text != NULL && index < self->lines->len)
    {
      self->marked = index;
      console_person_line_set_error (self->lines->pdata[index],
                                     g_str_has_prefix (end, "].") ? end + 2 : "", text);
    }
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (field);

  self->locked = reason != NULL;
  gtk_widget_set_visible (self->add, !self->locked);
  for (guint i = 0; i < self->lines->len; i++)
    console_person_line_set_locked (self->lines->pdata[i], self->locked);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), reason);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
  iface->set_locked = set_locked;
}

/* Where the trouble is. */
static gboolean
console_person_lines_grab_focus (GtkWidget *widget)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (widget);

  if (self->marked >= self->lines->len)
    return gtk_widget_grab_focus (self->add);
  return console_person_line_focus_error (self->lines->pdata[self->marked]);
}

static void
console_person_lines_finalize (GObject *object)
{
  ConsolePersonLines *self = CONSOLE_PERSON_LINES (object);

  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->sites, json_array_unref);
  g_time_zone_unref (self->zone);
  G_OBJECT_CLASS (console_person_lines_parent_class)->finalize (object);
}

static void
console_person_lines_class_init (ConsolePersonLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_person_lines_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_person_lines_grab_focus;
}

static void
console_person_lines_init (ConsolePersonLines *self)
{
  GtkWidget *content = adw_button_content_new ();

  self->lines = g_ptr_array_new ();
  self->zone = g_time_zone_new_utc ();
  g_object_set (content, "icon-name", "list-add-symbolic", "label", _ ("Add Number"), NULL);
  self->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add), content);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _ ("No numbers yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->none),
                               _ ("Calls belong to people by their numbers."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

void
console_person_lines_set_zone (ConsolePersonLines *self, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_PERSON_LINES (self));
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
}

void
console_person_lines_set_sites (ConsolePersonLines *self, JsonArray *sites)
{
  g_return_if_fail (CONSOLE_IS_PERSON_LINES (self));
  g_clear_pointer (&self->sites, json_array_unref);
  self->sites = sites != NULL ? json_array_ref (sites) : NULL;
  for (guint i = 0; i < self->lines->len; i++)
    console_person_line_set_sites (self->lines->pdata[i], sites);
}
