/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the collector answered, without trusting its shape: every reader has an empty
 * value. Refuses documents that are no JSON object. Main thread. */

#include "config.h"
#include "console/client/json.h"

#include <glib/gi18n.h>

#include "shared/base/error.h"

static JsonNode *
value_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
console_json_text (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  return text != NULL ? text : "";
}

gint64
console_json_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = value_of (object, name);

  if (node == NULL || json_node_get_value_type (node) == G_TYPE_STRING)
    return fallback;
  return json_node_get_int (node);
}

gboolean
console_json_flag (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

gboolean
console_json_has (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

JsonObject *
console_json_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
console_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

guint
console_json_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
console_json_at (JsonArray *array, guint index)
{
  JsonNode *node = index < console_json_length (array) ? json_array_get_element (array, index)
                                                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

GStrv
console_json_dup_texts (JsonArray *array)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < console_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (node));
    }
  return g_strv_builder_end (texts);
}

char *
console_json_dup_shown (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);

  if (node == NULL)
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return json_to_string (node, FALSE);
}

char *
console_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

JsonObject *
console_json_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, length, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                           _("The answer is not in the form of a Tollkeeper collector."));
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}
