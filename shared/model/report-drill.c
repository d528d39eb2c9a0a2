/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a figure to its calls. Whoever shows a report opens its figures by this one function.
 */
#include "config.h"

#include "shared/model/report-drill.h"

/* Whose rows are no single calls. */
static gboolean
is_counted (const TollReportDoc *doc)
{
  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role != TOLL_COLUMN_FACT)
      return TRUE;
  return FALSE;
}

/* A list of calls instead of groups: everything that said how groups look goes. */
static void
make_list (TollReportSpec *spec, const TollReportDoc *doc)
{
  spec->n_keys = 0;
  spec->has_group_by = FALSE;
  spec->compare = TOLL_COMPARE_NONE;
  spec->fields = NULL;
  spec->limit = 0;
  spec->chart = "";
  spec->counted = spec->counted || is_counted (doc);
  g_array_set_size (spec->sort, 0);
  spec->has_period = TRUE;
  spec->period = (TollPeriod){ .from_ms = doc->from_ms, .to_ms = doc->to_ms };
}

/* The row's keys find its calls. An empty key is that of a subtotal, which has all of them. */
static void
add_keys (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const TollCell *key;
      g_autofree char *figure = NULL;

      if (column->role != TOLL_COLUMN_KEY)
        continue;
      key = &row->keys[n++];
      if (key->is_empty)
        continue;
      figure = g_strdup_printf ("%" G_GINT64_FORMAT, key->figure);
      toll_report_spec_add_test (spec, column->id, TOLL_OP_KEY,
                                 key->text != NULL ? key->text : figure);
    }
}

gboolean
toll_report_drill (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
                   guint column, GError **error)
{
  const char *drill = column < doc->columns->len
                          ? toll_report_doc_get_column (doc, column)->drill : "";
  g_autoptr (TollJson) narrow = NULL;

  make_list (spec, doc);
  if (row != NULL)
    add_keys (spec, doc, row);
  if (drill == NULL || *drill == '\0')
    return TRUE;
  narrow = toll_json_read (drill, -1, 0, error);
  return narrow != NULL
         && toll_report_spec_narrow (spec, toll_json_get_root (narrow), "drill", error);
}
