/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* ConsoleManyButton:
 * A button that shows which of a few are chosen, and opens their check boxes. Signal "edited".
 * Main thread.
 */
#define CONSOLE_TYPE_MANY_BUTTON (console_many_button_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleManyButton, console_many_button, CONSOLE, MANY_BUTTON, AdwBin)

/* What it chooses, for those who do not see its place; words for none. */
void console_many_button_set_words (ConsoleManyButton *self, const char *label, const char *none);
void console_many_button_clear (ConsoleManyButton *self);
/* Both texts are copied. */
void console_many_button_add (ConsoleManyButton *self, const char *id, const char *title);
/* An unknown id is added as it is. Does not emit "edited". */
void console_many_button_set_chosen (ConsoleManyButton *self, const char *const *ids);
/* Returns: (transfer full): in the order in which they were added. */
GStrv console_many_button_dup_chosen (ConsoleManyButton *self);

G_END_DECLS
