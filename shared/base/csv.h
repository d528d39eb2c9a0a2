/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollCsv: a pull reader of RFC 4180 text and its relatives: any one-byte separator, "" escapes,
 * LF, CRLF or CR line ends, no final newline, a UTF-8 BOM, spaces before a quote. Pure: it reads
 * from memory that outlives it. Cells of a row stay valid until the next row. */
typedef struct _TollCsv TollCsv;

typedef struct
{
  const char *text; /* unescaped, NUL-terminated, not necessarily UTF-8 */
  gsize length;
} TollCsvCell;

#define TOLL_CSV_MAX_RECORD_BYTES (64 * 1024)

/* @separator 0 = found by looking at the first line (comma, semicolon, tab, bar). */
TollCsv *toll_csv_new (const char *bytes, gsize n_bytes, char separator);
void toll_csv_free (TollCsv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollCsv, toll_csv_free)

/* @bytes as UTF-8, from what spreadsheets write: UTF-16 with its mark, UTF-8, else Latin-1, as Windows
 * has it with its euro sign. @made: (out) (transfer full) (nullable): what was converted, if it had to
 * be. Returns: (nullable): @bytes or *@made; NULL when it is no text. */
const char *toll_csv_to_utf8 (const char *bytes, gsize n_bytes, char **made, gsize *n_made);

/* Reads the next record; empty lines are skipped.
 * Returns: FALSE at the end (@error unset), or with TOLL_ERROR_BAD_FORMAT naming the line: an
 * unterminated quote, a record over 64 KiB. */
gboolean toll_csv_next (TollCsv *csv, const TollCsvCell **cells, guint *n_cells, GError **error);

/* Line (1 = first) of the record last read. After an error: of the refused one; the next call goes on
 * behind that line. */
guint toll_csv_get_line (const TollCsv *csv);

/* Appends one cell, quoted when it must be. @guard: an apostrophe goes before a text a
 * spreadsheet would run (=, @, tab, and + or - unless what follows is a number, its last digits
 * perhaps hidden; full-width ones, too), also inside the text where one with another separator would begin a cell;
 * and before a text that begins as if it were guarded. */
void toll_csv_write_cell (GString *out, const char *text, char separator, gboolean guard);

/* Takes out of a cell again what @guard put into it. @text is changed. */
void toll_csv_unguard (char *text);

G_END_DECLS
