/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts one record into cells. The fast way looks at 64 bytes at a time: bit masks of commas and
 * quotes, and a running parity of the quotes that hides commas within them. It knows only tidy
 * quotes and says so when it sees others. The careful way goes byte by byte. Pure.
 */
#include "config.h"

#include "collector/formats/record-scan.h"

#include "collector/formats/cell.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What a line holds, gathered block by block. */
typedef struct
{
  guint n_cells;
  guint64 untidy; /* quotes that neither begin nor end a value */
  gboolean is_open; /* the line ends within quotes */
#ifdef __SSE2__
  __m128i any;    /* of all bytes: their union, and the least of each sixteen */
  __m128i least;
#else
  guint8 any;
  guint8 least;
#endif
} Findings;

typedef struct
{
  guint64 commas;
  guint64 quotes;
} Masks;

#ifdef __SSE2__
static inline void
begin_findings (Findings *findings)
{
  findings->any = _mm_setzero_si128 ();
  findings->least = _mm_set1_epi8 ((char) 0xff);
}

static inline Masks
look_at (const char *text, Findings *findings)
{
  const __m128i comma = _mm_set1_epi8 (','), quote = _mm_set1_epi8 ('"');
  Masks masks = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      __m128i part = _mm_loadu_si128 ((const __m128i *) (text + 16 * i));
      guint shift = 16 * i;

      masks.commas |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (part, comma)) << shift;
      masks.quotes |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (part, quote)) << shift;
      findings->any = _mm_or_si128 (findings->any, part);
      findings->least = _mm_min_epu8 (findings->least, part);
    }
  return masks;
}

static inline gboolean
has_high (const Findings *findings)
{
  return _mm_movemask_epi8 (findings->any) != 0;
}

static inline gboolean
has_nul (const Findings *findings)
{
  return _mm_movemask_epi8 (_mm_cmpeq_epi8 (findings->least, _mm_setzero_si128 ())) != 0;
}
#else
static inline void
begin_findings (Findings *findings)
{
  findings->any = 0;
  findings->least = 0xff;
}

static inline Masks
look_at (const char *text, Findings *findings)
{
  Masks masks = { 0 };

  for (guint i = 0; i < 64; i++)
    {
      masks.commas |= (guint64) (text[i] == ',') << i;
      masks.quotes |= (guint64) (text[i] == '"') << i;
      findings->any |= (guint8) text[i];
      findings->least = MIN (findings->least, (guint8) text[i]);
    }
  return masks;
}

static inline gboolean
has_high (const Findings *findings)
{
  return (findings->any & 0x80) != 0;
}

static inline gboolean
has_nul (const Findings *findings)
{
  return findings->least == 0;
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

/* Cuts at the commas outside quotes. Returns: FALSE when there are too many of them. */
static inline gboolean
find_cells (const char *text, gsize length, CollectorCell *cells, Findings *findings)
{
  guint64 inside = 0, was_comma = 1, was_closing = 0;
  const char *begin = text;
  CollectorCell *cell = cells;

  for (gsize at = 0; at < length; at += COLLECTOR_SCAN_BYTES)
    {
      Masks masks = look_at (text + at, findings);
      guint64 valid = length - at >= 64 ? ~(guint64) 0 : ((guint64) 1 << (length - at)) - 1;
      guint64 quotes = masks.quotes & valid;
      guint64 within = running_parity (quotes) ^ inside;
      guint64 commas = masks.commas & valid & ~within;
      guint64 closing = quotes & ~within;

      /* An opening quote follows a comma, a comma follows a closing one. */
      findings->untidy |= (quotes & within & ~(commas << 1 | was_comma)) |
                      ((closing << 1 | was_closing) & valid & ~commas);
      inside = (guint64) ((gint64) within >> 63);
      was_comma = commas >> 63;
      was_closing = closing >> 63;
      if (cell - cells + 64 >= COLLECTOR_RECORD_MAX_CELLS)
        return FALSE;
      for (; commas != 0; commas &= commas - 1)
        {
          const char *end = text + at + __builtin_ctzll (commas);
          /* An empty cell begins at its end: a comma, or what follows the line, no quote. */
          gsize is_quoted = *begin == '"';

          cell->text = begin + is_quoted;
          cell->length = (guint32) (end - begin) - 2 * is_quoted;
          cell++;
          begin = end + 1;
        }
    }
  cell->text = begin + (*begin == '"');
  cell->length = (guint32) (text + length - begin) - 2 * (*begin == '"');
  findings->n_cells = cell + 1 - cells;
  findings->is_open = inside != 0;
  return TRUE;
}

static inline guint64
hash_cells (const CollectorCell *cells, guint n_cells)
{
  guint64 sum = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      if (cells[i].length == 0)
        continue;
      sum += collector_hash_cell (&cells[i], i);
      if (cells[i].length > 8)
        sum += collector_hash_long_cell (&cells[i], i);
    }
  return sum;
}

gboolean
collector_scan_fast (const char *text, gsize length, CollectorCell *cells, CollectorFastScan *scan)
{
  Findings findings = { 0 };

  begin_findings (&findings);
  if (!find_cells (text, length, cells, &findings) || findings.is_open || findings.untidy != 0)
    return FALSE;
  scan->n_cells = findings.n_cells;
  /* The last block reaches beyond the line: for high bytes that costs a look, NULs are made sure. */
  scan->has_high = has_high (&findings);
  scan->has_nul = has_nul (&findings) && memchr (text, '\0', length) != NULL;
  scan->content_hash = collector_hash_close (hash_cells (cells, findings.n_cells), findings.n_cells);
  return TRUE;
}

gint64
collector_scan_hash (const CollectorCell *cells, guint n_cells)
{
  return collector_hash_close (hash_cells (cells, n_cells), n_cells);
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
  if (quote < walk->end && *quote == '"')
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
