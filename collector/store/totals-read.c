/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reading half of the running totals: sums over days and keys, and a dump in words.
 */
#include "config.h"

#include "collector/store/totals.h"

#include "collector/store/words.h"
#include "shared/base/error.h"

#include <string.h>

#include "collector/store/totals-private.h"

static const char *const cube_names[]
    = { "hour",   "line", "department", "cost_centre", "location", "nation",
        "area", "gateway", "operator", "class", "site" };
G_STATIC_ASSERT (G_N_ELEMENTS (cube_names) == COLLECTOR_N_CUBES);

const char *
collector_cube_to_name (CollectorCube cube)
{
  return (guint) cube < COLLECTOR_N_CUBES ? cube_names[cube] : "unknown";
}

const TollZone *
collector_totals_get_zone (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT company_zone, totals_layout FROM meta", error);
  const TollZone *zone = NULL;
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row && collector_stmt_get_int (stmt, 1) == COLLECTOR_TOTALS_LAYOUT)
    zone = toll_zone_get (collector_stmt_get_text (stmt, 0), error);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE,
                 "The ledger's totals are of a layout this version does not know");
  collector_stmt_reset (stmt);
  return zone;
}

typedef struct
{
  const gint64 *keys; /* (nullable): only these */
  guint n_keys;
  CollectorTotalsGrouping grouping;
  GHashTable *index; /* CollectorTotalsRow * (owned) by key, day, currency */
} Listing;

static guint
hash_row (gconstpointer data)
{
  const CollectorTotalsRow *row = data;

  return (guint) (row->key * 31 + row->day) * 257u + (guint) row->currency_id;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CollectorTotalsRow *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;
  return left->currency_id < right->currency_id ? -1 : left->currency_id > right->currency_id;
}

static gboolean
equal_rows (gconstpointer a, gconstpointer b)
{
  return compare_rows (a, b) == 0;
}

static CollectorTotalsRow *
ensure_row (Listing *self, gint64 key, gint32 day, gint64 currency_id)
{
  CollectorTotalsRow wanted
      = { .key = self->grouping & COLLECTOR_TOTALS_BY_KEY ? key : 0,
          .day = self->grouping & COLLECTOR_TOTALS_BY_DAY ? day : 0,
          .currency_id = currency_id };
  CollectorTotalsRow *row = g_hash_table_lookup (self->index, &wanted);

  if (row == NULL)
    {
      row = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (self->index, row);
    }
  return row;
}

static void
add_key (Listing *self, gint64 row_id, const guint8 *bytes, gint64 key)
{
  const guint8 *at = bytes + key % KEYS_A_ROW * TOLL_N_DIRECTIONS * CELL_BYTES;

  for (guint i = 0; i < TOLL_N_DIRECTIONS; i++)
    {
      CollectorCell cell;

      collector_cell_read (at + i * CELL_BYTES, &cell);
      if (!collector_cell_is_empty (&cell))
        collector_cell_add (
            &ensure_row (self, key, row_id >> 26 & MAX_DAY, row_id >> 18 & MAX_CURRENCY)->cells[i],
            &cell);
    }
}

static void
add_row (Listing *self, gint64 row_id, CollectorStmt *stmt)
{
  gint64 first_key = (row_id & 0x3ffff) * KEYS_A_ROW;
  const guint8 *bytes = NULL;
  gsize n_bytes = 0;

  for (guint i = 0; i < (self->keys != NULL ? self->n_keys : KEYS_A_ROW); i++)
    {
      gint64 key = self->keys != NULL ? self->keys[i] : first_key + i;

      if (key < first_key || key >= first_key + KEYS_A_ROW)
        continue;
      if (bytes == NULL)
        bytes = collector_stmt_get_blob (stmt, 1, &n_bytes);
      if (n_bytes == ROW_BYTES)
        add_key (self, row_id, bytes, key);
    }
}

static gboolean
read_range (Listing *self, CollectorDb *db, CollectorCube cube, gint32 day_from, gint32 day_to,
            GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT id, cells FROM totals WHERE id >= ?1 AND id < ?2", error);
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  if (stmt == NULL || day_to <= day_from || day_to <= 0)
    return is_ok;
  collector_stmt_bind_int (stmt, 1, collector_totals_row_id (cube, day_from, 0, 0));
  collector_stmt_bind_int (stmt, 2,
                           day_to > MAX_DAY ? (gint64) (cube + 1) << 43
                                            : collector_totals_row_id (cube, day_to, 0, 0));
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    add_row (self, collector_stmt_get_int (stmt, 0), stmt);
  collector_stmt_reset (stmt);
  return is_ok;
}

GArray *
collector_totals_list (CollectorDb *db, CollectorCube cube, const gint64 *keys, guint n_keys,
                       gint32 day_from, gint32 day_to, CollectorTotalsGrouping grouping,
                       GError **error)
{
  g_autoptr (GHashTable) index = g_hash_table_new_full (hash_row, equal_rows, g_free, NULL);
  Listing self = { keys, n_keys, grouping, index };
  GArray *rows;
  GHashTableIter iter;
  gpointer row;

  if (!read_range (&self, db, cube, day_from, day_to, error))
    return NULL;
  rows = g_array_new (FALSE, FALSE, sizeof (CollectorTotalsRow));
  g_hash_table_iter_init (&iter, index);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_array_append_vals (rows, row, 1);
  g_array_sort (rows, compare_rows);
  return rows;
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
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  char *name;

  if (kinds[cube] != 0)
    return collector_words_dup_text (db, kinds[cube], key);
  if (cube == COLLECTOR_CUBE_CLASS)
    return g_strdup (toll_class_to_name (key));
  if (cube != COLLECTOR_CUBE_LINE || key == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, key);
  stmt = collector_db_prepare (db, "SELECT extension || '/' || partition FROM line WHERE id = ?1",
                               NULL);
  if (stmt == NULL)
    return g_strdup ("");
  collector_stmt_bind_int (stmt, 1, key);
  name = g_strdup (collector_stmt_step (stmt, &has_row, NULL) && has_row
                       ? collector_stmt_get_text (stmt, 0)
                       : "");
  collector_stmt_reset (stmt);
  return name;
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
                             cube_names[cube], row->day, name, currency,
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
      g_autoptr (GArray) rows = collector_totals_list (
          db, cube, NULL, 0, 0, MAX_DAY + 1, COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_DAY,
          error);

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
