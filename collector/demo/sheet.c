/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes rows of CDR and CMR files from a table of columns. Runs of constant cells are joined once,
 * so that a row of 133 columns is some 60 pieces; a million rows take a second or two. Pure; one
 * thread at a time.
 */
#include "config.h"

#include "collector/demo/sheet.h"

#include "collector/demo/columns.h"

#include <string.h>

/* The longest variable piece: a quoted text of 150 bytes with its comma. */
#define MAX_PIECE_BYTES 160

/* A piece is text that never changes, followed by one cell that does. */
typedef struct
{
  char *before;
  gsize n_before;
  CollectorDemoCell cell; /* CONSTANT: nothing follows */
  gsize offset;
} Piece;

struct _CollectorDemoSheet
{
  char *head;
  GArray *pieces; /* of Piece */
  char *row;
};

static void
piece_clear (gpointer data)
{
  g_free (((Piece *) data)->before);
}

static void
add_piece (CollectorDemoSheet *sheet, GString *before, CollectorDemoCell cell, gsize offset)
{
  Piece piece = { g_strdup (before->str), before->len, cell, offset };

  g_array_append_val (sheet->pieces, piece);
  g_string_truncate (before, 0);
}

static CollectorDemoSheet *
sheet_new (const CollectorDemoColumn *columns, guint n_columns)
{
  CollectorDemoSheet *sheet = g_new0 (CollectorDemoSheet, 1);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) types = g_string_new (NULL);
  g_autoptr (GString) before = g_string_new (NULL);
  gsize n_bytes = 0;

  sheet->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (sheet->pieces, piece_clear);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *comma = i == 0 ? "" : ",";

      g_string_append_printf (names, "%s\"%s\"", comma, columns[i].name);
      g_string_append_printf (types, "%s%s", comma, columns[i].type);
      g_string_append (before, comma);
      if (columns[i].cell == COLLECTOR_DEMO_CELL_CONSTANT)
        {
          g_string_append (before, columns[i].constant);
          continue;
        }
      n_bytes += before->len;
      add_piece (sheet, before, columns[i].cell, columns[i].offset);
    }
  g_string_append_c (before, '\n');
  n_bytes += before->len;
  add_piece (sheet, before, COLLECTOR_DEMO_CELL_CONSTANT, 0);
  sheet->head = g_strdup_printf ("%s\n%s\n", names->str, types->str);
  sheet->row = g_malloc (n_bytes + sheet->pieces->len * MAX_PIECE_BYTES);
  return sheet;
}

CollectorDemoSheet *
collector_demo_sheet_new_cdr (guint n_columns)
{
  return sheet_new (collector_demo_cdr_columns, MIN (n_columns, COLLECTOR_DEMO_N_CDR_COLUMNS));
}

CollectorDemoSheet *
collector_demo_sheet_new_cmr (void)
{
  return sheet_new (collector_demo_cmr_columns, COLLECTOR_DEMO_N_CMR_COLUMNS);
}

void
collector_demo_sheet_free (CollectorDemoSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_array_unref (sheet->pieces);
  g_free (sheet->head);
  g_free (sheet->row);
  g_free (sheet);
}

const char *
collector_demo_sheet_get_head (const CollectorDemoSheet *sheet)
{
  return sheet->head;
}

static char *
write_figure (char *at, guint32 value)
{
  char digits[10];
  guint n = 0;

  do
    digits[n++] = (char) ('0' + value % 10);
  while ((value /= 10) != 0);
  while (n > 0)
    *at++ = digits[--n];
  return at;
}

static char *
write_text (char *at, const char *text)
{
  gsize length = text == NULL ? 0 : MIN (strlen (text), (gsize) MAX_PIECE_BYTES - 10);

  *at++ = '"';
  memcpy (at, text == NULL ? "" : text, length);
  at += length;
  *at++ = '"';
  return at;
}

/* Cisco writes an address as the signed figure of its bytes in little-endian order. */
static char *
write_address (char *at, guint32 ip)
{
  gint32 value = (gint32) GUINT32_SWAP_LE_BE (ip);

  if (value >= 0)
    return write_figure (at, (guint32) value);
  *at++ = '-';
  return write_figure (at, (guint32) -(gint64) value);
}

static char *
write_dotted (char *at, guint32 ip)
{
  *at++ = '"';
  for (int shift = 24; ip != 0 && shift >= 0; shift -= 8)
    {
      at = write_figure (at, (ip >> shift) & 255);
      if (shift > 0)
        *at++ = '.';
    }
  *at++ = '"';
  return at;
}

static char *
write_hex (char *at, guint64 value, guint n_digits)
{
  for (guint i = n_digits; i > 0; i--)
    *at++ = "0123456789abcdef"[(value >> (4 * (i - 1))) & 15];
  return at;
}

static char *
write_guid (char *at, guint64 high, guint64 low)
{
  *at++ = '"';
  at = write_hex (at, high >> 32, 8);
  *at++ = '-';
  at = write_hex (at, high >> 16, 4);
  *at++ = '-';
  at = write_hex (at, high, 4);
  *at++ = '-';
  at = write_hex (at, low >> 48, 4);
  *at++ = '-';
  at = write_hex (at, low, 12);
  *at++ = '"';
  return at;
}

static char *
write_reference (char *at, guint64 value)
{
  *at++ = '"';
  if (value != 0)
    {
      at = write_hex (at, value * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), 16);
      at = write_hex (at, value, 16);
    }
  *at++ = '"';
  return at;
}

static char *
write_cell (char *at, CollectorDemoCell cell, const guint8 *member)
{
  switch (cell)
    {
    case COLLECTOR_DEMO_CELL_FIGURE:
      return write_figure (at, *(const guint32 *) (gconstpointer) member);
    case COLLECTOR_DEMO_CELL_TEXT:
      return write_text (at, *(const char *const *) (gconstpointer) member);
    case COLLECTOR_DEMO_CELL_ADDRESS:
      return write_address (at, *(const guint32 *) (gconstpointer) member);
    case COLLECTOR_DEMO_CELL_DOTTED:
      return write_dotted (at, *(const guint32 *) (gconstpointer) member);
    case COLLECTOR_DEMO_CELL_GUID:
      return write_guid (at, ((const guint64 *) (gconstpointer) member)[0],
                         ((const guint64 *) (gconstpointer) member)[1]);
    case COLLECTOR_DEMO_CELL_HEX:
      return write_reference (at, *(const guint64 *) (gconstpointer) member);
    case COLLECTOR_DEMO_CELL_CONSTANT:
    default:
      return at;
    }
}

const char *
collector_demo_sheet_write (CollectorDemoSheet *sheet, gconstpointer record, gsize *length)
{
  char *at = sheet->row;

  for (guint i = 0; i < sheet->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (sheet->pieces, Piece, i);

      memcpy (at, piece->before, piece->n_before);
      at = write_cell (at + piece->n_before, piece->cell, (const guint8 *) record + piece->offset);
    }
  *length = (gsize) (at - sheet->row);
  return sheet->row;
}
