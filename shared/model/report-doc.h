/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"

G_BEGIN_DECLS

/* TollReportDoc: what a report answered, whole or one page of it: the one form that the API, the
 * console, charts, PDF, Excel, CSV, HTML and mails take. Texts are never NULL and live in the
 * document's arena or are static. Words for people (titles, question, basis) are untranslated:
 * whoever shows them translates them; filters are sentences in the language of who asked. One
 * thread at a time. */

/* What a cell holds. Names on the wire: toll_cell_kind_to_name(). */
typedef enum
{
  TOLL_CELL_TEXT,
  TOLL_CELL_PHONE,    /* a number as its viewer may see it; left to right */
  TOLL_CELL_WORD,     /* wire name of an enumeration ("answered"); translated where shown */
  TOLL_CELL_COUNT,
  TOLL_CELL_DURATION, /* milliseconds */
  TOLL_CELL_MONEY,    /* 10^-6 of the column's currency */
  TOLL_CELL_SHARE,    /* millionths of the whole */
  TOLL_CELL_DECIMAL,  /* thousandths: MOS, Erlang */
  TOLL_CELL_INSTANT,  /* UTC epoch milliseconds, shown in the document's zone */
  TOLL_CELL_DAY,      /* days since 1970-01-01 of a local date: the first of the column's bucket */
  TOLL_CELL_MINUTE,   /* minute of the day: begin of an hour or half hour */
  TOLL_CELL_WEEKDAY,  /* 1 = Monday .. 7 */
  TOLL_N_CELL_KINDS
} TollCellKind;

/* TRUE for kinds whose cells hold a figure, FALSE for texts. */
gboolean toll_cell_kind_is_figure (TollCellKind kind);
const char *toll_cell_kind_to_name (TollCellKind kind); /* "text", "duration" ... */
gboolean toll_cell_kind_from_name (const char *name, TollCellKind *kind);

/* TollCell: a figure or a text, by the column's kind; or nothing known. */
typedef struct
{
  gboolean is_empty;
  gint64 figure;
  const char *text; /* NULL = none */
} TollCell;

/* What a column is for. */
typedef enum
{
  TOLL_COLUMN_KEY,    /* what rows are grouped by */
  TOLL_COLUMN_FIGURE, /* adds up or is derived from what does */
  TOLL_COLUMN_FACT,   /* of a single row: number, instant ... */
} TollColumnRole;

typedef struct
{
  const char *id;       /* as in specs: "department", "calls", "cost" */
  const char *title;    /* untranslated */
  TollCellKind kind;
  TollColumnRole role;
  const char *unit;     /* MONEY: ISO 4217; DAY: "day", "week", "month"; "" else */
  gboolean is_total;    /* the sum of its cells means something: it stands in the totals */
  const char *drill;    /* figures: spec members as JSON that narrow to the calls behind, "" = all
                         * calls of the row; NULL = opens nothing */
  const char *drill_at; /* (nullable): id of a column of instants: the figure is of the row's
                         * instant there, and opens the calls that were up at it */
  gint64 drill_ms;      /* with @drill_at: those that were up for so long from it on; 0 = at it */
  gboolean drill_up;    /* opens the calls that were up in the time that the row is of, whenever they
                         * began */
  int drill_above;      /* opens the calls of so many rows above, too, sums not counted; -1 = of all
                         * of them */
  gboolean drill_other; /* it is of the period that is compared with: keys that are days are as far
                         * apart as both periods */
  gboolean is_fixed;    /* rows cannot be asked for in its order */
  const char *of;       /* (nullable): of a comparison: the title of the figure that this column and
                         * its neighbours are sides of, untranslated; the first of them, what it is
                         * now, has it as its own title */
  gboolean is_whole;    /* its total is told of all calls together, as an average or the longest: its
                         * cells do not add up to it */
} TollReportColumn;

typedef struct
{
  TollCell *cells;      /* one per column */
  TollCell *keys;       /* one per KEY column: the value that finds the row's calls again */
  guint level;          /* 0 = a row; 1 = sum of a group of the first key .. */
  gint64 call_id;       /* row of a list: its call; also of the sum of one call's rows; 0 else */
} TollReportRow;

/* Chart layers that a report may ask for. */
typedef enum
{
  TOLL_CHART_NONE,
  TOLL_CHART_BAR,       /* columns over time or classes */
  TOLL_CHART_BAR_H,     /* one bar a row, longest first */
  TOLL_CHART_STACKED,   /* several figures of a row on one bar */
  TOLL_CHART_TWIN,      /* two figures of a row side by side: now and before */
  TOLL_CHART_LINE,
  TOLL_CHART_PIE,
  TOLL_CHART_HISTOGRAM, /* bars without gaps */
  TOLL_CHART_HEAT,      /* first key down, second key across, one figure as depth */
  TOLL_CHART_BULLET,    /* a figure against a target on a scale */
  TOLL_CHART_TIMELINE,  /* bars from an instant for a duration */
  TOLL_N_CHARTS
} TollChartKind;

const char *toll_chart_kind_to_name (TollChartKind kind); /* "bar", "bar-h" ... */
gboolean toll_chart_kind_from_name (const char *name, TollChartKind *kind);

#define TOLL_CHART_MAX_SERIES 6

/* TollReportChart: which columns are drawn how. Series of a BULLET: the figure, its target, where
 * it is expected to end (optional); of a TIMELINE: when it began, then how long each part took;
 * of a HEAT: one, for the first two keys. */
typedef struct
{
  TollChartKind kind;
  guint x; /* column of the labels */
  guint series[TOLL_CHART_MAX_SERIES];
  guint n_series;
  guint average;     /* LINE: over how many points each series' moving average goes, 0 = none */
  gboolean has_band; /* LINE: the range between two more columns is shaded, as of a forecast */
  guint band_low;
  guint band_high;
} TollReportChart;

/* TollReportDoc: see above. */
typedef struct _TollReportDoc TollReportDoc;
struct _TollReportDoc
{
  TollArena *arena; /* owned */
  const char *id;
  const char *title;
  const char *question;
  const char *basis;    /* what is counted, and how */
  GPtrArray *filters;   /* of const char *: one restriction in words each */
  const char *zone;     /* IANA */
  gint64 from_ms;       /* period, half open */
  gint64 to_ms;
  gint64 other_from_ms; /* what it is compared with, half open */
  gint64 other_to_ms;   /* 0 = nothing */
  GArray *columns;      /* of TollReportColumn */
  guint n_keys;         /* of them KEY columns */
  GArray *rows;         /* of TollReportRow, subtotals among them behind their group */
  TollReportRow totals; /* cells NULL = none */
  TollReportChart chart;
  gint64 n_calls;       /* behind the whole answer; -1 = not counted */
  gint64 n_cut;         /* rows, of a list calls, that its limit on rows left out; -1 = some, not known
                         * how many. Totals and subtotals of groups are of those, too */
  gint64 n_before;      /* rows on the pages before this one, sums among them; of groups */
  const char *next;     /* where the next page begins, "" = that was all */
  const char *source;   /* "totals" or "calls" */
  gint64 made_ms;       /* when it was asked */
  gint64 took_ms;
  TollReportDoc *overview; /* (nullable): owned: what is drawn over a list: groups of all its calls;
                            * on its first page only */
};

/* Returns: (transfer full): without columns and rows. */
TollReportDoc *toll_report_doc_new (void);
void toll_report_doc_free (TollReportDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollReportDoc, toll_report_doc_free)

/* Returns: (transfer none): what the chart is made of: the overview, else @doc itself. */
const TollReportDoc *toll_report_doc_get_drawn (const TollReportDoc *doc);
const TollReportColumn *toll_report_doc_get_column (const TollReportDoc *doc, guint index);
const TollReportRow *toll_report_doc_get_row (const TollReportDoc *doc, guint index);
/* TRUE when a column shows another side of the figure before it: what it was, its change. */
gboolean toll_report_column_is_side (const TollReportColumn *column);
/* Without subtotals. */
guint toll_report_doc_count_rows (const TollReportDoc *doc);
/* Returns: the index, G_MAXUINT when there is none. */
guint toll_report_doc_find_column (const TollReportDoc *doc, const char *id);

/* Adds a column; the texts must outlive the document or live in its arena. */
void toll_report_doc_add_column (TollReportDoc *doc, const TollReportColumn *column);
/* Returns: (transfer none): an appended row with empty cells and keys; after all columns are
 * there, and valid until the next row. */
TollReportRow *toll_report_doc_add_row (TollReportDoc *doc);
/* Gives @row (of the document or its totals) its cells and keys, all empty. */
void toll_report_doc_init_row (TollReportDoc *doc, TollReportRow *row);
/* @text is copied. */
void toll_report_doc_add_filter (TollReportDoc *doc, const char *text);

/* Setting cells. Texts must live in the arena or be static; NULL empties. */
static inline void
toll_cell_set_figure (TollCell *cell, gint64 figure)
{
  *cell = (TollCell){ .figure = figure };
}

void toll_cell_set_text (TollCell *cell, const char *text);

G_END_DECLS
