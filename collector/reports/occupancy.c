/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of calls that were up at once: peaks, percentiles, means, the traffic of the busiest
 * hour and what Erlang B makes of it. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/occupancy.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "shared/base/erlang.h"

#define HOUR_MS 3600000
#define CCS_PER_ERLANG 36 /* hundreds of call seconds of an hour */

static void
fill_peak (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->slot->peak);
}

static void
fill_peak_ms (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->slot->peak > 0)
    toll_cell_set_figure (cell, input->slot->peak_ms);
}

static void
fill_at_peak_ms (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->slot->peak > 0)
    toll_cell_set_figure (cell,
                          g_array_index (input->slot->level_ms, gint64, input->slot->peak));
}

static void
fill_peak_in (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->slot->peak_in);
}

static void
fill_peak_out (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->slot->peak_out);
}

static void
fill_recent (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->slot->recent);
}

static void
fill_p95 (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, collector_slot_find_percentile (input->slot, input->length_ms, 950));
}

static void
fill_p99 (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, collector_slot_find_percentile (input->slot, input->length_ms, 990));
}

static void
set_ratio (TollCell *cell, double part, double whole, double factor)
{
  if (whole > 0)
    toll_cell_set_figure (cell, (gint64) llround (part / whole * factor));
}

static void
fill_avg (const CollectorOccupancyInput *input, TollCell *cell)
{
  set_ratio (cell, input->slot->busy_ms, input->length_ms, 1000);
}

static void
fill_avg_in (const CollectorOccupancyInput *input, TollCell *cell)
{
  set_ratio (cell, input->slot->busy_in_ms, input->length_ms, 1000);
}

static void
fill_avg_out (const CollectorOccupancyInput *input, TollCell *cell)
{
  set_ratio (cell, input->slot->busy_out_ms, input->length_ms, 1000);
}

static void
fill_channels (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->channels >= 0)
    toll_cell_set_figure (cell, input->channels);
}

/* Seconds of conversation by those there were on all channels, as CAR reckons it. */
static void
fill_used (const CollectorOccupancyInput *input, TollCell *cell)
{
  set_ratio (cell, input->slot->talk_ms, (double) input->length_ms * input->channels, 1e6);
}

static void
fill_peak_used (const CollectorOccupancyInput *input, TollCell *cell)
{
  set_ratio (cell, input->slot->peak, input->channels, 1e6);
}

static void
fill_busy_hour (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->slot->hour_busy_ms > 0)
    toll_cell_set_figure (cell, input->slot->hour_ms);
}

static double
get_erlang (const CollectorOccupancyInput *input)
{
  return (double) input->slot->hour_busy_ms / HOUR_MS;
}

static void
fill_erlang (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, llround (get_erlang (input) * 1000));
}

static void
fill_ccs (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, llround (get_erlang (input) * CCS_PER_ERLANG * 1000));
}

static void
fill_blocked (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->channels >= 0)
    toll_cell_set_figure (
        cell, llround (toll_erlang_b (get_erlang (input), (guint) input->channels) * 1e6));
}

static gint64
find_needed (const CollectorOccupancyInput *input, double blocking)
{
  return toll_erlang_b_find_channels (get_erlang (input), blocking);
}

static void
fill_needed_1 (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, find_needed (input, 0.01));
}

static void
fill_needed_01 (const CollectorOccupancyInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, find_needed (input, 0.001));
}

static void
fill_spare (const CollectorOccupancyInput *input, TollCell *cell)
{
  if (input->channels >= 0)
    toll_cell_set_figure (cell, input->channels - find_needed (input, 0.01));
}

/* Reckoned from all the time that the row is of. */
#define OF_TIME(id, title, kind, drill, needs_channels)                                            \
  id, title, TOLL_CELL_##kind, TOLL_COLUMN_FIGURE, drill, NULL, 0, TRUE, 0, needs_channels
#define AT_PEAK(id, title, kind, drill, needs_channels)                                            \
  id, title, TOLL_CELL_##kind, TOLL_COLUMN_FIGURE, drill, "peak_ms", 0, FALSE, 0, needs_channels
#define RECENT(id, title, kind)                                                                    \
  id, title, TOLL_CELL_##kind, TOLL_COLUMN_FIGURE, "", NULL, 0, TRUE, HOUR_MS, FALSE
#define FACT(id, title, kind)                                                                      \
  id, title, TOLL_CELL_##kind, TOLL_COLUMN_FACT, NULL, NULL, 0, FALSE, 0, FALSE
/* Somebody told it: there are no calls behind it. */
#define CHANNELS(id, title)                                                                        \
  id, title, TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, NULL, NULL, 0, FALSE, 0, TRUE
/* Of the calls that were up in the busiest hour. */
#define OF_BUSY(id, title, kind, needs_channels)                                                   \
  id, title, TOLL_CELL_##kind, TOLL_COLUMN_FIGURE, "", "busy_hour", HOUR_MS, FALSE, 0,  \
      needs_channels

#define ONLY_IN "{\"directions\":[\"incoming\"]}"
#define ONLY_OUT "{\"directions\":[\"outgoing\",\"transit\"]}"

static const CollectorOccupancyFigure figures[] = {
  { CHANNELS ("channels", N_ ("Channels")), fill_channels },
  { AT_PEAK ("peak", N_ ("Most at once"), COUNT, "", FALSE), fill_peak },
  { FACT ("peak_ms", N_ ("When"), INSTANT), fill_peak_ms },
  { OF_TIME ("at_peak_ms", N_ ("For how long"), DURATION, "", FALSE), fill_at_peak_ms },
  { AT_PEAK ("peak_in", N_ ("Incoming then"), COUNT, ONLY_IN, FALSE), fill_peak_in },
  { AT_PEAK ("peak_out", N_ ("Outgoing then"), COUNT, ONLY_OUT, FALSE), fill_peak_out },
  { RECENT ("recent", N_ ("Most in the last hour"), COUNT), fill_recent },
  /* TRANSLATORS: heading of a column: for 95 % of the time no more calls were up at once. */
  { OF_TIME ("p95", N_ ("In 95 % of the time"), COUNT, "", FALSE), fill_p95 },
  /* TRANSLATORS: heading of a column: for 99 % of the time no more calls were up at once. */
  { OF_TIME ("p99", N_ ("In 99 % of the time"), COUNT, "", FALSE), fill_p99 },
  { OF_TIME ("avg", N_ ("On average"), DECIMAL, "", FALSE), fill_avg },
  { OF_TIME ("avg_in", N_ ("Incoming on average"), DECIMAL, ONLY_IN, FALSE), fill_avg_in },
  { OF_TIME ("avg_out", N_ ("Outgoing on average"), DECIMAL, ONLY_OUT, FALSE), fill_avg_out },
  /* TRANSLATORS: heading of a column of percentages: how much of a trunk's channels was used. */
  { OF_TIME ("used", N_ ("% used"), SHARE, "", TRUE), fill_used },
  /* TRANSLATORS: heading of a column of percentages: of a trunk's channels, at the peak. */
  { AT_PEAK ("peak_used", N_ ("% used at most"), SHARE, "", TRUE), fill_peak_used },
  { FACT ("busy_hour", N_ ("Busy hour"), INSTANT), fill_busy_hour },
  { OF_BUSY ("erlang", N_ ("Erlang"), DECIMAL, FALSE), fill_erlang },
  /* TRANSLATORS: hundreds of call seconds, a unit of telephone traffic. */
  { OF_BUSY ("ccs", N_ ("CCS"), DECIMAL, FALSE), fill_ccs },
  /* TRANSLATORS: heading of a column of percentages: calls that find no free channel. */
  { OF_BUSY ("blocked", N_ ("% blocked"), SHARE, TRUE), fill_blocked },
  { OF_BUSY ("needed_1", N_ ("Needed for 1 % blocked"), COUNT, FALSE), fill_needed_1 },
  { OF_BUSY ("needed_01", N_ ("Needed for 0.1 %"), COUNT, FALSE), fill_needed_01 },
  /* TRANSLATORS: heading of a column: channels beyond those needed. */
  { OF_BUSY ("spare", N_ ("Spare"), COUNT, TRUE), fill_spare },
};

const CollectorOccupancyFigure *
collector_occupancy_figure_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (strcmp (figures[i].id, id) == 0)
      return &figures[i];
  return NULL;
}

const CollectorOccupancyFigure *
collector_occupancy_figure_list (guint *n_figures)
{
  *n_figures = G_N_ELEMENTS (figures);
  return figures;
}
