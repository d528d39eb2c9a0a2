/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes at the door for JSON: refused, or a document whose texts are UTF-8 and whose values
 * can be walked and written again.
 */
#include <string.h>

#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void write_value (TollJsonWriter *json, const char *name, const TollJsonValue *value);

static void
write_member (const char *name, const TollJsonValue *value, gpointer data)
{
  g_assert_true (g_utf8_validate (name, -1, NULL));
  write_value (data, name, value);
}

static void
write_value (TollJsonWriter *json, const char *name, const TollJsonValue *value)
{
  switch (toll_json_value_get_kind (value))
    {
    case TOLL_JSON_OBJECT:
      toll_json_begin_object (json, name);
      toll_json_value_visit (value, write_member, json);
      toll_json_end_object (json);
      break;
    case TOLL_JSON_ARRAY:
      toll_json_begin_array (json, name);
      for (guint i = 0; i < toll_json_value_get_length (value); i++)
        write_value (json, NULL, toll_json_value_get_element (value, i));
      toll_json_end_array (json);
      break;
    case TOLL_JSON_TEXT:
      g_assert_true (g_utf8_validate (toll_json_value_get_text (value), -1, NULL));
      toll_json_add_text (json, name, toll_json_value_get_text (value));
      break;
    case TOLL_JSON_BOOL:
      toll_json_add_bool (json, name, toll_json_value_get_bool (value));
      break;
    default:
      toll_json_add_int (json, name, toll_json_value_get_int (value));
      break;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) json = toll_json_read ((const char *) data, size, 0, &error);
  g_autoptr (TollJson) again = NULL;
  g_autoptr (TollJsonWriter) writer = NULL;
  GString *text;

  g_assert_true ((json == NULL) == (error != NULL));
  if (json == NULL)
    return 0;
  writer = toll_json_writer_new ();
  write_value (writer, NULL, toll_json_get_root (json));
  text = toll_json_writer_finish (writer);
  again = toll_json_read (text->str, text->len, 64 << 20, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
  return 0;
}
