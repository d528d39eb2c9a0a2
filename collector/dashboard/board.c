/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Widgets are looked up, run and written. A widget that cannot be answered tells why in its own
 * place and leaves the others alone.
 */
#include "config.h"

#include "collector/dashboard/board.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/dashboard/widgets.h"
#include "collector/store/dashboard-store.h"
#include "collector/store/mask-spec.h"
#include "collector/store/mask.h"
#include "collector/store/personal-report-store.h"
#include "shared/base/error.h"
#include "shared/wire/report-json.h"

/* A widget that takes longer is asked for as a report, behind what takes as long. */
#define MOST_MS   400
#define MOST_ROWS 20 /* of a list */

/* A widget as it is asked: of the gallery, or a report that somebody keeps. */
typedef struct
{
  CollectorReport report;
  const char *title;
  const char *question;
  const char *spec;
  const char *headline;
  guint refresh_s;
  gboolean is_personal;
} Question;

/* Whoever laid it out may have typed a whole number. */
static void
mask_titles (CollectorLayout *layout)
{
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      {
        CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);

        placed->title = collector_mask_text (placed->title, 1, layout->arena);
        placed->kept_name = collector_mask_text (placed->kept_name, 1, layout->arena);
      }
}

CollectorLayout *
collector_board_read_default (const CollectorViewer *viewer, CollectorRole role, const char *text,
                              GError **error)
{
  CollectorLayout *layout;

  if (text == NULL)
    return collector_layout_new_standard (role);
  layout = collector_layout_read_text (text, error);
  if (layout != NULL && collector_viewer_is_masked (viewer))
    mask_titles (layout);
  return layout;
}

/* ---- What is asked ---- */

static gboolean
find_personal (CollectorDb *db, const CollectorViewer *viewer, const char *widget,
               TollArena *arena, Question *question, GError **error)
{
  CollectorPersonalReport row;
  const CollectorReport *report;
  gint64 id = 0;

  g_ascii_string_to_signed (widget + strlen (COLLECTOR_PERSONAL_WIDGET), 10, 1, G_MAXINT64, &id,
                            NULL);
  if (!collector_personal_report_find (db, viewer, id, arena, &row, error))
    return FALSE;
  report = collector_report_lookup (row.report_id);
  if (report == NULL)
    return toll_error_set_field_code (error, TOLL_ERROR_NOT_FOUND, "widget",
                                      "there is no such report any more");
  if (report->role > viewer->role)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "this report is not for your role");
      return FALSE;
    }
  *question = (Question){ .report = *report, .title = row.name, .question = row.description,
                          .spec = row.spec, .headline = "", .is_personal = TRUE };
  /* Its filters are told beside the answer; who shares it may have typed a whole number. */
  if ((row.account_id != viewer->account_id || viewer->is_public)
      && collector_viewer_is_masked (viewer))
    {
      question->title = collector_mask_text (row.name, 1, arena);
      question->question = collector_mask_text (row.description, 1, arena);
      question->spec = collector_mask_spec (row.spec, arena);
    }
  return TRUE;
}

static gboolean
find_question (CollectorDb *db, const CollectorViewer *viewer, const char *id, TollArena *arena,
               Question *question, GError **error)
{
  const CollectorWidget *widget = collector_widget_lookup (id);

  if (g_str_has_prefix (id, COLLECTOR_PERSONAL_WIDGET))
    return find_personal (db, viewer, id, arena, question, error);
  if (widget == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such widget");
      return FALSE;
    }
  *question = (Question){ .report = collector_widget_get_report (widget), .title = widget->title,
                          .question = widget->question, .spec = widget->spec,
                          .headline = widget->headline, .refresh_s = widget->refresh_s };
  if (question->report.role <= viewer->role)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "this widget is not for your role");
  return FALSE;
}

/* Without a zone of its own a widget counts in the company's, as Home does: what two desks call today
 * is one day, and the totals know it. */
static gboolean
settle_zone (CollectorDb *db, TollReportSpec *spec, GError **error)
{
  const TollZone *zone;

  if (*spec->zone != '\0')
    return TRUE;
  zone = collector_totals_get_zone (db, error);
  if (zone != NULL)
    spec->zone = toll_zone_get_name (zone);
  return zone != NULL;
}

/* Returns: (transfer full): the question's run with the owner's choices over it. */
static CollectorReportRun *
begin_run (CollectorDb *db, const CollectorViewer *viewer, const Question *question,
           const CollectorPlaced *placed, gint64 now_ms, GError **error)
{
  g_autoptr (TollJson) own = toll_json_read (question->spec, -1, 0, error);
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) writer = toll_json_writer_new ();
  g_autofree char *text = NULL;
  g_autoptr (TollJson) whole = NULL;
  CollectorReportRun *run;

  if (own == NULL || !toll_report_spec_read (spec, toll_json_get_root (own), "spec", error)
      || !toll_report_spec_read_text (spec, placed->spec, "spec", error)
      || !settle_zone (db, spec, error))
    return NULL;
  toll_report_spec_write (spec, writer, NULL);
  text = g_string_free (toll_json_writer_finish (writer), FALSE);
  whole = toll_json_read (text, -1, 0, error);
  if (whole == NULL)
    return NULL;
  run = collector_report_run_new (&question->report, db, viewer, toll_json_get_root (whole),
                                  now_ms, error);
  if (run != NULL)
    run->page = (guint) (run->spec->limit > 0 ? MIN (run->spec->limit, MOST_ROWS) : MOST_ROWS);
  return run;
}

/* Where nobody asks of single people some widgets answer nothing. @run: (nullable): NULL with
 * @error. */
static gboolean
may_ask (CollectorReportRun *run, GError **error)
{
  CollectorQuery query;

  if (run == NULL)
    return FALSE;
  query = collector_report_run_get_query (run);
  return collector_query_check_individuals (&query, error);
}

/* Leaves out what the viewer, who laid nothing out, may not ask: it is for another role, or of a report
 * that is not shared. */
static void
drop_refused (CollectorDb *db, const CollectorViewer *viewer, CollectorLayout *layout)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = layout->zones[i]->len; j > 0; j--)
      {
        const CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j - 1);
        g_autoptr (CollectorReportRun) run = NULL;
        Question question;
        gboolean is_theirs = find_question (db, viewer, placed->widget, arena, &question, NULL);

        if (is_theirs && viewer->hides_individuals)
          {
            run = begin_run (db, viewer, &question, placed, viewer->now_ms, NULL);
            is_theirs = may_ask (run, NULL);
          }
        if (!is_theirs)
          g_array_remove_index (layout->zones[i], j - 1);
      }
}

CollectorLayout *
collector_board_load (CollectorDb *db, const CollectorViewer *viewer, gboolean *is_own,
                      GError **error)
{
  g_autofree char *own = NULL, *of_role = NULL;
  CollectorLayout *layout;

  if (!collector_dashboard_load (db, viewer->account_id, &own, error)
      || (own == NULL
          && !collector_dashboard_load_default (db, viewer->role, &of_role, error)))
    return NULL;
  if (is_own != NULL)
    *is_own = own != NULL;
  if (own != NULL)
    return collector_layout_read_text (own, error);
  layout = collector_board_read_default (viewer, viewer->role, of_role, error);
  if (layout != NULL)
    drop_refused (db, viewer, layout);
  return layout;
}

/* ---- The answer ---- */

static void
write_problem (TollJsonWriter *json, const GError *error)
{
  toll_json_begin_object (json, "problem");
  toll_json_add_text (json, "code", toll_error_get_wire_name ((TollError) error->code));
  toll_json_add_text (json, "detail", error->message);
  toll_json_end_object (json);
}

/* Returns: (nullable): why everybody may not see it. On a wall nobody is meant by "mine". */
static const char *
find_why_private (const CollectorReportRun *run)
{
  if (run->spec->mine)
    return "it shows somebody's own calls, which are not for everybody";
  if (run->report->tells_users)
    return "it shows who did what with this program, which is not for everybody";
  return NULL;
}

static gboolean
check_public (const CollectorReportRun *run, GError **error)
{
  const char *why = run->viewer->is_public ? find_why_private (run) : NULL;

  if (why != NULL)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN, why);
  return why == NULL;
}

/* @run: (nullable): NULL with @error. */
static gboolean
answer (CollectorReportRun *run, GError **error)
{
  if (run == NULL || !check_public (run, error) || !collector_report_run_check_number (run, error)
      || !collector_report_run_answer (run, error))
    return FALSE;
  if (!collector_report_run_is_list (run))
    collector_report_run_note_rows (run, run->doc->rows->len);
  return TRUE;
}

static void
write_answer (TollJsonWriter *json, CollectorReportRun *run, GError **failed)
{
  if (!answer (run, failed))
    {
      write_problem (json, *failed);
      return;
    }
  toll_json_begin_object (json, "doc");
  toll_report_doc_write (run->doc, json);
  toll_json_end_object (json);
}

/* The question as a report takes it, with the kind of chart that the widget draws. */
static void
write_question (TollJsonWriter *json, const Question *question, const CollectorReportRun *run)
{
  toll_json_add_text (json, "name", question->title);
  toll_json_add_text (json, "question", question->question);
  toll_json_add_text (json, "headline", question->headline);
  toll_json_add_bool (json, "is_personal", question->is_personal);
  toll_json_add_text (json, "report_id", question->report.id);
  if (run == NULL)
    return;
  if (*run->spec->chart == '\0')
    run->spec->chart = toll_chart_kind_to_name (question->report.chart);
  toll_report_spec_write (run->spec, json, "report_spec");
}

/* Which widget, among whose calls, and what was asked where that is not the widget's own question. */
static void
note_widget (GString *note, const CollectorPlaced *placed, const Question *question,
             const CollectorReportRun *run)
{
  g_autoptr (TollJsonWriter) json = NULL;
  g_autofree char *scope = run != NULL ? collector_report_run_dup_scope (run) : NULL;
  g_autofree char *spec = NULL;

  g_string_append_printf (note, "%swidget=%s", note->len > 0 ? "; " : "", placed->widget);
  if (run == NULL)
    return;
  g_string_append_printf (note, " scope=%s", scope);
  if (!question->is_personal && strcmp (placed->spec, "{}") == 0)
    return;
  json = toll_json_writer_new ();
  toll_report_spec_write (run->spec, json, NULL);
  spec = g_string_free (toll_json_writer_finish (json), FALSE);
  g_string_append_printf (note, " filter=%s", spec);
}

/* TRUE when the wish is for it; what fails is told when it is answered. */
static gboolean
is_wished (const CollectorBoardWish *wish, const Question *question, CollectorReportRun *run)
{
  gboolean touches = TRUE;

  if (wish->calls == NULL && !wish->timed)
    return TRUE;
  if (run == NULL)
    return FALSE;
  if (wish->timed && question->refresh_s > 0)
    return TRUE;
  return wish->calls != NULL
         && (!collector_report_run_touches (run, wish->calls, &touches, NULL) || touches);
}

gboolean
collector_board_write_widget (TollJsonWriter *json, CollectorDb *db, const CollectorViewer *viewer,
                              const CollectorPlaced *placed, const CollectorBoardWish *wish,
                              gint64 now_ms)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) failed = NULL;
  g_autoptr (CollectorReportRun) run = NULL;
  gboolean is_personal = g_str_has_prefix (placed->widget, COLLECTOR_PERSONAL_WIDGET);
  /* What a card is called whose report is gone. */
  Question question = { .title = *placed->kept_name != '\0' ? placed->kept_name
                                 : is_personal               ? N_ ("Personal report")
                                                             : placed->widget,
                        .question = "", .headline = "", .is_personal = is_personal,
                        .report = { .id = "" } };
  gboolean is_wanted;

  collector_db_set_time_limit (db, MOST_MS);
  if (find_question (db, viewer, placed->widget, arena, &question, &failed))
    run = begin_run (db, viewer, &question, placed, now_ms, &failed);
  is_wanted = is_wished (wish, &question, run);
  if (is_wanted)
    {
      toll_json_begin_object (json, NULL);
      collector_placed_write (placed, json);
      write_question (json, &question, run);
      if (!placed->is_minimised)
        write_answer (json, run, &failed);
      if (!placed->is_minimised && wish->note != NULL)
        note_widget (wish->note, placed, &question, run);
      toll_json_end_object (json);
    }
  collector_db_set_time_limit (db, 0);
  return is_wanted;
}

/* ---- On a wall ---- */

void
collector_board_show_widget (CollectorDb *db, const CollectorViewer *viewer,
                             const CollectorPlaced *placed, gint64 now_ms, CollectorBoardShow show,
                             gpointer data)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) failed = NULL;
  g_autoptr (CollectorReportRun) run = NULL;
  Question question = { .title = placed->widget, .headline = "" };
  CollectorBoardCard card = { 0 };

  collector_db_set_time_limit (db, MOST_MS);
  if (find_question (db, viewer, placed->widget, arena, &question, &failed))
    run = begin_run (db, viewer, &question, placed, now_ms, &failed);
  if (answer (run, &failed))
    {
      card.doc = run->doc;
      card.zone = run->zone;
    }
  collector_db_set_time_limit (db, 0);
  card.failed = failed;
  card.headline = question.headline;
  card.is_named = *placed->title != '\0' || question.is_personal;
  card.title = *placed->title == '\0'                ? question.title
               : collector_viewer_is_masked (viewer) ? collector_mask_text (placed->title, 1, arena)
                                                     : placed->title;
  show (&card, data);
}

gboolean
collector_board_check_public (CollectorDb *db, const CollectorViewer *viewer,
                              const CollectorPlaced *placed, const char *field, gint64 now_ms,
                              GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) failed = NULL;
  g_autoptr (CollectorReportRun) run = NULL;
  Question question;

  if (find_question (db, viewer, placed->widget, arena, &question, &failed))
    run = begin_run (db, viewer, &question, placed, now_ms, &failed);
  if (!may_ask (run, run != NULL ? &failed : NULL))
    toll_error_set_field (error, field, "%s", failed->message);
  else if (find_why_private (run) != NULL)
    toll_error_set_field (error, field, "%s", find_why_private (run));
  else
    return TRUE;
  return FALSE;
}

/* ---- Placing ---- */

gboolean
collector_board_check_widget (CollectorDb *db, const CollectorViewer *viewer, const char *widget,
                              const char *field, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) failed = NULL;
  Question question;

  if (find_question (db, viewer, widget, arena, &question, &failed))
    return TRUE;
  toll_error_set_field (error, field, "%s", failed->message);
  return FALSE;
}
