/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of a few, behind a button. Main thread. */

#include "config.h"
#include "console/pages/options/many-button.h"

#include <glib/gi18n.h>

#define ID_KEY "console-many-id"

struct _ConsoleManyButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkLabel *shown;
  GtkBox *box;
  char *label;
  char *none;
  gboolean is_setting;
};

static guint edited_signal;

G_DEFINE_FINAL_TYPE (ConsoleManyButton, console_many_button, ADW_TYPE_BIN)

static GtkCheckButton *
next_check (ConsoleManyButton *self, GtkCheckButton *check)
{
  GtkWidget *next = check != NULL ? gtk_widget_get_next_sibling (GTK_WIDGET (check))
                                  : gtk_widget_get_first_child (GTK_WIDGET (self->box));

  return next != NULL ? GTK_CHECK_BUTTON (next) : NULL;
}

static char *
dup_shown (ConsoleManyButton *self)
{
  GtkCheckButton *check = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  while ((check = next_check (self, check)) != NULL)
    if (gtk_check_button_get_active (check))
      g_string_append_printf (text, "%s%s",
                              /* TRANSLATORS: between the parts of a list: "Outgoing, Incoming" */
                              text->len > 0 ? C_ ("list", ", ") : "",
                              gtk_check_button_get_label (check));
  return g_strdup (text->len > 0 ? text->str : self->none);
}

static void
show_chosen (ConsoleManyButton *self)
{
  g_autofree char *text = dup_shown (self);
  /* TRANSLATORS: read out: the name of a field, then what is chosen in it */
  g_autofree char *label = g_strdup_printf (C_ ("field", "%s: %s"), self->label, text);

  gtk_label_set_text (self->shown, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
toggled_cb (ConsoleManyButton *self)
{
  if (self->is_setting)
    return;
  show_chosen (self);
  g_signal_emit (self, edited_signal, 0);
}

static void
console_many_button_finalize (GObject *object)
{
  g_free (CONSOLE_MANY_BUTTON (object)->label);
  g_free (CONSOLE_MANY_BUTTON (object)->none);
  G_OBJECT_CLASS (console_many_button_parent_class)->finalize (object);
}

static void
console_many_button_class_init (ConsoleManyButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_many_button_finalize;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_many_button_init (ConsoleManyButton *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();

  self->label = g_strdup ("");
  self->none = g_strdup ("");
  self->shown = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->shown, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->shown, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->shown), TRUE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->shown));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->box));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_popover (self->button, popover);
  /* A menu button centres what it holds. */
  for (GtkWidget *at = content; at != GTK_WIDGET (self->button); at = gtk_widget_get_parent (at))
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
console_many_button_set_words (ConsoleManyButton *self, const char *label, const char *none)
{
  g_return_if_fail (CONSOLE_IS_MANY_BUTTON (self));
  g_free (self->label);
  g_free (self->none);
  self->label = g_strdup (label);
  self->none = g_strdup (none);
  show_chosen (self);
}

void
console_many_button_clear (ConsoleManyButton *self)
{
  GtkCheckButton *check;

  g_return_if_fail (CONSOLE_IS_MANY_BUTTON (self));
  while ((check = next_check (self, NULL)) != NULL)
    gtk_box_remove (self->box, GTK_WIDGET (check));
  show_chosen (self);
}

void
console_many_button_add (ConsoleManyButton *self, const char *id, const char *title)
{
  GtkWidget *check = gtk_check_button_new_with_label (title);

  g_return_if_fail (CONSOLE_IS_MANY_BUTTON (self));
  g_object_set_data_full (G_OBJECT (check), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, check);
}

static gboolean
has_id (ConsoleManyButton *self, const char *id)
{
  GtkCheckButton *check = NULL;

  while ((check = next_check (self, check)) != NULL)
    if (g_str_equal (g_object_get_data (G_OBJECT (check), ID_KEY), id))
      return TRUE;
  return FALSE;
}

void
console_many_button_set_chosen (ConsoleManyButton *self, const char *const *ids)
{
  GtkCheckButton *check = NULL;

  g_return_if_fail (CONSOLE_IS_MANY_BUTTON (self));
  for (guint i = 0; ids[i] != NULL; i++)
    if (!has_id (self, ids[i]))
      console_many_button_add (self, ids[i], ids[i]);
  self->is_setting = TRUE;
  while ((check = next_check (self, check)) != NULL)
    gtk_check_button_set_active (
        check, g_strv_contains (ids, g_object_get_data (G_OBJECT (check), ID_KEY)));
  self->is_setting = FALSE;
  show_chosen (self);
}

GStrv
console_many_button_dup_chosen (ConsoleManyButton *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  GtkCheckButton *check = NULL;

  g_return_val_if_fail (CONSOLE_IS_MANY_BUTTON (self), NULL);
  while ((check = next_check (self, check)) != NULL)
    if (gtk_check_button_get_active (check))
      g_strv_builder_add (chosen, g_object_get_data (G_OBJECT (check), ID_KEY));
  return g_strv_builder_end (chosen);
}
