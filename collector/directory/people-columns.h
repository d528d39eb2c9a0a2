/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/people/person.h"
#include "shared/base/csv.h"
#include "shared/base/zone.h"

G_BEGIN_DECLS

/* The columns of a directory as a table of texts: one table for reading and for writing. */
typedef enum
{
  COLLECTOR_PEOPLE_USER_NAME,
  COLLECTOR_PEOPLE_FIRST_NAME,
  COLLECTOR_PEOPLE_LAST_NAME,
  COLLECTOR_PEOPLE_MAIL,
  COLLECTOR_PEOPLE_CUCM_USER_ID,
  COLLECTOR_PEOPLE_LANGUAGE,
  COLLECTOR_PEOPLE_ZONE,
  COLLECTOR_PEOPLE_ROLE,
  COLLECTOR_PEOPLE_MASKED_DIGITS,
  COLLECTOR_PEOPLE_DEPARTMENT,
  COLLECTOR_PEOPLE_COST_CENTRE,
  COLLECTOR_PEOPLE_LOCATION,
  COLLECTOR_PEOPLE_MANAGER,    /* a user name */
  COLLECTOR_PEOPLE_EXTENSION,  /* the columns of a line: a person may have several rows */
  COLLECTOR_PEOPLE_PARTITION,
  COLLECTOR_PEOPLE_SITE,
  COLLECTOR_PEOPLE_VALID_FROM,
  COLLECTOR_PEOPLE_VALID_TO,
  COLLECTOR_PEOPLE_ALIASES,    /* as extensions and devices, lists */
  COLLECTOR_PEOPLE_VOICEMAIL,
  COLLECTOR_PEOPLE_FAX,
  COLLECTOR_PEOPLE_DEVICES,
  COLLECTOR_PEOPLE_CUSTOM_1,
  COLLECTOR_PEOPLE_SCOPE = COLLECTOR_PEOPLE_CUSTOM_1 + COLLECTOR_N_CUSTOM_FIELDS,
  COLLECTOR_PEOPLE_SCOPE_OF, /* names, a list */
  COLLECTOR_PEOPLE_DISABLED, /* true or false */
  COLLECTOR_PEOPLE_PERSON_FROM, /* the person's own times */
  COLLECTOR_PEOPLE_PERSON_TO,
  COLLECTOR_N_PEOPLE_COLUMNS
} CollectorPeopleColumn;

/* What lists in a cell are cut at. */
#define COLLECTOR_PEOPLE_SEPARATOR ";"

/* "user_name" ..., "custom_1" ...; static. */
const char *collector_people_column_get_name (CollectorPeopleColumn column);
gboolean collector_people_column_from_name (const char *name, CollectorPeopleColumn *column);

/* TRUE for what each row of a person tells for itself: a number, its place and its time. */
gboolean collector_people_column_is_of_line (CollectorPeopleColumn column);

/* Titles of custom fields are told apart from what other columns of a file are called, by us, in any
 * language, or by others, and from each other; upper and lower case alike. @stored: a title that is
 * so already stays. CONFLICT for titles[N], naming the column. */
gboolean collector_people_columns_check_titles (
    const char *const titles[COLLECTOR_N_CUSTOM_FIELDS],
    const char *const stored[COLLECTOR_N_CUSTOM_FIELDS], GError **error);

/* Which column of a file is which. */
typedef struct
{
  int at[COLLECTOR_N_PEOPLE_COLUMNS]; /* index in the file; -1 = not there */
  GPtrArray *titles;           /* (owned) of char *: the file's own, in UTF-8 */
  GArray *columns;             /* of int: CollectorPeopleColumn of each title; -1 = not used */
} CollectorPeopleColumnMap;

/* Understands the first row: by @map ("user_name:Login,mail:E-mail"; "" takes a title out:
 * ":Notes"), else by name, the titles of the custom fields, and usual other names. Where no column
 * has numbers, times are the people's own, and partition and site are not used.
 * @titles: of the custom fields. BAD_FORMAT for a column that stands twice, and for no user_name;
 * with @is_strict also for a title that is not understood. BAD_ARGUMENT for @map. */
gboolean collector_people_column_map_init (CollectorPeopleColumnMap *map, const TollCsvCell *cells,
                                    guint n_cells, const char *text,
                                    const char *const titles[COLLECTOR_N_CUSTOM_FIELDS],
                                    gboolean is_strict, GError **error);
/* BAD_FORMAT for a row that has not as many cells as there are headings: what a short one lacks is
 * not known, and what a long one has too much belongs to no column. Empty cells too many are
 * passed over. */
gboolean collector_people_column_map_check_row (const CollectorPeopleColumnMap *map,
                                                const TollCsvCell *cells, guint n_cells,
                                                GError **error);
void collector_people_column_map_clear (CollectorPeopleColumnMap *map);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorPeopleColumnMap, collector_people_column_map_clear)

G_END_DECLS
