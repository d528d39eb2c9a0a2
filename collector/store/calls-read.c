/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of calls by key. Three ways in: by line (somebody's own calls), by number, by time; each
 * runs one constant SQL text over a slice of the ledger and stops when the page is full. The id of
 * a call leads with its second of start, so slices of time are ranges of ids. A viewer's scope is
 * part of each text; numbers leave here masked. Reader lanes.
 */
#include "config.h"

#include "collector/store/calls-read.h"

#include "collector/store/ledger.h"
#include "collector/store/mask.h"
#include "shared/base/error.h"
#include "shared/wire/json-write.h"

#include <string.h>

#define ID_SHIFT 31
#define NUMBER_SHIFT 52
/* The first slice of time that is looked through, in units of id; each next one is larger. */
#define FIRST_SLICE ((gint64) 86400 << ID_SHIFT)
#define SLICE_GROWTH 4
#define PATIENCE_US (300 * 1000) /* after which a page that is not full is handed out */

/* Who may see what. ?1: 1 = own calls only, 2 = scope only, 3 = both. ?2: person, -1 = nobody.
 * ?3: scope. ?4: ids of the scope as JSON. */
#define SCOPE_SQL                                                                                  \
  "((?1 & 1 AND c.person_id = ?2) OR (?1 & 2 AND (?3 = 4"                                          \
  " OR (?3 = 1 AND c.department_id IN (SELECT value FROM json_each (?4)))"                         \
  " OR (?3 = 2 AND c.cost_centre_id IN (SELECT value FROM json_each (?4)))"                        \
  " OR (?3 = 3 AND c.location_id IN (SELECT value FROM json_each (?4)))"                           \
  " OR (?3 = 0 AND c.person_id = ?2))))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1 &&
                 COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3 &&
                 COLLECTOR_SCOPE_ALL == 4);

/* ?5 <= id < ?6, start in [?7, ?8), masks of enumerations ?9 to ?12, JSON lists ?13 to ?15. */
#define FILTER_SQL                                                                                 \
  " AND c.id >= ?5 AND c.id < ?6 AND c.start_ms >= ?7 AND c.start_ms < ?8"                         \
  " AND (?9 >> c.direction) & 1 AND (?10 >> c.outcome) & 1 AND (?11 >> c.dest_class) & 1"          \
  " AND (?12 >> c.rating_state) & 1"                                                               \
  " AND (?13 IS NULL OR c.line_id IN (SELECT id FROM line WHERE extension IN"                      \
  "  (SELECT value FROM json_each (?13))))"                                                        \
  " AND (?14 IS NULL OR c.gateway_id IN (SELECT id FROM word WHERE kind = 9 AND text IN"           \
  "  (SELECT value FROM json_each (?14))))"                                                        \
  " AND (?15 IS NULL OR c.department_id IN (SELECT id FROM department WHERE name IN"               \
  "  (SELECT value FROM json_each (?15))))"
G_STATIC_ASSERT (COLLECTOR_WORD_GATEWAY == 9);

#define NAME_COLUMNS                                                                               \
  ", (SELECT trim (first_name || ' ' || last_name) FROM person WHERE id = c.person_id)"            \
  ", (SELECT name FROM department WHERE id = c.department_id)"                                     \
  ", (SELECT title FROM gateway JOIN word ON word.kind = 9 AND word.text = gateway.device"         \
  "   WHERE word.id = c.gateway_id)"                                                               \
  ", (SELECT tariff.name FROM tariff_version AS v JOIN tariff ON tariff.id = v.tariff_id"          \
  "   WHERE v.id = c.tariff_version_id)"                                                           \
  ", (SELECT from_ms FROM tariff_version WHERE id = c.tariff_version_id)"                          \
  ", CASE c.direction WHEN 0 THEN (SELECT trim (p.first_name || ' ' || p.last_name)"               \
  "   FROM person_line AS o JOIN person AS p ON p.id = o.person_id WHERE o.extension = c.number"   \
  "   AND o.valid_from_ms <= c.start_ms AND o.valid_to_ms > c.start_ms LIMIT 1) END"
G_STATIC_ASSERT (TOLL_DIRECTION_INTERNAL == 0);

#define COLUMNS_SQL "SELECT " COLLECTOR_CALL_COLUMNS NAME_COLUMNS
#define SELECT_SQL COLUMNS_SQL " FROM call AS c"
#define NEWEST_SQL " ORDER BY c.id DESC LIMIT ?17"
#define FOUND_SQL " ORDER BY f.call_id DESC LIMIT ?17"

/* ?16 is the line, or bucket and number (?16, ?18). */
static const char *const by_time_sql =
    SELECT_SQL " NOT INDEXED WHERE " SCOPE_SQL FILTER_SQL NEWEST_SQL;
static const char *const by_line_sql =
    COLUMNS_SQL " FROM call_line AS f CROSS JOIN call AS c ON c.id = f.call_id"
    " WHERE f.line_id = ?16 AND f.call_id >= ?5 AND f.call_id < ?6 AND " SCOPE_SQL FILTER_SQL
    FOUND_SQL;
static const char *const by_number_sql =
    COLUMNS_SQL " FROM call_number AS f CROSS JOIN call AS c ON c.id = f.call_id"
    " WHERE f.bucket = ?16 AND f.number = ?18 AND f.call_id >= ?5 AND f.call_id < ?6 AND "
    SCOPE_SQL FILTER_SQL FOUND_SQL;
static const char *const by_ids_sql =
    SELECT_SQL " WHERE c.id IN (SELECT value FROM json_each (?5)) AND " SCOPE_SQL
    " ORDER BY c.id";

/* What the parameters of a listing are bound to. */
typedef struct
{
  const CollectorViewer *viewer;
  const CollectorCallQuery *query;
  char *scope_ids;
  char *extensions;
  char *gateways;
  char *departments;
  char *number; /* (nullable) */
  gint64 low_id; /* ids that can match: [low_id, high_id) */
  gint64 high_id;
  guint limit;
  TollArena *arena;
  GArray *rows;
} Listing;

static void
listing_clear (Listing *listing)
{
  g_free (listing->scope_ids);
  g_free (listing->extensions);
  g_free (listing->gateways);
  g_free (listing->departments);
  g_free (listing->number);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

/* Returns: (transfer full): a JSON array of @ids. */
static char *
ids_to_json (const gint64 *ids, guint n_ids)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_array (json, NULL);
  for (guint i = 0; i < n_ids; i++)
    toll_json_add_int (json, NULL, ids[i]);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

/* Returns: (transfer full) (nullable): a JSON array of @texts. */
static char *
texts_to_json (GStrv texts)
{
  g_autoptr (TollJsonWriter) json = NULL;

  if (texts == NULL)
    return NULL;
  json = toll_json_writer_new ();
  toll_json_begin_array (json, NULL);
  for (guint i = 0; texts[i] != NULL; i++)
    toll_json_add_text (json, NULL, texts[i]);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

static void
bind_scope (CollectorStmt *stmt, const CollectorViewer *viewer, int whose, const char *scope_ids)
{
  collector_stmt_bind_int (stmt, 1, whose);
  collector_stmt_bind_int (stmt, 2, viewer->person_id != 0 ? viewer->person_id : -1);
  collector_stmt_bind_int (stmt, 3, viewer->scope);
  collector_stmt_bind_text (stmt, 4, scope_ids);
}

static guint32
bits_or_all (guint32 bits)
{
  return bits != 0 ? bits : G_MAXUINT32;
}

static void
bind_filter (CollectorStmt *stmt, const Listing *listing, gint64 low_id, gint64 high_id)
{
  const CollectorCallQuery *query = listing->query;

  bind_scope (stmt, listing->viewer, query->own_only ? 1 : 2, listing->scope_ids);
  collector_stmt_bind_int (stmt, 5, low_id);
  collector_stmt_bind_int (stmt, 6, high_id);
  collector_stmt_bind_int (stmt, 7, query->from_ms);
  collector_stmt_bind_int (stmt, 8, query->to_ms != 0 ? query->to_ms : G_MAXINT64);
  collector_stmt_bind_int (stmt, 9, bits_or_all (query->directions));
  collector_stmt_bind_int (stmt, 10, bits_or_all (query->outcomes));
  collector_stmt_bind_int (stmt, 11, bits_or_all (query->classes));
  collector_stmt_bind_int (stmt, 12, bits_or_all (query->rating_states));
  collector_stmt_bind_text (stmt, 13, listing->extensions);
  collector_stmt_bind_text (stmt, 14, listing->gateways);
  collector_stmt_bind_text (stmt, 15, listing->departments);
  collector_stmt_bind_int (stmt, 17, listing->limit - listing->rows->len);
}

/* Hides the tails of what belongs to the outside. */
static void
mask_call (TollCall *call, const CollectorViewer *viewer, TollArena *arena)
{
  guint n = viewer->masked_digits;

  if (n == 0 || call->direction == TOLL_DIRECTION_INTERNAL)
    return;
  call->number = collector_mask_number (call->number, n, arena);
  call->caller_e164 = collector_mask_number (call->caller_e164, n, arena);
  call->callee_e164 = collector_mask_number (call->callee_e164, n, arena);
  if (call->direction != TOLL_DIRECTION_INCOMING)
    call->dialled = collector_mask_number (call->dialled, n, arena);
}

static void
read_row (CollectorStmt *stmt, const CollectorViewer *viewer, TollArena *arena,
          CollectorCallRow *row)
{
  int at = COLLECTOR_CALL_N_COLUMNS;

  *row = (CollectorCallRow){ .line_id = collector_stmt_get_int (stmt, COLLECTOR_CALL_LINE_COLUMN) };
  toll_call_init (&row->call);
  collector_ledger_read_call (stmt, arena, &row->call);
  row->node_id = collector_stmt_get_int (stmt, COLLECTOR_CALL_NODE_COLUMN);
  row->global_call_id = collector_stmt_get_int (stmt, COLLECTOR_CALL_GLOBAL_ID_COLUMN);
  row->name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, at++));
  row->department = toll_arena_strdup (arena, collector_stmt_get_text (stmt, at++));
  row->gateway_title = toll_arena_strdup (arena, collector_stmt_get_text (stmt, at++));
  row->tariff = toll_arena_strdup (arena, collector_stmt_get_text (stmt, at++));
  row->version_from_ms = collector_stmt_get_int (stmt, at++);
  row->number_name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, at));
  row->priced_digits = row->call.number[0] == '+' ? row->call.number + 1 : row->call.number;
  mask_call (&row->call, viewer, arena);
}

/* Appends what a bound statement answers. */
static gboolean
read_rows (CollectorStmt *stmt, const CollectorViewer *viewer, TollArena *arena, GArray *rows,
           GError **error)
{
  gboolean has_row = FALSE;

  while (TRUE)
    {
      CollectorCallRow row;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      read_row (stmt, viewer, arena, &row);
      g_array_append_val (rows, row);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
get_int (CollectorDb *db, const char *sql, gint64 *value, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE;

  *value = 0;
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *value = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Narrows the ids to those that exist and lie in the period. */
static gboolean
find_bounds (CollectorDb *db, Listing *listing, gint64 before_id, GError **error)
{
  const CollectorCallQuery *query = listing->query;
  gint64 first, last;

  if (!get_int (db, "SELECT min (id) FROM call", &first, error) ||
      !get_int (db, "SELECT max (id) FROM call", &last, error))
    return FALSE;
  listing->low_id = MAX (first, query->from_ms / 1000 << ID_SHIFT);
  listing->high_id = MIN (before_id, last < G_MAXINT64 ? last + 1 : last);
  if (query->to_ms > 0 && query->to_ms / 1000 < G_MAXINT64 >> ID_SHIFT)
    listing->high_id = MIN (listing->high_id, (query->to_ms / 1000 + 1) << ID_SHIFT);
  return TRUE;
}

static gboolean
list_by_time (CollectorDb *db, Listing *listing, gint64 *next_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, by_time_sql, error);
  gint64 slice = FIRST_SLICE, high = listing->high_id;
  gint64 begin_us = g_get_monotonic_time ();

  if (stmt == NULL)
    return FALSE;
  while (high > listing->low_id && listing->rows->len < listing->limit)
    {
      gint64 low = high - listing->low_id > slice ? high - slice : listing->low_id;

      if (g_get_monotonic_time () - begin_us > PATIENCE_US)
        {
          *next_id = high;
          return TRUE;
        }
      bind_filter (stmt, listing, low, high);
      if (!read_rows (stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
      high = low;
      slice *= SLICE_GROWTH;
    }
  return TRUE;
}

static gboolean
list_by_number (CollectorDb *db, Listing *listing, gint64 *next_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, by_number_sql, error);
  gint64 bucket = (listing->high_id - 1) >> NUMBER_SHIFT;

  if (stmt == NULL)
    return FALSE;
  for (; bucket >= listing->low_id >> NUMBER_SHIFT && listing->rows->len < listing->limit;
       bucket--)
    {
      bind_filter (stmt, listing, listing->low_id, listing->high_id);
      collector_stmt_bind_int (stmt, 16, bucket);
      collector_stmt_bind_text (stmt, 18, listing->number);
      if (!read_rows (stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
    }
  return TRUE;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const CollectorCallRow *) a)->call.id;
  gint64 right = ((const CollectorCallRow *) b)->call.id;

  return left < right ? 1 : left > right ? -1 : 0;
}

/* A page of each line, merged: a line's calls lie in order in their index. */
static gboolean
list_by_lines (CollectorDb *db, Listing *listing, const GArray *lines, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, by_line_sql, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      bind_filter (stmt, listing, listing->low_id, listing->high_id);
      collector_stmt_bind_int (stmt, 16, g_array_index (lines, gint64, i));
      collector_stmt_bind_int (stmt, 17, listing->limit);
      if (!read_rows (stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
    }
  g_array_sort (listing->rows, newest_first);
  if (listing->rows->len > listing->limit)
    g_array_set_size (listing->rows, listing->limit);
  return TRUE;
}

/* The lines whose calls can match, when they are few: the viewer's own, or the extensions asked
 * for. @lines: (out) (nullable): NULL = look by time. */
static gboolean
find_lines (CollectorDb *db, const Listing *listing, GArray **lines, GError **error)
{
  const CollectorCallQuery *query = listing->query;

  *lines = NULL;
  if (query->own_only || listing->viewer->scope == COLLECTOR_SCOPE_OWN)
    {
      *lines = g_array_ref (listing->viewer->line_ids);
      return TRUE;
    }
  if (query->extensions == NULL || g_strv_length (query->extensions) > 16)
    return TRUE;
  *lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; query->extensions[i] != NULL; i++)
    if (!collector_words_list_lines (db, query->extensions[i], *lines, error))
      {
        g_clear_pointer (lines, g_array_unref);
        return FALSE;
      }
  return TRUE;
}

/* The number of the call that another list is asked like. */
static gboolean
find_number (CollectorDb *db, Listing *listing, GError **error)
{
  const CollectorCallQuery *query = listing->query;
  g_autoptr (TollArena) arena = NULL;
  CollectorViewer unmasked = *listing->viewer;
  CollectorCallRow row;

  if (query->number != NULL)
    listing->number = g_strdup (query->number);
  if (query->same_number_as == 0)
    return TRUE;
  arena = toll_arena_new ();
  unmasked.masked_digits = 0;
  if (!collector_calls_find (db, &unmasked, query->same_number_as, arena, &row, error))
    return FALSE;
  g_free (listing->number);
  listing->number = g_strdup (row.call.number);
  return TRUE;
}

gboolean
collector_calls_list (CollectorDb *db, const CollectorViewer *viewer,
                      const CollectorCallQuery *query, gint64 before_id, guint limit,
                      TollArena *arena, GArray *rows, gint64 *next_id, GError **error)
{
  g_auto (Listing) listing = { .viewer = viewer, .query = query, .limit = limit, .arena = arena,
                               .rows = rows };
  g_autoptr (GArray) lines = NULL;
  gboolean is_listed;

  *next_id = 0;
  listing.scope_ids = ids_to_json ((gint64 *) (void *) viewer->scope_ids->data,
                                   viewer->scope_ids->len);
  listing.extensions = texts_to_json (query->extensions);
  listing.gateways = texts_to_json (query->gateways);
  listing.departments = texts_to_json (query->departments);
  if (!find_bounds (db, &listing, before_id, error) || !find_number (db, &listing, error) ||
      !find_lines (db, &listing, &lines, error))
    return FALSE;
  if (listing.number != NULL)
    is_listed = list_by_number (db, &listing, next_id, error);
  else if (lines != NULL)
    is_listed = list_by_lines (db, &listing, lines, error);
  else
    is_listed = list_by_time (db, &listing, next_id, error);
  if (is_listed && rows->len >= limit)
    *next_id = g_array_index (rows, CollectorCallRow, rows->len - 1).call.id;
  return is_listed;
}

gboolean
collector_calls_list_ids (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only,
                          const gint64 *ids, guint n_ids, TollArena *arena, GArray *rows,
                          GError **error)
{
  g_autofree char *scope_ids = ids_to_json ((gint64 *) (void *) viewer->scope_ids->data,
                                            viewer->scope_ids->len);
  g_autofree char *wanted = ids_to_json (ids, n_ids);
  CollectorStmt *stmt = collector_db_prepare (db, by_ids_sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, own_only ? 1 : 2, scope_ids);
  collector_stmt_bind_text (stmt, 5, wanted);
  return read_rows (stmt, viewer, arena, rows, error);
}

gboolean
collector_calls_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
                      CollectorCallRow *row, GError **error)
{
  g_autofree char *scope_ids = ids_to_json ((gint64 *) (void *) viewer->scope_ids->data,
                                            viewer->scope_ids->len);
  g_autofree char *wanted = ids_to_json (&id, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));
  CollectorStmt *stmt = collector_db_prepare (db, by_ids_sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, 3, scope_ids);
  collector_stmt_bind_text (stmt, 5, wanted);
  if (!read_rows (stmt, viewer, arena, rows, error))
    return FALSE;
  if (rows->len == 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                           "there is no such call, or you may not see it");
      return FALSE;
    }
  *row = g_array_index (rows, CollectorCallRow, 0);
  return TRUE;
}

gboolean
collector_calls_get_last_ms (CollectorDb *db, gint64 *last_ms, GError **error)
{
  return get_int (db, "SELECT start_ms FROM call ORDER BY id DESC LIMIT 1", last_ms, error);
}

static void
add_cost (GArray *costs, const char *currency, gint64 cost_micro)
{
  CollectorCost cost = { .cost_micro = cost_micro };

  for (guint i = 0; i < costs->len; i++)
    {
      CollectorCost *known = &g_array_index (costs, CollectorCost, i);

      if (strcmp (known->currency, currency) == 0)
        {
          known->cost_micro += cost_micro;
          return;
        }
    }
  g_strlcpy (cost.currency, currency, sizeof cost.currency);
  g_array_append_val (costs, cost);
}

static gboolean
sum_line (CollectorStmt *stmt, CollectorCallSums *sums, GArray *costs, GError **error)
{
  gboolean has_row = FALSE;

  while (TRUE)
    {
      const char *currency;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      sums->calls += collector_stmt_get_int (stmt, 0);
      sums->answered += collector_stmt_get_int (stmt, 1);
      sums->missed += collector_stmt_get_int (stmt, 2);
      sums->talk_ms += collector_stmt_get_int (stmt, 3);
      sums->ring_ms += collector_stmt_get_int (stmt, 4);
      currency = collector_stmt_get_text (stmt, 6);
      if (*currency != '\0')
        add_cost (costs, currency, collector_stmt_get_int (stmt, 5));
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_calls_sum_own (CollectorDb *db, const CollectorViewer *viewer, gint64 from_ms,
                         gint64 to_ms, CollectorCallSums *sums, GArray *costs, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT count (*), sum (outcome = 0), sum (outcome = 1), sum (talk_ms),"
      " sum (CASE outcome WHEN 0 THEN ring_ms ELSE 0 END),"
      " sum (CASE rating_state WHEN 1 THEN cost_micro ELSE 0 END),"
      " (SELECT text FROM word WHERE kind = 12 AND id = currency_id)"
      " FROM call_line AS f CROSS JOIN call ON id = f.call_id"
      " WHERE f.line_id = ?1 AND f.call_id >= ?2 AND f.call_id < ?3 AND person_id = ?4"
      " AND start_ms >= ?5 AND start_ms < ?6 GROUP BY currency_id",
      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < viewer->line_ids->len; i++)
    {
      collector_stmt_bind_int (stmt, 1, g_array_index (viewer->line_ids, gint64, i));
      collector_stmt_bind_int (stmt, 2, from_ms / 1000 << ID_SHIFT);
      collector_stmt_bind_int (stmt, 3, (to_ms / 1000 + 1) << ID_SHIFT);
      collector_stmt_bind_int (stmt, 4, viewer->person_id);
      collector_stmt_bind_int (stmt, 5, from_ms);
      collector_stmt_bind_int (stmt, 6, to_ms);
      if (!sum_line (stmt, sums, costs, error))
        return FALSE;
    }
  return TRUE;
}
