/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comma-separated text as machines and spreadsheets really write it. Reads from memory, one record
 * at a time, without ever holding more than one; refuses quotes that never close and records of
 * absurd length, and can go on after them. One thread per reader.
 */
#include "config.h"

#include "shared/base/csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"

struct _TollCsv
{
  const char *bytes;
  gsize n_bytes;
  gsize position;
  guint next_line;
  char separator;

  guint line; /* of the record last read */
  gsize record_start;
  GArray *cells; /* of TollCsvCell */
  char *buffer;  /* the cells' texts; each cell's NUL takes the place of its separator */
  gsize used;
};

static const char separators[] = { ',', ';', '\t', '|' };

static gboolean
is_line_end (char byte)
{
  return byte == '\n' || byte == '\r';
}

/* The separator that occurs most often in the first line, outside quotes. */
static char
guess_separator (const char *bytes, gsize n_bytes)
{
  guint counts[G_N_ELEMENTS (separators)] = { 0 }, best = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < MIN (n_bytes, TOLL_CSV_MAX_RECORD_BYTES); i++)
    {
      const char *found;

      if (!quoted && is_line_end (bytes[i]))
        break;
      quoted ^= bytes[i] == '"';
      found = quoted ? NULL : memchr (separators, bytes[i], sizeof separators);
      if (found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (separators); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* What a spreadsheet calls Unicode text begins with the mark of its byte order. */
static gboolean
is_utf16 (const char *bytes, gsize n_bytes)
{
  return n_bytes >= 2
         && (memcmp (bytes, "\377\376", 2) == 0 || memcmp (bytes, "\376\377", 2) == 0);
}

const char *
toll_csv_to_utf8 (const char *bytes, gsize n_bytes, char **made, gsize *n_made)
{
  static const char *const others[] = { "WINDOWS-1252", "ISO-8859-1" };

  *made = NULL;
  *n_made = n_bytes;
  if (is_utf16 (bytes, n_bytes))
    return *made = g_convert (bytes, (gssize) n_bytes, "UTF-8", "UTF-16", NULL, n_made, NULL);
  if (g_utf8_validate_len (bytes, n_bytes, NULL))
    return bytes;
  for (guint i = 0; i < G_N_ELEMENTS (others) && *made == NULL; i++)
    *made = g_convert (bytes, (gssize) n_bytes, "UTF-8", others[i], NULL, n_made, NULL);
  return *made;
}

TollCsv *
toll_csv_new (const char *bytes, gsize n_bytes, char separator)
{
  TollCsv *csv = g_new0 (TollCsv, 1);

  csv->bytes = bytes;
  csv->n_bytes = n_bytes;
  if (n_bytes >= 3 && memcmp (bytes, "\357\273\277", 3) == 0)
    csv->position = 3;
  csv->next_line = 1;
  csv->separator = separator != 0
                       ? separator
                       : guess_separator (bytes + csv->position, n_bytes - csv->position);
  csv->cells = g_array_new (FALSE, FALSE, sizeof (TollCsvCell));
  csv->buffer = g_malloc (TOLL_CSV_MAX_RECORD_BYTES + 4);
  return csv;
}

void
toll_csv_free (TollCsv *csv)
{
  g_array_unref (csv->cells);
  g_free (csv->buffer);
  g_free (csv);
}

guint
toll_csv_get_line (const TollCsv *csv)
{
  return csv->line;
}

/* Steps over one line end: LF, CRLF or CR. */
static void
skip_line_end (TollCsv *csv)
{
  if (csv->position >= csv->n_bytes)
    return;
  if (csv->bytes[csv->position++] == '\r' && csv->position < csv->n_bytes
      && csv->bytes[csv->position] == '\n')
    csv->position++;
  csv->next_line++;
}

/* Sets the error and leaves the reader after the first line of the bad record, so that the caller
 * can count it and go on. */
static gboolean
refuse (TollCsv *csv, const char *reason, GError **error)
{
  csv->position = csv->record_start;
  csv->next_line = csv->line;
  while (csv->position < csv->n_bytes && !is_line_end (csv->bytes[csv->position]))
    csv->position++;
  skip_line_end (csv);
  /* TRANSLATORS: first the number of a line of a file, then what is wrong with it. */
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, _ ("line %u: %s"), csv->line, reason);
  return FALSE;
}

static gboolean
is_too_long (const TollCsv *csv, gsize position)
{
  return position - csv->record_start > TOLL_CSV_MAX_RECORD_BYTES;
}

/* Copies bytes up to a separator or line end. */
static gsize
read_plain (TollCsv *csv, gsize i)
{
  gsize start = i, end = MIN (csv->n_bytes, csv->record_start + TOLL_CSV_MAX_RECORD_BYTES + 1);

  while (i < end && csv->bytes[i] != csv->separator && !is_line_end (csv->bytes[i]))
    i++;
  if (!is_too_long (csv, i))
    {
      memcpy (csv->buffer + csv->used, csv->bytes + start, i - start);
      csv->used += i - start;
    }
  return i;
}

/* Copies what stands between the quotes; @i is after the opening one. Returns: the position after
 * the closing one, or 0 when there is none within a record's length. */
static gsize
read_quoted (TollCsv *csv, gsize i)
{
  for (; i < csv->n_bytes && !is_too_long (csv, i); i++)
    {
      char byte = csv->bytes[i];

      if (byte == '"' && (i + 1 >= csv->n_bytes || csv->bytes[i + 1] != '"'))
        return i + 1;
      if (byte == '"')
        i++;
      if (byte == '\n' || (byte == '\r' && (i + 1 >= csv->n_bytes || csv->bytes[i + 1] != '\n')))
        csv->next_line++;
      csv->buffer[csv->used++] = byte;
    }
  return 0;
}

/* Reads the cell at the position; FALSE when its quote never closes. */
static gboolean
read_cell (TollCsv *csv)
{
  TollCsvCell cell = { csv->buffer + csv->used, 0 };
  gsize start = csv->used, i = csv->position;

  while (i < csv->n_bytes && csv->bytes[i] == ' ' && csv->separator != ' ')
    i++;
  if (i < csv->n_bytes && csv->bytes[i] == '"')
    {
      i = read_quoted (csv, i + 1);
      if (i == 0)
        return FALSE;
      while (i < csv->n_bytes && csv->bytes[i] == ' ' && csv->separator != ' ')
        i++;
    }
  else
    i = csv->position;
  csv->position = read_plain (csv, i);
  if (is_too_long (csv, csv->position))
    return TRUE; /* the caller refuses the record */
  cell.length = csv->used - start;
  csv->buffer[csv->used++] = '\0';
  g_array_append_val (csv->cells, cell);
  return TRUE;
}

gboolean
toll_csv_next (TollCsv *csv, const TollCsvCell **cells, guint *n_cells, GError **error)
{
  while (csv->position < csv->n_bytes && is_line_end (csv->bytes[csv->position]))
    skip_line_end (csv);
  if (csv->position >= csv->n_bytes)
    return FALSE;

  csv->line = csv->next_line;
  csv->record_start = csv->position;
  csv->used = 0;
  g_array_set_size (csv->cells, 0);
  while (TRUE)
    {
      if (!read_cell (csv))
        return refuse (csv, _ ("a quotation mark is never closed"), error);
      if (is_too_long (csv, csv->position))
        return refuse (csv, _ ("the record is longer than 64 KiB"), error);
      if (csv->position >= csv->n_bytes || csv->bytes[csv->position] != csv->separator)
        break;
      csv->position++;
    }
  skip_line_end (csv);
  *cells = (const TollCsvCell *) (gpointer) csv->cells->data;
  *n_cells = csv->cells->len;
  return TRUE;
}

/* Where a program with another separator would begin a cell, and what it would run there. */
static const char inner_ends[] = ";\t\r\n", inner_starts[] = "=+-@";
static const char first_starts[] = "=+-@\t\r";

/* What the text begins with. The full-width forms of = + - @ are those: spreadsheets of some languages
 * take them for the same. @rest: (out): what stands behind it. */
static char
get_start (const char *text, const char **rest)
{
  static const struct
  {
    const char *wide;
    char plain;
  } forms[] = { { "\357\274\235", '=' }, { "\357\274\213", '+' },
                { "\357\274\215", '-' }, { "\357\274\240", '@' } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_has_prefix (text, forms[i].wide))
      {
        *rest = text + strlen (forms[i].wide);
        return forms[i].plain;
      }
  *rest = text + (*text != '\0');
  return *text;
}

/* TRUE when @text begins with one of @starts. */
static gboolean
begins_with (const char *text, const char *starts)
{
  const char *rest;
  char start = get_start (text, &rest);

  return start != '\0' && strchr (starts, start) != NULL;
}

/* TRUE for a text a spreadsheet takes for a formula. A number with a sign is none, nor is one
 * whose last digits are hidden ("+3902667****"). */
static gboolean
is_formula (const char *text)
{
  const char *digits, *rest;
  char start = get_start (text, &digits);

  if (start == '=' || start == '@' || start == '\t' || start == '\r')
    return TRUE;
  if (start != '+' && start != '-')
    return FALSE;
  rest = digits + strspn (digits, "0123456789., ");
  return rest == digits || rest[strspn (rest, "*")] != '\0';
}

/* @guard: also for what a program with another separator would cut at. */
static gboolean
needs_quotes (const char *text, char separator, gboolean guard)
{
  gsize length = strlen (text);

  if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
    return TRUE;
  return strpbrk (text, guard ? "\"\r\n;\t" : "\"\r\n") != NULL
         || strchr (text, separator) != NULL;
}

/* TRUE when @text begins with apostrophes before one of @starts: reading takes one of them away. */
static gboolean
looks_guarded (const char *text, const char *starts)
{
  const char *start = text + strspn (text, "'");

  return start > text && begins_with (start, starts);
}

static gboolean
needs_inner_guard (const char *text)
{
  return begins_with (text, inner_starts) || looks_guarded (text, inner_starts);
}

void
toll_csv_write_cell (GString *out, const char *text, char separator, gboolean guard)
{
  const char *value = text, *apostrophe;

  if (value == NULL || *value == '\0')
    return;
  apostrophe = guard && (is_formula (value) || looks_guarded (value, first_starts)) ? "'" : "";
  if (!needs_quotes (value, separator, guard))
    {
      g_string_append (out, apostrophe);
      g_string_append (out, value);
      return;
    }
  g_string_append_c (out, '"');
  g_string_append (out, apostrophe);
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *value);
      if (guard && strchr (inner_ends, *value) != NULL && needs_inner_guard (value + 1))
        g_string_append_c (out, '\'');
    }
  g_string_append_c (out, '"');
}

/* TRUE when the apostrophe at @p is none of the cell @text itself. */
static gboolean
is_guard (const char *text, const char *p)
{
  if (p == text)
    return looks_guarded (p, first_starts);
  return strchr (inner_ends, p[-1]) != NULL && looks_guarded (p, inner_starts);
}

void
toll_csv_unguard (char *text)
{
  char *out = text;

  /* What is looked back at is whole yet: @out writes behind it. */
  for (const char *p = text; *p != '\0'; p++)
    if (!is_guard (text, p))
      *out++ = *p;
  *out = '\0';
}
