/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleBreakBin:
 * Gives one child the whole room and tells which width class the room has: "width-class" is the
 * number of the property "breaks" (comma-separated pixel widths at the default text size, rising)
 * that the width reaches, 0 = narrowest. It asks for no more than 300 px however wide its child would like to be, so that
 * a window can be made narrow first and re-arranged then. The child scrolls vertically by itself.
 */
#define CONSOLE_TYPE_BREAK_BIN (console_break_bin_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleBreakBin, console_break_bin, CONSOLE, BREAK_BIN, GtkWidget)

guint console_break_bin_get_width_class (ConsoleBreakBin *self);

G_END_DECLS
