/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of calls by key. Three ways in: by line (somebody's own calls), by number, by time; each
 * runs one constant SQL text over a slice of the ledger and stops when the page is full. The id of
 * a call leads with its second of start, so slices of time are ranges of ids. A viewer's scope is
 * part of each text; rows leave here masked, and what others' rows leave is counted. Reader lanes.
 */
#include "config.h"

#include "collector/store/calls-read.h"

#include "collector/store/call-row.h"
#include "collector/store/calls-sql.h"
#include "collector/store/ledger.h"
#include "shared/base/error.h"
#include "shared/wire/json-write.h"

#include <string.h>

#define ID_SHIFT 31
#define NUMBER_SHIFT 52
#define DAY_S 86400
#define ZONE_S (15 * 3600) /* no zone is farther from UTC */
/* The first slice of time that is looked through, in units of id; each next one is larger. */
#define FIRST_SLICE ((gint64) DAY_S << ID_SHIFT)
#define SLICE_GROWTH 4
#define PATIENCE_US (300 * 1000) /* after which a page that is not full is handed out */

#define COLUMNS_SQL "SELECT " COLLECTOR_CALL_ROW_COLUMNS
#define SELECT_SQL COLUMNS_SQL " FROM call AS c"
#define NEWEST_SQL " ORDER BY c.id DESC LIMIT ?17"
#define FOUND_SQL " ORDER BY f.call_id DESC LIMIT ?17"

/* ?16 is the line, or bucket and number (?16, ?18); ?17 how many are wanted. */
#define BY_TIME_SQL(scope) SELECT_SQL " NOT INDEXED WHERE " scope FILTER_SQL NEWEST_SQL
/* By scope: a small group's page is found among many calls of others; own calls by line. */
static const char *const by_time_sqls[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS] = BY_TIME_SQL (GROUPS_SQL ("department_id", "1")),
  [COLLECTOR_SCOPE_COST_CENTRES] = BY_TIME_SQL (GROUPS_SQL ("cost_centre_id", "2")),
  [COLLECTOR_SCOPE_LOCATIONS] = BY_TIME_SQL (GROUPS_SQL ("location_id", "3")),
  [COLLECTOR_SCOPE_ALL] = BY_TIME_SQL ("1"),
};
#define BY_LINE_SQL(table, whose)                                                                  \
  "SELECT f.call_id FROM " table " AS f CROSS JOIN call AS c ON c.id = f.call_id"                  \
  " WHERE f.line_id = ?16 AND f.call_id >= ?5 AND f.call_id < ?6" whose " AND " SCOPE_SQL          \
  FILTER_SQL FOUND_SQL
#define OF_VIEWER " AND f.person_id = ?2"
/* A line's calls, and the internal ones it was called by; [1]: of them the viewer's own. */
static const char *const placed_sqls[] = { BY_LINE_SQL ("call_line", ""),
                                           BY_LINE_SQL ("call_line", OF_VIEWER) };
static const char *const called_sqls[] = { BY_LINE_SQL ("call_called", ""),
                                           BY_LINE_SQL ("call_called", OF_VIEWER) };
static const char *const by_number_sql =
    COLUMNS_SQL " FROM call_number AS f CROSS JOIN call AS c ON c.id = f.call_id"
    " WHERE f.bucket = ?16 AND f.number = ?18 AND f.call_id >= ?5 AND f.call_id < ?6 AND "
    SCOPE_SQL FILTER_SQL FOUND_SQL;
#define BY_IDS_SQL(order)                                                                          \
  SELECT_SQL " WHERE c.id IN (SELECT value FROM json_each (?5)) AND " SCOPE_SQL                    \
             " ORDER BY c.id " order
static const char *const oldest_first_sql = BY_IDS_SQL ("ASC");
static const char *const newest_first_sql = BY_IDS_SQL ("DESC");

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

/* What ?1 is bound to. */
static int
get_whose (const CollectorCallQuery *query)
{
  return (query->own_only ? 1 : 2) | (query->counted_only ? 4 : 0);
}

/* A list of everything need not look at each call's columns. */
static gboolean
is_unfiltered (const CollectorCallQuery *query)
{
  return query->from_ms == 0 && query->to_ms == 0 && query->directions == 0 &&
         query->outcomes == 0 && query->classes == 0 && query->rating_states == 0 &&
         query->extensions == NULL && query->gateways == NULL && query->departments == NULL;
}

static void
bind_filter (CollectorStmt *stmt, const Listing *listing, gint64 low_id, gint64 high_id)
{
  const CollectorCallQuery *query = listing->query;

  bind_scope (stmt, listing->viewer, get_whose (query), listing->scope_ids);
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
  collector_stmt_bind_int (stmt, 19, is_unfiltered (query));
  collector_stmt_bind_int (stmt, 20, collector_viewer_is_masked (listing->viewer));
  collector_stmt_bind_int (stmt, 21, listing->viewer->hides_free_incoming);
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

/* Appends those of @ids that the viewer may see. @whose: see SCOPE_SQL. */
static gboolean
read_ids (CollectorDb *db, const char *sql, const CollectorViewer *viewer, int whose,
          const gint64 *ids, guint n_ids, TollArena *arena, GArray *rows, GError **error)
{
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  g_autofree char *wanted = collector_ids_to_json (ids, n_ids);
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, whose, scope_ids);
  collector_stmt_bind_text (stmt, 5, wanted);
  return read_rows (db, stmt, viewer, arena, rows, error);
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
  CollectorStmt *stmt = collector_db_prepare (db, by_time_sqls[listing->viewer->scope], error);
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

/* Appends the first column of every row of a bound statement. */
static gboolean
take_ids (CollectorStmt *stmt, GArray *ids, GError **error)
{
  gboolean has_row = FALSE, is_ok;

  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      gint64 id = collector_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

/* Appends at most @n_wanted ids of calls of a line. */
static gboolean
read_line (CollectorDb *db, const char *sql, Listing *listing, gint64 line_id, gint64 low_id,
           gint64 high_id, guint n_wanted, GArray *ids, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_filter (stmt, listing, low_id, high_id);
  collector_stmt_bind_int (stmt, 16, line_id);
  collector_stmt_bind_int (stmt, 17, n_wanted);
  return take_ids (stmt, ids, error);
}

/* A page of the calls that the viewer placed on a line, perhaps among many of others: only the days
 * are looked at that their totals tell of. A day begins at another instant in each zone, so up to
 * @ZONE_S around it belong to it, but for what the day after has taken. */
static gboolean
read_own_days (CollectorDb *db, Listing *listing, gint64 line_id, GArray *ids, GError **error)
{
  CollectorStmt *days = collector_db_prepare (
      db,
      "SELECT DISTINCT day FROM own_total WHERE person_id = ?1 AND line_id = ?2 ORDER BY day DESC",
      error);
  guint n_most = ids->len + listing->limit;
  gint64 high_id = listing->high_id;
  gboolean has_row = FALSE, is_ok;

  if (days == NULL)
    return FALSE;
  collector_stmt_bind_int (days, 1, listing->viewer->person_id);
  collector_stmt_bind_int (days, 2, line_id);
  while ((is_ok = collector_stmt_step (days, &has_row, error)) && has_row &&
         high_id > listing->low_id && ids->len < n_most)
    {
      gint64 day_s = collector_stmt_get_int (days, 0) * DAY_S;
      gint64 low_id = MAX (listing->low_id, MAX (day_s - ZONE_S, 0) << ID_SHIFT);

      high_id = MIN (high_id, (day_s + DAY_S + ZONE_S) << ID_SHIFT);
      if (low_id >= high_id)
        continue;
      is_ok = read_line (db, placed_sqls[1], listing, line_id, low_id, high_id,
                         n_most - ids->len, ids, error);
      if (!is_ok)
        break;
      high_id = low_id;
    }
  collector_stmt_reset (days);
  return is_ok;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a, *right = b;

  return *left < *right ? 1 : *left > *right ? -1 : 0;
}

/* Leaves the newest of the ids, a page of them; older ones need no look any more. A call between
 * two of the lines was found by both. */
static void
keep_newest (Listing *listing, GArray *ids)
{
  guint n = 0;

  g_array_sort (ids, newest_first);
  for (guint i = 0; i < ids->len && n < listing->limit; i++)
    if (n == 0 || g_array_index (ids, gint64, n - 1) != g_array_index (ids, gint64, i))
      g_array_index (ids, gint64, n++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, n);
  if (n > 0 && n == listing->limit)
    listing->low_id = g_array_index (ids, gint64, n - 1);
}

static gboolean
is_own_list (const Listing *listing)
{
  return listing->query->own_only || listing->viewer->scope == COLLECTOR_SCOPE_OWN;
}

/* A page of each line and either side, merged: a line's calls lie in order in their index. */
static gboolean
list_by_lines (CollectorDb *db, Listing *listing, const GArray *lines, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_own = is_own_list (listing);

  for (guint i = 0; i < lines->len; i++)
    {
      gint64 line_id = g_array_index (lines, gint64, i);

      if (is_own ? !read_own_days (db, listing, line_id, ids, error)
                 : !read_line (db, placed_sqls[0], listing, line_id, listing->low_id,
                               listing->high_id, listing->limit, ids, error))
        return FALSE;
      if (!read_line (db, called_sqls[is_own], listing, line_id, listing->low_id,
                      listing->high_id, listing->limit, ids, error))
        return FALSE;
      keep_newest (listing, ids);
    }
  return read_ids (db, newest_first_sql, listing->viewer, get_whose (listing->query),
                   (const gint64 *) (const void *) ids->data, ids->len, listing->arena,
                   listing->rows, error);
}

/* The viewer's own lines, latest used first: its page leaves little to look at of the others. */
static gboolean
list_own_lines (CollectorDb *db, const CollectorViewer *viewer, GArray *lines, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT value FROM json_each (?2) ORDER BY (SELECT max (day) FROM own_total"
          " WHERE person_id = ?1 AND line_id = value) DESC",
      error);
  g_autofree char *line_ids = collector_ids_to_json (
      (const gint64 *) (const void *) viewer->line_ids->data, viewer->line_ids->len);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, viewer->person_id);
  collector_stmt_bind_text (stmt, 2, line_ids);
  return take_ids (stmt, lines, error);
}

/* The lines whose calls can match, when they are few: the viewer's own, or the extensions asked
 * for. @lines: (inout) (nullable): NULL and left so = look by time. */
static gboolean
find_lines (CollectorDb *db, const Listing *listing, GArray **lines, GError **error)
{
  const CollectorCallQuery *query = listing->query;

  if (!is_own_list (listing)
      && (query->extensions == NULL || g_strv_length (query->extensions) > 16))
    return TRUE;
  *lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (is_own_list (listing))
    return list_own_lines (db, listing->viewer, *lines, error);
  for (guint i = 0; query->extensions[i] != NULL; i++)
    if (!collector_words_list_lines (db, query->extensions[i], *lines, error))
      return FALSE;
  return TRUE;
}

/* One call of the scope or the viewer's own, counted by nobody. */
static gboolean
find_call (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
           CollectorCallRow *row, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));

  if (!read_ids (db, oldest_first_sql, viewer, 3, &id, 1, arena, rows, error))
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
  g_autoptr (GArray) lines = NULL;
  gboolean is_listed;

  *next_id = 0;
  if (query->extensions != NULL
      && !collector_viewer_check_individuals (viewer, query->own_only, error))
    return FALSE;
  listing.scope_ids = collector_viewer_dup_scope_ids (viewer);
  listing.extensions = texts_to_json (query->extensions);
  listing.gateways = texts_to_json (query->gateways);
  listing.departments = texts_to_json (query->departments);
  if (!find_bounds (db, &listing, before_id, error) || !find_number (db, &listing, error) ||
      !find_lines (db, &listing, &lines, error))
    return FALSE;
  if (listing.number != NULL)
    is_listed = list_by_number (db, &listing, error);
  else if (lines != NULL)
    is_listed = list_by_lines (db, &listing, lines, error);
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
  guint n_before = rows->len;

  if (!read_ids (db, oldest_first_sql, viewer, own_only ? 1 : 2, ids, n_ids, arena, rows, error))
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
collector_calls_peek (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
                      CollectorCallRow *row, GError **error)
{
  return find_call (db, viewer, id, arena, row, error);
}

gboolean
collector_calls_get_last_ms (CollectorDb *db, gint64 *last_ms, GError **error)
{
  return get_int (db, "SELECT start_ms FROM call ORDER BY id DESC LIMIT 1", last_ms, error);
}
