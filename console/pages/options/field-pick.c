/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of many fields, searched for by the beginning of a word. Main thread. */

#include "config.h"
#include "console/pages/options/field-pick.h"

#include <glib/gi18n.h>

#include "console/widgets/column-access.h"
#include "console/widgets/pick-list.h"

#define ID_KEY "console-field-pick-id"

struct _ConsoleFieldPick
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkLabel *shown;
  GtkSearchEntry *search;
  GtkListBox *list;
  char *label;
  char *id;
};

static guint edited_signal;

G_DEFINE_FINAL_TYPE (ConsoleFieldPick, console_field_pick, ADW_TYPE_BIN)

static const char *
title_of (GtkListBoxRow *row)
{
  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

static const char *
id_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ID_KEY);
}

static void
choose (ConsoleFieldPick *self, const char *id, const char *title)
{
  /* TRANSLATORS: read out: the name of a field, then what is chosen in it */
  g_autofree char *label = g_strdup_printf (C_ ("field", "%s: %s"), self->label, title);

  g_free (self->id);
  self->id = g_strdup (id);
  gtk_label_set_text (self->shown, title);
  console_column_access_set_label (GTK_WIDGET (self->button), label);
}

static void
activated_cb (ConsoleFieldPick *self, GtkListBoxRow *row)
{
  gboolean is_other = !g_str_equal (self->id, id_of (row));

  choose (self, id_of (row), title_of (row));
  gtk_menu_button_popdown (self->button);
  if (is_other)
    g_signal_emit (self, edited_signal, 0);
}

static gboolean
filter (GtkListBoxRow *row, gpointer user_data)
{
  ConsoleFieldPick *self = user_data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *typed == '\0' || g_str_match_string (typed, title_of (row), TRUE);
}

static void
searched_cb (ConsoleFieldPick *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter takes the first that was found. */
static void
entered_cb (ConsoleFieldPick *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter (row, self))
      {
        activated_cb (self, row);
        return;
      }
}

static void
opened_cb (ConsoleFieldPick *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_list_box_invalidate_filter (self->list);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The search has Escape for itself. */
static void
stopped_cb (ConsoleFieldPick *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
console_field_pick_finalize (GObject *object)
{
  g_free (CONSOLE_FIELD_PICK (object)->label);
  g_free (CONSOLE_FIELD_PICK (object)->id);
  G_OBJECT_CLASS (console_field_pick_parent_class)->finalize (object);
}

static gboolean
console_field_pick_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_FIELD_PICK (widget)->button));
}

static void
console_field_pick_class_init (ConsoleFieldPickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_field_pick_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_field_pick_grab_focus;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_popover (ConsoleFieldPick *self)
{
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter, self, NULL);
  return console_pick_list_popover_new (self->search, NULL, self->list);
}

static void
console_field_pick_init (ConsoleFieldPick *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = make_popover (self);

  self->id = g_strdup ("");
  self->shown = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->shown, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->shown, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->shown), TRUE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->shown));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_popover (self->button, popover);
  /* A menu button centres what it holds. */
  for (GtkWidget *at = content; at != GTK_WIDGET (self->button); at = gtk_widget_get_parent (at))
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  g_signal_connect_object (popover, "show", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (searched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stopped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add (ConsoleFieldPick *self, const char *id, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  console_column_access_set_label (row, title);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (id), g_free);
  gtk_list_box_append (self->list, row);
}

GtkWidget *
console_field_pick_new (ConsoleOptionSource *source, ConsoleOptionUse use, const char *label,
                        const char *id)
{
  ConsoleFieldPick *self = g_object_new (CONSOLE_TYPE_FIELD_PICK, NULL);
  g_autoptr (GPtrArray) fields = console_option_source_list (source, use);
  const ConsoleOptionField *chosen = console_option_source_lookup (source, id);
  const char *title = chosen != NULL ? chosen->title : id;

  self->label = g_strdup (label);
  for (guint i = 0; i < fields->len; i++)
    {
      const ConsoleOptionField *field = fields->pdata[i];

      add (self, field->id, field->title);
    }
  if (chosen == NULL || !g_ptr_array_find (fields, chosen, NULL))
    add (self, id, title);
  choose (self, id, title);
  return GTK_WIDGET (self);
}

const char *
console_field_pick_get (ConsoleFieldPick *self)
{
  g_return_val_if_fail (CONSOLE_IS_FIELD_PICK (self), "");
  return self->id;
}
