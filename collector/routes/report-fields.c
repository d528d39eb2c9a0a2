/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /reports/fields: what calls may be restricted, filtered and grouped by, as far as the viewer
 * may ask; GET /reports/values: the names of a field to choose from. Reader lane.
 */
#include "config.h"

#include "collector/routes/list-page.h"

#include "collector/routes/house.h"
#include "collector/store/people/save.h"
#include "collector/store/query/query.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

/* Names that occur in somebody's part are looked for among the calls of the last days. */
#define VALUE_DAYS 90
#define MOST_SEARCH 100 /* bytes */

/* How fields of each shape compare; in the order people are offered them. */
static const char *const text_operators[]
    = { "is",   "is_not",   "in",           "not_in",  "starts",      "not_starts", "ends",
        "not_ends", "contains", "not_contains", "matches", "not_matches", "empty", "not_empty",
        NULL };
static const char *const figure_operators[]
    = { "is", "is_not", "<", "<=", ">", ">=", "between", "not_between", "in", "not_in", "empty",
        "not_empty", NULL };
/* Of what every call has. */
static const char *const sure_operators[]
    = { "is", "is_not", "<", "<=", ">", ">=", "between", "not_between", "in", "not_in", NULL };
static const char *const word_operators[] = { "is", "is_not", "in", "not_in", NULL };

static const char *const *
get_operators (const CollectorField *field)
{
  switch (field->shape)
    {
    case COLLECTOR_FIELD_NAMED:
    case COLLECTOR_FIELD_TEXT:
      return text_operators;
    case COLLECTOR_FIELD_ENUM:
      return word_operators;
    default:
      return field->lack == COLLECTOR_LACK_NEVER ? sure_operators : figure_operators;
    }
}

static gboolean
is_flag (const CollectorField *field)
{
  return field->shape == COLLECTOR_FIELD_ENUM && field->n_values == 2
         && g_str_equal (field->name_of (1), "yes");
}

static const char *
get_kind (const CollectorField *field)
{
  if (is_flag (field))
    return "flag";
  return field->kind == TOLL_CELL_COUNT ? "figure" : toll_cell_kind_to_name (field->kind);
}

/* Durations and costs stand in the table twice: as the ledger counts, for documents, and as people
 * do. The second is offered. */
static gboolean
is_raw (const CollectorField *field)
{
  return g_str_has_suffix (field->id, "_ms") || g_str_has_suffix (field->id, "_micro");
}

/* The company's own fields are there when they have a title. Returns: NULL = is not there. */
static const char *
get_title (const CollectorField *field, const char *const *custom)
{
  guint n = collector_field_get_custom (field->id);

  if (n == 0)
    return field->title;
  return *custom[n - 1] != '\0' ? custom[n - 1] : NULL;
}

static void
write_values (TollJsonWriter *json, const CollectorField *field)
{
  if (field->shape != COLLECTOR_FIELD_ENUM)
    return;
  toll_json_begin_array (json, "values");
  for (guint i = 0; i < field->n_values; i++)
    {
      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "id", field->name_of (i));
      toll_json_add_text (json, "title", field->name_of (i));
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static void
write_field (TollJsonWriter *json, const CollectorField *field, const char *title)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", field->id);
  toll_json_add_text (json, "title", title);
  toll_json_add_text (json, "kind", get_kind (field));
  if (field->kind == TOLL_CELL_DURATION)
    toll_json_add_text (json, "unit", "s");
  toll_json_begin_array (json, "operators");
  for (const char *const *at = get_operators (field); *at != NULL; at++)
    toll_json_add_text (json, NULL, *at);
  toll_json_end_array (json);
  write_values (json, field);
  toll_json_add_bool (json, "can_filter", TRUE);
  toll_json_add_bool (json, "can_group", (field->flags & COLLECTOR_FIELD_KEY) != 0);
  toll_json_add_bool (json, "can_group_filter", field->source != NULL);
  toll_json_end_object (json);
}

static gboolean
list_fields (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  gboolean masks = collector_viewer_is_masked (viewer);
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (TollArena) arena = toll_arena_new ();
  const char *custom[COLLECTOR_N_CUSTOM_FIELDS];
  guint n_fields;
  const CollectorField *fields = collector_field_list (&n_fields);

  if (!toll_query_check (collector_request_get_query (request), none, error)
      || !collector_custom_fields_load (db, arena, custom, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < n_fields; i++)
    {
      const char *title = get_title (&fields[i], custom);

      if (title != NULL && !is_raw (&fields[i])
          && !(masks && (fields[i].flags & COLLECTOR_FIELD_UNMASKED) != 0))
        write_field (json, &fields[i], title);
    }
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

/* Names and numbers of people are data of others. */
static gboolean
tells_people (const char *field)
{
  static const char *const fields[]
      = { "name",       "user_name", "cucm_user_id", "extension", "last_extension",
          "first_extension", "login_user", "device", NULL };
  const CollectorField *known = collector_field_lookup (field);

  return known != NULL && g_strv_contains (fields, known->id);
}

static void
write_value (const char *value, gpointer data)
{
  CollectorListPage *page = data;

  if (!collector_list_page_admit (page, value))
    return;
  toll_json_begin_object (page->json, NULL);
  toll_json_add_text (page->json, "value", value);
  toll_json_add_text (page->json, "title", value);
  toll_json_end_object (page->json);
}

static gboolean
list_values (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "field", "search", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  const char *field = toll_query_lookup (parameters, "field");
  const char *search = toll_query_lookup (parameters, "search");
  g_auto (CollectorListPage) page = { 0 };
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  gint64 now_ms = collector_request_get_now_ms (request);
  CollectorQuery query = { .viewer = collector_request_get_viewer (request), .spec = spec,
                           .zone = collector_totals_get_zone (db, error),
                           .both_sides = TRUE,
                           .from_ms = now_ms - VALUE_DAYS * G_GINT64_CONSTANT (86400000) };

  if (query.zone == NULL || !collector_list_page_begin (&page, request, reply, known, error))
    return FALSE;
  if (field == NULL || (search != NULL && strlen (search) > MOST_SEARCH))
    {
      toll_error_set_field (error, field == NULL ? "field" : "search", "%s",
                            field == NULL ? "is missing" : "at most 100 bytes are expected");
      return FALSE;
    }
  if (!collector_query_list_values (db, &query, field, search, page.after, page.limit + 1,
                                    write_value, &page, error))
    return FALSE;
  collector_list_page_end (&page);
  if (tells_people (field) && collector_viewer_sees_others (query.viewer))
    collector_viewer_note_row (query.viewer, 0);
  return TRUE;
}

const CollectorRoute collector_routes_report_fields[] = {
  { "GET", TOLL_PATH_REPORT_FIELDS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_fields,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_REPORT_VALUES, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_LONG, list_values,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
