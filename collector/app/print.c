/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of the command line: one table, printed for people or for programs.
 */
#include "config.h"

#include "collector/app/print.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

struct _CollectorTable
{
  const CollectorTableColumn *columns;
  guint n_columns;
  GPtrArray *rows; /* of char **, each with n_columns texts */
  guint width;     /* 0 = any */
};

#define MIN_LAST_WIDTH 20

CollectorTable *
collector_table_new (const CollectorTableColumn *columns, guint n_columns)
{
  CollectorTable *table = g_new0 (CollectorTable, 1);

  table->columns = columns;
  table->n_columns = n_columns;
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return table;
}

void
collector_table_free (CollectorTable *table)
{
  g_ptr_array_unref (table->rows);
  g_free (table);
}

void
collector_table_add (CollectorTable *table, const char *const *cells)
{
  char **row = g_new0 (char *, table->n_columns + 1);

  for (guint i = 0; i < table->n_columns; i++)
    row[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
  g_ptr_array_add (table->rows, row);
}

static void
print_json (const CollectorTable *table)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint r = 0; r < table->rows->len; r++)
    {
      char **row = table->rows->pdata[r];

      json_builder_begin_object (builder);
      for (guint c = 0; c < table->n_columns; c++)
        {
          json_builder_set_member_name (builder, table->columns[c].id);
          if (table->columns[c].is_number)
            json_builder_add_int_value (builder, g_ascii_strtoll (row[c], NULL, 10));
          else
            json_builder_add_string_value (builder, row[c]);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

void
collector_table_set_width (CollectorTable *table, guint width)
{
  table->width = width;
}

/* Characters that are left for the last column; 0 = any number. */
static glong
last_width (const CollectorTable *table, const gsize *widths)
{
  glong left = table->width;

  for (guint c = 0; c + 1 < table->n_columns; c++)
    left -= widths[c] + 2;
  return table->width == 0 ? 0 : MAX (left, MIN_LAST_WIDTH);
}

/* What a record holds must not reach the terminal as a command.
 * Returns: (transfer full): at most @width characters (0 = all). */
static char *
dup_printable (const char *text, glong width)
{
  GString *out = g_string_new (NULL);
  glong n = 0, length = g_utf8_strlen (text, -1);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);

      if (width > 0 && length > width && n + 1 == width)
        {
          g_string_append (out, "\342\200\246");
          break;
        }
      g_string_append_unichar (out, g_unichar_iscntrl (c) ? 0xfffd : c);
    }
  return g_string_free (out, FALSE);
}

static void
append_cell (GString *out, const char *text, gsize width, gboolean is_last)
{
  g_string_append (out, text);
  if (is_last)
    g_string_append_c (out, '\n');
  else
    g_string_append_printf (out, "%*s", (int) (width - g_utf8_strlen (text, -1) + 2), "");
}

char *
collector_table_dup_text (const CollectorTable *table)
{
  g_autofree gsize *widths = g_new0 (gsize, table->n_columns);
  GString *out = g_string_new (NULL);

  for (guint c = 0; c < table->n_columns; c++)
    {
      widths[c] = g_utf8_strlen (_(table->columns[c].title), -1);
      for (guint r = 0; r < table->rows->len; r++)
        widths[c] = MAX (widths[c], (gsize) g_utf8_strlen (((char **) table->rows->pdata[r])[c], -1));
    }
  for (guint c = 0; c < table->n_columns; c++)
    append_cell (out, _(table->columns[c].title), widths[c], c + 1 == table->n_columns);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        gboolean is_last = c + 1 == table->n_columns;
        g_autofree char *text = dup_printable (((char **) table->rows->pdata[r])[c],
                                               is_last ? last_width (table, widths) : 0);

        append_cell (out, text, widths[c], is_last);
      }
  return g_string_free (out, FALSE);
}

void
collector_table_print (const CollectorTable *table, gboolean as_json)
{
  g_autofree char *text = NULL;

  if (as_json)
    {
      print_json (table);
      return;
    }
  text = collector_table_dup_text (table);
  g_print ("%s", text);
}
