/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report is run: its own spec with what was asked put over it, the frame (zone, period), what
 * the document says of itself. The rows are run-list.c's and run-groups.c's. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/run-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/reports/figures.h"
#include "collector/reports/occupancy.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/period-now.h"
#include "collector/store/query/fields.h"
#include "shared/base/error.h"

#define PAGE 1000
/* Of a list that no index sorts, each page sorts all of it: fewer of them are taken. */
#define SORTED_PAGE 10000

CollectorQuery
collector_report_run_get_query (const CollectorReportRun *run)
{
  return (CollectorQuery){ .viewer = run->viewer, .spec = run->spec, .zone = run->zone,
                           .from_ms = run->from_ms, .to_ms = run->to_ms,
                           .names = run->names,
                           .both_sides = collector_report_run_is_list (run)
                                         && !run->spec->counted };
}

gboolean
collector_report_run_is_list (const CollectorReportRun *run)
{
  return run->spec->n_keys == 0 && run->report->build == NULL;
}

/* The spec's zone, else the viewer's, else the company's. */
static gboolean
find_zone (CollectorReportRun *run, GError **error)
{
  const char *name = *run->spec->zone != '\0' ? run->spec->zone : run->viewer->zone;

  run->zone = *name != '\0' ? toll_zone_get (name, error)
                            : collector_totals_get_zone (run->db, error);
  return run->zone != NULL;
}

/* Who groups a report by something else, or lists its calls, did not ask for the order of what it
 * groups by itself. @was_grouped: it does so. */
static void
drop_own_sort (TollReportSpec *spec, gboolean was_grouped, const TollJsonValue *object)
{
  const char *id = spec->sort->len > 0 ? g_array_index (spec->sort, TollSort, 0).field : NULL;
  gboolean is_other;

  if (id == NULL || toll_json_value_get_member (object, "sort") != NULL)
    return;
  is_other = spec->n_keys > 0
                 ? !toll_report_spec_has_key (spec, id) && collector_figure_lookup (id) == NULL
                       && collector_occupancy_figure_lookup (id) == NULL
                 : was_grouped;
  if (is_other)
    g_array_set_size (spec->sort, 0);
}

static gboolean
read_spec (CollectorReportRun *run, const TollJsonValue *object, GError **error)
{
  TollPeriodNow now;
  gboolean was_grouped;

  if (!toll_report_spec_read_text (run->spec, run->report->spec, run->report->id, error))
    return FALSE;
  was_grouped = run->spec->n_keys > 0;
  if (object != NULL && !toll_report_spec_read (run->spec, object, "spec", error))
    return FALSE;
  if (object != NULL)
    drop_own_sort (run->spec, was_grouped, object);
  return find_zone (run, error)
         && collector_period_now (run->db, run->zone, run->now_ms, &now, error)
         && toll_period_resolve (&run->spec->period, &now, "spec.period", &run->from_ms,
                                 &run->to_ms, error);
}

CollectorReportRun *
collector_report_run_new (const CollectorReport *report, CollectorDb *db,
                          const CollectorViewer *viewer, const TollJsonValue *object,
                          gint64 now_ms, GError **error)
{
  g_autoptr (CollectorReportRun) run = g_new0 (CollectorReportRun, 1);

  run->db = db;
  run->viewer = viewer;
  run->report = report;
  run->language = viewer->language;
  run->now_ms = now_ms;
  run->page = PAGE;
  run->spec = toll_report_spec_new ();
  run->doc = toll_report_doc_new ();
  run->names_arena = toll_arena_new ();
  run->names = collector_names_new (db, run->names_arena);
  if (viewer->role < report->role)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "this report is not for your role");
      return NULL;
    }
  if (!read_spec (run, object, error))
    return NULL;
  return g_steal_pointer (&run);
}

void
collector_report_run_free (CollectorReportRun *run)
{
  if (run == NULL)
    return;
  toll_report_spec_free (run->spec);
  toll_report_doc_free (run->doc);
  collector_names_free (run->names);
  g_clear_pointer (&run->currencies, g_array_unref);
  toll_arena_free (run->names_arena);
  g_free (run->next);
  g_free (run);
}

/* What the report narrows itself to is found once, however many pages are taken. */
static gboolean
begin_narrow (CollectorReportRun *run, GError **error)
{
  if (!run->is_narrowed)
    {
      run->is_narrowed = TRUE;
      run->spec->up |= collector_report_counts_at_once (run->report);
      if (run->report->narrow != NULL && !run->report->narrow (run, error))
        return FALSE;
    }
  run->asked = run->spec->where;
  if (run->only != NULL)
    toll_report_spec_add_where (run->spec, run->only);
  return TRUE;
}

static void
end_narrow (CollectorReportRun *run)
{
  run->spec->where = run->asked;
}

gboolean
collector_report_run_count (CollectorReportRun *run, gint64 *n_calls, GError **error)
{
  CollectorQuery query;
  gboolean is_counted;

  if (!begin_narrow (run, error))
    return FALSE;
  query = collector_report_run_get_query (run);
  is_counted = collector_query_count (run->db, &query, n_calls, error);
  end_narrow (run);
  return is_counted;
}

/* ---- Which calls change the answer ---- */

/* Fields of what became of missed calls have ids that begin so. */
#define FOLLOW_UP "follow_up"
#define FOLLOW_UP_MEASURES                                                                         \
  (COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_RETURNED)                                              \
   | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_REACHED_US)                                          \
   | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_STILL_OPEN))

static gboolean
names_follow_up (const TollCondition *condition)
{
  if (condition == NULL)
    return FALSE;
  if (condition->kind == TOLL_CONDITION_TEST)
    return g_str_has_prefix (condition->field, FOLLOW_UP);
  for (guint i = 0; i < condition->children->len; i++)
    if (names_follow_up (condition->children->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_of_follow_up (const char *id)
{
  const CollectorFigure *figure = collector_figure_lookup (id);

  return g_str_has_prefix (id, FOLLOW_UP)
         || (figure != NULL
             && ((collector_figure_get_measures (figure) & FOLLOW_UP_MEASURES) != 0
                 || (figure->field != NULL && g_str_has_prefix (figure->field, FOLLOW_UP))));
}

/* A call that counts in no answer may yet be the one that returned a missed one which does. */
static gboolean
tells_follow_up (const CollectorReportRun *run)
{
  const TollReportSpec *spec = run->spec;
  g_auto (GStrv) columns = collector_report_run_dup_columns (run);

  for (guint i = 0; columns[i] != NULL; i++)
    if (is_of_follow_up (columns[i]))
      return TRUE;
  for (guint i = 0; i < spec->n_keys; i++)
    if (is_of_follow_up (spec->group_by[i]))
      return TRUE;
  return names_follow_up (spec->where);
}

gboolean
collector_report_run_touches (CollectorReportRun *run, const GArray *ids, gboolean *touches,
                              GError **error)
{
  CollectorQuery query;
  gboolean is_asked;

  *touches = run->report->is_table;
  if (*touches)
    return TRUE;
  if (!begin_narrow (run, error))
    return FALSE;
  query = collector_report_run_get_query (run);
  is_asked = collector_query_matches (run->db, &query, ids, touches, error)
             && (*touches || !tells_follow_up (run)
                 || collector_query_follows (run->db, &query, ids, touches, error));
  end_narrow (run);
  return is_asked;
}

gboolean
collector_report_run_check_individuals (const CollectorReportRun *run, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  const GPtrArray *fields = run->spec->fields;

  if (!collector_query_check_individuals (&query, error))
    return FALSE;
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const CollectorFigure *figure = collector_figure_lookup (fields->pdata[i]);

      if (figure != NULL
          && !collector_figure_is_open (figure, run->viewer, run->spec->mine, error))
        return FALSE;
    }
  return TRUE;
}

/* TRUE when nothing but calls with certain numbers can fulfil it. */
static gboolean
says_number (const TollCondition *condition)
{
  static const char *const ids[] = { "number", "dialled", "did", NULL };
  gboolean is_all = condition->kind == TOLL_CONDITION_ALL;

  if (condition->kind == TOLL_CONDITION_TEST)
    {
      const CollectorField *field = collector_field_lookup (condition->field);

      return field != NULL && g_strv_contains (ids, field->id) && !condition->is_negated
             && condition->op != TOLL_OP_EMPTY;
    }
  for (guint i = 0; i < condition->children->len; i++)
    if (says_number (condition->children->pdata[i]) != !is_all)
      return is_all;
  return !is_all && condition->children->len > 0;
}

gboolean
collector_report_run_check_number (const CollectorReportRun *run, GError **error)
{
  const TollReportSpec *spec = run->spec;

  if (!run->report->needs_number || *spec->same_number_as != '\0'
      || (spec->where != NULL && says_number (spec->where)))
    return TRUE;
  for (guint i = 0; i < spec->groups->len; i++)
    {
      const TollGroupFilter *group = &g_array_index (spec->groups, TollGroupFilter, i);
      const CollectorField *field = collector_field_lookup (group->field);

      if (field != NULL && strcmp (field->id, "number") == 0)
        return TRUE;
    }
  return toll_error_set_field_code (error, TOLL_ERROR_NUMBER_REQUIRED, "spec.where",
                                    "this report is about one number: a restriction of the field "
                                    "\"number\" says which");
}

void
collector_report_run_note_rows (const CollectorReportRun *run, gint64 n_rows)
{
  if (!run->spec->mine && collector_viewer_sees_others (run->viewer))
    for (gint64 i = 0; i < n_rows; i++)
      collector_viewer_note_row (run->viewer, 0);
}

char *
collector_report_run_dup_scope (const CollectorReportRun *run)
{
  const CollectorViewer *viewer = run->viewer;

  if (run->spec->mine)
    return collector_grouping_dup_scope (run->db, COLLECTOR_SCOPE_OWN, NULL, 0);
  return collector_grouping_dup_scope (run->db, viewer->scope,
                                       (gint64 *) (void *) viewer->scope_ids->data,
                                       viewer->scope_ids->len);
}

/* ---- What the document says of itself ---- */

static gboolean
is_unknown (const TollReportDoc *doc, guint column)
{
  for (guint i = 0; i < doc->rows->len; i++)
    if (!toll_report_doc_get_row (doc, i)->cells[column].is_empty)
      return FALSE;
  return TRUE;
}

/* Of a list in which nothing was paid in the leading currency, amounts are drawn in the first that
 * something was. */
static guint
find_drawn (const TollReportDoc *doc, const char *id)
{
  guint column = toll_report_doc_find_column (doc, id);
  g_autofree char *others = g_strconcat (id, ".", NULL);

  if (column == G_MAXUINT || toll_report_doc_get_column (doc, column)->kind != TOLL_CELL_MONEY
      || !is_unknown (doc, column))
    return column;
  for (guint i = 0; i < doc->columns->len; i++)
    if (g_str_has_prefix (toll_report_doc_get_column (doc, i)->id, others) && !is_unknown (doc, i))
      return i;
  return column;
}

void
collector_report_run_add_chart (CollectorReportRun *run)
{
  TollReportDoc *doc = run->doc;
  TollChartKind kind = run->report->chart;
  g_auto (GStrv) series = g_strsplit (run->report->series, " ", -1);

  if (*run->spec->chart != '\0')
    toll_chart_kind_from_name (run->spec->chart, &kind);
  for (guint i = 0; series[i] != NULL && doc->chart.n_series < TOLL_CHART_MAX_SERIES; i++)
    {
      guint column = find_drawn (doc, series[i]);

      /* A heat map is of one figure: the first that is known of something. */
      if (column != G_MAXUINT && !(kind == TOLL_CHART_HEAT && is_unknown (doc, column)))
        doc->chart.series[doc->chart.n_series++] = column;
    }
  doc->chart.kind = doc->chart.n_series > 0 ? kind : TOLL_CHART_NONE;
  doc->chart.average = run->report->average;
  /* Bars of single calls are called by who made them. */
  if (collector_report_run_is_list (run) && toll_report_doc_find_column (doc, "name") != G_MAXUINT)
    doc->chart.x = toll_report_doc_find_column (doc, "name");
}

static const char *const basis
    = N_ ("A call is one conversation as the outside party lived it, counted at its start and to "
          "the extension that placed or answered it. Missed: incoming calls that nobody answered, "
          "voicemail included. Duration: talk time of answered calls. Amounts of different "
          "currencies are never added; average cost and dearest call are of the calls with a price "
          "in that currency.");

gboolean
collector_report_run_answer (CollectorReportRun *run, GError **error)
{
  TollReportDoc *doc = run->doc;
  gint64 begin_us = g_get_monotonic_time ();
  gboolean is_built;

  doc->id = run->report->id;
  doc->title = run->report->title;
  doc->question = run->report->question;
  doc->basis = run->report->basis != NULL ? run->report->basis : basis;
  doc->zone = toll_zone_get_name (run->zone);
  doc->from_ms = run->from_ms;
  doc->to_ms = run->to_ms;
  doc->made_ms = run->now_ms;
  doc->source = "calls";
  if (!begin_narrow (run, error))
    return FALSE;
  if (run->report->build != NULL)
    is_built = run->report->build (run, error)
               && (!run->report->is_table || collector_report_arrange_table (run, error));
  else if (run->spec->n_keys > 0)
    is_built = collector_report_run_groups (run, error);
  else
    is_built = collector_report_run_list (run, error);
  end_narrow (run);
  if (!is_built)
    return FALSE;
  collector_report_run_add_filters (run);
  if (doc->overview == NULL)
    collector_report_run_add_chart (run);
  doc->took_ms = (g_get_monotonic_time () - begin_us + 500) / 1000;
  return TRUE;
}

const TollReportDoc *
collector_report_run_next_page (gpointer data, GError **error)
{
  CollectorReportRun *run = data;

  if (!collector_db_check_stop (run->db, error))
    return NULL;
  if (run->page == PAGE
      && (run->spec->sort->len > 0 || (run->spec->section != NULL && *run->spec->section != '\0')))
    run->page = SORTED_PAGE;
  if (run->n_pages > 0)
    {
      if (*run->doc->next == '\0')
        return NULL;
      g_free (run->next);
      run->after = run->next = g_strdup (run->doc->next);
      toll_report_doc_free (run->doc);
      run->doc = toll_report_doc_new ();
    }
  if (!collector_report_run_answer (run, error))
    return NULL;
  run->n_pages++;
  run->n_rows += toll_report_doc_count_rows (run->doc);
  return run->doc;
}
