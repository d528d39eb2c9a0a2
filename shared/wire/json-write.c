/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A JSON writer without a tree: what a handler says goes straight into the answer's text. It keeps
 * one byte for each open container, which is all it needs to place commas and brackets.
 */
#include "config.h"

#include "shared/wire/json-write.h"

#include <string.h>

struct _TollJsonWriter
{
  GString *out;
  char open[TOLL_JSON_MAX_DEPTH]; /* '{' or '[' */
  guint depth;
  guint skipped; /* containers opened below the limit and not yet ended */
  gboolean has_member;
};

TollJsonWriter *
toll_json_writer_new (void)
{
  TollJsonWriter *writer = g_new0 (TollJsonWriter, 1);

  writer->out = g_string_sized_new (1024);
  return writer;
}

void
toll_json_writer_free (TollJsonWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->out != NULL)
    g_string_free (writer->out, TRUE);
  g_free (writer);
}

/* Appends one character of valid UTF-8 as JSON wants it. */
static void
append_escaped_byte (GString *out, guchar byte)
{
  static const char short_form[] = "\b\t\n\f\r\"\\";
  static const char letters[] = "btnfr\"\\";
  const char *at = byte != '\0' ? strchr (short_form, byte) : NULL;

  if (at != NULL)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, letters[at - short_form]);
    }
  else
    g_string_append_printf (out, "\\u%04x", byte);
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = NULL;
  const char *from, *p;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  g_string_append_c (out, '"');
  for (from = p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == '"' || *p == '\\' || *p == 0x7f)
      {
        g_string_append_len (out, from, p - from);
        append_escaped_byte (out, *p);
        from = p + 1;
      }
  g_string_append_len (out, from, p - from);
  g_string_append_c (out, '"');
}

/* Places comma and name of the next value. Returns: FALSE when no value may stand here. */
static gboolean
begin_value (TollJsonWriter *writer, const char *name)
{
  gboolean in_object = writer->depth > 0 && writer->open[writer->depth - 1] == '{';

  if (writer->skipped > 0)
    return FALSE;
  g_return_val_if_fail (writer->depth > 0 || writer->out->len == 0, FALSE);
  g_return_val_if_fail (in_object == (name != NULL), FALSE);
  if (writer->has_member)
    g_string_append_c (writer->out, ',');
  if (name != NULL)
    {
      append_text (writer->out, name);
      g_string_append_c (writer->out, ':');
    }
  writer->has_member = TRUE;
  return TRUE;
}

static void
begin_container (TollJsonWriter *writer, const char *name, char bracket)
{
  if (writer->depth == TOLL_JSON_MAX_DEPTH || !begin_value (writer, name))
    {
      writer->skipped++;
      return;
    }
  writer->open[writer->depth++] = bracket;
  g_string_append_c (writer->out, bracket);
  writer->has_member = FALSE;
}

static void
end_container (TollJsonWriter *writer, char bracket)
{
  if (writer->skipped > 0)
    {
      writer->skipped--;
      return;
    }
  g_return_if_fail (writer->depth > 0 && writer->open[writer->depth - 1] == bracket);
  writer->depth--;
  g_string_append_c (writer->out, bracket == '{' ? '}' : ']');
  writer->has_member = TRUE;
}

void
toll_json_begin_object (TollJsonWriter *writer, const char *name)
{
  begin_container (writer, name, '{');
}

void
toll_json_end_object (TollJsonWriter *writer)
{
  end_container (writer, '{');
}

void
toll_json_begin_array (TollJsonWriter *writer, const char *name)
{
  begin_container (writer, name, '[');
}

void
toll_json_end_array (TollJsonWriter *writer)
{
  end_container (writer, '[');
}

void
toll_json_add_text (TollJsonWriter *writer, const char *name, const char *text)
{
  if (text == NULL)
    toll_json_add_null (writer, name);
  else if (begin_value (writer, name))
    append_text (writer->out, text);
}

void
toll_json_add_int (TollJsonWriter *writer, const char *name, gint64 value)
{
  char digits[24];

  if (!begin_value (writer, name))
    return;
  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  g_string_append (writer->out, digits);
}

void
toll_json_add_bool (TollJsonWriter *writer, const char *name, gboolean value)
{
  if (begin_value (writer, name))
    g_string_append (writer->out, value ? "true" : "false");
}

void
toll_json_add_finished (TollJsonWriter *writer, const char *name, const GString *value)
{
  if (begin_value (writer, name))
    g_string_append_len (writer->out, value->str, value->len);
}

void
toll_json_add_null (TollJsonWriter *writer, const char *name)
{
  if (begin_value (writer, name))
    g_string_append (writer->out, "null");
}

void
toll_json_add_id (TollJsonWriter *writer, const char *name, gint64 id)
{
  if (begin_value (writer, name))
    g_string_append_printf (writer->out, "\"%" G_GINT64_FORMAT "\"", id);
}

void
toll_json_add_instant (TollJsonWriter *writer, const char *name, gint64 instant_ms)
{
  gint64 second = instant_ms / 1000, milli = instant_ms % 1000;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (milli < 0)
    {
      milli += 1000;
      second -= 1;
    }
  date = g_date_time_new_from_unix_utc (second);
  if (date == NULL)
    {
      toll_json_add_null (writer, name);
      return;
    }
  text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");
  if (!begin_value (writer, name))
    return;
  if (milli != 0)
    g_string_append_printf (writer->out, "\"%s.%03dZ\"", text, (int) milli);
  else
    g_string_append_printf (writer->out, "\"%sZ\"", text);
}

void
toll_json_writer_move (TollJsonWriter *writer, GString *out)
{
  g_string_append_len (out, writer->out->str, writer->out->len);
  g_string_truncate (writer->out, 0);
}

GString *
toll_json_writer_finish (TollJsonWriter *writer)
{
  GString *out;

  writer->skipped = 0;
  while (writer->depth > 0)
    end_container (writer, writer->open[writer->depth - 1]);
  if (writer->out->len == 0)
    g_string_append (writer->out, "null");
  out = g_steal_pointer (&writer->out);
  writer->out = g_string_new (NULL);
  writer->has_member = FALSE;
  return out;
}
