/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a file become people: what the cells say, and where in the file it is said. Pure.
 */
#include "config.h"

#include "collector/directory/people-record.h"

#include "shared/base/error.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NUMBERS 200

/* Which columns hold numbers, and what these are. */
static const struct
{
  CollectorPeopleColumn column;
  CollectorLineKind kind;
} number_rows[] = {
  { COLLECTOR_PEOPLE_EXTENSION, COLLECTOR_LINE_EXTENSION },
  { COLLECTOR_PEOPLE_ALIASES, COLLECTOR_LINE_ALIAS },
  { COLLECTOR_PEOPLE_VOICEMAIL, COLLECTOR_LINE_VOICEMAIL },
  { COLLECTOR_PEOPLE_FAX, COLLECTOR_LINE_FAX },
};

/* A cell without spaces around it, and without the guard against spreadsheets. */
static const char *
read_cell (const TollCsvCell *cell, TollArena *arena)
{
  const char *text = toll_arena_strip (arena, cell->text);
  g_autofree char *plain = NULL;

  if (strchr (text, '\'') == NULL)
    return text;
  plain = g_strdup (text);
  toll_csv_unguard (plain);
  return toll_arena_strdup (arena, plain);
}

gboolean
collector_people_record_read (const CollectorPeopleColumnMap *map, const TollCsvCell *cells,
                              guint n_cells, TollArena *arena,
                              const char *texts[COLLECTOR_N_PEOPLE_COLUMNS], GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    texts[i] = map->at[i] >= 0 && (guint) map->at[i] < n_cells
                   ? read_cell (&cells[map->at[i]], arena)
                   : "";
  if (!collector_people_column_map_check_row (map, cells, n_cells, error))
    return FALSE;
  if (*texts[COLLECTOR_PEOPLE_USER_NAME] != '\0')
    return TRUE;
  toll_error_set_field (error, "user_name", "must not be empty");
  return FALSE;
}

CollectorPeopleRecord *
collector_people_record_new (guint line, const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                             TollArena *arena)
{
  CollectorPeopleRecord *record = toll_arena_alloc (arena, sizeof *record);

  record->line = line;
  record->state = COLLECTOR_CSV_SAME;
  memcpy (record->cells, texts, sizeof record->cells);
  return record;
}

gboolean
collector_people_record_check_same (const CollectorPeopleRecord *record,
                                    const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                    GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    {
      if (i == COLLECTOR_PEOPLE_USER_NAME || collector_people_column_is_of_line (i)
          || *texts[i] == '\0' || strcmp (texts[i], record->cells[i]) == 0)
        continue;
      toll_error_set_field (error, collector_people_column_get_name (i),
                            "'%s' contradicts line %u, which tells '%s' of '%s'", texts[i],
                            record->line, record->cells[i],
                            record->cells[COLLECTOR_PEOPLE_USER_NAME]);
      return FALSE;
    }
  return TRUE;
}

/* Room is made at powers of two. */
static gboolean
append_number (CollectorPeopleRecord *record, const CollectorPeopleNumber *number,
               TollArena *arena, GError **error)
{
  guint n = record->n_numbers;

  if (n == MAX_NUMBERS)
    {
      toll_error_set_field (error, collector_people_column_get_name (number->column),
                            "a person has at most %d numbers", MAX_NUMBERS);
      return FALSE;
    }
  if ((n & (n - 1)) == 0)
    {
      CollectorPeopleNumber *numbers = toll_arena_alloc (arena, MAX (n, 1) * 2 * sizeof *numbers);

      if (n > 0)
        memcpy (numbers, record->numbers, n * sizeof *numbers);
      record->numbers = numbers;
    }
  record->numbers[record->n_numbers++] = *number;
  return TRUE;
}

gboolean
collector_people_record_read_time (const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                   CollectorPeopleColumn column, const TollZone *zone, gint64 none,
                                   gint64 *at_ms, GError **error)
{
  g_autoptr (GError) reason = NULL;
  const char *text = texts[column];

  *at_ms = none;
  if (*text == '\0' || toll_zone_parse_iso8601 (zone, text, at_ms, &reason))
    return TRUE;
  toll_error_set_field (error, collector_people_column_get_name (column), "%s", reason->message);
  return FALSE;
}

/* A space belongs to its number: what it is there is said when the number is looked at. */
static gboolean
add_numbers (CollectorPeopleRecord *record, const char *cell, CollectorPeopleNumber *number,
             TollArena *arena, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (cell, COLLECTOR_PEOPLE_SEPARATOR, -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      number->line.number = toll_arena_strip (arena, texts[i]);
      if (*number->line.number != '\0' && !append_number (record, number, arena, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (CollectorPeopleColumn column, const char *reason, GError **error)
{
  toll_error_set_field (error, collector_people_column_get_name (column), "%s", reason);
  return FALSE;
}

static gboolean
read_times (const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS], const TollZone *zone,
            CollectorPersonLine *line, GError **error)
{
  if (!collector_people_record_read_time (texts, COLLECTOR_PEOPLE_VALID_FROM, zone, G_MININT64,
                                          &line->valid_from_ms, error)
      || !collector_people_record_read_time (texts, COLLECTOR_PEOPLE_VALID_TO, zone, G_MAXINT64,
                                             &line->valid_to_ms, error))
    return FALSE;
  return line->valid_from_ms < line->valid_to_ms
         || refuse (COLLECTOR_PEOPLE_VALID_TO, "the end lies before the beginning", error);
}

GStrv
collector_people_record_split_list (const char *cell, CollectorPeopleColumn column, GError **error)
{
  g_autoptr (TollCsv) list = toll_csv_new (cell, strlen (cell), *COLLECTOR_PEOPLE_SEPARATOR);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr (GError) fault = NULL;
  const TollCsvCell *items;
  guint n;

  while (toll_csv_next (list, &items, &n, &fault))
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *text = g_strstrip (g_strdup (items[i].text));

        g_strv_builder_add (texts, text);
      }
  if (fault == NULL)
    return g_strv_builder_end (texts);
  toll_error_set_field (error, collector_people_column_get_name (column), "%s", fault->message);
  return NULL;
}

gboolean
collector_people_record_add_line (CollectorPeopleRecord *record, guint row,
                                  const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                  const TollZone *zone, TollArena *arena, GError **error)
{
  CollectorPeopleNumber number = { .row = row,
                                   .line = { .partition = texts[COLLECTOR_PEOPLE_PARTITION],
                                             .site = texts[COLLECTOR_PEOPLE_SITE] } };
  gboolean has_from = *texts[COLLECTOR_PEOPLE_VALID_FROM] != '\0';
  gboolean has_to = *texts[COLLECTOR_PEOPLE_VALID_TO] != '\0';
  guint n_before = record->n_numbers;

  if (!read_times (texts, zone, &number.line, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (number_rows); i++)
    {
      number.column = number_rows[i].column;
      number.line.kind = number_rows[i].kind;
      if (!add_numbers (record, texts[number.column], &number, arena, error))
        return FALSE;
    }
  return record->n_numbers > n_before || (!has_from && !has_to)
         || refuse (has_from ? COLLECTOR_PEOPLE_VALID_FROM : COLLECTOR_PEOPLE_VALID_TO,
                    "this row has no number whose time it could be", error);
}

gboolean
collector_people_record_has_kind (const CollectorPeopleColumnMap *map, CollectorLineKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_rows); i++)
    if (number_rows[i].kind == kind)
      return map->at[number_rows[i].column] >= 0;
  return FALSE;
}

/* "lines[3].valid_to_ms" of the person is a number of the file, behind those it says nothing of. */
static gboolean
find_number (const CollectorPeopleRecord *record, const char *field, CollectorPeopleColumn *column,
             guint *row)
{
  guint64 index = g_ascii_strtoull (field + strlen ("lines["), NULL, 10);
  const CollectorPeopleNumber *number;

  if (index < record->n_kept || index - record->n_kept >= record->n_numbers)
    return FALSE;
  number = &record->numbers[index - record->n_kept];
  *row = number->row;
  *column = number->column;
  if (g_str_has_suffix (field, ".valid_from_ms"))
    *column = COLLECTOR_PEOPLE_VALID_FROM;
  else if (g_str_has_suffix (field, ".valid_to_ms"))
    *column = COLLECTOR_PEOPLE_VALID_TO;
  else if (g_str_has_suffix (field, ".site"))
    *column = COLLECTOR_PEOPLE_SITE;
  return TRUE;
}

gboolean
collector_people_record_find_place (const CollectorPeopleRecord *record, const char *field,
                                    CollectorPeopleColumn *column, guint *row)
{
  static const struct
  {
    const char *name;
    CollectorPeopleColumn column;
  } others[] = { { "lines", COLLECTOR_PEOPLE_EXTENSION },
                 { "valid_from_ms", COLLECTOR_PEOPLE_PERSON_FROM },
                 { "valid_to_ms", COLLECTOR_PEOPLE_PERSON_TO } };
  g_autofree char *name = g_strndup (field, strcspn (field, ".["));

  if (g_str_has_prefix (field, "lines["))
    return record != NULL && find_number (record, field, column, row);
  if (g_str_has_prefix (field, "custom["))
    {
      *column = COLLECTOR_PEOPLE_CUSTOM_1 + strtoul (field + strlen ("custom["), NULL, 10);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (name, others[i].name) == 0)
      {
        *column = others[i].column;
        return TRUE;
      }
  return collector_people_column_from_name (name, column);
}
