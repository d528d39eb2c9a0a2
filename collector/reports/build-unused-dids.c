/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Public numbers of the sites that nobody called in the period: one row for each that was called
 * before, one for each row of neighbours that never were. They are the house's, whoever asks: a call
 * that is hidden from somebody, or of another part, reached its number all the same. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/number-block.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/line-use.h"
#include "collector/store/site-store.h"

/* Fewer digits are those of the site that the call came in at. */
#define PUBLIC_DIGITS 7

enum
{
  BLOCK,
  NUMBER,
  TO_NUMBER,
  SITE,
  NUMBERS,
  LAST,
};

static const TollReportColumn columns[] = {
  /* TRANSLATORS: heading of a column: a range of telephone numbers */
  [BLOCK] = { "block", N_ ("Block"), TOLL_CELL_PHONE, TOLL_COLUMN_KEY, "" },
  [NUMBER] = { "number", N_ ("Number"), TOLL_CELL_PHONE, TOLL_COLUMN_KEY, "" },
  /* TRANSLATORS: heading of a column: the last number of a row of neighbours */
  [TO_NUMBER] = { "to_number", N_ ("Up to"), TOLL_CELL_PHONE, TOLL_COLUMN_FACT, "" },
  [SITE] = { "site", N_ ("Site"), TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "" },
  [NUMBERS] = { "numbers", N_ ("Numbers"), TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "",
                .is_total = TRUE },
  [LAST] = { "last_ms", N_ ("Last call"), TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "" },
};

/* A number of a block that was called some time. */
typedef struct
{
  gint64 place;
  gint64 last_ms;
} Called;

typedef struct
{
  const char *site;
  const char *text;
  CollectorNumberBlock block;
  GArray *called; /* of Called; owned */
} Block;

typedef struct
{
  CollectorReportRun *run;
  GArray *blocks; /* of Block */
} Build;

static void
clear_block (gpointer data)
{
  g_array_unref (((Block *) data)->called);
}

static void
add_site (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  Build *self = data;
  g_auto (GStrv) ranges = g_strsplit (row->public_ranges, " ", -1);

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      Block block = { .site = toll_arena_strdup (self->run->doc->arena, row->name),
                      .text = toll_arena_strdup (self->run->doc->arena, ranges[i]) };

      if (!collector_number_block_init (&block.block, ranges[i]))
        continue;
      block.called = g_array_new (FALSE, FALSE, sizeof (Called));
      g_array_append_val (self->blocks, block);
    }
}

/* ---- Which were called ---- */

static void
note_called (const Build *self, const char *site, const char *dialled, gint64 last_ms)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = &g_array_index (self->blocks, Block, i);
      const Called called = { collector_number_block_find (&block->block, dialled), last_ms };

      if (called.place >= 0
          && (strlen (dialled) >= PUBLIC_DIGITS || *site == '\0'
              || strcmp (site, block->site) == 0))
        g_array_append_val (block->called, called);
    }
}

static void
note_number (const char *dialled, const char *site, gint64 last_ms, gpointer data)
{
  note_called (data, site, dialled, last_ms);
}

/* By place, of one place the latest first. */
static int
compare_called (gconstpointer a, gconstpointer b)
{
  const Called *one = a, *other = b;

  if (one->place != other->place)
    return one->place < other->place ? -1 : 1;
  return (one->last_ms < other->last_ms) - (one->last_ms > other->last_ms);
}

/* ---- Rows ---- */

/* Numbers [@from, @to) of the block. @last_ms: 0 = never called. */
static void
add_row (const Build *self, const Block *block, gint64 from, gint64 to, gint64 last_ms)
{
  char text[COLLECTOR_NUMBER_BLOCK_TEXT];
  TollCell *cells;

  if (from >= to)
    return;
  cells = toll_report_doc_add_row (self->run->doc)->cells;
  toll_cell_set_text (&cells[BLOCK], block->text);
  collector_number_block_write (&block->block, from, text);
  collector_report_set_text (self->run, &cells[NUMBER], text);
  collector_number_block_write (&block->block, to - 1, text);
  if (to - from > 1)
    collector_report_set_text (self->run, &cells[TO_NUMBER], text);
  toll_cell_set_text (&cells[SITE], block->site);
  toll_cell_set_figure (&cells[NUMBERS], to - from);
  if (last_ms > 0 && collector_viewer_sees_all (self->run->viewer))
    toll_cell_set_figure (&cells[LAST], last_ms);
}

static void
add_block (const Build *self, const Block *block)
{
  TollReportDoc *doc = self->run->doc;
  guint first_row = doc->rows->len;
  gint64 next = 0;
  TollReportRow *row;

  g_array_sort (block->called, compare_called);
  for (guint i = 0; i < block->called->len; i++)
    {
      const Called *called = &g_array_index (block->called, Called, i);

      if (called->place < next)
        continue;
      add_row (self, block, next, called->place, 0);
      if (called->last_ms < self->run->from_ms)
        add_row (self, block, called->place, called->place + 1, called->last_ms);
      next = called->place + 1;
    }
  add_row (self, block, next, block->block.n_numbers, 0);
  if (doc->rows->len == first_row)
    return;
  row = toll_report_doc_add_row (doc);
  row->level = 1;
  toll_cell_set_text (&row->cells[BLOCK], block->text);
  collector_report_add_totals (self->run, first_row, row);
}

gboolean
collector_report_build_unused_dids (CollectorReportRun *run, GError **error)
{
  Build self = { run, NULL };
  gboolean is_ok;

  /* A direct number is one person's. */
  if (!collector_viewer_check_individuals (run->viewer, FALSE, error)
      || !collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error))
    return FALSE;
  self.blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self.blocks, clear_block);
  is_ok = collector_site_foreach (run->db, add_site, &self, error)
          && collector_lines_visit_called_numbers (run->db, collector_report_get_end_ms (run),
                                                   note_number, &self, error)
          && collector_lines_visit_called_aliases (run->db, PUBLIC_DIGITS,
                                                   collector_report_get_end_ms (run), note_number,
                                                   &self, error);
  for (guint i = 0; is_ok && i < self.blocks->len; i++)
    add_block (&self, &g_array_index (self.blocks, Block, i));
  g_array_unref (self.blocks);
  if (!is_ok)
    return FALSE;
  collector_report_fix_table (run);
  toll_report_doc_init_row (run->doc, &run->doc->totals);
  collector_report_add_totals (run, 0, &run->doc->totals);
  return TRUE;
}
