/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the columns of a price list: by the text a person gives, or by headings that are used for
 * them everywhere. Refuses to guess without headings. Pure.
 */
#include "config.h"

#include "collector/rating/deck-map.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"

#define MAX_SHOWN_TITLES 20
#define MAX_DENOMINATOR 100000000

typedef struct
{
  const char *name;
  const char *short_name; /* in --map */
  gboolean is_amount;
  gboolean is_seconds;
  const char *headings; /* lower case, letters and figures only, between bars */
} ColumnRow;

static const ColumnRow rows[] = {
  { "prefix", "prefix", FALSE, FALSE,
    "|prefix|dialprefix|dialcode|code|pattern|areacode|destinationcode|prefisso|" },
  { "destination", "destination", FALSE, FALSE,
    "|destination|destinationname|targetpatternname|description|name|country|comment|"
    "destinazione|" },
  { "price", "price", TRUE, FALSE,
    "|price|rate|priceperminute|rateperminute|costperminute|perminutecharge|perminute|permin|"
    "pricemin|ratemin|prezzo|prezzoalminuto|" },
  { "connect_fee", "connect", TRUE, FALSE,
    "|connect|connectfee|connectcost|connectcharge|connectionfee|connectioncost|"
    "connectioncharge|setup|setupfee|scattoallarisposta|" },
  { "increment_s", "increment", FALSE, TRUE,
    "|increment|increments|incr|billingincrement|chargeperiod|billingblock|scatto|" },
  { "per_s", "per_s", FALSE, TRUE, "|pers|perseconds|rateunit|" },
  { "min_cost", "min_cost", TRUE, FALSE, "|mincost|minimumcost|minimumcharge|" },
  { "max_cost", "max_cost", TRUE, FALSE, "|maxcost|maximumcost|maximumcharge|" },
  { "grace_s", "grace_s", FALSE, TRUE, "|graces|grace|graceseconds|" },
  { "included_s", "included_s", FALSE, TRUE, "|includeds|includedseconds|freeseconds|" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == COLLECTOR_N_COLUMNS);

static const CollectorColumn required[] = { COLLECTOR_COLUMN_PREFIX, COLLECTOR_COLUMN_PRICE };

const char *
collector_column_get_name (CollectorColumn column)
{
  return rows[column].name;
}

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  toll_error_set_field (error, "map", "%s", reason);
  return FALSE;
}

/* "Per minute charge" as "|perminutecharge|". */
static char *
reduce_heading (const char *heading)
{
  GString *out = g_string_new ("|");

  for (const char *p = heading; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
  g_string_append_c (out, '|');
  return g_string_free (out, FALSE);
}

/* Prices of a column that is not meant would be taken, and nobody be told. */
static gboolean
refuse_twice (GError **error, const char *heading, guint first, guint second,
              CollectorColumn column)
{
  return refuse (error,
                 /* TRANSLATORS: the first %s is a heading, both %u are numbers of columns; what
                  * follows is what to write: "price=3". */
                 _ ("the heading \"%s\" stands twice, in column %u and in column %u: name the one "
                    "that is meant by its number, as in %s=%u"),
                 heading, first + 1, second + 1, rows[column].name, second + 1);
}

static void
guess_columns (CollectorDeckMap *map, const TollCsvCell *cells, guint n_cells)
{
  for (guint i = n_cells; i-- > 0;)
    {
      g_autofree char *heading = reduce_heading (cells[i].text);

      if (strlen (heading) == 2)
        continue;
      for (guint column = 0; column < COLLECTOR_N_COLUMNS; column++)
        if (strstr (rows[column].headings, heading) != NULL)
          map->column[column] = i;
    }
  map->has_header = map->column[COLLECTOR_COLUMN_PREFIX] >= 0
                    && map->column[COLLECTOR_COLUMN_PRICE] >= 0;
}

/* What was guessed for @column has the only heading of its text. */
static gboolean
check_guessed (const CollectorDeckMap *map, CollectorColumn column, const TollCsvCell *cells,
               guint n_cells, GError **error)
{
  guint first = map->column[column];
  g_autofree char *heading = NULL;

  if (map->column[column] < 0)
    return TRUE;
  heading = reduce_heading (cells[first].text);
  for (guint i = first + 1; i < n_cells; i++)
    {
      g_autofree char *other = reduce_heading (cells[i].text);

      if (strcmp (heading, other) == 0)
        return refuse_twice (error, cells[first].text, first, i, column);
    }
  return TRUE;
}

/* Index of the first column from @from on with the heading @name, or -1. */
static int
find_heading (const char *name, const TollCsvCell *cells, guint n_cells, guint from)
{
  for (guint i = from; i < n_cells; i++)
    {
      g_autofree char *heading = g_strstrip (g_strdup (cells[i].text));

      if (g_ascii_strcasecmp (heading, name) == 0)
        return i;
    }
  return -1;
}

static gboolean
read_denominator (CollectorDeckMap *map, CollectorColumn column, const char *text, GError **error)
{
  guint64 value;

  if (rows[column].is_amount
      && g_ascii_string_to_unsigned (text, 10, 1, MAX_DENOMINATOR, &value, NULL))
    {
      map->denominator[column] = value;
      return TRUE;
    }
  /* TRANSLATORS: %s is what was written behind the bar, as in price/10000. */
  return refuse (error, _ ("\"/%s\" is not a denominator of an amount"), text);
}

/* Cuts "/10000" off @text when it ends so; @suffix: (out) (nullable): what follows the bar. */
static void
cut_denominator (char *text, const char **suffix)
{
  char *bar = strrchr (text, '/');

  *suffix = NULL;
  if (bar == NULL || bar[1] == '\0' || strspn (bar + 1, "0123456789") != strlen (bar + 1))
    return;
  *bar = '\0';
  *suffix = bar + 1;
}

/* A column given by heading or number; figures beyond the last column are seconds for all rows. */
static gboolean
read_source (CollectorDeckMap *map, CollectorColumn column, char *source, const TollCsvCell *cells,
             guint n_cells, GError **error)
{
  guint64 number;
  const char *suffix;
  int index = find_heading (source, cells, n_cells, 0), other;

  if (index < 0)
    {
      cut_denominator (source, &suffix);
      if (suffix != NULL && !read_denominator (map, column, suffix, error))
        return FALSE;
      g_strchomp (source);
      index = find_heading (source, cells, n_cells, 0);
    }
  other = index >= 0 ? find_heading (source, cells, n_cells, index + 1) : -1;
  if (other >= 0)
    return refuse_twice (error, source, index, other, column);
  if (index >= 0)
    map->has_header = TRUE;
  else if (g_ascii_string_to_unsigned (source, 10, 1, n_cells, &number, NULL))
    index = number - 1;
  else if (rows[column].is_seconds && source[0] != '\0'
           && strspn (source, "0123456789") == strlen (source))
    map->constant[column] = g_strdup (source);
  else
    /* TRANSLATORS: %s is the name of a column that the file does not have. */
    return refuse (error, _ ("there is no column \"%s\""), source);
  map->column[column] = index;
  return TRUE;
}

static gboolean
find_target (const char *name, CollectorColumn *column, GError **error)
{
  for (*column = 0; *column < COLLECTOR_N_COLUMNS; (*column)++)
    if (strcmp (rows[*column].name, name) == 0 || strcmp (rows[*column].short_name, name) == 0)
      return TRUE;
  /* TRANSLATORS: the first %s should have been one of the words for a column, which follow. */
  return refuse (error, _ ("there is no meaning \"%s\": prefix, destination, price, connect_fee, "
                           "increment_s, per_s, min_cost, max_cost, grace_s or included_s is meant"),
                 name);
}

/* One "price/10000=Duration". */
static gboolean
read_entry (CollectorDeckMap *map, const char *entry, const TollCsvCell *cells, guint n_cells,
            GError **error)
{
  gsize length = strcspn (entry, "=:");
  g_autofree char *target = g_strstrip (g_strndup (entry, length));
  g_autofree char *source = NULL;
  CollectorColumn column;
  const char *suffix;

  if (entry[length] == '\0')
    /* TRANSLATORS: %s is what was written; "price=Column" stays as it is. */
    return refuse (error, _ ("\"%s\" is not of the form price=Column"), entry);
  source = g_strstrip (g_strdup (entry + length + 1));
  cut_denominator (target, &suffix);
  if (!find_target (target, &column, error)
      || (suffix != NULL && !read_denominator (map, column, suffix, error)))
    return FALSE;
  if (map->column[column] >= 0 || map->constant[column] != NULL)
    /* TRANSLATORS: %s is one of the words for a column, such as price. */
    return refuse (error, _ ("\"%s\" is there twice"), target);
  if (entry[length] == '=')
    return read_source (map, column, source, cells, n_cells, error);
  map->constant[column] = g_steal_pointer (&source);
  return TRUE;
}

static gboolean
read_entries (CollectorDeckMap *map, const char *text, const TollCsvCell *cells, guint n_cells,
              GError **error)
{
  g_autoptr (TollCsv) csv = toll_csv_new (text, strlen (text), ',');
  const TollCsvCell *entries;
  guint n_entries;

  if (!toll_csv_next (csv, &entries, &n_entries, NULL))
    /* TRANSLATORS: %s is what was written; "price=Column" stays as it is. */
    return refuse (error, _ ("\"%s\" is not of the form price=Column"), text);
  for (guint i = 0; i < n_entries; i++)
    if (!read_entry (map, entries[i].text, cells, n_cells, error))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_missing (CollectorColumn column, const TollCsvCell *cells, guint n_cells, GError **error)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_cells, MAX_SHOWN_TITLES); i++)
    g_string_append_printf (titles, "%s\"%.40s\"", i > 0 ? ", " : "", cells[i].text);
  if (n_cells > MAX_SHOWN_TITLES)
    g_string_append (titles, ", …");
  return refuse (error,
                 /* TRANSLATORS: the first %s is one of the words for a column, the second the list
                  * of the columns there are; "price=Column" stays as it is. */
                 _ ("no column for \"%s\" among %s: name it, as in price=Column"),
                 rows[column].name, titles->str);
}

/* What must be there and is not mapped is found by its heading, as without a map. */
static gboolean
guess_required (CollectorDeckMap *map, const TollCsvCell *cells, guint n_cells, GError **error)
{
  CollectorDeckMap guessed = { 0 };

  for (guint i = 0; i < COLLECTOR_N_COLUMNS; i++)
    guessed.column[i] = -1;
  guess_columns (&guessed, cells, n_cells);
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (map->column[required[i]] < 0 && map->constant[required[i]] == NULL
        && guessed.column[required[i]] >= 0)
      {
        if (!check_guessed (&guessed, required[i], cells, n_cells, error))
          return FALSE;
        map->column[required[i]] = guessed.column[required[i]];
        map->has_header = TRUE;
      }
  return TRUE;
}

static gboolean
guess_all (CollectorDeckMap *map, const TollCsvCell *cells, guint n_cells, GError **error)
{
  guess_columns (map, cells, n_cells);
  for (guint column = 0; column < COLLECTOR_N_COLUMNS; column++)
    if (!check_guessed (map, column, cells, n_cells, error))
      return FALSE;
  return TRUE;
}

/* Columns given by number only: headings are there when the price of the first row is none. */
static gboolean
looks_like_header (const CollectorDeckMap *map, const TollCsvCell *cells)
{
  int column = map->column[COLLECTOR_COLUMN_PRICE];
  const char *price = column >= 0 ? cells[column].text : "0";

  return strpbrk (price, "0123456789") == NULL && price[0] != '\0';
}

gboolean
collector_deck_map_init (CollectorDeckMap *map, const char *text, const TollCsvCell *cells,
                         guint n_cells, GError **error)
{
  gboolean has_text = text != NULL && text[0] != '\0';

  memset (map, 0, sizeof *map);
  for (guint i = 0; i < COLLECTOR_N_COLUMNS; i++)
    {
      map->column[i] = -1;
      map->denominator[i] = 1;
    }
  if (!has_text && !guess_all (map, cells, n_cells, error))
    return FALSE;
  if (has_text
      && (!read_entries (map, text, cells, n_cells, error)
          || !guess_required (map, cells, n_cells, error)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (map->column[required[i]] < 0 && map->constant[required[i]] == NULL)
      return refuse_missing (required[i], cells, n_cells, error);
  map->has_header |= looks_like_header (map, cells);
  return TRUE;
}

void
collector_deck_map_clear (CollectorDeckMap *map)
{
  for (guint i = 0; i < COLLECTOR_N_COLUMNS; i++)
    g_clear_pointer (&map->constant[i], g_free);
}
