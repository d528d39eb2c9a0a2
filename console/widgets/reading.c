/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits have no direction of their own: GTK runs them as the language does, and a number's groups
 * would stand in reverse. Main thread. */

#include "config.h"
#include "console/widgets/reading.h"

static gboolean
is_number (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

static void
follow (GtkEditable *editable)
{
  GtkWidget *inner = GTK_WIDGET (gtk_editable_get_delegate (editable));
  const char *text = gtk_editable_get_text (editable);
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (editable), text);
  PangoDirection own
      = pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (editable)) == GTK_TEXT_DIR_RTL;

  if (is_number (text))
    own = PANGO_DIRECTION_LTR;
  gtk_widget_set_direction (inner, is_number (text) ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
  /* By itself, text that runs left to right stands at the left. */
  gtk_editable_set_alignment (editable, (own == PANGO_DIRECTION_RTL) == is_rtl ? 0 : 1);
}

void
console_reading_follow (GtkEditable *editable)
{
  g_signal_connect (editable, "changed", G_CALLBACK (follow), NULL);
  g_signal_connect (editable, "direction-changed", G_CALLBACK (follow), NULL);
  follow (editable);
}

GtkAlign
console_reading_get_figure_align (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? GTK_ALIGN_START : GTK_ALIGN_END;
}

float
console_reading_get_figure_xalign (void)
{
  return console_reading_get_figure_align () == GTK_ALIGN_END ? 1 : 0;
}
