/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoding of cells: figures without the locale, texts to UTF-8, addresses, identities. Refuses
 * what is not wholly a figure. Pure; any thread.
 */
#include "config.h"

#include "collector/formats/cell.h"

#include "collector/formats/format.h"

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
collector_cell_get_any_int (const CollectorCell *cell, gint64 *value)
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

gint64
collector_text_hash (const char *text, gsize length)
{
  char padded[COLLECTOR_CELL_PADDING] = "";
  gsize whole = length & ~(gsize) 7;
  guint64 hash = length * COLLECTOR_MIX_A;

  for (gsize at = 0; at < whole; at += 8)
    hash = collector_hash_fold (collector_cell_word (text + at, 8) ^ hash, COLLECTOR_MIX_B) + COLLECTOR_MIX_C;
  memcpy (padded, text + whole, length - whole);
  return (gint64) collector_hash_fold (collector_cell_word (padded, 8) ^ hash ^ COLLECTOR_MIX_A, COLLECTOR_MIX_C);
}

/* Values of hexadecimal digits by their low six bits ('0' is 0x30, 'A' 0x41, 'a' 0x61); whether a
 * byte is such a digit at all is checked apart. */
static inline guint
hex_value (char c)
{
  return (c & 0xf) + 9 * ((c & 0x40) != 0);
}

gboolean
collector_cell_get_guid (const CollectorCell *cell, guint8 guid[16])
{
  /* Where the 16 pairs of digits stand. */
  static const guint8 pairs[16] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };
  gboolean has_braces = cell->length == 38 && cell->text[0] == '{' && cell->text[37] == '}';
  const char *text = cell->text + has_braces;
  gboolean is_hex = TRUE;

  if (cell->length - 2 * has_braces != COLLECTOR_PLAIN_GUID)
    return FALSE;
  for (guint i = 0; i < 16; i++)
    {
      char high = text[pairs[i]], low = text[pairs[i] + 1];

      is_hex &= g_ascii_isxdigit (high) && g_ascii_isxdigit (low);
      guid[i] = hex_value (high) << 4 | hex_value (low);
    }
  return is_hex && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

static gboolean
has_capitals (const char *text, gsize length)
{
  guint found = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint sign = (guchar) text[i];

      found |= sign & ~(sign << 1) & 0x40; /* in small letters the next bit is set, too */
    }
  return found != 0;
}

const char *
collector_cell_get_plain_guid (const CollectorCell *cell, TollArena *arena)
{
  guint8 guid[16];
  char *plain;

  if (cell->length == COLLECTOR_PLAIN_GUID && !has_capitals (cell->text, COLLECTOR_PLAIN_GUID))
    return NULL;
  if (!collector_cell_get_guid (cell, guid))
    return NULL;
  plain = toll_arena_alloc (arena, COLLECTOR_PLAIN_GUID + COLLECTOR_CELL_PADDING);
  for (guint i = 0; i < COLLECTOR_PLAIN_GUID; i++)
    plain[i] = g_ascii_tolower (cell->text[i + (cell->length != COLLECTOR_PLAIN_GUID)]);
  return plain;
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
      *key = collector_text_hash (pkid->text, pkid->length);
      return TRUE;
    }
  memcpy (&head, guid, 8);
  memcpy (&tail, guid + 8, 8);
  if (head == 0 && tail == 0)
    return FALSE;
  *key = head != 0 ? (gint64) GUINT64_FROM_BE (head) : collector_text_hash (pkid->text, pkid->length);
  return TRUE;
}

/* NUL bytes as what stands for them, so that a record that was refused for them is told apart.
 * Returns: (transfer full). */
static char *
show_nuls (const char *raw, gsize length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (raw[i] == '\0')
      g_string_append (text, COLLECTOR_NUL_SIGN);
    else
      g_string_append_c (text, raw[i]);
  return g_string_free (text, FALSE);
}

const char *
collector_raw_to_text (const char *raw, gsize length, TollArena *arena)
{
  g_autofree char *plain = show_nuls (raw, MIN (length, COLLECTOR_RECORD_MAX_BYTES));
  g_autofree char *text = g_utf8_make_valid (plain, -1);
  gsize valid_length = strlen (text);

  if (valid_length > COLLECTOR_RECORD_MAX_BYTES)
    valid_length = g_utf8_find_prev_char (text, text + COLLECTOR_RECORD_MAX_BYTES + 1) - text;
  return toll_arena_strndup (arena, text, valid_length);
}
