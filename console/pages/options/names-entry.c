/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names typed or ticked. What is in the entry is what counts; the ticks follow it. Main thread. */

#include "config.h"
#include "console/pages/options/names-entry.h"

#include <glib/gi18n.h>

#include "console/client/problem.h"
#include "console/pages/options/json-texts.h"
#include "console/widgets/column-access.h"
#include "console/widgets/pick-list.h"
#include "console/widgets/reading.h"

struct _ConsoleNamesEntry
{
  GtkBox parent_instance;
  ConsoleOptionSource *source;
  GtkEntry *entry;
  GtkMenuButton *button;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkLabel *state; /* in place of the list: why there is none */
  GCancellable *searching;
  char *field; /* "" = none */
  gboolean is_list;
  gboolean is_setting;
};

static guint edited_signal;

G_DEFINE_FINAL_TYPE (ConsoleNamesEntry, console_names_entry, GTK_TYPE_BOX)

static void
changed_cb (ConsoleNamesEntry *self)
{
  if (!self->is_setting)
    g_signal_emit (self, edited_signal, 0);
}

static const char *
name_of (GtkListBoxRow *row)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (
      gtk_list_box_row_get_child (row))));
}

static void
tick (GtkListBoxRow *row, gboolean is_chosen)
{
  gtk_widget_set_opacity (gtk_widget_get_last_child (gtk_list_box_row_get_child (row)),
                          is_chosen ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_chosen, -1);
}

static void
add_name (ConsoleNamesEntry *self, const char *name, gboolean is_chosen)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  console_column_access_set_label (row, name);
  tick (GTK_LIST_BOX_ROW (row), is_chosen);
  gtk_list_box_append (self->list, row);
}

static void
clear_list (ConsoleNamesEntry *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_state (ConsoleNamesEntry *self, const char *text)
{
  gtk_label_set_text (self->state, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), text != NULL);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleNamesEntry *self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names =
      console_option_source_search_finish (CONSOLE_OPTION_SOURCE (source), result, &error);
  g_auto (GStrv) chosen = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  clear_list (self);
  if (names == NULL)
    {
      show_state (self, console_problem_get_reason (error));
      return;
    }
  chosen = console_names_entry_dup_texts (self);
  for (guint i = 0; names[i] != NULL; i++)
    add_name (self, names[i], g_strv_contains ((const char *const *) chosen, names[i]));
  show_state (self, names[0] == NULL ? _ ("Nothing Found") : NULL);
}

static void
stop (ConsoleNamesEntry *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
searched_cb (ConsoleNamesEntry *self)
{
  stop (self);
  self->searching = g_cancellable_new ();
  console_option_source_search_async (self->source, self->field,
                                      gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                      self->searching, found_cb, self);
}

static void
opened_cb (ConsoleNamesEntry *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  searched_cb (self);
}

/* Ticks one more, or one less; of one text only, that one. */
static void
activated_cb (ConsoleNamesEntry *self, GtkListBoxRow *row)
{
  g_auto (GStrv) before = console_names_entry_dup_texts (self);
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  gboolean was_chosen = g_strv_contains ((const char *const *) before, name_of (row));

  for (guint i = 0; self->is_list && before[i] != NULL; i++)
    if (!g_str_equal (before[i], name_of (row)))
      g_strv_builder_add (after, before[i]);
  if (!was_chosen)
    g_strv_builder_add (after, name_of (row));
  texts = g_strv_builder_end (after);
  console_names_entry_set_texts (self, (const char *const *) texts);
  tick (row, !was_chosen);
  if (!self->is_list)
    gtk_menu_button_popdown (self->button);
  changed_cb (self);
}

static void
entered_cb (ConsoleNamesEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    activated_cb (self, row);
}

/* The search has Escape for itself. */
static void
stopped_cb (ConsoleNamesEntry *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
console_names_entry_dispose (GObject *object)
{
  ConsoleNamesEntry *self = CONSOLE_NAMES_ENTRY (object);

  stop (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->field, g_free);
  G_OBJECT_CLASS (console_names_entry_parent_class)->dispose (object);
}

static void
console_names_entry_class_init (ConsoleNamesEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_names_entry_dispose;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_names_entry_init (ConsoleNamesEntry *self)
{
  GtkWidget *popover;

  self->field = g_strdup ("");
  self->entry = GTK_ENTRY (gtk_entry_new ());
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->state = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_label_set_wrap (self->state, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "dim-label");
  popover = console_pick_list_popover_new (self->search, self->state, self->list);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  console_reading_follow (GTK_EDITABLE (self->entry));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_icon_name (self->button, "view-list-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose from a list"));
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (searched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stopped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
console_names_entry_new (ConsoleOptionSource *source, const char *label)
{
  ConsoleNamesEntry *self = g_object_new (CONSOLE_TYPE_NAMES_ENTRY, "hexpand", TRUE, NULL);

  self->source = g_object_ref (source);
  console_names_entry_set_label (self, label);
  return GTK_WIDGET (self);
}

void
console_names_entry_set_label (ConsoleNamesEntry *self, const char *label)
{
  g_autofree char *choose = NULL;

  g_return_if_fail (CONSOLE_IS_NAMES_ENTRY (self));
  /* TRANSLATORS: a button that opens a list; %s is what one chooses from it */
  choose = g_strdup_printf (_ ("%s: choose from a list"), label);
  console_column_access_set_label (GTK_WIDGET (self->entry), label);
  console_column_access_set_label (GTK_WIDGET (self->button), choose);
}

void
console_names_entry_set_field (ConsoleNamesEntry *self, const ConsoleOptionField *field,
                               gboolean is_list)
{
  g_return_if_fail (CONSOLE_IS_NAMES_ENTRY (self));
  g_free (self->field);
  self->field = g_strdup (field != NULL && field->can_group_filter ? field->id : "");
  self->is_list = is_list;
  gtk_widget_set_visible (GTK_WIDGET (self->button), *self->field != '\0');
}

void
console_names_entry_set_hint (ConsoleNamesEntry *self, const char *hint)
{
  g_return_if_fail (CONSOLE_IS_NAMES_ENTRY (self));
  gtk_entry_set_placeholder_text (self->entry, hint);
}

void
console_names_entry_set_texts (ConsoleNamesEntry *self, const char *const *texts)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CONSOLE_IS_NAMES_ENTRY (self));
  text = console_texts_join (texts);
  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_setting = FALSE;
}

GStrv
console_names_entry_dup_texts (ConsoleNamesEntry *self)
{
  const char *typed;
  GStrv texts;

  g_return_val_if_fail (CONSOLE_IS_NAMES_ENTRY (self), NULL);
  typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (self->is_list)
    return console_texts_split (typed);
  texts = g_new0 (char *, 2);
  texts[0] = g_strstrip (g_strdup (typed));
  if (*texts[0] == '\0')
    g_clear_pointer (&texts[0], g_free);
  return texts;
}
