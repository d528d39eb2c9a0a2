/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time zones with their offset changes worked out once into a sorted array, from the system's tz
 * database by way of GTimeZone. Refuses names the database does not have. Any thread: zones are
 * immutable, the table of them is locked.
 */
#include "config.h"

#include "shared/base/zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"

#define DAY_S     G_GINT64_CONSTANT (86400)
#define LAST_YEAR 2100

typedef struct
{
  gint64 from_s; /* UTC; the first row holds since ever */
  gint32 offset_s;
} Span;

struct _TollZone
{
  char *name;
  GArray *spans; /* of Span, sorted, offsets differ from row to row */
};

static GMutex zones_lock;
static GHashTable *zones; /* name -> TollZone, for the life of the process */

/* Names without a slash that hold figures are POSIX rules, which GLib would accept, but for these
 * few of the database. */
static gboolean
is_database_name (const char *name)
{
  static const char *const bare[] = { "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT",
                                      "GMT0",    "GMT+0",   "GMT-0",   NULL };
  gboolean has_figures = strpbrk (name, "0123456789") != NULL;

  if (!g_ascii_isalpha (name[0]) || strlen (name) > 64 || strstr (name, "..") != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_+-/", *p) == NULL)
      return FALSE;
  if (name[1] == '\0' || g_str_has_prefix (name, "posix") || g_str_has_prefix (name, "right/"))
    return FALSE;
  return !has_figures || strchr (name, '/') != NULL || g_strv_contains (bare, name);
}

static void
append_span (GArray *spans, gint64 from_s, gint32 offset_s)
{
  Span span = { from_s, offset_s };

  if (spans->len == 0 || g_array_index (spans, Span, spans->len - 1).offset_s != offset_s)
    g_array_append_val (spans, span);
}

/* First second after @low_s in which another interval than @interval holds, at most @high_s. */
static gint64
find_interval_end (GTimeZone *source, int interval, gint64 low_s, gint64 high_s)
{
  while (high_s - low_s > 1)
    {
      gint64 middle_s = low_s + (high_s - low_s) / 2;

      if (g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, middle_s) == interval)
        low_s = middle_s;
      else
        high_s = middle_s;
    }
  return high_s;
}

static void
read_spans (GTimeZone *source, GArray *spans)
{
  const gint64 step_s = 5 * DAY_S, end_s = toll_day_from_date (LAST_YEAR + 1, 1, 1) * DAY_S;
  int interval = g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, 0);

  append_span (spans, G_MININT64, g_time_zone_get_offset (source, interval));
  for (gint64 at_s = 0; at_s < end_s; at_s += step_s)
    {
      gint64 low_s = at_s;

      while (interval
             != g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, at_s + step_s))
        {
          low_s = find_interval_end (source, interval, low_s, at_s + step_s);
          interval = g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, low_s);
          append_span (spans, low_s, g_time_zone_get_offset (source, interval));
        }
    }
}

static TollZone *
load_zone (const char *name)
{
  g_autoptr (GTimeZone) source = is_database_name (name) ? g_time_zone_new_identifier (name) : NULL;
  TollZone *zone;

  if (source == NULL)
    return NULL;
  zone = g_new0 (TollZone, 1);
  zone->name = g_strdup (name);
  zone->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  read_spans (source, zone->spans);
  return zone;
}

const TollZone *
toll_zone_get (const char *name, GError **error)
{
  TollZone *zone;

  g_mutex_lock (&zones_lock);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL && (zone = load_zone (name)) != NULL)
    g_hash_table_insert (zones, zone->name, zone);
  g_mutex_unlock (&zones_lock);

  if (zone == NULL)
    /* TRANSLATORS: %s is the name of a time zone, such as "Europe/Rome". */
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, _ ("\"%.64s\" is not a time zone"),
                 name);
  return zone;
}

const char *
toll_zone_get_name (const TollZone *zone)
{
  return zone->name;
}

/* Index of the span that holds @utc_s. */
static guint
find_span (const TollZone *zone, gint64 utc_s)
{
  const Span *spans = (const Span *) (gpointer) zone->spans->data;
  guint low = 0, high = zone->spans->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (spans[middle].from_s <= utc_s)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

gint32
toll_zone_get_offset_s (const TollZone *zone, gint64 utc_ms)
{
  return g_array_index (zone->spans, Span, find_span (zone, floor_div (utc_ms, 1000))).offset_s;
}

void
toll_zone_to_local (const TollZone *zone, gint64 utc_ms, gint32 *day, gint32 *second_of_day)
{
  gint64 local_s = floor_div (utc_ms, 1000) + toll_zone_get_offset_s (zone, utc_ms);

  *day = floor_div (local_s, DAY_S);
  *second_of_day = local_s - *day * DAY_S;
}

gint64
toll_zone_from_local (const TollZone *zone, gint32 day, gint32 second_of_day)
{
  gint64 local_s = day * DAY_S + second_of_day;

  for (guint i = find_span (zone, local_s - DAY_S);; i++)
    {
      const Span *span = &g_array_index (zone->spans, Span, i);
      gint64 utc_s = local_s - span->offset_s;

      if (utc_s < span->from_s)
        return span->from_s * 1000; /* the clock jumped over this time */
      if (i + 1 == zone->spans->len || utc_s < span[1].from_s)
        return utc_s * 1000;
    }
}

gint64
toll_zone_get_next_change_ms (const TollZone *zone, gint64 utc_ms)
{
  guint next = find_span (zone, floor_div (utc_ms, 1000)) + 1;

  return next < zone->spans->len ? g_array_index (zone->spans, Span, next).from_s * 1000
                                 : G_MAXINT64;
}
