/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running totals in words, for comparing two ledgers.
 */
#include "config.h"

#include "collector/store/totals/totals.h"

#include "collector/store/totals/seats.h"
#include "collector/store/words.h"

#include <string.h>

#include "collector/store/totals/private.h"

/* The line, and the ids of the groups it was of. */
static char *
name_seat (CollectorDb *db, gint64 id)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT coalesce (extension || '/' || partition, '') || printf (' of %d, %d, %d',"
      " department_id, cost_centre_id, location_id) FROM seat LEFT JOIN line ON line.id = line_id"
      " WHERE seat.id = ?1",
      NULL);
  gboolean has_row = FALSE;
  char *name;

  if (stmt == NULL)
    return g_strdup ("");
  collector_stmt_bind_int (stmt, 1, id);
  name = g_strdup (collector_stmt_step (stmt, &has_row, NULL) && has_row
                       ? collector_stmt_get_text (stmt, 0)
                       : "");
  collector_stmt_reset (stmt);
  return name;
}

/* What a key is called; ids that depend on the order of files never appear. */
static char *
name_key (CollectorDb *db, CollectorCube cube, gint64 key)
{
  static const CollectorWordKind kinds[COLLECTOR_N_CUBES] = {
    [COLLECTOR_CUBE_NATION] = COLLECTOR_WORD_NATION,
    [COLLECTOR_CUBE_AREA] = COLLECTOR_WORD_AREA,
    [COLLECTOR_CUBE_GATEWAY] = COLLECTOR_WORD_GATEWAY,
    [COLLECTOR_CUBE_OPERATOR] = COLLECTOR_WORD_OPERATOR,
    [COLLECTOR_CUBE_SITE] = COLLECTOR_WORD_SITE,
  };

  if (kinds[cube] != 0)
    return collector_words_dup_text (db, kinds[cube], key);
  if (cube == COLLECTOR_CUBE_CLASS)
    return g_strdup (toll_class_to_name (key));
  if (cube == COLLECTOR_CUBE_LINE)
    return name_seat (db, key);
  return g_strdup_printf ("%" G_GINT64_FORMAT, key);
}

static void
dump_row (CollectorDb *db, CollectorCube cube, const CollectorTotalsRow *row, GPtrArray *lines)
{
  g_autofree char *name = name_key (db, cube, row->key);
  g_autofree char *currency
      = collector_words_dup_text (db, COLLECTOR_WORD_CURRENCY, row->currency_id);

  for (guint i = 0; i < TOLL_N_DIRECTIONS; i++)
    {
      const CollectorCell *cell = &row->cells[i];

      if (!collector_cell_is_empty (cell))
        g_ptr_array_add (
            lines,
            g_strdup_printf ("total %s %05d [%s] %s %s calls=%" G_GINT64_FORMAT
                             " answered=%" G_GINT64_FORMAT " missed=%" G_GINT64_FORMAT
                             " unrated=%" G_GINT64_FORMAT " talk_ms=%" G_GINT64_FORMAT
                             " ring_ms=%" G_GINT64_FORMAT " cost_micro=%" G_GINT64_FORMAT "\n",
                             collector_cube_to_name (cube), row->day, name, currency,
                             toll_direction_to_name (i), cell->calls, cell->answered,
                             cell->missed, cell->unrated, cell->talk_ms, cell->ring_ms,
                             cell->cost_micro));
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
collector_totals_dump (CollectorDb *db, GString *out, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint cube = 0; cube < COLLECTOR_N_CUBES; cube++)
    {
      g_autoptr (GArray) rows = collector_totals_list_stored (db, cube, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        dump_row (db, cube, &g_array_index (rows, CollectorTotalsRow, i), lines);
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (out, lines->pdata[i]);
  return TRUE;
}
