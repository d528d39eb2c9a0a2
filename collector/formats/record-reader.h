/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define COLLECTOR_RECORD_MAX_BYTES (64 * 1024)
#define COLLECTOR_RECORD_MAX_CELLS 1024

/* At least this many bytes after every cell may be read (their content is of no meaning), so that
 * short cells can be loaded as one word. */
#define COLLECTOR_CELL_PADDING 16

/* CollectorCell: one cell, quotes and escapes removed; bytes of any encoding, no NUL at the end. */
typedef struct
{
  const char *text;
  guint32 length;
} CollectorCell;

/* CollectorRecord: one record; everything in it is valid until the next call of the reader. */
typedef struct
{
  const CollectorCell *cells;
  guint n_cells;
  guint32 line; /* 1 = first line of the file */
  gint64 byte_offset;
  const char *raw; /* as it came, without its line end; at most 64 KiB of it */
  gsize raw_length;
  guint32 byte_length;  /* the whole record's, also when raw is shorter */
  gboolean has_high;    /* some byte is not ASCII */
  gboolean has_nul;
  gboolean is_unended;  /* last of the file, without a line end behind it */
  gint64 content_hash; /* of what the cells hold: see cell.h */
  const char *reason;   /* of a bad record: static, translated */
} CollectorRecord;

typedef enum
{
  COLLECTOR_RECORD_MORE, /* no whole record left: feed more, or the end when all is fed */
  COLLECTOR_RECORD_ROW,
  COLLECTOR_RECORD_BAD, /* too long, or its quotes do not match: cells are not set */
} CollectorRecordStatus;

/* CollectorRecordReader:
 * Splits comma-separated text into records and cells: quotes with "" escapes, line ends LF, CRLF or
 * CR (decided by the first one), empty lines skipped. A quote that never closes costs its own line
 * only: the reader goes on with the next one. Pure; one thread at a time; memory does not grow
 * with the input.
 */
typedef struct _CollectorRecordReader CollectorRecordReader;

CollectorRecordReader *collector_record_reader_new (void);
void collector_record_reader_free (CollectorRecordReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorRecordReader, collector_record_reader_free)

/* A record that spans lines (a line end within quotes) is only believed when it has @n_cells cells;
 * 0 = no record may span lines. */
void collector_record_reader_expect (CollectorRecordReader *reader, guint n_cells);

/* Gives the reader the next @n_bytes, which begin at the first byte it has not consumed and must
 * live until the next feed. @is_last: the file ends with them. To be sure of progress the caller
 * must be able to present more than 64 KiB at once. */
void collector_record_reader_feed (
    CollectorRecordReader *reader, const char *bytes, gsize n_bytes, gboolean is_last);

/* Passes over @n_bytes that are no record (a byte order mark). */
void collector_record_reader_skip (CollectorRecordReader *reader, gsize n_bytes);

CollectorRecordStatus collector_record_reader_next (
    CollectorRecordReader *reader, CollectorRecord *record);

/* Has the cell of @record, the last one given, at @place hold @text (@length bytes, padded as a cell
 * is, living as long), as if it had come so: what it holds is what its content hash is of. */
void collector_record_reader_replace (CollectorRecordReader *reader, CollectorRecord *record,
                                      guint place, const char *text, guint32 length);

/* Bytes of the last feed that are done with. */
gsize collector_record_reader_get_consumed (const CollectorRecordReader *reader);

G_END_DECLS
