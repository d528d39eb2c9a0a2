/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock of the door for JSON: a strict reader that builds nothing. json-glib takes comments,
 * single quotes, trailing texts and any depth; what passes here is JSON and nothing else.
 */
#include "config.h"

#include "shared/wire/json-check.h"

#include <string.h>

#include "shared/base/error.h"
#include "shared/wire/json-write.h"

#define MAX_NUMBER_BYTES 64
/* With 64 bytes of digits still within a double. */
#define MAX_EXPONENT 200

typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  const char *fault; /* (nullable): what is wrong at @at */
  char open[TOLL_JSON_MAX_DEPTH];
  guint depth;
} Check;

static gboolean
fail (Check *check, const char *fault)
{
  check->fault = fault;
  return FALSE;
}

static void
skip_space (Check *check)
{
  while (check->at < check->end && *check->at != '\0' && strchr (" \t\r\n", *check->at) != NULL)
    check->at++;
}

static gboolean
take (Check *check, char byte)
{
  if (check->at == check->end || *check->at != byte)
    return FALSE;
  check->at++;
  return TRUE;
}

/* Four hexadecimal digits; -1 when there are none. */
static int
take_unit (Check *check)
{
  int unit = 0;

  for (guint i = 0; i < 4; i++, check->at++)
    {
      if (check->at == check->end || !g_ascii_isxdigit (*check->at))
        return -1;
      unit = unit << 4 | g_ascii_xdigit_value (*check->at);
    }
  return unit;
}

/* What follows "\u". */
static gboolean
check_unit (Check *check)
{
  int unit = take_unit (check), low;

  if (unit < 0)
    return fail (check, "four hexadecimal digits are expected");
  if (unit == 0)
    return fail (check, "U+0000 is not taken");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (check, "a surrogate without its pair");
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;
  low = take (check, '\\') && take (check, 'u') ? take_unit (check) : -1;
  return (low >= 0xdc00 && low <= 0xdfff) || fail (check, "a surrogate without its pair");
}

static gboolean
check_text (Check *check)
{
  if (!take (check, '"'))
    return fail (check, "a text in double quotes is expected");
  while (check->at < check->end)
    {
      guchar byte = *check->at++;

      if (byte == '"')
        return TRUE;
      if (byte < 0x20)
        return fail (check, "a control character in a text");
      if (byte != '\\')
        continue;
      if (take (check, 'u'))
        {
          if (!check_unit (check))
            return FALSE;
        }
      else if (check->at == check->end || *check->at == '\0' ||
               strchr ("\"\\/bfnrt", *check->at) == NULL)
        return fail (check, "an unknown escape");
      else
        check->at++;
    }
  return fail (check, "a text does not end");
}

static gsize
take_digits (Check *check)
{
  const char *from = check->at;

  while (check->at < check->end && g_ascii_isdigit (*check->at))
    check->at++;
  return check->at - from;
}

/* Does the figure that was read fit into what it is kept in? */
static gboolean
check_range (Check *check, const char *from, gboolean is_whole)
{
  char figure[MAX_NUMBER_BYTES + 1];
  gsize length = check->at - from;
  const char *exponent;
  gint64 whole;

  if (length > MAX_NUMBER_BYTES)
    return fail (check, "a number is too long");
  memcpy (figure, from, length);
  figure[length] = '\0';
  if (is_whole)
    return g_ascii_string_to_signed (figure, 10, G_MININT64, G_MAXINT64, &whole, NULL) ||
           fail (check, "a number is out of range");
  exponent = strpbrk (figure, "eE");
  return exponent == NULL ||
         g_ascii_string_to_signed (exponent + 1 + (exponent[1] == '+'), 10, -MAX_EXPONENT,
                                   MAX_EXPONENT, &whole, NULL) ||
         fail (check, "a number is out of range");
}

static gboolean
check_number (Check *check)
{
  const char *from = check->at;
  gboolean is_whole = TRUE;

  take (check, '-');
  if (!take (check, '0') && take_digits (check) == 0)
    return fail (check, "a value is expected");
  if (take (check, '.'))
    {
      is_whole = FALSE;
      if (take_digits (check) == 0)
        return fail (check, "digits are expected");
    }
  if (take (check, 'e') || take (check, 'E'))
    {
      is_whole = FALSE;
      if (!take (check, '+'))
        take (check, '-');
      if (take_digits (check) == 0)
        return fail (check, "digits are expected");
    }
  return check_range (check, from, is_whole);
}

static gboolean
check_word (Check *check)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (check->end - check->at) >= length &&
          memcmp (check->at, words[i], length) == 0)
        {
          check->at += length;
          return TRUE;
        }
    }
  return check_number (check);
}

/* The name before a value inside an object. */
static gboolean
check_name (Check *check)
{
  skip_space (check);
  if (!check_text (check))
    return FALSE;
  skip_space (check);
  return take (check, ':') || fail (check, "a colon is expected");
}

/* Ends what ends here and goes on to the next value. @done: (out): that was the whole text. */
static gboolean
go_on (Check *check, gboolean *done)
{
  while (check->depth > 0)
    {
      gboolean in_object = check->open[check->depth - 1] == '{';

      skip_space (check);
      if (take (check, ','))
        return !in_object || check_name (check);
      if (!take (check, in_object ? '}' : ']'))
        return fail (check, "a comma or the end is expected");
      check->depth--;
    }
  *done = TRUE;
  return TRUE;
}

/* Opens a container. @is_empty: (out): it ended at once, and was a value. */
static gboolean
open_container (Check *check, gboolean *is_empty)
{
  char bracket = *check->at;

  *is_empty = FALSE;
  if (check->depth == TOLL_JSON_MAX_DEPTH)
    return fail (check, "nested too deep");
  check->at++;
  skip_space (check);
  if (take (check, bracket == '{' ? '}' : ']'))
    {
      *is_empty = TRUE;
      return TRUE;
    }
  check->open[check->depth++] = bracket;
  return bracket == '[' || check_name (check);
}

static gboolean
check_all (Check *check)
{
  gboolean done = FALSE;

  while (!done)
    {
      gboolean is_value = TRUE;

      skip_space (check);
      if (check->at == check->end)
        return fail (check, "a value is expected");
      if (*check->at == '{' || *check->at == '[')
        {
          if (!open_container (check, &is_value))
            return FALSE;
        }
      else if (*check->at == '"' ? !check_text (check) : !check_word (check))
        return FALSE;
      if (is_value && !go_on (check, &done))
        return FALSE;
    }
  skip_space (check);
  return check->at == check->end || fail (check, "something follows the end");
}

gboolean
toll_json_check (const char *text, gsize n_bytes, GError **error)
{
  Check check = { .text = text, .at = text, .end = text + n_bytes };
  guint line = 1, column = 1;

  if (!g_utf8_validate (text, n_bytes, &check.at))
    check.fault = "not UTF-8";
  else
    {
      check.at = text;
      if (check_all (&check))
        return TRUE;
    }
  for (const char *p = text; p < check.at; p++)
    {
      column = *p == '\n' ? 1 : column + 1;
      line += *p == '\n' ? 1 : 0;
    }
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "not JSON: line %u, column %u: %s", line,
               column, check.fault);
  return FALSE;
}
