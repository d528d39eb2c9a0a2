/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts for people in the reader's language: the words of charts, with the numbers of the language.
 */
#include "config.h"

#include "collector/export/reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/export/cell-text.h"
#include "shared/base/currency.h"
#include "shared/base/language.h"
#include "shared/base/money.h"

#define DAY_S 86400

/* How languages write numbers; digits are the same in all. */
typedef struct
{
  const char *language;
  const char *decimal;
  const char *thousands;
} NumberShape;

static const NumberShape shapes[] = {
  { "de", ",", "." }, { "es", ",", "." },         { "it", ",", "." },
  { "fr", ",", "\342\200\257" /* narrow space */ }, { "", ".", "," },
};

static const NumberShape *
get_shape (const char *language)
{
  guint i = 0;

  while (*shapes[i].language != '\0' && strcmp (shapes[i].language, language) != 0)
    i++;
  return &shapes[i];
}

static char *
number_cb (gint64 value, guint decimals, gpointer data)
{
  const CollectorReader *reader = data;
  const NumberShape *shape = get_shape (reader->job->language);
  GString *out = g_string_sized_new (32), *plain = g_string_sized_new (32);
  gsize n_whole, from = value < 0;

  toll_money_append (plain, value, decimals, decimals);
  n_whole = strcspn (plain->str, ".");
  if (value < 0)
    g_string_append (out, "−");
  for (gsize i = from; i < n_whole; i++)
    {
      if (i > from && (n_whole - i) % 3 == 0)
        g_string_append (out, shape->thousands);
      g_string_append_c (out, plain->str[i]);
    }
  if (decimals > 0)
    g_string_append (g_string_append (out, shape->decimal), plain->str + n_whole + 1);
  g_string_free (plain, TRUE);
  return g_string_free (out, FALSE);
}

static const char *
translate_cb (const char *word, gpointer data)
{
  return collector_reader_say (data, word);
}

void
collector_reader_init (CollectorReader *reader, const CollectorExportJob *job)
{
  *reader = (CollectorReader){ .job = job };
  reader->style = (TollChartStyle){ .is_rtl = toll_language_is_rtl (job->language),
                                    .zone = toll_zone_get_name (job->zone),
                                    .translate = translate_cb,
                                    .number = number_cb,
                                    .data = reader };
  reader->words = (TollChartWords){ .style = &reader->style, .zone = job->zone };
}

const char *
collector_reader_say (const CollectorReader *reader, const char *text)
{
  return toll_language_translate (reader->job->language, text);
}

static const char *
take (TollArena *arena, char *text)
{
  const char *kept = toll_arena_strdup (arena, text);

  g_free (text);
  return kept;
}

/* @figure / 10^@digits, half away from zero. */
static gint64
rounded (gint64 figure, guint digits)
{
  gint64 by = 1;

  for (guint i = 0; i < digits; i++)
    by *= 10;
  return figure / by + (2 * (figure % by) >= by && by > 1) - (2 * (figure % by) <= -by && by > 1);
}

const char *
collector_reader_cell (const CollectorReader *reader, const TollReportColumn *column,
                       const TollCell *cell, TollArena *arena)
{
  guint decimals;

  if (cell->is_empty)
    return collector_cell_is_unknown (column, cell) ? COLLECTOR_CELL_UNKNOWN : "";
  if (cell->text != NULL && !g_utf8_validate (cell->text, -1, NULL))
    return take (arena, g_utf8_make_valid (cell->text, -1));
  if (column->kind != TOLL_CELL_MONEY)
    return toll_words_cell (&reader->words, arena, column->kind, column->unit, cell);
  decimals = toll_currency_find_decimals (column->unit, cell->figure);
  if (column->role == TOLL_COLUMN_FACT) /* of a single call */
    decimals = MIN (toll_currency_get_decimals (column->unit) + 2, 6);
  return toll_words_number (&reader->words, arena, rounded (cell->figure, 6 - decimals),
                            decimals);
}

/* A title with the unit that the column's cells do not say. */
static const char *
say_title (const CollectorReader *reader, const TollReportColumn *column, const char *title,
           const char *unit, TollArena *arena)
{
  return toll_words_axis (&reader->words, arena, title,
                          column->kind == TOLL_CELL_MONEY || column->kind == TOLL_CELL_SHARE
                              ? unit
                              : "");
}

const char *
collector_reader_title (const CollectorReader *reader, const TollReportColumn *column,
                        const char *unit, TollArena *arena)
{
  if (!toll_report_column_is_side (column))
    return say_title (reader, column, column->title, unit, arena);
  /* TRANSLATORS: the heading of a column of a comparison: a figure, then which side of it: "Calls:
   * Before", "Cost: Change" */
  return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("%s: %s")),
                                       say_title (reader, column, column->of, unit, arena),
                                       collector_reader_say (reader, column->title)));
}

void
collector_reader_list_titles (const CollectorReader *reader, const GArray *columns,
                              TollArena *arena, const char **titles, const char **spans)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const TollReportColumn *column = &g_array_index (columns, TollReportColumn, i);
      gboolean is_side = toll_report_column_is_side (column);

      spans[i] = is_side ? "" : NULL;
      titles[i] = is_side ? collector_reader_say (reader, column->title)
                          : collector_reader_title (reader, column, column->unit, arena);
      if (is_side || column->of == NULL)
        continue;
      spans[i] = titles[i];
      /* TRANSLATORS: heading of a column of a comparison: the figure of the report's own period;
       * beside it stand those of the period before, the difference and the change. */
      titles[i] = collector_reader_say (reader, N_ ("Now"));
    }
}

const char *
collector_reader_total (const CollectorReader *reader, const char *group, TollArena *arena)
{
  if (*group == '\0')
    return collector_reader_say (reader, N_ ("Total"));
  /* TRANSLATORS: a row that sums up the rows of one group; %s is its name, "Sales" */
  return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("Total %s")), group));
}

const char *
collector_reader_page (const CollectorReader *reader, guint page, guint n_pages, TollArena *arena)
{
  /* TRANSLATORS: at the foot of a page; the first figure is its number, the other how many there
   * are */
  return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("Page %u of %u")), page,
                                       n_pages));
}

const char *
collector_reader_part (const CollectorReader *reader, guint page, guint n_pages, guint first,
                       guint last, guint n_columns, TollArena *arena)
{
  /* TRANSLATORS: at the foot of a page of a table that is too wide for one page: the number of the
   * page, how many pages there are, the first and the last column on it, how many columns there
   * are */
  return take (arena,
               g_strdup_printf (collector_reader_say (reader,
                                                      N_ ("Page %u of %u, columns %u–%u of %u")),
                                page, n_pages, first, last, n_columns));
}

static const char *
say_day (const CollectorReader *reader, gint32 day, TollArena *arena)
{
  return toll_words_figure (&reader->words, arena, TOLL_CELL_DAY, "day", day);
}

/* To the minute. */
static const char *
say_instant (const CollectorReader *reader, gint64 at_ms, TollArena *arena)
{
  gint32 day, second;
  const char *date, *minute;

  toll_zone_to_local (reader->job->zone, at_ms, &day, &second);
  date = say_day (reader, day, arena);
  minute = toll_words_minute (&reader->words, arena, second / 60);
  return take (arena, g_strdup_printf ("%s %s", date, minute));
}

static const char *
say_period (const CollectorReader *reader, gint64 from_ms, gint64 to_ms, TollArena *arena)
{
  gint32 from_day, from_second, to_day, to_second;

  if (from_ms <= 0 && to_ms <= 0)
    return collector_reader_say (reader, N_ ("Everything there is"));
  toll_zone_to_local (reader->job->zone, from_ms, &from_day, &from_second);
  toll_zone_to_local (reader->job->zone, to_ms, &to_day, &to_second);
  if (from_ms <= 0)
    /* TRANSLATORS: a period; %s is the instant before which it ends */
    return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("until %s")),
                                         say_instant (reader, to_ms, arena)));
  if (to_ms - from_ms < 1000)
    return toll_words_figure (&reader->words, arena, TOLL_CELL_INSTANT, "", from_ms);
  if (from_second != 0 || to_second != 0)
    /* TRANSLATORS: a period, from an instant to an instant */
    return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("%s – %s")),
                                         say_instant (reader, from_ms, arena),
                                         say_instant (reader, to_ms, arena)));
  if (to_day - from_day == 1)
    return say_day (reader, from_day, arena);
  return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("%s – %s")),
                                       say_day (reader, from_day, arena),
                                       say_day (reader, to_day - 1, arena)));
}

const char *
collector_reader_period (const CollectorReader *reader, const TollReportDoc *doc,
                         TollArena *arena)
{
  const char *period = say_period (reader, doc->from_ms, doc->to_ms, arena);

  if (doc->other_to_ms == 0)
    return period;
  /* TRANSLATORS: two periods: that of the report, and the one whose figures stand beside: "1 Oct
   * 2026 – 31 Oct 2026 compared with 1 Sep 2026 – 30 Sep 2026" */
  return take (arena, g_strdup_printf (collector_reader_say (reader, N_ ("%s compared with %s")),
                                       period,
                                       say_period (reader, doc->other_from_ms, doc->other_to_ms,
                                                   arena)));
}

static const char *
join_filters (const TollReportDoc *doc, TollArena *arena)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < doc->filters->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                            (const char *) doc->filters->pdata[i]);
  return toll_arena_strdup (arena, text->str);
}

guint
collector_reader_list_facts (const CollectorReader *reader, const TollReportDoc *doc,
                             TollArena *arena, CollectorFactLine *facts)
{
  guint n = 0;

  facts[n++] = (CollectorFactLine){ collector_reader_say (reader, N_ ("Period")),
                                    collector_reader_period (reader, doc, arena) };
  facts[n++] = (CollectorFactLine){ collector_reader_say (reader, N_ ("Time zone")),
                                    toll_words_isolate (&reader->words, arena,
                                                        toll_zone_get_name (reader->job->zone)) };
  if (doc->filters->len > 0)
    facts[n++] = (CollectorFactLine){ collector_reader_say (reader, N_ ("Filters")),
                                      join_filters (doc, arena) };
  facts[n++] = (CollectorFactLine){ collector_reader_say (reader, N_ ("Made")),
                                    say_instant (reader, reader->job->now_ms, arena) };
  if (*doc->basis != '\0')
    facts[n++] = (CollectorFactLine){ collector_reader_say (reader, N_ ("Basis")),
                                      collector_reader_say (reader, doc->basis) };
  return n;
}
