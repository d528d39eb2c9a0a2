/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* ConsoleFieldPick:
 * A button that shows a field's title, and opens a search among all for one use. Signal "edited".
 * Main thread.
 */
#define CONSOLE_TYPE_FIELD_PICK (console_field_pick_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFieldPick, console_field_pick, CONSOLE, FIELD_PICK, AdwBin)

/* @label: what it chooses, for those who do not see its place. @id: chosen at first; one that is
 * not for this use is offered nevertheless. */
GtkWidget *console_field_pick_new (ConsoleOptionSource *source, ConsoleOptionUse use,
                                   const char *label, const char *id);
/* Returns: (transfer none) */
const char *console_field_pick_get (ConsoleFieldPick *self);

G_END_DECLS
