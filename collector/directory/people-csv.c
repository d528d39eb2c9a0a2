/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A CSV file of people into the directory. Rows are gathered into people first. Before any is
 * stored, each gives up what the file gives to others, so that numbers can go round; whose manager
 * comes later in the file is stored once more at the end.
 */
#include "config.h"

#include "collector/directory/people-csv.h"

#include "collector/directory/people-record.h"
#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "collector/store/reach.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_PEOPLE 200000 /* of a file: what bounds the memory that one takes */

typedef struct
{
  CollectorDb *db;
  const CollectorPeopleCsvInput *input;
  CollectorPeopleCsvReport *report;
  GPtrArray *records; /* of CollectorPeopleRecord *, in the order of the file */
  GHashTable *by_name; /* folded user name -> CollectorPeopleRecord * */
} Import;

CollectorPeopleCsvReport *
collector_people_csv_report_new (void)
{
  CollectorPeopleCsvReport *report = g_new0 (CollectorPeopleCsvReport, 1);

  report->arena = toll_arena_new ();
  report->faults = g_array_new (FALSE, FALSE, sizeof (CollectorCsvFault));
  report->taken_over = g_ptr_array_new_with_free_func (g_free);
  report->accounts = g_ptr_array_new_with_free_func (g_free);
  report->preview = g_array_new (FALSE, FALSE, sizeof (CollectorCsvPreview));
  return report;
}

void
collector_people_csv_report_free (CollectorPeopleCsvReport *report)
{
  g_array_unref (report->faults);
  g_array_unref (report->preview);
  g_ptr_array_unref (report->taken_over);
  g_ptr_array_unref (report->accounts);
  collector_people_column_map_clear (&report->map);
  toll_arena_free (report->arena);
  g_free (report);
}

/* @error names its field; the file's own title of it is what people know.
 * @record: (nullable): whose fault it is; @line: of the file, where the field has none of its own. */
static void
add_fault (Import *import, const CollectorPeopleRecord *record, guint line, const GError *error)
{
  CollectorPeopleCsvReport *report = import->report;
  g_autofree char *field = toll_error_dup_field (error);
  CollectorCsvFault fault = { line, "", NULL };
  CollectorPeopleColumn column;

  if (report->faults->len == COLLECTOR_CSV_MAX_ERRORS)
    return;
  fault.reason = toll_arena_strdup (report->arena, error->message);
  if (field != NULL && collector_people_record_find_place (record, field, &column, &fault.line)
      && report->map.at[column] >= 0)
    {
      fault.column = report->map.titles->pdata[report->map.at[column]];
      fault.reason = toll_arena_strdup (report->arena, toll_error_get_reason (error));
    }
  g_array_append_val (report->faults, fault);
}

static void
refuse_row (Import *import, guint line, const GError *error)
{
  import->report->n[COLLECTOR_CSV_REFUSED]++;
  add_fault (import, NULL, line, error);
}

static void
refuse_record (Import *import, CollectorPeopleRecord *record, guint line, const GError *error)
{
  record->is_refused = TRUE;
  add_fault (import, record, line, error);
}

/* A row becomes a person's first, or a further line of one. */
static void
take_row (Import *import, guint line, const TollCsvCell *cells, guint n_cells)
{
  CollectorPeopleCsvReport *report = import->report;
  g_autoptr (GError) error = NULL;
  CollectorPeopleRecord *record;
  const char *texts[COLLECTOR_N_PEOPLE_COLUMNS];
  g_autofree char *folded = NULL;

  if (!collector_people_record_read (&report->map, cells, n_cells, report->arena, texts, &error))
    {
      refuse_row (import, line, error);
      return;
    }
  folded = g_utf8_casefold (texts[COLLECTOR_PEOPLE_USER_NAME], -1);
  record = g_hash_table_lookup (import->by_name, folded);
  if (record == NULL)
    {
      record = collector_people_record_new (line, texts, report->arena);
      g_hash_table_insert (import->by_name, g_steal_pointer (&folded), record);
      g_ptr_array_add (import->records, record);
    }
  else if (!collector_people_record_check_same (record, texts, &error))
    {
      refuse_record (import, record, line, error);
      return;
    }
  if (!collector_people_record_add_line (record, line, texts, import->input->zone, report->arena,
                                         &error))
    refuse_record (import, record, line, error);
}

static gboolean
read_header (Import *import, TollCsv *csv, GError **error)
{
  const char *titles[COLLECTOR_N_CUSTOM_FIELDS];
  const TollCsvCell *cells;
  guint n_cells;

  if (!collector_custom_fields_load (import->db, import->report->arena, titles, error))
    return FALSE;
  if (!toll_csv_next (csv, &cells, &n_cells, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "the file is empty");
      return FALSE;
    }
  return collector_people_column_map_init (&import->report->map, cells, n_cells, import->input->map,
                                    titles, import->input->is_strict, error);
}

static gboolean
read_rows (Import *import, GError **error)
{
  gsize n_bytes = 0;
  g_autofree char *made = NULL;
  const char *text = toll_csv_to_utf8 (import->input->bytes, import->input->n_bytes, &made,
                                       &n_bytes);
  g_autoptr (TollCsv) csv = NULL;
  g_autoptr (GError) failure = NULL;
  const TollCsvCell *cells;
  guint n_cells;

  if (text == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "the file is no text");
      return FALSE;
    }
  if (memchr (text, '\0', n_bytes) != NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                           "the file has NUL bytes: CSV in UTF-8, or in UTF-16 with the mark of "
                           "its byte order, is expected");
      return FALSE;
    }
  csv = toll_csv_new (text, n_bytes, 0);
  if (!read_header (import, csv, error))
    return FALSE;
  while (import->records->len <= MAX_PEOPLE && toll_csv_next (csv, &cells, &n_cells, &failure))
    take_row (import, toll_csv_get_line (csv), cells, n_cells);
  if (import->records->len > MAX_PEOPLE)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE, "more than %d people", MAX_PEOPLE);
      return FALSE;
    }
  if (failure != NULL)
    refuse_row (import, toll_csv_get_line (csv), failure);
  return TRUE;
}

static gboolean
is_of_the_file (const GError *error)
{
  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_CONFLICT)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
}

typedef gboolean (*RecordFunc) (CollectorPeopleRecord *record, const CollectorPeopleStoring *how,
                                GError **error);

typedef struct
{
  RecordFunc func;
  CollectorPeopleRecord *record;
  const CollectorPeopleStoring *how;
} Attempt;

static gboolean
attempt_task (CollectorDb *db, gpointer data, GError **error)
{
  const Attempt *attempt = data;

  return attempt->func (attempt->record, attempt->how, error);
}

/* @fault: (out): why not; an @error ends everything. */
static gboolean
attempt_record (const Attempt *attempt, GError **fault, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (collector_db_attempt (attempt->how->db, attempt_task, (gpointer) attempt, &reason))
    return TRUE;
  if (is_of_the_file (reason))
    {
      g_propagate_error (fault, g_steal_pointer (&reason));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* What cannot be given up is told when it is stored. */
static gboolean
release_records (const Import *import, const CollectorPeopleStoring *how, GError **error)
{
  for (guint i = 0; i < import->records->len; i++)
    {
      const Attempt attempt
          = { collector_people_record_release, import->records->pdata[i], how };
      g_autoptr (GError) fault = NULL;

      if (!attempt_record (&attempt, &fault, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_record (Import *import, CollectorPeopleRecord *record, const CollectorPeopleStoring *how,
              GError **error)
{
  const Attempt attempt = { collector_people_record_store, record, how };
  g_autoptr (GError) fault = NULL;

  if (!attempt_record (&attempt, &fault, error))
    return FALSE;
  if (fault == NULL)
    return TRUE;
  record->waits = FALSE;
  refuse_record (import, record, record->line, fault);
  return TRUE;
}

static gboolean
store_records (Import *import, GError **error)
{
  CollectorPeopleStoring how = { .db = import->db,
                                 .map = &import->report->map,
                                 .plan = import->input->plan,
                                 .zone = import->input->zone,
                                 .now_ms = import->input->now_ms,
                                 .giver = import->input->giver,
                                 .arena = import->report->arena,
                                 .taken_over = import->report->taken_over,
                                 .accounts = import->report->accounts,
                                 .may_wait = TRUE };

  if (!release_records (import, &how, error))
    return FALSE;
  for (guint i = 0; i < import->records->len; i++)
    if (!store_record (import, import->records->pdata[i], &how, error))
      return FALSE;
  how.may_wait = FALSE;
  for (guint i = 0; i < import->records->len; i++)
    {
      CollectorPeopleRecord *record = import->records->pdata[i];

      if (record->waits && !store_record (import, record, &how, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  guint left = ((const CollectorCsvFault *) a)->line, right = ((const CollectorCsvFault *) b)->line;

  return left < right ? -1 : left > right;
}

static void
count_records (Import *import)
{
  CollectorPeopleCsvReport *report = import->report;

  g_array_sort (report->faults, compare_faults);
  for (guint i = 0; i < import->records->len; i++)
    {
      const CollectorPeopleRecord *record = import->records->pdata[i];
      CollectorCsvPreview preview
          = { .line = record->line,
              .state = record->is_refused ? COLLECTOR_CSV_REFUSED : record->state };

      report->n[preview.state]++;
      memcpy (preview.cells, record->cells, sizeof preview.cells);
      if (i < COLLECTOR_CSV_MAX_PREVIEW)
        g_array_append_val (report->preview, preview);
    }
}

/* People of earlier files that this one does not name, as ids. */
static gboolean
find_missing (Import *import, GArray *ids, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      import->db, "SELECT id, user_name FROM person WHERE source = ?1 AND valid_to_ms > ?2",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, COLLECTOR_SOURCE_CSV);
  collector_stmt_bind_int (stmt, 2, import->input->now_ms);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      g_autofree char *folded = g_utf8_casefold (collector_stmt_get_text (stmt, 1), -1);
      gint64 id = collector_stmt_get_int (stmt, 0);

      if (!g_hash_table_contains (import->by_name, folded))
        g_array_append_val (ids, id);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

static gboolean
remove_person (Import *import, const CollectorPerson *before, GError **error)
{
  const CollectorPersonChange change = { import->input->now_ms, import->input->now_ms };
  CollectorPerson person = *before;
  CollectorPutResult result;

  person.valid_to_ms = import->input->now_ms;
  return collector_reach_check_sign_in (import->db, import->input->giver, before, &person, error)
         && collector_person_save (import->db, &person, &change, &result, error);
}

/* No line of the file names who is not in it: the reason does. */
static void
refuse_missing (Import *import, const CollectorPerson *person, const GError *error)
{
  g_autoptr (GError) told = g_error_new (TOLL_ERROR, error->code, "'%s': %s", person->user_name,
                                         toll_error_get_reason (error));

  refuse_row (import, 0, told);
}

static gboolean
remove_missing (Import *import, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (import->records->len == 0)
    {
      toll_error_set_field (error, "remove_missing", "the file names nobody: everybody would leave");
      return FALSE;
    }
  if (!find_missing (import, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (TollArena) arena = toll_arena_new ();
      g_autoptr (GError) fault = NULL;
      CollectorPerson person;

      if (!collector_people_get (import->db, NULL, g_array_index (ids, gint64, i), arena, &person,
                                 error))
        return FALSE;
      if (remove_person (import, &person, &fault))
        import->report->n[COLLECTOR_CSV_REMOVED]++;
      else if (is_of_the_file (fault))
        refuse_missing (import, &person, fault);
      else
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
import_people (Import *import, GError **error)
{
  CollectorPeopleCsvReport *report = import->report;

  /* Those who leave go first: their numbers may be others' in the file. */
  if (!read_rows (import, error)
      || (import->input->remove_missing && !remove_missing (import, error))
      || !store_records (import, error))
    return FALSE;
  count_records (import);
  report->is_applied = !import->input->dry_run && report->n[COLLECTOR_CSV_REFUSED] == 0;
  return TRUE;
}

gboolean
collector_people_csv_import (CollectorDb *db, const CollectorPeopleCsvInput *input,
                             CollectorPeopleCsvReport *report, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GHashTable) by_name
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { db, input, report, records, by_name };

  if (!collector_db_begin (db, error))
    return FALSE;
  if (!import_people (&import, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  if (!report->is_applied)
    {
      collector_db_rollback (db);
      return TRUE;
    }
  return collector_db_commit (db, error);
}
