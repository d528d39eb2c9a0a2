/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two keys against each other, one figure as depth of colour, with a legend that says how much
 * the deepest is, and the figures themselves where cells have room.
 */
#include "config.h"

#include <math.h>

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

#define LEAST_ROW_PX    13.0
#define LEAST_COLUMN_PX 13.0
#define MOST_ROW_PX     34.0
#define SEAM_PX         2.0
#define CORNER_PX       2.5
#define N_DEPTHS        5
#define SWATCH_PX       16.0
#define MINUTES_A_DAY   1440

/* One side of the grid: places in time, or names in the order they come. */
typedef struct
{
  gboolean has_places;
  TollBuckets buckets;
  GArray *labels;    /* of TollChartPoint: only their labels count */
  GHashTable *names; /* label -> index + 1 */
} Side;

typedef struct
{
  TollPlot *plot;
  Side down, across;
  TollChartPoint *cells; /* rows by columns */
  gint64 deepest;
} Grid;

static void
add_label (Side *side, const char *label, gboolean is_other)
{
  TollChartPoint point = { .label = label, .word = "", .is_other = is_other };

  g_array_append_val (side->labels, point);
}

static void
init_places (Grid *grid, Side *side, TollCellKind kind, const char *unit, gint64 first,
             gint64 last, gboolean has_halves)
{
  const TollChartData *data = grid->plot->data;

  if (kind == TOLL_CELL_MINUTE) /* a day is always whole */
    {
      first = 0;
      last = MINUTES_A_DAY - 1;
    }
  side->has_places = first <= last && toll_buckets_init (&side->buckets, kind, unit, first, last,
                                                         has_halves);
  if (!side->has_places)
    return;
  toll_buckets_widen (&side->buckets, data->from_day, data->to_day, 62);
  for (guint i = 0; i < side->buckets.n_places; i++)
    add_label (side, toll_words_figure (&data->words, grid->plot->arena, kind, unit,
                                        toll_buckets_get_figure (&side->buckets, i)), FALSE);
}

/* The cell of point @index on a side. */
static TollCell
get_key (const Grid *grid, const Side *side, guint index)
{
  const TollChartData *data = grid->plot->data;
  const TollChartPoint *point = toll_chart_data_get_point (data, index);

  if (side == &grid->across)
    return g_array_index (data->across, TollCell, index);
  return (TollCell){ .figure = point->figure, .text = point->label };
}

static void
init_side (Grid *grid, Side *side, TollCellKind kind, const char *unit, guint most)
{
  const TollChartData *data = grid->plot->data;
  gint64 first = G_MAXINT64, last = G_MININT64;
  gboolean has_halves = FALSE;

  side->labels = g_array_new (FALSE, FALSE, sizeof (TollChartPoint));
  side->names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < data->points->len; i++)
    {
      TollCell cell = get_key (grid, side, i);

      first = MIN (first, cell.figure);
      last = MAX (last, cell.figure);
      has_halves |= cell.figure % 60 != 0;
    }
  if (toll_buckets_has_places (kind))
    init_places (grid, side, kind, unit, first, last, has_halves);
  for (guint i = 0; i < data->points->len && !side->has_places; i++)
    {
      TollCell cell = get_key (grid, side, i);
      const char *label = side == &grid->down ? cell.text
                                              : toll_words_cell (&data->words, grid->plot->arena,
                                                                 kind, unit, &cell);

      if (g_hash_table_contains (side->names, label))
        continue;
      g_hash_table_insert (side->names, (gpointer) label,
                           GUINT_TO_POINTER (MIN (side->labels->len + 1, most)));
      if (side->labels->len < most)
        add_label (side, label, FALSE);
      else
        g_array_index (side->labels, TollChartPoint, most - 1) = (TollChartPoint){
          .label = toll_words_translate (&data->words, TOLL_CHART_WORD_OTHER),
          .word = "",
          .is_other = TRUE,
        };
    }
}

static void
clear_side (Side *side)
{
  g_array_unref (side->labels);
  g_hash_table_unref (side->names);
}

/* Returns: -1 for what has no place. */
static gint64
find_place (const Grid *grid, const Side *side, TollCellKind kind, const char *unit, guint index)
{
  TollCell cell = get_key (grid, side, index);
  const char *label = cell.text;

  if (side->has_places)
    {
      gint64 place = toll_buckets_get_place (&side->buckets, cell.figure);

      return place < side->buckets.n_places ? place : -1;
    }
  if (side == &grid->across)
    label = toll_words_cell (&grid->plot->data->words, grid->plot->arena, kind, unit, &cell);
  return (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (side->names, label)) - 1;
}

static void
fill_cells (Grid *grid)
{
  const TollChartData *data = grid->plot->data;
  guint n_columns = grid->across.labels->len, n = grid->down.labels->len * n_columns;

  grid->cells = g_new0 (TollChartPoint, n);
  for (guint i = 0; i < n; i++)
    {
      const TollChartPoint *down = &g_array_index (grid->down.labels, TollChartPoint,
                                                   i / n_columns);
      const TollChartPoint *across = &g_array_index (grid->across.labels, TollChartPoint,
                                                     i % n_columns);

      grid->cells[i] = (TollChartPoint){
        .word = "",
        .label = toll_words_pair (&data->words, grid->plot->arena, down->label, across->label),
        .is_known = { data->series[0].is_total },
        .is_other = down->is_other || across->is_other,
      };
    }
  for (guint i = 0; i < data->points->len; i++)
    {
      gint64 row = find_place (grid, &grid->down, data->x_kind, data->x_unit, i);
      gint64 column = find_place (grid, &grid->across, data->across_kind, data->across_unit, i);
      const TollChartPoint *point = toll_chart_data_get_point (data, i);
      TollChartPoint *cell;

      if (row < 0 || column < 0)
        continue;
      cell = &grid->cells[row * n_columns + column];
      if (cell->n_rows == 0)
        {
          cell->rows = point->rows;
          cell->n_rows = point->n_rows;
          cell->figures[0] = point->figures[0];
          cell->is_known[0] = point->is_known[0];
        }
      else
        toll_chart_point_add (cell, point, data, grid->plot->arena);
      if (cell->is_known[0])
        grid->deepest = MAX (grid->deepest, cell->figures[0]);
    }
}

static TollColour
get_depth (const Grid *grid, double share)
{
  const TollPlot *plot = grid->plot;

  if (share <= 0)
    return toll_plot_get_ink (plot, TOLL_INK_TRACK);
  return toll_colour_mix (toll_plot_get_ink (plot, TOLL_INK_PAPER),
                          toll_plot_get_colour (plot, plot->data->series[0].hue),
                          0.14 + 0.86 * MIN (share, 1));
}

static gboolean
has_depths (const Grid *grid)
{
  return !toll_plot_is_small (grid->plot) && grid->deepest > 0;
}

/* "Calls  0 [][][][][] 412" below the grid. */
static void
place_depths (Grid *grid)
{
  TollPlot *plot = grid->plot;
  const TollChartSeries *series = &plot->data->series[0];
  double line = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) + 10, y, x;
  const char *most = toll_words_figure (&plot->data->words, plot->arena, series->kind,
                                        series->unit, grid->deepest);
  const char *title = toll_words_translate (&plot->data->words, series->title);

  if (!has_depths (grid))
    return;
  y = plot->y + plot->h + toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) + 10 + line / 2;
  x = plot->width - toll_ink_measure (plot->ink, most, TOLL_FONT_SMALL);
  toll_ink_add_text (plot->ink, most, plot->width, y, 0, TOLL_ANCHOR_END, TOLL_FONT_SMALL,
                     TOLL_INK_DIM);
  x -= 6 + N_DEPTHS * SWATCH_PX;
  for (guint i = 0; i < N_DEPTHS; i++)
    toll_ink_add_rect (plot->ink, x + i * SWATCH_PX, y - 5, SWATCH_PX - 1, 10, 2,
                       get_depth (grid, (double) i / (N_DEPTHS - 1)), TOLL_PATTERN_SOLID);
  x -= 6;
  toll_ink_add_text (plot->ink, toll_words_number (&plot->data->words, plot->arena, 0, 0), x, y,
                     0, TOLL_ANCHOR_END, TOLL_FONT_SMALL, TOLL_INK_DIM);
  toll_ink_add_text (plot->ink, title, x - 20, y, MAX (x - 20, 1), TOLL_ANCHOR_END,
                     TOLL_FONT_SMALL, TOLL_INK_DIM);
}

/* TRUE when every cell has room for its figure. */
static gboolean
has_room_for_figures (Grid *grid, double width, double height)
{
  guint n = grid->down.labels->len * grid->across.labels->len;

  if (height < 17 || n > 2000)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (grid->cells[i].is_known[0] &&
        toll_ink_measure (grid->plot->ink,
                          toll_bars_label (grid->plot, 0, grid->cells[i].figures[0]),
                          TOLL_FONT_SMALL) + 5 > width)
      return FALSE;
  return TRUE;
}

static void
add_cell (Grid *grid, const TollChartPoint *cell, double x, double y, double width, double height,
          gboolean has_figure)
{
  TollPlot *plot = grid->plot;
  TollChartItem item = { .shape = TOLL_CHART_RECT, .x = x, .y = y,
                         .width = MAX (width - SEAM_PX, 1), .height = MAX (height - SEAM_PX, 1),
                         .reach_x = x, .reach_y = y, .reach_width = width,
                         .reach_height = height };
  TollColour colour = get_depth (grid, grid->deepest > 0
                                           ? (double) MAX (cell->figures[0], 0) / grid->deepest
                                           : 0);
  TollMark mark = { .kind = TOLL_MARK_TEXT, .x = x + item.width / 2, .y = y + item.height / 2,
                    .anchor = TOLL_ANCHOR_MIDDLE, .font = TOLL_FONT_SMALL,
                    .colour = toll_palette_get_contrast (colour) };

  if (!cell->is_known[0] && cell->n_rows == 0)
    return; /* nothing is known, and nothing opens */
  toll_ink_add_rect (plot->ink, x, y, item.width, item.height, CORNER_PX, colour,
                     TOLL_PATTERN_SOLID);
  if (has_figure && cell->is_known[0] && cell->figures[0] > 0)
    {
      mark.text = toll_bars_label (plot, 0, cell->figures[0]);
      toll_ink_add (plot->ink, &mark);
    }
  toll_plot_add_item (plot, cell, 0, &item, 0);
}

static void
place_grid (Grid *grid)
{
  TollPlot *plot = grid->plot;
  guint n_rows = grid->down.labels->len, n_columns = grid->across.labels->len;
  TollRows rows;
  double width;
  gboolean has_figures;

  if (has_depths (grid))
    plot->h -= toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) + 10;
  toll_axis_reserve_labels (plot);
  toll_rows_place (plot, grid->down.labels, MOST_ROW_PX, &rows);
  plot->h = rows.pitch * n_rows;
  width = plot->w / n_columns;
  has_figures = has_room_for_figures (grid, width, rows.pitch);
  for (guint i = 0; i < n_rows * n_columns; i++)
    add_cell (grid, &grid->cells[i], plot->x + i % n_columns * width,
              toll_rows_get_middle (&rows, i / n_columns) - rows.pitch / 2, width, rows.pitch,
              has_figures);
  plot->h -= 2;
  if (grid->across.has_places)
    toll_axis_place_buckets (plot, &grid->across.buckets);
  else
    toll_axis_place_points (plot, grid->across.labels);
  place_depths (grid);
}

static void
place (TollPlot *plot)
{
  const TollChartData *data = plot->data;
  Grid grid = { .plot = plot };
  guint most_rows = MAX ((plot->h - 50) / LEAST_ROW_PX, 1);

  if (data->n_series == 0 || data->across->len != data->points->len || data->points->len == 0)
    {
      toll_axis_place_edge (plot);
      toll_axis_place_base (plot);
      return;
    }
  most_rows = MIN (most_rows, toll_rows_get_most (plot, LEAST_ROW_PX));
  init_side (&grid, &grid.down, data->x_kind, data->x_unit, most_rows);
  init_side (&grid, &grid.across, data->across_kind, data->across_unit,
             MAX (plot->w * 0.64 / LEAST_COLUMN_PX, 1));
  fill_cells (&grid);
  place_grid (&grid);
  g_free (grid.cells);
  clear_side (&grid.down);
  clear_side (&grid.across);
}

static double
measure (const TollChartData *data, double width)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < data->points->len; i++)
    g_hash_table_add (rows, (gpointer) toll_chart_data_get_point (data, i)->label);
  return data->x_kind == TOLL_CELL_WEEKDAY ? 7 * 26 + 60
                                           : CLAMP (g_hash_table_size (rows), 3, 20) * 28 + 60;
}

const TollChartLayer toll_chart_layer_heat = { TOLL_CHART_HEAT, place, measure };
