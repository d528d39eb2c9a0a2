/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/models/person-words.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleTextArea:
 * A field with a text of several lines. Tab leaves it. Main thread.
 */
#define CONSOLE_TYPE_TEXT_AREA (console_text_area_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTextArea, console_text_area, CONSOLE, TEXT_AREA, AdwPreferencesRow)

/* A menu that inserts the ids of @words, which end with an id of NULL and are translated here. */
void console_text_area_set_places (ConsoleTextArea *self, const ConsoleWord *words);

G_END_DECLS
