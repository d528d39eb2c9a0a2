/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writing half of the running totals. A batch gathers its changes in a hash of cells; at its
 * end they go into the table row by row, in key order. A row keeps its size, so SQLite writes
 * over it in place and dirties only the pages whose bytes changed.
 */
#include "config.h"

#include "collector/store/totals.h"

#include "collector/store/own-totals.h"
#include "shared/base/error.h"

#include <string.h>

#include "collector/store/totals-private.h"

/* row id << 7 | cell in the row; slots hold the key + 1, 0 is free. */
typedef struct
{
  guint64 tag;
  CollectorCell cell;
} Slot;

struct _CollectorTotals
{
  const TollZone *zone;
  Slot *slots;
  guint n_slots; /* a power of two */
  guint n_used;
  gboolean is_overflown;
  CollectorOwnTotals *own;
};

#define FIRST_SLOTS 4096

CollectorTotals *
collector_totals_new (const TollZone *zone)
{
  CollectorTotals *totals = g_new0 (CollectorTotals, 1);

  totals->zone = zone;
  totals->n_slots = FIRST_SLOTS;
  totals->slots = g_new0 (Slot, FIRST_SLOTS);
  totals->own = collector_own_totals_new ();
  return totals;
}

void
collector_totals_free (CollectorTotals *totals)
{
  if (totals == NULL)
    return;
  g_free (totals->slots);
  collector_own_totals_free (totals->own);
  g_free (totals);
}

void
collector_totals_forget (CollectorTotals *totals)
{
  memset (totals->slots, 0, sizeof (Slot) * totals->n_slots);
  totals->n_used = 0;
  totals->is_overflown = FALSE;
  collector_own_totals_forget (totals->own);
}

static Slot *
find_slot (Slot *slots, guint n_slots, guint64 tag)
{
  guint64 mixed = tag * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  guint at = (guint) (mixed >> 32) & (n_slots - 1);

  while (slots[at].tag != 0 && slots[at].tag != tag)
    at = (at + 1) & (n_slots - 1);
  return &slots[at];
}

static void
grow (CollectorTotals *totals)
{
  guint n_slots = totals->n_slots * 2;
  Slot *slots = g_new0 (Slot, n_slots);

  for (guint i = 0; i < totals->n_slots; i++)
    if (totals->slots[i].tag != 0)
      *find_slot (slots, n_slots, totals->slots[i].tag) = totals->slots[i];
  g_free (totals->slots);
  totals->slots = slots;
  totals->n_slots = n_slots;
}

static void
add_to_cube (CollectorTotals *totals, CollectorCube cube, gint32 day, gint64 currency_id,
             gint64 key, TollDirection direction, const CollectorCell *cell)
{
  guint64 tag;
  Slot *slot;

  if (key < 0 || key > MAX_KEY || currency_id > MAX_CURRENCY)
    {
      totals->is_overflown = TRUE;
      return;
    }
  tag = ((guint64) collector_totals_row_id (cube, day, currency_id, key) << 7
         | (guint64) (key % KEYS_A_ROW * TOLL_N_DIRECTIONS + direction))
        + 1;
  slot = find_slot (totals->slots, totals->n_slots, tag);
  if (slot->tag == 0)
    {
      if (++totals->n_used * 2 > totals->n_slots)
        {
          grow (totals);
          slot = find_slot (totals->slots, totals->n_slots, tag);
        }
      slot->tag = tag;
    }
  collector_cell_add (&slot->cell, cell);
}

void
collector_totals_add (CollectorTotals *totals, const CollectorTotalsKeys *keys,
                      const TollCall *call, int sign)
{
  gboolean is_answered = call->outcome == TOLL_OUTCOME_ANSWERED;
  CollectorCell cell = {
    .calls = sign,
    .answered = is_answered ? sign : 0,
    .missed = call->outcome == TOLL_OUTCOME_MISSED ? sign : 0,
    .unrated = call->rating_state == TOLL_RATING_UNRATED ? sign : 0,
    .talk_ms = is_answered ? sign * call->talk_ms : 0,
    .ring_ms = is_answered ? sign * call->ring_ms : 0,
    .cost_micro = call->rating_state == TOLL_RATING_RATED ? sign * call->cost_micro : 0,
  };
  gint64 cube_keys[COLLECTOR_N_CUBES] = {
    [COLLECTOR_CUBE_LINE] = keys->line_id,
    [COLLECTOR_CUBE_DEPARTMENT] = call->department_id,
    [COLLECTOR_CUBE_COST_CENTRE] = call->cost_centre_id,
    [COLLECTOR_CUBE_LOCATION] = call->location_id,
    [COLLECTOR_CUBE_NATION] = keys->nation_id,
    [COLLECTOR_CUBE_AREA] = keys->area_id,
    [COLLECTOR_CUBE_GATEWAY] = keys->gateway_id,
    [COLLECTOR_CUBE_OPERATOR] = keys->operator_id,
    [COLLECTOR_CUBE_CLASS] = call->dest_class,
    [COLLECTOR_CUBE_SITE] = keys->site_id,
  };
  gint32 day = 0, second = 0;

  toll_zone_to_local (totals->zone, call->start_ms, &day, &second);
  cube_keys[COLLECTOR_CUBE_HOUR] = second / 3600 * TOLL_N_OUTCOMES + call->outcome;
  for (guint cube = 0; cube < COLLECTOR_N_CUBES; cube++)
    add_to_cube (totals, cube, day, keys->currency_id, cube_keys[cube], call->direction, &cell);
  if (call->person_id != 0)
    {
      const CollectorOwnKey own = { call->person_id, keys->line_id, keys->currency_id, day };

      collector_own_totals_add (totals->own, &own, &cell);
    }
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  guint64 left = ((const Slot *) a)->tag, right = ((const Slot *) b)->tag;

  return left < right ? -1 : left > right;
}

/* Moves the used slots to the front, in key order. The table is then no hash any more. */
static guint
sort_slots (CollectorTotals *totals)
{
  guint n = 0;

  for (guint i = 0; i < totals->n_slots; i++)
    if (totals->slots[i].tag != 0)
      totals->slots[n++] = totals->slots[i];
  if (n > 0)
    qsort (totals->slots, n, sizeof (Slot), compare_slots);
  return n;
}

static inline gint64
row_of (const Slot *slot)
{
  return (gint64) ((slot->tag - 1) >> 7);
}

static gboolean
read_row (CollectorDb *db, gint64 row_id, guint8 *bytes, gboolean *is_stored, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT cells FROM totals WHERE id = ?1", error);
  gconstpointer stored;
  gsize n = 0;

  memset (bytes, 0, ROW_BYTES);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row_id);
  if (!collector_stmt_step (stmt, is_stored, error))
    return FALSE;
  stored = *is_stored ? collector_stmt_get_blob (stmt, 0, &n) : NULL;
  if (stored != NULL)
    memcpy (bytes, stored, MIN (n, ROW_BYTES));
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
write_row (CollectorDb *db, gint64 row_id, const guint8 *bytes, gboolean is_stored,
           GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      is_stored ? "UPDATE totals SET cells = ?2 WHERE id = ?1"
                : "INSERT INTO totals (id, cells) VALUES (?1, ?2)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row_id);
  collector_stmt_bind_blob (stmt, 2, bytes, ROW_BYTES);
  return collector_stmt_run (stmt, error);
}

static gboolean
change_cell (guint8 *at, const CollectorCell *change, GError **error)
{
  CollectorCell cell;

  collector_cell_read (at, &cell);
  collector_cell_add (&cell, change);
  if (cell.calls >= 0 && cell.answered >= 0 && cell.missed >= 0 && cell.unrated >= 0
      && cell.calls <= G_MAXUINT32)
    {
      collector_cell_write (at, &cell);
      return TRUE;
    }
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE,
               "The running totals do not match the calls: run verify");
  return FALSE;
}

static gboolean
apply (CollectorTotals *totals, CollectorDb *db, guint n, GError **error)
{
  for (guint i = 0; i < n;)
    {
      guint8 bytes[ROW_BYTES];
      gint64 row_id = row_of (&totals->slots[i]);
      gboolean is_stored = FALSE;

      if (!read_row (db, row_id, bytes, &is_stored, error))
        return FALSE;
      for (; i < n && row_of (&totals->slots[i]) == row_id; i++)
        if (!change_cell (bytes + (totals->slots[i].tag - 1) % CELLS_A_ROW * CELL_BYTES,
                          &totals->slots[i].cell, error))
          return FALSE;
      if (!write_row (db, row_id, bytes, is_stored, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_totals_flush (CollectorTotals *totals, CollectorDb *db, GError **error)
{
  gboolean is_ok;

  if (totals->n_used == 0 && !totals->is_overflown)
    return TRUE;
  if (totals->is_overflown)
    {
      collector_totals_forget (totals);
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_OVERFLOW,
                   "An id is too large for the running totals");
      return FALSE;
    }
  is_ok = apply (totals, db, sort_slots (totals), error)
          && collector_own_totals_flush (totals->own, db, error);
  collector_totals_forget (totals);
  return is_ok;
}

typedef struct
{
  GPtrArray *differences;
  guint max;
  gint64 row_id;
} Comparison;

static void
compare_cell (Comparison *self, guint at, const CollectorCell *stored,
              const CollectorCell *counted)
{
  if (memcmp (stored, counted, sizeof *stored) == 0 || self->differences->len >= self->max)
    return;
  g_ptr_array_add (
      self->differences,
      g_strdup_printf ("totals %s, day %d, currency %d, key %" G_GINT64_FORMAT ", %s: "
                       "stored %" G_GINT64_FORMAT " calls, %" G_GINT64_FORMAT
                       " ms, cost %" G_GINT64_FORMAT "; counted %" G_GINT64_FORMAT
                       " calls, %" G_GINT64_FORMAT " ms, cost %" G_GINT64_FORMAT,
                       collector_cube_to_name (self->row_id >> 43),
                       (int) (self->row_id >> 26 & MAX_DAY),
                       (int) (self->row_id >> 18 & MAX_CURRENCY),
                       (self->row_id & 0x3ffff) * KEYS_A_ROW + at / TOLL_N_DIRECTIONS,
                       toll_direction_to_name (at % TOLL_N_DIRECTIONS), stored->calls,
                       stored->talk_ms, stored->cost_micro, counted->calls, counted->talk_ms,
                       counted->cost_micro));
}

static void
compare_row (CollectorTotals *totals, Comparison *self, const guint8 *bytes)
{
  for (guint i = 0; i < CELLS_A_ROW; i++)
    {
      Slot *slot = find_slot (totals->slots, totals->n_slots,
                              ((guint64) self->row_id << 7 | i) + 1);
      CollectorCell stored;

      collector_cell_read (bytes + i * CELL_BYTES, &stored);
      compare_cell (self, i, &stored, &slot->cell);
      /* What is left at the end was counted and is not stored. */
      memset (&slot->cell, 0, sizeof slot->cell);
    }
}

gboolean
collector_totals_compare (CollectorTotals *totals, CollectorDb *db, GPtrArray *differences,
                          guint max, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT id, cells FROM totals", error);
  Comparison self = { differences, max, 0 };
  const CollectorCell nothing = { 0 };
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      guint8 bytes[ROW_BYTES] = { 0 };
      gsize n = 0;
      gconstpointer stored = collector_stmt_get_blob (stmt, 1, &n);

      if (stored != NULL)
        memcpy (bytes, stored, MIN (n, ROW_BYTES));
      self.row_id = collector_stmt_get_int (stmt, 0);
      compare_row (totals, &self, bytes);
    }
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  for (guint i = 0; i < totals->n_slots; i++)
    if (totals->slots[i].tag != 0)
      {
        self.row_id = row_of (&totals->slots[i]);
        compare_cell (&self, (totals->slots[i].tag - 1) % CELLS_A_ROW, &nothing,
                      &totals->slots[i].cell);
      }
  return is_ok && collector_own_totals_compare (totals->own, db, differences, max, error);
}
