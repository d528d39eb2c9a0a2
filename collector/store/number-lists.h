/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* Inside collector/store only. Gives a connection the functions by which compiled questions find
 * numbers in lists that an administrator keeps:
 * toll_watched(number, shown, patterns): the first of the patterns (between blanks, with * and ?)
 * that the number matches, "" for none; "*" when the number as it is shown does not tell so much;
 * toll_own_site(number, sites): the site whose public ranges hold the number, "" for none; sites is
 * COLLECTOR_OWN_SITES_SQL;
 * toll_house_site(number, sites): the same for COLLECTOR_HOUSE_SITES_SQL;
 * toll_house_dialled(dialled, sites): the same, of a number as a network wrote it. */
void collector_number_lists_register (sqlite3 *handle);

/* A row for each site: its ranges, a tab, its name. */
#define COLLECTOR_OWN_SITES_SQL                                                                    \
  "(SELECT group_concat (public_ranges || char (9) || name, char (10)) FROM (SELECT * FROM site"   \
  " WHERE public_ranges <> '' ORDER BY id))"
/* The same of extensions. */
#define COLLECTOR_EXTENSION_SITES_SQL                                                              \
  "(SELECT group_concat (extension_ranges || char (9) || name, char (10)) FROM site"               \
  " WHERE extension_ranges <> '')"
/* The same of both. */
#define COLLECTOR_HOUSE_SITES_SQL                                                                  \
  "(SELECT group_concat (public_ranges || ' ' || extension_ranges || char (9) || name, char (10))" \
  " FROM site)"
/* Whether @number of a call in @direction, which is not internal, is of the house: of a site, or some
 * time somebody's. What was called without + is a short code. */
#define COLLECTOR_IS_OF_HOUSE_SQL(number, direction)                                               \
  "((" direction " <> 2 OR substr (" number ", 1, 1) = '+')"                                       \
  " AND (toll_house_site (" number ", " COLLECTOR_HOUSE_SITES_SQL ") <> ''"                        \
  "  OR EXISTS (SELECT 1 FROM person_line WHERE extension = " number ")))"
#define COLLECTOR_LONGEST_EXTENSION 6 /* digits; longer ones stand in the ranges of their site */
/* Whether a line called @number, with the name of its table, may be a number outside: nobody's, of no
 * site and no pilot, and longer than extensions are. A device of the house shows one when a mobile or a line of the public network
 * rings there, and it is taken for the line of who called. */
#define COLLECTOR_IS_STRANGE_BUT_SQL(number, site_of)                                              \
  "((length (" number ") > " G_STRINGIFY (COLLECTOR_LONGEST_EXTENSION)                             \
  "  OR substr (" number ", 1, 1) = '+')"                                                          \
  " AND NOT EXISTS (SELECT 1 FROM person_line WHERE extension = " number ")"                       \
  " AND NOT EXISTS (SELECT 1 FROM word WHERE kind = 5 AND text = " number ")"                      \
  " AND " site_of " (" number ", " COLLECTOR_HOUSE_SITES_SQL ") = '')"
#define COLLECTOR_IS_STRANGE_SQL(number) COLLECTOR_IS_STRANGE_BUT_SQL (number, "toll_house_site")
/* The same of what was called from outside, which networks write in many ways. */
#define COLLECTOR_IS_STRANGE_CALLED_SQL(number)                                                    \
  COLLECTOR_IS_STRANGE_BUT_SQL (number, "toll_house_dialled")
#define COLLECTOR_STRANGE_LINES_SQL                                                                \
  "(SELECT id FROM line WHERE " COLLECTOR_IS_STRANGE_SQL ("line.extension") ")"
#define COLLECTOR_WATCH_LIST_SQL "(SELECT value FROM setting WHERE key = 'watch_list')"

G_END_DECLS
