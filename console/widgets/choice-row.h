/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/models/person-words.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleChoiceRow:
 * A field with one of a few values, each with its words. The id "" stands for null.
 */
#define CONSOLE_TYPE_CHOICE_ROW (console_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleChoiceRow, console_choice_row, CONSOLE, CHOICE_ROW, AdwComboRow)

/* Replaces the choices by @words, which end with an id of NULL and are translated here. */
void console_choice_row_set_words (ConsoleChoiceRow *self, const ConsoleWord *words);
/* One more choice; both texts are copied. */
void console_choice_row_add (ConsoleChoiceRow *self, const char *id, const char *title);
/* Returns: (transfer none): the id chosen; "" for none. */
const char *console_choice_row_get_chosen (ConsoleChoiceRow *self);

G_END_DECLS
