/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an answer to its place in the history. Any lane makes, the writer stores.
 */
#include "config.h"

#include "collector/reports/history.h"

#include "shared/wire/report-json.h"

#define MOST_ROWS   1000
#define MOST_PEOPLE 1000

struct _CollectorHistoryEntry
{
  CollectorHistoryRow row; /* texts are static or of the strings below */
  char *format;
  char *people;
  char *rights;
  GString *spec;
  GString *document;
};

static GString *
write_spec (const CollectorReportRun *run)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_report_spec_write (run->spec, json, NULL);
  return toll_json_writer_finish (json);
}

/* The document with its first @n_rows rows; what is left out, "next" says is there. */
static GString *
write_document (const CollectorReportRun *run, guint n_rows)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  TollReportDoc shown = *run->doc;
  GArray rows = *run->doc->rows;

  if (rows.len > n_rows)
    {
      rows.len = n_rows;
      shown.next = "more";
    }
  shown.rows = &rows;
  toll_json_begin_object (json, NULL);
  toll_report_doc_write (&shown, json);
  toll_json_add_text (json, "report_id", run->report->id);
  toll_report_spec_write (run->spec, json, "spec");
  toll_json_end_object (json);
  return toll_json_writer_finish (json);
}

/* Returns: (transfer full) (nullable): under which rights, and until when, it may be given again.
 * Without them it is kept as one that is not. */
static char *
dup_rights (const CollectorReportRun *run)
{
  g_autofree char *rights = collector_history_dup_rights (run->db, run->viewer, NULL);
  /* Calls that were up in the period may have begun before it. */
  gint64 from_ms = run->spec->up ? 0 : run->from_ms, end_ms = G_MAXINT64;

  if (rights == NULL
      || !collector_history_find_end (run->db, run->viewer, from_ms,
                                      run->to_ms != 0 ? run->to_ms : G_MAXINT64, &end_ms, NULL)
      || !collector_history_find_end (run->db, run->viewer, run->doc->other_from_ms,
                                      run->doc->other_to_ms, &end_ms, NULL))
    return NULL;
  return end_ms == G_MAXINT64 ? g_steal_pointer (&rights)
                              : g_strdup_printf ("%s %" G_GINT64_FORMAT, rights, end_ms);
}

CollectorHistoryEntry *
collector_history_entry_new (const CollectorReportRun *run, CollectorHistoryOrigin origin,
                             const char *format)
{
  CollectorHistoryEntry *entry = g_new0 (CollectorHistoryEntry, 1);
  guint n_rows = MOST_ROWS;

  entry->format = g_strdup (format);
  entry->rights = dup_rights (run);
  entry->spec = write_spec (run);
  entry->document = write_document (run, n_rows);
  while (entry->document->len > COLLECTOR_HISTORY_MOST_BYTES && n_rows > 0)
    {
      n_rows /= 2;
      g_string_free (entry->document, TRUE);
      entry->document = write_document (run, n_rows);
    }
  entry->row = (CollectorHistoryRow){
    .account_id = run->viewer->account_id,
    .report_id = run->report->id,
    .title = run->report->title,
    .spec = entry->spec->str,
    .made_ms = run->now_ms,
    .origin = origin,
    .format = entry->format,
    .rights = entry->rights != NULL ? entry->rights : "",
  };
  collector_history_entry_finish (entry, run, toll_report_doc_count_rows (run->doc),
                                  run->doc->took_ms);
  return entry;
}

/* Returns: (transfer full): the first of them. */
static char *
list_people (const CollectorViewer *viewer)
{
  GString *ids = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  g_hash_table_iter_init (&iter, viewer->seen->people);
  while (n++ < MOST_PEOPLE && g_hash_table_iter_next (&iter, &id, NULL))
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? " " : "",
                            *(const gint64 *) id);
  return g_string_free (ids, FALSE);
}

void
collector_history_entry_finish (CollectorHistoryEntry *entry, const CollectorReportRun *run,
                                gint64 n_rows, gint64 took_ms)
{
  entry->row.n_rows = n_rows;
  entry->row.n_calls = run->doc->n_calls;
  entry->row.took_ms = took_ms;
  entry->row.n_others = run->viewer->seen->n_rows;
  g_free (entry->people);
  entry->row.people = entry->people = list_people (run->viewer);
}

void
collector_history_entry_free (CollectorHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->format);
  g_free (entry->people);
  g_free (entry->rights);
  g_string_free (entry->spec, TRUE);
  g_string_free (entry->document, TRUE);
  g_free (entry);
}

gboolean
collector_history_entry_put (CollectorHistoryEntry *entry, CollectorDb *db, GError **error)
{
  return collector_history_add (db, &entry->row, entry->document->str, error);
}

static gboolean
put_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_history_entry_put (data, db, error);
}

gboolean
collector_history_entry_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_transact (db, put_task, data, error);
}
