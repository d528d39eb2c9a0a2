/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures that reports show of a group of calls. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/figures.h"

#include <glib/gi18n.h>
#include <string.h>

#define M(name) COLLECTOR_MEASURE_##name
#define SUM(id, title, kind, a, drill)                                                             \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_SUM, M (a), M (a), drill                                     \
  }
#define RATIO(id, title, kind, a, b)                                                               \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_RATIO, M (a), M (b), NULL                                    \
  }
#define SHARE(id, title, a, b)                                                                     \
  {                                                                                                \
    id, title, TOLL_CELL_SHARE, COLLECTOR_FIGURE_SHARE, M (a), M (b), NULL                         \
  }
#define OF_TOTAL(id, title, a)                                                                     \
  {                                                                                                \
    id, title, TOLL_CELL_SHARE, COLLECTOR_FIGURE_OF_TOTAL, M (a), M (a), NULL                      \
  }

#define ONLY_ANSWERED "{\"outcomes\":[\"answered\"]}"
#define FLAGGED(flag)                                                                              \
  "{\"where\":{\"field\":\"" flag "\",\"op\":\"is\",\"value\":\"yes\"}}"

static const CollectorFigure figures[] = {
  SUM ("calls", N_ ("Calls"), TOLL_CELL_COUNT, CALLS, ""),
  SUM ("answered", N_ ("Answered"), TOLL_CELL_COUNT, ANSWERED, ONLY_ANSWERED),
  { "not_answered", N_ ("Not answered"), TOLL_CELL_COUNT, COLLECTOR_FIGURE_DIFFERENCE, M (CALLS),
    M (ANSWERED), "{\"outcomes\":[\"missed\",\"unanswered\",\"busy\",\"failed\"]}" },
  SUM ("missed", N_ ("Missed"), TOLL_CELL_COUNT, MISSED, "{\"outcomes\":[\"missed\"]}"),
  SUM ("unanswered", N_ ("Unanswered"), TOLL_CELL_COUNT, UNANSWERED,
       "{\"outcomes\":[\"unanswered\"]}"),
  SUM ("busy", N_ ("Busy"), TOLL_CELL_COUNT, BUSY, "{\"outcomes\":[\"busy\"]}"),
  SUM ("failed", N_ ("Failed"), TOLL_CELL_COUNT, FAILED, "{\"outcomes\":[\"failed\"]}"),
  SUM ("incoming", N_ ("Incoming"), TOLL_CELL_COUNT, INCOMING, "{\"directions\":[\"incoming\"]}"),
  SUM ("outgoing", N_ ("Outgoing"), TOLL_CELL_COUNT, OUTGOING, "{\"directions\":[\"outgoing\"]}"),
  SUM ("internal", N_ ("Internal"), TOLL_CELL_COUNT, INTERNAL, "{\"directions\":[\"internal\"]}"),
  SUM ("transit", N_ ("Transit"), TOLL_CELL_COUNT, TRANSIT, "{\"directions\":[\"transit\"]}"),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("answered_share", N_ ("% answered"), ANSWERED, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("missed_share", N_ ("% missed"), MISSED, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("incoming_share", N_ ("% incoming"), INCOMING, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("outgoing_share", N_ ("% outgoing"), OUTGOING, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("forwarded_share", N_ ("% forwarded"), FORWARDED, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("transferred_share", N_ ("% transferred"), TRANSFERRED, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  SHARE ("voicemail_share", N_ ("% voicemail"), VOICEMAIL, CALLS),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  OF_TOTAL ("calls_share", N_ ("% of calls"), CALLS),
  SUM ("talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TALK_MS, ONLY_ANSWERED),
  RATIO ("avg_talk_ms", N_ ("Average duration"), TOLL_CELL_DURATION, TALK_MS, ANSWERED),
  SUM ("max_talk_ms", N_ ("Longest"), TOLL_CELL_DURATION, MAX_TALK_MS, NULL),
  RATIO ("avg_ring_ms", N_ ("Average ring time"), TOLL_CELL_DURATION, RING_MS, ANSWERED),
  SUM ("max_ring_ms", N_ ("Longest ring time"), TOLL_CELL_DURATION, MAX_RING_MS, NULL),
  SUM ("queued", N_ ("Queued"), TOLL_CELL_COUNT, QUEUED, FLAGGED ("queued")),
  RATIO ("avg_queue_ms", N_ ("Average queue time"), TOLL_CELL_DURATION, QUEUE_MS, QUEUED),
  SUM ("max_queue_ms", N_ ("Longest queue time"), TOLL_CELL_DURATION, MAX_QUEUE_MS, NULL),
  SUM ("forwarded", N_ ("Forwarded"), TOLL_CELL_COUNT, FORWARDED, FLAGGED ("forwarded")),
  SUM ("transferred", N_ ("Transferred"), TOLL_CELL_COUNT, TRANSFERRED, FLAGGED ("transferred")),
  SUM ("voicemail", N_ ("Voicemail"), TOLL_CELL_COUNT, VOICEMAIL, FLAGGED ("voicemail")),
  RATIO ("avg_message_ms", N_ ("Average message"), TOLL_CELL_DURATION, VOICEMAIL_MS, VOICEMAIL),
  SUM ("cost", N_ ("Cost"), TOLL_CELL_MONEY, COST_MICRO, "{\"rating_states\":[\"rated\"]}"),
  RATIO ("avg_cost", N_ ("Average cost"), TOLL_CELL_MONEY, COST_MICRO, CALLS),
  SUM ("max_cost", N_ ("Dearest call"), TOLL_CELL_MONEY, MAX_COST_MICRO, NULL),
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  OF_TOTAL ("cost_share", N_ ("% of cost"), COST_MICRO),
  /* TRANSLATORS: heading of a column of percentages: this row and those above it. */
  { "cumulative_share", N_ ("% so far"), TOLL_CELL_SHARE, COLLECTOR_FIGURE_CUMULATIVE,
    M (COST_MICRO), M (COST_MICRO), NULL },
  { "cost_per_minute", N_ ("Cost per minute"), TOLL_CELL_MONEY, COLLECTOR_FIGURE_PER_MINUTE,
    M (COST_MICRO), M (TALK_MS), NULL },
  SUM ("unrated", N_ ("Without a price"), TOLL_CELL_COUNT, UNRATED,
       "{\"rating_states\":[\"unrated\"]}"),
  SUM ("lines", N_ ("Extensions"), TOLL_CELL_COUNT, LINES, ""),
  SUM ("numbers", N_ ("Different numbers"), TOLL_CELL_COUNT, NUMBERS, ""),
  SUM ("first_ms", N_ ("First call"), TOLL_CELL_INSTANT, FIRST_MS, NULL),
  SUM ("last_ms", N_ ("Last call"), TOLL_CELL_INSTANT, LAST_MS, NULL),
};

const CollectorFigure *
collector_figure_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (strcmp (figures[i].id, id) == 0)
      return &figures[i];
  return NULL;
}

const CollectorFigure *
collector_figure_list (guint *n_figures)
{
  *n_figures = G_N_ELEMENTS (figures);
  return figures;
}

guint64
collector_figure_get_measures (const CollectorFigure *figure)
{
  return COLLECTOR_MEASURE_BIT (figure->a) | COLLECTOR_MEASURE_BIT (figure->b);
}

/* Half up; never negative. */
static gint64
divide (gint64 a, gint64 factor, gint64 b)
{
  return (gint64) (((__int128) a * factor * 2 + b) / ((__int128) b * 2));
}

void
collector_figure_compute (const CollectorFigure *figure, gint64 value, gint64 other, gint64 whole,
                          gint64 so_far, TollCell *cell)
{
  *cell = (TollCell){ .is_empty = TRUE };
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_SUM:
      /* The first and last of no calls are no instants. */
      if (figure->kind != TOLL_CELL_INSTANT || value != 0)
        toll_cell_set_figure (cell, value);
      break;
    case COLLECTOR_FIGURE_DIFFERENCE:
      toll_cell_set_figure (cell, value - other);
      break;
    case COLLECTOR_FIGURE_RATIO:
      if (other > 0)
        toll_cell_set_figure (cell, divide (value, 1, other));
      break;
    case COLLECTOR_FIGURE_SHARE:
      if (other > 0)
        toll_cell_set_figure (cell, divide (value, 1000000, other));
      break;
    case COLLECTOR_FIGURE_OF_TOTAL:
      if (whole > 0)
        toll_cell_set_figure (cell, divide (value, 1000000, whole));
      break;
    case COLLECTOR_FIGURE_CUMULATIVE:
      if (whole > 0)
        toll_cell_set_figure (cell, divide (so_far, 1000000, whole));
      break;
    case COLLECTOR_FIGURE_PER_MINUTE:
      if (other > 0)
        toll_cell_set_figure (cell, divide (value, 60000, other));
      break;
    }
}

gboolean
collector_measure_is_mergeable (CollectorMeasure measure)
{
  return measure != COLLECTOR_MEASURE_LINES && measure != COLLECTOR_MEASURE_NUMBERS;
}

void
collector_group_merge (CollectorGroup *into, const CollectorGroup *from, guint n_currencies)
{
  for (guint i = 0; i < COLLECTOR_N_MEASURES; i++)
    switch (i)
      {
      case COLLECTOR_MEASURE_MAX_TALK_MS:
      case COLLECTOR_MEASURE_MAX_RING_MS:
      case COLLECTOR_MEASURE_MAX_QUEUE_MS:
      case COLLECTOR_MEASURE_MAX_COST_MICRO:
      case COLLECTOR_MEASURE_LAST_MS:
        into->measures[i] = MAX (into->measures[i], from->measures[i]);
        break;
      case COLLECTOR_MEASURE_FIRST_MS:
        if (into->measures[i] == 0 || (from->measures[i] != 0
                                       && from->measures[i] < into->measures[i]))
          into->measures[i] = from->measures[i];
        break;
      default:
        into->measures[i] += from->measures[i];
      }
  for (guint i = 0; i < n_currencies; i++)
    into->costs[i] += from->costs[i];
}
