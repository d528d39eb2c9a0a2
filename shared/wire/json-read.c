/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door for JSON. Size is looked at first, then json-check reads every byte without building
 * anything; only what is JSON, and shallow, comes to json-glib. Pure; any thread.
 */
#include "config.h"

#include "shared/wire/json-read.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/wire/json-check.h"

/* A TollJsonValue is a JsonNode, a TollJson the root, owned. */
#define AS_NODE(value) ((JsonNode *) (value))
#define AS_VALUE(node) ((const TollJsonValue *) (node))

/* Objects that are being read, innermost last, and the first name that one of them has twice. */
typedef struct
{
  GArray *counts; /* guint: members read of each */
  char *doubled;  /* (nullable) */
} Doubles;

static void
object_start_cb (JsonParser *parser, gpointer data)
{
  guint none = 0;

  g_array_append_val (((Doubles *) data)->counts, none);
}

/* json-glib keeps the last member of a name; an object is then smaller than what was read of it. */
static void
object_member_cb (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  Doubles *doubles = data;
  guint *n_read = &g_array_index (doubles->counts, guint, doubles->counts->len - 1);

  if (++*n_read > json_object_get_size (object) && doubles->doubled == NULL)
    doubles->doubled = g_strdup (name);
}

static void
object_end_cb (JsonParser *parser, JsonObject *object, gpointer data)
{
  Doubles *doubles = data;

  g_array_set_size (doubles->counts, doubles->counts->len - 1);
}

/* Two readers could take one member or the other: neither is meant for sure. */
static gboolean
parse (JsonParser *parser, const char *text, gsize n, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  Doubles doubles = { counts, NULL };
  g_autofree char *doubled = NULL;
  g_autoptr (GError) fault = NULL;

  g_signal_connect (parser, "object-start", G_CALLBACK (object_start_cb), &doubles);
  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &doubles);
  g_signal_connect (parser, "object-end", G_CALLBACK (object_end_cb), &doubles);
  if (!json_parser_load_from_data (parser, text, n, &fault))
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "not JSON: %s", fault->message);
  doubled = doubles.doubled;
  if (fault == NULL && doubled != NULL)
    toll_error_set_field (error, doubled, "given twice");
  return fault == NULL && doubled == NULL;
}

TollJson *
toll_json_read (const char *text, gssize length, gsize max_bytes, GError **error)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  gsize limit = max_bytes == 0 ? TOLL_JSON_MAX_BYTES : max_bytes;
  g_autoptr (JsonParser) parser = NULL;

  if (n > limit)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes; the limit is %" G_GSIZE_FORMAT, n, limit);
      return NULL;
    }
  if (!toll_json_check (text, n, error))
    return NULL;
  parser = json_parser_new_immutable ();
  return parse (parser, text, n, error) ? (TollJson *) json_parser_steal_root (parser) : NULL;
}

void
toll_json_free (TollJson *json)
{
  if (json != NULL)
    json_node_unref ((JsonNode *) json);
}

const TollJsonValue *
toll_json_get_root (const TollJson *json)
{
  return AS_VALUE (json);
}

TollJsonKind
toll_json_value_get_kind (const TollJsonValue *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (AS_NODE (value)))
    return TOLL_JSON_NULL;
  if (JSON_NODE_HOLDS_OBJECT (AS_NODE (value)))
    return TOLL_JSON_OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (AS_NODE (value)))
    return TOLL_JSON_ARRAY;
  switch (json_node_get_value_type (AS_NODE (value)))
    {
    case G_TYPE_STRING:
      return TOLL_JSON_TEXT;
    case G_TYPE_INT64:
      return TOLL_JSON_INT;
    case G_TYPE_BOOLEAN:
      return TOLL_JSON_BOOL;
    default:
      return TOLL_JSON_REAL;
    }
}

static gboolean
is_kind (const TollJsonValue *value, TollJsonKind kind)
{
  return toll_json_value_get_kind (value) == kind;
}

gint64
toll_json_value_get_int (const TollJsonValue *value)
{
  return is_kind (value, TOLL_JSON_INT) ? json_node_get_int (AS_NODE (value)) : 0;
}

double
toll_json_value_get_real (const TollJsonValue *value)
{
  return is_kind (value, TOLL_JSON_INT) || is_kind (value, TOLL_JSON_REAL)
             ? json_node_get_double (AS_NODE (value))
             : 0;
}

gboolean
toll_json_value_get_bool (const TollJsonValue *value)
{
  return is_kind (value, TOLL_JSON_BOOL) && json_node_get_boolean (AS_NODE (value));
}

const char *
toll_json_value_get_text (const TollJsonValue *value)
{
  return is_kind (value, TOLL_JSON_TEXT) ? json_node_get_string (AS_NODE (value)) : "";
}

guint
toll_json_value_get_length (const TollJsonValue *array)
{
  return is_kind (array, TOLL_JSON_ARRAY)
             ? json_array_get_length (json_node_get_array (AS_NODE (array)))
             : 0;
}

const TollJsonValue *
toll_json_value_get_element (const TollJsonValue *array, guint index)
{
  if (index >= toll_json_value_get_length (array))
    return NULL;
  return AS_VALUE (json_array_get_element (json_node_get_array (AS_NODE (array)), index));
}

const TollJsonValue *
toll_json_value_get_member (const TollJsonValue *object, const char *name)
{
  if (!is_kind (object, TOLL_JSON_OBJECT))
    return NULL;
  return AS_VALUE (json_object_get_member (json_node_get_object (AS_NODE (object)), name));
}

void
toll_json_value_visit (const TollJsonValue *object, TollJsonVisit visit, gpointer data)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!is_kind (object, TOLL_JSON_OBJECT))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (AS_NODE (object)));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    visit (name, AS_VALUE (member), data);
}

/* Returns: (transfer full): "path.name", or "name" at the top. */
static char *
join_path (const char *path, const char *name)
{
  return *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

gboolean
toll_json_check_members (const TollJsonValue *object, const char *path, const char *const *known,
                         GError **error)
{
  JsonObjectIter iter;
  const char *name;

  if (!is_kind (object, TOLL_JSON_OBJECT))
    {
      toll_error_set_field (error, *path != '\0' ? path : "body", "an object is expected");
      return FALSE;
    }
  json_object_iter_init (&iter, json_node_get_object (AS_NODE (object)));
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_autofree char *full = join_path (path, name);

        toll_error_set_field (error, full, "unknown field");
        return FALSE;
      }
  return TRUE;
}

/* Returns: (nullable): the member @name when it is of @kind; else sets the error. */
static const TollJsonValue *
require (const TollJsonValue *object, const char *path, const char *name, TollJsonKind kind,
         const char *expected, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);
  g_autofree char *full = NULL;

  if (value != NULL && toll_json_value_get_kind (value) == kind)
    return value;
  full = join_path (path, name);
  if (value == NULL)
    toll_error_set_field (error, full, "missing");
  else
    toll_error_set_field (error, full, "%s is expected", expected);
  return NULL;
}

gboolean
toll_json_require_text (const TollJsonValue *object, const char *path, const char *name,
                        const char **text, GError **error)
{
  const TollJsonValue *value = require (object, path, name, TOLL_JSON_TEXT, "a text", error);

  if (value != NULL)
    *text = toll_json_value_get_text (value);
  return value != NULL;
}

gboolean
toll_json_require_int (const TollJsonValue *object, const char *path, const char *name,
                       gint64 *out, GError **error)
{
  const TollJsonValue *value = require (object, path, name, TOLL_JSON_INT, "a whole number", error);

  if (value != NULL)
    *out = toll_json_value_get_int (value);
  return value != NULL;
}

gboolean
toll_json_allow_text (const TollJsonValue *object, const char *path, const char *name,
                      const char **text, GError **error)
{
  return toll_json_value_get_member (object, name) == NULL ||
         toll_json_require_text (object, path, name, text, error);
}
