/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to search for one of many. It knows no collector: its owner searches. Main thread. */

#include "config.h"
#include "console/widgets/pick-row.h"

#include <glib/gi18n.h>

#include "console/widgets/pick-list.h"

#define MAX_SHOWN 50

struct _ConsolePickRow
{
  AdwActionRow parent_instance;
  GtkMenuButton *button;
  GtkLabel *shown;
  GtkWidget *popover;
  GtkSearchEntry *entry;
  GtkListBox *list;
  char *none;
  gboolean allow_new;
  char *id;
  char *name;
};

enum
{
  PROP_NONE = 1,
  PROP_ALLOW_NEW,
  N_PROPS
};

static guint search_signal;

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePickRow, console_pick_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
show_chosen (ConsolePickRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  const char *text = *self->name != '\0' ? self->name : self->none;
  g_autofree char *label = NULL;

  gtk_label_set_text (self->shown, text != NULL ? text : _ ("Choose…"));
  if (*self->name == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->shown), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->shown), "dim-label");
  /* TRANSLATORS: read out: the name of a field, then what is chosen in it */
  label = g_strdup_printf (C_ ("field", "%s: %s"), title, gtk_label_get_text (self->shown));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
choose (ConsolePickRow *self, const char *id, const char *name)
{
  g_free (self->id);
  g_free (self->name);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  show_chosen (self);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsolePickRow *self = CONSOLE_PICK_ROW (field);
  JsonObject *object;

  if (*self->name == '\0' && *self->id == '\0')
    return json_node_new (JSON_NODE_NULL);
  object = json_object_new ();
  if (*self->id != '\0')
    json_object_set_string_member (object, "id", self->id);
  else
    json_object_set_string_member (object, "name", self->name);
  return console_field_take_object (object);
}

static const char *
member_text (JsonObject *object, const char *name)
{
  return console_field_text_of (object != NULL ? json_object_get_member (object, name) : NULL);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  JsonObject *object =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  choose (CONSOLE_PICK_ROW (field), member_text (object, "id"), member_text (object, "name"));
}

static GtkWidget *
get_input (ConsoleField *field)
{
  return GTK_WIDGET (CONSOLE_PICK_ROW (field)->button);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->get_input = get_input;
}

static const char *
typed_text (ConsolePickRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
searched_cb (ConsolePickRow *self)
{
  g_signal_emit (self, search_signal, 0, typed_text (self));
}

static void
opened_cb (ConsolePickRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  searched_cb (self);
}

static void
activated_cb (ConsolePickRow *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");
  const char *name = g_object_get_data (G_OBJECT (row), "name");

  choose (self, id, name);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  console_field_emit_edited (CONSOLE_FIELD (self));
}

/* Enter takes the first that was found. */
static void
entered_cb (ConsolePickRow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && *typed_text (self) != '\0')
    activated_cb (self, row);
}

/* The search has Escape for itself. */
static void
stopped_cb (ConsolePickRow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
add_line (GtkWidget *box, const char *text, gboolean is_detail)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_detail)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
    }
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_row (ConsolePickRow *self, const char *id, const char *name, const char *text,
         const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add_line (box, text, FALSE);
  if (*detail != '\0')
    add_line (box, detail, TRUE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
contains (const char *name, const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  return strstr (folded, wanted) != NULL;
}

void
console_pick_row_set_found (ConsolePickRow *self, JsonArray *items, gboolean filter)
{
  g_autofree char *typed = g_strstrip (g_strdup (typed_text (self)));
  GtkListBoxRow *row;
  gboolean is_known = *typed == '\0';
  guint n_shown = 0;

  g_return_if_fail (CONSOLE_IS_PICK_ROW (self));
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; items != NULL && i < json_array_get_length (items) && n_shown < MAX_SHOWN; i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *name = member_text (item, "name");
      const char *detail = member_text (item, "detail");

      is_known = is_known || g_utf8_collate (name, typed) == 0;
      if (filter && !contains (name, typed))
        continue;
      add_row (self, member_text (item, "id"), name, name,
               *detail != '\0' ? detail : member_text (item, "user_name"));
      n_shown++;
    }
  if (self->allow_new && !is_known)
    {
      /* TRANSLATORS: %s is a name that somebody typed and that is not in the list yet */
      g_autofree char *text = g_strdup_printf (_ ("New: “%s”"), typed);

      add_row (self, "", typed, text, "");
    }
  if (self->none != NULL && *typed == '\0')
    add_row (self, "", "", self->none, "");
}

static void
title_cb (ConsolePickRow *self)
{
  show_chosen (self);
}

static GtkWidget *
make_popover (ConsolePickRow *self)
{
  GtkWidget *popover;

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  popover = console_pick_list_popover_new (self->entry, NULL, self->list);
  g_signal_connect_object (popover, "show", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (searched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stopped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  return popover;
}

static void
console_pick_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsolePickRow *self = CONSOLE_PICK_ROW (object);

  if (id == PROP_NONE)
    {
      g_free (self->none);
      self->none = g_value_dup_string (value);
      show_chosen (self);
    }
  else if (id == PROP_ALLOW_NEW)
    self->allow_new = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_pick_row_finalize (GObject *object)
{
  ConsolePickRow *self = CONSOLE_PICK_ROW (object);

  g_free (self->none);
  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (console_pick_row_parent_class)->finalize (object);
}

static void
console_pick_row_class_init (ConsolePickRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = console_pick_row_set_property;
  object_class->finalize = console_pick_row_finalize;
  g_object_class_install_property (object_class, PROP_NONE,
                                   g_param_spec_string ("none", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_ALLOW_NEW,
                                   g_param_spec_boolean ("allow-new", NULL, NULL, FALSE, flags));
  search_signal = g_signal_new ("search", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
console_pick_row_init (ConsolePickRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->id = g_strdup ("");
  self->name = g_strdup ("");
  self->shown = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->shown, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->shown));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->popover = make_popover (self);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_popover (self->button, self->popover);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
  show_chosen (self);
}

const char *
console_pick_row_get_chosen_id (ConsolePickRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICK_ROW (self), "");
  return self->id;
}

const char *
console_pick_row_get_chosen_name (ConsolePickRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICK_ROW (self), "");
  return self->name;
}
