/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

typedef enum
{
  CONSOLE_TEXT_ROW_TEXT,
  CONSOLE_TEXT_ROW_NUMBER, /* a whole number; empty = null */
  CONSOLE_TEXT_ROW_LIST,   /* texts with semicolons between them; an array */
  CONSOLE_TEXT_ROW_SECRET, /* not readable while it is typed */
} ConsoleTextRowKind;

/* ConsoleTextRow:
 * A text, a number or a list of texts to be typed. Properties "kind" (text, number, list, secret) and
 * "hint" (what to say under it while nothing is wrong).
 */
#define CONSOLE_TYPE_TEXT_ROW (console_text_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTextRow, console_text_row, CONSOLE, TEXT_ROW, AdwEntryRow)

#define CONSOLE_TYPE_TEXT_ROW_KIND (console_text_row_kind_get_type ())
GType console_text_row_kind_get_type (void);

G_END_DECLS
