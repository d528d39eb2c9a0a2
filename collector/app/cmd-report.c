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
#include "collector/export/reader.h"
#include "collector/reports/report.h"
#include "collector/store/account-store.h"
#include "collector/store/period-now.h"
#include "collector/store/privacy-store.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/language.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

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

static gboolean
has_any (const Arguments *arguments)
{
  return arguments->from != NULL || arguments->to != NULL || arguments->period != NULL
         || arguments->filter != NULL || arguments->format != NULL || arguments->output != NULL
         || arguments->as != NULL;
}

/* Who the report is run as: a user, or whoever owns the host. */
static CollectorViewer *
load_viewer (CollectorDb *db, const char *user_name, gint64 now_ms, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;
  g_autoptr (CollectorPrivacy) privacy = NULL;
  CollectorViewer *viewer;

  if (user_name == NULL)
    {
      privacy = collector_privacy_store_load (db, error);
      if (privacy == NULL)
        return NULL;
      viewer = collector_viewer_new ();
      viewer->hides_individuals = !privacy->individual_reports;
      viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
      viewer->scope = COLLECTOR_SCOPE_ALL;
      viewer->now_ms = now_ms;
      return viewer;
    }
  if (!collector_account_store_lookup (db, user_name, &account, error))
    return NULL;
  if (account == NULL)
    {
      toll_error_set_field (error, "--as", "there is no user \"%s\"", user_name);
      return NULL;
    }
  viewer = collector_account_store_load_viewer (db, account->id, now_ms, error);
  if (viewer == NULL && g_error_matches (*error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED))
    {
      g_clear_error (error);
      toll_error_set_field (error, "--as", "\"%s\" may not sign in today", user_name);
    }
  return viewer;
}

/* What the options say, as a spec over what --filter says. */
static gboolean
read_period (const Arguments *arguments, CollectorReportRun *run, GError **error)
{
  TollPeriod *period = &run->spec->period;
  gboolean has_instants = arguments->from != NULL || arguments->to != NULL;
  TollPeriodNow now;

  if (arguments->period != NULL && has_instants)
    {
      toll_error_set_field (error, "--period", "either it is said or --from and --to");
      return FALSE;
    }
  if (arguments->period != NULL)
    g_strlcpy (period->relative, arguments->period, sizeof period->relative);
  if (arguments->period != NULL && strcmp (arguments->period, "everything") == 0)
    *period = (TollPeriod){ 0 };
  if (has_instants)
    {
      *period = (TollPeriod){ .to_ms = run->now_ms };
      if ((arguments->from != NULL
           && !toll_zone_parse_iso8601 (run->zone, arguments->from, &period->from_ms, error))
          || (arguments->to != NULL
              && !toll_zone_parse_iso8601 (run->zone, arguments->to, &period->to_ms, error)))
        return FALSE;
      if (period->to_ms <= period->from_ms)
        {
          toll_error_set_field (error, arguments->from != NULL ? "--from" : "--to",
                                "--from must lie before --to");
          return FALSE;
        }
    }
  return collector_period_now (run->db, run->zone, run->now_ms, &now, error)
         && toll_period_resolve (period, &now, "--period", &run->from_ms, &run->to_ms, error);
}

/* Figures and instants as other programs take them; a day of the week by its name. */
static void
append_cell (GString *text, const CollectorReportRun *run, const TollReportColumn *column,
             const TollCell *cell)
{
  const CollectorExportJob job = { .zone = run->zone, .language = run->language };
  CollectorReader reader;

  if (column->kind != TOLL_CELL_WEEKDAY || cell->is_empty || cell->text != NULL)
    {
      collector_cell_append (text, column, cell, run->zone, run->language);
      return;
    }
  collector_reader_init (&reader, &job);
  g_string_append (text, toll_words_weekday (&reader.words, (guint) cell->figure));
}

static void
add_text_row (CollectorTable *table, const CollectorReportRun *run, const TollReportRow *row)
{
  const TollReportDoc *doc = run->doc;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  /* How many keys it may have. */
  guint n_keys = row == &doc->totals ? 0 : row->level > 0 ? row->level : doc->columns->len;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      GString *text = g_string_new (NULL);

      if (i < n_keys && collector_cell_is_unknown (column, &row->cells[i]))
        g_string_append (text, COLLECTOR_CELL_UNKNOWN);
      append_cell (text, run, column, &row->cells[i]);
      g_ptr_array_add (cells, g_string_free (text, FALSE));
    }
  if (row->level > 0)
    {
      g_free (cells->pdata[row->level - 1]);
      cells->pdata[row->level - 1] = g_strdup ("=");
    }
  collector_table_add (table, (const char *const *) cells->pdata);
}

/* @kept: owns what the table's columns point to. Returns: (transfer full). */
static CollectorTable *
new_table (const TollReportDoc *doc, const char *language, GPtrArray *kept)
{
  CollectorTableColumn *columns = g_new0 (CollectorTableColumn, doc->columns->len);

  g_ptr_array_add (kept, columns);
  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      char *id = g_strdup (column->id);
      char *title = collector_cell_dup_title (column, language);

      g_ptr_array_add (kept, id);
      g_ptr_array_add (kept, title);
      columns[i]
          = (CollectorTableColumn){ id, title, toll_cell_kind_is_figure (column->kind) };
    }
  return collector_table_new (columns, doc->columns->len);
}

/* All of it, page by page, as files have it. Returns: (transfer full): NULL with @error. */
static char *
dup_table (CollectorReportRun *run, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CollectorTable) table = NULL;
  g_autoptr (GError) failed = NULL;
  g_autofree char *note = NULL, *text = NULL;
  const TollReportDoc *doc;

  while ((doc = collector_report_run_next_page (run, &failed)) != NULL)
    {
      if (table == NULL)
        table = new_table (doc, run->language, kept);
      for (guint i = 0; i < doc->rows->len; i++)
        add_text_row (table, run, toll_report_doc_get_row (doc, i));
      if (*doc->next == '\0' && doc->totals.cells != NULL)
        add_text_row (table, run, &doc->totals);
      /* That it is not all stands behind the other filters. */
      if (doc->n_cut != 0 && doc->filters->len > 0 && note == NULL)
        note = g_strdup (doc->filters->pdata[doc->filters->len - 1]);
    }
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  text = collector_table_dup_text (table);
  return note != NULL ? g_strconcat (text, note, "\n", NULL) : g_steal_pointer (&text);
}

typedef struct
{
  const CollectorReport *report;
  CollectorDb *db;
  const CollectorViewer *viewer;
  const TollJsonValue *filter;
  const Arguments *arguments;
  const CollectorSettings *settings; /* of the command line and the configuration file */
  gint64 now_ms;
} Asked;

/* A run that is ready to answer. */
static CollectorReportRun *
begin_run (const Asked *asked, GError **error)
{
  g_autoptr (CollectorReportRun) run = collector_report_run_new (
      asked->report, asked->db, asked->viewer, asked->filter, asked->now_ms, error);

  if (run == NULL || !read_period (asked->arguments, run, error)
      || !collector_report_run_check_number (run, error))
    return NULL;
  /* As the user whom it is run as would read it. */
  if (asked->arguments->as == NULL)
    run->language = toll_language_get_own ();
  return g_steal_pointer (&run);
}

static gboolean
write_table (CollectorReportRun *run, GOutputStream *out, GError **error)
{
  g_autofree char *text = dup_table (run, error);

  return text != NULL
         && g_output_stream_write_all (out, text, strlen (text), NULL, NULL, error);
}

/* A terminal may take other characters than a file. */
static gboolean
print_table (CollectorReportRun *run, GError **error)
{
  g_autofree char *text = dup_table (run, error);

  if (text != NULL)
    g_print ("%s", text);
  return text != NULL;
}

static gboolean
export (CollectorReportRun *run, const Asked *asked, const CollectorExporter *exporter,
        GOutputStream *out, GError **error)
{
  CollectorExportJob job = { .next_page = collector_report_run_next_page, .data = run,
                             .zone = run->zone, .language = run->language,
                             .now_ms = asked->now_ms };
  g_autoptr (CollectorSettings) settings
      = collector_settings_load (asked->settings, asked->db, error);

  if (settings == NULL)
    return FALSE;
  job.house_name = collector_settings_get_text (settings, "company");
  job.logo_path = collector_settings_get_text (settings, "logo");
  return exporter->write (&job, out, error);
}

/* Into the file that is named, which is there only when all of it is; else to the terminal. */
static GOutputStream *
open_output (const char *path, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;

  if (file == NULL)
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error));
}

static gboolean
print_answer (const Asked *asked, CollectorReportRun *run, GError **error)
{
  const char *format = asked->arguments->format;
  const CollectorExporter *exporter = format != NULL ? collector_exporter_lookup (format) : NULL;
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GOutputStream) out = NULL;
  gboolean is_ok;

  if (exporter == NULL && asked->arguments->output == NULL)
    return print_table (run, error);
  out = open_output (asked->arguments->output, error);
  is_ok = out != NULL
          && (exporter != NULL ? export (run, asked, exporter, out, error)
                               : write_table (run, out, error));
  if (out != NULL && !is_ok)
    {
      /* Closed so, the file that was there stays. */
      g_cancellable_cancel (stop);
      g_output_stream_close (out, stop, NULL);
    }
  else if (is_ok)
    is_ok = g_output_stream_close (out, NULL, error);
  toll_error_convert (error);
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

/* What was typed is wrong, in an option or in what --filter says, as an option that is not known. */
static int
fail (const GError *error)
{
  collector_cli_fail (NULL, error);
  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT)
                 || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_NUMBER_REQUIRED)
             ? 2 : 1;
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
                  .settings = cli->settings, .now_ms = toll_clock_now_ms (NULL) };

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
        {
          collector_cli_fail ("--filter", error);
          return 2;
        }
      asked.filter = toll_json_get_root (filter);
    }
  asked.db = db = collector_cli_open (cli, &error);
  if (db != NULL && collector_db_hold (db, &error)) /* a service may be writing */
    asked.viewer = viewer = load_viewer (db, arguments->as, asked.now_ms, &error);
  if (viewer != NULL)
    run = begin_run (&asked, &error);
  if (run == NULL || !print_answer (&asked, run, &error))
    return fail (error);
  return 0;
}

/* What a file's name ends with says what it is: a plain text is the table. */
static char *
dup_format (const char *path)
{
  const char *dot = strrchr (path, '.');

  if (dot != NULL && strcmp (dot, ".txt") == 0)
    return g_strdup ("table");
  return g_strdup (dot != NULL ? dot + 1 : "");
}

static int
run_command (int argc, char **argv)
{
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
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format,
      N_("table, csv, html, json, pdf or xlsx"), N_("FORMAT") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &arguments.output,
      N_("Write it into this file"), N_("FILE") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &arguments.as, N_("With what this user may see"),
      N_("USER") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_report, entries, &argc, &argv, 0, 1, &code))
    return code;
  if (argc < 2 && has_any (&arguments))
    {
      g_printerr (_("Say which report: \"report\" alone lists them\n"));
      return 2;
    }
  if (argc < 2)
    return list_reports (cli.json);
  if (cli.json && arguments.format == NULL)
    arguments.format = g_strdup ("json");
  if (arguments.format == NULL && arguments.output != NULL)
    arguments.format = dup_format (arguments.output);
  if (arguments.format != NULL && strcmp (arguments.format, "table") != 0
      && collector_exporter_lookup (arguments.format) == NULL)
    {
      g_printerr (_("--format: table, csv, html, json, pdf or xlsx is expected\n"));
      return 2;
    }
  if (arguments.output != NULL && !collector_cli_check_output (&cli, arguments.output, &error))
    return collector_cli_fail (NULL, error);
  return answer (&cli, argv[1], &arguments);
}

const CollectorCommand collector_command_report = {
  .name = "report",
  .usage = "[ID]",
  .summary = N_("Runs a report, or lists them"),
  .run = run_command,
};
