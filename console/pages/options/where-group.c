/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of restrictions, as a frame around what belongs together. Main thread. */

#include "config.h"
#include "console/pages/options/json-texts.h"
#include "console/pages/options/where-group.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/options/id-drop.h"
#include "console/pages/options/where-test.h"
#include "console/widgets/column-access.h"

#define MAX_DEPTH 4 /* as far as a person can follow; the collector takes more */

struct _ConsoleWhereGroup
{
  GtkBox parent_instance;
  ConsoleOptionSource *source;
  guint depth;
  GtkWidget *head;
  GtkDropDown *kind;
  GtkBox *children; /* each in a box: the word before it, then itself */
  GtkLabel *note;
  GtkWidget *add;
};

enum
{
  EDITED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleWhereGroup, console_where_group, GTK_TYPE_BOX)

/* Returns: (nullable): the child in @place, a test or a group. */
static GtkWidget *
child_in (GtkWidget *place)
{
  return gtk_widget_get_last_child (place);
}

static JsonNode *
dup_child (GtkWidget *child)
{
  return CONSOLE_IS_WHERE_TEST (child)
             ? console_where_test_dup_node (CONSOLE_WHERE_TEST (child))
             : console_where_group_dup_node (CONSOLE_WHERE_GROUP (child));
}

/* The word between two restrictions; a group of one needs no word, nor does it choose one. */
static void
arrange (ConsoleWhereGroup *self)
{
  gboolean is_all = g_str_equal (console_id_drop_get (self->kind), "all");
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->children));

  for (GtkWidget *place = first; place != NULL; place = gtk_widget_get_next_sibling (place))
    {
      GtkWidget *word = gtk_widget_get_first_child (place);

      gtk_label_set_text (GTK_LABEL (word), is_all ? C_ ("between restrictions", "and")
                                                   : C_ ("between restrictions", "or"));
      gtk_widget_set_visible (word, place != first);
    }
  gtk_widget_set_visible (self->head, self->depth > 0 || (first != NULL &&
                                      gtk_widget_get_next_sibling (first) != NULL));
}

static void
edited_cb (ConsoleWhereGroup *self)
{
  arrange (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/* Keys that were in it go on at the group's button, not nowhere. */
static void
child_removed_cb (ConsoleWhereGroup *self, GtkWidget *child)
{
  gtk_widget_grab_focus (self->add);
  gtk_box_remove (self->children, gtk_widget_get_parent (child));
  edited_cb (self);
}

static void
add_child (ConsoleWhereGroup *self, GtkWidget *child)
{
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *word = gtk_label_new (NULL);

  gtk_widget_set_halign (word, GTK_ALIGN_START);
  gtk_widget_add_css_class (word, "where-word");
  gtk_box_append (GTK_BOX (place), word);
  gtk_box_append (GTK_BOX (place), child);
  gtk_box_append (self->children, place);
  g_signal_connect_object (child, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "remove", G_CALLBACK (child_removed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_condition (ConsoleWhereGroup *self, JsonObject *condition)
{
  GtkWidget *child;

  if (json_object_has_member (condition, "field"))
    child = console_where_test_new (self->source, condition);
  else
    {
      child = console_where_group_new (self->source, self->depth + 1);
      console_where_group_fill (CONSOLE_WHERE_GROUP (child), condition);
    }
  add_child (self, child);
}

static void
add_test_cb (ConsoleWhereGroup *self)
{
  GtkWidget *test = console_where_test_new (self->source, NULL);

  add_child (self, test);
  edited_cb (self);
  gtk_widget_grab_focus (test);
}

/* A new group is of the other kind: else it would say nothing of its own. */
static void
add_group_cb (ConsoleWhereGroup *self)
{
  GtkWidget *child = console_where_group_new (self->source, self->depth + 1);
  ConsoleWhereGroup *group = CONSOLE_WHERE_GROUP (child);

  console_id_drop_set (group->kind,
                       g_str_equal (console_id_drop_get (self->kind), "all") ? "any" : "all");
  add_child (self, child);
  add_test_cb (group);
}

static void
remove_cb (ConsoleWhereGroup *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
console_where_group_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_WHERE_GROUP (object)->source);
  G_OBJECT_CLASS (console_where_group_parent_class)->finalize (object);
}

static void
console_where_group_class_init (ConsoleWhereGroupClass *klass)
{
  static const char *const names[N_SIGNALS] = { "edited", "remove" };

  G_OBJECT_CLASS (klass)->finalize = console_where_group_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_where_group_init (ConsoleWhereGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->kind = GTK_DROP_DOWN (console_id_drop_new (_ ("Which must hold")));
  console_id_drop_add (self->kind, "all", _ ("All of these"));
  console_id_drop_add (self->kind, "any", _ ("Any of these"));
  self->children = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->kind), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->kind), GTK_ALIGN_START);
}

static GtkWidget *
make_button (ConsoleWhereGroup *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  g_object_set (content, "icon-name", "list-add-symbolic", "label", label, NULL);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_head (ConsoleWhereGroup *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button;

  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->kind));
  if (self->depth == 0)
    return head;
  button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (button, _ ("Remove Group"));
  console_column_access_set_label (button, _ ("Remove Group"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), button);
  return head;
}

GtkWidget *
console_where_group_new (ConsoleOptionSource *source, guint depth)
{
  ConsoleWhereGroup *self = g_object_new (CONSOLE_TYPE_WHERE_GROUP, NULL);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->source = g_object_ref (source);
  self->depth = depth;
  self->add = make_button (self, _ ("Restriction"), G_CALLBACK (add_test_cb));
  gtk_box_append (GTK_BOX (foot), self->add);
  if (depth < MAX_DEPTH)
    gtk_box_append (GTK_BOX (foot), make_button (self, _ ("Group"), G_CALLBACK (add_group_cb)));
  self->head = make_head (self);
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->children));
  gtk_box_append (GTK_BOX (self), foot);
  gtk_widget_add_css_class (GTK_WIDGET (self), depth > 0 ? "where-group" : "where-root");
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  arrange (self);
  return GTK_WIDGET (self);
}

void
console_where_group_fill (ConsoleWhereGroup *self, JsonObject *condition)
{
  gboolean is_any = condition != NULL && json_object_has_member (condition, "any");
  JsonArray *list = console_json_array (condition, is_any ? "any" : "all");
  GtkWidget *place;

  g_return_if_fail (CONSOLE_IS_WHERE_GROUP (self));
  while ((place = gtk_widget_get_first_child (GTK_WIDGET (self->children))) != NULL)
    gtk_box_remove (self->children, place);
  g_signal_handlers_block_by_func (self->kind, edited_cb, self);
  console_id_drop_set (self->kind, is_any ? "any" : "all");
  g_signal_handlers_unblock_by_func (self->kind, edited_cb, self);
  if (condition != NULL && json_object_has_member (condition, "field"))
    add_condition (self, condition);
  for (guint i = 0; i < console_json_length (list); i++)
    if (console_json_at (list, i) != NULL)
      add_condition (self, console_json_at (list, i));
  arrange (self);
}

JsonNode *
console_where_group_dup_node (ConsoleWhereGroup *self)
{
  g_autoptr (JsonArray) list = json_array_new ();
  GtkWidget *place;
  JsonObject *object;

  g_return_val_if_fail (CONSOLE_IS_WHERE_GROUP (self), NULL);
  place = gtk_widget_get_first_child (GTK_WIDGET (self->children));
  for (; place != NULL; place = gtk_widget_get_next_sibling (place))
    {
      JsonNode *node = dup_child (child_in (place));

      if (node != NULL)
        json_array_add_element (list, node);
    }
  if (json_array_get_length (list) == 0)
    return NULL;
  object = json_object_new ();
  json_object_set_array_member (object, console_id_drop_get (self->kind),
                                g_steal_pointer (&list));
  return console_json_node_take_object (object);
}

/* Returns: (nullable): the @index-th of the children that dup_node() takes. */
static GtkWidget *
whole_child (ConsoleWhereGroup *self, guint64 index)
{
  GtkWidget *place = gtk_widget_get_first_child (GTK_WIDGET (self->children));

  for (; place != NULL; place = gtk_widget_get_next_sibling (place))
    {
      g_autoptr (JsonNode) node = dup_child (child_in (place));

      if (node != NULL && index-- == 0)
        return child_in (place);
    }
  return NULL;
}

static void
note_child (GtkWidget *child, const char *path, const char *text)
{
  if (CONSOLE_IS_WHERE_TEST (child))
    console_where_test_set_note (CONSOLE_WHERE_TEST (child), text);
  else
    console_where_group_set_note (CONSOLE_WHERE_GROUP (child), path, text);
}

static void
clear_notes (ConsoleWhereGroup *self)
{
  GtkWidget *place = gtk_widget_get_first_child (GTK_WIDGET (self->children));

  for (; place != NULL; place = gtk_widget_get_next_sibling (place))
    note_child (child_in (place), "", NULL);
}

void
console_where_group_set_note (ConsoleWhereGroup *self, const char *path, const char *text)
{
  gboolean is_inside;
  GtkWidget *child = NULL;
  char *end = NULL;

  g_return_if_fail (CONSOLE_IS_WHERE_GROUP (self));
  is_inside = g_str_has_prefix (path, ".all[") || g_str_has_prefix (path, ".any[");
  if (text != NULL && is_inside)
    child = whole_child (self, g_ascii_strtoull (path + 5, &end, 10));
  if (text == NULL)
    clear_notes (self);
  gtk_label_set_text (self->note, text != NULL && child == NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL && child == NULL);
  if (child != NULL)
    note_child (child, *end == ']' ? end + 1 : "", text);
}
