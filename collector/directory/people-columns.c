/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the columns of a directory file are called, by us and by others. Pure.
 */
#include "config.h"

#include "collector/directory/people-columns.h"

#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/model/people-fields.h"

#include <string.h>

/* @others: usual other names, as they are compared: lower case, words joined by _. */
typedef struct
{
  const char *name;
  const char *others; /* (nullable): separated by spaces */
} ColumnRow;

static const ColumnRow rows[COLLECTOR_N_PEOPLE_COLUMNS] = {
  [COLLECTOR_PEOPLE_USER_NAME] = { "user_name", "username login user user_id userid account"
                                                " samaccountname uid" },
  [COLLECTOR_PEOPLE_FIRST_NAME] = { "first_name", "firstname given_name givenname" },
  [COLLECTOR_PEOPLE_LAST_NAME] = { "last_name", "lastname surname family_name sn" },
  [COLLECTOR_PEOPLE_MAIL] = { "mail", "e_mail email mail_address e_mail_address" },
  [COLLECTOR_PEOPLE_CUCM_USER_ID] = { "cucm_user_id", NULL },
  [COLLECTOR_PEOPLE_LANGUAGE] = { "language", NULL },
  [COLLECTOR_PEOPLE_ZONE] = { "zone", "time_zone timezone" },
  [COLLECTOR_PEOPLE_ROLE] = { "role", NULL },
  [COLLECTOR_PEOPLE_MASKED_DIGITS] = { "masked_digits", NULL },
  [COLLECTOR_PEOPLE_DEPARTMENT] = { "department", "dept" },
  [COLLECTOR_PEOPLE_COST_CENTRE] = { "cost_centre", "cost_center costcentre costcenter" },
  [COLLECTOR_PEOPLE_LOCATION] = { "location", "office office_location" },
  [COLLECTOR_PEOPLE_MANAGER] = { "manager", NULL },
  [COLLECTOR_PEOPLE_EXTENSION] = { "extension", "phone number telephone directory_number"
                                                " directory_number_1 telephone_number" },
  [COLLECTOR_PEOPLE_PARTITION] = { "partition", "route_partition route_partition_1" },
  [COLLECTOR_PEOPLE_SITE] = { "site", NULL },
  [COLLECTOR_PEOPLE_VALID_FROM] = { "valid_from", NULL },
  [COLLECTOR_PEOPLE_VALID_TO] = { "valid_to", NULL },
  [COLLECTOR_PEOPLE_ALIASES] = { "aliases", "alias did direct_number" },
  [COLLECTOR_PEOPLE_VOICEMAIL] = { "voicemail", NULL },
  [COLLECTOR_PEOPLE_FAX] = { "fax", "fax_number" },
  [COLLECTOR_PEOPLE_DEVICES] = { "devices", "device device_name" },
  [COLLECTOR_PEOPLE_CUSTOM_1] = { "custom_1", NULL },
  { "custom_2", NULL },
  { "custom_3", NULL },
  { "custom_4", NULL },
  { "custom_5", NULL },
  { "custom_6", NULL },
  { "custom_7", NULL },
  { "custom_8", NULL },
  { "custom_9", NULL },
  { "custom_10", NULL },
  [COLLECTOR_PEOPLE_SCOPE] = { "scope", NULL },
  [COLLECTOR_PEOPLE_SCOPE_OF] = { "scope_of", NULL },
  [COLLECTOR_PEOPLE_DISABLED] = { "disabled", NULL },
  [COLLECTOR_PEOPLE_PERSON_FROM] = { "person_valid_from", NULL },
  [COLLECTOR_PEOPLE_PERSON_TO] = { "person_valid_to", NULL },
};

const char *
collector_people_column_get_name (CollectorPeopleColumn column)
{
  return rows[column].name;
}

gboolean
collector_people_column_from_name (const char *name, CollectorPeopleColumn *column)
{
  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    if (strcmp (name, rows[i].name) == 0)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
collector_people_column_is_of_line (CollectorPeopleColumn column)
{
  return column >= COLLECTOR_PEOPLE_EXTENSION && column <= COLLECTOR_PEOPLE_FAX;
}

/* Returns: (transfer full): as names are compared: "Cost Centre" is "cost_centre". */
static char *
fold (const char *title)
{
  char *folded = g_utf8_casefold (title, -1);

  g_strstrip (folded);
  for (char *p = folded; *p != '\0'; p++)
    if (*p == ' ' || *p == '-' || *p == '.')
      *p = '_';
  return folded;
}

static gboolean
is_one_of (const char *word, const char *list)
{
  g_auto (GStrv) words = list != NULL ? g_strsplit (list, " ", -1) : NULL;

  return words != NULL && g_strv_contains ((const char *const *) words, word);
}

/* Returns: the column that is called @folded, by us or by others; -1 = none is. */
static int
find_usual (const char *folded)
{
  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    if (strcmp (folded, rows[i].name) == 0 || is_one_of (folded, rows[i].others))
      return (int) i;
  return -1;
}

/* Returns: the column that is called @title; -1 = none is. A title of the company's never takes the
 * place of a name of ours. */
static int
find_by_name (const char *title, const char *const titles[COLLECTOR_N_CUSTOM_FIELDS])
{
  g_autofree char *folded = fold (title);
  CollectorPeopleColumn own;

  if (collector_people_column_from_name (folded, &own))
    return (int) own;
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *custom = fold (titles[i]);

      if (*custom != '\0' && strcmp (custom, folded) == 0)
        return COLLECTOR_PEOPLE_CUSTOM_1 + (int) i;
    }
  return find_usual (folded);
}

/* Returns: (nullable): the name of the field that is headed @folded in some language. */
static const char *
find_by_heading (const char *folded)
{
  for (const TollPeopleField *field = toll_people_fields; field->name != NULL; field++)
    for (guint i = 0; toll_languages[i] != NULL; i++)
      {
        g_autofree char *heading = fold (toll_language_translate (toll_languages[i], field->title));

        if (strcmp (heading, folded) == 0)
          return field->name;
      }
  return NULL;
}

static gboolean
check_title (const char *const titles[COLLECTOR_N_CUSTOM_FIELDS], guint index, GError **error)
{
  g_autofree char *field = g_strdup_printf ("titles[%u]", index);
  g_autofree char *folded = fold (titles[index]);
  int column = find_usual (folded);
  const char *name = column >= 0 ? rows[column].name : find_by_heading (folded);

  if (name != NULL)
    return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, field,
                                      "'%s' is what files call the field %s", titles[index], name);
  for (guint i = 0; i < index; i++)
    {
      g_autofree char *other = fold (titles[i]);

      if (strcmp (folded, other) == 0)
        return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, field,
                                          "'%s' stands there twice", titles[index]);
    }
  return TRUE;
}

gboolean
collector_people_columns_check_titles (const char *const titles[COLLECTOR_N_CUSTOM_FIELDS],
                                       const char *const stored[COLLECTOR_N_CUSTOM_FIELDS],
                                       GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *folded = fold (titles[i]);

      if (*folded != '\0' && strcmp (titles[i], stored[i]) != 0 && !check_title (titles, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_entry (GError **error, const char *entry)
{
  toll_error_set_field (error, "map",
                        "'%s': a field and the title of its column are expected, with a colon between "
                        "them: user_name:Login",
                        entry);
  return FALSE;
}

static gboolean
refuse_field (GError **error, const char *name)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", rows[i].name);
  toll_error_set_field (error, "map", "there is no field '%s'; fields are %s", name, known->str);
  return FALSE;
}

/* A field is found by the names that titles are: "number" is the extension. */
static gboolean
find_field (const char *name, int *column, GError **error)
{
  g_autofree char *folded = fold (name);

  *column = *name != '\0' ? find_usual (folded) : -1;
  return *name == '\0' || *column >= 0 || refuse_field (error, name);
}

/* Puts what @text says into the map; titles it names are taken out of what names tell. */
static gboolean
apply_text (CollectorPeopleColumnMap *map, const char *text, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (text, ",", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      char *colon = strchr (entries[i], ':');
      gboolean is_found = FALSE;
      int column;

      if (*entries[i] == '\0')
        continue;
      if (colon == NULL)
        return refuse_entry (error, entries[i]);
      *colon = '\0';
      if (!find_field (entries[i], &column, error))
        return FALSE;
      for (guint c = 0; c < map->titles->len; c++)
        {
          int *target = &g_array_index (map->columns, int, c);
          gboolean is_title = strcmp (map->titles->pdata[c], colon + 1) == 0;

          if (is_title)
            *target = column;
          else if (column >= 0 && *target == column)
            *target = -1;
          is_found |= is_title;
        }
      if (!is_found)
        {
          toll_error_set_field (error, "map", "the file has no column '%s'", colon + 1);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
refuse_header (GError **error, const char *name, const char *reason)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "line 1: column '%s': %s", name, reason);
  return FALSE;
}

/* Titles that differ may be names of the same; those that do not are told apart by their places. */
static gboolean
refuse_twice (GError **error, const CollectorPeopleColumnMap *map, CollectorPeopleColumn column,
              guint other)
{
  int place = map->at[column] + 1;
  const char *first = map->titles->pdata[place - 1], *second = map->titles->pdata[other];

  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
               "line 1: '%s' stands twice, in column %d, '%s', and in column %u, '%s'; one of them "
               "can be taken",
               rows[column].name, place, first, other + 1, second);
  return FALSE;
}

static gboolean
has_numbers (const CollectorPeopleColumnMap *map)
{
  return map->at[COLLECTOR_PEOPLE_EXTENSION] >= 0 || map->at[COLLECTOR_PEOPLE_ALIASES] >= 0
         || map->at[COLLECTOR_PEOPLE_VOICEMAIL] >= 0 || map->at[COLLECTOR_PEOPLE_FAX] >= 0;
}

/* What would be of a line is the person's, or of nobody, in a file without numbers. */
static gboolean
move_line_columns (CollectorPeopleColumnMap *map, gboolean is_strict, GError **error)
{
  static const struct
  {
    CollectorPeopleColumn column;
    int person_column; /* -1 = not used */
  } moved[] = {
    { COLLECTOR_PEOPLE_VALID_FROM, COLLECTOR_PEOPLE_PERSON_FROM },
    { COLLECTOR_PEOPLE_VALID_TO, COLLECTOR_PEOPLE_PERSON_TO },
    { COLLECTOR_PEOPLE_PARTITION, -1 },
    { COLLECTOR_PEOPLE_SITE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moved) && !has_numbers (map); i++)
    {
      int at = map->at[moved[i].column], to = moved[i].person_column;

      if (at < 0)
        continue;
      if (to >= 0 && map->at[to] >= 0)
        return refuse_twice (error, map, to, at);
      if (to < 0 && is_strict)
        return refuse_header (error, map->titles->pdata[at], "the file has no numbers");
      if (to >= 0)
        map->at[to] = at;
      map->at[moved[i].column] = -1;
      g_array_index (map->columns, int, at) = to;
    }
  return TRUE;
}

static gboolean
place_columns (CollectorPeopleColumnMap *map, gboolean is_strict, GError **error)
{
  for (guint i = 0; i < map->columns->len; i++)
    {
      int column = g_array_index (map->columns, int, i);

      if (column < 0 && is_strict)
        return refuse_header (error, map->titles->pdata[i], "not known");
      if (column < 0)
        continue;
      if (map->at[column] >= 0)
        return refuse_twice (error, map, column, i);
      map->at[column] = (int) i;
    }
  return map->at[COLLECTOR_PEOPLE_USER_NAME] >= 0
         || refuse_header (error, "user_name", "missing");
}

gboolean
collector_people_column_map_init (CollectorPeopleColumnMap *map, const TollCsvCell *cells, guint n_cells,
                           const char *text, const char *const titles[COLLECTOR_N_CUSTOM_FIELDS],
                           gboolean is_strict, GError **error)
{
  map->titles = g_ptr_array_new_with_free_func (g_free);
  map->columns = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    map->at[i] = -1;
  for (guint i = 0; i < n_cells; i++)
    {
      char *title = g_strstrip (g_utf8_make_valid (cells[i].text, -1));
      int column = find_by_name (title, titles);

      g_ptr_array_add (map->titles, title);
      g_array_append_val (map->columns, column);
    }
  return apply_text (map, text != NULL ? text : "", error)
         && place_columns (map, is_strict, error) && move_line_columns (map, is_strict, error);
}

void
collector_people_column_map_clear (CollectorPeopleColumnMap *map)
{
  g_clear_pointer (&map->titles, g_ptr_array_unref);
  g_clear_pointer (&map->columns, g_array_unref);
}

gboolean
collector_people_column_map_check_row (const CollectorPeopleColumnMap *map,
                                       const TollCsvCell *cells, guint n_cells, GError **error)
{
  guint n_wanted = map->titles->len, n_told = n_cells;

  while (n_told > n_wanted && cells[n_told - 1].length == 0)
    n_told--;
  if (n_told == n_wanted)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "cells in this row: %u; headings: %u",
               n_told, n_wanted);
  return FALSE;
}
