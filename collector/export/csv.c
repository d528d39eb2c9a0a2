/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV. Figures are written as they are, texts are guarded and quoted when they must be.
 */
#include "config.h"

#include "collector/export/csv.h"

#include <string.h>

#include "collector/export/cell-text.h"

/* What makes a cell a formula to a spreadsheet. A phone number's + is none when only digits
 * follow. */
static gboolean
is_formula (const char *text)
{
  if (*text == '\0' || strchr ("=+-@\t\r", *text) == NULL)
    return FALSE;
  return *text != '+' || text[1 + strspn (text + 1, "0123456789* ")] != '\0' || text[1] == '\0';
}

static void
append_quoted (GString *out, const char *text)
{
  gboolean is_guarded = is_formula (text);

  if (!is_guarded && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append (out, is_guarded ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
collector_csv_write_titles (const TollReportDoc *doc, GString *out)
{
  for (guint i = 0; i < doc->columns->len; i++)
    {
      g_autofree char *title = collector_cell_dup_title (toll_report_doc_get_column (doc, i));

      g_string_append (out, i > 0 ? "," : "");
      append_quoted (out, title);
    }
  g_string_append (out, "\r\n");
}

void
collector_csv_write_rows (const TollReportDoc *doc, const TollZone *zone, GString *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (doc, i);

      if (row->level > 0)
        continue;
      for (guint j = 0; j < doc->columns->len; j++)
        {
          g_string_append (out, j > 0 ? "," : "");
          if (row->cells[j].text == NULL)
            {
              collector_cell_append (out, toll_report_doc_get_column (doc, j), &row->cells[j],
                                     zone);
              continue;
            }
          g_string_truncate (text, 0);
          collector_cell_append (text, toll_report_doc_get_column (doc, j), &row->cells[j], zone);
          append_quoted (out, text->str);
        }
      g_string_append (out, "\r\n");
    }
}
