/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report: runs a report of the catalogue on the ledger, beside a running service or without one;
 * the same answer as the API gives. Without an id it lists the catalogue.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/print.h"

#include "collector/export/cell-text.h"
#include "collector/export/exporter.h"
#include "collector/reports/report.h"
#include "collector/store/account-store.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/wire/report-json.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *from, *to, *period, *filter, *format, *output, *as;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->from);
  g_free (arguments->to);
  g_free (arguments->period);
  g_free (arguments->filter);
  g_free (arguments->format);
  g_free (arguments->output);
  g_free (arguments->as);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* Who the report is run as: a user, or whoever owns the host. */
static CollectorViewer *
load_viewer (CollectorDb *db, const char *user_name, gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;
  CollectorViewer *viewer;

  if (user_name == NULL)
    {
      viewer = collector_viewer_new ();
      viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
      viewer->scope = COLLECTOR_SCOPE_ALL;
      viewer->now_ms = now_ms;
      return viewer;
    }
  if (!collector_account_store_lookup (db, user_name, &account, error))
    return NULL;
  if (account != NULL)
    return collector_account_store_load_viewer (db, account->id, now_ms, error);
  toll_error_set_field (error, "--as", "there is no user \"%s\"", user_name);
  return NULL;
}

/* What the options say, as a spec over what --filter says. */
static gboolean
read_period (const Arguments *arguments, CollectorReportRun *run, GError **error)
{
  TollPeriod *period = &run->spec->period;

  if (arguments->period != NULL)
    g_strlcpy (period->relative, arguments->period, sizeof period->relative);
  if (arguments->period != NULL && strcmp (arguments->period, "everything") == 0)
    *period = (TollPeriod){ 0 };
  if (arguments->from != NULL || arguments->to != NULL)
    {
      *period = (TollPeriod){ .to_ms = run->now_ms };
      if ((arguments->from != NULL
           && !toll_zone_parse_iso8601 (run->zone, arguments->from, &period->from_ms, error))
          || (arguments->to != NULL
              && !toll_zone_parse_iso8601 (run->zone, arguments->to, &period->to_ms, error)))
        return FALSE;
    }
  return toll_period_resolve (period, run->zone, run->now_ms, "--period", &run->from_ms,
                              &run->to_ms, error);
}

static void
print_json (CollectorReportRun *run, FILE *out)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  GString *text;

  toll_json_begin_object (json, NULL);
  toll_report_doc_write (run->doc, json);
  toll_json_end_object (json);
  text = toll_json_writer_finish (json);
  fprintf (out, "%s\n", text->str);
  g_string_free (text, TRUE);
}

static void
add_text_row (CollectorTable *table, const CollectorReportRun *run, const TollReportRow *row)
{
  const TollReportDoc *doc = run->doc;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < doc->columns->len; i++)
    {
      GString *text = g_string_new (NULL);

      collector_cell_append (text, toll_report_doc_get_column (doc, i), &row->cells[i], run->zone,
                             toll_language_get_own ());
      g_ptr_array_add (cells, g_string_free (text, FALSE));
    }
  if (row->level > 0)
    {
      g_free (cells->pdata[0]);
      cells->pdata[0] = g_strdup ("=");
    }
  collector_table_add (table, (const char *const *) cells->pdata);
}

static void
print_table (CollectorReportRun *run)
{
  const TollReportDoc *doc = run->doc;
  g_autofree CollectorTableColumn *columns = g_new0 (CollectorTableColumn, doc->columns->len);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CollectorTable) table = NULL;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);

      g_ptr_array_add (titles, collector_cell_dup_title (column, toll_language_get_own ()));
      columns[i] = (CollectorTableColumn){ column->id, titles->pdata[i],
                                           toll_cell_kind_is_figure (column->kind) };
    }
  table = collector_table_new (columns, doc->columns->len);
  for (guint i = 0; i < doc->rows->len; i++)
    add_text_row (table, run, toll_report_doc_get_row (doc, i));
  if (doc->totals.cells != NULL)
    add_text_row (table, run, &doc->totals);
  collector_table_print (table, FALSE);
}

typedef struct
{
  const CollectorReport *report;
  CollectorDb *db;
  const CollectorViewer *viewer;
  const TollJsonValue *filter;
  const Arguments *arguments;
  gint64 now_ms;
} Asked;

static CollectorReportRun *
begin_run (const Asked *asked, GError **error)
{
  g_autoptr (CollectorReportRun) run = collector_report_run_new (
      asked->report, asked->db, asked->viewer, asked->filter, asked->now_ms, error);

  return run != NULL && read_period (asked->arguments, run, error) ? g_steal_pointer (&run) : NULL;
}

static gboolean
export (CollectorReportRun *run, const Asked *asked, const CollectorExporter *exporter, FILE *file,
        GError **error)
{
  const CollectorExportJob job = { .next_page = collector_report_run_next_page, .data = run,
                                   .zone = run->zone, .language = toll_language_get_own (),
                                   .now_ms = asked->now_ms };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (fileno (file), FALSE);

  return exporter->write (&job, out, error);
}

static gboolean
print_answer (const Asked *asked, CollectorReportRun *run, GError **error)
{
  const char *format = asked->arguments->format != NULL ? asked->arguments->format : "table";
  const char *path = asked->arguments->output;
  FILE *out = path != NULL ? fopen (path, "we") : stdout;
  gboolean is_ok = TRUE;

  if (out == NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: cannot be written", path);
      return FALSE;
    }
  if (strcmp (format, "csv") == 0)
    is_ok = export (run, asked, collector_exporter_lookup (format), out, error);
  else
    is_ok = collector_report_run_answer (run, error);
  if (is_ok && strcmp (format, "json") == 0)
    print_json (run, out);
  else if (is_ok && strcmp (format, "table") == 0)
    print_table (run);
  if (path != NULL)
    fclose (out);
  return is_ok;
}

static int
list_reports (gboolean as_json)
{
  static const CollectorTableColumn columns[] = { { "id", N_ ("Id") },
                                                  { "title", N_ ("Name") },
                                                  { "question", N_ ("Question") } };
  g_autoptr (CollectorTable) table = collector_table_new (columns, G_N_ELEMENTS (columns));

  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      {
        const char *cells[] = { report->id, _ (report->title), _ (report->question) };

        collector_table_add (table, cells);
      }
  collector_table_print (table, as_json);
  return 0;
}

static int
answer (CollectorCli *cli, const char *id, const Arguments *arguments)
{
  g_autoptr (TollJson) filter = NULL;
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (CollectorViewer) viewer = NULL;
  g_autoptr (CollectorReportRun) run = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { .report = collector_report_lookup (id), .arguments = arguments,
                  .now_ms = toll_clock_now_ms (NULL) };

  if (asked.report == NULL)
    {
      /* TRANSLATORS: %s is what was typed */
      g_printerr (_("There is no report \"%s\": \"report\" alone lists them\n"), id);
      return 2;
    }
  if (arguments->filter != NULL)
    {
      filter = toll_json_read (arguments->filter, -1, 0, &error);
      if (filter == NULL)
        return collector_cli_fail ("--filter", error);
      asked.filter = toll_json_get_root (filter);
    }
  asked.db = db = collector_cli_open (cli, &error);
  if (db != NULL)
    asked.viewer = viewer = load_viewer (db, arguments->as, asked.now_ms, &error);
  if (viewer != NULL)
    run = begin_run (&asked, &error);
  if (run == NULL || !print_answer (&asked, run, &error))
    return collector_cli_fail (NULL, error);
  return 0;
}

static int
run_command (int argc, char **argv)
{
  static const char *const formats[] = { "table", "json", "csv", NULL };
  g_auto (Arguments) arguments = { 0 };
  g_auto (CollectorCli) cli = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &arguments.from, N_("Begin of the period"),
      N_("ISO8601") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &arguments.to, N_("Its end, which is not in it"),
      N_("ISO8601") },
    { "period", 0, 0, G_OPTION_ARG_STRING, &arguments.period,
      N_("today, last_month, last_30_days … or everything"), N_("P") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &arguments.filter,
      N_("Members of a spec, put over the report's own"), N_("JSON") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format, N_("table, json or csv"),
      N_("FORMAT") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &arguments.output,
      N_("Write json or csv into this file"), N_("FILE") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &arguments.as, N_("With what this user may see"),
      N_("USER") },
    { NULL }
  };
  int code;

  if (!collector_cli_init (&cli, &collector_command_report, entries, &argc, &argv, 0, 1, &code))
    return code;
  if (argc < 2)
    return list_reports (cli.json);
  if (cli.json && arguments.format == NULL)
    arguments.format = g_strdup ("json");
  if (arguments.format != NULL && !g_strv_contains (formats, arguments.format))
    {
      g_printerr (_("--format: table, json or csv is expected\n"));
      return 2;
    }
  return answer (&cli, argv[1], &arguments);
}

const CollectorCommand collector_command_report = {
  .name = "report",
  .usage = "[ID]",
  .summary = N_("Runs a report, or lists them"),
  .run = run_command,
};
