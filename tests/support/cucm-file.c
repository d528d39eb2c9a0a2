/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes flat files of Unified CM for tests: every column set, quoted or not, any line end.
 */
#include "tests/support/cucm-file.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *type;
  const char *value;
} Column;

#include "tests/support/cucm-columns.inc"

struct _TollTestRow
{
  const Column *columns;
  guint n_columns;
  char **values;
};

typedef struct
{
  TollTestRow *row;
  char *raw;
} Line;

struct _TollTestFile
{
  const Column *columns;
  guint n_columns;
  guint n_shown;
  GPtrArray *lines;
  GPtrArray *added; /* name, value, name, value ... */
  GPtrArray *omitted;
};

static TollTestRow *
row_new (const Column *columns, guint n_columns)
{
  TollTestRow *row = g_new0 (TollTestRow, 1);

  row->columns = columns;
  row->n_columns = n_columns;
  row->values = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    row->values[i] = g_strdup (columns[i].value);
  return row;
}

/* A GUID whose first bytes are well spread, as those of a real one are. */
static void
set_pkid (TollTestRow *row, guint64 number)
{
  guint64 spread = number * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  g_autofree char *text = g_strdup_printf (
      "%08x-%04x-%04x-a000-%012" G_GINT64_MODIFIER "x", (guint) (spread >> 32),
      (guint) (spread >> 16 & 0xffff), (guint) (spread & 0xffff), number);

  toll_test_row_set (row, "pkid", text);
}

TollTestRow *
toll_test_cdr_new (void)
{
  static guint serial;
  TollTestRow *row = row_new (cdr_columns, G_N_ELEMENTS (cdr_columns));

  serial++;
  set_pkid (row, serial);
  toll_test_row_set_int (row, "globalCallID_callId", 1000 + serial);
  toll_test_row_set_int (row, "origLegCallIdentifier", 20000000 + 2 * serial);
  toll_test_row_set_int (row, "destLegIdentifier", 20000001 + 2 * serial);
  return row;
}

TollTestRow *
toll_test_cmr_new (void)
{
  static guint serial;
  TollTestRow *row = row_new (cmr_columns, G_N_ELEMENTS (cmr_columns));

  serial++;
  set_pkid (row, G_GUINT64_CONSTANT (0x100000000) + serial);
  toll_test_row_set (row, "globalCallID_callId", "1");
  toll_test_row_set (row, "callIdentifier", "1");
  return row;
}

TollTestRow *
toll_test_row_copy (const TollTestRow *row)
{
  TollTestRow *copy = row_new (row->columns, row->n_columns);

  for (guint i = 0; i < row->n_columns; i++)
    {
      g_free (copy->values[i]);
      copy->values[i] = g_strdup (row->values[i]);
    }
  return copy;
}

void
toll_test_row_free (TollTestRow *row)
{
  g_strfreev (row->values);
  g_free (row);
}

static guint
find_column (const TollTestRow *row, const char *name)
{
  for (guint i = 0; i < row->n_columns; i++)
    if (strcmp (row->columns[i].name, name) == 0)
      return i;
  g_error ("No column \"%s\"", name);
}

void
toll_test_row_set (TollTestRow *row, const char *column, const char *value)
{
  guint at = find_column (row, column);
  char *copy = g_strdup (value);

  g_free (row->values[at]);
  row->values[at] = copy;
}

void
toll_test_row_set_int (TollTestRow *row, const char *column, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  toll_test_row_set (row, column, text);
}

void
toll_test_row_set_all (TollTestRow *row, ...)
{
  const char *column;
  va_list args;

  va_start (args, row);
  while ((column = va_arg (args, const char *)) != NULL)
    toll_test_row_set (row, column, va_arg (args, const char *));
  va_end (args);
}

const char *
toll_test_row_get (const TollTestRow *row, const char *column)
{
  return row->values[find_column (row, column)];
}

void
toll_test_cdr_set_times (TollTestRow *row, gint64 setup_s, gint64 ring_s, gint64 talk_s)
{
  gboolean is_answered = ring_s >= 0;
  gint64 connect_s = is_answered ? setup_s + ring_s : 0;

  toll_test_row_set_int (row, "dateTimeOrigination", setup_s);
  toll_test_row_set_int (row, "dateTimeConnect", connect_s);
  toll_test_row_set_int (row, "dateTimeDisconnect",
                         (is_answered ? connect_s : setup_s) + talk_s);
  toll_test_row_set_int (row, "duration", is_answered ? talk_s : 0);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_clear_pointer (&line->row, toll_test_row_free);
  g_free (line->raw);
  g_free (line);
}

static TollTestFile *
file_new (const Column *columns, guint n_columns)
{
  TollTestFile *file = g_new0 (TollTestFile, 1);

  file->columns = columns;
  file->n_columns = file->n_shown = n_columns;
  file->lines = g_ptr_array_new_with_free_func (line_free);
  file->added = g_ptr_array_new_with_free_func (g_free);
  file->omitted = g_ptr_array_new_with_free_func (g_free);
  return file;
}

TollTestFile *
toll_test_cdr_file_new (void)
{
  return file_new (cdr_columns, G_N_ELEMENTS (cdr_columns));
}

TollTestFile *
toll_test_cmr_file_new (void)
{
  return file_new (cmr_columns, G_N_ELEMENTS (cmr_columns));
}

void
toll_test_file_free (TollTestFile *file)
{
  g_ptr_array_unref (file->lines);
  g_ptr_array_unref (file->added);
  g_ptr_array_unref (file->omitted);
  g_free (file);
}

void
toll_test_file_set_n_columns (TollTestFile *file, guint n_columns)
{
  g_assert_cmpuint (n_columns, <=, file->n_columns);
  file->n_shown = n_columns;
}

void
toll_test_file_add_column (TollTestFile *file, const char *name, const char *value)
{
  g_ptr_array_add (file->added, g_strdup (name));
  g_ptr_array_add (file->added, g_strdup (value));
}

void
toll_test_file_omit_column (TollTestFile *file, const char *name)
{
  g_ptr_array_add (file->omitted, g_strdup (name));
}

void
toll_test_file_add (TollTestFile *file, const TollTestRow *row)
{
  Line *line = g_new0 (Line, 1);

  g_assert_true (row->columns == file->columns);
  line->row = toll_test_row_copy (row);
  g_ptr_array_add (file->lines, line);
}

void
toll_test_file_add_raw (TollTestFile *file, const char *raw)
{
  Line *line = g_new0 (Line, 1);

  line->raw = g_strdup (raw);
  g_ptr_array_add (file->lines, line);
}

static void
add_cell (GString *out, const char *value, gboolean is_quoted)
{
  if (!is_quoted)
    {
      g_string_append (out, value);
      return;
    }
  g_string_append_c (out, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *value);
    }
  g_string_append_c (out, '"');
}

typedef enum
{
  LINE_OF_NAMES,
  LINE_OF_TYPES,
  LINE_OF_VALUES,
} LineKind;

static gboolean
is_omitted (const TollTestFile *file, const char *name)
{
  return g_ptr_array_find_with_equal_func (file->omitted, name, g_str_equal, NULL);
}

static char *
format_line (
    const TollTestFile *file, LineKind kind, const TollTestRow *row, TollTestFileFlags flags)
{
  gboolean may_quote = kind != LINE_OF_TYPES && (flags & TOLL_TEST_FILE_UNQUOTED) == 0;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < file->n_shown; i++)
    {
      const Column *column = &file->columns[i];
      gboolean is_text = strcmp (column->type, "INTEGER") != 0;
      const char *value = kind == LINE_OF_NAMES   ? column->name
                          : kind == LINE_OF_TYPES ? column->type
                                                  : row->values[i];
      g_autoptr (GString) cell = g_string_new (NULL);

      if (is_omitted (file, column->name))
        continue;
      add_cell (cell, value, may_quote && (is_text || kind == LINE_OF_NAMES));
      g_ptr_array_add (cells, g_strdup (cell->str));
    }
  for (guint i = 0; i + 1 < file->added->len; i += 2)
    {
      g_autoptr (GString) cell = g_string_new (NULL);

      add_cell (cell,
                kind == LINE_OF_NAMES   ? file->added->pdata[i]
                : kind == LINE_OF_TYPES ? "VARCHAR(50)"
                                        : file->added->pdata[i + 1],
                may_quote);
      g_ptr_array_add (cells, g_strdup (cell->str));
    }
  for (guint i = 0; i < cells->len; i++)
    {
      guint at = (flags & TOLL_TEST_FILE_REVERSED) != 0 ? cells->len - 1 - i : i;

      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", (char *) cells->pdata[at]);
    }
  return g_strdup (out->str);
}

GBytes *
toll_test_file_to_bytes (const TollTestFile *file, TollTestFileFlags flags)
{
  const char *line_end = (flags & TOLL_TEST_FILE_CRLF) != 0 ? "\r\n"
                         : (flags & TOLL_TEST_FILE_CR) != 0 ? "\r"
                                                            : "\n";
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new ((flags & TOLL_TEST_FILE_BOM) != 0 ? "\357\273\277" : NULL);

  if ((flags & TOLL_TEST_FILE_NO_NAMES) == 0)
    g_ptr_array_add (lines, format_line (file, LINE_OF_NAMES, NULL, flags));
  if ((flags & TOLL_TEST_FILE_NO_TYPES) == 0)
    g_ptr_array_add (lines, format_line (file, LINE_OF_TYPES, NULL, flags));
  for (guint i = 0; i < file->lines->len; i++)
    {
      const Line *line = file->lines->pdata[i];

      g_ptr_array_add (lines, line->raw != NULL
                                  ? g_strdup (line->raw)
                                  : format_line (file, LINE_OF_VALUES, line->row, flags));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      if (i > 0)
        g_string_append (out, line_end);
      g_string_append (out, lines->pdata[i]);
    }
  if ((flags & TOLL_TEST_FILE_FINAL_NEWLINE) != 0)
    g_string_append (out, line_end);
  return g_string_free_to_bytes (out);
}

char *
toll_test_file_write (const TollTestFile *file, TollTestFileFlags flags, const char *directory,
                      const char *cluster, const char *node, const char *minute, guint sequence)
{
  g_autoptr (GBytes) bytes = toll_test_file_to_bytes (file, flags);
  g_autoptr (GError) error = NULL;
  g_autofree char *name =
      g_strdup_printf ("%s_%s_%s_%s_%u", file->columns == cdr_columns ? "cdr" : "cmr", cluster,
                       node, minute, sequence);
  char *path = g_build_filename (directory, name, NULL);

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return path;
}
