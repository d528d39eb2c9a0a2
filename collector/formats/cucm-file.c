/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flat files of Unified CM, CDR and CMR alike: byte order mark, row of names, optional row of
 * types, records. Refuses a file as a whole when its beginning cannot be understood, and says what
 * to do; later it refuses single rows only. Pure; one thread at a time.
 */
#include "config.h"

#include "collector/formats/cucm-file.h"

#include "shared/base/error.h"

#include <glib/gi18n.h>

#define BOM "\357\273\277"
#define SNIFF_BYTES (64 * 1024)
#define START_BYTES 200 /* of the names of columns: enough to tell what they are written in */

typedef enum
{
  AT_START,
  AT_NAMES,
  AT_TYPES,
  AT_RECORDS,
} FilePosition;

/* The state of one file. */
typedef struct
{
  const CollectorTable *table;
  CollectorRecordReader *reader;
  FilePosition position;
  guint n_cells;          /* of the row of names */
  gint64 names_hash;      /* of it */
  gboolean ends_with_text;   /* the row of types says that the last column is a text */
  gboolean ends_with_figure; /* or a figure */
  gint16 *places;
  CollectorRecipe *recipe;
  gpointer empty_row;
  gpointer row;
} CucmFile;

gpointer
collector_cucm_file_open (const CollectorFormat *format)
{
  const CollectorTable *table = format->layout;
  CucmFile *file = g_new0 (CucmFile, 1);

  file->table = table;
  file->reader = collector_record_reader_new ();
  file->places = g_new (gint16, table->n_columns);
  file->empty_row = g_malloc0 (table->row_size);
  file->row = g_malloc0 (table->row_size);
  table->init_row (file->empty_row);
  return file;
}

void
collector_cucm_file_close (gpointer parser)
{
  CucmFile *file = parser;

  collector_record_reader_free (file->reader);
  g_clear_pointer (&file->recipe, collector_recipe_free);
  g_free (file->places);
  g_free (file->empty_row);
  g_free (file->row);
  g_free (file);
}

static void
set_line_error (GError **error, guint32 line, const char *reason)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
               /* TRANSLATORS: %u is a line number of a file, %s says what is wrong there */
               _("line %u: %s"), line, reason);
}

static gboolean
is_control (char byte)
{
  return byte == '\0' || byte == 0x7f
         || ((guchar) byte < 0x20 && strchr ("\t\n\v\f\r", byte) == NULL);
}

/* Names of columns are ASCII: without its mark, UTF-16 has a zero beside each of their letters. */
static gboolean
is_letters_beside_zeros (const char *bytes, gsize n_bytes)
{
  guint letter = bytes[0] == '\0' ? 1 : 0;

  for (gsize i = 0; i + 1 < n_bytes; i += 2)
    if (bytes[i + 1 - letter] != '\0' || (guchar) bytes[i + letter] >= 0x80
        || is_control (bytes[i + letter]))
      return FALSE;
  return TRUE;
}

static gboolean
is_utf16 (const char *bytes, gsize n_bytes)
{
  return n_bytes >= 2
         && (memcmp (bytes, "\377\376", 2) == 0 || memcmp (bytes, "\376\377", 2) == 0
             || is_letters_beside_zeros (bytes, n_bytes));
}

/* Looks at the beginning alone, where the names of the columns stand. */
static gboolean
check_encoding (const char *bytes, gsize n_bytes, GError **error)
{
  gsize n_start = MIN (n_bytes, START_BYTES), i = 0;

  if (is_utf16 (bytes, n_start))
    {
      set_line_error (error, 1, _("the text is UTF-16; save it as UTF-8"));
      return FALSE;
    }
  while (i < n_start && !is_control (bytes[i]))
    i++;
  if (i < n_start)
    set_line_error (error, 1, _("this is not a text file; if it is packed, unpack it"));
  return i == n_start;
}

/* A first row without one name that is known. */
static gboolean
check_first_row (const CollectorRecord *row, GError **error)
{
  if (collector_is_types_row (row->cells, row->n_cells, row->is_unended))
    {
      set_line_error (error, row->line,
                      _("this is the row of types; the row of column names is missing. "
                        "Put the row of names before it"));
      return FALSE;
    }
  for (guint i = 0; i < row->n_cells; i++)
    if (collector_cell_is_named (&row->cells[i], "globalCallID_callId") ||
        collector_cell_is_named (&row->cells[i], "cdrRecordType"))
      return TRUE;
  set_line_error (error, row->line,
                  _("these are not column names of a Unified CM file; the row of column names "
                    "must come first"));
  return FALSE;
}

/* Takes the row of names. Returns: FALSE with @error prefixed by the line. */
static gboolean
take_names (CucmFile *file, const CollectorRecord *row, GError **error)
{
  const CollectorTable *table = file->table;

  if (row->reason != NULL)
    {
      set_line_error (error, row->line, row->reason);
      return FALSE;
    }
  if (!check_first_row (row, error))
    return FALSE;
  if ((table->check_names != NULL &&
       !table->check_names (row->cells, row->n_cells, error)) ||
      !collector_table_map (table, row->cells, row->n_cells, file->places, error))
    {
      /* TRANSLATORS: %u is a line number; what is wrong there follows */
      g_prefix_error (error, _("line %u: "), row->line);
      return FALSE;
    }
  file->recipe = collector_recipe_new (table, file->places);
  file->n_cells = row->n_cells;
  file->names_hash = row->content_hash;
  collector_record_reader_expect (file->reader, row->n_cells);
  return TRUE;
}

static void
add_reject (
    CollectorBatch *batch, const CollectorRecord *record, const char *field, const char *reason)
{
  CollectorReject reject = {
    .line = record->line,
    .byte_offset = record->byte_offset,
    .byte_length = record->byte_length,
    .field = toll_arena_strdup (batch->arena, field),
    .reason = toll_arena_strdup (batch->arena, reason),
    .raw = collector_raw_to_text (record->raw, record->raw_length, batch->arena),
  };

  g_array_append_val (batch->rejects, reject);
}

/* A file cut within its last row may still show all columns, when the cut lies right before the
 * last value. A figure is never empty; a writer that quotes its empty texts would have quoted that
 * one, too. */
static gboolean
is_cut_before_last_value (const CucmFile *file, const CollectorRecord *record)
{
  static const char quoted_empty[] = ",\"\",";

  return record->is_unended && record->raw[record->raw_length - 1] == ',' &&
         (file->ends_with_figure ||
          (file->ends_with_text &&
           memmem (record->raw, record->raw_length, quoted_empty, strlen (quoted_empty)) != NULL));
}

/* A GUID is the same one in capitals and in braces. */
static void
write_id_plainly (CucmFile *file, CollectorRecord *record, TollArena *arena)
{
  guint place = (guint) file->places[file->table->id_column];
  const char *plain = collector_cell_get_plain_guid (&record->cells[place], arena);

  if (plain != NULL)
    collector_record_reader_replace (file->reader, record, place, plain, COLLECTOR_PLAIN_GUID);
}

static void
take_record (CucmFile *file, CollectorRecord *record, CollectorBatch *batch)
{
  const CollectorTable *table = file->table;
  const char *field = "";
  const char *reason;

  if (record->reason != NULL)
    add_reject (batch, record, "", record->reason);
  else if (record->n_cells != file->n_cells)
    {
      g_autofree char *text = g_strdup_printf (
          /* TRANSLATORS: the first %u counts the columns of a row, the second those it should have */
          _("columns in this row: %u; in the row of names: %u"), record->n_cells, file->n_cells);

      add_reject (batch, record, "", text);
    }
  else if (record->has_nul)
    add_reject (batch, record, "", _("the row holds NUL bytes"));
  else if (is_cut_before_last_value (file, record))
    add_reject (batch, record, "", _("the file ends within this row"));
  else
    {
      write_id_plainly (file, record, batch->arena);
      memcpy (file->row, file->empty_row, table->row_size);
      reason = collector_recipe_decode (file->recipe, record, file->row, batch->arena, &field);
      if (reason == NULL)
        reason = table->finish (file->row, record, file->places, batch, &field);
      if (reason != NULL)
        add_reject (batch, record, field, reason);
    }
}

/* Returns: TRUE when the row was the one of types, and is no record. */
static gboolean
take_types (CucmFile *file, const CollectorRecord *row)
{
  const CollectorCell *last;

  if (row->reason != NULL || !collector_is_types_row (row->cells, row->n_cells, row->is_unended))
    return FALSE;
  last = &row->cells[row->n_cells - 1];
  if (row->n_cells == file->n_cells)
    {
      file->ends_with_figure = collector_cell_is_named (last, "INTEGER");
      file->ends_with_text = !file->ends_with_figure;
    }
  return TRUE;
}

/* The very first bytes. Returns: -1 with @error, 0 when more bytes are needed, 1 to go on. */
static int
begin (CucmFile *file, const char *bytes, gsize n_bytes, gboolean is_last, GError **error)
{
  if (n_bytes < START_BYTES && !is_last)
    return 0;
  if (!check_encoding (bytes, n_bytes, error))
    return -1;
  if (n_bytes >= strlen (BOM) && memcmp (bytes, BOM, strlen (BOM)) == 0)
    collector_record_reader_skip (file->reader, strlen (BOM));
  file->position = AT_NAMES;
  return 1;
}

/* Takes one row as the position in the file demands. Returns: FALSE when the file is refused. */
static gboolean
take_row (
    CucmFile *file, CollectorRecord *row, CollectorBatch *batch, GError **error)
{
  if (file->position == AT_NAMES)
    {
      file->position = AT_TYPES;
      return take_names (file, row, error);
    }
  if (file->position == AT_TYPES)
    {
      file->position = AT_RECORDS;
      if (take_types (file, row))
        return TRUE;
    }
  take_record (file, row, batch);
  return TRUE;
}

gssize
collector_cucm_file_parse (gpointer parser, const char *bytes, gsize n_bytes, gboolean is_last,
                           guint max_records, CollectorBatch *batch, GError **error)
{
  CucmFile *file = parser;
  guint target = collector_batch_count (batch) + max_records;
  CollectorRecord record;

  collector_record_reader_feed (file->reader, bytes, n_bytes, is_last);
  if (file->position == AT_START)
    {
      int begun = begin (file, bytes, n_bytes, is_last, error);

      if (begun <= 0)
        return begun;
    }
  while (collector_batch_count (batch) < target &&
         collector_record_reader_next (file->reader, &record) != COLLECTOR_RECORD_MORE)
    if (!take_row (file, &record, batch, error))
      return -1;
  batch->columns_hash = file->names_hash;
  return collector_record_reader_get_consumed (file->reader);
}

/* Reads the first row of a file. Returns: (transfer full) (nullable): the reader @row lives in. */
static CollectorRecordReader *
read_first_row (const char *bytes, gsize n_bytes, CollectorRecord *row)
{
  g_autoptr (CollectorRecordReader) reader = collector_record_reader_new ();

  collector_record_reader_feed (reader, bytes, n_bytes, TRUE);
  if (n_bytes >= strlen (BOM) && memcmp (bytes, BOM, strlen (BOM)) == 0)
    collector_record_reader_skip (reader, strlen (BOM));
  if (collector_record_reader_next (reader, row) != COLLECTOR_RECORD_ROW)
    return NULL;
  return g_steal_pointer (&reader);
}

guint
collector_cucm_file_sniff (const CollectorFormat *format, const char *bytes, gsize n_bytes,
                           const char *file_name)
{
  const CollectorTable *table = format->layout;
  g_autoptr (CollectorRecordReader) reader = NULL;
  CollectorRecord row;
  guint by_name = file_name != NULL
                          && g_ascii_strncasecmp (file_name, table->name_tag,
                                                  strlen (table->name_tag)) == 0
                      ? 30
                      : 0;
  guint n_found, n_required;

  reader = read_first_row (bytes, MIN (n_bytes, SNIFF_BYTES), &row);
  if (reader == NULL)
    return by_name;
  n_found = collector_table_count_required (table, row.cells, row.n_cells, &n_required);
  if (n_found == n_required)
    return 95;
  return 2 * n_found >= n_required ? 70 * n_found / n_required : by_name;
}

gboolean
collector_cucm_file_check_start (const char *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (CollectorRecordReader) reader = NULL;
  CollectorRecord row;

  if (!check_encoding (bytes, n_bytes, error))
    return FALSE;
  reader = read_first_row (bytes, MIN (n_bytes, SNIFF_BYTES), &row);
  if (reader == NULL)
    {
      set_line_error (error, 1, _("there is no row of column names"));
      return FALSE;
    }
  return check_first_row (&row, error);
}
