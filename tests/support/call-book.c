/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small ledgers written by hand, for reports whose figures can be told beforehand.
 */
#include "config.h"

#include "tests/support/call-book.h"

#include "collector/store/migrate.h"
#include "shared/base/error.h"
#include "shared/model/report-drill.h"
#include "shared/wire/json-write.h"

#include <string.h>

#define NUMBER "+39026677"

gint64
test_instant_ms (const char *text)
{
  gint64 ms;

  g_assert_true (toll_zone_parse_iso8601 (toll_zone_get ("Europe/Rome", NULL), text, &ms, NULL));
  return ms;
}

TestCallBook *
test_call_book_new (const char *now)
{
  TestCallBook *book = g_new0 (TestCallBook, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  book->dir = test_temp_dir_new ();
  path = test_temp_dir_path (book->dir, "ledger.db");
  g_assert_true (collector_migrate (path, "Europe/Rome", &error));
  book->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  book->ledger = collector_ledger_new (book->db, &error);
  g_assert_no_error (error);
  book->now_ms = test_instant_ms (now);
  book->admin = collector_viewer_new ();
  book->admin->role = COLLECTOR_ROLE_ADMINISTRATOR;
  book->admin->scope = COLLECTOR_SCOPE_ALL;
  book->admin->now_ms = book->now_ms;
  return book;
}

void
test_call_book_free (TestCallBook *book)
{
  collector_viewer_free (book->admin);
  collector_ledger_free (book->ledger);
  collector_db_close (book->db);
  test_temp_dir_free (book->dir);
  g_free (book);
}

static const char *
or_else (const char *text, const char *otherwise)
{
  return text != NULL ? text : otherwise;
}

static void
fill_times (const TestCall *from, TollCall *call)
{
  call->start_ms = test_instant_ms (from->start);
  call->ring_ms = from->ring_s * 1000;
  call->queue_ms = from->queue_s * 1000;
  call->talk_ms = from->talk_s * 1000;
  call->end_ms = call->start_ms + call->ring_ms + call->queue_ms + call->talk_ms;
  if (from->outcome == TOLL_OUTCOME_ANSWERED)
    call->connect_ms = call->end_ms - call->talk_ms;
}

static void
fill_parties (const TestCall *from, TollCall *call)
{
  gboolean is_internal = from->direction == TOLL_DIRECTION_INTERNAL;

  call->extension = or_else (from->extension, "2001");
  call->first_extension = from->direction == TOLL_DIRECTION_INCOMING ? call->extension : "";
  call->number = or_else (from->number, NUMBER);
  call->dialled = or_else (from->dialled, "");
  call->nation = or_else (from->nation, "");
  call->client_matter_code = or_else (from->code, "");
  call->hunt_pilot = or_else (from->hunt_pilot, "");
  call->gateway = is_internal ? "" : or_else (from->gateway, "GW");
  call->dest_class = is_internal ? TOLL_CLASS_INTERNAL : TOLL_CLASS_NATIONAL;
  call->department_id = from->department_id;
  call->cost_centre_id = from->cost_centre_id;
  call->location_id = from->location_id;
}

gint64
test_call_book_add (TestCallBook *book, const TestCall *from)
{
  g_autoptr (GError) error = NULL;
  TollCall call;

  toll_call_init (&call);
  call.direction = from->direction;
  call.outcome = from->outcome;
  call.flags = from->flags;
  call.n_legs = MAX (from->n_legs, 1);
  call.cause = 16;
  fill_times (from, &call);
  fill_parties (from, &call);
  call.charged_from_ms = call.connect_ms;
  call.charged_ms = call.talk_ms;
  if (from->cost_micro != 0)
    {
      call.rating_state = TOLL_RATING_RATED;
      call.cost_micro = from->cost_micro;
      call.currency = from->currency != NULL ? from->currency : "EUR";
    }
  call.id = call.start_ms / 1000 << 31 | ++book->n_calls;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_insert_call (
      book->ledger, &call, 1, from->global_call_id != 0 ? from->global_call_id : book->n_calls,
      &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_no_error (error);
  return call.id;
}

void
test_call_book_run (TestCallBook *book, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_db_run (book->db, sql, &error));
  g_assert_no_error (error);
}

CollectorReportRun *
test_call_book_report (TestCallBook *book, const char *id, const CollectorViewer *viewer,
                       const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) asked = json != NULL ? toll_json_read (json, -1, 0, &error) : NULL;
  CollectorReportRun *run;

  g_assert_no_error (error);
  run = collector_report_run_new (collector_report_lookup (id), book->db,
                                  viewer != NULL ? viewer : book->admin,
                                  asked != NULL ? toll_json_get_root (asked) : NULL, book->now_ms,
                                  &error);
  g_assert_no_error (error);
  if (!collector_report_run_answer (run, &error))
    g_error ("%s: %s", id, error->message);
  return run;
}

static guint
find_column (const CollectorReportRun *run, const char *id)
{
  guint column = toll_report_doc_find_column (run->doc, id);

  if (column == G_MAXUINT)
    g_error ("%s has no column %s", run->report->id, id);
  return column;
}

gint64
test_report_figure (const CollectorReportRun *run, guint row, const char *column)
{
  const TollCell *cell;

  g_assert_cmpuint (row, <, run->doc->rows->len);
  cell = &toll_report_doc_get_row (run->doc, row)->cells[find_column (run, column)];
  if (cell->is_empty)
    g_error ("%s: row %u has no %s", run->report->id, row, column);
  return cell->figure;
}

const char *
test_report_text (const CollectorReportRun *run, guint row, const char *column)
{
  const TollCell *cell;

  g_assert_cmpuint (row, <, run->doc->rows->len);
  cell = &toll_report_doc_get_row (run->doc, row)->cells[find_column (run, column)];
  return cell->text != NULL ? cell->text : "";
}

gint64
test_report_total (const CollectorReportRun *run, const char *column)
{
  const TollCell *cell = &run->doc->totals.cells[find_column (run, column)];

  g_assert_false (cell->is_empty);
  return cell->figure;
}

guint
test_report_find (const CollectorReportRun *run, const char *column, const char *text)
{
  for (guint i = 0; i < run->doc->rows->len; i++)
    if (strcmp (test_report_text (run, i, column), text) == 0)
      return i;
  g_error ("%s: no row has %s %s", run->report->id, column, text);
}

static char *
dup_json (const TollReportSpec *spec)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_report_spec_write (spec, json, NULL);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

char *
test_report_dup_spec (const CollectorReportRun *run)
{
  return dup_json (run->spec);
}

char *
test_report_dup_drill (const CollectorReportRun *run, const TollReportRow *row, guint column)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autofree char *asked = dup_json (run->spec);
  g_autoptr (GError) error = NULL;

  toll_report_spec_read_text (spec, asked, "spec", &error);
  g_assert_no_error (error);
  toll_report_drill (spec, run->doc, row, column, &error);
  g_assert_no_error (error);
  return dup_json (spec);
}

CollectorReportRun *
test_call_book_open (TestCallBook *book, const CollectorReportRun *run, const TollReportRow *row,
                     guint column)
{
  g_autofree char *drilled = test_report_dup_drill (run, row, column);

  return test_call_book_report (book, "1.1", run->viewer, drilled);
}
