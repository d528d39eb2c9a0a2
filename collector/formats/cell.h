/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "collector/formats/record-reader.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* Decoding of cells: figures, texts, addresses, hashes. Pure; no locale is looked at. Cells come
 * from a record reader, or have COLLECTOR_CELL_PADDING readable bytes behind them. */

/* The first up to eight bytes of a cell as a little-endian word, zeros behind its end. */
static inline guint64
collector_cell_word (const char *text, guint32 length)
{
  guint64 word;

  memcpy (&word, text, sizeof word);
  word = GUINT64_FROM_LE (word);
  return length >= 8 ? word : word & (((guint64) 1 << (8 * length)) - 1);
}

/* Reads 1 to 8 digits, eight at a time within one word. Returns: FALSE at anything else. */
static inline gboolean
collector_word_to_figure (guint64 word, guint length, guint64 *value)
{
  const guint64 zeros = G_GUINT64_CONSTANT (0x3030303030303030);
  const guint64 highs = G_GUINT64_CONSTANT (0xf0f0f0f0f0f0f0f0);
  guint free_bits = 64 - 8 * length;

  /* The last digit goes to the highest byte, and zeros before the first. */
  word = word << free_bits | (zeros & (((guint64) 1 << free_bits) - 1));
  if (((word & highs) | ((word + G_GUINT64_CONSTANT (0x0606060606060606)) & highs) >> 4) !=
      G_GUINT64_CONSTANT (0x3333333333333333))
    return FALSE;
  /* Pairs, then fours, then all eight. */
  word = (word - zeros) * (10 * 256 + 1) >> 8;
  word = (word & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff)) * (100 * 65536 + 1) >> 16;
  *value = (word & G_GUINT64_CONSTANT (0x0000ffff0000ffff)) *
               (G_GUINT64_CONSTANT (10000) << 32 | 1) >> 32;
  return TRUE;
}

/* Reads a decimal integer of at most 18 digits, with or without sign; nothing else may stand in the
 * cell. Returns: FALSE when it is something else, also when it is empty. */
gboolean collector_cell_get_any_int (const CollectorCell *cell, gint64 *value);

static inline gboolean
collector_cell_get_int (const CollectorCell *cell, gint64 *value)
{
  guint64 word = collector_cell_word (cell->text, cell->length), head, tail;

  if (cell->length - 1 < 8 && collector_word_to_figure (word, cell->length, &head))
    {
      *value = (gint64) head;
      return TRUE;
    }
  if (cell->length == 10 && collector_word_to_figure (word, 8, &head) &&
      collector_word_to_figure (collector_cell_word (cell->text + 8, 2), 2, &tail))
    {
      *value = (gint64) (head * 100 + tail);
      return TRUE;
    }
  return collector_cell_get_any_int (cell, value);
}

/* Reads a decimal number such as -0.0125 as @scale times its value (@scale: a power of ten),
 * further digits cut off. Returns: FALSE when it is something else or out of range. */
gboolean collector_cell_get_fixed (const CollectorCell *cell, gint64 scale, gint64 *value);

/* Returns: (transfer none): the cell as UTF-8 in @arena; bytes that are not UTF-8 are read as
 * Latin-1. @has_high: FALSE promises that all bytes are ASCII. */
const char *collector_cell_get_text (
    const CollectorCell *cell, gboolean has_high, TollArena *arena);

/* Returns: (transfer none): the IPv4 address that CUCM writes as a signed integer, its bytes in
 * little-endian order, as dotted text in @arena; "" for 0.
 * Source: Cisco, Call Reporting and Billing Administration Guide, "IP Addresses". */
const char *collector_ipv4_to_text (gint64 address, TollArena *arena);

/* The hash of a record's content depends on what its cells hold and where, not on quotes and line
 * ends. It is a sum over the cells, closed by collector_hash_close(). Stable for ever: the ledger
 * compares it with what it stored. */
#define COLLECTOR_MIX_A G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define COLLECTOR_MIX_B G_GUINT64_CONSTANT (0xd6e8feb86659fd93)
#define COLLECTOR_MIX_C G_GUINT64_CONSTANT (0xa0761d6478bd642f)

static inline guint64
collector_hash_fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

/* The part of the first eight bytes of the cell at place @index; an empty cell has none. */
static inline guint64
collector_hash_cell (const CollectorCell *cell, guint index)
{
  guint half_of_free_bits = 32 - 4 * MIN (cell->length, 8);
  guint64 word;

  memcpy (&word, cell->text, sizeof word);
  word = GUINT64_FROM_LE (word) << half_of_free_bits << half_of_free_bits;
  return collector_hash_fold (word ^ COLLECTOR_MIX_C,
                              (index + 1) * COLLECTOR_MIX_A + cell->length);
}

/* The part of the rest of a cell of more than eight bytes. */
static inline guint64
collector_hash_long_cell (const CollectorCell *cell, guint index)
{
  guint64 hash = (index + 1) * COLLECTOR_MIX_B;
  guint32 last = cell->length - 8;

  for (guint32 at = 8; at < last; at += 8)
    hash = collector_hash_fold (collector_cell_word (cell->text + at, 8) ^ hash, COLLECTOR_MIX_B);
  return collector_hash_fold (collector_cell_word (cell->text + last, 8) ^ hash, COLLECTOR_MIX_A);
}

static inline gint64
collector_hash_close (guint64 sum, guint n_cells)
{
  return (gint64) collector_hash_fold ((sum + n_cells) ^ COLLECTOR_MIX_A, COLLECTOR_MIX_C);
}

/* Returns: a hash of @length bytes; stable for ever. No padding is needed. */
gint64 collector_text_hash (const char *text, gsize length);

/* Reads a GUID, with or without braces, into 16 bytes. Returns: FALSE when it is none. */
gboolean collector_cell_get_guid (const CollectorCell *cell, guint8 guid[16]);

#define COLLECTOR_PLAIN_GUID 36 /* characters */

/* Returns: (transfer none) (nullable): in @arena, padded as a cell is, the usual writing of the GUID
 * in @cell, small letters and no braces; NULL when it is written so, or is no GUID. */
const char *collector_cell_get_plain_guid (const CollectorCell *cell, TollArena *arena);

/* The record key of @pkid: its first 8 bytes; for other texts a hash.
 * Returns: FALSE when it is empty or all zero, and identifies nothing. */
gboolean collector_cell_get_key (const CollectorCell *pkid, gint64 *key);

/* Returns: @raw as valid UTF-8 in @arena, at most 64 KiB of it. */
const char *collector_raw_to_text (const char *raw, gsize length, TollArena *arena);

G_END_DECLS
