/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoding of cells: figures without the locale, texts to UTF-8, addresses, identities. Refuses
 * what is not wholly a figure. Pure; any thread.
 */
#include "config.h"

#include "collector/formats/cell.h"

/* Odd constants without structure, for mixing. */
#define MIX_A G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define MIX_B G_GUINT64_CONSTANT (0xd6e8feb86659fd93)
#define MIX_C G_GUINT64_CONSTANT (0xa0761d6478bd642f)

/* Reads up to 18 digits. Returns: FALSE at anything else. */
static gboolean
read_digits (const char *text, guint32 length, guint64 *value)
{
  guint64 sum = 0;

  if (length == 0 || length > 18)
    return FALSE;
  for (guint32 i = 0; i < length; i++)
    {
      guint digit = (guint) (guchar) text[i] - '0';

      if (digit > 9)
        return FALSE;
      sum = sum * 10 + digit;
    }
  *value = sum;
  return TRUE;
}

gboolean
collector_cell_get_int (const CollectorCell *cell, gint64 *value)
{
  gboolean has_sign = cell->length > 0 && (*cell->text == '-' || *cell->text == '+');
  guint64 size;

  if (!read_digits (cell->text + has_sign, cell->length - has_sign, &size))
    return FALSE;
  *value = has_sign && *cell->text == '-' ? -(gint64) size : (gint64) size;
  return TRUE;
}

gboolean
collector_cell_get_fixed (const CollectorCell *cell, gint64 scale, gint64 *value)
{
  const char *text = cell->text, *end = text + cell->length;
  gboolean is_negative = text < end && *text == '-';
  const char *dot = memchr (text, '.', cell->length);
  const char *whole = text + is_negative;
  guint64 size = 0;

  if (whole == end || whole == dot)
    return FALSE;
  if (!read_digits (whole, (dot != NULL ? dot : end) - whole, &size) ||
      size > (guint64) (G_MAXINT64 / 2 / scale))
    return FALSE;
  size *= scale;
  for (text = dot != NULL ? dot + 1 : end; text < end; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      scale /= 10;
      size += scale * (*text - '0');
    }
  *value = is_negative ? -(gint64) size : (gint64) size;
  return TRUE;
}

static const char *
latin1_to_utf8 (const char *text, gsize length, TollArena *arena)
{
  char *copy = toll_arena_alloc (arena, 2 * length + 1);
  char *out = copy;

  for (gsize i = 0; i < length; i++)
    out += g_unichar_to_utf8 ((guchar) text[i], out);
  return copy;
}

const char *
collector_cell_get_text (const CollectorCell *cell, gboolean has_high, TollArena *arena)
{
  if (G_UNLIKELY (has_high) && !g_utf8_validate_len (cell->text, cell->length, NULL))
    return latin1_to_utf8 (cell->text, cell->length, arena);
  return toll_arena_strndup (arena, cell->text, cell->length);
}

const char *
collector_ipv4_to_text (gint64 address, TollArena *arena)
{
  guint32 bits = (guint32) address;
  char text[16];

  if (bits == 0)
    return "";
  g_snprintf (text, sizeof text, "%u.%u.%u.%u", bits & 0xff, bits >> 8 & 0xff, bits >> 16 & 0xff,
              bits >> 24);
  return toll_arena_strdup (arena, text);
}

static inline guint64
fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

static guint64
hash_long (const CollectorCell *cell, guint64 seed)
{
  guint64 hash = seed;
  guint32 at = 0;

  for (; at < cell->length; at += 8)
    hash = fold (collector_cell_word (cell->text + at, cell->length - at) ^ hash, MIX_B) + MIX_C;
  return hash;
}

static inline guint64
hash_cell (const CollectorCell *cell, guint index)
{
  guint64 seed = (index + 1) * MIX_A ^ cell->length;

  if (cell->length == 0)
    return 0;
  if (cell->length <= 8)
    return fold (collector_cell_word (cell->text, cell->length) ^ MIX_C, seed * MIX_B | 1);
  return hash_long (cell, seed);
}

gint64
collector_cells_hash (const CollectorCell *cells, guint n_cells)
{
  guint64 sum = n_cells;

  for (guint i = 0; i < n_cells; i++)
    sum += hash_cell (&cells[i], i);
  return (gint64) fold (sum ^ MIX_A, MIX_C);
}

gint64
collector_text_hash (const char *text, gsize length)
{
  char padded[COLLECTOR_CELL_PADDING] = "";
  gsize whole = length & ~(gsize) 7;
  guint64 hash = length * MIX_A;

  for (gsize at = 0; at < whole; at += 8)
    hash = fold (collector_cell_word (text + at, 8) ^ hash, MIX_B) + MIX_C;
  memcpy (padded, text + whole, length - whole);
  return (gint64) fold (collector_cell_word (padded, 8) ^ hash ^ MIX_A, MIX_C);
}

gboolean
collector_cell_get_guid (const CollectorCell *cell, guint8 guid[16])
{
  const char *text = cell->text;
  guint32 length = cell->length;
  guint at = 0;

  if (length == 38 && text[0] == '{' && text[37] == '}')
    {
      text++;
      length -= 2;
    }
  if (length != 36)
    return FALSE;
  for (guint i = 0; i < 16; i++)
    {
      int high, low;

      if ((at == 8 || at == 13 || at == 18 || at == 23) && text[at++] != '-')
        return FALSE;
      high = g_ascii_xdigit_value (text[at++]);
      low = g_ascii_xdigit_value (text[at++]);
      if (high < 0 || low < 0)
        return FALSE;
      guid[i] = high << 4 | low;
    }
  return TRUE;
}

gboolean
collector_cell_get_key (const CollectorCell *pkid, gint64 *key)
{
  guint8 guid[16] = { 0 };
  guint64 head, tail;

  if (pkid->length == 0)
    return FALSE;
  if (!collector_cell_get_guid (pkid, guid))
    {
      *key = collector_cells_hash (pkid, 1);
      return TRUE;
    }
  memcpy (&head, guid, 8);
  memcpy (&tail, guid + 8, 8);
  if (head == 0 && tail == 0)
    return FALSE;
  *key = head != 0 ? (gint64) GUINT64_FROM_BE (head) : collector_cells_hash (pkid, 1);
  return TRUE;
}

const char *
collector_raw_to_text (const char *raw, gsize length, TollArena *arena)
{
  g_autofree char *text = g_utf8_make_valid (raw, MIN (length, COLLECTOR_RECORD_MAX_BYTES));
  gsize valid_length = strlen (text);

  if (valid_length > COLLECTOR_RECORD_MAX_BYTES)
    valid_length = g_utf8_find_prev_char (text, text + COLLECTOR_RECORD_MAX_BYTES + 1) - text;
  return toll_arena_strndup (arena, text, valid_length);
}
