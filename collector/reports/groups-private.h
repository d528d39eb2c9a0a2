/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/figures.h"
#include "collector/reports/run-private.h"

G_BEGIN_DECLS

/* Inside collector/reports only: what the parts of a grouped report share. */

/* Which side of a comparison a column shows. */
typedef enum
{
  COLLECTOR_SIDE_NOW,
  COLLECTOR_SIDE_BEFORE,
  COLLECTOR_SIDE_DIFFERENCE,
  COLLECTOR_SIDE_CHANGE,
  COLLECTOR_N_SIDES
} CollectorSide;

/* A column of figures: which, and of which currency. */
typedef struct
{
  const CollectorFigure *figure;
  int currency; /* index; -1 = none */
  CollectorSide side;
} CollectorFigureColumn;

#define COLLECTOR_MOST_SORTS 4

/* What rows are sorted by where what comes before it is the same. */
typedef struct
{
  guint key; /* which; n_keys = by a figure */
  guint column; /* which of the grouping's */
  gboolean is_descending;
} CollectorGroupSort;

/* What all entries with the same first keys come to. */
typedef struct
{
  CollectorGroup now;
  CollectorGroup before;
  gint64 sorted[COLLECTOR_MOST_SORTS]; /* what it is sorted by, and besides */
} CollectorGroupSum;

/* How many first keys have sums: all but the last. */
#define COLLECTOR_MOST_SUMS (TOLL_SPEC_MAX_KEYS - 1)

/* A group on its way to a row. */
typedef struct
{
  const CollectorGroup *group;
  const CollectorGroup *before; /* NULL = nothing is compared */
  const char *names[TOLL_SPEC_MAX_KEYS];
  gint64 ranks[TOLL_SPEC_MAX_KEYS]; /* of keys with one name: the greater comes first */
  CollectorGroupSum *sums[COLLECTOR_MOST_SUMS]; /* of all with its first key, its first two ..; NULL =
                                                 * there is no other key */
  gint64 sorted[COLLECTOR_MOST_SORTS]; /* what it is sorted by, and besides */
  guint rank; /* the how manieth it is, once they are sorted */
} CollectorGroupEntry;

typedef struct _CollectorSamples CollectorSamples;

/* CollectorGrouping: an answer on its way to a document. */
typedef struct
{
  CollectorReportRun *run;
  CollectorGroups *groups;
  CollectorGroups *before; /* of the period that is compared with; NULL = none */
  gint64 before_from_ms;
  gint64 before_to_ms;
  GArray *columns; /* of CollectorFigureColumn */
  guint64 measures; /* bits of what they, and what is sorted by, are made of, and of how many calls */
  GArray *entries; /* of CollectorGroupEntry */
  guint n_shown; /* of them, once they are sorted: the first */
  guint n_left_out; /* of them, for having too few calls */
  CollectorGroup whole;
  CollectorGroup whole_before;
  GArray *spent; /* of int: the currencies in which something was spent, in the order of columns */
  CollectorSamples *samples; /* NULL = no column needs them */
  GHashTable *holders; /* (nullable): of who have the lines that were asked about, by id */
  guint sort_key;  /* which key it is sorted by; n_keys = by a figure */
  CollectorFigureColumn sort_figure;
  guint sort_column; /* which of @columns it is */
  const CollectorFigure *sort_hidden; /* is sorted by and stands in no column; NULL = none */
  gboolean is_descending;
  CollectorGroupSort then[COLLECTOR_MOST_SORTS - 1]; /* behind the first, in order */
  guint n_then;
} CollectorGrouping;

void collector_grouping_init_group (CollectorGrouping *self, CollectorGroup *group);

/* A measure of a group, or its cost in one currency. */
static inline gint64
collector_grouping_get_value (const CollectorGroup *group, CollectorMeasure measure, int currency)
{
  int money = currency >= 0 ? collector_measure_get_money (measure) : -1;

  return money >= 0 ? group->costs[currency * COLLECTOR_N_MONEYS + money]
                    : group->measures[measure];
}

/* group-order.c */
/* How two names stand. */
int collector_grouping_compare_names (const char *a, const char *b);
/* What a column says of an entry, on its side: a figure that sorts as its cells do. */
gint64 collector_grouping_find_side (const CollectorGrouping *self,
                                     const CollectorFigureColumn *by,
                                     const CollectorGroupEntry *entry);
int collector_grouping_compare_figures (gint64 a, gint64 b, gboolean is_descending);
/* Finds what is sorted by, and sorts the entries, whose names are there. */
gboolean collector_grouping_find_order (CollectorGrouping *self, GError **error);
void collector_grouping_sort (CollectorGrouping *self);
/* Whether both have the same first @n_keys keys. */
gboolean collector_group_entry_shares (const CollectorGroupEntry *a, const CollectorGroupEntry *b,
                                       guint n_keys);

/* group-currencies.c: of what is sorted by amounts, says what rank each of the sorted entries has, and
 * puts those that are shown in front. */
void collector_grouping_limit (CollectorGrouping *self);

/* group-holders.c: whose the entry's line is. */
void collector_grouping_fill_holder (CollectorGrouping *self, const CollectorGroupEntry *entry,
                                     TollCell *cell);
/* A figure that sorts as the names do: nobody's come last. @is_descending: of the order. */
gint64 collector_grouping_sort_holder (CollectorGrouping *self, const CollectorGroupEntry *entry,
                                       gboolean is_descending);
/* TRUE when all that share the first @n_keys keys have one line. */
gboolean collector_grouping_has_line (const CollectorGrouping *self, guint n_keys);

/* group-sums.c: finds what the entries come to by their first keys. */
void collector_grouping_sum (CollectorGrouping *self);
/* Takes the entries with too few calls away, which the sums are of all the same. */
void collector_grouping_leave_out (CollectorGrouping *self);
/* What a share of @figure is of: of the entry's first key, else of all; @entry: NULL = all. */
const CollectorGroup *collector_grouping_get_whole (const CollectorGrouping *self,
                                                    const CollectorFigure *figure,
                                                    const CollectorGroupEntry *entry,
                                                    gboolean is_before);

/* group-rows.c: fills the document's rows and totals. */
void collector_grouping_add_rows (CollectorGrouping *self);

/* group-compare.c */
/* Asks the same of the period before, when the spec wants a comparison. */
gboolean collector_grouping_load_before (CollectorGrouping *self, GError **error);
/* Makes an entry for each group of either period, side by side. */
void collector_grouping_pair (CollectorGrouping *self);
/* Repeats the columns that are compared. */
void collector_grouping_split_sides (CollectorGrouping *self);
/* What a column opens: of the period before its calls, of a difference those of the report's own
 * period. @column: one of @self's; those before it are in the document. Returns: in the document's arena; NULL = nothing. */
const char *collector_grouping_make_drill (const CollectorGrouping *self,
                                           const CollectorFigureColumn *column);

/* group-samples.c: what is read off single calls. */
gboolean collector_grouping_load_samples (CollectorGrouping *self, GError **error);
void collector_samples_free (CollectorSamples *samples);
/* @entry: a row's; its first @n_keys keys say which calls (0 = all). */
void collector_samples_fill (CollectorGrouping *self, guint column,
                             const CollectorGroupEntry *entry, guint n_keys, TollCell *cell);

G_END_DECLS
