/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/call-book.h"
#include "tests/support/cucm-file.h"

G_BEGIN_DECLS

/* A data directory that commands fill, from files as Unified CM writes them, and reports on it. */
typedef struct
{
  TestTempDir *dir;
  char *data;
  CollectorDb *db;        /* open once it was asked */
  CollectorViewer *admin; /* sees all, unmasked */
  gint64 now_ms;
} TestImported;

/* @now: as of test_instant_ms(); the company's zone is Europe/Rome. */
TestImported *test_imported_new (const char *now);
void test_imported_free (TestImported *imported);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestImported, test_imported_free)

/* Another one with the same ledger. */
TestImported *test_imported_copy (TestImported *imported);

/* Runs a command; it must not fail. @args: NULL-terminated. */
void test_imported_command (TestImported *imported, const char *const *args);
/* Imports @file under the name of @node's file @sequence of the @minute ("202603020900"). */
void test_imported_read (TestImported *imported, const TollTestFile *file, const char *node,
                         const char *minute, guint sequence);
/* Imports one call by its row. */
void test_imported_read_row (TestImported *imported, const TollTestRow *row);
/* Stores @text as the file @name. Returns: (transfer full): its path. */
char *test_imported_write (TestImported *imported, const char *name, const char *text);
/* Runs SQL, for the tables around calls. */
void test_imported_run (TestImported *imported, const char *sql);

/* The ledger, for looking into it. */
CollectorDb *test_imported_db (TestImported *imported);

/* Answers a report as @viewer (NULL = the administrator) with @json (nullable) put over its spec. */
CollectorReportRun *test_imported_report (TestImported *imported, const char *id,
                                          const CollectorViewer *viewer, const char *json);
/* The same; refused. Returns: (transfer full): the member that is named, or the message. */
char *test_imported_refuse (TestImported *imported, const char *id, const CollectorViewer *viewer,
                            const char *json);

G_END_DECLS
