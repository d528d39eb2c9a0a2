/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionary of seats. The writer holds all of it in memory, since every call asks for one;
 * readers keep what they read, as rows are only ever added.
 */
#include "config.h"

#include "collector/store/totals/seats.h"

#include "collector/store/db-private.h"

#include <string.h>

/* Larger ids are of no use to the totals. */
#define MOST_SEATS (1 << 23)
#define COLUMNS "id, line_id, department_id, cost_centre_id, location_id"

typedef struct
{
  CollectorSeat seat;
  gint64 id;
} Entry;

struct _CollectorSeats
{
  GHashTable *entries; /* of Entry (owned) */
  gint64 next_id;
  GPtrArray *fresh; /* of Entry (unowned): made in this transaction, in the order of their ids */
  guint n_written;  /* of @fresh */
};

static guint
hash_entry (gconstpointer data)
{
  const Entry *entry = data;
  guint64 hash = 0;

  for (guint i = 0; i < COLLECTOR_N_SEAT_IDS; i++)
    hash = (hash ^ (guint64) entry->seat.ids[i]) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return (guint) (hash >> 32);
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;

  return memcmp (&left->seat, &right->seat, sizeof left->seat) == 0;
}

static Entry *
put_entry (CollectorSeats *seats, const CollectorSeat *seat, gint64 id)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ *seat, id };
  g_hash_table_add (seats->entries, entry);
  seats->next_id = MAX (seats->next_id, id + 1);
  return entry;
}

static CollectorSeat
get_seat (CollectorStmt *stmt)
{
  CollectorSeat seat;

  for (guint i = 0; i < COLLECTOR_N_SEAT_IDS; i++)
    seat.ids[i] = collector_stmt_get_int (stmt, (int) i + 1);
  return seat;
}

static gboolean
load_row (CollectorStmt *stmt, gpointer seats, GError **error)
{
  CollectorSeat seat = get_seat (stmt);

  put_entry (seats, &seat, collector_stmt_get_int (stmt, 0));
  return TRUE;
}

CollectorSeats *
collector_seats_new (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSeats) seats = g_new0 (CollectorSeats, 1);
  CollectorStmt *stmt;

  seats->entries = g_hash_table_new_full (hash_entry, equal_entries, g_free, NULL);
  seats->fresh = g_ptr_array_new ();
  seats->next_id = 1;
  stmt = collector_db_prepare (db, "SELECT " COLUMNS " FROM seat", error);
  return collector_stmt_foreach (stmt, load_row, seats, error) ? g_steal_pointer (&seats) : NULL;
}

void
collector_seats_free (CollectorSeats *seats)
{
  if (seats == NULL)
    return;
  g_hash_table_unref (seats->entries);
  g_ptr_array_unref (seats->fresh);
  g_free (seats);
}

gint64
collector_seats_ensure (CollectorSeats *seats, const CollectorSeat *seat)
{
  const Entry wanted = { .seat = *seat };
  Entry *entry = g_hash_table_lookup (seats->entries, &wanted);

  if (entry == NULL)
    {
      entry = put_entry (seats, seat, seats->next_id);
      g_ptr_array_add (seats->fresh, entry);
    }
  return entry->id;
}

guint
collector_seats_count_new (const CollectorSeats *seats)
{
  return seats->fresh->len;
}

static gboolean
insert (CollectorDb *db, const Entry *entry, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "INSERT INTO seat (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, entry->id);
  for (guint i = 0; i < COLLECTOR_N_SEAT_IDS; i++)
    collector_stmt_bind_int (stmt, (int) i + 2, entry->seat.ids[i]);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_seats_flush (CollectorSeats *seats, CollectorDb *db, GError **error)
{
  for (; seats->n_written < seats->fresh->len; seats->n_written++)
    if (!insert (db, seats->fresh->pdata[seats->n_written], error))
      return FALSE;
  return TRUE;
}

void
collector_seats_keep (CollectorSeats *seats)
{
  g_ptr_array_set_size (seats->fresh, 0);
  seats->n_written = 0;
}

void
collector_seats_forget (CollectorSeats *seats)
{
  seats->next_id -= seats->fresh->len;
  for (guint i = 0; i < seats->fresh->len; i++)
    g_hash_table_remove (seats->entries, seats->fresh->pdata[i]);
  collector_seats_keep (seats);
}

static gboolean
list_row (CollectorStmt *stmt, gpointer list, GError **error)
{
  gint64 id = collector_stmt_get_int (stmt, 0);

  if (id >= MOST_SEATS)
    return TRUE;
  g_array_set_size (list, (guint) id + 1);
  g_array_index ((GArray *) list, CollectorSeat, id) = get_seat (stmt);
  return TRUE;
}

const GArray *
collector_seats_list (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " COLUMNS " FROM seat WHERE id >= ?1 ORDER BY id", error);

  if (stmt == NULL)
    return NULL;
  if (db->seats == NULL)
    {
      db->seats = g_array_new (FALSE, TRUE, sizeof (CollectorSeat));
      g_array_set_size (db->seats, 1);
    }
  collector_stmt_bind_int (stmt, 1, db->seats->len);
  return collector_stmt_foreach (stmt, list_row, db->seats, error) ? db->seats : NULL;
}
