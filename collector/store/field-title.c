/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the company calls its own fields of calls. Any lane.
 */
#include "config.h"

#include "collector/store/query/fields.h"

#include <string.h>

#include "collector/store/people/person.h"

#define CUSTOM "custom_"

guint
collector_field_get_custom (const char *id)
{
  gint64 n;

  return g_str_has_prefix (id, CUSTOM)
                 && g_ascii_string_to_signed (id + strlen (CUSTOM), 10, 1,
                                              COLLECTOR_N_CUSTOM_FIELDS, &n, NULL)
             ? (guint) n
             : 0;
}

const char *
collector_field_find_title (CollectorDb *db, const char *id, const char *title, TollArena *arena)
{
  guint n = collector_field_get_custom (id);
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  stmt = n > 0 ? collector_db_prepare (db, "SELECT title FROM custom_field WHERE number = ?1", NULL)
               : NULL;
  if (stmt == NULL)
    return title;
  collector_stmt_bind_int (stmt, 1, n);
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row
      && *collector_stmt_get_text (stmt, 0) != '\0')
    title = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return title;
}
