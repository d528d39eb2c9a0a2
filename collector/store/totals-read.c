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
    = { "hour",  "line",    "department", "cost_centre", "location", "nation",
        "area",  "gateway", "operator",   "class",       "site",
        "department_hour",  "cost_centre_hour",  "location_hour",
        "cost_centre_department", "location_department",
        "department_grade", "cost_centre_grade", "location_grade" };
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

/* The answer while rows of the table are read, day by day. */
typedef struct
{
  const gint64 *keys; /* (nullable): only these */
  guint n_keys;
  CollectorTotalsGrouping grouping;
  gboolean is_taken; /* what is read is taken away: days of a month that the answer has not */
  gboolean was_taken;
  GArray *rows;                       /* of CollectorTotalsRow */
  GArray *places[MAX_CURRENCY + 1];   /* (nullable): of guint: by key, where its latest row is, + 1 */
} Listing;

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

static guint *
ensure_place (Listing *self, gint64 key, gint64 currency_id)
{
  GArray **places = &self->places[currency_id];

  if (*places == NULL)
    *places = g_array_new (FALSE, TRUE, sizeof (guint));
  if ((*places)->len <= key)
    g_array_set_size (*places, (guint) key + 1);
  return &g_array_index (*places, guint, key);
}

/* Days ascend: a row of an earlier one is complete. */
static CollectorTotalsRow *
ensure_row (Listing *self, gint64 key, gint32 day, gint64 currency_id)
{
  guint *place = ensure_place (self, key, currency_id);

  if (*place == 0 || g_array_index (self->rows, CollectorTotalsRow, *place - 1).day != day)
    {
      const CollectorTotalsRow row = { .key = key, .day = day, .currency_id = currency_id };

      g_array_append_val (self->rows, row);
      *place = self->rows->len;
    }
  return &g_array_index (self->rows, CollectorTotalsRow, *place - 1);
}

/* Which of the row's keys are asked for. Returns: FALSE: none. */
static gboolean
find_wanted (const Listing *self, gint64 row_id, gboolean *is_wanted)
{
  gint64 first_key = collector_totals_row_get_key (row_id, 0);
  gboolean is_any = FALSE;

  memset (is_wanted, 0, sizeof *is_wanted * KEYS_A_ROW);
  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i] >= first_key && self->keys[i] < first_key + KEYS_A_ROW)
      is_wanted[self->keys[i] - first_key] = is_any = TRUE;
  return is_any;
}

/* The span a row is counted under in the answer. */
static gint32
find_day (const Listing *self, gint64 row_id)
{
  gint32 day = collector_totals_row_get_day (row_id);

  if (self->grouping & COLLECTOR_TOTALS_BY_DAY)
    return day;
  return self->grouping & COLLECTOR_TOTALS_BY_MONTH ? collector_totals_get_month (day) : 0;
}

static void
add_row (Listing *self, gint64 row_id, CollectorStmt *stmt)
{
  gboolean is_by_key = (self->grouping & COLLECTOR_TOTALS_BY_KEY) != 0, is_wanted[KEYS_A_ROW];
  gint64 first_key = collector_totals_row_get_key (row_id, 0);
  gint64 currency_id = collector_totals_row_get_currency (row_id);
  gint32 day = find_day (self, row_id);
  CollectorRowCells cells;
  CollectorCell cell;
  guint index;
  gsize n_bytes;
  gconstpointer bytes;

  if (self->keys != NULL && !find_wanted (self, row_id, is_wanted))
    return;
  bytes = collector_stmt_get_blob (stmt, 1, &n_bytes);
  collector_row_cells_load (&cells, bytes, n_bytes);
  while (collector_row_cells_read (&cells, &index, &cell))
    {
      guint key = index / TOLL_N_DIRECTIONS;

      if (self->is_taken)
        collector_cell_negate (&cell);
      if (self->keys == NULL || is_wanted[key])
        collector_cell_add (&ensure_row (self, is_by_key ? first_key + key : 0, day, currency_id)
                                 ->cells[index % TOLL_N_DIRECTIONS],
                            &cell);
    }
}

/* @month: 0, or COLLECTOR_MONTH_BIT: months that begin on these days. */
static gboolean
read_range (Listing *self, CollectorDb *db, CollectorCube cube, gint64 month, gint32 day_from,
            gint32 day_to, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE, is_ok;

  if (day_to <= day_from)
    return TRUE;
  stmt = collector_db_prepare (db, "SELECT id, cells FROM totals WHERE id >= ?1 AND id < ?2",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, month | collector_totals_row_id (cube, day_from, 0, 0));
  collector_stmt_bind_int (stmt, 2,
                           month
                               | (day_to > MAX_DAY ? (gint64) (cube + 1) << 43
                                                   : collector_totals_row_id (cube, day_to, 0, 0)));
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    add_row (self, collector_stmt_get_int (stmt, 0), stmt);
  collector_stmt_reset (stmt);
  return is_ok;
}

/* The first day of a month that is not before @day. */
static gint32
get_next_month (gint32 day)
{
  gint32 month = collector_totals_get_month (day);

  return month == day ? day : collector_totals_get_month (month + 31);
}

/* Days of the month that begins on @month, not all of them: each, or the month without the others,
 * whichever are fewer. Of the current month those to come are none, so that it is mostly the latter. */
static gboolean
read_days (Listing *self, CollectorDb *db, CollectorCube cube, gint32 month, gint32 day_from,
           gint32 day_to, GError **error)
{
  gint32 end = get_next_month (month + 1);
  gboolean is_ok;

  if (day_to - day_from <= end - month - (day_to - day_from))
    return read_range (self, db, cube, 0, day_from, day_to, error);
  if (!read_range (self, db, cube, COLLECTOR_MONTH_BIT, month, end, error))
    return FALSE;
  self->is_taken = self->was_taken = TRUE;
  is_ok = read_range (self, db, cube, 0, month, day_from, error)
          && read_range (self, db, cube, 0, day_to, end, error);
  self->is_taken = FALSE;
  return is_ok;
}

/* Whole months in between, days before and behind them. */
static gboolean
read_spans (Listing *self, CollectorDb *db, CollectorCube cube, gint32 day_from, gint32 day_to,
            GError **error)
{
  gint32 month_from = get_next_month (day_from);
  gint32 month_to = day_to > MAX_DAY ? day_to : collector_totals_get_month (day_to);

  if ((self->grouping & COLLECTOR_TOTALS_BY_DAY) != 0)
    return read_range (self, db, cube, 0, day_from, day_to, error);
  if (day_from < month_from
      && !read_days (self, db, cube, collector_totals_get_month (day_from), day_from,
                     MIN (day_to, month_from), error))
    return FALSE;
  return read_range (self, db, cube, COLLECTOR_MONTH_BIT, month_from, month_to, error)
         && (day_to <= MAX (month_from, month_to)
             || read_days (self, db, cube, month_to, month_to, day_to, error));
}

/* Drops rows of which nothing is left. */
static void
drop_empty (GArray *rows)
{
  guint n_kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);
      gboolean is_empty = TRUE;

      for (guint j = 0; j < TOLL_N_DIRECTIONS && is_empty; j++)
        is_empty = collector_cell_is_empty (&row->cells[j]);
      if (!is_empty)
        g_array_index (rows, CollectorTotalsRow, n_kept++) = *row;
    }
  g_array_set_size (rows, n_kept);
}

GArray *
collector_totals_list (CollectorDb *db, CollectorCube cube, const gint64 *keys, guint n_keys,
                       gint32 day_from, gint32 day_to, CollectorTotalsGrouping grouping,
                       GError **error)
{
  Listing self = { .keys = keys, .n_keys = n_keys, .grouping = grouping };
  gboolean is_ok;

  self.rows = g_array_new (FALSE, FALSE, sizeof (CollectorTotalsRow));
  is_ok = read_spans (&self, db, cube, CLAMP (day_from, 0, MAX_DAY + 1),
                      CLAMP (day_to, 0, MAX_DAY + 1), error);
  for (guint i = 0; i <= MAX_CURRENCY; i++)
    g_clear_pointer (&self.places[i], g_array_unref);
  if (!is_ok)
    g_clear_pointer (&self.rows, g_array_unref);
  else if (self.was_taken)
    drop_empty (self.rows);
  if (is_ok && (grouping & COLLECTOR_TOTALS_AS_READ) == 0)
    g_array_sort (self.rows, compare_rows);
  return self.rows;
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
