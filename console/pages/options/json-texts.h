/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Lists of texts as nodes, as specs have them. Main thread. */

/* Take what they hold: json_node_init_object() and its like leave a reference behind.
 * Returns: (transfer full) */
JsonNode *console_json_node_take_object (JsonObject *object);
JsonNode *console_json_node_take_array (JsonArray *array);

/* Returns: (transfer full): an array */
JsonNode *console_json_node_new_texts (const char *const *texts);
/* @node: (nullable): an array, or one text. Figures are written out.
 * Returns: (transfer full): NULL-terminated; empty for everything else. */
GStrv console_json_node_dup_texts (JsonNode *node);

/* What stands between semicolons, without empty parts. Returns: (transfer full) */
GStrv console_texts_split (const char *typed);
/* Returns: (transfer full): what console_texts_split() takes apart */
char *console_texts_join (const char *const *texts);

G_END_DECLS
