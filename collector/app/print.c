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
};

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

static void
print_cell (const char *text, gsize width, gboolean is_last)
{
  g_print ("%s", text);
  if (is_last)
    g_print ("\n");
  else
    g_print ("%*s", (int) (width - g_utf8_strlen (text, -1) + 2), "");
}

static void
print_text (const CollectorTable *table)
{
  g_autofree gsize *widths = g_new0 (gsize, table->n_columns);

  for (guint c = 0; c < table->n_columns; c++)
    {
      widths[c] = g_utf8_strlen (_(table->columns[c].title), -1);
      for (guint r = 0; r < table->rows->len; r++)
        widths[c] = MAX (widths[c], (gsize) g_utf8_strlen (((char **) table->rows->pdata[r])[c], -1));
    }
  for (guint c = 0; c < table->n_columns; c++)
    print_cell (_(table->columns[c].title), widths[c], c + 1 == table->n_columns);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint c = 0; c < table->n_columns; c++)
      print_cell (((char **) table->rows->pdata[r])[c], widths[c], c + 1 == table->n_columns);
}

void
collector_table_print (const CollectorTable *table, gboolean as_json)
{
  if (as_json)
    print_json (table);
  else
    print_text (table);
}
