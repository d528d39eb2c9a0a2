/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"
#include "collector/store/ledger.h"
#include "tests/support/temp-dir.h"

G_BEGIN_DECLS

/* A ledger of calls that are written down one by one, in Europe/Rome, and reports on them. */
typedef struct
{
  TestTempDir *dir;
  CollectorDb *db;
  CollectorLedger *ledger;
  CollectorViewer *admin; /* sees all, unmasked */
  gint64 now_ms;
  guint n_calls;
} TestCallBook;

/* @now: "2026-03-18T12:00:00Z". */
TestCallBook *test_call_book_new (const char *now);
void test_call_book_free (TestCallBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCallBook, test_call_book_free)

/* TestCall: what is not said is that of a plain call to or from +39026677. */
typedef struct
{
  const char *start;  /* "2026-03-18T12:00:00Z", or local without Z */
  TollDirection direction;
  TollOutcome outcome;
  gint64 ring_s;
  gint64 talk_s;      /* behind ring_s and queue_s */
  gint64 queue_s;
  const char *extension; /* NULL = 2001 */
  const char *number;
  const char *gateway;   /* NULL = GW, of calls that are not internal */
  const char *dialled;
  const char *nation;
  const char *code;      /* client matter code */
  const char *hunt_pilot;
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
  gint64 cost_micro;     /* 0 = not chargeable */
  const char *currency;  /* of the cost; NULL = EUR */
  guint32 flags;
  guint32 n_legs;        /* 0 = 1 */
  guint32 global_call_id;
} TestCall;

/* Returns: the id. */
gint64 test_call_book_add (TestCallBook *book, const TestCall *call);
/* Runs SQL, for the tables around calls. */
void test_call_book_run (TestCallBook *book, const char *sql);

/* Runs a report as @viewer (NULL = the administrator) with @json (nullable) put over its spec; must
 * not fail. */
CollectorReportRun *test_call_book_report (TestCallBook *book, const char *id,
                                           const CollectorViewer *viewer, const char *json);

/* Returns: (transfer full): the question of @run as JSON. */
char *test_report_dup_spec (const CollectorReportRun *run);
/* Returns: (transfer full): that of the calls behind @column (an index) of @row (NULL = the totals). */
char *test_report_dup_drill (const CollectorReportRun *run, const TollReportRow *row,
                             guint column);
/* The calls behind it, asked as whoever shows the report does. */
CollectorReportRun *test_call_book_open (TestCallBook *book, const CollectorReportRun *run,
                                         const TollReportRow *row, guint column);

/* The figure of a cell by row and column id; fails when the cell is empty or not there. */
gint64 test_report_figure (const CollectorReportRun *run, guint row, const char *column);
/* The text of a cell, "" when empty. */
const char *test_report_text (const CollectorReportRun *run, guint row, const char *column);
/* The figure of the totals. */
gint64 test_report_total (const CollectorReportRun *run, const char *column);
/* The row whose @column reads @text; fails when there is none. */
guint test_report_find (const CollectorReportRun *run, const char *column, const char *text);
/* "2026-03-18T12:00:00Z" or local in Europe/Rome as an instant. */
gint64 test_instant_ms (const char *text);

G_END_DECLS
