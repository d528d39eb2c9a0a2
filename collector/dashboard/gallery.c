/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be placed on a dashboard, each with what a picture of it is made of: the kind of chart, and
 * the columns that it draws or, of a table, has. Any lane.
 */
#include "config.h"

#include "collector/dashboard/board.h"

#include <string.h>

#include "collector/dashboard/widgets.h"
#include "collector/reports/figures.h"
#include "collector/store/personal-report-store.h"
#include "collector/store/query/fields.h"

#define MOST_KEPT 200

/* What only the report itself knows of its columns is left out. */
static void
write_column (TollJsonWriter *json, const char *id)
{
  const CollectorFigure *figure = collector_figure_lookup (id);
  const CollectorField *field = figure == NULL ? collector_field_lookup (id) : NULL;

  if (figure == NULL && field == NULL)
    return;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", id);
  toll_json_add_text (json, "title", figure != NULL ? figure->title : field->title);
  toll_json_add_text (json, "kind",
                      toll_cell_kind_to_name (figure != NULL ? figure->kind : field->kind));
  toll_json_end_object (json);
}

/* @spec: (nullable): JSON over the report's own question. Returns: (transfer full): ids of columns. */
static char **
dup_columns (const CollectorReport *report, const char *text)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (report->chart != TOLL_CHART_NONE)
    return g_strsplit (report->series, " ", -1);
  if (!toll_report_spec_read_text (spec, report->spec, "spec", NULL)
      || !toll_report_spec_read_text (spec, text, "spec", NULL))
    return g_new0 (char *, 1);
  for (guint i = 0; i < spec->n_keys; i++)
    g_strv_builder_add (ids, spec->group_by[i]);
  for (guint i = 0; spec->fields != NULL && i < spec->fields->len; i++)
    g_strv_builder_add (ids, spec->fields->pdata[i]);
  return g_strv_builder_end (ids);
}

static void
write_choice (TollJsonWriter *json, const char *id, const char *name, const char *question,
              const CollectorReport *report, const char *spec, gboolean is_personal)
{
  g_auto (GStrv) columns = dup_columns (report, spec);

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "widget", id);
  toll_json_add_text (json, "name", name);
  toll_json_add_text (json, "question", question);
  toll_json_add_text (json, "report_id", report->id);
  toll_json_add_text (json, "chart", toll_chart_kind_to_name (report->chart));
  toll_json_begin_array (json, "columns");
  for (guint i = 0; columns[i] != NULL; i++)
    write_column (json, columns[i]);
  toll_json_end_array (json);
  toll_json_add_bool (json, "is_personal", is_personal);
  toll_json_end_object (json);
}

typedef struct
{
  TollJsonWriter *json;
  const CollectorViewer *viewer;
} Listing;

static void
add_personal (const CollectorPersonalReport *row, gpointer data)
{
  const Listing *listing = data;
  const CollectorReport *report = collector_report_lookup (row->report_id);
  g_autofree char *id = g_strdup_printf (COLLECTOR_PERSONAL_WIDGET "%" G_GINT64_FORMAT, row->id);

  if (report != NULL && report->role <= listing->viewer->role)
    write_choice (listing->json, id, row->name, row->description, report, row->spec, TRUE);
}

gboolean
collector_board_write_gallery (TollJsonWriter *json, CollectorDb *db,
                               const CollectorViewer *viewer, GError **error)
{
  Listing listing = { json, viewer };

  toll_json_begin_array (json, "items");
  for (const CollectorWidget *widget = collector_widgets; widget->id != NULL; widget++)
    {
      CollectorReport report = collector_widget_get_report (widget);

      if (report.role <= viewer->role)
        write_choice (json, widget->id, widget->title, widget->question, &report, widget->spec,
                      FALSE);
    }
  if (!collector_personal_report_list (db, viewer, 0, MOST_KEPT, add_personal, &listing, error))
    return FALSE;
  toll_json_end_array (json);
  return TRUE;
}
