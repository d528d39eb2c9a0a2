/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writing half of the running totals. A batch gathers its changes by day in a hash of cells; at
 * its end they are summed up by month, by line also by thirds of it, and all go into the table row by
 * row, in key order.
 */
#include "config.h"

#include "collector/store/totals/totals.h"

#include "collector/store/totals/own-totals.h"
#include "collector/store/totals/seats.h"
#include "shared/base/error.h"

#include <string.h>

#include "collector/store/totals/private.h"

/* A slot's tag: row id, then the cell in the row; slots hold the tag + 1, 0 is free. */
#define CELL_BITS 7
G_STATIC_ASSERT (CELLS_A_ROW == 1 << CELL_BITS);

typedef struct
{
  guint64 tag;
  CollectorCell cell;
} Slot;

typedef struct
{
  Slot *slots;
  guint n_slots; /* a power of two */
  guint n_used;
} Slots;

struct _CollectorTotals
{
  const TollZone *zone;
  Slots days;
  gboolean is_overflown;
  CollectorOwnTotals *own;
  CollectorSeats *seats;
};

#define FIRST_SLOTS 4096

static void
init_slots (Slots *self)
{
  self->n_used = 0;
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, FIRST_SLOTS);
}

CollectorTotals *
collector_totals_new (CollectorDb *db, GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  CollectorSeats *seats = zone != NULL ? collector_seats_new (db, error) : NULL;
  CollectorTotals *totals;

  if (seats == NULL)
    return NULL;
  totals = g_new0 (CollectorTotals, 1);
  totals->zone = zone;
  totals->seats = seats;
  init_slots (&totals->days);
  totals->own = collector_own_totals_new ();
  return totals;
}

void
collector_totals_free (CollectorTotals *totals)
{
  if (totals == NULL)
    return;
  g_free (totals->days.slots);
  collector_own_totals_free (totals->own);
  collector_seats_free (totals->seats);
  g_free (totals);
}

static void
clear (CollectorTotals *totals)
{
  memset (totals->days.slots, 0, sizeof (Slot) * totals->days.n_slots);
  totals->days.n_used = 0;
  totals->is_overflown = FALSE;
  collector_own_totals_forget (totals->own);
}

void
collector_totals_keep (CollectorTotals *totals)
{
  collector_seats_keep (totals->seats);
}

void
collector_totals_forget (CollectorTotals *totals)
{
  clear (totals);
  collector_seats_forget (totals->seats);
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
grow (Slots *self)
{
  guint n_slots = self->n_slots * 2;
  Slot *slots = g_new0 (Slot, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].tag != 0)
      *find_slot (slots, n_slots, self->slots[i].tag) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static void
add_to_slot (Slots *self, guint64 tag, const CollectorCell *cell)
{
  Slot *slot = find_slot (self->slots, self->n_slots, tag);

  if (slot->tag == 0)
    {
      if (++self->n_used * 2 > self->n_slots)
        {
          grow (self);
          slot = find_slot (self->slots, self->n_slots, tag);
        }
      slot->tag = tag;
    }
  collector_cell_add (&slot->cell, cell);
}

static guint64
make_tag (gint64 row_id, guint cell)
{
  return ((guint64) row_id << CELL_BITS | cell) + 1;
}

static gint64
row_of (const Slot *slot)
{
  return (gint64) ((slot->tag - 1) >> CELL_BITS);
}

static guint
cell_of (const Slot *slot)
{
  return (guint) (slot->tag - 1) & (CELLS_A_ROW - 1);
}

static void
add_to_cube (CollectorTotals *totals, CollectorCube cube, gint32 day, gint64 currency_id,
             gint64 key, TollDirection direction, const CollectorCell *cell)
{
  if (key < 0 || key > MAX_KEY || currency_id > MAX_CURRENCY)
    {
      totals->is_overflown = TRUE;
      return;
    }
  add_to_slot (&totals->days,
               make_tag (collector_totals_row_id (cube, day, currency_id, key),
                         (guint) (key % KEYS_A_ROW * TOLL_N_DIRECTIONS + direction)),
               cell);
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
  const CollectorSeat seat = { { keys->line_id, call->department_id, call->cost_centre_id,
                                 call->location_id } };
  /* All but the grades, which are not the call's. */
  gint64 cube_keys[COLLECTOR_CUBE_DEPARTMENT_GRADE] = {
    [COLLECTOR_CUBE_LINE] = collector_seats_ensure (totals->seats, &seat),
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
  cube_keys[COLLECTOR_CUBE_DEPARTMENT_HOUR]
      = call->department_id * COLLECTOR_DAY_HOURS + second / 3600;
  cube_keys[COLLECTOR_CUBE_COST_CENTRE_HOUR]
      = call->cost_centre_id * COLLECTOR_DAY_HOURS + second / 3600;
  cube_keys[COLLECTOR_CUBE_LOCATION_HOUR]
      = call->location_id * COLLECTOR_DAY_HOURS + second / 3600;
  cube_keys[COLLECTOR_CUBE_COST_CENTRE_DEPARTMENT]
      = collector_totals_pair (call->cost_centre_id, call->department_id);
  cube_keys[COLLECTOR_CUBE_LOCATION_DEPARTMENT]
      = collector_totals_pair (call->location_id, call->department_id);
  for (guint cube = 0; cube < G_N_ELEMENTS (cube_keys); cube++)
    add_to_cube (totals, cube, day, keys->currency_id, cube_keys[cube], call->direction, &cell);
  if (call->person_id != 0)
    {
      const CollectorOwnKey own = { call->person_id, keys->line_id, keys->currency_id, day };

      collector_own_totals_add (totals->own, &own, &cell);
    }
}

void
collector_totals_add_graded (CollectorTotals *totals, const CollectorGraded *graded, int sign)
{
  const CollectorCell cell = { .calls = sign };
  const gint64 groups[] = { graded->department_id, graded->cost_centre_id, graded->location_id };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_to_cube (totals, COLLECTOR_CUBE_DEPARTMENT_GRADE + i, (gint32) graded->day, 0,
                 groups[i] * COLLECTOR_N_GRADES + graded->grade, (TollDirection) graded->direction,
                 &cell);
}

/* What was gathered by day, by month or, @bit, by thirds of it: summed up here once a batch, not with
 * every call. Returns: (transfer full): its slots are to be freed. */
static Slots
sum_spans (const Slots *days, gint64 bit)
{
  const gint64 day_bits = (gint64) MAX_DAY << COLLECTOR_DAY_SHIFT;
  gint32 day = -1, begin = 0;
  Slots spans;

  init_slots (&spans);
  for (guint i = 0; i < days->n_slots; i++)
    {
      const Slot *slot = &days->slots[i];
      gint64 row_id = row_of (slot);

      if (slot->tag == 0
          || (bit == COLLECTOR_THIRD_BIT
              && !collector_cube_has_thirds (collector_totals_row_get_cube (row_id))))
        continue;
      if (collector_totals_row_get_day (row_id) != day)
        {
          day = collector_totals_row_get_day (row_id);
          begin = bit == COLLECTOR_THIRD_BIT ? collector_totals_get_third (day)
                                             : collector_totals_get_month (day);
        }
      row_id = (row_id & ~day_bits) | bit | (gint64) begin << COLLECTOR_DAY_SHIFT;
      add_to_slot (&spans, make_tag (row_id, cell_of (slot)), &slot->cell);
    }
  return spans;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  guint64 left = ((const Slot *) a)->tag, right = ((const Slot *) b)->tag;

  return left < right ? -1 : left > right;
}

/* Moves the used slots to the front, in key order. The table is then no hash any more. */
static void
sort_slots (Slots *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].tag != 0)
      self->slots[n++] = self->slots[i];
  if (n > 0)
    qsort (self->slots, n, sizeof (Slot), compare_slots);
}

static gboolean
read_row (CollectorDb *db, gint64 row_id, CollectorRowCells *cells, gboolean *is_stored,
          GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT cells FROM totals WHERE id = ?1", error);
  gconstpointer bytes = NULL;
  gsize n = 0;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row_id);
  if (!collector_stmt_step (stmt, is_stored, error))
    return FALSE;
  if (*is_stored)
    bytes = collector_stmt_get_blob (stmt, 0, &n);
  collector_row_cells_load (cells, bytes, n);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
write_row (CollectorDb *db, gint64 row_id, const CollectorRowCells *cells, gboolean is_stored,
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
  collector_stmt_bind_blob (stmt, 2, cells->bytes, cells->n_bytes);
  return collector_stmt_run (stmt, error);
}

static gboolean
check_cell (const CollectorCell *cell, GError **error)
{
  if (cell->calls >= 0 && cell->answered >= 0 && cell->missed >= 0 && cell->unrated >= 0
      && MAX (MAX (cell->calls, cell->answered), MAX (cell->missed, cell->unrated)) <= G_MAXUINT32)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE,
               "The running totals do not match the calls: run verify");
  return FALSE;
}

/* Cells as they are stored and what changes them, both ascending, become the new row. */
static gboolean
merge_row (CollectorRowCells *stored, const Slot *slots, guint n, CollectorRowCells *merged,
           GError **error)
{
  CollectorCell cell;
  guint index = 0;
  gboolean has_cell = collector_row_cells_read (stored, &index, &cell);

  collector_row_cells_clear (merged);
  for (guint i = 0; i < n; i++)
    {
      CollectorCell sum = slots[i].cell;

      for (; has_cell && index < cell_of (&slots[i]);
           has_cell = collector_row_cells_read (stored, &index, &cell))
        collector_row_cells_write (merged, index, &cell);
      if (has_cell && index == cell_of (&slots[i]))
        {
          collector_cell_add (&sum, &cell);
          has_cell = collector_row_cells_read (stored, &index, &cell);
        }
      if (!check_cell (&sum, error))
        return FALSE;
      collector_row_cells_write (merged, cell_of (&slots[i]), &sum);
    }
  for (; has_cell; has_cell = collector_row_cells_read (stored, &index, &cell))
    collector_row_cells_write (merged, index, &cell);
  return TRUE;
}

/* @self: (inout): in the end, no hash any more. */
static gboolean
apply (Slots *self, CollectorDb *db, GError **error)
{
  guint n;

  sort_slots (self);
  for (guint i = 0; i < self->n_used; i += n)
    {
      const Slot *slots = &self->slots[i];
      CollectorRowCells stored, merged;
      gint64 row_id = row_of (slots);
      gboolean is_stored = FALSE;

      n = 1;
      while (i + n < self->n_used && row_of (&slots[n]) == row_id)
        n++;
      if (!read_row (db, row_id, &stored, &is_stored, error)
          || !merge_row (&stored, slots, n, &merged, error)
          || !write_row (db, row_id, &merged, is_stored, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_all (CollectorTotals *totals, CollectorDb *db, GError **error)
{
  Slots months = sum_spans (&totals->days, COLLECTOR_MONTH_BIT);
  Slots thirds = sum_spans (&totals->days, COLLECTOR_THIRD_BIT);
  gboolean is_ok = apply (&totals->days, db, error) && apply (&months, db, error)
                   && apply (&thirds, db, error);

  g_free (months.slots);
  g_free (thirds.slots);
  return is_ok;
}

gboolean
collector_totals_flush (CollectorTotals *totals, CollectorDb *db, GError **error)
{
  gboolean is_ok;

  if (totals->days.n_used == 0 && !totals->is_overflown)
    return TRUE;
  if (totals->is_overflown)
    {
      clear (totals);
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_OVERFLOW,
                   "An id is too large for the running totals");
      return FALSE;
    }
  is_ok = collector_seats_flush (totals->seats, db, error) && apply_all (totals, db, error)
          && collector_own_totals_flush (totals->own, db, error);
  clear (totals);
  return is_ok;
}

typedef struct
{
  Slots *days;
  Slots *months;
  Slots *thirds;
  GPtrArray *differences;
  guint max;
} Comparison;

static void
compare_cell (Comparison *self, gint64 row_id, guint at, const CollectorCell *stored,
              const CollectorCell *counted)
{
  if (memcmp (stored, counted, sizeof *stored) == 0 || self->differences->len >= self->max)
    return;
  g_ptr_array_add (
      self->differences,
      g_strdup_printf ("totals %s, %s %d, currency %d, key %" G_GINT64_FORMAT ", %s: "
                       "stored %" G_GINT64_FORMAT " calls, %" G_GINT64_FORMAT
                       " ms, cost %" G_GINT64_FORMAT "; counted %" G_GINT64_FORMAT
                       " calls, %" G_GINT64_FORMAT " ms, cost %" G_GINT64_FORMAT,
                       collector_cube_to_name (collector_totals_row_get_cube (row_id)),
                       row_id & COLLECTOR_MONTH_BIT   ? "month of day"
                       : row_id & COLLECTOR_THIRD_BIT ? "third of a month of day"
                                                      : "day",
                       collector_totals_row_get_day (row_id),
                       (int) collector_totals_row_get_currency (row_id),
                       collector_totals_row_get_key (row_id, at),
                       toll_direction_to_name (at % TOLL_N_DIRECTIONS), stored->calls,
                       stored->talk_ms, stored->cost_micro, counted->calls, counted->talk_ms,
                       counted->cost_micro));
}

static void
compare_row (Comparison *self, gint64 row_id, gconstpointer bytes, gsize n)
{
  const Slots *counted = row_id & COLLECTOR_MONTH_BIT   ? self->months
                         : row_id & COLLECTOR_THIRD_BIT ? self->thirds
                                                        : self->days;
  CollectorRowCells cells;
  CollectorCell stored;
  guint index;

  collector_row_cells_load (&cells, bytes, n);
  while (collector_row_cells_read (&cells, &index, &stored))
    {
      Slot *slot = find_slot (counted->slots, counted->n_slots, make_tag (row_id, index));

      compare_cell (self, row_id, index, &stored, &slot->cell);
      /* What is left at the end was counted and is not stored. */
      memset (&slot->cell, 0, sizeof slot->cell);
    }
  if (cells.at != n && self->differences->len < self->max)
    g_ptr_array_add (self->differences,
                     g_strdup_printf ("totals row %" G_GINT64_FORMAT " has bytes that are no cell",
                                      row_id));
}

static void
compare_rest (Comparison *self, const Slots *counted)
{
  const CollectorCell nothing = { 0 };

  for (guint i = 0; i < counted->n_slots; i++)
    if (counted->slots[i].tag != 0)
      compare_cell (self, row_of (&counted->slots[i]), cell_of (&counted->slots[i]), &nothing,
                    &counted->slots[i].cell);
}

gboolean
collector_totals_compare (CollectorTotals *totals, CollectorDb *db, GPtrArray *differences,
                          guint max, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT id, cells FROM totals", error);
  Slots months = sum_spans (&totals->days, COLLECTOR_MONTH_BIT);
  Slots thirds = sum_spans (&totals->days, COLLECTOR_THIRD_BIT);
  Comparison self = { &totals->days, &months, &thirds, differences, max };
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      gsize n = 0;
      gconstpointer bytes = collector_stmt_get_blob (stmt, 1, &n);

      compare_row (&self, collector_stmt_get_int (stmt, 0), bytes, n);
    }
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  if (collector_seats_count_new (totals->seats) > 0 && differences->len < max)
    g_ptr_array_add (differences, g_strdup_printf ("totals: %u seats that calls are of are missing",
                                                   collector_seats_count_new (totals->seats)));
  compare_rest (&self, &totals->days);
  compare_rest (&self, &months);
  compare_rest (&self, &thirds);
  g_free (months.slots);
  g_free (thirds.slots);
  return is_ok && collector_own_totals_compare (totals->own, db, differences, max, error);
}
