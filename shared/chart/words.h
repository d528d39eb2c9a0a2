/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"
#include "shared/base/zone.h"
#include "shared/chart/scale.h"
#include "shared/chart/style.h"

G_BEGIN_DECLS

/* TollChartWords: the texts of a chart, by the hooks of its style or in plain English. Results
 * live in the arena they are asked into, or are static. */
typedef struct
{
  const TollChartStyle *style;
  const TollZone *zone; /* NULL = UTC */
} TollChartWords;

/* The word for what the rows that found no place add up to, and for the whole of a ring. */
#define TOLL_CHART_WORD_OTHER   "Other"
#define TOLL_CHART_WORD_TOTAL   "total"
#define TOLL_CHART_WORD_AVERAGE "Moving average"
#define TOLL_CHART_WORD_BAND    "Likely range"

const char *toll_words_translate (const TollChartWords *words, const char *word);

/* A cell, full: "1 Oct 2026", "€ 412.33", "0:05:13". Texts as they are, words translated, "–"
 * when nothing is known. Figures and numbers keep their direction inside right-to-left text. */
const char *toll_words_cell (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                             const char *unit, const TollCell *cell);
const char *toll_words_figure (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                               const char *unit, gint64 figure);

/* The same beside an axis that says the unit: "412.33". */
const char *toll_words_bare (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                             const char *unit, gint64 figure);

/* A number alone: @value of 10^-@decimals. */
const char *toll_words_number (const TollChartWords *words, TollArena *arena, gint64 value,
                               guint decimals);

/* "Cost (€)", "Talk (min)": what an axis shows, in what; @unit "" = only @title, @title
 * "" = only @unit. */
const char *toll_words_axis (const TollChartWords *words, TollArena *arena, const char *title,
                             const char *unit);

/* Short words of dates at ticks: "Mon" of 1 = Monday, "Oct" of 10, "12 Oct", "9:30". */
const char *toll_words_weekday (const TollChartWords *words, guint weekday);
const char *toll_words_month (const TollChartWords *words, guint month);
const char *toll_words_day (const TollChartWords *words, TollArena *arena, gint32 day);
const char *toll_words_minute (const TollChartWords *words, TollArena *arena, guint minute);

/* Keeps @text left to right inside right-to-left text. */
const char *toll_words_isolate (const TollChartWords *words, TollArena *arena, const char *text);

/* Two texts with a comma of the reading direction: "Mon, 9:00". */
const char *toll_words_pair (const TollChartWords *words, TollArena *arena, const char *a,
                             const char *b);

/* Joins with such commas: "Sales, Cost: € 412.33". @series and @share may be
 * "". */
const char *toll_words_describe (const TollChartWords *words, TollArena *arena, const char *label,
                                 const char *series, const char *value, const char *share);

G_END_DECLS
