/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people's own calls sum to. Gathered in memory, written in key order at commit: the month of
 * one person is then a few rows beside each other, wherever the calls lie.
 */
#include "config.h"

#include "collector/store/totals/own-totals.h"

#include "collector/store/bulk.h"
#include "collector/store/totals/private.h"

#define N_COLUMNS 10

typedef struct
{
  CollectorOwnKey key;
  CollectorCell cell;
} Entry;

struct _CollectorOwnTotals
{
  GHashTable *entries; /* of Entry (owned) */
};

static guint
hash_entry (gconstpointer data)
{
  const CollectorOwnKey *key = &((const Entry *) data)->key;
  guint64 mixed = ((guint64) key->person_id << 32 ^ (guint64) key->line_id << 20
                   ^ (guint64) key->day << 4 ^ (guint64) key->currency_id)
                  * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint) (mixed >> 32);
}

static int
compare_figures (gint64 left, gint64 right)
{
  return (left > right) - (left < right);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CollectorOwnKey *left = &((const Entry *) a)->key, *right = &((const Entry *) b)->key;
  int order = compare_figures (left->person_id, right->person_id);

  order = order != 0 ? order : compare_figures (left->line_id, right->line_id);
  order = order != 0 ? order : compare_figures (left->day, right->day);
  return order != 0 ? order : compare_figures (left->currency_id, right->currency_id);
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare_entries (*(const Entry *const *) a, *(const Entry *const *) b);
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  return compare_entries (a, b) == 0;
}

CollectorOwnTotals *
collector_own_totals_new (void)
{
  CollectorOwnTotals *own = g_new0 (CollectorOwnTotals, 1);

  own->entries = g_hash_table_new_full (hash_entry, equal_entries, g_free, NULL);
  return own;
}

void
collector_own_totals_free (CollectorOwnTotals *own)
{
  g_hash_table_unref (own->entries);
  g_free (own);
}

void
collector_own_totals_forget (CollectorOwnTotals *own)
{
  g_hash_table_remove_all (own->entries);
}

void
collector_own_totals_add (CollectorOwnTotals *own, const CollectorOwnKey *key,
                          const CollectorCell *cell)
{
  Entry wanted = { .key = *key };
  Entry *entry = g_hash_table_lookup (own->entries, &wanted);

  if (entry == NULL)
    {
      entry = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (own->entries, entry);
    }
  collector_cell_add (&entry->cell, cell);
  entry->cell.unrated = 0;
}

/* Returns: (transfer container): of Entry, in key order. */
static GPtrArray *
sort_entries (CollectorOwnTotals *own)
{
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (own->entries));
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, own->entries);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    if (!collector_cell_is_empty (&((Entry *) entry)->cell))
      g_ptr_array_add (sorted, entry);
  g_ptr_array_sort (sorted, compare_pointers);
  return sorted;
}

static void
add_row (CollectorBulk *bulk, const Entry *entry)
{
  const gint64 figures[N_COLUMNS]
      = { entry->key.person_id, entry->key.line_id, entry->key.day,      entry->key.currency_id,
          entry->cell.calls,    entry->cell.answered, entry->cell.missed, entry->cell.talk_ms,
          entry->cell.ring_ms,  entry->cell.cost_micro };
  CollectorValue *values = collector_bulk_add (bulk);

  for (guint i = 0; i < N_COLUMNS; i++)
    collector_value_set_int (&values[i], figures[i]);
}

gboolean
collector_own_totals_flush (CollectorOwnTotals *own, CollectorDb *db, GError **error)
{
  g_autoptr (GPtrArray) sorted = sort_entries (own);
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, N_COLUMNS);
  for (guint i = 0; i < sorted->len && is_ok; i++)
    {
      add_row (&bulk, sorted->pdata[i]);
      if (bulk.n_rows < COLLECTOR_BULK_ROWS && i + 1 < sorted->len)
        continue;
      is_ok = collector_bulk_run (
          db,
          "INSERT INTO own_total (person_id, line_id, day, currency_id, calls, answered, missed,"
          " talk_ms, ring_ms, cost_micro)"
          " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM bulk_rows (?1) WHERE true"
          " ON CONFLICT (person_id, line_id, day, currency_id) DO UPDATE SET"
          " calls = calls + excluded.calls, answered = answered + excluded.answered,"
          " missed = missed + excluded.missed, talk_ms = talk_ms + excluded.talk_ms,"
          " ring_ms = ring_ms + excluded.ring_ms, cost_micro = cost_micro + excluded.cost_micro",
          &bulk, 0, error);
      bulk.n_rows = 0;
    }
  collector_bulk_clear (&bulk);
  collector_own_totals_forget (own);
  return is_ok;
}

/* What is stored is taken away from what was counted: nothing is left when they are the same. */
static void
take_row (CollectorStmt *stmt, CollectorOwnTotals *own)
{
  const CollectorOwnKey key = { .person_id = collector_stmt_get_int (stmt, 0),
                                .line_id = collector_stmt_get_int (stmt, 1),
                                .day = (gint32) collector_stmt_get_int (stmt, 2),
                                .currency_id = collector_stmt_get_int (stmt, 3) };
  const CollectorCell cell = { .calls = -collector_stmt_get_int (stmt, 4),
                               .answered = -collector_stmt_get_int (stmt, 5),
                               .missed = -collector_stmt_get_int (stmt, 6),
                               .talk_ms = -collector_stmt_get_int (stmt, 7),
                               .ring_ms = -collector_stmt_get_int (stmt, 8),
                               .cost_micro = -collector_stmt_get_int (stmt, 9) };

  collector_own_totals_add (own, &key, &cell);
}

gboolean
collector_own_totals_compare (CollectorOwnTotals *own, CollectorDb *db, GPtrArray *differences,
                              guint max, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT person_id, line_id, day, currency_id, calls, answered, missed, talk_ms, ring_ms,"
      " cost_micro FROM own_total",
      error);
  g_autoptr (GPtrArray) sorted = NULL;
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    take_row (stmt, own);
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  sorted = sort_entries (own);
  for (guint i = 0; i < sorted->len && differences->len < max; i++)
    {
      const Entry *entry = sorted->pdata[i];

      g_ptr_array_add (differences,
                       g_strdup_printf ("own totals of person %" G_GINT64_FORMAT ", line %"
                                        G_GINT64_FORMAT ", day %d: %" G_GINT64_FORMAT
                                        " calls and %" G_GINT64_FORMAT " ms are missing",
                                        entry->key.person_id, entry->key.line_id, entry->key.day,
                                        entry->cell.calls, entry->cell.talk_ms));
    }
  collector_own_totals_forget (own);
  return is_ok;
}
