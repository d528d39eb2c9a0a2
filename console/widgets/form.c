/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between an object of the collector and the fields that show it. It sends nothing. Main thread. */

#include "config.h"
#include "console/widgets/form.h"

#include <string.h>

typedef struct
{
  ConsoleField *field; /* borrowed */
  JsonNode *before;
  gboolean is_locked;
} Entry;

struct _ConsoleForm
{
  GObject parent_instance;
  GArray *entries;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (ConsoleForm, console_form, G_TYPE_OBJECT)

static void
clear_entry (gpointer data)
{
  g_clear_pointer (&((Entry *) data)->before, json_node_unref);
}

static void
console_form_finalize (GObject *object)
{
  g_array_unref (CONSOLE_FORM (object)->entries);
  G_OBJECT_CLASS (console_form_parent_class)->finalize (object);
}

static void
console_form_class_init (ConsoleFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_form_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_form_init (ConsoleForm *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
}

static Entry *
entry_at (ConsoleForm *self, guint index)
{
  return &g_array_index (self->entries, Entry, index);
}

/* A refusal is about what was there; what is typed now has not been refused. */
static void
edited_cb (ConsoleForm *self, ConsoleField *field)
{
  console_field_set_note (field, "", NULL, FALSE);
  g_signal_emit (self, changed_signal, 0);
}

/* A field may be made of fields; those are its own affair. */
static void
collect (ConsoleForm *self, GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (CONSOLE_IS_FIELD (widget) && console_field_get_member (CONSOLE_FIELD (widget)) != NULL)
    {
      Entry entry = { CONSOLE_FIELD (widget), NULL, FALSE };

      g_array_append_val (self->entries, entry);
      g_signal_connect_object (widget, "edited", G_CALLBACK (edited_cb), self,
                               G_CONNECT_SWAPPED);
      return;
    }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (self, child);
}

ConsoleForm *
console_form_new (GtkWidget *root)
{
  ConsoleForm *self = g_object_new (CONSOLE_TYPE_FORM, NULL);

  collect (self, root);
  return self;
}

/* What is locked of a field are paths that begin with its member: "custom[2]". */
static void
lock_parts (const Entry *entry, const char *const *locked, const char *reason)
{
  const char *member = console_field_get_member (entry->field);
  gsize length = strlen (member);

  for (guint i = 0; locked != NULL && locked[i] != NULL; i++)
    if (strncmp (locked[i], member, length) == 0 && locked[i][length] == '[')
      console_field_lock_part (entry->field, locked[i] + length, reason);
}

static void
load_entry (Entry *entry, JsonObject *object, const char *const *locked, const char *reason)
{
  const char *member = console_field_get_member (entry->field);

  entry->is_locked = locked != NULL && g_strv_contains (locked, member);
  console_field_set_value (entry->field, json_object_get_member (object, member));
  console_field_set_locked (entry->field, entry->is_locked ? reason : NULL);
  if (!entry->is_locked)
    lock_parts (entry, locked, reason);
}

void
console_form_load (ConsoleForm *self, JsonObject *object, const char *const *locked,
                   const char *reason)
{
  g_return_if_fail (CONSOLE_IS_FORM (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = entry_at (self, i);

      load_entry (entry, object, locked, reason);
      g_clear_pointer (&entry->before, json_node_unref);
      entry->before = console_field_dup_value (entry->field);
    }
}

void
console_form_load_new (ConsoleForm *self, JsonObject *object)
{
  g_autoptr (JsonObject) empty = json_object_new ();

  console_form_load (self, empty, NULL, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    load_entry (entry_at (self, i), object, NULL, NULL);
}

void
console_form_lock (ConsoleForm *self)
{
  g_return_if_fail (CONSOLE_IS_FORM (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry_at (self, i)->is_locked = TRUE;
      console_field_set_locked (entry_at (self, i)->field, "");
    }
}

static gboolean
is_changed (const Entry *entry)
{
  g_autoptr (JsonNode) now = NULL;

  if (entry->is_locked || entry->before == NULL)
    return FALSE;
  now = console_field_dup_value (entry->field);
  return !json_node_equal (now, entry->before);
}

gboolean
console_form_is_changed (ConsoleForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (is_changed (entry_at (self, i)))
      return TRUE;
  return FALSE;
}

static Entry *
lookup_entry (ConsoleForm *self, const char *member)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (console_field_get_member (entry_at (self, i)->field), member))
      return entry_at (self, i);
  return NULL;
}

gboolean
console_form_is_field_changed (ConsoleForm *self, const char *member)
{
  Entry *entry = lookup_entry (self, member);

  return entry != NULL && is_changed (entry);
}

JsonObject *
console_form_dup_changes (ConsoleForm *self)
{
  JsonObject *changes = json_object_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (is_changed (entry_at (self, i)))
      json_object_set_member (changes, console_field_get_member (entry_at (self, i)->field),
                              console_field_dup_value (entry_at (self, i)->field));
  return changes;
}

ConsoleField *
console_form_lookup (ConsoleForm *self, const char *member)
{
  Entry *entry = lookup_entry (self, member);

  return entry != NULL ? entry->field : NULL;
}

gboolean
console_form_show_error (ConsoleForm *self, const char *path, const char *text)
{
  gsize length = strcspn (path, "[.");
  g_autofree char *member = g_strndup (path, length);
  Entry *entry = lookup_entry (self, member);

  if (entry == NULL)
    return FALSE;
  console_field_set_note (entry->field, path + length, text, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (entry->field));
  return TRUE;
}

void
console_form_clear_errors (ConsoleForm *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (!entry_at (self, i)->is_locked)
      console_field_set_note (entry_at (self, i)->field, "", NULL, FALSE);
}
