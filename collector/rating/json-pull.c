/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader of JSON that builds no tree: a tariff of 30 MB is read in its own memory. Refuses what
 * is not JSON, what lies too deep and numbers with decimals. Pure; one thread per reader.
 */
#include "config.h"

#include "collector/rating/json-pull.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"

void
collector_json_pull_init (CollectorJsonPull *pull, const char *json, gsize length)
{
  pull->start = pull->at = json;
  pull->end = json + length;
  pull->depth = 0;
  pull->text = g_string_new (NULL);
}

void
collector_json_pull_clear (CollectorJsonPull *pull)
{
  if (pull->text != NULL)
    g_string_free (g_steal_pointer (&pull->text), TRUE);
}

static gboolean
refuse (const CollectorJsonPull *pull, GError **error)
{
  guint line = 1;

  for (const char *p = pull->start; p < pull->at; p++)
    line += *p == '\n';
  /* TRANSLATORS: %u is the number of a line of a JSON document. */
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, _ ("line %u: this is not JSON"), line);
  return FALSE;
}

/* The next byte that is no white space, or NUL at the end. */
static char
peek (CollectorJsonPull *pull)
{
  while (pull->at < pull->end
         && (*pull->at == ' ' || *pull->at == '\n' || *pull->at == '\r' || *pull->at == '\t'))
    pull->at++;
  return pull->at < pull->end ? *pull->at : '\0';
}

static gboolean
skip_byte (CollectorJsonPull *pull, char byte)
{
  if (peek (pull) != byte)
    return FALSE;
  pull->at++;
  return TRUE;
}

static gboolean
skip_word (CollectorJsonPull *pull, const char *word)
{
  gsize length = strlen (word);

  peek (pull);
  if ((gsize) (pull->end - pull->at) < length || memcmp (pull->at, word, length) != 0)
    return FALSE;
  pull->at += length;
  return TRUE;
}

gboolean
collector_json_pull_enter (CollectorJsonPull *pull, char bracket, const char *field,
                           GError **error)
{
  if (peek (pull) == '\0')
    return refuse (pull, error);
  if (!skip_byte (pull, bracket))
    {
      toll_error_set_field (error, field, "%s",
                            bracket == '{' ? _ ("must be an object") : _ ("must be a list"));
      return FALSE;
    }
  if (++pull->depth > COLLECTOR_JSON_MAX_DEPTH)
    return refuse (pull, error);
  return TRUE;
}

CollectorJsonNext
collector_json_pull_next (CollectorJsonPull *pull, char bracket, gboolean *first, GError **error)
{
  gboolean expected = *first || peek (pull) == ',';

  if (skip_byte (pull, bracket == '{' ? '}' : ']'))
    {
      pull->depth--;
      return COLLECTOR_JSON_END;
    }
  if (!*first)
    skip_byte (pull, ',');
  *first = FALSE;
  if (expected && peek (pull) != '}' && peek (pull) != ']')
    return COLLECTOR_JSON_MORE;
  refuse (pull, error);
  return COLLECTOR_JSON_BAD;
}

/* Four hexadecimal figures. */
static gboolean
read_code_unit (CollectorJsonPull *pull, gunichar *unit)
{
  *unit = 0;
  if (pull->end - pull->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++, pull->at++)
    {
      int figure = g_ascii_xdigit_value (*pull->at);

      if (figure < 0)
        return FALSE;
      *unit = *unit << 4 | figure;
    }
  return TRUE;
}

/* What follows "\u"; two halves of a pair become one character. */
static gboolean
read_unicode (CollectorJsonPull *pull)
{
  gunichar unit, low;

  if (!read_code_unit (pull, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (pull->end - pull->at < 2 || pull->at[0] != '\\' || pull->at[1] != 'u')
        return FALSE;
      pull->at += 2;
      if (!read_code_unit (pull, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (unit == 0 || !g_unichar_validate (unit))
    return FALSE;
  g_string_append_unichar (pull->text, unit);
  return TRUE;
}

/* What follows a backslash. */
static gboolean
read_escape (CollectorJsonPull *pull)
{
  static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (pull->at >= pull->end || *pull->at == '\0')
    return FALSE;
  if (*pull->at == 'u')
    {
      pull->at++;
      return read_unicode (pull);
    }
  name = strchr (names, *pull->at++);
  if (name == NULL)
    return FALSE;
  g_string_append_c (pull->text, bytes[name - names]);
  return TRUE;
}

/* What follows the opening quote, up to and with the closing one. */
static gboolean
read_text (CollectorJsonPull *pull)
{
  g_string_truncate (pull->text, 0);
  while (pull->at < pull->end)
    {
      const char *plain = pull->at;

      while (pull->at < pull->end && *pull->at != '"' && *pull->at != '\\'
             && (guchar) *pull->at >= ' ')
        pull->at++;
      g_string_append_len (pull->text, plain, pull->at - plain);
      if (pull->at >= pull->end || (guchar) *pull->at < ' ')
        return FALSE;
      if (*pull->at++ == '"')
        return TRUE;
      if (!read_escape (pull))
        return FALSE;
    }
  return FALSE;
}

gboolean
collector_json_pull_key (CollectorJsonPull *pull, GError **error)
{
  if (skip_byte (pull, '"') && read_text (pull) && skip_byte (pull, ':'))
    return TRUE;
  return refuse (pull, error);
}

gboolean
collector_json_pull_text (CollectorJsonPull *pull, const char *field, GError **error)
{
  if (!skip_byte (pull, '"'))
    {
      toll_error_set_field (error, field, _ ("must be a text between quotation marks"));
      return FALSE;
    }
  return read_text (pull) || refuse (pull, error);
}

gboolean
collector_json_pull_int (CollectorJsonPull *pull, const char *field, gint64 *value,
                         GError **error)
{
  gboolean negative = peek (pull) == '-';
  const char *p = pull->at + negative, *first = p;
  gint64 sum = 0;

  for (; p < pull->end && g_ascii_isdigit (*p) && p - first < 18; p++)
    sum = sum * 10 + (*p - '0');
  if (p == first || (p < pull->end && strchr ("0123456789.eE", *p) != NULL && *p != '\0')
      || (first[0] == '0' && p - first > 1))
    {
      toll_error_set_field (error, field, _ ("must be a whole number"));
      return FALSE;
    }
  pull->at = p;
  *value = negative ? -sum : sum;
  return TRUE;
}

gboolean
collector_json_pull_bool (CollectorJsonPull *pull, const char *field, int *value, GError **error)
{
  *value = skip_word (pull, "true");
  if (*value || skip_word (pull, "false"))
    return TRUE;
  toll_error_set_field (error, field, _ ("must be true or false"));
  return FALSE;
}

gboolean
collector_json_pull_null (CollectorJsonPull *pull)
{
  return skip_word (pull, "null");
}

gboolean
collector_json_pull_end (CollectorJsonPull *pull, GError **error)
{
  peek (pull);
  return pull->at >= pull->end || refuse (pull, error);
}

void
collector_json_append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *text < ' ')
        g_string_append_printf (out, "\\u%04x", *text);
      else
        g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}
