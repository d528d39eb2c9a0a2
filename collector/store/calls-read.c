/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of calls by key. Four ways in: by person (somebody's own calls), by line, by number, by time;
 * each runs a constant SQL text over a slice of the ledger and stops when the page is full. The id of
 * a call leads with its second of start, so slices of time are ranges of ids. A viewer's scope is
 * part of each text; rows leave here masked, and what others' rows leave is counted. Reader lanes.
 */
#include "config.h"

#include "collector/store/calls-read.h"

#include "collector/store/call-row.h"
#include "collector/store/ledger.h"
#include "shared/base/error.h"
#include "shared/wire/json-write.h"

#include <string.h>

#define ID_SHIFT 31
#define NUMBER_SHIFT 52
/* The first slice of time that is looked through, in units of id; each next one is larger. */
#define FIRST_SLICE ((gint64) 86400 << ID_SHIFT)
#define SLICE_GROWTH 4
#define PATIENCE_US (300 * 1000) /* after which a page that is not full is handed out */

/* Of an internal call either side's, but for what is counted. */
#define OWN_SQL                                                                                    \
  "(c.person_id = ?2 OR (?1 & 4 = 0 AND " COLLECTOR_CALLED_ID_SQL ("person_id") " = ?2))"
#define CALLED_SCOPE_SQL                                                                           \
  " OR (?1 & 4 = 0 AND ?3 IN (1, 2, 3) AND c.called_line_id <> 0 AND (SELECT CASE ?3 WHEN 1 THEN department_id"   \
  "  WHEN 2 THEN cost_centre_id ELSE location_id END FROM call_called"                             \
  "  WHERE line_id = c.called_line_id AND call_id = c.id) IN (SELECT value FROM json_each (?4))"   \
  "  AND NOT " COLLECTOR_CALLED_IS_PRIVATE_SQL ")"

/* Who may see what. ?1: 1 = own calls only, 2 = scope only, 3 = both; 4 = what is counted. ?2: person, -1 = nobody.
 * ?3: scope. ?4: ids of the scope as JSON. */
#define SCOPE_SQL                                                                                  \
  "((?1 & 1 AND " OWN_SQL ") OR (?1 & 2 AND (?3 = 4"                                               \
  " OR (?3 = 1 AND c.department_id IN (SELECT value FROM json_each (?4)))"                         \
  " OR (?3 = 2 AND c.cost_centre_id IN (SELECT value FROM json_each (?4)))"                        \
  " OR (?3 = 3 AND c.location_id IN (SELECT value FROM json_each (?4)))"                           \
  CALLED_SCOPE_SQL " OR (?3 = 0 AND " OWN_SQL "))))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1 &&
                 COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3 &&
                 COLLECTOR_SCOPE_ALL == 4);

#define EXTENSIONS_SQL                                                                             \
  "(SELECT id FROM line WHERE extension IN (SELECT value FROM json_each (?13)))"
#define DEPARTMENTS_SQL                                                                            \
  "(SELECT id FROM department WHERE name IN (SELECT value FROM json_each (?15)))"

/* Whether the other side is shown: a filter finds nobody who was called in private. */
#define CALLED_IS_OPEN_SQL                                                                         \
  "?1 & 4 = 0 AND (c.person_id = ?2 OR " COLLECTOR_CALLED_ID_SQL ("person_id") " = ?2"             \
  "  OR NOT " COLLECTOR_CALL_IS_PRIVATE_SQL ")"

/* ?5 <= id < ?6, start in [?7, ?8), masks of enumerations ?9 to ?12, JSON lists ?13 to ?15. */
#define FILTER_SQL                                                                                 \
  " AND c.id >= ?5 AND c.id < ?6 AND c.start_ms >= ?7 AND c.start_ms < ?8"                         \
  " AND (?9 >> c.direction) & 1 AND (?10 >> c.outcome) & 1 AND (?11 >> c.dest_class) & 1"          \
  " AND (?12 >> c.rating_state) & 1"                                                               \
  " AND (?13 IS NULL OR c.line_id IN " EXTENSIONS_SQL                                              \
  "  OR (c.called_line_id <> 0 AND c.called_line_id IN " EXTENSIONS_SQL                            \
  "   AND " CALLED_IS_OPEN_SQL "))"                                                                \
  " AND (?14 IS NULL OR c.gateway_id IN (SELECT id FROM word WHERE kind = 9 AND text IN"           \
  "  (SELECT value FROM json_each (?14))))"                                                        \
  " AND (?15 IS NULL OR c.department_id IN " DEPARTMENTS_SQL                                       \
  "  OR (c.called_line_id <> 0 AND " COLLECTOR_CALLED_ID_SQL ("department_id") " IN "              \
  DEPARTMENTS_SQL " AND " CALLED_IS_OPEN_SQL "))"
G_STATIC_ASSERT (COLLECTOR_WORD_GATEWAY == 9);

#define COLUMNS_SQL "SELECT " COLLECTOR_CALL_ROW_COLUMNS
#define SELECT_SQL COLUMNS_SQL " FROM call AS c"
#define NEWEST_SQL " ORDER BY c.id DESC LIMIT ?17"
#define FOUND_SQL " ORDER BY f.call_id DESC LIMIT ?17"

/* ?16 is the person, the line, or bucket and number (?16, ?18). */
static const char *const by_time_sql =
    SELECT_SQL " NOT INDEXED WHERE " SCOPE_SQL FILTER_SQL NEWEST_SQL;
#define BY_LINE_SQL(table)                                                                         \
  COLUMNS_SQL " FROM " table " AS f CROSS JOIN call AS c ON c.id = f.call_id"                      \
  " WHERE f.line_id = ?16 AND f.call_id >= ?5 AND f.call_id < ?6 AND " SCOPE_SQL FILTER_SQL        \
  FOUND_SQL
/* A line's calls, and the internal ones it was called by. */
static const char *const by_line_sqls[] = { BY_LINE_SQL ("call_line"),
                                            BY_LINE_SQL ("call_called") };
/* A person's calls, and the internal ones they were called by. */
static const char *const by_person_sqls[] = {
  SELECT_SQL " INDEXED BY call_by_person WHERE c.person_id = ?16 AND c.person_id <> 0"
             " AND " SCOPE_SQL FILTER_SQL NEWEST_SQL,
  COLUMNS_SQL " FROM call_called AS f INDEXED BY call_called_by_person"
              " CROSS JOIN call AS c ON c.id = f.call_id"
              " WHERE f.person_id = ?16 AND f.person_id <> 0"
              " AND f.call_id >= ?5 AND f.call_id < ?6 AND " SCOPE_SQL FILTER_SQL FOUND_SQL,
};
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
  guint masked_digits; /* of the call that another list is asked like */
  gboolean is_own;     /* that call is the viewer's */
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

  bind_scope (stmt, listing->viewer, (query->own_only ? 1 : 2) | (query->counted_only ? 4 : 0),
              listing->scope_ids);
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

/* Appends what a bound statement answers. */
static gboolean
read_rows (CollectorDb *db, CollectorStmt *stmt, const CollectorViewer *viewer, TollArena *arena,
           GArray *rows, GError **error)
{
  g_autoptr (CollectorNames) names = collector_names_new (db, arena);
  gboolean has_row = FALSE;

  while (TRUE)
    {
      CollectorCallRow row;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      collector_call_row_read (stmt, names, FALSE, viewer, arena, &row);
      g_array_append_val (rows, row);
    }
  collector_stmt_reset (stmt);
  return collector_names_check (names, error);
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
      if (!read_rows (db, stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
      high = low;
      slice *= SLICE_GROWTH;
    }
  return TRUE;
}

/* A number finds only calls that show it as it was asked: whole, or hidden by as much as in the
 * call it was taken from; and of hidden ones not the viewer's own beside others', whose numbers
 * the viewer's own would tell. */
static gboolean
is_shown_alike (const Listing *listing, const CollectorCallRow *row)
{
  if (row->hidden != COLLECTOR_NUMBER_SHOWN || row->masked_digits != listing->masked_digits)
    return FALSE;
  return row->masked_digits == 0 ||
         collector_viewer_is_owner (listing->viewer, row->call.person_id) == listing->is_own;
}

/* Appends from a bucket what is shown alike, until it is through or the page is full. */
static gboolean
list_bucket (CollectorDb *db, Listing *listing, gint64 bucket, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, by_number_sql, error);
  gint64 high_id = listing->high_id;

  if (stmt == NULL)
    return FALSE;
  while (listing->rows->len < listing->limit)
    {
      guint n_before = listing->rows->len, n_wanted = listing->limit - n_before, n_kept = n_before;
      gboolean is_through;

      bind_filter (stmt, listing, listing->low_id, high_id);
      collector_stmt_bind_int (stmt, 16, bucket);
      collector_stmt_bind_text (stmt, 18, listing->number);
      if (!read_rows (db, stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
      is_through = listing->rows->len - n_before < n_wanted;
      if (!is_through)
        high_id = g_array_index (listing->rows, CollectorCallRow, listing->rows->len - 1).call.id;
      for (guint i = n_before; i < listing->rows->len; i++)
        if (is_shown_alike (listing, &g_array_index (listing->rows, CollectorCallRow, i)))
          g_array_index (listing->rows, CollectorCallRow, n_kept++) =
              g_array_index (listing->rows, CollectorCallRow, i);
      g_array_set_size (listing->rows, n_kept);
      if (is_through)
        break;
    }
  return TRUE;
}

static gboolean
list_by_number (CollectorDb *db, Listing *listing, GError **error)
{
  gint64 bucket = (listing->high_id - 1) >> NUMBER_SHIFT;

  for (; bucket >= listing->low_id >> NUMBER_SHIFT && listing->rows->len < listing->limit;
       bucket--)
    if (!list_bucket (db, listing, bucket, error))
      return FALSE;
  return TRUE;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const CollectorCallRow *) a)->call.id;
  gint64 right = ((const CollectorCallRow *) b)->call.id;

  return left < right ? 1 : left > right ? -1 : 0;
}

/* A page of each key: the calls of one lie in order in their index. */
static gboolean
read_keys (CollectorDb *db, const char *sql, Listing *listing, const GArray *keys, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      bind_filter (stmt, listing, listing->low_id, listing->high_id);
      collector_stmt_bind_int (stmt, 16, g_array_index (keys, gint64, i));
      collector_stmt_bind_int (stmt, 17, listing->limit);
      if (!read_rows (db, stmt, listing->viewer, listing->arena, listing->rows, error))
        return FALSE;
    }
  return TRUE;
}

/* A call between two of the lines, or to oneself, was found by both sides. */
static void
drop_repeated (GArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (n == 0
        || g_array_index (rows, CollectorCallRow, n - 1).call.id
               != g_array_index (rows, CollectorCallRow, i).call.id)
      g_array_index (rows, CollectorCallRow, n++) = g_array_index (rows, CollectorCallRow, i);
  g_array_set_size (rows, n);
}

/* The pages of all keys and both sides, merged. */
static gboolean
list_by_keys (CollectorDb *db, const char *const sqls[2], Listing *listing, const GArray *keys,
              GError **error)
{
  if (!read_keys (db, sqls[0], listing, keys, error) ||
      !read_keys (db, sqls[1], listing, keys, error))
    return FALSE;
  g_array_sort (listing->rows, newest_first);
  drop_repeated (listing->rows);
  if (listing->rows->len > listing->limit)
    g_array_set_size (listing->rows, listing->limit);
  return TRUE;
}

/* Whose calls can match, when they are few: the viewer's own, or those of the extensions asked
 * for. @keys: (out) (nullable): persons or lines; NULL = look by time. */
static gboolean
find_keys (CollectorDb *db, const Listing *listing, const char *const **sqls, GArray **keys,
           GError **error)
{
  const CollectorCallQuery *query = listing->query;
  gboolean is_own = query->own_only || listing->viewer->scope == COLLECTOR_SCOPE_OWN;

  *keys = NULL;
  *sqls = is_own ? by_person_sqls : by_line_sqls;
  if (!is_own && (query->extensions == NULL || g_strv_length (query->extensions) > 16))
    return TRUE;
  *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (is_own)
    g_array_append_val (*keys, listing->viewer->person_id);
  for (guint i = 0; !is_own && query->extensions[i] != NULL; i++)
    if (!collector_words_list_lines (db, query->extensions[i], *keys, error))
      {
        g_clear_pointer (keys, g_array_unref);
        return FALSE;
      }
  return TRUE;
}

/* One call of the scope or the viewer's own, counted by nobody. */
static gboolean
find_call (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
           CollectorCallRow *row, GError **error)
{
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  g_autofree char *wanted = ids_to_json (&id, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));
  CollectorStmt *stmt = collector_db_prepare (db, by_ids_sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, 3, scope_ids);
  collector_stmt_bind_text (stmt, 5, wanted);
  if (!read_rows (db, stmt, viewer, arena, rows, error))
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

/* The number of the call that another list is asked like. */
static gboolean
find_number (CollectorDb *db, Listing *listing, GError **error)
{
  const CollectorCallQuery *query = listing->query;
  g_autoptr (TollArena) arena = NULL;
  CollectorCallRow row;

  if (query->number != NULL)
    listing->number = g_strdup (query->number);
  if (query->same_number_as == 0)
    return TRUE;
  arena = toll_arena_new ();
  if (!find_call (db, listing->viewer, query->same_number_as, arena, &row, error))
    return FALSE;
  if (row.hidden != COLLECTOR_NUMBER_SHOWN)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "the number of this call is hidden from you");
      return FALSE;
    }
  g_free (listing->number);
  listing->number = g_strdup (row.stored_number);
  listing->masked_digits = row.masked_digits;
  listing->is_own = collector_viewer_is_owner (listing->viewer, row.call.person_id);
  return TRUE;
}

static void
note_rows (const CollectorViewer *viewer, const GArray *rows, guint first)
{
  for (guint i = first; i < rows->len; i++)
    collector_call_row_note (viewer, &g_array_index (rows, CollectorCallRow, i));
}

gboolean
collector_calls_list (CollectorDb *db, const CollectorViewer *viewer,
                      const CollectorCallQuery *query, gint64 before_id, guint limit,
                      TollArena *arena, GArray *rows, gint64 *next_id, GError **error)
{
  g_auto (Listing) listing = { .viewer = viewer, .query = query, .limit = limit, .arena = arena,
                               .rows = rows };
  g_autoptr (GArray) keys = NULL;
  const char *const *sqls = NULL;
  gboolean is_listed;

  *next_id = 0;
  listing.scope_ids = collector_viewer_dup_scope_ids (viewer);
  listing.extensions = texts_to_json (query->extensions);
  listing.gateways = texts_to_json (query->gateways);
  listing.departments = texts_to_json (query->departments);
  if (!find_bounds (db, &listing, before_id, error) || !find_number (db, &listing, error) ||
      !find_keys (db, &listing, &sqls, &keys, error))
    return FALSE;
  if (listing.number != NULL)
    is_listed = list_by_number (db, &listing, error);
  else if (keys != NULL)
    is_listed = list_by_keys (db, sqls, &listing, keys, error);
  else
    is_listed = list_by_time (db, &listing, next_id, error);
  if (is_listed && rows->len >= limit)
    *next_id = g_array_index (rows, CollectorCallRow, rows->len - 1).call.id;
  if (is_listed)
    note_rows (viewer, rows, 0);
  return is_listed;
}

gboolean
collector_calls_list_ids (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only,
                          const gint64 *ids, guint n_ids, TollArena *arena, GArray *rows,
                          GError **error)
{
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  g_autofree char *wanted = ids_to_json (ids, n_ids);
  CollectorStmt *stmt = collector_db_prepare (db, by_ids_sql, error);
  guint n_before = rows->len;

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, own_only ? 1 : 2, scope_ids);
  collector_stmt_bind_text (stmt, 5, wanted);
  if (!read_rows (db, stmt, viewer, arena, rows, error))
    return FALSE;
  note_rows (viewer, rows, n_before);
  return TRUE;
}

gboolean
collector_calls_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
                      CollectorCallRow *row, GError **error)
{
  if (!find_call (db, viewer, id, arena, row, error))
    return FALSE;
  collector_call_row_note (viewer, row);
  return TRUE;
}

gboolean
collector_calls_get_last_ms (CollectorDb *db, gint64 *last_ms, GError **error)
{
  return get_int (db, "SELECT start_ms FROM call ORDER BY id DESC LIMIT 1", last_ms, error);
}
