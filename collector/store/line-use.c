/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines that nobody calls and that call nobody, and aliases by which people were called. Calls are
 * found by line, newest first, so that a line that is used costs a glance. Any lane.
 */
#include "config.h"

#include "collector/store/line-use.h"

#include <string.h>

#include "collector/store/number-lists.h"
#include "collector/store/people/person.h"
#include "collector/store/words.h"
#include "shared/base/arena.h"
#include "shared/model/call.h"

/* The id of a call leads with its second of start. */
#define ID_SHIFT 31

/* ?1 = the instant whose owners count, ?2 and ?3 = ids of calls, half open, ?4 = scope, ?5 = its
 * ids, ?6 = the viewer. Somebody's line without a partition is that of every partition. */
#define KNOWN_SQL                                                                                  \
  "WITH known (person_id, extension, partition, since_ms) AS ("                                    \
  " SELECT person_id, extension, partition, valid_from_ms FROM person_line"                        \
  " WHERE kind = 0 AND valid_from_ms <= ?1 AND valid_to_ms > ?1"                                   \
  " UNION ALL SELECT 0, l.extension, l.partition, -9223372036854775808 FROM line AS l"             \
  " WHERE ?4 = 4 AND (EXISTS (SELECT 1 FROM call_line WHERE line_id = l.id)"                       \
  " OR EXISTS (SELECT 1 FROM call_called WHERE line_id = l.id))"                                   \
  " AND NOT " COLLECTOR_IS_STRANGE_SQL ("l.extension")                                             \
  " AND NOT EXISTS (SELECT 1 FROM person_line AS o WHERE o.extension = l.extension"                \
  " AND o.partition IN ('', l.partition) AND o.valid_from_ms <= ?1 AND o.valid_to_ms > ?1)),"
#define LINES_SQL                                                                                  \
  " FROM line AS l WHERE l.extension = known.extension AND (l.partition = known.partition"         \
  " OR (known.partition = '' AND known.person_id <> 0))"
/* Calls since the owner has the line, within the period's end. */
#define RANGE_SQL " AND call_id >= max (known.since_ms, 0) / 1000 << 31 AND call_id < ?3"
#define LATEST_SQL(table)                                                                          \
  "ifnull ((SELECT max ((SELECT max (call_id) FROM " table " WHERE line_id = l.id"                 \
  RANGE_SQL "))" LINES_SQL "), 0)"
/* A name that is a number may be one that called in private. */
#define DEVICE_SQL                                                                                 \
  "coalesce ((SELECT text FROM word WHERE kind = 3 AND toll_mask_device (text) = text"             \
  " AND id = (SELECT CASE WHEN placed_id >="        \
  " called_id THEN (SELECT device_id FROM call WHERE id = placed_id) ELSE (SELECT max (device_id)" \
  " FROM call_called WHERE call_id = called_id AND line_id IN (SELECT id FROM line AS l WHERE"     \
  " l.extension = used.extension)) END)), (SELECT min (device) FROM person_device WHERE"           \
  " person_id = used.person_id), '')"

/* Whose line or number it is, of the people "p" that the viewer looks after. */
#define SCOPE_SQL                                                                                  \
  "CASE ?4 WHEN 4 THEN 1 WHEN 0 THEN p.id = ?6"                                                    \
  " WHEN 1 THEN p.department_id IN (SELECT value FROM json_each (?5))"                             \
  " WHEN 2 THEN p.cost_centre_id IN (SELECT value FROM json_each (?5))"                            \
  " ELSE p.location_id IN (SELECT value FROM json_each (?5)) END"

/* Whoever was offered a call first or had it last is known without a partition: so it was in all of
 * them that have the extension. In those that are the line's LATEST_SQL has found it. */
#define TOUCHED_SQL                                                                                \
  "max (ifnull ((SELECT max (call_id) FROM call_touch WHERE extension = known.extension"           \
  RANGE_SQL "), 0), ifnull ((SELECT max ((SELECT call_id FROM call_line JOIN call AS c"            \
  " ON c.id = call_id WHERE call_line.line_id = l.id" RANGE_SQL                                    \
  " AND EXISTS (SELECT 1 FROM line WHERE id IN (c.first_line_id, c.last_line_id)"                  \
  " AND extension = l.extension) ORDER BY call_id DESC LIMIT 1)) FROM line AS l"                   \
  " WHERE l.extension = known.extension AND l.partition <> known.partition"                        \
  " AND NOT (known.partition = '' AND known.person_id <> 0)), 0))"

/* What touched a line is asked only where nothing else is found. */
static const char unused_sql[]
    = KNOWN_SQL
    " called AS MATERIALIZED (SELECT known.*, " LATEST_SQL ("call_line") " AS placed_id,"
    " " LATEST_SQL ("call_called") " AS called_id FROM known),"
    " used AS MATERIALIZED (SELECT known.*, " TOUCHED_SQL " AS touched_id"
    " FROM called AS known WHERE max (placed_id, called_id) < max (?2, 1))"
    " SELECT ifnull (d.name, ''), used.extension, used.partition,"
    " ifnull (trim (p.first_name || ' ' || p.last_name), ''), " DEVICE_SQL ","
    " used.since_ms, max (placed_id, called_id, touched_id) >> 31"
    " FROM used LEFT JOIN person AS p ON p.id = used.person_id"
    " LEFT JOIN department AS d ON d.id = p.department_id"
    " WHERE touched_id < max (?2, 1) AND " SCOPE_SQL
    " ORDER BY d.name IS NULL, d.name, used.extension, used.partition";

/* Who was called: whose phone rang first, whoever took the call. What the network handed over is too
 * short to be a number by itself. Each call is looked at once. */
static const char aliases_sql[]
    = "WITH known AS MATERIALIZED (SELECT n.id AS line_id, a.extension AS alias,"
      " max (a.valid_from_ms, l.valid_from_ms) AS from_ms,"
      " min (a.valid_to_ms, l.valid_to_ms) AS to_ms FROM person_line AS a"
      " JOIN person_line AS l ON l.person_id = a.person_id AND l.kind = 0"
      " JOIN line AS n ON n.extension = l.extension WHERE a.kind = 1)"
      " SELECT k.alias, 0, c.start_ms FROM call AS c CROSS JOIN known AS k"
      " ON k.line_id = CASE c.first_line_id WHEN 0 THEN c.line_id ELSE c.first_line_id END"
      " AND c.start_ms >= k.from_ms AND c.start_ms < k.to_ms"
      " WHERE c.id < ?1 AND c.direction = 1 AND length (c.dialled) < ?2";

/* Figures of the texts above. */
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1
                 && COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3
                 && COLLECTOR_SCOPE_ALL == 4 && COLLECTOR_LINE_EXTENSION == 0
                 && COLLECTOR_LINE_ALIAS == 1 && TOLL_DIRECTION_INCOMING == 1 && ID_SHIFT == 31);

typedef struct
{
  CollectorUnusedLineFunc func;
  gpointer data;
} Visit;

static gboolean
visit_line (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  const CollectorUnusedLine line = {
    .department = collector_stmt_get_text (stmt, 0),
    .extension = collector_stmt_get_text (stmt, 1),
    .partition = collector_stmt_get_text (stmt, 2),
    .name = collector_stmt_get_text (stmt, 3),
    .device = collector_stmt_get_text (stmt, 4),
    .since_ms = collector_stmt_get_int (stmt, 5),
    .last_ms = collector_stmt_get_int (stmt, 6) * 1000,
  };

  visit->func (&line, visit->data);
  return TRUE;
}

/* @scope_ids: must live as long as the statement runs. */
static void
bind_scope (CollectorStmt *stmt, const CollectorViewer *viewer, gboolean mine,
            const char *scope_ids)
{
  collector_stmt_bind_int (stmt, 4, mine ? COLLECTOR_SCOPE_OWN : viewer->scope);
  collector_stmt_bind_text (stmt, 5, scope_ids);
  collector_stmt_bind_int (stmt, 6, viewer->person_id);
}

gboolean
collector_lines_visit_unused (CollectorDb *db, const CollectorViewer *viewer, gboolean mine,
                              gint64 from_ms, gint64 to_ms, CollectorUnusedLineFunc func,
                              gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, unused_sql, error);
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  Visit visit = { func, data };

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, mine, scope_ids);
  collector_stmt_bind_int (stmt, 1, to_ms);
  collector_stmt_bind_int (stmt, 2, from_ms / 1000 << ID_SHIFT);
  collector_stmt_bind_int (stmt, 3, to_ms / 1000 << ID_SHIFT);
  return collector_stmt_foreach (stmt, visit_line, &visit, error);
}

/* ---- What was called ---- */

/* A number that was called, and when last. */
typedef struct
{
  const char *dialled; /* in the arena */
  gint64 site_id;      /* 0 = not asked for */
  gint64 last_ms;
} Called;

static guint
hash_called (gconstpointer data)
{
  const Called *called = data;

  return g_str_hash (called->dialled) * 31 + (guint) called->site_id;
}

static gboolean
is_same_called (gconstpointer a, gconstpointer b)
{
  const Called *left = a, *right = b;

  return left->site_id == right->site_id && strcmp (left->dialled, right->dialled) == 0;
}

/* Each number once, of rows of number, site and start: a GROUP BY would sort all the calls first. */
static gboolean
gather_called (CollectorStmt *stmt, TollArena *arena, GHashTable *numbers, GError **error)
{
  gboolean has_row = FALSE, is_ok;

  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      const Called row = { collector_stmt_get_text (stmt, 0), collector_stmt_get_int (stmt, 1),
                           collector_stmt_get_int (stmt, 2) };
      Called *known = g_hash_table_lookup (numbers, &row);

      if (known == NULL)
        {
          known = toll_arena_alloc (arena, sizeof *known);
          *known = row;
          known->dialled = toll_arena_strdup (arena, row.dialled);
          g_hash_table_add (numbers, known);
        }
      known->last_ms = MAX (known->last_ms, row.last_ms);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

static gboolean
visit_called (CollectorDb *db, CollectorStmt *stmt, CollectorCalledNumberFunc func, gpointer data,
              GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GHashTable) numbers = g_hash_table_new (hash_called, is_same_called);
  GHashTableIter iter;
  gpointer key;

  if (!gather_called (stmt, arena, numbers, error))
    return FALSE;
  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Called *called = key;
      g_autofree char *site = collector_words_dup_text (db, COLLECTOR_WORD_SITE, called->site_id);

      func (called->dialled, site, called->last_ms, data);
    }
  return TRUE;
}

gboolean
collector_lines_visit_called_aliases (CollectorDb *db, guint n_digits, gint64 to_ms,
                                      CollectorCalledNumberFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, aliases_sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, to_ms / 1000 << ID_SHIFT);
  collector_stmt_bind_int (stmt, 2, n_digits);
  return visit_called (db, stmt, func, data, error);
}

gboolean
collector_lines_visit_called_numbers (CollectorDb *db, gint64 to_ms, CollectorCalledNumberFunc func,
                                      gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT dialled, site_id, start_ms FROM call WHERE id < ?1 AND direction IN (1, 3)"
      " AND dialled <> ''",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, to_ms / 1000 << ID_SHIFT);
  return visit_called (db, stmt, func, data, error);
}
G_STATIC_ASSERT (TOLL_DIRECTION_INCOMING == 1 && TOLL_DIRECTION_TRANSIT == 3);
