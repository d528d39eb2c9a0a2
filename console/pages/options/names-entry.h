/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleNamesEntry:
 * Texts with semicolons between them to be typed; where a field has names to choose from, a button
 * opens a search in which they are ticked. Signal "edited". Main thread.
 */
#define CONSOLE_TYPE_NAMES_ENTRY (console_names_entry_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleNamesEntry, console_names_entry, CONSOLE, NAMES_ENTRY, GtkBox)

/* @label: what it is called for those who do not see its place. */
GtkWidget *console_names_entry_new (ConsoleOptionSource *source, const char *label);
void console_names_entry_set_label (ConsoleNamesEntry *self, const char *label);
/* Whose names; NULL = none. @is_list: FALSE for one text only, in which a semicolon is one. */
void console_names_entry_set_field (ConsoleNamesEntry *self, const ConsoleOptionField *field,
                                    gboolean is_list);
void console_names_entry_set_hint (ConsoleNamesEntry *self, const char *hint);
/* Does not emit "edited". */
void console_names_entry_set_texts (ConsoleNamesEntry *self, const char *const *texts);
/* Returns: (transfer full) */
GStrv console_names_entry_dup_texts (ConsoleNamesEntry *self);

G_END_DECLS
