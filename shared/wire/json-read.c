/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door for JSON. Size and depth are checked on the bytes before the parser sees them, so that
 * no text can make it recurse or allocate without bound; the parser is Jansson, which takes RFC
 * 8259 and nothing more. Pure; any thread.
 */
#include "config.h"

#include "shared/wire/json-read.h"

#include <jansson.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/wire/json-write.h"

/* A TollJsonValue is Jansson's json_t, a TollJson the root with a reference. */
#define AS_JANSSON(value) ((json_t *) (value))
#define AS_VALUE(json) ((const TollJsonValue *) (json))

/* Deepest nesting of brackets outside texts; what is not JSON is left to the parser. */
static guint
deepest_nesting (const char *text, gsize length)
{
  guint depth = 0, deepest = 0;
  gboolean in_text = FALSE;

  for (gsize i = 0; i < length; i++)
    if (in_text)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          in_text = FALSE;
      }
    else if (text[i] == '"')
      in_text = TRUE;
    else if (text[i] == '{' || text[i] == '[')
      deepest = MAX (deepest, ++depth);
    else if ((text[i] == '}' || text[i] == ']') && depth > 0)
      depth--;
  return deepest;
}

TollJson *
toll_json_read (const char *text, gssize length, gsize max_bytes, GError **error)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  gsize limit = max_bytes == 0 ? TOLL_JSON_MAX_BYTES : max_bytes;
  json_error_t problem;
  json_t *root;

  if (n > limit)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes; the limit is %" G_GSIZE_FORMAT, n, limit);
      return NULL;
    }
  if (deepest_nesting (text, n) > TOLL_JSON_MAX_DEPTH)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "JSON nested deeper than %d levels",
                   TOLL_JSON_MAX_DEPTH);
      return NULL;
    }
  root = json_loadb (text, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  if (root == NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                 "not JSON: line %d, column %d: %s", problem.line, problem.column, problem.text);
  return (TollJson *) root;
}

void
toll_json_free (TollJson *json)
{
  json_decref ((json_t *) json);
}

const TollJsonValue *
toll_json_get_root (const TollJson *json)
{
  return AS_VALUE (json);
}

TollJsonKind
toll_json_value_get_kind (const TollJsonValue *value)
{
  if (value == NULL)
    return TOLL_JSON_NULL;
  switch (json_typeof (AS_JANSSON (value)))
    {
    case JSON_OBJECT:
      return TOLL_JSON_OBJECT;
    case JSON_ARRAY:
      return TOLL_JSON_ARRAY;
    case JSON_STRING:
      return TOLL_JSON_TEXT;
    case JSON_INTEGER:
      return TOLL_JSON_INT;
    case JSON_REAL:
      return TOLL_JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
      return TOLL_JSON_BOOL;
    case JSON_NULL:
    default:
      return TOLL_JSON_NULL;
    }
}

gint64
toll_json_value_get_int (const TollJsonValue *value)
{
  return json_integer_value (AS_JANSSON (value));
}

double
toll_json_value_get_real (const TollJsonValue *value)
{
  return json_number_value (AS_JANSSON (value));
}

gboolean
toll_json_value_get_bool (const TollJsonValue *value)
{
  return json_is_true (AS_JANSSON (value));
}

const char *
toll_json_value_get_text (const TollJsonValue *value)
{
  const char *text = json_string_value (AS_JANSSON (value));

  return text != NULL ? text : "";
}

guint
toll_json_value_get_length (const TollJsonValue *array)
{
  return json_array_size (AS_JANSSON (array));
}

const TollJsonValue *
toll_json_value_get_element (const TollJsonValue *array, guint index)
{
  return AS_VALUE (json_array_get (AS_JANSSON (array), index));
}

const TollJsonValue *
toll_json_value_get_member (const TollJsonValue *object, const char *name)
{
  return AS_VALUE (json_object_get (AS_JANSSON (object), name));
}

void
toll_json_value_visit (const TollJsonValue *object, TollJsonVisit visit, gpointer data)
{
  const char *name;
  json_t *member;

  json_object_foreach (AS_JANSSON (object), name, member)
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
  const char *name;
  json_t *member;

  if (toll_json_value_get_kind (object) != TOLL_JSON_OBJECT)
    {
      toll_error_set_field (error, *path != '\0' ? path : "body", "an object is expected");
      return FALSE;
    }
  json_object_foreach (AS_JANSSON (object), name, member)
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
