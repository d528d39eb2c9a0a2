/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Readers of a collector's answer that never fail: a member that is absent, null or of another
 * type reads as the empty value, so that an older or newer collector cannot break a page.
 * Main thread. @object may be NULL. */

/* Returns: (transfer none): the text, never NULL ("" when there is none). */
const char *console_json_text (JsonObject *object, const char *name);
gint64 console_json_int (JsonObject *object, const char *name, gint64 fallback);
gboolean console_json_flag (JsonObject *object, const char *name);
/* Returns: TRUE when the member is there and not null. */
gboolean console_json_has (JsonObject *object, const char *name);
/* Returns: (transfer none) (nullable) */
JsonObject *console_json_object (JsonObject *object, const char *name);
/* Returns: (transfer none) (nullable) */
JsonArray *console_json_array (JsonObject *object, const char *name);
/* The number of elements, 0 for NULL; and the element at @index as an object, or NULL. */
guint console_json_length (JsonArray *array);
JsonObject *console_json_at (JsonArray *array, guint index);
/* The texts of an array, without what is not text. Returns: (transfer full) */
GStrv console_json_dup_texts (JsonArray *array);
/* Any value as people would read it: 12, true, text. Returns: (transfer full) */
char *console_json_dup_shown (JsonObject *object, const char *name);
/* Writes @object as compact JSON. Returns: (transfer full) */
char *console_json_to_text (JsonObject *object);
/* Returns: (transfer full): the object @text holds, or NULL with TOLL_ERROR_BAD_FORMAT. */
JsonObject *console_json_parse (const char *text, gssize length, GError **error);

G_END_DECLS
