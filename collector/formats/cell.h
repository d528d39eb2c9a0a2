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

/* Reads a decimal integer, with or without sign, within the range of gint64; nothing else may
 * stand in the cell. Returns: FALSE when it is something else, also when it is empty. */
gboolean collector_cell_get_int (const CollectorCell *cell, gint64 *value);

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

/* Returns: a hash of @n_cells cells that depends on their content and places, not on quotes and
 * line ends. Stable for ever: the ledger compares it with what it stored. */
gint64 collector_cells_hash (const CollectorCell *cells, guint n_cells);

/* Returns: a hash of @length bytes; stable for ever. No padding is needed. */
gint64 collector_text_hash (const char *text, gsize length);

/* Reads a GUID, with or without braces, into 16 bytes. Returns: FALSE when it is none. */
gboolean collector_cell_get_guid (const CollectorCell *cell, guint8 guid[16]);

/* The record key of @pkid: its first 8 bytes; for other texts a hash.
 * Returns: FALSE when it is empty or all zero, and identifies nothing. */
gboolean collector_cell_get_key (const CollectorCell *pkid, gint64 *key);

/* Returns: @raw as valid UTF-8 in @arena, at most 64 KiB of it. */
const char *collector_raw_to_text (const char *raw, gsize length, TollArena *arena);

G_END_DECLS
