/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line under the header bar. Main thread. */

#include "config.h"
#include "console/app/purpose-bar.h"

#include <glib/gi18n.h>

#include "console/widgets/presence.h"

struct _ConsolePurposeBar
{
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkLabel *label;
  ConsolePurpose *purpose;
};

G_DEFINE_FINAL_TYPE (ConsolePurposeBar, console_purpose_bar, ADW_TYPE_BIN)

static void
update (ConsolePurposeBar *self)
{
  const char *purpose = console_purpose_get_text (self->purpose);
  /* TRANSLATORS: %s is why somebody looks at the calls of others, in their own words */
  g_autofree char *text = g_strdup_printf (_ ("Purpose: %s"), purpose);

  if (*purpose != '\0')
    {
      gtk_label_set_text (self->label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), purpose);
    }
  console_presence_reveal (self->revealer, *purpose != '\0');
}

static void
console_purpose_bar_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_PURPOSE_BAR (object)->purpose);
  G_OBJECT_CLASS (console_purpose_bar_parent_class)->dispose (object);
}

static void
console_purpose_bar_class_init (ConsolePurposeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_purpose_bar_dispose;
}

static void
console_purpose_bar_init (ConsolePurposeBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *change = gtk_button_new_with_label (_ ("Change"));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "win.state-purpose");
  gtk_accessible_update_property (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Change purpose"), -1);
  gtk_widget_add_css_class (change, "flat");
  gtk_widget_add_css_class (box, "purpose-bar");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), change);
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  console_presence_reveal (self->revealer, FALSE);
}

void
console_purpose_bar_set_purpose (ConsolePurposeBar *self, ConsolePurpose *purpose)
{
  g_return_if_fail (CONSOLE_IS_PURPOSE_BAR (self));

  if (!g_set_object (&self->purpose, purpose))
    return;
  g_signal_connect_object (purpose, "notify::text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
