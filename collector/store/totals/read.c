/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reading half of the running totals: sums over days and keys.
 */
#include "config.h"

#include "collector/store/totals/totals.h"

#include "collector/store/totals/seats.h"
#include "shared/base/error.h"

#include <string.h>

#include "collector/store/totals/private.h"

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

/* A walk over the rows of the table, day by day. */
typedef struct
{
  CollectorDb *db;
  CollectorCube cube;
  const gint64 *keys; /* (nullable): only these */
  guint n_keys;
  gint64 *seats; /* (nullable): by seat, which key it is in the answer; -1 = none */
  guint n_seats;
  CollectorTotalsGrouping grouping;
  gboolean is_taken; /* what is read is taken away: it is of a longer span than was asked for */
  CollectorTotalsVisit visit; /* called for each cell, with @data */
  gpointer data;
} Walk;

/* What the row's keys are in the answer, -1 where they are not asked for. Returns: FALSE: none. */
static gboolean
find_wanted (const Walk *self, gint64 row_id, gint64 *wanted)
{
  gboolean is_by_key = (self->grouping & COLLECTOR_TOTALS_BY_KEY) != 0;
  gint64 first_key = collector_totals_row_get_key (row_id, 0);
  gboolean is_any = self->seats == NULL && self->keys == NULL;

  for (guint i = 0; i < KEYS_A_ROW; i++)
    wanted[i] = is_any ? (is_by_key ? first_key + i : 0) : -1;
  for (gint64 i = 0; self->seats != NULL && i < MIN (KEYS_A_ROW, self->n_seats - first_key); i++)
    if (self->seats[first_key + i] >= 0)
      {
        wanted[i] = is_by_key ? self->seats[first_key + i] : 0;
        is_any = TRUE;
      }
  for (guint i = 0; self->seats == NULL && i < self->n_keys; i++)
    if (self->keys[i] >= first_key && self->keys[i] < first_key + KEYS_A_ROW)
      {
        wanted[self->keys[i] - first_key] = is_by_key ? self->keys[i] : 0;
        is_any = TRUE;
      }
  return is_any;
}

/* The span a row is counted under in the answer. */
static gint32
find_day (const Walk *self, gint64 row_id)
{
  gint32 day = collector_totals_row_get_day (row_id);

  if (self->grouping & COLLECTOR_TOTALS_BY_DAY)
    return day;
  return self->grouping & COLLECTOR_TOTALS_BY_MONTH ? collector_totals_get_month (day) : 0;
}

static gboolean
visit_row (const Walk *self, gint64 row_id, CollectorStmt *stmt, GError **error)
{
  gint64 wanted[KEYS_A_ROW];
  CollectorTotalsPiece piece = { .day = find_day (self, row_id),
                                 .currency_id = collector_totals_row_get_currency (row_id) };
  CollectorRowCells cells;
  guint index;
  gsize n_bytes;
  gconstpointer bytes;

  if (!find_wanted (self, row_id, wanted))
    return TRUE;
  bytes = collector_stmt_get_blob (stmt, 1, &n_bytes);
  collector_row_cells_load (&cells, bytes, n_bytes);
  while (collector_row_cells_read (&cells, &index, &piece.cell))
    {
      piece.key = wanted[index / TOLL_N_DIRECTIONS];
      piece.direction = index % TOLL_N_DIRECTIONS;
      if (self->is_taken)
        collector_cell_negate (&piece.cell);
      if (piece.key >= 0 && !self->visit (&piece, self->data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_span (Walk *self, const CollectorSpan *span, GError **error)
{
  gint64 end = span->day_to > MAX_DAY
                   ? (gint64) (self->cube + 1) << COLLECTOR_CUBE_SHIFT
                   : collector_totals_row_id (self->cube, span->day_to, 0, 0);
  CollectorStmt *stmt;
  gboolean has_row = FALSE, is_ok;

  stmt = collector_db_prepare (self->db, "SELECT id, cells FROM totals WHERE id >= ?1 AND id < ?2",
                               error);
  if (stmt == NULL)
    return FALSE;
  self->is_taken = span->is_taken;
  collector_stmt_bind_int (stmt, 1,
                           span->bit | collector_totals_row_id (self->cube, span->day_from, 0, 0));
  collector_stmt_bind_int (stmt, 2, span->bit + end);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    if (!visit_row (self, collector_stmt_get_int (stmt, 0), stmt, error))
      {
        is_ok = FALSE;
        break;
      }
  collector_stmt_reset (stmt);
  return is_ok;
}

/* @end: (out): the day behind the last that has calls. */
static gboolean
find_end (const Walk *self, gint32 *end, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db, "SELECT id FROM totals WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT 1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, collector_totals_row_id (self->cube, 0, 0, 0));
  collector_stmt_bind_int (stmt, 2, (gint64) (self->cube + 1) << COLLECTOR_CUBE_SHIFT);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *end = has_row ? collector_totals_row_get_day (collector_stmt_get_int (stmt, 0)) + 1 : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
read_period (Walk *self, gint32 day_from, gint32 day_to, GError **error)
{
  const CollectorSpan days = { 0, day_from, day_to, FALSE };
  g_autoptr (GArray) spans = NULL;
  gboolean is_ok = TRUE;
  gint32 end;

  if ((self->grouping & COLLECTOR_TOTALS_BY_DAY) != 0)
    return read_span (self, &days, error);
  if (!find_end (self, &end, error))
    return FALSE;
  spans = collector_totals_plan (self->cube, day_from, day_to, end);
  for (guint i = 0; i < spans->len && is_ok; i++)
    is_ok = read_span (self, &g_array_index (spans, CollectorSpan, i), error);
  return is_ok;
}

/* ---- By who calls are of ---- */

gboolean
collector_cube_is_of_seats (CollectorCube cube)
{
  return cube >= COLLECTOR_CUBE_LINE && cube <= COLLECTOR_CUBE_LOCATION;
}

/* The cubes come in the order of a seat's ids. */
G_STATIC_ASSERT (COLLECTOR_CUBE_LINE + COLLECTOR_SEAT_LOCATION == COLLECTOR_CUBE_LOCATION
                 && COLLECTOR_CUBE_LINE + COLLECTOR_SEAT_DEPARTMENT == COLLECTOR_CUBE_DEPARTMENT
                 && COLLECTOR_CUBE_LINE + COLLECTOR_SEAT_COST_CENTRE == COLLECTOR_CUBE_COST_CENTRE);

static gint64
get_seat_id (const GArray *seats, guint seat, CollectorCube cube)
{
  return g_array_index (seats, CollectorSeat, seat).ids[cube - COLLECTOR_CUBE_LINE];
}

/* Leaves away the seats that are not of @part. */
static void
narrow (Walk *self, const GArray *seats, const CollectorTotalsPart *part)
{
  g_autofree guint8 *is_wanted = NULL;
  gint64 last = 0;

  for (guint i = 0; i < seats->len; i++)
    last = MAX (last, get_seat_id (seats, i, part->cube));
  is_wanted = g_new0 (guint8, last + 1);
  for (guint i = 0; i < part->n_keys; i++)
    if (part->keys[i] >= 0 && part->keys[i] <= last)
      is_wanted[part->keys[i]] = TRUE;
  for (guint i = 0; i < seats->len; i++)
    if (!is_wanted[get_seat_id (seats, i, part->cube)])
      self->seats[i] = -1;
}

/* What is told of a cube and of all parts by who had which line. */
static gboolean
walk_seats (Walk *self, const CollectorTotalsPart *parts, guint n_parts, gint32 day_from,
            gint32 day_to, GError **error)
{
  const GArray *seats = collector_seats_list (self->db, error);
  g_autofree gint64 *keys = NULL;

  if (seats == NULL)
    return FALSE;
  self->n_seats = seats->len;
  self->seats = keys = g_new (gint64, seats->len);
  for (guint i = 0; i < seats->len; i++)
    keys[i] = get_seat_id (seats, i, self->cube);
  for (guint i = 0; i < n_parts; i++)
    narrow (self, seats, &parts[i]);
  self->cube = COLLECTOR_CUBE_LINE;
  return read_period (self, day_from, day_to, error);
}

gboolean
collector_totals_visit (CollectorDb *db, CollectorCube cube, const CollectorTotalsPart *parts,
                        guint n_parts, gint32 day_from, gint32 day_to,
                        CollectorTotalsGrouping grouping, CollectorTotalsVisit visit, gpointer data,
                        GError **error)
{
  Walk self = { .db = db, .cube = cube, .grouping = grouping, .visit = visit, .data = data };

  day_from = CLAMP (day_from, 0, MAX_DAY + 1);
  day_to = CLAMP (day_to, 0, MAX_DAY + 1);
  if (cube == COLLECTOR_CUBE_LINE || n_parts > 1 || (n_parts == 1 && parts->cube != cube))
    return walk_seats (&self, parts, n_parts, day_from, day_to, error);
  if (n_parts == 1)
    {
      self.keys = parts->keys;
      self.n_keys = parts->n_keys;
    }
  return read_period (&self, day_from, day_to, error);
}

/* ---- Rows ---- */

typedef struct
{
  GArray *rows;                     /* of CollectorTotalsRow */
  GArray *places[MAX_CURRENCY + 1]; /* (nullable): of guint: by key, where its latest row is, + 1 */
} Rows;

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
ensure_place (Rows *self, gint64 key, gint64 currency_id)
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
ensure_row (Rows *self, gint64 key, gint32 day, gint64 currency_id)
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

static gboolean
add_piece (const CollectorTotalsPiece *piece, gpointer data, GError **error)
{
  CollectorTotalsRow *row = ensure_row (data, piece->key, piece->day, piece->currency_id);

  collector_cell_add (&row->cells[piece->direction], &piece->cell);
  return TRUE;
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

/* Returns: (transfer full) (nullable): of CollectorTotalsRow, sorted; NULL unless the walk @is_ok. */
static GArray *
finish (Rows *self, gboolean is_ok)
{
  for (guint i = 0; i <= MAX_CURRENCY; i++)
    g_clear_pointer (&self->places[i], g_array_unref);
  if (!is_ok)
    {
      g_array_unref (self->rows);
      return NULL;
    }
  drop_empty (self->rows);
  g_array_sort (self->rows, compare_rows);
  return self->rows;
}

GArray *
collector_totals_list (CollectorDb *db, CollectorCube cube, const gint64 *keys, guint n_keys,
                       gint32 day_from, gint32 day_to, CollectorTotalsGrouping grouping,
                       GError **error)
{
  Rows self = { g_array_new (FALSE, FALSE, sizeof (CollectorTotalsRow)) };
  const CollectorTotalsPart part = { cube, keys, n_keys };

  return finish (&self, collector_totals_visit (db, cube, &part, keys != NULL ? 1 : 0, day_from,
                                                day_to, grouping, add_piece, &self, error));
}

GArray *
collector_totals_list_stored (CollectorDb *db, CollectorCube cube, GError **error)
{
  Rows self = { g_array_new (FALSE, FALSE, sizeof (CollectorTotalsRow)) };
  Walk walk = { .db = db,
                .cube = cube,
                .grouping = COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_DAY,
                .visit = add_piece,
                .data = &self };

  return finish (&self, read_period (&walk, 0, MAX_DAY + 1, error));
}
