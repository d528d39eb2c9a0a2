/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of charts: the style's hooks where it has them, plain English where it has not.
 */
#include "config.h"

#include "shared/chart/words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/currency.h"
#include "shared/base/duration.h"

#define NBSP      "\302\240"
#define LRI       "\342\201\246" /* U+2066 and U+2069 keep a piece of text left to right */
#define PDI       "\342\201\251"
#define UNKNOWN   "–"
#define DAY_S     86400

static const char *const weekdays[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                        N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };
static const char *const months[] = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"),
                                      N_ ("May"), N_ ("Jun"), N_ ("Jul"), N_ ("Aug"),
                                      N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };

/* The others that are drawn, for the catalogue of translations. */
G_GNUC_UNUSED static const char *const others[] = { N_ ("Other"), N_ ("total"),
                                                    N_ ("Moving average"), N_ ("Likely range"),
                                                    /* TRANSLATORS: hours, minutes, seconds beside
                                                     * the title of an axis */
                                                    N_ ("h"), N_ ("min"), N_ ("s") };

const char *
toll_words_translate (const TollChartWords *words, const char *word)
{
  if (words->style->translate == NULL || *word == '\0')
    return word;
  return words->style->translate (word, words->style->data);
}

static const char *
take (TollArena *arena, char *text)
{
  const char *kept = toll_arena_strdup (arena, text);

  g_free (text);
  return kept;
}

const char *
toll_words_isolate (const TollChartWords *words, TollArena *arena, const char *text)
{
  if (!words->style->is_rtl || g_str_has_prefix (text, LRI))
    return text;
  return take (arena, g_strconcat (LRI, text, PDI, NULL));
}

/* @value of 10^-@decimals with its thousands apart. */
static char *
plain_number (gint64 value, guint decimals)
{
  GString *text = g_string_new (NULL);
  guint64 amount = value < 0 ? -(guint64) value : (guint64) value;
  guint64 power = 1;
  char digits[24];
  int length;

  for (guint i = 0; i < decimals; i++)
    power *= 10;
  length = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, amount / power);
  if (value < 0)
    g_string_append (text, "−");
  for (int i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  if (decimals > 0)
    g_string_append_printf (text, ".%0*" G_GUINT64_FORMAT, (int) decimals, amount % power);
  return g_string_free (text, FALSE);
}

/* @figure / @by, half away from zero. */
static gint64
rounded (gint64 figure, gint64 by)
{
  return figure / by + (figure % by >= (by + 1) / 2) - (figure % by <= -((by + 1) / 2));
}

static char *
dup_number (const TollChartWords *words, gint64 value, guint decimals)
{
  const TollChartStyle *style = words->style;

  return style->number != NULL ? style->number (value, decimals, style->data)
                               : plain_number (value, decimals);
}

static char *
plain_money (const TollChartWords *words, gint64 micro, const char *currency)
{
  guint decimals = toll_currency_find_decimals (currency, micro);
  const char *sign = toll_currency_get_sign (currency);
  gint64 by = 1000000;
  g_autofree char *number = NULL;

  for (guint i = 0; i < decimals; i++)
    by /= 10;
  number = dup_number (words, rounded (micro, by), decimals);
  return *sign == '\0' ? g_steal_pointer (&number) : g_strconcat (sign, NBSP, number, NULL);
}

static char *
plain_duration (gint64 ms)
{
  g_autofree char *text = toll_duration_format (ms);

  /* A difference may be less than nothing. */
  return g_strconcat (toll_duration_get_seconds (ms) < 0 ? "−" : "", text, NULL);
}

/* TRUE when some letter of it is of the scripts between Hebrew and Arabic. */
static gboolean
reads_from_right (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0x590 && g_utf8_get_char (p) < 0x900)
      return TRUE;
  return FALSE;
}

static char *
plain_day (const TollChartWords *words, const char *unit, gint64 day)
{
  int year, month, mday;

  toll_day_to_date (CLAMP (day, -700000, 2900000), &year, &month, &mday);
  if (g_strcmp0 (unit, "month") == 0)
    return g_strdup_printf ("%s %d", toll_words_month (words, month), year);
  return g_strdup_printf ("%d %s %d", mday, toll_words_month (words, month), year);
}

static char *
plain_instant (const TollChartWords *words, gint64 ms)
{
  gint32 day, second;
  g_autofree char *date = NULL, *time = NULL;

  if (words->zone != NULL)
    toll_zone_to_local (words->zone, ms, &day, &second);
  else
    {
      gint64 s = ms >= 0 ? ms / 1000 : -((999 - ms) / 1000);

      day = s >= 0 ? s / DAY_S : -((DAY_S - 1 - s) / DAY_S);
      second = s - (gint64) day * DAY_S;
    }
  date = plain_day (words, "day", day);
  time = g_strdup_printf ("%d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  /* The time stands behind the date in the reader's direction, and reads from the left. */
  if (words->style->is_rtl && reads_from_right (date))
    return g_strconcat (date, " ", LRI, time, PDI, NULL);
  return g_strconcat (date, " ", time, NULL);
}

static char *
plain_figure (const TollChartWords *words, TollCellKind kind, const char *unit, gint64 figure)
{
  g_autofree char *number = NULL;

  switch (kind)
    {
    case TOLL_CELL_DURATION:
      return plain_duration (figure);
    case TOLL_CELL_MONEY:
      return plain_money (words, figure, unit);
    case TOLL_CELL_SHARE:
      number = dup_number (words, rounded (figure, 1000), 1);
      return g_strconcat (number, NBSP "%", NULL);
    case TOLL_CELL_DECIMAL:
      return dup_number (words, rounded (figure, 10), 2);
    case TOLL_CELL_INSTANT:
      return plain_instant (words, figure);
    case TOLL_CELL_DAY:
      return plain_day (words, unit, figure);
    case TOLL_CELL_MINUTE:
      return g_strdup_printf ("%d:%02d", (int) (figure / 60), (int) (figure % 60));
    case TOLL_CELL_WEEKDAY:
      return g_strdup (toll_words_weekday (words, figure));
    default:
      return dup_number (words, figure, 0);
    }
}

const char *
toll_words_figure (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                   const char *unit, gint64 figure)
{
  const TollChartStyle *style = words->style;
  const char *text = take (arena, style->format != NULL
                                      ? style->format (kind, unit, figure, style->data)
                                      : plain_figure (words, kind, unit, figure));

  if ((kind == TOLL_CELL_DAY || kind == TOLL_CELL_WEEKDAY || kind == TOLL_CELL_INSTANT)
      && reads_from_right (text))
    return text; /* words in the reader's own direction */
  return toll_words_isolate (words, arena, text);
}

const char *
toll_words_bare (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                 const char *unit, gint64 figure)
{
  guint decimals = toll_currency_find_decimals (unit, figure);
  gint64 by = 1000000;

  if (kind != TOLL_CELL_MONEY)
    return toll_words_figure (words, arena, kind, unit, figure);
  for (guint i = 0; i < decimals; i++)
    by /= 10;
  return toll_words_number (words, arena, rounded (figure, by), decimals);
}

const char *
toll_words_cell (const TollChartWords *words, TollArena *arena, TollCellKind kind,
                 const char *unit, const TollCell *cell)
{
  if (cell->is_empty || (!toll_cell_kind_is_figure (kind) && cell->text == NULL))
    return UNKNOWN;
  if (kind == TOLL_CELL_WORD)
    return toll_words_translate (words, cell->text);
  if (kind == TOLL_CELL_PHONE)
    return toll_words_isolate (words, arena, cell->text);
  if (kind == TOLL_CELL_TEXT)
    return *cell->text != '\0' ? cell->text : UNKNOWN;
  return toll_words_figure (words, arena, kind, unit, cell->figure);
}

const char *
toll_words_number (const TollChartWords *words, TollArena *arena, gint64 value, guint decimals)
{
  return take (arena, dup_number (words, value, decimals));
}

const char *
toll_words_axis (const TollChartWords *words, TollArena *arena, const char *title,
                 const char *unit)
{
  const char *name = toll_words_translate (words, title);
  const char *sign = toll_currency_get_sign (unit);

  if (*unit == '\0')
    return name;
  if (*title == '\0')
    return toll_words_translate (words, sign);
  return take (arena, g_strdup_printf ("%s (%s)", name, toll_words_translate (words, sign)));
}

const char *
toll_words_weekday (const TollChartWords *words, guint weekday)
{
  return toll_words_translate (words, weekdays[(weekday + 6) % 7]);
}

const char *
toll_words_month (const TollChartWords *words, guint month)
{
  return toll_words_translate (words, months[(month + 11) % 12]);
}

const char *
toll_words_day (const TollChartWords *words, TollArena *arena, gint32 day)
{
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  return take (arena, g_strdup_printf ("%d %s", mday, toll_words_month (words, month)));
}

const char *
toll_words_minute (const TollChartWords *words, TollArena *arena, guint minute)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u:%02u", minute / 60, minute % 60);
  return toll_words_isolate (words, arena, toll_arena_strdup (arena, text));
}

static const char *
get_comma (const TollChartWords *words)
{
  return words->style->is_rtl ? "، " : ", ";
}

const char *
toll_words_pair (const TollChartWords *words, TollArena *arena, const char *a, const char *b)
{
  return take (arena, g_strconcat (a, get_comma (words), b, NULL));
}

const char *
toll_words_describe (const TollChartWords *words, TollArena *arena, const char *label,
                     const char *series, const char *value, const char *share)
{
  const char *comma = get_comma (words);
  GString *text = g_string_new (label);

  if (*series != '\0')
    g_string_append_printf (text, "%s%s", comma, series);
  g_string_append_printf (text, ": %s", value);
  if (*share != '\0')
    g_string_append_printf (text, "%s%s", comma, share);
  return take (arena, g_string_free (text, FALSE));
}
