/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to type several lines. Main thread. */

#include "config.h"
#include "console/widgets/text-area.h"

#include <glib/gi18n.h>

#include "console/widgets/column-access.h"

#define LEAST_HEIGHT_PX 96

struct _ConsoleTextArea
{
  AdwPreferencesRow parent_instance;
  GtkWidget *title;
  GtkWidget *view;
  GtkMenuButton *insert;
  gboolean setting;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTextArea, console_text_area, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static GtkTextBuffer *
get_buffer (ConsoleTextArea *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  GtkTextBuffer *buffer = get_buffer (CONSOLE_TEXT_AREA (field));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return json_node_init_string (json_node_alloc (), text);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleTextArea *self = CONSOLE_TEXT_AREA (field);

  self->setting = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), console_field_text_of (value), -1);
  self->setting = FALSE;
}

static GtkWidget *
get_input (ConsoleField *field)
{
  return CONSOLE_TEXT_AREA (field)->view;
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->get_input = get_input;
}

static void
changed_cb (ConsoleTextArea *self)
{
  if (!self->setting)
    console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
title_cb (ConsoleTextArea *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* TRANSLATORS: read out: %s is the name of a field into which something can be inserted */
  g_autofree char *label = g_strdup_printf (_ ("%s: insert"), title);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  console_column_access_set_label (self->view, title);
  console_column_access_set_label (GTK_WIDGET (self->insert), label);
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleTextArea *self = CONSOLE_TEXT_AREA (widget);
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, g_variant_get_string (parameter, NULL), -1);
  gtk_widget_grab_focus (self->view);
}

static void
console_text_area_class_init (ConsoleTextAreaClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "area.insert", "s", insert_action);
}

static GtkWidget *
make_head (ConsoleTextArea *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->title, "dim-label");
  gtk_widget_add_css_class (self->title, "caption");
  self->insert = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->insert, _ ("Insert"));
  gtk_widget_add_css_class (GTK_WIDGET (self->insert), "flat");
  gtk_widget_set_visible (GTK_WIDGET (self->insert), FALSE);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->insert));
  return head;
}

static void
console_text_area_init (ConsoleTextArea *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->view = g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "wrap-mode",
                             GTK_WRAP_WORD_CHAR, "height-request", LEAST_HEIGHT_PX, NULL);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_widget_add_css_class (box, "text-area");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
}

void
console_text_area_set_places (ConsoleTextArea *self, const ConsoleWord *words)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_if_fail (CONSOLE_IS_TEXT_AREA (self));
  for (; words->id != NULL; words++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (words->text), NULL);

      g_menu_item_set_action_and_target (item, "area.insert", "s", words->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->insert, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->insert), TRUE);
}
