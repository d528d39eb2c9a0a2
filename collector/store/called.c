/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The called side of internal calls: gathered in memory, written sorted at commit. A call may go and
 * come again within a transaction with another owner: what was told last of it holds.
 */
#include "config.h"

#include "collector/store/called.h"

#include "collector/store/bulk.h"
#include "collector/store/viewer.h"

#include <stdlib.h>

typedef struct
{
  CollectorCalledRow row;
  guint order; /* in which it was told */
  gboolean is_there;
} Entry;

struct _CollectorCalled
{
  GArray *entries;   /* of Entry */
  GHashTable *noted; /* CollectorCalledRow: whose line, person and groups are noted already */
};

static guint
hash_groups (gconstpointer data)
{
  const CollectorCalledRow *row = data;

  return (guint) ((((row->line_id * 31 + row->person_id) * 31 + row->department_id) * 31
                   + row->cost_centre_id) * 31 + row->location_id);
}

static gboolean
has_same_groups (gconstpointer a, gconstpointer b)
{
  const CollectorCalledRow *left = a, *right = b;

  return left->line_id == right->line_id && left->person_id == right->person_id &&
         left->department_id == right->department_id &&
         left->cost_centre_id == right->cost_centre_id && left->location_id == right->location_id;
}

CollectorCalled *
collector_called_new (void)
{
  CollectorCalled *called = g_new0 (CollectorCalled, 1);

  called->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  called->noted = g_hash_table_new_full (hash_groups, has_same_groups, g_free, NULL);
  return called;
}

void
collector_called_free (CollectorCalled *called)
{
  g_array_unref (called->entries);
  g_hash_table_unref (called->noted);
  g_free (called);
}

void
collector_called_add (CollectorCalled *called, const CollectorCalledRow *row)
{
  const Entry entry = { *row, called->entries->len, TRUE };

  g_array_append_val (called->entries, entry);
}

void
collector_called_remove (CollectorCalled *called, gint64 line_id, gint64 call_id)
{
  const Entry entry = { { .line_id = line_id, .call_id = call_id }, called->entries->len, FALSE };

  g_array_append_val (called->entries, entry);
}

void
collector_called_forget (CollectorCalled *called)
{
  g_array_set_size (called->entries, 0);
  g_hash_table_remove_all (called->noted);
}

static int
compare_places (const Entry *a, const Entry *b)
{
  if (a->row.line_id != b->row.line_id)
    return a->row.line_id < b->row.line_id ? -1 : 1;
  return a->row.call_id < b->row.call_id ? -1 : a->row.call_id > b->row.call_id;
}

static int
compare_entries (const void *a, const void *b)
{
  int order = compare_places (a, b);

  return order != 0 ? order : ((const Entry *) a)->order < ((const Entry *) b)->order ? -1 : 1;
}

static gboolean
delete_row (CollectorDb *db, const CollectorCalledRow *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM call_called WHERE line_id = ?1 AND call_id = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->line_id);
  collector_stmt_bind_int (stmt, 2, row->call_id);
  return collector_stmt_run (stmt, error);
}

static void
add_row (CollectorBulk *bulk, const CollectorCalledRow *row)
{
  const gint64 figures[] = { row->line_id,   row->call_id,       row->device_id,
                             row->login_id,  row->person_id,     row->department_id,
                             row->cost_centre_id, row->location_id };
  CollectorValue *values = collector_bulk_add (bulk);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_value_set_int (values++, figures[i]);
}

static gboolean
store_block (CollectorDb *db, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok = bulk->n_rows == 0
                   || collector_bulk_run (db,
                                          "INSERT OR REPLACE INTO call_called (line_id, call_id,"
                                          " device_id, login_id, person_id, department_id,"
                                          " cost_centre_id, location_id) SELECT c0, c1, c2, c3,"
                                          " c4, c5, c6, c7 FROM bulk_rows (?1)",
                                          bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

gboolean
collector_called_note_groups (CollectorDb *db, const CollectorCalledRow *row, GError **error)
{
  const gint64 groups[] = { row->person_id, row->department_id, row->cost_centre_id,
                            row->location_id };
  CollectorStmt *stmt = collector_db_prepare (
      db, "INSERT OR IGNORE INTO called_group (scope, group_id, line_id) VALUES (?1, ?2, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      collector_stmt_bind_int (stmt, 1, COLLECTOR_SCOPE_OWN + i);
      collector_stmt_bind_int (stmt, 2, groups[i]);
      collector_stmt_bind_int (stmt, 3, row->line_id);
      if (groups[i] != 0 && !collector_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1 &&
                 COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3);

static gboolean
note_all_groups (CollectorCalled *called, CollectorDb *db, GError **error)
{
  for (guint i = 0; i < called->entries->len; i++)
    {
      const Entry *entry = &g_array_index (called->entries, Entry, i);

      if (!entry->is_there || g_hash_table_contains (called->noted, &entry->row))
        continue;
      if (!collector_called_note_groups (db, &entry->row, error))
        return FALSE;
      g_hash_table_add (called->noted, g_memdup2 (&entry->row, sizeof entry->row));
    }
  return TRUE;
}

gboolean
collector_called_flush (CollectorCalled *called, CollectorDb *db, GError **error)
{
  GArray *entries = called->entries;
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  if (entries->len == 0)
    return TRUE;
  qsort (entries->data, entries->len, sizeof (Entry), compare_entries);
  collector_bulk_init (&bulk, 8);
  for (guint i = 0; i < entries->len && is_ok; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (i + 1 < entries->len && compare_places (entry, entry + 1) == 0)
        continue;
      if (entry->is_there)
        add_row (&bulk, &entry->row);
      else
        is_ok = delete_row (db, &entry->row, error);
      if (bulk.n_rows == COLLECTOR_BULK_ROWS)
        is_ok = is_ok && store_block (db, &bulk, error);
    }
  is_ok = is_ok && store_block (db, &bulk, error) && note_all_groups (called, db, error);
  collector_bulk_clear (&bulk);
  g_array_set_size (entries, 0);
  return is_ok;
}
