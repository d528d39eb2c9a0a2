/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Words for what the directory says by codes. Static; main thread. */

#define CONSOLE_N_CUSTOM_FIELDS 10 /* of a person */

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
/* What the company calls its custom field at @index, "Custom field 3" where that is nothing.
 * @titles: (nullable): those of GET /custom-fields. Returns: (transfer full) */
char *console_custom_field_dup_title (JsonArray *titles, guint index);
/* The icon that goes with a source. */
const char *console_source_icon (const char *source);

G_END_DECLS
