/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads nations.csv and prefixes.csv of a numbering directory. Every row is checked - names of
 * columns, digits, known nations and kinds, no prefix twice - and the first fault refuses the
 * whole directory with file, line and field: a silently dropped row would price calls wrongly.
 */
#include "config.h"

#include "collector/normalize/numbering-private.h"
#include "shared/base/csv.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

enum
{
  NATION_CODE,
  NATION_NAME,
  NATION_COUNTRY_CODE,
  NATION_PART_OF,
  NATION_INTERNATIONAL,
  NATION_TRUNK,
  NATION_DIGITS,
  NATION_MOBILE_DIGITS,
  NATION_TRAITS,
  NATION_MOVES,
  NATION_EMERGENCY,
  NATION_SHORT_CODES,
  N_NATION_COLUMNS
};

static const char *const nation_columns[N_NATION_COLUMNS] = {
  "nation",       "name",        "country_code",  "part_of", "international_prefix",
  "trunk_prefix", "digits",      "mobile_digits", "traits",  "moves",
  "emergency",    "short_codes",
};

enum
{
  PREFIX_DIGITS,
  PREFIX_NATION,
  PREFIX_AREA,
  PREFIX_KIND,
  PREFIX_OPERATOR,
  N_PREFIX_COLUMNS
};

static const char *const prefix_columns[N_PREFIX_COLUMNS] = { "prefix", "nation", "area", "kind",
                                                              "operator" };

/* Kinds of the file and the class a subscriber of the same nation pays. */
static const struct
{
  const char *name;
  TollClass kind;
} kinds[] = {
  { "fixed", TOLL_CLASS_LOCAL },         { "mobile", TOLL_CLASS_MOBILE },
  { "voip", TOLL_CLASS_LOCAL },          { "tollfree", TOLL_CLASS_TOLLFREE },
  { "premium", TOLL_CLASS_PREMIUM },     { "satellite", TOLL_CLASS_PREMIUM },
  { "shared-cost", TOLL_CLASS_SPECIAL }, { "special", TOLL_CLASS_SPECIAL },
  { "personal", TOLL_CLASS_SPECIAL },    { "pager", TOLL_CLASS_SPECIAL },
};

typedef struct
{
  CollectorNumbering *numbering;
  const char *file;
  guint line;
  const char *const *columns;
} Reader;

static gboolean
refuse (const Reader *reader, guint column, const char *text, const char *reason, GError **error)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
               /* TRANSLATORS: file name, line, column name, what is wrong, the value found */
               _ ("%s, line %u, %s: %s (“%.40s”)"), reader->file, reader->line,
               reader->columns[column], reason, text);
  return FALSE;
}

static gboolean
is_digits (const char *text, gsize max)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && n <= max && text[n] == '\0';
}

static const char *
keep (Reader *reader, const char *text)
{
  return *text != '\0' ? g_string_chunk_insert_const (reader->numbering->texts, text) : "";
}

/* Space-separated words as a NULL-terminated array that lives with the numbering. */
static const char *const *
keep_words (Reader *reader, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *kept = g_ptr_array_new ();
  const char **array;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, (gpointer)keep (reader, words[i]));
  g_ptr_array_add (kept, NULL);
  array = (const char **)g_ptr_array_free (kept, FALSE);
  g_ptr_array_add (reader->numbering->blocks, array);
  return array;
}

/* "9", "6-11" or nothing. */
static gboolean
read_digits (
    const Reader *reader, guint column, const char *text, CollectorDigits *digits, GError **error)
{
  char rest;
  int n = sscanf (text, "%2u-%2u%c", &digits->min, &digits->max, &rest);

  if (*text == '\0')
    return TRUE;
  if (n == 1 && is_digits (text, 2))
    digits->max = digits->min;
  else if (n != 2)
    return refuse (reader, column, text, _ ("not a range of lengths such as 6-11"), error);
  if (digits->min == 0 || digits->min > digits->max || digits->max > 15)
    return refuse (reader, column, text, _ ("not a range of lengths such as 6-11"), error);
  return TRUE;
}

static gboolean
read_traits (const Reader *reader,
             const char *text,
             CollectorNation *nation,
             gboolean *is_shared,
             GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "complete") == 0)
      nation->is_complete = TRUE;
    else if (strcmp (words[i], "local") == 0)
      nation->has_local = TRUE;
    else if (strcmp (words[i], "carrier2") == 0)
      nation->carrier_digits = 2;
    else if (strcmp (words[i], "shared") == 0)
      *is_shared = TRUE;
    else if (*words[i] != '\0')
      return refuse (reader, NATION_TRAITS, words[i], _ ("not a known trait"), error);
  return TRUE;
}

static gboolean
read_moves (Reader *reader, const char *text, CollectorNation *nation, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  CollectorMove *moves = g_new0 (CollectorMove, g_strv_length (words) + 1);

  g_ptr_array_add (reader->numbering->blocks, moves);
  nation->moves = moves;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], ":", 2);

      if (*words[i] == '\0')
        continue;
      if (g_strv_length (pair) != 2 || !is_digits (pair[0], 8) || !is_digits (pair[1], 8))
        return refuse (reader, NATION_MOVES, words[i], _ ("not of the form digits:digits"), error);
      moves[nation->n_moves].national = keep (reader, pair[0]);
      moves[nation->n_moves++].e164 = keep (reader, pair[1]);
    }
  return TRUE;
}

static gboolean
read_dialled (Reader *reader, const TollCsvCell *cells, CollectorNation *nation, GError **error)
{
  nation->emergency = keep_words (reader, cells[NATION_EMERGENCY].text);
  nation->short_codes = keep_words (reader, cells[NATION_SHORT_CODES].text);
  nation->international_prefixes = keep_words (reader, cells[NATION_INTERNATIONAL].text);
  for (guint i = 0; nation->emergency[i] != NULL; i++)
    if (!is_digits (nation->emergency[i], 8))
      return refuse (reader, NATION_EMERGENCY, nation->emergency[i], _ ("not a number"), error);
  for (guint i = 0; nation->short_codes[i] != NULL; i++)
    {
      const char *code = nation->short_codes[i];
      gsize n = strspn (code, "0123456789x");
      TollClass kind;

      if (n == 0 || code[n] != ':' || !toll_class_from_name (code + n + 1, &kind))
        return refuse (reader, NATION_SHORT_CODES, code, _ ("not of the form digits:class"), error);
    }
  for (guint i = 0; nation->international_prefixes[i] != NULL; i++)
    if (!is_digits (nation->international_prefixes[i], 5))
      return refuse (reader, NATION_INTERNATIONAL, nation->international_prefixes[i],
                     _ ("not a number"), error);
  nation->international_prefix =
      nation->international_prefixes[0] != NULL ? nation->international_prefixes[0] : "";
  return TRUE;
}

static gboolean
add_country_code (Reader *reader, const CollectorNation *nation, GError **error)
{
  CollectorNumberInfo info = {
    .nation = nation->nation,
    .nation_name = nation->name,
    .area = "",
    .operator_name = "",
    .kind = TOLL_CLASS_LOCAL,
    .prefix_length = strlen (nation->country_code),
    .country_code_length = strlen (nation->country_code),
    .dialling = nation,
  };

  if (!collector_numbering_insert (reader->numbering, nation->country_code, &info))
    return refuse (reader, NATION_COUNTRY_CODE, nation->country_code, _ ("stands there twice"),
                   error);
  return TRUE;
}

static gboolean
read_nation (Reader *reader, const TollCsvCell *cells, GError **error)
{
  CollectorNation *nation = g_new0 (CollectorNation, 1);
  const char *code = cells[NATION_CODE].text;
  gboolean is_shared = FALSE;

  g_ptr_array_add (reader->numbering->blocks, nation);
  if (strlen (code) != 2 || !g_ascii_isupper (code[0]) || !g_ascii_isupper (code[1]))
    return refuse (reader, NATION_CODE, code, _ ("not a two-letter nation code"), error);
  if (g_hash_table_contains (reader->numbering->nations, code))
    return refuse (reader, NATION_CODE, code, _ ("stands there twice"), error);
  if (!is_digits (cells[NATION_COUNTRY_CODE].text, 3))
    return refuse (reader, NATION_COUNTRY_CODE, cells[NATION_COUNTRY_CODE].text,
                   _ ("not a country code"), error);
  if (*cells[NATION_TRUNK].text != '\0' && !is_digits (cells[NATION_TRUNK].text, 4))
    return refuse (reader, NATION_TRUNK, cells[NATION_TRUNK].text, _ ("not a number"), error);
  nation->nation = keep (reader, code);
  nation->name = keep (reader, cells[NATION_NAME].text);
  nation->country_code = keep (reader, cells[NATION_COUNTRY_CODE].text);
  nation->part_of = keep (reader, cells[NATION_PART_OF].text);
  nation->trunk_prefix = keep (reader, cells[NATION_TRUNK].text);
  if (!read_digits (reader, NATION_DIGITS, cells[NATION_DIGITS].text, &nation->digits, error) ||
      !read_digits (reader, NATION_MOBILE_DIGITS, cells[NATION_MOBILE_DIGITS].text,
                    &nation->mobile_digits, error) ||
      !read_traits (reader, cells[NATION_TRAITS].text, nation, &is_shared, error) ||
      !read_moves (reader, cells[NATION_MOVES].text, nation, error) ||
      !read_dialled (reader, cells, nation, error))
    return FALSE;
  g_hash_table_insert (reader->numbering->nations, (gpointer)nation->nation, nation);
  return is_shared || add_country_code (reader, nation, error);
}

/* Worldwide codes (+800, +870 ...) are three digits long; what several nations of one code share
 * (+1 800) has that code's length. */
static guint
country_code_length (const Reader *reader, const CollectorNation *nation, const char *prefix)
{
  CollectorNumberInfo code;

  if (nation != NULL)
    return strlen (nation->country_code);
  if (!collector_numbering_lookup (reader->numbering, prefix, &code))
    return COLLECTOR_WORLDWIDE_CODE_DIGITS;
  return code.country_code_length;
}

static gboolean
read_prefix (Reader *reader, const TollCsvCell *cells, GError **error)
{
  const char *prefix = cells[PREFIX_DIGITS].text;
  const char *code = cells[PREFIX_NATION].text;
  const CollectorNation *nation = collector_numbering_lookup_nation (reader->numbering, code);
  CollectorNumberInfo info = { .nation = "", .nation_name = "", .dialling = nation };

  if (!is_digits (prefix, 15))
    return refuse (reader, PREFIX_DIGITS, prefix, _ ("not 1 to 15 digits"), error);
  if (nation == NULL && *code != '\0')
    return refuse (reader, PREFIX_NATION, code, _ ("not in nations.csv"), error);
  if (nation != NULL && !g_str_has_prefix (prefix, nation->country_code))
    return refuse (reader, PREFIX_DIGITS, prefix,
                   _ ("does not begin with the nation's country code"), error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, cells[PREFIX_KIND].text) == 0)
      info.kind = kinds[i].kind;
  if (info.kind == TOLL_CLASS_UNKNOWN)
    return refuse (reader, PREFIX_KIND, cells[PREFIX_KIND].text, _ ("not a known kind"), error);
  if (nation != NULL)
    {
      info.nation = nation->nation;
      info.nation_name = nation->name;
    }
  info.area = keep (reader, cells[PREFIX_AREA].text);
  info.operator_name = keep (reader, cells[PREFIX_OPERATOR].text);
  info.prefix_length = strlen (prefix);
  info.country_code_length = country_code_length (reader, nation, prefix);
  if (!collector_numbering_insert (reader->numbering, prefix, &info))
    return refuse (reader, PREFIX_DIGITS, prefix, _ ("stands there twice"), error);
  return TRUE;
}

typedef gboolean (*ReadRow) (Reader *reader, const TollCsvCell *cells, GError **error);

static gboolean
check_header (
    const Reader *reader, guint n_columns, const TollCsvCell *cells, guint n_cells, GError **error)
{
  for (guint i = 0; i < n_columns; i++)
    if (i >= n_cells || strcmp (cells[i].text, reader->columns[i]) != 0)
      return refuse (reader, i, i < n_cells ? cells[i].text : "",
                     _ ("this column is expected here"), error);
  return TRUE;
}

static gboolean
read_file (CollectorNumbering *numbering,
           const char *directory,
           const char *name,
           const char *const *columns,
           guint n_columns,
           ReadRow read_row,
           GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (TollCsv) csv = NULL;
  g_autoptr (GError) failed = NULL;
  Reader reader = { numbering, name, 1, columns };
  const TollCsvCell *cells;
  gsize n_bytes;
  guint n_cells;
  gboolean has_header = FALSE;

  if (!g_file_get_contents (path, &bytes, &n_bytes, error))
    {
      toll_error_convert (error);
      return FALSE;
    }
  csv = toll_csv_new (bytes, n_bytes, ',');
  while (toll_csv_next (csv, &cells, &n_cells, &failed))
    {
      reader.line = toll_csv_get_line (csv);
      if (n_cells != n_columns)
        return refuse (&reader, 0, cells[0].text, _ ("the row has another number of cells"), error);
      if (!has_header && !check_header (&reader, n_columns, cells, n_cells, error))
        return FALSE;
      if (has_header && !read_row (&reader, cells, error))
        return FALSE;
      has_header = TRUE;
    }
  if (failed != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&failed), "%s: ", name);
      return FALSE;
    }
  return has_header || refuse (&reader, 0, "", _ ("the file is empty"), error);
}

CollectorNumbering *
collector_numbering_load (const char *path, GError **error)
{
  g_autoptr (CollectorNumbering) numbering = collector_numbering_new ();

  if (!read_file (numbering, path, "nations.csv", nation_columns, N_NATION_COLUMNS, read_nation,
                  error) ||
      !read_file (numbering, path, "prefixes.csv", prefix_columns, N_PREFIX_COLUMNS, read_prefix,
                  error))
    return NULL;
  return g_steal_pointer (&numbering);
}
