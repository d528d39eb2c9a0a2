/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An object as a row that unfolds, by the table of its kind. What it means the collector knows. Main
 * thread. */

#include "config.h"
#include "console/widgets/list-row.h"

#include <glib/gi18n.h>

#include "console/widgets/column-access.h"
#include "console/widgets/text-row.h"

struct _ConsoleListRow
{
  AdwExpanderRow parent_instance;
  const ConsoleListKind *kind;
  gpointer data;
  GPtrArray *parts;   /* borrowed, in the order of the kind's */
  GtkWidget *raise;   /* (nullable): borrowed */
  GtkWidget *remove;  /* borrowed */
  GtkWidget *refused; /* (nullable): borrowed; the part that was */
};

enum
{
  RAISE,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleListRow, console_list_row, ADW_TYPE_EXPANDER_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

/* Returns: (transfer none) (nullable): the object that holds @member of @object, made on @demand;
 * @name: (out): what it is called in it. */
static JsonObject *
holder_of (JsonObject *object, const char *member, gboolean demand, const char **name)
{
  const char *dot = strchr (member, '.');
  g_autofree char *outer = dot != NULL ? g_strndup (member, dot - member) : NULL;
  JsonNode *node = outer != NULL ? json_object_get_member (object, outer) : NULL;

  *name = dot != NULL ? dot + 1 : member;
  if (outer == NULL)
    return object;
  if (demand && node == NULL)
    json_object_set_object_member (object, outer, json_object_new ());
  else if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_object_member (object, outer);
}

static JsonObject *
dup_object (ConsoleListRow *self)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      const char *name = NULL;
      JsonObject *holder = holder_of (object, self->kind->parts[i].member, TRUE, &name);

      json_object_set_member (holder, name, console_field_dup_value (self->parts->pdata[i]));
    }
  return object;
}

/* What the object does not say stays what the part begins with. */
static void
fill (ConsoleListRow *self, JsonObject *object)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const char *name = NULL;
      JsonObject *holder = holder_of (object, self->kind->parts[i].member, FALSE, &name);

      if (holder != NULL && json_object_has_member (holder, name))
        console_field_set_value (self->parts->pdata[i], json_object_get_member (holder, name));
    }
}

static void
describe (ConsoleListRow *self)
{
  g_autoptr (JsonObject) object = dup_object (self);
  g_autofree char *title = self->kind->dup_title (self, object);
  g_autofree char *subtitle = self->kind->dup_subtitle (self, object);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
follow (ConsoleListRow *self, const char *edited)
{
  if (self->kind->follow != NULL)
    self->kind->follow (self, edited);
  describe (self);
}

static void
edited_cb (ConsoleListRow *self, ConsoleField *part)
{
  guint index = 0;

  g_ptr_array_find (self->parts, part, &index);
  follow (self, self->kind->parts[index].member);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

/* The keys stay with the button, as long as there is a way up. */
static void
raise_cb (ConsoleListRow *self)
{
  g_signal_emit (self, signals[RAISE], 0);
  if (!gtk_widget_grab_focus (self->raise))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
remove_cb (ConsoleListRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  return console_field_take_object (dup_object (CONSOLE_LIST_ROW (field)));
}

/* A new one is unfolded, with what its parts begin with. */
static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleListRow *self = CONSOLE_LIST_ROW (field);
  JsonObject *object =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  if (object != NULL)
    fill (self, object);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), object == NULL);
  follow (self, NULL);
}

/* Whether one of the two paths leads to, or through, the other. */
static gboolean
is_on_path (const char *one, const char *other)
{
  gsize length = MIN (strlen (one), strlen (other));

  return strncmp (one, other, length) == 0
         && strchr (".[", one[length]) != NULL && strchr (".[", other[length]) != NULL;
}

/* What is said of no member in particular is said of what was typed. */
static GtkWidget *
find_meant (ConsoleListRow *self, const char *path)
{
  guint typed = 0;

  for (guint i = 0; *path == '.' && i < self->parts->len; i++)
    if (gtk_widget_get_visible (self->parts->pdata[i])
        && is_on_path (self->kind->parts[i].member, path + 1))
      return self->parts->pdata[i];
  while (typed + 1 < self->parts->len && !CONSOLE_IS_TEXT_ROW (self->parts->pdata[typed]))
    typed++;
  return self->parts->pdata[typed];
}

/* @path: ".site" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleListRow *self = CONSOLE_LIST_ROW (field);

  for (guint i = 0; i < self->parts->len; i++)
    console_field_set_note (self->parts->pdata[i], "", NULL, FALSE);
  self->refused = text != NULL ? find_meant (self, path) : NULL;
  if (text == NULL)
    return;
  console_field_set_note (CONSOLE_FIELD (self->refused), "", text, is_error);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  ConsoleListRow *self = CONSOLE_LIST_ROW (field);

  for (guint i = 0; i < self->parts->len; i++)
    console_field_set_locked (self->parts->pdata[i], reason);
  gtk_widget_set_visible (self->remove, reason == NULL);
  if (self->raise != NULL)
    gtk_widget_set_visible (self->raise, reason == NULL);
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
console_list_row_grab_focus (GtkWidget *widget)
{
  ConsoleListRow *self = CONSOLE_LIST_ROW (widget);

  if (self->refused != NULL)
    return gtk_widget_grab_focus (self->refused);
  return GTK_WIDGET_CLASS (console_list_row_parent_class)->grab_focus (widget);
}

static void
console_list_row_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_LIST_ROW (object)->parts);
  G_OBJECT_CLASS (console_list_row_parent_class)->finalize (object);
}

static void
console_list_row_class_init (ConsoleListRowClass *klass)
{
  static const char *const names[N_SIGNALS] = { "raise", "remove" };

  G_OBJECT_CLASS (klass)->finalize = console_list_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_list_row_grab_focus;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_list_row_init (ConsoleListRow *self)
{
  self->parts = g_ptr_array_new ();
  g_object_set (self, "use-markup", FALSE, NULL);
}

static GtkWidget *
add_button (ConsoleListRow *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  console_column_access_set_label (button, label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
  return button;
}

static void
add_part (ConsoleListRow *self, const ConsoleListPart *part)
{
  GtkWidget *row = g_object_new (part->get_type (), "title", _ (part->title), NULL);

  if (part->hint != NULL)
    g_object_set (row, "hint", _ (part->hint), NULL);
  if (part->none != NULL)
    g_object_set (row, "none", _ (part->none), NULL);
  g_ptr_array_add (self->parts, row);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
console_list_row_new (const ConsoleListKind *kind, gpointer data)
{
  ConsoleListRow *self = g_object_new (CONSOLE_TYPE_LIST_ROW, NULL);

  self->kind = kind;
  self->data = data;
  for (const ConsoleListPart *part = kind->parts; part->member != NULL; part++)
    add_part (self, part);
  if (kind->is_ordered)
    self->raise = add_button (self, "go-up-symbolic", _ ("Move up"), G_CALLBACK (raise_cb));
  self->remove = add_button (self, "user-trash-symbolic", _ (kind->remove), G_CALLBACK (remove_cb));
  if (kind->set_up != NULL)
    kind->set_up (self);
  return GTK_WIDGET (self);
}

gpointer
console_list_row_get_data (ConsoleListRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_LIST_ROW (self), NULL);
  return self->data;
}

ConsoleField *
console_list_row_get_part (ConsoleListRow *self, const char *member)
{
  g_return_val_if_fail (CONSOLE_IS_LIST_ROW (self), NULL);
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (self->kind->parts[i].member, member))
      return self->parts->pdata[i];
  g_return_val_if_reached (NULL);
}

void
console_list_row_set_can_raise (ConsoleListRow *self, gboolean can)
{
  g_return_if_fail (CONSOLE_IS_LIST_ROW (self) && self->raise != NULL);
  gtk_widget_set_sensitive (self->raise, can);
}
