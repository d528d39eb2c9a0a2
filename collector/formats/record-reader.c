/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Splits comma-separated bytes into records. The usual record, one line with tidy quotes, takes the
 * fast way (record-scan.h); whatever is unusual is read again, byte by byte, with the whole set of
 * rules. Refuses records over 64 KiB and quotes that do not match, one line at a time, so that a
 * stray quote cannot swallow the rows behind it. Pure; one thread at a time.
 */
#include "config.h"

#include "collector/formats/record-reader.h"

#include "collector/formats/record-scan.h"

#include <glib/gi18n.h>
#include <string.h>

struct _CollectorRecordReader
{
  const char *bytes; /* of the last feed */
  gsize n_bytes;
  gsize at; /* consumed of it */
  gboolean is_last;

  char line_end; /* '\n' or '\r'; 0 = none seen yet */
  guint expected_cells;
  guint32 line;
  gint64 offset;

  gsize dropped_bytes; /* of a too long line whose end has not come yet */
  GString *dropped_head;

  CollectorCell cells[COLLECTOR_RECORD_MAX_CELLS];
  char scratch[COLLECTOR_RECORD_MAX_BYTES + COLLECTOR_SCAN_BYTES];
};

CollectorRecordReader *
collector_record_reader_new (void)
{
  CollectorRecordReader *reader = g_new0 (CollectorRecordReader, 1);

  reader->line = 1;
  return reader;
}

void
collector_record_reader_free (CollectorRecordReader *reader)
{
  if (reader->dropped_head != NULL)
    g_string_free (reader->dropped_head, TRUE);
  g_free (reader);
}

void
collector_record_reader_expect (CollectorRecordReader *reader, guint n_cells)
{
  reader->expected_cells = n_cells;
}

void
collector_record_reader_feed (
    CollectorRecordReader *reader, const char *bytes, gsize n_bytes, gboolean is_last)
{
  reader->bytes = bytes != NULL ? bytes : "";
  reader->n_bytes = n_bytes;
  reader->at = 0;
  reader->is_last = is_last;
}

void
collector_record_reader_skip (CollectorRecordReader *reader, gsize n_bytes)
{
  reader->at += n_bytes;
  reader->offset += n_bytes;
}

gsize
collector_record_reader_get_consumed (const CollectorRecordReader *reader)
{
  return reader->at;
}

/* The first line end of the file decides. Returns: FALSE when more bytes are needed to tell. */
static gboolean
find_line_end (CollectorRecordReader *reader)
{
  const char *bytes = reader->bytes + reader->at;
  gsize n = reader->n_bytes - reader->at;
  gsize i = 0;

  while (i < n && bytes[i] != '\n' && bytes[i] != '\r')
    i++;
  if (i == n || (bytes[i] == '\r' && i + 1 == n && !reader->is_last))
    return reader->is_last || n > COLLECTOR_RECORD_MAX_BYTES;
  reader->line_end = bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n') ? '\r' : '\n';
  return TRUE;
}

/* Returns: FALSE when more bytes are needed to tell. */
static gboolean
skip_empty_lines (CollectorRecordReader *reader)
{
  while (reader->at < reader->n_bytes)
    {
      const char *bytes = reader->bytes + reader->at;
      gsize n = reader->n_bytes - reader->at;
      gsize width = 1;

      if (bytes[0] == '\r' && reader->line_end != '\r')
        {
          if (n == 1 && !reader->is_last)
            return FALSE;
          if (n > 1 && bytes[1] != '\n')
            return TRUE;
          width = MIN (n, 2);
        }
      else if (bytes[0] != '\n' && bytes[0] != '\r')
        return TRUE;
      if (bytes[width - 1] == reader->line_end)
        reader->line++;
      collector_record_reader_skip (reader, width);
    }
  return TRUE;
}

/* Consumes @length bytes of record and its line end, if one follows. */
static void
consume_record (CollectorRecordReader *reader, gsize length)
{
  gsize after = reader->at + length;

  if (after < reader->n_bytes && reader->line_end != 0 &&
      reader->bytes[after] == reader->line_end)
    {
      length++;
      reader->line++;
    }
  collector_record_reader_skip (reader, length);
}

static gsize
trim_cr (const char *bytes, gsize length)
{
  return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
}

static void
describe (CollectorRecordReader *reader, gsize length, CollectorRecord *record)
{
  record->line = reader->line;
  record->byte_offset = reader->offset;
  record->raw = reader->bytes + reader->at;
  record->raw_length = trim_cr (record->raw, length);
  record->byte_length = record->raw_length;
  record->is_unended = reader->at + length == reader->n_bytes;
  record->reason = NULL;
  record->cells = reader->cells;
  record->n_cells = 0;
}

static CollectorRecordStatus
give_bad (CollectorRecordReader *reader, gsize length, const char *reason, CollectorRecord *record)
{
  describe (reader, length, record);
  record->reason = reason;
  consume_record (reader, length);
  return COLLECTOR_RECORD_BAD;
}

/* A line over 64 KiB: its beginning is kept for the reject, the rest passes through. */
static CollectorRecordStatus
drop_long_line (CollectorRecordReader *reader, CollectorRecord *record)
{
  const char *bytes = reader->bytes + reader->at;
  gsize n = reader->n_bytes - reader->at;
  const char *end = memchr (bytes, reader->line_end != 0 ? reader->line_end : '\n', n);
  gsize length = end != NULL ? (gsize) (end - bytes) : n;
  gsize total = reader->dropped_bytes + length;

  if (reader->dropped_bytes == 0)
    {
      if (reader->dropped_head == NULL)
        reader->dropped_head = g_string_new (NULL);
      g_string_truncate (reader->dropped_head, 0);
      g_string_append_len (reader->dropped_head, bytes, MIN (length, COLLECTOR_RECORD_MAX_BYTES));
    }
  if (end == NULL && !reader->is_last)
    {
      reader->dropped_bytes = total;
      collector_record_reader_skip (reader, length);
      return COLLECTOR_RECORD_MORE;
    }
  describe (reader, length, record);
  record->byte_offset -= reader->dropped_bytes;
  record->byte_length = MIN (total, G_MAXUINT32);
  record->raw = reader->dropped_head->str;
  record->raw_length = reader->dropped_head->len;
  record->reason = _("the record is longer than 64 KiB");
  reader->dropped_bytes = 0;
  consume_record (reader, length);
  return COLLECTOR_RECORD_BAD;
}

static void
note_unusual_bytes (CollectorRecord *record)
{
  record->has_nul = memchr (record->raw, '\0', record->raw_length) != NULL;
  record->has_high = FALSE;
  for (gsize i = 0; i < record->raw_length && !record->has_high; i++)
    record->has_high = (guchar) record->raw[i] >= 0x80;
}

/* The unusual record: read again by all the rules. @line_length is its first line's. */
static CollectorRecordStatus
read_carefully (CollectorRecordReader *reader, gsize line_length, CollectorRecord *record)
{
  const char *bytes = reader->bytes + reader->at;
  gsize window = MIN (reader->n_bytes - reader->at, COLLECTOR_RECORD_MAX_BYTES);
  CollectorScan scan = { reader->cells, 0, reader->scratch, 0 };
  CollectorScanResult result =
      collector_scan_carefully (&scan, bytes, window, reader->line_end);
  gboolean may_grow = !reader->is_last && window < COLLECTOR_RECORD_MAX_BYTES;
  guint32 first_line = reader->line;

  /* A record that spans lines is judged when its end is in sight. */
  if (may_grow && reader->expected_cells > 0 &&
      (result == COLLECTOR_SCAN_OPEN_QUOTE ||
       (result == COLLECTOR_SCAN_OK && scan.length == window && scan.length > line_length)))
    return COLLECTOR_RECORD_MORE;
  if (result == COLLECTOR_SCAN_TOO_MANY_CELLS)
    return give_bad (reader, line_length, _("the row has more than 1024 columns"), record);
  if (result == COLLECTOR_SCAN_TEXT_AFTER_QUOTE)
    return give_bad (reader, line_length, _("text follows the quote that closes a value"), record);
  if (result == COLLECTOR_SCAN_OPEN_QUOTE ||
      (scan.length > line_length && scan.n_cells != reader->expected_cells))
    return give_bad (reader, line_length, _("a quote is opened and never closed"), record);

  describe (reader, scan.length, record);
  record->n_cells = scan.n_cells;
  record->content_hash = collector_scan_hash (scan.cells, scan.n_cells);
  note_unusual_bytes (record);
  for (gsize i = 0; i < scan.length; i++)
    if (bytes[i] == reader->line_end)
      reader->line++;
  consume_record (reader, scan.length);
  record->line = first_line;
  return COLLECTOR_RECORD_ROW;
}

static CollectorRecordStatus
read_line (CollectorRecordReader *reader, gsize line_length, CollectorRecord *record)
{
  const char *bytes = reader->bytes + reader->at;
  gsize length = trim_cr (bytes, line_length);
  const char *text = bytes;
  CollectorFastScan scan;

  /* The fast way reads whole blocks: near the end of the feed it works on a padded copy. */
  if (reader->n_bytes - reader->at - length < COLLECTOR_SCAN_BYTES)
    {
      memcpy (reader->scratch, bytes, length);
      memset (reader->scratch + length, ' ', COLLECTOR_SCAN_BYTES);
      text = reader->scratch;
    }
  if (!collector_scan_fast (text, length, reader->cells, &scan))
    return read_carefully (reader, line_length, record);

  describe (reader, line_length, record);
  record->n_cells = scan.n_cells;
  record->content_hash = scan.content_hash;
  record->has_high = scan.has_high;
  record->has_nul = scan.has_nul;
  consume_record (reader, line_length);
  return COLLECTOR_RECORD_ROW;
}

void
collector_record_reader_replace (CollectorRecordReader *reader, CollectorRecord *record,
                                 guint place, const char *text, guint32 length)
{
  reader->cells[place] = (CollectorCell){ text, length };
  record->content_hash = collector_scan_hash (reader->cells, record->n_cells);
}

CollectorRecordStatus
collector_record_reader_next (CollectorRecordReader *reader, CollectorRecord *record)
{
  const char *bytes, *end;
  gsize n;

  if (reader->dropped_bytes > 0)
    return reader->at < reader->n_bytes || reader->is_last ? drop_long_line (reader, record)
                                                            : COLLECTOR_RECORD_MORE;
  if (reader->line_end == 0 && !find_line_end (reader))
    return COLLECTOR_RECORD_MORE;
  if (!skip_empty_lines (reader) || reader->at == reader->n_bytes)
    return COLLECTOR_RECORD_MORE;

  bytes = reader->bytes + reader->at;
  n = reader->n_bytes - reader->at;
  end = memchr (bytes, reader->line_end != 0 ? reader->line_end : '\n',
                MIN (n, COLLECTOR_RECORD_MAX_BYTES + 1));
  if (end == NULL && n > COLLECTOR_RECORD_MAX_BYTES)
    return drop_long_line (reader, record);
  if (end == NULL && !reader->is_last)
    return COLLECTOR_RECORD_MORE;
  return read_line (reader, end != NULL ? (gsize) (end - bytes) : n, record);
}
