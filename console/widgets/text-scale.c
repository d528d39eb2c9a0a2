/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The font and the resolution of the desktop, as one number. Main thread. */

#include "config.h"
#include "console/widgets/text-scale.h"

#include <math.h>

#define DEFAULT_PX (11 * 96 / 72.0) /* Cantarell 11 on 96 dots an inch */

double
console_text_scale (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  /* GTK's are in px, whatever the resolution. */
  int size = pango_font_description_get_size (pango_context_get_font_description (context));

  /* Pango's units are whole numbers: what is a default text is not quite 1. */
  return MAX (round (size / (DEFAULT_PX * PANGO_SCALE) * 100) / 100, 1);
}
