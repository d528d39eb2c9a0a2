/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records a call was made from, field by field under their names on the wire: those are the
 * names of Unified CM's guide and are not translated. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/call/views.h"
#include "console/widgets/fact-grid.h"

/* Members that say where the record lies or hold it whole: not fields of it. */
static const char *const apart[] = { "raw", "file", "line", NULL };

static gboolean
is_telling (const char *name, const char *value)
{
  return *value != '\0' && !g_str_equal (value, "0") && !g_strv_contains (apart, name);
}

static char *
dup_fields (JsonObject *leg)
{
  g_autoptr (GList) names = json_object_get_members (leg);
  GString *text = g_string_new (NULL);

  for (GList *at = names; at != NULL; at = at->next)
    {
      const char *name = at->data;
      g_autofree char *value = console_json_dup_shown (leg, name);

      if (is_telling (name, value))
        g_string_append_printf (text, "%s%-28s %s", text->len > 0 ? "\n" : "", name, value);
    }
  return g_string_free (text, FALSE);
}

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (button));

  gdk_clipboard_set_text (clipboard, g_object_get_data (G_OBJECT (button), "text"));
  gtk_widget_activate_action (GTK_WIDGET (button), "win.toast", "s", _ ("Record copied"));
}

static GtkWidget *
new_mono (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_can_focus (label, FALSE); /* GTK 4.8 gets stuck in it */
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "record");
  return label;
}

static GtkWidget *
make_heading (JsonObject *leg, guint number, char *copied)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  const char *file = console_json_text (leg, "file");
  /* TRANSLATORS: the records of a call are counted: record 1, record 2 .. */
  g_autofree char *plain = g_strdup_printf (_ ("Record %u"), number);
  g_autofree char *placed =
      /* TRANSLATORS: where a record came from: its count, file name, line number */
      g_strdup_printf (_ ("Record %u · %s, line %d"), number, file,
                       (int) console_json_int (leg, "line", 0));
  GtkWidget *label = gtk_label_new (*file != '\0' ? placed : plain);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Copy this record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy this record"), -1);
  g_object_set_data_full (G_OBJECT (button), "text", copied, g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static GtkWidget *
make_facts (JsonObject *leg)
{
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  g_autoptr (GList) names = json_object_get_members (leg);

  for (GList *at = names; at != NULL; at = at->next)
    {
      g_autofree char *value = console_json_dup_shown (leg, at->data);

      if (is_telling (at->data, value))
        /* Numbers have no letters that would tell their direction. */
        gtk_widget_set_direction (console_fact_grid_add (facts, at->data, value),
                                  GTK_TEXT_DIR_LTR);
    }
  gtk_widget_set_direction (GTK_WIDGET (facts), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (facts), "record-facts");
  return GTK_WIDGET (facts);
}

static GtkWidget *
make_leg (JsonObject *leg, guint number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *fields = dup_fields (leg);
  const char *raw = console_json_text (leg, "raw");

  gtk_box_append (GTK_BOX (box),
                  make_heading (leg, number, g_strdup (*raw != '\0' ? raw : fields)));
  gtk_box_append (GTK_BOX (box), make_facts (leg));
  if (*raw != '\0')
    gtk_box_append (GTK_BOX (box), new_mono (raw));
  return box;
}

GtkWidget *
console_records_view_new (JsonArray *legs)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  for (guint i = 0; i < console_json_length (legs); i++)
    gtk_box_append (GTK_BOX (box), make_leg (console_json_at (legs, i), i + 1));
  return box;
}
