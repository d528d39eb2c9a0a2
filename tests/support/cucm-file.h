/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Flat files of Unified CM for tests.
 *
 *   g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
 *   g_autoptr (TollTestRow) row = toll_test_cdr_new ();
 *
 *   toll_test_row_set (row, "callingPartyNumber", "2001");
 *   toll_test_file_add (file, row);
 *   g_autoptr (GBytes) bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
 *
 * A row that nothing is set in is a plain answered internal call: 2001 calls 2002 on 2026-03-02 at
 * 09:00:00 UTC, answered after 5 s, 60 s, each row with ids (pkid, callId, leg ids) of its own.
 * Wrong column names stop the test.
 */
typedef struct _TollTestRow TollTestRow;
typedef struct _TollTestFile TollTestFile;

typedef enum
{
  TOLL_TEST_FILE_PLAIN = 0, /* as CUCM 15: quoted texts, types row, LF, no final newline */
  TOLL_TEST_FILE_UNQUOTED = 1 << 0,
  TOLL_TEST_FILE_NO_TYPES = 1 << 1,
  TOLL_TEST_FILE_NO_NAMES = 1 << 2,
  TOLL_TEST_FILE_CRLF = 1 << 3,
  TOLL_TEST_FILE_CR = 1 << 4,
  TOLL_TEST_FILE_BOM = 1 << 5,
  TOLL_TEST_FILE_FINAL_NEWLINE = 1 << 6,
  TOLL_TEST_FILE_REVERSED = 1 << 7, /* the columns in the opposite order */
} TollTestFileFlags;

/* 2026-03-02 09:00:00 UTC, dateTimeOrigination of a default row. */
#define TOLL_TEST_CDR_SETUP_S G_GINT64_CONSTANT (1772442000)

/* Returns: (transfer full): a default CDR. Ids grow by one from row to row of a process. */
TollTestRow *toll_test_cdr_new (void);

/* Returns: (transfer full): a default CMR: leg 1 of call 1, 3000 packets, MLQK 4.1. */
TollTestRow *toll_test_cmr_new (void);

TollTestRow *toll_test_row_copy (const TollTestRow *row);
void toll_test_row_free (TollTestRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollTestRow, toll_test_row_free)

/* Sets the value of a column, named as CUCM names it; letter case matters. */
void toll_test_row_set (TollTestRow *row, const char *column, const char *value);
void toll_test_row_set_int (TollTestRow *row, const char *column, gint64 value);
/* Sets several: name, value, name, value, ..., NULL. */
void toll_test_row_set_all (TollTestRow *row, ...) G_GNUC_NULL_TERMINATED;
const char *toll_test_row_get (const TollTestRow *row, const char *column);

/* Times of a CDR in one go, seconds: setup; ring until answer (-1 = never answered, and then
 * @talk_s is how long it rang); talk. Sets all three times and the duration. */
void toll_test_cdr_set_times (TollTestRow *row, gint64 setup_s, gint64 ring_s, gint64 talk_s);

/* toll_test_cdr_set (row, ...) is another name of toll_test_row_set(). */
#define toll_test_cdr_set toll_test_row_set
#define toll_test_cmr_set toll_test_row_set

/* Empty files of all 133 CDR or 48 CMR columns. */
TollTestFile *toll_test_cdr_file_new (void);
TollTestFile *toll_test_cmr_file_new (void);
void toll_test_file_free (TollTestFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollTestFile, toll_test_file_free)

/* Only the first @n_columns: 94, 118, 129, 131 or 133 of a CDR, 19, 44, 46 or 48 of a CMR. */
void toll_test_file_set_n_columns (TollTestFile *file, guint n_columns);

/* A column of @name that Unified CM does not have, with the same @value in every row; or the known
 * column @name left away. */
void toll_test_file_add_column (TollTestFile *file, const char *name, const char *value);
void toll_test_file_omit_column (TollTestFile *file, const char *name);

/* Adds a copy of @row, or a line as it stands. */
void toll_test_file_add (TollTestFile *file, const TollTestRow *row);
void toll_test_file_add_raw (TollTestFile *file, const char *line);

/* Other names, for CDR files. */
#define toll_test_cdr_file_add toll_test_file_add
#define toll_test_cdr_file_to_bytes toll_test_file_to_bytes

/* Returns: (transfer full): the whole file. */
GBytes *toll_test_file_to_bytes (const TollTestFile *file, TollTestFileFlags flags);

/* Writes the file into @directory as TAG_@cluster_@node_@minute_@sequence, @minute as
 * "202603020900". Returns: (transfer full): its path. */
char *toll_test_file_write (const TollTestFile *file, TollTestFileFlags flags,
                            const char *directory, const char *cluster, const char *node,
                            const char *minute, guint sequence);

G_END_DECLS
