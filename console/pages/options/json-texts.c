/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between texts, what is typed, and JSON. Main thread. */

#include "config.h"
#include "console/pages/options/json-texts.h"

#define SEPARATOR ";"

JsonNode *
console_json_node_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
console_json_node_take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

JsonNode *
console_json_node_new_texts (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return console_json_node_take_array (array);
}

static void
add_text (GStrvBuilder *texts, JsonNode *node)
{
  g_autofree char *figure = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    figure = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (json_node_get_value_type (node) != G_TYPE_STRING)
    return;
  g_strv_builder_add (texts, figure != NULL ? figure : json_node_get_string (node));
}

GStrv
console_json_node_dup_texts (JsonNode *node)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      add_text (texts, json_array_get_element (json_node_get_array (node), i));
  else if (node != NULL)
    add_text (texts, node);
  return g_strv_builder_end (texts);
}

GStrv
console_texts_split (const char *typed)
{
  g_auto (GStrv) parts = g_strsplit (typed, SEPARATOR, -1);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (texts, parts[i]);
  return g_strv_builder_end (texts);
}

char *
console_texts_join (const char *const *texts)
{
  return g_strjoinv (SEPARATOR " ", (char **) texts);
}
