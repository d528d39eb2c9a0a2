/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words for what the directory says by codes. Static; main thread. */

typedef struct
{
  const char *id;   /* on the wire */
  const char *text; /* untranslated; use _() */
} ConsoleWord;

/* All end with an id of NULL. */
extern const ConsoleWord console_role_words[];
extern const ConsoleWord console_scope_words[];     /* whose calls somebody sees */
extern const ConsoleWord console_source_words[];    /* where a person comes from */
extern const ConsoleWord console_line_kind_words[];
extern const ConsoleWord console_language_words[];

/* Returns: the translated text of @id; @id itself when it is unknown. */
const char *console_word_of (const ConsoleWord *words, const char *id);
/* The icon that goes with a source. */
const char *console_source_icon (const char *source);

G_END_DECLS
