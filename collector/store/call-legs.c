/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a call back to its records. They share a callId with the call's first record, or a leg id
 * with one that does; the search follows both, and is bounded. Reader lanes.
 */
#include "config.h"

#include "collector/store/call-legs.h"

#include "collector/store/band-function.h"

#include "collector/store/ledger.h"
#include "collector/store/number-lists.h"
#include "collector/store/query/pieces.h"

#include <string.h>

#define MAX_STOPS 64     /* pairs of node and callId that are looked into */
#define NEAR_MS (7 * 86400 * G_GINT64_CONSTANT (1000)) /* ids wrap: further apart is another call */

/* A place where records of the conversation lie. */
typedef struct
{
  gint64 node_id;
  guint32 global_call_id;
} Stop;

typedef struct
{
  CollectorDb *db;
  const CollectorCallRow *row;
  TollArena *arena;
  GArray *stops; /* of Stop; grows while it is walked */
  GArray *legs;
} Search;

static gboolean
is_near (const Search *search, gint64 setup_ms)
{
  return ABS (setup_ms - search->row->call.start_ms) <= NEAR_MS;
}

static void
add_stop (Search *search, gint64 node_id, guint32 global_call_id)
{
  Stop stop = { node_id, global_call_id };

  for (guint i = 0; i < search->stops->len; i++)
    {
      const Stop *known = &g_array_index (search->stops, Stop, i);

      if (known->node_id == node_id && known->global_call_id == global_call_id)
        return;
    }
  if (search->stops->len < MAX_STOPS)
    g_array_append_val (search->stops, stop);
}

/* Notes where records with one of @leg's ids lie. */
static gboolean
follow_ids (Search *search, const TollLeg *leg, GError **error)
{
  const guint32 ids[] = { leg->orig_leg_id, leg->dest_leg_id };
  gint64 cluster_id;

  if (!collector_words_lookup (search->db, COLLECTOR_WORD_CLUSTER, leg->cluster, &cluster_id,
                               error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GArray) linked = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));

      if (ids[i] == 0)
        continue;
      if (!collector_ledger_list_linked (search->db, cluster_id, ids[i], linked, error))
        return FALSE;
      for (guint j = 0; j < linked->len; j++)
        {
          const CollectorLegRow *found = &g_array_index (linked, CollectorLegRow, j);

          if (is_near (search, found->setup_s * 1000))
            add_stop (search, found->node_id, found->global_call_id);
        }
    }
  return TRUE;
}

/* A record whose file is not known is shown without it. */
static void
read_file (Search *search, gint64 file_id, CollectorCallLeg *leg)
{
  g_auto (CollectorFileRow) file = { 0 };

  leg->file = leg->archive_path = "";
  if (!collector_ledger_get_file (search->db, file_id, &file, NULL))
    return;
  leg->file = toll_arena_strdup (search->arena, file.name);
  leg->archive_path = toll_arena_strdup (search->arena, file.archive_path);
}

static gboolean
take_row (Search *search, const CollectorLegRow *found, GError **error)
{
  CollectorCallLeg leg = { .node_id = found->node_id };

  if (!is_near (search, found->setup_s * 1000) || found->body == NULL)
    return TRUE;
  toll_leg_init (&leg.leg);
  if (!toll_leg_unpack (&leg.leg, found->body, found->n_body, search->arena, error) ||
      !follow_ids (search, &leg.leg, error))
    return FALSE;
  if (found->call_id != search->row->call.id)
    return TRUE;
  leg.leg.line = found->line;
  leg.leg.byte_offset = found->byte_offset;
  leg.leg.byte_length = found->byte_length;
  read_file (search, found->file_id, &leg);
  g_array_append_val (search->legs, leg);
  return TRUE;
}

static int
compare_legs (gconstpointer a, gconstpointer b)
{
  const TollLeg *left = &((const CollectorCallLeg *) a)->leg;
  const TollLeg *right = &((const CollectorCallLeg *) b)->leg;

  if (left->setup_ms != right->setup_ms)
    return left->setup_ms < right->setup_ms ? -1 : 1;
  if (left->disconnect_ms != right->disconnect_ms)
    return left->disconnect_ms < right->disconnect_ms ? -1 : 1;
  return left->record_key < right->record_key ? -1 : left->record_key > right->record_key;
}

gboolean
collector_calls_load_legs (CollectorDb *db, const CollectorCallRow *row, TollArena *arena,
                           GArray *legs, GError **error)
{
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  Search search = { db, row, arena, stops, legs };

  add_stop (&search, row->node_id, row->global_call_id);
  for (guint i = 0; i < stops->len; i++)
    {
      Stop stop = g_array_index (stops, Stop, i);
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));

      if (!collector_ledger_load_legs (db, stop.node_id, stop.global_call_id, arena, rows, error))
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        if (!take_row (&search, &g_array_index (rows, CollectorLegRow, j), error))
          return FALSE;
    }
  g_array_sort (legs, compare_legs);
  return TRUE;
}

static void
read_quality (CollectorStmt *stmt, TollArena *arena, TollQuality *quality)
{
  toll_quality_init (quality);
  quality->leg_id = collector_stmt_get_int (stmt, 0);
  quality->number = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 1));
  quality->device = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 2));
  quality->packets_received = collector_stmt_get_int (stmt, 3);
  quality->packets_lost = collector_stmt_get_int (stmt, 4);
  quality->jitter_ms = collector_stmt_get_int (stmt, 5);
  quality->latency_ms = collector_stmt_get_int (stmt, 6);
  quality->duration_ms = collector_stmt_get_int (stmt, 7);
  quality->mos_milli = collector_stmt_get_int (stmt, 8);
  quality->stamp_ms = collector_stmt_get_int (stmt, 9);
  quality->packets_sent = collector_stmt_get_int (stmt, 10);
  quality->concealed_ppm = collector_stmt_get_int (stmt, 11);
  quality->global_call_id = collector_stmt_get_int (stmt, 12);
}

#define QUALITY_COLUMNS                                                                            \
  "q.leg_ident, q.number, (SELECT text FROM word WHERE kind = 3 AND id = q.device_id),"            \
  " q.packets_received, q.packets_lost, q.jitter_ms, q.latency_ms, q.duration_ms, q.mos_milli,"    \
  " q.stamp_ms, q.packets_sent, q.concealed_ppm, q.global_call_id, q.record_key"

gboolean
collector_calls_load_quality (CollectorDb *db, const CollectorCallRow *row, TollArena *arena,
                              GArray *qualities, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT " QUALITY_COLUMNS " FROM call AS c CROSS JOIN " COLLECTOR_SIDES_SQL
      " WHERE c.id = ?1 AND " COLLECTOR_HEARD_BY_SIDES_SQL
      " UNION ALL SELECT " QUALITY_COLUMNS " FROM call AS c CROSS JOIN quality AS q"
      " WHERE c.id = ?1 AND NOT " COLLECTOR_HAS_SIDES_SQL " AND " COLLECTOR_HEARD_BY_CALL_ID_SQL
      " ORDER BY 10, 13, 14",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->call.id);
  while (TRUE)
    {
      TollQuality quality;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      read_quality (stmt, arena, &quality);
      g_array_append_val (qualities, quality);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_calls_load_band (CollectorDb *db, const CollectorCallRow *row, TollArena *arena,
                           const char **band, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " COLLECTOR_BAND_SQL " FROM call AS c WHERE c.id = ?1", error);
  gboolean has_row = FALSE;

  *band = "";
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->call.id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *band = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_calls_is_line (CollectorDb *db, const char *number)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT EXISTS (SELECT 1 FROM person_line WHERE extension = ?1) OR EXISTS"
      " (SELECT 1 FROM line WHERE extension = ?1"
      " AND (EXISTS (SELECT 1 FROM call_line WHERE line_id = line.id)"
      "  OR EXISTS (SELECT 1 FROM call_called WHERE line_id = line.id))"
      " AND NOT " COLLECTOR_IS_STRANGE_SQL ("?1") ")",
      NULL);
  gboolean has_row = FALSE, is_line = FALSE;

  if (strpbrk (number, "0123456789") == NULL)
    return TRUE;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, number);
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    is_line = collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return is_line;
}

const char *
collector_calls_dup_line_name (CollectorDb *db, const char *extension, gint64 at_ms,
                               TollArena *arena)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT trim (first_name || ' ' || last_name) FROM person_line AS l JOIN person"
      " ON person.id = l.person_id WHERE l.extension = ?1 AND l.valid_from_ms <= ?2"
      " AND l.valid_to_ms > ?2 LIMIT 1",
      NULL);
  gboolean has_row = FALSE;
  const char *name = "";

  if (stmt == NULL || *extension == '\0')
    return name;
  collector_stmt_bind_text (stmt, 1, extension);
  collector_stmt_bind_int (stmt, 2, at_ms);
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return name;
}
