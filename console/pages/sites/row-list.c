/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what the collector listed. Main thread. */

#include "config.h"
#include "console/pages/sites/row-list.h"

#include "console/client/json.h"
#include "console/widgets/format.h"

struct _ConsoleRowList
{
  AdwPreferencesGroup parent_instance;
  GPtrArray *rows; /* borrowed */
  GtkWidget *suffix;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (ConsoleRowList, console_row_list, ADW_TYPE_PREFERENCES_GROUP)

static void
clear (ConsoleRowList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add (ConsoleRowList *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
make_none (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

void
console_row_list_fill (ConsoleRowList *self, JsonArray *items, const char *none,
                       ConsoleRowListMake make, gpointer data)
{
  guint n = console_json_length (items);
  g_autofree char *figure = console_format_count (n);

  g_return_if_fail (CONSOLE_IS_ROW_LIST (self));
  clear (self);
  for (guint i = 0; i < n; i++)
    add (self, make (console_json_at (items, i), data));
  if (n == 0)
    add (self, make_none (none));
  gtk_label_set_text (GTK_LABEL (self->count), figure);
  gtk_widget_set_visible (self->count, n > 0);
}

void
console_row_list_set_urgent (ConsoleRowList *self, gboolean is_urgent)
{
  g_return_if_fail (CONSOLE_IS_ROW_LIST (self));
  if (is_urgent)
    gtk_widget_add_css_class (self->count, "urgent");
  else
    gtk_widget_remove_css_class (self->count, "urgent");
}

void
console_row_list_add_button (ConsoleRowList *self, GtkWidget *button)
{
  g_return_if_fail (CONSOLE_IS_ROW_LIST (self));
  gtk_box_append (GTK_BOX (self->suffix), button);
}

GtkWidget *
console_row_list_make_link (const char *title, const char *subtitle, const char *icon_name,
                            const char *action, GVariant *target)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  g_object_set (row, "use-markup", FALSE, "title", title, "title-lines", 1, "subtitle", subtitle,
                "subtitle-lines", 2, NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
console_row_list_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_ROW_LIST (object)->rows);
  G_OBJECT_CLASS (console_row_list_parent_class)->finalize (object);
}

static void
console_row_list_class_init (ConsoleRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_row_list_finalize;
}

static void
console_row_list_init (ConsoleRowList *self)
{
  self->rows = g_ptr_array_new ();
  self->suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "count-badge");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_box_append (GTK_BOX (self->suffix), self->count);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->suffix);
}
