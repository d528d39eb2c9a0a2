/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a wallboard. Each row is laid out by itself, so that one that finds no room can be left
 * out whole; their columns are as wide as the longest text of each.
 */
#include "config.h"

#include "collector/dashboard/wall-table.h"

#include "collector/export/html-text.h"

#define LEAST_CHARS     3
#define MOST_CHARS      22  /* longer names are cut */
#define HEADING_LINES   2
#define HEADING_PERCENT 80 /* of the width of a cell's letters: smaller ones, yet bold */

static gboolean
is_at_end (const TollReportColumn *column)
{
  return toll_cell_kind_is_figure (column->kind) && column->role != TOLL_COLUMN_KEY
         && column->kind != TOLL_CELL_INSTANT;
}

/* From afar: of today the time alone, else the day with it. */
static const char *
say_instant (const CollectorReader *reader, gint64 at_ms, TollArena *arena)
{
  gint32 day, second, today;
  const char *minute;
  g_autofree char *text = NULL;

  toll_zone_to_local (reader->job->zone, reader->job->now_ms, &today, &second);
  toll_zone_to_local (reader->job->zone, at_ms, &day, &second);
  minute = toll_words_minute (&reader->words, arena, second / 60);
  if (day == today)
    return minute;
  text = g_strdup_printf ("%s %s", toll_words_day (&reader->words, arena, day), minute);
  return toll_arena_strdup (arena, text);
}

static const char *
say_day (const CollectorReader *reader, gint32 day, TollArena *arena)
{
  g_autofree char *text = g_strdup_printf (
      "%s %s", toll_words_weekday (&reader->words, toll_day_get_weekday (day)),
      toll_words_day (&reader->words, arena, day));

  return toll_arena_strdup (arena, text);
}

static const char *
say_cell (const CollectorReader *reader, const TollReportColumn *column, const TollCell *cell,
          TollArena *arena)
{
  if (!cell->is_empty && column->kind == TOLL_CELL_INSTANT)
    return say_instant (reader, cell->figure, arena);
  if (!cell->is_empty && column->kind == TOLL_CELL_DAY && g_str_equal (column->unit, "day"))
    return say_day (reader, cell->figure, arena);
  return collector_reader_cell (reader, column, cell, arena);
}

/* A text has the direction of its own letters: "27 Nov 14:05" is not turned round beside Arabic. */
static void
append_cell (GString *out, const char *element, gboolean is_end, const char *text)
{
  g_string_append_printf (out, "<%s role=\"%s\"%s><bdi>", element,
                          *element == 't' && element[1] == 'h' ? "columnheader" : "cell",
                          is_end ? " class=\"end\"" : "");
  collector_html_append_text (out, text);
  g_string_append_printf (out, "</bdi></%s>", element);
}

static void
note_width (guint *chars, guint n)
{
  *chars = CLAMP (n, *chars, MOST_CHARS);
}

static void
note_text (guint *chars, const char *text)
{
  note_width (chars, (guint) g_utf8_strlen (text, -1));
}

/* A heading wraps between its words, and none of them is cut. */
static void
note_heading (guint *chars, const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);
  guint n = ((guint) g_utf8_strlen (title, -1) + HEADING_LINES - 1) / HEADING_LINES;

  for (guint i = 0; words[i] != NULL; i++)
    n = MAX (n, (guint) g_utf8_strlen (words[i], -1));
  note_width (chars, (n * HEADING_PERCENT + 99) / 100);
}

/* "minmax(0,12fr) minmax(0,5fr)": what a column must have, by its longest text, of which wall.js drops
 * the last while some figure has no room; and how many rows the letters are to leave room for. */
static void
append_sizes (GString *style, guint index, guint n_rows, const guint *chars, guint n)
{
  g_string_append_printf (style, "#t%u{--rows:%u;--columns:", index, n_rows);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (style, "%sminmax(0,%ufr)", i > 0 ? " " : "", chars[i]);
  g_string_append (style, "}\n");
}

static void
append_row (GString *out, const CollectorReader *reader, const TollReportDoc *doc,
            const TollReportRow *row, guint *chars, TollArena *arena)
{
  g_string_append_printf (out, "<tr role=\"row\"%s>", row->level > 0 ? " class=\"sum\"" : "");
  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const char *text = row->level > 0 && row->cells[i].is_empty
                             ? ""
                             : say_cell (reader, column, &row->cells[i], arena);

      note_text (&chars[i], text);
      append_cell (out, "td", is_at_end (column), text);
    }
  g_string_append (out, "</tr>\n");
}

void
collector_wall_table_append (GString *out, GString *style, guint index,
                             const CollectorReader *reader, const TollReportDoc *doc,
                             TollArena *arena)
{
  guint n = doc->columns->len;
  g_autofree guint *chars = g_new (guint, n);

  g_string_append_printf (out, "<table role=\"table\" id=\"t%u\"><thead role=\"rowgroup\">"
                               "<tr role=\"row\">", index);
  for (guint i = 0; i < n; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const char *title = collector_reader_title (reader, column, column->unit, arena);

      chars[i] = LEAST_CHARS;
      note_heading (&chars[i], title);
      append_cell (out, "th", is_at_end (column), title);
    }
  g_string_append (out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
  for (guint i = 0; i < doc->rows->len; i++)
    append_row (out, reader, doc, toll_report_doc_get_row (doc, i), chars, arena);
  g_string_append (out, "</tbody></table>\n");
  append_sizes (style, index, doc->rows->len, chars, n);
}
