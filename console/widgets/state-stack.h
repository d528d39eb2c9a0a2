/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* ConsoleStateStack:
 * Shows where a page or card stands: its content when it is ready, a spinner when loading takes
 * longer than 200 ms, what would fill it when it is empty, what failed and a Retry button when it
 * failed. Going back to loading with the content on show keeps it on show; where it can be
 * stopped, a spinner and Cancel are laid over it.
 *
 * Property "content" (write only); signals "retry", "fill" (the button of the empty state) and
 * "stop" (Cancel, which is there when loading takes longer than a second). The texts are read out as a status when they appear.
 */
#define CONSOLE_TYPE_STATE_STACK (console_state_stack_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStateStack, console_state_stack, CONSOLE, STATE_STACK, AdwBin)

/* Whether its owner can stop what is loading. */
void console_state_stack_set_can_stop (ConsoleStateStack *self, gboolean can_stop);
void console_state_stack_set_loading (ConsoleStateStack *self);
void console_state_stack_set_ready (ConsoleStateStack *self);
/* @button: (nullable): label of the button that fills it; NULL for none. */
void console_state_stack_set_empty (ConsoleStateStack *self, const char *icon_name,
                                    const char *title, const char *text, const char *button);
/* Where only a purpose is missing (TOLL_ERROR_PURPOSE_REQUIRED) it says so instead of @title, and
 * the button opens the dialog for it (the action "win.state-purpose"). */
void console_state_stack_set_failed (ConsoleStateStack *self, const char *title,
                                     const GError *error);
gboolean console_state_stack_is_ready (ConsoleStateStack *self);

G_END_DECLS
