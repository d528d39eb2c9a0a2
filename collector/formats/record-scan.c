/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts one record into cells. The fast way looks at 64 bytes at a time: bit masks of commas and
 * quotes, and a running parity of the quotes that hides commas within them. It knows only tidy
 * quotes and says so when it sees others. The careful way goes byte by byte. Pure.
 */
#include "config.h"

#include "collector/formats/record-scan.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct
{
  guint64 commas;
  guint64 quotes;
  guint64 highs;
  guint64 nuls;
} Masks;

#ifdef __SSE2__
static inline Masks
look_at (const char *text)
{
  const __m128i comma = _mm_set1_epi8 (','), quote = _mm_set1_epi8 ('"');
  Masks masks = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      __m128i part = _mm_loadu_si128 ((const __m128i *) (text + 16 * i));
      guint shift = 16 * i;

      masks.commas |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (part, comma)) << shift;
      masks.quotes |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (part, quote)) << shift;
      masks.nuls |= (guint64) (guint) _mm_movemask_epi8 (
                        _mm_cmpeq_epi8 (part, _mm_setzero_si128 ()))
                    << shift;
      masks.highs |= (guint64) (guint) _mm_movemask_epi8 (part) << shift;
    }
  return masks;
}
#else
static inline Masks
look_at (const char *text)
{
  Masks masks = { 0 };

  for (guint i = 0; i < 64; i++)
    {
      masks.commas |= (guint64) (text[i] == ',') << i;
      masks.quotes |= (guint64) (text[i] == '"') << i;
      masks.nuls |= (guint64) (text[i] == '\0') << i;
      masks.highs |= (guint64) ((guchar) text[i] >= 0x80) << i;
    }
  return masks;
}
#endif

/* Bit i of the result is the parity of bits 0..i. */
static inline guint64
running_parity (guint64 bits)
{
  for (guint shift = 1; shift < 64; shift <<= 1)
    bits ^= bits << shift;
  return bits;
}

/* Closes the cell [@begin, @end). Returns: FALSE when its quotes are not tidy. */
static inline gboolean
put_cell (CollectorCell *cell, const char *begin, const char *end, guint *n_quoted)
{
  gboolean is_quoted = begin < end && *begin == '"';

  if (G_UNLIKELY (is_quoted && (end - begin < 2 || end[-1] != '"')))
    return FALSE;
  cell->text = begin + is_quoted;
  cell->length = (guint32) (end - begin) - 2 * is_quoted;
  cell->is_quoted = is_quoted;
  *n_quoted += is_quoted;
  return TRUE;
}

gboolean
collector_scan_fast (const char *text, gsize length, CollectorCell *cells, CollectorFastScan *scan)
{
  const char *begin = text;
  guint64 inside = 0, highs = 0, nuls = 0;
  guint n_cells = 0, n_quotes = 0, n_quoted = 0;

  for (gsize at = 0; at < length; at += COLLECTOR_SCAN_BYTES)
    {
      Masks masks = look_at (text + at);
      guint64 valid = length - at >= 64 ? ~(guint64) 0 : ((guint64) 1 << (length - at)) - 1;
      guint64 commas = masks.commas & valid;
      guint64 quotes = masks.quotes & valid;

      highs |= masks.highs & valid;
      nuls |= masks.nuls & valid;
      if (quotes != 0 || inside != 0)
        {
          guint64 within = running_parity (quotes) ^ inside;

          n_quotes += __builtin_popcountll (quotes);
          commas &= ~within;
          inside = (guint64) ((gint64) within >> 63);
        }
      if (n_cells + 64 >= COLLECTOR_RECORD_MAX_CELLS)
        return FALSE;
      for (; commas != 0; commas &= commas - 1)
        {
          const char *end = text + at + __builtin_ctzll (commas);

          if (!put_cell (&cells[n_cells++], begin, end, &n_quoted))
            return FALSE;
          begin = end + 1;
        }
    }
  if (!put_cell (&cells[n_cells++], begin, text + length, &n_quoted))
    return FALSE;
  scan->n_cells = n_cells;
  scan->has_high = highs != 0;
  scan->has_nul = nuls != 0;
  /* More quotes than two a quoted value: an escape, or one within a bare value. */
  return inside == 0 && n_quotes == 2 * n_quoted;
}

/* Where the careful way stands. */
typedef struct
{
  const char *at;
  const char *end;
  char *out;
  char line_end;
} Walk;

static gboolean
is_cell_end (const Walk *walk)
{
  return walk->at == walk->end || *walk->at == ',' || *walk->at == walk->line_end;
}

/* Passes over the CR of a CRLF, which belongs to the line end. */
static void
skip_cr (Walk *walk)
{
  if (walk->at < walk->end && *walk->at == '\r' &&
      (walk->at + 1 == walk->end || walk->at[1] == walk->line_end))
    walk->at++;
}

static CollectorScanResult
read_quoted (Walk *walk)
{
  for (walk->at++; walk->at < walk->end; walk->at++)
    {
      if (*walk->at == '"')
        {
          walk->at++;
          if (walk->at == walk->end || *walk->at != '"')
            {
              skip_cr (walk);
              return is_cell_end (walk) ? COLLECTOR_SCAN_OK : COLLECTOR_SCAN_TEXT_AFTER_QUOTE;
            }
        }
      *walk->out++ = *walk->at;
    }
  return COLLECTOR_SCAN_OPEN_QUOTE;
}

static void
read_bare (Walk *walk)
{
  while (!is_cell_end (walk))
    *walk->out++ = *walk->at++;
  if (walk->at[-1] == '\r' && (walk->at == walk->end || *walk->at == walk->line_end))
    walk->out--;
}

static CollectorScanResult
read_cell (Walk *walk, CollectorCell *cell)
{
  const char *begin = walk->out, *quote = walk->at;
  CollectorScanResult result = COLLECTOR_SCAN_OK;

  while (quote < walk->end && *quote == ' ')
    quote++;
  cell->is_quoted = quote < walk->end && *quote == '"';
  if (cell->is_quoted)
    {
      walk->at = quote;
      result = read_quoted (walk);
    }
  else if (!is_cell_end (walk))
    read_bare (walk);
  cell->text = begin;
  cell->length = walk->out - begin;
  return result;
}

CollectorScanResult
collector_scan_carefully (CollectorScan *scan, const char *bytes, gsize n_bytes, char line_end)
{
  Walk walk = { bytes, bytes + n_bytes, scan->scratch, line_end != 0 ? line_end : '\n' };
  CollectorScanResult result = COLLECTOR_SCAN_OK;

  scan->n_cells = 0;
  while (result == COLLECTOR_SCAN_OK)
    {
      if (scan->n_cells == COLLECTOR_RECORD_MAX_CELLS)
        return COLLECTOR_SCAN_TOO_MANY_CELLS;
      result = read_cell (&walk, &scan->cells[scan->n_cells++]);
      if (result != COLLECTOR_SCAN_OK || walk.at == walk.end || *walk.at == walk.line_end)
        break;
      walk.at++;
    }
  scan->length = walk.at - bytes;
  memset (walk.out, 0, COLLECTOR_CELL_PADDING);
  return result;
}
