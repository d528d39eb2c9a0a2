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
 * COLLECTOR_OWN_SITES_SQL. */
void collector_number_lists_register (sqlite3 *handle);

/* A row for each site: its ranges, a tab, its name. */
#define COLLECTOR_OWN_SITES_SQL                                                                    \
  "(SELECT group_concat (public_ranges || char (9) || name, char (10)) FROM (SELECT * FROM site"   \
  " WHERE public_ranges <> '' ORDER BY id))"
/* The same of extensions. */
#define COLLECTOR_EXTENSION_SITES_SQL                                                              \
  "(SELECT group_concat (extension_ranges || char (9) || name, char (10)) FROM site"               \
  " WHERE extension_ranges <> '')"
#define COLLECTOR_WATCH_LIST_SQL "(SELECT value FROM setting WHERE key = 'watch_list')"

G_END_DECLS
