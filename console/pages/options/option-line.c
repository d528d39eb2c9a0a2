/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of controls that breaks. Main thread. */

#include "config.h"
#include "console/pages/options/option-line.h"

#include "console/widgets/column-access.h"

struct _ConsoleOptionLine
{
  GtkBox parent_instance;
  ConsoleOptionSource *source; /* owned */
  GtkWidget *controls;
  GtkWidget *note;
};

static guint remove_signal;

G_DEFINE_FINAL_TYPE (ConsoleOptionLine, console_option_line, GTK_TYPE_BOX)

static void
room_cb (ConsoleOptionLine *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->controls),
                                  console_option_source_is_narrow (self->source)
                                      ? GTK_ORIENTATION_VERTICAL
                                      : GTK_ORIENTATION_HORIZONTAL);
}

static void
remove_cb (ConsoleOptionLine *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
console_option_line_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_OPTION_LINE (object)->source);
  G_OBJECT_CLASS (console_option_line_parent_class)->finalize (object);
}

static void
console_option_line_class_init (ConsoleOptionLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_option_line_finalize;
  remove_signal = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_option_line_init (ConsoleOptionLine *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "option-line");
  self->controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->controls, TRUE);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "error");
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_set_visible (self->note, FALSE);
}

GtkWidget *
console_option_line_new (ConsoleOptionSource *source, const char *remove)
{
  ConsoleOptionLine *self = g_object_new (CONSOLE_TYPE_OPTION_LINE, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  self->source = g_object_ref (source);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  console_column_access_set_label (button, remove);
  gtk_box_append (GTK_BOX (line), self->controls);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->note);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "room-changed", G_CALLBACK (room_cb), self,
                           G_CONNECT_SWAPPED);
  room_cb (self);
  return GTK_WIDGET (self);
}

void
console_option_line_append (ConsoleOptionLine *self, GtkWidget *child)
{
  g_return_if_fail (CONSOLE_IS_OPTION_LINE (self));
  gtk_box_append (GTK_BOX (self->controls), child);
}

void
console_option_line_set_note (ConsoleOptionLine *self, const char *text)
{
  g_return_if_fail (CONSOLE_IS_OPTION_LINE (self));
  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");
}
