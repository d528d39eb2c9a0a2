/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answered report and its rows. Main thread. */

#include "config.h"
#include "console/models/report-result.h"

#include <string.h>

#include "console/client/json.h"
#include "shared/model/report-drill.h"
#include "shared/wire/report-json.h"

#define LONGEST_ANSWER (256 * 1024 * 1024) /* bytes */

struct _ConsoleReportResult
{
  GObject parent_instance;
  TollReportDoc *doc;
  JsonObject *spec;
};

G_DEFINE_FINAL_TYPE (ConsoleReportResult, console_report_result, G_TYPE_OBJECT)

static void
console_report_result_finalize (GObject *object)
{
  ConsoleReportResult *self = CONSOLE_REPORT_RESULT (object);

  toll_report_doc_free (self->doc);
  g_clear_pointer (&self->spec, json_object_unref);
  G_OBJECT_CLASS (console_report_result_parent_class)->finalize (object);
}

static void
console_report_result_class_init (ConsoleReportResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_report_result_finalize;
}

static void
console_report_result_init (ConsoleReportResult *self)
{
}

ConsoleReportResult *
console_report_result_new (JsonObject *answer, GError **error)
{
  g_autoptr (ConsoleReportResult) self = g_object_new (CONSOLE_TYPE_REPORT_RESULT, NULL);
  g_autofree char *text = console_json_to_text (answer);
  g_autoptr (TollJson) json = toll_json_read (text, -1, LONGEST_ANSWER, error);
  JsonObject *spec = console_json_object (answer, "spec");

  self->doc = json != NULL ? toll_report_doc_read (toll_json_get_root (json), error) : NULL;
  self->spec = spec != NULL ? json_object_ref (spec) : json_object_new ();
  return self->doc != NULL ? g_steal_pointer (&self) : NULL;
}

const TollReportDoc *
console_report_result_get_doc (ConsoleReportResult *self)
{
  return self->doc;
}

const TollReportDoc *
console_report_result_get_drawn (ConsoleReportResult *self)
{
  return toll_report_doc_get_drawn (self->doc);
}

JsonObject *
console_report_result_get_spec (ConsoleReportResult *self)
{
  return self->spec;
}

gboolean
console_report_result_opens (const TollReportDoc *doc, const TollReportRow *row, guint column)
{
  const TollReportColumn *at;
  const TollCell *cells = row != NULL ? row->cells : doc->totals.cells;

  if (column >= doc->columns->len)
    return TRUE;
  at = toll_report_doc_get_column (doc, column);
  if (at->role == TOLL_COLUMN_FIGURE)
    return at->drill != NULL && cells != NULL && !cells[column].is_empty
           && cells[column].figure != 0;
  if (at->role != TOLL_COLUMN_KEY || row == NULL)
    return FALSE;
  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role == TOLL_COLUMN_FIGURE
        && console_report_result_opens (doc, row, i))
      return TRUE;
  return FALSE;
}

/* Returns: @column, G_MAXUINT for a key: it asks for all calls of its row. */
static guint
find_figure (const TollReportDoc *doc, guint column)
{
  if (column < doc->columns->len
      && toll_report_doc_get_column (doc, column)->role == TOLL_COLUMN_KEY)
    return G_MAXUINT;
  return column;
}

char *
console_report_result_dup_drill (ConsoleReportResult *self, const TollReportDoc *doc,
                                 const TollReportRow *row, guint column)
{
  g_autofree char *text = console_json_to_text (self->spec);
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  if (!console_report_result_opens (doc, row, column)
      || !toll_report_spec_read_text (spec, text, "spec", NULL)
      || !toll_report_drill (spec, doc, row, find_figure (doc, column), NULL))
    return NULL;
  toll_report_spec_write (spec, json, NULL);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

struct _ConsoleResultRow
{
  GObject parent_instance;
  ConsoleReportResult *result;
  const TollReportRow *row; /* the result's */
};

G_DEFINE_FINAL_TYPE (ConsoleResultRow, console_result_row, G_TYPE_OBJECT)

static void
console_result_row_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_RESULT_ROW (object)->result);
  G_OBJECT_CLASS (console_result_row_parent_class)->finalize (object);
}

static void
console_result_row_class_init (ConsoleResultRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_result_row_finalize;
}

static void
console_result_row_init (ConsoleResultRow *self)
{
}

ConsoleResultRow *
console_result_row_new (ConsoleReportResult *result, const TollReportRow *row)
{
  ConsoleResultRow *self = g_object_new (CONSOLE_TYPE_RESULT_ROW, NULL);

  self->result = g_object_ref (result);
  self->row = row;
  return self;
}

ConsoleReportResult *
console_result_row_get_result (ConsoleResultRow *self)
{
  return self->result;
}

const TollReportRow *
console_result_row_get (ConsoleResultRow *self)
{
  return self->row;
}

gboolean
console_result_row_is_totals (ConsoleResultRow *self)
{
  return self->row == &self->result->doc->totals;
}
