/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown, a row each, and a row to add more. Main thread. */

#include "config.h"
#include "console/pages/options/fields-section.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/options/json-texts.h"
#include "console/widgets/column-access.h"
#include "console/widgets/pick-row.h"

#define ROW_KEY "console-fields-row"

struct _ConsoleFieldsSection
{
  AdwPreferencesGroup parent_instance;
  GtkListBox *list; /* the fields, then the row to add more */
  ConsolePickRow *add;
  JsonArray *columns;
};

/* A field's row; its widgets are the row's. */
typedef struct
{
  char *id;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *remove;
} Row;

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleFieldsSection, console_fields_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
free_row (gpointer data)
{
  g_free (((Row *) data)->id);
  g_free (data);
}

/* Returns: (nullable): NULL for the row to add more. */
static Row *
row_of (gpointer widget)
{
  return widget != NULL ? g_object_get_data (widget, ROW_KEY) : NULL;
}

static GtkWidget *
widget_at (ConsoleFieldsSection *self, int index)
{
  return (GtkWidget *) gtk_list_box_get_row_at_index (self->list, index);
}

static int
count (ConsoleFieldsSection *self)
{
  int n = 0;

  while (row_of (widget_at (self, n)) != NULL)
    n++;
  return n;
}

/* Something always shows: the last one stays. */
static void
arrange (ConsoleFieldsSection *self)
{
  int n = count (self);

  for (int i = 0; i < n; i++)
    {
      Row *row = row_of (widget_at (self, i));

      gtk_widget_set_sensitive (row->up, i > 0);
      gtk_widget_set_sensitive (row->down, i < n - 1);
      gtk_widget_set_sensitive (row->remove, n > 1);
    }
}

static void
edited (ConsoleFieldsSection *self)
{
  arrange (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
move_to (ConsoleFieldsSection *self, GtkWidget *widget, int to)
{
  int n = count (self);
  int from = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (widget));

  if (to < 0 || to >= n || to == from)
    return;
  g_object_ref (widget);
  gtk_list_box_remove (self->list, widget);
  gtk_list_box_insert (self->list, widget, to);
  g_object_unref (widget);
  edited (self);
}

static ConsoleFieldsSection *
section_of (GtkWidget *widget)
{
  return CONSOLE_FIELDS_SECTION (
      gtk_widget_get_ancestor (widget, CONSOLE_TYPE_FIELDS_SECTION));
}

/* The keys stay with the row, at @button when that still leads somewhere. */
static void
move_by (GtkWidget *widget, int step, GtkWidget *button)
{
  move_to (section_of (widget), widget,
           gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (widget)) + step);
  if (button == NULL || !gtk_widget_grab_focus (button))
    gtk_widget_grab_focus (widget);
}

static void
up_cb (GtkWidget *widget)
{
  move_by (widget, -1, row_of (widget)->up);
}

static void
down_cb (GtkWidget *widget)
{
  move_by (widget, 1, row_of (widget)->down);
}

static void
remove_cb (GtkWidget *widget)
{
  ConsoleFieldsSection *self = section_of (widget);

  gtk_widget_child_focus (GTK_WIDGET (self->add), GTK_DIR_TAB_FORWARD);
  gtk_list_box_remove (self->list, widget);
  edited (self);
}

static gboolean
key_cb (GtkWidget *widget, guint key, guint code, GdkModifierType state)
{
  if ((state & GDK_ALT_MASK) == 0 || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  move_by (widget, key == GDK_KEY_Up ? -1 : 1, NULL);
  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *widget)
{
  return gdk_content_provider_new_typed (GTK_TYPE_WIDGET, widget);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *widget)
{
  GdkPaintable *picture = gtk_widget_paintable_new (widget);

  gtk_drag_source_set_icon (source, picture, 0, 0);
  g_object_unref (picture);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *widget)
{
  GtkWidget *dragged = g_value_get_object (value);
  ConsoleFieldsSection *self = section_of (widget);

  if (row_of (dragged) == NULL || section_of (dragged) != self)
    return FALSE;
  move_to (self, dragged, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (widget)));
  return TRUE;
}

static GtkWidget *
add_button (GtkWidget *widget, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  console_column_access_set_label (button, label);
  g_signal_connect_object (button, "clicked", callback, widget, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  return button;
}

static void
add_drag (GtkWidget *widget)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_WIDGET, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), widget);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), widget);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), widget);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), widget);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (widget, keys);
}

/* Returns: (transfer none): @id itself when it is unknown. */
static const char *
title_of (ConsoleFieldsSection *self, const char *id)
{
  for (guint i = 0; i < console_json_length (self->columns); i++)
    if (g_str_equal (console_json_text (console_json_at (self->columns, i), "id"), id))
      return console_chart_words_translate (
          console_json_text (console_json_at (self->columns, i), "title"));
  return id;
}

static void
add_row (ConsoleFieldsSection *self, const char *id)
{
  const char *title = title_of (self, id);
  GtkWidget *widget = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                    "title-lines", 1, NULL);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  Row *row = g_new0 (Row, 1);
  /* TRANSLATORS: %s is the title of a column */
  g_autofree char *up = g_strdup_printf (_ ("Move %s up"), title);
  /* TRANSLATORS: %s is the title of a column */
  g_autofree char *down = g_strdup_printf (_ ("Move %s down"), title);
  /* TRANSLATORS: %s is the title of a column */
  g_autofree char *remove = g_strdup_printf (_ ("Leave %s out"), title);

  gtk_widget_add_css_class (handle, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), handle);
  row->id = g_strdup (id);
  row->up = add_button (widget, "go-up-symbolic", up, G_CALLBACK (up_cb));
  row->down = add_button (widget, "go-down-symbolic", down, G_CALLBACK (down_cb));
  row->remove = add_button (widget, "list-remove-symbolic", remove, G_CALLBACK (remove_cb));
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, row, free_row);
  add_drag (widget);
  gtk_list_box_insert (self->list, widget, count (self));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleFieldsSection *self = CONSOLE_FIELDS_SECTION (field);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (int i = 0; row_of (widget_at (self, i)) != NULL; i++)
    g_ptr_array_add (ids, row_of (widget_at (self, i))->id);
  g_ptr_array_add (ids, NULL);
  return console_json_node_new_texts ((const char *const *) ids->pdata);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleFieldsSection *self = CONSOLE_FIELDS_SECTION (field);
  g_auto (GStrv) ids = console_json_node_dup_texts (value);

  while (row_of (widget_at (self, 0)) != NULL)
    gtk_list_box_remove (self->list, widget_at (self, 0));
  for (guint i = 0; ids[i] != NULL; i++)
    add_row (self, ids[i]);
  arrange (self);
}

static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  console_field_set_note (CONSOLE_FIELD (CONSOLE_FIELDS_SECTION (field)->add), "", text,
                          is_error);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

/* What does not show yet. */
static void
search_cb (ConsoleFieldsSection *self)
{
  g_autoptr (JsonNode) shown = dup_value (CONSOLE_FIELD (self));
  g_auto (GStrv) ids = console_json_node_dup_texts (shown);
  g_autoptr (JsonArray) others = json_array_new ();

  for (guint i = 0; i < console_json_length (self->columns); i++)
    {
      const char *id = console_json_text (console_json_at (self->columns, i), "id");
      JsonObject *other;

      if (g_strv_contains ((const char *const *) ids, id))
        continue;
      other = json_object_new ();
      json_object_set_string_member (other, "id", id);
      json_object_set_string_member (other, "name", title_of (self, id));
      json_array_add_object_element (others, other);
    }
  console_pick_row_set_found (self->add, others, TRUE);
}

static void
picked_cb (ConsoleFieldsSection *self)
{
  const char *id = console_pick_row_get_chosen_id (self->add);

  if (*id != '\0')
    add_row (self, id);
  console_field_set_value (CONSOLE_FIELD (self->add), NULL);
  edited (self);
}

static void
console_fields_section_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_FIELDS_SECTION (object)->columns, json_array_unref);
  G_OBJECT_CLASS (console_fields_section_parent_class)->finalize (object);
}

static void
console_fields_section_class_init (ConsoleFieldsSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_fields_section_finalize;
}

static void
console_fields_section_init (ConsoleFieldsSection *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  self->add = g_object_new (CONSOLE_TYPE_PICK_ROW, "title", _ ("Add a field"), NULL);
  gtk_list_box_append (self->list, GTK_WIDGET (self->add));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));
  console_column_access_set_label (GTK_WIDGET (self->list), _ ("Fields"));
  g_signal_connect_object (self->add, "search", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "edited", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

void
console_fields_section_set_columns (ConsoleFieldsSection *self, JsonArray *columns)
{
  g_return_if_fail (CONSOLE_IS_FIELDS_SECTION (self) && self->columns == NULL);
  self->columns = json_array_ref (columns);
}
