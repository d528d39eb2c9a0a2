/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People as files: POST /people/import takes a CSV file, or tells what it would do; GET
 * /people/export gives one.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/directory/people-csv.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"
#include "shared/wire/paths.h"

static const char *const state_names[COLLECTOR_N_CSV_STATES]
    = { "new", "changed", "same", "removed", "refused" };

static void
write_columns (TollJsonWriter *json, const CollectorPeopleColumnMap *map)
{
  toll_json_begin_array (json, "columns");
  for (guint i = 0; i < map->titles->len; i++)
    {
      int column = g_array_index (map->columns, int, i);

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "title", map->titles->pdata[i]);
      toll_json_add_text (json, "field",
                          column >= 0 ? collector_people_column_get_name (column) : NULL);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static void
write_faults (TollJsonWriter *json, const GArray *faults)
{
  toll_json_begin_array (json, "errors");
  for (guint i = 0; i < faults->len; i++)
    {
      const CollectorCsvFault *fault = &g_array_index (faults, CollectorCsvFault, i);

      toll_json_begin_object (json, NULL);
      toll_json_add_int (json, "line", fault->line);
      toll_json_add_text (json, "column", fault->column);
      toll_json_add_text (json, "reason", fault->reason);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static void
write_preview (TollJsonWriter *json, const CollectorPeopleCsvReport *report)
{
  toll_json_begin_array (json, "preview");
  for (guint i = 0; i < report->preview->len; i++)
    {
      const CollectorCsvPreview *row = &g_array_index (report->preview, CollectorCsvPreview, i);

      toll_json_begin_object (json, NULL);
      toll_json_add_int (json, "line", row->line);
      toll_json_add_text (json, "state", state_names[row->state]);
      for (guint c = 0; c < COLLECTOR_N_PEOPLE_COLUMNS; c++)
        if (report->map.at[c] >= 0)
          toll_json_add_text (json, collector_people_column_get_name (c), row->cells[c]);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static void
write_texts (TollJsonWriter *json, const char *name, const GPtrArray *texts)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; i < texts->len; i++)
    toll_json_add_text (json, NULL, texts->pdata[i]);
  toll_json_end_array (json);
}

static void
write_report (TollJsonWriter *json, const CollectorPeopleCsvReport *report)
{
  toll_json_begin_object (json, NULL);
  for (guint i = 0; i < COLLECTOR_N_CSV_STATES; i++)
    toll_json_add_int (json, state_names[i], report->n[i]);
  write_faults (json, report->faults);
  write_columns (json, &report->map);
  write_preview (json, report);
  write_texts (json, "taken_over", report->taken_over);
  write_texts (json, "accounts", report->accounts);
  toll_json_add_bool (json, "applied", report->is_applied);
  toll_json_end_object (json);
}

/* Dates without an offset are the company's. */
static const TollZone *
find_zone (CollectorRequest *request, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);

  return settings != NULL ? toll_zone_get (collector_settings_get_zone (settings), error) : NULL;
}

static gboolean
read_input (CollectorRequest *request, CollectorDb *db, CollectorPeopleCsvInput *input,
            GError **error)
{
  static const char *const known[] = { "dry_run", "remove_missing", "map", NULL };
  const TollQuery *query = collector_request_get_query (request);

  if (!toll_query_check (query, known, error)
      || !toll_query_get_bool (query, "dry_run", &input->dry_run, error)
      || !toll_query_get_bool (query, "remove_missing", &input->remove_missing, error))
    return FALSE;
  input->map = toll_query_lookup (query, "map");
  input->now_ms = collector_request_get_now_ms (request);
  input->giver = collector_request_get_viewer (request);
  input->bytes = collector_request_get_upload (request, &input->n_bytes);
  if (input->n_bytes == 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                           "a CSV file is expected as the body");
      return FALSE;
    }
  input->zone = find_zone (request, db, error);
  return input->zone != NULL;
}

static gboolean
import_people (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (CollectorPeopleCsvReport) report = collector_people_csv_report_new ();
  g_autoptr (CollectorPlan) plan = NULL;
  CollectorPeopleCsvInput input = { 0 };

  if (!read_input (request, db, &input, error)
      || !collector_house_load_plan (COLLECTOR_HOUSE_OF (request), db, &plan, error))
    return FALSE;
  input.plan = plan;
  if (!collector_people_csv_import (db, &input, report, error))
    return FALSE;
  write_report (collector_reply_get_json (reply), report);
  collector_reply_take_note (
      reply, g_strdup_printf ("%u new, %u changed, %u removed, %s", report->n[COLLECTOR_CSV_NEW],
                              report->n[COLLECTOR_CSV_CHANGED], report->n[COLLECTOR_CSV_REMOVED],
                              report->is_applied ? "applied" : "not applied"));
  return TRUE;
}

static gboolean
export_people (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const TollZone *zone;
  GString *text;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  zone = find_zone (request, db, error);
  if (zone == NULL)
    return FALSE;
  text = g_string_new (NULL);
  collector_reply_take_text (reply, text, "text/csv; charset=utf-8");
  collector_reply_add_header (reply, "Content-Disposition",
                              "attachment; filename=\"people.csv\"");
  if (!collector_people_csv_export (db, collector_request_get_viewer (request), zone, collector_request_get_now_ms (request), text,
                                    ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    collector_viewer_note_row (collector_request_get_viewer (request),
                               g_array_index (ids, gint64, i));
  return TRUE;
}

const CollectorRoute collector_routes_people_files[] = {
  { "POST", TOLL_PATH_PEOPLE_IMPORT, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE,
    import_people, COLLECTOR_AUDIT_CHANGE, COLLECTOR_BODY_UPLOAD },
  { "GET", TOLL_PATH_PEOPLE_EXPORT, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    export_people, COLLECTOR_AUDIT_EXPORT },
  { NULL },
};
