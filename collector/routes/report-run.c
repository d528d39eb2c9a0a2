/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST /reports/{id}/run: a report's answer, a page of it, or all of it as a file; POST
 * /reports/{id}/count: how many calls it is about. Whose calls, and how they are shown, is the
 * compiler's affair. A lane for long tasks.
 */
#include "config.h"

#include "collector/routes/report-find.h"

#include "collector/routes/house.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"
#include "shared/wire/report-json.h"

#include <string.h>

#define MOST_CALLS 1000   /* of a page of a list */
#define MOST_ROWS  10000  /* of a page of groups */
#define ROWS_CURSOR "row:" /* behind it, how many rows of groups went before */

/* What of the answer is asked for. */
typedef struct
{
  guint limit;
  guint first_row;   /* of groups */
  const char *after; /* (nullable): of a list */
  gboolean is_first;
  gboolean is_preview;
} Page;

/* Returns: (transfer full): the run, which ends in time; NULL with an error. */
static CollectorReportRun *
begin_run (CollectorRequest *request, CollectorDb *db, GError **error)
{
  const CollectorReport *report = collector_report_find (request, error);
  g_autoptr (CollectorSettings) settings = NULL;

  if (report == NULL)
    return NULL;
  settings = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  if (settings == NULL)
    return NULL;
  collector_db_set_time_limit (db, collector_settings_get_int (settings, "report_s") * 1000);
  return collector_report_run_new (report, db, collector_request_get_viewer (request),
                                   collector_request_get_body (request, NULL),
                                   collector_request_get_now_ms (request), error);
}

static gboolean
read_page (CollectorRequest *request, gboolean is_list, Page *page, GError **error)
{
  static const char *const known[] = { "limit", "after", "preview", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  guint most = is_list ? MOST_CALLS : MOST_ROWS;
  const char *after = toll_query_lookup (parameters, "after");
  gint64 limit;
  guint64 first_row = 0;

  if (!toll_query_check (parameters, known, error)
      || !toll_query_get_int (parameters, "limit", 1, most, is_list ? 100 : most, &limit, error)
      || !toll_query_get_bool (parameters, "preview", &page->is_preview, error))
    return FALSE;
  page->limit = (guint) limit;
  page->is_first = after == NULL;
  if (is_list || after == NULL)
    page->after = after;
  else if (!g_str_has_prefix (after, ROWS_CURSOR)
           || !g_ascii_string_to_unsigned (after + strlen (ROWS_CURSOR), 10, 0, G_MAXUINT32,
                                           &first_row, NULL))
    {
      toll_error_set_field (error, "after", "is not where a page of this report ended");
      return FALSE;
    }
  page->first_row = (guint) first_row;
  return TRUE;
}

/* Leaves the rows of the page: groups are summed whole, whatever page of them is shown. */
static void
cut_rows (TollReportDoc *doc, const Page *page)
{
  guint n_before = MIN (page->first_row, doc->rows->len);
  g_autofree char *next = g_strdup_printf (ROWS_CURSOR "%u", n_before + page->limit);

  doc->n_before = n_before;
  if (n_before > 0)
    g_array_remove_range (doc->rows, 0, n_before);
  if (doc->rows->len <= page->limit)
    return;
  g_array_set_size (doc->rows, page->limit);
  doc->next = toll_arena_strdup (doc->arena, next);
}

/* What was asked, for the access log: the whole question, not only what was said of it, and among
 * whose calls. */
static void
note_question (CollectorReply *reply, const CollectorReportRun *run, const char *format)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *scope = collector_report_run_dup_scope (run), *spec = NULL;

  toll_report_spec_write (run->spec, json, NULL);
  spec = g_string_free (toll_json_writer_finish (json), FALSE);
  collector_reply_take_note (reply, format != NULL
                                        ? g_strdup_printf ("scope=%s format=%s filter=%s", scope,
                                                           format, spec)
                                        : g_strdup_printf ("scope=%s filter=%s", scope, spec));
}

static void
kept_done (gpointer data, const GError *error)
{
  collector_history_entry_free (data);
  if (error != NULL)
    g_warning ("An answer is missing in the history of reports: %s", error->message);
}

/* On the writer, for which the answer does not wait. @entry: taken. */
static void
keep (CollectorRequest *request, CollectorHistoryEntry *entry)
{
  collector_lanes_write (collector_house_get_options (COLLECTOR_HOUSE_OF (request))->lanes,
                         collector_history_entry_task, entry, kept_done);
}

static gboolean
answer_page (CollectorReportRun *run, CollectorRequest *request, CollectorReply *reply,
             GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  gboolean is_list = collector_report_run_is_list (run);
  Page page = { 0 };

  if (!read_page (request, is_list, &page, error))
    return FALSE;
  run->page = is_list ? page.limit : MOST_CALLS;
  run->after = page.after;
  run->first_row = page.first_row;
  run->n_drawn = page.limit;
  if (!collector_report_run_answer (run, error))
    return FALSE;
  if (!is_list)
    {
      cut_rows (run->doc, &page);
      collector_report_run_note_rows (run, run->doc->rows->len);
    }
  note_question (reply, run, NULL);
  if (!page.is_preview && page.is_first)
    keep (request, collector_history_entry_new (run, COLLECTOR_HISTORY_SCREEN, ""));
  toll_json_begin_object (json, NULL);
  toll_report_doc_write (run->doc, json);
  toll_json_add_text (json, "report_id", run->report->id);
  toll_report_spec_write (run->spec, json, "spec");
  return TRUE;
}

static gboolean
answer_file (CollectorReportRun *run, const char *format, CollectorRequest *request,
             CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "format", NULL };
  gint64 begin_us = g_get_monotonic_time ();
  CollectorHistoryEntry *entry;

  if (!toll_query_check (collector_request_get_query (request), known, error))
    return FALSE;
  entry = collector_report_export (run, format, request, reply, error);
  if (entry == NULL)
    return FALSE;
  if (!collector_report_run_is_list (run))
    collector_report_run_note_rows (run, run->n_rows);
  collector_history_entry_finish (entry, run, run->n_rows,
                                  (g_get_monotonic_time () - begin_us + 500) / 1000);
  keep (request, entry);
  note_question (reply, run, format);
  return TRUE;
}

static gboolean
run_report (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const char *format = toll_query_lookup (collector_request_get_query (request), "format");
  g_autoptr (CollectorReportRun) run = begin_run (request, db, error);

  /* A preview is a picture of what it looks like. */
  if (run == NULL
      || (toll_query_lookup (collector_request_get_query (request), "preview") == NULL
          && !collector_report_run_check_number (run, error)))
    return FALSE;
  return format != NULL ? answer_file (run, format, request, reply, error)
                        : answer_page (run, request, reply, error);
}

/* Of calls how many it is about; of a table that is of something else its rows. @n: (out). */
static gboolean
count (CollectorReportRun *run, gint64 *n, GError **error)
{
  if (!run->report->is_table)
    return collector_report_run_count (run, n, error);
  if (!collector_report_run_answer (run, error))
    return FALSE;
  *n = toll_report_doc_count_rows (run->doc);
  return TRUE;
}

static gboolean
count_calls (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (CollectorReportRun) run = begin_run (request, db, error);
  TollJsonWriter *json = collector_reply_get_json (reply);
  gint64 begin_us = g_get_monotonic_time (), n;

  if (run == NULL || !toll_query_check (collector_request_get_query (request), none, error)
      || !count (run, &n, error))
    return FALSE;
  collector_report_run_note_rows (run, n > 0 ? 1 : 0);
  note_question (reply, run, NULL);
  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, run->report->is_table ? "rows" : "calls", n);
  toll_json_add_int (json, "took_ms", (g_get_monotonic_time () - begin_us + 500) / 1000);
  return TRUE;
}

const CollectorRoute collector_routes_report_run[] = {
  { "POST", TOLL_PATH_REPORT_RUN, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_LONG, run_report,
    COLLECTOR_AUDIT_READ },
  { "POST", TOLL_PATH_REPORT_COUNT, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_LONG, count_calls,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
