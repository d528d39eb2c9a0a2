/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures that reports show of a group of calls. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/figures.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define M(name) COLLECTOR_MEASURE_##name
#define SUM(id, title, kind, a, drill)                                                             \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_SUM, M (a), M (a), drill                                     \
  }
/* The longest of those that @count counts. */
#define MOST(id, title, a, count)                                                                  \
  {                                                                                                \
    id, title, TOLL_CELL_DURATION, COLLECTOR_FIGURE_SUM, M (a), M (count), NULL                    \
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

#define OF_FIRST(id, title, a)                                                                     \
  {                                                                                                \
    id, title, TOLL_CELL_SHARE, COLLECTOR_FIGURE_OF_FIRST, M (a), M (a), NULL                      \
  }
#define PER_ROW(id, title, kind, shape, a)                                                         \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_##shape, M (a), M (a), NULL                                  \
  }
#define PERCENTILE(id, title, kind, field, per_mille)                                              \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_PERCENTILE, M (CALLS), M (CALLS), NULL, field, per_mille     \
  }
#define LATEST(id, title, kind, field)                                                             \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIGURE_LATEST, M (CALLS), M (CALLS), NULL, field                    \
  }
#define HOLDER(id, title)                                                                          \
  {                                                                                                \
    id, title, TOLL_CELL_TEXT, COLLECTOR_FIGURE_HOLDER, M (CALLS), M (CALLS), NULL, "name"         \
  }
/* How many different ones: a section of the list behind it for each. */
#define DIFFERENT(id, title, measure, field)                                                       \
  {                                                                                                \
    id, title, TOLL_CELL_COUNT, COLLECTOR_FIGURE_SUM, M (measure), M (measure),                    \
        "{\"where\":{\"field\":\"" field "\",\"op\":\"not_empty\"},\"section\":\"" field "\"}", field     \
  }
/* Within @to seconds, and not within @from. */
#define WITHIN(id, title, measure, from, to)                                                       \
  SUM (id, title, TOLL_CELL_COUNT, measure,                                                        \
       "{\"outcomes\":[\"answered\"],\"where\":{\"all\":[{\"field\":\"wait\",\"op\":\">\",\"value\":"   \
       from "},{\"field\":\"wait\",\"op\":\"<=\",\"value\":" to "}]}}")
#define NOT_ANSWERED "\"outcomes\":[\"missed\",\"unanswered\",\"busy\",\"failed\"]"
#define VOICEMAIL_IS(word)                                                                         \
  "{" NOT_ANSWERED ",\"where\":{\"field\":\"voicemail\",\"op\":\"is\",\"value\":\"" word "\"}}"
#define FOLLOWED(word)                                                                             \
  "{\"where\":{\"field\":\"follow_up\",\"op\":\"is\",\"value\":\"" word "\"}}"

#define ENDED(word)                                                                                \
  "{\"where\":{\"field\":\"cause_side\",\"op\":\"is\",\"value\":\"" word "\"}}"

#define HAS(field) "{\"where\":{\"field\":\"" field "\",\"op\":\"not_empty\"}}"
#define ONLY_RATED "{\"rating_states\":[\"rated\"]}"
#define ONLY_ANSWERED "{\"outcomes\":[\"answered\"]}"
#define FLAGGED(flag)                                                                              \
  "{\"where\":{\"field\":\"" flag "\",\"op\":\"is\",\"value\":\"yes\"}}"

static const CollectorFigure figures[] = {
  HOLDER ("holder", N_ ("Name")),
  SUM ("calls", N_ ("Calls"), TOLL_CELL_COUNT, CALLS, ""),
  /* The same of a group's members: what was offered to each. */
  SUM ("offered", N_ ("Offered"), TOLL_CELL_COUNT, CALLS, ""),
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
  /* TRANSLATORS: heading of a column of percentages: of the calls that a group answered, those that
   * this member of it did. */
  OF_FIRST ("group_share", N_ ("% of group"), ANSWERED),
  SUM ("talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TALK_MS, ONLY_ANSWERED),
  RATIO ("avg_talk_ms", N_ ("Average duration"), TOLL_CELL_DURATION, TALK_MS, ANSWERED),
  MOST ("max_talk_ms", N_ ("Longest"), MAX_TALK_MS, ANSWERED),
  RATIO ("avg_ring_ms", N_ ("Average ring time"), TOLL_CELL_DURATION, RING_MS, ANSWERED),
  SUM ("max_ring_ms", N_ ("Longest ring time"), TOLL_CELL_DURATION, MAX_RING_MS, NULL),
  SUM ("queued", N_ ("Queued"), TOLL_CELL_COUNT, QUEUED, FLAGGED ("queued")),
  RATIO ("avg_queue_ms", N_ ("Average queue time"), TOLL_CELL_DURATION, QUEUE_MS, QUEUED),
  MOST ("max_queue_ms", N_ ("Longest queue time"), MAX_QUEUE_MS, QUEUED),
  SUM ("forwarded", N_ ("Forwarded"), TOLL_CELL_COUNT, FORWARDED, FLAGGED ("forwarded")),
  SUM ("transferred", N_ ("Transferred"), TOLL_CELL_COUNT, TRANSFERRED, FLAGGED ("transferred")),
  SUM ("voicemail", N_ ("Voicemail"), TOLL_CELL_COUNT, VOICEMAIL, FLAGGED ("voicemail")),
  RATIO ("avg_message_ms", N_ ("Average message"), TOLL_CELL_DURATION, VOICEMAIL_MS, VOICEMAIL),
  /* The same as a saving: what calls to our own numbers cost. */
  SUM ("saving", N_ ("Could be saved"), TOLL_CELL_MONEY, COST_MICRO, NULL),
  /* Of calls without a price nothing is known: that is not 0. */
  { "cost", N_ ("Cost"), TOLL_CELL_MONEY, COLLECTOR_FIGURE_SUM, M (COST_MICRO), M (PRICED), NULL },
  RATIO ("avg_cost", N_ ("Average cost"), TOLL_CELL_MONEY, COST_MICRO, PRICED),
  { "max_cost", N_ ("Dearest call"), TOLL_CELL_MONEY, COLLECTOR_FIGURE_SUM, M (MAX_COST_MICRO),
    M (PRICED), NULL },
  /* TRANSLATORS: heading of a column of percentages; % stands for "per cent of". */
  OF_TOTAL ("cost_share", N_ ("% of cost"), COST_MICRO),
  /* TRANSLATORS: heading of a column of percentages: this row and those above it. */
  { "cumulative_share", N_ ("% so far"), TOLL_CELL_SHARE, COLLECTOR_FIGURE_CUMULATIVE,
    M (COST_MICRO), M (COST_MICRO), NULL },
  SUM ("base", N_ ("Base price"), TOLL_CELL_MONEY, BASE_MICRO, NULL),
  SUM ("markup", N_ ("Mark-up"), TOLL_CELL_MONEY, MARKUP_MICRO, NULL),
  SUM ("tax", N_ ("Tax"), TOLL_CELL_MONEY, TAX_MICRO, NULL),
  { "list_per_minute", N_ ("List price per minute"), TOLL_CELL_MONEY, COLLECTOR_FIGURE_PER_MINUTE,
    M (LIST_MICRO), M (PAID_MS), NULL },
  { "cost_per_minute", N_ ("Cost per minute"), TOLL_CELL_MONEY, COLLECTOR_FIGURE_PER_MINUTE,
    M (COST_MICRO), M (PAID_MS), NULL },
  SUM ("unrated", N_ ("Without a price"), TOLL_CELL_COUNT, UNRATED,
       "{\"rating_states\":[\"unrated\"]}"),
  DIFFERENT ("lines", N_ ("Extensions"), LINES, "extension"),
  DIFFERENT ("numbers", N_ ("Different numbers"), NUMBERS, "number"),
  SUM ("short", N_ ("Under 5 s"), TOLL_CELL_COUNT, SHORT,
       "{\"outcomes\":[\"answered\"],\"where\":{\"field\":\"duration\",\"op\":\"<\",\"value\":5}}"),
  /* TRANSLATORS: heading of a column of percentages: answered calls that lasted under 5 seconds. */
  SHARE ("short_share", N_ ("% under 5 s"), SHORT, ANSWERED),
  SUM ("answered_5", N_ ("Within 5 s"), TOLL_CELL_COUNT, ANSWERED_5,
       "{\"outcomes\":[\"answered\"],\"where\":{\"field\":\"wait\",\"op\":\"<=\",\"value\":5}}"),
  WITHIN ("answered_10", N_ ("5 to 10 s"), ANSWERED_10, "5", "10"),
  WITHIN ("answered_20", N_ ("10 to 20 s"), ANSWERED_20, "10", "20"),
  WITHIN ("answered_30", N_ ("20 to 30 s"), ANSWERED_30, "20", "30"),
  WITHIN ("answered_60", N_ ("30 to 60 s"), ANSWERED_60, "30", "60"),
  WITHIN ("answered_late", N_ ("Over 60 s"), ANSWERED_LATE, "60", "1000000"),
  /* TRANSLATORS: heading of a column of percentages: calls answered within 20 seconds. */
  SHARE ("target_share", N_ ("% within 20 s"), IN_TARGET, CALLS),
  SUM ("answered_first", N_ ("Answered there"), TOLL_CELL_COUNT, ANSWERED_FIRST,
       FLAGGED ("answered_first")),
  /* TRANSLATORS: heading of a column of percentages: calls answered where they rang first. */
  SHARE ("answered_first_share", N_ ("% answered there"), ANSWERED_FIRST, CALLS),
  SUM ("abandoned", N_ ("Abandoned"), TOLL_CELL_COUNT, ABANDONED, VOICEMAIL_IS ("no")),
  SUM ("overflow", N_ ("To voicemail"), TOLL_CELL_COUNT, OVERFLOW, VOICEMAIL_IS ("yes")),
  RATIO ("avg_wait_ms", N_ ("Average wait"), TOLL_CELL_DURATION, WAIT_MS, CALLS),
  SUM ("max_wait_ms", N_ ("Longest wait"), TOLL_CELL_DURATION, MAX_WAIT_MS, NULL),
  PERCENTILE ("median_wait_ms", N_ ("Median wait"), TOLL_CELL_DURATION, "wait", 500),
  /* TRANSLATORS: heading of a column: nine of ten callers waited at most that long. */
  PERCENTILE ("p90_wait_ms", N_ ("Wait of 90 %"), TOLL_CELL_DURATION, "wait", 900),
  SUM ("returned", N_ ("Called back"), TOLL_CELL_COUNT, RETURNED, FOLLOWED ("we called back")),
  SUM ("reached_us", N_ ("Caller tried again"), TOLL_CELL_COUNT, REACHED_US,
       FOLLOWED ("they reached us")),
  SUM ("still_open", N_ ("Still open"), TOLL_CELL_COUNT, STILL_OPEN, FOLLOWED ("still open")),
  PERCENTILE ("median_return_ms", N_ ("Median time to return"), TOLL_CELL_DURATION,
              "follow_up_ms", 500),
  { "span_ms", N_ ("From first to last"), TOLL_CELL_DURATION, COLLECTOR_FIGURE_DIFFERENCE,
    M (LAST_MS), M (FIRST_MS), NULL },
  SUM ("measured", N_ ("Measured"), TOLL_CELL_COUNT, MEASURED, NULL),
  RATIO ("avg_mos", N_ ("Average MOS"), TOLL_CELL_DECIMAL, MOS_MILLI, MEASURED),
  SUM ("min_mos", N_ ("Worst MOS"), TOLL_CELL_DECIMAL, MIN_MOS_MILLI, NULL),
  PERCENTILE ("median_mos", N_ ("Median MOS"), TOLL_CELL_DECIMAL, "mos", 500),
  /* TRANSLATORS: heading of a column: one of ten calls had at most that voice score. */
  PERCENTILE ("p10_mos", N_ ("MOS of the worst 10 %"), TOLL_CELL_DECIMAL, "mos", 100),
  SUM ("poor", N_ ("Poor"), TOLL_CELL_COUNT, POOR,
       "{\"where\":{\"field\":\"quality\",\"op\":\"is\",\"value\":\"poor\"}}"),
  /* TRANSLATORS: heading of a column of percentages: measured calls with a poor voice score. */
  SHARE ("poor_share", N_ ("% poor"), POOR, MEASURED),
  RATIO ("avg_jitter_ms", N_ ("Jitter (ms)"), TOLL_CELL_COUNT, JITTER_MS, STREAMS),
  RATIO ("avg_latency_ms", N_ ("Latency (ms)"), TOLL_CELL_COUNT, LATENCY_MS, STREAMS),
  /* TRANSLATORS: heading of a column of percentages: packets that did not arrive. */
  SHARE ("loss_share", N_ ("% lost"), PACKETS_LOST, PACKETS),
  PER_ROW ("age_ms", N_ ("Age"), TOLL_CELL_DURATION, AGE, LAST_MS),
  PER_ROW ("rank", N_ ("Rank"), TOLL_CELL_COUNT, RANK, CALLS),
  PER_ROW ("calls_moving", N_ ("Average of three"), TOLL_CELL_COUNT, MOVING, CALLS),
  PER_ROW ("calls_deviation", N_ ("Deviations from the mean"), TOLL_CELL_DECIMAL, DEVIATION, CALLS),
  SUM ("cause", N_ ("Code"), TOLL_CELL_COUNT, CAUSE, NULL),
  /* TRANSLATORS: headings of columns: how many calls who called ended, and who was called. */
  SUM ("by_calling", N_ ("By the calling side"), TOLL_CELL_COUNT, BY_CALLING,
       ENDED ("calling side")),
  SUM ("by_called", N_ ("By the called side"), TOLL_CELL_COUNT, BY_CALLED, ENDED ("called side")),
  SUM ("authorization_level", N_ ("Authorisation level"), TOLL_CELL_COUNT, LEVEL, NULL),
  LATEST ("latest_did", N_ ("Called number"), TOLL_CELL_PHONE, "did"),
  LATEST ("latest_extension", N_ ("Extension"), TOLL_CELL_TEXT, "extension"),
  LATEST ("latest_name", N_ ("Name"), TOLL_CELL_TEXT, "name"),
  LATEST ("latest_number", N_ ("Example"), TOLL_CELL_PHONE, "number"),
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

/* The calls that a measure is of. */
static const char *
find_calls_of (CollectorMeasure measure)
{
  if (collector_measure_get_money (measure) >= 0)
    return ONLY_RATED;
  switch (measure)
    {
    case COLLECTOR_MEASURE_ANSWERED:
    case COLLECTOR_MEASURE_TALK_MS:
    case COLLECTOR_MEASURE_MAX_TALK_MS:
      return ONLY_ANSWERED;
    case COLLECTOR_MEASURE_QUEUED:
    case COLLECTOR_MEASURE_MAX_QUEUE_MS:
      return FLAGGED ("queued");
    case COLLECTOR_MEASURE_VOICEMAIL:
      return FLAGGED ("voicemail");
    case COLLECTOR_MEASURE_MEASURED:
    case COLLECTOR_MEASURE_MIN_MOS_MILLI:
      return HAS ("mos");
    case COLLECTOR_MEASURE_LEVEL:
      return HAS ("authorization_level");
    default:
      return "";
    }
}

const char *
collector_figure_get_drill (const CollectorFigure *figure)
{
  if (figure->drill != NULL)
    return figure->drill;
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_RATIO:
    case COLLECTOR_FIGURE_SHARE:
    case COLLECTOR_FIGURE_PER_MINUTE:
      return find_calls_of (figure->b);
    case COLLECTOR_FIGURE_SUM:
    case COLLECTOR_FIGURE_DIFFERENCE:
    case COLLECTOR_FIGURE_OF_TOTAL:
    case COLLECTOR_FIGURE_OF_FIRST:
    case COLLECTOR_FIGURE_CUMULATIVE:
    case COLLECTOR_FIGURE_AGE:
    case COLLECTOR_FIGURE_MOVING:
    case COLLECTOR_FIGURE_DEVIATION:
      return find_calls_of (figure->a);
    case COLLECTOR_FIGURE_PERCENTILE:
      return strcmp (figure->field, "mos") == 0              ? HAS ("mos")
             : strcmp (figure->field, "follow_up_ms") == 0 ? HAS ("follow_up_ms")
                                                             : "";
    default:
      return NULL;
    }
}

int
collector_figure_get_above (const CollectorFigure *figure)
{
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_CUMULATIVE:
      return -1;
    case COLLECTOR_FIGURE_MOVING:
      return COLLECTOR_FIGURE_N_RECENT - 1;
    default:
      return 0;
    }
}

gboolean
collector_figure_names_people (const CollectorFigure *figure)
{
  const CollectorField *field
      = figure->shape == COLLECTOR_FIGURE_SUM && figure->field != NULL
            ? collector_field_lookup (figure->field) : NULL;

  return field != NULL && (field->flags & COLLECTOR_FIELD_PERSONAL) != 0;
}

/* Half up; never negative. */
static gint64
divide (gint64 a, gint64 factor, gint64 b)
{
  return (gint64) (((__int128) a * factor * 2 + b) / ((__int128) b * 2));
}

static void
set_ratio (TollCell *cell, gint64 a, gint64 factor, gint64 b)
{
  if (b > 0)
    toll_cell_set_figure (cell, divide (a, factor, b));
}

/* Thousandths of a standard deviation; rows that are all alike have none. */
static void
set_deviation (TollCell *cell, const CollectorFigureInput *input)
{
  if (input->rank > 0 && input->deviation > 0)
    toll_cell_set_figure (cell, (gint64) round ((input->value - input->mean) * 1000
                                                / input->deviation));
}

/* The first and last of no calls are no instants, the worst score of none is no score, none has a
 * dearest or a longest, and calls without an authorisation have no level. */
static void
set_sum (TollCell *cell, const CollectorFigure *figure, const CollectorFigureInput *input)
{
  gboolean lacks = figure->b != figure->a ? input->other == 0
                                          : input->value == 0
                                                && (figure->kind == TOLL_CELL_INSTANT
                                                    || figure->kind == TOLL_CELL_DECIMAL);

  if (figure->a == COLLECTOR_MEASURE_LEVEL)
    lacks = input->value < 0;
  if (!lacks)
    toll_cell_set_figure (cell, input->value);
}

void
collector_figure_compute (const CollectorFigure *figure, const CollectorFigureInput *input,
                          TollCell *cell)
{
  *cell = (TollCell){ .is_empty = TRUE };
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_SUM:
      set_sum (cell, figure, input);
      break;
    case COLLECTOR_FIGURE_DIFFERENCE:
      toll_cell_set_figure (cell, input->value - input->other);
      break;
    case COLLECTOR_FIGURE_RATIO:
      set_ratio (cell, input->value, 1, input->other);
      break;
    case COLLECTOR_FIGURE_SHARE:
      set_ratio (cell, input->value, 1000000, input->other);
      break;
    case COLLECTOR_FIGURE_OF_TOTAL:
    case COLLECTOR_FIGURE_OF_FIRST:
      set_ratio (cell, input->value, 1000000, input->whole);
      break;
    case COLLECTOR_FIGURE_CUMULATIVE:
      set_ratio (cell, input->so_far, 1000000, input->whole);
      break;
    case COLLECTOR_FIGURE_PER_MINUTE:
      set_ratio (cell, input->value, 60000, input->other);
      break;
    case COLLECTOR_FIGURE_AGE:
      if (input->value > 0)
        toll_cell_set_figure (cell, input->now_ms - input->value);
      break;
    case COLLECTOR_FIGURE_RANK:
      if (input->rank > 0)
        toll_cell_set_figure (cell, input->rank);
      break;
    case COLLECTOR_FIGURE_MOVING:
      if (input->rank > 0)
        set_ratio (cell, input->recent, 1, input->n_recent);
      break;
    case COLLECTOR_FIGURE_DEVIATION:
      set_deviation (cell, input);
      break;
    case COLLECTOR_FIGURE_PERCENTILE:
    case COLLECTOR_FIGURE_LATEST:
    case COLLECTOR_FIGURE_HOLDER:
      break;
    }
}

/* TRUE when it tells a field of one call or one person. */
static gboolean
tells_field (const CollectorFigure *figure)
{
  return figure->shape == COLLECTOR_FIGURE_LATEST || figure->shape == COLLECTOR_FIGURE_HOLDER;
}

gboolean
collector_figure_is_open (const CollectorFigure *figure, const CollectorViewer *viewer,
                          gboolean is_own, GError **error)
{
  const CollectorField *field
      = tells_field (figure) ? collector_field_lookup (figure->field) : NULL;

  return field == NULL || (field->flags & COLLECTOR_FIELD_PERSONAL) == 0
         || collector_viewer_check_individuals (viewer, is_own, error);
}

TollColumnRole
collector_figure_get_role (const CollectorFigure *figure)
{
  return figure->shape == COLLECTOR_FIGURE_RANK || tells_field (figure) ? TOLL_COLUMN_FACT
                                                                        : TOLL_COLUMN_FIGURE;
}

gboolean
collector_figure_is_total (const CollectorFigure *figure)
{
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_RANK:
    case COLLECTOR_FIGURE_LATEST:
    case COLLECTOR_FIGURE_HOLDER:
    case COLLECTOR_FIGURE_MOVING:
    case COLLECTOR_FIGURE_DEVIATION:
      return FALSE;
    default:
      return figure->a != COLLECTOR_MEASURE_CAUSE && figure->a != COLLECTOR_MEASURE_LEVEL
             && collector_measure_is_mergeable (figure->a);
    }
}

/* What stands for several groups. */
typedef enum
{
  MERGE_SUM,
  MERGE_GREATEST,
  MERGE_LEAST, /* 0 = none */
} Merge;

static Merge
get_merge (CollectorMeasure measure)
{
  switch (measure)
    {
    case COLLECTOR_MEASURE_MAX_TALK_MS:
    case COLLECTOR_MEASURE_MAX_RING_MS:
    case COLLECTOR_MEASURE_MAX_QUEUE_MS:
    case COLLECTOR_MEASURE_MAX_COST_MICRO:
    case COLLECTOR_MEASURE_MAX_WAIT_MS:
    case COLLECTOR_MEASURE_CAUSE:
    case COLLECTOR_MEASURE_LEVEL:
    case COLLECTOR_MEASURE_LAST_MS:
      return MERGE_GREATEST;
    case COLLECTOR_MEASURE_FIRST_MS:
    case COLLECTOR_MEASURE_MIN_MOS_MILLI:
      return MERGE_LEAST;
    default:
      return MERGE_SUM;
    }
}

gboolean
collector_figure_is_whole (const CollectorFigure *figure)
{
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_SUM:
    case COLLECTOR_FIGURE_DIFFERENCE:
      return get_merge (figure->a) != MERGE_SUM;
    case COLLECTOR_FIGURE_OF_TOTAL:
      return FALSE;
    default:
      return TRUE;
    }
}

gboolean
collector_figure_is_fixed (const CollectorFigure *figure)
{
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_CUMULATIVE:
    case COLLECTOR_FIGURE_RANK:
    case COLLECTOR_FIGURE_MOVING:
    case COLLECTOR_FIGURE_LATEST:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
collector_measure_is_mergeable (CollectorMeasure measure)
{
  return measure != COLLECTOR_MEASURE_LINES && measure != COLLECTOR_MEASURE_NUMBERS;
}

static inline void
merge (gint64 *into, gint64 from, Merge how)
{
  switch (how)
    {
    case MERGE_GREATEST:
      *into = MAX (*into, from);
      break;
    case MERGE_LEAST:
      if (*into == 0 || (from != 0 && from < *into))
        *into = from;
      break;
    case MERGE_SUM:
      *into += from;
    }
}

void
collector_group_merge (CollectorGroup *into, const CollectorGroup *from, guint64 measures,
                       guint n_currencies)
{
  for (guint i = 0; measures >> i != 0; i++)
    {
      int money = collector_measure_get_money (i);

      if ((measures & COLLECTOR_MEASURE_BIT (i)) == 0)
        continue;
      merge (&into->measures[i], from->measures[i], get_merge (i));
      for (guint j = 0; money >= 0 && j < n_currencies; j++, money += COLLECTOR_N_MONEYS)
        merge (&into->costs[money], from->costs[money], get_merge (i));
    }
}
