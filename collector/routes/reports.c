/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /reports: the catalogue as far as its reader may run it; GET /reports/{id}/columns: what a
 * report can show. Titles leave untranslated. Main thread: no database.
 */
#include "config.h"

#include "collector/routes/report-find.h"

#include "collector/reports/facts.h"
#include "collector/reports/figures.h"
#include "collector/reports/occupancy.h"
#include "collector/routes/house.h"
#include "collector/store/query/fields.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

const CollectorReport *
collector_report_find (CollectorRequest *request, GError **error)
{
  const CollectorReport *report
      = collector_report_lookup (collector_request_get_variable (request, "id"));

  if (report == NULL)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such report");
  else if (collector_request_get_viewer (request)->role < report->role)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "this report is not for your role");
      return NULL;
    }
  return report;
}

void
collector_report_write_spec (TollJsonWriter *json, const char *text)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();

  /* What it does not know any more of an older version's, it leaves out. */
  toll_report_spec_read_text (spec, text, "spec", NULL);
  toll_report_spec_write (spec, json, "spec");
}

static const char *
get_shape (const CollectorReport *report, const TollReportSpec *spec)
{
  if (report->is_table)
    return "table";
  if (collector_report_counts_at_once (report))
    return "at_once";
  if (report->build != NULL || report->narrow != NULL)
    return "special";
  return spec->n_keys > 0 ? "groups" : "list";
}

/* Who may be asked of by name depends on the question; these are offered for any. */
static gboolean
is_open (const CollectorFigure *figure, const CollectorViewer *viewer)
{
  return figure == NULL || collector_figure_is_open (figure, viewer, FALSE, NULL);
}

static gboolean
write_report (TollJsonWriter *json, const CollectorReportCategory *category,
              const CollectorReport *report, const CollectorViewer *viewer, GError **error)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_auto (GStrv) columns = g_strsplit (report->columns, " ", -1);

  if (!toll_report_spec_read_text (spec, report->spec, report->id, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", report->id);
  toll_json_add_text (json, "title", report->title);
  toll_json_add_text (json, "question", report->question);
  toll_json_add_text (json, "category", category->id);
  toll_json_add_text (json, "category_title", category->title);
  toll_json_add_text (json, "role", collector_role_to_name (report->role));
  toll_json_add_text (json, "shape", get_shape (report, spec));
  toll_json_add_text (json, "chart", toll_chart_kind_to_name (report->chart));
  toll_report_spec_write (spec, json, "spec");
  toll_json_begin_array (json, "columns");
  for (guint i = 0; columns[i] != NULL; i++)
    if (*columns[i] != '\0' && is_open (collector_figure_lookup (columns[i]), viewer))
      toll_json_add_text (json, NULL, columns[i]);
  toll_json_end_array (json);
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
is_withheld (const char *field)
{
  const CollectorField *known = collector_field_lookup (field);

  return known != NULL && (known->flags & COLLECTOR_FIELD_UNMASKED) != 0;
}

static gboolean
tests_withheld (const TollCondition *where)
{
  if (where == NULL)
    return FALSE;
  if (where->children == NULL)
    return is_withheld (where->field);
  for (guint i = 0; i < where->children->len; i++)
    if (tests_withheld (where->children->pdata[i]))
      return TRUE;
  return FALSE;
}

/* A report that asks by what is hidden from the viewer could only be refused. */
static gboolean
is_offered (const CollectorReport *report, const CollectorViewer *viewer)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();

  if (report->role > viewer->role)
    return FALSE;
  if (!collector_viewer_is_masked (viewer)
      || !toll_report_spec_read_text (spec, report->spec, report->id, NULL))
    return TRUE;
  for (guint i = 0; i < spec->n_keys; i++)
    if (is_withheld (spec->group_by[i]))
      return FALSE;
  return !tests_withheld (spec->where);
}

static gboolean
list_reports (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  TollJsonWriter *json = collector_reply_get_json (reply);
  const CollectorViewer *viewer = collector_request_get_viewer (request);

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      if (is_offered (report, viewer) && !write_report (json, category, report, viewer, error))
        return FALSE;
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

static void
write_column (TollJsonWriter *json, const char *id, const char *title, TollCellKind kind,
              gboolean is_chosen)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", id);
  toll_json_add_text (json, "title", title);
  toll_json_add_text (json, "kind", toll_cell_kind_to_name (kind));
  toll_json_add_bool (json, "is_chosen", is_chosen);
  toll_json_end_object (json);
}

/* The company's own fields are offered when they have a title. */
static void
write_fact (TollJsonWriter *json, CollectorDb *db, const CollectorFact *fact, gboolean is_chosen)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  const char *title = collector_field_find_title (db, fact->id, fact->title, arena);

  if (is_chosen || collector_field_get_custom (fact->id) == 0 || title != fact->title)
    write_column (json, fact->id, title, fact->kind, is_chosen);
}

/* Those the report shows by itself, in its order. */
static void
write_chosen (TollJsonWriter *json, CollectorDb *db, const char *const *ids,
              const CollectorViewer *viewer)
{
  for (; *ids != NULL; ids++)
    {
      const CollectorFigure *figure = collector_figure_lookup (*ids);
      const CollectorFact *fact = collector_fact_lookup (*ids);
      const CollectorOccupancyFigure *at_once = collector_occupancy_figure_lookup (*ids);

      if (!is_open (figure, viewer))
        continue;
      if (figure != NULL)
        write_column (json, figure->id, figure->title, figure->kind, TRUE);
      else if (fact != NULL)
        write_fact (json, db, fact, TRUE);
      else if (at_once != NULL)
        write_column (json, at_once->id, at_once->title, at_once->kind, TRUE);
    }
}

/* The others it can show: a report of its own making none. */
static void
write_others (TollJsonWriter *json, CollectorDb *db, const char *const *chosen, const char *shape,
              const CollectorViewer *viewer)
{
  guint n;

  if (g_str_equal (shape, "groups"))
    {
      const CollectorFigure *figures = collector_figure_list (&n);

      for (guint i = 0; i < n; i++)
        if (!g_strv_contains (chosen, figures[i].id) && is_open (&figures[i], viewer))
          write_column (json, figures[i].id, figures[i].title, figures[i].kind, FALSE);
    }
  else if (g_str_equal (shape, "list"))
    {
      const CollectorFact *facts = collector_fact_list (&n);

      for (guint i = 0; i < n; i++)
        if (!g_strv_contains (chosen, facts[i].id))
          write_fact (json, db, &facts[i], FALSE);
    }
  else if (g_str_equal (shape, "at_once"))
    {
      const CollectorOccupancyFigure *figures = collector_occupancy_figure_list (&n);

      for (guint i = 0; i < n; i++)
        if (!g_strv_contains (chosen, figures[i].id))
          write_column (json, figures[i].id, figures[i].title, figures[i].kind, FALSE);
    }
}

static void
write_step_columns (TollJsonWriter *json, const char *const *chosen)
{
  guint n;
  const CollectorFact *facts = collector_step_fact_list (&n);

  for (guint i = 0; chosen[i] != NULL; i++)
    {
      const CollectorFact *fact = collector_step_fact_lookup (chosen[i]);

      write_column (json, fact->id, fact->title, fact->kind, TRUE);
    }
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains (chosen, facts[i].id))
      write_column (json, facts[i].id, facts[i].title, facts[i].kind, FALSE);
}

static gboolean
list_columns (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorReport *report = collector_report_find (request, error);
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_auto (GStrv) chosen = NULL;

  if (report == NULL || !toll_query_check (collector_request_get_query (request), none, error)
      || !toll_report_spec_read_text (spec, report->spec, report->id, error))
    return FALSE;
  chosen = g_strsplit (report->columns, " ", -1);
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  if (report->tells_steps)
    write_step_columns (json, (const char *const *) chosen);
  else
    {
      write_chosen (json, db, (const char *const *) chosen, viewer);
      write_others (json, db, (const char *const *) chosen, get_shape (report, spec), viewer);
    }
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

const CollectorRoute collector_routes_reports[] = {
  { "GET", TOLL_PATH_REPORTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_MAIN, list_reports,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_REPORT_COLUMNS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_columns,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
