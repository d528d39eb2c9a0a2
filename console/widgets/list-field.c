/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to add, change, order and remove as one field of a form. Main thread. */

#include "config.h"
#include "console/widgets/list-field.h"

#include <glib/gi18n.h>

struct _ConsoleListField
{
  AdwPreferencesGroup parent_instance;
  const ConsoleListKind *kind;
  gpointer data;
  GDestroyNotify free_data;
  GtkWidget *add;
  GtkWidget *none;   /* a row that shows while there are no others */
  GPtrArray *rows;   /* owned, in order */
  char *description; /* while there is nothing else to say; NULL = not known yet */
  gboolean is_locked;
  char *reason;  /* why some are locked; NULL = all are or none is */
  guint refused; /* index of the row that was; G_MAXUINT = none */
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleListField, console_list_field, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
arrange (ConsoleListField *self)
{
  gtk_widget_set_visible (self->none, self->rows->len == 0);
  for (guint i = 0; self->kind->is_ordered && i < self->rows->len; i++)
    console_list_row_set_can_raise (self->rows->pdata[i], i > 0);
}

static void
edited_cb (ConsoleListField *self)
{
  arrange (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

/* Keys that were in it go on at the list's button, not nowhere. */
static void
drop_row (ConsoleListField *self, GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    gtk_widget_grab_focus (self->add);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
}

static void
remove_cb (ConsoleListField *self, GtkWidget *row)
{
  drop_row (self, row);
  g_ptr_array_remove (self->rows, row);
  self->refused = G_MAXUINT;
  edited_cb (self);
}

/* A group adds at its end only: the rows from the one above on are put in anew. */
static void
raise_cb (ConsoleListField *self, GtkWidget *row)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  guint at = 0;

  if (!g_ptr_array_find (self->rows, row, &at) || at == 0)
    return;
  self->rows->pdata[at] = self->rows->pdata[at - 1];
  self->rows->pdata[at - 1] = row;
  for (guint i = at - 1; i < self->rows->len; i++)
    adw_preferences_group_remove (group, self->rows->pdata[i]);
  for (guint i = at - 1; i < self->rows->len; i++)
    adw_preferences_group_add (group, self->rows->pdata[i]);
  edited_cb (self);
}

/* @value: (nullable): NULL for a new one. */
static GtkWidget *
add_row (ConsoleListField *self, JsonNode *value)
{
  GtkWidget *row = console_list_row_new (self->kind, self->data);

  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  console_field_set_value (CONSOLE_FIELD (row), value);
  console_field_set_locked (CONSOLE_FIELD (row), self->is_locked ? "" : NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "raise", G_CALLBACK (raise_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_cb (ConsoleListField *self)
{
  GtkWidget *row = add_row (self, NULL);
  const char *first = self->kind->parts[0].member;

  edited_cb (self);
  gtk_widget_grab_focus (
      GTK_WIDGET (console_list_row_get_part (CONSOLE_LIST_ROW (row), first)));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  GPtrArray *rows = CONSOLE_LIST_FIELD (field)->rows;
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    json_array_add_element (values, console_field_dup_value (rows->pdata[i]));
  return console_field_take_array (values);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (field);
  JsonArray *values =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    drop_row (self, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    add_row (self, json_array_get_element (values, i));
  arrange (self);
}

/* @path: "[2].number" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (field);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (field);
  const char *rest;
  guint index = console_field_read_index (path, &rest);

  if (self->description == NULL)
    self->description = g_strconcat (adw_preferences_group_get_description (group), "", NULL);
  self->refused = index < self->rows->len ? index : G_MAXUINT;
  for (guint i = 0; text == NULL && i < self->rows->len; i++)
    console_field_set_note (self->rows->pdata[i], "", NULL, FALSE);
  if (text != NULL && index < self->rows->len)
    console_field_set_note (self->rows->pdata[index], rest, text, is_error);
  else
    adw_preferences_group_set_description (
        group, text != NULL ? text : self->reason != NULL ? self->reason : self->description);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (field);

  self->is_locked = reason != NULL;
  g_clear_pointer (&self->reason, g_free);
  gtk_widget_set_visible (self->add, !self->is_locked);
  for (guint i = 0; i < self->rows->len; i++)
    console_field_set_locked (self->rows->pdata[i], self->is_locked ? "" : NULL);
  set_note (field, "", reason, FALSE);
}

/* Others can still be added, changed and removed. */
static void
lock_part (ConsoleField *field, const char *path, const char *reason)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (field);
  guint index = console_field_read_index (path, NULL);

  if (index >= self->rows->len)
    return;
  console_field_set_locked (self->rows->pdata[index], "");
  g_free (self->reason);
  self->reason = g_strdup (self->kind->some_locked != NULL ? _ (self->kind->some_locked) : reason);
  set_note (field, "", NULL, FALSE);
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

/* Where the trouble is. */
static gboolean
console_list_field_grab_focus (GtkWidget *widget)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (widget);

  return gtk_widget_grab_focus (self->refused < self->rows->len
                                    ? self->rows->pdata[self->refused]
                                    : self->add);
}

static void
console_list_field_finalize (GObject *object)
{
  ConsoleListField *self = CONSOLE_LIST_FIELD (object);

  g_ptr_array_unref (self->rows);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self->description);
  g_free (self->reason);
  G_OBJECT_CLASS (console_list_field_parent_class)->finalize (object);
}

static void
console_list_field_class_init (ConsoleListFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_list_field_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_list_field_grab_focus;
}

static void
console_list_field_init (ConsoleListField *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = G_MAXUINT;
}

void
console_list_field_set_kind (ConsoleListField *self, const ConsoleListKind *kind, gpointer data,
                             GDestroyNotify free_data)
{
  GtkWidget *content = adw_button_content_new ();

  g_return_if_fail (CONSOLE_IS_LIST_FIELD (self) && self->kind == NULL);
  self->kind = kind;
  self->data = data;
  self->free_data = free_data;
  g_object_set (content, "icon-name", "list-add-symbolic", "label", _ (kind->add), NULL);
  self->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add), content);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->none = adw_action_row_new ();
  g_object_set (self->none, "title", _ (kind->none), "subtitle",
                kind->none_means != NULL ? _ (kind->none_means) : NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

gpointer
console_list_field_get_data (ConsoleListField *self)
{
  g_return_val_if_fail (CONSOLE_IS_LIST_FIELD (self), NULL);
  return self->data;
}
