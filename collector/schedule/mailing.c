/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a schedule to letters. The report is run anew for each language and each form, in pages:
 * nothing larger than a mail may be is held in memory.
 */
#include "config.h"

#include "collector/schedule/mailing.h"

#include <string.h>

#include "collector/export/exporter.h"
#include "collector/export/reader.h"
#include "collector/notify/template.h"
#include "collector/schedule/recipients.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/wire/paths.h"

#define PAGE 10000
#define ROWS_IN_MAIL 50
#define LONGEST_SUBJECT 200 /* characters */

const char *const collector_mailing_places[]
    = { "NAME", "REPORT", "PERIOD", "FILTER", "ROWS", "COMPANY", "DATE", NULL };

/* A mailing that is being made. */
typedef struct
{
  CollectorMailing *mailing;
  const CollectorSchedule *schedule;
  const CollectorReport *report;
  const TollJsonValue *spec;
  const CollectorExporter *exporter;
  gboolean has_file;
  const CollectorViewer *viewer;
  const CollectorSettings *settings;
  CollectorMailSettings *mail;
  CollectorDb *db;
  char *scope; /* owned: among whose calls it is */
} Maker;

/* What the pages of one file are taken from, and where they go. */
typedef struct
{
  Maker *maker;
  CollectorReportRun *run;
  GOutputStream *out;
} Pages;

static const TollReportDoc *
next_page (gpointer data, GError **error)
{
  Pages *pages = data;
  CollectorMailing *mailing = pages->maker->mailing;
  gsize n_bytes = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (pages->out));
  const TollReportDoc *doc;

  if (n_bytes > pages->maker->mail->max_bytes)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                   "the file is larger than mail_max_mib allows; ask for less");
      return NULL;
    }
  doc = collector_report_run_next_page (pages->run, error);
  if (doc != NULL && mailing->entry == NULL)
    mailing->entry = collector_history_entry_new (pages->run, COLLECTOR_HISTORY_SCHEDULE,
                                                  pages->maker->has_file
                                                      ? pages->maker->schedule->format : "");
  return doc;
}

/* The whole answer through @exporter. @intro: (nullable): then it is a mail's.
 * Returns: (transfer full): with its bytes in @bytes. */
static CollectorReportRun *
write_report (Maker *maker, const CollectorExporter *exporter, const char *language,
              const char *intro, GBytes **bytes, GError **error)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (CollectorReportRun) run
      = collector_report_run_new (maker->report, maker->db, maker->viewer, maker->spec,
                                  maker->viewer->now_ms, error);
  Pages pages = { maker, run, out };
  CollectorExportJob job = { .next_page = next_page, .data = &pages, .language = language,
                             .now_ms = maker->viewer->now_ms, .intro_html = intro,
                             .most_rows = intro != NULL ? ROWS_IN_MAIL : 0,
                             .has_file = maker->has_file };

  if (run == NULL)
    return NULL;
  run->page = PAGE;
  run->language = language;
  job.zone = run->zone;
  job.house_name = collector_settings_get_text (maker->settings, "company");
  job.logo_path = collector_settings_get_text (maker->settings, "logo");
  job.cancellable = collector_db_get_cancellable (maker->db);
  if (!exporter->write (&job, out, error) || !g_output_stream_close (out, NULL, error))
    {
      toll_error_convert (error);
      return NULL;
    }
  *bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  return g_steal_pointer (&run);
}

/* ---- Words ---- */

/* What the places of texts are filled with, in one language. */
typedef struct
{
  TollArena *arena;
  CollectorFilling places[G_N_ELEMENTS (collector_mailing_places)];
} Words;

static const char *
join_filters (const TollReportDoc *doc, TollArena *arena)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < doc->filters->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) doc->filters->pdata[i]);
  return text->len > 0 ? toll_arena_strdup (arena, text->str) : "–";
}

static void
find_words (Words *words, const Maker *maker, const CollectorReportRun *run,
            const char *language)
{
  const TollReportDoc *doc = run->doc;
  const CollectorExportJob job = { .zone = run->zone, .language = language,
                                   .now_ms = run->now_ms };
  const TollReportColumn instant = { .id = "", .title = "", .kind = TOLL_CELL_INSTANT, .unit = "" };
  const TollCell now = { .figure = run->now_ms };
  g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, maker->mailing->n_rows);
  CollectorReader reader;
  const char *texts[G_N_ELEMENTS (collector_mailing_places)] = { NULL };

  collector_reader_init (&reader, &job);
  texts[0] = maker->schedule->name;
  texts[1] = toll_language_translate (language, doc->title);
  texts[2] = collector_reader_period (&reader, doc, words->arena);
  texts[3] = join_filters (doc, words->arena);
  texts[4] = rows;
  texts[5] = maker->mail->sender_name;
  texts[6] = collector_reader_cell (&reader, &instant, &now, words->arena);
  for (guint i = 0; collector_mailing_places[i] != NULL; i++)
    words->places[i] = (CollectorFilling){ collector_mailing_places[i],
                                           toll_arena_strdup (words->arena, texts[i]) };
}

/* The schedule's own text, or the program's. */
static gboolean
load_texts (const Maker *maker, const char *language, char **subject, char **body, GError **error)
{
  const CollectorSchedule *schedule = maker->schedule;

  if (!collector_template_load (maker->has_file ? "schedule" : "schedule-table", language, subject,
                                body, error))
    return FALSE;
  if (*schedule->subject != '\0')
    {
      g_free (*subject);
      *subject = g_strdup (schedule->subject);
    }
  if (*schedule->body != '\0')
    {
      g_free (*body);
      *body = g_strdup (schedule->body);
    }
  return TRUE;
}

static char *
cut_subject (char *subject)
{
  char *end;

  if (g_utf8_strlen (subject, -1) > LONGEST_SUBJECT)
    {
      end = g_utf8_offset_to_pointer (subject, LONGEST_SUBJECT);
      *end = '\0';
    }
  return subject;
}

/* ---- Letters ---- */

static CollectorLetter *
write_letter (Maker *maker, const char *language, char *const *recipients, GBytes *file,
              const CollectorReportRun *run, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *subject = NULL, *body = NULL, *line = NULL, *text = NULL, *intro = NULL;
  g_autofree char *file_name = collector_exporter_dup_file_name (maker->exporter, run->doc,
                                                                 run->zone);
  g_autoptr (CollectorReportRun) shown = NULL;
  g_autoptr (GBytes) html = NULL;
  g_autofree char *html_text = NULL;
  CollectorMessage message = { .recipients = (const char *const *) recipients,
                               .language = language,
                               .made_ms = maker->viewer->now_ms };
  Words words = { .arena = arena };

  if (maker->has_file)
    {
      message.attachment_name = file_name;
      message.attachment_type = maker->exporter->content_type;
      message.attachment = file;
    }
  if (!load_texts (maker, language, &subject, &body, error))
    return NULL;
  find_words (&words, maker, run, language);
  line = cut_subject (collector_template_fill (subject, words.places, COLLECTOR_FILL_LINE));
  text = collector_template_fill (body, words.places, COLLECTOR_FILL_TEXT);
  intro = collector_template_fill (body, words.places, COLLECTOR_FILL_HTML);
  shown = write_report (maker, collector_exporter_lookup ("html"), language, intro, &html, error);
  if (shown == NULL)
    return NULL;
  html_text = g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));
  message.subject = line;
  message.text = text;
  message.html = html_text;
  return collector_letter_new (maker->mail, &message, error);
}

/* For the readers of one language. The first file tells how many rows there are. */
static gboolean
write_for (Maker *maker, const char *language, GPtrArray *recipients, GError **error)
{
  CollectorMailing *mailing = maker->mailing;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (CollectorReportRun) run
      = write_report (maker, maker->exporter, language, NULL, &file, error);
  gboolean is_first = mailing->letters->len == 0;
  CollectorLetter *letter;

  if (run == NULL)
    return FALSE;
  if (is_first)
    {
      maker->scope = collector_report_run_dup_scope (run);
      mailing->n_rows = run->n_rows;
      collector_history_entry_finish (mailing->entry, run, run->n_rows, run->doc->took_ms);
      if (!collector_report_run_is_list (run))
        collector_report_run_note_rows (run, run->n_rows);
    }
  if (mailing->n_rows == 0 && maker->schedule->skip_empty)
    {
      mailing->state = COLLECTOR_SCHEDULE_EMPTY;
      return TRUE;
    }
  letter = write_letter (maker, language, (char *const *) recipients->pdata, file, run, error);
  if (letter == NULL)
    return FALSE;
  g_ptr_array_add (mailing->letters, letter);
  mailing->n_recipients += recipients->len - 1;
  mailing->n_bytes += g_bytes_get_size (letter->content);
  return TRUE;
}

/* All languages; each row of others counts once, however often it was read for it. */
static gboolean
write_letters (Maker *maker, GHashTable *groups, GError **error)
{
  g_autoptr (GList) languages
      = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc) strcmp);
  gint64 n_seen = -1;

  for (GList *at = languages;
       at != NULL && maker->mailing->state != COLLECTOR_SCHEDULE_EMPTY; at = at->next)
    {
      if (!write_for (maker, at->data, g_hash_table_lookup (groups, at->data), error))
        return FALSE;
      if (n_seen < 0)
        n_seen = maker->viewer->seen->n_rows;
    }
  maker->viewer->seen->n_rows = MAX (n_seen, 0);
  return TRUE;
}

/* What the owner's mail shows of others is noted as if they had looked, and what it shows others of
 * the owner. */
static gboolean
note_access (Maker *maker, const char *const *recipients, GError **error)
{
  const CollectorViewer *viewer = maker->viewer;
  gboolean is_of_others = collector_viewer_has_seen_others (viewer), are_owner = TRUE;
  g_autofree char *asked = NULL, *masked = NULL;

  if (maker->mailing->state == COLLECTOR_SCHEDULE_EMPTY || maker->mailing->n_rows == 0)
    return TRUE;
  if (!is_of_others
      && !collector_recipients_are_owner (recipients, viewer, maker->db, &are_owner, error))
    return FALSE;
  if (!is_of_others && are_owner)
    return TRUE;
  if (!is_of_others)
    collector_viewer_note_self (viewer, maker->mailing->n_rows);
  else if (viewer->needs_purpose && *viewer->purpose == '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED,
                           "calls and data of others are sent only for a purpose");
      return FALSE;
    }
  asked = g_strdup_printf (
      "report=%s scope=%s schedule=%" G_GINT64_FORMAT " format=%s to=%s filter=%s",
      maker->report->id, maker->scope, maker->schedule->id, maker->schedule->format,
      maker->schedule->recipients, maker->schedule->spec);
  masked = collector_audit_mask (asked);
  maker->mailing->note
      = collector_audit_note_new_of (viewer, TOLL_ACTION_SEND_REPORT, masked, viewer->now_ms);
  return TRUE;
}

/* ---- All of it ---- */

static gboolean
find_report (Maker *maker, GError **error)
{
  maker->report = collector_report_lookup (maker->schedule->report_id);
  maker->has_file = strcmp (maker->schedule->format, COLLECTOR_SCHEDULE_NO_FILE) != 0;
  /* Without a file the report is still run whole: it tells how many rows there are. */
  maker->exporter
      = collector_exporter_lookup (maker->has_file ? maker->schedule->format : "csv");
  if (maker->report == NULL)
    toll_error_set_field (error, "report_id", "there is no such report");
  else if (maker->exporter == NULL)
    toll_error_set_field (error, "format", "there is no such format");
  else
    return TRUE;
  return FALSE;
}

static gboolean
make (Maker *maker, GError **error)
{
  g_autoptr (TollJson) spec = toll_json_read (maker->schedule->spec, -1, 0, error);
  g_autoptr (TollJson) list = toll_json_read (maker->schedule->recipients, -1, 0, error);
  g_auto (GStrv) recipients = NULL;
  g_autoptr (GHashTable) groups = NULL;
  const char *const *addresses;

  if (spec == NULL || list == NULL || !find_report (maker, error))
    return FALSE;
  maker->spec = toll_json_get_root (spec);
  recipients = collector_recipients_read (toll_json_get_root (list), error);
  addresses = (const char *const *) recipients;
  if (recipients == NULL
      || !collector_recipients_check (addresses, maker->viewer, maker->settings, maker->db, error))
    return FALSE;
  groups = collector_recipients_group (addresses, maker->viewer, maker->db, error);
  return groups != NULL && write_letters (maker, groups, error)
         && note_access (maker, addresses, error);
}

CollectorMailing *
collector_mailing_new (const CollectorSchedule *schedule, const CollectorViewer *viewer,
                       const CollectorSettings *settings, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorMailing) mailing = g_new0 (CollectorMailing, 1);
  g_autoptr (CollectorMailSettings) mail = collector_mail_settings_new (settings);
  /* "Today" is that of the place whose clock sends it, unless the report says another. */
  CollectorViewer there = *viewer;
  Maker maker = { .mailing = mailing, .schedule = schedule, .viewer = &there,
                  .settings = settings, .mail = mail, .db = db };
  gboolean is_made;

  there.zone = (char *) schedule->zone;
  mailing->letters
      = g_ptr_array_new_with_free_func ((GDestroyNotify) collector_letter_free);
  collector_db_set_time_limit (db, collector_settings_get_int (settings, "export_s") * 1000);
  is_made = make (&maker, error);
  g_free (maker.scope);
  return is_made ? g_steal_pointer (&mailing) : NULL;
}

void
collector_mailing_free (CollectorMailing *mailing)
{
  if (mailing == NULL)
    return;
  g_clear_pointer (&mailing->letters, g_ptr_array_unref);
  collector_history_entry_free (mailing->entry);
  collector_audit_note_free (mailing->note);
  g_free (mailing);
}

gboolean
collector_mailing_put (CollectorMailing *mailing, gint64 run_id, CollectorDb *db, GError **error)
{
  for (guint i = 0; i < mailing->letters->len; i++)
    if (!collector_letter_put (mailing->letters->pdata[i], db, run_id, error))
      return FALSE;
  return mailing->entry == NULL || collector_history_entry_put (mailing->entry, db, error);
}
